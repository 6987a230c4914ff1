"""Each rule of the lint: what it finds, and what it lets pass."""

import pytest

from kit.diagnostics import Fault, Severity
from kit.word.lint import lint
from kit.word.names import w
from kit.word.package import Package
from tests.word.making import (
    FONTS,
    LISTS,
    SECTION,
    STYLES,
    body_of,
    cell,
    chapter,
    clause,
    docx,
    fld,
    p,
    style,
    t,
    table,
)

_START, _END = '<w:bookmarkStart w:id="900" w:name="a"/>', '<w:bookmarkEnd w:id="900"/>'
_BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'


def _codes(*body: str, **parts: str) -> list[str]:
    return [fault.code for fault in lint(docx(*body, section=parts.pop("section", SECTION), extra=None, **parts))]


def _sdt(content: str, number: str = "1", extra: str = "") -> str:
    properties = f'<w:sdtPr><w:id w:val="{number}"/>{extra}</w:sdtPr>'
    return f"<w:sdt>{properties}<w:sdtContent>{content}</w:sdtContent></w:sdt>"


GOOD = {
    "whole document": chapter("总则") + clause("定义", "b") + p("见", content=fld("REF b \\n \\h", "第一条")),
    "nested bookmarks": p(content=f'<w:bookmarkStart w:id="901" w:name="c"/>{_START}{_END}<w:bookmarkEnd w:id="901"/>'),
    "page reference": p("x", bookmark="b") + p(content=fld("PAGEREF b \\h", "3")),
    "link": p("x", bookmark="b") + p(content=f'<w:hyperlink w:anchor="b">{t("x")}</w:hyperlink>'),
    "braces": p("集合{甲}、{乙} 100% 与 None1、Nonesuch"),
    "table": table(cell(p("甲"), 2), cell(p("乙")) + cell(p("丙"))),
    "nested table": table(cell(table(cell() + cell()) + "<w:p/>") + cell()),
    "grid before": table(cell() + cell(), "<w:trPr><w:gridBefore w:val='1'/></w:trPr>" + cell()),
    "recorded change of a span": table(
        cell() + cell(),
        '<w:tc><w:tcPr><w:tcPrChange w:id="1" w:author="a"><w:tcPr><w:gridSpan w:val="2"/></w:tcPr></w:tcPrChange>'
        "</w:tcPr><w:p/></w:tc>" + cell(),
    ),
    "no list": p("x", properties='<w:numPr><w:numId w:val="0"/></w:numPr>'),
    "control": _sdt(p("x")) + p(content=_sdt(t("y"), "2")),
    "one blank": p("x") + p() + p("y") + p(),
    "blank with a page break": p() + p(content='<w:r><w:br w:type="page"/></w:r>') + p(),
    "blanks after tables": table(cell() + cell()) + p("", "TableGap") + p("", "TableGap"),
    "blank cells": table(cell("<w:p/><w:p/><w:p/>") + cell()),
    "section in the midst": p(properties=SECTION) + p("x"),
    "sentence clause": clause("本协议自签署之日起生效。") + clause("定义") + p("x"),
    "annex with clauses": p("名录", "AnnexHeading") + clause("甲") + p("x"),
    "order": p(properties='<w:keepNext/><w:jc w:val="left"/>', content=f"<w:r><w:rPr>{FONTS}<w:b/></w:rPr></w:r>"),
    "extension": p(properties='<w:keepNext/><x:new xmlns:x="urn:x"/><w:jc w:val="left"/>'),
}


@pytest.mark.parametrize("body", GOOD.values(), ids=GOOD.keys())
def test_good(body: str) -> None:
    assert [str(fault) for fault in lint(docx(body))] == []


