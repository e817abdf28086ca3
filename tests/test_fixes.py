"""What `plainspeak fix` changes, and above all what it leaves alone."""

from __future__ import annotations

import io
import os
import re
import shutil
import zipfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plainspeak import run as run_module
from plainspeak.cli import main
from plainspeak.config import Config, RuleSettings
from plainspeak.engine import Linter
from plainspeak.errors import PlainspeakError, UnreadableFileError
from plainspeak.fixes.archive import replace_parts
from plainspeak.fixes.diff import unified_diff
from plainspeak.fixes.edits import Edit, apply_edits, join_rounds
from plainspeak.fixes.mend import Mended, mend
from plainspeak.fixes.write import replace_file
from plainspeak.readers import read_document
from plainspeak.source import Limits
from tests.readers.office import DRAWING, element, field, para, run, texts, word_bytes
from tests.support import ROOT, library

WHEN = datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)


@cache
def linter() -> Linter:
    return Linter(library())


def mended(data: bytes, name: str = "draft.md", **options: object) -> Mended:
    chosen = Config().settings_for(name, RuleSettings.model_validate(options))
    document = read_document(data, name)
    return mend(data, document, lambda read: linter().lint(read, chosen, every_use=True), Limits(), WHEN)


def fixed(text: str, name: str = "draft.md", **options: object) -> str:
    # In bytes, so that no line end is translated on the way.
    return mended(text.encode(), name, **options).data.decode()


@pytest.fixture(autouse=True)
def one_library(monkeypatch):
    """Loading the rules takes longer than fixing a small document."""
    load = run_module.library_for
    monkeypatch.setattr(
        run_module,
        "library_for",
        lambda config, options=None: load(config, options) if config.model.packs else library(),
    )


def plainspeak(*args: str, select: str = "jargon/wordy") -> int:
    with pytest.raises(SystemExit) as ended:
        main([*args, "--select", select])
    return int(ended.value.code or 0)


# What is replaced


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("We utilise two firms.", "We use two firms."),
        ("Utilising two firms is dear.", "Using two firms is dear."),
        ("The firm utilised WE UTILISE IT twice.", "The firm used WE USE IT twice."),
        ("# Why we utilise two firms here\n\nIt pays.", "# Why we use two firms here\n\nIt pays."),
        ("| What | Who |\n| --- | --- |\n| We utilise it daily | Ann |\n",
         "| What | Who |\n| --- | --- |\n| We use it daily | Ann |\n"),
        ("The move *we utilise two firms for* is done.", "The move *we use two firms for* is done."),
    ],
)  # fmt: skip
def test_safe_replacements_keep_inflection_and_capitals(before, after):
    assert fixed(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "The rule says “we utilise two firms”, and it stays.",
        "The setting is called `utilise`, and the command `we utilise it` too.",
        "> We utilise two firms, said the auditor.\n\nWe agree with that.",
        "<!-- plainspeak: ignore jargon/wordy -- the law's own word -->\nWe utilise two firms.",
        "See [the plan](https://example.org/utilise/due-to-the-fact-that).",
        "```\nWe utilise two firms.\n```",
        "We must maximise value.",
    ],
)
def test_quoted_masked_suppressed_and_unsafe_text_stays(text):
    assert fixed(text) == text


def test_open_slots_are_never_filled_in(tmp_path):
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "slots.yml").write_text(
        "check: phrase\nmessage: Say {advice}.\nwhy: Figures help.\nsource: house\nseverity: warning\n"
        "data:\n  phrases:\n    - {find: our gizmo, say: the gizmo of ⟨owner⟩, safe: true}\n"
        "    - {find: our widget, say: the widget, safe: true}\n"
        "bad: [We sell our gizmo now., We sell our widget now.]\n"
        "good: [We sell it now., We sell them now.]\n",
        encoding="utf-8",
    )
    (tmp_path / ".plainspeak.yml").write_text("packs: [house]\n", encoding="utf-8")
    draft = tmp_path / "draft.md"
    draft.write_text("We sell our gizmo now, and our widget too.\n", encoding="utf-8")
    assert plainspeak("fix", str(draft), "--config", str(tmp_path / ".plainspeak.yml"), select="house") == 0
    assert draft.read_text(encoding="utf-8") == "We sell our gizmo now, and the widget too.\n"


