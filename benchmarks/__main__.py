"""python -m benchmarks [--work FOLDER] [--sizes 10,100] [--only warm,batch,cold,command] [--report]

Measures everything, keeps the figures in FOLDER/results.json and writes docs/benchmarks.md with its picture.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from benchmarks import command_line, documents, measure, report

_WORK = Path(".tools/bench")


def _say(message: str) -> None:
    sys.stdout.write(f"{message}\n")
    sys.stdout.flush()


def _keep_bytecode(folder: Path) -> None:
    """Let the processes find every module compiled, as an installed program does, whatever the environment says."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder.absolute())


def main() -> None:
    """Measure, and write down what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=_WORK)
    parser.add_argument("--sizes", default=",".join(map(str, documents.SIZES)))
    parser.add_argument("--only", default="warm,batch,cold,command")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--report", action="store_true", help="only write the report again")
    wanted = parser.parse_args()
    _keep_bytecode(wanted.work / "bytecode")
    kept = wanted.work / "results.json"
    results = json.loads(kept.read_text()) if kept.exists() else {}
    if not wanted.report:
        documents.make_all(wanted.work)
        with (wanted.work / "engines.log").open("w") as log:
            sizes = tuple(map(int, wanted.sizes.split(",")))
            plan = measure.Plan(wanted.work, log, _say, sizes, rounds=wanted.rounds)
            steps = {
                "warm": measure.warm,
                "batch": measure.batch,
                "cold": measure.cold,
                "command": command_line.command,
            }
            for name in wanted.only.split(","):
                steps[name](plan)
                results[name] = {**results.get(name, {}), **plan.results[name]}  # sizes measured before are kept
                kept.write_text(json.dumps(results, ensure_ascii=False, indent=1))
    report.write(results, Path("docs"))
    _say("docs/benchmarks.md")


if __name__ == "__main__":
    main()
