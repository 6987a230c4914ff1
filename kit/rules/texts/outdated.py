"""Words that have gone out of date: one rule for each row of kit/law/outdated.jsonl.

A row has: code; re, words as in `Wording`; sev E, W or I, sure and basis as in `Rule`; since, until the days it holds;
region where it holds only there; map, the article map that knows the new number; title, says, hint for people;
hit and miss, sentences for the tests. A row with "as" is found by the rule of that code, elsewhere in this folder.
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
from kit.numerals import read_number
from kit.records import Record
from kit.rules.case import Case, Sheet
from kit.rules.rule import Finding, Reads, Rule, Sureness
from kit.rules.texts.articles import is_known
from kit.rules.texts.past import not_past
from kit.rules.texts.wording import Wording, first_of, told

_FILE = Path(kit.law.__file__).with_name("outdated.jsonl")
_SEVERITY = {"E": Severity.ERROR, "W": Severity.WARNING, "I": Severity.INFO}
_CIVIL_CODE, _LAST_OF_CIVIL_CODE = "CC_RANGE", 1260


class Row(Record):
    """One row of the file."""

    code: str
    look: Wording
    told_by: str
    title: str
    says: str
    hint: str
    severity: Severity
    sure: Sureness
    basis: tuple[str, ...]
    since: date | None
    until: date | None
    region: str
    map: str
    hit: tuple[str, ...]
    miss: tuple[str, ...]

    def holds(self, case: Case) -> bool:
        """Whether the row applies on the day and in the place of a case."""
        if (self.since and case.today < self.since) or (self.until and case.today > self.until):
            return False
        return not self.region or case.alliance.info.region in (None, self.region)


@cache
def rows() -> tuple[Row, ...]:
    """Every row, in the order of the file."""
    return tuple(_row(json.loads(line)) for line in _FILE.read_text(encoding="utf-8").splitlines())


def _row(entry: Mapping[str, Any]) -> Row:
    def day(key: str) -> date | None:
        return date.fromisoformat(entry[key]) if key in entry else None

    return Row(
        entry["code"],
        Wording(entry["re"], tuple(entry["words"]), forbidden=False, accept=not_past),
        entry.get("as", ""),
        entry.get("title", ""),
        entry.get("says", ""),
        entry.get("hint", ""),
        _SEVERITY[entry["sev"]],
        Sureness[entry["sure"].upper()],
        tuple(entry["basis"]),
        day("since"),
        day("until"),
        entry.get("region", ""),
        entry.get("map", ""),
        tuple(entry["hit"]),
        tuple(entry["miss"]),
    )


def _rule_of(row: Row) -> Rule:
    def find(case: Case) -> Iterator[Finding]:
        if row.holds(case):
            hits = ((sheet, match) for sheet, match in row.look.hits(case) if _is_ours(row, case, sheet, match))
            yield from first_of(told(sheet, match, row.says, row.hint) for sheet, match in hits)

    explanation = (
        f"在各份文书的文字中查找：{row.says}。常见于沿用旧模板。{row.hint}。"
        "句中写明“已废止”“当时施行”“2018年印发的”等字样的，按记述历史处理，不提示；"
        "整条属于历史记载的，可以在“设置.豁免”中写明本规则代码，字段留空。"
    )
    return Rule(row.code, row.title, find, row.severity, row.basis, row.sure, explanation, Reads.TEXT)


def _is_ours(row: Row, case: Case, sheet: Sheet, match: re.Match[str]) -> bool:
    """Whether a hit is for the row and not for the article map, which knows the new number, or for a fact's own rule."""
    if row.map == _CIVIL_CODE:
        return (read_number(match[1]) or 0) > _LAST_OF_CIVIL_CODE
    if match[0] in (case.alliance.disputes.institution or ""):
        return False
    return not is_known(sheet.words, match, case.today)


RULES = tuple(_rule_of(row) for row in rows() if not row.told_by)
