"""The language of templates: Jinja in a sandbox, strict, where only declared facts can be reached."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from jinja2 import StrictUndefined, Undefined, pass_context
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import safe_range
from jinja2.utils import Namespace
from markupsafe import Markup

from kit.diagnostics import Diagnostic, Fault
from kit.model.majority import Majority
from kit.model.money import Money
from kit.model.percent import Percent
from kit.numerals import MAX_IN_CHINESE, in_chinese
from kit.templates.facts import ChoiceText, FactList, FactView, Gap
from kit.templates.filters import FILTERS as JINJA_FILTERS
from kit.templates.filters import TESTS, bounded
from kit.templates.limits import BoundedEnvironment
from kit.templates.wording import amount_in, day_in_words, rmb_in_words
from kit.word.restarts import RESTART

LOOP_NAMES = frozenset({"index", "index0", "first", "last", "length", "revindex"})


PRINTED = "\0printed"  # the name under which a render keeps its list of printed texts; no template can say it


class Function:
    """A function of the kit that templates may call."""

    def __init__(self, call: Callable[..., Any]) -> None:
        self._call = call

    def __call__(self, *arguments: Any) -> Any:
        return self._call(*arguments)


RESTART_NAME = "重新编号"


def restart_mark() -> Markup:
    """The mark at which a list begins anew. It is no text of the data, and none to look for in the document."""
    return Markup(RESTART)


_FACTS = (FactView, Gap)
_PRINTABLE = (str, int, Money, Percent, Majority, FactView, FactList, Gap)


def as_text(value: Any) -> str:
    """How a value reads when it is printed. What has no reading is a fault, never None or ['…'].

    What a macro or a set block gave stays what it is: pieces of the document.
    """
    if value.__class__ is str or isinstance(value, Markup):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return day_in_words(value)
    if isinstance(value, Undefined):
        raise _unknown(value)
    if isinstance(value, _PRINTABLE):
        return str(value)
    raise Fault(Diagnostic("T-PRN-01", "这里的值不能直接输出", hint="清单用 |列举，其余请写出具体字段"))


def _unknown(name: Undefined) -> Fault:
    return Fault(Diagnostic("T-FLD-01", f"没有字段 {name._undefined_name}", hint="kit fields 列出全部字段"))


@pass_context
def _finalize(context: Context, value: Any) -> str:
    """What is printed, as text; kept so that one can see whether it arrived."""
    text = as_text(value)
    if not isinstance(text, Markup):
        context.parent[PRINTED].append(text)
    return text


class TemplateEnvironment(BoundedEnvironment):
    """A sandbox in which facts answer to their labels and everything else is closed."""

    as_text = staticmethod(as_text)

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True, finalize=_finalize)
        self.globals.clear()
        self.globals |= {"range": safe_range, "namespace": Namespace, RESTART_NAME: Function(restart_mark)}
        self.close(JINJA_FILTERS | {name: bounded(read) for name, read in FILTERS.items()}, TESTS)

    def is_missing(self, value: Any) -> bool:
        """A gap."""
        return isinstance(value, Gap)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A fact by name; of other values only what the sandbox and a short list allow."""
        if isinstance(obj, _FACTS):
            return obj.read(attribute)
        if isinstance(obj, Undefined):
            raise _unknown(obj)
        if isinstance(obj, LoopContext):
            return super().getattr(obj, attribute) if attribute in LOOP_NAMES else self._closed(attribute)
        if isinstance(obj, Namespace):
            return super().getattr(obj, attribute)
        if isinstance(obj, date) and attribute in {"year", "month", "day"}:
            return getattr(obj, attribute)
        return self._closed(attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An element of a list, or a fact by name."""
        if isinstance(obj, dict):
            return self._entry(obj, argument)
        if isinstance(argument, str):
            return self.getattr(obj, argument)
        if isinstance(obj, FactList | list | tuple) and isinstance(argument, int):
            return self._element(obj, argument)
        return self._closed(as_text(argument))

    def _element(self, items: Sequence[Any], position: int) -> Any:
        if -len(items) <= position < len(items):
            return items[position]
        message = (
            f"清单只有 {len(items)} 项，没有第 {position + 1} 项" if position >= 0 else f"清单只有 {len(items)} 项"
        )
        raise Fault(Diagnostic("T-FLD-02", message, hint="序号从 0 数起；先用 {% if 清单 %} 判断，或改用 for 循环"))

    def _entry(self, entries: dict[Any, Any], key: Any) -> Any:
        if isinstance(key, str | int | ChoiceText) and key in entries:
            return entries[key]
        raise Fault(Diagnostic("T-FLD-02", f"模板里写的对照表没有“{as_text(key)}”一项", hint="检查 {…} 里的各项"))

    def call(self, context: Context, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call one of the kit's functions, a macro of the template, or nothing."""
        if isinstance(obj, Function | Macro) or obj in (safe_range, Namespace):
            return super().call(context, obj, *args, **kwargs)
        raise Fault(Diagnostic("T-FUN-01", "模板调用了不可用的函数", hint="可用的函数见 docs/authoring.md"))

    def _closed(self, attribute: str) -> Any:
        raise Fault(
            Diagnostic("T-FLD-02", f"模板不能读取“.{attribute}”", hint="点号后面只能写字段名，kit fields 列出全部字段")
        )


def _filter(read: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that lets a gap pass, so that it is printed as a gap."""

    def passing(value: Any, *args: Any) -> Any:
        return value if isinstance(value, Gap) else read(value, *args)

    passing.__doc__ = read.__doc__
    return passing


def _money(value: Any) -> Money:
    if not isinstance(value, Money):
        raise Fault(Diagnostic("T-FLT-01", "“大写、万元、元”只能用于金额"))
    return value


def _capitals(value: Any) -> str:
    """An amount in capitals."""
    return rmb_in_words(_money(value).fen)


def _wan(value: Any) -> str:
    """An amount as a number of 万元."""
    return amount_in(_money(value), "万元")


def _yuan(value: Any) -> str:
    """An amount as a number of 元."""
    return amount_in(_money(value), "元")


def _numeral(value: Any) -> str:
    """A whole number in Chinese numerals."""
    if not isinstance(value, int) or not 0 <= value <= MAX_IN_CHINESE:
        raise Fault(Diagnostic("T-FLT-01", "“数字”只能用于整数，从零到一万亿以下"))
    return in_chinese(value)


def _majority(value: Any, base: str) -> str:
    """A majority of a base."""
    if not isinstance(value, Majority):
        raise Fault(Diagnostic("T-FLT-01", "“表决”只能用于表决比例"))
    return value.among(base)


def _enumerate(value: Iterable[Any], name: str = "") -> Any:
    """The items, or one field of each, joined with 、."""
    items = [item.read(name) if name and isinstance(item, FactView | Gap) else item for item in value]
    return "、".join(as_text(item) for item in items)


def _tick(value: Any) -> str:
    """A filled or an empty box."""
    return "■" if value else "□"


def _or_none(value: Any) -> Any:
    """The value, or 无 where there is none."""
    if isinstance(value, Gap) or value == "":
        return "无"
    return "无" if isinstance(value, FactList) and not len(value) else value


FILTERS: dict[str, Callable[..., Any]] = {
    "大写": _filter(_capitals),
    "万元": _filter(_wan),
    "元": _filter(_yuan),
    "数字": _filter(_numeral),
    "表决": _filter(_majority),
    "列举": _filter(_enumerate),
    "勾选": _tick,
    "或无": _or_none,
}
