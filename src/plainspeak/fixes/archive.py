"""A zip file with some parts replaced; all others stay as they are, down to the packed byte."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Field by field: PKWARE's APPNOTE.TXT, sections 4.3.7 (local), 4.3.12 (central), 4.3.16 (end).
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_UTF8_NAME = 0x800
_TOO_LARGE = 0xFFFFFFFF
_DEFLATED = 8
_MOST_PARTS = 0xFFFF


class UnsupportedZipError(ValueError):
    """A zip that is written in a way that can't be kept, such as with 64-bit sizes."""


def replace_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Give the zip `data` with the contents of `parts` replaced; names as in the zip's own directory.

    Raises:
        UnsupportedZipError: The zip has more or larger parts than plain zip files can hold.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        directory, comment = archive.start_dir, archive.comment
    if len(infos) >= _MOST_PARTS:
        raise UnsupportedZipError
    places = sorted(info.header_offset for info in infos)
    ends = dict(zip(places, [*places[1:], directory], strict=True))
    records = _records(data, directory, len(infos))
    out, headers = bytearray(), {}
    for number in sorted(range(len(infos)), key=lambda number: infos[number].header_offset):
        info, (fields, name, rest) = infos[number], records[number]
        start = len(out)
        if info.filename in parts:
            fields, local = _packed(fields, name, parts[info.filename])
            out += local
            rest = rest[len(rest) - fields[12] :]
        else:
            out += data[info.header_offset : ends[info.header_offset]]
        headers[number] = _CENTRAL.pack(*fields[:16], start) + name + rest
    start = len(out)
    for number in range(len(infos)):
        out += headers[number]
    size = len(out) - start
    if len(out) >= _TOO_LARGE:
        raise UnsupportedZipError
    out += _END.pack(b"PK\x05\x06", 0, 0, len(infos), len(infos), size, start, len(comment)) + comment
    return bytes(out)


_Fields = tuple[int, ...]


def _records(data: bytes, position: int, count: int) -> list[tuple[_Fields, bytes, bytes]]:
    """Give the entries of the directory: fixed fields, name, and extra field with comment."""
    found = []
    for _ in range(count):
        fields = _CENTRAL.unpack_from(data, position)
        if fields[16] == _TOO_LARGE:
            raise UnsupportedZipError
        name_start = position + _CENTRAL.size
        rest_start = name_start + fields[10]
        position = rest_start + fields[11] + fields[12]
        found.append((fields, data[name_start:rest_start], data[rest_start:position]))
    return found


def _packed(fields: _Fields, name: bytes, content: bytes) -> tuple[_Fields, bytes]:
    """Give the directory's fields and the whole entry of a part with new content."""
    packer = zlib.compressobj(level=6, wbits=-15)
    packed = packer.compress(content) + packer.flush()
    crc, flags = zlib.crc32(content), fields[3] & _UTF8_NAME
    common = (flags, _DEFLATED, fields[5], fields[6], crc, len(packed), len(content), len(name))
    local = _LOCAL.pack(b"PK\x03\x04", 20, *common, 0) + name + packed
    return (fields[0], fields[1], 20, *common, 0, *fields[12:]), local
