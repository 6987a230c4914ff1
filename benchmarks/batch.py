"""python -m benchmarks.batch [--work FOLDER] [--rows 500]

One 联盟协议 for each of 500 rows, 20 of them faulty: `kit batch` in one process, with a loop of docxtpl over the same template
between its rows; in two processes, killed half-way and taken up again; on two Dask workers. Checks that every way gives the
same bytes, and writes docs/benchmarks-batch.md.
"""

from __future__ import annotations

import argparse
import copy
import csv
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import docxtpl_once
from benchmarks.facts import facts_of
from kit.api import Project, open_project
from kit.batch import BatchReport, run

_SAMPLE = Path("samples/hydrogen")
_TEMPLATE = Path("templates/agreement/联盟协议.docx")
_TODAY = date(2026, 11, 23)
_HEAD = ("编号", "联盟.名称", "联盟.简称", "联盟.网站", "成员单位[2].联系人.电话", "备案.填报日期")
_EVERY = 25  # every 25th row is faulty; so many documents in a row has each engine between two turns of the other
_PLANTED = ((5, "2026-02-30"), (1, ""), (4, "12"), (0, "001"))
_WORKERS = 2


def _say(message: str) -> None:
    sys.stdout.write(f"{message}\n")
    sys.stdout.flush()


def _rows(count: int) -> Iterator[list[str]]:
    for n in range(1, count + 1):
        name = f"天津市氢能装备第{n}产业技术创新战略联盟"
        yield [f"{n:03}", name, f"津氢{n}", f"n{n}.example.com", f"022-6666{n:04}", "2026-11-20"]


