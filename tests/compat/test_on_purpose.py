"""Where the kit differs from docxtpl on purpose: what docxtpl does, what the kit does, and that the list says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from docxtpl import RichText
from jinja2 import TemplateError
from lxml import etree

from compat.comparing import Difference, compare, look_of
from compat.purposes import PURPOSES, purposes_for
from compat.templates import with_docxtpl, with_kit
from kit.word.names import w
from kit.word.package import Package
from tests.compat.packing import cell, document, docx, p, read, row, table

_BOLD, _ITALIC = "<w:rPr><w:b/></w:rPr>", "<w:rPr><w:i/></w:rPr>"


def run(text: str, looks: str = "") -> str:
    """A run of a text that is XML already."""
    return f'<w:r>{looks}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    """A paragraph of finished runs."""
    return f"<w:p>{''.join(runs)}</w:p>"


def both(body: str, **names: object) -> tuple[bytes, bytes, bytes]:
    """What docxtpl and the kit make of a template, values escaped in both; and the template."""
    source = docx(body)
    return with_docxtpl(source, names, autoescape=True), with_kit(source, names), source


def explained_by(theirs: bytes, ours: bytes, source: bytes) -> set[str]:
    """The purposes that explain all differences."""
    found = compare(theirs, ours, purposes_for([source]))
    assert all(difference.purposes for difference in found)
    return {purpose for difference in found for purpose in difference.purposes}


def unexplained(theirs: bytes, ours: bytes, source: bytes) -> list[Difference]:
    """The differences that no purpose explains."""
    return [difference for difference in compare(theirs, ours, purposes_for([source])) if not difference.purposes]


def looks(data: bytes) -> list[tuple[str, bool]]:
    """The words of a file, each with whether they are bold or italic."""
    runs = [r for r in document(data).iter(w("r")) if "".join(r.itertext())]
    return [("".join(r.itertext()), r.find(w("rPr")) is not None) for r in runs]


def test_text_in_place_of_a_run_or_a_paragraph_is_shown() -> None:
    theirs, ours, source = both(paragraph(run("前{{r x }}后", _BOLD)) + p("{{p x }}"), x="甲")
    assert read(theirs) == ["前后"]
    assert read(ours) == ["前甲后", "甲"]
    assert explained_by(theirs, ours, source) == {"text", "looks"}


def test_escapes_are_read_however_they_are_cut() -> None:
    theirs, ours, source = both(paragraph(run("{_"), run("{甲}"), run("_}")))
    assert (read(theirs), read(ours)) == (["{_{甲}_}"], ["{{甲}}"])
    assert explained_by(theirs, ours, source) == {"escapes"}


def test_a_value_that_looks_like_an_escape_is_none() -> None:
    """Beside another purpose, where both leave it as it is: `%_`, a line break, `}`."""
    theirs, ours, source = both(paragraph(run("{"), run("{ a }}{{ b }}", _BOLD)), a="1", b="%_\n}")
    assert read(theirs) == read(ours) == ["1%_\n}"]
    assert explained_by(theirs, ours, source) == {"looks"}


def test_spaces_beside_a_tag_are_kept() -> None:
    lines = [run("甲"), run("{%- if t -%}"), run("□") + run("乙"), run("{%- endif %}")]
    body = paragraph("<w:r><w:br/></w:r>".join(lines)).replace(' xml:space="preserve">', ">")
    theirs, ours, source = both(body.replace("<w:t>□", '<w:t xml:space="preserve"> '), t=True)
    assert (read(theirs), read(ours)) == (["甲乙"], ["甲 乙"])
    assert explained_by(theirs, ours, source) == {"spaces"}


def test_marks_keep_both_ends() -> None:
    mark = '<w:bookmarkStart w:id="7" w:name="条款"/>', '<w:bookmarkEnd w:id="7"/>'
    body = paragraph(run("{%p if t %}"), *mark) + paragraph(run("{{"), *mark, run(" x }}")) + p("{%p endif %}")
    theirs, ours, source = both(body, t=True, x="甲")
    assert len(list(document(theirs).iter(w("bookmarkStart"), w("bookmarkEnd")))) == 0
    assert [m.tag for m in document(ours).iter(w("bookmarkStart"), w("bookmarkEnd"))] == [
        w("bookmarkStart"),
        w("bookmarkEnd"),
    ] * 2
    assert explained_by(theirs, ours, source) == {"marks"}


@pytest.mark.parametrize(
    "runs,wanted",
    [
        ([run("{{r x }}后", _BOLD)], [("甲", False), ("后", True)]),
        ([run("{{ x", _BOLD), run(" }}后")], [("甲", True), ("后", False)]),
    ],
)
def test_words_keep_their_looks(runs: list[str], wanted: list[tuple[str, bool]]) -> None:
    theirs, ours, source = both(paragraph(*runs), x=RichText("甲") if "{{r" in runs[0] else "甲")
    assert looks(ours) == wanted
    assert looks(theirs) != wanted
    assert explained_by(theirs, ours, source) == {"looks"}


def test_joined_lines_keep_their_looks() -> None:
    theirs, ours, source = both(
        paragraph(run("甲", _BOLD)) + paragraph(run("{%- if t %}乙{% endif %}", _ITALIC)), t=True
    )
    assert read(theirs) == read(ours) == ["甲乙"]
    assert [look_of(r) for r in document(theirs).iter(w("r"))] != [look_of(r) for r in document(ours).iter(w("r"))]
    assert explained_by(theirs, ours, source) == {"looks"}


def changed(data: bytes, *replacements: tuple[str, str]) -> bytes:
    """A file with other XML in its body, as an engine with a fault would write it."""
    package = Package.read(data)
    body = package["word/document.xml"].decode()
    for old, new in replacements:
        assert old in body
        body = body.replace(old, new)
    return package.with_parts({"word/document.xml": body.encode()}).to_bytes()


_RED_BOLD = '<w:rPr><w:b/><w:color w:val="FF0000"/></w:rPr>'


@pytest.mark.parametrize("lost", ["<w:b/>", '<w:color w:val="FF0000"/>', _RED_BOLD])
@pytest.mark.parametrize(
    "runs",
    [
        [run("甲{{ x }}乙", _RED_BOLD)],
        [run("{{r r }}后"), run("甲{{ x }}乙", _RED_BOLD)],
        [run("{{ x", _ITALIC), run(" }}后"), run("甲{{ x }}乙", _RED_BOLD)],
        [run("甲", _RED_BOLD), run("{{ x }}乙", _RED_BOLD)],
    ],
)
def test_looks_that_we_lose_are_no_purpose(runs: list[str], lost: str) -> None:
    theirs, ours, source = both(paragraph(*runs), x="值", r=RichText("甲"))
    assert unexplained(theirs, ours, source) == []
    assert unexplained(theirs, changed(ours, (lost, "")), source) != []


def test_looks_that_stand_elsewhere_in_the_template_are_no_purpose() -> None:
    theirs, ours, source = both(paragraph(run("甲{{ x }}", _BOLD)) + paragraph(run("乙", _ITALIC)), x="值")
    assert unexplained(theirs, changed(ours, ("<w:b/>", "<w:i/>")), source) != []


def test_an_order_of_ours_that_is_not_that_of_the_schema_is_no_purpose() -> None:
    width = '<w:tcW w:w="2000" w:type="dxa"/><w:noWrap/>'
    loop = [cell(p("{%tc for x in [1] %}")), cell(p("{% colspan 1 %}甲"), properties=width), cell(p("{%tc endfor %}"))]
    theirs, ours, source = both(table(row(*loop), columns=1))
    assert explained_by(theirs, ours, source) == {"order"}
    span = '<w:gridSpan w:val="1"/>'
    swapped = changed(ours, (f"{span}<w:noWrap/>", f"<w:noWrap/>{span}"))
    assert unexplained(theirs, swapped, source) != []


@pytest.mark.parametrize("tag", ["colspan n", "cellbg 'FF0000'", "hm"])
def test_cell_properties_stand_in_order(tag: str) -> None:
    width = '<w:tcW w:w="2000" w:type="dxa"/><w:shd w:val="clear" w:fill="00FF00"/><w:noWrap/>'
    loop = [
        cell(p("{%tc for x in [1] %}")),
        cell(p("{% " + tag + " %}甲"), properties=width),
        cell(p("{%tc endfor %}")),
    ]
    theirs, ours, source = both(table(row(*loop), columns=1), n=1)
    names = [etree.QName(child).localname for child in next(document(ours).iter(w("tcPr")))]
    assert names == (["tcW", "shd", "noWrap"] if "cellbg" in tag else ["tcW", "gridSpan", "shd", "noWrap"])
    assert explained_by(theirs, ours, source) == {"order"}


def test_cell_properties_stand_in_order_beside_a_loop_over_nothing() -> None:
    merged = cell(p("1{% vm %}"), properties='<w:tcW w:w="900" w:type="dxa"/>')
    loop = row(cell(p("{%tr for x in ys %}"))) + row(merged) + row(cell(p("{%tr endfor %}")))
    colour = row(cell(paragraph(run("{% cell"), run("bg 'FF00FF' %}"))))
    theirs, ours, source = both(table(colour, loop, columns=1), ys=[])
    assert read(theirs) == read(ours) == [[[[""]]]]
    assert explained_by(theirs, ours, source) == {"order"}


def test_cells_are_as_wide_as_their_columns() -> None:
    loop = row(cell(p("{%tc for x in xs %}")), cell(p("{{ x }}")), cell(p("{%tc endfor %}")))
    theirs, ours, _ = both(table(loop, columns=1), xs=[1, 2, 3])
    widths = [[int(e.get(w("w"))) for e in document(data).iter(w("tcW"))] for data in (theirs, ours)]
    assert widths == [[2000] * 3, [2000] * 3]
    theirs, ours, source = both(table(loop, columns=1), xs=[1, 2, 3, 4])
    widths = [[int(e.get(w("w"))) for e in document(data).iter(w("tcW"))] for data in (theirs, ours)]
    assert widths == [[2000] * 4, [1500] * 4]
    assert explained_by(theirs, ours, source) == {"widths"}


def test_the_grid_has_the_columns_that_cells_span() -> None:
    wide = row(cell(p("甲{% colspan 3 %}")), cell(p("乙")))
    theirs, ours, source = both(table(wide, columns=2))
    assert [len(list(document(data).iter(w("gridCol")))) for data in (theirs, ours)] == [2, 4]
    assert explained_by(theirs, ours, source) == {"widths"}


@pytest.mark.parametrize("before", ["", '<w:trPr><w:gridBefore w:val="1"/></w:trPr>'])
def test_a_grid_that_no_tag_changed_stays(before: str) -> None:
    body = table(f"<w:tr>{before}{cell(p('{{ x }}'))}{cell(p('乙'))}</w:tr>", columns=3)
    theirs, ours, source = both(body, x="甲")
    assert [len(list(document(data).iter(w("gridCol")))) for data in (theirs, ours)] == [2, 3]
    assert explained_by(theirs, ours, source) == {"widths"}


def test_a_merged_cell_says_its_words_once() -> None:
    first = cell(paragraph(run("第"), run("甲{% vm %}"), run("类")))
    rows = row(cell(p("{%tr for x in xs %}"))) + row(first) + row(cell(p("{%tr endfor %}")))
    theirs, ours, source = both(table(rows, columns=1), xs=[1, 2])
    assert read(ours) == [[[["第甲类"]], [[""]]]]
    assert read(theirs) == [[[["第甲类"]], [["类"]]]]
    assert explained_by(theirs, ours, source) == {"vm"}


def test_tabs_in_quotes_are_printed() -> None:
    theirs, ours, source = both(paragraph(run("{{ '"), "<w:r><w:tab/></w:r>", run("' }}甲")))
    assert (read(theirs), read(ours)) == (["甲"], ["\t甲"])
    assert explained_by(theirs, ours, source) == {"tabs"}


# --- where docxtpl refuses, loses or breaks something, and no document can be compared ---------------------


def test_values_are_escaped_whatever_is_asked_for() -> None:
    source = docx(p("前{{ x }}后") + p("尾"))
    assert read(with_docxtpl(source, {"x": "甲&乙"}))[0] == "前甲"
    assert read(with_kit(source, {"x": "甲&乙<丙>"})) == ["前甲&乙<丙>后", "尾"]


def test_values_are_never_escapes() -> None:
    theirs, ours, _ = both(p("{{ x }}"), x="{_{甲}_}")
    assert (read(theirs), read(ours)) == (["{{甲}}"], ["{_{甲}_}"])
    theirs, ours, _ = both(p("{% raw %}{_{甲}_}{% endraw %}"))
    assert (read(theirs), read(ours)) == (["{{甲}}"], ["{_{甲}_}"])


def test_values_in_the_title_are_escaped_once() -> None:
    source = docx(p("甲"), title="{{ x }}")
    engines = (with_docxtpl(source, {"x": "甲&乙"}, autoescape=True), with_kit(source, {"x": "甲&乙"}))
    titles = [Package.read(data).xml("docProps/core.xml").findtext("{*}title") for data in engines]
    assert titles == ["甲&amp;乙", "甲&乙"]


def test_a_cell_keeps_a_paragraph_and_a_table_its_row() -> None:
    body = table(row(cell(p("{%p if f %}"), p("甲"), p("{%p endif %}"))), columns=1)
    theirs, ours, _ = both(body, f=False)
    assert [len(c.findall(w("p"))) for data in (theirs, ours) for c in document(data).iter(w("tc"))] == [0, 1]
    body = table(row(cell(p("{%tr for x in xs %}"))) + row(cell(p("甲"))) + row(cell(p("{%tr endfor %}"))), columns=1)
    theirs, ours, _ = both(body + p("尾"), xs=[])
    assert (read(theirs), read(ours)) == ([[], "尾"], ["尾"])


def test_rich_text_in_the_middle_of_text_is_a_run_of_its_own() -> None:
    theirs, ours, _ = both(p("前{{ x }}后"), x=RichText("甲", bold=True))
    assert [r.getparent().tag for r in document(theirs).iter(w("r"))] != [w("p")] * 3
    assert looks(ours) == [("前", False), ("甲", True), ("后", False)]


@pytest.mark.parametrize(
    "body,code",
    [
        (p("甲{%p if t %}") + p("{%p endif %}"), "T-TAG-02"),
        (p("{%p if t %}{{ x }}{%p endif %}"), "T-TAG-04"),
        (p("{% filter upper %}a&lt;{{ x }}{% endfilter %}"), "T-SYN-03"),
        (p("{{ x }"), "T-TAG-01"),
        (p("｛｛ x ｝｝"), "T-TAG-01"),
        (p("{% p if t %}") + p("{% p endif %}"), "T-SYN-01"),
        (paragraph("<w:ins>" + run("{{ x }}") + "</w:ins>"), "T-REV-01"),
        (paragraph("<w:del><w:r><w:delText>{{ x }}</w:delText></w:r></w:del>"), "T-REV-01"),
        (p("{%p if t %}") + table(row(cell(p("{%p endif %}"))), columns=1), "T-BLK-04"),
    ],
)
def test_what_docxtpl_loses_without_a_word_is_refused(body: str, code: str) -> None:
    with pytest.raises(TemplateError, match=code):
        with_kit(docx(body), {"x": "甲", "t": True})


def test_the_list_is_short_and_published() -> None:
    assert len(PURPOSES) <= 12
    page = (Path(__file__).resolve().parents[2] / "docs" / "compat.md").read_text(encoding="utf-8")
    for purpose in PURPOSES:
        assert f"| {purpose.name} | {purpose.reason} |" in page
