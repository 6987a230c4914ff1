"""One walk through a part for everything that reads it: all its words, what a reader sees of each paragraph, its fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from kit.word.names import w
from kit.word.references import IN_FIELDS, Field, FieldScan, Sight, reader_of

_TEXT, _CODE, _SIMPLE = w("t"), w("instrText"), w("fldSimple")
_UNSEEN = frozenset({_CODE, _SIMPLE})
_LEAVES = ("{*}t", w("delText"), w("delInstrText"), *IN_FIELDS)


class Reading(NamedTuple):
    """What stands in a part.

    words   all of them in one, whatever holds them: texts, codes of fields, deletions, equations, drawings.
    texts   what a reader sees of each paragraph; those that show nothing are not in it.
    fields  all complete fields in the order in which they begin.
    stray   marks of fields that belong to none.
    """

    words: str
    texts: Mapping[etree._Element, str]
    fields: Sequence[Field]
    stray: Sequence[etree._Element]


def reading_of(root: etree._Element) -> Reading:
    """Read a part from its beginning to its end."""
    words: list[str] = []
    sights: dict[etree._Element, Sight] = {}
    scan = FieldScan()
    known = frozenset(IN_FIELDS)
    for leaf in root.iter(*_LEAVES):
        tag = leaf.tag
        if tag not in known:
            words.append(leaf.text or "")
            continue
        scan.take(leaf, tag)
        if tag in (_TEXT, _CODE):
            words.append(leaf.text or "")
        paragraph = None if tag in _UNSEEN else reader_of(leaf)
        if paragraph is not None:
            if paragraph not in sights:
                sights[paragraph] = Sight()
            sights[paragraph].take(leaf, tag)
    texts = {paragraph: sight.text for paragraph, sight in sights.items()}
    return Reading("".join(words), texts, *scan.found())
