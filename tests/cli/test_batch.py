"""kit batch at the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.batch.tables import DOCUMENT, as_csv, project, sound_rows
from tests.cli.running import run


@pytest.fixture
def work(tmp_path: Path) -> Path:
    project(tmp_path / "底稿")
    return tmp_path


def test_faulty_rows_are_told_and_mended_ones_made(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = sound_rows(2)
    rows[1][5] = "2026-02-30"
    table = as_csv(work / "清单.csv", rows)
    common = (table, "--project", work / "底稿", "--documents", DOCUMENT, "--workers", 1)
    first = run(capsys, "batch", *common)
    assert first.code == 1
    assert first.says("第 3 行（002-津氢2）")
    assert first.says("F3：错误 D-VAL-02 日期“2026-02-30”不存在")
    assert first.says("共 2 行：生成 1 套，1 行有错误没有生成")
    out = work / "底稿/output/清单"
    assert {path.name for path in out.iterdir()} == {"001-津氢1", "报告.json", "报告.xlsx"}
    as_csv(table, sound_rows(2))
    second = run(capsys, "batch", *common, "--retry")
    assert second.code == 0
    assert second.says("共 2 行：生成 2 套（其中 1 套以前已生成）")
    assert (out / "002-津氢2/联盟协议.docx").is_file()


def test_json_is_the_report(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = as_csv(work / "清单.csv", sound_rows(1))
    ran = run(
        capsys, "batch", table, "--project", work / "底稿", "--documents", "agreement", "-o", work / "out",
        "--format", "json", "--workers", 1,
    )  # fmt: skip
    assert ran.code == 0
    assert ran.out == (work / "out/报告.json").read_text(encoding="utf-8")
    assert json.loads(ran.out)["made"] == 1


def test_faults_of_the_headings_stop_everything(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = as_csv(work / "清单.csv", [["1", "x"]], ["编号", "联盟.名程"])
    ran = run(capsys, "batch", table, "--project", work / "底稿")
    assert ran.code == 1
    assert ran.says("B1：错误 B-COL-01 没有“联盟.名程”这个字段")
    assert ran.says("是否为“联盟.名称”？")
    assert not (work / "底稿/output").exists()


def test_without_a_project_nothing_is_put_anywhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "batch", as_csv(tmp_path / "清单.csv", sound_rows(1)), "--project", tmp_path)
    assert ran.code == 1
    assert ran.says("S-PRJ-01")


def test_retry_needs_a_report(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = as_csv(work / "清单.csv", sound_rows(1))
    ran = run(capsys, "batch", table, "--project", work / "底稿", "--retry")
    assert ran.code == 1
    assert ran.says("B-RET-01")


def test_dask_that_is_not_there_is_told(
    work: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    table = as_csv(work / "清单.csv", sound_rows(1))
    monkeypatch.setitem(sys.modules, "distributed", None)
    ran = run(capsys, "batch", table, "--project", work / "底稿", "--dask", "tcp://127.0.0.1:1")
    assert ran.code == 1
    assert ran.says("B-DSK-01")
    assert ran.says("alliance-kit[dask]")


def test_a_scheduler_that_does_not_answer_is_told(
    work: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kit.batch.pools._SECONDS_TO_CONNECT", 1)
    table = as_csv(work / "清单.csv", sound_rows(1))
    for address in ("tcp://127.0.0.1:1", "无"):
        ran = run(capsys, "batch", table, "--project", work / "底稿", "--dask", address)
        assert ran.code == 1
        assert ran.says("B-DSK-02")


def test_two_kinds_of_workers_are_wrong_use(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "batch", work / "清单.csv", "--workers", 2, "--dask", "tcp://127.0.0.1:1")
    assert ran.code == 2


def test_pdf_without_libreoffice_is_told(
    work: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIT_SOFFICE", "none")
    ran = run(capsys, "batch", as_csv(work / "清单.csv", sound_rows(1)), "--project", work / "底稿", "--pdf")
    assert ran.code == 1
    assert ran.says("B-PDF-01")


def test_heavy_libraries_wait_until_they_are_needed() -> None:
    program = (
        "import sys\nimport kit.cli, kit.cli.batch\n"
        "print([name for name in ('openpyxl', 'distributed', 'lxml') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