def test_words_that_markup_runs_through_are_left_and_counted():
    result = mended(b"It is late due to **the fact that** we utilise two firms.")
    assert result.data == b"It is late due to **the fact that** we use two firms."
    assert result.stuck == 1


def test_an_entity_in_the_words_is_left_and_counted():
    result = mended(b"<p>It is late due to the&nbsp;fact that we utilise R&amp;D.</p>", "draft.html")
    assert result.data == b"<p>It is late due to the&nbsp;fact that we use R&amp;D.</p>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("It is late due to the\nfact that it rained.\n", "It is late because\nit rained.\n"),
        ("It is late due to the\r\nfact that it rained.\r\n", "It is late because\r\nit rained.\r\n"),
        ("- It is late due to the\n  fact that it rained.\n", "- It is late because\n  it rained.\n"),
        # A figure at the start of a line would make it a list.
        (
            "It is late due to the\nfact that 2. of May was free.\n",
            "It is late because 2. of May was free.\n",
        ),
    ],
)
def test_a_line_break_in_the_words_moves_behind_them(before, after):
    assert fixed(before) == after


def test_every_use_of_a_phrase_is_replaced_and_not_only_the_first():
    line = "The team will utilise the tool in week {}.\n\n"
    text = "".join(line.format(number) for number in range(1, 31))
    assert fixed(text) == text.replace("utilise", "use")


def test_rst_tables_stay_since_their_columns_are_drawn_with_blanks():
    rule = "=============== ====\n"
    table = f"We utilise it.\n\n{rule}We utilise it   Anna\nWe prefer that  Bob\n{rule}"
    result = mended(table.encode(), "draft.rst")
    assert result.data.decode() == table.replace("We utilise it.", "We use it.")
    assert result.stuck == 1


def test_select_and_ignore_hold():
    assert fixed("We utilise two firms.", ignore=["jargon/wordy"]) == "We utilise two firms."
    assert fixed("We utilise two firms.", select=["acronyms"]) == "We utilise two firms."


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"),
     ("windows-1252", b"")],
)  # fmt: skip
def test_encoding_mark_and_line_ends_stay(encoding, bom):
    text = "Das Café utilised it.\r\nA “new” line,\rand\n\n\tmore\n"
    result = mended(bom + text.encode(encoding), "draft.txt")
    assert result.data == bom + text.replace("utilised", "used").encode(encoding)


def test_a_character_that_the_encoding_lacks_is_not_written(monkeypatch):
    data = "Das Café will utilise it, prior to the launch.".encode("windows-1252")
    monkeypatch.setattr(
        "plainspeak.fixes.mend.safe_words", lambda one: {"utilise": "→", "prior to": "before"}.get(one.text)
    )
    assert (
        mended(data, "draft.txt").data.decode("windows-1252")
        == "Das Café will utilise it, before the launch."
    )


def test_a_replacement_that_would_turn_into_markup_is_not_made(monkeypatch):
    monkeypatch.setattr("plainspeak.fixes.mend.safe_words", lambda one: "<b>" if one.text else "")
    assert fixed("We utilise two firms.", select=["jargon/wordy"]) == "We utilise two firms."


# Running it twice

WORDY = (
    *(
        "due to the fact that",
        "utilise",
        "utilised",
        "Utilising",
        "prior to",
        "in order to",
        "IN THE EVENT THAT",
    ),
    *("a utilisation of", "at this point in time", "with regard to", "make utilisation of", "commence"),
)
WORDS = st.one_of(
    st.sampled_from(WORDY),
    st.sampled_from(
        ["we", "the", "server", "cost", "a", "R&D", "*it*", "**", "`x`", "“", "”", '"', "3.", "-", "|"]
    ),
    st.sampled_from(
        ["<b>", "</b>", "[", "](u)", "&amp;", "\\*", "RTO", "and", "(due", ")", "é", ".", ",", "#"]
    ),
)
LINE = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)
STARTS = ("", "", "", "# ", "- ", "> ", "1. ", "  ", "| ", "    ", "<!-- plainspeak: ignore jargon -->\n")
MARKDOWN = st.lists(
    st.tuples(st.sampled_from(STARTS), LINE, st.sampled_from(["\n", "\n\n", "\r\n", "  \n"])), max_size=8
).map(lambda lines: "".join(map("".join, lines)))


