"""All faults of a template are told in one run, each once, and none that follows from another."""

from __future__ import annotations

import pytest

from kit.diagnostics import Diagnostic, Fault
from kit.templates.plain import compiled
from kit.templates.template import Template
from tests.word.making import docx, p

_ROW = "<w:tr>{}</w:tr>"
_CELL = "<w:tc><w:tcPr/>{}</w:tc>"


def row(*cells: str) -> str:
    return _ROW.format("".join(_CELL.format(p(text)) for text in cells))


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def told(*blocks: str, **parts: str) -> list[Diagnostic]:
    """The faults of a template of paragraphs in short and XML."""
    body = (block if block.startswith("<") else p(block) for block in blocks)
    return Template(docx(*body, **parts).to_bytes(), "文书.docx").faults()


def seen(*blocks: str, **parts: str) -> list[tuple[str, str]]:
    """The faults by code and the paragraph they are told at, sorted."""
    return sorted((d.code, d.place.where.rpartition("在“")[2].removesuffix("”")) for d in told(*blocks, **parts))


_DOCUMENTS: list[tuple[tuple[str, ...], list[tuple[str, str]]]] = [
    (
        (
            "{{ 联盟.名子 }}",
            "{%p for 成员 in 成员单位 }",
            "{{ 成员.名称 }}",
            "{%p endfor %}",
            "{{ 联盟.名称 }与{{ 联盟.简称 ％}",
            "{%p if 联盟.英文名称 = '甲' %}",
            "{{ 没有 }}",
            "{%p endif %}",
            "{{ 成员单位 }}",
        ),
        [
            ("T-FLD-01", "{{ 没有 }}"),
            ("T-FLD-01", "{{ 联盟.名子 }}"),
            ("T-PRN-01", "{{ 成员单位 }}"),
            ("T-SYN-01", "{%p if 联盟.英文名称 = '甲' %}"),
            ("T-TAG-01", "{%p for 成员 in 成员单位 }"),
            ("T-TAG-01", "{{ 联盟.名称 }与{{ 联盟.简称 ％}"),
            ("T-TAG-01", "{{ 联盟.名称 }与{{ 联盟.简称 ％}"),
        ],
    ),
    (
        (
            "{%p for 成员 of 成员单位 %}",
            "{{ 成员.名称 }}{{ 不存在 }}",
            "{%p endfor %}",
            "{% if 1 %}甲{% else %}乙{% else %}丙{% endif %}",
            "{% for m in 成员单位 %}{{ m.姓 }}{% endfor %}",
            "{% macro 宏(甲, 乙 %}{{ 甲 }}{% endmacro %}{{ 宏(1, 2) }}",
            "{% set 数 = 联盟.名称|| %}{{ 数 }}{{ 数|没有的 }}",
            "{%pif 联盟.名称 %}",
            "{% esle %}",
            "{%p endif %}",
        ),
        [
            ("T-BLK-02", "{% if 1 %}甲{% else %}乙{% else %}丙{% endi"),
            ("T-FLD-01", "{% for m in 成员单位 %}{{ m.姓 }}{% endfor %}"),
            ("T-FLD-01", "{{ 成员.名称 }}{{ 不存在 }}"),
            ("T-SYN-01", "{% esle %}"),
            ("T-SYN-01", "{% macro 宏(甲, 乙 %}{{ 甲 }}{% endmacro %}{"),
            ("T-SYN-01", "{% set 数 = 联盟.名称|| %}{{ 数 }}{{ 数|没有的 }}"),
            ("T-SYN-01", "{%p for 成员 of 成员单位 %}"),
            ("T-SYN-01", "{%pif 联盟.名称 %}"),
            ("T-SYN-02", "{% set 数 = 联盟.名称|| %}{{ 数 }}{{ 数|没有的 }}"),
        ],
    ),
    (
        (
            "{{ 联萌.名称 }}{{ 成员.名称 }}",
            "{{ 成员.简称 }}",
            "{%p endfor %}",
            "{%p if 联盟.名称 %}",
            "{{ 联盟.名字 }}",
            table(
                row("{%tr for m in 成员单位 %}", "{{ m.名字 }}"),
                row("{{ m.名称 }}", "{{ m.姓名 }}"),
                row("{%tr endfor %}", ""),
            ),
            table(row("{%tr for n in 成员单位 %}", "{%tr endfor %}")),
            "{%tr set 甲 = 1 %}",
            "{{ 甲 }}{% break %}",
        ),
        [
            ("T-BLK-01", "{%p if 联盟.名称 %}"),
            ("T-BLK-02", "{%p endfor %}"),
            ("T-FLD-01", "{{ m.名字 }}"),
            ("T-FLD-01", "{{ 联萌.名称 }}{{ 成员.名称 }}"),
            ("T-FLD-01", "{{ m.姓名 }}"),
            ("T-FLD-01", "{{ 联盟.名字 }}"),
            ("T-SYN-03", "{{ 甲 }}{% break %}"),
            ("T-TAG-02", "{%tr for m in 成员单位 %}"),
            ("T-TAG-03", "{%tr set 甲 = 1 %}"),
            ("T-TAG-04", "{%tr endfor %}"),
        ],
    ),
    (
        (
            "{%p for a in 成员单位 %}",
            "{%p if a.名称 %}",
            "{{ a.名 字 }}",
            "{%p endfor %}",
            "{% include 'x' %}",
            "{{ 联盟.名称|大写 }}",
            "{% endif x %}",
            "{{ 联盟．名称 }}",
            "x }}",
        ),
        [
            ("T-BLK-02", "{% endif x %}"),
            ("T-BLK-03", "{%p if a.名称 %}"),
            ("T-FLT-01", "{{ 联盟.名称|大写 }}"),
            ("T-SYN-01", "{% endif x %}"),
            ("T-SYN-01", "{{ a.名 字 }}"),
            ("T-SYN-01", "{{ 联盟．名称 }}"),
            ("T-SYN-03", "{% include 'x' %}"),
            ("T-TAG-01", "x }}"),
        ],
    ),
]


