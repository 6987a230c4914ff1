"""Seeded losses: every text arrives whole, or the template is refused with the right code. Nothing is silently wrong."""

from __future__ import annotations

from typing import Any

import pytest

from kit.diagnostics import Fault
from kit.model.alliance import Alliance
from kit.templates.facts import Scope
from kit.templates.template import Rendered, Template
from kit.word.names import R
from kit.word.package import Package
from tests.losses.cases import ARRIVES, REFUSED, X
from tests.losses.reading import paragraphs
from tests.making import alliance
from tests.word.making import docx, p, root

_RELS = "word/_rels/document.xml.rels"


def _template(body: tuple[str, ...], parts: dict[str, str]) -> Template:
    """A template; comments are a part the usual maker does not know."""
    known = {name: inner for name, inner in parts.items() if name != "comments"}
    package = docx(*body, **known)  # type: ignore[arg-type]
    if "comments" in parts:
        package, _ = package.with_related(
            "word/document.xml",
            "word/comments.xml",
            Package({}).with_xml({"x": root(parts["comments"], "comments")})["x"],
            "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml",
            f"{R}/comments",
        )
    return Template(package.to_bytes(), "模板.docx")


def _rendered(body: tuple[str, ...], facts: dict[str, Any], parts: dict[str, str]) -> Rendered:
    given: Alliance = alliance(**facts)
    return _template(body, parts).render(Scope(given), {})


def test_there_are_enough() -> None:
    assert len(ARRIVES) + len(REFUSED) >= 80


@pytest.mark.parametrize("name", ARRIVES)
def test_it_arrives_whole(name: str) -> None:
    case = ARRIVES[name]
    rendered = _rendered(case.body, case.facts, case.parts)
    assert tuple(paragraphs(rendered.package, case.in_part)) == case.reads


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_the_right_code(name: str) -> None:
    case = REFUSED[name]
    with pytest.raises(Fault) as caught:
        _rendered(case.body, case.facts, case.parts)
    assert {diagnostic.code for diagnostic in caught.value.report} == {case.code}


@pytest.mark.parametrize(
    "value",
    ["甲\x00乙", "甲\x0b乙", "甲\x1f乙", "甲\t乙", "甲\r乙", "甲\n乙", "甲\ud800乙", "甲\u200b乙", "甲\ufffe乙"],
)
def test_what_word_cannot_hold_does_not_get_into_the_data(value: str) -> None:
    with pytest.raises(ValueError, match=r"控制字符|一行"):
        alliance(联盟={"名称": "x", "简称": value})


@pytest.mark.parametrize("value", ["甲\x00乙", "甲\x0b乙", "甲\x1f乙", "甲\ud800乙", "甲\ufffe乙", "甲\r乙"])
def test_what_word_cannot_hold_does_not_get_into_the_document(value: str) -> None:
    """A function's result is not looked at by the model."""
    template = _template((p("前{{ 条款('a', 'b') }}后"),), {})
    with pytest.raises(Fault) as caught:
        template.render(Scope(alliance()), {"条款": lambda *_: value})
    assert [diagnostic.code for diagnostic in caught.value.report] == ["T-VAL-01"]


def test_tags_in_a_link_are_refused() -> None:
    package = docx(p(X))
    link = f'<Relationship Id="rIdX" Type="{R}/hyperlink" Target="http://a.example/{{{{ x }}}}" TargetMode="External"/>'
    rels = package[_RELS].replace(b"</Relationships>", f"{link}</Relationships>".encode())
    with pytest.raises(Fault) as caught:
        Template(package.with_parts({_RELS: rels}).to_bytes(), "模板.docx").render(Scope(alliance()), {})
    assert [diagnostic.code for diagnostic in caught.value.report] == ["T-TAG-06"]


def test_tags_in_custom_properties_are_refused() -> None:
    custom = b'<Properties><property name="x"><vt>{{ x }}</vt></property></Properties>'
    package = docx(p("甲")).with_parts({"docProps/custom.xml": custom})
    with pytest.raises(Fault) as caught:
        Template(package.to_bytes(), "模板.docx").render(Scope(alliance()), {})
    assert [diagnostic.code for diagnostic in caught.value.report] == ["T-TAG-06"]
