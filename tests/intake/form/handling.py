"""Forms as people hand them back: a unit's form, and what may be done to it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

from lxml import etree

from kit.intake.form.reading import read_form
from kit.intake.form.writing import member_form
from kit.intake.raw import Raw
from kit.model.alliance import Alliance
from kit.word.names import w
from kit.word.package import Package
from kit.word.xml import el, val

ALLIANCE = Alliance.model_validate(
    {
        "联盟": {"名称": "甲联盟"},
        "成员单位": [
            {
                "名称": "甲厂有限公司",
                "简称": "甲厂",
                "核心成员": "是",
                "投入": [
                    {"形式": "货币资金", "内容": "经费", "金额": "300万元"},
                    {"形式": "人员", "内容": "工程师", "人数": "6"},
                ],
            }
        ],
        "任务分工": [{"编号": "R-01", "名称": "研制", "参加单位": [{"单位": "甲厂", "分工": "试验"}]}],
        "组织机构": {"理事会": {"理事": [{"姓名": "陈砺沄", "单位": "甲厂"}]}},
    }
)
FORM = member_form(ALLIANCE, ALLIANCE.members[0])
Body = etree._Element
Change = Callable[[Body], None]


def changed(change: Change, data: bytes = FORM) -> bytes:
    """The form with something done to its document."""
    package = Package.read(data)
    document = package.xml(package.document_part)
    change(document)
    return package.with_xml({package.document_part: document}).to_bytes()


def read(folder: Path, data: bytes) -> Raw:
    """What is read of a form."""
    path = folder / "表.docx"
    path.write_bytes(data)
    return read_form(path)


def control(document: Body, tag: str) -> Body:
    """The control with a tag."""
    return next(one for one in document.iter(w("sdt")) if one.find(f"{w('sdtPr')}/{w('tag')}").get(w("val")) == tag)  # type: ignore[union-attr]


def around(node: Body, kind: str) -> Body:
    """The nearest element of a kind around one."""
    return next(node.iterancestors(w(kind)))


def cell_before(node: Body) -> Body:
    """The cell before the one a control stands in: its label."""
    cell = around(node, "tc").getprevious()
    assert cell is not None
    return cell


def filled(document: Body, tag: str, text: str) -> None:
    """Type into a control, as a program does that knows of prompts."""
    one = control(document, tag)
    prompt = one.find(f"{w('sdtPr')}/{w('showingPlcHdr')}")
    if prompt is not None:
        one.find(w("sdtPr")).remove(prompt)  # type: ignore[union-attr]
    content = one.find(w("sdtContent"))
    assert content is not None
    content[:] = [run(text)]


def run(text: str, **properties: str) -> Body:
    """A run of text; properties: rPr children with their values."""
    words = el("w:t", {"xml:space": "preserve"})
    words.text = text
    look = el("w:rPr", children=[val(f"w:{name}", value) for name, value in properties.items()])
    return el("w:r", children=[look, words])


def paragraph(*children: Body) -> Body:
    """A paragraph of these."""
    return el("w:p", children=children)


def table(*rows: tuple[str, ...]) -> Body:
    """A table of texts."""
    cells = [[el("w:tc", children=[paragraph(run(text))]) for text in row] for row in rows]
    return el("w:tbl", children=[el("w:tr", children=row) for row in cells])


def row_of(document: Body, tag: str) -> Body:
    """The row a control stands in."""
    return around(control(document, tag), "tr")


def copy_of_row(document: Body, tag: str) -> Body:
    """A copy of the row a control stands in, put behind it, as Word copies rows: with the tags."""
    row = row_of(document, tag)
    copy = deepcopy(row)
    row.addnext(copy)
    return copy


def member(raw: Raw) -> dict[str, Any]:
    """The unit that was read."""
    found: dict[str, Any] = raw.data["成员单位"][0]
    return found
