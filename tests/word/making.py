"""Small Word files for tests, written as XML in short: body(...) in, Package out."""

from itertools import count

from lxml import etree

from kit.word.names import CT, REL, R, W
from kit.word.package import Package

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KINDS = {
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "header1": "header",
    "header2": "header",
}
_KINDS |= {"footer1": "footer", "footnotes": "footnotes"}

_numbers = count(1)

FONTS = '<w:rFonts w:ascii="A" w:hAnsi="A" w:eastAsia="仿宋" w:cs="A"/>'
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:left="1588" w:right="1474"/></w:sectPr>'

# 章 in a list of its own; 条, 项, 目 in another; 附件 in a third.
LISTS = """
<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="ChapterHeading"/>
  <w:suff w:val="space"/><w:lvlText w:val="第%1章"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="ClauseHeading"/>
  <w:suff w:val="space"/><w:lvlText w:val="第%1条"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="Item"/>
  <w:suff w:val="nothing"/><w:lvlText w:val="（%2）"/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="SubItem"/>
  <w:suff w:val="space"/><w:lvlText w:val="%3."/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="3">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="AnnexHeading"/>
  <w:suff w:val="space"/><w:lvlText w:val="附件%1"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>
"""


def style(style_id: str, name: str = "", properties: str = "", based_on: str = "Normal") -> str:
    """A paragraph style."""
    parent = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name or style_id}"/>{parent}'
        f"<w:pPr>{properties}</w:pPr></w:style>"
    )


def numbered(num_id: int, level: int = 0, outline: int | None = None) -> str:
    """The paragraph properties of a style or paragraph that stands in a list."""
    outline_level = "" if outline is None else f'<w:outlineLvl w:val="{outline}"/>'
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>{outline_level}'


STYLES = (
    f"<w:docDefaults><w:rPrDefault><w:rPr>{FONTS}</w:rPr></w:rPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    + style("BodyText", "款正文")
    + style("ChapterHeading", "heading 1", numbered(1, 0, 0))
    + style("ClauseHeading", "heading 2", numbered(2, 0, 1))
    + style("Item", "项", numbered(2, 1))
    + style("SubItem", "目", numbered(2, 2))
    + style("AnnexHeading", "附件标题", numbered(3, 0, 0))
    + style("Heading", "篇标题", '<w:outlineLvl w:val="0"/>')
    + style("TableGap", "表后间隔")
    + style("TOC1", "toc 1", '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8844"/></w:tabs>')
    + style("TOC2", "toc 2")
)


def t(text: str) -> str:
    """A run."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(text: str = "", style_id: str = "", bookmark: str = "", content: str = "", properties: str = "") -> str:
    """A paragraph: text, then content as XML, all inside the bookmark when there is one."""
    number = next(_numbers)
    own = f'<w:pStyle w:val="{style_id}"/>' if style_id else ""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{bookmark}"/>' if bookmark else ""
    end = f'<w:bookmarkEnd w:id="{number}"/>' if bookmark else ""
    inner = f"{start}{t(text) if text else ''}{content}{end}"
    return f"<w:p><w:pPr>{own}{properties}</w:pPr>{inner}</w:p>"


def chapter(text: str = "总则", bookmark: str = "") -> str:
    """第X章."""
    return p(text, "ChapterHeading", bookmark)


def clause(text: str = "定义", bookmark: str = "") -> str:
    """第X条."""
    return p(text, "ClauseHeading", bookmark)


def item(text: str = "一项", bookmark: str = "") -> str:
    """（X）."""
    return p(text, "Item", bookmark)


def fld(code: str, *shown: str) -> str:
    """A complex field; each word of the result in a run of its own, in bold."""
    runs = "".join(f"<w:r><w:rPr><w:b/></w:rPr><w:t>{word}</w:t></w:r>" for word in shown)
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{runs}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def cell(inner: str = "<w:p/>", span: int = 1) -> str:
    """A table cell."""
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{inner}</w:tc>'


def table(*rows: str, columns: int = 2) -> str:
    """A table; each row is the XML of its cells."""
    grid = '<w:gridCol w:w="4000"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def root(inner: str, tag: str = "document") -> etree._Element:
    """A part's tree."""
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    return etree.fromstring(f'<w:{tag} xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="{mc}">{inner}</w:{tag}>')


def docx(
    *body: str,
    styles: str = STYLES,
    numbering: str = LISTS,
    section: str = SECTION,
    extra: dict[str, bytes] | None = None,
    **parts: str,
) -> Package:
    """A Word file. parts are settings, header1, header2, footer1, footnotes with their inner XML."""
    parts = {"styles": styles, "numbering": numbering, **parts}
    tags = {"header1": "hdr", "header2": "hdr", "footer1": "ftr"}
    overrides = [("word/document.xml", f"{_MAIN}.document.main+xml")]
    overrides += [(f"word/{name}.xml", f"{_MAIN}.{_KINDS[name]}+xml") for name in parts]
    types = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in overrides)
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{R}/{_KINDS[name]}" Target="{name}.xml"/>' for n, name in enumerate(parts, 1)
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{CT}"><Default Extension="rels" ContentType="application/'
        'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f"{types}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{REL}"><Relationship Id="rId1" Type="{R}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{REL}">{relations}</Relationships>',
    }
    trees = {f"word/{name}.xml": root(inner, tags.get(name, name)) for name, inner in parts.items()}
    trees["word/document.xml"] = root(f"<w:body>{''.join(body)}{section}</w:body>")
    return Package({name: text.encode() for name, text in files.items()} | (extra or {})).with_xml(trees)


def body_of(package: Package) -> etree._Element:
    """The tree of the main document."""
    return package.xml(package.document_part)
