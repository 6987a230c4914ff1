"""The rules over documents: silent on our own templates under every option, and their machinery."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from kit.diagnostics import Diagnostic
from kit.intake.build import load
from kit.model.alliance import Alliance
from kit.outline import Line, Outline, Part
from kit.resources import samples_root
from kit.rules.across.amounts import fen_of_capitals, fen_of_figures
from kit.rules.across.names import distance, near_name
from kit.rules.case import Case, Sheet
from kit.rules.judging import judge
from kit.rules.rule import Reads
from kit.rules.texts.forum import institutions
from kit.rules.words import Words, reads_as, squeezed
from tests.render.variants import combinations, variant
from tests.rules.sample import TODAY, sheets_of


def _covering() -> Iterator[dict[str, Any]]:
    """Few rows in which every value of every option occurs; every pair of them is made elsewhere."""
    seen: set[tuple[str, Any]] = set()
    rows = list(combinations())
    while rows:
        best = max(rows, key=lambda row: len(set(row.items()) - seen))
        if set(best.items()) <= seen:
            return
        seen |= set(best.items())
        yield best


def _found(alliance: Alliance) -> list[Diagnostic]:
    return judge(Case(alliance, TODAY, sheets_of(alliance)), (Reads.TEXT, Reads.SET))


@pytest.mark.parametrize("row", list(_covering()), ids=lambda _: "options")
def test_our_templates_are_clean_whatever_is_chosen(row: dict[str, Any]) -> None:
    assert [f"{found.code} {found.message}" for found in _found(variant(row))] == []


@pytest.mark.parametrize("sample", ["seawater", "large"])
def test_documents_of_the_samples_are_clean(sample: str) -> None:
    alliance = load(samples_root() / sample / "alliance.yaml").alliance
    assert alliance is not None
    assert [f"{found.code} {found.message}" for found in _found(alliance)] == []


def test_nothing_known_and_nothing_written_is_no_crash() -> None:
    sheets = {name: Sheet(name, name, f"{name}.docx", Outline(())) for name in ("agreement", "charter", "application")}
    judge(Case(Alliance(), TODAY, sheets), (Reads.TEXT, Reads.SET))


_LINES = (
    Line(Part.HEADING, "序言"),
    Line(Part.CLAUSE, "争议解决", "第九十九条"),
    Line(Part.PARAGRAPH, "因 本协议发生的争议，协商解决。提交１２家机构。"),
    Line(Part.PARAGRAPH, "不得有下列行为："),
    Line(Part.ITEM, "统一产品价格；", "（一）"),
    Line(Part.ROW, "甲 | 乙"),
)


def test_words_know_where_they_stand() -> None:
    words = Words.of(Outline(_LINES))
    at = words.text.index("12家")
    assert words.sentence(at) == "提交12家机构"
    assert words.two_sentences(at) == "因本协议发生的争议，协商解决。提交12家机构"
    assert words.before(at) == "提交"
    assert words.where(at) == "第九十九条“因 本协议发生的争议，协商解决。提交１２……”附近"
    assert words.lead(words.text.index("统一")) == "不得有下列行为："
    assert words.lead(at) == ""
    assert words.sentence(words.text.index("乙")) == "乙"
    assert words.text[words.first_article :].startswith("争议解决")


def test_what_is_squeezed_and_what_reads_the_same() -> None:
    assert squeezed("第　１２ 条（Ａ）") == "第12条（A）"
    assert reads_as("津锐（集团）公司", "津锐(集团) 公司")
    assert not reads_as("津锐公司", "津锋公司")


@pytest.mark.parametrize(
    "capitals, figures",
    [
        ("壹仟肆佰零玖元伍角整", ("1,409.50", None)),
        ("叁佰万元整", ("300", "万")),
        ("壹亿伍仟万元整", ("1.5", "亿")),
        ("拾万零伍元", ("100005", None)),
        ("贰拾叁万肆仟伍佰陆拾柒元捌角玖分", ("234567.89", None)),
    ],
)
def test_capitals_are_read(capitals: str, figures: tuple[str, str | None]) -> None:
    assert fen_of_capitals(capitals) == fen_of_figures(*figures)


def test_names_one_letter_off() -> None:
    name = "天津沐氢电解技术有限公司"
    assert near_name("由天津沐氢电解技木有限公司", name) == "天津沐氢电解技木有限公司"
    assert near_name("由天津沐氢电解有限公司", name) == ""
    assert near_name(f"由{name}", name) == ""
    assert distance("天津", "天津市", 1) == 1
    assert distance("天津", "北京市", 1) > 1


def test_institutions_are_told_apart() -> None:
    text = "提交北京仲裁委员会或者中国国际经济贸易仲裁委员会仲裁；劳动争议由天津市劳动人事争议仲裁委员会处理，该仲裁委员会除外。"
    sheet = Sheet("agreement", "联盟协议", "联盟协议.docx", Outline((Line(Part.PARAGRAPH, text),)))
    assert list(institutions(sheet)) == ["北京仲裁委员会", "中国国际经济贸易仲裁委员会"]


def test_headers_and_notes_are_read_too() -> None:
    asides = (
        Line(Part.HEADING, "页眉"),
        Line(Part.PARAGRAPH, "【甲方名称】"),
        Line(Part.HEADING, "脚注"),
        Line(Part.PARAGRAPH, "可以向仲裁委员会申请仲裁，也可以向人民法院起诉。"),
    )
    sheet = Sheet("agreement", "联盟协议", "联盟协议.docx", Outline(_LINES, asides))
    told = judge(Case(Alliance(), TODAY, {sheet.id: sheet}), (Reads.TEXT,))
    found = {(one.code, one.place.where.partition("“")[0]) for one in told}
    assert {("C-DOC-07", "页眉"), ("C-DIS-01", "脚注")} <= found
