"""Fields, the words they show, and bookmarks."""

import pytest
from lxml import etree

from kit.diagnostics import Diagnostic
from kit.word.names import w
from kit.word.numbering import labels
from kit.word.package import Package
from kit.word.references import bookmarks, fields, refresh, renumber_bookmarks, scan, visible_text
from tests.word.making import body_of, chapter, clause, docx, fld, item, numbered, p, root, t


def _refreshed(package: Package) -> tuple[etree._Element, list[Diagnostic]]:
    tree = body_of(package)
    return tree, refresh(tree, labels(package, tree))


def _shown(*body: str) -> list[str]:
    tree, faults = _refreshed(docx(*body))
    assert faults == []
    return [field.text for field in fields(tree)]


def test_number_of_a_clause() -> None:
    assert _shown(clause(), clause("争议", "kt_dispute"), p("见", content=fld("REF kt_dispute \\n \\h", "第九条"))) == [
        "第二条"
    ]


def test_number_changes_when_a_clause_drops_out() -> None:
    target, source = clause("争议", "kt_d"), p(content=fld("REF kt_d \\n \\h", "第三条"))
    assert _shown(clause(), clause(), target, source) == ["第三条"]
    assert _shown(clause(), target, source) == ["第二条"]


@pytest.mark.parametrize(
    ("switch", "shown"),
    [
        ("\\n", "（二）"),
        ("\\w", "第一条（二）"),
        ("\\r", "第一条（二）"),
        ("", "一项"),
        ("\\n \\h \\* MERGEFORMAT", "（二）"),
    ],
)
def test_switches(switch: str, shown: str) -> None:
    assert _shown(clause(), item(), item("一项", "b"), p(content=fld(f"REF b {switch} \\h", "旧"))) == [shown]


def test_relative_number_inside_the_same_clause() -> None:
    near = p("见", "Item", content=fld("REF b \\r \\h", "旧"))
    assert _shown(clause(), item("甲", "b"), near, clause(), item(), near) == ["（一）", "第一条（一）"]


def test_full_stop_at_the_end_is_dropped() -> None:
    assert _shown(clause(), item(), p("目", "SubItem", "b"), p(content=fld("REF b \\n", "旧"))) == ["1"]
    assert _shown(clause(), item(), p("目", "SubItem", "b"), p(content=fld("REF b \\w", "旧"))) == ["第一条（一）1"]


def test_reference_past_one_hundred_is_written_as_word_does() -> None:
    body = [clause() for _ in range(100)]
    assert _shown(*body, clause("末", "b"), p(content=fld("REF b \\n", "旧"))) == ["第一百〇一条"]


def test_first_run_keeps_its_look_and_the_others_go() -> None:
    tree, _ = _refreshed(docx(clause("甲", "b"), p(content=fld("REF b \\n", "第", "九", "条"))))
    (run,) = [run for run in tree.iter(w("r")) if visible_text(run) == "第一条"]
    assert run.find(f"{w('rPr')}/{w('b')}") is not None
    assert visible_text(next(p for p in tree.iter(w("p")) if next(p.iter(w("fldChar")), None) is not None)) == "第一条"


def test_code_split_over_runs_quotes_and_case() -> None:
    code = fld("REF b \\n", "旧").replace("REF b", '</w:instrText></w:r><w:r><w:instrText>re</w:instrText></w:r>'
                                         '<w:r><w:instrText>f "b"')  # fmt: skip
    assert _shown(clause("甲", "b"), p(content=code)) == ["第一条"]


def test_simple_field_and_fields_without_a_result() -> None:
    begin, code = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "<w:r><w:instrText>REF b \\n</w:instrText></w:r>"
    end, separate = '<w:r><w:fldChar w:fldCharType="end"/></w:r>', '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    one_run = (
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>REF b \\n</w:instrText>'
        '<w:fldChar w:fldCharType="separate"/><w:t>旧</w:t><w:fldChar w:fldCharType="end"/></w:r>'
    )
    sources = [
        f'<w:fldSimple w:instr=" REF b \\n ">{t("旧")}</w:fldSimple>',
        '<w:fldSimple w:instr=" REF b \\n "/>',
        begin + code + end,
        begin + code + separate + end,
        one_run,
    ]
    tree, faults = _refreshed(docx(clause("甲", "b"), *(p("见", content=source + t("规定")) for source in sources)))
    assert faults == []
    read_again = etree.fromstring(etree.tostring(tree))
    assert [field.text for field in fields(read_again)] == ["第一条"] * 5
    assert [visible_text(p) for p in read_again.iter(w("p"))][1:] == ["见第一条规定"] * 5


def test_nested_fields_are_read_apart() -> None:
    inner = fld("REF b \\n", "旧")
    outer = fld('IF 1 = 1 "x"', "前").replace("<w:r><w:rPr><w:b/></w:rPr><w:t>前</w:t></w:r>", inner)
    tree, _ = _refreshed(docx(clause("甲", "b"), p(content=outer)))
    assert [(field.kind, field.text) for field in fields(tree)] == [("IF", "第一条"), ("REF", "第一条")]


