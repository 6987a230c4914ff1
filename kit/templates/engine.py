"""The template engine: a part compiled once into XML that stays as it is and code for the tags between.

The XML never passes through Jinja. Jinja sees the tags, with a numbered marker wherever XML stands between them;
what it gives back is cut at the markers and the XML put in, so that a render costs little more than its values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from jinja2 import Environment
from jinja2 import Template as JinjaTemplate

from kit.diagnostics import Diagnostic, Fault, Place
from kit.templates.blocks import block_faults, syntax_faults
from kit.templates.lifting import Lifted, Piece, Spot

_MARK = "\0"
_CONTROL = re.compile("[\n\t\a\f]")
_FORBIDDEN = re.compile("[\x01-\x06\x08\x0b\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ESCAPES = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))
_SPACE = ' xml:space="preserve"'


@dataclass(frozen=True)
class CompiledPart:
    """A part ready to be rendered.

    literals  the XML between tags, as bytes, by marker.
    spots     the tag behind each marker.
    """

    literals: Mapping[str, bytes]
    spots: Sequence[Spot]
    code: JinjaTemplate

    def render(self, names: Mapping[str, Any], breaks: Callable[[str, Spot], str], arrived: set[str]) -> bytes:
        """The part for these names.

        breaks   what a value with line breaks becomes at its spot; the value is escaped already.
        arrived  takes every value that was put in, escaped.
        """
        stream = "".join(self.code.root_render_func(self.code.new_context(dict(names))))
        pieces = stream.split(_MARK)
        out: list[bytes] = []
        literals = self.literals
        for index in range(1, len(pieces), 2):
            marker = pieces[index]
            out.append(literals[marker])
            value = pieces[index + 1]
            if value:
                arrived.add(value)
                if _CONTROL.search(value):
                    value = breaks(value, self.spots[int(marker)])
                if _FORBIDDEN.search(value):
                    raise Fault(Diagnostic("T-VAL-01", "要填入的内容含有不可见的控制字符", hint="删去后重新输入"))
                out.append(value.encode())
        return b"".join(out)

    def place_of(self, trace: TracebackType | None, file: str) -> Place:
        """The place of the tag in which an error arose."""
        line = 0
        while trace is not None:
            if trace.tb_frame.f_code is self.code.root_render_func.__code__:
                line = self.code.get_corresponding_lineno(trace.tb_lineno)
            trace = trace.tb_next
        tag = tag_on(line)
        return self.spots[tag].place(file) if 0 <= tag < len(self.spots) else Place(file)


def part_faults(lifted: Lifted, environment: Environment) -> list[Diagnostic]:
    """All faults of a part that can be told without data."""
    return [*lifted.faults, *block_faults(lifted.pieces), *syntax_faults(lifted.pieces, environment)]


def compile_part(lifted: Lifted, environment: Environment) -> CompiledPart:
    """The compiled part. Its faults must have been looked for before."""
    literals: dict[str, bytes] = {}
    code = environment.from_string(source_of(lifted, literals))
    return CompiledPart(literals, [piece.spot for piece in lifted.pieces], code)


def source_of(lifted: Lifted, literals: dict[str, bytes]) -> str:
    """What Jinja sees of a part: one tag a line, markers between. The XML goes into `literals`."""
    source: list[str] = []
    for index, piece in enumerate(lifted.pieces):
        source += [_marked(index, piece.before, literals), _tag_source(piece)]
    source.append(_marked(len(lifted.pieces), lifted.rest, literals))
    return "".join(source)


def tag_on(line: int) -> int:
    """Which tag, from 0, stands on a line of the source: the first marker ends the first line."""
    return line - 2


def _marked(index: int, xml: str, literals: dict[str, bytes]) -> str:
    """A marker that stands for some XML. The line break in it gives every tag a line of its own."""
    for written, meant in _ESCAPES:
        xml = xml.replace(written, meant)
    literals[f"{index}\n"] = xml.encode()
    return f"{_MARK}{index}\n{_MARK}"


def _tag_source(piece: Piece) -> str:
    tag = piece.tag
    if tag.kind == "{{":
        return f"{{{{ {tag.body} }}}}"
    return f"{{% {tag.body} %}}" if tag.kind == "{%" else ""


def as_breaks(value: str, spot: Spot) -> str:
    """docxtpl's reading of control characters: a line break, a tab, a new paragraph, a new page."""
    run = spot.run_properties
    again = f"<w:r>{run}<w:t{_SPACE}>"
    paragraph = f"</w:t></w:r></w:p><w:p>{spot.paragraph_properties}{again}"
    page = f'</w:t></w:r></w:p><w:p><w:r><w:br w:type="page"/></w:r></w:p><w:p>{spot.paragraph_properties}{again}'
    tab = f"</w:t></w:r><w:r>{run}<w:tab/></w:r>{again}"
    value = value.replace("\t", tab).replace("\a", paragraph).replace("\n", f"</w:t><w:br/><w:t{_SPACE}>")
    return value.replace("\f", page)
