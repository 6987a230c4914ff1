"""An institution from abroad from the form it fills in to the final documents: a number at home, no code, its own telephone."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from kit.api import Project, create_project, examine, load, open_project, render
from kit.intake.build import build
from kit.intake.form.reading import read_form
from kit.intake.form.writing import member_form
from kit.intake.interview import Interview
from kit.intake.workbook.export import alliance_workbook, member_workbook
from kit.intake.workbook.reading import read_workbook
from kit.intake.yaml_file import read
from kit.model.alliance import Alliance
from kit.word.outline import outline_of
from kit.word.package import Package

_UNIT = 12
_TODAY = date(2026, 11, 23)
_ABROAD = {
    "名称": "科隆材料研究有限公司（Köln Materials Research GmbH）",
    "简称": "科隆材料",
    "境外因素": "境外机构",
    "注册登记号": "HRB 84512",
    "注册地区": "德国",
    "住所": "德国科隆市材料街8号",
    "邮政编码": "DE-50931",
    "联系人": {"姓名": "Anna Weber", "电话": "+49 221 5550100", "电子邮箱": "weber@example.com"},
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The complete sample, of which one member is an institution from abroad."""
    project = create_project(tmp_path / "p", sample=True)
    data = read(project.data).data
    assert isinstance(data, dict)
    unit = data["成员单位"][_UNIT]
    old = unit["简称"]
    for label in ("统一社会信用代码", "注册区县", "注册资本"):
        del unit[label]
    unit.update(_ABROAD)
    data["任务分工"][0]["出口许可"] = "样出许〔2026〕1号"
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False).replace(f"单位: {old}\n", "单位: 科隆材料\n")
    project.data.write_text(text, encoding="utf-8")
    return project


def _alliance(project: Project) -> Alliance:
    alliance = load(project).alliance
    assert alliance
    return alliance


def test_final_documents_show_its_number_and_place(project: Project) -> None:
    rendering = render(project, today=_TODAY, with_pages=False)
    assert rendering.report.is_clean, [d.message for d in rendering.report.errors]
    assert [d.field for d in examine(project, today=_TODAY).report if "代码" in d.message or "代码" in d.field] == []
    texts = {
        name: "\n".join(line.text for line in outline_of(Package.read((project.output / f"{name}.docx").read_bytes())))
        for name in ("联盟协议", "联盟章程", "备案申请书")
    }
    assert len(re.findall(r"注册登记号HRB 84512（德国）", texts["联盟协议"])) == 3  # parties, annex, signature page
    assert "有权签署人吴鸥泊（签字）" in texts["联盟协议"]
    assert "由有权代表其签署的人签字，即为完成签署" in texts["联盟协议"]
    assert re.search(r"注册登记号\s*HRB 84512", texts["备案申请书"])


@pytest.mark.parametrize("kind", ["workbook", "card", "form"])
def test_it_comes_back_from_what_the_unit_fills_in(kind: str, project: Project, tmp_path: Path) -> None:
    alliance = _alliance(project)
    unit = alliance.members[_UNIT]
    path = tmp_path / ("表.docx" if kind == "form" else "表.xlsx")
    if kind == "form":
        path.write_bytes(member_form(alliance, unit))
    else:
        path.write_bytes(alliance_workbook(alliance) if kind == "workbook" else member_workbook(alliance, unit))
    intake = build(read_form(path) if kind == "form" else read_workbook(path))
    assert [d.message for d in intake.report] == []
    assert intake.alliance
    back = intake.alliance.member("科隆材料")
    assert back
    for name in ("uscc", "registration", "foreign", "region", "postcode", "contact"):
        assert getattr(back, name) == getattr(unit, name), name


def test_it_is_asked_for_its_number_and_not_for_a_code(project: Project) -> None:
    text = project.data.read_text(encoding="utf-8")
    project.data.write_text(text.replace("  注册登记号: HRB 84512\n", ""), encoding="utf-8")
    report = examine(open_project(project.folder), today=_TODAY).report
    assert {d.field for d in report if d.code == "M-FCT-01"} == {f"成员单位[{_UNIT + 1}].注册登记号"}
    data = {"members": [{"name": "科隆材料", "foreign": "境外机构"}, {"name": "甲厂"}]}
    interview = Interview(data, None, ("members", 0), today=_TODAY)
    asked = []
    while interview.question and interview.question.path[:2] == ("members", 0):
        asked.append((interview.question.label, interview.question.required))
        interview.skip()
    assert ("注册登记号", True) in asked
    assert "统一社会信用代码" not in dict(asked)
    home = Interview(data, None, ("members", 1), today=_TODAY)
    labels = []
    while home.question and home.question.path[:2] == ("members", 1):
        labels.append(home.question.label)
        home.skip()
    assert "统一社会信用代码" in labels
    assert "注册登记号" not in labels
