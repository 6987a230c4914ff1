"""Nothing lost: whatever a step after printing does, the finished document is looked through for what was printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from kit.api.project import load, open_project
from kit.diagnostics import Fault
from kit.render import documents
from kit.render.arrival import Beside, lost
from kit.render.documents import Maker
from kit.resources import samples_root
from kit.templates import engine
from kit.templates.catalogue import BUILT_IN, Layer, document_types
from kit.word.names import w
from kit.word.numbering import Labels
from kit.word.package import Package
from tests.making import alliance
from tests.word.making import chapter, docx, p, t

_AGREEMENT = next(kind for kind in document_types() if kind.id == "agreement")


def _made(facts: Any, layers: tuple[Layer, ...] = (BUILT_IN,)) -> documents.Made:
    (made,), faults = Maker(facts, layers, draft=True).make([_AGREEMENT], frozenset({"agreement"}))
    assert not faults
    return made


def _refused(facts: Any) -> str:
    made, (fault,) = Maker(facts, (BUILT_IN,), draft=True).make([_AGREEMENT], frozenset({"agreement"}))
    assert not made
    assert fault.code == "T-LOS-01"
    return fault.message


@pytest.fixture(scope="module")
def facts() -> Any:
    return load(open_project(samples_root() / "hydrogen")).alliance


def _without(words: str, only: int | None = None) -> Callable[[etree._Element], None]:
    """What takes words out of a tree: everywhere, or at one of their places only."""

    def cut(root: etree._Element) -> None:
        holding = [leaf for leaf in root.iter(w("t")) if words in (leaf.text or "")]
        for leaf in holding if only is None else [holding[only]]:
            leaf.text = (leaf.text or "").replace(words, "")

    return cut


@pytest.mark.parametrize("only", [None, 0, -1])
def test_a_step_that_drops_words_is_told(facts: Any, monkeypatch: pytest.MonkeyPatch, only: int | None) -> None:
    cut, refresh = _without("陈砺沄", only), documents.refresh

    def careless(root: etree._Element, labels: Labels, *more: Any) -> Any:
        cut(root)
        return refresh(root, labels, *more)

    assert _made(facts)
    monkeypatch.setattr(documents, "refresh", careless)
    assert "“陈砺沄”" in _refused(facts)


def test_an_engine_that_drops_words_is_told(facts: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    mended = engine.mended

    def careless(chunks: Iterable[bytes], *more: Any) -> Iterable[bytes]:
        return (chunk.replace("陈砺沄".encode(), b"") for chunk in mended(chunks, *more))

    monkeypatch.setattr(engine, "mended", careless)
    assert "“陈砺沄”" in _refused(facts)


def test_page_numbers_lose_nothing_either(facts: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made, fill = _made(facts), documents.contents.fill

    def careless(root: etree._Element, *more: Any) -> Any:
        _without("陈砺沄")(root)
        return fill(root, *more)

    monkeypatch.setattr(documents.contents, "fill", careless)
    with pytest.raises(Fault) as caught:
        made.with_pages({})
    assert [d.code for d in caught.value.report] == ["T-LOS-01"]


def _own(folder: Path, *paragraphs: str) -> documents.Made:
    """What a template of one's own gives for the agreement."""
    (folder / _AGREEMENT.file).write_bytes(docx(*paragraphs).to_bytes())
    return _made(
        alliance(联盟={"名称": "甲&乙 联盟"}, 技术创新目标={"总体目标": "甲\n乙"}), (BUILT_IN, Layer("项目", folder))
    )


@pytest.mark.parametrize(
    "paragraphs",
    [
        (p(content=t("{{ 联盟.名称 }}")), p(content=t("{{ 技术创新目标.总体目标 }}，{{ 联盟.网站 }}"))),
        (p(content=t("{% set a %}{{ 联盟.名称 }}{% endset %}{{ 技术创新目标.总体目标 }}后{{ a }}")),),
        (
            p(
                content=t(
                    "{% macro f(x) %}（{{ x }}）{% endmacro %}{{ 技术创新目标.总体目标 }}{{ f(联盟.名称) }}{{ f('1') }}"
                )
            ),
        ),
        (p(content=t("{{ 联") + t("盟.名称 }}") + t("{{ 1 }}{{ 1 }}")),),
    ],
)
def test_what_stands_in_another_order_or_in_pieces_is_there(tmp_path: Path, paragraphs: tuple[str, ...]) -> None:
    assert _own(tmp_path, *paragraphs)


