"""python -m benchmarks.judging: what the rules cost beside one render, and how that grows with the members.

Writes docs/benchmarks-rules.md. CPU times of one process, medians of interleaved rounds; read the ratios.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from kit.intake.build import build
from kit.intake.raw import Raw
from kit.intake.yaml_file import read
from kit.model.alliance import Alliance
from kit.render.documents import Made, Maker
from kit.rules.case import Case, Sheet
from kit.rules.catalogue import packs_of
from kit.rules.judging import judge
from kit.rules.rule import Reads
from kit.templates.catalogue import document_types, layers

_TODAY = date(2026, 11, 23)
_SAMPLE = Path("samples/large/alliance.yaml")
_ROUNDS = 3
_SIZES = (60, 120, 240, 480, 960)


@dataclass(frozen=True)
class Times:
    """Seconds of CPU for one alliance."""

    members: int
    facts: float
    texts: float
    render: float


def _data() -> dict[str, Any]:
    data = read(_SAMPLE).data
    assert isinstance(data, dict)
    return data


def _alliance(members: int) -> Alliance:
    """The large sample with its members repeated under other names until there are so many."""
    data = deepcopy(_data())
    first = list(data["成员单位"])
    for copy in range(1, members // len(first)):
        for member in deepcopy(first):
            member["名称"] += f"{copy}部"
            member["简称"] += f"{copy}部"
            member["联盟职务"] = "普通成员单位"
            member.pop("统一社会信用代码", None)
            data["成员单位"].append(member)
    alliance = build(Raw("样例", data)).alliance
    assert alliance is not None
    return alliance


def _made(alliance: Alliance) -> list[Made]:
    kinds = document_types()
    made, _faults = Maker(alliance, layers(), draft=True).make(kinds, frozenset(kind.id for kind in kinds))
    return made


def _cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def measured(members: int) -> Times:
    """The rules over the facts, the rules over the documents, and making the documents, taken in turns."""
    alliance = _alliance(members)
    sheets = {one.kind.id: Sheet(one.kind.id, one.kind.title, one.kind.file, one.outline) for one in _made(alliance)}
    bare = Case(alliance, _TODAY)
    rounds = []
    for _ in range(_ROUNDS):
        fresh = {key: Sheet(sheet.id, sheet.title, sheet.file, sheet.outline) for key, sheet in sheets.items()}
        full = Case(alliance, _TODAY, fresh)
        facts = _cpu(partial(judge, bare, {Reads.FACTS}))
        texts = _cpu(partial(judge, full, {Reads.TEXT, Reads.SET}))
        rounds.append((facts, texts, _cpu(partial(_made, alliance))))
    return Times(members, *(median(column) for column in zip(*rounds, strict=True)))


def page(times: list[Times], rules: int) -> str:
    """The figures as a page."""
    first = times[0]
    rows = [
        f"| {t.members} | {t.facts * 1e3:.1f} | {t.texts * 1e3:.1f} | {t.render * 1e3:.0f} "
        f"| {(t.facts + t.texts) / t.render:.1%} | ×{(t.facts + t.texts) / (first.facts + first.texts):.1f} "
        f"| ×{t.members / first.members:.0f} |"
        for t in times
    ]
    return "\n".join(
        [
            "# Benchmark of the rules",
            "",
            f"All {rules} rules that apply to the large sample (60 members, 40 tasks; packs `general` and `tj-2018`), in one",
            "process, the three documents made in memory beside them. CPU milliseconds of this machine on that day: read",
            "the ratios. `make bench-rules` measures and writes this page.",
            "",
            "| members | over facts, ms | over documents, ms | making the documents, ms | rules ÷ making | rules grew | members grew |",
            "|--:|--:|--:|--:|--:|--:|--:|",
            *rows,
            "",
        ]
    )


def main() -> None:
    """Measure and write the page."""
    times = []
    for members in _SIZES:
        times.append(measured(members))
        sys.stdout.write(f"{times[-1]}\n")
        sys.stdout.flush()
    rules = sum(len(pack.rules) for pack in packs_of(_alliance(_SIZES[0])))
    Path("docs/benchmarks-rules.md").write_text(page(times, rules), encoding="utf-8")


if __name__ == "__main__":
    main()
