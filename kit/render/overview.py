"""A report as a whole: what was looked at, what was found in the order to deal with it, and what to do first.

Every face and the self-check report read this, so that all of them say the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from kit.diagnostics import Diagnostic, Report, Severity
from kit.law.sources import Force
from kit.model.alliance import Alliance
from kit.model.fact import declared_of
from kit.model.settings import Waiver
from kit.records import Record
from kit.rules.waivers import granted, waiver_of

if TYPE_CHECKING:
    from kit.rules.case import Case
    from kit.rules.pack import Pack
    from kit.rules.rule import Rule
    from kit.rules.tracing import Traced

MISSING_FACT = "M-FCT-01"
FILL_IN = "请补填；急用时可加 --draft 先出草案"
"""What to do about a missing fact whose field tells what is to be filled in."""
FAMILIES = {
    "D": "数据文件",
    "M": "缺少的事实",
    "C": "前后一致",
    "R": "地区规则",
    "T": "模板",
    "W": "成品文书",
    "I": "导入",
    "X": "工作簿",
    "F": "登记表",
    "B": "批量生成",
    "S": "系统",
}
"""What the first letter of a code says."""
MEANING_OF_SURENESS = {
    "已核对原文": "核对过法律或文件的原文，可以列为错误",
    "事实自相矛盾": "由数据文件中的事实互相对照得出，不依赖法律条文，可以列为错误",
    "依据转述": "只见到转载或报道，没有见到原文，至多列为警告",
    "起草判断": "起草时的判断，或文件只作原则要求，至多列为警告",
    "凭记忆，待核": "没有核对来源，只作提示",
}
"""What it means that a rule rests on a kind of source."""
_OF_TEMPLATES = ("T-", "W-", "S-")
_SPOKEN = ("先", "再", "然后", "最后")


class Overview(Record):
    """What a report says.

    data   the file that was read, and today the day the judgement is for: absent where only templates are told of.
    case   what was judged; None where the data file could not be read.
    packs  the rule packs that judged.
    """

    report: Report
    data: str = ""
    today: date | None = None
    case: Case | None = None
    packs: tuple[Pack, ...] = ()

    def of(self, severity: Severity) -> tuple[Diagnostic, ...]:
        """The open findings of a severity but for missing facts, in the order of the data file."""
        return tuple(d for d in self._ordered if d.severity is severity and not d.waiver and d.code != MISSING_FACT)

    @property
    def missing(self) -> tuple[Diagnostic, ...]:
        """Facts that documents print and the data file lacks."""
        return tuple(d for d in self._ordered if d.code == MISSING_FACT)

    @property
    def waived(self) -> tuple[Diagnostic, ...]:
        """The findings that somebody answers for."""
        return tuple(d for d in self._ordered if d.waiver)

    @cached_property
    def _ordered(self) -> list[Diagnostic]:
        labels = [declared.label for declared in declared_of(Alliance).values()]
        place = {label: number for number, label in enumerate(labels)}
        return sorted(self.report, key=lambda d: place.get(section_of(d), len(place)))

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many: error, warning, info and waived; missing counts those errors that are missing facts."""
        open_ones = Counter(d.severity.name.lower() for d in self.report if not d.waiver)
        return {
            **{severity.name.lower(): open_ones[severity.name.lower()] for severity in Severity},
            "missing": len(self.missing),
            "waived": len(self.waived),
        }

    @property
    def by_origin(self) -> dict[str, Counter[str]]:
        """How many findings each pack has, and the file and the documents themselves, by severity or waived."""
        found: dict[str, Counter[str]] = {name: Counter() for name in (*FAMILIES.values(), *self._titles.values())}
        for diagnostic in self.report:
            counter = found.setdefault(self._origin_of(diagnostic), Counter())
            counter["waived" if diagnostic.waiver else diagnostic.severity.name.lower()] += 1
        return {name: counter for name, counter in found.items() if counter}

    @property
    def _titles(self) -> dict[str, str]:
        return {pack.id: pack.title for pack in self.packs}

    def _origin_of(self, diagnostic: Diagnostic) -> str:
        if diagnostic.pack:
            return self._titles.get(diagnostic.pack, diagnostic.pack)
        return "豁免" if diagnostic.code.startswith("C-WAI") else FAMILIES[diagnostic.code[0]]

    @property
    def steps(self) -> tuple[str, ...]:
        """What to do, first things first; empty where there is nothing to do."""
        errors = self.report.errors
        form = sum(d.code.startswith("D-") for d in errors)
        missing = sum(d.code.startswith("M-") for d in errors)
        files = sum(d.code.startswith(_OF_TEMPLATES) for d in errors)
        rest = len(errors) - form - missing - files
        todo = [
            (form, f"改正数据文件的 {form} 处问题"),
            (missing, f"补 {missing} 项缺少的事实"),
            (rest, f"改 {rest} 处错误"),
            (files, f"处理模板和文书的 {files} 处问题"),
            (self.counts["warning"], f"请人判断 {self.counts['warning']} 项警告"),
        ]
        wanted = [words for count, words in todo if count]
        if len(wanted) == 1:
            return tuple(wanted)
        return tuple(_spoken(number, len(wanted)) + words for number, words in enumerate(wanted))

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """The rules that judged, by code."""
        return {rule.code: rule for pack in self.packs for rule in pack.rules}

    def waiver_of(self, diagnostic: Diagnostic) -> Waiver | None:
        """Who answers for a waived finding."""
        if not diagnostic.waiver or self.case is None:
            return None
        return waiver_of(diagnostic, granted(self.case.alliance))

    def law_of(self, diagnostic: Diagnostic) -> str:
        """What a finding rests on; where that is less than a text that was read, it says so."""
        rule = self.rules.get(diagnostic.code)
        unsure = f"（{rule.sure.value}）" if rule and diagnostic.law and not rule.sure.is_firm else ""
        return diagnostic.law + unsure

    def place_of(self, diagnostic: Diagnostic) -> str:
        """Where a finding is; the data file, which the head names, is left out."""
        return str(diagnostic.place).removeprefix(f"{self.data}，" if self.data else "")

    @cached_property
    def traced(self) -> tuple[tuple[Pack, tuple[Traced, ...]], ...]:
        """For each pack that answers an instrument article by article: what answers each of them."""
        answering = [pack for pack in self.packs if pack.answers]
        if self.case is None or not answering:
            return ()
        from kit.rules.tracing import trace

        return tuple((pack, trace(pack, self.case, self.report.diagnostics)) for pack in answering)

    def force_of(self, pack: Pack) -> Force | None:
        """Where a pack's instrument stands on the day; None where the pack answers no single instrument."""
        return pack.source.force(self.today) if pack.source and self.today else None

    def standing_of(self, pack: Pack) -> str:
        """Where a pack's instrument stands on the day, in words; empty where the pack answers no single instrument."""
        force = self.force_of(pack)
        if force is None or pack.source is None:
            return ""
        until = f"（有效期至 {pack.source.until}）" if pack.source.until else ""
        return f"{force.value}{until}"


def own_hint(missing: Diagnostic) -> str:
    """What to do about a missing fact where its field alone does not tell; empty where it does."""
    return missing.hint if missing.hint != FILL_IN else ""


def section_of(diagnostic: Diagnostic) -> str:
    """The part of the data file a finding is about, or the document it was found in."""
    if diagnostic.field:
        return diagnostic.field.partition(".")[0].partition("[")[0]
    return diagnostic.documents[0] if diagnostic.documents else ""


def by_section(found: Sequence[Diagnostic]) -> Iterator[tuple[str, list[Diagnostic]]]:
    """Findings by the part they are about, parts in the order in which they come first."""
    sections: dict[str, list[Diagnostic]] = {}
    for diagnostic in found:
        sections.setdefault(section_of(diagnostic), []).append(diagnostic)
    yield from sections.items()


def _spoken(number: int, of: int) -> str:
    last = number == of - 1 and number > 1
    return _SPOKEN[-1] if last else _SPOKEN[min(number, 2)]
