"""The order of events: units before they sign, the agreement before its bodies decide, everything before the application."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.rules.general.term import term_of
from kit.rules.rule import Finding, Sureness, dated_rule, rule

_CHECK = "请核对两个日期"


@dated_rule("C-CAL-01", "成员单位的成立日期晚于签署或尚未到来")
def founded_too_late(alliance: Alliance, today: date) -> Iterator[Finding]:
    """单位成立以后才能签署协议；成立日期在今天以后，或者发起单位的成立日期晚于协议签署日期，都不可能。
    后来加入的单位填写了“加入日期”的，另按加入日期比较。请对照证照核对成立日期。
    """
    signed_on = alliance.signing.signed_on
    for number, member in enumerate(alliance.members, 1):
        founded, field = member.founded_on, f"成员单位[{number}].成立日期"
        if founded and founded > today:
            yield Finding(field, f"成立日期 {founded} 还没有到（今天是 {today}）", "请对照证照核对成立日期")
        elif founded and signed_on and founded > signed_on and not member.joined_on and not member.is_observer:
            yield Finding(field, f"成立日期 {founded} 晚于协议签署日期 {signed_on}", "请对照证照核对成立日期")


@rule("C-CAL-02", "成员单位的加入日期早于它的成立日期")
def joined_before_founded(alliance: Alliance) -> Iterator[Finding]:
    """单位成立以后才能加入联盟，加入日期不能早于该单位的成立日期。
    请核对两个日期。
    """
    for number, member in enumerate(alliance.members, 1):
        if member.joined_on and member.founded_on and member.joined_on < member.founded_on:
            yield Finding(
                f"成员单位[{number}].加入日期",
                f"加入日期 {member.joined_on} 早于该单位的成立日期 {member.founded_on}",
                _CHECK,
            )


@rule("C-CAL-03", "加入日期不在联盟存续期间", severity=Severity.WARNING)
def joined_out_of_time(alliance: Alliance) -> Iterator[Finding]:
    """“加入日期”只由联盟成立以后加入的单位填写，应当晚于协议签署，早于协议期限届满；发起单位不填。
    请核对日期；是发起单位的，请删去这一项。
    """
    signed_on, end = alliance.signing.signed_on, term_of(alliance)[1]
    for number, member in enumerate(alliance.members, 1):
        joined, field = member.joined_on, f"成员单位[{number}].加入日期"
        if joined and signed_on and joined < signed_on:
            yield Finding(field, f"加入日期 {joined} 早于协议签署日期 {signed_on}", "是发起单位的，请删去这一项")
        elif joined and end and joined > end:
            yield Finding(field, f"加入日期 {joined} 晚于协议期限届满日 {end}", _CHECK)


@rule("C-CAL-04", "证照在签署或填报时已经过期", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def licence_expired(alliance: Alliance) -> Iterator[Finding]:
    """营业执照、法人证书过了有效期再签署或申报，材料会被退回；长期有效的不必填写“证照有效期至”。
    请先办理延期或换证，或核对日期。
    """
    moments = (("协议签署日期", alliance.signing.signed_on), ("填报日期", alliance.filing.filled_on))
    for number, member in enumerate(alliance.members, 1):
        valid_to = member.licence_valid_to
        passed = next(((what, day) for what, day in moments if valid_to and day and valid_to < day), None)
        if passed and not member.is_observer:
            yield Finding(
                f"成员单位[{number}].证照有效期至",
                f"证照有效期至 {valid_to}，早于{passed[0]} {passed[1]}",
                "请先办理延期或换证，或核对日期",
            )


@rule("C-CAL-05", "联盟成立日期早于协议签署日期", severity=Severity.WARNING)
def founded_before_signed(alliance: Alliance) -> Iterator[Finding]:
    """联盟由协议设立，成立日期不应早于协议签署日期，否则成立时还没有协议。
    请核对两个日期；先开成立大会后签协议的，以签署日期为成立日期。
    """
    founded, signed_on = alliance.info.founded_on, alliance.signing.signed_on
    if founded and signed_on and founded < signed_on:
        yield Finding("联盟.成立日期", f"联盟成立日期 {founded} 早于协议签署日期 {signed_on}", _CHECK)


@rule("C-CAL-06", "章程通过日期早于协议签署日期", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def charter_before_agreement(alliance: Alliance) -> Iterator[Finding]:
    """章程由理事会通过，理事会依协议设立，协议签署以前没有理事会可以通过章程。
    请核对两个日期；先议定草案的，以协议签署以后理事会通过的日期为准。
    """
    adopted, signed_on = alliance.signing.charter_adopted_on, alliance.signing.signed_on
    if adopted and signed_on and adopted < signed_on:
        yield Finding("签署.章程通过日期", f"章程通过日期 {adopted} 早于协议签署日期 {signed_on}", _CHECK)


@rule("C-CAL-07", "经费管理办法的通过日期早于协议签署日期", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def funds_rules_before_agreement(alliance: Alliance) -> Iterator[Finding]:
    """《经费管理办法》由理事会以特别决议通过，协议签署以前没有理事会可以通过它。
    请核对两个日期。
    """
    adopted, signed_on = alliance.funds.rules_adopted_on, alliance.signing.signed_on
    if adopted and signed_on and adopted < signed_on:
        yield Finding("经费.管理办法通过日期", f"经费管理办法的通过日期 {adopted} 早于协议签署日期 {signed_on}", _CHECK)


@rule("C-CAL-08", "申请书的填报日期早于其中写明的事项")
def filled_before_it_happened(alliance: Alliance) -> Iterator[Finding]:
    """申请书把协议签署、章程通过写成已经完成的事，填报日期不能早于这些日期。
    请核对填报日期，或待事项完成以后再填报。
    """
    filled = alliance.filing.filled_on
    events = (
        ("签署.签署日期", alliance.signing.signed_on),
        ("签署.章程通过日期", alliance.signing.charter_adopted_on),
    )
    for field, day in events:
        if filled and day and day > filled:
            label = field.partition(".")[2]
            yield Finding(field, f"{label} {day} 晚于申请书的填报日期 {filled}", "请核对两个日期，或待完成以后再填报")


@rule("C-CAL-09", "申报年度与填报日期的年份不同", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def another_year(alliance: Alliance) -> Iterator[Finding]:
    """“年度”一般就是填报日期所在的年份，两者不同，多半是沿用了上一年的文件没有改。
    申报通知要求提前填报下一年度的，可以豁免；否则请改正。
    """
    year, filled = alliance.filing.year, alliance.filing.filled_on
    if year and filled and year != str(filled.year):
        yield Finding("备案.年度", f"申报年度为 {year}，填报日期为 {filled}", "请核对年度和填报日期")


@rule("C-CAL-10", "授权委托书的起始日期早于单位成立日期", severity=Severity.WARNING)
def power_before_founded(alliance: Alliance) -> Iterator[Finding]:
    """单位成立以前不能授权别人代理，授权委托书的起始日期早于该单位的成立日期，必有一处写错。
    请对照授权委托书和证照核对。
    """
    for number, member in enumerate(alliance.members, 1):
        power = member.signatory.power if member.signatory else None
        start, founded = power.valid_from if power else None, member.founded_on
        if start and founded and start < founded:
            yield Finding(
                f"成员单位[{number}].签署代表.授权委托书.起始日期",
                f"授权自 {start} 起，早于该单位的成立日期 {founded}",
                "请对照授权委托书和证照核对",
            )


@dated_rule("C-CAL-11", "协议期限已经届满", severity=Severity.WARNING)
def term_is_over(alliance: Alliance, today: date) -> Iterator[Finding]:
    """协议期限的届满日已过，没有续期的协议已经终止，联盟随之解散，不宜再以它申报或接纳成员。
    请先办理续期并改写期限，或核对届满日。
    """
    end = term_of(alliance)[1]
    if end and end < today:
        yield Finding("签署.期限届满日", f"协议期限已于 {end} 届满（今天是 {today}）", "请先办理续期，或核对届满日")


RULES = (
    founded_too_late,
    joined_before_founded,
    joined_out_of_time,
    licence_expired,
    founded_before_signed,
    charter_before_agreement,
    funds_rules_before_agreement,
    filled_before_it_happened,
    another_year,
    power_before_founded,
    term_is_over,
)
