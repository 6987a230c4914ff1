"""The elements of a part that checks ask for by name, from one walk: most parts are large, and what is asked for is rare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from kit.word.names import w

_ASKED = (
    "altChunk abstractNum num numId tbl tr tc gridSpan gridBefore gridAfter sdt dataBinding bookmarkStart bookmarkEnd "
    "hyperlink txbxContent"
)
ASKED = frozenset(map(w, _ASKED.split()))


def elements_of(root: etree._Element) -> Mapping[str, Sequence[etree._Element]]:
    """The elements of the kinds in ASKED by their tag, in the order of the part."""
    found: dict[str, list[etree._Element]] = {tag: [] for tag in ASKED}
    for node in root.iter(*ASKED):
        found[str(node.tag)].append(node)
    return found
