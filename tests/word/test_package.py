"""Reading untrusted files within bounds; writing the same bytes always."""

import io
import struct
import zipfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from lxml import etree

from kit.diagnostics import Fault
from kit.word import package as module
from kit.word.names import R
from kit.word.package import Package, office
from tests.word.making import body_of, docx, p


def _zip(*members: tuple[str, bytes], base: Package | None = None) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in [*(base or docx(p("正文"))).items(), *members]:
            archive.writestr(name, data)
    return buffer.getvalue()


def _code(source: bytes | Path) -> str:
    with pytest.raises(Fault) as caught:
        Package.read(source)
    (diagnostic,) = caught.value.report
    assert diagnostic.message
    assert diagnostic.hint
    return diagnostic.code


def test_reads_what_it_wrote() -> None:
    package = docx(p("正文"))
    assert dict(Package.read(package.to_bytes())) == dict(package)


def test_same_parts_give_same_bytes_whatever_their_order() -> None:
    package = docx(p("正文"))
    assert Package(dict(reversed(list(package.items())))).to_bytes() == package.to_bytes()


def test_order_and_stamp_of_the_archive() -> None:
    with zipfile.ZipFile(io.BytesIO(docx(p("正文")).to_bytes())) as archive:
        infos = archive.infolist()
    assert [info.filename for info in infos[:2]] == ["[Content_Types].xml", "_rels/.rels"]
    assert [info.filename for info in infos[2:]] == sorted(info.filename for info in infos[2:])
    assert {(info.date_time, info.create_system) for info in infos} == {((1980, 1, 1, 0, 0, 0), 0)}


def test_main_document_is_found_by_relationship() -> None:
    package = docx(p("正文"))
    moved = {name.replace("word/document.xml", "word/other.xml"): data for name, data in package.items()}
    for part in ("[Content_Types].xml", "_rels/.rels"):
        moved[part] = moved[part].replace(b"document.xml", b"other.xml")
    assert Package.read(Package(moved).to_bytes()).document_part == "word/other.xml"


def test_a_tree_is_fresh_each_time() -> None:
    package = docx(p("正文"))
    body_of(package).clear()
    assert len(body_of(package))


def test_the_tree_to_read_is_shared() -> None:
    package = docx(p("正文"))
    assert package.tree("word/document.xml") is package.tree("word/document.xml")
    assert package.xml("word/document.xml") is not package.tree("word/document.xml")
    changed = package.xml("word/document.xml")
    changed[0].clear()
    again = package.with_xml({"word/document.xml": changed})
    assert again.tree("word/document.xml") is changed
    assert (
        again.with_parts({"word/document.xml": package["word/document.xml"]}).tree("word/document.xml") is not changed
    )


def test_related_parts() -> None:
    package = docx(p("正文"), header1=p("眉"), header2=p("眉"))
    assert package.related(package.document_part, "header") == ("word/header1.xml", "word/header2.xml")
    assert package.related("", "officeDocument") == ("word/document.xml",)


def test_with_related_takes_a_free_id() -> None:
    package = docx(p("正文"))
    part = "word/media/image1.png"
    added, new_id = package.with_related(package.document_part, part, b"png", "image/png", office("image"))
    assert new_id == "rId3"
    assert added.related(added.document_part, "image") == (part,)
    assert added.content_type(part) == "image/png"
    assert part not in package


def test_core_properties_are_made_and_changed() -> None:
    noon = datetime(2026, 3, 18, 12, tzinfo=timezone(timedelta(hours=8)))
    package = docx(p("正文")).with_core(title="章程 & <甲>", created=noon, modified=datetime(2026, 3, 19))
    again = package.with_core(title="协议")
    (part,) = again.related("", "core-properties")
    texts = [node.text for node in again.xml(part)]
    assert texts == ["协议", "2026-03-18T04:00:00Z", "2026-03-19T00:00:00Z"]
    assert next(node.text for node in package.xml(part)) == "章程 & <甲>"
    assert again.content_type(part).endswith("core-properties+xml")


def test_no_zip() -> None:
    assert _code(b"hello") == "W-PKG-02"
    assert _code(b"") == "W-PKG-02"


def test_old_doc_or_password() -> None:
    with pytest.raises(Fault, match=r"旧版 \.doc"):
        Package.read(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600)


