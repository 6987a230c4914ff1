"""Amounts: figures and capitals of one amount, and totals typed by hand."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kit import patterns
from kit.model.money import Money
from kit.rules.across.saying import differs, matches
from kit.rules.case import Case
from kit.rules.rule import Finding, Rule, set_rule

_BOTH = patterns.compiled(
    r"(?<![0-9,.])([0-9][0-9,]*(?:\.[0-9]+)?)(亿|万|千)?元整?[（(](?:大写)?[:：]?(?:人民币)?([零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正]{2,40})[)）]"
)
_DIGITS = {digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")} | {"〇": 0}
_TENS = {"拾": 10, "佰": 100, "仟": 1000}
_FEN = {"元": 100, "圆": 100, "角": 10, "分": 1}
_SCALE = {"亿": 10**8, "万": 10**4, "千": 10**3}
_TOTAL = patterns.compiled(
    r"(?:承诺的?投入|投入总额|投入总计|总投入)(?:合计|总计|共计|为)?([0-9][0-9,]*(?:\.[0-9]+)?)(亿|万)?元"
)


def fen_of_figures(number: str, scale: str | None) -> int:
    """An amount of 元 in 分: 1,200.5 万."""
    return int(Decimal(number.replace(",", "")) * _SCALE.get(scale or "", 1) * 100)


def fen_of_capitals(text: str) -> int | None:
    """An amount in capitals in 分: 壹仟肆佰零玖元伍角 is 140950; None where it cannot be read."""
    fen, section, digit, large = 0, 0, 0, 0
    for sign in text.rstrip("整正"):
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _TENS:
            section, digit = section + (digit or 1) * _TENS[sign], 0
        elif sign == "万":
            large, section, digit = large + (section + digit) * _SCALE[sign], 0, 0
        elif sign == "亿":
            large, section, digit = (large + section + digit) * _SCALE[sign], 0, 0
        elif sign in _FEN:
            fen, large, section, digit = fen + (large + section + digit) * _FEN[sign], 0, 0, 0
        else:
            return None
    return fen + (large + section + digit) * 100


@set_rule("C-SET-09", "同一金额的大写与小写不一致")
def figures_and_capitals(case: Case) -> Iterator[Finding]:
    """查找“30万元（人民币叁拾万元整）”一类写法，核对大小写是不是同一金额。

    大小写不一致时以大写为准，写错就是另一个数。请核对；由数据填入的金额大小写总是一致的。
    """
    for sheet, match in matches(case, _BOTH, ("元（", "元(", "元整（", "元整(")):
        figures, capitals = fen_of_figures(match[1], match[2]), fen_of_capitals(match[3])
        if capitals is not None and capitals != figures:
            message = f"“{match[0]}”中小写是 {Money(figures)}，大写是 {Money(capitals)}"
            yield differs(case, sheet, match, message)


@set_rule("C-SET-10", "文书中的投入合计与数据不一致")
def another_total(case: Case) -> Iterator[Finding]:
    """查找“承诺的投入合计……万元”一类写法，与数据中全体成员的投入合计核对。

    投入合计由各家投入相加得出，协议和申请书应当一致。请核对；模板里手打的数改成标签。
    """
    total = case.alliance.counts.contribution_total
    for sheet, match in matches(case, _TOTAL, ("投入",), ("agreement", "charter")):
        if total.fen and fen_of_figures(match[1], match[2]) != total.fen:
            message = f"写有“{match[0]}”，各成员单位投入相加是 {total}"
            yield differs(case, sheet, match, message, field="成员单位")


RULES: tuple[Rule, ...] = (figures_and_capitals, another_total)
