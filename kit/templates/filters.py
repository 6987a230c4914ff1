"""Those of Jinja's filters and tests that templates may use: bounded, and honest about what is missing.

Left out is what loses or breaks text (safe, truncate, striptags), what reads attributes (attr, xmlattr), what only pads
and wraps (center, indent, wordwrap), what writes other formats (tojson, pprint, urlize) and what is random.
A gap passes through every filter, so that it is printed as a gap; text is read as printing reads it, never as Python.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jinja2 import Undefined, pass_context
from jinja2.filters import FILTERS as JINJA_FILTERS
from jinja2.filters import make_attrgetter
from jinja2.runtime import Context
from jinja2.tests import TESTS as JINJA_TESTS
from jinja2.utils import _PassArg
from markupsafe import Markup

from kit import patterns
from kit.diagnostics import Diagnostic, Fault
from kit.templates.limits import bounded_items, check_items, check_text, join, length_of, meter_of

_OF_TEXT = ("capitalize", "lower", "title", "trim", "upper")
_OF_LISTS = (
    "abs batch dictsort first groupby items last list map max min reject rejectattr reverse round select "
    "selectattr slice sort unique"
)
_OF_PAIRS = frozenset({"dictsort", "items"})
_TESTS = (
    "boolean defined divisibleby even false float in integer iterable mapping number odd sequence string true "
    "undefined eq equalto ge greaterthan gt le lessthan lt ne == != < <= > >="
)
_JINJA_TESTS: Mapping[str, Any] = JINJA_TESTS
_MAX_ARGUMENT = 1_000  # no filter needs a larger number: rows of a table, decimals
_CALL = 15  # steps of a filter or test beside what it looks through
_ITEM = 8  # what sorting or picking costs an item beside looking at it
_WHOLE = patterns.compiled(r"[+-]?[0-9]{1,18}")


def bounded(read: Callable[..., Any]) -> Callable[..., Any]:
    """The filter or test, paying for what it looks through and for what it gives."""
    passes = _PassArg.from_obj(read)

    @pass_context
    def paying(context: Context, *args: Any, **kwargs: Any) -> Any:
        meter = meter_of(context)
        meter.spend(_CALL)
        for value in (*args, *kwargs.values()):
            meter.spend_for(value)
        given = read(*_first(passes, context), *args, **kwargs)
        if isinstance(given, Iterator):
            given = bounded_items(given)
        if isinstance(given, list | tuple | str):
            meter.spend_for(given)
        return given

    paying.__doc__ = read.__doc__
    return paying


def _first(passes: _PassArg | None, context: Context) -> tuple[Any, ...]:
    match passes:
        case _PassArg.context:
            return (context,)
        case _PassArg.eval_context:
            return (context.eval_ctx,)
        case _PassArg.environment:
            return (context.environment,)
    return ()


def _of_text(name: str) -> Callable[..., Any]:
    """One of Jinja's filters for text."""
    change: Callable[..., Any] = JINJA_FILTERS[name]

    @pass_context
    def of_text(context: Context, value: Any, *args: Any) -> Any:
        if _is_missing(context, value) or (isinstance(value, Markup) and name == "trim"):
            return value
        return change(_text(context, value, name), *args)

    return of_text


def _of_list(name: str) -> Callable[..., Any]:
    """One of Jinja's filters for lists; numbers it takes are small."""
    change: Callable[..., Any] = JINJA_FILTERS[name]
    passes = _PassArg.from_obj(change)

    @pass_context
    def of_list(context: Context, value: Any, *args: Any, **kwargs: Any) -> Any:
        if _is_missing(context, value):
            return value
        if isinstance(value, Markup):
            raise _closed(name)
        for argument in (*args, *kwargs.values()):
            if isinstance(argument, int) and abs(argument) > _MAX_ARGUMENT:
                raise Fault(Diagnostic("T-LIM-02", f"过滤器“{name}”的数超过 {_MAX_ARGUMENT}", hint="检查表达式"))
        if name in _OF_PAIRS and not isinstance(value, Mapping):
            raise Fault(
                Diagnostic("T-FLT-01", f"“{name}”只能用于成对的数据", hint="清单排序用 |sort(attribute='字段')")
            )
        meter_of(context).spend(_ITEM * length_of(value))
        given = change(*_first(passes, context), value, *args, **kwargs)
        if isinstance(given, Undefined):
            raise Fault(Diagnostic("T-FLT-02", f"清单是空的，“{name}”取不到内容", hint="先用 {% if 清单 %} 判断"))
        return given

    return of_list


