"""Random alliances, read off the declarations: whatever is declared is drawn, and with difficult texts."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from kit.intake.build import build
from kit.intake.raw import Raw
from kit.intake.workbook.sheets import BODIES
from kit.model.alliance import Alliance
from kit.model.fact import Fact, annotations_of
from kit.model.fields import Field, Kind, field_named, fields_of
from kit.model.members import Member
from kit.model.reading import Email, Phone, Postcode, Registration, Uscc, Year
from kit.model.tasks import Task
from kit.rules.comparing import folded
from tests.intake.workbook.making import sample

_TRICKY = """
=1+1
+86
-5
@SUM(A1)
'quoted
007
1e5
2026-01-01
TRUE
#REF!
=cmd|'/c calc'!A0
_x0041_
_x000D_
是
√
12,5
9%
第1家
甲、乙
甲；乙
“引号”
<b>&amp;</b>
𠮷野家
氢²·m⁻³
null
＝１
100000000000000000000
金额（万元）
＊名称
""".strip().splitlines()
_LETTER = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_WORDS = st.text(_LETTER, min_size=1, max_size=12).map(str.strip).filter(bool)
_TEXT = st.one_of(st.sampled_from(_TRICKY), _WORDS)
_LONG = st.lists(_TEXT, min_size=1, max_size=3).map("\n".join)
_CODES = st.sampled_from([m.uscc for m in sample().members if m.uscc])
_READ: tuple[tuple[Any, st.SearchStrategy[str]], ...] = (
    (Uscc, _CODES),
    (Registration, st.sampled_from(["HRB 84512", "+49 1", "00412"])),
    (
        Phone,
        st.sampled_from(
            ["022-88880001", "13800000006", "400-810-0001", "(022)88880001", "+49 221 5550100", "00852-21234567"]
        ),
    ),
    (Email, st.sampled_from(["a@example.com", "li.si+1@b-c.example.cn"])),
    (Postcode, st.sampled_from(["300450", "010010", "DE-50931"])),
    (Year, st.sampled_from(["1972", "2001"])),
)
_DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
_BY_KIND: dict[Kind, st.SearchStrategy[str]] = {
    Kind.LONG_TEXT: _LONG,
    Kind.DAY: _DAYS.map(str),
    Kind.MONEY: st.integers(0, 10**15).map(lambda fen: f"{fen // 100}.{fen % 100:02}元"),
    Kind.COUNT: st.integers(0, 10**9).map(str),
    Kind.FLAG: st.sampled_from(["是", "否"]),
}


def _value(noun: type[Fact], field: Field, names: list[str]) -> st.SearchStrategy[Any] | None:
    if field.kind is Kind.GROUP:
        assert field.group is not None
        return _facts(field.group, names)
    if field.kind is Kind.LIST:
        return None if field.group else st.lists(_TEXT, min_size=1, max_size=3)
    if field.kind is Kind.MEMBER:
        return st.sampled_from(names) if names else None
    if field.kind is Kind.CHOICE:
        return st.sampled_from([str(choice) for choice in field.choices])
    for annotation, strategy in _READ:
        if annotations_of(noun)[field.name] == annotation:
            return strategy
    return _BY_KIND.get(field.kind, _TEXT)


def _facts(noun: type[Fact], names: list[str], **fixed: Any) -> st.SearchStrategy[dict[str, Any]]:
    """Some of a noun's facts by label; at least one."""
    drawn = {field.label: value for field in fields_of(noun) if (value := _value(noun, field, names)) is not None}
    some = st.fixed_dictionaries({}, optional=drawn).filter(bool)
    return some.map(lambda facts: {**facts, **fixed}) if fixed else some


def _label(noun: type[Fact], name: str) -> str:
    field = field_named(noun, name)
    assert field is not None
    return field.label


def _noun(noun: type[Fact], name: str) -> type[Fact]:
    field = field_named(noun, name)
    assert field is not None
    assert field.group is not None
    return field.group


@st.composite
def alliances(draw: st.DrawFn) -> Alliance:
    """An alliance that loads without a fault; every unit and task can be told from the others."""
    called = draw(st.lists(_TEXT, min_size=1, max_size=4, unique=True))
    members = [_member(draw, name, called) for name in called]
    numbers = draw(st.lists(_TEXT, max_size=3, unique=True))
    tasks = [_task(draw, number, called) for number in numbers]
    _make_distinct(tasks)
    data: dict[str, Any] = {_label(Alliance, "members"): members, _label(Alliance, "tasks"): tasks}
    for body in BODIES:
        inner: Any = data
        for label in body.path[:-1]:
            inner = inner.setdefault(label, {})
        inner[body.path[-1]] = draw(st.lists(_facts(body.noun, called), max_size=3))
    intake = build(Raw("随机", data))
    assert intake.alliance is not None
    assert intake.report.is_clean, [d.message for d in intake.report]
    return intake.alliance


def _make_distinct(tasks: list[dict[str, Any]]) -> None:
    """Take a title from tasks with a number where one without a number has it: a form could not say which is meant."""
    number, title = _label(Task, "number"), _label(Task, "title")
    bare = {folded(task[title]) for task in tasks if number not in task}
    for task in tasks:
        if number in task and folded(task.get(title, "")) in bare:
            del task[title]


def _member(draw: st.DrawFn, name: str, called: list[str]) -> dict[str, Any]:
    own = draw(st.sampled_from([_label(Member, "name"), _label(Member, "short_name")]))
    facts = draw(_facts(Member, called))
    for label in (_label(Member, "name"), _label(Member, "short_name"), _label(Member, "uscc")):
        facts.pop(label, None)
    facts[own] = name
    for several in ("contributions", "background"):
        facts[_label(Member, several)] = draw(st.lists(_facts(_noun(Member, several), called), max_size=3))
    return facts


def _task(draw: st.DrawFn, number: str, called: list[str]) -> dict[str, Any]:
    own = draw(st.sampled_from([_label(Task, "number"), _label(Task, "title")]))
    facts = draw(_facts(Task, called))
    facts.pop(_label(Task, "number"), None)
    facts[own] = number
    shares = _facts(_noun(Task, "participants"), called)
    facts[_label(Task, "participants")] = draw(st.lists(shares, max_size=3))
    return facts
