"""The pages of docs/ that are made from the rules: python -m kit.rules.tables measure > docs/measure.zh-CN.md."""

from __future__ import annotations

import sys
from collections.abc import Callable

from kit.rules.listing import as_markdown as rules_page
from kit.rules.regions.table import regions_page
from kit.rules.tj2018.table import measure_page

PAGES: dict[str, Callable[[], str]] = {"measure": measure_page, "regions": regions_page, "rules": rules_page}


def main(names: list[str]) -> int:
    """Write the pages that are named; 2 where there is no such page."""
    if not names or any(name not in PAGES for name in names):
        sys.stderr.write(f"用法：python -m kit.rules.tables {'|'.join(PAGES)}\n")
        return 2
    sys.stdout.writelines(PAGES[name]() for name in names)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
