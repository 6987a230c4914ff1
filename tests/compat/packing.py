"""Small Word files for the comparison, and what one reads in the results."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

from kit.word.names import CT, REL, R, W, w

_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KEEP = {"t": None, "tab": "\t", "br": "\n", "cr": "\n"}
GRID = '<w:tblPr><w:tblW w:w="6000" w:type="dxa"/></w:tblPr><w:tblGrid>{}</w:tblGrid>'

Read = str | list[list[list[str]]]  # a paragraph, or a table: rows of cells of paragraphs


def docx(body: str, title: str = "t") -> bytes:
    """A file with this body and this title."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{CT}"><Default Extension="xml" ContentType="application/xml"/><Default '
        'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
        f'PartName="/word/document.xml" ContentType="{_DOCUMENT}"/><Override PartName="/docProps/core.xml" '
        f'ContentType="{_CORE}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{REL}"><Relationship Id="rId1" Type="{R}/officeDocument" '
        f'Target="word/document.xml"/><Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>',
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>',
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}<w:sectPr/></w:body></w:document>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def p(text: str, run_properties: str = "") -> str:
    """A paragraph of one run; the text is XML already."""
    return f'<w:p><w:r>{run_properties}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def table(*rows: str, columns: int) -> str:
    """A table of finished rows."""
    grid = "".join(f'<w:gridCol w:w="{6000 // columns}"/>' for _ in range(columns))
    return f"<w:tbl>{GRID.format(grid)}{''.join(rows)}</w:tbl>"


def row(*cells: str) -> str:
    """A row of finished cells."""
    return f"<w:tr>{''.join(cells)}</w:tr>"


def cell(*paragraphs: str, properties: str = '<w:tcW w:w="2000" w:type="dxa"/>') -> str:
    """A cell of finished paragraphs."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraphs)}</w:tc>"


def document(data: bytes) -> etree._Element:
    """The main part of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def read(data: bytes) -> list[Read]:
    """What one reads in a file: paragraphs and tables in order."""
    body = document(data).find(w("body"))
    assert body is not None
    return _read(body)


def _read(parent: etree._Element) -> list[Any]:
    found: list[Any] = []
    for child in parent:
        if child.tag == w("p"):
            found.append(_words(child))
        elif child.tag == w("tbl"):
            found.append([[_read(one) for one in line.findall(w("tc"))] for line in child.findall(w("tr"))])
    return found


def _words(paragraph: etree._Element) -> str:
    out: list[str] = []
    for node in paragraph.iter(w("t"), w("tab"), w("br"), w("cr")):
        kept = _KEEP[etree.QName(node).localname]
        if node.get(w("type")) == "page":
            kept = "\f"
        out.append(kept if kept is not None else _kept_spaces(node))
    return "".join(out)


def _kept_spaces(text: etree._Element) -> str:
    """The text as Word shows it: without spaces at its ends where it is not marked to keep them."""
    marked = text.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
    return (text.text or "") if marked else (text.text or "").strip(" ")
