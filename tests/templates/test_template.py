"""Rendering: escaped, strict, sandboxed, and nothing lost."""

from pathlib import Path

import pytest

from kit.diagnostics import Fault
from kit.templates.facts import Scope
from kit.templates.template import Template
from kit.word.names import w
from tests.making import alliance, rendered, template_of


def lines_of(folder: Path, source: str, **changes: object) -> list[str]:
    outline, _missing, _package = rendered(folder, source, alliance(**changes))
    return [line.text for line in outline]


def test_markup_in_values_is_text(tmp_path: Path) -> None:
    assert lines_of(tmp_path, "前{{ 联盟.名称 }}后")[0] == "前甲&乙<丙>联盟后"


@pytest.mark.parametrize(
    "value",
    [
        "{{ 6*7 }}",
        "{% raw %}",
        "{_{ x }_}",
        "</w:t></w:r></w:p><w:p>",
        "a\tb",
        "“引号”",
        "&amp;",
        "#}",
        "𬭎鑫",
        "{%p if x %}",
    ],
)
def test_values_are_never_templates(tmp_path: Path, value: str) -> None:
    source = "前{{ 联盟.简称 }}后\n尾"
    if "\t" in value:
        with pytest.raises(ValueError, match="控制字符"):
            alliance(联盟={"简称": value})
        return
    assert lines_of(tmp_path, source, 联盟={"简称": value})[:2] == [f"前{value}后", "尾"]


def test_values_reach_headers_and_properties(tmp_path: Path) -> None:
    _outline, _missing, package = rendered(tmp_path, "文字")
    for part in ("word/header1.xml", "word/header2.xml"):
        assert "甲&amp;乙&lt;丙&gt;联盟" in package[part].decode()


def test_labels_and_identifiers_are_the_same(tmp_path: Path) -> None:
    assert lines_of(tmp_path, "{{ info.name }}{{ 任务分工[0].lead.uscc|或无 }}")[0] == "甲&乙<丙>联盟无"


def test_a_member_reference_is_the_member(tmp_path: Path) -> None:
    source = "{{ 任务分工[0].牵头单位 }}、{{ 任务分工[0].牵头单位.单位性质 }}{% if 对外责任主体 == 理事长单位 %}同{% endif %}"
    assert lines_of(tmp_path, source)[0] == "甲厂有限公司、企业同"


def test_filters(tmp_path: Path) -> None:
    source = (
        "{{ 任务分工[0].经费 }}｜{{ 任务分工[0].经费|大写 }}｜{{ 任务分工[0].经费|万元 }}｜{{ 任务分工[0].经费|元 }}｜{{ 统计.成员数|数字 }}"
        "｜{{ 组织机构.理事会.法定人数|表决('全体理事') }}｜{{ 缔约单位|列举('名称') }}｜{{ true|勾选 }}{{ false|勾选 }}｜{{ 联盟.网站|或无 }}"
    )
    assert lines_of(tmp_path, source)[0] == (
        "300万元｜人民币叁佰万元整｜300｜3,000,000｜二｜全体理事的三分之二以上｜甲厂有限公司、乙大学｜■□｜无"
    )


def test_a_missing_fact_is_marked_and_remembered(tmp_path: Path) -> None:
    outline, missing, package = rendered(
        tmp_path, "{% for m in 成员单位 %}\n法定代表人{{ m.法定代表人 }}。\n{% endfor %}"
    )
    assert [line.text for line in outline][:2] == ["法定代表人【待补：法定代表人】。"] * 2
    assert [m.path for m in missing] == ["成员单位[1].法定代表人", "成员单位[2].法定代表人"]
    marks = list(package.xml("word/document.xml").iter(w("highlight")))
    assert len(marks) == 2


