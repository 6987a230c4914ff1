"""Outdated wording: every sentence of kit/law/outdated.jsonl, the days the rows hold, the articles that moved, the past."""

from __future__ import annotations

from datetime import date

import pytest

from kit.diagnostics import Diagnostic, Severity
from kit.outline import Line, Outline, Part
from kit.rules.case import Case, Sheet
from kit.rules.judging import judge
from kit.rules.rule import GRAVEST, Reads
from kit.rules.texts.articles import maps
from kit.rules.texts.outdated import Row, rows
from kit.rules.texts.wording import compiled
from kit.rules.waivers import waived
from kit.rules.words import squeezed
from tests.rules.sample import TODAY, Fault, sample_with, spoiled

_HITS = [(row, words) for row in rows() for words in row.hit]
_MISSES = [(row, words) for row in rows() for words in row.miss]
# 《民法典》 has the article of the row's own example: the rule asks for those beyond the last.
_BEYOND = {"民法典第八百六十条": "民法典第一千二百六十一条"}


def _found(words: str, today: date = TODAY) -> list[Diagnostic]:
    """What the rules over text find in a document of one paragraph."""
    sheet = Sheet("agreement", "联盟协议", "联盟协议.docx", Outline((Line(Part.PARAGRAPH, words),)))
    return judge(Case(sample_with({}), today, {"agreement": sheet}), (Reads.TEXT,))


def _codes(words: str, today: date = TODAY) -> set[str]:
    return {found.code for found in _found(words, today)}


def _day_of(row: Row) -> date:
    return row.since if row.since and row.since > TODAY else TODAY


def _owners(row: Row) -> set[str]:
    """The codes that may tell a row's hit: its own, or the article map's that knows the new number."""
    laws = {one.code for one in maps() if any(one.law in word for word in row.look.words)}
    return {row.told_by or row.code, *laws}


def test_there_is_a_row_for_each_of_the_sixty_one() -> None:
    assert [row.code for row in rows()] == [f"L-{number:03}" for number in range(1, 62)]


@pytest.mark.parametrize("row, words", _HITS, ids=lambda value: value if isinstance(value, str) else value.code)
def test_outdated_words_are_found(row: Row, words: str) -> None:
    assert compiled(row.look.pattern).search(squeezed(words))
    assert any(word in words for word in row.look.words)
    assert _codes(_BEYOND.get(words, words), _day_of(row)) & _owners(row)


@pytest.mark.parametrize("row, words", _MISSES, ids=lambda value: value if isinstance(value, str) else value.code)
def test_words_of_today_are_passed_over(row: Row, words: str) -> None:
    assert (row.told_by or row.code) not in _codes(words, _day_of(row))


@pytest.mark.parametrize("row", [row for row in rows() if not row.told_by], ids=lambda row: row.code)
def test_a_row_is_no_graver_than_it_is_sure(row: Row) -> None:
    order = list(Severity)
    assert order.index(row.severity) >= order.index(GRAVEST[row.sure])
    assert row.title
    assert row.says
    assert row.hint


def test_a_row_holds_from_its_first_to_its_last_day() -> None:
    words = "《仲裁法》第十一条"
    assert "L-015" not in _codes(words, date(2026, 2, 28))
    assert "L-015" in _codes(words, date(2026, 3, 1))
    early = "《商标法》（2026年修订）"
    assert "L-045" in _codes(early, date(2026, 12, 31))
    assert "L-045" not in _codes(early, date(2027, 1, 1))


@pytest.mark.parametrize(
    "words",
    [
        "依照当时施行的《合同法》，双方曾签订合作协议",
        "1999年通过的《合同法》第三百四十条",
        "《担保法》已废止",
        "按天津市2018年印发的《天津市推动产业技术创新战略联盟构建与发展的实施办法（试行）》编排",
    ],
)
def test_the_past_may_be_told(words: str) -> None:
    assert _codes(words) == set()


@pytest.mark.parametrize(
    "words, code, now",
    [
        ("依合同法第三百四十条", "L-101", "第八百六十条"),
        ("依合同法第340条", "L-101", "第八百六十条"),
        ("依《合同法》第 五十二 条", "L-101", "第一百四十六条、第一百五十三条、第一百五十四条"),
        ("共有专利的实施按《专利法》第十五条", "L-102", "第十四条"),
        ("《科学技术进步法》第二十条规定的知识产权", "L-103", "第三十二条"),
        ("商业秘密。依《反不正当竞争法》第九条", "L-104", "第十条"),
        ("豁免适用《反垄断法》第十五条", "L-105", "第二十条"),
        ("仲裁协议适用《仲裁法》第十六条", "L-106", "第二十七条"),
    ],
)
def test_the_new_number_is_named(words: str, code: str, now: str) -> None:
    (found,) = _found(words)
    assert (found.code, found.place.file) == (code, "联盟协议.docx")
    assert now in found.hint


@pytest.mark.parametrize(
    "words, code",
    [
        ("按《专利法》第二十二条判断", "L-021"),
        ("依《公司法》第六十二条", "L-053"),
        ("依《民事诉讼法》第二十三条", "L-054"),
    ],
)
def test_a_number_of_an_unknown_edition_is_only_a_hint(words: str, code: str) -> None:
    assert [(found.code, found.severity) for found in _found(words)] == [(code, Severity.INFO)]


@pytest.mark.parametrize("words", ["依《专利法》第十四条，共有人可以单独实施", "仲裁协议适用《仲裁法》第二十七条"])
def test_a_number_of_the_law_in_force_is_passed_over(words: str) -> None:
    assert _codes(words) == set()


def test_a_waiver_without_a_field_covers_a_clause_about_the_past() -> None:

    waiver = {"代码": "L-001", "理由": "条文记述2019年的合作", "批准人": "周晓岚", "日期": "2026-03-10"}
    case = spoiled(
        Fault("", {"设置.豁免": [waiver]}, write={"agreement": "双方依《合同法》签订的合作协议已经履行完毕"})
    )
    (found,) = [d for d in waived(case.alliance, judge(case)) if d.code == "L-001"]
    assert "周晓岚" in found.waiver
