"""The notation of the text sources."""

import pytest

from kit.diagnostics import Fault
from kit.templates.source import Control, Heading, Option, Paragraph, Row, Table, read_source


def test_headings_items_and_statements() -> None:
    text = """
// for the authors
# 总则 {#general}
## 定义 {#general.terms basis="民法典:466" when="联盟.英文名称"}
本协议所称**联盟**，见[[general]]。
- 第一
  - 其一
- {#general.second} 第二
{% if 联盟.简称 %}
{% endif %}
"""
    nodes = read_source(text, "x.md")
    assert nodes == (
        Heading("chapter", "总则", "general"),
        Heading("clause", "定义", "general.terms", when="联盟.英文名称", basis="民法典:466"),
        Paragraph("body", "本协议所称**联盟**，见[[general]]。"),
        Paragraph("item", "第一"),
        Paragraph("subitem", "其一"),
        Paragraph("item", "第二", "general.second"),
        Control("{% if 联盟.简称 %}"),
        Control("{% endif %}"),
    )


def test_options_and_tables() -> None:
    text = """
::: option court when="争议解决.方式 == '诉讼'"
向法院起诉。
:::
::: table widths="1 2 3" header=1 caption="表"
| {#}甲 | {2,=}{{ x|大写 }}<br>乙 |
{% for a in b %}
| {v}一 | {h=3,b}二 | 三 |
{% endfor %}
:::
"""
    option, table = read_source(text, "x.md")
    assert isinstance(option, Option)
    assert option.id == "court"
    assert isinstance(table, Table)
    head, begin, row, _end = table.rows
    assert isinstance(head, Row)
    assert isinstance(row, Row)
    assert head.cells[0].label
    assert head.cells[1].span == 2
    assert head.cells[1].paragraphs == ("{{ x|大写 }}", "乙")
    assert begin == Control("{% for a in b %}")
    assert (row.cells[0].merge, row.cells[1].lines, row.cells[1].bottom) == ("v", 3, True)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("# 没有标识", 1, "标题行"),
        ("# 总则 {#Bad_Id}", 1, "不合规则"),
        ("# 甲 {#a}\n# 乙 {#a}", 2, "重复"),
        ("@nosuch 文字", 1, "没有段落样式"),
        ("::: nosuch\n:::", 1, "没有区块"),
        (":::", 1, "多余"),
        ("::: keep\n文字", 2, "没有结束"),
        ("::: option a\n:::", 1, "方案应写成"),
        ("::: table header=1\n| a |\n:::", 1, "列宽"),
        ('::: table widths="1 1"\n| a |\n:::', 2, "本行占 1 列"),
        ('::: table widths="1"\n文字\n:::', 2, "只能有"),
        ('# 甲 {#a color="red"}', 1, "未知属性"),
        ('::: table widths="1 1"\n| {v}a | b |\n{% if c %}\n| {^} | d |\n:::', 4, "紧接"),
    ],
)
def test_faults_name_file_and_line(text: str, line: int, words: str) -> None:
    with pytest.raises(Fault) as caught:
        read_source(text, "agreement/10.md")
    (diagnostic,) = caught.value.report
    assert words in diagnostic.message
    assert (diagnostic.place.file, diagnostic.place.line) == ("agreement/10.md", line)
