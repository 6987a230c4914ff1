"""A batch as a whole: every row its set, faulty rows named, resumed and spread out with the same bytes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kit.batch import BatchReport, run
from kit.batch.pools import local_pool
from kit.diagnostics import Fault
from tests.batch.tables import (
    DOCUMENT,
    HEAD,
    PLANTED,
    TODAY,
    as_book,
    as_csv,
    faulty_rows,
    project,
    sound_rows,
    tree,
)

pytestmark = pytest.mark.xdist_group("batch")  # one worker makes what the tests of this file share
_ROWS = 40


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project, a table with faults planted in it, and what one go in one process makes of it."""
    folder = tmp_path_factory.mktemp("batch")
    project(folder / "底稿")
    as_csv(folder / "清单.csv", faulty_rows(_ROWS))
    _run(folder, "一次")
    return folder


def _run(work: Path, out: str, table: str = "清单.csv", **options: object) -> BatchReport:
    settings = {"today": TODAY, "documents": [DOCUMENT], "out": work / out, **options}
    return run(work / table, project(work / "底稿"), **settings)  # type: ignore[arg-type]


def _report(folder: Path) -> dict[str, object]:
    read: dict[str, object] = json.loads((folder / "报告.json").read_text(encoding="utf-8"))
    return read


def test_sound_rows_are_made_and_faulty_ones_named(work: Path) -> None:
    report = _report(work / "一次")
    assert (report["rows"], report["made"], report["failed"]) == (_ROWS, _ROWS - len(PLANTED), len(PLANTED))
    failed = {
        one["row"]: {(f.get("cell", ""), f["code"]) for f in one["findings"] if f["severity"] == "error"}
        for one in report["results"]  # type: ignore[attr-defined]
        if one["status"] == "failed"
    }
    assert failed == {row: {(f"{column}{row}", code)} for row, (column, _text, code) in PLANTED.items()}
    folders = {path.name for path in (work / "一次").iterdir() if path.is_dir()}
    assert len(folders) == _ROWS - len(PLANTED)
    assert {p.name for p in (work / "一次/001-津氢1").iterdir()} == {"联盟协议.docx", "manifest.json"}