BAD = {
    "id twice": ("W-BMK-01", p("x", content=_START + _END) + p("y", content=_START.replace('"a"', '"z"') + _END)),
    "name twice": ("W-BMK-02", p("x", bookmark="a") + p("y", bookmark="A")),
    "no end": ("W-BMK-03", p(content=_START)),
    "no start": ("W-BMK-03", p(content=_END)),
    "two ends": ("W-BMK-03", p(content=_START + _END + _END)),
    "long name": ("W-BMK-04", p("x", bookmark="k" * 41)),
    "reference to nothing": ("W-REF-01", p(content=fld("REF gone \\n", "第一条"))),
    "page reference to nothing": ("W-REF-01", p(content=fld("PAGEREF gone", "1"))),
    "link to nothing": ("W-REF-01", p(content=f'<w:hyperlink w:anchor="gone">{t("x")}</w:hyperlink>')),
    "reference to no number": ("W-REF-02", p("x", bookmark="b") + p(content=fld("REF b \\n", "第一条"))),
    "stale number": ("W-REF-03", clause("甲", "b") + p(content=fld("REF b \\n", "第九条"))),
    "field without end": ("W-FLD-01", p("x", content=_BEGIN)),
    "field without begin": ("W-FLD-01", p("x", content=_BEGIN.replace("begin", "end"))),
    "expression": ("W-TXT-01", p("名称{{ 联盟.名称 }}")),
    "split expression": ("W-TXT-01", p(content=t("{") + t("{ 联盟"))),
    "statement": ("W-TXT-01", p("{%p if x %}")),
    "comment": ("W-TXT-01", p("{# 注 #}")),
    "end of an expression": ("W-TXT-01", p("联盟 }}")),
    "full-width expression": ("W-TXT-01", p("｛｛联盟｝｝")),
    "full-width statement": ("W-TXT-01", p("｛％ if")),
    "tag in an attribute": ("W-TXT-01", _sdt(p("x"), extra='<w:tag w:val="{{ x }}"/>')),
    "full-width tag in an attribute": ("W-TXT-01", _sdt(p("x"), extra='<w:tag w:val="｛｛x｝｝"/>')),
    "end of a full-width tag in an attribute": ("W-TXT-01", _sdt(p("x"), extra='<w:tag w:val="x％｝"/>')),
    "tag by numbers in an attribute": ("W-TXT-01", _sdt(p("x"), extra='<w:tag w:val="&#123;&#x7b; x"/>')),
    "gap in an attribute": ("W-TXT-03", _sdt(p("x"), extra='<w:tag w:val="\ue000待补"/>')),
    "gap by its number in an attribute": ("W-TXT-03", _sdt(p("x"), extra='<w:tag w:val="&#xE000;待补"/>')),
    "tag in a field": ("W-TXT-01", p(content=fld("QUOTE {{ x }}", "x"))),
    "None": ("W-TXT-02", p("注册资本None万元")),
    "list": ("W-TXT-02", p("成员['甲', '乙']")),
    "object": ("W-TXT-02", p("<kit.x".replace("<", "&lt;") + " object at 0x7f")),
    "gap": ("W-TXT-03", p("\ue000待补")),
    "style": ("W-STY-01", p("x", "Gone")),
    "run style": ("W-STY-01", p(content='<w:r><w:rPr><w:rStyle w:val="Gone"/></w:rPr></w:r>')),
    "list number": ("W-NUM-01", p("x", properties='<w:numPr><w:numId w:val="77"/></w:numPr>')),
    "control id twice": ("W-SDT-01", _sdt(p("x")) + _sdt(p("y"))),
    "control id too large": ("W-SDT-01", _sdt(p("x"), str(2**31))),
    "empty control": ("W-SDT-02", _sdt("")),
    "binding to nothing": ("W-SDT-03", _sdt(p("x"), extra='<w:dataBinding w:xpath="/a" w:storeItemID="{AB}"/>')),
    "empty cell": ("W-TBL-01", table(cell("") + cell())),
    "cell ends in a table": ("W-TBL-01", table(cell(table(cell() + cell())) + cell())),
    "row too wide": ("W-TBL-02", table(cell() + cell(span=2), cell() + cell(span=2))),
    "rows differ": ("W-TBL-02", table(cell() + cell(), cell())),
    "no grid": ("W-TBL-03", table(cell(), columns=0)),
    "no rows": ("W-TBL-03", table()),
    "relationship": ("W-REL-01", p(content=f'<w:hyperlink r:id="rId99">{t("x")}</w:hyperlink>')),
    "words outside a paragraph": ("W-XML-04", p("甲") + "乙"),
    "words outside a run": ("W-XML-04", p("甲", content="乙")),
    "words in a run but in no text": ("W-XML-04", p(content="<w:r>乙</w:r>")),
    "altChunk": ("W-XML-01", '<w:altChunk r:id="rId1"/>'),
    "indent": ("W-XML-02", p("x", properties='<w:ind w:firstLine="10.5"/>')),
    "size": ("W-XML-02", p(content='<w:r><w:rPr><w:sz w:val="10.5"/></w:rPr></w:r>')),
    "order of a paragraph": ("W-XML-03", p(properties='<w:jc w:val="left"/><w:keepNext/>')),
    "order of a run": ("W-XML-03", p(content=f"<w:r><w:rPr><w:b/>{FONTS}</w:rPr></w:r>")),
    "property twice": ("W-XML-03", p(content="<w:r><w:rPr><w:b/><w:b/></w:rPr></w:r>")),
    "order of a cell": (
        "W-XML-03",
        table('<w:tc><w:tcPr><w:gridSpan w:val="2"/><w:tcW w:w="1" w:type="dxa"/></w:tcPr><w:p/></w:tc>'),
    ),
    "two sections at the end": ("W-SEC-01", p("x") + SECTION),
    "section in a run": ("W-SEC-01", p(content=f"<w:r>{SECTION}</w:r>")),
    "blanks": ("W-BLK-01", p("x") + p() + p(" ") + p("y")),
    "blanks at the end": ("W-BLK-01", p("x") + p() + p()),
    "chapter after chapter": ("W-BLK-02", chapter() + chapter() + p("x")),
    "chapter at the end": ("W-BLK-02", p("x") + chapter()),
    "clause before a chapter": ("W-BLK-02", chapter() + clause() + chapter() + p("x")),
    "clause after clause": ("W-BLK-02", clause() + clause() + p("x")),
    "annex at the end": ("W-BLK-02", p("x") + p("名录", "AnnexHeading")),
}
_WARNINGS = {"W-BLK-01", "W-BLK-02"}


