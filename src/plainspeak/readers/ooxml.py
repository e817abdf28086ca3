"""Office Open XML: a guarded zip of parts, their relationships, and XML parsed without surprises.

Nothing is unpacked before the zip's own directory has been checked, and nothing beyond what the
limits allow, since the sizes in that directory can lie. Media is never unpacked at all.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from plainspeak.errors import UnreadableFileError
from plainspeak.source import MEBIBYTE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element as Element

    from plainspeak.source import Limits

NAMESPACES: Mapping[str, str] = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "a14": "http://schemas.microsoft.com/office/drawing/2010/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "cx": "http://schemas.microsoft.com/office/drawing/2014/chartex",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "dc": "http://purl.org/dc/elements/1.1/",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "pr": "http://schemas.openxmlformats.org/package/2006/relationships",
    "x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
}

_OLE_SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
_DIRECTORY_ENTRY = b"PK\x01\x02"
_DOCTYPES = tuple(
    mark.encode(encoding)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
# Strict files (ISO 29500) say the same things under other namespaces.
_STRICT = re.compile(rb"([\"'])http://purl\.oclc\.org/ooxml/(\w+)/")
_TRANSITIONAL = rb"\1http://schemas.openxmlformats.org/\2/2006/"
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)


def qname(name: str) -> str:
    """Give the full name that lxml knows an element or attribute by: `w:p` → `{…}p`."""
    prefix, local = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


@dataclass(frozen=True, slots=True)
class Family:
    """One of the Office formats: what people call it, its file ending and its outermost element."""

    name: str
    suffix: str
    root: str


WORD = Family("a Word document", ".docx", qname("w:document"))
POWERPOINT = Family("a PowerPoint deck", ".pptx", qname("p:presentation"))
EXCEL = Family("an Excel workbook", ".xlsx", qname("x:workbook"))


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link from one part to another: the last word of its type, and the part it leads to."""

    kind: str
    target: str


