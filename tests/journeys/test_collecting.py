"""From an empty folder to final documents: 14 units hand in workbooks and Word forms that LibreOffice wrote, with 40 faults."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from kit.api import load, open_project
from kit.cli import kit
from kit.cli.chinese import explain_misuse
from kit.intake.yaml_file import read
from tests.cli.running import run

SHEET = {"单位": ("单位", "B", "A"), "声明": ("声明", "B", "A")}  # one fact a line: the value's and the label's column


@dataclass(frozen=True)
class InBook:
    """Something wrong in a workbook: at a label of a sheet with one fact a line, or in the first row of a table."""

    sheet: str
    label: str
    value: Any


@dataclass(frozen=True)
class InForm:
    """Something wrong in a Word form: in the control of a tag; label: the table and the label beside it."""

    tag: str
    label: str
    value: str


BOOKS: Mapping[str, Sequence[InBook]] = {
    "津海氢能": (
        InBook("单位", "统一社会信用代码", "91120116MAXH00010G"),
        InBook("单位", "联系人电子邮箱", "zhouxl#jinhai"),
        InBook("投入", "到位日期", "2026-02-30"),
    ),
    "氢衡电池": (
        InBook("单位", "单位性质", "公司"),
        InBook("单位", "成立日期", "二〇一八年秋"),
        InBook("投入", "金额", "二百二十"),
    ),
    "渤锐容器": (
        InBook("单位", "邮政编码", "3003801"),
        InBook("单位", "核心成员", "也许"),
        InBook("背景知识产权", "申请日", "2024年13月1日"),
    ),
    "滨海大学": (
        InBook("单位", "联盟职务", "副会长单位"),
        InBook("单位", "联系人电话", "电话见名片"),
        InBook("声明", "未列入失信名单", "待查"),
    ),
    "澜渡研究院": (
        InBook("单位", "统一社会信用代码", 1.2120000e17),
        InBook("单位", "国有属性", "国营"),
        InBook("投入", "形式", "现金"),
    ),
    "沐氢电解": (
        InBook("单位", "注册资本（万元）", "约三千"),
        InBook("单位", "规模", "特大型"),
        InBook("投入", "金额", "=100*3"),
    ),
    "龘远低温": (
        InBook("单位", "创新型企业", "部分是"),
        InBook("声明", "无环境违法违规行为", "基本无"),
        InBook("投入", "到位日期", "尽快"),
    ),
    "蓝渚复材": (
        InBook("单位", "境外因素", "港资"),
        InBook("单位", "邮政编码", "30O400"),
        InBook("投入", "金额", "-5"),
    ),
}
FORMS: Mapping[str, Sequence[InForm]] = {
    "渤岳气体": (
        InForm("members.uscc", "基本情况/统一社会信用代码", "91130200MAXH00090"),
        InForm("members.postcode", "基本情况/邮政编码", "06300"),
        InForm("members.contact.email", "联系人/电子邮箱", "没有邮箱"),
    ),
    "燕滨科大": (
        InForm("members.founded_on", "基本情况/成立日期", "1958年九月"),
        InForm("members.contact.phone", "联系人/电话", "分机八〇一"),
        InForm("members.kind", "基本情况/单位性质", "大学"),
    ),
    "渤岸理工": (
        InForm("members.position", "基本情况/联盟职务", "理事"),
        InForm("members.postcode", "基本情况/邮政编码", "三〇〇三五〇"),
        InForm("members.contact.email", "联系人/电子邮箱", "a@b@c"),
    ),
    "玄朔研究所": (
        InForm("members.uscc", "基本情况/统一社会信用代码", "12110000MXXH00117O"),
        InForm("members.size", "基本情况/规模", "大"),
        InForm("members.founded_on", "基本情况/成立日期", "2001-02-29"),
    ),
    "矽川材料": (
        InForm("members.registered_capital", "基本情况/注册资本", "三千五百"),
        InForm("members.foreign", "基本情况/境外因素", "外资"),
    ),
    "渡云中心": (
        InForm("members.contact.phone", "联系人/电话", "无"),
        InForm("members.state_ownership", "基本情况/国有属性", "其他"),
    ),
}


def test_forty_faults_are_the_number() -> None:
    assert sum(map(len, BOOKS.values())) + sum(map(len, FORMS.values())) == 40
    assert len(BOOKS) + len(FORMS) == 14


@pytest.fixture(scope="module")
def returned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the units send back, each in a sound and a spoiled copy, all of them written by LibreOffice."""
    folder = tmp_path_factory.mktemp("交来")
    _done("new", str(folder / "全"), "--sample")
    _done("members", "export", str(folder / "全"), "--each", "-o", str(folder / "表"))
    _done("members", "form", str(folder / "全"), *FORMS, "-o", str(folder / "登记"))
    for state in ("对", "错"):
        (folder / f"{state}稿").mkdir()
        (folder / state).mkdir()
    cells = {}
    for unit, faults in BOOKS.items():
        shutil.copy(folder / "表" / f"{unit}.xlsx", folder / "对稿")
        cells[unit] = _spoil_book(folder / "表" / f"{unit}.xlsx", folder / "错稿" / f"{unit}.xlsx", faults)
    for unit, faults in FORMS.items():
        (form,) = (folder / "登记").glob(f"*{unit}.docx")
        shutil.copy(form, folder / "对稿" / f"{unit}.docx")
        _spoil_form(form, folder / "错稿" / f"{unit}.docx", faults)
    for state in ("对", "错"):
        for kind in ("xlsx", "docx"):
            _save_with_libreoffice(folder / f"{state}稿", folder / state, kind, folder / "profile")
    (folder / "cells.json").write_text(json.dumps(cells), encoding="utf-8")
    return folder


