"""The engines that are measured, and how to start them."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

REFERENCE = "docxtpl"
_NODE_WORKER = Path(__file__).parent / "workers" / "node_worker.js"


@dataclass(frozen=True)
class Engine:
    """An engine: what it is called, the dialect of its template, its program, whether others are measured against it.

    peer  an engine of somebody else.
    """

    name: str
    dialect: str
    command: tuple[str, ...]
    peer: bool = True
    cold: bool = True


def _python(name: str, function: str, *, peer: bool = False, cold: bool = True) -> Engine:
    command = (sys.executable, "-m", "benchmarks.workers.python_worker", function)
    return Engine(name, "docxtpl", command, peer, cold)


def _node(name: str, dialect: str) -> Engine:
    return Engine(name, dialect, ("node", str(_NODE_WORKER), name))


ENGINES = (
    _python(REFERENCE, "docxtpl", peer=True),
    _node("docxtemplater", "mustache"),
    _node("easy-template-x", "mustache"),
    _node("docx-templates", "docx-templates"),
    _node("carbone", "carbone"),
    _python("kit", "kit"),
    _python("kit (zlib 6)", "kit_zlib"),
    _python("floor", "floor", cold=False),
    _python("floor (zlib 6)", "floor_zlib", cold=False),
)


class Refused(Exception):
    """An engine that could not do what it was told."""


class Running:
    """An engine at work in a process of its own."""

    def __init__(self, engine: Engine, log: IO[str]) -> None:
        self.engine = engine
        self.process = subprocess.Popen(
            engine.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
        )

    def tell(self, order: str, **about: Any) -> dict[str, Any]:
        """Give an order; its answer, with wall and cpu in ms."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        try:
            self.process.stdin.write(json.dumps({"order": order, **about}) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise Refused(f"{self.engine.name} stopped at {order}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def stop(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.communicate()
