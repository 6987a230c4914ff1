"""A question in words, made from the declaration of its field."""

from __future__ import annotations

from dataclasses import dataclass

from kit.intake.interview.data import Data, title_of, value_at
from kit.intake.interview.steps import Ask, Step
from kit.intake.origins import FieldPath, in_labels
from kit.model.fields import Field, Kind, field_named

YES, NO = "是", "否"


@dataclass(frozen=True)
class Question:
    """One question for one fact.

    where     what it belongs to: 成员单位[2]（氢衡电池）.联系人; empty at the top.
    label     what is asked: the field's label, or the words of a question for yes or no.
    choices   the answers there are; for a reference to a member the members' names, which are only offered.
    default   what no answer means.
    required  whether documents need it: no answer is refused then.
    current   what stands there now.
    fault     why what stands there now cannot be used.
    number    of a list of values, which of them; of a text of several lines, which line; else 0. Counted from 1.
    is_gate   whether it is about going on: filling in a group, adding an item.
    """

    path: FieldPath
    kind: Kind
    where: str
    label: str
    help: str
    example: str = ""
    unit: str = ""
    choices: tuple[str, ...] = ()
    default: str = ""
    required: bool = False
    current: str | None = None
    fault: str = ""
    number: int = 0
    is_gate: bool = False


def question_of(step: Step, data: Data, line: int, fault: str) -> Question:
    """The question that a step asks."""
    where = words_of(step.owner, data)
    field = step.field
    if step.is_gate:
        default = YES if step.ask is Ask.MORE and field.needed and not step.value and not step.is_none else NO
        return Question(
            step.path, Kind.FLAG, where, _gate(step), field.help, choices=(YES, NO), default=default, is_gate=True
        )
    kind = field.item if step.ask is Ask.ITEM and field.item else field.kind
    number = 0
    if step.ask is Ask.ITEM:
        number = int(step.path[-1]) + 1
    elif kind is Kind.LONG_TEXT:
        number = line + 1
    is_first = number <= 1
    return Question(
        step.path,
        kind,
        where,
        field.label,
        field.help,
        field.example,
        field.unit,
        choices_of(field, kind, data),
        field.default if is_first else "",
        field.needed and is_first,
        step.value if not line else None,
        fault,
        number,
    )


def choices_of(field: Field, kind: Kind, data: Data) -> tuple[str, ...]:
    """The answers there are: the labels of a choice, 是 and 否, the names of the members so far."""
    if kind is Kind.FLAG:
        return (YES, NO)
    if kind is Kind.MEMBER:
        return tuple(dict.fromkeys(name for member in data.get("members", []) if (name := _name(member))))
    return tuple(str(choice) for choice in field.choices)


def _name(member: Data) -> str:
    return str(member.get("short_name") or member.get("name") or "")


def _gate(step: Step) -> str:
    field = step.field
    if step.ask is Ask.GROUP or not step.value:
        return f"填写“{field.label}”吗？"
    return f"再加一{_measure(field)}{field.label}？"


def _measure(field: Field) -> str:
    """The measure word for an item: units are counted 家, people 名."""
    assert field.group
    if field.label.endswith("单位"):
        return "家"
    return "名" if field_named(field.group, "姓名") else "项"


def words_of(path: FieldPath, data: Data) -> str:
    """The way to a group in labels, items with their names."""
    words = ""
    for length, step in enumerate(path, 1):
        if isinstance(step, int):
            title = title_of(value_at(data, path[:length]))
            words += f"[{step + 1}]" + (f"（{title}）" if title else "")
        else:
            label = in_labels(path[:length]).rpartition(".")[2]
            words += f".{label}" if words else label
    return words