def _done(*arguments: str) -> None:
    assert explain_misuse(kit, arguments) == 0, arguments


def _spoil_book(source: Path, target: Path, faults: Sequence[InBook]) -> list[tuple[str, str]]:
    book = openpyxl.load_workbook(source)
    where = []
    for fault in faults:
        sheet = book[fault.sheet]
        cell = _cell_of(sheet, fault)
        sheet[cell].value = fault.value
        if isinstance(fault.value, float):
            sheet[cell].number_format = "General"
        where.append((fault.sheet, cell))
    book.save(target)
    return where


def _cell_of(sheet: Any, fault: InBook) -> str:
    for row in sheet.iter_rows():
        for cell in row:
            if str(cell.value or "").lstrip("＊").partition("（")[0] == fault.label.partition("（")[0]:
                return f"B{cell.row}" if fault.sheet in SHEET else f"{cell.column_letter}{cell.row + 1}"
    raise AssertionError(fault)


def _spoil_form(source: Path, target: Path, faults: Sequence[InForm]) -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                text = data.decode()
                for fault in faults:
                    text = _typed(text, fault)
                data = text.encode()
            new.writestr(name, data)


def _typed(xml: str, fault: InForm) -> str:
    """The form after somebody typed into a control, as if its list did not bind."""
    control = re.search(rf'<w:sdt>(?:(?!</w:sdt>).)*?w:val="{re.escape(fault.tag)}"/>.*?</w:sdt>', xml, re.DOTALL)
    assert control, fault.tag
    typed = re.sub(r"(<w:t[^>]*>)[^<]*(</w:t>)", rf"\g<1>{fault.value}\g<2>", control[0], count=1)
    typed = re.sub(r'<w:showingPlcHdr/>|<w:rStyle w:val="PlaceholderText"/>', "", typed)
    typed = re.sub(r"<w:dropDownList.*?</w:dropDownList>|<w:date .*?</w:date>", "", typed, flags=re.DOTALL)
    return xml.replace(control[0], typed, 1)


def _save_with_libreoffice(source: Path, target: Path, kind: str, profile: Path) -> None:
    files = sorted(map(str, source.glob(f"*.{kind}")))
    program = shutil.which("soffice")
    assert program, "LibreOffice is part of the set-up"
    options = [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind, "--outdir", str(target)]
    subprocess.run([program, *options, *files], check=True, capture_output=True, timeout=300)
    assert len(list(target.glob(f"*.{kind}"))) == len(files)


def _bare_project(folder: Path, full: Path) -> Path:
    """What the lead unit has before anybody answers: everything but the units, of which only the names are known."""
    data = read(full / "alliance.yaml").data
    assert isinstance(data, dict)
    data["成员单位"] = [{"名称": member["名称"], "简称": member["简称"]} for member in data["成员单位"]]
    _done("new", str(folder))
    (folder / "alliance.yaml").write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return folder


@pytest.mark.xdist_group("libreoffice")
def test_faults_are_named_by_their_cell_and_the_rest_is_merged(
    returned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = _bare_project(tmp_path / "津氢", returned / "全")

    first = run(capsys, "import", str(returned / "错"), "--project", str(project), "--yes", "--format", "json")
    assert first.code == 1
    told = json.loads(first.out)["diagnostics"]
    assert sorted(_spot(fault) for fault in told if fault["severity"] != "info") == sorted(_planted(returned))

    again = run(capsys, "import", str(returned / "错"), "--project", str(project), "--yes")
    assert again.code == 1  # the faults are still there, and nothing else is left to take
    before = (project / "alliance.yaml").read_bytes()

    mended = run(capsys, "import", str(returned / "对"), "--project", str(project), "--yes")
    assert mended.code == 0, mended.err
    assert (project / "alliance.yaml").read_bytes() != before
    collected, wanted = (load(open_project(folder)).alliance for folder in (project, returned / "全"))
    assert collected is not None
    assert wanted is not None
    assert collected.members == wanted.members
    assert collected == wanted

    rendered = run(capsys, "render", str(project), "--no-pages")
    assert rendered.code == 0, rendered.err
    assert {path.name for path in (project / "output").iterdir()} >= {
        "联盟协议.docx",
        "联盟章程.docx",
        "备案申请书.docx",
    }


def _spot(fault: dict[str, Any]) -> tuple[str, str]:
    """The file a fault is told of, and its cell or the label of its field in the form."""
    place = fault["place"]
    name = Path(place["file"]).name
    if name.endswith(".xlsx"):
        found = re.search(r"工作表“(.+?)”，([A-Z]+[0-9]+)", place["where"])
        return name, "".join(found.groups()) if found else place["where"]
    found = re.match(r"表“(.+?)”“(.+?)”", place["where"])
    return name, "/".join(found.groups()) if found else place["where"]


def _planted(returned: Path) -> list[tuple[str, str]]:
    cells = json.loads((returned / "cells.json").read_text(encoding="utf-8"))
    books = [(f"{unit}.xlsx", sheet + cell) for unit, spots in cells.items() for sheet, cell in spots]
    return books + [(f"{unit}.docx", fault.label) for unit, faults in FORMS.items() for fault in faults]
