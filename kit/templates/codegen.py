"""Python code for the tags of a part: it yields finished XML as bytes, so that a render joins what is ready.

Where Jinja's own generator would print text, this one hands each value to `put`, which escapes and encodes it; a text
that was put before is taken from `known` without a call. Inside macros and set blocks text is collected as Jinja does.
"""

from __future__ import annotations

import hashlib
import warnings
from io import StringIO

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer
from markupsafe import escape

from kit.templates.code import OUTLET, Code, name_of, texts_pass
from kit.templates.limits import BoundedEnvironment
from kit.templates.markers import MARKER, tag_on


class _Generator(CodeGenerator):
    """Jinja's generator, with outputs of its own."""

    def __init__(self, environment: Environment, placed: frozenset[int]) -> None:
        super().__init__(environment, None, None, StringIO(), False, environment.optimized)
        self.placed = placed
        self.collects = False
        self._putting: list[int] = []

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline(f"outlet = context.parent[{OUTLET!r}]")
        self.writeline("put, known, aside = outlet.put, outlet.known, outlet.aside")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """Where keys are attributes, those of a plain dict are read in place."""
        if not getattr(self.environment, "keys_are_attributes", False) or node.ctx != "load":
            super().visit_Getattr(node, frame)
            return
        owner = self.temporary_identifier()
        self.write(f"({owner}[{node.attr!r}] if ({owner} := ")
        self.visit(node.node, frame)
        self.write(f").__class__ is dict and {node.attr!r} in {owner} else ")
        self.write(f"environment.getattr({owner}, {node.attr!r}))")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        if frame.buffer is not None:
            super().visit_Output(node, frame)
            return
        self.writeline("yield join((", node)
        self.indent()
        for child in node.nodes:
            if isinstance(child, nodes.TemplateData):
                self._data(child)
            else:
                self._value(child, frame)
        self.outdent()
        self.writeline("))")

    def _data(self, node: nodes.TemplateData) -> None:
        for position, text in enumerate(MARKER.split(node.data)):
            if position % 2:
                self.writeline(f"{name_of(text)},")
            elif text:
                self.writeline(f"{str(escape(text)).encode()!r},")

    def _value(self, node: nodes.Expr, frame: Frame) -> None:
        if tag_on(node.lineno) in self.placed:
            self.writeline("put(", node)
            self._finalized(node, frame)
            self.write(f", {tag_on(node.lineno)}),")
            return
        self.writeline("known[value] if (value := ", node)
        self._finalized(node, frame)
        self.write(f").__class__ is str and value in known else put(value, {tag_on(node.lineno)}),")

    def _finalized(self, node: nodes.Expr, frame: Frame) -> None:
        before = "" if texts_pass(self.environment) else self._make_finalize().src or ""
        self.write(before)
        self.visit(node, frame)
        self.write(")" if before else "")

    def start_write(self, frame: Frame, node: nodes.Node | None = None) -> None:
        if frame.buffer is not None:
            super().start_write(frame, node)
            return
        self._putting.append(tag_on(node.lineno) if node is not None else 0)
        self.writeline("yield put(", node)

    def end_write(self, frame: Frame) -> None:
        if frame.buffer is not None:
            super().end_write(frame)
        else:
            self.write(f", {self._putting.pop()})")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        """Into a buffer: escaped as ever, and told, for it may be left out."""
        self.collects = True
        self.write("aside(")
        self.write("" if texts_pass(self.environment) else finalize.src or "")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write(")" if texts_pass(self.environment) or finalize.src is None else "))")


class _Unblocked(NodeTransformer):
    """A block stands where it is written: nothing can inherit from a Word template."""

    def visit_Block(self, node: nodes.Block) -> nodes.Node:
        self.generic_visit(node)
        return nodes.Scope(node.body, lineno=node.lineno)


def parsed(source: str, environment: Environment) -> nodes.Template:
    """The statements of a part, without named blocks."""
    tree = _Unblocked().visit(environment.parse(source))
    assert isinstance(tree, nodes.Template)
    tree.set_environment(environment)
    return tree


def code_of(tree: nodes.Template, environment: Environment, placed: frozenset[int]) -> Code:
    """The code of a part.

    placed  tags whose values are not simply text between texts.
    """
    generator = _Generator(environment, placed)
    generator.visit(environment.metered(tree) if isinstance(environment, BoundedEnvironment) else tree)
    generator.stream.seek(0)
    source = generator.stream.read()
    name = f"<template {hashlib.sha256(source.encode()).hexdigest()[:16]}>"  # tells it from other code in a traceback
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # 1[0]: told as a fault when it is computed
        program = compile(source, name, "exec")
    return Code(program, generator.collects, tuple(generator.debug_info))
