"""The real work since the founding: eight heads, proofs in order, dates that are possible (article 11(4))."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from kit import patterns
from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.filing import WorkHead
from kit.rules.comparing import repeats
from kit.rules.rule import Finding, Sureness, rule
from kit.rules.tj2018.tianjin import formed_on, is_nothing

_WORK = "备案.已开展工作"
_SERIAL = patterns.compiled(r"\A(.*?)([0-9]+)\Z")


@rule("C-FIL-08", "八个方面的工作没有填齐或没有证明材料", severity=Severity.WARNING, basis=("MEASURE 11(4)",))
def heads_missing(alliance: Alliance) -> Iterator[Finding]:
    """看八个方面是不是各有至少一项已开展的工作，证明材料编号有没有填“无”。

    办法第十一条第（四）项列举了八个方面，要求开展实质性工作；没有填报的方面，申请书印“无”。
    请补填，或准备好说明。整个清单空缺时只报一次。
    """
    done = alliance.filing.work
    covered = {work.head for work in done}
    missing = [head for head in WorkHead if head not in covered]
    if missing and (done or alliance.filing.filled_on):
        yield Finding(
            _WORK,
            f"八个方面中有 {len(missing)} 个没有填报工作：{'、'.join(map(str, missing))}",
            "请逐方面填写已开展的实质性工作和证明材料编号",
        )
    for number, work in enumerate(done, 1):
        if is_nothing(work.evidence):
            yield Finding(
                f"{_WORK}[{number}].证明材料编号",
                f"“{work.head or ''}”的证明材料编号填“{work.evidence}”，每项工作应有证明材料",
                "请补充证明材料并编号",
            )


@rule("C-FIL-43", "证明材料编号重复", severity=Severity.WARNING, basis=("MEASURE 11(4)",), sure=Sureness.JUDGEMENT)
def same_evidence(alliance: Alliance) -> Iterator[Finding]:
    """看不同工作的证明材料编号是不是相同。

    证明材料按编号装订，编号重复时审查人找不到对应的材料。确属同一份材料的，可分作两个编号，或由负责人豁免。
    """
    work = alliance.filing.work
    for first, later in repeats(None if is_nothing(one.evidence) else one.evidence for one in work):
        yield Finding(
            f"{_WORK}[{later + 1}].证明材料编号",
            f"证明材料编号“{work[later].evidence}”与已开展工作[{first + 1}]相同",
            "请给每项工作的证明材料不同的编号",
        )


@rule(
    "C-FIL-44", "证明材料编号没有按表内顺序", severity=Severity.INFO, basis=("MEASURE 11(4)",), sure=Sureness.JUDGEMENT
)
def evidence_out_of_order(alliance: Alliance) -> Iterator[Finding]:
    """按申请书印出的顺序看证明材料编号是不是由小到大。

    申请书按八个方面的次序印出各项工作，材料按编号装订，次序不一致时查找不便。前缀不同的编号不比较。
    """
    order = {head: position for position, head in enumerate(WorkHead)}
    listed = [
        (order[work.head], number, work.evidence) for number, work in enumerate(alliance.filing.work) if work.head
    ]
    last: dict[str, tuple[int, str]] = {}
    for _, number, evidence in sorted(listed, key=lambda one: one[:2]):
        found = _SERIAL.fullmatch(evidence or "")
        if found is None:
            continue
        prefix, serial = found[1], int(found[2])
        before, shown = last.get(prefix, (serial, ""))
        if serial < before:
            yield Finding(
                f"{_WORK}[{number + 1}].证明材料编号",
                f"证明材料编号“{evidence}”在申请书中排在“{shown}”之后",
                "请按申请书印出的次序重新编号",
            )
        last[prefix] = (serial, evidence or "")


@rule("C-FIL-45", "已开展工作的日期不在成立至填报之间", basis=("MEASURE 11(4)",), sure=Sureness.LOGIC)
def work_at_another_time(alliance: Alliance) -> Iterator[Finding]:
    """看每项已开展工作的日期是不是在联盟成立之后、填报之前。

    晚于填报日期的还不能算已经开展，是错误；早于成立日期的不是联盟的工作，请核对。没有成立日期的以签署日期为准。
    """
    yield from _at_another_time(alliance, ((f"{_WORK}[{n}].日期", w.on) for n, w in enumerate(alliance.filing.work, 1)))


@rule("C-FIL-46", "成果的取得日期不在成立至填报之间", basis=("MEASURE 11(4)",), sure=Sureness.LOGIC)
def achievement_at_another_time(alliance: Alliance) -> Iterator[Finding]:
    """看每项成果的取得日期是不是在联盟成立之后、填报之前。

    晚于填报日期的还没有取得，是错误；早于成立日期的是成员单位自己的成果，不宜列作联盟成果。请核对日期或删去。
    """
    achieved = enumerate(alliance.filing.achievements, 1)
    yield from _at_another_time(alliance, ((f"备案.成果[{number}].日期", one.on) for number, one in achieved))


def _at_another_time(alliance: Alliance, days: Iterable[tuple[str, date | None]]) -> Iterator[Finding]:
    formed, filled = formed_on(alliance), alliance.filing.filled_on
    for field, on in days:
        if on and filled and on > filled:
            yield Finding(field, f"日期 {on} 晚于填报日期 {filled}，填报时尚未发生", "请核对日期，或删去这一项")
        elif on and formed and on < formed:
            yield Finding(
                field,
                f"日期 {on} 早于联盟成立的 {formed}，不是联盟成立后的工作",
                "请核对日期；成立前的工作不宜列入",
                milder=Severity.WARNING,
            )


RULES = (heads_missing, same_evidence, evidence_out_of_order, work_at_another_time, achievement_at_another_time)
