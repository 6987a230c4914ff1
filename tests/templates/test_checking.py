"""What the model tells of a template without any data: attributes behind filters, in macros, in loops; assignments."""

from __future__ import annotations

import html
from pathlib import Path

import pytest

from kit.diagnostics import Diagnostic, Fault
from kit.templates.facts import Scope
from kit.templates.template import Template
from kit.word.outline import outline_of
from tests.making import alliance, template_of
from tests.word.making import docx, p


def told(text: str) -> list[Diagnostic]:
    return Template(docx(p(html.escape(text, quote=False))).to_bytes(), "文书.docx").faults()


@pytest.mark.parametrize(
    "text",
    [
        "{{ (成员单位|first).姓名 }}",
        "{{ (成员单位|last).姓名 }}",
        "{{ 成员单位|map(attribute='姓名')|join }}",
        "{{ 成员单位|map(attribute='联系人.名字')|join }}",
        "{{ 成员单位|join('、', attribute='姓名') }}",
        "{{ 成员单位|selectattr('姓名')|list|length }}",
        "{{ 成员单位|rejectattr('姓名', 'none')|list|length }}",
        "{% for m in 成员单位|sort(attribute='名称,姓名') %}{% endfor %}",
        "{% for m in 成员单位|unique(attribute='姓名') %}{% endfor %}",
        "{% for k, l in 成员单位|groupby('姓名') %}{{ k }}{% endfor %}",
        "{% for k, l in 成员单位|groupby('单位性质') %}{% for m in l %}{{ m.姓名 }}{% endfor %}{% endfor %}",
        "{% for 组 in 成员单位|batch(2) %}{% for m in 组 %}{{ m.姓名 }}{% endfor %}{% endfor %}",
        "{% macro f(x) %}{{ x.姓名 }}{% endmacro %}{{ f(成员单位[0]) }}",
        "{% macro f(x, y=1) %}{{ y.姓名 }}{% endmacro %}{% for m in 成员单位 %}{{ f(1, y=m) }}{% endfor %}",
        "{% for m in 成员单位 %}{% set x = m %}{{ x.姓名 }}{% endfor %}",
    ],
)
def test_a_field_that_does_not_exist_is_told_wherever_it_is_asked_for(text: str) -> None:
    assert [(d.code, d.message.rpartition(".")[2] in {"姓名", "名字"}) for d in told(text)] == [("T-FLD-01", True)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{{ 联盟.名称.year }}", "T-FLD-02"),
        ("{{ 统计.成员数.day }}", "T-FLD-02"),
        ("{% for m in 成员单位 %}{{ loop.foo }}{% endfor %}", "T-FLD-02"),
        ("{{ 条款('不存在') }}", "T-FUN-01"),
        ("{% for 任务 in 牵头任务() %}{{ 任务.名称 }}{% endfor %}", "T-FUN-01"),
    ],
)
def test_what_a_value_does_not_have_is_told(text: str, code: str) -> None:
    assert [d.code for d in told(text)] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "{{ 签署.签署日期.year }}",
        "{{ (成员单位|first).名称 }}{{ 成员单位|map(attribute='联系人.姓名')|join }}",
        "{% for k, l in 成员单位|groupby('单位性质') %}{{ k }}{% for m in l %}{{ m.名称 }}{% endfor %}{% endfor %}",
        "{% for 组 in 成员单位|batch(2) %}{{ 组[0].名称 }}{% endfor %}",
        "{% macro f(x) %}{{ x.名称 }}{{ x.编号 }}{% endmacro %}{{ f(成员单位[0]) }}{{ f(任务分工[0]) }}",
        "{% macro f(x) %}{{ x.什么 }}{% endmacro %}{% set g = f %}{{ f(成员单位[0]) }}",
        "{% if 联盟.简称 %}{% set x = 成员单位[0] %}{% else %}{% set x = 任务分工[0] %}{% endif %}{{ x.编号 }}",
        "{% for 成员单位, 甲 in [[1, 2]] %}{{ 成员单位.什么 }}{% endfor %}",
        "{% for m in 成员单位 %}{{ loop.index }}{% if loop.last %}{% endif %}{% endfor %}",
        "{% for k, v in {'a': 1}|dictsort %}{{ k }}{{ v }}{% endfor %}",
    ],
)
def test_what_may_be_right_is_not_told(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "{% set n = 0 %}{% for m in 成员单位 %}{% set n = n + 1 %}{% endfor %}{{ n }}",
        "{% set t = '' %}{% for m in 成员单位 %}{% if m.名称 %}{% set t = m.名称 %}{% endif %}{% endfor %}{{ t }}",
        "{% set 头 = true %}{% for m in 成员单位 %}{% if not 头 %}、{% endif %}{{ m }}{% set 头 = false %}{% endfor %}",
        "{% macro f() %}{% set n = 0 %}{% for m in [1] %}{% set n = n + 1 %}{% endfor %}{{ n }}{% endmacro %}{{ f() }}",
    ],
)
def test_an_assignment_without_effect_is_told(text: str) -> None:
    (fault,) = told(text)
    assert (fault.code, "namespace" in fault.hint, "第 1 段" in fault.place.where) == ("T-SET-01", True, True)


