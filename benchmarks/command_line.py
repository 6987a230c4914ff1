"""The whole command, cold: `kit render` of one document of a sample against docxtpl's own script on the same template."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median

import yaml

from benchmarks.measure import Plan, processes

_PROJECT = "samples/hydrogen"
_DOCUMENT = "agreement"
_TEMPLATE = "templates/agreement/联盟协议.docx"
_KIT, _FIRST, _DOCXTPL = "kit render", "kit render, first time", "docxtpl's script"


def command(plan: Plan) -> None:
    """Times of both commands, and the phases of the kit's."""
    plan.say(f"kit render {_PROJECT} {_DOCUMENT}")
    folder = plan.folder / "command"
    folder.mkdir(exist_ok=True)
    os.environ["XDG_CACHE_HOME"] = str((folder / "cache").absolute())
    facts, out = folder / "facts.json", folder / "out.docx"
    data = yaml.safe_load(Path(_PROJECT, "alliance.yaml").read_text(encoding="utf-8"))
    facts.write_text(json.dumps(data, ensure_ascii=False, default=str), encoding="utf-8")
    kit = [sys.executable, "-m", "kit", "render", _PROJECT, _DOCUMENT, "--no-pages", "-o", str(folder)]
    docxtpl = [sys.executable, "-m", "benchmarks.docxtpl_once", _TEMPLATE, str(facts), str(out)]
    alone = [sys.executable, "-c", "pass"]
    shutil.rmtree(folder / "cache", ignore_errors=True)
    commands = {_DOCXTPL: docxtpl, _KIT: kit, _FIRST: ["env", "KIT_NO_CACHE=1", *kit], "(python alone)": alone}
    plan.results["command"] = {
        "times": processes(plan, commands, _DOCXTPL),
        "phases": _phases(plan, folder, {}),
        "phases, first time": _phases(plan, folder, {"KIT_NO_CACHE": "1"}),
    }


def _phases(plan: Plan, folder: Path, environment: dict[str, str]) -> dict[str, float]:
    program = [sys.executable, "-m", "benchmarks.phases", _PROJECT, _DOCUMENT, str(folder)]
    runs = [
        json.loads(
            subprocess.run(
                program, stdout=subprocess.PIPE, stderr=plan.log, check=True, env={**os.environ, **environment}
            ).stdout
        )
        for _ in range(plan.cold_rounds)
    ]
    return {name: median(run.get(name, 0.0) for run in runs) for name in runs[-1]}
