"""The table of contents."""

import pytest
from lxml import etree

from kit.word.contents import Heading, fill, has_contents, headings
from kit.word.lint import lint
from kit.word.names import w
from kit.word.numbering import labels
from kit.word.package import Package
from kit.word.references import bookmarks, fields, visible_text
from tests.word.making import SECTION, STYLES, body_of, cell, chapter, clause, docx, fld, p, style, t, table

TOC = p(style_id="TOC1", content=fld('TOC \\o "1-1" \\h \\z \\u', "（待生成）"))
BODY = (chapter("总则"), clause("定义"), p("正文"), chapter("成员"), clause("加入"), p("正文"))


def _filled(package: Package, pages: dict[str, int] | None = None) -> Package:
    tree = body_of(package)
    assert fill(tree, labels(package, tree), pages) == []
    return package.with_xml({package.document_part: tree})


def _headings(package: Package) -> list[Heading]:
    tree = body_of(package)
    return headings(tree, labels(package, tree))


def _entries(package: Package) -> list[str]:
    return [visible_text(p) for p in body_of(package).iter(w("p")) if _style(p).startswith("TOC")]


def _style(paragraph: etree._Element) -> str:
    node = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if node is None else node.get(w("val"), "")


def test_entries_with_page_numbers() -> None:
    package = docx(TOC, *BODY)
    pages = {heading.key: number for number, heading in enumerate(_headings(package), 3)}
    done = _filled(package, pages)
    assert _entries(done) == ["第一章 总则\t3", "第二章 成员\t4"]
    assert lint(done) == []


def test_entries_without_pages_have_no_tab() -> None:
    done = _filled(docx(TOC, *BODY))
    assert _entries(done) == ["第一章 总则", "第二章 成员"]
    assert lint(done) == []


def test_each_entry_leads_to_its_heading() -> None:
    done = _filled(docx(TOC, *BODY), {"_Toc000000001": 3, "_Toc000000002": 5})
    tree = body_of(done)
    links = [link.get(w("anchor"), "") for link in tree.iter(w("hyperlink"))]
    page_references = [field.target for field in fields(tree) if field.kind == "PAGEREF"]
    assert links == page_references == ["_Toc000000001", "_Toc000000002"]
    starts = bookmarks(tree)
    assert [visible_text(next(starts[link].iterancestors())) for link in links] == ["总则", "成员"]


def test_keys_stay_when_it_is_filled_again() -> None:
    once = _filled(docx(TOC, *BODY), {"_Toc000000001": 3})
    assert _headings(once) == _headings(docx(TOC, *BODY))
    assert dict(_filled(once, {"_Toc000000001": 3})) == dict(once)


def test_field_begins_in_the_first_and_ends_in_the_last_entry() -> None:
    tree = body_of(_filled(docx(p("目录"), TOC, *BODY)))
    (contents,) = (field for field in fields(tree) if field.kind == "TOC")
    assert contents.end is not None
    first, last = (next(mark.iterancestors(w("p"))) for mark in (contents.start, contents.end))
    assert (visible_text(first), visible_text(last)) == ("第一章 总则", "第二章 成员")
    assert contents.instruction.split() == ["TOC", "\\o", '"1-1"', "\\h", "\\z", "\\u"]


def test_a_table_over_many_paragraphs_is_replaced_whole() -> None:
    begin, rest = fld('TOC \\o "1-1" \\h', "旧一").split("<w:r><w:rPr>")
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    old = [p(style_id="TOC1", content=begin + t("旧一")), p("旧二", "TOC1"), p(content=end)]
    assert rest
    control = f"<w:sdt><w:sdtContent>{p('目录')}{''.join(old)}</w:sdtContent></w:sdt>"
    done = _filled(docx(control, *BODY))
    assert _entries(done) == ["第一章 总则", "第二章 成员"]
    assert [visible_text(p) for p in body_of(done).iter(w("p"))][:4] == ["目录", "第一章 总则", "第二章 成员", "总则"]


def test_section_and_words_beside_the_field_stay() -> None:
    contents = p("前", content=fld('TOC \\o "1-1"', "旧") + t("后"), properties=SECTION)
    done = _filled(docx(contents, *BODY))
    assert _entries(done) == ["前第一章 总则", "第二章 成员后"]
    sections = [next(node.iterancestors()).tag for node in body_of(done).iter(w("sectPr"))]
    assert sections == [w("pPr"), w("body")]


