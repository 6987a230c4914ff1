"""What Jinja sees of a part: one tag a line, and a numbered marker wherever XML stands between tags."""

from __future__ import annotations

import re

from kit.templates.lifting import Lifted, Piece

MARKER = re.compile("\0(\\d+\n)\0")
_MARK = "\0"


def source_of(lifted: Lifted, literals: dict[str, bytes]) -> str:
    """The tags of a part with markers between. The XML goes into `literals`, by what a marker says."""
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
    literals[f"{index}\n"] = xml.encode()
    return f"{_MARK}{index}\n{_MARK}"


def _tag_source(piece: Piece) -> str:
    tag = piece.tag
    body = tag.body.replace("\n", " ").replace(_MARK, " ")
    if tag.kind == "{{":
        return f"{{{{ {body} }}}}"
    return f"{{% {body} %}}" if tag.kind == "{%" else ""
