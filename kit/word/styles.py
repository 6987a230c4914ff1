"""styles.xml and fontTable.xml from a theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from kit.word.xml import el, on, val

if TYPE_CHECKING:
    from kit.word.theme import Style, Theme

# style of the sources → (style id, name users see in Word)
STYLE_IDS = {
    "body": ("BodyText", "款正文"),
    "chapter": ("ChapterHeading", "heading 1"),
    "clause": ("ClauseHeading", "heading 2"),
    "item": ("Item", "项"),
    "subitem": ("SubItem", "目"),
    "annex": ("AnnexHeading", "附件标题"),
    "annexclause": ("AnnexClause", "附件条目"),
    "heading": ("Heading", "篇标题"),
    "subheading": ("SubHeading", "单页标题"),
    "title": ("Title", "Title"),
    "subtitle": ("Subtitle", "Subtitle"),
    "center": ("Centered", "居中正文"),
    "left": ("LeftAligned", "顶格正文"),
    "right": ("RightAligned", "右对齐正文"),
    "note": ("Note", "说明文字"),
    "caption": ("Caption", "caption"),
    "sign": ("SignatureLine", "签署栏"),
    "covertitle": ("CoverTitle", "封面标题"),
    "coverfirst": ("CoverFirstLine", "封面首项"),
    "cover": ("CoverLine", "封面项目"),
    "table": ("TableText", "表格文字"),
    "tablehead": ("TableHead", "表格标题"),
    "gap": ("TableGap", "表后间隔"),
    "toctitle": ("TocTitle", "目录标题"),
    "toc1": ("TOC1", "toc 1"),
    "toc2": ("TOC2", "toc 2"),
    "header": ("Header", "header"),
    "footer": ("Footer", "footer"),
}
NUMBERED = {"chapter": (1, 0), "clause": (2, 0), "item": (2, 1), "subitem": (2, 2), "annex": (3, 0)}

_OFF_GRID = frozenset({"gap", "note", "caption", "toctitle", "toc1", "toc2"})  # smaller than the grid of the page


def style_id(name: str) -> str:
    """The style id behind a style name of the sources."""
    return STYLE_IDS[name][0]


def fonts(theme: Theme, face: str) -> etree._Element:
    """All four font slots: Latin in the Latin face, the rest in the face itself."""
    latin = theme.fonts["latin"]
    return el("w:rFonts", {"w:ascii": latin, "w:hAnsi": latin, "w:eastAsia": theme.fonts[face], "w:cs": latin})


def styles_part(theme: Theme) -> etree._Element:
    """The root of styles.xml."""
    body = theme.styles["body"]
    defaults = el(
        "w:docDefaults",
        children=[
            el("w:rPrDefault", children=[el("w:rPr", children=[fonts(theme, body.font), *_size(body.size), _lang()])]),
            el("w:pPrDefault", children=[el("w:pPr")]),
        ],
    )
    normal = el(
        "w:style",
        {"w:type": "paragraph", "w:default": 1, "w:styleId": "Normal"},
        [val("w:name", "Normal"), on("w:qFormat"), el("w:pPr", children=[val("w:jc", "both")])],
    )
    rest = [_character_default(), _table_default(), _no_list(), _table_grid(), _hyperlink()]
    paragraphs = [_style(theme, name, theme.styles[name]) for name in STYLE_IDS]
    return el("w:styles", children=[defaults, normal, *rest, *paragraphs])


def _lang() -> etree._Element:
    return el("w:lang", {"w:val": "en-US", "w:eastAsia": "zh-CN", "w:bidi": "ar-SA"})


def _size(points: float) -> list[etree._Element]:
    half = round(points * 2)
    return [val("w:sz", half), val("w:szCs", half)]


def _character_default() -> etree._Element:
    return el(
        "w:style",
        {"w:type": "character", "w:default": 1, "w:styleId": "DefaultParagraphFont"},
        [val("w:name", "Default Paragraph Font"), val("w:uiPriority", 1), on("w:semiHidden")],
    )


def _table_default() -> etree._Element:
    margins = el(
        "w:tblCellMar",
        children=[
            el("w:top", {"w:w": 0, "w:type": "dxa"}),
            el("w:left", {"w:w": 85, "w:type": "dxa"}),
            el("w:bottom", {"w:w": 0, "w:type": "dxa"}),
            el("w:right", {"w:w": 85, "w:type": "dxa"}),
        ],
    )
    return el(
        "w:style",
        {"w:type": "table", "w:default": 1, "w:styleId": "TableNormal"},
        [
            val("w:name", "Normal Table"),
            val("w:uiPriority", 99),
            on("w:semiHidden"),
            el("w:tblPr", children=[el("w:tblInd", {"w:w": 0, "w:type": "dxa"}), margins]),
        ],
    )


def _no_list() -> etree._Element:
    return el(
        "w:style",
        {"w:type": "numbering", "w:default": 1, "w:styleId": "NoList"},
        [val("w:name", "No List"), val("w:uiPriority", 99), on("w:semiHidden")],
    )


def _table_grid() -> etree._Element:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = [el(f"w:{side}", {"w:val": "single", "w:sz": 4, "w:space": 0, "w:color": "auto"}) for side in sides]
    return el(
        "w:style",
        {"w:type": "table", "w:styleId": "TableGrid"},
        [
            val("w:name", "Table Grid"),
            val("w:basedOn", "TableNormal"),
            el("w:tblPr", children=[el("w:tblBorders", children=borders)]),
        ],
    )


def _hyperlink() -> etree._Element:
    return el(
        "w:style",
        {"w:type": "character", "w:styleId": "Hyperlink"},
        [val("w:name", "Hyperlink"), val("w:basedOn", "DefaultParagraphFont"), val("w:uiPriority", 99)],
    )


def _style(theme: Theme, name: str, style: Style) -> etree._Element:
    identifier, visible = STYLE_IDS[name]
    children = [
        val("w:name", visible),
        val("w:basedOn", "Normal"),
        val("w:next", style_id("body")) if name in {"chapter", "clause", "annex"} else None,
        on("w:qFormat", name not in {"header", "footer", "toc1", "toc2", "gap"}),
        el("w:pPr", children=_paragraph_properties(theme, name, style)),
        el("w:rPr", children=[fonts(theme, style.font), on("w:b", style.bold), *_size(style.size)]),
    ]
    attributes: dict[str, str | int] = {"w:type": "paragraph", "w:styleId": identifier}
    if not _is_built_in(visible):
        attributes["w:customStyle"] = 1
    return el("w:style", attributes, children)


def _is_built_in(name: str) -> bool:
    return name.isascii()


def _paragraph_properties(theme: Theme, name: str, style: Style) -> list[etree._Element | None]:
    return [
        on("w:keepNext", style.next_together),
        on("w:keepLines", style.next_together or style.together),
        on("w:pageBreakBefore", style.page_before),
        _numbering(name),
        _bottom_rule() if name == "header" else None,
        _tabs(theme, name),
        val("w:snapToGrid", 0) if not style.line or name in _OFF_GRID else None,
        _spacing(style),
        _indent(style),
        val("w:jc", style.align),
        val("w:outlineLvl", style.outline - 1) if style.outline else None,
    ]


def _numbering(name: str) -> etree._Element | None:
    if name not in NUMBERED:
        return None
    number, level = NUMBERED[name]
    return el("w:numPr", children=[val("w:ilvl", level), val("w:numId", number)])


def _bottom_rule() -> etree._Element:
    return el("w:pBdr", children=[el("w:bottom", {"w:val": "single", "w:sz": 4, "w:space": 1, "w:color": "auto"})])


def _tabs(theme: Theme, name: str) -> etree._Element | None:
    if name not in {"toc1", "toc2"}:
        return None
    stop: dict[str, str | int] = {"w:val": "right", "w:leader": "dot", "w:pos": theme.page.text_width}
    return el("w:tabs", children=[el("w:tab", stop)])


def _spacing(style: Style) -> etree._Element:
    attributes: dict[str, str | int] = {
        "w:before": round(style.before * 20),
        "w:after": round(style.after * 20),
        "w:line": round(style.line * 20) if style.line else 240,
        "w:lineRule": "exact" if style.line else "auto",
    }
    return el("w:spacing", attributes)


def _indent(style: Style) -> etree._Element | None:
    if not style.indent and not style.left:
        return None
    attributes: dict[str, str | int] = {}
    if style.left:
        attributes |= {"w:leftChars": round(style.left * 100), "w:left": round(style.left * style.size * 20)}
    if style.indent:
        attributes |= {
            "w:firstLineChars": round(style.indent * 100),
            "w:firstLine": round(style.indent * style.size * 20),
        }
    return el("w:ind", attributes)


def font_table_part(theme: Theme) -> etree._Element:
    """The root of fontTable.xml: every face, with the face Word may take instead."""
    return el("w:fonts", children=[_font(theme, face) for face in dict.fromkeys(theme.fonts.values())])


def _font(theme: Theme, face: str) -> etree._Element:
    alternative = theme.alternatives.get(face)
    latin = face == theme.fonts["latin"]
    return el(
        "w:font",
        {"w:name": face},
        [
            val("w:altName", alternative) if alternative else None,
            val("w:charset", "00" if latin else "86"),
            val("w:family", "roman" if latin else "modern"),
            val("w:pitch", "variable" if latin else "fixed"),
        ],
    )
