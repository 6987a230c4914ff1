"""docs/benchmarks.md and its picture, from the figures of a run."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks import chart
from benchmarks.engines import ENGINES, REFERENCE

Figures = dict[str, Any]
_PEERS = [engine.name for engine in ENGINES if engine.peer]
_TARGETS = {"10": (60, 10), "100": (40, 10), "1000": (25, 5)}

_HEAD = """# Benchmarks

The kit's template engine beside those people use: the same agreement in each one's dialect (12 chapters, 60 articles, a
table of members, tasks nested in members, a page of signatures each), rendered from the same data. `make bench` installs the
other engines, measures and writes this page.

- **Interleaved.** In each round every engine works once, and a ratio is taken against docxtpl's time in the same round; what
  is shown is the median. Milliseconds are of this machine on that day: read the ratios. CPU time counts all threads.
- **Checked.** An engine is timed only when its document holds every name three times, all rows, the last task and the header,
  and reads paragraph by paragraph as docxtpl's does.
- **With everything on.** The kit escapes, runs in a sandbox with bounds, is strict about unknown names, refuses what cannot be
  printed, keeps account of every text printed and of the XML's balance. docxtpl runs as its manual shows it: unescaped, lenient.
- **floor** is what is left when nothing is to be computed: text that is ready, deflated and put in a zip.
- **kit** deflates with isal; **kit (zlib 6)** with what docxtpl and `zipfile` use, for files a quarter smaller.
"""

_CHECKS = """## How the checks came to cost little

- **Well-formed by proof.** When a template is compiled, `kit/templates/proof.py` walks its statements with the XML between
  them: every branch and every loop body must leave the open elements as it found them. Values are escaped; one with line
  breaks or markup of its own is parsed in its place. Where the proof fails, the finished part is parsed as a whole.
- **Nothing lost.** In the engine a value goes straight from its tag into the bytes that are written. What is printed into
  a macro or a `{% set %}` block is kept on a list and looked for in the words of the finished part; where rows and columns
  are put right afterwards, the words before and after must be the same. `kit render` looks once more, after numbers,
  references and contents are made: every text that was printed must stand in the finished document, in its order
  (`kit/render/arrival.py`, one pass).
- **The package.** Content types, relationships and parts are the template's, which was checked when it was read; a render
  replaces the content of existing parts and cannot add a relationship. Unchanged parts are copied compressed, after a
  check that those bytes hold the part and nothing else.
- **One walk for many questions.** `kit/word/reading.py` reads a finished part once for its words, for what each paragraph
  shows and for its fields; `kit/word/elements.py` collects in one more walk what the lint asks for by name. A package
  keeps what was found in its trees, which nobody changes (`Package.found`): the check that nothing is lost, the lint and
  the outline share it.
- **Bytes all the way.** XML between tags is encoded when the template is compiled. A text is escaped and encoded once a
  render, however often it appears. Parts are deflated in blocks of 64 KB: no buffer of the document's size is built.
- **Ready at once.** A command starts with what an earlier one compiled: templates, the kit's patterns and tables
  (`kit/cache.py`; *first time* is without). What every command loads are records and named tuples, not data classes, and
  the process ends without being taken down piece by piece.
