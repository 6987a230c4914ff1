"""The judgement: every rule of the packs that apply, and the waivers of those who answer for an exception."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kit.diagnostics import Diagnostic
from kit.rules.case import Case
from kit.rules.catalogue import packs_of
from kit.rules.pack import Pack
from kit.rules.rule import Reads


def judge(case: Case, reads: Iterable[Reads] = tuple(Reads)) -> list[Diagnostic]:
    """Everything the packs of the alliance find, in the order of the rules; waivers are not applied yet.

    reads  what to look at; documents are only looked at where the case has them.
    """
    wanted = frozenset(reads)
    return [found for pack in packs_of(case.alliance) for found in _found_by(pack, case, wanted)]


def _found_by(pack: Pack, case: Case, wanted: frozenset[Reads]) -> Iterator[Diagnostic]:
    for rule in pack.rules:
        if rule.reads in wanted:
            for diagnostic in rule.check(case):
                yield diagnostic._replace(pack=pack.id)
