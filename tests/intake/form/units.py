"""Random units with what they put in, the tasks they join and the people they send: as plain data, all of it readable."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from kit.intake.form.layout import PROMPTS
from kit.model.alliance import Alliance
from kit.model.fact import Fact, annotations_of, declared_of
from kit.model.fields import Field, Kind, fields_of
from kit.model.governance import Director, Expert, Staff
from kit.model.members import Member
from kit.model.reading import Email, Phone, Postcode, Registration, Uscc, Year
from kit.model.tasks import Participant

WORDS = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]), min_size=1, max_size=20)
TEXTS = st.one_of(
    WORDS,
    st.sampled_from(
        ["甲、乙", "甲；乙;丙", "{{ 名称 }}", "<w:t>&amp;", "☑是", "=1+1", "例：甲", "a  b", "𠮷田", "“甲”"]
    ),
).map(str.strip)
TEXTS = TEXTS.filter(lambda text: text and text.rstrip("。.") not in PROMPTS)
_OF_A_KIND = {
    Kind.FLAG: st.sampled_from(["是", "否"]),
    Kind.DAY: st.dates().filter(lambda day: 1900 <= day.year <= 2200).map(str),
    Kind.MONEY: st.integers(0, 10**14).map(lambda fen: f"{fen}分"),
    Kind.COUNT: st.integers(0, 10**9).map(str),
}
_OF_A_READER: list[tuple[Any, list[str]]] = [
    (Uscc, ["91120116MAXH00010H", "91120110MAXH00029P", "911201119902000356"]),
    (Phone, ["022-88880001", "13800000000", "+49 221 5550100"]),
    (Email, ["a@example.com"]),
    (Registration, ["HRB 84512", "CRN 0412-77"]),
    (Postcode, ["300450", "DE-50931"]),
    (Year, ["1972"]),
]


def value_of(noun: type[Fact], field: Field) -> st.SearchStrategy[Any]:
    """Something that can be read for a field."""
    for annotation, samples in _OF_A_READER:
        if annotations_of(noun)[field.name] == annotation:
            return st.sampled_from(samples)
    if field.kind is Kind.LIST:
        return st.lists(facts_of(field.group) if field.group else TEXTS, max_size=4)
    if field.group:
        return facts_of(field.group)
    if field.kind is Kind.CHOICE:
        return st.sampled_from([str(choice) for choice in field.choices])
    return _OF_A_KIND.get(field.kind, TEXTS)


def facts_of(noun: type[Fact], without: tuple[str, ...] = (), **fixed: str) -> st.SearchStrategy[dict[str, Any]]:
    """Some facts of a noun, and those that are fixed, by identifier."""
    left = [field for field in fields_of(noun) if field.name not in {*without, *fixed}]
    optional = {field.name: value_of(noun, field) for field in left}
    return st.fixed_dictionaries({name: st.just(value) for name, value in fixed.items()}, optional=optional)


def _people(noun: type[Fact], unit: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(facts_of(noun, **{unit: "甲公司"}), max_size=3)


_TASK = st.fixed_dictionaries(
    {
        "number": st.sampled_from(["R-01", "R-02", "1"]),
        "participants": st.lists(facts_of(Participant, member="甲公司"), max_size=2),
    }
)
ALLIANCES = st.fixed_dictionaries(
    {
        "members": st.tuples(
            facts_of(Member, ("signature", "short_name"), name="甲公司"), st.just({"name": "乙大学"})
        ).map(list),
        "tasks": st.lists(_TASK, max_size=3, unique_by=lambda task: task["number"]),
        "governance": st.fixed_dictionaries(
            {
                "council": st.fixed_dictionaries({"directors": _people(Director, "member")}),
                "experts": st.fixed_dictionaries({"experts": _people(Expert, "unit")}),
                "secretariat": st.fixed_dictionaries({"staff": _people(Staff, "member")}),
            }
        ),
    }
).map(Alliance.model_validate)


def told(value: Any) -> Any:
    """Facts as plain data without what is absent: an empty group says as much as none."""
    if isinstance(value, Fact):
        pairs = {name: told(getattr(value, name)) for name in declared_of(type(value))}
        return {name: one for name, one in pairs.items() if one not in (None, (), {})}
    return tuple(one for one in map(told, value) if one not in (None, {})) if isinstance(value, tuple) else value


def of_unit(alliance: Alliance, name: str = "甲公司") -> dict[str, Any]:
    """What the form of a unit covers, as plain data."""
    member = alliance.member(name)
    bodies = alliance.governance
    return {
        "member": told(member),
        "shares": {
            task.number or task.title: told(task.participants) for task in alliance.tasks if told(task.participants)
        },
        "people": [
            told(people) for people in (bodies.council.directors, bodies.experts.experts, bodies.secretariat.staff)
        ],
    }
