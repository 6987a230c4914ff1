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

from benchmarks.facts import facts_of
from benchmarks.measure import Figures, Plan, processes
from kit.word.names import w
from kit.word.package import Package

PROJECT = Path("samples/hydrogen")
_DOCUMENT = "agreement"
_TEMPLATE = Path("templates/agreement/联盟协议.docx")
DOCXTPL, DOCXTPL_SHORT = "docxtpl's script", "docxtpl's script, shorter document"
KIT, KIT_FIRST = "kit render", "kit render, first time"


def command(plan: Plan) -> None:
    """Times of the commands, what their documents hold, and the phases of the kit's."""
    plan.say(f"kit render {PROJECT} {_DOCUMENT}")
    folder = plan.folder / "command"
    folder.mkdir(exist_ok=True)
    shutil.rmtree(folder / "cache", ignore_errors=True)
    os.environ["XDG_CACHE_HOME"] = str((folder / "cache").absolute())
    written = yaml.safe_load((PROJECT / "alliance.yaml").read_text(encoding="utf-8"))
    kit = [sys.executable, "-m", "kit", "render", str(PROJECT), _DOCUMENT, "--no-pages", "-o", str(folder)]
    commands = {
        DOCXTPL: _docxtpl(folder / "whole", facts_of(PROJECT)),
        DOCXTPL_SHORT: _docxtpl(folder / "short", written),
        KIT: kit,
        KIT_FIRST: ["env", "KIT_NO_CACHE=1", *kit],
        "(python alone)": [sys.executable, "-c", "pass"],
    }
    plan.results["command"] = {
        "times": processes(plan, commands, DOCXTPL),
        "documents": {
            DOCXTPL: _holdings(folder / "whole.docx"),
            DOCXTPL_SHORT: _holdings(folder / "short.docx"),
            KIT: _holdings(folder / _TEMPLATE.name),
        },
        "phases": _phases(plan, folder, {}),
        "phases, first time": _phases(plan, folder, {"KIT_NO_CACHE": "1"}),
    }


def _docxtpl(name: Path, facts: Figures) -> list[str]:
    given, out = name.with_suffix(".json"), name.with_suffix(".docx")
    given.write_text(json.dumps(facts, ensure_ascii=False, default=str), encoding="utf-8")
    return [sys.executable, "-m", "benchmarks.docxtpl_once", str(_TEMPLATE), str(given), str(out)]


def _holdings(document: Path) -> Figures:
    """How many paragraphs and rows a document has."""
    package = Package.read(document)
    root = package.tree(package.document_part)
    return {"paragraphs": len(list(root.iter(w("p")))), "rows": len(list(root.iter(w("tr"))))}


def _phases(plan: Plan, folder: Path, environment: dict[str, str]) -> dict[str, float]:
    program = [sys.executable, "-m", "benchmarks.phases", str(PROJECT), _DOCUMENT, str(folder)]
    runs = [
        json.loads(
            subprocess.run(
                program, stdout=subprocess.PIPE, stderr=plan.log, check=True, env={**os.environ, **environment}
            ).stdout
        )
        for _ in range(plan.cold_rounds)
    ]
    return {name: median(run.get(name, 0.0) for run in runs) for name in runs[-1]}