@given(MARKDOWN, st.sampled_from(["draft.md", "draft.rst", "draft.txt", "draft.html"]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_running_it_twice_changes_nothing(text, name):
    try:
        once = mended(text.encode(), name, select=["jargon"])
    except UnreadableFileError:
        return
    twice = mended(once.data, name, select=["jargon"])
    assert twice.data == once.data
    assert not twice.edits
    assert apply_edits(text, once.edits).encode() == once.data


@pytest.mark.parametrize(
    "path", sorted((ROOT / "corpora" / "marked").glob("*.*")), ids=lambda path: path.name
)
def test_marked_documents_are_mended_in_one_go(path):
    once = mended(path.read_bytes(), path.name)
    assert not mended(once.data, path.name).edits


def test_a_folder_is_mended_in_one_go(tmp_path, capsys):
    shutil.copytree(ROOT / "corpora" / "marked", tmp_path / "drafts")
    assert plainspeak("fix", str(tmp_path)) == 0
    assert re.search(
        r"^Fixed \d+ passages in \d files; \d+ more need a person\.$", capsys.readouterr().err, re.MULTILINE
    )
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "drafts").iterdir()}
    assert plainspeak("fix", str(tmp_path)) == 0
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "drafts").iterdir()} == before


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6), st.text("xyz\n", max_size=5)), max_size=6)


def edits_in(text: str, spans: list[tuple[int, int, str]]) -> list[Edit]:
    edits: list[Edit] = []
    for start, length, new in sorted(spans):
        if start + length <= len(text) and (not edits or start >= edits[-1].end):
            edits.append(Edit(start, start + length, new))
    return edits


@given(st.text("ab\n", max_size=40), SPANS, SPANS)
def test_two_rounds_of_edits_are_one(text, spans, more_spans):
    first = edits_in(text, spans)
    between = apply_edits(text, first)
    second = edits_in(between, more_spans)
    joined = join_rounds(first, between, second)
    assert apply_edits(text, [edit for edit, _ in joined]) == apply_edits(between, second)
    assert [edit for _, members in joined for edit in members] == second


# The diff


def patched(text: str, diff: str) -> str:
    """Apply a unified diff as `patch` does."""
    lines, position, out = text.splitlines(keepends=True) if "\r" not in text else [], 0, []
    body = diff.replace("\n\\ No newline at end of file\n", "").split("\n")
    body = [line + "\n" for line in body[2:]]
    if diff.endswith("\\ No newline at end of file\n"):
        body[-1] = body[-1].removesuffix("\n")
    elif body:
        body.pop()
    for line in body:
        if line.startswith("@@"):
            start, count = re.match(r"@@ -(\d+)(?:,(\d+))?", line).groups()
            first = int(start) - (count != "0")
            out += lines[position:first]
            position = first
        elif line[0] in " -":
            assert lines[position].rstrip("\n") == line[1:].rstrip("\n")
            out += [lines[position]] if line[0] == " " else []
            position += 1
        else:
            out.append(line[1:])
    return "".join(out + lines[position:])


@given(st.lists(st.text("ab", max_size=3), max_size=30).map("\n".join), st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 6), st.text("xyz\n", max_size=5)), max_size=4))  # fmt: skip
@settings(max_examples=300)
def test_the_diff_makes_the_change(text, spans):
    # The last line keeps its end, which a diff says in a line of its own.
    text += "\n"
    edits = [edit for edit in edits_in(text, spans) if edit.end < len(text)]
    assert patched(text, "".join(unified_diff("draft.md", text, edits))) == apply_edits(text, edits)


def test_the_diff_says_where_a_last_line_has_no_end():
    assert list(unified_diff("draft.md", "one\ntwo", [Edit(4, 7, "2")])) == [
        "--- draft.md\n", "+++ draft.md\n", "@@ -1,2 +1,2 @@\n", " one\n",
        "-two\n\\ No newline at end of file\n", "+2\n\\ No newline at end of file\n",
    ]  # fmt: skip


