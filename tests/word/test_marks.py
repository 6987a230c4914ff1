"""Gaps in yellow, and 草案 on every page."""

import pytest
from lxml import etree

from kit.word.lint import lint
from kit.word.marks import add_draft_mark, highlight
from kit.word.names import R, w
from kit.word.package import Package
from kit.word.references import visible_text
from tests.word.making import SECTION, body_of, chapter, clause, docx, p, root, t

OPEN, CLOSE = "\ue000", "\ue001"


def _runs(tree: etree._Element) -> list[tuple[str, bool]]:
    path = f"{w('rPr')}/{w('highlight')}"
    return [(visible_text(run), run.find(path) is not None) for run in tree.iter(w("r"))]


def _highlighted(inner: str) -> tuple[int, list[tuple[str, bool]]]:
    tree = root(f"<w:p>{inner}</w:p>", "body")
    return highlight(tree), _runs(tree)


def test_a_gap_becomes_a_run_of_its_own() -> None:
    assert _highlighted(t(f"前{OPEN}待补：名称{CLOSE}后")) == (
        1,
        [("前", False), ("【待补：名称】", True), ("后", False)],
    )


def test_several_gaps_in_one_run() -> None:
    found = _highlighted(t(f"{OPEN}甲{CLOSE}和{OPEN}乙{CLOSE}"))
    assert found == (2, [("【甲】", True), ("和", False), ("【乙】", True)])


def test_a_gap_over_several_runs() -> None:
    found = _highlighted(t(f"前{OPEN}待") + t("补") + t(f"：甲{CLOSE}后"))
    assert found == (1, [("前", False), ("【待", True), ("补", True), ("：甲】", True), ("后", False)])


def test_look_stays_and_highlight_stands_in_order() -> None:
    look = '<w:rPr><w:b/><w:sz w:val="32"/><w:highlight w:val="red"/><w:u w:val="single"/></w:rPr>'
    tree = root(f"<w:p><w:r>{look}<w:t>{OPEN}甲{CLOSE}</w:t></w:r></w:p>", "body")
    highlight(tree)
    (properties,) = tree.iter(w("rPr"))
    assert [etree.QName(node).localname for node in properties] == ["b", "sz", "highlight", "u"]
    assert properties[2].get(w("val")) == "yellow"


def test_what_else_is_in_the_run_keeps_its_place() -> None:
    inner = f"<w:r><w:t>一</w:t><w:tab/><w:t>{OPEN}甲{CLOSE} </w:t><w:br/><w:t>二</w:t></w:r>"
    assert _highlighted(inner) == (1, [("一\t", False), ("【甲】", True), (" ", False), ("\n二", False)])


def test_gaps_in_links_and_controls() -> None:
    inner = (
        f'<w:hyperlink w:anchor="a">{t(f"{OPEN}甲{CLOSE}")}</w:hyperlink><w:sdt><w:sdtContent>{t(f"{OPEN}乙{CLOSE}x")}'
    )
    assert _highlighted(inner + "</w:sdtContent></w:sdt>") == (2, [("【甲】", True), ("【乙】", True), ("x", False)])


@pytest.mark.parametrize("text", ["正文", f"{OPEN}没有结束", f"没有开始{CLOSE}", f"{CLOSE}反了{OPEN}"])
def test_no_gap_or_half_a_gap_changes_nothing(text: str) -> None:
    assert _highlighted(t(text)) == (0, [(text, False)])


def test_a_text_box_is_apart_from_its_paragraph() -> None:
    box = f"<w:r><w:txbxContent>{p(f'框{OPEN}甲{CLOSE}')}</w:txbxContent></w:r>"
    tree = root(p(f"{OPEN}前", content=box + t(f"后{CLOSE}")), "body")
    assert highlight(tree) == 2
    assert "".join(node.text or "" for node in tree.iter(w("t"))) == "【前框【甲】后】"


def _headers(package: Package) -> dict[tuple[int, str], str]:
    """First line of the header of each section and type, inherited ones included."""
    targets = {relation.id: relation.target for relation in package.relationships(package.document_part)}
    found: dict[tuple[int, str], str] = {}
    current: dict[str, str] = {}
    for number, section in enumerate(body_of(package).iter(w("sectPr"))):
        for node in section.iter(w("headerReference")):
            current[node.get(w("type"), "")] = targets[node.get(f"{{{R}}}id", "")]
        for kind, part in current.items():
            found[number, kind] = visible_text(package.xml(part)[0])
    return found


def _section(references: str = "", extra: str = "") -> str:
    return SECTION.replace("<w:sectPr>", f"<w:sectPr>{references}").replace("</w:sectPr>", f"{extra}</w:sectPr>")


_BODY = (chapter(), clause(), p("正文"))


def test_a_document_without_headers_gets_one() -> None:
    marked = add_draft_mark(docx(*_BODY))
    assert _headers(marked) == {(0, "default"): "草案"}
    assert lint(marked) == []


def test_existing_headers_are_marked_and_the_cover_gets_one() -> None:
    header = '<w:headerReference w:type="default" r:id="rId1"/><w:headerReference w:type="even" r:id="rId2"/>'
    package = docx(
        p("封面", properties=_section()),
        *_BODY,
        section=_section(header),
        header1=p("联盟协议"),
        header2=p("联盟协议"),
        settings="<w:evenAndOddHeaders/>",
    )
    ids = {relation.target: relation.id for relation in package.relationships(package.document_part)}
    tree = body_of(package)
    for node, part in zip(tree.iter(w("headerReference")), ("word/header1.xml", "word/header2.xml"), strict=True):
        node.set(f"{{{R}}}id", ids[part])
    marked = add_draft_mark(package.with_xml({package.document_part: tree}))
    assert _headers(marked) == {(n, kind): "草案" for n in (0, 1) for kind in ("default", "even")}
    assert [visible_text(node) for node in marked.xml("word/header1.xml")] == ["草案", "联盟协议"]
    assert lint(marked) == []


def test_first_pages_are_marked_too() -> None:
    body = [p("一", properties=_section()), *_BODY]
    marked = add_draft_mark(docx(*body, section=_section(extra="<w:titlePg/>")))
    assert _headers(marked) == {(0, "default"): "草案", (1, "default"): "草案", (1, "first"): "草案"}


def test_marking_twice_marks_once() -> None:
    once = add_draft_mark(docx(*_BODY))
    assert dict(add_draft_mark(once)) == dict(once)
