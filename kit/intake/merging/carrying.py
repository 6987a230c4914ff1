"""Carrying out a merge: the data file changed in place, its last state kept, and where each fact came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from kit.diagnostics import Diagnostic, Fault, Place
from kit.intake.build import build
from kit.intake.decoding import bytes_of
from kit.intake.editing import Change, edited
from kit.intake.merging.backups import digest, next_backup, put
from kit.intake.merging.facts import facts_of, value_at
from kit.intake.merging.outcomes import Offer, Plan, Planned, Status, Target
from kit.intake.merging.provenance import FILE, FOLDER, Provenance, Record, digest_of, names_of, text_with
from kit.intake.merging.renaming import renamed_along
from kit.intake.origins import FieldPath
from kit.intake.yaml_file import read_bytes

_TIME = "%Y-%m-%d %H:%M:%S"


@dataclass(frozen=True)
class Decisions:
    """What is to be written, and what somebody decided against."""

    taken: tuple[tuple[Planned, Offer], ...]
    refused: tuple[tuple[Planned, Offer], ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What a merge wrote. Without a backup the data file is as it was."""

    written: int
    backup: Path | None = None


def decisions_of(plan: Plan, answers: Mapping[FieldPath, Offer | None]) -> Decisions:
    """What follows from a plan and the answers to its conflicts; a conflict without an answer stays open.

    answers  by path, the value to take; None keeps what stands in the data file.
    """
    taken = [(fact, fact.offers[0]) for status in (Status.NEW, Status.CHANGED) for fact in plan.of(status)]
    refused = [(fact, offer) for fact in plan.facts for offer in fact.passed]
    for fact in plan.of(Status.CONFLICT):
        if fact.path in answers:
            answer = answers[fact.path]
            taken += [(fact, answer)] if answer else []
            refused += [(fact, offer) for offer in fact.offers if offer is not answer]
    taken += renamed_along(plan.target, taken)
    return Decisions(tuple(taken), tuple(refused))


def carry_out(plan: Plan, decisions: Decisions, at: datetime) -> Outcome:
    """Write what was decided: backup, provenance and data file together, or nothing.

    Nothing at all is written where nothing was decided. Raises Fault where the data file has changed meanwhile.
    """
    target = plan.target
    if not decisions.taken and not decisions.refused:
        return Outcome(0)
    if bytes_of(target.path) != target.content:
        raise _changed_meanwhile(target.path)
    moved = _renumbered(target, [fact.path for fact, _ in decisions.taken])
    changes = [Change(moved[fact.path], _value(offer)) for fact, offer in decisions.taken]
    content = edited(target.content.decode(), changes).encode() if changes else target.content
    sources = {moved[fact.path]: offer for fact, offer in decisions.taken}
    known = _known_afterwards(target, sources, decisions, content, at.strftime(_TIME))
    if not changes:
        files = {f"{FOLDER}/{FILE}": text_with(target.path, known)}
        put(target.path, files)
        return Outcome(0)
    backup = next_backup(target.path, at)
    known = replace(known, sha256=digest(content))
    files = backup.files(target.content) | {f"{FOLDER}/{FILE}": text_with(target.path, known)}
    put(target.path, files | {target.path.name: content})
    return Outcome(len(changes), backup.path)


def _changed_meanwhile(data: Path) -> Fault:
    return Fault(
        Diagnostic(
            "I-IMP-01",
            "数据文件在导入期间被改动了，未作任何改动",
            place=Place(str(data)),
            hint="请保存并关闭正在编辑的数据文件，再导入一次",
        )
    )


def _value(offer: Offer) -> str | list[str]:
    text = offer.given.text
    return text if isinstance(text, str) else list(text)


def _renumbered(target: Target, paths: Sequence[FieldPath]) -> dict[FieldPath, FieldPath]:
    """The paths with new items numbered without gaps: items of which nothing is taken need no place."""
    positions: dict[FieldPath, set[int]] = {}
    for path in paths:
        for length, step in enumerate(path):
            if isinstance(step, int):
                positions.setdefault(path[:length], set()).add(step)
    number: dict[FieldPath, int] = {}
    for way, used in positions.items():
        size = len(value_at(target.alliance, way) or ())
        number |= {(*way, old): new for new, old in enumerate(sorted(n for n in used if n >= size), size)}
    return {path: tuple(number.get(path[:length], step) for length, step in enumerate(path, 1)) for path in paths}


def _known_afterwards(
    target: Target, sources: Mapping[FieldPath, Offer], decisions: Decisions, content: bytes, at: str
) -> Provenance:
    """Where each fact of the changed data file came from.

    sources  the values that were taken, by their paths in the changed file.
    """
    raw = read_bytes(content, str(target.path))
    intake = build(raw)
    assert intake.alliance, "it was read before it was changed"
    names, before = names_of(intake.alliance), names_of(target.alliance)
    records: dict[str, Record] = {}
    typed: set[str] = set()
    for path, given in facts_of(raw, intake, with_unread=True).items():
        name, known = names[path], target.known.records.get(before.get(path, ""))
        if path in sources:
            records[name] = _record(sources[path], at, digest_of(name, given))
        elif known and target.known.is_known(before[path], given):
            records[name] = replace(known, digest=digest_of(name, given))
        else:
            typed.add(digest_of(name, given))
    refused = {digest_of(names[fact.path], offer.given) for fact, offer in decisions.refused if fact.path in names}
    former = target.known.former | _replaced(target, decisions)
    return replace(
        target.known,
        records=records,
        typed=frozenset(typed),
        refused=target.known.refused | refused,
        former=former - {record.digest for record in records.values()},
        renamed={**target.known.renamed, **dict(_renamed(target, before, names))},
    )


def _renamed(
    target: Target, before: Mapping[FieldPath, str], names: Mapping[FieldPath, str]
) -> Iterator[tuple[str, str]]:
    """The facts that have another name now, with the one they had, where anything is known under that."""
    for path, name in before.items():
        if names.get(path, name) != name and (path in target.facts or target.out.knows(target.known.names(name))):
            yield names[path], name


def _replaced(target: Target, decisions: Decisions) -> set[str]:
    """Digests of the values that make way for others."""
    there = ((fact, target.facts.get(fact.path)) for fact, _ in decisions.taken)
    return {digest_of(fact.name, present) for fact, present in there if present and fact.name}


def _record(offer: Offer, at: str, value: str) -> Record:
    return Record(offer.handed.path.name, offer.handed.sha256, str(offer.place._replace(file="")), at, value)
