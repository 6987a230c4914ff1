"""Blanks left over in a template: words somebody meant to turn into tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kit import patterns
from kit.diagnostics import Diagnostic, Place, Severity
from kit.templates.lexing import Tag, tags_in
from kit.templates.lifting import Lifter
from kit.templates.properties import scanned
from kit.templates.stories import stories
from kit.word.package import Package
from kit.word.safety import unsafe
from kit.word.scanning import Scan

_LEFT_OVER = patterns.compiled(r"【[^【】\0]{0,40}】|[_＿]{4,}")
_FOR_THE_PEN = patterns.compiled(r"(?:签字|签名|签章|签署|盖章|公章|印章|日期|时间)[）)]?[:：]?[\s_＿年月日]*$")
_LINE = patterns.compiled(r"_{20,}")
_BEFORE = 60  # characters before a blank that tell what it is for


def blanks_in(package: Package) -> list[Diagnostic]:
    """What left_overs tells of all parts that are filled in. An unsafe file is not looked through."""
    filled = {} if unsafe(package) else stories(package)
    return [one for part, words in filled.items() for one in left_overs(scanned(package, part, words), words)]


def left_overs(scan: Scan, part: str) -> Iterator[Diagnostic]:
    """What looks as if it should be filled in, and is no tag: 【甲方名称】, ____. Warnings, never more.

    A line behind 签字, 盖章, 日期 is there for the pen; two alike around tags are rules across the page.
    """
    lifter, texts = Lifter(scan, part), list(_without_tags(scan))
    rules = _rules_in(texts)
    for number, (paragraph, words) in enumerate(zip(scan.paragraphs, texts, strict=True), 1):
        if number in rules:
            continue
        blanks = [match for match in _LEFT_OVER.finditer(words) if not _is_for_the_pen(words, match.start())]
        place = lifter.spot_at(number, paragraph, blanks[0].start()).place("") if blanks else Place()
        for blank in blanks:
            hint = "要填写的内容写成 {{ 字段 }}；确实留给手写的，不必改动"
            message = f"像是没有改成标签的空白：“{blank[0][:20]}”"
            yield Diagnostic("T-LEF-01", message, Severity.WARNING, place=place, hint=hint)


def _without_tags(scan: Scan) -> Iterator[str]:
    raw = False
    for paragraph in scan.paragraphs:
        tags, _strays, raw = tags_in(paragraph.text, raw)
        yield _blanked(paragraph.text, tags)


def _rules_in(texts: Sequence[str]) -> set[int]:
    """The paragraphs, counted from 1, that are a line with its like below, and nothing but tags between the two."""
    found: set[int] = set()
    above = 0
    for number, text in enumerate(texts, 1):
        if _LINE.fullmatch(text):
            if above and above < number - 1 and texts[above - 1] == text:
                found |= {above, number}
            above = number
        elif text.strip("\0 ") or not text.strip():
            above = 0
    return found


def _is_for_the_pen(words: str, at: int) -> bool:
    return _FOR_THE_PEN.search(words[max(at - _BEFORE, 0) : at]) is not None


def _blanked(text: str, tags: list[Tag]) -> str:
    """The text with nothing to see where tags stand, each character in its place."""
    out, position = [], 0
    for tag in tags:
        out += [text[position : tag.start], "\0" * (tag.end - tag.start)]
        position = tag.end
    return "".join([*out, text[position:]])
