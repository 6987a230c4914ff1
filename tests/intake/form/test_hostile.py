"""Whatever is handed in as a form: refused with a reason or read, within seconds and little memory, never a traceback."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from kit.intake.build import build
from kit.intake.form.reading import read_form
from tests.intake.form.hostile import cases

_CASES = {name: (make, code) for name, make, code in cases()}
_SECONDS, _MEGABYTES = 4.0, 300


@pytest.mark.parametrize("name", _CASES)
def test_every_file_is_refused_or_read_within_bounds(name: str, tmp_path: Path) -> None:
    make: Callable[[], bytes]
    make, code = _CASES[name]
    path = tmp_path / "表.docx"
    path.write_bytes(make())
    begun = time.process_time()
    raw = read_form(path)
    report = build(raw).report
    assert time.process_time() - begun < _SECONDS
    codes = [fault.code for fault in raw.report]
    assert codes[:1] == [code] if code else not [one for one in codes if one.startswith("W-")], codes
    assert all(fault.place.file == str(path) for fault in report)


@pytest.mark.parametrize("name", ["as many rows as fit", "huge text", "zip bomb", "a million tags"])
def test_the_largest_take_little_memory(name: str, tmp_path: Path) -> None:
    path = tmp_path / "表.docx"
    path.write_bytes(_CASES[name][0]())
    tracemalloc.start()
    try:
        read_form(path)
        assert tracemalloc.get_traced_memory()[1] < _MEGABYTES * 2**20
    finally:
        tracemalloc.stop()


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    raw = read_form(tmp_path / "没有.docx")
    assert raw.data is None
    assert [fault.code for fault in raw.report] == ["W-PKG-01"]
