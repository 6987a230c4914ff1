"""A line chart with logarithmic axes, as SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, floor, log10
from xml.sax.saxutils import escape

_WIDTH, _HEIGHT = 860, 520
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 170, 30, 50
_COLOURS = ("#777777", "#b07aa1", "#9c755f", "#edc948", "#f28e2b", "#d62728", "#ff9896", "#1f77b4", "#aec7e8")
_FONT = 'font-family="sans-serif" font-size="13"'

Line = Sequence[tuple[int, float]]


def svg(lines: Mapping[str, Line]) -> str:
    """CPU time (ms) by number of members, one line an engine, each with its name at its end."""
    sizes = sorted({size for line in lines.values() for size, _ in line})
    times = [time for line in lines.values() for _, time in line]
    low, high = floor(log10(min(times))), ceil(log10(max(times)))

    def x(size: float) -> float:
        return _LEFT + (log10(size) - log10(sizes[0])) / (log10(sizes[-1]) - log10(sizes[0])) * (
            _WIDTH - _LEFT - _RIGHT
        )

    def y(time: float) -> float:
        return _HEIGHT - _BOTTOM - (log10(time) - low) / (high - low) * (_HEIGHT - _TOP - _BOTTOM)

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" {_FONT}>']
    out.append(f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>')
    for power in range(low, high + 1):
        at, words = y(10.0**power), f"{10.0**power:g} ms"
        out.append(f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{at:.1f}" y2="{at:.1f}" stroke="#dddddd"/>')
        out.append(f'<text x="{_LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{words}</text>')
    for size in sizes:
        out.append(f'<text x="{x(size):.1f}" y="{_HEIGHT - 22}" text-anchor="middle">{size}</text>')
    out.append(f'<text x="{(_LEFT + _WIDTH - _RIGHT) / 2}" y="{_HEIGHT - 4}" text-anchor="middle">members</text>')
    out.append(f'<text x="{_LEFT}" y="18">CPU time for one document, template loaded</text>')
    ends = _spread([(name, y(line[-1][1])) for name, line in lines.items() if line])
    for colour, (name, line) in zip(_COLOURS, lines.items(), strict=False):
        points = " ".join(f"{x(size):.1f},{y(time):.1f}" for size, time in line)
        dash = ' stroke-dasharray="5 4"' if name.startswith("floor") else ""
        out.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2.5"{dash}/>')
        at = f'x="{_WIDTH - _RIGHT + 10}" y="{ends[name] + 4:.1f}"'
        out.append(f'<text {at} fill="{colour}">{escape(name)}</text>')
    return "\n".join([*out, "</svg>", ""])


def _spread(ends: list[tuple[str, float]], apart: float = 16) -> dict[str, float]:
    """Heights for the names, so that none lies on another."""
    placed: dict[str, float] = {}
    last = -apart
    for name, height in sorted(ends, key=lambda end: end[1]):
        last = placed[name] = max(height, last + apart)
    return placed
