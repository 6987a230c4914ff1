"""The arithmetic of the council: whether its majorities can work at all, and whether its resolutions reached them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.governance import Resolution, ResolutionKind
from kit.model.majority import Majority
from kit.rules.comparing import folded
from kit.rules.rule import Finding, Sureness, dated_rule, rule

_COUNCIL = "组织机构.理事会"
_HALF, _TWO_THIRDS = Fraction(1, 2), Fraction(2, 3)
_DAYS_OF_A_YEAR = 365
_SPECIAL_MATTERS = ("章程", "管理办法", "管理制度", "除名")


@rule("C-GOV-01", "现有理事人数达不到法定人数或特别决议票数")
def too_few_directors(alliance: Alliance) -> Iterator[Finding]:
    """法定人数和特别决议票数都按理事总席位计算，空缺的席位也计入。名单上的理事全部出席、全部同意都不够时，
    会议开不成或者特别决议永远不能通过。请减少席位、补足理事，或降低比例。
    """
    council = alliance.governance.council
    named = len(council.directors)
    needs = (("法定人数", council.quorum_count), ("特别决议", council.special_count))
    for label, needed in needs:
        if named and needed is not None and needed > named:
            yield Finding(
                f"{_COUNCIL}.{label}",
                f"理事总席位 {council.seats} 名，“{label}”要求 {needed} 名，理事名单只有 {named} 人",
                "请减少席位、补足理事，或降低比例",
            )
            return


@rule("C-GOV-10", "正反各半也算通过", severity=Severity.WARNING)
def half_is_enough(alliance: Alliance) -> Iterator[Finding]:
    """表决比例写成“二分之一以上”或更低，含本数，赞成与反对各占一半时议案也算通过，相反的议案同样可以通过。
    请改为“过半数”，恰好一半就不通过。
    """
    council = alliance.governance.council
    majorities = {
        f"{_COUNCIL}.普通决议": council.ordinary,
        f"{_COUNCIL}.特别决议": council.special,
        "开放发展.解散表决比例": alliance.openness.dissolution_majority,
    }
    for field, majority in majorities.items():
        if majority and (majority.share < _HALF or (majority.share == _HALF and majority.inclusive)):
            yield Finding(field, f"表决比例为“{majority}”，正反两方各占一半时都能通过", "请改为 过半数 或更高的比例")


@rule("C-GOV-11", "特别决议的票数少于普通决议", severity=Severity.WARNING)
def special_below_ordinary(alliance: Alliance) -> Iterator[Finding]:
    """特别决议处理修改章程、除名一类重大事项，票数不应少于全体出席时的普通决议。
    请核对两个比例，多半是填反了。
    """
    council = alliance.governance.council
    if not council.special or not council.ordinary or not council.seats:
        return
    special, ordinary = council.special.needed_of(council.seats), council.ordinary.needed_of(council.seats)
    if special < ordinary:
        yield Finding(
            f"{_COUNCIL}.特别决议",
            f"{council.seats} 名理事全体出席时，特别决议须 {special} 票，少于普通决议的 {ordinary} 票",
            "请核对两个比例",
        )


@rule("C-GOV-12", "特别决议的比例低于三分之二", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def special_below_two_thirds(alliance: Alliance) -> Iterator[Finding]:
    """所见各地联盟的章程，修改章程、除名、解散一类事项都至少要三分之二以上同意；没有找到强制的规定，属于起草判断。
    比例过低，少数成员的基本权利容易被改变；请改为三分之二以上，或确认全体成员都接受较低的比例。
    """
    council = alliance.governance.council
    special, ordinary = council.special, council.ordinary
    if special is None or special.share >= _TWO_THIRDS or _weak(special):
        return
    if ordinary and council.seats and special.needed_of(council.seats) < ordinary.needed_of(council.seats):
        return
    yield Finding(
        f"{_COUNCIL}.特别决议",
        f"特别决议的比例为“{special}”，低于通常的三分之二以上",
        "请改为三分之二以上，或确认各成员接受",
    )


def _weak(majority: Majority) -> bool:
    """Whether opposite motions could both be carried: that has a rule of its own."""
    return majority.share < _HALF or (majority.share == _HALF and majority.inclusive)


@rule("C-GOV-13", "法定人数低于半数", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def quorum_below_half(alliance: Alliance) -> Iterator[Finding]:
    """所见各地章程的法定人数是二分之一以上或三分之二以上；没有找到强制的规定，属于起草判断。
    不到一半的理事就能开会，两批人可以各开各的会、作出相反的决议；请改为二分之一以上或更高。
    """
    quorum = alliance.governance.council.quorum
    if quorum and quorum.share < _HALF:
        yield Finding(
            f"{_COUNCIL}.法定人数", f"法定人数为“{quorum}”，不到全体理事的一半", "请改为二分之一以上或更高的比例"
        )


@rule("C-GOV-21", "提议临时会议的人数不少于法定人数", severity=Severity.WARNING)
def too_many_to_call(alliance: Alliance) -> Iterator[Finding]:
    """临时会议由一部分理事提议召开，是少数理事要求开会的途径；提议人数达到法定人数，这一途径就落空了。
    请降低“临时会议提议”的比例，例如三分之一以上。
    """
    council = alliance.governance.council
    callers, quorum = council.extraordinary_count, council.quorum_count
    if len(council.directors) > 1 and callers and quorum and callers >= quorum > 1:
        yield Finding(
            f"{_COUNCIL}.临时会议提议",
            f"提议临时会议须 {callers} 名理事，不少于法定人数 {quorum} 名",
            "请降低提议的比例，例如三分之一以上",
        )


@rule("C-GOV-22", "会议通知期与每年会议次数不能同时做到", severity=Severity.WARNING)
def no_time_to_meet(alliance: Alliance) -> Iterator[Finding]:
    """每次会议都要提前通知；通知期乘以每年会议次数超过一年，一次接一次地通知也开不完这些会。
    请缩短通知期，或减少每年会议次数。
    """
    council = alliance.governance.council
    notice, meetings = council.notice_days, council.meetings_per_year
    if notice and meetings and notice * meetings > _DAYS_OF_A_YEAR:
        yield Finding(
            f"{_COUNCIL}.会议通知期",
            f"通知期 {notice} 日，每年会议 {meetings} 次，依次通知需要 {notice * meetings} 日，超过一年",
            "请缩短通知期，或减少每年会议次数",
        )


@rule("C-GOV-23", "一家单位的理事可以单独作出决议", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def one_unit_decides(alliance: Alliance) -> Iterator[Finding]:
    """理事一人一票，一家单位委派的理事达到全体出席时普通决议的票数，它一家同意就能通过，其他成员的表决没有意义。
    联盟至少有三家成员单位时才判断；没有找到强制的规定，属于起草判断。请调整席位的分配。
    """
    council = alliance.governance.council
    if not council.ordinary or len(alliance.parties) < 3:
        return
    needed = council.ordinary.needed_of(council.seats)
    seats = Counter(id(unit) for director in council.directors if (unit := alliance.member(director.member)))
    for member in alliance.members:
        if needed and seats[id(member)] >= needed:
            yield Finding(
                f"{_COUNCIL}.理事",
                f"“{member.short_name or member.name or ''}”委派的理事 {seats[id(member)]} 人，"
                f"单独即达到普通决议的 {needed} 票",
                "请减少这家单位的席位，或提高表决比例",
            )


_PERIODS: tuple[tuple[str, Callable[[Alliance], Any]], ...] = (
    (f"{_COUNCIL}.任期", lambda a: a.governance.council.term_years),
    (f"{_COUNCIL}.每年会议次数", lambda a: a.governance.council.meetings_per_year),
    (f"{_COUNCIL}.会议通知期", lambda a: a.governance.council.notice_days),
    ("组织机构.专家委员会.任期", lambda a: a.governance.experts.term_years),
    ("组织机构.专家委员会.每年会议次数", lambda a: a.governance.experts.meetings_per_year),
    ("经费.报告周期", lambda a: a.funds.report_months),
    ("经费.结余返还期", lambda a: a.funds.return_days),
)


@rule("C-GOV-24", "任期、次数或周期填写为零", severity=Severity.WARNING)
def nothing_of_it(alliance: Alliance) -> Iterator[Finding]:
    """任期、每年会议次数、会议通知期、报告周期、结余返还期填写为零，印出来的条款就没有意义，例如“每年至少召开0次”。
    请填写实际的数目。
    """
    for field, value in _PERIODS:
        if value(alliance) == 0:
            label = field.rpartition(".")[2]
            yield Finding(field, f"{label}填写为 0，条款没有意义", f"请填写实际的{label}")


def _resolutions(alliance: Alliance) -> Iterator[tuple[str, Resolution]]:
    """The resolutions with the path of each."""
    for number, resolution in enumerate(alliance.governance.council.resolutions, 1):
        yield f"{_COUNCIL}.决议[{number}]", resolution


@rule("C-VOT-01", "出席人数多于理事席位")
def more_than_seats(alliance: Alliance) -> Iterator[Finding]:
    """出席会议的理事（受托出席的计入）不能多于理事总席位；列席的人不计入出席。
    请核对会议纪要中的出席人数。
    """
    seats = alliance.governance.council.seats
    for field, resolution in _resolutions(alliance):
        if seats and resolution.present is not None and resolution.present > seats:
            yield Finding(
                f"{field}.出席",
                f"出席 {resolution.present} 人，理事总席位只有 {seats} 名",
                "请核对出席人数，列席的不计入",
            )


@rule("C-VOT-02", "决议的出席人数不足法定人数")
def no_quorum(alliance: Alliance) -> Iterator[Finding]:
    """出席人数达到法定人数，会议才能召开，不足时作出的决议不发生效力；法定人数按理事总席位计算。
    请核对出席人数，或重新开会表决。有理事回避的，席位要扣除，请在豁免中写明回避的人数。
    """
    council = alliance.governance.council
    for field, resolution in _resolutions(alliance):
        if resolution.present is not None and council.quorum_count and resolution.present < council.quorum_count:
            yield Finding(
                f"{field}.出席",
                f"出席 {resolution.present} 人，不足法定人数 {council.quorum_count} 人（{council.seats} 名理事的{council.quorum}）",
                "请核对出席人数，或重新开会表决",
            )


@rule("C-VOT-03", "同意、反对、弃权合计多于出席人数")
def more_votes_than_heads(alliance: Alliance) -> Iterator[Finding]:
    """出席的理事每人一票，同意、反对、弃权的合计不能多于出席人数。
    请对照会议纪要核对四个数。
    """
    for field, resolution in _resolutions(alliance):
        votes = (resolution.yes or 0) + (resolution.no or 0) + (resolution.abstained or 0)
        if resolution.present is not None and votes > resolution.present:
            yield Finding(
                f"{field}.出席",
                f"同意、反对、弃权合计 {votes} 票，出席只有 {resolution.present} 人",
                "请对照会议纪要核对票数",
            )


@rule("C-VOT-04", "同意票没有达到决议所需的票数")
def not_carried(alliance: Alliance) -> Iterator[Finding]:
    """普通决议按出席会议的理事计算，特别决议按理事总席位计算；同意票达不到所需票数，议案没有通过，不能列为决议。
    请核对票数和决议的类型，或删去这项决议。有理事回避的，席位要扣除，请在豁免中写明。
    """
    for field, resolution in _resolutions(alliance):
        needed, of = _needed(alliance, resolution)
        if needed is not None and resolution.yes is not None and resolution.yes < needed:
            yield Finding(
                f"{field}.同意",
                f"同意 {resolution.yes} 票，{resolution.kind}须不少于 {needed} 票（{of}）",
                "请核对票数和决议的类型；没有通过的请删去",
            )


def _needed(alliance: Alliance, resolution: Resolution) -> tuple[int | None, str]:
    """The votes a resolution takes, and of what that is reckoned; None where it is not known."""
    council = alliance.governance.council
    if resolution.kind is ResolutionKind.SPECIAL:
        return (council.special_count if council.seats else None), f"全体理事 {council.seats} 名的{council.special}"
    if resolution.kind is ResolutionKind.ORDINARY and council.ordinary and resolution.present is not None:
        return council.ordinary.needed_of(resolution.present), f"出席理事 {resolution.present} 人的{council.ordinary}"
    return None, ""


@dated_rule("C-VOT-05", "决议的日期在联盟成立之前或尚未到来")
def voted_out_of_time(alliance: Alliance, today: date) -> Iterator[Finding]:
    """日期在今天以后的决议还没有作出；理事会依联盟协议设立，协议签署以前也没有理事会可以表决，后一种作为警告。
    请核对决议的日期。
    """
    signed_on = alliance.signing.signed_on
    for field, resolution in _resolutions(alliance):
        if resolution.on and resolution.on > today:
            yield Finding(f"{field}.日期", f"决议日期 {resolution.on} 还没有到（今天是 {today}）", "请核对日期")
        elif resolution.on and signed_on and resolution.on < signed_on:
            yield Finding(
                f"{field}.日期",
                f"决议日期 {resolution.on} 早于协议签署日期 {signed_on}，那时还没有理事会",
                "请核对日期",
                milder=Severity.WARNING,
            )


@rule("C-VOT-06", "同一决议填写了两次", severity=Severity.WARNING)
def same_resolution(alliance: Alliance) -> Iterator[Finding]:
    """两项决议的事项和日期都相同，多半是重复填写。
    请删去一项；同一天对同一事项表决两次的，请在事项中写明区别。
    """
    seen: dict[tuple[str, date | None], str] = {}
    for field, resolution in _resolutions(alliance):
        if resolution.subject:
            first = seen.setdefault((folded(resolution.subject), resolution.on), field)
            if first != field:
                yield Finding(f"{field}.事项", f"“{resolution.subject}”与{first}的事项、日期相同", "请删去重复的一项")


@rule("C-VOT-07", "应当特别决议的事项写成普通决议", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def ordinary_for_special(alliance: Alliance) -> Iterator[Finding]:
    """协议约定章程和管理办法的通过与修改、对成员单位除名等事项须以特别决议决定，按全体理事计算票数。
    这里按事项中的字样判断；请把类型改为“特别决议”，并核对票数是否达到。
    """
    for field, resolution in _resolutions(alliance):
        matter = next((word for word in _SPECIAL_MATTERS if word in (resolution.subject or "")), "")
        if matter and resolution.kind is ResolutionKind.ORDINARY:
            yield Finding(
                f"{field}.类型",
                f"“{resolution.subject}”涉及{matter}，协议约定以特别决议决定，类型却是“{resolution.kind}”",
                "请把类型改为“特别决议”，并核对票数",
            )


@rule("C-VOT-08", "通过章程或经费管理办法的日期与决议不同", severity=Severity.WARNING)
def adopted_on_another_day(alliance: Alliance) -> Iterator[Finding]:
    """“章程通过日期”“管理办法通过日期”应当就是理事会通过它的决议的日期，两处不同，申报材料就前后矛盾。
    只看事项以“通过”开头的决议；请核对两处日期。
    """
    papers = (
        ("章程", "签署.章程通过日期", alliance.signing.charter_adopted_on),
        ("经费管理办法", "经费.管理办法通过日期", alliance.funds.rules_adopted_on),
    )
    for field, resolution in _resolutions(alliance):
        for paper, told, day in papers:
            named = resolution.subject and resolution.subject.startswith("通过") and paper in resolution.subject
            if named and resolution.on and day and resolution.on != day:
                yield Finding(
                    f"{field}.日期",
                    f"“{resolution.subject}”的日期为 {resolution.on}，“{told}”为 {day}",
                    "请核对两处日期",
                )


RULES = (
    too_few_directors,
    half_is_enough,
    special_below_ordinary,
    special_below_two_thirds,
    quorum_below_half,
    too_many_to_call,
    no_time_to_meet,
    one_unit_decides,
    nothing_of_it,
    more_than_seats,
    no_quorum,
    more_votes_than_heads,
    not_carried,
    voted_out_of_time,
    same_resolution,
    ordinary_for_special,
    adopted_on_another_day,
)
