"""Whatever a template says, it is rendered or refused with faults that name a place; nothing else comes out.

KIT_FUZZ_EXAMPLES sets how many; `make fuzz` runs a night's worth.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from kit.diagnostics import Diagnostic, Fault
from kit.model.alliance import Alliance
from kit.templates.environment import TemplateEnvironment
from kit.templates.facts import Scope, field_names
from kit.templates.plain import PlainEnvironment, render_mapping
from kit.templates.template import Template
from tests.fuzzing import examples
from tests.making import alliance
from tests.word.making import docx, p

_few = examples(150)
_FUNCTIONS = {"条款": lambda *_: "第一条", "牵头任务": lambda _: [], "参加任务": lambda _: []}
_PLAIN = {"甲": "文字", "乙": [1, 2.5, "三", None], "丙": {"a": [{"b": 1}], "items": 2}, "丁": -3, "戊": []}


def _labels() -> list[str]:
    """The roots of a template and the fields behind them."""
    roots = [name for name in field_names(Alliance) if not name.isascii()]
    nouns = [entry.noun for entry in field_names(Alliance).values() if entry.noun]
    return (
        roots
        + [
            f"{root}.{name}"
            for root in roots
            if (noun := field_names(Alliance)[root].noun)
            for name in field_names(noun)
        ][::3]
        + [f"成员单位[0].{name}" for name in field_names(nouns[0])]
    )


def _words(environment: Any) -> tuple[list[str], list[str]]:
    return [name for name in environment.filters if name.isprintable()], list(environment.tests)


_FILTERS, _TESTS = _words(TemplateEnvironment())
# fmt: off
_LITERALS = [
    "1",
    "-1",
    "0",
    "50",
    "2.5",
    "1e400",
    "'甲'",
    "''",
    "'名称'",
    "[]",
    "[1, '二']",
    "{'a': 1}",
    "{}",
    "none",
    "true",
    "range(3)",
    "namespace(a=1)",
]
_ARGUMENTS = [
    "",
    "()",
    "(1)",
    "(0)",
    "(-1)",
    "('名称')",
    "(attribute='名称')",
    "('名称', 'ne', '甲')",
    "(2, '甲')",
    "('a', 'b')",
    "(reverse=true)",
    "(0, 'floor')",
    "(none)",
    "('upper')",
    "(默认)",
    "(x=1)",
]
_OPERATORS = ["+", "-", "*", "/", "//", "%", "**", "~", "==", "<", ">=", "!=", "and", "or", "in", "not in"]
# fmt: on


def expressions(names: list[str]) -> st.SearchStrategy[str]:
    """Expressions over some names, mostly sound ones."""
    simple = st.sampled_from(names) | st.sampled_from(_LITERALS)

    def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        filtered = st.tuples(inner, st.sampled_from(_FILTERS), st.sampled_from(_ARGUMENTS))
        tested = st.tuples(
            inner, st.sampled_from(["is", "is not"]), st.sampled_from(_TESTS), st.sampled_from(_ARGUMENTS)
        )
        return st.one_of(
            filtered.map(lambda f: f"({f[0]})|{f[1]}{f[2]}"),
            tested.map(lambda f: f"(({f[0]}) {f[1]} {f[2]}{f[3]})"),
            st.tuples(inner, st.sampled_from(_OPERATORS), inner).map(lambda f: f"({f[0]} {f[1]} {f[2]})"),
            st.tuples(inner, inner, inner).map(lambda f: f"({f[0]} if {f[1]} else {f[2]})"),
            st.tuples(inner, inner).map(lambda f: f"({f[0]})[{f[1]}]"),
            st.tuples(
                inner, st.sampled_from(["名称", "year", "a", "经费", "items", "format", "__class__", "loop"])
            ).map(lambda f: f"({f[0]}).{f[1]}"),
            st.tuples(inner, st.sampled_from(_ARGUMENTS[1:])).map(lambda f: f"({f[0]}){f[1]}"),
            inner.map(lambda f: f"-({f})"),
            inner.map(lambda f: f"({f})[1:]"),
            st.tuples(inner, inner).map(lambda f: f"[{f[0]}, {f[1]}]"),
        )

    return st.recursive(simple, larger, max_leaves=5)


# fmt: off
_DEBRIS = (
    "{{ 联盟.名称 }}", "{{ ", "}}", "{%", "%}", "{%p ", "{%tr ", "{% if ", "{% for m in ", "{% for ", " in ", "{% endif %}", "{% endfor %}",
    "{% endfor m %}", "{% else %}", "{% elif 1 %}", "{% break %}", "{% continue %}", "{% set x = ", "{% set x %}", "{% endset %}",
    "{% macro f(a, a) %}", "{% macro f(", "{% endmacro %}", "{% call f() %}", "{% endcall %}", "{% with x=", "{% endwith %}", "{{ f(1) }}",
    "{% block b %}", "{% endblock %}", "{% filter upper %}", "{% raw %}", "{% raw x %}", "{% endraw %}", "{% do 1 %}", "{% include 'x' %}",
    "{% set ns = namespace() %}", "{% set ns.x = 1 %}", "{% for loop in 成员单位 %}", "{% macro caller() %}", "{% call(a=1) f() %}",
    "{% set a, b = 1 %}", "{%p if 1 %}", "{%pif 1 %}", "{% p if 1 %}", "{%p endif %}", "{%endif}", "{ %", "% }", "｛％", "％｝", "｛｛", "｝｝",
    "{# ", " #}", "{{ x", "m.名称", " 1 ", "'", "“",
    "(", ")", "[", "]", "|", "=", ",", ".", "{%- ", " -%}", "\\", "\t", "0" * 5000,
    "{% colspan 2 %}",
    "{% vm %}", "{{r 1 }}", "{_{", "loop.index", "{% if 1 %}" * 20, "{{ f(a=1, a=2) }}", "{% for _ in () recursive %}", "{% autoescape x %}",
    "甲", " ", "",
)
# fmt: on


def _packed(paragraphs: tuple[str, ...]) -> bytes:
    return docx(*(p(html.escape(text, quote=False)) for text in paragraphs)).to_bytes()


def _faults_of(made: Callable[[], object]) -> tuple[Diagnostic, ...]:
    """What is told; nothing where something was made."""
    try:
        made()
    except Fault as fault:
        return fault.report.diagnostics
    return ()


def _with_facts(*paragraphs: str) -> None:
    template = Template(_packed(paragraphs), "文书.docx")
    told = template.faults()
    refused = _faults_of(lambda: template.render(Scope(alliance()), _FUNCTIONS))
    assert all(d.place.file and d.message for d in refused)
    assert bool(refused) >= bool(told)
    event("refused" if told else "refused at the render" if refused else "rendered")


def _with_plain(*paragraphs: str) -> None:
    refused = _faults_of(lambda: render_mapping(_packed(paragraphs), _PLAIN))
    assert all(d.message for d in refused)


@given(expressions(_labels()))
@_few
def test_an_expression_over_facts_gives_a_text_or_a_fault(expression: str) -> None:
    _with_facts(f"甲{{{{ {expression} }}}}")


@given(expressions(["m", "m.名称", "loop.index", "成员单位", "x"]), expressions(_labels()))
@_few
def test_a_statement_over_facts_gives_a_text_or_a_fault(inner: str, outer: str) -> None:
    _with_facts(
        f"{{% for m in {outer} %}}{{% set x = {inner} %}}{{{{ x }}}}{{% endfor %}}",
        f"{{% if {outer} %}}甲{{% endif %}}{{% macro f(m, x=1) %}}{{{{ {inner} }}}}{{% endmacro %}}{{{{ f({outer}) }}}}",
    )


@given(expressions(list(_PLAIN)))
@_few
def test_an_expression_over_plain_data_gives_a_text_or_a_fault(expression: str) -> None:
    _with_plain(f"甲{{{{ {expression} }}}}")


@given(st.lists(st.lists(st.sampled_from(_DEBRIS), max_size=6).map("".join), min_size=1, max_size=4))
@_few
def test_debris_gives_a_document_or_faults(paragraphs: list[str]) -> None:
    _with_facts(*paragraphs)
    _with_plain(*paragraphs)


@pytest.mark.parametrize(
    "expression",
    [
        "成员单位[-50].名称",
        "[1][-5]",
        "任务分工[0].经费 + 1",
        "联盟.名称|dictsort",
        "联盟.名称|items|list",
        "1e400|int",
        "-1e999",
        "'a'.format(1)",
        "{'a': 1}['b']",
        "[3, '二']|sort",
        "成员单位|batch('x')|list",
        "成员单位|map('没有的')|list",
        "成员单位|groupby(none)|list",
    ],
)
def test_a_failing_expression_is_one_fault_with_its_place(expression: str) -> None:
    data = docx(p("前"), p(f"甲{{{{ {html.escape(expression, quote=False)} }}}}")).to_bytes()
    with pytest.raises(Fault) as caught:
        Template(data, "文书.docx").render(Scope(alliance()), _FUNCTIONS)
    (told,) = caught.value.report
    assert "第 2 段" in told.place.where


def test_expressions_are_read_alike_without_facts() -> None:
    assert set(_words(PlainEnvironment())[0]) <= set(_FILTERS)
