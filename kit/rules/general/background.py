"""Background rights: whose they are, how long they last, what burdens them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from kit import patterns
from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.ip import Background
from kit.model.members import BackgroundRight, ContributionKind, Member
from kit.rules.comparing import folded
from kit.rules.general.nature import is_the_alliance
from kit.rules.general.patents import (
    fits_kind,
    is_foreign_number,
    is_old_number,
    is_patent,
    longest_term,
    patent_kind,
    plain_number,
    read_patent_number,
    years_after,
)
from kit.rules.general.teamwork import named, teams
from kit.rules.rule import Finding, Sureness, dated_rule, rule

_HOLDERS = patterns.compiled(r"[、,，;；]")
_NONE = patterns.compiled(r"(?:无|没有|未|不存在|尚无)")
_EXCLUSIVE = patterns.compiled(r"(?<![非无未])(?:独占|排他)")
_PLEDGED = patterns.compiled(r"(?<![非无未])质押")
_RELEASED = ("解除", "注销", "质权人同意", "经质权人")


def _rights(alliance: Alliance) -> Iterator[tuple[str, Member, BackgroundRight]]:
    """Every background right with its field and its member."""
    for number, member in enumerate(alliance.members, 1):
        for item, right in enumerate(member.background, 1):
            yield f"成员单位[{number}].背景知识产权[{item}]", member, right


def _titled(right: BackgroundRight) -> str:
    name = right.title or right.number
    return f"“{name}”" if name else "一项没有写名称的知识产权"


@rule("C-IP-01", "已授权的专利没有写授权日或届满日", severity=Severity.WARNING, basis=("CC 845",))
def granted_without_dates(alliance: Alliance) -> Iterator[Finding]:
    """技术合同涉及专利的，应注明名称、申请人和专利权人、申请日期、申请号、专利号和有效期限。
    这里看号码以 ZL 开头的专利是否写了授权日和届满日。请照专利证书补填。"""
    if alliance.ip.background is not Background.LISTED:
        return
    for number, member in enumerate(alliance.members, 1):
        undated = [(item, right) for item, right in enumerate(member.background, 1) if _lacks_dates(right)]
        if undated:
            item, first = undated[0]
            lacks = _lacks_dates(first)
            which = (
                f"等 {len(undated)} 项已授权的专利没有写全授权日、届满日"
                if len(undated) > 1
                else f"没有写{'、'.join(lacks)}"
            )
            yield Finding(
                f"成员单位[{number}].背景知识产权[{item}].{lacks[0]}",
                f"{'' if len(undated) > 1 else '已授权的专利'}{_titled(first)}{which}",
                "请照专利证书补填",
            )


def _lacks_dates(right: BackgroundRight) -> list[str]:
    """The days a granted patent is listed without."""
    if not is_patent(right) or not plain_number(right.number or "").startswith("ZL"):
        return []
    return [label for label, day in (("授权日", right.granted_on), ("届满日", right.expires_on)) if day is None]


@rule("C-IP-02", "同一项知识产权由两家单位各自登记", basis=("PAT 14",), sure=Sureness.LOGIC)
def same_right_of_two(alliance: Alliance) -> Iterator[Finding]:
    """两家成员单位登记了号码相同的背景知识产权，又没有注明共有。
    一项权利不会分别完全属于两家；共有的，使用和许可要按共有的规则办。请核对号码，共有的在“权利人”中列出全部共有人。"""
    owners: dict[str, tuple[str, Member, BackgroundRight]] = {}
    for field, member, right in _rights(alliance):
        key = _key(right)
        if key is None:
            continue
        first_field, first, first_right = owners.setdefault(key, (field, member, right))
        if first is not member and not (_is_joint(first_right) and _is_joint(right)):
            yield Finding(
                f"{field}.号码",
                f"号码“{right.number}”已由“{named(first)}”登记（{first_field}），没有注明共有",
                "请核对号码；共有的，两处的“权利人”都列出全部共有人",
            )


@rule("C-IP-43", "同一单位把一项知识产权登记了两次", severity=Severity.WARNING)
def same_right_twice(alliance: Alliance) -> Iterator[Finding]:
    """同一单位的背景知识产权中号码重复，多半是抄录错误。请核对号码或删去一项。"""
    seen: dict[tuple[int, str], str] = {}
    for field, member, right in _rights(alliance):
        key = _key(right)
        if key is not None:
            first = seen.setdefault((id(member), key), field)
            if first != field:
                yield Finding(f"{field}.号码", f"号码“{right.number}”与{first}相同", "请核对号码，或删去一项")


def _key(right: BackgroundRight) -> str | None:
    """A registered number as it is compared; a secret's inner number says nothing outside its unit."""
    if not right.number or "秘密" in (right.kind or ""):
        return None
    return plain_number(right.number).removeprefix("ZL").replace(".", "")


