"""Measuring side by side. In each round every engine works once, and its ratio is taken against docxtpl's in that round,
so that a busy machine moves both. Medians; CPU time counts all threads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import IO, Any

from benchmarks.documents import SIZES
from benchmarks.engines import ENGINES, REFERENCE, Engine, Refused, Running

Figures = dict[str, Any]
COLD_SIZES = (10, 1000)
_QUICK = 100  # ms: such a render is done three times a round


@dataclass
class Plan:
    """How much is measured.

    folder    what documents.make_all wrote; results go there too.
    budget    seconds of rendering an engine may take for one table, past its first rounds.
    longest   seconds; an engine that would need longer for one document sits the size out.
    """

    folder: Path
    log: IO[str]
    say: Callable[[str], None]
    sizes: Sequence[int] = SIZES
    rounds: int = 15
    warm_up: float = 2.0
    budget: float = 40.0
    longest: float = 120.0
    cold_rounds: int = 9
    engines: tuple[Engine, ...] = ENGINES
    results: Figures = field(default_factory=dict)

    def template(self, engine: Engine) -> str:
        return str(self.folder / f"template.{engine.dialect}.docx")

    def data(self, size: int) -> str:
        return str(self.folder / f"members_{size}.json")

    def out(self, engine: Engine, size: int) -> Path:
        folder = self.folder / "out"
        folder.mkdir(exist_ok=True)
        return folder / f"{engine.name} {size}.docx"

    def check(self, engine: Engine, size: int) -> None:
        """Refuse to time an engine whose document does not hold the data, or reads otherwise than docxtpl's."""
        reference = self.out(self.engines[0], size)
        command = [sys.executable, "-m", "benchmarks.verify", self.data(size), str(self.out(engine, size))]
        found = json.loads(subprocess.run([*command, str(reference)], capture_output=True, check=True).stdout)
        if not found["ok"] or not found["same text"]:
            raise Refused(f"{engine.name} at {size}: {found}")


def _ratio(mine: dict[int, float], base: dict[int, float]) -> float:
    return median(base[number] / spent for number, spent in mine.items() if number in base)


# --- warm ---------------------------------------------------------------------------------------


def warm(plan: Plan) -> None:
    """Renders of a template that is loaded, by number of members."""
    for size in plan.sizes:
        plan.say(f"warm, {size} members")
        running = dict(_ready(plan, size))
        rounds: dict[str, dict[int, dict[str, float]]] = {name: {} for name in running}
        for number, name in _turns(plan, list(running), {name: one[1] for name, one in running.items()}):
            worker, first = running[name]
            answers = [worker.tell("render") for _ in range(3 if first < _QUICK else 1)]
            rounds[name][number] = {key: median(a[key] for a in answers) for key in ("wall", "cpu", "bytes")}
        base = {number: spent["cpu"] for number, spent in rounds[REFERENCE].items()}
        plan.results.setdefault("warm", {})[str(size)] = {
            name: {
                **{key: median(spent[key] for spent in done.values()) for key in ("wall", "cpu", "bytes")},
                "times": _ratio({number: spent["cpu"] for number, spent in done.items()}, base),
                "peak": running[name][0].tell("memory")["peak"] / 1024,
                "rounds": len(done),
            }
            for name, done in rounds.items()
        }
        for worker, _first in running.values():
            worker.stop()


def _ready(plan: Plan, size: int) -> Iterator[tuple[str, tuple[Running, float]]]:
    """The engines that render this size right, warmed up; with the ms of one render."""
    for engine in plan.engines:
        expected = _expected(plan, engine.name, size)
        if expected > plan.longest:
            plan.say(f"  {engine.name} sits out: {expected:.0f} s a document")
            continue
        worker = Running(engine, plan.log)
        try:
            worker.tell("load", template=plan.template(engine))
            worker.tell("data", path=plan.data(size))
            spent = first = worker.tell("render")["wall"]
            worker.tell("save", path=str(plan.out(engine, size)))
            plan.check(engine, size)
            while spent < plan.warm_up * 1e3:
                first = worker.tell("render")["wall"]
                spent += first
        except (Refused, subprocess.CalledProcessError) as refused:
            plan.say(f"  {engine.name} is left out: {refused}")
            worker.stop()
            continue
        yield engine.name, (worker, first)