@pytest.mark.parametrize("tag", ["p", "r"])
def test_words_of_a_macro_that_stand_for_a_paragraph_or_a_run_get_one(tmp_path: Path, tag: str) -> None:
    macro = p(content=t("{% macro m() %}甲{{ 联盟.名称 }}乙{% endmacro %}"))
    made = _own(tmp_path, macro, p(content=t(f"{{{{{tag} m() }}}}")))
    assert [line.text for line in made.outline] == ["甲甲&乙 联盟乙"]


def test_what_the_kit_writes_into_the_properties_is_no_place_of_its_own() -> None:
    package = _package("正文").with_core(title="甲联盟 联盟协议", subject="甲")
    assert lost(["甲联盟"], package, Beside()) == ["甲联盟"]
    assert lost(["甲联盟"], package, Beside(properties=frozenset({"title"}))) == []


def test_old_entries_of_a_table_of_contents_need_not_come_back(tmp_path: Path) -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" </w:instrText></w:r>'
    old = mark("begin") + code + mark("separate") + t("第一章 {{ 联盟.名称 }}总则") + mark("end")
    made = _own(tmp_path, p(content=old), chapter("总  则"), p("正文"))
    assert "甲&amp;乙 联盟" not in made.package["word/document.xml"].decode()


def test_a_fact_that_is_missing_where_nothing_can_be_yellow_is_shown_there(tmp_path: Path) -> None:
    picture = (
        '<w:r><w:drawing><wp:docPr xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        ' id="1" name="图" descr="{{ 联盟.网站 }}徽标"/></w:drawing></w:r>'
    )
    made = _own(tmp_path, p(content=picture), p("正文"))
    assert "【待补：网站】徽标" in made.package["word/document.xml"].decode()
    assert [missing.path for missing in made.missing] == ["联盟.网站"]


def test_a_fact_that_is_missing_in_a_note_is_marked_there(tmp_path: Path) -> None:
    note = f'<w:footnote w:id="1">{p(content=t("见{{ 联盟.网站 }}。"))}</w:footnote>'
    (tmp_path / _AGREEMENT.file).write_bytes(docx(p("正文"), footnotes=note).to_bytes())
    made = _made(alliance(), (BUILT_IN, Layer("项目", tmp_path)))
    assert [line.text for line in made.outline.asides][-1:] == ["见【待补：网站】。"]
    assert not [fault for fault in made.faults if fault.code.startswith("W-TXT")]


def _package(*words: str) -> Package:
    return docx(*(p(content=t(one)) for one in words))


@pytest.mark.parametrize(
    ("printed", "words", "missing"),
    [
        (("甲", "乙"), ("甲乙",), []),
        (("甲", "乙"), ("乙甲",), []),
        (("甲", "甲"), ("甲",), ["甲"]),
        (("甲", "乙", "甲"), ("甲", "乙"), ["甲"]),
        (("1",), ("后",), ["1"]),  # as an attribute it stands in every document
        (("w",), ("后",), ["w"]),
        (("甲\n\t乙\r\n丙",), ("甲", "乙", "丙"), []),
        (("甲\n乙",), ("甲",), ["乙"]),
        (("甲&<乙>",), ("甲&amp;&lt;乙&gt;",), []),
        (("\ue000待补：网站\ue001",), ("【待补：网站】",), []),
        (("",), ("",), []),
    ],
)
def test_lost(printed: tuple[str, ...], words: tuple[str, ...], missing: list[str]) -> None:
    assert lost(printed, _package(*words), Beside()) == missing


def test_what_went_into_an_attribute_is_looked_for_there() -> None:
    package = docx(p('<w:r><w:rPr><w:color w:val="FF8800"/></w:rPr><w:t>甲</w:t></w:r>'))
    assert lost(["甲", "FF8800"], package, Beside(attributes=True)) == []
    assert lost(["甲", "FF8800"], package, Beside()) == ["FF8800"]