# Writing


def test_permissions_and_links_stay_and_nothing_is_left_over(tmp_path):
    real, link = tmp_path / "real.md", tmp_path / "link.md"
    real.write_text("We utilise two firms.\n", encoding="utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    assert plainspeak("fix", str(link)) == 0
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "We use two firms.\n"
    assert real.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.md", "real.md"]


def test_a_file_without_anything_to_fix_is_not_touched(tmp_path):
    draft = tmp_path / "draft.md"
    draft.write_text("We use two firms.\n", encoding="utf-8")
    before = draft.stat()
    assert plainspeak("fix", str(draft)) == 0
    assert (draft.stat().st_mtime_ns, draft.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path, monkeypatch, capsys):
    draft = tmp_path / "draft.md"
    draft.write_text("We utilise two firms.\n", encoding="utf-8")

    def lint(self, document, *args, **options):
        draft.write_text("Somebody else was here.\n", encoding="utf-8")
        return real(self, document, *args, **options)

    real = Linter.lint
    monkeypatch.setattr(Linter, "lint", lint)
    assert plainspeak("fix", str(draft)) == 2
    assert draft.read_text(encoding="utf-8") == "Somebody else was here.\n"
    assert "changed since it was read" in capsys.readouterr().err


def test_a_full_disk_leaves_the_old_file_whole(tmp_path, monkeypatch):
    draft = tmp_path / "draft.md"
    draft.write_bytes(b"old")

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PlainspeakError, match="No space left on device"):
        replace_file(draft, "draft.md", b"old", b"new")
    assert draft.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["draft.md"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everything")
def test_a_write_protected_file_is_left_alone(tmp_path):
    draft = tmp_path / "draft.md"
    draft.write_text("We utilise two firms.\n", encoding="utf-8")
    draft.chmod(0o444)
    assert plainspeak("fix", str(draft)) == 2
    assert draft.read_text(encoding="utf-8") == "We utilise two firms.\n"


def test_diff_writes_nothing(tmp_path, capfdbinary):
    draft = tmp_path / "draft.md"
    draft.write_bytes(b"We utilise two firms.\r\n")
    assert plainspeak("fix", str(draft), "--diff") == 1
    assert draft.read_bytes() == b"We utilise two firms.\r\n"
    assert b"-We utilise two firms.\r\n+We use two firms.\r\n" in capfdbinary.readouterr().out


def test_output_leaves_the_document_alone(tmp_path):
    draft, out = tmp_path / "draft.md", tmp_path / "out.md"
    draft.write_text("We utilise two firms.\n", encoding="utf-8")
    assert plainspeak("fix", str(draft), "--output", str(out)) == 0
    assert draft.read_text(encoding="utf-8") == "We utilise two firms.\n"
    assert out.read_text(encoding="utf-8") == "We use two firms.\n"
    assert plainspeak("fix", str(draft), "--output", str(draft)) == 2


# Word


def changed(body: str, parts: dict[str, str] | None = None, **linked: str) -> tuple[Mended, str]:
    """Mend a Word document; give what came of it and the XML of its main part."""
    result = mended(word_bytes(body, parts, **linked), "paper.docx")
    with zipfile.ZipFile(io.BytesIO(result.data)) as archive:
        return result, archive.read("word/document.xml").decode()


def read_again(result: Mended) -> list[str]:
    return texts(read_document(result.data, "paper.docx"))


def rejected(xml: str) -> str:
    """The text as it is when nobody accepts a change."""
    kept = re.sub(r"<w:ins .*?</w:ins>", "", xml)
    return "".join(re.findall(r"<w:(?:t|delText)\b[^>]*>([^<]*)<", kept))


def test_a_word_document_gets_tracked_changes():
    result, xml = changed(para(run("We utilise it.", "<w:b/>")))
    change = 'w:author="plainspeak" w:date="2025-03-04T05:06:07Z"'
    looks = "<w:r><w:rPr><w:b/></w:rPr>"
    assert (
        f'<w:p>{looks}<w:t xml:space="preserve">We </w:t></w:r>'
        f'<w:del w:id="1" {change}>{looks}<w:delText xml:space="preserve">utilise</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" {change}>{looks}<w:t xml:space="preserve">use</w:t></w:r></w:ins>'
        f'{looks}<w:t xml:space="preserve"> it.</w:t></w:r></w:p>'
    ) in xml
    assert read_again(result) == ["We use it."]


def test_words_over_several_runs_are_changed_and_can_be_rejected():
    body = para(
        run("It is late due ", "<w:i/>")
        + run("to the fact", "<w:b/>")
        + run(" that R&amp;D &lt; utilised it")
    )
    result, xml = changed(body)
    assert read_again(result) == ["It is late because R&D < used it"]
    assert rejected(xml) == "It is late due to the fact that R&amp;D &lt; utilised it"
    assert '<w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve">because</w:t></w:r>' in xml


def test_only_touched_runs_are_written_anew():
    """Comments, odd quotes, CDATA and a second namespace prefix stay as they are, byte for byte."""
    odd = (
        "<!-- note --><w:p w:rsidR='00A1' ><w:r ><w:t>Costs &#x2014; <![CDATA[<low>]]></w:t></w:r><w:r/>\n"
        '<w:bookmarkStart w:id="41" w:name="x"/><w:r w:rsidR="7" ><w:tab/><w:t>We utilise it</w:t><w:br/>'
        "<w:t>today.</w:t></w:r><w:proofErr w:type='spellEnd'/></w:p>"
    )
    result, xml = changed(odd + para(run("Next.")))
    before, after = xml.split('<w:r w:rsidR="7" >', 1)
    assert before.endswith(odd.split('<w:r w:rsidR="7" >', 1)[0])
    assert after.endswith(
        "<w:br/><w:t>today.</w:t></w:r><w:proofErr w:type='spellEnd'/></w:p>"
        + para(run("Next."))
        + "</w:body></w:document>"
    )
    assert '<w:r w:rsidR="7" ><w:tab/><w:t xml:space="preserve">We </w:t></w:r><w:del w:id="42"' in xml
    assert read_again(result) == ["Costs — <low> We use it today.".replace("low> ", "low>\u0020"), "Next."]


def test_everything_else_in_the_file_stays_packed_as_it_was():
    original = word_bytes(para(run("We utilise it.")), {"word/media/picture.png": "not unpacked" * 50})
    result = mended(original, "paper.docx")
    with zipfile.ZipFile(io.BytesIO(original)) as old, zipfile.ZipFile(io.BytesIO(result.data)) as new:
        assert new.testzip() is None
        assert new.namelist() == old.namelist()
        for name in set(old.namelist()) - {"word/document.xml"}:
            assert new.read(name) == old.read(name)
            assert new.getinfo(name).date_time == old.getinfo(name).date_time


def test_tables_notes_headers_and_text_boxes_are_changed_too():
    note = element("w:footnotes", f'<w:footnote w:id="2">{para(run("They utilise notes."))}</w:footnote>')
    header = element("w:hdr", para(run("The heads utilise this.")))
    box = DRAWING.format(f"<w:txbxContent>{para(run('Boxes utilise room.'))}</w:txbxContent>")
    cells = "".join(f"<w:tc>{para(run(text))}</w:tc>" for text in ("Cells utilise it here", "Ann"))
    row = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    body = para(run("We utilise it.") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + box) + row
    end = '<w:sectPr><w:headerReference w:type="default" r:id="header"/></w:sectPr>'
    result, _ = changed(body + end, footnotes=note, header=header)
    assert read_again(result) == [
        "We use it.", "Boxes use room.", "Cells use it here", "Ann", "They use notes.", "The heads use this.",
    ]  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(result.data)) as archive:
        written = "".join(archive.read(name).decode() for name in archive.namelist() if "word/" in name)
    ids = re.findall(r'<w:(?:ins|del) w:id="(\d+)"', written)
    assert len(ids) == len(set(ids)) == 10


