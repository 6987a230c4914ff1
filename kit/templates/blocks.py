"""Whether the statements of a template open and close as they should, told with the tag that is at fault.

What is at fault is mended on the way, so that the names in the rest can be checked in the same run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kit.diagnostics import Diagnostic
from kit.templates.lexing import HALF
from kit.templates.lifting import Piece
from kit.templates.limits import MAX_BLOCKS
from kit.templates.sourcing import tag_source
from kit.templates.statements import BETWEEN, LOOP_WORDS, OPENERS, end_of, fault_at, harmless, meant, word_of

_GIVING_NAMES = frozenset({"for", "macro", "call", "with"})


class Mended(NamedTuple):
    """The statements of a part, each closed and none crossed, and what was wrong with them.

    source   what Jinja can read, a tag a line as in the source of the part.
    orphans  stretches of tags behind which a loop, macro, … ends that never began: they may use a name it was to give.
    """

    source: str
    faults: list[Diagnostic]
    orphans: tuple[range, ...]


@dataclass
class _Opened:
    """A statement that is open. is_guess: what it says is not written as it should be."""

    index: int
    piece: Piece
    word: str
    end: str
    is_guess: bool
    has_else: bool = False


@dataclass
class _Blocks:
    pieces: Sequence[Piece]
    broken: frozenset[int]
    stack: list[_Opened] = field(default_factory=list)
    faults: list[Diagnostic] = field(default_factory=list)
    orphans: list[range] = field(default_factory=list)

    def mended(self) -> Mended:
        lines: list[str] = []
        for index, piece in enumerate(self.pieces):
            if len(self.stack) > MAX_BLOCKS:
                break
            if piece.tag.kind in {"{%", HALF}:
                lines.append(self._statement(index, piece))
            else:
                lines.append("" if index in self.broken else tag_source(piece))
        else:
            self._tell_unclosed()
        ends = "".join(opened.end for opened in reversed(self.stack))
        return Mended("\n" + "\n".join(lines) + ends, self.faults, tuple(self.orphans))

    def _tell(self, code: str, message: str, piece: Piece, hint: str = "") -> None:
        self.faults.append(fault_at(code, message, piece, hint))

    def _tell_unclosed(self) -> None:
        for opened in self.stack:
            if not opened.is_guess:
                hint = f"补上 {end_of(opened.word)}"
                self._tell("T-BLK-01", f"“{opened.piece.tag.body[:30]}”没有结束", opened.piece, hint)

    def _statement(self, index: int, piece: Piece) -> str:
        """What stands for a statement."""
        word = meant(piece) if index in self.broken else word_of(piece)
        is_guess = piece.tag.kind == HALF or word != word_of(piece)
        if word.startswith("end"):
            return self._end(index, piece, "set-block" if word == "endset" else word.removeprefix("end"), is_guess)
        if word in BETWEEN:
            return self._as_it_may(index, piece)[0] if self._between(index, piece, word, is_guess) else ""
        source, end = self._as_it_may(index, piece)
        if word in OPENERS or word == "set-block":
            self.stack.append(_Opened(index, piece, word, end, is_guess))
            if len(self.stack) > MAX_BLOCKS and not is_guess:
                message = f"语句一层套一层，超过 {MAX_BLOCKS} 层"
                self._tell("T-LIM-03", message, piece, "把内层的内容改写成宏或拆开")
        elif word in LOOP_WORDS and source and not any(opened.word == "for" for opened in self.stack):
            self._tell("T-BLK-02", f"“{word}”不在循环里", piece, "把它移到 {% for … %} 与 {% endfor %} 之间")
            return ""
        return source

    def _as_it_may(self, index: int, piece: Piece) -> tuple[str, str]:
        """The statement as it is, or harmless, and its end."""
        if index in self.broken or piece.tag.kind == HALF:
            return harmless(piece)
        return tag_source(piece), end_of(word_of(piece))

    def _between(self, index: int, piece: Piece, word: str, is_guess: bool) -> bool:
        """Whether an else or elif stands where one may."""
        opened = self.stack[-1] if self.stack else None
        is_guess = is_guess or (opened is not None and opened.is_guess)
        if opened is None or opened.word not in BETWEEN[word]:
            if not is_guess:
                self._tell("T-BLK-02", f"“{word}”没有与它相配的语句", piece, "前面应有 {% if … %}")
            return False
        if opened.has_else:
            if not is_guess:
                message = f"“{opened.piece.tag.body[:30]}”已有“else”，后面不能再有“{word}”"
                self._tell("T-BLK-02", message, piece, "删去一个；几种情形依次写 if、elif，最后写 else")
            return False
        opened.has_else = word == "else"
        self._check_level(opened, index, piece)
        return True

    def _end(self, index: int, piece: Piece, wanted: str, is_guess: bool) -> str:
        """The ends of what a tag closes: one statement, and those inside that should have been closed before."""
        if not any(opened.word == wanted for opened in self.stack):
            if not is_guess:
                self._tell("T-BLK-02", f"“{piece.tag.word}”没有与它相配的开头", piece, "删去它，或补上开头的语句")
            if wanted in _GIVING_NAMES:
                self.orphans.append(range(self.stack[-1].index if self.stack else 0, index))
            return ""
        ends = ""
        while (opened := self.stack.pop()).word != wanted:
            ends += opened.end
            if not opened.is_guess:
                message = f"“{opened.piece.tag.body[:30]}”在“{piece.tag.word}”之前没有结束"
                self._tell("T-BLK-03", message, opened.piece, "语句应当一层套一层，不能交叉")
        self._check_level(opened, index, piece)
        return ends + opened.end

    def _check_level(self, opened: _Opened, index: int, piece: Piece) -> None:
        first = opened.piece
        doubtful = first.told or piece.told or not self.broken.isdisjoint({opened.index, index})
        if doubtful or first.spot.path == piece.spot.path:
            return
        self._tell(
            "T-BLK-04",
            f"“{first.tag.body[:30]}”与“{piece.tag.body[:20]}”不在同一层：一个在段、行之内，另一个在外",
            piece,
            "成段的语句都写成 {%p … %}，成行的都写成 {%tr … %}",
        )


def mended(pieces: Sequence[Piece], broken: frozenset[int]) -> Mended:
    """Statements that are not closed, not opened, crossed, or that begin and end at different depths; and the rest.

    broken  tags that cannot be read by themselves.
    """
    return _Blocks(pieces, broken).mended()
