"""Faulty data files at the command: message, place, exit code; nothing is written and nothing is a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Run, run
from tests.intake.test_bad_input import CASES, Case

RENDERED = CASES[::2]


def project_of(folder: Path, case: Case) -> Path:
    content = case.content if isinstance(case.content, bytes) else case.content.encode()
    (folder / "alliance.yaml").write_bytes(content)
    (folder / "output").mkdir()
    (folder / "output" / "联盟协议.docx").write_bytes(b"the last good one")
    return folder


def assert_told(case: Case, result: Run) -> None:
    assert result.says(case.code)
    assert result.says(case.words)
    if case.line is not None:
        assert result.says(f"第 {case.line} 行")
    assert not result.says("Traceback")


def test_the_table_is_long_enough() -> None:
    assert len(RENDERED) >= 40


@pytest.mark.parametrize("case", CASES, ids=str)
def test_check(case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = run(capsys, "check", project_of(tmp_path, case))
    assert result.code == 1
    assert_told(case, result)


@pytest.mark.parametrize("case", RENDERED, ids=str)
def test_render_leaves_the_output_alone(case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = project_of(tmp_path, case)
    result = run(capsys, "render", project, "agreement", "--no-pages")
    assert result.code == 1
    assert_told(case, result)
    assert "未写入任何文件" in result.err
    assert [path.name for path in (project / "output").iterdir()] == ["联盟协议.docx"]
    assert (project / "output" / "联盟协议.docx").read_bytes() == b"the last good one"
