"""What a merge would do: for every fact of every file, whether it is new, changes something, contradicts, or says the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kit.diagnostics import Diagnostic, Fault, Place, Report
from kit.intake.build import build
from kit.intake.decoding import bytes_of
from kit.intake.merging import handing_out, provenance
from kit.intake.merging.doubts import Doubts
from kit.intake.merging.facts import Given, facts_of, meaning, value_at
from kit.intake.merging.identity import names_unit
from kit.intake.merging.leftovers import left_over, reworded
from kit.intake.merging.matching import Matching
from kit.intake.merging.outcomes import Offer, Plan, Planned, Status, Target, label_at, unit_at
from kit.intake.merging.provenance import names_of
from kit.intake.merging.renaming import FormerNames, renamed_along
from kit.intake.merging.sources import Handed
from kit.intake.merging.strangers import tasks_of_nobody
from kit.intake.origins import FieldPath, in_labels
from kit.intake.raw import MAX_FAULTS, Faults, Raw, abridged
from kit.intake.yaml_file import read_bytes
from kit.likeness import most_like
from kit.model.alliance import Alliance
from kit.model.fact import Fact
from kit.model.fields import CUTOFF, Kind, field_named, fields_of

_EMPTY = "D-FIL-05"
_DISAGREE = "交来的文件说法不一"
_STOPS = ("D-TYP", "D-KEY-02")  # where data stand in the wrong shape, nobody can say what a fact would replace


def read_target(data: Path) -> Target:
    """The data file to merge into. Raises Fault where its form has errors: it could not be changed safely."""
    content = bytes_of(data)
    raw = read_bytes(content, str(data))
    if {d.code for d in raw.report} == {_EMPTY}:
        raw = Raw(str(data), {})
    if raw.report.errors:
        raise Fault(*(_first_this(d) for d in raw.report.errors))
    intake = build(raw)
    stops = [d for d in intake.report if d.code.startswith(_STOPS)]
    if intake.alliance is None or stops:
        raise Fault(*(_first_this(d) for d in stops or intake.report))
    facts = facts_of(raw, intake, with_unread=True)
    return Target(data, content, intake.alliance, facts, provenance.load(data), handing_out.load(data))


def _first_this(diagnostic: Diagnostic) -> Diagnostic:
    hint = "；".join(part for part in (diagnostic.hint, "数据文件改正以后才能导入") if part)
    return diagnostic._replace(hint=hint)


def plan(target: Target, handed: Sequence[Handed], take: Sequence[Handed] = ()) -> Plan:
    """What merging these files would do.

    take  files that win where values are in conflict, the first before the second; whether two items are one they do
          not decide.
    """
    matching = Matching(target.alliance, FormerNames(target).unit_of)
    for giver, one in enumerate(handed):
        matching.place_units(one, giver)
    for giver, one in enumerate(handed):
        matching.place_rest(one, giver)
    dangling: list[Diagnostic] = []
    offers: dict[FieldPath, list[Offer]] = {}
    for path, offer in _offers(handed, matching, dangling):
        offers.setdefault(path, []).append(offer)
    strangers = list(tasks_of_nobody(target.alliance, offers))
    names = names_of(target.alliance)
    judging = _Judging(target, matching, take, names)
    doubts = Doubts(target, matching, handed, offers, judging.judged)
    judged = doubts.settled(tuple(judging.judged(path, offers[path]) for path in sorted(offers, key=_in_order)))
    facts = _with_renames(target, judged)
    found = [*(d for one in handed for d in one.report), *matching.faults, *dangling, *strangers, *doubts.found]
    in_doubt = {fact.item for fact in facts if fact.item}
    for giver, one in enumerate(handed):
        if one.report.is_clean:
            gone = list(left_over(target.facts, names, target.known, one, matching.items_of(giver)))
            found += gone or reworded(target.facts, one, matching.items_of(giver), _places(offers, one), in_doubt)
    return Plan(target, tuple(handed), facts, _report(found))


def as_one(plan: Plan, items: Collection[FieldPath]) -> Plan:
    """The plan where these new items are the ones they may be: what is said of them is said of those that are there."""
    facts = {fact.path: fact for fact in plan.facts if fact.item not in items}
    meant: dict[FieldPath, Planned] = {}
    for fact in plan.facts:
        if fact.item in items and (old := fact.as_old):
            meant[old.path] = _of_both(meant[old.path], old) if old.path in meant else old
    return replace(plan, facts=_with_renames(plan.target, list((facts | meant).values())))


def _of_both(one: Planned, other: Planned) -> Planned:
    """A fact of which two new items speak that are both the same old one."""
    more = [o for o in other.offers if all(o.given.meaning != known.given.meaning for known in one.offers)]
    if not (one.offers and more):
        return one if one.offers else other
    return replace(one, status=Status.CONFLICT, offers=(*one.offers, *more), why=_DISAGREE)


def _with_renames(target: Target, facts: Sequence[Planned]) -> tuple[Planned, ...]:
    """The facts, and the references that go along where a unit changes its name."""
    taken = [(fact, fact.offers[0]) for fact in facts if fact.status in (Status.NEW, Status.CHANGED)]
    along = {fact.path: fact for fact, _ in renamed_along(target, taken)}
    open_ones = {fact.path for fact in facts if fact.status is Status.CONFLICT}
    by_path = {fact.path: fact for fact in facts} | {p: fact for p, fact in along.items() if p not in open_ones}
    return tuple(by_path[path] for path in sorted(by_path, key=_in_order))


def _report(found: Iterable[Diagnostic]) -> Report:
    """All faults, of each file not more than anybody will read."""
    by_file: dict[str, Faults] = {}
    for diagnostic in found:
        file = diagnostic.place.file
        by_file.setdefault(file, Faults(file)).take([diagnostic])
    return Report.of(diagnostic for faults in by_file.values() for diagnostic in faults.report())


def _places(offers: dict[FieldPath, list[Offer]], handed: Handed) -> dict[FieldPath, Place]:
    """Where a file speaks of each fact of the data file."""
    return {path: offer.place for path, some in offers.items() for offer in some if offer.handed is handed}


def _offers(
    handed: Sequence[Handed], matching: Matching, dangling: list[Diagnostic]
) -> Iterator[tuple[FieldPath, Offer]]:
    """Every sound fact of every file with the path it has in the data file; names of no unit go to `dangling`."""
    for giver, one in enumerate(handed):
        for given in one.facts.values():
            if given.field.kind is Kind.MEMBER and isinstance(given.text, str):
                if matching.unit_of(given.text) is None:
                    if len(dangling) <= MAX_FAULTS:  # the look for what was meant takes its time
                        dangling.append(_dangling(given, given.text, matching))
                    continue
                given = replace(given, text=matching.spelling_of(given.text))
            path = matching.path_of(given.path, giver)
            if path is not None:
                yield path, Offer(one, given)


def _dangling(given: Given, name: str, matching: Matching) -> Diagnostic:
    near = most_like(name[:100], matching.names[:600], CUTOFF)
    hint = f"是否为“{near}”？" if near else "请写成员单位的简称或全称，或先导入这家单位的资料"
    message = f"没有名为“{abridged(name)}”的成员单位"
    return Diagnostic("D-REF-01", message, field=in_labels(given.path), place=given.place, hint=hint)


def _in_order(path: FieldPath) -> tuple[int, ...]:
    """Sorts paths by the order of the model."""
    noun: type[Fact] | None = Alliance
    order: list[int] = []
    for step in path:
        if isinstance(step, int):
            order.append(step)
            continue
        known = field_named(noun, step) if noun else None
        assert noun, "paths of facts follow the model"
        order.append(next(number for number, field in enumerate(fields_of(noun)) if field is known))
        noun = known.group if known else None
    return tuple(order)


class _Judging:
    """Says what becomes of a fact, by what stands there, who gave it and who gives it now."""

    def __init__(self, target: Target, matching: Matching, take: Sequence[Handed], names: dict[FieldPath, str]) -> None:
        self._target = target
        self._matching = matching
        self._take = list(take)
        self._names = names
        self._titles: dict[FieldPath, str] = {}

    def judged(self, path: FieldPath, offers: list[Offer]) -> Planned:
        """The fact at a path of the data file, which these files speak of."""
        present = self._target.facts.get(path)
        name = self._names.get(path, "")
        record = self._target.known.records.get(name)
        unchanged = [offer for offer in offers if self._is_unchanged(path, present, name, offer)]
        voices = [offer for offer in offers if offer not in unchanged]
        winning = [offer for one in self._take for offer in voices if offer.handed is one][:1]
        told = [
            offer
            for offer in self._different(voices)
            if any(self._agree(offer.given, one.given) for one in winning) or not self._is_refused(name, offer)
        ]
        differing = tuple(offer for offer in told if not self._holds(path, present, offer.given))
        why = self._objection(path, present, name, told, differing)
        passed: list[Offer] = []
        if why and winning:
            passed = [offer for offer in self._different(voices) if not self._agree(offer.given, winning[0].given)]
            differing = tuple(offer for offer in winning if not self._holds(path, present, offer.given))
            why = ""
        if why:
            status = Status.CONFLICT
        elif not differing:
            kept = [offer for offer in unchanged if not self._holds(path, present, offer.given)]
            status, differing = (Status.KEPT, tuple(self._different(kept))) if kept else (Status.SAME, ())
        else:
            status = Status.NEW if present is None or self._is_slot(path) else Status.CHANGED
        return Planned(
            path,
            name,
            status,
            self._unit(path, offers[0]),
            label_at(path),
            present.shown if present else "",
            record.file if record and present and self._target.known.is_known(name, present) else "",
            differing,
            tuple(passed),
            why,
        )

    def _is_refused(self, name: str, offer: Offer) -> bool:
        return bool(name) and self._target.known.is_refused(name, offer.given)

    def _called(self, path: FieldPath, offer: Offer) -> tuple[str, ...]:
        """What a fact may be recorded under when it was handed out."""
        names = offer.handed.names[offer.given.path], *self._target.known.names(self._names.get(path, ""))
        return tuple(name for name in names if name)

    def _is_unchanged(self, path: FieldPath, present: Given | None, name: str, offer: Offer) -> bool:
        """Whether a value came back as it was handed out. What this very file changed before may be changed back."""
        record = self._target.known.records.get(name)
        if record and present and record.file == offer.handed.path.name and self._target.known.is_known(name, present):
            return False
        return self._target.out.is_latest(self._called(path, offer), offer.given)

    def _different(self, offers: list[Offer]) -> list[Offer]:
        """One offer for each value."""
        found: list[Offer] = []
        for offer in offers:
            if not any(self._agree(offer.given, other.given) for other in found):
                found.append(offer)
        return found

    def _holds(self, path: FieldPath, present: Given | None, given: Given) -> bool:
        """Whether the data file says so already, be it by saying nothing where that is what holds then."""
        if present is not None:
            return self._agree(present, given)
        value = value_at(self._target.alliance, path)
        return value is not None and not isinstance(value, tuple) and meaning(given.field, value) == given.meaning

    def _agree(self, one: Given, other: Given) -> bool:
        if one.meaning == other.meaning:
            return True
        if not names_unit(one.field) or not isinstance(one.text, str) or not isinstance(other.text, str):
            return False
        return self._matching.is_one_unit(one.text, other.text)

    def _objection(
        self,
        path: FieldPath,
        present: Given | None,
        name: str,
        told: Sequence[Offer],
        differing: Sequence[Offer],
    ) -> str:
        """What stands against taking a value, or nothing."""
        if len(told) > 1:
            return _DISAGREE
        if not differing:
            return ""
        known, out = self._target.known, self._target.out
        names = self._called(path, differing[0])
        if out.is_earlier(names, differing[0].given):
            return "先前发出时是这个值，后来发出的已经不同；交来的可能是旧的一版"
        if present is None or self._is_slot(path) or out.is_latest(names, present):
            return ""
        record = known.records.get(name)
        if out.knows(names) and not (record and known.is_known(name, present)):
            return "发出以后，数据文件和交来的都改了这一项"
        if not known.is_known(name, present):
            return "上次导入之后，有人在数据文件里改过这一项"
        if record and record.file != differing[0].handed.path.name:
            return f"现有的值来自 {record.file}"
        if known.is_former(name, differing[0].given):
            return "以前是这个值，后来的导入改掉了；交来的可能是旧的一版"
        return ""

    def _is_slot(self, path: FieldPath) -> bool:
        """Whether a fact belongs to an item that waits in the data file to be filled in."""
        positions = ((path[:length], step) for length, step in enumerate(path) if isinstance(step, int))
        return any(self._matching.is_slot(*position) for position in positions)

    def _unit(self, path: FieldPath, offer: Offer) -> str:
        """What a fact is about, in a few words."""
        if path[:2] not in self._titles:
            here = value_at(offer.handed.intake.alliance, offer.given.path[:2])
            self._titles[path[:2]] = unit_at(self._target, path, here)
        return self._titles[path[:2]]
