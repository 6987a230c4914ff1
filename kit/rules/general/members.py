"""The list of members: every unit once, one chair, one lead."""

from __future__ import annotations

from collections.abc import Iterator

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.members import Member, Position
from kit.rules.comparing import folded, repeats
from kit.rules.general.completeness import MIN_PARTIES
from kit.rules.rule import Finding, rule


@rule("C-MEM-01", "成员单位名称重复")
def same_name(alliance: Alliance) -> Iterator[Finding]:
    """比对各成员单位的全称，括号全角半角、空格和字母大小写的差别不算不同。
    同一单位填写两次，会使成员数、签署页和投入合计都算错；请只保留一项。
    """
    for first, later in repeats(m.name for m in alliance.members):
        yield Finding(
            f"成员单位[{later + 1}].名称",
            f"名称“{alliance.members[later].name}”与成员单位[{first + 1}]相同",
            "同一单位只填写一次",
        )


@rule("C-PTY-02", "统一社会信用代码或注册登记号重复")
def same_code(alliance: Alliance) -> Iterator[Finding]:
    """一个统一社会信用代码只属于一个单位，同一国家或地区的一个注册登记号也是；两家成员单位的号码相同，必有一处写错。
    请对照营业执照、法人证书或境外的登记文件核对。
    """
    for first, later in repeats(m.uscc for m in alliance.members):
        yield Finding(
            f"成员单位[{later + 1}].统一社会信用代码",
            f"统一社会信用代码“{alliance.members[later].uscc}”与成员单位[{first + 1}]相同",
            "请对照营业执照或法人证书核对",
        )
    for first, later in repeats(_registered_abroad(m) for m in alliance.members):
        yield Finding(
            f"成员单位[{later + 1}].注册登记号",
            f"注册登记号“{alliance.members[later].registration}”与成员单位[{first + 1}]相同",
            "请对照注册地的登记文件核对",
        )


def _registered_abroad(member: Member) -> str | None:
    """Number and place together: two countries may give the same number."""
    return f"{member.registration}\n{member.region}" if member.registration and member.region else None


@rule("C-MEM-02", "成员单位简称不能区分单位")
def same_short_name(alliance: Alliance) -> Iterator[Finding]:
    """其他各处用简称引用成员单位，简称与别家的简称或全称相同，就不知道指的是哪一家。
    请给每家单位取不同的简称。
    """
    members = alliance.members
    for first, later in repeats(m.short_name for m in members):
        yield Finding(
            f"成员单位[{later + 1}].简称",
            f"简称“{members[later].short_name}”与成员单位[{first + 1}]相同",
            "请给每家单位取不同的简称",
        )
    owners = {folded(m.name): number for number, m in enumerate(members) if m.name}
    for number, member in enumerate(members):
        owner = owners.get(folded(member.short_name or ""), number)
        if owner != number:
            yield Finding(
                f"成员单位[{number + 1}].简称",
                f"简称“{member.short_name}”与成员单位[{owner + 1}]的全称相同",
                "请给每家单位取不同的简称",
            )


@rule("C-MEM-03", "理事长单位没有写明或多于一家")
def not_one_chair_unit(alliance: Alliance) -> Iterator[Finding]:
    """理事长单位只有一家：协议约定由它委派理事长，通常也由它对外承担责任。
    请在“联盟职务”中填写一家理事长单位，其余改为副理事长单位或理事单位。
    """
    chairs = [n for n, m in enumerate(alliance.members) if m.position is Position.CHAIR]
    if _has_begun(alliance) and not chairs:
        yield Finding("成员单位", "没有理事长单位，应有一家", "请在一家成员单位的“联盟职务”中填写 理事长单位")
    for number in chairs[1:]:
        yield Finding(
            f"成员单位[{number + 1}].联盟职务",
            f"理事长单位有 {len(chairs)} 家，只能有一家；成员单位[{chairs[0] + 1}]已是理事长单位",
            "请改为副理事长单位或理事单位",
        )


def _has_begun(alliance: Alliance) -> bool:
    """Whether any member has a name yet; in a new data file nothing has, and that everything is missing is told once."""
    return any(member.name for member in alliance.members)


@rule("C-PTY-03", "对外责任主体单位没有写明或只是观察员")
def no_lead(alliance: Alliance) -> Iterator[Finding]:
    """契约型联盟不是法人，协议约定对外的合同和责任由一家成员单位以自己的名义承担，备案也由它申请。
    这里检查是否写明了这家单位、它是否签署协议；观察员单位不签署协议，不能承担。请填写一家签署协议的成员单位。
    """
    name, lead = alliance.info.lead, alliance.lead
    if not name:
        if _has_begun(alliance):
            yield Finding("联盟.对外责任主体单位", "没有填写对外责任主体单位", "请填写一家成员单位的简称")
    elif lead and lead.is_observer:
        yield Finding(
            "联盟.对外责任主体单位",
            f"对外责任主体单位“{name}”是观察员单位，不签署协议",
            "请改由签署协议的成员单位担任",
        )


@rule("C-MEM-05", "成员数少于最低成员数", severity=Severity.WARNING)
def fewer_than_the_minimum(alliance: Alliance) -> Iterator[Finding]:
    """协议约定成员少于最低成员数时应当补足，补不足就解散；签署时就不够，协议一生效便进入补足期。
    请在签署前增加成员单位，或改小最低成员数。
    """
    parties, minimum = len(alliance.parties), alliance.openness.minimum_members
    if minimum is not None and MIN_PARTIES <= parties < minimum:
        yield Finding(
            "成员单位",
            f"签署协议的成员单位 {parties} 家，少于“开放发展.最低成员数”的 {minimum} 家，协议一生效就要补足或解散",
            "请在签署前增加成员单位，或改小最低成员数",
        )


RULES = (
    same_name,
    same_code,
    same_short_name,
    not_one_chair_unit,
    no_lead,
    fewer_than_the_minimum,
)
