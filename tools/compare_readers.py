"""Reads a folder of documents and compares the words, one by one, with a reference reader of each format.

Usage: python tools/compare_readers.py [FOLDER]

The reference is markdown-it's own rendering for Markdown, python-docx for Word and python-pptx for
PowerPoint. Words that only the reference has are lost; words that only plainspeak has are those that the
reference does not show, such as tracked insertions, text boxes and SmartArt.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.readers.test_docx import told_by_python_docx
from tests.readers.test_markdown import NO_TEXT, visible_words
from tests.readers.test_pptx import told_by_python_pptx

from plainspeak.document import check_document
from plainspeak.readers import format_of, read_file
from plainspeak.readers.front_matter import read_front_matter

WORD = re.compile(r"\w+")


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "eval" / "documents"
    totals: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for path in sorted(folder.rglob("*")):
        name = format_of(path.name)
        if name not in {"markdown", "docx", "pptx"}:
            continue
        ours, theirs, no_text = words(path, name)
        lost = theirs - ours - no_text
        row = totals[path.suffix]
        for column, number in enumerate((1, ours.total(), theirs.total(), lost.total())):
            row[column] += number
        if lost:
            print(f"{path}: lost {dict(lost)}")
    print("format  files  words read  words of the reference  lost")
    for suffix, (files, read, told, lost_words) in sorted(totals.items()):
        print(f"{suffix:<6}  {files:>5}  {read:>10,}  {told:>22,}  {lost_words:>4}")


def words(path: Path, name: str) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Give our words, the reference's, and those of the reference that are no text."""
    document = read_file(path)
    check_document(document)
    ours = Counter(WORD.findall("\n".join(block.text for block in document.blocks)))
    if name == "docx":
        return ours, told_by_python_docx(path), Counter()
    if name == "pptx":
        return ours, *told_by_python_pptx(path)
    source = document.source.text
    body = source[read_front_matter(source, path.name).end :]
    return ours, Counter(visible_words(body)), Counter(WORD.findall(" ".join(NO_TEXT.findall(body))))


if __name__ == "__main__":
    main()
