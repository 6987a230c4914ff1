"""What Word puts into and around tags stays, and what cannot be filled in without a loss is told."""

from __future__ import annotations

import re
from typing import Any

import pytest
from jinja2 import Environment
from lxml import etree

from kit.diagnostics import Diagnostic, Severity
from kit.templates.blanks import left_overs
from kit.templates.compiling import compile_part, part_faults
from kit.templates.engine import as_breaks
from kit.templates.lifting import lift
from kit.word.names import R, W, w
from kit.word.scanning import scan

_BOOKMARK = '<w:bookmarkStart w:id="1" w:name="b"/>', '<w:bookmarkEnd w:id="1"/>'
_COMMENT = '<w:commentRangeStart w:id="2"/>', '<w:commentRangeEnd w:id="2"/>'
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:m="urn:m" xmlns:a="urn:a" xmlns:mc="urn:mc" xmlns:wps="urn:wps" xmlns:v="urn:v"'
)


def t(text: str, properties: str = "") -> str:
    """A run."""
    return f"<w:r>{properties}<w:t>{text}</w:t></w:r>"


def p(*inner: str) -> str:
    """A paragraph."""
    return f"<w:p>{''.join(inner)}</w:p>"


def part(*inner: str) -> bytes:
    """A document part."""
    return f"<w:document {_SPACES}><w:body>{''.join(inner)}</w:body></w:document>".encode()


def faults(*inner: str) -> list[Diagnostic]:
    """What is wrong with a part."""
    return part_faults(lift(scan(part(*inner), "x"), "正文"), Environment(autoescape=True))


def filled(*inner: str, **names: Any) -> etree._Element:
    """The part filled, parsed."""
    environment = Environment(autoescape=True)
    lifted = lift(scan(part(*inner), "x"), "正文")
    assert part_faults(lifted, environment) == []
    return etree.fromstring(compile_part(lifted, environment).render(names, as_breaks, set()))


def words(root: etree._Element) -> list[str]:
    """The text of every paragraph, without those nested in it."""
    return [
        "".join(e.text or "" for e in one.iter(w("t")) if next(e.iterancestors(w("p"))) is one)
        for one in root.iter(w("p"))
    ]


def names(root: etree._Element, *wanted: str) -> list[str]:
    """The elements of these names in order."""
    return [etree.QName(e).localname for e in root.iter(*(w(name) for name in wanted))]


@pytest.mark.parametrize("start,end", [_BOOKMARK, _COMMENT])
def test_marks_inside_a_tag_keep_both_ends(start: str, end: str) -> None:
    root = filled(p(t("甲{{ "), start, t("x"), end, t(" }}乙")), x="值")
    assert words(root) == ["甲值乙"]
    assert len(names(root, "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd")) == 2


@pytest.mark.parametrize("keep", [True, False])
def test_a_bookmark_over_a_condition_is_whole_or_gone(keep: bool) -> None:
    body = p(t("{%p if k %}"), _BOOKMARK[0]) + p(t("甲")) + p(_BOOKMARK[1], t("{%p endif %}")) + p(t("尾"))
    root = filled(body, k=keep)
    assert names(root, "bookmarkStart", "bookmarkEnd") == ["bookmarkStart", "bookmarkEnd"]


def test_a_comment_on_a_tag_goes_with_it() -> None:
    assert names(filled(p(_COMMENT[0], t("{%p set a = 1 %}"), _COMMENT[1]) + p(t("甲"))), "commentRangeStart") == []


def test_proofing_marks_split_no_tag() -> None:
    error = '<w:proofErr w:type="spellStart"/>'
    assert words(filled(p(t("{"), error, t("{ x"), error, t(" }"), error, t("}")), x="值")) == ["值"]


def test_content_controls_are_filled_and_kept() -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    root = filled(control.format(p(t("{{ x }}"))) + p(control.format(t("{{ x }}"))), x="值")
    assert words(root) == ["值", "值"]
    assert len(names(root, "sdt")) == 2


def test_text_boxes_are_filled_in_both_branches() -> None:
    box = f"<w:txbxContent>{p(t('{%p for x in xs %}'))}{p(t('{{ x }}'))}{p(t('{%p endfor %}'))}</w:txbxContent>"
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    root = filled(p(t("{{ y }}"), f"<w:r>{both}</w:r>"), xs=["甲", "乙"], y="丙")
    assert words(root) == ["丙", "甲", "乙", "甲", "乙"]


