"""The batch itself: rows go to the workers and come back in the order of the table, and only here files are written."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from kit.batch.columns import Columns, Per, columns_of, likeness
from kit.batch.job import Bench, Job, refuse_faulty_templates, templates_of, wanted_documents
from kit.batch.keeping import Finished, finished
from kit.batch.naming import REPORT_BOOK, REPORT_JSON, folder_name
from kit.batch.overlay import Change, overlaid
from kit.batch.report import BatchReport, Journal, Last, Outcome, last_report
from kit.batch.rows import Rows, RowTask
from kit.batch.table import Table, open_table
from kit.batch.work import Result, make_row
from kit.diagnostics import Diagnostic, Fault, Place, Report, Severity
from kit.files import write_all
from kit.intake.build import build
from kit.intake.decoding import bytes_of
from kit.intake.origins import FieldPath
from kit.intake.raw import Raw
from kit.intake.yaml_file import read_bytes
from kit.model.alliance import Alliance
from kit.model.fact import Fact
from kit.model.fields import Kind, fields_of
from kit.render.earlier import Earlier, earlier_in
from kit.render.manifest import MANIFEST_FILE

WINDOW = 64
_REFERENCES = "D-REF-"


class Project(Protocol):
    """What a batch needs to know of a project; kit.api.Project is one."""

    @property
    def data(self) -> Path:
        """The data file: what holds for every row unless the row says otherwise."""
        ...

    @property
    def templates(self) -> Path:
        """The project's own templates."""
        ...

    @property
    def output(self) -> Path:
        """Where documents go unless told otherwise."""
        ...


