"""What the kit's templates read of a project, as plain data: python -m benchmarks.facts PROJECT FACTS.json

Whoever fills such a template with docxtpl has to bring these along: the data file's facts, and those that follow from them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from kit.api import load, open_project
from kit.templates.environment import as_text
from kit.templates.facts import FactList, FactView, Gap, Scope, field_names


def facts_of(project: Path) -> dict[str, Any]:
    """The facts by label, printed values in words."""
    alliance = load(open_project(project)).alliance
    assert alliance is not None
    facts: dict[str, Any] = _plain(FactView(Scope(alliance), alliance, ""))
    return facts


def _plain(value: Any) -> Any:
    if isinstance(value, FactView):
        read = {entry.label: value.read(entry.label) for entry in field_names(type(value.fact)).values()}
        return {label: _plain(inner) for label, inner in read.items() if not isinstance(inner, Gap)}
    if isinstance(value, FactList):
        return [_plain(item) for item in value if not isinstance(item, Gap)]
    return value if isinstance(value, bool | int) else as_text(value)


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(json.dumps(facts_of(Path(sys.argv[1])), ensure_ascii=False), encoding="utf-8")
