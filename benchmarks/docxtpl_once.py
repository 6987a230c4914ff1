"""docxtpl's own way with one of the kit's templates: python -m benchmarks.docxtpl_once TEMPLATE FACTS.json OUT.docx

The script that a user of docxtpl would write who has brought all facts along, those the kit derives too, in words (see
benchmarks.facts): filters find nothing left to do. Facts that are not there print as nothing.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import ChainableUndefined, Environment

_FILTERS = ("大写", "万元", "元", "数字", "表决")


class Member(dict[str, Any]):
    """A member prints as its name."""

    def __str__(self) -> str:
        return str(self["名称"])


def main(template: str, facts: str, out: str) -> None:
    """Fill the template and save it."""
    names = json.loads(Path(facts).read_text(encoding="utf-8"), object_hook=_member)
    tasks = names["任务分工"]
    functions = {
        "条款": lambda _document, _clause: "第一条",
        "牵头任务": lambda member: [task for task in tasks if task.get("牵头单位") == member],
        "参加任务": lambda member: [
            task for task in tasks if any(p["单位"] == member for p in task.get("参加单位", ()))
        ],
    }
    environment = Environment(undefined=ChainableUndefined, autoescape=True)
    environment.filters |= {name: lambda value, *_arguments: str(value) for name in _FILTERS}
    environment.filters |= {
        "列举": _listed,
        "勾选": lambda value: "■" if value else "□",
        "或无": lambda value: value or "无",
    }
    document = DocxTemplate(template)
    document.render(names | functions, environment)
    document.save(out)


def _member(read: dict[str, Any]) -> dict[str, Any]:
    return Member(read) if "统一社会信用代码" in read else read


def _listed(value: Any, name: str = "") -> str:
    return "、".join(str(item[name] if name else item) for item in value)


if __name__ == "__main__":
    main(*sys.argv[1:])
