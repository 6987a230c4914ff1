"""The packs of other jurisdictions: what they declare, what they find, and what they say they do not know."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kit.diagnostics import Severity
from kit.law.sources import Checked, sources
from kit.model.alliance import Alliance
from kit.model.reading import NotReadable
from kit.model.settings import RulePack, Settings
from kit.rules.case import Case
from kit.rules.judging import judge
from kit.rules.pack import Pack
from kit.rules.regions.kinds import KINDS
from kit.rules.regions.kinds.times import months_after
from kit.rules.regions.packs import read_region, region, region_ids, region_pack
from kit.rules.regions.place import Place
from kit.rules.regions.table import regions_page
from kit.rules.rule import Sureness
from tests.rules.faults.regions import ALWAYS, FITS, fitting
from tests.rules.sample import TODAY, sample_with

_ROOT = Path(__file__).parents[2]
_PACKS = [pytest.param(id, id=id) for id in region_ids()]


def _found(pack: str, alliance: Alliance) -> list[str]:
    return [d.code for d in judge(Case(alliance, TODAY)) if d.pack == pack]


# --- what is declared


def test_every_pack_can_be_chosen_and_every_choice_is_a_pack() -> None:
    assert {str(pack) for pack in RulePack} == {"general", "tj-2018", *region_ids()}


@pytest.mark.parametrize(("written", "hint"), [("jx-2022", "jx-2023"), ("江西", "kit rules --packs")])
def test_a_pack_that_does_not_exist_is_told(written: str, hint: str) -> None:
    with pytest.raises(NotReadable) as refused:
        RulePack.read(written)
    assert hint in refused.value.hint


def test_every_instrument_has_a_pack() -> None:
    declared = {source for source in sources().values() if source.code.lower() in region_ids()}
    assert {region_pack(id).source for id in region_ids()} == declared


@pytest.mark.parametrize("id", _PACKS)
def test_no_pack_claims_more_than_a_report(id: str) -> None:
    pack = region_pack(id)
    assert pack.id == id
    assert pack.source is not None
    assert pack.source.checked is not Checked.TEXT
    assert pack.source.note
    assert pack.unspecified
    assert region(id).seen
    for rule in pack.rules:
        assert rule.code.startswith("R-")
        assert rule.sure is Sureness.REPORTED
        assert rule.severity is not Severity.ERROR
        assert rule.basis == (pack.source.code,)
        assert "转述" in rule.explanation


def test_every_kind_is_used() -> None:
    used = {type(condition) for id in region_ids() for condition in region(id).conditions.values()}
    used |= {KINDS["research-share"], KINDS["money"]}  # inside of an either-or
    assert used == set(KINDS.values())


_GOOD = """
title = "样例"
source = "JX-2023"
region = "江西省"
seen = "样例"
[[rules]]
code = "R-X-01"
kind = "count"
of = "members"
least = 3
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('seen = "样例"', ""),
        ('seen = "样例"', 'seen = "样例"\nsean = "样例"'),
        ('source = "JX-2023"', 'source = "JX-2999"'),
        ('source = "JX-2023"', 'source = "MEASURE"'),  # has an end, so there must be a notice
        ('source = "JX-2023"', 'source = "JX-2023"\nexpiry = "R-X-00"'),  # has none
        ('code = "R-X-01"', ""),
        ('kind = "count"', 'kind = "cuont"'),
        ('kind = "count"', ""),
        ('of = "members"', 'of = "member"'),
        ("least = 3", 'least = "3"'),
        ("least = 3", "least = true"),
        ("least = 3", ""),
        ("least = 3", "least = 3\nmost = 5"),
        ("least = 3", 'least = 3\nplace = "江西省"'),
        ('kind = "count"\nof = "members"\nleast = 3', 'kind = "cap"\nmost = "20"'),
        ('kind = "count"\nof = "members"\nleast = 3', 'kind = "lead-kind"\nkinds = ["公司"]'),
        ('kind = "count"\nof = "members"\nleast = 3', 'kind = "papers"\npapers = "推荐函"'),
        ('kind = "count"\nof = "members"\nleast = 3', 'kind = "either"\nconditions = [{kind = "cap"}]'),
        ("least = 3", 'least = 3\n[[rules]]\ncode = "R-X-01"\nkind = "research-spent"'),
    ],
)
def test_a_declaration_with_a_mistake_is_refused(old: str, new: str) -> None:
    assert read_region("x-1", _GOOD).pack.rules
    assert old in _GOOD
    with pytest.raises(ValueError, match="x-1"):
        read_region("x-1", _GOOD.replace(old, new))


def test_an_instrument_that_has_ended_is_told() -> None:
    ended = _GOOD.replace('source = "JX-2023"', 'source = "MEASURE"\nexpiry = "R-X-00"')
    notice = read_region("x-1", ended).pack.rules[0]
    (found,) = notice.check(Case(Alliance(), TODAY))
    assert (found.code, "已于 2020-12-31 失效" in found.message) == ("R-X-00", True)