def test_a_set_is_what_render_makes_of_the_same_facts(work: Path, tmp_path: Path) -> None:
    from kit.api import open_project, render

    text = (work / "底稿/alliance.yaml").read_text(encoding="utf-8")
    row = dict(zip(HEAD, sound_rows(3)[2], strict=True))
    for old, new in (
        ("  名称: 天津市氢能装备产业技术创新战略联盟", f"  名称: {row['联盟.名称']}"),
        ("  简称: 津氢联盟", f"  简称: {row['联盟.简称']}"),
        ("  网站: jinqing.example.com", f"  网站: {row['联盟.网站']}"),
        ("022-88880012", row["成员单位[2].联系人.电话"]),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    (tmp_path / "alliance.yaml").write_text(text, encoding="utf-8")
    render(open_project(tmp_path), [DOCUMENT], today=TODAY, out=tmp_path / "out", with_pages=False)
    made = work / "一次/003-津氢3/联盟协议.docx"
    assert made.read_bytes() == (tmp_path / "out/联盟协议.docx").read_bytes()


def test_retry_makes_the_mended_rows_alone(work: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(work / "一次", out)
    before = {name: (out / name).stat().st_mtime_ns for name in tree(out)}
    mended = as_csv(tmp_path / "清单.csv", sound_rows(_ROWS))
    report = run(mended, project(work / "底稿"), today=TODAY, documents=[DOCUMENT], out=out, retry=True)
    assert (report.made, report.kept, report.failed) == (len(PLANTED), _ROWS - len(PLANTED), 0)
    touched = {name for name, at in before.items() if (out / name).stat().st_mtime_ns != at}
    assert touched == {"报告.json", "报告.xlsx"}


def test_retry_says_that_other_rows_have_changed(work: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(work / "一次", out)
    rows = faulty_rows(_ROWS)
    rows[0][3] = "anders.example.com"
    before = (out / "001-津氢1/联盟协议.docx").read_bytes()
    changed = as_csv(tmp_path / "清单.csv", rows)
    report = run(changed, project(work / "底稿"), today=TODAY, documents=[DOCUMENT], out=out, retry=True)
    assert [note.code for note in report.notes] == ["B-RET-04"]
    assert (out / "001-津氢1/联盟协议.docx").read_bytes() == before


def test_a_second_run_makes_nothing(work: Path, tmp_path: Path) -> None:
    shutil.copytree(work / "一次", tmp_path / "out")
    report = _run(work, str(tmp_path / "out"))
    assert (report.made, report.kept, report.failed) == (0, _ROWS - len(PLANTED), len(PLANTED))
    assert tree(tmp_path / "out") == tree(work / "一次")


@pytest.mark.parametrize("change", ["row", "data file", "template"])
def test_what_has_changed_is_made_again(change: str, work: Path, tmp_path: Path) -> None:
    from kit.api import eject

    own = project(tmp_path / "底稿")
    rows = sound_rows(2)
    table = as_csv(tmp_path / "清单.csv", rows)
    first = run(table, own, today=TODAY, documents=[DOCUMENT], out=tmp_path / "out")
    assert first.made == 2
    if change == "row":
        rows[1][3] = "anders.example.com"
        as_csv(table, rows)
    elif change == "data file":
        own.data.write_text(own.data.read_text(encoding="utf-8") + "# 改过\n", encoding="utf-8")
    else:
        eject(own, DOCUMENT)
    again = run(table, own, today=TODAY, documents=[DOCUMENT], out=tmp_path / "out")
    assert (again.made, again.kept) == ((1, 1) if change == "row" else (2, 0))


def test_a_document_that_somebody_edited_is_left_alone(tmp_path: Path) -> None:
    own, table = project(tmp_path / "底稿"), as_csv(tmp_path / "清单.csv", sound_rows(1))
    run(table, own, today=TODAY, documents=[DOCUMENT], out=tmp_path / "out")
    document = tmp_path / "out/001-津氢1/联盟协议.docx"
    document.write_bytes(b"edited")
    report = run(table, own, today=TODAY, documents=[DOCUMENT], out=tmp_path / "out")
    assert document.read_bytes() == b"edited"
    assert (report.kept, report.warnings) == (1, 1)
    document.unlink()
    assert run(table, own, today=TODAY, documents=[DOCUMENT], out=tmp_path / "out").made == 1


def test_a_row_that_fails_says_that_old_documents_are_left(tmp_path: Path) -> None:
    own, rows = project(tmp_path / "底稿"), sound_rows(1)
    run(as_csv(tmp_path / "清单.csv", rows), own, today=TODAY, documents=[DOCUMENT], out=tmp_path / "out")
    rows[0][5] = "2026-02-30"
    report = run(as_csv(tmp_path / "清单.csv", rows), own, today=TODAY, documents=[DOCUMENT], out=tmp_path / "out")
    assert {f.code for f in report.failures[0].findings if f.severity != "info"} == {"D-VAL-02", "B-DIR-05"}


# --- spread out and broken off --------------------------------------------------------------


def _folders(folder: Path, count: int) -> dict[str, bytes]:
    """The sets of the first rows."""
    wanted = {f"{n:03}" for n in range(1, count + 1)}
    return {name: data for name, data in tree(folder).items() if name[:3] in wanted}


def _first(work: Path, count: int) -> str:
    as_csv(work / f"前{count}.csv", faulty_rows(_ROWS)[:count])
    return f"前{count}.csv"


def test_threads_make_the_same(work: Path) -> None:
    with ThreadPoolExecutor(3) as executor:
        _run(work, "线程", _first(work, 8), executor=executor)
    assert _folders(work / "线程", 8) == _folders(work / "一次", 8)


def test_two_dask_workers_make_the_same(work: Path) -> None:
    from distributed import LocalCluster

    from kit.batch.pools import dask_cluster

    with (
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
        ) as cluster,
        dask_cluster(cluster.scheduler_address) as (executor, threads),
    ):
        assert threads == 2
        report = _run(work, "dask", _first(work, 12), executor=executor)
    assert report.failed == 2
    assert _folders(work / "dask", 12) == _folders(work / "一次", 12)


_PROGRAM = """
import sys
from datetime import date
from pathlib import Path
from kit.api import open_project
from kit.batch import run
from kit.batch.pools import local_pool

if __name__ == "__main__":
    work = Path(sys.argv[1])
    with local_pool(2) as executor:
        run(work / "清单.csv", open_project(work / "底稿"), today=date(2026, 11, 23), documents=["联盟协议"],
            out=work / "分两次", executor=executor, window=6)
"""


def test_killed_half_way_and_resumed_is_the_same_as_one_go(work: Path, tmp_path: Path) -> None:
    program, out = tmp_path / "program.py", work / "分两次"
    program.write_text(_PROGRAM, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    process = subprocess.Popen([sys.executable, str(program), str(work)], env=environment)
    begun = time.monotonic()
    while len(list(out.glob("*/manifest.json"))) < _ROWS // 3:
        assert process.poll() is None, "it ended before it could be killed"
        assert time.monotonic() - begun < 120
        time.sleep(0.02)
    children = _children_of(process.pid)
    process.kill()
    process.wait()
    assert children
    _wait_until_gone(children)
    done = [folder for folder in out.iterdir() if _is_finished(folder)]
    assert 0 < len(done) < _ROWS - len(PLANTED)
    with local_pool(2) as executor:
        report = _run(work, "分两次", executor=executor)
    assert report.kept == len(done)
    assert tree(out) == tree(work / "一次")


def _is_finished(folder: Path) -> bool:
    """A set whose manifest is in place and nothing of whose making was left to sweep up when the workers were killed."""
    return (folder / "manifest.json").is_file() and not list(folder.glob(".alliance-kit-*"))


def _children_of(process: int) -> list[int]:
    listed = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    return [int(child) for child in listed.split()]


def _wait_until_gone(processes: list[int]) -> None:
    """Workers end with the process that started them, even where it was killed."""
    for _ in range(200):
        if not any(Path(f"/proc/{one}").exists() for one in processes):
            return
        time.sleep(0.05)
    raise AssertionError(f"still there: {processes}")


_MEASURED = """
import json, sys
from datetime import date
from pathlib import Path
from kit.api import open_project
from kit.batch import run

work, peaks = Path(sys.argv[1]), []
def peak(done, of):
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peaks.append(int(status.partition("VmHWM:")[2].split()[0]) / 1024)
run(work / "清单.csv", open_project(work / "底稿"), today=date(2026, 11, 23), documents=["联盟协议"], out=work, progress=peak)
print(json.dumps(peaks))
"""


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    """Four times the rows, and the peak stays: nothing of a finished row is kept."""
    project(tmp_path / "底稿")
    as_csv(tmp_path / "清单.csv", sound_rows(24))
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", _MEASURED, str(tmp_path)]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    peaks = json.loads(ran.stdout)
    assert len(peaks) == 24
    assert peaks[-1] < peaks[5] + 8, peaks


def test_what_a_killed_run_left_in_a_folder_is_removed(tmp_path: Path) -> None:
    own, table = project(tmp_path / "底稿"), as_csv(tmp_path / "清单.csv", sound_rows(1))
    run(table, own, today=TODAY, documents=[DOCUMENT], out=tmp_path / "out")
    whole = tree(tmp_path / "out")
    (tmp_path / "out/001-津氢1/.alliance-kit-999999999-x/new").mkdir(parents=True)
    run(table, own, today=TODAY, documents=[DOCUMENT], out=tmp_path / "out")
    assert tree(tmp_path / "out") == whole


def test_workers_leave_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kit.api import eject

    own, table = project(tmp_path / "底稿"), as_csv(tmp_path / "清单.csv", sound_rows(2))
    eject(own, DOCUMENT)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr("tempfile.tempdir", None)
    with local_pool(2) as executor:
        report = run(table, own, today=TODAY, documents=[DOCUMENT], out=tmp_path / "out", executor=executor)
    assert report.made == 2
    manifest = json.loads((tmp_path / "out/001-津氢1/manifest.json").read_text(encoding="utf-8"))
    assert manifest["documents"][0]["template"]["layer"] == "项目"
    assert not list((tmp_path / "temporary").iterdir())


class _Elsewhere(Executor):
    """A worker that has another version of the kit."""

    def submit(self, work: Any, /, job: Any, *arguments: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(work(replace(job, kit="0.0.9"), *arguments))
        return done


def test_workers_with_another_version_are_refused(tmp_path: Path) -> None:
    own, table = project(tmp_path / "底稿"), as_csv(tmp_path / "清单.csv", sound_rows(1))
    with pytest.raises(Fault) as raised:
        run(table, own, today=TODAY, documents=[DOCUMENT], out=tmp_path / "out", executor=_Elsewhere())
    assert [d.code for d in raised.value.report] == ["B-WRK-02"]


def test_a_worker_that_dies_is_told() -> None:
    with pytest.raises(Fault) as raised, local_pool(1) as executor:
        executor.submit(os._exit, 1).result()
    assert [d.code for d in raised.value.report] == ["B-WRK-01"]


def test_a_folder_that_leads_elsewhere_is_not_written_to(tmp_path: Path) -> None:
    own, table = project(tmp_path / "底稿"), as_csv(tmp_path / "清单.csv", sound_rows(1))
    (tmp_path / "out").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out/001-津氢1").symlink_to(tmp_path / "elsewhere")
    report = run(table, own, today=TODAY, documents=[DOCUMENT], out=tmp_path / "out")
    assert [f.code for f in report.failures[0].findings if f.severity == "error"] == ["B-DIR-04"]
    assert not list((tmp_path / "elsewhere").iterdir())


def test_pdfs_lie_beside_the_documents_and_are_kept(tmp_path: Path) -> None:
    own, table = project(tmp_path / "底稿"), as_csv(tmp_path / "清单.csv", sound_rows(1))
    run(table, own, today=TODAY, documents=[DOCUMENT], out=tmp_path / "out", with_pdf=True)
    assert (tmp_path / "out/001-津氢1/联盟协议.pdf").read_bytes().startswith(b"%PDF")
    again = run(table, own, today=TODAY, documents=[DOCUMENT], out=tmp_path / "out", with_pdf=True)
    assert (again.made, again.kept) == (0, 1)
    run(table, own, today=TODAY, documents=[DOCUMENT], out=tmp_path / "out")
    assert {path.name for path in (tmp_path / "out/001-津氢1").iterdir()} == {"联盟协议.docx", "manifest.json"}


def test_documents_of_another_run_in_the_folder_are_told(tmp_path: Path) -> None:
    own, table = project(tmp_path / "底稿"), as_csv(tmp_path / "清单.csv", sound_rows(1))
    first = run(table, own, today=TODAY, documents=[DOCUMENT], out=tmp_path / "out")
    second = run(table, own, today=TODAY, documents=["联盟章程"], out=tmp_path / "out")
    assert second.warnings == first.warnings + 1
    assert "另有以前生成的 联盟协议.docx" in (tmp_path / "out/报告.json").read_text(encoding="utf-8")
    assert (tmp_path / "out/001-津氢1/联盟协议.docx").is_file()


# --- members, workbooks, templates ----------------------------------------------------------


def test_a_row_may_be_a_member(tmp_path: Path) -> None:
    head = ("名称", "简称", "统一社会信用代码", "联系人.电话", "签署.签订地")
    rows = [
        ["津海氢能装备股份有限公司", "津海氢能", "91120116MAXH00010H", "022-12345678", "天津市南开区"],
        ["天津氢衡燃料电池有限公司", "氢衡电池", "91120110MAXH00029P", "1", "天津市南开区"],
    ]
    own = project(tmp_path / "底稿")
    from kit.batch.columns import Per

    table = as_csv(tmp_path / "成员.csv", rows, head)
    report = run(table, own, today=TODAY, documents=[DOCUMENT], out=tmp_path / "out", per=Per.MEMBER)
    assert report.made == 1
    (failed,) = report.failures
    (error,) = (f for f in failed.findings if f.severity == "error")
    assert (error.cell, error.code, error.field) == ("D3", "D-VAL-01", "成员单位[2].联系人.电话")
    from kit.word.package import Package

    document = Package.read(tmp_path / "out/津海氢能/联盟协议.docx")
    text = document[document.document_part].decode()
    assert "022-12345678" in text
    assert "022-88880001" not in text
    assert "天津市南开区" in text


def test_a_workbook_tells_the_cells_that_are_no_values(tmp_path: Path) -> None:
    rows: list[list[object]] = [list(row) for row in sound_rows(3)]
    rows[0][3] = "=1+1"
    rows[1][3] = "#N/A"
    own = project(tmp_path / "底稿")
    book = as_book(tmp_path / "清单.xlsx", rows)
    report = run(book, own, today=TODAY, documents=[DOCUMENT], out=tmp_path / "out")
    told = {one.row: [(f.cell, f.code) for f in one.findings if f.severity == "error"] for one in report.failures}
    assert told == {2: [("D2", "X-CEL-01")], 3: [("D3", "X-CEL-03")]}
    assert report.made == 1


def test_a_faulty_template_stops_the_batch_before_the_first_row(tmp_path: Path) -> None:
    own = project(tmp_path / "底稿")
    own.templates.mkdir()
    (own.templates / "联盟协议.docx").write_bytes(b"no document")
    table = as_csv(tmp_path / "清单.csv", sound_rows(1))
    with pytest.raises(Fault):
        run(table, own, today=TODAY, documents=[DOCUMENT], out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_fault_of_the_data_file_is_told_once(tmp_path: Path) -> None:
    own = project(tmp_path / "底稿")
    text = own.data.read_text(encoding="utf-8").replace("91120110MAXH00029P", "91120110MAXH00029Q")
    own.data.write_text(text, encoding="utf-8")
    with pytest.raises(Fault) as raised:
        run(as_csv(tmp_path / "清单.csv", sound_rows(2)), own, today=TODAY, out=tmp_path / "out")
    assert [d.code for d in raised.value.report] == ["D-VAL-01"]


def test_a_value_that_the_table_replaces_may_be_wrong_in_the_data_file(tmp_path: Path) -> None:
    own = project(tmp_path / "底稿")
    text = own.data.read_text(encoding="utf-8").replace("022-88880012", "待补", 1)
    own.data.write_text(text, encoding="utf-8")
    table = as_csv(tmp_path / "清单.csv", sound_rows(1))
    assert run(table, own, today=TODAY, documents=[DOCUMENT], out=tmp_path / "out").made == 1
