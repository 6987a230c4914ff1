"""Names a template uses, checked against the model without any data: unknown fields, loops over what is no list,
conditions on options that do not exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jinja2 import Environment, nodes

from kit.diagnostics import Diagnostic, Fault
from kit.model.majority import Majority
from kit.model.members import Member
from kit.model.money import Money
from kit.templates.assignments import assignment_faults
from kit.templates.blocks import Mended
from kit.templates.environment import LOOP_NAMES
from kit.templates.facts import field_names, unknown_choice, unknown_field, unknown_name
from kit.templates.lifting import Piece
from kit.templates.markers import tag_on
from kit.templates.shapes import ANYTHING, FUNCTIONS, LOOP, Shape, common, field_shape, roots

_IN_MACROS = ("caller", "varargs", "kwargs")
_SAME_LIST = frozenset({"list", "sort", "unique", "reverse", "selectattr", "rejectattr", "select", "reject"})
_ONE_OF = frozenset({"first", "last", "min", "max"})
_OF_ATTRIBUTE = frozenset(  # filters whose first argument is the attribute; of the others only one that is named so
    {"selectattr", "rejectattr", "groupby"}
)
_TEXTS = frozenset(["大写", "万元", "元", "数字", "表决", "列举", "勾选", "join", "upper", "lower", "trim", "string"])
_DAY_PARTS = frozenset({"year", "month", "day"})
_MONEY = (Money, "金额")
_WANTED = {"大写": _MONEY, "万元": _MONEY, "元": _MONEY, "数字": (int, "整数"), "表决": (Majority, "表决比例")}


@dataclass
class _Checker:
    orphans: tuple[range, ...] = ()  # of tags: what gave one of their names is missing
    faults: list[tuple[int, Diagnostic]] = field(default_factory=list)
    unknown: list[tuple[int, str, Fault]] = field(default_factory=list)  # names nobody gave, with their lines
    macros: frozenset[str] = frozenset()  # every macro of the part
    waiting: list[tuple[nodes.Macro | nodes.CallBlock, dict[str, Shape]]] = field(default_factory=list)
    arguments: Mapping[str, Mapping[str, Shape]] = field(default_factory=dict)  # of macros, where all calls agree
    calls: Calls = field(default_factory=lambda: Calls())

    def whole(self, tree: nodes.Template) -> list[tuple[int, Diagnostic]]:
        """The faults of a part, in its order. Macros are looked at last: they may use what is defined behind them."""
        self.macros = frozenset(macro.name for macro in tree.find_all(nodes.Macro))
        self.body(tree.body, dict(roots()))
        while self.waiting:
            macro, names = self.waiting.pop(0)
            inside = dict.fromkeys([*(argument.name for argument in macro.args), *_IN_MACROS], ANYTHING)
            given = self.arguments.get(macro.name, {}) if isinstance(macro, nodes.Macro) else {}
            self.body(macro.body, {**names, **inside, **given})
        self._tell_unknown()
        return sorted(self.faults, key=lambda fault: fault[0])

    def report(self, node: nodes.Node, fault: Fault) -> Shape:
        self.faults += [(node.lineno, diagnostic) for diagnostic in fault.report]
        return ANYTHING

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
                self._branches(node, names)
            case nodes.Assign():
                self._bind(node.target, self.shape(node.node, names), names)
            case nodes.AssignBlock():
                self.body(node.body, names)
                self._bind(node.target, ANYTHING, names)
            case nodes.Macro():
                names[node.name] = ANYTHING
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

    def _branches(self, node: nodes.If, names: dict[str, Shape]) -> None:
        """A name set in one branch may be another thing in the next."""
        before, outcomes = dict(names), []
        branches: list[list[Any]] = [node.body, *([other] for other in node.elif_), node.else_]
        for branch in branches:
            inside = dict(before)
            self.body(branch, inside)
            outcomes.append(inside)
        for name in {name for inside in outcomes for name in inside}:
            names[name] = common(inside[name] for inside in outcomes if name in inside)

    def _wait(self, node: nodes.Macro | nodes.CallBlock, names: dict[str, Shape]) -> None:
        for value in node.defaults:
            self.shape(value, names)
        self.waiting.append((node, names))

    def _for(self, node: nodes.For, names: dict[str, Shape]) -> None:
        listed = self.shape(node.iter, names)
        if listed.known and not listed.many:
            message = f"“{listed.words or '这里的值'}”不是清单，不能循环"
            self.report(node, Fault(Diagnostic("T-FLD-03", message, hint="{% for 项 in 清单 %} 中写清单字段")))
        inside = {**names, "loop": LOOP}
        self._bind(node.target, listed.each if listed.many else ANYTHING, inside)
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
        match target:
            case nodes.Name():
                names[target.name] = shape
            case nodes.NSRef() if target.name not in names:
                self.report(target, unknown_name(target.name, names))
            case nodes.Tuple():
                parts = shape.pair if len(shape.pair) == len(target.items) else (ANYTHING,) * len(target.items)
                for item, part in zip(target.items, parts, strict=True):
                    self._bind(item, part, names)

    # --- expressions ------------------------------------------------------------------------

    def shape(self, node: nodes.Node | None, names: dict[str, Shape]) -> Shape:
        match node:
            case nodes.Name():
                self.calls.unclear.add(node.name)
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
            case nodes.Const():
                return Shape(value=None if node.value is None else type(node.value))
            case nodes.CondExpr():
                self.shape(node.test, names)
                either = self.shape(node.expr1, names)
                return either if either == self.shape(node.expr2, names) else ANYTHING
            case nodes.List() | nodes.Tuple():
                self._children(node, names)
                return Shape(many=True, known=True)
            case None:
                return Shape()
            case _:
                self._children(node, names)
                return ANYTHING

    def _unknown(self, node: nodes.Name, names: dict[str, Shape]) -> Shape:
        name = node.name
        if name in self.macros:
            hint = f"把 {{% macro {name}… %}} 移到前面"
            message = f"宏“{name}”用在它的定义之前，或不在同一个循环里"
            return self.report(node, Fault(Diagnostic("T-MAC-01", message, hint=hint)))
        self.unknown.append((node.lineno, name, unknown_name(name, names)))
        return ANYTHING

    def _tell_unknown(self) -> None:
        """Tell the names nobody gave, but not the one that a loop without a beginning was to give."""
        excused: set[tuple[int, str]] = set()
        for orphan in self.orphans:
            inside = [(line, name) for line, name, _fault in self.unknown if tag_on(line) in orphan]
            lost = max(inside, key=lambda one: one[0])[1] if inside else ""
            excused |= {(line, name) for line, name in inside if name == lost}
        for line, name, fault in self.unknown:
            if (line, name) not in excused:
                self.faults += [(line, diagnostic) for diagnostic in fault.report]

    def _children(self, node: nodes.Node, names: dict[str, Shape]) -> None:
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Expr):
                self.shape(child, names)
            else:
                self._children(child, names)

    def _field(self, node: nodes.Node, owner: Shape, name: str) -> Shape:
        if not owner.known:
            return ANYTHING
        if owner.names:
            return Shape(value=int) if name in owner.names else self._not_of_loop(node, name)
        if owner.many:
            message, hint = (
                f"“{owner.words or '这里的值'}”是清单，没有字段“{name}”",
                "用 {% for %} 逐项写，或写成 |列举('字段')",
            )
            return self.report(node, Fault(Diagnostic("T-FLD-04", message, hint=hint)))
        if owner.noun is None:
            is_day = owner.value is date or (owner.value is None and owner.choice is None and not owner.pair)
            return Shape(value=int) if is_day and name in _DAY_PARTS else self._no_fields(node, owner, name)
        entry = field_names(owner.noun).get(name)
        if entry is None:
            return self.report(node, unknown_field(owner.noun, owner.words, name))
        return field_shape(entry, f"{owner.words}.{entry.label}" if owner.words else entry.label)

    def _no_fields(self, node: nodes.Node, owner: Shape, name: str) -> Shape:
        message = f"“{owner.words or '这里的值'}”之下没有字段“{name}”"
        return self.report(node, Fault(Diagnostic("T-FLD-02", message, hint="kit fields 列出全部字段")))

    def _not_of_loop(self, node: nodes.Node, name: str) -> Shape:
        hint = f"循环中可用：{'、'.join(f'loop.{one}' for one in sorted(LOOP_NAMES))}"
        return self.report(node, Fault(Diagnostic("T-FLD-02", f"循环没有“loop.{name}”", hint=hint)))

    def _item(self, node: nodes.Getitem, owner: Shape, names: dict[str, Shape]) -> Shape:
        argument = node.arg
        if isinstance(argument, nodes.Const) and isinstance(argument.value, str):
            return self._field(node, owner, argument.value)
        self.shape(argument, names)
        if owner.pair and isinstance(argument, nodes.Const) and argument.value in (0, 1):
            return owner.pair[int(argument.value)]
        return owner.each if owner.many else ANYTHING

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
        for keyword in node.kwargs:
            self.shape(keyword.value, names)
        if node.name == "列举" and owner.noun and node.args and (text := next(_texts(node.args[0]), "")):
            self._field(node, Shape(owner.noun, words=owner.words), text)
        wanted = _WANTED.get(node.name)
        if wanted and owner.known and (owner.noun or owner.many or owner.value not in {wanted[0], None}):
            message = f"“{node.name}”只能用于{wanted[1]}，“{owner.words or '这里的值'}”不是"
            self.report(node, Fault(Diagnostic("T-FLT-01", message)))
        return self._filtered(node, owner)

    def _filtered(self, node: nodes.Filter, owner: Shape) -> Shape:
        """What a filter gives; the attributes it reads are looked at."""
        name = node.name
        attribute = self._attribute(node, owner)
        if name in _TEXTS:
            return Shape(value=str)
        if name in {"length", "count"}:
            return Shape(value=int)
        if not owner.known or not owner.many:
            return ANYTHING
        if name in _SAME_LIST:
            return owner
        if name in _ONE_OF:
            return owner.each
        if name == "map":
            return attribute.all if attribute and attribute.known else ANYTHING
        if name in {"batch", "slice"}:
            return owner.all
        return Shape(pair=(attribute or ANYTHING, owner)).all if name == "groupby" else ANYTHING

    def _attribute(self, node: nodes.Filter, owner: Shape) -> Shape | None:
        """What the attributes give that a filter reads of each element; None where it reads none."""
        named = [keyword.value for keyword in node.kwargs if keyword.key == "attribute"]
        named += node.args[:1] if node.name in _OF_ATTRIBUTE else []
        if not named or not isinstance(named[0], nodes.Const) or not isinstance(named[0].value, str):
            return ANYTHING if named else None
        given = [self._reached(node, owner.each, one) for one in _ways(node.name, named[0].value)] if owner.many else []
        return given[0] if len(given) == 1 else ANYTHING

    def _reached(self, node: nodes.Node, shape: Shape, way: str) -> Shape:
        for name in way.split("."):
            shape = shape.each if name.isdigit() else self._field(node, shape, name)
        return shape

    def _call(self, node: nodes.Call, names: dict[str, Shape]) -> Shape:
        given = [self.shape(argument, names) for argument in node.args]
        named = {keyword.key: self.shape(keyword.value, names) for keyword in node.kwargs}
        if not isinstance(node.node, nodes.Name):
            self.shape(node.node, names)
            return ANYTHING
        name = node.node.name
        if name in FUNCTIONS and names.get(name) is FUNCTIONS[name][0]:
            return self._function(node, name)
        if name not in names:
            return self._unknown(node.node, names)
        if node.dyn_args or node.dyn_kwargs:
            self.calls.unclear.add(name)
        self.calls.of.setdefault(name, []).append((given, named))
        return ANYTHING

    def _function(self, node: nodes.Call, name: str) -> Shape:
        shape, wanted = FUNCTIONS[name]
        if not node.dyn_args and (len(node.args) != wanted or node.kwargs):
            hint = "写成 条款('文书', '条款标识')" if wanted == 2 else f"写成 {name}(成员)"
            self.report(node, Fault(Diagnostic("T-FUN-01", f"“{name}”的括号里应有 {wanted} 个值", hint=hint)))
        return shape


@dataclass
class Calls:
    """How the macros of a part are called: by name, the values given in order and by name.

    unclear  what is also used otherwise, so that not all calls are seen.
    """

    of: dict[str, list[tuple[list[Shape], dict[str, Shape]]]] = field(default_factory=dict)
    unclear: set[str] = field(default_factory=set)

    def arguments(self, macros: Sequence[nodes.Macro]) -> dict[str, dict[str, Shape]]:
        """What the arguments of macros are, where every call gives the same."""
        names = [macro.name for macro in macros]
        return {
            macro.name: {
                argument.name: common(
                    given[position] if position < len(given) else named.get(argument.name, ANYTHING)
                    for given, named in self.of[macro.name]
                )
                for position, argument in enumerate(macro.args)
            }
            for macro in macros
            if macro.name in self.of and macro.name not in self.unclear and names.count(macro.name) == 1
        }


def _ways(name: str, attribute: str) -> list[str]:
    """The attributes that one argument names: sort takes several."""
    return attribute.split(",") if name == "sort" else [attribute]


def _texts(node: nodes.Node) -> Iterator[str]:
    for const in [node] if isinstance(node, nodes.Const) else node.find_all(nodes.Const):
        if isinstance(const.value, str):
            yield const.value


def field_faults(read: Mended, pieces: Sequence[Piece], environment: Environment) -> list[Diagnostic]:
    """The faults of a part's names, each at its tag."""
    tree = environment.parse(read.source)
    faults = [*_names_in(tree, read.orphans), *assignment_faults(tree)]
    return [_placed(diagnostic, line, pieces) for line, diagnostic in sorted(faults, key=lambda fault: fault[0])]


def _names_in(tree: nodes.Template, orphans: tuple[range, ...]) -> list[tuple[int, Diagnostic]]:
    """The faults of names. What macros are given is known when the whole part has been looked through once."""
    macros = list(tree.find_all(nodes.Macro))
    first = _Checker(orphans)
    faults = first.whole(tree)
    given = first.calls.arguments(macros)
    return _Checker(orphans, arguments=given).whole(tree) if given else faults


def condition_faults(condition: str, environment: Environment) -> list[Diagnostic]:
    """The faults of the names in a condition of the manifest."""
    return [diagnostic for _line, diagnostic in _names_in(environment.parse(f"{{{{ {condition} }}}}"), ())]


def _placed(diagnostic: Diagnostic, line: int, pieces: Sequence[Piece]) -> Diagnostic:
    index = tag_on(line)
    return diagnostic.at(pieces[index].spot.place("")) if 0 <= index < len(pieces) else diagnostic
