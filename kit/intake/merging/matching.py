"""Which item of the data file each item of a handed-in file is: units first, for other items name them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kit.diagnostics import Diagnostic, Place
from kit.intake.merging.facts import is_blank, value_at
from kit.intake.merging.identity import IDENTITIES, Items, Key, Trouble, fields_that_name, is_named, key_of
from kit.intake.merging.sources import Handed
from kit.intake.origins import FieldPath, in_labels
from kit.model.alliance import Alliance
from kit.model.fact import Fact
from kit.model.fields import Kind, field_named, fields_of
from kit.model.members import Member
from kit.rules.comparing import folded

MEMBERS: FieldPath = ("members",)
MAX_ITEMS = 300  # of a list whose items may read alike: each is compared with each


class Matching:
    """Where the items of handed-in files belong in the data file. Items that are new get positions behind the last.

    former  the member that a name meant before.
    faults  items whose place cannot be told.
    """

    def __init__(self, alliance: Alliance, former: Callable[[str], int | None] = lambda _name: None) -> None:
        self.faults: list[Diagnostic] = []
        self._alliance, self._former = alliance, former
        self._lists: dict[FieldPath, Items] = {}
        self._units: dict[str, int] = {}
        self._placed: dict[tuple[int, FieldPath], int | None] = {}
        self._spoken_of: dict[int, set[FieldPath]] = {}
        for number, member in enumerate(alliance.members):
            self._name_unit(member, number)

    def unit_of(self, name: str) -> int | None:
        """The position of the member that a name means: short, full or the code; or that had this name before."""
        known = self._units.get(folded(name))
        return self._former(name) if known is None else known

    def is_one_unit(self, name: str, other: str) -> bool:
        """Whether two names mean the same member."""
        unit = self.unit_of(name)
        return unit is not None and unit == self.unit_of(other)

    def spelling_of(self, name: str) -> str:
        """The name as the data file spells it, where the two differ in nothing that one sees."""
        for known in self.names:
            if folded(known) == folded(name):
                return known
        had = self._former(name) if folded(name) not in self._units else None
        if had is None:
            return name
        member = self._alliance.members[had]
        return member.short_name or member.name or name

    @property
    def names(self) -> list[str]:
        """The names of the members in the data file."""
        return [name for member in self._alliance.members for name in (member.short_name, member.name) if name]

    def place_units(self, handed: Handed, giver: int) -> None:
        """Find the members of a file among those known."""
        members = handed.intake.alliance.members if handed.intake.alliance else ()
        self._place_all(members, MEMBERS, MEMBERS, handed, giver)
        for number, member in enumerate(members):
            position = self._placed[giver, (*MEMBERS, number)]
            if position is not None:
                self._name_unit(member, position)

    def place_rest(self, handed: Handed, giver: int) -> None:
        """Find all other items of a file; its units were placed before."""
        if handed.intake.alliance is not None:
            self._walk(handed.intake.alliance, (), (), handed, giver)

    def items_of(self, giver: int) -> set[FieldPath]:
        """The items of the data file that a file speaks of."""
        return self._spoken_of.get(giver, set())

    def place_of(self, item: Fact, way: FieldPath, giver: object) -> int:
        """The position of an item in a list of the data file: of the same there, else behind the last."""
        known = self._items(way, type(item))
        found = known.place(key_of(item, self.unit_of), giver)
        return known.new() if found is None or isinstance(found, Trouble) else found

    def is_slot(self, path: FieldPath, position: int) -> bool:
        """Whether an item of a list waited in the data file to be filled in."""
        return path in self._lists and position in self._lists[path].slots

    def path_of(self, path: FieldPath, giver: int) -> FieldPath | None:
        """Where a fact of a file belongs in the data file; None where its item could not be placed."""
        way: list[str | int] = []
        for length, step in enumerate(path, 1):
            position = self._placed.get((giver, path[:length])) if isinstance(step, int) else step
            if position is None:
                return None
            way.append(position)
        return tuple(way)

    def _walk(self, noun: Fact, path: FieldPath, target: FieldPath, handed: Handed, giver: int) -> None:
        for field in fields_of(type(noun)):
            value, here, there = getattr(noun, field.name), (*path, field.name), (*target, field.name)
            if field.kind is Kind.LIST and field.group:
                if here != MEMBERS:
                    self._place_all(value, here, there, handed, giver)
                for number, item in enumerate(value):
                    position = self._placed[giver, (*here, number)]
                    if position is not None:
                        self._walk(item, (*here, number), (*there, position), handed, giver)
            elif field.group and value is not None:
                self._walk(value, here, there, handed, giver)

    def _place_all(self, items: Sequence[Fact], path: FieldPath, target: FieldPath, handed: Handed, giver: int) -> None:
        """Find the items of a list; those that are there beyond doubt before those that may be."""
        places = [(*path, number) for number in range(len(items))]
        for place in places:
            self._placed[giver, place] = None
        if len(items) > MAX_ITEMS and IDENTITIES[type(items[0])].repeats:
            self.faults.append(_too_many(items, path, handed))
            return
        waiting = {place: item for place, item in zip(places, items, strict=True) if place in handed.places}
        for surely in (True, False):
            for place, item in list(waiting.items()):
                key = key_of(item, self.unit_of)
                if self._is_faulty(item, key, place, handed):
                    continue
                found = self._items(target, type(item)).place(key, giver, surely=surely)
                if isinstance(found, Trouble):
                    self.faults.append(_told(found, item, place, handed))
                elif found is not None:
                    self._placed[giver, place] = found
                    if not handed.only_names(place):
                        self._spoken_of.setdefault(giver, set()).add((*target, found))
                if found is not None:
                    del waiting[place]

    def _is_faulty(self, item: Fact, key: Key, place: FieldPath, handed: Handed) -> bool:
        """Whether an item cannot be told because what would name it is at fault, which is said elsewhere."""
        identity = IDENTITIES[type(item)]
        return not is_named(identity, key) and any(
            (*place, part) in handed.unread or self._is_stranger(item, part) for part in identity.parts
        )

    def _is_stranger(self, item: Fact, part: str) -> bool:
        """Whether a part of the name is a unit that nobody knows."""
        field = field_named(type(item), part)
        name = getattr(item, part)
        return bool(field and field.kind is Kind.MEMBER and name and self.unit_of(name) is None)

    def _items(self, path: FieldPath, noun: type[Fact]) -> Items:
        if path not in self._lists:
            there = value_at(self._alliance, path) or ()
            keys = [None if is_blank(item) else key_of(item, self.unit_of) for item in there]
            self._lists[path] = Items(IDENTITIES[noun], keys)
        return self._lists[path]

    def _name_unit(self, member: Member, position: int) -> None:
        for name in (member.name, member.short_name, member.uscc):
            if name:
                self._units.setdefault(folded(name), position)


def _told(trouble: Trouble, item: Fact, path: FieldPath, handed: Handed) -> Diagnostic:
    names = "、".join(f"“{field.label}”" for field in fields_that_name(type(item)))
    word = "单位" if isinstance(item, Member) else in_labels(path).rpartition(".")[2].partition("[")[0]
    code, message, hint = {
        Trouble.UNNAMED: ("I-MRG-01", f"看不出这是哪一项“{word}”：{names}都没有填写", f"请填写{names}"),
        Trouble.TWICE: ("I-MRG-02", f"同一份文件里，这一项“{word}”写了两次", "请只保留一处"),
        Trouble.MIXED: ("I-MRG-03", f"{names}分别指向不同的“{word}”", "请核对这几处，改正写错的"),
    }[trouble]
    return Diagnostic(code, message, field=in_labels(path), place=handed.places[path], hint=f"{hint}；这一项没有合并")


def _too_many(items: Sequence[Fact], path: FieldPath, handed: Handed) -> Diagnostic:
    message = f"“{in_labels(path)}”有 {len(items)} 项，上限为 {MAX_ITEMS} 项，这份清单没有合并"
    place = next((at for way, at in handed.places.items() if way[: len(path)] == path), Place(str(handed.path)))
    return Diagnostic("I-MRG-04", message, field=in_labels(path), place=place, hint="请核对是否填错了地方")