@pytest.mark.parametrize(
    "body",
    [
        para(field("REF x", run("We utilise it."))),
        para(f'<w:fldSimple w:instr="REF x">{run("We utilise it.")}</w:fldSimple>'),
        para(f'<w:ins w:id="1" w:author="Ann">{run("We utilise it.")}</w:ins>'),
        para(run("We are late due to") + "<w:r><w:tab/></w:r>" + run("the fact that it rains.")),
        para(f'<w:hyperlink r:id="x">{run("It is late due")}</w:hyperlink>{run(" to the fact that it is.")}'),
        para(run("We utilise it.", '<w:b/><w:rPrChange w:id="1" w:author="Ann"><w:rPr/></w:rPrChange>')),
    ],
    ids=["field", "simple field", "insertion", "tab", "half a link", "changed looks"],
)  # fmt: skip
def test_what_cannot_be_tracked_stays(body):
    data = word_bytes(body)
    result = mended(data, "paper.docx", select=["jargon/wordy"])
    assert not result.edits
    assert result.data == data
    assert result.stuck == 1


def test_python_docx_opens_the_copy(tmp_path):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph("We utilise it, due to ").add_run("the fact that it works.").bold = True
    document.save(tmp_path / "plan.docx")
    before = (tmp_path / "plan.docx").read_bytes()
    assert plainspeak("fix", str(tmp_path / "plan.docx")) == 0
    assert (tmp_path / "plan.docx").read_bytes() == before
    paragraph = docx.Document(tmp_path / "plan.plainspeak.docx").paragraphs[0]
    # python-docx shows neither insertions nor deletions.
    assert paragraph.text == "We  it,  it works."
    assert [change.get(docx.oxml.ns.qn("w:author")) for change in paragraph._p.xpath("w:ins")] == [
        "plainspeak"
    ] * 2