def _table(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([_HEAD, *rows])
    return path


def _with_faults(rows: list[list[str]]) -> list[list[str]]:
    """Every 25th row with one fault, of four kinds: a day that is none, no name, no phone number, the folder of another row."""
    faulty = copy.deepcopy(rows)
    for turn, number in enumerate(range(_EVERY - 1, len(rows), _EVERY)):
        column, text = _PLANTED[turn % len(_PLANTED)]
        faulty[number][column] = text
        if not column:
            faulty[number][2] = rows[0][2]
    return faulty


@dataclass
class _Clock:
    """Times of one engine, block by block."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    _begun: tuple[float, float] = (0.0, 0.0)

    def start(self) -> None:
        self._begun = (time.perf_counter(), time.process_time())

    def stop(self) -> None:
        wall, cpu = self._begun
        self.wall.append(time.perf_counter() - wall)
        self.cpu.append(time.process_time() - cpu)


class _Docxtpl:
    """The loop that a user of docxtpl would write: load the template, fill it, save; the facts lie ready."""

    def __init__(self, work: Path, rows: list[list[str]]) -> None:
        self.clock = _Clock()
        self._out = work / "docxtpl"
        self._out.mkdir()
        self._facts = facts_of(_SAMPLE)
        self._rows = rows

    def make(self, first: int, last: int) -> None:
        """The documents of some rows."""
        given = [self._given(number) for number in range(first, min(last, len(self._rows)))]
        self.clock.start()
        for number, path in enumerate(given, first):
            docxtpl_once.main(str(_TEMPLATE), str(path), str(self._out / f"{number}.docx"))
        self.clock.stop()
        for path in given:
            path.unlink()

    def _given(self, number: int) -> Path:
        _, name, short, site, phone, _ = self._rows[number]
        self._facts["联盟"] |= {"名称": name, "简称": short, "网站": site}
        self._facts["成员单位"][1]["联系人"]["电话"] = phone
        path = self._out / f"{number}.json"
        path.write_text(json.dumps(self._facts, ensure_ascii=False), encoding="utf-8")
        return path


def _run(table: Path, project: Project, out: Path, **how: Any) -> BatchReport:
    return run(table, project, today=_TODAY, documents=["agreement"], out=out, **how)


def _one_process(work: Path, table: Path, project: Project, rows: list[list[str]]) -> dict[str, Any]:
    """The whole batch in this process; docxtpl makes as many documents between every 25 rows."""
    kit, peer = _Clock(), _Docxtpl(work, rows)

    def turn(done: int, of: int) -> None:
        if done % _EVERY == 0 or done == of:
            kit.stop()
            peer.make(done - ((done - 1) % _EVERY + 1), done)
            kit.start()

    kit.start()
    report = _run(table, project, work / "one", progress=turn)
    kit.stop()  # the report
    kit.wall[-2:], kit.cpu[-2:] = [sum(kit.wall[-2:])], [sum(kit.cpu[-2:])]
    assert (report.made, report.failed) == (len(rows) - len(rows) // _EVERY, len(rows) // _EVERY), report
    per_kit, per_peer = sum(kit.cpu) / report.made, sum(peer.clock.cpu) / len(rows)
    each = zip(kit.cpu, peer.clock.cpu, strict=True)
    return {
        "made": report.made,
        "failed": report.failed,
        "kit": {"cpu": per_kit * 1e3, "wall": sum(kit.wall) / report.made * 1e3},
        "docxtpl": {"cpu": per_peer * 1e3, "wall": sum(peer.clock.wall) / len(rows) * 1e3},
        "times": median((theirs / _EVERY) / (ours / (_EVERY - 1)) for ours, theirs in each),
    }


_CHILD = "from benchmarks import batch; batch.in_processes(*__import__('sys').argv[1:])"


def in_processes(table: str, project: str, out: str) -> None:
    """The batch in two processes; what the killed one runs."""
    from kit.batch.pools import local_pool

    with local_pool(_WORKERS) as executor:
        _run(Path(table), open_project(Path(project)), Path(out), executor=executor)


def _killed_and_resumed(work: Path, table: Path, project: Project, made: int) -> dict[str, Any]:
    """Killed when half of the sets are there, then run again."""
    out = work / "two"
    command = [sys.executable, "-c", _CHILD, str(table), str(project.data), str(out)]
    begun = time.perf_counter()
    process = subprocess.Popen(command)
    while len(list(out.glob("*/manifest.json"))) < made // 2:
        assert process.poll() is None
        time.sleep(0.1)
    process.send_signal(signal.SIGKILL)
    process.wait()
    done = len(list(out.glob("*/manifest.json")))
    wall = time.perf_counter() - begun
    begun = time.perf_counter()
    subprocess.run(command, check=True)
    wall += time.perf_counter() - begun
    return {"killed after": done, "wall": wall, "same": _tree(out) == _tree(work / "one")}


def _on_dask(work: Path, table: Path, project: Project) -> dict[str, Any]:
    from distributed import LocalCluster

    from kit.batch.pools import dask_cluster

    cluster = LocalCluster(
        n_workers=_WORKERS, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
    )
    with cluster, dask_cluster(cluster.scheduler_address) as (executor, _threads):
        begun = time.perf_counter()
        _run(table, project, work / "dask", executor=executor)
        wall = time.perf_counter() - begun
    return {"wall": wall, "same": _tree(work / "dask") == _tree(work / "one")}


def _retried(work: Path, project: Project, rows: list[list[str]], failed: int) -> dict[str, Any]:
    """The rows mended, and only those made that failed."""
    begun = time.perf_counter()
    report = _run(_table(work / "table.csv", rows), project, work / "one", retry=True)
    assert (report.made, report.failed) == (failed, 0), report
    return {"made": report.made, "kept": report.kept, "wall": time.perf_counter() - begun}


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _page(rows: int, found: dict[str, Any]) -> str:
    one, two, dask, retry = found["one"], found["two"], found["dask"], found["retry"]
    kit, peer = one["kit"], one["docxtpl"]

    def spread(name: str, wall: float) -> str:
        return f"| {name} | {wall:.0f} | {one['made'] / wall:.2f} | {one['made'] / wall / _WORKERS:.2f} |"

    same = "the same bytes as one go" if two["same"] and dask["same"] else "**other bytes than one go**"
    python = f"{platform.python_implementation()} {platform.python_version()}"
    about = ", ".join(f"{name} {version(name)}" for name in ("docxtpl", "lxml", "distributed"))
    return f"""# A batch

`python -m benchmarks.batch` writes this page. One 联盟协议 of `samples/hydrogen` for each of {rows} rows of a table, {one["failed"]} of
them with a planted fault. {python} on {platform.machine()}, {os.cpu_count()} processors, {about}.
Other work ran on the machine meanwhile: read CPU times and ratios rather than wall times.

| one process | CPU ms a document | wall ms a document | documents a second and core, by CPU time |
|---|--:|--:|--:|
| kit batch | {kit["cpu"]:.0f} | {kit["wall"]:.0f} | {1e3 / kit["cpu"]:.2f} |
| docxtpl in a loop | {peer["cpu"]:.0f} | {peer["wall"]:.0f} | {1e3 / peer["cpu"]:.2f} |

Throughput of the kit: **{one["times"]:.2f} times docxtpl's** (CPU time, median over blocks of {_EVERY} rows that took turns). The kit's time
covers everything the batch does: the facts of the row read and checked, the rule packs, numbering, references, table of contents, the
look over the finished file, the files written and synced, and the faulty rows, which give no document. docxtpl's covers loading the
template, filling and saving; its facts lie ready, those that the kit derives too, and nothing is checked.

| {_WORKERS} workers | wall s | documents a second | a second and worker |
|---|--:|--:|--:|
{spread("processes, killed after " + str(two["killed after"]) + " and run again", two["wall"])}
{spread("Dask, processes on 127.0.0.1", dask["wall"])}

Both gave {same}, reports included. {one["made"]} sets were made and {one["failed"]} rows named; with the table mended, `--retry` made the
{retry["made"]} and left {retry["kept"]} as they were, in {retry["wall"]:.1f} s.
"""


def main() -> None:
    """Measure, check, and write down what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=Path(".tools/bench/batch-of-rows"))
    parser.add_argument("--rows", type=int, default=500)
    wanted = parser.parse_args()
    shutil.rmtree(wanted.work, ignore_errors=True)
    (wanted.work / "project").mkdir(parents=True)
    shutil.copy(_SAMPLE / "alliance.yaml", wanted.work / "project")
    project = open_project(wanted.work / "project")
    rows = list(_rows(wanted.rows))
    table = _table(wanted.work / "table.csv", _with_faults(rows))
    found: dict[str, Any] = {}
    _say("one process, and docxtpl between")
    found["one"] = _one_process(wanted.work, table, project, rows)
    _say("two processes, killed half-way")
    found["two"] = _killed_and_resumed(wanted.work, table, project, found["one"]["made"])
    _say("two Dask workers")
    found["dask"] = _on_dask(wanted.work, table, project)
    _say("the mended rows")
    found["retry"] = _retried(wanted.work, project, rows, found["one"]["failed"])
    (wanted.work / "results.json").write_text(json.dumps(found, indent=1))
    Path("docs/benchmarks-batch.md").write_text(_page(wanted.rows, found), encoding="utf-8")
    _say("docs/benchmarks-batch.md")


if __name__ == "__main__":
    main()
