"""Make the .docx and .pptx documents of corpora/ from the YAML files in tools/office_corpora/.

`tools/office_corpora/demo/NAME.docx.yml` becomes `corpora/demo/NAME.docx`. Running it again gives the
same bytes: time stamps and core properties are fixed. `--check` writes nothing; it exits with 1 and
names each file that differs from its YAML, part by part, so that another zlib doesn't matter.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import re
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pptx
import yaml
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Cm

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "tools" / "office_corpora"
CORPORA = ROOT / "corpora"

MOMENT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
ZIP_MOMENT = (2026, 1, 1, 0, 0, 0)
W3C_TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z?")

TITLE_LAYOUT, CONTENT_LAYOUT, TITLE_ONLY_LAYOUT = 0, 1, 5


def make_docx(data: Mapping[str, Any]) -> bytes:
    """Give the bytes of a Word document, with time stamps still to be fixed."""
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = data.get("header", "")
    section.footer.paragraphs[0].text = data.get("footer", "")
    for entry in data["body"]:
        for kind, content in entry.items():
            _add_to_docx(document, kind, content)
    _set_properties(document.core_properties, data)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _add_to_docx(document: Any, kind: str, content: Any) -> None:
    if kind == "title":
        document.add_heading(content, level=0)
    elif kind == "heading":
        document.add_heading(content, level=1)
    elif kind == "text":
        document.add_paragraph(content)
    elif kind in ("bullets", "numbers"):
        style = "List Bullet" if kind == "bullets" else "List Number"
        for text, level in _flatten(content):
            document.add_paragraph(text, style=style if level == 0 else f"{style} {level + 1}")
    elif kind == "table":
        document.add_paragraph(content["caption"], style="Caption")
        rows = content["rows"]
        table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
        _fill_table(table, rows)
    else:
        raise SystemExit(
            f"unknown block {kind!r}; allowed are title, heading, text, bullets, numbers and table"
        )


def make_pptx(data: Mapping[str, Any]) -> bytes:
    """Give the bytes of a PowerPoint deck, with time stamps still to be fixed."""
    deck = pptx.Presentation()
    for entry in data["slides"]:
        _add_slide(deck, entry)
    _set_properties(deck.core_properties, data)
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def _add_slide(deck: Any, entry: Mapping[str, Any]) -> None:
    if entry.get("layout") == "title":
        layout = TITLE_LAYOUT
    else:
        layout = CONTENT_LAYOUT if "bullets" in entry else TITLE_ONLY_LAYOUT
    slide = deck.slides.add_slide(deck.slide_layouts[layout])
    slide.shapes.title.text = entry["title"]
    if "subtitle" in entry:
        slide.placeholders[1].text = entry["subtitle"]
    if "bullets" in entry:
        _fill_bullets(slide.placeholders[1].text_frame, entry["bullets"])
    # A picture next to bullets takes the right half; a placeholder needs all four numbers to move.
    beside = "bullets" in entry and any(kind in entry for kind in ("table", "group", "chart"))
    if beside:
        body = slide.placeholders[1]
        body.left, body.top, body.width, body.height = Cm(1.3), Cm(4.4), Cm(10.5), Cm(12.5)
    left, width = (Cm(12.3), Cm(12)) if beside else (Cm(1.5), Cm(22))
    if "table" in entry:
        rows = entry["table"]
        frame = slide.shapes.add_table(len(rows), len(rows[0]), left, Cm(4.6), width, Cm(1.2 * len(rows)))
        _fill_table(frame.table, rows)
    if "group" in entry:
        _add_group(slide, entry["group"], left)
    if "chart" in entry:
        _add_chart(slide, entry["chart"], left, width)
    if "notes" in entry:
        slide.notes_slide.notes_text_frame.text = entry["notes"]


def _fill_bullets(frame: Any, content: list[Any]) -> None:
    paragraph = frame.paragraphs[0]
    for number, (text, level) in enumerate(_flatten(content)):
        if number:
            paragraph = frame.add_paragraph()
        paragraph.text, paragraph.level = text, level


def _add_group(slide: Any, texts: list[str], left: int) -> None:
    group = slide.shapes.add_group_shape()
    for number, text in enumerate(texts):
        box = group.shapes.add_shape(
            MSO_SHAPE.ROUNDED_RECTANGLE, left, Cm(4.6 + 2.3 * number), Cm(7), Cm(1.8)
        )
        box.text_frame.text = str(text)


def _add_chart(slide: Any, content: Mapping[str, Any], left: int, width: int) -> None:
    chart_data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    chart_data.categories = [str(category) for category in content["categories"]]
    for name, values in content["series"]:
        chart_data.add_series(str(name), values)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, left, Cm(4.6), width, Cm(12), chart_data)
    frame.chart.has_title = True
    frame.chart.chart_title.text_frame.text = content["title"]
    frame.chart.has_legend = True


def _fill_table(table: Any, rows: list[list[Any]]) -> None:
    for row_number, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(row_number, column).text = str(text)


def _flatten(content: list[Any], level: int = 0) -> Iterator[tuple[str, int]]:
    for item in content:
        if isinstance(item, list):
            yield from _flatten(item, level + 1)
        else:
            yield str(item), level


def _set_properties(properties: Any, data: Mapping[str, Any]) -> None:
    properties.title = data["title"]
    properties.author = properties.last_modified_by = data["author"]
    properties.created = properties.modified = properties.last_printed = MOMENT
    properties.revision = 1


def fix_times(archive: bytes) -> bytes:
    """Give the same archive with fixed time stamps, in the workbooks of charts too."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            data = old.read(member)
            if member.filename.endswith(".xlsx"):
                data = fix_times(data)
            elif member.filename == "docProps/core.xml":
                data = W3C_TIME.sub(MOMENT.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), data)
            info = zipfile.ZipInfo(member.filename, ZIP_MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # else the bytes differ between Windows and the rest
            new.writestr(info, data)
    return stream.getvalue()


def unpack(archive: bytes) -> dict[str, object]:
    """Give every part of an archive by name, with its time stamp; archives inside it likewise."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {
            member.filename: (
                member.date_time,
                unpack(opened.read(member)) if member.filename.endswith(".xlsx") else opened.read(member),
            )
            for member in opened.infolist()
        }


def targets() -> Iterator[tuple[Path, Path]]:
    """Give each YAML file with the office file that is made from it."""
    for source in sorted(DATA.glob("*/*.yml")):
        yield source, CORPORA / source.parent.name / source.stem


def make(source: Path) -> bytes:
    """Give the office file that a YAML file describes."""
    data = yaml.safe_load(source.read_text(encoding="utf-8"))
    made = make_docx(data) if source.stem.endswith(".docx") else make_pptx(data)
    return fix_times(made)


def differences(made: bytes, path: Path) -> Iterator[str]:
    """Say in which parts the file at `path` differs from what was made."""
    if not path.exists():
        yield "is missing"
        return
    expected, actual = unpack(made), unpack(path.read_bytes())
    for part in sorted(expected.keys() | actual.keys()):
        if expected.get(part) != actual.get(part):
            yield f"differs in {part}"


def main(arguments: list[str] | None = None) -> int:
    """Make or check the office files; gives the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if a file is stale")
    check = parser.parse_args(arguments).check
    stale = False
    for source, path in targets():
        made = make(source)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(made)
            continue
        for difference in differences(made, path):
            stale = True
            print(
                f"{path.relative_to(ROOT)}: {difference}; run tools/make_office_corpora.py", file=sys.stderr
            )
    return int(stale)


if __name__ == "__main__":
    sys.exit(main())
