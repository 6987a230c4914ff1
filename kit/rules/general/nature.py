"""What an alliance by contract must not do or own, because it is no person in law."""

from __future__ import annotations

from collections.abc import Iterator

from kit import patterns
from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.alliance_info import LegalForm
from kit.rules.comparing import folded
from kit.rules.rule import Finding, Sureness, rule

_TO_THE_ALLIANCE = patterns.compiled(
    r"(?:转让给|赠与|捐赠给|移交给?|归|交由|登记在|划入)(?:本)?联盟(?:名下|所有|账户)?(?=$|[，。；、（(）)])"
    r"|(?:归|登记在|划入)(?:本)?联盟(?:名下|所有|账户)"
)
_ORGANS = ("", "理事会", "秘书处", "专家委员会")


def _is_contract(alliance: Alliance) -> bool:
    return alliance.info.legal_form is LegalForm.CONTRACT


def is_the_alliance(alliance: Alliance, name: str) -> bool:
    """Whether a name is the alliance's own or an organ's."""
    bodies = [body for body in (alliance.info.name, alliance.info.short_name, "联盟", "本联盟") if body]
    return folded(name) in {folded(body + organ) for body in bodies for organ in _ORGANS}


@rule("C-NAT-01", "契约型联盟刻制了公章或开立了账户", basis=("SGR 16,32",), sure=Sureness.LOGIC)
def own_seal_or_account(alliance: Alliance) -> Iterator[Finding]:
    """协议写明联盟不设印章、不开立账户，数据却填了有，两处矛盾。印章和账户以登记证书为前提，
    没有登记的联盟刻制、开立，可能被看作擅自以社会团体名义活动；最后一点是起草判断。
    对外文件应由对外责任主体单位以自己的名义盖章，经费由托管单位设专账管理。
    已经刻制或开立的，请交回、注销后改正这里的填写。"""
    if not _is_contract(alliance):
        return
    for field, owned, thing, instead in (
        ("联盟.刻制公章", alliance.info.own_seal, "刻制了自己的公章", "由对外责任主体单位用自己的公章"),
        ("联盟.开立账户", alliance.info.own_account, "以自己的名义开立了银行账户", "由托管单位设专账管理经费"),
    ):
        if owned:
            yield Finding(
                field,
                f"协议写明联盟不设印章、不开立账户，数据却填写联盟{thing}",
                f"请停用并注销，{instead}；或者先办理登记",
            )


@rule(
    "C-NAT-02",
    "契约型联盟以自己的名义收取会费",
    severity=Severity.WARNING,
    basis=("SGR 32",),
    sure=Sureness.JUDGEMENT,
)
def charges_dues(alliance: Alliance) -> Iterator[Finding]:
    """没有登记的联盟以自己的名义收会费，容易被认定为擅自以社会团体名义活动。
    成员单位的资金应作为投入，由托管单位以自己的名义收取、设专账并开具票据。"""
    if _is_contract(alliance) and alliance.info.charges_dues:
        yield Finding(
            "联盟.以联盟名义收费",
            "契约型联盟未经登记，却以联盟的名义收取会费",
            "请改为成员投入，由托管单位收取并设专账",
        )


@rule("C-NAT-41", "知识产权的权利人写成了联盟", basis=("CC 102,103", "SPC-CPL 52,62"))
def alliance_holds_rights(alliance: Alliance) -> Iterator[Finding]:
    """契约型联盟和它的理事会、秘书处不是民事主体，不能作专利、软件等的权利人或申请人。
    这里逐项看背景知识产权的“权利人”。请改写为实际的权利人，共有的逐家列出。"""
    if not _is_contract(alliance):
        return
    for number, member in enumerate(alliance.members, 1):
        for item, right in enumerate(member.background, 1):
            if right.holder and is_the_alliance(alliance, right.holder):
                yield Finding(
                    f"成员单位[{number}].背景知识产权[{item}].权利人",
                    f"权利人写为“{right.holder}”，契约型联盟及其机构不能享有权利",
                    "请写实际的权利人；共有的逐家列出",
                )


@rule(
    "C-NAT-42",
    "投入写成转让给联盟",
    severity=Severity.WARNING,
    basis=("CC 102,103", "SPC-CPL 52"),
    sure=Sureness.JUDGEMENT,
)
def given_to_the_alliance(alliance: Alliance) -> Iterator[Finding]:
    """投入的“内容”“附带条件”里写着归联盟所有、转让给联盟，而契约型联盟不能受让财产，也容易被看作合伙财产。
    按文字判断，可能误报。请写明由哪一家成员单位受让，或只提供使用。"""
    if not _is_contract(alliance):
        return
    for number, member in enumerate(alliance.members, 1):
        for item, contribution in enumerate(member.contributions, 1):
            for label, text in (("内容", contribution.description), ("附带条件", contribution.condition)):
                found = _TO_THE_ALLIANCE.search(text or "")
                if found:
                    yield Finding(
                        f"成员单位[{number}].投入[{item}].{label}",
                        f"写有“{found[0]}”，契约型联盟不能受让财产",
                        "请写明受让的成员单位，或改为提供使用",
                    )


RULES = (own_seal_or_account, charges_dues, alliance_holds_rights, given_to_the_alliance)
