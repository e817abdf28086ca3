# Every target works from a clean clone: make, git and Python 3.11 or later are enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo test lint generate bench clean evaluate-acronyms evaluate-segmentation evaluate model

help: ## Print the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-18s %s\n", $$1, $$2}'

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(VENV)/installed ## See plainspeak's findings on real-looking documents
	$(BIN)/plainspeak check corpora/demo --fail-on never

test: $(VENV)/installed-dev lint ## Run every check and every test
	$(BIN)/plainspeak test
	$(BIN)/python -m pytest -n auto --dist loadfile

lint: $(VENV)/installed-dev ## Format, types, layers, generated files, our own prose
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/generate.py --check
	$(BIN)/plainspeak check README.md CHANGELOG.md docs --config docs/.plainspeak.yml --fail-on warning

generate: $(VENV)/installed-dev ## Make every generated file again
	$(BIN)/python tools/generate.py

evaluate-acronyms: $(VENV)/installed-dev ## Measure acronyms on the labelled set beside the project
	$(BIN)/python tools/evaluate_acronyms.py

evaluate-segmentation: $(VENV)/installed ## Measure where sentences end, on our marked documents and a treebank
	$(BIN)/python tools/evaluate_segmentation.py

evaluate-kinds: $(VENV)/installed-dev ## Measure how often the kind of a document is recognised
	$(BIN)/python tools/evaluate_kinds.py

bench: $(VENV)/installed ## Measure time and memory as documents grow
	$(BIN)/python benchmarks/growth.py
	$(BIN)/python benchmarks/parts.py

evaluate: $(VENV)/installed ## Measure how well the language model hears
	$(BIN)/python tools/model/evaluate.py

# Sentences beside the project join the training where they are; without them corpora/talk is enough.
EVAL := $(wildcard ../shared/eval)
MORE := $(if $(EVAL),--labelled $(EVAL)/talk_train.tsv --unlabelled $(EVAL)/unlabelled.tsv --choose $(EVAL)/talk_dev.tsv) \
	$(if $(wildcard ../shared/treebank),--treebank $(wildcard ../shared/treebank))

model: $(VENV)/installed ## Train the language model anew (about two hours)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check torch==2.13.0
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[model]'
	$(BIN)/python tools/model/train.py $(MORE)

clean: ## Remove what the targets made
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