@pytest.mark.parametrize("name", ["ins", "del", "moveFrom", "moveTo"])
def test_tags_in_tracked_changes_are_refused(name: str) -> None:
    text = "delText" if name == "del" else "t"
    changed = f'<w:{name} w:id="1" w:author="甲"><w:r><w:{text}>{{{{ x }}}}</w:{text}></w:r></w:{name}>'
    assert [f.code for f in faults(p(t("甲"), changed))] == ["T-REV-01"]
    assert [f.code for f in faults(p(t("{{ "), changed.replace("{{ x }}", "x"), t(" }}")))] == ["T-REV-01"]


def test_tags_in_a_tracked_row_are_refused() -> None:
    row = f'<w:tr><w:trPr><w:ins w:id="1" w:author="甲"/></w:trPr><w:tc>{p(t("{{ x }}"))}</w:tc></w:tr>'
    assert [f.code for f in faults(f"<w:tbl>{row}</w:tbl>")] == ["T-REV-01"]


@pytest.mark.parametrize(
    "thing,shown",
    [
        ("<w:r><w:drawing/></w:r>", "图形"),
        ('<w:r><w:footnoteReference w:id="1"/></w:r>', "脚注"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>", "域"),
        (t("甲"), "甲"),
    ],
)
def test_what_would_vanish_with_a_tag_is_told(thing: str, shown: str) -> None:
    told = faults(p(t("{%p if x %}"), thing) + p(t("{%p endif %}")))
    assert [(f.code, shown in f.message) for f in told] == [("T-TAG-02", True)]


def test_pages_and_sections_outlive_a_tag() -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    body = f"<w:p><w:pPr><w:sectPr/></w:pPr>{page}{t('{%p if x %}')}</w:p>" + p(t("甲")) + p(t("{%p endif %}"))
    assert names(filled(body, x=1), "br", "sectPr") == ["br", "sectPr"]


def test_joining_loses_no_section() -> None:
    body = p(t("甲")), f"<w:p><w:pPr><w:sectPr/></w:pPr>{t('{%- if 1 %}乙{% endif %}')}</w:p>"
    assert [f.code for f in faults(*body)] == ["T-TAG-05"]


def test_two_tags_for_one_row_are_refused() -> None:
    row = f"<w:tr><w:tc>{p(t('{%tr if x %}'))}</w:tc><w:tc>{p(t('{%tr endif %}'))}</w:tc></w:tr>"
    assert "T-TAG-04" in [f.code for f in faults(f"<w:tbl>{row}</w:tbl>")]


def test_a_comment_takes_its_row_with_it() -> None:
    row = f"<w:tr><w:tc>{p(t('{#tr 说明 #}'))}</w:tc><w:tc>{p(t('{{ y }}'))}</w:tc></w:tr>"
    other = f"<w:tr><w:tc>{p(t('甲'))}</w:tc></w:tr>"
    assert words(filled(f"<w:tbl>{row}{other}</w:tbl>")) == ["甲"]


def test_a_comment_leaves_no_cell_without_a_paragraph() -> None:
    row = f"<w:tr><w:tc>{p(t('{#p 说明 #}'))}</w:tc><w:tc>{p(t('甲'))}</w:tc></w:tr>"
    assert words(filled(f"<w:tbl>{row}</w:tbl>")) == ["", "甲"]


@pytest.mark.parametrize("tag", ["{% tr for x in y %}", "{% p if y %}", "{{ r y }}"])
def test_a_space_before_the_letter_is_explained(tag: str) -> None:
    (told,) = faults(p(t(tag)))
    assert (told.code, "不要空格" in told.hint) == ("T-SYN-01", True)


@pytest.mark.parametrize("text", ["｛｛ x ｝｝", "{％ if x ％}", "｛% x %｝", "{{ x }", "x }}", "{# x", "{{ x ％}"])
def test_half_tags_are_told(text: str) -> None:
    assert "T-TAG-01" in [f.code for f in faults(p(t(text)))]


@pytest.mark.parametrize(
    "tag,wanted",
    [
        ("{{ “甲” }}", "甲"),
        ("{{ ‘甲’ }}", "甲"),
        ("{{ '他说“好”' }}", "他说“好”"),
        ('{{ "‘" }}', "‘"),
        ("{{ '}}' }}", "}}"),
        ("{{ {'a': {'b': 1}}['a']['b'] }}", "1"),
        ("{%+ if 1 %}甲{% endif +%}", "甲"),
        ("{% if(1) %}甲{% elif(2) %}{% endif %}", "甲"),
        ("{% macro f() %}{{ caller(1) }}{% endmacro %}{% call(x) f() %}{{ x }}{% endcall %}", "1"),
        ("{% raw %}{{ x }} {% if %}{% endraw %}", "{{ x }} {% if %}"),
        ("{_{{{ 1 }}}_}", "{{1}}"),
        ("{_% if %_}", "{% if %}"),
        ("甲 {{- 1 -}} 乙", "甲1乙"),
        ("甲{# {{ x }} #}乙", "甲乙"),
    ],
)
def test_tags_read_as_written(tag: str, wanted: str) -> None:
    assert words(filled(p(t(tag.replace("&", "&amp;"))))) == [wanted]
    assert words(filled(p(*(t(character) for character in tag)))) == [wanted]


def test_raw_goes_on_over_paragraphs() -> None:
    assert words(filled(p(t("{% raw %}{{ a")), p(t("{%p if %}")), p(t("b }}{% endraw %}{{ 1 }}")))) == [
        "{{ a",
        "{%p if %}",
        "b }}1",
    ]


def test_raw_may_take_paragraphs_of_its_own() -> None:
    body = p(t("{%p raw %}")), p(t("{{ a }}{_{")), p(t("{%p endraw %}")), p(t("{{ 1 }}"))
    assert words(filled(*body)) == ["{{ a }}{_{", "1"]
    assert [f.code for f in faults(p(t("甲{%p raw %}")), p(t("{%p endraw %}")))] == ["T-TAG-02"]
    assert [f.code for f in faults(p(t("{%p raw %}{{ a }}{%p endraw %}")))] == ["T-TAG-04"]


def test_raw_takes_rows_and_leaves_what_is_not_text() -> None:
    rows = "".join(f"<w:tr><w:tc>{p(t(text))}</w:tc></w:tr>" for text in ("{%tr raw %}", "{{ a }}", "{%tr endraw %}"))
    assert words(filled(f"<w:tbl>{rows}</w:tbl>")) == ["{{ a }}"]
    drawing = '<w:r><w:drawing w:descr="{{ x }}"/></w:r>'
    root = filled(p(t("{% raw %}")), p(t("甲"), drawing), p(t("{% endraw %}")), p(drawing), x="值")
    assert [e.get(w("descr")) for e in root.iter(w("drawing"))] == ["{{ x }}", "值"]


def test_white_space_at_the_edges_of_raw() -> None:
    assert words(filled(p(t("甲 {%- raw -%} {{ x }} {%- endraw -%} 乙")))) == ["甲{{ x }}乙"]
    assert words(filled(p(t("甲 {% raw %} {{ x }} {%+ endraw %} 乙")))) == ["甲  {{ x }}  乙"]


@pytest.mark.parametrize(
    "body",
    [
        (p(t("甲")), p(t("{% raw %}{{ x }}")), p(t("乙"))),
        (p(t("{%p raw %}")), p(t("{% endraw"))),
        (p("<w:r><w:instrText>{% raw %}{{ x }}</w:instrText></w:r>"),),
    ],
)
def test_raw_without_an_end_is_told(body: tuple[str, ...]) -> None:
    (told,) = faults(*body)
    assert (told.code, "“raw”没有结束" in told.message, "第" in told.place.where) == ("T-BLK-01", True, True)


def test_an_end_of_raw_without_a_beginning_is_told() -> None:
    assert [f.code for f in faults(p(t("甲{% endraw %}")))] == ["T-BLK-02"]


def test_a_line_break_inside_a_tag_is_white_space() -> None:
    root = filled(p(t("{% if x"), "<w:r><w:br/></w:r>", t("and y %}甲{% endif %}")), x=1, y=1)
    assert (words(root), names(root, "br")) == (["甲"], [])


def test_joining_keeps_pages_and_refuses_tables() -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    assert names(filled(p(t("甲"), page, t("{%- if 1 %}乙{% endif %}"))), "br") == ["br"]
    table = f"<w:tbl><w:tr><w:tc>{p()}</w:tc></w:tr></w:tbl>"
    assert [f.code for f in faults(p(t("甲")), table, p(t("{%- if 1 %}乙{% endif %}")))] == ["T-TAG-05"]


def test_joining_swallows_empty_paragraphs_and_keeps_their_marks() -> None:
    root = filled(p(t("甲")), p(), *_BOOKMARK, p(t("{%- if 1 %}乙{% endif %}")))
    assert words(root) == ["甲乙"]
    assert names(root, "bookmarkStart", "bookmarkEnd") == ["bookmarkStart", "bookmarkEnd"]


def test_field_codes_formulas_and_attributes_are_filled() -> None:
    code = '<w:r><w:instrText> HYPERLINK "{{</w:instrText></w:r><w:r><w:instrText> x }}" </w:instrText></w:r>'
    formula = "<m:oMath><m:r><m:t>{{ x }}</m:t></m:r></m:oMath>"
    root = filled(p(code, formula, '<w:r><w:drawing w:descr="图：{{ x }}"/></w:r>'), x='甲&"乙')
    assert "".join(e.text or "" for e in root.iter(w("instrText"))) == ' HYPERLINK "甲&"乙" '
    assert next(root.iter("{urn:m}t")).text == '甲&"乙'
    assert next(root.iter(w("drawing"))).get(w("descr")) == '图：甲&"乙'


def test_what_looks_like_an_attribute_in_text_is_text() -> None:
    assert words(filled(p(t("a=\"{{ x }}\" b='{{ x }}'")), x="值")) == ["a=\"值\" b='值'"]


def test_any_prefix_will_do() -> None:
    xml = f'<n:document xmlns:n="{W}"><n:body><n:p><n:r><n:t>{{{{ x }}}}</n:t></n:r></n:p></n:body></n:document>'
    lifted = lift(scan(xml.encode(), "x"), "正文")
    assert [piece.tag.body for piece in lifted.pieces] == ["x"]


def test_no_paragraph_begins_inside_a_link() -> None:
    root = filled(p('<w:hyperlink r:id="rId1">', t("{{ x }}"), "</w:hyperlink>"), x="甲\a乙\f丙")
    assert (words(root), names(root, "br")) == (["甲乙丙"], ["br", "br"])


def test_cell_tags_make_the_properties_they_need() -> None:
    for properties in ("", "<w:tcPr/>", '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'):
        cell = f"<w:tc>{properties}{p(t('{% cellbg 1 %}{% colspan 3 %}甲'))}</w:tc>"
        root = filled(f"<w:tbl><w:tblGrid/><w:tr>{cell}</w:tr></w:tbl>")
        assert names(root, "tcPr", "gridSpan", "shd") == ["tcPr", "gridSpan", "shd"]


def test_a_place_names_heading_cell_and_words() -> None:
    heading = f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{t("第二章 组织")}</w:p>'
    cell = f"<w:tc>{p(t('名称'))}</w:tc><w:tc>{p(t('甲{{ x ~ }}'))}</w:tc>"
    (told,) = faults(heading, f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>")
    assert told.place.where == "“第二章 组织”之下，第 1 个表格第 1 行第 2 格，在“甲{{ x ~ }}”"


def test_left_overs_are_warnings() -> None:
    body = part(p(t("甲方：【甲方名称】，地址：________，{{ '【待补】____' }}【{{ x }}】【")))
    told = list(left_overs(scan(body, "x"), "正文"))
    assert [re.findall("“([^”]*)”", f.message) for f in told] == [["【甲方名称】"], ["________"]]
    assert {f.severity for f in told} == {Severity.WARNING}
    assert faults(p(t("【甲方名称】____"))) == []


def test_lines_for_the_pen_are_not_left_over() -> None:
    signing = p(t("甲方（盖章）：________　法定代表人（签字）：____ ____")), p(t("日期：____年____月____日"))
    told = list(left_overs(scan(part(*signing, p(t("自____年起"))), "x"), "正文"))
    assert [f.place.where for f in told] == ["第 3 段，在“自____年起”"]


def test_what_raw_holds_may_be_left_over() -> None:
    body = part(p(t("{% raw %}{{ 甲")), p(t("【乙】 }}{% endraw %}{{ '【丙】' }}")))
    assert ["【乙】" in f.message for f in left_overs(scan(body, "x"), "正文")] == [True]
