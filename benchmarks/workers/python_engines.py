"""The Python engines: each takes a template's path and gives a function from data to the bytes of a .docx."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

Render = Callable[[dict[str, Any]], bytes]


def docxtpl(template: str) -> Render:
    """docxtpl as its manual shows it, one DocxTemplate kept for all renders."""
    from docxtpl import DocxTemplate

    document = DocxTemplate(template)
    document.init_docx()

    def render(data: dict[str, Any]) -> bytes:
        document.render(data)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return render


def kit(template: str) -> Render:
    """The kit with all its checks on: escaped, sandboxed, strict, nothing lost, well-formed."""
    from kit.templates.plain import render_mapping

    data = Path(template).read_bytes()
    return lambda names: render_mapping(data, names)


def kit_zlib(template: str) -> Render:
    """The same with zlib at its usual level 6, as docxtpl compresses."""
    from kit.templates.plain import render_mapping
    from kit.word.archive import THOROUGH

    data = Path(template).read_bytes()
    return lambda names: render_mapping(data, names, THOROUGH)


def _floor(template: str, thorough: bool) -> Render:
    """The physical floor: text that is ready, joined, deflated and put in a zip. Right for one set of data only."""
    from kit.templates.engine import Account, CompiledPart, as_breaks
    from kit.templates.plain import compiled
    from kit.word.archive import FAST, THOROUGH, pack, write

    parts = compiled(Path(template).read_bytes()).parts
    ready: dict[int, list[tuple[str, Any]]] = {}

    def render(data: dict[str, Any]) -> bytes:
        if id(data) not in ready:
            ready[id(data)] = [
                (name, list(part.chunks(data, as_breaks, Account())) if isinstance(part, CompiledPart) else part)
                for name, part in parts
            ]
        deflate = THOROUGH if thorough else FAST
        return write([(name, pack(p, deflate) if isinstance(p, list) else p) for name, p in ready[id(data)]])

    return render


def floor(template: str) -> Render:
    """Only text and deflate, as the kit deflates."""
    return _floor(template, thorough=False)


def floor_zlib(template: str) -> Render:
    """Only text and deflate, with zlib at level 6."""
    return _floor(template, thorough=True)