def _is_joint(right: BackgroundRight) -> bool:
    return len([name for name in _HOLDERS.split(right.holder or "") if name.strip()]) > 1


@rule("C-IP-41", "背景知识产权的权利人不是提供单位", severity=Severity.WARNING, basis=("CC 862,870",))
def held_by_another(alliance: Alliance) -> Iterator[Finding]:
    """许可他人使用技术的，应当保证自己是合法的权利人。
    “权利人”里没有登记它的这家单位，这家单位就无权拿出来供任务使用。
    请取得权利人的书面授权，改由权利人登记，或把共有人写全。"""
    owners = {folded(name): member for member in alliance.members for name in (member.name, member.short_name) if name}
    for field, member, right in _rights(alliance):
        holders = [name for name in _HOLDERS.split(right.holder or "") if name.strip()]
        own = {folded(name) for name in (member.name, member.short_name) if name}
        if not holders or not member.name or own & {folded(name) for name in holders}:
            continue
        if is_the_alliance(alliance, right.holder or ""):
            continue
        other = owners.get(folded(holders[0]))
        who = f"是另一家成员单位“{right.holder}”" if other else f"“{right.holder}”不是“{named(member)}”"
        yield Finding(
            f"{field}.权利人",
            f"{_titled(right)}的权利人{who}",
            "请取得权利人的书面授权，或改由权利人登记；共有的写全共有人",
        )


@rule(
    "C-IP-42",
    "背景知识产权已有独占或排他许可",
    severity=Severity.WARNING,
    basis=("SPC-TECH 25",),
    sure=Sureness.JUDGEMENT,
)
def exclusively_licensed(alliance: Alliance) -> Iterator[Finding]:
    """“权利负担”里写着独占或排他许可：独占许可排除权利人自己，排他许可排除第三人，都妨碍再许可任务参加单位使用。
    按文字判断。请核对许可的领域、地域和期限，必要时取得被许可人同意，或不作为背景知识产权提供。"""
    for field, _, right in _rights(alliance):
        burden = right.encumbrance or ""
        found = _EXCLUSIVE.search(burden)
        if found and not _NONE.match(burden):
            yield Finding(
                f"{field}.权利负担",
                f"{_titled(right)}已有{found[0]}许可，再供任务使用可能违约",
                "请核对许可范围，取得被许可人同意，或不再提供",
            )


