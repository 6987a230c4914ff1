"""The line that shows how far a long work is."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from kit.cli import progress as module
from kit.cli.progress import progress
from kit.cli.wrapping import columns
from tests.batch.tables import DOCUMENT, as_csv, project, sound_rows
from tests.cli.terminals import Terminal

Capsys = pytest.CaptureFixture[str]
_STYLE = re.compile(r"\x1b\[[0-9;]*m")


def _drawn(capsys: Capsys, monkeypatch: pytest.MonkeyPatch, of: int, *told: tuple[float, int]) -> list[str]:
    """What a terminal of 80 columns is sent when so much is done at such times, from one return to the next."""
    now = [0.0]
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(module, "monotonic", lambda: now[0])
    with progress("生成文书") as tell:
        for seconds, done in told:
            now[0] = seconds
            tell(done, of)
    return _STYLE.sub("", capsys.readouterr().err).split("\r")


def test_it_tells_counts_and_time_left_and_leaves_nothing(capsys: Capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = _drawn(capsys, monkeypatch, 1000, (1.0, 1), (4.0, 2), (4.05, 3), (300.0, 4), (300.01, 1000))
    assert [line.rstrip() for line in drawn] == [
        "",
        "生成文书…",
        "生成文书 ──────────────────── 1/1000",
        "生成文书 ──────────────────── 2/1000，还要约 50 分钟",
        "生成文书 ──────────────────── 4/1000，还要约 27 小时 35 分钟",
        "生成文书 ━━━━━━━━━━━━━━━━━━━━ 1000/1000",
        "",
        "",
    ]


def test_each_line_covers_the_one_before_it(capsys: Capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = _drawn(capsys, monkeypatch, 3, (0.0, 1), (5.0, 2), (6.0, 3))[1:-1]
    widths = [columns(line) for line in drawn]
    assert widths[3] == widths[2] == columns("生成文书 ━━━━━━━━━━━━━───── 2/3，还要约 5 秒") + 2
    assert widths[4] == 79


def test_nobody_looks(capsys: Capsys) -> None:
    with progress("生成文书") as tell:
        tell(1, 2)
    assert capsys.readouterr().err == ""


def test_a_batch_at_a_terminal(tmp_path: Path) -> None:
    project(tmp_path / "底稿")
    table = as_csv(tmp_path / "清单.csv", sound_rows(2))
    arguments = ("--project", tmp_path / "底稿", "--documents", DOCUMENT, "--workers", 1)
    terminal = Terminal("batch", table, *arguments)
    for words in ("生成文书…", " 1/2", " 2/2", "共 2 行：生成 2 套。"):
        terminal.expect(words)
    assert terminal.ended() == 0
