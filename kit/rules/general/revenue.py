"""Who gets a fixed share of what results earn: parties only, each once, and something."""

from __future__ import annotations

from collections.abc import Iterator

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.ip import RevenueShare, RevenueSplit
from kit.model.members import Member
from kit.rules.rule import Finding, rule

_SHARES = "知识产权.收益比例"


def _holders(alliance: Alliance) -> Iterator[tuple[int, RevenueShare, Member]]:
    """The fixed shares, where they hold, with the member each goes to."""
    if alliance.ip.revenue is not RevenueSplit.FIXED:
        return
    for number, share in enumerate(alliance.ip.revenue_shares, 1):
        member = alliance.member(share.member)
        if member:
            yield number, share, member


@rule("C-REV-02", "收益比例分给了不签署协议的单位")
def share_of_a_stranger(alliance: Alliance) -> Iterator[Finding]:
    """固定收益比例只在签署协议的成员单位之间有效；观察员单位不签署协议，分给它的比例没有约定可依，其余单位的也就不足 100%。
    请删去这一行并重新分配，或让该单位作为成员单位签署协议。
    """
    for number, share, member in _holders(alliance):
        if member.is_observer:
            yield Finding(
                f"{_SHARES}[{number}].单位",
                f"“{share.member}”是观察员单位，不签署协议，不能分得收益比例",
                "请删去这一行并重新分配，或改变该单位的联盟职务",
            )


@rule("C-REV-21", "同一单位的收益比例填写了两次")
def two_shares_of_one(alliance: Alliance) -> Iterator[Finding]:
    """收益比例表中一家单位只应有一行；写了两行，不知道是两行相加还是有一行写错。
    请合并为一行，并核对合计是否仍为 100%。
    """
    first: dict[int, int] = {}
    for number, share, member in _holders(alliance):
        earlier = first.setdefault(id(member), number)
        if earlier != number:
            yield Finding(
                f"{_SHARES}[{number}].单位",
                f"“{share.member}”在收益比例[{earlier}]中已经填写",
                "请合并为一行，并核对合计",
            )


@rule("C-REV-22", "收益比例为零", severity=Severity.WARNING)
def share_of_nothing(alliance: Alliance) -> Iterator[Finding]:
    """收益比例表中写明某家单位分得 0%，等于它不分收益，却会印在协议附件里，容易引起争议。
    不分收益的单位请删去这一行，要分的请填写实际比例。
    """
    for number, share, _ in _holders(alliance):
        if share.share is not None and share.share.value == 0:
            yield Finding(
                f"{_SHARES}[{number}].比例", f"“{share.member}”的收益比例为 0%", "请删去这一行，或填写实际比例"
            )


RULES = (share_of_a_stranger, two_shares_of_one, share_of_nothing)
