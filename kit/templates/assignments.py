"""Assignments in loops that were meant to reach outside: {% set n = n + 1 %} leaves the n before the loop as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from jinja2 import nodes

from kit.diagnostics import Diagnostic


@dataclass
class _Scope:
    """A loop or the text around it: the names set in it, and those read before they are set."""

    given: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    hidden: dict[str, nodes.Assign] = field(default_factory=dict)


@dataclass
class _Walk:
    scopes: list[_Scope] = field(default_factory=lambda: [_Scope()])
    hidden: dict[str, nodes.Assign] = field(default_factory=dict)  # set in loops that are over, and not set since
    found: list[nodes.Assign] = field(default_factory=list)

    def visit(self, node: nodes.Node) -> None:
        match node:
            case nodes.For():
                self._loop(node)
            case nodes.Assign():
                self.visit(node.node)
                self._assign(node)
            case nodes.Macro() | nodes.CallBlock():
                if isinstance(node, nodes.CallBlock):
                    self.visit(node.call)
                inside = _Walk(found=self.found)  # the body has names of its own
                for child in (*node.args, *node.body):
                    inside.visit(child)
            case nodes.Name():
                self._name(node)
            case _:
                for child in node.iter_child_nodes():
                    self.visit(child)

    def _loop(self, node: nodes.For) -> None:
        self.visit(node.iter)
        inner = _Scope(
            given={
                name.name for name in (node.target, *node.target.find_all(nodes.Name)) if isinstance(name, nodes.Name)
            }
        )
        self.scopes.append(inner)
        for child in ([node.test] if node.test else []) + node.body:
            self.visit(child)
        self.scopes.pop()
        self.hidden |= inner.hidden
        for child in node.else_:
            self.visit(child)

    def _assign(self, node: nodes.Assign) -> None:
        inner = self.scopes[-1]
        for name in _targets(node):
            is_outer = any(name in scope.given for scope in self.scopes[:-1])
            if is_outer and name not in inner.given:
                if name in inner.read:
                    self.found.append(node)
                else:
                    inner.hidden[name] = node
            inner.given.add(name)
            self.hidden.pop(name, None)

    def _name(self, node: nodes.Name) -> None:
        if node.ctx == "store":
            self.scopes[-1].given.add(node.name)
            return
        for scope in self.scopes:
            if node.name not in scope.given:
                scope.read.add(node.name)
        if lost := self.hidden.pop(node.name, None):
            self.found.append(lost)


def _targets(node: nodes.Assign) -> Iterator[str]:
    for target in (node.target, *node.target.find_all(nodes.Name)):
        if isinstance(target, nodes.Name):
            yield target.name


def assignment_faults(tree: nodes.Template) -> list[tuple[int, Diagnostic]]:
    """Assignments that have no effect where their value is wanted: with the line each stands on."""
    walk = _Walk()
    walk.visit(tree)
    return [(node.lineno, _fault("、".join(_targets(node)))) for node in walk.found]


def _fault(name: str) -> Diagnostic:
    return Diagnostic(
        "T-SET-01",
        f"循环里给“{name}”的新值，到下一轮和循环之外都不算数",
        hint=f"要累计：循环前写 {{% set 累计 = namespace({name}=0) %}}，循环里写 {{% set 累计.{name} = … %}}；只在这一轮里用：另取名称",
    )
