"""A rule made of a pattern: words that must not stand in a document, with the sentence that has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache

from kit import patterns
from kit.diagnostics import Severity
from kit.records import Record
from kit.rules.case import Case, Sheet
from kit.rules.rule import Finding, Reads, Rule, Sureness
from kit.rules.words import Words

# In patterns: S is any character inside a sentence, T the same but no negation. Compiled when first needed.
_SAME_SENTENCE = r"[^。；\n|]"
_NOT_NEGATED = r"(?:(?!不|禁止|无权|没有|无效|。|；)[^\n|])"
_TOLD = 5  # findings of one rule in one document that are told one by one
_ARTICLE = r"第?([〇零一二三四五六七八九十百千两0-9]+)条"

# What makes the words before a hit a prohibition or a denial of it, or takes effect from it afterwards.
_FORBIDS = patterns.compiled(
    r"不得|禁止|严禁|不应|不能|不可|不会|不予|无权|不以|不因|不把|不在|不借|不构成|不视为|不属于|不形成|不存在"
    r"|不限制|不排除|不影响|不承担|不提供|不作|并非|不是|避免|防止|制止|删除|反对|拒绝"
)
_UNDONE = patterns.compiled(r"无效|没有约束力|不发生效力|没有法律效力|不具有效力")


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern with its tokens replaced: {S} inside a sentence, {T} the same without a negation, {ART} an article.

    A class that excludes the end of sentences never crosses a line either.
    """
    filled = pattern.replace("{S}", _SAME_SENTENCE).replace("{T}", _NOT_NEGATED).replace("{ART}", _ARTICLE)
    return _compile(filled.replace("[^。；]", _SAME_SENTENCE))


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    return patterns.compiled(pattern)


def is_forbidden(words: Words, match: re.Match[str]) -> bool:
    """Whether the text forbids or denies what a hit says: in its sentence, or where its list is introduced."""
    before, sentence = words.before(match.start()), words.sentence(match.start())
    if _FORBIDS.search(before) or _UNDONE.search(sentence):
        return True
    lead = words.lead(match.start())
    return bool(lead and (_FORBIDS.search(lead) or _UNDONE.search(lead)))


Accept = Callable[[Case, Sheet, re.Match[str]], bool]


class Wording(Record):
    """Words to look for.

    pattern    matches inside a line; see `compiled`.
    words      literals, one of which stands in every line that can match.
    unless     a pattern: sentences that have it are passed over.
    forbidden  whether sentences that forbid the thing are passed over; not where the words found are themselves a ban.
    documents  only these, by identifier; empty: all.
    accept     a last look at a hit.
    """

    pattern: str
    words: tuple[str, ...]
    unless: str = ""
    forbidden: bool = True
    documents: tuple[str, ...] = ()
    accept: Accept | None = None

    def hits(self, case: Case) -> Iterator[tuple[Sheet, re.Match[str]]]:
        """Every hit, each sentence once a document."""
        for sheet in case.sheets.values():
            if not self.documents or sheet.id in self.documents:
                yield from ((sheet, match) for match in self._in_sheet(case, sheet))

    def _in_sheet(self, case: Case, sheet: Sheet) -> Iterator[re.Match[str]]:
        words, seen = sheet.words, set()
        if not words.has_any(self.words):
            return  # the pattern need not even be compiled
        for match in words.hits(compiled(self.pattern), self.words):
            sentence = words.sentence(match.start())
            if sentence in seen or not self._stands(case, sheet, match, sentence):
                continue
            seen.add(sentence)
            yield match

    def _stands(self, case: Case, sheet: Sheet, match: re.Match[str], sentence: str) -> bool:
        if self.unless and compiled(self.unless).search(sentence):
            return False
        if self.forbidden and is_forbidden(sheet.words, match):
            return False
        return self.accept is None or self.accept(case, sheet, match)


def first_of(found: Iterable[Finding]) -> Iterator[Finding]:
    """The first findings in each document, and how many more there are: a slip in every line is still one slip."""
    more: dict[str, list[Finding]] = {}
    for finding in found:
        file = finding.sheet.file if finding.sheet else ""
        alike = more.setdefault(file, [])
        alike.append(finding)
        if len(alike) <= _TOLD:
            yield finding
    for alike in more.values():
        if len(alike) > _TOLD:
            yield alike[_TOLD].replace(
                message=f"同样的问题在这份文书中还有 {len(alike) - _TOLD} 处，改正前面几处后再列出"
            )


def told(sheet: Sheet, match: re.Match[str], says: str, hint: str, *, field: str = "") -> Finding:
    """The finding for a hit: the sentence, what is wrong with it, where it stands."""
    return Finding(
        field,
        f"写有“{sheet.words.excerpt(match)}”：{says}",
        hint,
        sheet=sheet,
        where=sheet.words.where(match.start()),
    )


def wording(
    code: str,
    title: str,
    look: Wording,
    *,
    says: str,
    hint: str,
    explanation: str,
    severity: Severity = Severity.WARNING,
    basis: tuple[str, ...] = (),
    sure: Sureness | None = None,
    waivable: bool = True,
    since: date | None = None,
) -> Rule:
    """A rule that finds words in documents.

    says   what is wrong with the sentence, in Chinese, to stand behind it.
    since  the first day the rule holds.
    """

    def find(case: Case) -> Iterator[Finding]:
        if since is None or case.today >= since:
            yield from first_of(told(sheet, match, says, hint) for sheet, match in look.hits(case))

    known = sure or (Sureness.VERIFIED if basis else Sureness.LOGIC)
    return Rule(code, title, find, severity, basis, known, explanation, Reads.TEXT, waivable)
