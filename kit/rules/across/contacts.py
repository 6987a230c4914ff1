"""Codes, telephones, mail addresses and accounts that are no fact's."""

from __future__ import annotations

from collections.abc import Iterator

from kit import patterns
from kit.diagnostics import Severity
from kit.rules.across.saying import differs, matches
from kit.rules.case import Case
from kit.rules.rule import Finding, Rule, Sureness, set_rule

_CODE = patterns.compiled(r"(?<![0-9A-Za-z])[0-9A-Y][0-9A-Y][0-9]{6}[0-9A-Z]{10}(?![0-9A-Za-z])")
_PHONE = patterns.compiled(r"(?<![0-9A-Za-z.〔-])(?:0[0-9]{2,3}-?[0-9]{7,8}|1[3-9][0-9]{9})(?![0-9A-Za-z-])")
_MAIL = patterns.compiled(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_ACCOUNT = patterns.compiled(r"(?:账号|帐号|账户|帐户)(?:为|是)?[:：|]?([0-9]{10,25})(?![0-9])")
_MOBILE = tuple(f"1{digit}" for digit in "3456789")


@set_rule("C-SET-05", "文书中的统一社会信用代码不是任何一家的", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def stray_code(case: Case) -> Iterator[Finding]:
    """查找文书中 18 位的代码，与数据中的统一社会信用代码核对。

    多是模板里留着上一次的代码，或者手打有误。请改成标签，由数据填入；确是名单以外单位的，可以豁免。
    """
    for sheet, match in matches(case, _CODE, ("91", "12", "52", "51", "93", "13", "11", "53")):
        if match[0] not in case.written:
            yield differs(case, sheet, match, f"代码 {match[0]} 不是数据中任何一家单位的")


@set_rule("C-SET-06", "文书中的电话不是数据中的", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def stray_phone(case: Case) -> Iterator[Finding]:
    """查找文书中的固定电话和手机号码，与数据核对。

    通知按文书上的电话联系，留着旧号码会送达不到。请改成标签，由数据填入。
    """
    digits = case.written.replace("-", "")
    for sheet, match in matches(case, _PHONE, ("-", "电话", "手机", "联系", *_MOBILE)):
        if match[0].replace("-", "") not in digits:
            yield differs(case, sheet, match, f"电话 {match[0]} 不在数据中")


@set_rule("C-SET-07", "文书中的电子邮箱不是数据中的", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def stray_mail(case: Case) -> Iterator[Finding]:
    """查找文书中的电子邮箱，与数据核对。

    通知按文书上的邮箱送达，写错一个字母就收不到。请改成标签，由数据填入。
    """
    facts = case.written.casefold()
    for sheet, match in matches(case, _MAIL, ("@",)):
        if match[0].casefold() not in facts:
            yield differs(case, sheet, match, f"电子邮箱 {match[0]} 不在数据中")


@set_rule("C-SET-08", "文书中的银行账号不是数据中的", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def stray_account(case: Case) -> Iterator[Finding]:
    """查找文书中的银行账号，与“备案.牵头单位情况.银行账号”核对。

    账号错一位款项就会退回。请改成标签，由数据填入。
    """
    for sheet, match in matches(case, _ACCOUNT, ("账号", "帐号", "账户", "帐户")):
        if match[1] not in case.written:
            yield differs(case, sheet, match, f"银行账号 {match[1]} 不在数据中", field="备案.牵头单位情况.银行账号")


RULES: tuple[Rule, ...] = (stray_code, stray_phone, stray_mail, stray_account)
