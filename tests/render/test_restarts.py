"""Lists that begin anew in every round of a loop, because the template says so."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from lxml import etree

from kit.diagnostics import Diagnostic
from kit.render.documents import settled
from kit.render.from_mapping import document_from
from kit.templates.catalogue import Layer
from kit.templates.facts import Scope
from kit.templates.template import Template
from kit.word.lint import lint
from kit.word.names import w
from kit.word.numbering import labels
from kit.word.outline import outline_of
from kit.word.package import Package
from kit.word.pdf import to_pdf
from kit.word.references import visible_text
from kit.word.restarts import RESTART
from tests.making import alliance, kind_of, template_of
from tests.render.test_office_edit import office
from tests.word.making import LISTS, STYLES, cell, clause, docx, fld, item, numbered, p, style, table

_NEW = "{{ 重新编号() }}"
_LOOP, _END = p("{%p for m in 成员单位 %}"), p("{%p endfor %}")


def made(*body: str, **parts: str) -> Package:
    """The document that a template of paragraphs gives for two members."""
    return made_from(docx(*body, **parts))  # type: ignore[arg-type]


def made_from(template: Package) -> Package:
    rendered = Template(template.to_bytes(), "文书.docx").render(Scope(alliance()), {})
    package, faults, numbers, _ = settled(rendered.package, None)
    assert [str(fault) for fault in faults] == []
    assert [*numbers.values()] == [*labels(package).values()]
    assert [f for f in lint(package) if f.code in {"W-NUM-01", "W-TXT-03", "W-REF-02"}] == []
    assert not any(RESTART.encode() in package[part] for part in package.part_names)
    return package


def texts(package: Package) -> list[str]:
    """Each numbered paragraph as it reads."""
    return [label.text + visible_text(paragraph) for paragraph, label in labels(package).items()]


def test_a_list_goes_on_through_the_rounds_of_a_loop_unless_it_begins_anew() -> None:
    plain = made(clause(), _LOOP, p("对于{{ m.简称 }}："), item("甲"), item("乙"), _END)
    assert texts(plain)[1:] == ["（一）甲", "（二）乙", "（三）甲", "（四）乙"]
    anew = made(clause(), _LOOP, p("对于{{ m.简称 }}："), item(f"{_NEW}甲"), item("乙"), _END, clause(), item("丙"))
    assert texts(anew) == ["第一条定义", "（一）甲", "（二）乙", "（一）甲", "（二）乙", "第二条定义", "（一）丙"]
    assert texts(made(clause(), item("甲"), item(f"{_NEW}乙"), item("丙")))[1:] == ["（一）甲", "（一）乙", "（二）丙"]


def test_deeper_levels_and_lists_side_by_side_begin_anew_by_themselves() -> None:
    deep = made(clause(), item("甲"), _LOOP, p(f"{_NEW}子", "SubItem"), p("子", "SubItem"), _END, item("乙"))
    assert texts(deep)[1:] == ["（一）甲", "1.子", "2.子", "1.子", "2.子", "（二）乙"]
    annex = p("附", "AnnexHeading")
    beside = made(clause(), _LOOP, item(f"{_NEW}甲"), annex, item("乙"), annex, _END)
    assert texts(beside)[1:] == [
        "（一）甲", "附件1附", "（二）乙", "附件2附", "（一）甲", "附件3附", "（二）乙", "附件4附",
    ]  # fmt: skip
    both = made(_LOOP, clause(f"{_NEW}条"), item("甲"), p("子", "SubItem"), item(f"{_NEW}乙"), _END)
    assert texts(both) == ["第一条条", "（一）甲", "1.子", "（一）乙"] * 2


def test_rows_of_a_table_begin_anew() -> None:
    rows = [cell(p("{%tr for m in 成员单位 %}")), cell(item(f"{_NEW}甲") + item("乙")), cell(p("{%tr endfor %}"))]
    assert texts(made(clause(), table(*rows, columns=1), p()))[1:] == ["（一）甲", "（二）乙"] * 2


def test_lists_that_a_paragraph_itself_names_begin_anew_where_they_began() -> None:
    levels = '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    numbering = (
        f'{LISTS}<w:abstractNum w:abstractNumId="9">{levels}</w:abstractNum>'
        '<w:num w:numId="4"><w:abstractNumId w:val="9"/></w:num>'
        '<w:num w:numId="7"><w:abstractNumId w:val="9"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
        "</w:lvlOverride></w:num>"
    )
    for number, first in ((4, 3), (7, 5)):
        direct = [p(text, properties=numbered(number)) for text in (f"{_NEW}甲", "乙")]
        found = texts(made(_LOOP, *direct, _END, numbering=numbering))
        assert found == [f"{first}.甲", f"{first + 1}.乙"] * 2


def test_references_and_the_outline_show_the_new_numbers() -> None:
    package = made(clause(), item("甲"), item(f"{_NEW}乙", "kt_b"), p("见", content=fld(r"REF kt_b \w \h", "旧")))
    assert "见第一条（一）" in str(outline_of(package))
    assert [line.label for line in outline_of(package)][1:3] == ["（一）", "（一）"]


def test_indents_of_the_style_stay() -> None:
    own = style("Mine", "我的项", numbered(2, 1) + '<w:ind w:left="700" w:hanging="300"/><w:jc w:val="left"/>')
    package = made(clause(), p(f"{_NEW}甲", "Mine"), styles=STYLES + own)
    (paragraph,) = (node for node in package.tree(package.document_part).iter(w("p")) if visible_text(node) == "甲")
    properties = paragraph[0]
    assert [node.tag for node in properties] == [w("pStyle"), w("numPr"), w("ind")]
    assert dict(properties[2].attrib) == {w("left"): "700", w("hanging"): "300"}


def test_a_mark_where_nothing_is_numbered_is_told_with_its_place() -> None:
    def faults(*body: str, **parts: str) -> list[Diagnostic]:
        return Template(docx(*body, **parts).to_bytes(), "文书.docx").faults()  # type: ignore[arg-type]

    (fault,) = faults(clause(), p(f"{_NEW}引言"), item(_NEW))
    assert (fault.code, fault.place.file) == ("T-NUM-01", "文书.docx")
    assert "引言" in str(fault.place)
    (fault,) = faults(clause(), footer1=item(_NEW))
    assert (fault.code, "页脚" in str(fault.place)) == ("T-NUM-01", True)


def test_a_mark_from_a_macro_is_judged_where_it_is_printed() -> None:
    macro = p("{%p macro 起() %}") + p(_NEW) + p("{%p endmacro %}")
    inline = "{% set 起 %}" + _NEW + "{% endset %}"
    assert Template(docx(macro, clause(), item("{{ 起() }}甲")).to_bytes(), "文书.docx").faults() == []
    assert texts(made(p(inline), clause(), item("甲"), item("{{ 起 }}乙")))[1:] == ["（一）甲", "（一）乙"]
    rendered = Template(docx(p(inline), p("{{ 起 }}引言")).to_bytes(), "文书.docx").render(Scope(alliance()), {})
    (fault,) = settled(rendered.package, None).faults
    assert (fault.code, fault.place.where) == ("T-NUM-01", "“引言”附近")


def test_templates_of_plain_data_know_it(tmp_path: Path) -> None:
    kind = kind_of(tmp_path, "说明")
    body = [p("{%p for m in 单位 %}"), p("{{ m }}："), item("{{ 重新编号() }}甲"), item("乙"), _END]
    (tmp_path / kind.file).write_bytes(docx(clause(), *body).to_bytes())
    data = document_from(kind, (Layer("项目", tmp_path),), {"单位": ["甲厂", "乙大\ue002"]}, "说明")
    assert texts(Package.read(data))[1:] == ["（一）甲", "（二）乙"] * 2


_SOURCE = """# 总则 {#c}

