"""Generated templates: the kit's engine reads as the template says, always; and it agrees with docxtpl.

KIT_FUZZ_EXAMPLES sets how many; `make fuzz` runs a night's worth.
"""

from __future__ import annotations

from hypothesis import event, given
from jinja2 import TemplateError
from lxml import etree

from compat.comparing import Difference, compare, look_of
from compat.purposes import purposes_for
from compat.templates import with_docxtpl, with_kit
from kit.word.names import W, w
from tests.compat.grammar import Block, Names, bodies, contexts
from tests.compat.packing import Read, document, docx, read
from tests.fuzzing import examples

_few = examples(120)


def check_sound(data: bytes) -> None:
    """What Word asks for: cells end with a paragraph, tables have rows, rows fit the grid, properties in order."""
    root = document(data)
    for cell in root.iter(w("tc")):
        assert cell[-1].tag == w("p")
        order = [child.tag for child in cell.find(w("tcPr")) if child.tag in _ORDER]
        assert order == sorted(order, key=_ORDER.index)
    for table in root.iter(w("tbl")):
        rows, columns = table.findall(w("tr")), len(table.findall(f"{w('tblGrid')}/{w('gridCol')}"))
        assert rows
        assert max(sum(_span(cell) for cell in row.findall(w("tc"))) for row in rows) <= columns
    assert not [t.text for t in root.iter(w("t")) if (t.getparent().tag != w("r"))]


def _looks(data: bytes) -> set[bytes]:
    """How words look anywhere in a file."""
    runs = document(data).iter(w("r"))
    return {look_of(run) for run in runs if any(child.tag != w("rPr") for child in run)} | {_BREAK}


_BREAK = look_of(etree.fromstring(f'<w:r xmlns:w="{W}"><w:br/></w:r>'))
_RICH = look_of(etree.fromstring(f'<w:r xmlns:w="{W}"><w:rPr><w:color w:val="FF0000"/><w:b/></w:rPr></w:r>'))
_ORDER = [w(name) for name in ("tcW", "gridSpan", "vMerge", "tcBorders", "shd")]


def _span(cell: object) -> int:
    span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")  # type: ignore[attr-defined]
    return int(span.get(w("val"))) if span is not None else 1


@given(bodies(), contexts())
@_few
def test_it_reads_as_the_template_says_and_agrees_with_docxtpl(template: Block, names: Names) -> None:
    source, wanted = docx(template.xml), template.value(names)
    ours = with_kit(source, names)
    assert read(ours) == wanted
    check_sound(ours)
    assert _looks(ours) <= _looks(source) | {_RICH}
    theirs = _right_with_docxtpl(source, names, wanted)
    event("docxtpl is right" if theirs else "docxtpl is wrong")
    if theirs:
        assert unexplained(source, theirs, ours) == []


def unexplained(source: bytes, theirs: bytes, ours: bytes) -> list[Difference]:
    """The differences that are not on the list."""
    return [difference for difference in compare(theirs, ours, purposes_for([source])) if not difference.purposes]


def _right_with_docxtpl(source: bytes, names: Names, wanted: list[Read]) -> bytes | None:
    """What docxtpl makes of the template; None where it refuses it, fails over it, loses something or breaks the XML.

    A `colspan` behind a `{% raw %}` stays unfilled there, and docxtpl then takes the tag for a number of columns.
    """
    try:
        theirs = with_docxtpl(source, names, autoescape=True)
    except (TemplateError, ValueError):
        return None
    places = {w("r"): (w("p"),), w("p"): (w("body"), w("tc")), w("sectPr"): (w("body"),)}
    sound = all(element.getparent().tag in places[element.tag] for element in document(theirs).iter(*places))
    torn = any("<" in value for element in document(theirs).iter() for value in element.attrib.values())
    return theirs if read(theirs) == wanted and sound and not torn else None
