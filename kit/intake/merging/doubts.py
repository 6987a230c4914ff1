"""New items that may be ones the data file has under another name: nobody but a person can tell.

Written down as they came they would count twice, a director for the quorum, a task with its money. So all facts of such
an item are a conflict, and one answer decides for the whole item: not at all, as the item that is there, or as another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kit.diagnostics import Diagnostic, Severity
from kit.intake.merging.facts import meaning, value_at
from kit.intake.merging.identity import IDENTITIES, names_unit
from kit.intake.merging.matching import Matching
from kit.intake.merging.outcomes import Offer, Planned, Status, Target
from kit.intake.merging.sources import Handed
from kit.intake.origins import FieldPath, in_labels
from kit.likeness import is_alike
from kit.model.fact import Fact
from kit.model.fields import Field, Kind, field_named, fields_of
from kit.model.members import Member

_ALIKE = 0.75
_FEW = 2  # other facts that must agree before a name counts for nothing
_NUMBERS = {"number", "uscc"}  # that differ in one figure for quite another thing
_MOST = 300  # items left over in a list; each new one is compared with each


@dataclass(frozen=True)
class _New:
    """An item that the data file does not have: where it would go, and what files say of it."""

    path: FieldPath
    facts: tuple[Planned, ...]

    @property
    def offers(self) -> Iterator[Offer]:
        return (offer for fact in self.facts for offer in fact.offers)

    def own(self) -> Any:
        """The item as the first file gives it."""
        offer = next(self.offers)
        return value_at(offer.handed.intake.alliance, offer.given.path[: len(self.path)])


class Doubts:
    """Looks at what is planned for new items. `found` are the findings about those that were in doubt.

    offers  what files give for the facts of the data file, by path.
    judged  says what becomes of a fact that these offers are for.
    """

    def __init__(
        self,
        target: Target,
        matching: Matching,
        handed: Iterable[Handed],
        offers: Mapping[FieldPath, list[Offer]],
        judged: Callable[[FieldPath, list[Offer]], Planned],
    ) -> None:
        self.found: list[Diagnostic] = []
        self._target, self._matching = target, matching
        self._spoken_of = {id(one): matching.items_of(giver) for giver, one in enumerate(handed)}
        self._offers, self._judged = offers, judged

    def settled(self, facts: tuple[Planned, ...]) -> tuple[Planned, ...]:
        """The facts, those of doubtful items as conflicts."""
        by_item: dict[FieldPath, list[Planned]] = {}
        for fact in facts:
            by_item.setdefault(self._new_item(fact.path), []).append(fact)
        changed: dict[FieldPath, Planned] = {}
        for path, some in by_item.items():
            if path:
                changed |= {fact.path: fact for fact in self._decided(_New(path, tuple(some)))}
        return tuple(changed.get(fact.path, fact) for fact in facts)

    def _new_item(self, path: FieldPath) -> FieldPath:
        """The outermost item around a fact that the data file does not have; nothing where it has them all."""
        for length, step in enumerate(path):
            if isinstance(step, int):
                there = value_at(self._target.alliance, path[:length]) or ()
                if step >= len(there) or self._matching.is_slot(path[:length], step):
                    return path[: length + 1]
        return ()

    def _decided(self, new: _New) -> Iterator[Planned]:
        if all(fact.status is Status.KEPT for fact in new.facts):
            yield from new.facts  # it is gone from the data file, and nobody at the unit touched it
            return
        old = self._left_over(new)
        gone = any(fact.status is Status.KEPT for fact in new.facts)
        if old:
            self._tell(new, old)
        if not (old or gone):
            yield from new.facts
            return
        why = f"可能就是原有的{self.called(old)}，改了说法" if old else "发出以后，数据文件里删去了这一项"
        ways = dict(self._ways(new, old)) if old else {}
        for fact in new.facts:
            as_old = self._as_old(fact.path, ways[fact.path]) if fact.path in ways else None
            offers = fact.offers or (as_old.offers if as_old else ())
            if offers:
                fact = replace(fact, status=Status.CONFLICT, offers=offers, why=fact.why or why)
            yield replace(fact, item=new.path, as_old=as_old)

    def _as_old(self, path: FieldPath, old: FieldPath) -> Planned:
        """What becomes of a fact of the item that is there, when it hears all that is said of both."""
        return self._judged(old, [*self._offers.get(old, ()), *self._offers[path]])

    def called(self, path: FieldPath) -> str:
        """An item of the data file, for people: “理事[3]”（陆珺）."""
        item = value_at(self._target.alliance, path)
        names = (getattr(item, name, None) for name in ("number", "name", "title", "description", "purpose"))
        title = next((str(name) for name in names if name), "")
        return f"“{in_labels(path)}”" + (f"（{title[:20]}）" if title else "")

    def _tell(self, new: _New, old: FieldPath) -> None:
        offer = next(new.offers)
        self.found.append(
            Diagnostic(
                "I-MRG-06",
                f"“{in_labels(new.path)}”是新的一项，而与它相近的{self.called(old)}在 {offer.handed.path.name} 里没有",
                Severity.WARNING,
                field=in_labels(new.path),
                place=offer.place,
                hint="可能是同一项改了说法，都写上会算两次；导入时逐项询问，用 --yes 不写入",
            )
        )

    # --- the item it may be ---------------------------------------------------------------

    def _left_over(self, new: _New) -> FieldPath:
        """The item of the same list that these files leave out and that is much like a new one."""
        own, way = new.own(), new.path[:-1]
        there = value_at(self._target.alliance, way) or ()
        spoken = set().union(*(self._spoken_of[id(offer.handed)] for offer in new.offers))
        left = [n for n in range(len(there)) if (*way, n) not in spoken and not self._matching.is_slot(way, n)]
        return next(((*way, n) for n in left[:_MOST] if self._is_like(own, there[n])), ())

    def _is_like(self, one: Fact, other: Fact) -> bool:
        fields = [field for field in fields_of(type(one)) if not field.group and not field.derived]
        both = {f.name: self._agree(f, one, other) for f in fields if self._are_there(f, one, other)}
        identity = IDENTITIES[type(one)]
        if any(not both.get(field.name, True) for field in fields if field.kind is Kind.MEMBER):
            return False
        if isinstance(one, Member) and not both.get("uscc", True):
            return False
        if any(all(both.get(part) for part in way) for way in identity.ways):
            return True
        texts = [part for part in identity.parts if part not in _NUMBERS and _is_text(type(one), part) and part in both]
        if any(is_alike(getattr(one, part), getattr(other, part), _ALIKE) for part in texts):
            return True
        rest = [agrees for name, agrees in both.items() if name not in identity.parts]
        return sum(rest) >= _FEW and sum(rest) * 4 >= len(rest) * 3

    def _are_there(self, field: Field, one: Fact, other: Fact) -> bool:
        """Whether both say something of their own."""
        standing = getattr(type(one)(), field.name)
        return all(
            value not in (None, (), standing) for value in (getattr(one, field.name), getattr(other, field.name))
        )

    def _agree(self, field: Field, one: Fact, other: Fact) -> bool:
        mine, theirs = getattr(one, field.name), getattr(other, field.name)
        if names_unit(field) and self._matching.is_one_unit(mine, theirs):
            return True
        return mine == theirs if isinstance(mine, tuple) else meaning(field, mine) == meaning(field, theirs)

    # --- the facts of that item -----------------------------------------------------------

    def _ways(self, new: _New, old: FieldPath) -> Iterator[tuple[FieldPath, FieldPath]]:
        """For each fact of a new item the same fact of the old one."""
        placed: dict[FieldPath, FieldPath] = {new.path: old}
        for fact in new.facts:
            offer = self._offers[fact.path][0]
            own = offer.given.path
            for length in range(len(new.path) + 1, len(own) + 1):
                here, step = fact.path[:length], fact.path[length - 1]
                if here in placed:
                    continue
                above = placed[here[:-1]]
                if isinstance(step, int):
                    item = value_at(offer.handed.intake.alliance, own[:length])
                    step = self._matching.place_of(item, above, new.path)
                placed[here] = (*above, step)
            yield fact.path, placed[fact.path]


def _is_text(noun: type[Fact], part: str) -> bool:
    field = field_named(noun, part)
    return bool(field and field.kind in {Kind.TEXT, Kind.LONG_TEXT})