def _closed(name: str) -> Fault:
    hint = "把过滤器写在取值的标签里"
    return Fault(Diagnostic("T-CAP-01", f"语句块或宏得出的内容不能再用过滤器“{name}”", hint=hint))


def _is_missing(context: Context, value: Any) -> bool:
    missing: bool = context.environment.is_missing(value)  # type: ignore[attr-defined]
    return missing


def _text(context: Context, value: Any, name: str) -> str:
    if isinstance(value, Markup):
        raise _closed(name)
    text: str = context.environment.as_text(value)  # type: ignore[attr-defined]
    return text


@pass_context
def _replace(context: Context, value: Any, old: Any, new: Any, count: int | None = None) -> Any:
    """The text with one wording put for another."""
    if _is_missing(context, value):
        return value
    text, old, new = (_text(context, one, "replace") for one in (value, old, new))
    if not old:
        raise Fault(Diagnostic("T-FLT-01", "“replace”要替换的文字是空的", hint="写出要替换的文字"))
    check_text(len(text) + text.count(old) * len(new))
    return text.replace(old, new, -1 if count is None else count)


@pass_context
def _join(context: Context, value: Any, between: str = "", attribute: str | int | None = None) -> Any:
    """The items, or one field of each, as one text."""
    if _is_missing(context, value):
        return value
    if isinstance(value, Markup):
        raise _closed("join")
    items = value if attribute is None else map(make_attrgetter(context.environment, attribute), value)
    return join(context, items, _text(context, between, "join"))


@pass_context
def _string(context: Context, value: Any) -> Any:
    """The value as it is printed."""
    return value if _is_missing(context, value) or isinstance(value, Markup) else _text(context, value, "string")


@pass_context
def _length(context: Context, value: Any) -> Any:
    """The number of items or characters."""
    if _is_missing(context, value):
        return value
    if isinstance(value, Markup):
        raise _closed("length")
    return len(value)


@pass_context
def _int(context: Context, value: Any) -> Any:
    """A whole number; what reads as none is a fault, never 0."""
    if _is_missing(context, value) or isinstance(value, int):
        return value
    if isinstance(value, str) and _WHOLE.fullmatch(value.strip()):
        return int(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    raise Fault(Diagnostic("T-FLT-01", "“int”只能用于整数", hint="检查字段"))


@pass_context
def _float(context: Context, value: Any) -> Any:
    """A number; what reads as none is a fault, never 0."""
    if _is_missing(context, value):
        return value
    try:
        return float(value)
    except (TypeError, ValueError) as error:
        raise Fault(Diagnostic("T-FLT-01", "“float”只能用于数", hint="检查字段")) from error


@pass_context
def _sum(context: Context, value: Any, attribute: str | int | None = None) -> Any:
    """The sum of numbers or amounts; a gap where one of them is missing."""
    if _is_missing(context, value):
        return value
    items = list(value if attribute is None else map(make_attrgetter(context.environment, attribute), value))
    if gaps := [item for item in items if _is_missing(context, item)]:
        return gaps[0]
    check_items(len(items))
    if any(isinstance(item, str | list | tuple) for item in items):
        raise Fault(Diagnostic("T-FLT-01", "“sum”只能用于数和金额", hint="检查字段"))
    total = items[0] if items else 0
    for item in items[1:]:
        total = total + item
    return total


@pass_context
def _default(context: Context, value: Any, instead: Any = "", boolean: bool = False) -> Any:
    """The value, or something else where the fact is missing."""
    if isinstance(value, Undefined):
        return value  # an unknown name is a fault, not a missing fact
    return instead if _is_missing(context, value) or value is None or (boolean and not value) else value


@pass_context
def _none(context: Context, value: Any) -> bool:
    """Whether the fact is missing."""
    return value is None or _is_missing(context, value)


_READ: dict[str, Callable[..., Any]] = {
    "count": _length,
    "d": _default,
    "default": _default,
    "e": _string,
    "escape": _string,
    "float": _float,
    "int": _int,
    "join": _join,
    "length": _length,
    "replace": _replace,
    "string": _string,
    "sum": _sum,
    **{name: _of_text(name) for name in _OF_TEXT},
    **{name: _of_list(name) for name in _OF_LISTS.split()},
}

FILTERS: dict[str, Callable[..., Any]] = {name: bounded(read) for name, read in _READ.items()}
TESTS: dict[str, Callable[..., Any]] = {
    "none": bounded(_none),
    **{name: bounded(_JINJA_TESTS[name]) for name in _TESTS.split()},
}
