"""Hostile Markdown, text, reStructuredText and HTML files, and what is no file at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from hostile_cases import DEEP, EITHER, EXTERNAL, LAUGHS, READ, REFUSED, case, data, text
from hostile_office import GOOD

if TYPE_CHECKING:
    from pathlib import Path

# Texts: deep nesting

text("quotes.md", EITHER, ">" * DEEP + " a\n")
text("brackets.md", EITHER, "[" * DEEP + "\n")
text("closed-brackets.md", EITHER, "[" * DEEP + "a" + "]" * DEEP + "\n")
text("lists-on-a-line.md", EITHER, "* " * DEEP + "a\n")
text("lists-indented.md", EITHER, "".join(f"{' ' * 2 * level}- a\n" for level in range(1_500)))
text("stars.md", EITHER, "*a **a " * 30_000 + "\n")
text("links.md", EITHER, "[a](" * 30_000 + "\n")
text("images.md", EITHER, "![[]()" * 20_000 + "\n")
text("ticks.md", EITHER, " ".join("`" * (number % 300 + 1) for number in range(2_000)) + "\n")
text("angles.md", EITHER, "<" * DEEP + "\n" + "<!-" * 30_000 + "\n" + "<a " * 30_000 + "\n")
text(
    "references.md",
    EITHER,
    "".join(f"[r{number}]: /{number}\n" for number in range(30_000)) + "[r1] " * 30_000,
)
text("entities.md", EITHER, "&" * DEEP + "&amp" * 20_000 + "&#x" * 20_000 + "\n")
text("div.html", EITHER, "<div>\n" * DEEP + "a" + "</div>\n" * DEEP)
text("open-div.html", EITHER, "<div>" * DEEP + "a")
text("lists.html", EITHER, "<ul><li>" * DEEP + "a")
text("tables.html", EITHER, "<table><tr><td>" * 20_000 + "a")
text("comments.html", EITHER, "<p>a</p>" + "<!--" * 40_000)
text("tags.html", EITHER, "<p>a</p>" + "<a " * 40_000)
text("attributes.html", EITHER, "<p " + " ".join(f"a{number}=1" for number in range(40_000)) + ">a</p>")
text("declarations.html", EITHER, "<p>a</p>" + "<![" * 40_000 + "<!" * 40_000 + "<?" * 40_000)
text("scripts.html", EITHER, "<script>" * 40_000 + "<p>a</p>")
text("bold.html", EITHER, "<b><p>" * 20_000 + "a")
text("billion-laughs.html", EITHER, f"{LAUGHS}<html><body><p>&l9;</p></body></html>")
text("billion-laughs.xhtml", EITHER, f"{LAUGHS}<html><body><p>&l9;</p></body></html>")
text("quotes.rst", EITHER, "".join(f"{' ' * level}a\n\n" for level in range(1_500)))
text("lists-on-a-line.rst", EITHER, "* " * DEEP + "a\n")
text("stars.rst", EITHER, "*a **a `a |a " * 20_000 + "\n")
text("brackets.rst", EITHER, "[" * DEEP + "\n\n" + "`a <" * 20_000 + "\n")
text("substitution-circle.rst", EITHER, ".. |a| replace:: |b|\n.. |b| replace:: |a|\n\nWe say |a|.\n")
text(
    "substitution-laughs.rst",
    EITHER,
    "".join(f".. |l{n}| replace:: {f'|l{n - 1}| ' * 10}\n" for n in range(1, 10))
    + ".. |l0| replace:: ha\n\n|l9|\n",
)
text("underlines.rst", EITHER, "".join(f"a\n{'=-~^+*#:.'[n % 9] * 3}\n\n" for n in range(5_000)))
text("brackets.txt", READ, "[" * DEEP + " We ask for a decision.\n")

# Texts: files that want other files


text("include-outside.rst", REFUSED, "We ask for a decision.\n\n.. include:: /etc/passwd\n", "outside")
text("include-above.rst", REFUSED, f"We ask.\n\n.. include:: {'../' * 20}etc/passwd\n", "outside")
text("include-beside.rst", READ, "We ask for a decision.\n\n.. include:: secret.txt\n")


@case("other-files.rst", READ)
def _other_files(path: Path) -> None:
    secret = path.with_name("secret.txt").resolve()
    path.write_text(
        "We ask for a decision.\n\n"
        f".. literalinclude:: {secret}\n\n.. raw:: html\n   :file: {secret}\n\n"
        f".. csv-table::\n   :file: {secret}\n\n.. code-block::\n   :file: {secret}\n",
        encoding="utf-8",
    )


@case("external.html", READ)
def _external_html(path: Path) -> None:
    secret = path.with_name("secret.txt").resolve().as_uri()
    path.write_text(
        f"{EXTERNAL.format(secret)}<p>We ask. &s;</p><iframe src='{secret}'></iframe>"
        f"<object data='{secret}'></object><link rel='import' href='{secret}'>",
        encoding="utf-8",
    )


# Sizes and shapes of texts


@case("one-line-50-mb.txt", REFUSED, "limit")
def _one_line(path: Path) -> None:
    with path.open("wb") as out:
        for _ in range(50):
            out.write(b"word " * 200_000)


@case("one-line-50-mb.md", REFUSED, "limit")
def _one_line_markdown(path: Path) -> None:
    os.link(path.with_name("one-line-50-mb.txt"), path)


text("one-line-2-mb.md", REFUSED, "word " * 400_000, "limit")
text("one-line-2-mb.html", REFUSED, "<p>" + "word " * 400_000, "limit")
text("many-blocks.txt", EITHER, "We ask.\n\n" * 100_000)
text("blank-lines.md", EITHER, "\n" * 1_000_000 + "We ask.\n")
_CELLS = "|a" * 5_000 + "|\n"
text("wide-table.md", REFUSED, _CELLS + "|-" * 5_000 + "|\n" + _CELLS, "columns")
text("wide-table.html", REFUSED, f"<table><tr>{'<td>a</td>' * 5_000}</tr></table>", "columns")
text("wide-table.rst", EITHER, f"{'== ' * 5_000}\n{'a  ' * 5_000}\n{'== ' * 5_000}\n")
text("long-table.md", EITHER, "|a|b|\n|-|-|\n" + "|a|b|\n" * 20_000)
text("huge-span.html", EITHER, "<table><tr><td colspan=99999999999 rowspan=99999999999>a</table>")
text("huge-number.md", EITHER, "1" * 100_000 + ". a\n\n&#" + "9" * 100_000 + ";\n")

# Texts: what is no text

data("nul.md", REFUSED, b"We ask\0for a decision.\n", "NUL")
data("nul.txt", REFUSED, b"We ask\0for a decision.\n", "NUL")
data("nul.html", REFUSED, b"<p>We ask\0for a decision.</p>\n", "NUL")
data("nul.rst", REFUSED, b"We ask\0for a decision.\n", "NUL")
data("picture.md", REFUSED, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 4, "binary")
data("archive.md", REFUSED, GOOD)
data("utf-16-without-mark.md", REFUSED, "We ask for a decision.\n".encode("utf-16-le"))
data("half-utf-16.md", REFUSED, b"\xff\xfeW", "UTF-16")
data("half-character.md", EITHER, "We ask for €".encode()[:-1])
data("empty.md", READ, b"")
data("empty.html", READ, b"")
data("empty.rst", READ, b"")
data("empty.txt", READ, b"")
data("only-a-mark.md", READ, b"\xef\xbb\xbf")
text("separators.md", READ, "We ask\u2028for a\u2029decision\x0b.\x0c\x1c\x85\n")

# Front matter

_ALIASES = "a0: &a0 [ha, ha]\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 10}]\n" for n in range(1, 12))
text("front-matter-aliases.md", EITHER, f"---\n{_ALIASES}---\nWe ask.\n")
text("front-matter-merge.md", EITHER, "---\na: &a\n  <<: *a\n---\nWe ask.\n")
text("front-matter-self.md", EITHER, "---\nplainspeak: &a [*a]\ntitle: *b\n---\nWe ask.\n")
text("front-matter-brackets.md", EITHER, f"---\na: {'[' * DEEP}\n---\nWe ask.\n")
text("front-matter-closed-brackets.md", EITHER, f"---\na: {'[' * DEEP}{']' * DEEP}\n---\nWe ask.\n")
text(
    "front-matter-indented.md",
    EITHER,
    "---\n" + "".join(f"{' ' * n}a:\n" for n in range(300)) + "---\nWe ask.\n",
)
text("front-matter-object.md", EITHER, "---\na: !!python/object/apply:os.system ['exit 3']\n---\nWe ask.\n")
text("front-matter-number.md", EITHER, f"---\na: {'9' * 50_000}\nb: 1_0:{'59:' * 900}0\n---\nWe ask.\n")
text("front-matter-open.md", EITHER, "---\n" + "a: b\n" * 100_000)

# What is no file


@case("folder.md", REFUSED, "folder")
def _folder(path: Path) -> None:
    path.mkdir()


@case("link-to-nothing.md", REFUSED, "link")
def _broken_link(path: Path) -> None:
    path.symlink_to("nowhere.md")


@case("link-to-itself.md", REFUSED)
def _circular_link(path: Path) -> None:
    path.symlink_to(path.name)


@case("pipe.md", REFUSED, "pipe")
def _pipe(path: Path) -> None:
    os.mkfifo(path)


@case("pipe.docx", REFUSED, "pipe")
def _office_pipe(path: Path) -> None:
    os.mkfifo(path)


@case("forbidden.md", REFUSED, "permission", as_root=False)
def _forbidden(path: Path) -> None:
    path.write_text("We ask for a decision.\n", encoding="utf-8")
    path.chmod(0)


text("unknown.xyz", REFUSED, "We ask.\n", ".md")
