"""What could be shown about the XML of a part, once and for all values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Balance(NamedTuple):
    """What could be shown about a part.

    proven   no branch and no loop can break the XML.
    root     the opening tag of the root, with its namespaces.
    around   by tag, the elements that are open where its value goes, outermost first; without the root.
    markup   tags whose value goes inside an XML tag, as an attribute.
    cells    every cell ends with a paragraph, whatever the conditions.
    tables   every table has a row, whatever the conditions.
    """

    proven: bool
    root: str
    around: Mapping[int, tuple[str, ...]]
    markup: frozenset[int]
    cells: bool
    tables: bool
