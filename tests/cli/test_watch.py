"""kit check --watch, as a process of its own: it checks again after each change and ends when it is told to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kit.resources import checkout_root
from tests.cli.projects import FAULTS, sound

_AT_MOST = 20.0  # seconds until something must have been said


def _hear_interrupts() -> None:
    """As in a terminal: a test run in the background has told its children to ignore them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Watcher:
    """A running `kit check --watch`, and what it has said so far."""

    def __init__(self, project: Path, said: Path) -> None:
        self.said = said
        self._file = said.open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "kit", "check", str(project), "--watch", "--facts-only"],
            cwd=checkout_root(),
            stdout=self._file,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            preexec_fn=_hear_interrupts,
        )

    def text(self) -> str:
        return self.said.read_text(encoding="utf-8", errors="replace")

    def waits_for(self, times: int) -> str:
        """What it said until it waits for changes for so many times."""
        until = time.monotonic() + _AT_MOST
        while time.monotonic() < until:
            if self.text().count("正在等待改动") >= times:
                return self.text().split("正在等待改动")[times - 1]
            assert self.process.poll() is None, self.text()
            time.sleep(0.05)
        raise AssertionError(self.text())

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self._file.close()


@pytest.fixture
def watcher(tmp_path: Path) -> Iterator[Watcher]:
    running = Watcher(sound(tmp_path / "项目"), tmp_path / "said.txt")
    yield running
    running.stop()


def test_changes_half_saved_files_and_deletion_are_lived_through(watcher: Watcher, tmp_path: Path) -> None:
    data = tmp_path / "项目" / "alliance.yaml"
    whole = data.read_text(encoding="utf-8")
    assert "D-VAL-01" not in watcher.waits_for(1)

    data.write_text(whole.replace(*FAULTS[0]), encoding="utf-8")
    assert "D-VAL-01" in watcher.waits_for(2)

    data.write_bytes(whole.encode()[: len(whole.encode()) // 2 + 1])  # cut through a character or a line
    assert "重新检查" in watcher.waits_for(3)

    data.unlink()
    assert "D-FIL-01" in watcher.waits_for(4)

    data.write_text(whole, encoding="utf-8")
    assert "D-" not in watcher.waits_for(5)

    (data.parent / "templates").mkdir()
    (data.parent / "templates" / "联盟协议.docx").write_bytes(b"half saved")
    assert "重新检查" in watcher.waits_for(6)

    watcher.process.send_signal(signal.SIGINT)
    assert watcher.process.wait(_AT_MOST) == 0
    assert "Traceback" not in watcher.text()
