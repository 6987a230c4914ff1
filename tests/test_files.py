"""Files appear whole or not at all."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kit.diagnostics import Fault
from kit.files import write_all
from kit.resources import samples_root
from kit.word.package import Package

ROUNDS = 50


def test_files_are_replaced_and_nothing_is_left_over(tmp_path: Path) -> None:
    write_all(tmp_path, {"甲.docx": b"1", "manifest.json": b"{}"})
    written = write_all(tmp_path, {"甲.docx": b"22"})
    assert written == [tmp_path / "甲.docx"]
    assert (tmp_path / "甲.docx").read_bytes() == b"22"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["manifest.json", "甲.docx"]


def test_remains_of_a_killed_run_are_swept(tmp_path: Path) -> None:
    finished = subprocess.Popen([sys.executable, "-c", ""])
    finished.wait()
    remains = tmp_path / f".alliance-kit-{finished.pid}-x"
    remains.mkdir()
    theirs = tmp_path / f".alliance-kit-{os.getpid()}-x"
    theirs.mkdir()
    write_all(tmp_path, {"甲": b""})
    assert not remains.exists()
    assert theirs.exists()


def test_a_folder_that_cannot_be_written_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("")
    with pytest.raises(Fault) as caught:
        write_all(tmp_path / "文件", {"甲": b""})
    assert [d.code for d in caught.value.report] == ["S-OUT-01"]


def test_the_file_that_is_open_elsewhere_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "甲").write_bytes(b"old")
    (tmp_path / "乙").write_bytes(b"open in Word")
    replace = Path.replace

    def held(path: Path, target: Path) -> Path:
        if target == tmp_path / "乙" and path.parent.name == "new":
            raise PermissionError(13, "Permission denied", str(path))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(Fault) as caught:
        write_all(tmp_path, {"甲": b"1", "乙": b"2", "丙": b"3"})
    (diagnostic,) = caught.value.report
    assert diagnostic.place.file == str(tmp_path / "乙")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"甲": b"old", "乙": b"open in Word"}


def test_what_must_not_stay_goes_last_and_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("甲", "旧", "更旧"):
        (tmp_path / name).write_bytes(b"old")
    assert write_all(tmp_path, {"甲": b"1"}, without=["旧"]) == [tmp_path / "甲"]
    assert {path.name for path in tmp_path.iterdir()} == {"甲", "更旧"}
    replace = Path.replace

    def held(path: Path, target: Path) -> Path:
        if path == tmp_path / "更旧":
            raise PermissionError(13, "Permission denied", str(path))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(Fault) as caught:
        write_all(tmp_path, {"甲": b"2", "乙": b""}, without=["更旧"])
    assert [d.place.file for d in caught.value.report] == [str(tmp_path / "更旧")]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"甲": b"1", "更旧": b"old"}


def test_one_file_that_cannot_have_its_name_leaves_the_others_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "甲").write_bytes(b"old")
    (tmp_path / "丙").mkdir()
    with pytest.raises(Fault) as caught:
        write_all(tmp_path, {"甲": b"1", "乙": b"2", "丙": b"3"})
    (diagnostic,) = caught.value.report
    assert diagnostic.place.file == str(tmp_path / "丙")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["丙", "甲"]
    assert (tmp_path / "甲").read_bytes() == b"old"


def test_killed_at_any_moment_no_half_file_stands_under_its_name(tmp_path: Path) -> None:
    """50 renders of a document over the last one's output, killed at random moments from start to end."""
    command = [sys.executable, "-m", "kit", "render", str(samples_root() / "hydrogen"), "charter", "--no-pages", "-o"]
    out = tmp_path / "output"
    begin = time.monotonic()
    subprocess.run([*command, str(out)], check=True, capture_output=True)
    whole = time.monotonic() - begin
    moments = random.Random(20261123)
    survived = 0
    for _round in range(ROUNDS):
        process = subprocess.Popen([*command, str(out)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(process, out, moments.uniform(0.2, 1.1) * whole, in_writing=moments.random() < 0.4)
        survived += process.poll() is not None
        process.kill()
        process.wait()
        assert_whole(out)
    assert survived < ROUNDS


def wait_for(process: subprocess.Popen[bytes], out: Path, moment: float, in_writing: bool) -> None:
    """Wait until the moment, or, to hit the writing itself, until the hidden folder is there."""
    end = time.monotonic() + moment
    while process.poll() is None and (in_writing or time.monotonic() < end):
        if in_writing and any(path.name.startswith(f".alliance-kit-{process.pid}") for path in out.iterdir()):
            return
        time.sleep(0.001)


def assert_whole(out: Path) -> None:
    for path in out.iterdir():
        if path.name.startswith("."):
            continue
        if path.suffix == ".json":
            assert json.loads(path.read_text(encoding="utf-8"))["documents"]
        else:
            assert "word/document.xml" in Package.read(path).part_names
