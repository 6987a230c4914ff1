"""Lines for a terminal: Chinese characters take two columns, and no line begins with a closing mark."""

from __future__ import annotations

from rich.cells import cell_len, chop_cells

from kit import patterns

_UNIT = patterns.compiled(r"\s+|[“‘（《〈【「『〔]*(?:[!-~]+|[^\s])[，。；：、！？…”’）》〉】」』〕]*")


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most so many columns; words of Latin letters stay whole where they fit."""
    lines, current = [], ""
    for unit in _UNIT.findall(text):
        if cell_len(current) + cell_len(unit) <= width:
            current += unit if current or not unit.isspace() else ""
            continue
        if current:
            lines.append(current.rstrip())
        *whole, current = chop_cells(unit.lstrip(), width) or [""]
        lines += whole
    return [*lines, current.rstrip()] if current.strip() or not lines else lines


def padded(text: str, width: int) -> str:
    """The text with spaces up to so many columns."""
    return text + " " * max(0, width - cell_len(text))
