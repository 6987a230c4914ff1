"""The papers: signature pages, electronic signatures, languages, records of negotiation, side letters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.members import Member, SignatureRecord
from kit.model.signing import Effect, Formation
from kit.rules.general.teamwork import named
from kit.rules.rule import Finding, Sureness, dated_rule, rule

_CHINESE = ("中文", "汉语", "简体")


def _records(alliance: Alliance) -> Iterator[tuple[int, Member, SignatureRecord]]:
    for number, member in enumerate(alliance.members, 1):
        if member.signature and not member.is_observer:
            yield number, member, member.signature


def _is_complete(member: Member, record: SignatureRecord, formation: Formation | None) -> bool:
    """Whether the page carries what the agreement asks; what is not known counts as there.

    An institution from abroad that uses no seal signs, and that is all the agreement asks of it.
    """
    if member.is_from_abroad and record.signed:
        return True
    if formation is Formation.SIGN_OR_SEAL:
        return not (record.signed is False and record.sealed is False)
    return record.signed is not False and record.sealed is not False


@rule("C-SIG-05", "收到的签署页缺签字或盖章", basis=("CC 490", "SPC-CT 22"))
def page_is_incomplete(alliance: Alliance) -> Iterator[Finding]:
    """协议约定签字并盖章才成立的，缺一样这家单位的签署就没有完成；约定签字或盖章的，至少要有一样。
    境外机构不使用公章的，签字即可。这里看已经填写的“签署情况”。请退回补签或补盖。"""
    formation = alliance.signing.formation
    for number, member, record in _records(alliance):
        if _is_complete(member, record, formation):
            continue
        lacks = "、".join(label for label, done in (("签字", record.signed), ("盖章", record.sealed)) if done is False)
        label = "已签字" if record.signed is False else "已盖章"
        yield Finding(
            f"成员单位[{number}].签署情况.{label}",
            f"成立方式为“{formation or ''}”，“{named(member)}”的签署页没有{lacks}",
            "请退回补齐",
        )


@dated_rule(
    "C-SIG-07",
    "最后的签署晚于期限起始日",
    severity=Severity.WARNING,
    basis=("CC 490,502",),
    sure=Sureness.JUDGEMENT,
)
def last_page_after_the_start(alliance: Alliance, today: date) -> Iterator[Finding]:
    """选择全体签署生效时，协议自最后一家签署之日起生效；有签署页的日期晚于期限起始日，期限就要从生效日起算。
    文本已写明追溯的办法，但各方要心中有数：请核对日期，或调整期限起始日。"""
    signing = alliance.signing
    start, signed_on = signing.term_start, signing.signed_on
    if signing.effect is not Effect.LAST_SIGNATURE or start is None or (signed_on and signed_on > start):
        return
    dated = [(record.on, number) for number, _, record in _records(alliance) if record.on and record.on <= today]
    last, number = max(dated, default=(start, 0))
    if last > start:
        yield Finding(
            f"成员单位[{number}].签署情况.日期",
            f"最后一家于 {last} 签署，晚于期限起始日 {start}，协议自签署齐全之日起生效",
            "请核对日期，或调整期限起始日",
        )


@rule("C-SIG-10", "允许电子签名而没有写认证服务机构", severity=Severity.WARNING, basis=("ESL 3,13",))
def no_certification_service(alliance: Alliance) -> Iterator[Finding]:
    """可靠的电子签名才与手写签名、盖章效力相同，要能证明由签署人专有、控制，改动可被发现；这通常靠认证服务机构的证书证明。
    允许电子签名的，请写明所用的认证服务机构。"""
    if alliance.signing.esign and not alliance.signing.esign_service:
        yield Finding(
            "签署.电子签名服务", "允许电子签名，没有写明所用的电子认证服务机构", "请填写认证服务机构，或不允许电子签名"
        )


@rule("C-SIG-14", "有多种文字的文本而没有写以哪种为准", severity=Severity.WARNING, basis=("CC 466",))
def no_prevailing_language(alliance: Alliance) -> Iterator[Finding]:
    """合同有两种以上文字的文本又约定同等效力的，词句推定含义相同，不一致时要靠解释。
    中文以外另有文本的，请写明以中文为准。"""
    if alliance.signing.languages and not alliance.signing.prevailing_language:
        others = "、".join(filter(None, alliance.signing.languages))
        yield Finding("签署.优先文本", f"另有{others}文本，没有写明以哪一种为准", "请在“优先文本”中填写 中文")


@rule("C-SIG-44", "优先文本不是中文", severity=Severity.WARNING)
def another_language_prevails(alliance: Alliance) -> Iterator[Finding]:
    """协议文本写明外文译本仅供参考、以中文为准，“优先文本”却填了别的文字，两处矛盾；备案也用中文。请改为中文。"""
    language = alliance.signing.prevailing_language
    if language and not any(word in language for word in _CHINESE):
        yield Finding("签署.优先文本", f"优先文本为“{language}”，协议却写明以中文文本为准", "请改为 中文")


@rule("C-SIG-41", "实际签署日期不在授权期限内", basis=("CC 165,171",))
def signed_without_power(alliance: Alliance) -> Iterator[Finding]:
    """代理人实际签署的日期早于授权起始或晚于授权截止，是没有代理权的签署，要由单位追认。
    请取得追认书，或重新签署。"""
    for number, member, record in _records(alliance):
        power = member.signatory.power if member.signed_by_agent and member.signatory else None
        if power is None or record.on is None or record.on == alliance.signing.signed_on:
            continue
        early = power.valid_from and record.on < power.valid_from
        late = power.valid_to and record.on > power.valid_to
        if early or late:
            limit = f"授权从 {power.valid_from} 才开始" if early else f"授权到 {power.valid_to} 已经截止"
            yield Finding(
                f"成员单位[{number}].签署情况.日期",
                f"代理人于 {record.on} 签署，{limit}",
                "请由该单位出具追认书，或在授权期限内重新签署",
            )


@dated_rule("C-SIG-42", "签署页的日期在将来")
def page_of_tomorrow(alliance: Alliance, today: date) -> Iterator[Finding]:
    """签署情况在收到签署页后填写，日期不会晚于今天。请照签署页核对。"""
    for number, _, record in _records(alliance):
        if record.on and record.on > today:
            yield Finding(f"成员单位[{number}].签署情况.日期", f"签署日期 {record.on} 还没有到", "请照签署页核对日期")


@rule("C-SIG-43", "签署页没有收齐", severity=Severity.WARNING, basis=("CC 490,502",))
def pages_are_missing(alliance: Alliance) -> Iterator[Finding]:
    """已经开始登记签署页，但还有成员单位没有登记，协议可能还没有生效。
    达到家数生效的，收齐约定的家数并有对外责任主体单位即可。请催收，收到后填写“签署情况”。"""
    parties = alliance.parties
    signed = [member for member in parties if member.signature]
    if not signed or len(signed) == len(parties):
        return
    signing, lead = alliance.signing, alliance.lead
    with_lead = any(member is lead for member in signed)
    if signing.effect is Effect.THRESHOLD and signing.threshold and len(signed) >= signing.threshold and with_lead:
        return
    missing = [named(member) for member in parties if not member.signature]
    listed = "、".join(f"“{name}”" for name in missing[:3]) + ("等" if len(missing) > 3 else "")
    yield Finding(
        "成员单位",
        f"已登记 {len(signed)} 家的签署页，还缺 {len(missing)} 家：{listed}",
        "请催收签署页，收到后填写“签署情况”",
    )


@rule("C-DOC-05", "写明经过协商而没有协商记录", severity=Severity.WARNING, basis=("SPC-CT 9",))
def no_record_of_negotiation(alliance: Alliance) -> Iterator[Finding]:
    """协议印有各方均有机会提出修改意见的确认，但事先拟定、没有协商过的条款仍可能被认定为格式条款，不因合同里写了相反的话而改变。
    能证明协商的是协商记录。协议已有签署日期的，请留存记录并填写名称或编号。"""
    signing = alliance.signing
    if signing.signed_on and not signing.negotiation_record:
        yield Finding(
            "签署.协商记录",
            f"协议已于 {signing.signed_on} 签署，没有写明协商记录的名称或编号",
            "请留存征求意见和协商的记录，并填写名称或编号",
        )


@rule("C-DOC-06", "协议之外另有补充协议", severity=Severity.WARNING, basis=("SPC-CT 14,15",))
def side_letters(alliance: Alliance) -> Iterator[Finding]:
    """就同一事项另签补充协议，与签署、备案的文本不一致时，以真实的约定为准，备案文本还可能被认为不实。
    协议的效力顺序没有列入补充协议。请把内容并入协议，或在补充协议中写明效力顺序，并一并报送。"""
    for number, letter in enumerate(alliance.signing.side_letters, 1):
        yield Finding(
            f"签署.补充协议[{number}]",
            f"另有补充协议“{letter or ''}”，没有列入协议的效力顺序",
            "请并入协议，或写明效力顺序并一并报送",
        )


RULES = (
    page_is_incomplete,
    last_page_after_the_start,
    no_certification_service,
    no_prevailing_language,
    another_language_prevails,
    signed_without_power,
    page_of_tomorrow,
    pages_are_missing,
    no_record_of_negotiation,
    side_letters,
)
