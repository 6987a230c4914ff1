"""Hostile workbooks: each is refused with clear findings or read without its harm, soon, and in little memory."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.intake.workbook import measuring
from tests.intake.workbook.hostile import CASES

_SECONDS = 2.0
_MEGABYTES = 300
_CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="session")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What was said of each file, and what that took, in a process that does nothing else."""
    folder = tmp_path_factory.mktemp("hostile-workbooks")
    for name, (build, _codes) in CASES.items():
        (folder / f"{name}.xlsx").write_bytes(build())
    root = Path(__file__).parents[3]
    command = [sys.executable, measuring.__file__, str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=root, env=environment)
    assert ran.returncode == 0, ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def test_there_are_enough() -> None:
    assert len(CASES) >= 30


@pytest.mark.xdist_group("hostile_workbooks")
@pytest.mark.parametrize("name", CASES)
def test_it_is_refused_or_does_no_harm(name: str, measured: dict[str, Any]) -> None:
    codes = CASES[name][1]
    told = measured["files"][name]["told"]
    assert bool(told) == bool(codes), told
    assert {code for code, _message in told} <= codes
    for _code, message in told:
        assert _CHINESE.search(message)
        assert len(message) < 200


@pytest.mark.xdist_group("hostile_workbooks")
def test_none_takes_long_or_much(measured: dict[str, Any]) -> None:
    slow = {name: one["seconds"] for name, one in measured["files"].items() if one["seconds"] >= _SECONDS}
    assert not slow
    assert measured["peak"] < _MEGABYTES, sorted((one["raised"], name) for name, one in measured["files"].items())[-5:]