@pytest.mark.parametrize(("code", "body"), BAD.values(), ids=BAD.keys())
def test_bad(code: str, body: str) -> None:
    faults = lint(docx(body))
    assert {fault.code for fault in faults} == {code}
    assert {fault.severity for fault in faults} == {Severity.WARNING if code in _WARNINGS else Severity.ERROR}
    assert all(fault.message for fault in faults)


def test_the_place_is_told_by_part_and_words() -> None:
    (fault,) = lint(docx(p("x"), header1=p("页眉文字{{ x }}")))
    assert str(fault.place) == "页眉“页眉文字{{ x }}”附近"


@pytest.mark.parametrize("part", ["header1", "footer1", "footnotes"])
def test_words_are_looked_at_in_every_part(part: str) -> None:
    inner = p("{{ x }}")
    parts = {part: f'<w:footnote w:id="1">{inner}</w:footnote>' if part == "footnotes" else inner}
    assert _codes(p("x"), **parts) == ["W-TXT-01"]


def test_every_place_of_a_fault_of_order_is_told() -> None:
    wrong = '<w:jc w:val="left"/><w:keepNext/>'
    found = lint(
        docx(
            p("甲", properties=wrong),
            p("乙", properties='<w:keepNext/><w:jc w:val="left"/>'),
            p("丙", properties=wrong),
        )
    )
    assert [(fault.code, fault.place.where) for fault in found] == [
        ("W-XML-03", "正文“甲”附近"),
        ("W-XML-03", "正文“丙”附近"),
    ]