"""


def write(results: Figures, docs: Path) -> None:
    """Write the page and the picture."""
    sections = [_HEAD, _about()]
    if "warm" in results:
        (docs / "images" / "benchmarks.svg").write_text(chart.svg(_lines(results["warm"])), encoding="utf-8")
        sections += [
            "![CPU time by number of members](images/benchmarks.svg)\n",
            _targets(results),
            _warm(results["warm"]),
        ]
        sections.append(_growth(results["warm"]))
    if "batch" in results:
        sections.append(_batch(results["batch"]))
    if "cold" in results:
        sections.append(_cold(results["cold"]))
    if "command" in results:
        sections.append(_command(results["command"]))
    (docs / "benchmarks.md").write_text("\n".join([*sections, _CHECKS]), encoding="utf-8")


def _about() -> str:
    found = [f"{platform.python_implementation()} {platform.python_version()} on {platform.machine()}"]
    for package in ("docxtpl", "jinja2", "lxml", "isal"):
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            found.append(f"without {package}")
    return f"{', '.join(found)}; the others as in `benchmarks/package.json`.\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [f"| {' | '.join(head)} |", f"|---|{'--:|' * (len(head) - 1)}"]
    lines += [f"| {' | '.join(str(cell) for cell in row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def _short(number: float) -> str:
    """Three digits that say something."""
    return f"{number:.0f}" if number >= 100 else f"{number:.3g}"


# --- warm ---------------------------------------------------------------------------------------


def _fastest_peer(figures: Figures) -> str:
    return min((name for name in _PEERS if name in figures), key=lambda name: float(figures[name]["cpu"]))


def _against(figures: Figures, name: str, other: str) -> float:
    """How many times faster than another, by their ratios to docxtpl in the same rounds."""
    return float(figures[name]["times"]) / float(figures[other]["times"])


def _targets(results: Figures) -> str:
    rows: list[Sequence[object]] = []
    for size, (reference, fastest) in _TARGETS.items():
        figures = results["warm"].get(size, {})
        if "kit" in figures:
            peer = _fastest_peer(figures)
            got, over = figures["kit"]["times"], _against(figures, "kit", peer)
            rows.append((f"{size} members, faster than docxtpl", f"≥ {reference}", _short(got), _met(got >= reference)))
            rows.append(
                (
                    f"{size} members, faster than {peer}, the fastest peer",
                    f"≥ {fastest}",
                    _short(over),
                    _met(over >= fastest),
                )
            )
    if "batch" in results:
        got = results["batch"]["kit"]["times"]
        rows.append(("200 documents in a row, docxtpl's throughput", "≥ 60", _short(got), _met(got >= 60)))
    if REFERENCE in (largest := results["warm"].get("5000", {})) and "kit" in largest:
        share = largest["kit"]["peak"] / largest[REFERENCE]["peak"]
        rows.append(("5000 members, peak memory of docxtpl's", "< 1/3", f"1/{1 / share:.0f}", _met(share < 1 / 3)))
    if "command" in results:
        got = results["command"]["times"]["kit render"]["times"]
        rows.append(
            (
                "`kit render`, cold, faster than docxtpl's own script for the same document",
                "≥ 2",
                _short(got),
                _met(got >= 2),
            )
        )
    table = _table(("", "target", "measured", ""), rows)
    return f"## Targets\n\nTimes, in CPU time.\n\n{table}\n{_limit(results['warm'])}"


def _limit(warm: Figures) -> str:
    """What even the floor reaches when it deflates with zlib."""
    name = "floor (zlib 6)"
    found = [(size, warm[size][name]["times"]) for size in _TARGETS if name in warm.get(size, {})]
    reached = ", ".join(f"{_short(times)} times at {size}" for size, times in found)
    return f"With zlib at level 6 the deflating alone leaves the floor at {reached}: hence isal.\n"


def _met(met: bool) -> str:
    return "met" if met else "**missed**"


def _warm(warm: Figures) -> str:
    sections = ["## Warm: the template is loaded\n"]
    for size, figures in sorted(warm.items(), key=lambda entry: int(entry[0])):
        floor = figures["floor"]["cpu"] if "floor" in figures else 0.0
        rows = [
            (
                name,
                _short(found["cpu"]),
                _short(found["wall"]),
                _short(found["times"]),
                _short(found["cpu"] / floor) if floor else "",
                f"{found['peak']:.0f}",
                f"{found['bytes'] / 1024:.0f}",
            )
            for name, found in figures.items()
        ]
        head = (
            f"{size} members",
            "CPU ms",
            "wall ms",
            "times faster than docxtpl",
            "times the floor",
            "peak MB",
            "file KB",
        )
        sections.append(_table(head, rows))
    sections.append(
        "An engine that is not shown for a size failed there or would have needed minutes for each document.\n"
    )
    return "\n".join(sections)


def _growth(warm: Figures) -> str:
    sizes = sorted(map(int, warm))
    pairs = list(pairwise(sizes))
    rows = []
    for name in warm[str(sizes[0])]:
        cells = [
            _short(float(warm[str(large)][name]["cpu"]) / float(warm[str(small)][name]["cpu"]))
            if name in warm[str(large)] and name in warm[str(small)]
            else ""
            for small, large in pairs
        ]
        rows.append((name, *cells))
    head = ("CPU time grows by", *(f"{small} → {large}" for small, large in pairs))
    note = (
        "Linear growth shows at most the ratio of the sizes; less where the fixed part of the document still counts.\n"
    )
    return f"## Growth\n\n{_table(head, rows)}\n{note}"


def _lines(warm: Figures) -> dict[str, list[tuple[int, float]]]:
    names = list(dict.fromkeys(name for figures in warm.values() for name in figures))
    return {
        name: sorted((int(size), float(figures[name]["cpu"])) for size, figures in warm.items() if name in figures)
        for name in names
    }


# --- batch, cold, the command -------------------------------------------------------------------


def _batch(batch: Figures) -> str:
    rows = [
        (
            name,
            _short(found["per second"]),
            _short(found["times"]),
            f"{found['peak']:.0f}",
            f"{found['at the end'] - found['after 20']:+.1f}",
            found["documents"],
        )
        for name, found in batch.items()
    ]
    head = ("", "documents a second", "times docxtpl's (CPU)", "peak MB", "MB grown after the first 20", "documents")
    return "## 200 documents of 10 members in a row\n\nRead the data, render, write.\n\n" + _table(head, rows)


def _cold(cold: Figures) -> str:
    sections = ["## Cold: a new process for one document\n", "Files and bytecode are in the disk cache.\n"]
    for size, figures in cold.items():
        rows = [(name, _short(f["cpu"]), _short(f["wall"]), _short(f["times"])) for name, f in figures.items()]
        sections.append(_table((f"{size} members", "CPU ms", "wall ms", "times faster than docxtpl"), rows))
    return "\n".join(sections)


def _command(command: Figures) -> str:
    times = [
        _command_row(name, figures, command["documents"].get(name, {})) for name, figures in command["times"].items()
    ]
    first, cached = command["phases, first time"], command["phases"]
    names = sorted(first, key=lambda name: -first[name])
    phases = [(name, _short(first[name]), _short(cached.get(name, 0.0))) for name in names]
    phases.append(("together", _short(sum(first.values())), _short(sum(cached.values()))))
    intro = (
        "One 联盟协议 of `samples/hydrogen`, without page numbers. docxtpl's script fills the same template and makes the same"
        " document, but for the lines of the table of contents: the facts that the kit derives are brought along, in words. This is"
        " the row the target is judged by. The *shorter document* is what docxtpl makes of the data file alone: lists that the"
        " kit derives, and their rows, are missing from it. Neither script checks the data, numbers the clauses, resolves"
        " references, fills the table of contents or looks over the result. The agreement of the other tables is no row here:"
        " it is written for members with English names of fields, and the command only knows the kit's facts.\n"
    )
    head = ("", "CPU ms", "wall ms", "times faster than docxtpl's script", "paragraphs", "rows")
    where = "Where the kit's CPU time goes, in ms:\n"
    table = _table(("phase", "first time", "template in the cache"), phases)
    return "\n".join(["## The whole command, cold\n", intro, _table(head, times), _floor_of(command), where, table])


def _command_row(name: str, figures: Figures, document: Figures) -> Sequence[object]:
    holds = (document.get("paragraphs", ""), document.get("rows", ""))
    return (name, _short(figures["cpu"]), _short(figures["wall"]), _short(figures["times"]), *holds)


def _floor_of(command: Figures) -> str:
    """What stands in the way of a command twice as fast as docxtpl's script."""
    phases, allowed = command["phases"], command["times"]["docxtpl's script"]["cpu"] / 2
    before = phases["start Python"] + phases["imports"]
    after = sum(phases[name] for name in ("rules", "look over the result", "numbers, references, contents"))
    floor = sum(phases.values()) - after
    return (
        f"Half of docxtpl's time would be {_short(allowed)} ms. The kit has used {_short(before)} ms when Python and its modules"
        f" are loaded, before it reads anything, and needs {_short(after)} ms for what docxtpl does not do at all: rules,"
        f" numbers, references, contents, and looking over the result. Compiling, rendering and the zip take"
        f" {_short(phases['compile the template'] + phases['render the template'] + phases['zip'])} ms. The floor of the command,"
        f" the same work without any of those checks and without a report, is {_short(floor)} ms: loading, reading the data"
        f" file, filling, zipping, writing. {_verdict(allowed - floor, after)}\n"
    )


def _verdict(left: float, needed: float) -> str:
    if left >= needed:
        return "The target is met."
    return (
        f"Half of docxtpl's time leaves {_short(max(left, 0))} ms for checks that take {_short(needed)}: the target is missed by"
        " what the command does beyond filling. Some 500 rules are loaded and run in every render, since a document with an"
        " error must not be written, and the finished document is read once more, since nothing may be lost on the way."
    )