def test_a_field_in_the_code_of_another_is_not_read() -> None:
    code = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
    code += fld("PAGE", "7") + '<w:r><w:instrText> = 1 "a"</w:instrText></w:r>'
    code += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + t("甲") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert visible_text(root(p("前", content=code), "body")) == "前甲"


def test_words_of_a_bookmark_with_a_number_in_them() -> None:
    quoted = p("依据", bookmark="q", content=fld("REF b \\n", "旧"))
    assert _shown(clause("甲", "b"), p(content=fld("REF q", "旧")), quoted) == ["依据第一条", "第一条"]


def test_missing_bookmark_is_told_with_the_words_around() -> None:
    tree, (fault,) = _refreshed(docx(p("违约的，按照", content=fld("REF kt_gone \\n \\h", "第九条") + t("处理。"))))
    assert (fault.code, fault.message) == ("W-REF-01", "交叉引用指向的书签“kt_gone”不存在")
    assert str(fault.place) == "“违约的，按照第九条处理。”附近"
    assert fields(tree)[0].text == "第九条"


def test_target_without_a_number_is_told() -> None:
    _, (fault,) = _refreshed(docx(p("款", bookmark="b"), p(content=fld("REF b \\n", "旧"))))
    assert fault.code == "W-REF-02"


def test_other_fields_are_left_alone() -> None:
    fields_left = ["PAGE", "REF b \\p", "PAGEREF b \\h", "SEQ 表", ""]
    assert _shown(clause("甲", "b"), *(p(content=fld(code, "旧")) for code in fields_left)) == ["旧"] * 5


def test_bookmark_between_paragraphs_means_the_next_one() -> None:
    start, end = '<w:bookmarkStart w:id="900" w:name="b"/>', '<w:bookmarkEnd w:id="900"/>'
    assert _shown(clause(), start, clause(), end, p(content=fld("REF b \\n", "旧"))) == ["第二条"]


def test_references_in_a_header() -> None:
    package = docx(clause("甲", "b"), header1=p(content=fld("REF b \\n", "旧")))
    header = package.xml("word/header1.xml")
    assert refresh(header, labels(package)) == []
    assert fields(header)[0].text == "第一条"


def test_chapter_and_direct_numbering_targets() -> None:
    direct = p("乙", bookmark="d", properties=numbered(3))
    assert _shown(chapter("甲", "c"), direct, p(content=fld("REF c \\n", "旧") + fld("REF d \\n", "旧"))) == [
        "第一章",
        "附件1",
    ]


def test_visible_text_leaves_out_what_nobody_sees() -> None:
    inner = t("甲") + "<w:r><w:tab/><w:t>乙</w:t><w:br/><w:noBreakHyphen/></w:r>"
    inner += f"<w:del>{'<w:r><w:delText>删</w:delText></w:r>'}</w:del><w:ins>{t('增')}</w:ins>"
    inner += f"<w:moveFrom>{t('移')}</w:moveFrom><w:sdt><w:sdtContent>{t('控')}</w:sdtContent></w:sdt>"
    inner += f"<w:r><w:txbxContent>{p('框')}</w:txbxContent></w:r>" + fld("PAGE", "3")
    assert visible_text(root(p(content=inner), "body")) == "甲\t乙\n-增控3"


def test_stray_marks() -> None:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    assert [len(scan(root(p(content=c), "body"))[1]) for c in (begin, separate, end, fld("PAGE", "1"))] == [1, 1, 1, 0]
    assert len(scan(root(p(content=begin + separate + separate + end), "body"))[1]) == 1


def _marks(*marks: tuple[str, int, str]) -> etree._Element:
    nodes = (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>' if kind == "s" else f'<w:bookmarkEnd w:id="{number}"/>'
        for kind, number, name in marks
    )
    return root("".join(nodes), "body")


def _seen(tree: etree._Element) -> list[tuple[str, str | None]]:
    return [(etree.QName(node).localname[8:], node.get(w("name")) or node.get(w("id"))) for node in tree]


def test_bookmarks_get_unique_ids() -> None:
    tree = _marks(("s", 7, "a"), ("e", 7, ""), ("s", 7, "b"), ("s", 9, "c"), ("e", 7, ""), ("e", 9, ""))
    renumber_bookmarks(tree)
    assert [start.get(w("id")) for start in bookmarks(tree).values()] == ["1", "2", "3"]
    assert _seen(tree) == [("Start", "a"), ("End", "1"), ("Start", "b"), ("Start", "c"), ("End", "2"), ("End", "3")]


def test_second_bookmark_of_a_name_and_halves_go() -> None:
    tree = _marks(("s", 1, "a"), ("e", 1, ""), ("s", 2, "A"), ("e", 2, ""), ("s", 3, "open"), ("e", 4, ""))
    renumber_bookmarks(tree)
    assert _seen(tree) == [("Start", "a"), ("End", "1")]