def test_words_in_the_properties() -> None:
    assert [f.code for f in lint(docx(p("x")).with_core(title="{{ 名称 }}"))] == ["W-TXT-01"]


def test_values_of_users_may_look_like_tags() -> None:
    value = "研究{{ 不是模板 }}\n第二行 None"
    body = (p("内容：研究{{ 不是模板 }}。"), p("第二行 None"))
    assert lint(docx(*body), allowed=(value,)) == []
    (fault,) = lint(docx(*body, p("{{ 联盟.名称 }}")), allowed=(value, "名称"))
    assert fault.code == "W-TXT-01"


def test_fonts_of_the_defaults() -> None:
    assert _codes(p("x"), styles=STYLES.replace(' w:cs="A"', "")) == ["W-FNT-01"]
    assert _codes(p("x"), styles=STYLES.replace('w:cs="A"', 'w:cstheme="minorBidi"')) == []


def test_fonts_of_a_style_are_a_hint() -> None:
    own = style("Own").replace("</w:style>", '<w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr></w:style>')
    (fault,) = lint(docx(p("x"), styles=STYLES + own))
    assert (fault.code, fault.severity) == ("W-FNT-02", Severity.INFO)


def test_list_without_definition() -> None:
    numbering = LISTS + '<w:num w:numId="9"><w:abstractNumId w:val="9"/></w:num>'
    assert _codes(p("x"), numbering=numbering) == ["W-NUM-01"]


def test_style_based_on_nothing() -> None:
    assert _codes(p("x"), styles=STYLES + style("Own", based_on="Gone")) == ["W-STY-01"]


def test_binding_to_data_that_is_there() -> None:
    store = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    item = f'<ds:datastoreItem xmlns:ds="{store}" ds:itemID="{{ab}}"/>'.encode()
    control = _sdt(p("x"), extra='<w:dataBinding w:xpath="/a" w:storeItemID="{AB}"/>')
    assert lint(docx(control, extra={"customXml/itemProps1.xml": item})) == []


def test_missing_content_type_and_part() -> None:
    package = docx(p("x"), extra={"word/media/a.png": b"png"})
    assert [fault.code for fault in lint(package)] == ["W-REL-02"]
    lost = {name: data for name, data in docx(p("x")).items() if name != "word/styles.xml"}
    assert "W-REL-03" in [fault.code for fault in lint(Package(lost))]


def test_names_and_ids_twice() -> None:
    package = docx(p("x"))
    assert [f.code for f in lint(package.with_parts({"WORD/document.xml": package["word/document.xml"]}))] == [
        "W-REL-04"
    ]
    name = "word/_rels/document.xml.rels"
    doubled = package[name].replace(b'Id="rId2"', b'Id="rId1"')
    assert [fault.code for fault in lint(package.with_parts({name: doubled}))] == ["W-REL-04"]


def test_no_section_at_the_end() -> None:
    assert _codes(p("x"), section="") == ["W-SEC-01"]


def test_no_body() -> None:
    package = docx(p("x"))
    tree = body_of(package)
    tree.remove(tree[0])
    assert [fault.code for fault in lint(package.with_xml({package.document_part: tree}))] == ["W-SEC-01"]


def test_unreadable_parts_are_all_told() -> None:
    package = docx(p("x"), header1=p("x")).with_parts(
        {"word/styles.xml": b"<a", "word/header1.xml": b"<!DOCTYPE a><a/>"}
    )
    assert [fault.code for fault in lint(package)] == ["W-PKG-12", "W-PKG-11"]


def test_no_main_document_is_a_fault() -> None:
    package = docx(p("x"))
    parts = {name: data for name, data in package.items() if name != package.document_part}
    with pytest.raises(Fault, match="没有 Word 正文"):
        lint(Package(parts))


def test_the_package_is_not_changed() -> None:
    package = docx(chapter(), p("x"), p())
    before = dict(package)
    lint(package)
    assert dict(package) == before
    assert body_of(package).find(w("body")) is not None
