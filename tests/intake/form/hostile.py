"""Files that are no form, or are one with something in it that must not be used: name → bytes, and the code it is refused with."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable, Iterator

from kit.word.names import MC, W
from kit.word.package import Package
from tests.intake.form.handling import FORM, Body, changed, control, filled, paragraph, run

_DOCUMENT = "word/document.xml"
_RELS = "word/_rels/document.xml.rels"
_TYPES = "[Content_Types].xml"


def _zip(parts: dict[str, bytes], *more: tuple[str, bytes]) -> bytes:
    return _packed(parts, more, zipfile.ZIP_DEFLATED)


def _packed(parts: dict[str, bytes], more: tuple[tuple[str, bytes], ...], method: int) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", method) as archive:
        warnings.simplefilter("ignore", UserWarning)  # duplicate names are what one case is about
        for name, data in (*parts.items(), *more):
            archive.writestr(name, data)
    return buffer.getvalue()


def _parts() -> dict[str, bytes]:
    return dict(Package.read(FORM))


def _replaced(part: str, old: str, new: str) -> bytes:
    parts = _parts()
    text = parts[part].decode()
    assert old in text, (part, old)
    return _zip({**parts, part: text.replace(old, new, 1).encode()})


def _related(kind: str, target: str, mode: str = "External") -> bytes:
    address = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    arrow = f'<Relationship Id="rId99" Type="{address}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    return _replaced(_RELS, "</Relationships>", arrow)


def _with(part: str, data: bytes) -> bytes:
    return _zip(_parts(), (part, data))


def _body(inner: str) -> bytes:
    parts = _parts()
    document = parts[_DOCUMENT].replace(b"<w:body>", b"<w:body>" + inner.encode(), 1)
    return _packed({**parts, _DOCUMENT: document}, (), zipfile.ZIP_STORED)


def _field(instruction: str) -> bytes:
    return _body(f'<w:p><w:fldSimple w:instr="{instruction}"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>')


def _nested(depth: int) -> bytes:
    opened = "<w:tbl><w:tr><w:tc>" * depth
    return _body(f"{opened}<w:p/>{'</w:tc></w:tr></w:tbl>' * depth}")


def _encrypted() -> bytes:
    data = bytearray(FORM)
    for signature, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        start = data.find(signature)
        while start >= 0:
            data[start + offset] |= 1
            start = data.find(signature, start + 4)
    return bytes(data)


def _paragraphs(count: int) -> Callable[[Body], None]:
    def change(document: Body) -> None:
        for _number in range(count):
            document[0].insert(3, paragraph(run("甲")))

    return change


def cases() -> Iterator[tuple[str, Callable[[], bytes], str]]:
    """Name, how to build it, and the code of what is told first."""
    yield "no zip", lambda: b"PK\3\4" + b"\0" * 100, "W-PKG-02"
    yield "empty file", lambda: b"", "W-PKG-02"
    yield "text", lambda: "名称：甲厂".encode(), "W-PKG-02"
    yield "old or locked document", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "W-PKG-02"
    yield "encrypted parts", _encrypted, "W-PKG-03"
    yield "zip bomb", lambda: _with("word/media/a.bin", b"\0" * 60_000_000), "W-PKG-06"
    yield "six thousand parts", lambda: _zip(_parts(), *((f"x/{n}.xml", b"<a/>") for n in range(6000))), "W-PKG-04"
    yield "duplicate part", lambda: _with(_DOCUMENT, b"<a/>"), "W-PKG-07"
    yield "way out", lambda: _with("../../etc/passwd", b"a"), "W-PKG-08"
    yield "workbook", lambda: _zip({_TYPES: b"<Types/>", "xl/workbook.xml": b"<a/>"}), "W-PKG-10"
    yield "broken xml", lambda: _replaced(_DOCUMENT, "</w:body>", ""), "W-PKG-11"
    yield (
        "entities",
        lambda: _replaced(
            _DOCUMENT, "<w:document", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><w:document'
        ),
        "W-SAF-01",
    )
    yield "macros", lambda: _with("word/vbaProject.bin", b"a"), "W-SAF-03"
    yield "ole object", lambda: _with("word/embeddings/oleObject1.bin", b"a"), "W-SAF-03"
    yield "outside template", lambda: _related("attachedTemplate", "https://example.com/a.dotm"), "W-SAF-04"
    yield "outside picture", lambda: _related("image", "https://example.com/a.png"), "W-SAF-04"
    yield "link into the computer", lambda: _related("hyperlink", "file:///c:/windows"), "W-SAF-05"
    yield "field that runs", lambda: _field("DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe"), "W-SAF-06"
    yield "field that reads", lambda: _field("INCLUDETEXT c:\\\\secret.txt"), "W-SAF-06"
    yield "target outside", lambda: _related("customXml", "../../../../a.xml", "Internal"), "W-SAF-07"
    yield "embedded document", lambda: _related("aFChunk", "a.htm", "Internal"), "W-SAF-08"
    yield "other prefix", lambda: _replaced(_DOCUMENT, "<w:body>", f'<w:body xmlns:v="{W}">'), "W-SAF-09"
    yield "a million tags", lambda: _body("<w:p/>" * 500_000), "W-SAF-02"
    yield "too deep", lambda: _nested(200), "W-PKG-11"
    yield "another document", lambda: _zip({**_parts(), _DOCUMENT: _other()}), "F-FIL-01"
    yield "as many rows as fit", lambda: _body(f"<w:tbl>{'<w:tr><w:tc><w:p/></w:tc></w:tr>' * 60_000}</w:tbl>"), ""
    yield "deep tables", lambda: _nested(60), ""
    yield (
        "deep controls",
        lambda: _body(f"<w:p>{'<w:sdt><w:sdtContent>' * 100}{'</w:sdtContent></w:sdt>' * 100}</w:p>"),
        "",
    )
    yield "huge text", lambda: _huge(), ""
    yield "many paragraphs", lambda: changed(_paragraphs(30_000)), "F-TXT-01"
    yield "wide spans", lambda: _replaced(_DOCUMENT, 'w:gridSpan w:val="4"', 'w:gridSpan w:val="99999999999"'), ""
    yield "two readings", lambda: _body(_alternatives()), "F-TXT-03"
    yield (
        "ids that are no numbers",
        lambda: changed(lambda document: control(document, "members.name").set("a", "b")),
        "",
    )


def _huge() -> bytes:
    """A form with nine megabytes in one box; deflated it would pass for a bomb."""
    parts = dict(Package.read(changed(lambda document: filled(document, "members.city", "甲"))))
    parts[_DOCUMENT] = parts[_DOCUMENT].replace(
        '<w:t xml:space="preserve">甲</w:t>'.encode(), f"<w:t>{'甲' * 3_000_000}</w:t>".encode(), 1
    )
    return _packed(parts, (), zipfile.ZIP_STORED)


def _other() -> bytes:
    return f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>购销合同</w:t></w:r></w:p></w:body></w:document>'.encode()


def _alternatives() -> str:
    """A text box in the new and the old way, of which a program shows one."""
    box = "<w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>"
    return (
        f'<w:p><w:r><mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="w14"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
