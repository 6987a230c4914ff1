"""The pages about the language of templates say what is allowed, all of it and no more."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kit.templates.environment import FILTERS, TemplateEnvironment
from tests.making import template_of

_DOCS = Path(__file__).resolve().parents[2] / "docs"
_SIGNS = {"==", "!=", "<", "<=", ">", ">="}
_ROWS = {"filters": r"filters for|的过滤器|可能没有", "tests": r"tests|判断", "loop": r"in loops|循环中"}


def listed(page: str, kind: str) -> set[str]:
    """The words that a page lists in its table, in the rows of a kind."""
    table = (
        (_DOCS / page).read_text(encoding="utf-8").partition("<!-- language -->")[2].partition("<!-- /language -->")[0]
    )
    rows = (line.split("|", 2) for line in table.splitlines() if line.startswith("|"))
    cells = "".join(words for _edge, name, words in rows if re.search(_ROWS[kind], name))
    names = set(re.findall(r"`([a-z0-9.]+)`", cells))
    return names - {"select"} if kind == "tests" else names  # named there as one that takes tests


@pytest.mark.parametrize("page", ["authoring.md", "guide.zh-CN.md"])
def test_filters_and_tests_are_listed(page: str) -> None:
    environment = TemplateEnvironment()
    plain = {name for name in environment.filters if not name.startswith("\0")} - set(FILTERS)
    assert listed(page, "filters") == plain
    assert listed(page, "tests") == set(environment.tests) - _SIGNS


@pytest.mark.parametrize("page", ["authoring.md", "guide.zh-CN.md"])
def test_the_filters_for_facts_are_listed(page: str) -> None:
    text = (_DOCS / page).read_text(encoding="utf-8")
    assert [name for name in FILTERS if not re.search(f"`{name}[`(]", text)] == []


@pytest.mark.parametrize("page", ["authoring.md", "guide.zh-CN.md"])
def test_the_names_in_loops_work(tmp_path: Path, page: str) -> None:
    printed = "".join(f"{{{{ {name} }}}}" for name in sorted(listed(page, "loop")))
    assert template_of(tmp_path, f"甲{{% for m in 成员单位 %}}{printed}{{% endfor %}}").faults() == []
    assert len(listed(page, "loop")) == 6


@pytest.mark.parametrize(
    "tag",
    [
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% from 'x' import y %}",
        "{% extends 'x' %}",
        "{% autoescape false %}{% endautoescape %}",
        "{% filter upper %}{% endfilter %}",
        "{% for m in 成员单位 recursive %}{% endfor %}",
    ],
)
def test_what_the_page_calls_refused_is_refused(tmp_path: Path, tag: str) -> None:
    assert {fault.code for fault in template_of(tmp_path, f"甲{tag}").faults()} == {"T-SYN-03"}


@pytest.mark.parametrize(
    "text",
    [
        "{% set a = 1 %}{{ a }}",
        "{% set a %}甲{% endset %}{{ a|trim ~ '乙' }}",
        "{% with a = 1 %}{{ a }}{% endwith %}",
        "{% macro f(x) %}{{ x }}{{ caller() }}{% endmacro %}{% call f(1) %}甲{% endcall %}",
        "{% for m in 成员单位 if m.名称 %}{{ m }}{% else %}无{% endfor %}",
        "{% raw %}{{ 甲 }}{% endraw %}{_{ 甲 }_}{# 注 #}",
        "{{ 1 + 2 - 3 * 4 / 5 // 6 % 7 ** 2 }}{{ 1 if 1 < 2 and 2 <= 2 or not 3 != 3 else [1, {'a': 2}['a']]|length }}",
        "{{ 成员单位|selectattr('名称', 'ne', '甲')|map(attribute='名称')|join('、') }}{{ range(3)|sum }}",
    ],
)
def test_what_the_page_calls_allowed_is_allowed(tmp_path: Path, text: str) -> None:
    assert template_of(tmp_path, f"甲{text}").faults() == []
