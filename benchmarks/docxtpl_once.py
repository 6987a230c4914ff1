"""docxtpl's own way with one of the kit's templates: python -m benchmarks.docxtpl_once TEMPLATE FACTS.json OUT.docx

The script that a user of docxtpl would write, with the kit's filters and functions as empty as can be. Facts that the
kit derives are missing and print as nothing, so docxtpl has less to do than the kit.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from docxtpl import DocxTemplate
from jinja2 import ChainableUndefined, Environment

_FILTERS = ("大写", "万元", "元", "数字", "表决", "列举", "勾选", "或无")
_FUNCTIONS = ("条款", "牵头任务", "参加任务")


def main(template: str, facts: str, out: str) -> None:
    """Fill the template and save it."""
    environment = Environment(undefined=ChainableUndefined, autoescape=True)
    environment.filters |= dict.fromkeys(_FILTERS, lambda value, *_arguments: str(value))
    names = json.loads(Path(facts).read_text(encoding="utf-8"))
    document = DocxTemplate(template)
    document.render(names | dict.fromkeys(_FUNCTIONS, lambda *_arguments: ""), environment)
    document.save(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
