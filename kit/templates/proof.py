"""Proof, once per template, that its statements cannot break the XML around them.

Every branch and every loop body must leave the open elements as it found them. Where that is proven, and every value
is escaped, a rendered part is well-formed by construction and need not be parsed again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from jinja2 import nodes

from kit import patterns
from kit.templates.balance import Balance
from kit.templates.markers import MARKER, tag_on

_XML_TAG = patterns.compiled(r"""<(/?)([^\s<>/"'=?!]+)((?:[^<>"']|"[^"<]*"|'[^'<]*')*?)(/?)>|<\?[^<>]*\?>""")
_ASIDE = (nodes.Macro, nodes.AssignBlock)  # their text is a value when it is printed, and checked then
_VALUE = (nodes.CallBlock, nodes.For)  # a loop that is recursive: the others are followed
_SCOPES = (nodes.With, nodes.Scope, nodes.ScopedEvalContextModifier)
_SILENT = (nodes.Assign, nodes.ExprStmt)


class _NotProven(Exception):
    """The statements may break the XML, or are beyond what is followed here."""


@dataclass
class _Open:
    """An open element. depth: how many branches deep it begins. filled: a cell that ends with a paragraph, a table that
    has a row."""

    name: str
    depth: int
    filled: bool = False

    def take(self, child: _Open) -> None:
        """Note a child that has ended."""
        always = child.depth == self.depth
        if self.name == "w:tbl" and child.name == "w:tr":
            self.filled = self.filled or always
        elif self.name == "w:tc" and child.name != "w:tcPr":
            self.filled = child.name in {"w:p", "w:sdt"} and (self.filled or always)


@dataclass
class _Walk:
    literals: Mapping[str, bytes]
    root: str = ""
    depth: int = 0
    stack: list[_Open] = field(default_factory=list)
    empty: set[str] = field(default_factory=set)  # kinds of elements that may end up empty
    unfinished: str = ""  # an XML tag that has begun and goes on behind a value
    around: dict[int, tuple[str, ...]] = field(default_factory=dict)
    markup: set[int] = field(default_factory=set)

    def body(self, children: Sequence[nodes.Node]) -> None:
        for node in children:
            match node:
                case nodes.Output():
                    for child in node.nodes:
                        self._printed(child)
                case nodes.If():
                    self._branch(node.body)
                    self._branch(node.elif_)
                    self._branch(node.else_)
                case nodes.For(recursive=False):
                    self._branch(node.body)
                    self._branch(node.else_)
                case _ if isinstance(node, _SCOPES):
                    self.body(node.body)
                case _ if isinstance(node, _VALUE):
                    self._value(node.lineno)
                case _ if not isinstance(node, _ASIDE + _SILENT):
                    raise _NotProven

    def _branch(self, children: Sequence[nodes.Node]) -> None:
        """It may be left out or repeated: it must end with the elements open with which it began."""
        if self.unfinished:
            raise _NotProven
        before = self._names()
        self.depth += 1
        self.body(children)
        self.depth -= 1
        if self._names() != before or self.unfinished:
            raise _NotProven

    def _names(self) -> tuple[str, ...]:
        return tuple(element.name for element in self.stack)

    def _printed(self, child: nodes.Node) -> None:
        if not isinstance(child, nodes.TemplateData):
            self._value(child.lineno)
            return
        for position, text in enumerate(MARKER.split(child.data)):
            self._xml(self.literals[text].decode() if position % 2 else "")

    def _value(self, line: int) -> None:
        tag = tag_on(line)
        if self.unfinished:
            if self.unfinished.count('"') % 2 == 0:
                raise _NotProven
            self.unfinished += "x"
            self.markup.add(tag)
        elif not self.stack:
            raise _NotProven
        elif self.stack[-1].name == "w:tc":
            self.stack[-1].filled = False
        self.around[tag] = self._names()

    def _xml(self, xml: str) -> None:
        text = self.unfinished + xml
        end = 0
        for match in _XML_TAG.finditer(text):
            if "<" in text[end : match.start()]:
                raise _NotProven
            end = match.end()
            if match[2]:
                self._element(match)
        start = text.find("<", end)
        self.unfinished = text[start:] if start >= 0 else ""

    def _element(self, match: re.Match[str]) -> None:
        closing, name, _attributes, empty = match.groups()
        if closing:
            if not self.stack or self.stack[-1].name != name:
                raise _NotProven
            self._ended(self.stack.pop())
        elif empty:
            self._ended(_Open(name, self.depth))
        else:
            self.root = self.root or match[0]
            self.stack.append(_Open(name, self.depth))

    def _ended(self, element: _Open) -> None:
        if not element.filled:
            self.empty.add(element.name)
        if self.stack:
            self.stack[-1].take(element)


def balance_of(tree: nodes.Template, literals: Mapping[str, bytes]) -> Balance:
    """What can be shown about a part, from its statements and the XML between them.

    literals  the XML by marker.
    """
    walk = _Walk(literals)
    try:
        walk.body(tree.body)
        proven = not walk.stack and not walk.unfinished
    except _NotProven:
        proven = False
    cells, tables = (proven and name not in walk.empty for name in ("w:tc", "w:tbl"))
    return Balance(proven, walk.root, walk.around, frozenset(walk.markup), cells, tables)