# --- what is found


@pytest.mark.parametrize("id", [pytest.param(id, id=id) for id in FITS])
def test_nothing_but_reminders_is_found_where_the_alliance_fits(id: str) -> None:
    assert _found(id, sample_with(fitting(id))) == ([ALWAYS[id]] if id in ALWAYS else [])


@pytest.mark.parametrize("id", _PACKS)
def test_nothing_is_guessed_where_nothing_is_known(id: str) -> None:
    """What an empty file lacks is found only where nobody else asks for it."""
    empty = Alliance(settings=Settings(packs=(RulePack(id),)))
    asked = {"首席科学家", "攻关清单", "创新平台", "附加材料", "专职研发人员", "报送份数"}  # the last has a default
    for diagnostic in judge(Case(empty, TODAY)):
        if diagnostic.pack == id and diagnostic.code not in ALWAYS.values():
            assert diagnostic.field.rpartition(".")[2] in asked, diagnostic


_PARTIAL: tuple[dict[str, Any], ...] = (
    {"成员单位": [{}, {"简称": "甲"}], "联盟": {"对外责任主体单位": "甲"}},
    {"成员单位": [{"统一社会信用代码": "91120116MAXH00010H", "单位性质": "高校"}]},
    {"联盟": {"对外责任主体单位": "91120116MAXH00010H"}},
    {"备案": {"牵头单位情况": {"近三年数据": [{}, {"年度": "2025"}, {"年度": "2024", "研发投入": "3万元"}]}}},
    {"备案": {"附加材料": [{}], "补贴申请": {}, "备案日期": "2020-01-01"}},
    {"组织机构": {"专家委员会": {"专家": [{}]}, "秘书处": {"人员": [{}]}, "首席科学家": {}}},
    {"经费": {"来源": [{}]}},
)


@pytest.mark.parametrize("changes", _PARTIAL)
def test_no_rule_stumbles_over_half_an_alliance(changes: dict[str, Any]) -> None:
    half = Alliance.model_validate({**changes, "设置": {"规则包": list(region_ids())}})
    found = judge(Case(half, TODAY))
    assert any(diagnostic.pack in FITS for diagnostic in found)
    assert "None" not in "".join(diagnostic.message for diagnostic in found if diagnostic.pack in FITS)


@pytest.mark.parametrize("id", _PACKS)
def test_a_pack_that_has_no_conditions_says_what_it_does_not_know(id: str) -> None:
    pack = region_pack(id)
    assert (id in FITS) == bool(pack.rules)
    assert pack.rules or len(pack.unspecified) >= 7


def test_places_are_told_apart_however_they_are_written() -> None:
    suzhou = Place("江苏省", "苏州市")
    assert suzhou.holds("江苏", "苏州") is True
    assert suzhou.holds("江苏省", None) is None
    assert suzhou.holds(None, "苏州市") is None
    assert suzhou.holds("江西省", "苏州市") is False
    assert suzhou.holds("江苏省", "无锡市") is False
    assert Place().holds("江西省", None) is True


def test_months_end_with_the_month() -> None:
    assert months_after(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months_after(date(2025, 8, 31), 6) == date(2026, 2, 28)
    assert months_after(date(2025, 12, 1), 1) == date(2026, 1, 1)


# --- one alliance under every jurisdiction


@pytest.mark.parametrize("id", _PACKS)
def test_one_alliance_judged_by_each_pack(id: str, golden: Callable[[str, str], None]) -> None:
    alliance = sample_with({"设置.规则包": [id]})
    golden(f"regions/{id}", "\n".join(_report(region_pack(id), alliance)) + "\n")


def _report(pack: Pack, alliance: Alliance) -> Iterator[str]:
    assert pack.source is not None
    yield f"{pack.id} {pack.title}"
    yield f"适用地域：{pack.jurisdiction}"
    yield f"依据：{pack.source.name}（{pack.source.checked.value}）"
    yield f"{TODAY} 的施行情况：{pack.force(TODAY).value}"
    yield f"未载明的事项：{'；'.join(pack.unspecified)}"
    found = [diagnostic for diagnostic in judge(Case(alliance, TODAY)) if diagnostic.pack == pack.id]
    yield f"规则 {len(pack.rules)} 条，发现 {len(found)} 项"
    for one in found:
        yield f"\n{one.severity.value} {one.code} {one.message}"
        yield f"    字段  {one.field}"
        yield f"    依据  {one.law}"
        yield f"    建议  {one.hint}"


def test_the_page_about_regions_is_current() -> None:
    page = (_ROOT / "docs" / "regions.zh-CN.md").read_text(encoding="utf-8")
    assert page == regions_page(), "run python -m kit.rules.tables regions"
