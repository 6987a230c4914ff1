"""Run as a program: reads every workbook of a folder, and prints what was said and what it took. No test by itself."""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path
from typing import Any

from kit.diagnostics import Severity
from kit.intake.build import build
from kit.intake.workbook.reading import read_workbook


def measure(folder: Path) -> dict[str, Any]:
    """By file: the findings, seconds of processor time, and the megabytes by which the peak of the process rose."""
    files: dict[str, Any] = {}
    for path in sorted(folder.iterdir()):
        begun, before = time.process_time(), _peak()
        report = build(read_workbook(path)).report
        told = [(d.code, d.message) for d in report if d.severity is Severity.ERROR]
        files[path.stem] = {"told": told, "seconds": time.process_time() - begun, "raised": _peak() - before}
    return {"files": files, "peak": _peak()}


def _peak() -> float:
    """Megabytes. Not getrusage: its peak is never below that of the process which started this one."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s*(\d+) kB", status)
    assert found is not None, status
    return int(found[1]) / 1024


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))  # noqa: T201  this is what the program is for
