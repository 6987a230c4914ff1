"""Workbooks and forms that were handed out from a small project, and come back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from kit.api import Project, export_workbooks, write_forms
from kit.word.names import w
from kit.word.package import Package
from tests.intake.merging.projects import project

TODAY = date(2026, 11, 23)
DATA = """\
成员单位:
  - 名称: 甲厂有限公司
    简称: 甲厂
    统一社会信用代码: 91120116MAXH00010H
    法定代表人: 陆珺
    住所: 天津市海川路18号
    投入:
      - {形式: 货币资金, 内容: 研发经费, 金额: 300万元}
  - 名称: 乙大学
    简称: 乙大
任务分工:
  - {编号: R-01, 名称: 储氢瓶研制, 牵头单位: 甲厂, 经费: 600万元, 参加单位: [{单位: 乙大, 分工: 试验}]}
  - {编号: R-02, 名称: 电解槽研制, 牵头单位: 乙大, 经费: 200万元, 参加单位: [{单位: 甲厂, 分工: 加工}]}
组织机构:
  理事会:
    理事:
      - {姓名: 王五, 单位: 甲厂, 职务: 董事长}
      - {姓名: 马六, 单位: 乙大, 职务: 校长}
  专家委员会:
    专家:
      - {姓名: 沈怀瑾, 单位: 甲厂有限公司, 职称: 教授, 专业领域: 容器}
  秘书处:
    人员:
      - {姓名: 林若溪, 单位: 甲厂, 职务: 干事}
"""


def alliance(folder: Path, text: str = DATA) -> Project:
    """A project with two units, their tasks and people."""
    return project(folder / "项目", text)


def edit(opened: Project, old: str, new: str) -> None:
    """What the office does in the data file by hand."""
    text = opened.data.read_text(encoding="utf-8")
    assert old in text
    opened.data.write_text(text.replace(old, new), encoding="utf-8")


def workbook(opened: Project, unit: str = "甲厂", to: str = "发出") -> Path:
    """The workbook of a unit, as it was handed out."""
    export_workbooks(opened, out=opened.folder.parent / to, each=True, replace_existing=True)
    return opened.folder.parent / to / f"{unit}.xlsx"


def form(opened: Project, unit: str = "甲厂", to: str = "发出") -> Path:
    """The Word form of a unit, as it was handed out."""
    (path,) = write_forms(
        opened,
        [unit],
        today=TODAY,
        out=opened.folder.parent / to,
        replace_existing=True,
    ).files
    return path


def filled(path: Path, **changes: tuple[str, str]) -> Path:
    """A workbook after a unit changed it: by sheet, what stood in a cell and what stands there now."""
    book = load_workbook(path)
    for sheet, (old, new) in changes.items():
        cells = [cell for row in book[sheet].iter_rows() for cell in row if cell.value == old]
        assert cells, (sheet, old)
        for cell in cells:
            cell.value = new
    book.save(path)
    return path


def retyped(path: Path, old: str, new: str) -> Path:
    """A form after a unit changed every text that reads so."""
    package = Package.read(path)
    document = package.xml(package.document_part)
    texts = [text for text in document.iter(w("t")) if text.text == old]
    assert texts
    for text in texts:
        text.text = new
    path.write_bytes(package.with_xml({package.document_part: document}).to_bytes())
    return path
