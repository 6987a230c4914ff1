"""What Jinja sees of a part: one tag a line, and a numbered marker wherever XML stands between tags."""

from __future__ import annotations

from kit.templates.lifting import Lifted, Piece
from kit.templates.markers import MARK


def source_of(lifted: Lifted, literals: dict[str, bytes]) -> str:
    """The tags of a part with markers between. The XML goes into `literals`, by what a marker says."""
    source: list[str] = []
    for index, piece in enumerate(lifted.pieces):
        source += [_marked(index, piece.before, literals), tag_source(piece)]
    source.append(_marked(len(lifted.pieces), lifted.rest, literals))
    return "".join(source)


def _marked(index: int, xml: str, literals: dict[str, bytes]) -> str:
    """A marker that stands for some XML. The line break in it gives every tag a line of its own."""
    literals[f"{index}\n"] = xml.encode()
    return f"{MARK}{index}\n{MARK}"


def tag_source(piece: Piece) -> str:
    """The tag as Jinja wants it; nothing for a comment and the edges of raw."""
    tag = piece.tag
    body = tag.body.replace("\n", " ").replace(MARK, " ")
    if tag.kind == "{{":
        return f"{{{{ {body} }}}}"
    return f"{{% {body} %}}" if tag.kind == "{%" else ""
