"""Measure where sentences end: on our own marked documents and on a treebank.

Run: python tools/evaluate_segmentation.py [--shared FOLDER] [--verbose]

A sentence end counts only inside a paragraph, heading or bullet, where it has to be found; that a
sentence ends with its paragraph is no merit. Marks and emoji between two sentences may go to either.
The treebank (UD English EWT: web pages, mail, reviews) lies outside the project; without it the tool
says so.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from plainspeak.document import Block, BlockKind, Document, Mask
from plainspeak.language.pipeline import analyse
from plainspeak.packs import load_library
from plainspeak.readers import read_file
from plainspeak.readers.build import BlockBuilder
from plainspeak.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plainspeak.knowledge import Vocabulary

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpora" / "segmentation"
SHARED = ROOT.parent / "shared"
TREEBANK = ("en_ewt-ud-dev.conllu", "en_ewt-ud-test.conllu")
BAR = "¦"


@dataclass(frozen=True)
class Marked:
    """A block without its bars, and its sentences as a person sees them."""

    block: Block
    sentences: tuple[str, ...]


@dataclass
class Score:
    """Sentence ends inside blocks: right, wrong and missed; whole blocks split right; the mistakes, shown."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    blocks: int = 0
    exact: int = 0
    sentences: int = 0
    mistakes: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)

    def __str__(self) -> str:
        precision = self.right / max(1, self.right + self.wrong)
        recall = self.right / max(1, self.right + self.missed)
        return (
            f"precision {precision:.4f}  recall {recall:.4f}  F1 {self.f1:.4f}  "
            f"paragraphs exact {self.exact / max(1, self.blocks):.4f}  "
            f"({self.sentences:,} sentences, {self.blocks:,} paragraphs, headings and bullets)"
        )


def inner_ends(sentences: Iterable[str]) -> dict[int, str]:
    """Give the ends between sentences, each by the letters and digits before it, with the words around it."""
    ends: dict[int, str] = {}
    count = 0
    previous = ""
    for sentence in sentences:
        if ends or previous:
            ends[count] = f"…{previous[-40:]} {BAR} {sentence[:40]}…"
        count += sum(map(str.isalnum, sentence))
        previous = sentence
    # A "sentence" without letters or digits lies between two ends that are one.
    ends.pop(0, None)
    ends.pop(count, None)
    return ends


def read_marked(path: Path) -> Iterator[Marked]:
    """Read a document whose sentence ends are marked with bars, in its own format."""
    for _, block in read_file(path).prose_blocks():
        parts = tuple(part.strip() for part in block.text.split(BAR))
        yield Marked(replace(block, text=" ".join(parts), masks=_moved(block)), parts)


def _moved(block: Block) -> tuple[Mask, ...]:
    """Give the masks as they lie once every bar and the space before it are gone."""

    def moved(offset: int) -> int:
        return offset - 2 * block.text.count(BAR, 0, offset)

    return tuple(replace(mask, start=moved(mask.start), end=moved(mask.end)) for mask in block.masks)


def read_treebank(path: Path) -> Iterator[Marked]:
    """Read the paragraphs of a treebank in CoNLL-U."""
    sentences: list[str] = []
    glued = False  # whether no space follows the sentence before
    for part in path.read_text(encoding="utf-8").split("\n\n"):
        lines = part.splitlines()
        if sentences and any(line.startswith(("# newpar", "# newdoc")) for line in lines):
            yield _paragraph(sentences)
            sentences, glued = [], False
        text = next((line.partition(" = ")[2] for line in lines if line.startswith("# text = ")), "")
        if glued:  # nobody could end a sentence within an unbroken run of characters
            sentences[-1] += text
        elif text:
            sentences.append(text)
        glued = bool(text) and "SpaceAfter=No" in lines[-1]
    if sentences:
        yield _paragraph(sentences)


def _paragraph(sentences: list[str]) -> Marked:
    builder = BlockBuilder()
    builder.literal(" ".join(sentences), 0)
    block = builder.build(BlockKind.PARAGRAPH)
    if block is None:
        raise ValueError(f"a paragraph without text: {sentences}")
    return Marked(block, tuple(sentences))


def measure(marked: Iterable[Marked], vocabulary: Vocabulary) -> Score:
    """Split every block and compare."""
    paragraphs = list(marked)
    source = Source("marked", "")
    analysis = analyse(Document(source, "md", tuple(item.block for item in paragraphs)), vocabulary)
    score = Score(blocks=len(paragraphs))
    for item, passage in zip(paragraphs, analysis.passages, strict=True):
        text = passage.block.text
        found = inner_ends(text[sentence.start : sentence.end] for sentence in passage.sentences)
        wanted = inner_ends(item.sentences)
        score.sentences += len(wanted) + 1
        score.right += len(found.keys() & wanted.keys())
        score.exact += found.keys() == wanted.keys()
        wrong = [shown for end, shown in found.items() if end not in wanted]
        missed = [shown for end, shown in wanted.items() if end not in found]
        score.wrong += len(wrong)
        score.missed += len(missed)
        score.mistakes += [f"wrong:  {shown}" for shown in wrong] + [f"missed: {shown}" for shown in missed]
    return score


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder that holds treebank/")
    parser.add_argument("--verbose", action="store_true", help="show every mistake")
    arguments = parser.parse_args()
    vocabulary = load_library().knowledge.vocabulary

    def show(name: str, score: Score) -> None:
        print(f"{name:<28} {score}")
        if arguments.verbose:
            print("".join(f"    {mistake}\n" for mistake in score.mistakes), end="")

    files = sorted(CORPUS.glob("*.*"))
    for path in files:
        show(path.name, measure(read_marked(path), vocabulary))
    show("all of ours", measure((item for path in files for item in read_marked(path)), vocabulary))
    for name in TREEBANK:
        path = arguments.shared / "treebank" / name
        if path.is_file():
            show(name, measure(read_treebank(path), vocabulary))
        else:
            print(f"no treebank at {path}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
