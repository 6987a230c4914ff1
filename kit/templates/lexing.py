"""Tags of the template language in running text, found by reading rather than by pattern."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

from kit import patterns

_OPENING = patterns.compiled(r"\{_[{%]|[}%]_\}|\{[{%#]")
_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
SCOPES = ("p", "tr", "tc", "r")
_QUOTES = str.maketrans("“”‘’＂＇", "\"\"''\"'")
_WORD = patterns.compiled(r"[\w.]+")  # if and call need no space before a bracket
_ONE_LINE = str.maketrans("\t\n\r\v\f\u2028\u2029", "       ")
_QUOTED = {ord("\n"): "\\n", ord("\r"): "\\n", ord("\f"): "\\f"}
_MAX_FAILURES = 20  # tags of one text that do not close, and halves of tags: more are not looked for
_END_OF_RAW = patterns.compiled(r"\{%(?:([-+])|(p|tr|tc|r)(?=\s))?\s*endraw\s*([-+])?%\}")
VERBATIM = "raw"  # the kind of {% raw %} and {% endraw %}
HALF = "half"  # the kind of a statement that is not written as a whole, as far as it can be guessed


@dataclass(frozen=True)
class Tag:
    """A tag: its place in the text, kind ({{, {%, {#, raw, or _ for an escape), scope (p, tr, tc, r or none) and content.

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
        found = _WORD.match(self.body)
        return found[0] if found else ""


@dataclass(frozen=True)
class Stray:
    """Something that looks like half a tag.

    shown  the half with the words beside it that belong to it.
    body   what the whole tag would probably say, of a statement; empty where it cannot be told.
    """

    start: int
    text: str
    shown: str = ""
    body: str = ""


class Lexed(NamedTuple):
    """What a text holds. raw: whether it ends inside {% raw %}."""

    tags: list[Tag]
    strays: list[Stray]
    raw: bool


def tags_in(text: str, raw: bool = False) -> Lexed:
    """The tags of a text in order, and what looks like half a tag. Smart quotes inside tags are mended.

    raw  whether the text begins inside {% raw %}. Between raw and endraw nothing is a tag.
    """
    tags: list[Tag] = []
    unclosed: list[int] = []
    verbatim: list[tuple[int, int]] = []
    position = failures = 0
    while True:
        if raw:
            closer = _END_OF_RAW.search(text, position)
            verbatim.append((position, closer.start() if closer else len(text)))
            if closer is None:
                break
            tags.append(_end_of_raw(closer))
            position, raw = closer.end(), False
        opening = _OPENING.search(text, position)
        if opening is None:
            break
        start, position = opening.span()
        if "_" in opening[0]:
            tags.append(Tag(start, position, "_", "", opening[0].replace("_", "")))
            continue
        end = _end_of(text, start)
        if end < 0:
            failures += 1
            end = _rough_end_of(text, start)
        if end < 0 or failures > _MAX_FAILURES:
            unclosed.append(start)
            if failures > _MAX_FAILURES:
                verbatim.append((position, len(text)))
                break
            continue
        tag = _tag(text, start, end)
        raw = tag.kind == "{%" and tag.body == "raw"
        tags.append(replace(tag, kind=VERBATIM) if raw else tag)
        position = end
    known = sorted([*((tag.start, tag.end) for tag in tags), *verbatim])
    return Lexed(tags, _strays_between(text, known, unclosed), raw)


def _end_of_raw(closer: re.Match[str]) -> Tag:
    before, scope, after = closer.groups(default="")
    return Tag(closer.start(), closer.end(), VERBATIM, scope, "endraw", before == "-", after == "-")


def _end_of(text: str, start: int) -> int:
    """Behind the closer that belongs to the opener at start, or -1; what is quoted does not count."""
    opener = text[start : start + 2]
    closer = _CLOSERS[opener]
    if opener == "{#":
        at = text.find(closer, start + 2)
        return at + 2 if at >= 0 else -1
    quotes = _Quotes()
    depth, position = 0, start + 2
    while position < len(text):
        character = text[position]
        if quotes.read(character):
            pass
        elif not depth and text.startswith(closer, position):
            return position + 2
        elif character == "{":
            if text[position : position + 2] in _CLOSERS:  # no expression holds one: the tag before has no end
                return -1
            depth += 1
        elif character == "}":
            depth = max(depth - 1, 0)
        position += 1
    return -1


def _rough_end_of(text: str, start: int) -> int:
    """Behind the next closer, for a quote that never closes: the expression will say so."""
    at = text.find(_CLOSERS[text[start : start + 2]], start + 2)
    return at + 2 if at >= 0 and "{{" not in text[start + 2 : at] and "{%" not in text[start + 2 : at] else -1


class _Quotes:
    """Which characters are quoted. A quotation begun with a straight mark holds curly ones as they are."""

    def __init__(self) -> None:
        self.mark = ""
        self.curly = False
        self.escaped = False

    def read(self, character: str) -> bool:
        """Whether this character is a quotation mark or stands between two."""
        plain = character.translate(_QUOTES)
        if not self.mark:
            if plain in "'\"":
                self.mark, self.curly = plain, plain != character
            return bool(self.mark)
        if self.escaped:
            self.escaped = False
        elif character == "\\":
            self.escaped = True
        elif (plain if self.curly else character) == self.mark:
            self.mark = ""
        return True


def unquoted(body: str) -> str:
    """The expression without what stands in quotation marks."""
    quotes = _Quotes()
    return "".join(" " if quotes.read(character) else character for character in body)


def _mended(body: str) -> str:
    """Curly quotation marks as Jinja wants them, where they are quotation marks of the expression; all on one line.

    A tab or a line break typed between quotation marks is meant; elsewhere it is white space.
    """
    quotes = _Quotes()
    out: list[str] = []
    for character in body:
        before = quotes.mark
        quotes.read(character)
        if bool(before) != bool(quotes.mark):
            out.append(character.translate(_QUOTES))
        else:
            out.append(character.translate(_QUOTED if before else _ONE_LINE))
    return "".join(out)


def _tag(text: str, start: int, end: int) -> Tag:
    kind, inner = text[start : start + 2], text[start + 2 : end - 2]
    before, after = inner.startswith("-"), inner.endswith("-") and len(inner) > 1
    inner = inner[before : len(inner) - after]
    if kind == "{#":
        scope = next((s for s in SCOPES[:3] if inner.startswith(f"{s} ")), "")
        return Tag(start, end, kind, scope, inner[len(scope) :].strip(), before, after)
    inner = inner.removeprefix("+").removesuffix("+")  # Jinja's “keep the white space”: it is always kept here
    scope = next((s for s in SCOPES if not before and inner.startswith(tuple(s + space for space in _SPACES))), "")
    return Tag(start, end, kind, scope, _mended(inner[len(scope) :]).strip(), before, after)


_SPACES = (" ", "\u00a0", "\u3000", "\t", "\n")
_BEGINNINGS = ("｛｛", "｛%", "｛％", "{％", "{｛", "｛{")
_ENDS = ("}}", "%}", "#}", "｝｝", "％}", "％｝", "%｝", "｝}", "}｝")
_NEAR = 250  # characters beside a half that may belong to its statement
_SHOWN = 12  # characters beside a half that help to find it
_HALF = patterns.compiled("|".join(map(re.escape, (*_BEGINNINGS, *_ENDS))))
_BEHIND = patterns.compiled(r"[-+]?(?:(?:p|tr|tc|r)\s)?\s*(\w[^{}｛｝%％]{0,200})")  # a beginning that has no end
_BEFORE = patterns.compiled(
    r"(?:^|[{%｛％])\s*(?:(?:p|tr|tc|r)\s)?\s*([a-z]\w*[^{}｛｝%％]{0,200})$"
)  # an end that has no beginning


def _strays_between(text: str, known: list[tuple[int, int]], unclosed: list[int]) -> list[Stray]:
    """Every half of a tag outside the tags. A beginning and the end behind it are one fault."""
    strays: list[Stray] = []
    position = 0
    for start, end in [*known, (len(text), len(text))]:
        begun = [at for at in unclosed if position <= at < start]
        halves = {at: text[at : at + 2] for at in begun}
        found_here = islice(_HALF.finditer(text, position, start), 2 * _MAX_FAILURES)
        halves |= {found.start(): found[0] for found in found_here}
        is_open, behind = False, position
        for at, half in sorted(halves.items()):
            is_end = half in _ENDS
            if len(strays) == _MAX_FAILURES:
                return strays
            if not (is_end and is_open):
                words = text[max(behind, at - _NEAR) : at] if is_end else text[at + 2 : min(start, at + _NEAR)]
                shown = f"{words[-_SHOWN:]}{half}" if is_end else f"{half}{words[:_SHOWN]}"
                strays.append(Stray(at, half, shown.strip(), _statement(words, half)))
            is_open, behind = not is_end, at + 2
        position = end
    return strays


def _statement(words: str, half: str) -> str:
    if not set("%％") & set(half):
        return ""
    found = _BEFORE.search(words) if half in _ENDS else _BEHIND.match(words.lstrip())
    return found[1].strip() if found else ""
