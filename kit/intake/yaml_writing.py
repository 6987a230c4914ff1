"""Values as they are written into alliance.yaml: quoted exactly where the reader needs it, nested as the skeleton is."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from kit import patterns
from kit.intake.changes import says_nothing
from kit.intake.yaml_file import read_bytes
from kit.model.fact import Fact
from kit.model.fields import Field, field_named, fields_of

STEP = 2
Written = tuple[str, list[str]]
"""What goes on the line of the key or dash, and the lines below it, indented."""

_SURELY_PLAIN = patterns.compiled(r"[\w（《][\w，。、；（）《》·/.%\-]*")
_NOTHING = {"null", "Null", "NULL"}


def written(value: Any, group: type[Fact] | None, column: int) -> Written:
    """A value in block style; what goes below its line is indented by `column`."""
    if isinstance(value, Mapping):
        return "", list(mapping_lines(value, group, column))
    if isinstance(value, list):
        return "", list(_sequence_lines(value, group, column))
    return scalar(value or "", column)


def mapping_lines(values: Mapping[str, Any], group: type[Fact] | None, column: int) -> Iterator[str]:
    """The lines of a group, its entries in the order of the model."""
    for field, value in in_order(values, group):
        head, below = written(value, field.group, column + STEP)
        yield f"{' ' * column}{field.label}:{head and f' {head}'}"
        yield from below


def item(value: Any, group: type[Fact] | None, column: int) -> Written:
    """An item of a list; `column` is where it begins, behind the dash."""
    if not isinstance(value, Mapping):
        return scalar(value or "", column)
    lines = list(mapping_lines(value, group, column))
    return (lines[0].lstrip(), lines[1:]) if lines else ("{}", [])


def _sequence_lines(values: list[Any], group: type[Fact] | None, column: int) -> Iterator[str]:
    for value in values:
        head, below = item(value, group, column + STEP)
        yield f"{' ' * column}- {head}".rstrip(" ")
        yield from below


def in_flow(value: Any, group: type[Fact] | None, quote: str = "") -> str:
    """A value on one line, as it stands between braces."""
    if isinstance(value, Mapping):
        entries = (f"{field.label}: {in_flow(inner, field.group)}" for field, inner in in_order(value, group))
        return f"{{{', '.join(entries)}}}"
    if isinstance(value, list):
        return f"[{', '.join(in_flow(inner, group) for inner in value)}]"
    return _on_one_line(value or "", quote, flow=True)


def in_order(values: Mapping[str, Any], group: type[Fact] | None) -> list[tuple[Field, Any]]:
    """The entries that say something, by their fields, in the order of the model."""
    assert group, "only a group has entries"
    named = [(field_named(group, key), value) for key, value in values.items()]
    if unknown := [key for key in values if field_named(group, key) is None]:
        raise ValueError(f"{group.__name__} has no {', '.join(unknown)}")
    place = {field.name: number for number, field in enumerate(fields_of(group))}
    known = [(field, value) for field, value in named if field and not says_nothing(value)]
    return sorted(known, key=lambda entry: place[entry[0].name])


def scalar(text: str, column: int, quote: str = "") -> Written:
    """A text in block style: of several lines behind a |, else on the line, in the quotes it had before."""
    text = text.rstrip("\n")
    lines = text.split("\n")
    if len(lines) > 1 and _read_back("\n".join(["a: |", *_indented(lines, STEP)])) == f"{text}\n":
        return "|", _indented(lines, column)
    return _on_one_line(text, quote, flow=False), []


def _indented(lines: list[str], column: int) -> list[str]:
    return [f"{' ' * column}{line}" if line else "" for line in lines]


def _on_one_line(text: str, quote: str, *, flow: bool) -> str:
    if says_nothing(text):
        return '""' if flow else ""
    frame = "{{a: {}, b: c}}" if flow else "a: {}"
    ways = {"": text, "'": f"'{text.replace(chr(39), chr(39) * 2)}'", '"': _escaped(text)}
    if not quote and _SURELY_PLAIN.fullmatch(text) and text not in _NOTHING:
        return text
    for way in (ways[quote], ways['"']):
        if "\n" not in way and _read_back(frame.format(way)) == text:
            return way
    raise ValueError(f"cannot be written so that it reads back the same: {text!r}")


def _read_back(source: str) -> Any:
    """What the reader makes of the entry a; None where it has the least to complain of."""
    try:
        raw = read_bytes(f"{source}\n".encode(), "")
    except UnicodeEncodeError:
        return None
    return raw.data.get("a") if isinstance(raw.data, dict) and not len(raw.report) else None


def _escaped(text: str) -> str:
    return f'"{"".join(map(_escape, text))}"'


_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def _escape(character: str) -> str:
    if character in _SHORT:
        return _SHORT[character]
    if unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
        return character
    number = ord(character)
    if number < 0x100:
        return f"\\x{number:02X}"
    return f"\\u{number:04X}" if number < 0x10000 else f"\\U{number:08X}"