def run(
    table: Path,
    project: Project,
    *,
    today: date,
    out: Path | None = None,
    per: Per = Per.ALLIANCE,
    documents: Iterable[str] = (),
    organisation: Path | None = None,
    with_pdf: bool = False,
    retry: bool = False,
    executor: Executor | None = None,
    window: int = WINDOW,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> BatchReport:
    """Make a set of documents for each row of a table, each in a folder of its own; rows with errors get none.

    today     the day the rules judge for. No file says it: a set made yesterday is finished today.
    out       where the folders and the reports go; a folder named like the table in the project's output otherwise.
    per       what a row is. documents: identifiers or titles; none means all.
    retry     make only the rows that failed last time.
    executor  any concurrent.futures.Executor; None does the work in this process. The bytes are the same with all of them.
    window    how many rows are on their way at a time; they are what is kept in memory.
    progress  told how many rows are done, and of how many.

    Sets that a run before this one finished, of the same facts, templates and version, are left as they are.
    Raises Fault, with nothing written, where the data file, a template or the table as a whole is at fault.
    """
    base = _base(project.data)
    opened = open_table(table, partial(likeness, per=per))
    columns = columns_of(opened, per, dict(_lengths(base.alliance)))
    _refuse_faulty_base(base.raw, columns, opened)
    job = Job(
        base.data,
        project.data.name,
        table.name,
        wanted_documents(tuple(documents)),
        templates_of((organisation, project.templates)),
        today,
        _layout_program() if with_pdf else "",
    )
    with Bench(job).order() as order:
        refuse_faulty_templates(order)
    target = out or project.output / (folder_name(table.stem) or "batch")
    last = last_report(target, table.name) if retry else None
    with Journal() as journal:
        batch = _Batch(job, target, last, journal, executor, window if executor else 1)
        for done, _ in enumerate(batch.outcomes(Rows(opened, columns, per, base.alliance)), 1):
            progress(done, opened.count)
        notes = Report((*base.raw.report, *opened.notes, *batch.notes()))
        return _reported(journal, job, target, notes)


def _reported(journal: Journal, job: Job, out: Path, notes: Report) -> BatchReport:
    """The report, with its files put in place."""
    from kit.batch.report_book import report_book

    summary = f"{job.table}：共 {journal.rows} 行，生成 {journal.made + journal.kept} 套，{journal.failed} 行没有生成"
    files = {
        REPORT_BOOK: report_book(summary, journal.lines()),
        REPORT_JSON: journal.as_json(job.table, job.wanted, notes),
    }
    written = write_all(out, files)
    return BatchReport(
        out,
        journal.rows,
        journal.made,
        journal.kept,
        journal.failed,
        journal.warnings,
        tuple(journal.failures),
        notes,
        tuple(written),
    )


# --- before the first row -------------------------------------------------------------------


@dataclass(frozen=True)
class _Base:
    """The data file: its bytes, what it says, and the alliance that it is by itself."""

    data: bytes
    raw: Raw
    alliance: Alliance


def _base(path: Path) -> _Base:
    data = bytes_of(path)
    raw = read_bytes(data, str(path))
    intake = build(raw)
    if not raw.report.is_clean or intake.alliance is None:
        raise Fault(*intake.report)
    return _Base(data, raw, intake.alliance)


def _refuse_faulty_base(raw: Raw, columns: Columns, table: Table) -> None:
    """Tell once, and before any row, what is wrong with values that no column replaces.

    Names of members are left to the rows: the member may be in the table.
    """
    replaced = [Change(column.path, None, "", is_lost=True) for column in columns.fields if not column.of_member]
    errors = build(overlaid(raw, replaced, table.file)).report.errors
    if found := [d for d in errors if not d.code.startswith(_REFERENCES)]:
        raise Fault(*found)


def _lengths(noun: Fact, path: FieldPath = ()) -> Iterator[tuple[FieldPath, int]]:
    """How many items each list of groups has."""
    for one in fields_of(type(noun)):
        value: Any = getattr(noun, one.name)
        here = (*path, one.name)
        if one.kind is Kind.LIST and one.group:
            yield here, len(value)
            for number, item in enumerate(value):
                yield from _lengths(item, (*here, number))
        elif one.kind is Kind.GROUP and value is not None:
            yield from _lengths(value, here)


def _layout_program() -> str:
    """The program that makes PDFs. Raises Fault where there is none."""
    from kit.render.pagination import layout_program

    program = layout_program()
    if not program:
        hint = "请安装 LibreOffice，或用环境变量 KIT_SOFFICE 写明 soffice 程序的位置；不要 PDF 的，去掉 --pdf"
        raise Fault(Diagnostic("B-PDF-01", "没有找到 LibreOffice，不能生成 PDF", hint=hint))
    return program


# --- the rows ---------------------------------------------------------------------------------


@dataclass
class _Batch:
    """One run over the rows.

    last  which rows failed last time, where only those are to be made.
    """

    job: Job
    out: Path
    last: Last | None
    journal: Journal
    executor: Executor | None
    window: int
    _outdated: int = 0
    _waiting: deque[tuple[RowTask, Future[Result] | Finished]] = field(default_factory=deque)

    def outcomes(self, rows: Iterable[RowTask]) -> Iterator[None]:
        """Do the rows; yields after each that is done, in order. Only `window` of them are held at a time."""
        key = self.job.key
        try:
            for task in rows:
                self._waiting.append((task, self._there(task, key) or self._started(task)))
                if len(self._waiting) >= self.window:
                    self._settle(*self._waiting.popleft())
                    yield
            while self._waiting:
                self._settle(*self._waiting.popleft())
                yield
        finally:
            for _task, waiting in self._waiting:
                if isinstance(waiting, Future):
                    waiting.cancel()

    def notes(self) -> Iterator[Diagnostic]:
        """What is to be said of the run as a whole."""
        if self._outdated:
            message = f"有 {self._outdated} 套文书是按以前的表格内容、数据文件或模板生成的，这次没有重做"
            place = Place(str(self.out))
            yield Diagnostic(
                "B-RET-04", message, Severity.WARNING, place=place, hint="要一并更新，请不带 --retry 再运行一次"
            )

    def _there(self, task: RowTask, job_key: str) -> Finished | None:
        """The set of a row where it is finished, and need not be made again."""
        if task.is_refused:
            return None
        found = finished(self.out / task.folder)
        if found is None:
            return None
        if found.kept.key == task.key(job_key):
            return found
        if self.last is None or self.last.failed(task):
            return None
        self._outdated += 1
        return found

    def _started(self, task: RowTask) -> Future[Result]:
        if self.executor:
            return self.executor.submit(make_row, self.job, task)
        done: Future[Result] = Future()
        done.set_result(make_row(self.job, task))
        return done

    def _settle(self, task: RowTask, waiting: Future[Result] | Finished) -> None:
        if isinstance(waiting, Finished):
            found = (*task.found, *waiting.kept.found, *_edited(task, waiting))
            self.journal.add(Outcome.of(task, found, made=True), kept=True)
            return
        result = waiting.result()
        if result.stranger:
            hint = "请在每台机器上安装同一版本的 alliance-kit"
            raise Fault(Diagnostic("B-WRK-02", f"工作节点上的程序不同：{result.stranger}", hint=hint))
        found = (*task.found, *result.found)
        if result.files:
            found = (*found, *self._written(task, result.files))
        made = bool(result.files) and not any(d.code.startswith(("S-OUT", "B-DIR-04")) for d in found)
        if not made:
            found = (*found, *self._left_behind(task))
        self.journal.add(Outcome.of(task, found, made=made))

    def _written(self, task: RowTask, files: Mapping[str, bytes]) -> tuple[Diagnostic, ...]:
        """Put a set in place; what went wrong, if anything did."""
        folder = self.out / task.folder
        if folder.is_symlink():
            message = f"“{task.folder}”是通往别处的链接，没有写入"
            return (Diagnostic("B-DIR-04", message, place=Place(task.folder), hint="请删去这个链接，或改文件夹名"),)
        documents = {name: content for name, content in files.items() if name != MANIFEST_FILE}
        earlier = earlier_in(folder, documents, self.job.wanted, self.job.data)
        try:
            write_all(folder, files, without=earlier.superseded)
        except Fault as fault:
            return fault.report.diagnostics
        return _beside(earlier)

    def _left_behind(self, task: RowTask) -> tuple[Diagnostic, ...]:
        """Documents of an earlier run stay when a row fails: somebody should know that they are not of this row."""
        if not task.folder or not (self.out / task.folder / MANIFEST_FILE).is_file():
            return ()
        message = "文件夹里是以前生成的文书，与这一行现在的内容不符"
        return (Diagnostic("B-DIR-05", message, Severity.WARNING, hint="改正这一行后会更新；请勿使用其中的文书"),)


def _beside(earlier: Earlier) -> tuple[Diagnostic, ...]:
    """What an earlier run with other documents or PDFs left in the folder of a set."""
    names = [*earlier.edited, *(name for entry in earlier.entries for name in entry["files"])]
    if not names:
        return ()
    message = f"文件夹里另有以前生成的 {'、'.join(names)}，不是这一次的内容"
    return (Diagnostic("B-DIR-06", message, Severity.WARNING, hint="不再需要的请删去；需要的请一起重新生成"),)


def _edited(task: RowTask, there: Finished) -> tuple[Diagnostic, ...]:
    if not there.edited:
        return ()
    names = "、".join(there.edited)
    message = f"生成后有人改动过：{names}，没有覆盖"
    hint = f"要重新生成，请先移走文件夹“{task.folder}”"
    return (Diagnostic("B-DIR-06", message, Severity.WARNING, hint=hint),)
