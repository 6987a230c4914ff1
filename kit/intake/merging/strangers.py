"""Tasks that a file only names, for a share in them, and that there are nowhere: more likely a slip than a new task."""

from __future__ import annotations

from collections.abc import Iterator

from kit.diagnostics import Diagnostic
from kit.intake.merging.outcomes import Offer
from kit.intake.origins import FieldPath, in_labels
from kit.intake.raw import abridged
from kit.likeness import most_like
from kit.model.alliance import Alliance
from kit.model.tasks import Task
from kit.rules.comparing import folded

_TASKS = "tasks"
_LISTED = 12
_LONGEST = 100  # characters of a title


def tasks_of_nobody(alliance: Alliance, offers: dict[FieldPath, list[Offer]]) -> Iterator[Diagnostic]:
    """Take the facts of such tasks out of what files offer, and tell of each file that names one."""
    by_task: dict[int, dict[FieldPath, list[Offer]]] = {}
    for path, some in offers.items():
        if path[0] == _TASKS and isinstance(path[1], int) and path[1] >= len(alliance.tasks):
            by_task.setdefault(path[1], {})[path] = some
    for facts in by_task.values():
        given = [offer for some in facts.values() for offer in some]
        if all(offer.handed.only_names(offer.given.path[:2]) for offer in given):
            for path in facts:
                del offers[path]
            yield from (_told(alliance, offer) for offer in _first_of_each(given))


def _first_of_each(offers: list[Offer]) -> Iterator[Offer]:
    told: set[int] = set()
    for offer in offers:
        if id(offer.handed) not in told:
            told.add(id(offer.handed))
            yield offer


def _meant(alliance: Alliance, named: Task) -> str:
    """The task that was probably meant: of the same figures, of the same title, or of one much like it."""
    for task in alliance.tasks:
        if named.number and task.number and _bare(named.number) == _bare(task.number):
            return task.number
    title = most_like((named.title or "")[:_LONGEST], [task.title[:_LONGEST] for task in alliance.tasks if task.title])
    meant = (task for task in alliance.tasks if title and (task.title or "").startswith(title))
    return next((task.number or task.title or "" for task in meant), "")


def _bare(number: str) -> str:
    return "".join(character for character in folded(number) if character.isalnum())


def _told(alliance: Alliance, offer: Offer) -> Diagnostic:
    assert offer.handed.intake.alliance
    task = offer.handed.intake.alliance.tasks[int(offer.given.path[1])]
    name = abridged(task.number or task.title or "")
    near = _meant(alliance, task)
    known = "、".join(one.number or one.title or "" for one in alliance.tasks[:_LISTED])
    listed = f"已有的任务：{known}" if known else "数据文件里还没有任务"
    hint = f"是否为 {near}？" if near else f"{listed}；要新增任务的，请先写进数据文件"
    what = f"没有编号为 {name} 的任务" if task.number else f"没有名称为“{name}”的任务"
    return Diagnostic(
        "I-MRG-07",
        f"{what}，这一项分工没有读入",
        field=in_labels(offer.given.path),
        place=offer.place,
        hint=hint,
    )
