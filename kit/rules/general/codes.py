"""What a unified social credit code says by itself, and whether it fits what is said about the unit (GB 32100-2015)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.members import Member, MemberKind, StateOwnership
from kit.rules.general.places import PROVINCES, is_province
from kit.rules.rule import Finding, Sureness, rule
from kit.rules.saying import units

_GB = ("GB32100",)
_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "0123456789X0"
_WITH_CLASSES = "159"
_CLASSES = "1239"
_REGISTERS: dict[str, str] = {
    "12": "事业单位",
    "13": "群众团体",
    "51": "社会团体",
    "52": "民办非企业单位",
    "53": "基金会",
    "91": "企业",
    "93": "农民专业合作社",
}
_FITTING: dict[MemberKind, frozenset[str]] = {
    MemberKind.ENTERPRISE: frozenset({"91", "93"}),
    MemberKind.UNIVERSITY: frozenset({"12", "52"}),
    MemberKind.INSTITUTE: frozenset({"12", "52", "91"}),
}
_INDIVIDUAL = "92"
_PUBLIC = "12"
_STATE_UNIT = StateOwnership.PUBLIC_INSTITUTION


def _coded(alliance: Alliance) -> Iterator[tuple[int, Member, str]]:
    """The members with a code of the right form: number in the list, member, code."""
    for number, member in enumerate(alliance.members, 1):
        if member.uscc and re.fullmatch(r"[0-9A-Z]{18}", member.uscc):
            yield number, member, member.uscc


def _code_field(number: int) -> str:
    return f"成员单位[{number}].统一社会信用代码"


@rule(
    "C-USC-01",
    "统一社会信用代码中主体标识码的校验位不符",
    severity=Severity.WARNING,
    basis=_GB,
    sure=Sureness.JUDGEMENT,
)
def inner_digit(alliance: Alliance) -> Iterator[Finding]:
    """代码的第 9 至 17 位是主体标识码（组织机构代码），它的最后一位由前八位算出，与第 18 位的总校验各自独立。
    总校验相符而这一位不符，多半是同时抄错两处，或者代码是编造的；请对照营业执照或法人证书逐位核对。
    算法用已知的代码验证过，标准原文没有核对，所以只作警告。
    """
    for number, _, code in _coded(alliance):
        body = code[8:16]
        expected = _CHECKS[11 - sum(int(c, 36) * w for c, w in zip(body, _WEIGHTS, strict=True)) % 11]
        if code[16] != expected:
            yield Finding(
                _code_field(number),
                f"代码“{code}”的第 17 位写的是 {code[16]}，由第 9 至 16 位推算应为 {expected}",
                "请对照营业执照或法人证书逐位核对",
            )


@rule(
    "C-USC-02",
    "统一社会信用代码的登记类别与单位性质不符",
    severity=Severity.WARNING,
    basis=_GB,
    sure=Sureness.JUDGEMENT,
)
def another_register(alliance: Alliance) -> Iterator[Finding]:
    """代码前两位表示登记机关和机构类别：91 为企业，12 为事业单位，51 为社会团体，52 为民办非企业单位。
    企业应为 91（合作社为 93），高校应为 12 或 52，科研机构可以是 12、52 或转制后的 91；中介机构和其他机构不作判断。
    不符时，代码与单位性质必有一处要改；单位性质决定成员构成是否合格，请对照证照核对。
    """
    for number, member, code in _coded(alliance):
        fitting = _FITTING.get(member.kind) if member.kind else None
        register = _REGISTERS.get(code[:2])
        if fitting and register and code[:2] not in fitting:
            yield Finding(
                f"成员单位[{number}].单位性质",
                f"单位性质为“{member.kind}”，代码以 {code[:2]} 开头，登记为{register}",
                "请对照营业执照或法人证书，核对单位性质和代码",
            )


@rule("C-USC-03", "统一社会信用代码的机构类别不存在", severity=Severity.WARNING, basis=_GB, sure=Sureness.JUDGEMENT)
def no_such_register(alliance: Alliance) -> Iterator[Finding]:
    """代码首位是登记管理部门，第二位是机构类别。机构编制（1）、民政（5）、市场监管（9）之下只有类别 1、2、3 和 9，
    首位也不会是 0；写成别的，没有一个机关会这样登记。请对照营业执照或法人证书逐位核对。
    """
    for number, _, code in _coded(alliance):
        if code[0] == "0" or (code[0] in _WITH_CLASSES and code[1] not in _CLASSES):
            yield Finding(
                _code_field(number), f"代码“{code}”的前两位“{code[:2]}”没有对应的登记类别", "请对照证照逐位核对"
            )


@rule(
    "C-USC-04",
    "成员单位登记为个体工商户，不是法人",
    severity=Severity.WARNING,
    basis=("CC 54", "GB32100"),
    sure=Sureness.JUDGEMENT,
)
def individual_business(alliance: Alliance) -> Iterator[Finding]:
    """代码以 92 开头的登记为个体工商户，没有法人资格，各地备案一般要求成员是独立法人。
    请核对代码；确是个体工商户的，请改由具有法人资格的单位加入。
    """
    for number, member, code in _coded(alliance):
        if code[:2] == _INDIVIDUAL and not member.is_observer:
            yield Finding(
                _code_field(number),
                f"代码“{code}”以 92 开头，登记为个体工商户",
                "请核对代码，或改由具有法人资格的单位加入",
            )


@rule(
    "C-USC-05",
    "统一社会信用代码的登记地与注册地区不符",
    severity=Severity.WARNING,
    basis=_GB,
    sure=Sureness.JUDGEMENT,
)
def another_area(alliance: Alliance) -> Iterator[Finding]:
    """代码第 3 至 8 位是登记机关的行政区划，前两位对应省级地区，这里与填写的“注册地区”比对。
    代码终身不变，单位可能已经迁移；由国家一级登记的（区划为 100000）看不出地区，不作判断。
    注册地区关系到本地成员的计数和牵头单位的资格，请对照证照上现在的登记机关核对。
    """
    for number, member, code in _coded(alliance):
        area = PROVINCES.get(code[2:4])
        if area and member.region and is_province(member.region) and area != member.region:
            yield Finding(
                f"成员单位[{number}].注册地区",
                f"注册地区为“{member.region}”，代码中的登记机关区划 {code[2:8]} 在{area}",
                "请核对代码和注册地区；单位迁移过的，以证照上现在的登记机关为准",
            )


@rule(
    "C-USC-06",
    "登记为事业单位而国有属性不是事业单位",
    severity=Severity.WARNING,
    basis=_GB,
    sure=Sureness.JUDGEMENT,
)
def another_owner(alliance: Alliance) -> Iterator[Finding]:
    """代码以 12 开头的登记为事业单位，“国有属性”应为“事业单位”。
    国有资产评估、审批等检查都看“国有属性”，写错了这些检查就会漏掉；空缺不填的按“非国有”计，各家一并提示。
    请核对代码，或改正国有属性。
    """
    wrong = [
        (number, member)
        for number, member, code in _coded(alliance)
        if code[:2] == _PUBLIC and not member.is_observer and member.state_ownership not in (None, _STATE_UNIT)
    ]
    if wrong:
        number, first = wrong[0]
        alike = {member.state_ownership for _, member in wrong} == {first.state_ownership}
        value = f"“{first.state_ownership}”" if alike else "别的"
        yield Finding(
            f"成员单位[{number}].国有属性",
            f"{units(member.short_name or member.name or '' for _, member in wrong)}的代码以 12 开头，登记为事业单位，"
            f"国有属性却为{value}（空缺按非国有计）",
            "请在“国有属性”中填写 事业单位，或核对代码",
        )


RULES = (inner_digit, another_register, no_such_register, individual_business, another_area, another_owner)
