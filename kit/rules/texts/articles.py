"""Old article numbers: one rule for each law of kit/law/article_maps.json, with the new number in the hint.

A map has: code, law (cited as), now (the law in force), title, basis, since; articles with old, new, and for laws that kept
their name ctx, words of which one must stand in the sentence or the one before, since 第十五条 may be the old or the new
one; memory where the old number was not checked; changed where the words changed too. not_after: other laws' names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import kit.law
from kit.diagnostics import Severity
from kit.numerals import in_chinese, read_number
from kit.records import Record
from kit.rules.case import Case
from kit.rules.rule import Finding, Reads, Rule, Sureness
from kit.rules.texts.past import not_past
from kit.rules.texts.wording import Wording, compiled, first_of, told
from kit.rules.words import Words

_FILE = Path(kit.law.__file__).with_name("article_maps.json")


class Moved(Record):
    """One article that has another number now."""

    new: str
    ctx: str
    memory: bool
    changed: str

    @property
    def in_words(self) -> str:
        """The new number as it is cited: 第八百六十条."""
        return "、".join(_in_words(part) for part in self.new.split(","))


class ArticleMap(Record):
    """The articles of a law that have moved, by their old number."""

    code: str
    law: str
    now: str
    title: str
    basis: tuple[str, ...]
    since: date
    look: Wording
    moved: Mapping[int, Moved]

    def find(self, case: Case) -> Iterator[Finding]:
        """The old numbers cited."""
        return first_of(self._cited(case))

    def _cited(self, case: Case) -> Iterator[Finding]:
        if case.today < self.since:
            return
        for sheet, match in self.look.hits(case):
            moved = self.moved_at(sheet.words, match)
            if moved is not None:
                change = f"，{moved.changed}" if moved.changed else ""
                says = f"{self.law}{_in_words(match[1])}现为{self.now}{moved.in_words}{change}"
                found = told(sheet, match, says, f"核对后改为《{self.now}》{moved.in_words}")
                yield found.replace(milder=Severity.INFO if moved.memory else None)

    def moved_at(self, words: Words, match: re.Match[str]) -> Moved | None:
        """Where the article cited has gone, if the words around show that the old one is meant."""
        moved = self.moved.get(read_number(match[1]) or 0)
        if moved is None or (moved.ctx and not compiled(moved.ctx).search(words.two_sentences(match.start()))):
            return None
        return moved

    def is_current(self, words: Words, match: re.Match[str]) -> bool:
        """Whether the words around show that the article cited is the one of the law now in force."""
        around = words.two_sentences(match.start())
        number = str(read_number(match[1]))
        return any(one.new == number and one.ctx and compiled(one.ctx).search(around) for one in self.moved.values())


@cache
def maps() -> tuple[ArticleMap, ...]:
    """Every map, in the order of the file."""
    return tuple(_map(entry) for entry in json.loads(_FILE.read_text(encoding="utf-8")).values())


def _map(entry: Mapping[str, Any]) -> ArticleMap:
    law = str(entry["law"])
    others = "".join(f"(?<!{name})" for name in entry.get("not_after", ()))
    return ArticleMap(
        entry["code"],
        law,
        entry["now"],
        entry["title"],
        tuple(entry["basis"]),
        date.fromisoformat(entry["since"]),
        Wording(f"{others}{law}》?{{ART}}", (law,), forbidden=False, accept=not_past),
        {one["old"]: _moved(one) for one in entry["articles"]},
    )


def _moved(entry: Mapping[str, Any]) -> Moved:
    return Moved(entry["new"], entry.get("ctx", ""), entry.get("memory", False), entry.get("changed", ""))


def _in_words(number: str) -> str:
    first, _, last = number.partition("-")
    words = f"第{in_chinese(read_number(first) or 0)}条"
    return f"{words}至第{in_chinese(int(last))}条" if last else words


def is_known(words: Words, match: re.Match[str], today: date) -> bool:
    """Whether a map can tell which edition a hit cites: it names the new number, or knows the number for the new one."""
    for one in maps():
        if today >= one.since and one.law in match[0]:
            for cited in compiled(one.look.pattern).finditer(words.text, match.start(), match.end() + 16):
                if cited.start() < match.end() and (one.moved_at(words, cited) or one.is_current(words, cited)):
                    return True
    return False


def _rule_of(one: ArticleMap) -> Rule:
    severity, sure = Severity.WARNING, Sureness.VERIFIED
    if all(moved.memory for moved in one.moved.values()):
        severity, sure = Severity.INFO, Sureness.MEMORY
    elif one.law != one.now:
        severity = Severity.ERROR
    kept_name = "" if one.law != one.now else "同一条号在新旧两版中内容不同，只有上下文表明是旧条文时才提示新条号。"
    explanation = (
        f"在各份文书的文字中查找{one.law}的旧条号，并给出现行条号。{kept_name}"
        "请对照现行条文核对后改正；记述历史的，可以在“设置.豁免”中写明本规则代码，字段留空。"
    )
    return Rule(one.code, one.title, one.find, severity, one.basis, sure, explanation, Reads.TEXT)


RULES = tuple(_rule_of(one) for one in maps())
