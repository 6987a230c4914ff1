"""Which table of the form is which: by its title, by the tags of its controls, by its labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kit import patterns
from kit.intake.form.layout import HELP, NUMBER, TABLES, UNIT, Slot, Table, plain
from kit.word.filled import Row
from kit.word.filled import Table as Found

_ENOUGH = 0.5
_ROW = patterns.compiled(r"\.\d+(?=\.)")
_ANSWER = patterns.compiled(r"\.(?:yes|no)$")
_BY_TAG = {table.tag_of(slot): (table, slot) for table in TABLES for slot in table.slots}
_BY_TITLE = {plain(table.title): table for table in TABLES}


def by_tag(tag: str) -> tuple[Table, Slot] | None:
    """The table and the fact that a tag means, whatever row it is in."""
    return _BY_TAG.get(_ROW.sub("", _ANSWER.sub("", tag[:100])))


def table_for(found: Found) -> Table | None:
    """The table of the form that was found in a file, or None where it is none."""
    return titled(found.rows[0]) or _tagged(found) or _labelled(found) if found.rows else None


def is_surely(found: Found, table: Table | None) -> bool:
    """Whether a table is the form's beyond doubt: other documents have lists with the same headings, but no such card."""
    return table is UNIT or (table is not None and (titled(found.rows[0]) is table or _tagged(found) is table))


def titled(row: Row) -> Table | None:
    """The table whose title is all that stands in a row, or None."""
    texts = {plain(cell.text) for cell in row.cells} - {""}
    return _BY_TITLE.get(texts.pop()) if len(texts) == 1 else None


def heading_row(table: Table, rows: Sequence[Row]) -> int | None:
    """The row of a list in which its headings stand, or None."""
    scores = [len(set(_slots_in(table, row))) for row in rows[:20]]
    best = max(scores, default=0)
    return scores.index(best) if best >= max(2, len(table.slots) * _ENOUGH) else None


def is_heading(table: Table, row: Row) -> bool:
    """Whether a row repeats the headings of a list, or holds its explanations or its title."""
    first = plain(row.cells[0].text) if row.cells else ""
    return first in {HELP, NUMBER} or titled(row) is table


def _slots_in(table: Table, row: Row) -> Iterator[Slot]:
    for cell in row.cells:
        if slot := table.slot_named(cell.text):
            yield slot


def _tagged(found: Found) -> Table | None:
    counted = Counter(known[0].title for tag in found.tags if (known := by_tag(tag)))
    if not counted:
        return None
    title, _count = counted.most_common(1)[0]
    return _BY_TITLE[plain(title)]


def _labelled(found: Found) -> Table | None:
    """The table most of whose labels stand in the found one; a tie is no answer."""
    texts = {plain(cell.text) for row in found.rows for cell in row.cells if len(cell.text) < 40}
    shares = sorted(
        ((sum(plain(slot.label) in texts for slot in table.slots) / len(table.slots), table.title) for table in TABLES),
        reverse=True,
    )
    (best, title), (second, _other) = shares[:2]
    return _BY_TITLE[plain(title)] if best > max(second, _ENOUGH) else None
