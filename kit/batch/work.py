"""What a worker does: one row to one set of documents, in memory. It writes nothing and may run on any machine."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kit.batch.job import Bench, Job
from kit.batch.keeping import Kept, told
from kit.batch.overlay import overlaid
from kit.batch.rows import RowTask
from kit.diagnostics import Diagnostic, Fault, Place
from kit.intake.build import build
from kit.render.documents import Made
from kit.render.judged import judged, paged
from kit.render.manifest import MANIFEST_FILE, manifest
from kit.render.overview import MISSING_FACT, own_hint
from kit.word.archive import FAST

_AT_A_TIME = threading.Lock()  # the work is Python's own: threads of one process would only wait for each other


@dataclass(frozen=True)
class Result:
    """What came of a row.

    found     what is wrong with its facts and its documents.
    files     its documents and manifest.json; empty where an error stands.
    stranger  in what the worker's kit differs from the one that gave the job; then nothing was done.
    """

    found: tuple[Diagnostic, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    stranger: str = ""


def make_row(job: Job, task: RowTask) -> Result:
    """The set of documents of a row, unless an error stands."""
    with _AT_A_TIME:
        if job.stranger:
            return Result(stranger=job.stranger)
        bench = _bench(job)
        intake = build(overlaid(bench.base, task.changes, job.table))
        with bench.order() as order:
            one = judged(intake, order, job.today)
        found = tuple(_placed(d, task, job) for d in one.report)
        if task.is_refused or not one.report.is_clean:
            return Result(found)
        try:
            return Result(found, _files(job, task, one.made, found))
        except Fault as fault:  # LibreOffice could not print it
            return Result((*found, *fault.report))


@lru_cache(maxsize=1)
def _bench(job: Job) -> Bench:
    return Bench(job)


def _files(job: Job, task: RowTask, made: Sequence[Made], found: tuple[Diagnostic, ...]) -> dict[str, bytes]:
    if job.layout:
        made = paged(made)
    files = {one.kind.file: one.package.to_bytes(FAST) for one in made}
    if job.layout:
        from kit.render.pagination import printed

        files |= printed(files)
    about = {"kit": job.kit, "draft": False, "layout": job.layout, "batch": told(Kept(task.key(job.key), found))}
    files[MANIFEST_FILE] = manifest(made, files, job.data, about)
    return files


def _placed(diagnostic: Diagnostic, task: RowTask, job: Job) -> Diagnostic:
    """A finding as the report has it: without its place where that is in the table, since its field tells the cell."""
    if diagnostic.code == MISSING_FACT and not own_hint(diagnostic):
        diagnostic = diagnostic._replace(hint="请在表格或数据文件中补填")
    in_table = diagnostic.place.file == job.table or task.cell_of(diagnostic.field)
    return diagnostic.at(Place()) if in_table else diagnostic