def test_a_gap_is_named_after_what_has_to_be_filled_in(tmp_path: Path) -> None:
    """Of a member not yet chosen, the choice; of a computed value, the fact behind it."""
    source = "{{ 经费.监督单位.名称 }}、{{ 成员单位[0].有效送达地址 }}、{{ 成员单位[0].签署人 }}、{{ 成员单位[0].联系人.电话 }}"
    outline, missing, _package = rendered(tmp_path, source)
    assert next(iter(outline)).text == "【待补：监督单位】、【待补：住所】、【待补：法定代表人】、【待补：联系人电话】"
    assert [m.path for m in missing] == [
        "经费.监督单位",
        "成员单位[1].住所",
        "成员单位[1].法定代表人",
        "成员单位[1].联系人.电话",
    ]


def test_a_tested_absence_is_no_gap(tmp_path: Path) -> None:
    _outline, missing, _package = rendered(tmp_path, "{% if 联盟.英文名称 %}\n{{ 联盟.英文名称 }}\n{% endif %}\n完")
    assert missing == []


def test_an_empty_needed_list_shows_one_row_of_gaps(tmp_path: Path) -> None:
    source = """::: table widths="1 1" header=1
| 指标 | 目标 |
{% for 指标 in 技术创新目标.指标 %}
| {{ 指标.名称 }} | {{ 指标.目标值 }} |
{% endfor %}
:::"""
    outline, missing, _package = rendered(tmp_path, source)
    assert "【待补：指标名称】" in str(outline)
    assert [m.path for m in missing] == ["技术创新目标.指标[1].名称", "技术创新目标.指标[1].目标值"]


def test_several_lines_become_several_paragraphs(tmp_path: Path) -> None:
    goals = {"总体目标": "第一段\n第二段"}
    assert lines_of(tmp_path, "{{ 技术创新目标.总体目标 }}完", 技术创新目标=goals)[:2] == ["第一段", "第二段完"]


def test_several_lines_stay_one_numbered_item(tmp_path: Path) -> None:
    goals = {"总体目标": "第一段\n第二段"}
    outline, _missing, _package = rendered(
        tmp_path, "# 章 {#a}\n## 条 {#a.b}\n- {{ 技术创新目标.总体目标 }}\n- 其次", alliance(技术创新目标=goals)
    )
    assert [line.label for line in outline if line.label.startswith("（")] == ["（一）", "（二）"]


@pytest.mark.parametrize(
    ("source", "code", "words"),
    [
        ("{{ 联盟.名字 }}", "T-FLD-01", "没有字段 联盟.名字"),
        ("{{ 不存在 }}", "T-FLD-01", "不存在"),
        ("{% if 争议解决.方式 == '仲栽' %}\n甲\n{% endif %}", "T-OPT-02", "仲栽"),
        ("{{ 成员单位 }}", "T-PRN-01", "清单"),
        ("{{ 联盟 }}", "T-PRN-01", "一组事实"),
        ("{{ 联盟.名称|大写 }}", "T-FLT-01", "金额"),
        ("{{ 联盟.名称|没有的过滤器 }}", "T-SYN-02", "没有的过滤器"),
        ("{{ 1/0 }}", "T-RUN-01", "不能计算"),
        ("{{ (1 - 4)|数字 }}", "T-FLT-01", "从零到"),
        ("{{ (10 ** 13)|数字 }}", "T-FLT-01", "从零到"),
        ("{% if 联盟.名称 %}\n甲", "T-BLK-01", "没有结束"),
        ("甲{{ 联盟.名称 }乙", "T-TAG-01", "没有写完整"),
        ("甲{{ 联盟.名称 ％}乙", "T-TAG-01", "没有写完整"),
        ("｛｛ 联盟.名称 ｝｝", "T-TAG-01", "｛｛"),
        ("甲{%p if 联盟.名称 %}\n{%p endif %}", "T-TAG-02", "会丢失"),
        ("{%tr set 甲 = 联盟.名称 %}", "T-TAG-03", "不在表格"),
        ("{{ ''.__class__ }}", "T-FLD-02", "__class__"),
        ("{{ 联盟.__class__ }}", "T-FLD-01", "__class__"),
        ("{{ 联盟.名称.__init__ }}", "T-FLD-02", "__init__"),
        ("{{ 联盟.名称.upper() }}", "T-FLD-02", "upper"),
        ("{{ 联盟.model_fields }}", "T-FLD-01", "model_fields"),
        ("{{ cycler.__init__ }}", "T-FLD-01", "cycler"),
        ("{{ 联盟['__dict__'] }}", "T-FLD-01", "__dict__"),
        ("{% for i in range(10000000) %}\n甲\n{% endfor %}", "T-RUN-01", "不能计算"),
        ("{{ [1, 2] }}", "T-PRN-01", "不能直接输出"),
        ("{{ none }}", "T-PRN-01", "不能直接输出"),
    ],
)
def test_faults_of_a_template(tmp_path: Path, source: str, code: str, words: str) -> None:
    with pytest.raises(Fault) as caught:
        template_of(tmp_path, source).render(Scope(alliance()), {})
    (diagnostic,) = caught.value.report
    assert diagnostic.code == code
    assert words in diagnostic.message
    assert diagnostic.place.file == "文书.docx"


