"""One walk through a part for everything that reads it: all its words, what a reader sees of each paragraph, its fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from kit.word.names import w
from kit.word.references import CHARACTERS, IN_FIELDS, Codes, Field, FieldScan, reader_of

_PARAGRAPH, _RUN, _TEXT = w("p"), w("r"), w("t")
_MARK, _CODE, _SIMPLE = w("fldChar"), w("instrText"), w("fldSimple")
_LEAVES = ("{*}t", w("delText"), w("delInstrText"), *IN_FIELDS)
_IN_FIELDS = frozenset(IN_FIELDS)
_SHOWN = _IN_FIELDS - {_CODE, _SIMPLE}


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
    texts: dict[etree._Element, str] = {}
    codes: dict[etree._Element, Codes] = {}
    fields = FieldScan()
    for leaf in root.iter(*_LEAVES):
        tag = leaf.tag
        if tag == _TEXT:  # by far the most
            text = leaf.text or ""
            words.append(text)
            if fields.open:
                fields.take(leaf, tag)
        else:
            text = CHARACTERS.get(str(tag), "")
            if tag == _CODE or tag not in _IN_FIELDS:
                words.append(leaf.text or "")
            if tag in _IN_FIELDS:
                fields.take(leaf, tag)
            if tag not in _SHOWN:
                continue
        paragraph = _paragraph_of(leaf)
        if paragraph is None:
            continue
        if tag == _MARK:
            codes.setdefault(paragraph, Codes()).take(leaf)
        elif paragraph not in codes or not codes[paragraph].hide:
            texts[paragraph] = texts.get(paragraph, "") + text
    return Reading("".join(words), texts, *fields.found())


def _paragraph_of(leaf: etree._Element) -> etree._Element | None:
    """The paragraph that shows a leaf; most stand in a run in a paragraph."""
    run = leaf.getparent()
    if run is not None and run.tag == _RUN:
        paragraph = run.getparent()
        if paragraph is not None and paragraph.tag == _PARAGRAPH:
            return paragraph
    return reader_of(leaf)
