"""A worker for one Python engine: python -m benchmarks.workers.python_worker ENGINE [--once TEMPLATE DATA OUT]

Without --once it takes orders, one JSON object a line, and answers each with one:
    load {template}      get ready, keeping whatever the engine can keep between renders
    data {path}          read the data; not part of a render's time
    render               → wall and cpu in ms, bytes
    save {path}          write the last document
    batch {paths, out}   read, render and write each → wall, cpu
    memory               → peak and present size in KB
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.workers import python_engines

_KEYS = {"VmHWM:": "peak", "VmRSS:": "now"}


class Worker:
    """One engine and what it was given."""

    def __init__(self, engine: str) -> None:
        self.engine = getattr(python_engines, engine)

    def load(self, template: str) -> dict[str, Any]:
        self.render_document = self.engine(template)
        return {}

    def data(self, path: str) -> dict[str, Any]:
        self.content = json.loads(Path(path).read_text(encoding="utf-8"))
        return {}

    def render(self) -> dict[str, Any]:
        self.document = b""
        self.document = self.render_document(self.content)
        return {"bytes": len(self.document)}

    def save(self, path: str) -> dict[str, Any]:
        Path(path).write_bytes(self.document)
        return {}

    def batch(self, paths: list[str], out: str) -> dict[str, Any]:
        for path in paths:
            content = json.loads(Path(path).read_text(encoding="utf-8"))
            Path(out, f"{Path(path).stem}.docx").write_bytes(self.render_document(content))
        return {}

    def memory(self) -> dict[str, Any]:
        lines = (line.split() for line in Path("/proc/self/status").read_text().splitlines())
        return {_KEYS[words[0]]: int(words[1]) for words in lines if words[0] in _KEYS}


def serve(engine: str) -> None:
    """Take orders until the input ends."""
    replies = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # an engine that prints must not break the conversation
    worker = Worker(engine)
    for line in sys.stdin:
        order = json.loads(line)
        wall, cpu = time.perf_counter(), time.process_time()
        answer = getattr(worker, order.pop("order"))(**order)
        spent = {"wall": (time.perf_counter() - wall) * 1e3, "cpu": (time.process_time() - cpu) * 1e3}
        replies.write(json.dumps({**spent, **answer}) + "\n")
        replies.flush()


def once(engine: str, template: str, data: str, out: str) -> None:
    """One render, as a user's script would do it."""
    render = getattr(python_engines, engine)(template)
    Path(out).write_bytes(render(json.loads(Path(data).read_text(encoding="utf-8"))))


if __name__ == "__main__":
    name, *rest = sys.argv[1:]
    if rest:
        once(name, *rest[1:])
    else:
        serve(name)
