"""The score: every script and every template of docxtpl's repository, run with both engines and compared."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, TemplateError

from compat.comparing import Difference, compare
from compat.invented import Invented
from compat.purposes import PURPOSES, purposes_for
from compat.running import Run, run_script
from compat.templates import variables, with_docxtpl, with_kit
from kit.diagnostics import Fault

_NO_SCRIPTS = {"__init__.py", "runtests.py"}


@dataclass
class Result:
    """One script or template: how many files both engines left, and what differs."""

    name: str
    files: int = 0
    differences: list[Difference] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    note: str = ""
    is_template: bool = False

    @property
    def verdict(self) -> str:
        """equal, on purpose, or differs."""
        if self.problems or any(not difference.purposes for difference in self.differences):
            return "differs"
        return "on purpose" if self.differences else "equal"

    @property
    def purposes(self) -> list[str]:
        """The purposes behind its differences."""
        return sorted({purpose for difference in self.differences for purpose in difference.purposes})


def score(scripts: Path, work: Path) -> list[Result]:
    """Every script as it is; every template with nothing, and with values invented for each of its names."""
    results = [_script(path, work) for path in sorted(scripts.glob("*.py")) if path.name not in _NO_SCRIPTS]
    for template in sorted(scripts.glob("templates/*.docx")):
        results += [_template(template, invented=False), _template(template, invented=True)]
    return results


def _script(script: Path, work: Path) -> Result:
    theirs, ours = (run_script(script, work, ours=mine) for mine in (False, True))
    result = Result(script.name, len(theirs.files))
    if theirs.code:
        result.problems.append(f"docxtpl itself failed; is docxcompose installed?\n{theirs.printed[-800:]}")
    if theirs.code != ours.code:
        result.problems.append(f"exit code {ours.code} instead of {theirs.code}\n{ours.printed[-800:]}")
    for name in sorted(theirs.files.keys() ^ ours.files.keys()):
        result.problems.append(f"only one engine wrote {name}")
    purposes = purposes_for(_templates_of(script))
    for name in sorted(theirs.files.keys() & ours.files.keys()):
        result.differences += compare(theirs.files[name], ours.files[name], purposes)
    if _said(theirs) != _said(ours):
        result.note = "prints other words"
    return result


def _templates_of(script: Path) -> list[bytes]:
    """The templates that a script names."""
    named = set(re.findall(r"[\w-]+\.docx", script.read_text(encoding="utf-8")))
    return [path.read_bytes() for path in sorted(script.parent.glob("templates/*.docx")) if path.name in named]


def _said(run: Run) -> list[str]:
    """What a script printed, with the names of sets in order."""
    return [" ".join(sorted(re.findall(r"\w+", line))) for line in run.printed.splitlines()]


def _template(template: Path, *, invented: bool) -> Result:
    result = Result(f"{template.name} ({'invented values' if invented else 'no values'})", 1, is_template=True)
    try:
        environment = _environment()
        names = {name: Invented(name) for name in variables(template, environment)} if invented else {}
        theirs = with_docxtpl(template, names, jinja_env=environment)
    except (TemplateError, TypeError, ValueError) as error:
        return _both_refuse(result, template, type(error).__name__, str(error))
    try:
        ours = with_kit(template, names, jinja_env=_environment())
    except (TemplateError, Fault, TypeError, ValueError) as error:
        result.problems.append(f"refused: {error}")
        return result
    result.differences += compare(theirs, ours, purposes_for([template.read_bytes()]))
    return result


def _both_refuse(result: Result, template: Path, kind: str, words: str) -> Result:
    result.note = f"both refuse it ({kind})"
    try:
        with_kit(template, {}, jinja_env=_environment())
    except (TemplateError, Fault, TypeError, ValueError):
        return result
    result.note = ""
    result.problems.append(f"docxtpl refuses it, the kit does not: {words}")
    return result


def _environment() -> Environment:
    """Jinja with stand-ins for the filters that a script brings along."""
    environment = Environment()
    for name in ("my_filterA", "my_filterB"):
        environment.filters[name] = lambda value, argument: f"{value} {argument}"
    return environment


def table(results: list[Result]) -> list[str]:
    """The score in words, then one line for all that is not simply equal."""
    lines: list[str] = []
    for title, wanted in (("Scripts", False), ("Templates", True)):
        some = [result for result in results if result.is_template == wanted]
        counts = Counter(result.verdict for result in some)
        lines += [
            f"**{title}**: {len(some)} runs, of which {counts['equal']} are equal, {counts['on purpose']} differ on "
            f"purpose and {counts['differs']} differ. They leave {sum(r.files for r in some)} documents.",
            "",
        ]
    lines += ["| run | verdict | by |", "|---|---|---|"]
    for result in results:
        if result.verdict != "equal" or result.note:
            by = [*result.purposes, *([result.note] if result.note else [])]
            lines.append(f"| {result.name} | {result.verdict} | {', '.join(by)} |")
    return lines


def purposes() -> list[str]:
    """The list of purposes as a table."""
    rows = [f"| {purpose.name} | {purpose.reason} |" for purpose in PURPOSES]
    return ["| name | what, and what a user gains |", "|---|---|", *rows]