class Package:
    """The parts of an Office file, each read at most once where it holds text.

    Attributes:
        path: The file as people know it, for messages.
        limits: What the file may cost.
        main: Name of the main part.
        root: The outermost element of the main part.
        notes: What could not be read, a sentence each.
    """

    def __init__(self, data: bytes, path: str, limits: Limits, family: Family) -> None:
        """Open and check the file.

        Raises:
            UnreadableFileError: It is no such file, damaged, locked by a password, or hostile.
        """
        self.path = path
        self.limits = limits
        self.notes: list[str] = []
        self._family = family
        self._read_stories: set[str] = set()
        self._zip = self._open(data)
        self._parts = self._check_directory()
        self.main, self.root = self._find_main()

    def fail(self, message: str) -> UnreadableFileError:
        """Give the error that says `message` about this file."""
        return UnreadableFileError(self.path, " ".join(message.split()))

    def _open(self, data: bytes) -> zipfile.ZipFile:
        wanted = self._family
        again = f"open it in Office and save it as {wanted.suffix}"
        if not data:
            raise self.fail(f"the file is empty, so it is not {wanted.name}")
        if data.startswith(_OLE_SIGNATURE):
            if "EncryptedPackage".encode("utf-16-le") in data:
                raise self.fail("locked with a password; save a copy without the password")
            raise self.fail(f"an old Office file (before 2007) or one locked with a password; {again}")
        if not data.startswith(b"PK"):
            raise self.fail(f"not {wanted.name}, whatever its ending says; {again}")
        # Each entry costs memory as soon as the directory is read, so they are counted in the bytes.
        # An embedded workbook brings its own, hence the room.
        if data.count(_DIRECTORY_ENTRY) > 20 * self.limits.archive_parts:
            raise self.fail(f"holds more than the {self.limits.archive_parts:,} parts that the limits allow")
        try:
            return zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN_ZIP:
            raise self.fail(
                f"damaged or cut off, so it can't be unpacked; get a whole copy, or {again}"
            ) from None

    def _check_directory(self) -> dict[str, zipfile.ZipInfo]:
        limits, infos = self.limits, self._zip.infolist()
        if len(infos) > limits.archive_parts:
            raise self.fail(f"holds {len(infos):,} parts; the limit is {limits.archive_parts:,}")
        total = sum(info.file_size for info in infos)
        parts: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            name = _part_key(info.filename)
            if name in parts:
                raise self.fail(f"holds two parts called {_shown(info.filename)}; save it again in Office")
            if info.flag_bits & 1:
                raise self.fail("its parts are locked with a password; save a copy without the password")
            if name.endswith((".xml", ".rels")):
                self._check_size(info)
            parts[name] = info
        if total > limits.unpacked_bytes:
            raise self.fail(
                f"unpacks to {total / MEBIBYTE:,.0f} MiB;"
                f" the limit is {limits.unpacked_bytes / MEBIBYTE:g} MiB"
            )
        return parts

    def _check_size(self, info: zipfile.ZipInfo) -> None:
        limits = self.limits
        if info.file_size > limits.part_bytes:
            raise self.fail(
                f"its part {_shown(info.filename)} unpacks to {info.file_size / MEBIBYTE:,.0f} MiB;"
                f" the limit is {limits.part_bytes / MEBIBYTE:g} MiB"
            )
        ratio = info.file_size / max(info.compress_size, 1)
        if info.file_size > MEBIBYTE and ratio > limits.compression_ratio:
            raise self.fail(
                f"its part {_shown(info.filename)} grows {ratio:,.0f} times when unpacked;"
                f" the limit is {limits.compression_ratio} times"
            )

    def _find_main(self) -> tuple[str, Element]:
        wanted = self._family
        if _part_key("_rels/.rels") not in self._parts:
            what = "an OpenDocument file" if "mimetype" in self._parts else "a zip archive"
            raise self.fail(f"{what}, not {wanted.name}; open it in Office and save it as {wanted.suffix}")
        mains = self.related("", "officeDocument")
        if not mains:
            raise self.fail(f"damaged: it does not say where {wanted.name} begins; save it again in Office")
        if not mains[0].endswith(".xml"):
            raise self.fail(f"not {wanted.name}; open it in Office and save it as {wanted.suffix}")
        root = self.xml(mains[0])
        if root.tag == wanted.root:
            return mains[0], root
        for family in (WORD, POWERPOINT, EXCEL):
            if root.tag == family.root:
                raise self.fail(f"{family.name}, not {wanted.name}; give it the ending {family.suffix}")
        raise self.fail(f"an Office file, but not {wanted.name}")

    def has(self, name: str) -> bool:
        """Tell whether the file holds a part of this name."""
        return _part_key(name) in self._parts

    def entry_name(self, name: str) -> str:
        """Give a part's name as the zip's directory has it."""
        return self._parts[_part_key(name)].filename

    def xml(self, name: str) -> Element:
        """Parse a part.

        Raises:
            UnreadableFileError: It is missing, damaged, no XML, or hostile.
        """
        data = self.raw(name)
        shown = _shown(name)
        if any(mark in data for mark in _DOCTYPES):
            raise self.fail(f"its part {shown} declares a DTD or entities, which no Office program writes")
        # A tag costs far more memory than its bytes.
        most = self.limits.part_bytes // 64
        if data.count(b"<") > most:
            raise self.fail(f"its part {shown} holds more than {most:,} tags, too many to read")
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
            collect_ids=False,
        )
        try:
            root = etree.fromstring(_STRICT.sub(_TRANSITIONAL, data), parser)
        except (etree.XMLSyntaxError, ValueError, LookupError) as error:
            reason = str(getattr(error, "msg", None) or error)[:150]
            raise self.fail(f"its part {shown} is broken XML ({reason}); save it again in Office") from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise self.fail(f"its part {shown} declares a DTD, which no Office program writes")
        return root

    def raw(self, name: str) -> bytes:
        """Unpack a part.

        Raises:
            UnreadableFileError: It is missing, damaged or too large.
        """
        info = self._parts.get(_part_key(name))
        if info is None:
            raise self.fail(f"damaged: its part {_shown(name)} is missing; save it again in Office")
        limit = self.limits.part_bytes
        try:
            with self._zip.open(info) as stream:
                data = stream.read(limit + 1)
        except _BROKEN_ZIP:
            raise self.fail(f"damaged: its part {_shown(name)} can't be unpacked; get a whole copy") from None
        if len(data) > limit:
            raise self.fail(f"its part {_shown(name)} is larger than the limit of {limit / MEBIBYTE:g} MiB")
        return data

    def story(self, name: str) -> Element | None:
        """Parse a part that holds text: None, with a note, where it is missing; None the second time.

        Raises:
            UnreadableFileError: As `xml`.
        """
        key = _part_key(name)
        if key in self._read_stories:
            return None
        self._read_stories.add(key)
        if key not in self._parts:
            self.notes.append(f"its part {_shown(name)} is missing from the file, so that text was not read")
            return None
        return self.xml(name)

    def relationships(self, name: str) -> dict[str, Relationship]:
        """Give the links inside the file that a part (or the file itself, `""`) has, by id."""
        folder, base = posixpath.split(name)
        links = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(links):
            return {}
        return dict(_links(self.xml(links), folder))

    def related(self, name: str, kind: str) -> list[str]:
        """Name the parts that a part links to by a kind of link, in file order."""
        return [link.target for link in self.relationships(name).values() if link.kind == kind]

    def properties(self) -> dict[str, object]:
        """Give title, subject and keywords from the file's properties, where they are filled in."""
        found: dict[str, object] = {}
        for name in self.related("", "core-properties")[:1]:
            root = self.xml(name) if self.has(name) else None
            for tag in ("dc:title", "dc:subject", "cp:keywords"):
                element = root.find(qname(tag)) if root is not None else None
                text = " ".join((element.text or "").split()) if element is not None else ""
                if text:
                    found[tag.partition(":")[2]] = text
        return found


def _links(root: Element, folder: str) -> Iterator[tuple[str, Relationship]]:
    for element in root.iter(qname("pr:Relationship")):
        identifier, target = element.get("Id"), element.get("Target")
        if not identifier or not target or element.get("TargetMode") == "External":
            continue
        kind = (element.get("Type") or "").rpartition("/")[2]
        joined = posixpath.normpath(posixpath.join("/", folder, unquote(target)))
        yield identifier, Relationship(kind, joined.lstrip("/"))


def _part_key(name: str) -> str:
    """Part names differ by more than case, and some zip writers use backslashes."""
    return name.replace("\\", "/").lstrip("/").lower()


def _shown(name: str) -> str:
    """A name from the file, safe to print."""
    return "".join(letter if letter.isprintable() else "?" for letter in name[:80])


def switched_on(element: Element | None) -> bool:
    """Tell whether an on/off property is on: present, and not said to be off."""
    return element is not None and element.get(qname("w:val"), "1") not in {"0", "false", "off"}


def chosen(alternatives: Element) -> Element | None:
    """Give the one branch of `mc:AlternateContent` to read: the first choice, else the fallback."""
    branch = alternatives.find(qname("mc:Choice"))
    return branch if branch is not None else alternatives.find(qname("mc:Fallback"))
