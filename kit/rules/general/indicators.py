"""The technical indicators: each once, and each something that is not reached already."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from kit import patterns
from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.rules.comparing import repeats
from kit.rules.rule import Finding, rule

_NUMBER = patterns.compiled(r"([0-9]+(?:\.[0-9]+)?)(%|‰)?")
_BOUND = patterns.compiled(r"(≥|>=|>|≤|<=|<|不低于|不少于|不高于|不超过)([0-9]+(?:\.[0-9]+)?)(%|‰)?")
_UPWARDS = frozenset({"≥", ">=", ">", "不低于", "不少于"})


@rule("C-IND-01", "技术创新指标重复", severity=Severity.WARNING)
def same_indicator(alliance: Alliance) -> Iterator[Finding]:
    """两项指标的名称相同，多半是重复填写，指标数就多算了；目标值不同时还会互相矛盾。
    请删去一项，或写明两项指标的区别。
    """
    indicators = alliance.goals.indicators
    for first, later in repeats(indicator.name for indicator in indicators):
        yield Finding(
            f"技术创新目标.指标[{later + 1}].名称",
            f"指标“{indicators[later].name}”与指标[{first + 1}]相同",
            "请删去一项，或写明两项的区别",
        )


@rule("C-IND-02", "指标的目标值在组建时已经达到", severity=Severity.WARNING)
def reached_already(alliance: Alliance) -> Iterator[Finding]:
    """指标的“现状”已经好于“目标值”，例如现状 95%、目标值 ≥90%，就没有需要攻克的内容，也无从考核。
    只比较写成数字的现状与写成“≥、≤、>、<”的目标值，其他写法不作判断；请核对，或提高目标值。
    """
    for number, indicator in enumerate(alliance.goals.indicators, 1):
        if indicator.baseline and indicator.target and _reached(indicator.baseline, indicator.target):
            yield Finding(
                f"技术创新目标.指标[{number}].目标值",
                f"目标值“{indicator.target}”，组建时的现状“{indicator.baseline}”已经达到",
                "请核对现状和目标值，或提高目标值",
            )


def _reached(baseline: str, target: str) -> bool:
    """Whether a state that is a bare number is better than a bound on the same measure asks for."""
    now, bound = _NUMBER.fullmatch(_plain(baseline)), _BOUND.fullmatch(_plain(target))
    if now is None or bound is None or now[2] != bound[3]:
        return False
    value, limit = Decimal(now[1]), Decimal(bound[2])
    return value > limit if bound[1] in _UPWARDS else value < limit


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


RULES = (same_indicator, reached_already)
