"""Where the time of one `kit render` goes: python -m benchmarks.phases PROJECT DOCUMENT OUT

Runs the command in this process and prints CPU ms by phase as JSON, each without the phases inside it.
"""

from __future__ import annotations

import gc
import time

_BEGUN = time.process_time()
gc.disable()  # as the command does

import functools  # noqa: E402
import importlib  # noqa: E402
import json  # noqa: E402
import sys  # noqa: E402
from collections.abc import Callable  # noqa: E402
from datetime import date  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

_DAY = date(2026, 11, 23)
PHASES = (
    ("read the data file", "kit.api.project", "load_file"),
    ("rules", "kit.render.judged", "judge"),
    ("open and check the template's package", "kit.word.package", "Package.read"),
    ("compile the template", "kit.templates.template", "_compiled"),
    ("render the template", "kit.templates.template", "Template.render"),
    ("numbers, references, contents", "kit.render.documents", "settled"),
    ("look over the result", "kit.render.documents", "examine"),
    ("look over the result", "kit.render.documents", "lost"),
    ("zip", "kit.word.package", "Package.to_bytes"),
    ("put in place", "kit.api.rendering", "write_all"),
)


class Clock:
    """CPU time by phase; the clock of a phase stands while another one runs inside it."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self.running: list[str] = []
        self.since = time.process_time()

    def turn(self) -> None:
        """Book the time since the last turn on the phase that runs."""
        now = time.process_time()
        if self.running:
            name = self.running[-1]
            self.spent[name] = self.spent.get(name, 0.0) + (now - self.since) * 1e3
        self.since = now

    def watch(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its time booked on a phase."""

        @functools.wraps(function)
        def watched(*arguments: Any, **options: Any) -> Any:
            self.turn()
            self.running.append(name)
            try:
                return function(*arguments, **options)
            finally:
                self.turn()
                self.running.pop()

        return watched


def _install(clock: Clock) -> None:
    for name, module, path in PHASES:
        owner: Any = importlib.import_module(module)
        *outer, attribute = path.split(".")
        for step in outer:
            owner = getattr(owner, step)
        raw = vars(owner)[attribute]
        if isinstance(raw, classmethod):
            setattr(owner, attribute, classmethod(clock.watch(name, raw.__func__)))
        else:
            setattr(owner, attribute, clock.watch(name, raw))


def main(project: str, document: str, out: str) -> None:
    """Make one document and print where the time went."""
    clock = Clock()
    clock.spent["start Python"] = _BEGUN * 1e3
    clock.running.append("imports")
    from kit import api

    _install(clock)
    clock.turn()
    clock.running[-1] = "everything else"
    rendering = api.render(api.open_project(Path(project)), [document], today=_DAY, out=Path(out), with_pages=False)
    clock.turn()
    assert rendering.files, [str(diagnostic) for diagnostic in rendering.report]
    sys.stdout.write(json.dumps(clock.spent))


if __name__ == "__main__":
    main(*sys.argv[1:])
