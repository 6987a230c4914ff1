"""The look of a document: page, faces and paragraph styles, read from a theme file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TWIPS_PER_MM = 1440 / 25.4


@dataclass(frozen=True)
class Page:
    """The sheet, in mm; line_pitch in pt."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    header: float
    footer: float
    line_pitch: float

    @property
    def text_width(self) -> int:
        """The width of the text, in twips."""
        return round((self.width - self.left - self.right) * TWIPS_PER_MM)

    @property
    def landscape_text_width(self) -> int:
        """The width of the text on a sheet lying on its side, bound at the top, in twips."""
        return round((self.height - self.top - self.bottom) * TWIPS_PER_MM)


@dataclass(frozen=True)
class Style:
    """A paragraph style. Sizes and spacing in pt; indent and left in characters; line 0 is single spacing."""

    font: str
    size: float
    align: str
    indent: float = 0
    left: float = 0
    line: float = 0
    before: float = 0
    after: float = 0
    bold: bool = False
    outline: int = 0
    next_together: bool = False
    together: bool = False
    page_before: bool = False


@dataclass(frozen=True)
class Theme:
    """A theme: one page, faces by role, styles by the names that sources use."""

    name: str
    page: Page
    fonts: dict[str, str]
    alternatives: dict[str, str]
    styles: dict[str, Style]


def read_theme(path: Path) -> Theme:
    """The theme in a TOML file. One that names a `base` beside it changes only what it says."""
    raw = _figures(path)
    fonts = dict(raw["fonts"])
    alternatives = fonts.pop("alternatives", {})
    styles = {name: Style(**figures) for name, figures in raw["styles"].items()}
    return Theme(raw["name"], Page(**raw["page"]), fonts, alternatives, styles)


def _figures(path: Path) -> dict[str, Any]:
    raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    base = raw.pop("base", None)
    return _merged(_figures(path.with_name(f"{base}.toml")), raw) if base else raw


def _merged(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    merged = dict(under)
    for key, value in over.items():
        nested = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _merged(merged[key], value) if nested else value
    return merged
