"""Automatic numbers as Word prints them."""

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.word.numbering import LEVELS, Styles, chinese_number, formatted, labels, paragraphs
from kit.word.package import Package
from tests.word.making import STYLES, body_of, cell, chapter, clause, docx, item, numbered, p, style, table


def _texts(package: Package) -> list[str]:
    return [label.text for label in labels(package).values()]


def _level(number: int, text: str, fmt: str = "decimal", extra: str = "") -> str:
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'


def _list(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="1">{"".join(levels)}</w:abstractNum>{nums}'


def _at(*places: tuple[int, int]) -> list[str]:
    return [p("文字", properties=numbered(num_id, level)) for num_id, level in places]


def test_articles_run_on_across_chapters_to_240() -> None:
    body = [chapter() if n % 11 == 10 else clause() for n in range(-1, 263)]
    found = _texts(docx(*body))
    articles = [text for text in found if text.endswith("条")]
    assert articles == [f"第{chinese_number(n)}条" for n in range(1, 241)]
    assert [text for text in found if text.endswith("章")][-1] == "第二十四章"
    assert {"第十条", "第一百条", "第一百〇一条", "第一百一十条", "第二百四十条"} <= set(articles)


def test_items_restart_in_every_clause() -> None:
    body = [clause(), item(), item(), p("目", "SubItem"), item(), p("目", "SubItem"), clause(), item()]
    assert _texts(docx(*body)) == ["第一条", "（一）", "（二）", "1.", "（三）", "1.", "第二条", "（一）"]


def test_unnumbered_paragraphs_have_no_label() -> None:
    off = p("关闭", "ClauseHeading", properties=numbered(0))
    assert _texts(docx(p("正文"), off, clause(), p("无此列表", properties=numbered(99)))) == ["第一条"]


def test_paragraphs_in_tables_and_controls_count() -> None:
    control = f"<w:sdt><w:sdtContent>{clause()}</w:sdtContent></w:sdt>"
    assert _texts(docx(clause(), table(cell(clause()) + cell()), control)) == ["第一条", "第二条", "第三条"]


def test_a_text_box_in_two_dialects_counts_once() -> None:
    box = f"<w:txbxContent>{clause()}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    package = docx(p(content=f"<w:r>{both}</w:r>"), clause())
    assert _texts(package) == ["第一条", "第二条"]
    assert len(list(paragraphs(body_of(package)))) == 3


def test_labels_are_found_by_element() -> None:
    package = docx(clause(), p("正文"), clause())
    root = body_of(package)
    found = labels(package, root)
    assert [found[node].text if node in found else "" for node in root.iter("{*}p")] == ["第一条", "", "第二条"]
    assert found.root is root


def test_label_tells_level_list_gap_and_context() -> None:
    package = docx(clause(), item(), p("目", "SubItem"))
    last = list(labels(package).values())[-1]
    assert (last.text, last.level, last.num_id, last.full, last.gap) == ("1.", 2, 2, "第一条（一）1.", " ")
    assert last.context == ("第一条", "（一）", "1.")


def test_full_context_does_not_repeat_numbers_already_in_the_text() -> None:
    numbering = _list(_level(0, "%1"), _level(1, "%1.%2"), _level(2, "（%3）"))
    package = docx(*_at((1, 0), (1, 1), (1, 2)), numbering=numbering)
    assert [label.full for label in labels(package).values()] == ["1", "1.1", "1.1（1）"]


def test_style_inherits_list_and_overrides_level() -> None:
    styles = STYLES + style("Own", based_on="ClauseHeading")
    styles += style("Deeper", properties='<w:numPr><w:ilvl w:val="1"/></w:numPr>', based_on="ClauseHeading")
    assert _texts(docx(p("x", "Own"), p("x", "Deeper"), styles=styles)) == ["第一条", "（一）"]


def test_linked_style_decides_the_level_whatever_the_style_says() -> None:
    numbering = _list(_level(0, "甲%1"), _level(1, "乙%2", extra='<w:pStyle w:val="S"/>'))
    styles = STYLES + style("S", properties='<w:numPr><w:numId w:val="1"/></w:numPr>')
    assert _texts(docx(p("x", "S"), numbering=numbering, styles=styles)) == ["乙1"]


def test_direct_numbering_beats_the_style() -> None:
    package = docx(clause(), p("x", "ClauseHeading", properties=numbered(2, 1)), clause())
    assert _texts(package) == ["第一条", "（一）", "第二条"]


def test_direct_level_takes_the_list_of_the_style() -> None:
    direct = '<w:numPr><w:ilvl w:val="1"/></w:numPr>'
    assert _texts(docx(clause(), p("x", "ClauseHeading", properties=direct))) == ["第一条", "（一）"]


def test_two_nums_of_one_definition_go_on_counting() -> None:
    nums = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="1"/></w:num>' for n in (1, 2))
    package = docx(*_at((1, 0), (2, 0), (1, 0)), numbering=_list(_level(0, "%1"), nums=nums))
    assert _texts(package) == ["1", "2", "3"]


def test_start_override_restarts_once() -> None:
    nums = '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/>'
    nums += '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    package = docx(*_at((1, 0), (1, 0), (2, 0), (2, 0), (1, 0)), numbering=_list(_level(0, "%1"), nums=nums))
    assert _texts(package) == ["1", "2", "5", "6", "7"]


def test_level_override_replaces_the_level() -> None:
    nums = '<w:num w:numId="1"><w:abstractNumId w:val="1"/>'
    nums += f'<w:lvlOverride w:ilvl="0">{_level(0, "附%1", "upperRoman")}</w:lvlOverride></w:num>'
    assert _texts(docx(*_at((1, 0), (1, 0)), numbering=_list(_level(0, "%1"), nums=nums))) == ["附I", "附II"]


@pytest.mark.parametrize(
    ("restart", "expected"),
    [
        ("", ["1", "a", "A", "b", "A", "2", "a", "A"]),
        ('<w:lvlRestart w:val="0"/>', ["1", "a", "A", "b", "B", "2", "a", "C"]),
        ('<w:lvlRestart w:val="1"/>', ["1", "a", "A", "b", "B", "2", "a", "A"]),
        ('<w:lvlRestart w:val="7"/>', ["1", "a", "A", "b", "A", "2", "a", "A"]),
    ],
)
def test_restart_rules(restart: str, expected: list[str]) -> None:
    numbering = _list(_level(0, "%1"), _level(1, "%2", "lowerLetter"), _level(2, "%3", "upperLetter", restart))
    places = [(1, level) for level in (0, 1, 2, 1, 2, 0, 1, 2)]
    assert _texts(docx(*_at(*places), numbering=numbering)) == expected


def test_legal_numbering_and_higher_numbers_in_the_text() -> None:
    levels = [_level(0, "第%1章", "chineseCountingThousand"), _level(1, "%1.%2", "upperRoman")]
    legal = [levels[0], _level(1, "%1.%2", "upperRoman", "<w:isLgl/>")]
    assert _texts(docx(*_at((1, 0), (1, 1)), numbering=_list(*levels))) == ["第一章", "一.I"]
    assert _texts(docx(*_at((1, 0), (1, 1)), numbering=_list(*legal))) == ["第一章", "1.1"]


def test_a_level_whose_higher_level_never_came_shows_its_start() -> None:
    assert _texts(docx(*_at((1, 1)), numbering=_list(_level(0, "%1"), _level(1, "%1.%2")))) == ["1.1"]


def test_bullets_and_none() -> None:
    numbering = _list(_level(0, "\uf0b7", "bullet"), _level(1, "%2", "none"), _level(2, "—", "bullet"))
    assert _texts(docx(*_at((1, 0), (1, 1), (1, 2)), numbering=numbering)) == ["•", "", "—"]


def test_list_defined_by_a_numbering_style() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="L"/>{_level(0, "条%1")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    )
    link = '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    assert _texts(docx(*_at((1, 0), (2, 0)), numbering=numbering, styles=STYLES + link)) == ["条1", "条2"]


def test_circles_of_links_give_no_number() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    link = '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    link += style("A", based_on="B") + style("B", based_on="A")
    assert _texts(docx(*_at((1, 0)), p("x", "A"), numbering=numbering, styles=STYLES + link)) == []


def test_no_numbering_part() -> None:
    package = docx(p("正文"))
    parts = {name: data for name, data in package.items() if name != "word/numbering.xml"}
    assert _texts(Package(parts)) == []


@pytest.mark.parametrize(
    ("fmt", "expected"),
    [
        ("chineseCountingThousand", {1: "一", 10: "十", 12: "十二", 20: "二十", 101: "一百〇一", 1010: "一千〇一十"}),
        ("chineseCounting", {19: "十九", 99: "九十九", 101: "一○一"}),
        ("japaneseCounting", {11: "十一", 101: "百一", 110: "百十", 1234: "千二百三十四", 10000: "一万"}),
        ("taiwaneseCountingThousand", {11: "十一", 101: "一百零一"}),
        ("ideographDigital", {9: "九", 10: "一〇", 11: "一一", 101: "一〇一"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 11: "壹拾壹", 101: "壹佰零壹"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalZero", {1: "01", 10: "10"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa", 53: "aaa"}),
        ("upperRoman", {4: "IV", 9: "IX", 1994: "MCMXCIV"}),
        ("lowerRoman", {3: "iii"}),
        ("decimal", {0: "0", 7: "7"}),
        ("none", {7: ""}),
        ("someFutureFormat", {7: "7"}),
    ],
)
def test_formats(fmt: str, expected: dict[int, str]) -> None:
    assert {number: formatted(number, fmt) for number in expected} == expected


@pytest.mark.parametrize(
    ("number", "words"),
    [(11, "十一"), (110, "一百一十"), (111, "一百一十一"), (1001, "一千〇一"), (10_000, "一万"), (10_001, "一万〇一")],
)
def test_chinese_number(number: int, words: str) -> None:
    assert chinese_number(number) == words


@given(st.integers(1, 9999))
def test_chinese_numbers_read_back(number: int) -> None:
    words = chinese_number(number).replace("〇", "零")
    assert cn2an.cn2an(words, "smart") == number


def test_styles_look_up_what_they_inherit() -> None:
    package = docx(p("x", "Own"), p("y"), styles=STYLES + style("Own", "自定", based_on="ChapterHeading"))
    styles = Styles.of(package)
    own, plain = body_of(package).iter("{*}p")
    assert (styles.outline_level(own), styles.outline_level(plain)) == (0, None)
    assert styles.named("Heading 1") == "ChapterHeading"
    assert (styles.id_of(plain), styles.name("Own"), "No" in styles) == ("Normal", "自定", False)


def test_levels_beyond_the_ninth_are_no_levels() -> None:
    numbering = _list(_level(0, "%1"), _level(LEVELS, "%1"))
    assert _texts(docx(*_at((1, LEVELS), (1, 0)), numbering=numbering)) == ["1"]
