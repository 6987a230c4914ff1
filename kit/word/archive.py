"""Writing the zip behind a .docx quickly: compressed bytes are copied where they are at hand, the rest is deflated.

The same parts in the same order give the same bytes on every run. `isal` compresses some ten times faster than zlib and
a quarter less well; where it is not installed, zlib at its fastest level takes its place.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, Protocol

_CHUNK = 1 << 16  # stays in the processor's cache
_LOCAL = struct.Struct("<4s5H3I2H").pack
_CENTRAL = struct.Struct("<4s4B4H3I5H2I").pack
_END = struct.Struct("<4s4H2IH").pack
_VERSION = 20
_METHOD = zipfile.ZIP_DEFLATED
_DATE = 1 << 5 | 1  # 1980-01-01: no clock is read
_UTF8 = 0x800
_ATTRIBUTES = 0o600 << 16


class _Compressor(Protocol):
    def compress(self, data: bytes, /) -> bytes: ...

    def flush(self) -> bytes: ...


class Deflate(NamedTuple):
    """A way to deflate: a new compressor for each part, and the check sum that goes with it."""

    compressor: Callable[[], _Compressor]
    crc32: Callable[[bytes, int], int]


def _zlib(level: int) -> Deflate:
    return Deflate(lambda: zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS), zlib.crc32)


def _fastest() -> Deflate:
    try:
        from isal import isal_zlib
    except ImportError:  # there are no wheels for this machine
        return _zlib(1)
    return Deflate(lambda: isal_zlib.compressobj(2, zlib.DEFLATED, -zlib.MAX_WBITS), isal_zlib.crc32)


THOROUGH = _zlib(6)
FAST = _fastest()


class Packed(NamedTuple):
    """A part as it stands in a zip: deflated, with the check sum and the size of what is in it."""

    data: bytes
    crc: int
    size: int


def pack(chunks: Iterable[bytes], deflate: Deflate = THOROUGH) -> Packed:
    """A part deflated, from its content piece by piece. No buffer of the part's size is built."""
    compressor, crc32 = deflate.compressor(), deflate.crc32
    out: list[bytes] = []
    crc, size = 0, 0
    for block in _in_blocks(chunks):
        crc = crc32(block, crc)
        size += len(block)
        if written := compressor.compress(block):
            out.append(written)
    out.append(compressor.flush())
    return Packed(b"".join(out), crc, size)


def _in_blocks(chunks: Iterable[bytes]) -> Iterable[bytes]:
    waiting: list[bytes] = []
    length = 0
    for chunk in chunks:
        waiting.append(chunk)
        length += len(chunk)
        if length >= _CHUNK:
            yield b"".join(waiting)
            waiting.clear()
            length = 0
    yield b"".join(waiting)


def write(parts: Sequence[tuple[str, Packed]]) -> bytes:
    """The zip with these parts, in this order."""
    out: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name, part in parts:
        encoded = name.encode()
        flags = 0 if name.isascii() else _UTF8
        about = (flags, _METHOD, 0, _DATE, part.crc, len(part.data), part.size, len(encoded), 0)
        head = _LOCAL(b"PK\3\4", _VERSION, *about)
        out += (head, encoded, part.data)
        directory += (_CENTRAL(b"PK\1\2", _VERSION, 0, _VERSION, 0, *about, 0, 0, 0, _ATTRIBUTES, offset), encoded)
        offset += len(head) + len(encoded) + len(part.data)
    listing = b"".join(directory)
    end = _END(b"PK\5\6", 0, 0, len(parts), len(parts), len(listing), offset, 0)
    return b"".join([*out, listing, end])


def packed_in(source: bytes, name: str, content: bytes) -> Packed | None:
    """The compressed bytes of a part as they stand in a zip; None unless they hold its content and nothing else."""
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        info = archive.getinfo(name)
    if info.compress_type != _METHOD:
        return None
    name_length, extra_length = struct.unpack_from("<2H", source, info.header_offset + 26)
    start = info.header_offset + 30 + name_length + extra_length
    data = source[start : start + info.compress_size]
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    whole = inflater.decompress(data, len(content) + 1) == content and inflater.eof and not inflater.unused_data
    return Packed(data, info.CRC, len(content)) if whole else None
