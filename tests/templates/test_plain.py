"""Templates filled from plain data, and what the engine behind them promises."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from benchmarks import documents, verify
from benchmarks.dialects import Docxtpl
from kit.diagnostics import Fault
from kit.templates.plain import compiled, render_mapping
from kit.word.archive import THOROUGH
from kit.word.names import w
from kit.word.package import Package
from tests.word.making import docx, p

_ROW = "<w:tr><w:tc><w:tcPr/>{}</w:tc></w:tr>"


def template(*paragraphs: str, raw: str = "") -> bytes:
    """A template of paragraphs in short, or of XML."""
    return docx(*(p(text) for text in paragraphs), *([raw] if raw else [])).to_bytes()


def table(*rows: str) -> bytes:
    return template(raw=f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(_ROW.format(p(row)) for row in rows)}</w:tbl>")


def body(data: bytes, **names: Any) -> etree._Element:
    package = Package.read(render_mapping(data, names))
    return package.xml(package.document_part)


def lines(data: bytes, **names: Any) -> list[str]:
    """The text of each paragraph; a line break reads as one."""
    marks = {w("br"): "\n", w("tab"): "\t"}
    found = body(data, **names).iter(w("p"))
    return ["".join(marks.get(e.tag, e.text or "") for e in one.iter(w("t"), *marks)) for one in found]


def code_of(data: bytes, **names: Any) -> tuple[str, str]:
    with pytest.raises(Fault) as caught:
        render_mapping(data, names)
    (diagnostic,) = caught.value.report
    return diagnostic.code, str(diagnostic.place)


def is_proven(data: bytes) -> bool:
    (part,) = (part for name, part in compiled(data).parts if name == "word/document.xml")
    return part.proven  # type: ignore[union-attr]


# --- values -------------------------------------------------------------------------------------


def test_values_are_escaped_and_printed_wherever_they_stand() -> None:
    data = template("{{ x }}，{{ m.名 }}", "{%p for k in l %}", "{{ loop.index }} {{ k.x }}", "{%p endfor %}")
    found = lines(data, x="甲&乙<丙>", m={"名": '"丁"'}, l=[{"x": 1}, {"x": 2.5}])
    assert found == ['甲&乙<丙>，"丁"', "1 1", "2 2.5"]


def test_a_key_wins_over_a_method() -> None:
    assert lines(template("{{ m.items }}、{{ m.k.values }}"), m={"items": "甲", "k": {"values": "乙"}}) == ["甲、乙"]


def test_a_value_is_never_a_template_nor_a_marker() -> None:
    data = template("{{ x }}", "{{ y }}")
    assert lines(data, x="{{ y }}{% raw %}", y="{#") == ["{{ y }}{% raw %}", "{#"]
    assert code_of(data, x="\x000\n\x00", y="")[0] == "T-VAL-01"


@pytest.mark.parametrize("value", [None, ["甲"], {"a": 1}, object()])
def test_what_has_no_reading_is_not_printed(value: object) -> None:
    assert code_of(template("前文", "值：{{ x }}"), x=value)[0] == "T-PRN-01"


def test_a_fault_says_where() -> None:
    data = template("前文", "甲{{ a }}乙{{ b }}丙", "{%p if true %}", "丁{{ c.d }}", "{%p endif %}")
    code, place = code_of(data, a="1", b=None, c={"d": 1})
    assert (code, "第 2 段" in place) == ("T-PRN-01", True)
    code, place = code_of(data, a="1", b="2", c={})
    assert (code, "第 4 段" in place) == ("T-FLD-01", True)
    with pytest.raises(Fault, match="没有字段“d”"):
        render_mapping(data, {"a": "1", "b": "2", "c": {}})


def test_the_place_inside_a_macro_is_the_macros() -> None:
    data = template("{%p macro f(x) %}", "值{{ x.y }}", "{%p endmacro %}", "用{{ f({}) }}")
    code, place = code_of(data)
    assert (code, "第 2 段" in place) == ("T-FLD-01", True)


def test_nothing_leads_out() -> None:
    for tag in ("{{ x.__class__ }}", "{{ ''.__class__.__mro__ }}", "{{ x|attr('y') }}", "{{ x|safe }}"):
        with pytest.raises(Fault):
            render_mapping(template(tag), {"x": "甲"})


def test_line_breaks_tabs_and_paragraphs() -> None:
    data = template("前{{ x }}后")
    assert lines(data, x="甲\n乙\t&") == ["前甲\n乙\t&后"]
    assert lines(data, x="甲\a乙") == ["前甲", "乙后"]


def test_a_line_break_where_none_can_be() -> None:
    cell = "{% cellbg x %}甲"
    assert body(table(cell), x="FF0000").find(f".//{w('shd')}") is not None
    assert code_of(table(cell), x="FF\n00")[0] == "T-VAL-03"


def test_text_of_a_macro_is_not_escaped_twice() -> None:
    data = template("{% macro f(x) %}《{{ x }}》{% endmacro %}{{ f('甲&amp;乙') }}{{ f(y) }}")
    assert lines(data, y="<丙>") == ["《甲&乙》《<丙>》"]


def test_a_set_block_that_is_left_out_is_told() -> None:
    data = template("{% set s %}{{ x }}{% endset %}{% if y %}{{ s }}{% endif %}文")
    assert lines(data, x="甲", y=True) == ["甲文"]
    assert code_of(data, x="甲", y=False)[0] == "T-LOS-01"
    assert code_of(data, x="w", y=False)[0] == "T-LOS-01"  # in the markup it would be found


def test_lines_and_changed_case_in_a_set_block() -> None:
    data = template("{% set s %}{{ x }}{% endset %}{{ s }}")
    assert lines(data, x="甲\n乙") == ["甲\n乙"]


@pytest.mark.parametrize("opening", ["{% filter upper %}", "{% filter trim %}", "{% set s|upper %}"])
def test_a_filter_over_a_block_is_refused_at_once(opening: str) -> None:
    """Words between statements are XML, which no filter may touch."""
    closing = "{% endset %}" if "set" in opening else "{% endfilter %}"
    with pytest.raises(Fault) as caught:
        compiled(template(f"{opening}a{{{{ x }}}}{closing}"))
    (told,) = caught.value.report
    assert (told.code, "第 1 段" in str(told.place), "{{ 字段|upper }}" in told.hint) == ("T-SYN-03", True, True)


def test_macros_may_use_each_other() -> None:
    macros = "{% macro a(n) %}{% if n %}甲{{ b(n - 1) }}{% endif %}{% endmacro %}"
    macros += "{% macro b(n) %}{% if n %}{{ x }}{{ a(n - 1) }}{% endif %}{% endmacro %}"
    assert lines(template(macros + "{{ a(3) }}"), x="<乙>") == ["甲<乙>甲"]
    assert code_of(template(macros + "{% set s = a(2) %}文"), x="<乙>")[0] == "T-LOS-01"


# --- the XML ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        template("{%p if x %}", "甲", "{%p else %}", "乙", "{%p endif %}"),
        template("{% if x %}甲{% elif y %}乙{% endif %}"),
        table("{%tr for a in l %}", "{{ a }}", "{%tr endfor %}"),
        table("{% if x %}甲{% endif %}"),
        template("{% macro f() %}甲{% endmacro %}{{ f() }}"),
    ],
)
def test_usual_statements_are_proven(data: bytes) -> None:
    assert is_proven(data)


def test_a_loop_over_rows_leaves_the_rest_as_it_was() -> None:
    rows = body(table("头", "{%tr for a in l %}", "{{ a }}", "{%tr endfor %}"), l=list("甲乙")).iter(w("tr"))
    assert ["".join(row.itertext()) for row in rows] == ["头", "甲", "乙"]


def test_a_cell_keeps_a_paragraph() -> None:
    cell = f"{p('{%p if x %}')}{p('甲')}{p('{%p endif %}')}"
    data = template(raw=f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:tcPr/>{cell}</w:tc></w:tr></w:tbl>")
    for value in (True, False):
        (found,) = body(data, x=value).iter(w("tc"))
        assert found[-1].tag == w("p")


# --- the file -----------------------------------------------------------------------------------


def test_the_same_bytes_every_time_and_the_other_parts_untouched() -> None:
    data = docx(p("{{ x }}"), header1=p("{{ x }}"), styles="").to_bytes()
    first = render_mapping(data, {"x": "甲"})
    assert first == render_mapping(data, {"x": "甲"})
    assert render_mapping(data, {"x": "甲"}, THOROUGH) != render_mapping(data, {"x": "乙"}, THOROUGH)
    before, after = Package.read(data), Package.read(first)
    assert before.part_names == after.part_names
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"word/document.xml", "word/header1.xml"}
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.testzip() is None


_WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=12)


@given(st.lists(st.fixed_dictionaries({"a": _WORDS, "b": _WORDS | st.integers()}), max_size=4), _WORDS)
def test_every_value_arrives(rows: list[Mapping[str, Any]], x: str) -> None:
    data = template("始{{ x }}", "{%p for r in rows %}", "{{ r.a }}|{{ r.b }}|{{ x }}", "{%p endfor %}", "终")
    assert lines(data, rows=rows, x=x) == [f"始{x}", *(f"{r['a']}|{r['b']}|{x}" for r in rows), "终"]


def test_the_document_of_the_benchmark(tmp_path: Any) -> None:
    facts = documents.dataset(30)
    out = tmp_path / "out.docx"
    out.write_bytes(render_mapping(documents.template(Docxtpl()), json.loads(json.dumps(facts))))
    assert verify.findings(facts, str(out))["ok"]
