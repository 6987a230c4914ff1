"""kit templates check: every fault of an edited template in one run, with its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kit.templates.catalogue import document_types
from kit.templates.template import Template
from tests.cli.running import run
from tests.making import template_of

Capsys = pytest.CaptureFixture[str]

FAULTY = """# 总则 {#a}
## 名称 {#a.name}
联盟是{{ 联盟.名子 }}，机构为{{ 争议解决.仲裁机关 }}。
{% if 争议解决.方式 == '仲栽' %}
甲
{% endif %}
{% for 项 in 联盟.名称 %}
乙
{% endfor %}
{{ 成员单位.名称 }}和{{ 没有的 }}
{{ 成员单位 }}、{{ 争议解决 }}、{{ 联盟.名称|大写 }}、{{ 经费.来源合计|大写 }}、{{ 统计.成员数|数字 }}、{{ 经费.托管单位 }}
前{%p if 联盟.简称 %}
{{ 联盟.名称|大定 }}
::: table widths="1 1"
| ｛｛ 联盟.名称 ｝｝ | 乙 |
:::
"""


def test_built_in_templates_are_sound(capsys: Capsys) -> None:
    result = run(capsys, "templates", "check", *(kind.built_in for kind in document_types()))
    assert (result.code, result.out) == (0, "未发现问题。\n")


def test_names_are_told_all_at_once(tmp_path: Path, capsys: Capsys) -> None:
    source = FAULTY.replace("前{%p if 联盟.简称 %}\n", "").replace("|大定", "").replace("｛｛ 联盟.名称 ｝｝", "甲")
    path = tmp_path / "改过的.docx"
    path.write_bytes(template_of(tmp_path, source).data)
    result = run(capsys, "templates", "check", path, "--format", "json")
    found = [(d["code"], d["message"]) for d in json.loads(result.out)["diagnostics"]]
    assert result.code == 1
    assert found == [
        ("T-FLD-01", "没有字段 联盟.名子"),
        ("T-FLD-01", "没有字段 争议解决.仲裁机关"),
        ("T-OPT-02", "条件中的选项“仲栽”不存在"),
        ("T-FLD-03", "“联盟.名称”不是清单，不能循环"),
        ("T-FLD-04", "“成员单位”是清单，没有字段“名称”"),
        ("T-FLD-01", "没有字段 没有的"),
        ("T-PRN-01", "“成员单位”是清单，不能直接输出"),
        ("T-PRN-01", "“争议解决”是一组事实，不能直接输出"),
        ("T-FLT-01", "“大写”只能用于金额，“联盟.名称”不是"),
    ]
    places = [d["place"] for d in json.loads(result.out)["diagnostics"]]
    assert places[0]["file"] == "文书.docx" or places[0]["file"] == str(path.name)
    assert "第 3 段" in places[0]["where"]
    assert "联盟是" in places[0]["where"]


def test_tags_are_told_all_at_once(tmp_path: Path, capsys: Capsys) -> None:
    path = tmp_path / "改过的.docx"
    path.write_bytes(template_of(tmp_path, FAULTY).data)
    result = run(capsys, "templates", "check", path, tmp_path / "没有.docx")
    assert result.code == 1
    for code in ("T-TAG-01", "T-TAG-02", "T-SYN-02", "T-FIL-01"):
        assert code in result.err
    assert "第 1 个表格第 1 行第 1 格" in result.err
    assert "是否为 大写？" in result.err


def test_a_suggestion_is_made(tmp_path: Path, capsys: Capsys) -> None:
    path = tmp_path / "改过的.docx"
    path.write_bytes(template_of(tmp_path, "{{ 争议解决.仲裁机关 }}").data)
    assert "是否为 争议解决.仲裁机构？" in run(capsys, "templates", "check", path).err


_LINE = "_" * 24


@pytest.mark.parametrize(
    "paragraphs,told",
    [
        ((_LINE, "{{ 联盟.组建宗旨 }}", _LINE), 0),  # rules across the page, above and below
        ((_LINE, "{{ 联盟.组建宗旨 }}", "{{ 联盟.名称 }}", _LINE), 0),
        ((_LINE, "{{ 联盟.组建宗旨 }}", _LINE, "{{ 联盟.名称 }}", _LINE), 0),
        ((_LINE, _LINE), 2),
        ((_LINE, "其他约定：{{ 联盟.组建宗旨 }}", _LINE), 2),
        (("{{ 联盟.组建宗旨 }}", _LINE), 1),
        ((_LINE, "{{ 联盟.组建宗旨 }}", _LINE + "_"), 2),
    ],
)
def test_two_lines_around_tags_are_no_blanks(
    paragraphs: tuple[str, ...], told: int, tmp_path: Path, capsys: Capsys
) -> None:
    path = tmp_path / "改过的.docx"
    path.write_bytes(template_of(tmp_path, "\n".join(paragraphs)).data)
    found = json.loads(run(capsys, "templates", "check", path, "--format", "json").out)["diagnostics"]
    assert [d["code"] for d in found] == ["T-LEF-01"] * told


def test_blanks_left_over_are_warnings(tmp_path: Path, capsys: Capsys) -> None:
    path = tmp_path / "改过的.docx"
    source = "甲方【甲方名称】，地址________，名称{{ 联盟.名称 }}。\n@sign 负责人（签字）：________"
    path.write_bytes(template_of(tmp_path, source).data)
    result = run(capsys, "templates", "check", path, "--format", "json")
    found = json.loads(result.out)["diagnostics"]
    assert (result.code, [(d["code"], d["severity"]) for d in found]) == (0, [("T-LEF-01", "warning")] * 2)
    assert ["【甲方名称】" in found[0]["message"], "____" in found[1]["message"]] == [True, True]
    assert "第 1 段" in found[0]["place"]["where"]
    assert "{{ 字段 }}" in found[0]["hint"]


def test_macros_are_known_wherever_they_stand(tmp_path: Path, capsys: Capsys) -> None:
    """A macro may use one that is defined behind it; whoever calls one too early is told so, not of a field."""
    macros = (
        "{% macro 甲(x) %}{{ 乙(x) }}{{ 丙 }}{{ varargs|length }}{% endmacro %}{% macro 乙(x) %}{{ x }}{% endmacro %}"
    )
    path = tmp_path / "改过的.docx"
    sound = macros + "{% set 丙 = 1 %}{% call(m) 丁() %}{{ m.名称 }}{% endcall %}{{ 甲(联盟.名称, 1) }}"
    sound = "{% macro 丁() %}{% for m in 成员单位 %}{{ caller(m) }}{% endfor %}{% endmacro %}" + sound
    path.write_bytes(template_of(tmp_path, sound).data)
    assert run(capsys, "templates", "check", path).out == "未发现问题。\n"
    path.write_bytes(
        template_of(tmp_path, "{{ 乙(1) }}" + macros + "{% macro 戊(x=没有的) %}{{ 不明 }}{% endmacro %}").data
    )
    found = json.loads(run(capsys, "templates", "check", path, "--format", "json").out)["diagnostics"]
    assert [(d["code"], d["message"].partition("，")[0]) for d in found] == [
        ("T-MAC-01", "宏“乙”用在它的定义之前"),
        ("T-FLD-01", "没有字段 丙"),
        ("T-FLD-01", "没有字段 没有的"),
        ("T-FLD-01", "没有字段 不明"),
    ]


@pytest.mark.parametrize(
    ("source", "code", "words"),
    [
        ("{% if 联盟.名称 %}\n甲", "T-BLK-01", "没有结束"),
        ("甲\n{% endif %}", "T-BLK-02", "没有与它相配的开头"),
        ("{% if 联盟.名称 %}\n{% for m in 成员单位 %}\n甲\n{% endif %}\n{% endfor %}", "T-BLK-03", "没有结束"),
        ("{% else %}\n甲", "T-BLK-02", "没有与它相配的语句"),
        ("甲{% if 联盟.名称 %}乙\n{% endif %}", "T-BLK-04", "不在同一层"),
        ("{{ 联盟.名称 + }}", "T-SYN-01", "写错"),
    ],
)
def test_blocks(tmp_path: Path, capsys: Capsys, source: str, code: str, words: str) -> None:
    path = tmp_path / "改过的.docx"
    path.write_bytes(template_of(tmp_path, source).data)
    result = run(capsys, "templates", "check", path)
    assert result.code == 1
    assert code in result.err
    assert words in result.err


def test_five_faults_planted_in_the_charter_are_five_findings(tmp_path: Path, capsys: Capsys) -> None:
    charter = next(kind for kind in document_types() if kind.id == "charter")
    package = Template.load(charter.built_in).package
    body = package[package.document_part].decode()
    for sound, faulty in (
        ("{{ 联盟.名称 }}", "{{ 联盟.名子 }}"),
        ("{%p endif %}", "{%p endif }"),
        ("{{ 组织机构.理事会.任期 }}", "{{ 组织机构.理事会.任期|没有 }}"),
        ("条款('agreement', 'bodies.liable')", "条款('agreement', 'bodies.liabel')"),
        ("条款('agreement', 'licence.inside')", "条款('agreement')"),
    ):
        assert sound in body
        body = body.replace(sound, faulty, 1)
    path = tmp_path / charter.file
    path.write_bytes(package.with_parts({package.document_part: body.encode()}).to_bytes())
    found = json.loads(run(capsys, "templates", "check", path, "--format", "json").out)["diagnostics"]
    assert sorted(d["code"] for d in found) == ["T-CIT-02", "T-FLD-01", "T-FUN-01", "T-SYN-02", "T-TAG-01"]


def test_quoted_clauses_are_looked_for(tmp_path: Path, capsys: Capsys) -> None:
    path = tmp_path / "改过的.docx"
    source = "{{ 条款('agreement', 'purpose.nam') }}{{ 条款('agreement', 'purpose.name') }}{{ 条款('agrement', 'x') }}"
    path.write_bytes(template_of(tmp_path, source).data)
    found = json.loads(run(capsys, "templates", "check", path, "--format", "json").out)["diagnostics"]
    assert [(d["code"], d["severity"], d["hint"].partition("？")[0]) for d in found] == [
        ("T-CIT-02", "warning", "是否为 purpose.name"),
        ("T-CIT-01", "error", "是否为 agreement"),
    ]
