"""Running docxtpl's scripts once with docxtpl and once with the kit's engine, each in a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_STARTUP = Path(__file__).resolve().parent / "startup"
_LIMIT = 300


@dataclass(frozen=True)
class Run:
    """What a script left: its files by name, its exit code and what it printed."""

    files: dict[str, bytes]
    code: int
    printed: str


def run_script(script: Path, work: Path, *, ours: bool) -> Run:
    """Run one script unchanged in a copy of its folder. `ours` puts the kit's engine behind docxtpl's names."""
    folder = work / ("ours" if ours else "theirs") / script.stem
    shutil.copytree(script.parent, folder, ignore=shutil.ignore_patterns("output", "__pycache__"))
    (folder / "output").mkdir()
    ran = subprocess.run(
        [sys.executable, str(folder / script.name)],
        cwd=folder,
        env=_environment(ours),
        capture_output=True,
        text=True,
        timeout=_LIMIT,
        check=False,
    )
    files = {path.name: path.read_bytes() for path in sorted((folder / "output").iterdir())}
    return Run(files, ran.returncode, ran.stdout + ran.stderr)


def _environment(ours: bool) -> dict[str, str]:
    """The environment of a script: `python` is this one, and at its start our engine is put in place."""
    path = [str(ROOT), *([str(_STARTUP)] if ours else [])]
    names = dict(os.environ, PATH=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))
    return {**names, "PYTHONPATH": os.pathsep.join(path), "PYTHONDONTWRITEBYTECODE": "1"}