## 分工 {#d}

{% for m in 成员单位 %}
各方对{{ m.简称 }}：

- {{ 重新编号() }}甲
  - 子
- 乙
{% endfor %}

- 续

## 其他 {#e}

- 丙
"""


@pytest.mark.parametrize("is_saved", [False, True], ids=["as written", "saved by LibreOffice"])
def test_libreoffice_prints_the_numbers_the_kit_counts(tmp_path: Path, is_saved: bool) -> None:
    source = tmp_path / "模板.docx"
    source.write_bytes(template_of(tmp_path, _SOURCE).data)
    if is_saved:
        (tmp_path / "saved").mkdir()
        office(tmp_path / "saved", "docx:MS Word 2007 XML", [source])
        source = tmp_path / "saved" / source.name
    package = made_from(Package.read(source))
    document = tmp_path / "文书.docx"
    document.write_bytes(package.to_bytes())
    (pdf,) = to_pdf([document], tmp_path)
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    printed = re.findall(r"^\s*((?:（.）|\d\. ?)[甲乙丙子续])$", text, re.MULTILINE)
    assert [line.replace(" ", "") for line in printed] == [
        "（一）甲", "1.子", "（二）乙", "（一）甲", "1.子", "（二）乙", "（三）续", "（一）丙",
    ]  # fmt: skip
    assert [line.replace(" ", "") for line in texts(package) if line[-1] in "甲乙丙子续"] == [
        line.replace(" ", "") for line in printed
    ]


def test_the_validator_accepts_the_lists(tmp_path: Path, validate_ooxml: Callable[[Sequence[Path]], None]) -> None:
    document = tmp_path / "文书.docx"
    document.write_bytes(made_from(Package.read(template_of(tmp_path, _SOURCE).data)).to_bytes())
    validate_ooxml([document])


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "ASCII", "GBK"])
def test_a_mark_counts_however_its_bytes_are_written(encoding: str) -> None:
    package = docx(clause(), item("甲"), item(f"{RESTART}乙"), item("丙"))
    root = package.xml(package.document_part)
    data = etree.tostring(root, xml_declaration=True, encoding=encoding)
    for one in {data, data.replace(b"&#57346;", b"&#xE002;"), data.replace(b"&#57346;", b"&#x00e002;")}:
        again, faults, _numbers, _ = settled(package.with_parts({package.document_part: one}), None)
        assert faults == []
        assert texts(again) == ["第一条定义", "（一）甲", "（一）乙", "（二）丙"]