@pytest.mark.parametrize("document", range(len(_DOCUMENTS)))
def test_every_planted_fault_is_told_and_nothing_else(document: int) -> None:
    blocks, wanted = _DOCUMENTS[document]
    assert seen(*blocks) == sorted(wanted)


def test_a_tag_in_a_property_does_not_hide_the_others() -> None:
    custom = docx(p("{{ 联盟.名子 }}"), p("{{ 联盟.简称 }")).with_parts(
        {"docProps/custom.xml": "<Properties>{{ 联盟.名称 }}</Properties>".encode()}
    )
    codes = [d.code for d in Template(custom.to_bytes(), "文书.docx").faults()]
    assert sorted(codes) == ["T-FLD-01", "T-TAG-01", "T-TAG-06"]
    with pytest.raises(Fault) as caught:
        compiled(custom.to_bytes())
    assert sorted(d.code for d in caught.value.report) == ["T-TAG-01", "T-TAG-06"]


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        ("{{ a } 乙 {{ b ％} 丙 {{ c }} 丁 x }}", ["{{ a } 乙", "{{ b ％} 丙", "丁 x }}"]),
        ("｛｛ x ｝｝与｛｛ y ｝｝", ["｛｛ x", "｛｛ y"]),
        ("{% if x }甲{% endif }", ["{% if x }甲", "{% endif }"]),
    ],
)
def test_every_half_of_a_tag_is_told(text: str, halves: list[str]) -> None:
    found = [d.message for d in told(text) if d.code == "T-TAG-01"]
    assert len(found) == len(halves)
    assert all(half in message for half, message in zip(halves, found, strict=True))


@pytest.mark.parametrize("text", ["{%%}", "{{}}", "{% %}", "{%p %}", "{%-%}"])
def test_an_empty_tag_is_told(text: str) -> None:
    assert [d.code for d in told(text)] == ["T-SYN-01"]


def test_a_tag_in_a_tracked_change_still_opens_its_block() -> None:
    inserted = '<w:p><w:ins w:id="1" w:author="甲"><w:r><w:t>{%p for m in 成员单位 %}</w:t></w:r></w:ins></w:p>'
    assert [d.code for d in told(inserted, "{{ m.名称 }}", "{%p endfor %}")] == ["T-REV-01"]


def test_a_place_names_the_table_and_the_header() -> None:
    one = table(row("甲", "{{ 一 }}"))
    assert [d.place.where for d in told(one, one)] == [
        "第 1 个表格第 1 行第 2 格，在“{{ 一 }}”",
        "第 2 个表格第 1 行第 2 格，在“{{ 一 }}”",
    ]
