"""Tags in the properties of a file: title, subject, keywords, …"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from kit.diagnostics import Fault
from kit.model.alliance import Alliance
from kit.render.documents import Maker
from kit.templates import compiling
from kit.templates import template as module
from kit.templates.catalogue import BUILT_IN, Layer, document_types
from kit.templates.facts import Scope
from kit.templates.plain import render_mapping
from kit.templates.template import Template
from kit.word.lint import lint
from kit.word.package import Package
from tests.making import alliance, template_of
from tests.word.making import docx, p

_CORE = "docProps/core.xml"


def properties(package: Package) -> dict[str, str]:
    """What the properties of a file say."""
    return {etree.QName(e).localname: e.text or "" for e in package.xml(_CORE) if e.text}


def filled(names: dict[str, Any], **core: Any) -> dict[str, str]:
    """The properties that a template of plain data gets."""
    return properties(Package.read(render_mapping(docx(p("甲")).with_core(**core).to_bytes(), names)))


def faults_of(**core: Any) -> list[tuple[str, str]]:
    """What is wrong with an alliance's template that has these properties."""
    found = Template(docx(p("甲")).with_core(**core).to_bytes(), "文书.docx").faults()
    return [(d.code, d.place.where) for d in found]


def test_they_are_filled_and_escaped_once() -> None:
    title = "{{ x }}{% if t %}（草案）{% endif %} & <b>"
    found = filled({"x": "章程&<甲>", "t": True}, title=title, description="{% for y in 'ab' %}{{ y }}；{% endfor %}")
    assert found == {"title": "章程&<甲>（草案） & <b>", "description": "a；b；"}


def test_a_value_is_neither_a_template_nor_an_escape() -> None:
    assert filled({"x": "{{ y }}{_{{% raw %}"}, title="{{ x }}", subject="{_{ y }_}") == {
        "title": "{{ y }}{_{{% raw %}",
        "subject": "{{ y }}",
    }


def test_lines_stay_in_one_text() -> None:
    assert filled({"x": "甲\n乙\t丙\a丁\f戊"}, description="{{ x }}") == {"description": "甲\n乙\t丙\n丁\n戊"}


def test_what_cannot_stand_in_a_property_is_refused() -> None:
    for value, code in (("甲\x00", "T-VAL-01"), (["甲"], "T-PRN-01")):
        with pytest.raises(Fault) as caught:
            filled({"x": value}, title="{{ x }}")
        assert [(d.code, "文件属性" in str(d.place)) for d in caught.value.report] == [(code, True)]


def test_faults_name_the_property() -> None:
    assert faults_of(title="前{{ 联盟.名子 }}") == [("T-FLD-01", "文件属性，在“前{{ 联盟.名子 }}”")]
    assert faults_of(title="{{ 联盟.名称 }") == [("T-TAG-01", "文件属性，在“{{ 联盟.名称 }”")]
    assert faults_of(title="{%p if 联盟.名称 %}")[0][0] == "T-TAG-03"
    assert faults_of(title="{% if 联盟.名称 %}甲", subject="乙{% endif %}")[0][0] == "T-BLK-04"


def test_a_value_may_stand_in_a_property_alone() -> None:
    """It has arrived, and is not looked for in the text; a macro's words that are left out are."""
    assert filled({"x": "甲"}, title="{% set s %}{{ x }}{% endset %}{{ s }}") == {"title": "甲"}
    with pytest.raises(Fault, match="没有进入文书"):
        filled({"x": "丙"}, title="{% set s %}{{ x }}{% endset %}乙")


def test_a_gap_is_shown_in_brackets() -> None:
    scope = Scope(alliance())
    package = docx(p("甲")).with_core(title="{{ 联盟.名称 }}", description="{{ 联盟.网站 }}")
    result = Template(package.to_bytes(), "文书.docx").render(scope, {})
    assert properties(result.package) == {"title": "甲&乙<丙>联盟", "description": "【待补：网站】"}
    assert [m.path for m in scope.missing.values()] == ["联盟.网站"]
    assert not [f for f in lint(result.package, result.printed) if f.code.startswith("W-TXT")]


def test_they_are_kept_in_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("KIT_NO_CACHE", raising=False)
    template = Template(
        docx(p("甲")).with_core(title="{{ 联盟.名称 }}\n{{ 技术创新目标.总体目标 }}").to_bytes(), "文书.docx"
    )
    facts = alliance(联盟={"名称": "甲"}, 技术创新目标={"总体目标": "乙\n丙"})
    found = []
    for compile_again in (compiling.compile_template, None):
        monkeypatch.setattr(compiling, "compile_template", compile_again)
        module._compiled.cache_clear()
        found.append(properties(template.render(Scope(facts), {}).package))
    assert found == [{"title": "甲\n乙\n丙"}] * 2


def test_a_file_with_two_parts_of_properties() -> None:
    """LibreOffice writes such templates."""
    package = docx(p("甲")).with_core(title="{{ x }}")
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    content = "application/vnd.openxmlformats-package.core-properties+xml"
    package, _id = package.with_related("", "docProps/core0.xml", package[_CORE], content, kind)
    made = Package.read(render_mapping(package.to_bytes(), {"x": "乙"}))
    assert ["乙" in made[part].decode() for part in (_CORE, "docProps/core0.xml")] == [True, True]


@pytest.mark.parametrize(("title", "wanted"), [("", "甲联盟 联盟协议"), ("《{{ 联盟.名称 }}》", "《甲联盟》")])
def test_the_title_an_author_has_written_wins(tmp_path: Path, title: str, wanted: str) -> None:
    kind = next(kind for kind in document_types() if kind.id == "agreement")
    package = template_of(tmp_path, "{{ 联盟.名称 }}").package.with_core(title=title or None)
    (tmp_path / kind.file).write_bytes(package.to_bytes())
    facts: Alliance = alliance(联盟={"名称": "甲联盟"})
    (made,), faults = Maker(facts, (BUILT_IN, Layer("项目", tmp_path))).make([kind], frozenset([kind.id]))
    found = properties(made.package)
    assert (faults, found["title"], found["subject"]) == ([], wanted, kind.title)