def test_the_copy_is_made_once_and_never_overwritten(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("plan.docx").write_bytes(word_bytes(para(run("We utilise it, at last."))))
    assert plainspeak("fix", ".") == 0
    copy = Path("plan.plainspeak.docx").read_bytes()
    assert "1 tracked change in plan.plainspeak.docx" in capsys.readouterr().err
    assert plainspeak("fix", ".") == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.docx", "plan.plainspeak.docx"]
    assert Path("plan.plainspeak.docx").read_bytes() == copy
    Path("plan.plainspeak.docx").write_bytes(word_bytes(para(run("My own work."))))
    assert plainspeak("fix", "plan.docx") == 2
    assert "is there already" in capsys.readouterr().err
    assert read_document(Path("plan.plainspeak.docx").read_bytes(), "x.docx").blocks[0].text == "My own work."


def test_a_deck_is_left_alone_and_its_changes_listed(tmp_path, monkeypatch, capsys):
    pptx = pytest.importorskip("pptx")
    monkeypatch.chdir(tmp_path)
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Costs fall"
    slide.placeholders[1].text = "We utilise two firms today."
    deck.save("deck.pptx")
    before = Path("deck.pptx").read_bytes()
    assert plainspeak("fix", "deck.pptx") == 0
    assert "can't be changed here; --diff lists the 1 replacement" in capsys.readouterr().err
    assert plainspeak("fix", "deck.pptx", "--diff") == 1
    assert "deck.pptx, slide 1" in (listed := capsys.readouterr().out)
    assert "“utilise” → “use”" in listed
    assert Path("deck.pptx").read_bytes() == before


def streamed(parts: dict[str, bytes], method: int) -> bytes:
    """Zip as programs do that can't go back: sizes behind the content."""

    class Pipe(io.BytesIO):
        def seekable(self):
            return False

        def seek(self, *args):
            raise OSError

        def tell(self):
            raise OSError

    out = Pipe()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.comment = b"a comment"
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("before", [b"", b"something in front"])
def test_parts_of_a_zip_are_replaced_in_place(method, before):
    parts = {"a.xml": b"first" * 40, "b/é.xml": b"", "c.bin": bytes(range(256))}
    data = before + streamed(parts, method)
    for name in parts:
        made = replace_parts(data, {name: b"new"})
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            assert archive.testzip() is None
            assert archive.comment == b"a comment"
            assert {found: archive.read(found) for found in archive.namelist()} == {**parts, name: b"new"}
