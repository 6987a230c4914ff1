"""What a merge is made of: the data file as it is, the values that files offer, and what becomes of each fact."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from kit.diagnostics import Place, Report
from kit.intake.merging.facts import Given, value_at
from kit.intake.merging.handing_out import HandedOut
from kit.intake.merging.provenance import Provenance
from kit.intake.merging.sources import Handed
from kit.intake.origins import FieldPath, in_labels
from kit.intake.raw import abridged
from kit.model.alliance import Alliance
from kit.model.fields import field_named


class Status(Enum):
    """What becomes of a fact. KEPT: it came back as it was handed out, and was changed in the data file since."""

    NEW = "新增"
    CHANGED = "改动"
    CONFLICT = "冲突"
    SAME = "相同"
    KEPT = "保留"


@dataclass(frozen=True)
class Offer:
    """A value that a file gives for a fact."""

    handed: Handed
    given: Given

    @property
    def shown(self) -> str:
        """The value on one line."""
        return self.given.shown

    @property
    def place(self) -> Place:
        """Where it was written."""
        return self.given.place


@dataclass(frozen=True)
class Planned:
    """One fact of the data file and what files say about it.

    unit    whom or what it is about: the member, the task, or the part of the data file.
    old     what stands there now, on one line; empty where nothing does, and `old_from` the file it came from.
    offers  the values that differ from it, one for each; the first file that gives a value stands for it.
    passed  values that were passed over because another file was to win.
    why     for a conflict: what stands against taking the value.
    item    the new item it belongs to, where that may be one that is there; one answer decides for all its facts.
    as_old  what becomes of the same fact of the item that is there, where somebody says that the two are one.
    """

    path: FieldPath
    name: str
    status: Status
    unit: str
    label: str
    old: str
    old_from: str
    offers: tuple[Offer, ...]
    passed: tuple[Offer, ...] = ()
    why: str = ""
    item: FieldPath = ()
    as_old: Planned | None = None


@dataclass(frozen=True)
class Target:
    """The data file as it is now."""

    path: Path
    content: bytes
    alliance: Alliance
    facts: dict[FieldPath, Given]
    known: Provenance
    out: HandedOut


@dataclass(frozen=True)
class Plan:
    """All that a merge would do, and the faults of the files: what is faulty is not in it."""

    target: Target
    handed: tuple[Handed, ...]
    facts: tuple[Planned, ...]
    report: Report

    def of(self, status: Status) -> tuple[Planned, ...]:
        """The facts of a status, in the order of the data file."""
        return tuple(fact for fact in self.facts if fact.status is status)


def unit_at(target: Target, path: FieldPath, coming: object = None) -> str:
    """What a fact is about, in a few words; `coming` is the item as a file gives it, where the data file has none."""
    known = field_named(Alliance, str(path[0]))
    part = known.label if known else ""
    if not _is_of_item(path):
        return part
    title = _title(value_at(target.alliance, path[:2])) or _title(coming)
    return title if path[0] == "members" else f"{part} {title}"


def label_at(path: FieldPath) -> str:
    """The field inside what it is about: 投入[2].金额 of a member, 理事会.任期 of a part."""
    around = in_labels(path[: 2 if _is_of_item(path) else 1])
    return in_labels(path).removeprefix(around).lstrip(".") or around


def _is_of_item(path: FieldPath) -> bool:
    """Whether a fact is about a member or a task, not about a part of the data file."""
    return len(path) > 2 and isinstance(path[1], int)


def _title(item: object) -> str:
    names = (getattr(item, name, None) for name in ("short_name", "name", "number", "title"))
    return next((abridged(str(name), 20) for name in names if name), "")
