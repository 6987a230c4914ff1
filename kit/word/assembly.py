"""A whole .docx from a body: the parts around it and the relations between them."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from kit.word.lists import numbering_part
from kit.word.names import CT, MANIFEST, REL, R
from kit.word.package import Package
from kit.word.styles import font_table_part, style_id, styles_part
from kit.word.theme import Theme
from kit.word.writer import field_runs, text_element
from kit.word.xml import el, on, to_bytes, val

_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DOC_REL = R
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
MANIFEST_PART = "customXml/item1.xml"
_MANIFEST_ID = "{5C0A11A7-0000-4000-8000-616C6C69616E}"


@dataclass(frozen=True)
class Properties:
    """What stands in a document's properties. Times are fixed, so that bytes are."""

    title: str
    subject: str
    description: str


def assemble(
    document: etree._Element, theme: Theme, header: str, zones: int, manifest: etree._Element, properties: Properties
) -> Package:
    """The package of a document written from scratch.

    header    the text of the page header.
    zones     how many lists of their own the annexes need.
    manifest  the root of the custom XML part that names the clauses.
    """
    parts = {
        "word/document.xml": document,
        "word/styles.xml": styles_part(theme),
        "word/numbering.xml": numbering_part(theme, zones),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": font_table_part(theme),
        "word/header1.xml": _header(header),
        "word/header2.xml": _header(header),
        "word/footer1.xml": _footer("right"),
        "word/footer2.xml": _footer("left"),
        MANIFEST_PART: manifest,
        "customXml/itemProps1.xml": _item_properties(),
        "docProps/core.xml": _core(properties),
        "docProps/app.xml": _app(),
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(_PACKAGE_RELATIONS),
        "word/_rels/document.xml.rels": _relations(_DOCUMENT_RELATIONS),
        "customXml/_rels/item1.xml.rels": _relations([("rId1", f"{_DOC_REL}/customXmlProps", "itemProps1.xml")]),
    }
    return Package({name: to_bytes(root) for name, root in parts.items()})


_PACKAGE_RELATIONS = [
    ("rId1", f"{_DOC_REL}/officeDocument", "word/document.xml"),
    (
        "rId2",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        "docProps/core.xml",
    ),
    ("rId3", f"{_DOC_REL}/extended-properties", "docProps/app.xml"),
]
_DOCUMENT_RELATIONS = [
    ("rId1", f"{_DOC_REL}/styles", "styles.xml"),
    ("rId2", f"{_DOC_REL}/numbering", "numbering.xml"),
    ("rId3", f"{_DOC_REL}/settings", "settings.xml"),
    ("rId4", f"{_DOC_REL}/fontTable", "fontTable.xml"),
    ("rId5", f"{_DOC_REL}/header", "header1.xml"),
    ("rId6", f"{_DOC_REL}/header", "header2.xml"),
    ("rId7", f"{_DOC_REL}/footer", "footer1.xml"),
    ("rId8", f"{_DOC_REL}/footer", "footer2.xml"),
    ("rId9", f"{_DOC_REL}/customXml", "../customXml/item1.xml"),
]
_TYPES = {
    "word/document.xml": f"{_WML}.document.main+xml",
    "word/styles.xml": f"{_WML}.styles+xml",
    "word/numbering.xml": f"{_WML}.numbering+xml",
    "word/settings.xml": f"{_WML}.settings+xml",
    "word/fontTable.xml": f"{_WML}.fontTable+xml",
    "word/header1.xml": f"{_WML}.header+xml",
    "word/header2.xml": f"{_WML}.header+xml",
    "word/footer1.xml": f"{_WML}.footer+xml",
    "word/footer2.xml": f"{_WML}.footer+xml",
    "customXml/itemProps1.xml": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}


