"""What a batch has to say: row by row, gathered on disk while it goes on, put in place as a whole at its end."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import IO, Any, NamedTuple, Self

from kit import __version__
from kit.batch.naming import REPORT_JSON
from kit.batch.rows import RowTask
from kit.diagnostics import Diagnostic, Fault, Place, Report, Severity

SCHEMA = "alliance-kit/batch/1"
MAX_FINDINGS = 50  # told of one row
MAX_LISTED = 50_000  # told of all rows
MAX_SHOWN = 1_000  # failed rows kept for whoever asked
_MAX_REPORT = 256 * 1024**2
_IN_MEMORY = 1 << 20


class Finding(NamedTuple):
    """Something about a row. `cell` is empty where it is about none; `place` says then where it is."""

    cell: str
    severity: str
    code: str
    message: str
    field: str
    place: str
    law: str
    hint: str
    documents: tuple[str, ...]
    waiver: str

    @classmethod
    def of(cls, diagnostic: Diagnostic, task: RowTask) -> Finding:
        """A diagnostic as a finding about a row."""
        place = diagnostic.place
        return cls(
            task.cell_of(diagnostic.field) or ("" if place.file else place.where),
            diagnostic.severity.name.lower(),
            diagnostic.code,
            diagnostic.message,
            diagnostic.field,
            str(place) if place.file else "",
            diagnostic.law,
            diagnostic.hint,
            diagnostic.documents,
            diagnostic.waiver,
        )


class State(Enum):
    """What became of a row."""

    MADE = "made"
    FAILED = "failed"


@dataclass(frozen=True)
class Outcome:
    """A row, and what became of it.

    more  how many findings are not told.
    """

    row: int
    folder: str
    state: State
    findings: tuple[Finding, ...]
    more: int = 0

    @classmethod
    def of(cls, task: RowTask, found: Sequence[Diagnostic], *, made: bool) -> Outcome:
        """The outcome of a task, errors first."""
        order = list(Severity)
        findings = [Finding.of(d, task) for d in sorted(found, key=lambda d: order.index(d.severity))]
        state = State.MADE if made else State.FAILED
        return cls(task.number, task.folder, state, tuple(findings[:MAX_FINDINGS]), len(findings[MAX_FINDINGS:]))

    def as_data(self) -> dict[str, Any]:
        """The outcome as the report has it."""
        findings = [{name: value for name, value in one._asdict().items() if value} for one in self.findings]
        data = {"row": self.row, "folder": self.folder, "status": self.state.value, "findings": findings}
        return {**data, "more": self.more} if self.more else data


@dataclass(frozen=True)
class BatchReport:
    """What a batch did.

    rows      of the table. made: sets that were made now; kept: those that were there already.
    failures  the rows that got no set, up to MAX_SHOWN of `failed`.
    warnings  how many findings somebody should look at. notes: what is to be said of the batch as a whole.
    files     the reports.
    """

    out: Path
    rows: int
    made: int
    kept: int
    failed: int
    warnings: int
    failures: tuple[Outcome, ...]
    notes: Report
    files: tuple[Path, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether every row has its set."""
        return not self.failed


@dataclass
class Journal:
    """The outcomes of a batch, in the order of the table; they lie on disk."""

    rows: int = 0
    made: int = 0
    kept: int = 0
    failed: int = 0
    warnings: int = 0
    failures: list[Outcome] = field(default_factory=list)
    _listed: int = 0
    _lines: IO[bytes] = field(default_factory=partial(tempfile.SpooledTemporaryFile, _IN_MEMORY))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._lines.close()

    def add(self, outcome: Outcome, *, kept: bool = False) -> None:
        """Take the outcome of the next row.

        kept  the set was there already.
        """
        self.rows += 1
        if outcome.state is State.FAILED:
            self.failed += 1
            if len(self.failures) < MAX_SHOWN:
                self.failures.append(outcome)
        elif kept:
            self.kept += 1
        else:
            self.made += 1
        self.warnings += sum(one.severity == "warning" and not one.waiver for one in outcome.findings)
        self._lines.write(json.dumps(self._within_bounds(outcome).as_data(), ensure_ascii=False).encode() + b"\n")

    def _within_bounds(self, outcome: Outcome) -> Outcome:
        room = max(MAX_LISTED - self._listed, 1 if outcome.state is State.FAILED else 0)
        told = outcome.findings[:room]
        self._listed += len(told)
        more = outcome.more + len(outcome.findings) - len(told)
        return Outcome(outcome.row, outcome.folder, outcome.state, told, more)

    def lines(self) -> Iterator[bytes]:
        """Every outcome as a line of JSON."""
        self._lines.seek(0)
        yield from (line.rstrip(b"\n") for line in self._lines)

    def as_json(self, table: str, documents: Sequence[str], notes: Report) -> bytes:
        """The report for programs: one row a line."""
        head = {
            "schema": SCHEMA,
            "kit": __version__,
            "table": table,
            "documents": list(documents),
            "rows": self.rows,
            "made": self.made + self.kept,
            "failed": self.failed,
            "notes": [[d.code, d.message, d.hint] for d in notes],
        }
        opening = json.dumps(head, ensure_ascii=False, indent=2).encode().removesuffix(b"\n}")
        return opening + b',\n  "results": [\n    ' + b",\n    ".join(self.lines()) + b"\n  ]\n}\n"


# --- the report of the last run -----------------------------------------------------------------


@dataclass(frozen=True)
class Last:
    """Which rows failed last time, by number and by folder: rows may have moved since."""

    numbers: frozenset[int]
    folders: frozenset[str]

    def failed(self, task: RowTask) -> bool:
        """Whether a row may be one of them."""
        return task.number in self.numbers or task.folder in self.folders


def last_report(out: Path, table: str) -> Last:
    """What failed last time. Raises Fault where there is no report of this table."""
    path = out / REPORT_JSON
    hint = "请先不带 --retry 运行一次"
    if not path.is_file():
        raise Fault(Diagnostic("B-RET-01", "找不到上一次的报告", place=Place(str(path)), hint=hint))
    try:
        if path.stat().st_size > _MAX_REPORT:
            raise ValueError
        report = json.loads(path.read_bytes())
        failed = [one for one in report["results"] if one["status"] == State.FAILED.value]
        last = Last(
            frozenset(int(one["row"]) for one in failed), frozenset(str(one["folder"]) for one in failed) - {""}
        )
        of = str(report["table"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise Fault(Diagnostic("B-RET-02", "上一次的报告读不出来", place=Place(str(path)), hint=hint)) from error
    if of != table:
        message = f"上一次的报告是另一张表“{of[:60]}”的"
        raise Fault(Diagnostic("B-RET-03", message, place=Place(str(path)), hint="请用 -o 指明那一次的文件夹"))
    return last