@pytest.mark.parametrize("begins_inside", [True, False])
def test_a_bookmark_that_loses_a_half_with_the_old_entries_goes(begins_inside: bool) -> None:
    start, end = '<w:bookmarkStart w:id="70" w:name="old"/>', '<w:bookmarkEnd w:id="70"/>'
    ends = start if begins_inside else end
    separate = '<w:fldChar w:fldCharType="separate"/></w:r>'
    contents = p(style_id="TOC1", content=fld('TOC \\o "1-1"', "旧").replace(separate, separate + ends))
    other = p(content=t("正文") + (end if begins_inside else start))
    before, after = ([], [other]) if begins_inside else ([other], [])
    done = _filled(docx(*before, contents, *BODY, *after))
    assert _entries(done)[:2] == ["第一章 总则", "第二章 成员"]
    assert "old" not in bookmarks(body_of(done))
    assert lint(done) == []


def test_no_headings_leave_one_empty_entry() -> None:
    done = _filled(docx(TOC, p("正文")))
    assert _entries(done) == [""]
    assert [field.text for field in fields(body_of(done))] == [""]
    assert lint(done) == []


def test_no_table_nothing_happens() -> None:
    package = docx(*BODY)
    assert not has_contents(body_of(package))
    assert has_contents(body_of(docx(TOC, *BODY)))
    assert dict(_filled(package)) == dict(package)
    assert [(h.text, h.level) for h in _headings(package)] == [
        ("第一章 总则", 1),
        ("第一条 定义", 2),
        ("第二章 成员", 1),
        ("第二条 加入", 2),
    ]


@pytest.mark.parametrize(
    ("switches", "expected"),
    [
        ('\\o "1-2"', ["第一章 甲", "第一条 乙"]),
        ('\\o "2-2"', ["第一条 乙"]),
        ("\\o", ["第一章 甲", "第一条 乙"]),
        ('\\o "1-1" \\u', ["第一章 甲", "自定", "直接"]),
        ("\\u", ["第一章 甲", "第一条 乙", "自定", "直接"]),
        ('\\t "我的样式,2"', ["自定"]),
        ('\\o "1-1" \\t "我的样式，1"', ["第一章 甲", "自定"]),
    ],
)
def test_switches_choose_the_headings(switches: str, expected: list[str]) -> None:
    own = style("Own", "我的样式", '<w:outlineLvl w:val="0"/>')
    direct = p("直接", properties='<w:outlineLvl w:val="0"/>')
    body = p(content=fld(f"TOC {switches} \\h", "旧"))
    package = docx(body, chapter("甲"), clause("乙"), p("自定", "Own"), direct, p("正文"), styles=STYLES + own)
    assert [heading.text for heading in _headings(package)] == expected


def test_headings_in_tables_count_and_blank_ones_do_not() -> None:
    blank = p("", "Heading")
    assert [h.text for h in _headings(docx(TOC, table(cell(chapter("甲")) + cell()), blank))] == ["第一章 甲"]


def test_names_somebody_has_are_not_taken_again() -> None:
    body = (p("x", bookmark="_Toc000000001"), chapter("甲"), p("总则", "ChapterHeading", "_Toc77"))
    assert [heading.key for heading in _headings(docx(TOC, *body))] == ["_Toc000000002", "_Toc77"]


def test_leader_dots_come_directly_when_the_style_has_no_stop() -> None:
    contents = p(content=fld('TOC \\o "1-2"', "旧"))
    done = _filled(docx(contents, *BODY), {heading.key: 9 for heading in _headings(docx(contents, *BODY))})
    stops = [(_style(p), [tab.get(w("pos")) for tab in p.iter(w("tab")) if tab.get(w("pos"))]) for p in _toc(done)]
    assert stops[:2] == [("TOC1", []), ("TOC2", ["8844"])]


def _toc(package: Package) -> list[etree._Element]:
    return [p for p in body_of(package).iter(w("p")) if _style(p).startswith("TOC")]


def test_tables_of_figures_are_no_contents() -> None:
    package = docx(p(content=fld('TOC \\h \\z \\c "表"', "旧")), *BODY)
    assert dict(_filled(package)) == dict(package)


def test_a_field_in_an_odd_place_is_left_and_told() -> None:
    begin, rest = fld('TOC \\o "1-1"', "旧").split("<w:r><w:rPr>")
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert rest
    package = docx(p("目录", content=begin), table(cell(p("旧")) + cell(p(content=end))), *BODY)
    tree = body_of(package)
    (fault,) = fill(tree, labels(package, tree))
    assert (fault.code, str(fault.place)) == ("W-TOC-01", "“目录”附近")
    assert etree.tostring(tree) == etree.tostring(body_of(package))