def _content_types() -> etree._Element:
    root = etree.Element(f"{{{CT}}}Types", {}, {None: CT})  # type: ignore[dict-item]
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    for extension, kind in (("rels", rels), ("xml", "application/xml")):
        etree.SubElement(root, f"{{{CT}}}Default", {"Extension": extension, "ContentType": kind})
    for part, kind in _TYPES.items():
        etree.SubElement(root, f"{{{CT}}}Override", {"PartName": f"/{part}", "ContentType": kind})
    return root


def _relations(relations: list[tuple[str, str, str]]) -> etree._Element:
    root = etree.Element(f"{{{REL}}}Relationships", {}, {None: REL})  # type: ignore[dict-item]
    for identifier, kind, target in relations:
        etree.SubElement(root, f"{{{REL}}}Relationship", {"Id": identifier, "Type": kind, "Target": target})
    return root


def _settings() -> etree._Element:
    word = "http://schemas.microsoft.com/office/word"
    return el(
        "w:settings",
        children=[
            el("w:zoom", {"w:percent": 100}),
            val("w:defaultTabStop", 420),
            on("w:evenAndOddHeaders"),
            val("w:characterSpacingControl", "compressPunctuation"),
            el(
                "w:compat",
                children=[
                    el("w:compatSetting", {"w:name": "compatibilityMode", "w:uri": word, "w:val": 15}),
                ],
            ),
            el("w:themeFontLang", {"w:val": "en-US", "w:eastAsia": "zh-CN"}),
            val("w:decimalSymbol", "."),
            val("w:listSeparator", ","),
        ],
    )


def _header(text: str) -> etree._Element:
    run = el("w:r", children=[el("w:rPr", children=[el("w:rFonts", {"w:hint": "eastAsia"})]), text_element(text)])
    paragraph = el("w:p", children=[el("w:pPr", children=[val("w:pStyle", style_id("header"))]), run])
    return el("w:hdr", children=[paragraph])


def _footer(side: str) -> etree._Element:
    """The page number between dashes, one character in from the outer edge (GB/T 9704-2012, 7.5)."""
    indent = el("w:ind", {f"w:{side}Chars": 100, f"w:{side}": 280})
    properties = [val("w:pStyle", style_id("footer")), indent, val("w:jc", side)]

    def dash(text: str) -> etree._Element:
        return el("w:r", children=[text_element(text)])

    runs = [dash("— "), *field_runs("PAGE", "1"), dash(" —")]
    return el("w:ftr", children=[el("w:p", children=[el("w:pPr", children=properties), *runs])])


def _item_properties() -> etree._Element:
    root = etree.Element(f"{{{_STORE}}}datastoreItem", {f"{{{_STORE}}}itemID": _MANIFEST_ID}, {"ds": _STORE})
    references = etree.SubElement(root, f"{{{_STORE}}}schemaRefs")
    etree.SubElement(references, f"{{{_STORE}}}schemaRef", {f"{{{_STORE}}}uri": MANIFEST})
    return root


def _core(properties: Properties) -> etree._Element:
    cp = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    dc, terms = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
    xsi = "http://www.w3.org/2001/XMLSchema-instance"
    root = etree.Element(f"{{{cp}}}coreProperties", {}, {"cp": cp, "dc": dc, "dcterms": terms, "xsi": xsi})
    for name, text in (
        (f"{{{dc}}}title", properties.title),
        (f"{{{dc}}}subject", properties.subject),
        (f"{{{dc}}}creator", "alliance-kit"),
        (f"{{{dc}}}description", properties.description),
        (f"{{{dc}}}language", "zh-CN"),
    ):
        etree.SubElement(root, name).text = text
    for name in ("created", "modified"):
        stamp = etree.SubElement(root, f"{{{terms}}}{name}", {f"{{{xsi}}}type": "dcterms:W3CDTF"})
        stamp.text = "2026-01-01T00:00:00Z"
    return root


def _app() -> etree._Element:
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    root = etree.Element(f"{{{namespace}}}Properties", {}, {None: namespace})  # type: ignore[dict-item]
    etree.SubElement(root, f"{{{namespace}}}Application").text = "alliance-kit"
    return root
