"""Values that bring their own markup: rich text, images, sub-documents. And plain values where only markup may stand."""

from __future__ import annotations

import re
from collections.abc import Callable

from kit import patterns
from kit.diagnostics import Diagnostic, Fault
from kit.templates.spots import Spot

_SPACE = ' xml:space="preserve"'
_PIECE = patterns.compiled(r"<[^>]*>|[^<]+")
_PROPERTIES = {
    "p": patterns.compiled(r"<w:pPr>.*?</w:pPr>|<w:pPr/>", re.DOTALL),
    "r": patterns.compiled(r"<w:rPr>.*?</w:rPr>|<w:rPr/>", re.DOTALL),
}
_OPENING = patterns.compiled(r"<w:([prt])(?: [^>]*)?>")
_BLOCK = patterns.compiled(r"\s*<w:(?:p|tbl|sdt)[ >]")
_RUN = patterns.compiled(r"\s*<w:(?:r|hyperlink)[ >]")
_CONTROL = patterns.compiled("[\r\n\t\a\f]")
_LINE_ENDS = patterns.compiled("\r\n|[\r\a\f]")


def in_place(value: str, spot: Spot) -> str:
    """A value as the elements around it want it: plain text gets a run where runs stand, a paragraph where paragraphs do;
    a run or a paragraph in the middle of a text closes what is open and opens it again."""
    run = f"<w:r>{spot.run_properties}<w:t{_SPACE}>"
    paragraph = f"<w:p>{spot.paragraph_properties}{run}"
    plain = "<" not in value
    if spot.effect == "r" and plain:
        return f"{run}{value}</w:t></w:r>"
    if spot.effect == "p" and plain:
        return f"{paragraph}{value}</w:t></w:r></w:p>"
    if spot.effect in {"tr", "tc"} and plain and value.strip():
        raise Fault(Diagnostic("T-VAL-02", "要填入的内容不能放在这里", hint="{{tr 和 {{tc 只能填入整行、整格"))
    if spot.effect == "p" and _RUN.match(value):
        return f"<w:p>{spot.paragraph_properties}{value}</w:p>"
    if spot.path[:1] == ("t",) and _RUN.match(value):
        return f"</w:t></w:r>{value}{run}"
    if spot.path[:3] == ("t", "r", "p") and _BLOCK.match(value):
        return f"</w:t></w:r></w:p>{value}{paragraph}"
    return value


def in_one_text(value: str) -> str:
    """A value of several lines where neither paragraphs nor line breaks can be: in a property of the file."""
    return _LINE_ENDS.sub("\n", value)


def with_breaks(value: str, spot: Spot, breaks: Callable[[str, Spot], str]) -> str:
    """Markup whose texts hold line breaks: each is broken with the properties of its own run and paragraph."""
    if "<" not in value:
        return breaks(value, spot)
    out: list[str] = []
    in_text = spot.path[:1] == ("t",)
    for match in _PIECE.finditer(value):
        piece = match[0]
        if piece.startswith("<"):
            opening = _OPENING.match(piece)
            if opening and opening[1] == "t":
                in_text = not piece.endswith("/>")
            elif opening:
                spot = _with_properties(spot, opening[1], value, match.end())
            elif piece == "</w:t>":
                in_text = False
        elif in_text and _CONTROL.search(piece):
            piece = breaks(piece, spot._replace(path=("t", "r", "p")))
        out.append(piece)
    return "".join(out)


def _with_properties(spot: Spot, name: str, value: str, position: int) -> Spot:
    found = _PROPERTIES[name].match(value, position)
    properties = found[0] if found else ""
    return spot._replace(paragraph_properties=properties) if name == "p" else spot._replace(run_properties=properties)
