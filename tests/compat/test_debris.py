"""Debris of tags in any order, cut anywhere: a template with faults is told so, one without gives a sound document."""

from __future__ import annotations

import html

from hypothesis import event, given
from hypothesis import strategies as st
from jinja2 import TemplateError

from compat.templates import with_kit
from kit.diagnostics import Fault
from tests.compat.packing import cell, docx, row, table
from tests.compat.test_generated import check_sound
from tests.fuzzing import examples

# fmt: off
_DEBRIS = (
    "{{ a }}", "{{ a|upper }}", "{{r a }}", "{{p a }}", "{{ x }}", "{{ z }}", "{{ m() }}", "{{ {'k': a}['k'] }}", "{{- a -}}",
    "{%p if t %}", "{%p else %}", "{%p endif %}", "{% if t %}", "{% else %}", "{% endif %}", "{%- if t -%}", "{%- endif -%}",
    "{%p for x in xs %}", "{%p endfor %}", "{% for x in xs %}", "{% endfor %}", "{%tr for x in xs %}", "{%tr endfor %}",
    "{%tc for x in xs %}", "{%tc endfor %}", "{% vm %}", "{% hm %}", "{% colspan 2 %}", "{% cellbg 'FF0000' %}",
    "{# 注 #}", "{#p 注 #}", "{% raw %}", "{% endraw %}", "{%p raw %}", "{%p endraw %}", "{% filter upper %}", "{% endfilter %}",
    "{% call m() %}", "{% endcall %}", "{% set y = 1 %}", "{% set z %}", "{% endset %}",
    "{% macro m() %}", "{% endmacro %}", "{_{", "%_}", "{{", "}}", "{%", "%}", "{", "}", "'", "“", " ",
) + ("甲", "{{ a }}", "{% if t %}乙{% endif %}", "") * 12
# fmt: on
_BETWEEN = (
    "",
    "<w:r><w:tab/></w:r>",
    "<w:r><w:br/></w:r>",
    '<w:bookmarkStart w:id="1" w:name="b"/>',
    '<w:bookmarkEnd w:id="1"/>',
    '<w:r><w:br w:type="page"/></w:r>',
)


@st.composite
def _paragraph(draw: st.DrawFn) -> str:
    text = "".join(draw(st.lists(st.sampled_from(_DEBRIS), max_size=3)))
    cut = draw(st.integers(0, len(text)))
    runs = (f"<w:r><w:t>{html.escape(piece, quote=False)}</w:t></w:r>" for piece in (text[:cut], text[cut:]))
    return f"<w:p>{draw(st.sampled_from(_BETWEEN)).join(runs)}</w:p>"


@st.composite
def _body(draw: st.DrawFn) -> str:
    blocks = []
    for _ in range(draw(st.integers(1, 4))):
        if draw(st.integers(0, 2)):
            blocks.append(draw(_paragraph()))
        else:
            cells = [cell(*draw(st.lists(_paragraph(), min_size=1, max_size=3))) for _ in range(4)]
            blocks.append(table(row(*cells[:2]), row(*cells[2:]), columns=2))
    return "".join(blocks)


@given(_body(), st.booleans())
@examples(200)
def test_it_is_refused_or_sound(body: str, yes: bool) -> None:
    try:
        made = with_kit(docx(body), {"a": "值", "t": yes, "xs": ["一", "二"] if yes else []})
    except (TemplateError, Fault, TypeError):  # an expression that cannot be computed, such as -"甲"
        event("refused")
        return
    event("sound")
    check_sound(made)
