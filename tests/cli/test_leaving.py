"""How the process ends: everything printed, the exit code right, and nothing said about it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kit.cli import leaving
from kit.resources import samples_root
from tests.cli.projects import DATE, sound
from tests.cli.running import run

Capsys = pytest.CaptureFixture[str]
KIT = [sys.executable, "-m", "kit"]
_ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"}


def _end(program: str) -> subprocess.CompletedProcess[str]:
    """A process that does something and leaves."""
    program = f"import sys\nfrom kit.cli.leaving import leave\n{program}"
    return subprocess.run(
        [sys.executable, "-c", program], env=_ENVIRONMENT, check=False, capture_output=True, encoding="utf-8"
    )


# --- the command ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments", [("check", "--date", DATE), ("check", "--date", DATE, "--format", "json"), ("status",)]
)
def test_what_the_encoding_of_a_pipe_lacks_is_told_otherwise(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    data = sound(tmp_path) / "alliance.yaml"
    data.write_text(data.read_text(encoding="utf-8").replace("91120116MAXH00010H", "𠮷", 1), encoding="utf-8")
    command, *options = arguments
    environment = {**_ENVIRONMENT, "PYTHONIOENCODING": "gbk"}  # as on Windows in China
    ran = subprocess.run(
        [*KIT, command, str(tmp_path), *options], env=environment, capture_output=True, encoding="gbk", check=False
    )
    assert "Traceback" not in ran.stderr
    if "json" in options:
        assert "𠮷" in str(json.loads(ran.stdout))
    else:
        assert "□" in ran.stdout


def test_a_pipe_and_a_file_get_everything(tmp_path: Path, capsys: Capsys) -> None:
    said = run(capsys, "fields", "--format", "json-schema").out.encode()
    assert len(said) > 2 * 65536  # more than a pipe holds
    command = [*KIT, "fields", "--format", "json-schema"]
    piped = subprocess.run(command, env=_ENVIRONMENT, capture_output=True, check=True)
    assert (piped.stdout, piped.stderr) == (said, b"")
    with (tmp_path / "字段.json").open("wb") as file:
        subprocess.run(command, env=_ENVIRONMENT, stdout=file, check=True)
    assert (tmp_path / "字段.json").read_bytes() == said


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["--version"], 0), (["--help"], 0), (["check", "没有"], 1), (["check", "--没有"], 2), (["没有"], 2), ([], 2)],
)
def test_the_exit_code_arrives(arguments: list[str], code: int) -> None:
    ran = subprocess.run([*KIT, *arguments], env=_ENVIRONMENT, capture_output=True, check=False)
    assert ran.returncode == code
    assert ran.stdout + ran.stderr


@pytest.mark.parametrize("form", ["text", "json"])
def test_nobody_reads_on(form: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [*KIT, "check", samples_root() / "draft", "--facts-only", "--format", form]
    ran = subprocess.run(command, env=_ENVIRONMENT, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (1, b"")


@pytest.mark.parametrize("arguments", [["--version"], ["check", samples_root() / "draft", "--facts-only"]])
def test_a_full_disk_is_told_and_is_no_success(arguments: list[str | Path]) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run([*KIT, *arguments], env=_ENVIRONMENT, stdout=full, stderr=subprocess.PIPE, check=False)
        assert (ran.returncode, ran.stderr.decode()) == (1, "输出没有写完：磁盘空间不足。\n")
        assert subprocess.run([*KIT, *arguments], env=_ENVIRONMENT, stdout=full, stderr=full, check=False).returncode


# --- leaving ----------------------------------------------------------------------------------


def test_what_is_still_in_a_buffer_arrives() -> None:
    ran = _end("sys.stdout.write('完'); sys.stderr.write('了'); leave(3)")
    assert (ran.returncode, ran.stdout, ran.stderr) == (3, "完", "了")


def test_what_does_not_arrive_is_no_success() -> None:
    for begin in ("", "import atexit; atexit.register(int); "):
        for code, ended in ((0, 1), (2, 2)):
            ran = _end(f"{begin}sys.stdout = open('/dev/full', 'w'); sys.stdout.write('完'); leave({code})")
            assert (ran.returncode, ran.stderr) == (ended, "")


@pytest.mark.parametrize(
    "program",
    [
        "import atexit; atexit.register(print, '做完了')",
        "import weakref; weakref.finalize(sys, print, '做完了')",
        "import threading; threading.Timer(0.2, print, ['做完了']).start()",
        "import tempfile; folder = tempfile.TemporaryDirectory(); print('做完了')",
    ],
)
def test_what_waits_for_the_end_is_done(program: str) -> None:
    ran = _end(f"{program}\nleave(4)")
    assert (ran.returncode, ran.stdout) == (4, "做完了\n")


def test_a_pool_is_waited_for() -> None:
    ran = _end("import kit.batch.pools\nfrom kit.cli.leaving import _is_awaited\nprint(_is_awaited())\nleave(0)")
    assert ran.stdout == "True\n"


def test_who_measures_gets_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaving.atexit, "_ncallbacks", lambda: 0)
    monkeypatch.setattr(leaving.threading, "active_count", lambda: 1)
    monkeypatch.setattr(leaving.sys, "getprofile", lambda: print)
    with pytest.raises(SystemExit):
        leaving.leave(0)