@pytest.mark.parametrize(
    "text",
    [
        "{% set t = '' %}{% for m in 成员单位 %}{% set t = m.名称 %}{{ t }}{% endfor %}",
        "{% for m in 成员单位 %}{% set t = m.名称 %}{{ t }}{% endfor %}{% for m in 成员单位 %}{% set t = m %}{{ t }}{% endfor %}",
        "{% set t = 1 %}{% if t %}{% set t = t + 1 %}{% endif %}{{ t }}",
        "{% for m in 成员单位 %}{% set n = 0 %}{% set n = n + 1 %}{{ n }}{% endfor %}",
        "{% set t = 1 %}{% for m in 成员单位 %}{% set t = m.名称 %}{% endfor %}{% set t = 2 %}{{ t }}",
    ],
)
def test_an_assignment_with_effect_is_not_told(text: str) -> None:
    assert told(text) == []


def test_a_namespace_counts() -> None:
    text = "{% set 数 = namespace(n=0) %}{% for m in 成员单位 %}{% set 数.n = 数.n + 1 %}{% endfor %}共{{ 数.n }}家"
    assert told(text) == []
    made = Template(docx(p(text)).to_bytes(), "文书.docx").render(Scope(alliance()), {}).package
    assert [line.text for line in outline_of(made)] == ["共2家"]


@pytest.mark.parametrize(
    "text", ["{{ namespace(a=1).__class__ }}", "{% set n = namespace() %}{{ n.b }}", "{{ namespace() }}"]
)
def test_a_namespace_is_closed(text: str) -> None:
    assert told(text) == []
    data = docx(p(text)).to_bytes()
    with pytest.raises(Fault):
        Template(data, "文书.docx").render(Scope(alliance()), {})


def test_a_place_names_the_kind_of_header(tmp_path: Path) -> None:
    built = template_of(tmp_path, "甲").package
    broken = built.with_parts(
        {
            part: built[part].replace("{{ 联盟.名称 }}".encode(), "{{ 联盟.名子 }}".encode())
            for part in built
            if "header" in part
        }
    )
    places = [d.place.where.partition("，")[0] for d in Template(broken.to_bytes(), "文书.docx").faults()]
    assert sorted(places) == ["偶数页页眉", "页眉"]


@pytest.mark.parametrize(
    ("tag", "message", "hint"),
    [
        ("{% if 联盟.名称 ＝＝ '甲' %}{% endif %}", "不应出现的字符“＝”", "“＝”写成 ="),
        ("{{ 联盟．名称 }}", "不应出现的字符“．”", "“．”写成 ."),
        ("{{ 成员单位｜length }}", "“｜”", "“｜”写成 |"),
        ("{{ 条款（'agreement'，'x'） }}", "“（”", "“（”写成 (，“，”写成 ,，“）”写成 )"),
        ("{%pif 联盟.名称 %}{%p endif %}", "没有语句“pif”", "“p”之后要有空格，写成 {%p if …"),
        ("{% iff 联盟.名称 %}{% endif %}", "没有语句“iff”", "是否为 if？"),
        ("{% if 联盟.名称 = '甲' %}{% endif %}", "应为“%}”，却写成“=”", "=="),
        ("{{ 联盟.名称 联盟.简称 }}", "应为“}}”，却写成“联盟”", ""),
        ("{{ (联盟.名称 }}", "应为“)”", ""),
        ("{{ 联盟. }}", "点号后面缺少字段名", ""),
    ],
)
def test_a_misspelt_tag_is_explained_in_chinese(tag: str, message: str, hint: str) -> None:
    (fault,) = [d for d in told(tag) if d.code == "T-SYN-01"]
    assert message in fault.message
    assert hint in fault.hint
