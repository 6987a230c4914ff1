"""What a template may do while it runs: so much work, texts of such a length, so deep a nesting, and nothing beside.

Work is counted, never timed, so that a template is refused on every machine or on none. Every loop pays before it
begins: the number of its rounds times the size of its body. Macros, filters, operators and printed texts pay as they go.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from math import isfinite
from types import CodeType
from typing import Any

from jinja2 import Template, TemplateSyntaxError, Undefined, nodes, pass_context
from jinja2.environment import TemplateExpression
from jinja2.parser import Parser
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from kit import patterns
from kit.diagnostics import Diagnostic, Fault

MAX_TEMPLATE = 50 * 1024**2  # bytes of a template, packed and unpacked
MAX_BRACES = 6_000  # opening braces in the text of a template: some 3,000 tags
MAX_OPTIONS = 500  # alternative wordings of a template; each has a condition to be read
MAX_CROWD = 40_000_000  # tags times the characters of their paragraphs; the longest built-in template has two million
MAX_STEPS = 8_000_000  # of work, for the template; the longest built-in one takes 80,000 with a dozen members
STEPS_PER_ITEM = 10_000  # and so many more for each member, task, … of the data; that one takes 4,500
MAX_SOUGHT = 1_000_000_000  # characters to look through for texts that may have got lost
MAX_TEXT = 50_000  # characters of a text that an expression makes; a value of the data may be longer
MAX_ITEMS = 100_000
MAX_NUMBER_BITS = 256
MAX_MACRO_DEPTH = 20
MAX_NESTING = 80  # parts of an expression inside each other
MAX_BLOCKS = 16  # statements inside each other
MAX_TAG = 4_000  # characters of one tag
MAX_OUTPUT = 100 * 1024**2  # bytes of one part of the document
MAX_COLLECTED = 10_000_000  # characters that macros and set blocks of one part collect

METER = "\0meter"  # the name of a render's meter; no template can say it
# A step is about a tenth of a microsecond. What takes longer than other parts of the syntax costs so many more of them.
_ROUND, _PRINT, _CALL = 10, 10, 100
_COSTS = {nodes.Getattr: 12, nodes.Getitem: 12, nodes.Filter: 40, nodes.Test: 15, nodes.BinExpr: 8, nodes.Concat: 12}
_LOOP, _SPEND, _MEASURED, _JOINED, _CAPTURED = "\0loop", "\0spend", "\0measured", "\0joined", "\0captured"
_KEPT = "\0kept"
MAX_KEPT_DEPTH = 4  # lists inside each other that a namespace may keep: a loop must not make them deeper and deeper
_OPERATORS = frozenset({"+", "-", "*", "/", "//", "%", "**"})
_CONTROLS = patterns.compiled("[\x00-\x06\x08\x0b\x0d-\x1f\ufffe\uffff\ud800-\udfff]")
_STATEMENTS = {
    nodes.Include: "include",
    nodes.Import: "import",
    nodes.FromImport: "from",
    nodes.Extends: "extends",
    nodes.ScopedEvalContextModifier: "autoescape",
    nodes.EvalContextModifier: "autoescape",
}


class Refused(TemplateSyntaxError):
    """A template that says what no template may say. It carries the fault to be told."""

    def __init__(self, code: str, words: str, hint: str = "", line: int = 1) -> None:
        super().__init__(words, line)
        self.diagnostic = Diagnostic(code, words, hint=hint)


class Meter:
    """What is left of one render's work. More data may take more of it: items is how much there is."""

    __slots__ = ("depth", "left")

    def __init__(self, items: int = 0) -> None:
        self.left = MAX_STEPS + STEPS_PER_ITEM * items
        self.depth = 0

    def spend(self, steps: int) -> None:
        """Take steps off. Raises Fault (T-LIM-01) when none are left."""
        self.left -= steps
        if self.left < 0:
            raise Fault(
                Diagnostic("T-LIM-01", "模板的计算量过大，已停止", hint="检查循环的层数与次数，以及宏的互相调用")
            )

    def spend_for(self, value: Any) -> None:
        """Take off what looking through a value costs."""
        if isinstance(value, str):
            self.spend(1 + str.__len__(value) // 64)
        elif isinstance(value, list | tuple):
            self.spend(1 + len(value))
            for item in value:
                if isinstance(item, str | list | tuple):
                    self.spend_for(item)
        else:
            self.spend(1 + length_of(value))


def meter_of(context: Context) -> Meter:
    """The meter of the render that is going on."""
    meter: Meter | None = context.parent.get(METER)
    if meter is None:
        meter = context.parent[METER] = Meter()
    return meter


def within_output(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces of a part. Raises Fault (T-LIM-04) at the piece that makes it too large."""
    left = MAX_OUTPUT
    for chunk in chunks:
        left -= len(chunk)
        if left < 0:
            raise too_large()
        yield chunk


def too_large() -> Fault:
    """The fault of a template that writes more than a document can be."""
    limit = MAX_OUTPUT // 1024**2
    return Fault(Diagnostic("T-LIM-04", f"文书超过 {limit} MB 的上限", hint="检查循环的层数与次数"))


class Captured(Markup):
    """What a block or a macro gave: pieces of the document. It can be printed and joined, not looked into."""

    __slots__ = ()

    def _closed(self, *_: object) -> Any:
        hint = "把条件写在取值之前，用字段来判断"
        raise Fault(Diagnostic("T-CAP-01", "语句块或宏得出的内容只能输出，不能比较、判断或取其一部分", hint=hint))

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __bool__ = __len__ = __iter__ = _closed
    __getitem__ = _closed
    __hash__ = str.__hash__


class BoundedEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox in which work is metered and only some of Jinja's statements exist."""

    intercepted_binops = _OPERATORS

    @staticmethod
    def as_text(value: Any) -> str:
        """How a value reads; raises Fault for what has no reading."""
        raise NotImplementedError

    def is_missing(self, value: Any) -> bool:
        """Whether a value stands for a fact that is missing, and shows that when it is printed."""
        return False

    def close(self, filters: dict[str, Any], tests: dict[str, Any]) -> None:
        """Leave only these filters and tests, and what metering needs."""
        self.filters = dict(filters) | _INTERNAL
        self.tests = dict(tests)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        try:
            tree = super()._parse(source, name, filename)
        except RecursionError:
            raise _too_deep(1) from None
        except ValueError as error:  # a number of thousands of digits
            raise TemplateSyntaxError(str(error), 1, name, filename) from error
        _refuse(tree)
        return tree

    def code_of_expression(self, source: str) -> CodeType:
        """What Jinja's compile_expression makes of an expression, as plain data that can be kept on disk."""
        try:
            parser = Parser(self, source, state="variable")
            expression = parser.parse_expression()
            if not parser.stream.eos:
                raise TemplateSyntaxError("chunk after expression", parser.stream.current.lineno)
            expression.set_environment(self)
            given = nodes.Assign(nodes.Name("result", "store"), expression, lineno=1)
            return self.compile(nodes.Template([given], lineno=1))
        except RecursionError:
            raise _too_deep(1) from None

    def value_of_expression(self, code: CodeType, names: Mapping[str, Any]) -> Any:
        """What an expression gives for these names."""
        template = Template.from_code(self, code, self.globals)
        return TemplateExpression(template, undefined_to_none=False)(**names)

    def _compile(self, source: str, filename: str) -> CodeType:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)  # 1[0]: told as a fault when it is computed
            return super()._compile(source, filename)

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        _refuse(source)
        return super()._generate(self.metered(source), name, filename, defer_init)

    def metered(self, tree: nodes.Template) -> nodes.Template:
        """The template with the meter put in; for whoever makes code of it."""
        given = _Metering().visit(tree)
        assert isinstance(given, nodes.Template)
        given.set_environment(self)
        return given

    def call(self, context: Context, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call within the bounds; what a macro gives can only be printed."""
        meter = meter_of(context)
        meter.spend(_CALL)
        if obj is Namespace:
            args, kwargs = (), {name: _kept(context, value) for name, value in dict(*args, **kwargs).items()}
        if not isinstance(obj, Macro):
            return super().call(context, obj, *args, **kwargs)
        if meter.depth >= MAX_MACRO_DEPTH:
            hint = "检查宏是否调用了自己"
            raise Fault(Diagnostic("T-LIM-03", f"宏互相调用超过 {MAX_MACRO_DEPTH} 层", hint=hint))
        meter.depth += 1
        given = super().call(context, obj, *args, **kwargs)
        meter.depth -= 1
        return Captured(given)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """An operator whose result is known to be of bearable size beforehand."""
        if isinstance(left, str) or isinstance(right, str):
            return self._of_texts(context, operator, left, right)
        if isinstance(left, int) and isinstance(right, int):
            _check_number(operator, left, right)
        elif operator == "**":
            raise Fault(Diagnostic("T-RUN-01", "乘方只能用于整数"))
        elif operator in "+*":
            check_items(_items(left, right) if operator == "*" else length_of(left) + length_of(right))
        result = super().call_binop(context, operator, left, right)
        meter_of(context).spend_for(result)
        return result

    def _of_texts(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return join(context, [left, right])
        text, times = (left, right) if isinstance(left, str) else (right, left)
        if operator == "*" and isinstance(times, int):
            total = length_of(text) * max(times, 0)
            check_text(total)
            meter_of(context).spend(1 + total // 64)
            repeated = str(text) * times
            return Captured(repeated) if isinstance(text, Markup) else repeated
        hint = "文字之间只能用 ~ 连接"
        raise Fault(Diagnostic("T-RUN-01", f"文字不能用 {operator} 运算", hint=hint))


def join(context: Context, values: Iterable[Any], between: str = "") -> str:
    """The values in words, one behind the other, within the bounds."""
    read = context.environment.as_text  # type: ignore[attr-defined]
    texts = [value if isinstance(value, Markup) else read(value) for value in values]
    total = sum(str.__len__(text) for text in texts) + len(between) * max(len(texts) - 1, 0)
    check_text(total)
    meter_of(context).spend(len(texts) + total // 64)
    if any(isinstance(text, Markup) for text in texts):
        return Captured(str(escape(between)).join(str(escape(text)) for text in texts))
    return between.join(texts)


def check_text(length: int) -> None:
    """Refuse a text of that many characters where an expression would make it."""
    if length > MAX_TEXT:
        raise Fault(Diagnostic("T-LIM-02", f"表达式得出的文字超过 {MAX_TEXT} 字", hint="检查表达式"))


def check_items(number: int) -> None:
    """Refuse a list of that many items where an expression would make it."""
    if number > MAX_ITEMS:
        raise Fault(Diagnostic("T-LIM-02", f"表达式得出的清单超过 {MAX_ITEMS} 项", hint="检查表达式"))


def _check_number(operator: str, left: int, right: int) -> None:
    bits = left.bit_length() + right.bit_length()
    if operator == "**":
        bits = left.bit_length() * max(right, 0)
    if bits > MAX_NUMBER_BITS:
        raise Fault(Diagnostic("T-LIM-02", "表达式得出的数过大", hint="检查表达式"))


def _items(left: Any, right: Any) -> int:
    items, times = (left, right) if isinstance(right, int) else (right, left)
    return length_of(items) * max(times, 0) if isinstance(times, int) else 0


def length_of(value: Any) -> int:
    """The number of items or characters, 0 where there are none to count."""
    if isinstance(value, Undefined):
        return 0
    try:
        return str.__len__(value) if isinstance(value, str) else len(value)
    except TypeError:
        return 0


# --- what stands in a template ----------------------------------------------------------------


def _refuse(tree: nodes.Template) -> None:
    """Refuse statements, names and depths that no template needs."""
    waiting: list[tuple[nodes.Node, int]] = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        depth = depth + 1 if isinstance(node, nodes.Expr) else 0
        if depth > MAX_NESTING:
            raise _too_deep(node.lineno)
        for kind, word in _STATEMENTS.items():
            if isinstance(node, kind):
                raise Refused("T-SYN-03", f"模板不能使用语句“{word}”", "改用 if、for、set 或 macro", node.lineno)
        if isinstance(node, nodes.For) and node.recursive:
            raise Refused("T-SYN-03", "循环不能写 recursive", "逐层写出 {% for … %}", node.lineno)
        if isinstance(node, nodes.AssignBlock) and isinstance(node.target, nodes.NSRef):
            hint = "先写 {% set 名称 %}…{% endset %}，用到时输出 {{ 名称 }}"
            raise Refused("T-SYN-03", "namespace 里不能放整段内容", hint, node.lineno)
        if isinstance(node, nodes.Const) and isinstance(node.value, float) and not isfinite(node.value):
            raise Refused("T-SYN-03", "表达式里的数过大", "检查数字和它的指数", node.lineno)
        if isinstance(node, nodes.Const) and isinstance(node.value, str) and _CONTROLS.search(node.value):
            raise Refused("T-SYN-03", "表达式里的文字含有不可见的控制字符", "删去反斜线写法", node.lineno)
        waiting += [(child, depth) for child in node.iter_child_nodes()]


def _too_deep(line: int) -> Refused:
    return Refused("T-LIM-03", f"表达式套得过深，超过 {MAX_NESTING} 层", "分成几步，用 {% set %} 取名", line)


def _weight(body: Iterable[nodes.Node]) -> int:
    """How much one run through some statements costs; what loops and macros inside do is theirs to pay."""
    total = 0
    waiting: list[nodes.Node] = list(body)
    while waiting:
        node = waiting.pop()
        total += 1 + next((cost for kind, cost in _COSTS.items() if isinstance(node, kind)), 0)
        if isinstance(node, nodes.Output):
            total += _PRINT * sum(not isinstance(child, nodes.TemplateData) for child in node.nodes)
        if isinstance(node, nodes.For):
            waiting += [node.iter, *node.else_]
        elif not isinstance(node, nodes.Macro | nodes.CallBlock):
            waiting += node.iter_child_nodes()
    return total


class _Metering(NodeTransformer):
    """Puts the meter into a template's syntax."""

    def visit_For(self, node: nodes.For) -> nodes.For:
        """A loop pays for all its rounds before the first; a loop with a condition for each round that passes it."""
        rounds, body = _ROUND, _weight(node.body)
        if node.test is not None:
            rounds += _weight([node.test])
            node.body.insert(0, _spending(body, node.lineno))
        else:
            rounds += body
        self.generic_visit(node)
        node.iter = _filter(_LOOP, node.iter, nodes.Const(rounds, lineno=node.lineno))
        return node

    def visit_Macro(self, node: nodes.Macro) -> nodes.Macro:
        """A macro pays each time it is called."""
        self.generic_visit(node)
        node.body.insert(0, _spending(_weight(node.body), node.lineno))
        return node

    def visit_CallBlock(self, node: nodes.CallBlock) -> nodes.CallBlock:
        """The body of a call is a macro."""
        self.generic_visit(node)
        node.body.insert(0, _spending(_weight(node.body), node.lineno))
        return node

    def visit_Assign(self, node: nodes.Assign) -> nodes.Assign:
        """What is kept in a namespace is looked through: it outlives the round."""
        self.generic_visit(node)
        if isinstance(node.target, nodes.NSRef):
            node.node = _filter(_KEPT, node.node)
        return node

    def visit_AssignBlock(self, node: nodes.AssignBlock) -> list[nodes.Node]:
        """What a block gives can only be printed."""
        self.generic_visit(node)
        if not isinstance(node.target, nodes.Name):
            return [node]
        given = nodes.Name(node.target.name, "load", lineno=node.lineno)
        return [node, nodes.Assign(node.target, _filter(_CAPTURED, given), lineno=node.lineno)]

    def visit_Compare(self, node: nodes.Compare) -> nodes.Compare:
        """Comparing pays for the size of what stands on the right."""
        self.generic_visit(node)
        for operand in node.ops:
            if not isinstance(operand.expr, nodes.Const):
                operand.expr = _filter(_MEASURED, operand.expr)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:
        """Joining with ~ reads values as printing does, and is bounded."""
        self.generic_visit(node)
        return _filter(_JOINED, nodes.List(node.nodes, lineno=node.lineno))


def _filter(name: str, value: nodes.Node, *arguments: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(value, name, list(arguments), [], None, None, lineno=value.lineno)


def _spending(steps: int, line: int) -> nodes.ExprStmt:
    return nodes.ExprStmt(_filter(_SPEND, nodes.Const(steps, lineno=line)), lineno=line)


@pass_context
def _loop(context: Context, iterable: Any, weight: int) -> Any:
    number = length_of(iterable)
    meter_of(context).spend(weight * max(number, 1))
    return iterable


@pass_context
def _spend(context: Context, steps: int) -> None:
    meter_of(context).spend(steps)


@pass_context
def _measured(context: Context, value: Any) -> Any:
    if not isinstance(value, Captured):
        meter_of(context).spend_for(value)
    return value


@pass_context
def _joined(context: Context, values: list[Any]) -> str:
    return join(context, values)


@pass_context
def _captured(_context: Context, value: Any) -> Captured:
    return Captured(value)


@pass_context
def _kept(context: Context, value: Any) -> Any:
    if not isinstance(value, Captured):
        meter_of(context).spend_for(value)
    _check_depth(value)
    return value


def _check_depth(value: Any, depth: int = 0) -> None:
    if isinstance(value, Namespace) or depth > MAX_KEPT_DEPTH:
        raise Fault(Diagnostic("T-LIM-03", "namespace 里的清单套得过深", hint="只放文字、数和单层的清单"))
    if isinstance(value, list | tuple):
        for item in value:
            _check_depth(item, depth + 1)
    elif isinstance(value, dict):
        for item in (*value, *value.values()):
            _check_depth(item, depth + 1)


_INTERNAL = {_KEPT: _kept, _LOOP: _loop, _SPEND: _spend, _MEASURED: _measured, _JOINED: _joined, _CAPTURED: _captured}


def bounded_items(items: Iterator[Any]) -> list[Any]:
    """All items of an iterator, where they are not too many."""
    found: list[Any] = []
    for item in items:
        found.append(item)
        if len(found) > MAX_ITEMS:
            check_items(len(found))
    return found
