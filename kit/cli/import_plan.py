"""What an import would do, as a table for people and as data for programs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.cli.printing import echo, screen_width
from kit.cli.wrapping import padded, wrapped
from kit.diagnostics import Diagnostic
from kit.intake.merging.outcomes import Offer, Plan, Planned, Status
from kit.intake.origins import in_labels

if TYPE_CHECKING:
    from kit.intake.merging.carrying import Outcome

SCHEMA = "alliance-kit/import/1"
_MOST = 200  # rows of a table; more are for programs
_COLUMNS = {"单位": 12, "字段": 18, "内容": 24, "来自": 20}  # of 80; less on a narrower screen
_GAP = "  "
_COLOURS = {Status.NEW: "green", Status.CHANGED: "yellow", Status.CONFLICT: "red", Status.KEPT: "cyan"}
_HEADS = {Status.KEPT: "发出以后数据文件里改过、单位没有改；要改回的，请在数据文件中改"}


def print_plan(plan: Plan) -> None:
    """Print what is new, changed and in conflict, in tables; colours only where a person looks at it."""
    counts = "，".join(f"{status.value} {len(plan.of(status))} 项" for status in Status)
    for line in wrapped(f"读了 {len(plan.handed)} 份文件：{counts}。", screen_width()):
        echo(line)
    for status, colour in _COLOURS.items():
        if facts := plan.of(status):
            more = f"（{_HEADS[status]}）" if status in _HEADS else ""
            _print_facts(f"{status.value} {len(facts)} 项{more}", facts, colour)


def print_more(plan: Plan, before: Plan) -> None:
    """Print what is written and kept of items that were found to be those that are there."""
    known = {id(fact) for fact in before.facts}
    for status in (Status.NEW, Status.CHANGED, Status.KEPT):
        if facts := [fact for fact in plan.of(status) if id(fact) not in known]:
            _print_facts(f"照您的回答，{status.value} {len(facts)} 项", facts, _COLOURS[status])


def _print_facts(title: str, facts: Sequence[Planned], colour: str) -> None:
    """A table under its title; a unit is named where it changes."""
    echo()
    for line in wrapped(title, screen_width()):
        echo((line, f"bold {colour}"))
    _print_row(list(_COLUMNS), "dim")
    unit = ""
    for fact in facts[:_MOST]:
        _print_row(["" if fact.unit == unit else fact.unit, fact.label, _words(fact), _sources(fact)])
        unit = fact.unit
    if len(facts) > _MOST:
        echo(f"另有 {len(facts) - _MOST} 项没有列出，全部内容用 --format json 查看。")


def _print_row(cells: Sequence[str], style: str = "") -> None:
    """Cells side by side, each in lines of its own where it is long."""
    room = screen_width() - len(_GAP) * (len(_COLUMNS) - 1)
    widths = [room * width // sum(_COLUMNS.values()) for width in _COLUMNS.values()]
    columns = (wrapped(cell, width) for cell, width in zip(cells, widths, strict=True))
    for parts in zip_longest(*columns, fillvalue=""):
        echo((_GAP.join(map(padded, parts, widths)).rstrip(), style))


def _words(fact: Planned) -> str:
    """What the table tells: of an item that may be there already, what would become of that."""
    if not fact.as_old:
        return words_of(fact)
    if fact.as_old.status is Status.SAME:
        return f"{'；'.join(offer.shown for offer in fact.offers)}（不变）"
    return words_of(fact.as_old)


def words_of(fact: Planned) -> str:
    """What stands and what comes: old → new."""
    new = "；".join(offer.shown for offer in fact.offers)
    if fact.status is Status.KEPT:
        return f"{fact.old or '没有'}（交来的：{new}）"
    if fact.status is Status.NEW or not fact.old:
        return new
    source = f"（来自 {fact.old_from}）" if fact.old_from and fact.status is Status.CONFLICT else ""
    return f"{fact.old}{source} → {new}"


def _sources(fact: Planned) -> str:
    return "；".join(place_of(offer) for offer in fact.offers)


def place_of(offer: Offer) -> str:
    """The file, by its name, and the place in it."""
    return str(offer.place._replace(file=Path(offer.place.file).name))


def as_data(plan: Plan, outcome: Outcome | None) -> dict[str, Any]:
    """A plan as `--format json` prints it, and what was written, where it was."""
    return {
        "schema": SCHEMA,
        "data": str(plan.target.path),
        "files": [{"file": str(one.path), "sha256": one.sha256, "facts": len(one.facts)} for one in plan.handed],
        "counts": {status.name.lower(): len(plan.of(status)) for status in Status},
        "facts": [_fact(fact) for fact in plan.facts if fact.status is not Status.SAME],
        "written": outcome.written if outcome else 0,
        "backup": str(outcome.backup) if outcome and outcome.backup else None,
        "diagnostics": [_finding(diagnostic) for diagnostic in plan.report],
    }


def _fact(fact: Planned) -> dict[str, Any]:
    return {
        "status": fact.status.name.lower(),
        "field": in_labels(fact.path),
        "unit": fact.unit,
        "old": fact.old,
        "old_from": fact.old_from,
        "offers": [{"value": _value(offer), "place": _place(offer)} for offer in fact.offers],
        "reason": fact.why,
        "may_be": in_labels(fact.as_old.path) if fact.as_old else None,
        "as_old": _fact(fact.as_old) if fact.as_old else None,
    }


def _value(offer: Offer) -> str | list[str]:
    text = offer.given.text
    return text if isinstance(text, str) else list(text)


def _place(offer: Offer) -> dict[str, Any]:
    place = offer.place
    return {"file": place.file, "line": place.line, "column": place.column, "where": place.where}


def _finding(diagnostic: Diagnostic) -> dict[str, Any]:
    place = diagnostic.place
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.name.lower(),
        "message": diagnostic.message,
        "field": diagnostic.field,
        "place": {"file": place.file, "line": place.line, "column": place.column, "where": place.where},
        "hint": diagnostic.hint,
    }
