"""How these rules say that a document differs from a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kit.diagnostics import Severity
from kit.rules.case import Case, Sheet
from kit.rules.rule import Finding

HINT = "请核对；模板里手打的内容改成标签，由数据填入"
_OWN_WORDS = "请核对；这句话出自数据文件里的一段文字，两处有一处要改：那段文字，或者上面所说的数据"


def differs(
    case: Case,
    sheet: Sheet,
    match: re.Match[str],
    message: str,
    *,
    field: str = "",
    hint: str = "",
    milder: Severity | None = None,
) -> Finding:
    """A finding at a match. Words that stand among the facts were not typed in the template, and the hint says so.

    hint  another one, where it says better what to do.
    """
    hint = hint or (_OWN_WORDS if match[0] in case.written else HINT)
    return Finding(field, message, hint, sheet=sheet, where=sheet.words.where(match.start()), milder=milder)


def matches(
    case: Case, pattern: re.Pattern[str], words: tuple[str, ...], documents: tuple[str, ...] = ()
) -> Iterator[tuple[Sheet, re.Match[str]]]:
    """Every match in the documents, each wording once a document.

    documents  only these, by identifier; empty: all.
    """
    for sheet in case.sheets.values():
        if documents and sheet.id not in documents:
            continue
        told: set[str] = set()
        for match in sheet.words.hits(pattern, words):
            if match[0] not in told:
                told.add(match[0])
                yield sheet, match


def followed(
    case: Case, head: re.Pattern[str], tail: re.Pattern[str], word: str
) -> Iterator[tuple[Sheet, re.Match[str], re.Match[str]]]:
    """Every place in the documents where one pattern matches right behind another, each wording once a document.

    word  a literal that stands in every line where the first can match.
    """
    for sheet in case.sheets.values():
        told: set[str] = set()
        for match in sheet.words.hits(head, (word,)):
            behind = tail.match(sheet.words.text, match.end())
            if behind and (wording := match[0] + behind[0]) not in told:
                told.add(wording)
                yield sheet, match, behind