def test_exactly_one_option_must_hold(tmp_path: Path) -> None:
    source = """# 章 {#a}
## 条 {#a.b}
::: option one when="争议解决.方式 == '仲裁'"
甲
:::
::: option two when="争议解决.方式 in ['仲裁', '诉讼']"
乙
:::
"""
    with pytest.raises(Fault) as caught:
        template_of(tmp_path, source).render(Scope(alliance()), {})
    assert [d.code for d in caught.value.report] == ["T-OPT-01"]
    assert lines_of(tmp_path, source, 争议解决={"方式": "诉讼"})[-1] == "乙"


def test_options_of_a_clause_that_is_out_are_not_asked(tmp_path: Path) -> None:
    source = """# 章 {#a}
## 条 {#a.b when="联盟.英文名称"}
::: option one when="争议解决.方式 == '诉讼'"
甲
:::
## 条二 {#a.c}
乙
"""
    assert lines_of(tmp_path, source) == ["章", "条二", "乙"]


def test_numbers_close_up_when_a_clause_drops_out(tmp_path: Path) -> None:
    source = """# 章 {#a}
## 条一 {#a.b}
见[[a.d]]，第[[a.item]]项，[[x]]。
## 条二 {#a.c when="联盟.英文名称"}
甲
## 条三 {#a.d}
- 一
- {#a.item} 二
#附件 表 {#x}
## 甲 {#x.y}
- 附
"""
    outline, _missing, _package = rendered(tmp_path, source)
    assert [line.label for line in outline if line.label] == [
        "第一章",
        "第一条",
        "第二条",
        "（一）",
        "（二）",
        "附件1",
        "一、",
        "（一）",
    ]
    assert "见第二条，第（二）项，附件1。" in str(outline)


def test_a_section_that_ends_on_a_tag_is_kept(tmp_path: Path) -> None:
    """LibreOffice puts a section's end on the paragraph before it, which may be one that vanishes."""
    template = template_of(tmp_path, "{% if 联盟.名称 %}\n甲\n{% endif %}\n乙")
    section = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:pPr>'
    body = template.package["word/document.xml"].decode()
    at = body.index("{%p endif %}")
    end = body.rindex("</w:pPr>", 0, at) if body.rindex("<w:pPr>", 0, at) < body.rindex("</w:pPr>", 0, at) else -1
    changed = body[:end] + section + body[end + len("</w:pPr>") :]
    edited = Template(template.package.with_parts({"word/document.xml": changed.encode()}).to_bytes(), "文书.docx")
    result = edited.render(Scope(alliance()), {}).package
    assert len(list(result.xml("word/document.xml").iter(w("sectPr")))) == 2
