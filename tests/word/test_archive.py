"""Zips written fast: what is in them, and that they are what zipfile would write."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest

from kit.word.archive import FAST, THOROUGH, Deflate, Packed, pack, packed_in, write
from kit.word.package import Package
from tests.word.making import docx, p

_TEXT = "产业技术创新战略联盟，".encode() * 20_000


@pytest.mark.parametrize("deflate", [FAST, THOROUGH])
@pytest.mark.parametrize(
    "chunks", [[], [b""], [b"a"], [_TEXT], [_TEXT[n : n + 777] for n in range(0, len(_TEXT), 777)]]
)
def test_what_goes_in_comes_out(deflate: Deflate, chunks: list[bytes]) -> None:
    whole = b"".join(chunks)
    packed = pack(chunks, deflate)
    assert (packed.crc, packed.size) == (zlib.crc32(whole), len(whole))
    with zipfile.ZipFile(io.BytesIO(write([("甲.xml", packed), ("b.xml", packed)]))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["甲.xml", "b.xml"]
        assert archive.read("甲.xml") == whole
        assert {(i.date_time, i.create_system) for i in archive.infolist()} == {((1980, 1, 1, 0, 0, 0), 0)}


def test_a_package_gives_the_bytes_that_zipfile_would() -> None:
    package = docx(p("正文"), header1=p("眉"))
    parts = [(name, pack([package[name]])) for name in package.part_names]
    assert write(parts) == package.to_bytes()


def test_compressed_bytes_are_copied() -> None:
    package = docx(p("正文"))
    source = package.to_bytes()
    for name in package.part_names:
        packed = packed_in(source, name, package[name])
        assert packed == pack([package[name]])
    assert Package.read(write([(n, packed_in(source, n, package[n]) or pack([])) for n in package.part_names]))


def _stored(name: str, content: bytes, method: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def test_only_what_holds_the_part_and_nothing_else_is_copied() -> None:
    assert packed_in(_stored("a", b"x" * 99, zipfile.ZIP_STORED), "a", b"x" * 99) is None
    assert packed_in(_stored("a", b"x" * 99, zipfile.ZIP_DEFLATED), "a", b"y" * 99) is None
    honest = pack([b"x" * 99])
    hiding = Packed(honest.data + b"secret", honest.crc, honest.size)
    assert packed_in(write([("a", honest)]), "a", b"x" * 99) == honest
    assert packed_in(write([("a", hiding)]), "a", b"x" * 99) is None