def _expected(plan: Plan, name: str, size: int) -> float:
    """Seconds, from the largest size before, in proportion; endless for an engine that failed there."""
    before = [(int(done), figures) for done, figures in plan.results.get("warm", {}).items()]
    if not before:
        return 0.0
    largest, figures = max(before)
    return figures[name]["wall"] / 1e3 * size / largest if name in figures else float("inf")


def _turns(plan: Plan, names: Sequence[str], first: dict[str, float]) -> Iterator[tuple[int, str]]:
    """Whose turn it is: all in each round, while the slow ones have time left."""
    for number in range(plan.rounds):
        for name in names:
            if number == 0 or first[name] * number < plan.budget * 1e3:
                yield number, name


# --- a batch ------------------------------------------------------------------------------------


def batch(plan: Plan) -> None:
    """Documents of 10 members in a row in one process: read the data, render, write."""
    plan.say("200 documents in a row")
    paths = sorted(str(path) for path in (plan.folder / "batch").glob("*.json"))
    blocks = [paths[start : start + 20] for start in range(0, len(paths), 20)]
    workers = {engine.name: _batch_worker(plan, engine, paths) for engine in plan.engines if engine.cold}
    spent: dict[str, list[dict[str, float]]] = {name: [] for name in workers}
    size: dict[str, list[float]] = {name: [] for name in workers}
    for number, block in enumerate(blocks):
        for name, (worker, out) in workers.items():
            if number and sum(one["wall"] for one in spent[name]) > plan.budget * 1e3:
                continue
            spent[name].append(worker.tell("batch", paths=block, out=str(out)))
            size[name].append(worker.tell("memory")["now"] / 1024)
    base = {number: one["cpu"] for number, one in enumerate(spent[REFERENCE])}
    plan.results["batch"] = {
        name: {
            "documents": 20 * len(done),
            "per second": 20e3 / median(one["wall"] for one in done),
            "times": _ratio({number: one["cpu"] for number, one in enumerate(done)}, base),
            "peak": workers[name][0].tell("memory")["peak"] / 1024,
            "after 20": size[name][0],
            "at the end": size[name][-1],
        }
        for name, done in spent.items()
    }
    for worker, _out in workers.values():
        worker.stop()


def _batch_worker(plan: Plan, engine: Engine, paths: list[str]) -> tuple[Running, Path]:
    out = plan.folder / "batch_out" / engine.name
    out.mkdir(parents=True, exist_ok=True)
    worker = Running(engine, plan.log)
    worker.tell("load", template=plan.template(engine))
    worker.tell("batch", paths=paths[:2], out=str(out))
    return worker, out


# --- cold ---------------------------------------------------------------------------------------


def cold(plan: Plan) -> None:
    """Whole processes that render one document."""
    for size in COLD_SIZES:
        plan.say(f"cold, {size} members")
        commands = {engine.name: _once(plan, engine, size) for engine in plan.engines if engine.cold}
        commands["(python alone)"] = [sys.executable, "-c", "pass"]
        commands["(node alone)"] = ["node", "-e", "0"]
        plan.results.setdefault("cold", {})[str(size)] = processes(plan, commands, REFERENCE)


def _once(plan: Plan, engine: Engine, size: int) -> list[str]:
    return [*engine.command, "--once", plan.template(engine), plan.data(size), str(plan.out(engine, size))]


def processes(plan: Plan, commands: dict[str, list[str]], reference: str) -> Figures:
    """Wall and CPU ms of whole processes, and how many times the reference each is. The first round warms the disk."""
    rounds: dict[str, dict[int, tuple[float, float]]] = {name: {} for name in commands}
    for number in range(plan.cold_rounds + 1):
        for name, command in commands.items():
            if number > 2 and sum(wall for wall, _cpu in rounds[name].values()) > plan.budget * 1e3:
                continue
            spent = _process(command, plan.log)
            if number:
                rounds[name][number] = spent
    base = {number: cpu for number, (_wall, cpu) in rounds[reference].items()}
    return {
        name: {
            "wall": median(wall for wall, _cpu in done.values()),
            "cpu": median(cpu for _wall, cpu in done.values()),
            "times": _ratio({number: cpu for number, (_wall, cpu) in done.items()}, base),
            "rounds": len(done),
        }
        for name, done in rounds.items()
    }


def _process(command: list[str], log: IO[str]) -> tuple[float, float]:
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=log, stderr=log)
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise Refused(f"{command[:3]} ended with {process.returncode}")
    return (time.perf_counter() - begun) * 1e3, (usage.ru_utime + usage.ru_stime) * 1e3
