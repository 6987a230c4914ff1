"""The generated code of a part, ready to be run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import CodeType, TracebackType
from typing import Any

from jinja2 import Environment
from jinja2.runtime import new_context

from kit.records import Record
from kit.templates.markers import tag_on

Run = Callable[[Mapping[str, Any], Any], Iterator[bytes]]  # names, an outlet → the XML piece by piece

OUTLET = "\0outlet"  # the name under which a render finds its outlet; no template can say it


class Code(Record):
    """The generated code of a part: plain data, so that it can be kept on disk.

    program   what compile() gave.
    collects  whether it prints into macros or set blocks, whose text may be left out.
    lines     line of the source and line of the code, in order.
    """

    program: CodeType
    collects: bool
    lines: tuple[tuple[int, int], ...]

    def ready(self, literals: Mapping[str, bytes], environment: Environment) -> Run:
        """The code with the XML between tags, ready to run.

        literals  the XML by marker.
        """
        space: dict[str, Any] = {"environment": environment, "join": b"".join}
        space |= {name_of(marker): xml for marker, xml in literals.items()}
        exec(self.program, space)  # our own code, made from a checked tree
        root, given = space["root"], environment.globals

        def run(names: Mapping[str, Any], outlet: Any) -> Iterator[bytes]:
            names = {**names, OUTLET: outlet}
            return iter(root(new_context(environment, None, {}, names, False, given)))

        return run

    def tag_at(self, trace: TracebackType | None) -> int:
        """The tag in whose code an error arose; -1 where it is none's."""
        tag = -1
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == self.program.co_filename:
                at = trace.tb_lineno
                tag = tag_on(next((line for line, begun in reversed(self.lines) if begun <= at), 1))
            trace = trace.tb_next
        return tag


def name_of(marker: str) -> str:
    """The name by which the code knows the XML of a marker."""
    return f"xml_{marker.strip()}"


def texts_pass(environment: Environment) -> bool:
    """Whether finalize leaves a plain text as it is, so that it need not be called."""
    return bool(getattr(environment, "texts_pass", False))
