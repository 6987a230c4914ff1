"""kit members: workbooks out and in, as a user types it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kit.api import create_project
from tests.cli.projects import faulty
from tests.cli.running import run

Capsys = pytest.CaptureFixture[str]
WHOLE = "成员资料汇总表.xlsx"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return create_project(tmp_path / "津氢联盟", sample=True).folder


def test_one_workbook_for_all(project: Path, capsys: Capsys) -> None:
    ran = run(capsys, "members", "export", project)
    assert ran.code == 0
    assert ran.says(f"已导出：{project / 'output' / WHOLE}")
    ran = run(capsys, "members", "import", project / "output" / WHOLE, "--project", project, "--yes")
    assert ran.code == 0
    assert ran.says("没有要写入的内容")


def test_a_form_for_each_unit(project: Path, tmp_path: Path, capsys: Capsys) -> None:
    forms = tmp_path / "发出"
    assert run(capsys, "members", "export", project, "--each", "-o", forms).code == 0
    names = sorted(path.name for path in forms.iterdir())
    assert len(names) == 14
    assert "津海氢能.xlsx" in names
    before = (project / "alliance.yaml").read_bytes()
    ran = run(capsys, "members", "import", *sorted(forms.iterdir()), "--project", project, "--yes")
    assert ran.code == 0
    assert ran.says("读了 14 份文件：新增 0 项，改动 0 项，冲突 0 项")
    assert (project / "alliance.yaml").read_bytes() == before


@pytest.mark.parametrize("to", ["表.xlsx", "夹"])
def test_where_it_goes(to: str, project: Path, tmp_path: Path, capsys: Capsys) -> None:
    assert run(capsys, "members", "export", project, "-o", tmp_path / to).code == 0
    expected = tmp_path / to if to.endswith(".xlsx") else tmp_path / to / WHOLE
    assert expected.is_file()


def test_nothing_is_overwritten_unasked(project: Path, capsys: Capsys) -> None:
    assert run(capsys, "members", "export", project).code == 0
    file = project / "output" / WHOLE
    file.write_bytes(b"filled")
    ran = run(capsys, "members", "export", project)
    assert ran.code == 1
    assert ran.says("X-OUT-02")
    assert file.read_bytes() == b"filled"
    assert run(capsys, "members", "export", project, "--force").code == 0
    assert file.read_bytes() != b"filled"


def test_each_needs_a_folder(project: Path, capsys: Capsys) -> None:
    ran = run(capsys, "members", "export", project, "--each", "-o", "表.xlsx")
    assert ran.code == 2
    assert ran.says("应是文件夹")


_ALIKE = """成员单位:
  - 简称: 甲
  - 简称: 乙
任务分工:
  - {名称: 材料研究, 参加单位: [{单位: 乙}]}
  - {编号: T2, 名称: 材料 研究, 牵头单位: 乙}
  - {名称: 另一项}
"""


@pytest.mark.parametrize("form", [("export", "--each"), ("form",)])
def test_forms_are_not_sent_out_while_tasks_cannot_be_told_apart(
    form: tuple[str, ...], tmp_path: Path, capsys: Capsys
) -> None:
    project = create_project(tmp_path / "p").folder
    data = project / "alliance.yaml"
    data.write_text(_ALIKE, encoding="utf-8")
    ran = run(capsys, "members", form[0], project, *form[1:])
    assert ran.code == 1
    assert ran.says("X-OUT-04")
    assert ran.says("有 2 项任务都叫“材料研究”")
    assert not [path for path in project.rglob("*") if path.suffix in {".xlsx", ".docx"}]
    data.write_text(_ALIKE.replace("{名称", "{编号: T1, 名称", 1), encoding="utf-8")
    assert run(capsys, "members", form[0], project, *form[1:]).code == 0


def test_nobody_to_ask(tmp_path: Path, capsys: Capsys) -> None:
    blank = create_project(tmp_path / "空").folder
    ran = run(capsys, "members", "export", blank)
    assert ran.code == 0
    (blank / "alliance.yaml").write_text("联盟:\n  名称: 甲\n", encoding="utf-8")
    ran = run(capsys, "members", "export", blank, "--each")
    assert ran.code == 1
    assert ran.says("还没有成员单位")


def test_no_project(tmp_path: Path, capsys: Capsys) -> None:
    ran = run(capsys, "members", "export", tmp_path)
    assert ran.code == 1
    assert ran.says("找不到数据文件")


def test_what_could_not_be_read_is_told(tmp_path: Path, capsys: Capsys) -> None:
    ran = run(capsys, "members", "export", faulty(tmp_path / "项目"))
    assert ran.code == 1
    assert ran.says("D-VAL-01")
    assert ran.says("没有写进工作簿")
    assert (tmp_path / "项目" / "output" / WHOLE).is_file()


def test_faults_of_a_workbook_are_told_by_cell(project: Path, tmp_path: Path, capsys: Capsys) -> None:
    run(capsys, "members", "export", project, "-o", tmp_path / "表.xlsx")
    book = load_workbook(tmp_path / "表.xlsx")
    book["单位"]["D5"] = 911201160000000112
    book["投入"]["E5"] = "=1+1"
    book.save(tmp_path / "表.xlsx")
    ran = run(capsys, "members", "import", tmp_path / "表.xlsx", "--project", project, "--dry-run")
    assert ran.code == 1
    assert ran.says("工作表“单位”，D5")
    assert ran.says("代码被当作数字，位数已丢失")
    assert ran.says("工作表“投入”，E5")
    assert ran.says("共错误 2 项")


def test_what_a_unit_filled_in_is_taken_over(project: Path, tmp_path: Path, capsys: Capsys) -> None:
    run(capsys, "members", "export", project, "--each", "-o", tmp_path)
    book = load_workbook(tmp_path / "津海氢能.xlsx")
    book["投入"]["D5"] = 450
    book["单位"]["B20"] = "2046/5/15"
    book.save(tmp_path / "津海氢能.xlsx")
    ran = run(capsys, "members", "import", tmp_path / "津海氢能.xlsx", "--project", project, "--yes")
    assert ran.code == 0
    text = (project / "alliance.yaml").read_text(encoding="utf-8")
    assert "金额: 450万元" in text
    assert "证照有效期至: 2046" in text


def test_the_library_is_loaded_only_to_write() -> None:
    code = "import sys, kit.cli, kit.api, kit.intake.workbook.reading; print('openpyxl' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
