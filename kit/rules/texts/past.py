"""Sentences about the past may name the papers of the past."""

from __future__ import annotations

import re

from kit import patterns
from kit.rules.case import Case, Sheet

# Who says that a paper is past speaks of the past: 当时施行的《合同法》, 2018年印发的《……办法》, 原《专利法》, 已废止.
_PAST = patterns.compiled(
    r"已(?:经)?(?:废止|失效|停止执行)|(?:废止|失效|修订|修正)(?:以)?前|当时(?:施行|有效|适用)|原《|旧《"
)
_DATED = patterns.compiled(r"[12][0-9]{3}年(?:印发|发布|颁布|公布|通过|施行)的《?[^》。；\n|]{0,6}$")


def not_past(_case: Case, sheet: Sheet, match: re.Match[str]) -> bool:
    """Whether a hit is meant for today: its sentence does not itself say that what it names belongs to the past."""
    words = sheet.words
    return not _PAST.search(words.sentence(match.start())) and not _DATED.search(words.before(match.start()))
