"""Tags of the template language in running text, found by reading rather than by pattern."""

from __future__ import annotations

from dataclasses import dataclass

_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
SCOPES = ("p", "tr", "tc", "r")
_QUOTES = str.maketrans("“”‘’＂＇", "\"\"''\"'")


@dataclass(frozen=True)
class Tag:
    """A tag: its place in the text, kind ({{, {%, {#), scope (p, tr, tc, r or none) and content.

    trim_before, trim_after  {%- and -%}.
    """

    start: int
    end: int
    kind: str
    scope: str
    body: str
    trim_before: bool = False
    trim_after: bool = False

    @property
    def word(self) -> str:
        """The first word of a statement: if, for, endfor, …"""
        return self.body.split(None, 1)[0] if self.body else ""


@dataclass(frozen=True)
class Stray:
    """Something that looks like half a tag."""

    start: int
    text: str


def tags_in(text: str) -> tuple[list[Tag], list[Stray]]:
    """The tags of a text in order, and what looks like half a tag. Smart quotes inside tags are mended."""
    tags: list[Tag] = []
    strays: list[Stray] = []
    position = 0
    while (start := _next_opening(text, position)) >= 0:
        end = _end_of(text, start)
        if end < 0:
            strays.append(Stray(start, text[start : start + 2]))
            position = start + 2
            continue
        tags.append(_tag(text, start, end))
        position = end
    return tags, strays[:1] or _strays_between(text, tags)


def _next_opening(text: str, position: int) -> int:
    found = [at for opener in _CLOSERS if (at := text.find(opener, position)) >= 0]
    return min(found, default=-1)


def _end_of(text: str, start: int) -> int:
    """Behind the closer that belongs to the opener at start; closers inside quotes do not count."""
    opener = text[start : start + 2]
    closer = _CLOSERS[opener]
    if opener == "{#":
        at = text.find(closer, start + 2)
        return at + 2 if at >= 0 else -1
    plain = text.translate(_QUOTES)
    quote, depth, position = "", 0, start + 2
    while position < len(text):
        character = plain[position]
        if quote:
            if character == "\\":
                position += 1
            elif character == quote:
                quote = ""
        elif character in "'\"":
            quote = character
        elif not depth and text.startswith(closer, position):
            return position + 2
        elif character == "{":
            depth += 1
        elif character == "}":
            depth = max(depth - 1, 0)
        position += 1
    at = text.find(closer, start + 2)  # a quote that never closes: the expression will say so
    return at + 2 if at >= 0 and "{{" not in text[start + 2 : at] and "{%" not in text[start + 2 : at] else -1


def _tag(text: str, start: int, end: int) -> Tag:
    kind, inner = text[start : start + 2], text[start + 2 : end - 2]
    before, after = inner.startswith("-"), inner.endswith("-") and len(inner) > 1
    inner = inner[before : len(inner) - after]
    scope = next((s for s in SCOPES if not before and inner.startswith((f"{s} ", f"{s}\u00a0"))), "")
    body = inner[len(scope) :]
    return Tag(start, end, kind, scope, (body if kind == "{#" else body.translate(_QUOTES)).strip(), before, after)


_HALVES = ("}}", "%}", "#}", "｛｛", "｝｝", "｛%", "｛％", "{％", "％}", "％｝", "%｝")


def _strays_between(text: str, tags: list[Tag]) -> list[Stray]:
    strays: list[Stray] = []
    position = 0
    for start, end in [*((tag.start, tag.end) for tag in tags), (len(text), len(text))]:
        outside = text[position:start]
        found = sorted((at, half) for half in _HALVES if (at := outside.find(half)) >= 0)
        strays += [Stray(position + at, half) for at, half in found[:1]]
        position = end
    return strays