def test_missing_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "没有.docx"
    with pytest.raises(Fault) as caught:
        Package.read(path)
    (diagnostic,) = caught.value.report
    assert (diagnostic.code, diagnostic.place.file) == ("W-PKG-01", "没有.docx")


def test_encrypted_member() -> None:
    data = bytearray(_zip())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert _code(bytes(data)) == "W-PKG-03"


def test_too_many_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_MEMBERS", 6)
    assert _code(_zip(("a.xml", b"<a/>"))) == "W-PKG-04"
    assert Package.read(_zip())


@pytest.mark.parametrize("limit", ["MAX_PACKED", "MAX_PART", "MAX_TOTAL"])
def test_too_large(monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    data = _zip()
    monkeypatch.setattr(module, limit, 100)
    assert _code(data) == "W-PKG-05"


def test_bomb() -> None:
    assert _code(_zip(("word/media/a.bin", bytes(2 * 1024**2)))) == "W-PKG-06"
    assert Package.read(_zip(("word/media/a.bin", bytes(900 * 1024))))


def test_duplicate_names() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = _zip(("word/document.xml", b"<a/>"))
    assert _code(data) == "W-PKG-07"
    assert _code(_zip(("WORD/document.xml", b"<a/>"))) == "W-PKG-07"


@pytest.mark.parametrize("name", ["../a.xml", "/a.xml", "word/../../a.xml", "C:/a.xml", "word//a.xml", "./a.xml"])
def test_unsafe_names(name: str) -> None:
    assert _code(_zip((name, b"<a/>"))) == "W-PKG-08"


def test_backslash_and_nul_in_names() -> None:
    for bad in (b"word\\x.xml", b"word\x00x.xml"):
        assert _code(_zip(("word?x.xml", b"<a/>")).replace(b"word?x.xml", bad)) == "W-PKG-08"


def test_damaged_member() -> None:
    data = bytearray(_zip(("z.bin", b"0123456789" * 3)))
    struct.pack_into("<I", data, data.rindex(b"PK\x01\x02") + 16, 0)  # the checksum
    assert _code(bytes(data)) == "W-PKG-09"


def test_not_word() -> None:
    package = docx(p("正文"))
    without_types = {name: data for name, data in package.items() if name != "[Content_Types].xml"}
    assert _code(_zip(base=Package(without_types))) == "W-PKG-10"
    sheet = package["[Content_Types].xml"].replace(b"wordprocessingml.document.main", b"spreadsheetml.sheet.main")
    assert _code(package.with_parts({"[Content_Types].xml": sheet}).to_bytes()) == "W-PKG-10"


def test_strict_format_is_told_apart() -> None:
    package = docx(p("正文"))
    strict = package["_rels/.rels"].replace(R.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships")
    assert _code(package.with_parts({"_rels/.rels": strict}).to_bytes()) == "W-PKG-14"


def test_broken_and_missing_xml() -> None:
    package = docx(p("正文")).with_parts({"word/document.xml": b"<a>\n<b></a>"})
    with pytest.raises(Fault, match="第 2 行"):
        package.xml("word/document.xml")
    with pytest.raises(Fault, match=r"缺少部件 word/no\.xml"):
        package.xml("word/no.xml")


@pytest.mark.parametrize(
    "declaration",
    [
        "<!DOCTYPE a>",
        '<!DOCTYPE a [<!ENTITY x "y">]>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_doctype_is_refused(declaration: str, encoding: str) -> None:
    data = f"{declaration}<a/>".encode(encoding)
    with pytest.raises(Fault, match="DOCTYPE"):
        docx().with_parts({"word/document.xml": data}).xml("word/document.xml")


def test_entity_bomb_is_refused() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 12))
    data = f'<!DOCTYPE a [<!ENTITY e0 "x">{entities}]><a>&e11;</a>'.encode()
    with pytest.raises(Fault):
        docx().with_parts({"word/document.xml": data}).xml("word/document.xml")


def test_a_broken_relationships_part_stops_the_reading() -> None:
    assert _code(docx(p("正文")).with_parts({"_rels/.rels": b"<a"}).to_bytes()) == "W-PKG-11"


def test_written_parts_carry_the_standalone_declaration() -> None:
    package = docx().with_xml({"word/a.xml": etree.Element("a")})
    assert package["word/a.xml"].startswith(b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>")