@rule("C-IP-44", "质押中的知识产权没有写明怎样解除", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def pledged(alliance: Alliance) -> Iterator[Finding]:
    """“权利负担”里有质押，却没有写解除日期或质权人同意。质押期间许可他人使用，通常要先与质权人协商。
    请写明质权人是否同意、何时解除。"""
    for field, _, right in _rights(alliance):
        burden = right.encumbrance or ""
        released = any(word in burden for word in _RELEASED)
        if _PLEDGED.search(burden) and not _NONE.match(burden) and not released:
            yield Finding(
                f"{field}.权利负担",
                f"{_titled(right)}已经质押，没有写明质权人是否同意或何时解除",
                "请写明质权人的同意或解除日期",
            )


@rule("C-IP-46", "专利在协议开始前已经届满", basis=("CC 865",))
def expired_before_the_start(alliance: Alliance) -> Iterator[Finding]:
    """专利权届满后，不得再就该专利订立实施许可合同。届满日早于协议期限起始日的专利，不能再作背景知识产权提供。
    请核对届满日，或从清单中删去。"""
    start = alliance.signing.term_start or alliance.signing.signed_on
    for field, _, right in _rights(alliance):
        if _ends_before(right, start):
            yield Finding(
                f"{field}.届满日",
                f"{_titled(right)}于 {right.expires_on} 届满，早于协议开始的 {start}",
                "请核对届满日，或从清单中删去",
            )


@rule("C-IP-45", "专利在任务完成前届满", severity=Severity.WARNING, basis=("CC 865",))
def expires_too_early(alliance: Alliance) -> Iterator[Finding]:
    """专利实施许可只在专利权存续期内有效。提供单位参加的任务还没完成、专利就届满的，许可到期即止。
    请核对届满日，或在任务书中写明届满以后怎样使用。"""
    start = alliance.signing.term_start or alliance.signing.signed_on
    last = _last_days(alliance)
    for field, member, right in _rights(alliance):
        day = last.get(id(member))
        if _ends_before(right, day) and not _ends_before(right, start):
            yield Finding(
                f"{field}.届满日",
                f"{_titled(right)}于 {right.expires_on} 届满，该单位参加的任务到 {day} 才完成",
                "请核对届满日，或写明届满以后怎样使用",
            )


def _ends_before(right: BackgroundRight, day: date | None) -> bool:
    """Whether a patent ends before a day; one that ends before it was filed or granted is misdated, which is told."""
    begun = right.granted_on or right.filed_on
    known = is_patent(right) and day and right.expires_on and (begun is None or right.expires_on >= begun)
    return bool(known and right.expires_on and day and right.expires_on < day)


def _last_days(alliance: Alliance) -> dict[int, date]:
    """For each member by identity: the day the last of its tasks is due."""
    last: dict[int, date] = {}
    for _, task, members in teams(alliance):
        for member in members:
            if task.due:
                last[id(member)] = max(task.due, last.get(id(member), task.due))
    return last


@rule("C-IP-47", "知识产权的日期次序颠倒")
def dates_out_of_order(alliance: Alliance) -> Iterator[Finding]:
    """先申请，后授权，再届满；次序颠倒必有一个日期写错。请照证书核对。"""
    for field, _, right in _rights(alliance):
        days = [("申请日", right.filed_on), ("授权日", right.granted_on), ("届满日", right.expires_on)]
        known = [(label, day) for label, day in days if day]
        for (earlier, first), (later, second) in pairwise(known):
            if second < first:
                yield Finding(
                    f"{field}.{later}",
                    f"{_titled(right)}的{later} {second} 早于{earlier} {first}",
                    "请照证书核对日期",
                )


@rule("C-IP-48", "专利号不合编号规则", severity=Severity.INFO, sure=Sureness.MEMORY)
def strange_number(alliance: Alliance) -> Iterator[Finding]:
    """专利号由年份、种类、流水号和校验位组成：发明为 1 或 8，实用新型为 2 或 9，外观设计为 3，末位是校验位。
    年份应与申请日一致。编号规则凭记忆，没有核对标准原文，只作提示。请照证书核对号码。"""
    for field, _, right in _rights(alliance):
        kind = patent_kind(right.kind)
        if not kind or not right.number or is_foreign_number(right.number) or is_old_number(right.number):
            continue
        wrong = _wrong_with(right.number, kind, right.filed_on)
        if wrong:
            yield Finding(f"{field}.号码", f"号码“{right.number}”{wrong}", "请照证书核对号码和类型")


def _wrong_with(text: str, kind: str, filed_on: date | None) -> str:
    number = read_patent_number(text)
    if number is None:
        return "不像专利号或申请号"
    if not fits_kind(number, kind):
        return f"的种类位是 {number.kind}，与“{kind}”不符"
    if number.check != number.expected:
        return f"的校验位是 {number.check}，按编号规则应为 {number.expected}"
    if filed_on and number.year != str(filed_on.year):
        return f"的年份与申请日 {filed_on} 不一致"
    return ""


@rule("C-IP-49", "专利的届满日超过法定期限", severity=Severity.WARNING, basis=("PAT 42",))
def term_too_long(alliance: Alliance) -> Iterator[Finding]:
    """自申请日起，发明专利权的期限是二十年，实用新型十年，外观设计十五年。
    发明专利可能得到期限补偿，超过的只作提示。请照证书和登记簿核对届满日。"""
    for field, _, right in _rights(alliance):
        kind = patent_kind(right.kind)
        if not kind or not right.filed_on or not right.expires_on:
            continue
        limit = years_after(right.filed_on, longest_term(kind))
        if right.expires_on > limit:
            yield Finding(
                f"{field}.届满日",
                f"{_titled(right)}的届满日 {right.expires_on} 晚于自申请日起满 {longest_term(kind)} 年的 {limit}",
                "请照证书核对；得到期限补偿的，请在“权利负担”中注明",
                milder=Severity.INFO if kind == "发明" else None,
            )


@dated_rule(
    "C-IP-50", "背景知识产权形成于协议开始之后", severity=Severity.WARNING, basis=("TTP 40",), sure=Sureness.JUDGEMENT
)
def formed_later(alliance: Alliance, today: date) -> Iterator[Finding]:
    """背景知识产权是加入联盟之前已有的。申请日或完成日在协议开始（后加入的，在加入）之后的，可能是联盟任务的成果，归属规则不同。
    请核对日期；确与任务无关的，写明来源。"""
    start = alliance.signing.term_start
    for field, member, right in _rights(alliance):
        since = max(filter(None, (start, member.joined_on)), default=None)
        if since and right.filed_on and since < right.filed_on <= today:
            yield Finding(
                f"{field}.申请日",
                f"{_titled(right)}的申请日 {right.filed_on} 晚于协议开始或加入的 {since}，可能是任务成果",
                "请核对日期；与任务无关的，请留存来源证据",
            )


@dated_rule("C-IP-57", "知识产权的申请日或授权日在将来")
def dated_in_the_future(alliance: Alliance, today: date) -> Iterator[Finding]:
    """申请日、授权日是已经发生的事，不会晚于今天。请照受理通知书或证书核对。"""
    for field, _, right in _rights(alliance):
        for label, day in (("申请日", right.filed_on), ("授权日", right.granted_on)):
            if day and day > today:
                yield Finding(f"{field}.{label}", f"{_titled(right)}的{label} {day} 还没有到", "请照证书核对日期")


@rule("C-IP-17", "有外国或国际专利号", severity=Severity.INFO, basis=("PAT 19",))
def filed_abroad(alliance: Alliance) -> Iterator[Finding]:
    """在中国完成的发明或实用新型，向外国申请专利前要经过保密审查，否则在中国不授予专利权。
    号码是外国或国际申请的，提示核对当时是否经过审查。"""
    for field, _, right in _rights(alliance):
        if right.number and is_patent(right) and is_foreign_number(right.number):
            yield Finding(
                f"{field}.号码",
                f"号码“{right.number}”是外国或国际申请，在中国完成的发明应先经保密审查",
                "请核对当时是否经过保密审查，并留存通知书",
            )


@rule("C-IP-51", "选择概括约定而登记了背景知识产权", severity=Severity.INFO)
def listed_but_not_printed(alliance: Alliance) -> Iterator[Finding]:
    """选择“概括约定”时，协议不印背景知识产权清单，逐项填写的内容不进任何文书。
    要让清单成为协议附件，请选“清单登记”。"""
    if alliance.ip.background is not Background.GENERIC:
        return
    count = sum(len(member.background) for member in alliance.members)
    if count:
        yield Finding(
            "知识产权.背景知识产权",
            f"各单位登记了 {count} 项背景知识产权，而协议选择概括约定，不印清单",
            "要印清单，请改为 清单登记",
        )


@rule("C-IP-52", "以知识产权许可作投入而没有登记背景知识产权", severity=Severity.WARNING)
def licence_of_nothing(alliance: Alliance) -> Iterator[Finding]:
    """协议选择清单登记时，没有登记的背景知识产权不视为已提供给任务使用。
    投入里有“知识产权许可”，清单里却一项也没有，这项投入就落空。请登记所许可的知识产权。"""
    if alliance.ip.background is not Background.LISTED:
        return
    for number, member in enumerate(alliance.members, 1):
        licences = any(c.kind is ContributionKind.IP_LICENCE for c in member.contributions)
        if licences and not member.background and not member.is_observer:
            yield Finding(
                f"成员单位[{number}].背景知识产权",
                f"“{named(member)}”以知识产权许可作投入，却没有登记任何背景知识产权",
                "请登记所许可的知识产权，或改变投入形式",
            )


@rule("C-IP-53", "观察员单位登记了背景知识产权", severity=Severity.WARNING)
def observer_brings_rights(alliance: Alliance) -> Iterator[Finding]:
    """观察员单位不签署协议，不受关于背景知识产权的约定约束，登记也不印入清单。
    请删去登记，或改变该单位的联盟职务。"""
    for number, member in enumerate(alliance.members, 1):
        if member.is_observer and member.background:
            yield Finding(
                f"成员单位[{number}].背景知识产权",
                f"“{named(member)}”是观察员单位，登记的背景知识产权不印入协议",
                "请删去，或改变该单位的联盟职务",
            )


RULES = (
    granted_without_dates,
    same_right_of_two,
    same_right_twice,
    held_by_another,
    exclusively_licensed,
    pledged,
    expired_before_the_start,
    expires_too_early,
    dates_out_of_order,
    strange_number,
    term_too_long,
    formed_later,
    dated_in_the_future,
    filed_abroad,
    listed_but_not_printed,
    licence_of_nothing,
    observer_brings_rights,
)
