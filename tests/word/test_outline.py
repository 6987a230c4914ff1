"""What a reader sees of a Word document."""

import pytest

from kit.outline import Outline, Part
from kit.word.names import MANIFEST
from kit.word.outline import clause_of_bookmark, outline_of
from kit.word.package import Package, office
from tests.word.making import STYLES, cell, chapter, clause, docx, fld, item, numbered, p, root, style, t, table


def _lines(package: Package) -> list[tuple[Part, str, str]]:
    return [(line.part, line.label, line.text) for line in outline_of(package)]


def test_parts_labels_and_text() -> None:
    package = docx(
        p("章程", "Title"), chapter("总则"), clause("定义"), p("本章程所称……", "BodyText"), item("甲"), p("乙", "SubItem"),
        p("名录", "AnnexHeading"), p("一般说明", "AnnexClause", properties=numbered(2)), p("说明", "Heading"),
        styles=STYLES + style("Title") + style("AnnexClause"),
    )  # fmt: skip
    assert _lines(package) == [
        (Part.PARAGRAPH, "", "章程"),
        (Part.CHAPTER, "第一章", "总则"),
        (Part.CLAUSE, "第一条", "定义"),
        (Part.PARAGRAPH, "", "本章程所称……"),
        (Part.ITEM, "（一）", "甲"),
        (Part.SUBITEM, "1.", "乙"),
        (Part.ANNEX, "附件1", "名录"),
        (Part.CLAUSE, "第二条", "一般说明"),
        (Part.HEADING, "", "说明"),
    ]


def test_text_as_read() -> None:
    inner = t("见") + fld("REF b \\n", "第一条") + "<w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
    inner += f"<w:sdt><w:sdtContent>{t('控件')}</w:sdtContent></w:sdt><w:r><w:br/></w:r>" + t(" 末 ")
    control = f"<w:sdt><w:sdtContent>{p('块')}</w:sdtContent></w:sdt>"
    lines = _lines(docx(p(content=inner), p(" "), control))
    assert lines == [(Part.PARAGRAPH, "", "见第一条控件 末"), (Part.PARAGRAPH, "", "块")]


def test_rows_of_tables() -> None:
    inner = cell(p("甲") + clause("乙")) + cell(table(cell(p("内"), 2)))
    assert _lines(docx(table(inner, cell(p("合并"), 2), cell() + cell()))) == [
        (Part.ROW, "", "甲 第一条乙 | 内"),
        (Part.ROW, "", "合并"),
        (Part.ROW, "", " | "),
    ]


def test_text_boxes_follow_their_paragraph_once() -> None:
    box = f"<w:txbxContent>{p('框内')}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    assert [text for _, _, text in _lines(docx(p("框外", content=f"<w:r>{both}</w:r>")))] == ["框外", "框内"]


def test_contents_are_left_out() -> None:
    assert [text for _, _, text in _lines(docx(p(content=fld("TOC \\u", "第一章 总则")), chapter("总则")))] == ["总则"]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("第%1章", Part.CHAPTER),
        ("第%1编", Part.CHAPTER),
        ("第%1条", Part.CLAUSE),
        ("%1、", Part.CLAUSE),
        ("（%1）", Part.ITEM),
        ("%1.", Part.SUBITEM),
        ("附件%1", Part.ANNEX),
        ("※", Part.PARAGRAPH),
    ],
)
def test_unknown_styles_are_told_by_the_shape_of_the_number(text: str, part: Part) -> None:
    fmt = "decimal" if text in ("%1.", "附件%1") else "chineseCountingThousand"
    numbering = (
        f'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    package = docx(p("x", "Foreign", properties=numbered(1)), numbering=numbering, styles=STYLES + style("Foreign"))
    assert [line.part for line in outline_of(package)] == [part]


def test_inherited_style_and_outline_level() -> None:
    styles = STYLES + style("Mine", based_on="Heading") + style("Free", properties='<w:outlineLvl w:val="3"/>')
    assert [line.part for line in outline_of(docx(p("x", "Mine"), p("y", "Free"), styles=styles))] == [Part.HEADING] * 2


def _with_manifest(package: Package, inner: str) -> Package:
    data = f'<k:manifest xmlns:k="{MANIFEST}" document="agreement">{inner}</k:manifest>'.encode()
    part = "customXml/item1.xml"
    return package.with_related(package.document_part, part, data, "application/xml", office("customXml"))[0]


def test_clauses_from_the_manifest() -> None:
    package = docx(chapter("总则", "kt_general"), clause("争议", "kt_x1"), p("提交仲裁", bookmark="kt_x2"))
    inner = '<k:clause bookmark="kt_x1" id="dispute"/><k:option bookmark="kt_x2" id="dispute/court"/>'
    found = outline_of(_with_manifest(package, inner))
    assert [line.clause for line in found] == ["general", "dispute", "dispute/court"]
    assert found.label_of("dispute") == "第一条"
    assert found.label_of("no") is None


def test_clauses_from_the_names_of_bookmarks() -> None:
    package = docx(clause("争议", "kt_disputes_resolution"), p("诉讼", bookmark="kt_disputes_resolution__court"))
    assert [line.clause for line in outline_of(package)] == ["disputes.resolution", "disputes.resolution/court"]


@pytest.mark.parametrize(("name", "clause_id"), [("kt_a_b__c_d", "a.b/c.d"), ("kt_a1", "a1"), ("_Toc1", ""), ("x", "")])
def test_clause_of_bookmark(name: str, clause_id: str) -> None:
    assert clause_of_bookmark(name) == clause_id


def test_foreign_custom_xml_is_no_manifest_and_other_bookmarks_no_clauses() -> None:
    package = docx(p("x", bookmark="_Ref1"))
    foreign = package.with_related(
        package.document_part, "customXml/item1.xml", b"<data/>", "application/xml", office("customXml")
    )[0]
    assert [line.clause for line in outline_of(foreign)] == [""]


def test_bookmarks_before_a_paragraph_or_in_a_row() -> None:
    start, end = '<w:bookmarkStart w:id="900" w:name="kt_a"/>', '<w:bookmarkEnd w:id="900"/>'
    package = docx(start, p("甲"), end, table(cell(p("乙", bookmark="kt_b")) + cell(p("丙", bookmark="kt_c"))))
    assert [line.clause for line in outline_of(package)] == ["a", "b"]


def test_a_document_without_body_is_empty() -> None:
    package = docx(p("x"))
    assert outline_of(package.with_xml({package.document_part: root("")})) == Outline(())


def test_what_stands_outside_the_body_is_told_apart() -> None:
    words = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    package = docx(
        p("甲"),
        header1=words.format("协议"),
        header2=words.format("协议") + words.format("草稿"),
        footnotes=f'<w:footnote w:id="1">{words.format("注一")}</w:footnote>',
    )
    found = outline_of(package)
    assert [line.text for line in found] == ["甲"]
    assert [line.text for line in found.asides] == ["页眉", "协议", "草稿", "脚注", "注一"]
