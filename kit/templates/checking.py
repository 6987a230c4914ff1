"""Names a template uses, checked against the model without any data: unknown fields, loops over what is no list,
conditions on options that do not exist."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment, nodes

from kit.diagnostics import Diagnostic, Fault
from kit.likeness import most_like
from kit.model.alliance import Alliance
from kit.model.fact import Choice, Fact
from kit.model.majority import Majority
from kit.model.members import Member
from kit.model.money import Money
from kit.model.tasks import Task
from kit.templates.blocks import Mended
from kit.templates.facts import field_names, unknown_choice, unknown_field, unknown_name
from kit.templates.lifting import Piece
from kit.templates.markers import tag_on


@dataclass(frozen=True)
class Shape:
    """What an expression gives, as far as the model tells.

    noun    a fact, or the elements of a list of facts.
    many    a list.
    choice  a closed list of answers.
    value   money, a majority, a count, a text.
    known   False where nothing can be said.
    """

    noun: type[Fact] | None = None
    many: bool = False
    choice: type[Choice] | None = None
    value: type[Any] | None = None
    known: bool = True
    words: str = ""


_ANYTHING = Shape(known=False)
_IN_MACROS = ("caller", "varargs", "kwargs")
_TASKS = Shape(Task, many=True, words="任务")
FUNCTIONS = {"条款": Shape(), "牵头任务": _TASKS, "参加任务": _TASKS}
_LIST_FILTERS = frozenset({"list", "sort", "unique", "reverse", "selectattr", "rejectattr"})
_MONEY = (Money, "金额")
_WANTED = {"大写": _MONEY, "万元": _MONEY, "元": _MONEY, "数字": (int, "整数"), "表决": (Majority, "表决比例")}


@dataclass
class _Checker:
    faults: list[tuple[int, Diagnostic]] = field(default_factory=list)
    excused: frozenset[int] = frozenset()  # tags that may use names nobody gave: what gave them is at fault
    macros: frozenset[str] = frozenset()  # every macro of the part
    waiting: list[tuple[nodes.Macro | nodes.CallBlock, dict[str, Shape]]] = field(default_factory=list)

    def whole(self, tree: nodes.Template) -> list[tuple[int, Diagnostic]]:
        """The faults of a part, in its order. Macros are looked at last: they may use what is defined behind them."""
        self.macros = frozenset(macro.name for macro in tree.find_all(nodes.Macro))
        self.body(tree.body, dict(roots()))
        while self.waiting:
            macro, names = self.waiting.pop(0)
            inside = dict.fromkeys([*(argument.name for argument in macro.args), *_IN_MACROS], _ANYTHING)
            self.body(macro.body, {**names, **inside})
        return sorted(self.faults, key=lambda fault: fault[0])

    def report(self, node: nodes.Node, fault: Fault) -> Shape:
        self.faults += [(node.lineno, diagnostic) for diagnostic in fault.report]
        return _ANYTHING

    # --- statements -------------------------------------------------------------------------

    def body(self, children: list[Any], names: dict[str, Shape]) -> None:
        for node in children:
            self.statement(node, names)

    def statement(self, node: nodes.Node, names: dict[str, Shape]) -> None:
        match node:
            case nodes.For():
                self._for(node, names)
            case nodes.If():
                self.shape(node.test, names)
                for branch in (node.body, node.elif_, node.else_):
                    self.body(branch, names)
            case nodes.Assign():
                self._bind(node.target, self.shape(node.node, names), names)
            case nodes.AssignBlock():
                self.body(node.body, names)
                self._bind(node.target, _ANYTHING, names)
            case nodes.Macro():
                names[node.name] = _ANYTHING
                self._wait(node, names)
            case nodes.CallBlock():
                self.shape(node.call, names)
                self._wait(node, names)
            case nodes.With():
                inside = dict(names)
                for target, value in zip(node.targets, node.values, strict=True):
                    self._bind(target, self.shape(value, names), inside)
                self.body(node.body, inside)
            case nodes.Output():
                for printed in node.nodes:
                    self._print(printed, names)
            case nodes.Expr():
                self.shape(node, names)
            case _:
                for child in node.iter_child_nodes():
                    self.statement(child, names)

    def _wait(self, node: nodes.Macro | nodes.CallBlock, names: dict[str, Shape]) -> None:
        for value in node.defaults:
            self.shape(value, names)
        self.waiting.append((node, names))

    def _for(self, node: nodes.For, names: dict[str, Shape]) -> None:
        listed = self.shape(node.iter, names)
        if listed.known and not listed.many:
            message = f"“{listed.words or '这里的值'}”不是清单，不能循环"
            self.report(node, Fault(Diagnostic("T-FLD-03", message, hint="{% for 项 in 清单 %} 中写清单字段")))
        element = Shape(listed.noun, words=listed.words) if listed.noun else _ANYTHING
        inside = {**names, "loop": _ANYTHING}
        self._bind(node.target, element, inside)
        if node.test is not None:
            self.shape(node.test, inside)
        self.body(node.body, inside)
        self.body(node.else_, names)

    def _print(self, node: nodes.Expr, names: dict[str, Shape]) -> None:
        shape = self.shape(node, names)
        if shape.many:
            message, hint = f"“{shape.words or '这里的值'}”是清单，不能直接输出", "用 for 循环或 |列举"
            self.report(node, Fault(Diagnostic("T-PRN-01", message, hint=hint)))
        elif shape.noun is not None and shape.noun is not Member:
            message = f"“{shape.words}”是一组事实，不能直接输出"
            self.report(node, Fault(Diagnostic("T-PRN-01", message, hint="写出其中的字段")))

    def _bind(self, target: nodes.Node, shape: Shape, names: dict[str, Shape]) -> None:
        if isinstance(target, nodes.Name):
            names[target.name] = shape
        for name in target.find_all(nodes.Name):
            names.setdefault(name.name, _ANYTHING)

    # --- expressions ------------------------------------------------------------------------

    def shape(self, node: nodes.Node | None, names: dict[str, Shape]) -> Shape:
        match node:
            case nodes.Name():
                return names[node.name] if node.name in names else self._unknown(node, names)
            case nodes.Getattr():
                return self._field(node, self.shape(node.node, names), node.attr)
            case nodes.Getitem():
                return self._item(node, self.shape(node.node, names), names)
            case nodes.Compare():
                self._compare(node, names)
                return Shape()
            case nodes.Filter():
                return self._filter(node, names)
            case nodes.Call():
                return self._call(node, names)
            case nodes.Const() | nodes.TemplateData():
                return Shape()
            case nodes.CondExpr():
                self.shape(node.test, names)
                either = self.shape(node.expr1, names)
                return either if either == self.shape(node.expr2, names) else _ANYTHING
            case nodes.List() | nodes.Tuple():
                self._children(node, names)
                return Shape(many=True, known=True)
            case None:
                return Shape()
            case _:
                self._children(node, names)
                return _ANYTHING

    def _unknown(self, node: nodes.Name, names: dict[str, Shape]) -> Shape:
        name = node.name
        if name in self.macros:
            hint = f"把 {{% macro {name}… %}} 移到前面"
            message = f"宏“{name}”用在它的定义之前，或不在同一个循环里"
            return self.report(node, Fault(Diagnostic("T-MAC-01", message, hint=hint)))
        if tag_on(node.lineno) in self.excused and not most_like(name, names, 0.5):
            return _ANYTHING
        return self.report(node, unknown_name(name, names))

    def _children(self, node: nodes.Node, names: dict[str, Shape]) -> None:
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Expr):
                self.shape(child, names)
            else:
                self._children(child, names)

    def _field(self, node: nodes.Node, owner: Shape, name: str) -> Shape:
        if not owner.known:
            return _ANYTHING
        if owner.many:
            message, hint = f"“{owner.words}”是清单，没有字段“{name}”", "用 {% for %} 逐项写，或写成 |列举('字段')"
            return self.report(node, Fault(Diagnostic("T-FLD-04", message, hint=hint)))
        if owner.noun is None:
            return _ANYTHING if name in {"year", "month", "day"} else self._no_fields(node, owner, name)
        entry = field_names(owner.noun).get(name)
        if entry is None:
            return self.report(node, unknown_field(owner.noun, owner.words, name))
        noun = Member if entry.names_member else entry.noun
        words = f"{owner.words}.{entry.label}" if owner.words else entry.label
        return Shape(noun, entry.many, entry.choice, entry.value, words=words)

    def _no_fields(self, node: nodes.Node, owner: Shape, name: str) -> Shape:
        message = f"“{owner.words or '这里的值'}”之下没有字段“{name}”"
        return self.report(node, Fault(Diagnostic("T-FLD-02", message, hint="kit fields 列出全部字段")))

    def _item(self, node: nodes.Getitem, owner: Shape, names: dict[str, Shape]) -> Shape:
        argument = node.arg
        if isinstance(argument, nodes.Const) and isinstance(argument.value, str):
            return self._field(node, owner, argument.value)
        self.shape(argument, names)
        return Shape(owner.noun, words=owner.words) if owner.many and owner.noun else _ANYTHING

    def _compare(self, node: nodes.Compare, names: dict[str, Shape]) -> None:
        shapes = [self.shape(node.expr, names), *(self.shape(operand.expr, names) for operand in node.ops)]
        choice = next((shape.choice for shape in shapes if shape.choice), None)
        if choice is None:
            return
        for operand in [node.expr, *(operand.expr for operand in node.ops)]:
            for text in _texts(operand):
                if choice.of(text) is None:
                    self.report(node, unknown_choice(choice, text))

    def _filter(self, node: nodes.Filter, names: dict[str, Shape]) -> Shape:
        owner = self.shape(node.node, names)
        for argument in node.args:
            self.shape(argument, names)
        if node.name == "列举" and owner.noun and node.args and (text := next(_texts(node.args[0]), "")):
            self._field(node, Shape(owner.noun, words=owner.words), text)
        wanted = _WANTED.get(node.name)
        if wanted and owner.known and (owner.noun or owner.many or owner.value not in {wanted[0], None}):
            message = f"“{node.name}”只能用于{wanted[1]}，“{owner.words}”不是"
            self.report(node, Fault(Diagnostic("T-FLT-01", message)))
        if node.name in _LIST_FILTERS:
            return owner
        return Shape() if node.name in {"大写", "万元", "元", "数字", "表决", "列举", "勾选"} else _ANYTHING

    def _call(self, node: nodes.Call, names: dict[str, Shape]) -> Shape:
        for argument in [*node.args, *(keyword.value for keyword in node.kwargs)]:
            self.shape(argument, names)
        if isinstance(node.node, nodes.Name) and node.node.name in FUNCTIONS:
            return FUNCTIONS[node.node.name]
        self.shape(node.node, names)
        return _ANYTHING


def _texts(node: nodes.Node) -> Iterator[str]:
    for const in [node] if isinstance(node, nodes.Const) else node.find_all(nodes.Const):
        if isinstance(const.value, str):
            yield const.value


def roots() -> dict[str, Shape]:
    """The names at the top of a template, with what they give."""
    found = {
        name: Shape(*entry.behind[:1], entry.many, entry.choice, entry.value, words=entry.label)
        for name, entry in field_names(Alliance).items()
    }
    return {**found, **FUNCTIONS, "range": _ANYTHING}


def field_faults(read: Mended, pieces: Sequence[Piece], environment: Environment) -> list[Diagnostic]:
    """The faults of a part's names, each at its tag."""
    faults = _Checker(excused=read.excused).whole(environment.parse(read.source))
    return [_placed(diagnostic, line, pieces) for line, diagnostic in faults]


def condition_faults(condition: str, environment: Environment) -> list[Diagnostic]:
    """The faults of the names in a condition of the manifest."""
    faults = _Checker().whole(environment.parse(f"{{{{ {condition} }}}}"))
    return [diagnostic for _line, diagnostic in faults]


def _placed(diagnostic: Diagnostic, line: int, pieces: Sequence[Piece]) -> Diagnostic:
    index = tag_on(line)
    return diagnostic.at(pieces[index].spot.place("")) if 0 <= index < len(pieces) else diagnostic
