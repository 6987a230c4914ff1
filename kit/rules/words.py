"""The words of a document, ready to be searched: one squeezed text, and the way back to where a reader finds them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate

from kit import patterns
from kit.outline import Line, Outline, Part
from kit.records import Record

# Full-width digits, letters and signs that numbers are written with; brackets and commas stay as they are.
_HALF: dict[str, str] = {
    **{chr(0xFF10 + n): chr(ord("0") + n) for n in range(10)},
    **{chr(0xFF21 + n): chr(ord("A") + n) for n in range(26)},
    **{chr(0xFF41 + n): chr(ord("a") + n) for n in range(26)},
    **dict(zip("％＿．－～", "%_.-~", strict=True)),
}
_WIDE = patterns.compiled(f"[{''.join(_HALF)}]")  # few texts have any: far faster than str.translate
_ROUND = str.maketrans("（〔【[「）〕】]」", "((((()))))")
_ENDS = "。；！？\n|"
_SENTENCE_END = patterns.compiled(f"[{_ENDS}]")
# In patterns: a Chinese character, rare ones too. Ranges such as 一-龥 take a millisecond to compile, each of them.
HAN = r"[^\W\d_\x00-\xff]"
_SHOWN = 40
_ITEMS = (Part.ITEM, Part.SUBITEM)
_ARTICLE = patterns.compiled(r"第[〇零一二三四五六七八九十百0-9]{1,9}条")


def squeezed(text: str) -> str:
    """A text without white space, digits and Latin letters at half width."""
    return _WIDE.sub(lambda match: _HALF[match[0]], "".join(text.split()))


def reads_as(one: str, other: str) -> bool:
    """Whether two names look the same to a reader: kinds of brackets and case do not count."""
    return squeezed(one).translate(_ROUND).casefold() == squeezed(other).translate(_ROUND).casefold()


class Words(Record):
    """The words of a document.

    lines  its paragraphs and rows; cells of a row are joined by "|", automatic numbers are left out.
    text   all of them squeezed, one on a line.
    """

    lines: tuple[Line, ...]
    text: str

    @classmethod
    def of(cls, outline: Outline) -> Words:
        """The words of an outline: of its body, then of headers, footers and notes."""
        lines = (*outline.lines, *outline.asides)
        return cls(lines, "\n".join(squeezed(line.text) for line in lines))

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line begins in the text."""
        return [0, *accumulate(len(line) + 1 for line in self.text.split("\n"))][: len(self.lines)]

    def line_at(self, position: int) -> int:
        """The number of the line, from 0, that a position of the text lies in."""
        return bisect_right(self._starts, position) - 1

    def hits(self, pattern: re.Pattern[str], words: tuple[str, ...]) -> Iterator[re.Match[str]]:
        """Every place where a pattern matches inside one line, in reading order.

        words  literals of which one stands in every line that can match: they make the search cheap.
        """
        text = self.text
        for begin in sorted({begin for word in words for begin in self._lines_with(word)}):
            end = text.find("\n", begin)
            yield from pattern.finditer(text, begin, len(text) if end < 0 else end)

    def has_any(self, words: tuple[str, ...]) -> bool:
        """Whether one of these literals stands in the text."""
        return any(self._lines_with(word) for word in words)

    def _lines_with(self, word: str) -> tuple[int, ...]:
        """Where the lines begin that have a word. Rules share many words: each is looked for once."""
        if word not in self._lines:
            self._lines[word] = tuple(self.text.rfind("\n", 0, at) + 1 for at in _positions(self.text, word))
        return self._lines[word]

    @cached_property
    def _lines(self) -> dict[str, tuple[int, ...]]:
        return {}

    def sentence(self, position: int) -> str:
        """The sentence, cell or line around a position."""
        begin, end = self._bounds(position)
        return self.text[begin:end]

    def before(self, position: int) -> str:
        """What the sentence says up to a position."""
        return self.text[self._bounds(position)[0] : position]

    def two_sentences(self, position: int) -> str:
        """The sentence around a position and the one before it in the same line."""
        begin, end = self._bounds(position)
        if begin and self.text[begin - 1] != "\n":
            begin = self._bounds(begin - 1)[0]
        return self.text[begin:end]

    def lead(self, position: int) -> str:
        """For an item of a list the line that introduces the list, squeezed; else empty."""
        number = self.line_at(position)
        if self.lines[number].part not in _ITEMS:
            return ""
        while number and self.lines[number].part in _ITEMS:
            number -= 1
        return squeezed(self.lines[number].text)

    def where(self, position: int) -> str:
        """Words that lead a reader to a position: 第九十九条“仲裁裁决是终局的……”附近."""
        number = self.line_at(position)
        text = " ".join(self.lines[number].text.split())
        shown = f"{text[:20]}……" if len(text) > 20 else text
        return f"{self._headings[number]}“{shown}”附近"

    def excerpt(self, match: re.Match[str]) -> str:
        """The sentence of a match, cut to what surrounds the match."""
        begin, end = self._bounds(match.start())
        end = max(end, match.end())
        first = max(begin, min(match.start() - 8, end - _SHOWN))
        last = min(end, max(first + _SHOWN, match.end()))
        return f"{'……' if first > begin else ''}{self.text[first:last]}{'……' if last < end else ''}"

    @cached_property
    def first_article(self) -> int:
        """Where the text of the first article begins; what stands before it are the parties and recitals."""
        for number, line in enumerate(self.lines):
            if _article(line):
                return self._starts[number]
        return len(self.text)

    def _bounds(self, position: int) -> tuple[int, int]:
        text = self.text
        line = text.rfind("\n", 0, position) + 1
        begin = max(text.rfind(sign, line, position) for sign in _ENDS) + 1
        end = _SENTENCE_END.search(text, position)
        return max(begin, line), end.start() if end else len(text)

    @cached_property
    def _headings(self) -> list[str]:
        """For each line the article, annex or heading it stands under."""
        above = ""
        found = []
        for line in self.lines:
            above = _heading(line) or above
            found.append(above)
        return found


def _heading(line: Line) -> str:
    """What a line is called when it heads others; nothing where it does not."""
    if article := _article(line):
        return article
    if line.part is Part.ANNEX:
        return line.label or line.text[:10]
    return f"{line.label}{line.text}"[:16] if line.part in (Part.HEADING, Part.CHAPTER) else ""


def _article(line: Line) -> str:
    """The article that a line begins, by its automatic number or one that was typed; else nothing."""
    if line.part is Part.ROW:
        return ""
    found = _ARTICLE.match(line.label or squeezed(line.text[:16]))
    return found[0] if found else ""


def _positions(text: str, word: str) -> Iterator[int]:
    """Where a word stands, at most once a line."""
    at = text.find(word) if word else -1
    while at >= 0:
        yield at
        line_end = text.find("\n", at)
        at = -1 if line_end < 0 else text.find(word, line_end)
