"""From plain data to the alliance and its origins."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.diagnostics import Diagnostic, Place, Severity
from kit.intake.build import Intake, build, load
from kit.intake.origins import Origins, from_labels, in_labels
from kit.intake.raw import Raw
from kit.model.governance import TWO_THIRDS
from kit.model.members import MemberKind

_FILE = """\
联盟:
  名称: 津氢联盟
  对外责任主体单位: 甲
成员单位:
  - 名称: 甲公司
    简称: 甲
    单位性质: 企业
    联系人:
      姓名: 丁
  - 名称: 乙大学
    法定代表人:
    统一社会信用代码: 12
保密:
"""


def _load(folder: Path, text: str) -> Intake:
    path = folder / "alliance.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def test_labels_and_identifiers_mean_the_same(tmp_path: Path) -> None:
    chinese = _load(tmp_path, "成员单位:\n  - 名称: 甲\n    单位性质: 企业\n")
    english = _load(tmp_path, "members:\n  - name: 甲\n    kind: enterprise\n")
    assert chinese.report.is_clean
    assert chinese.alliance == english.alliance
    assert chinese.alliance is not None
    assert chinese.alliance.members[0].kind is MemberKind.ENTERPRISE


def test_what_is_left_empty_takes_its_default(tmp_path: Path) -> None:
    intake = _load(tmp_path, "联盟:\n成员单位:\n组织机构:\n  理事会:\n    任期:\n    法定人数: ~\n")
    assert intake.report.is_clean
    assert intake.alliance is not None
    assert intake.alliance.governance.council.term_years == 3
    assert intake.alliance.governance.council.quorum == TWO_THIRDS


def test_what_could_be_read_is_there_though_other_things_could_not(tmp_path: Path) -> None:
    intake = _load(tmp_path, _FILE)
    assert intake.alliance is not None
    assert intake.alliance.members[1].name == "乙大学"
    assert intake.alliance.members[1].uscc is None
    assert [d.code for d in intake.report] == ["D-VAL-01"]


def test_fault_of_a_member_names_the_member(tmp_path: Path) -> None:
    (fault,) = _load(tmp_path, _FILE).report
    assert str(fault.place).endswith("第 12 行第 15 列，成员“乙大学”")


def test_unreadable_file_has_no_alliance(tmp_path: Path) -> None:
    assert _load(tmp_path, "联盟: [\n").alliance is None
    assert load(tmp_path / "没有.yaml").alliance is None


def test_other_formats_come_without_lines() -> None:
    intake = build(Raw("成员.xlsx", {"联盟": {"名称": "甲", "成立日期": "明天"}}))
    (fault,) = intake.report
    assert fault.place == Place("成员.xlsx")
    assert intake.alliance is not None
    assert intake.alliance.info.name == "甲"


def test_findings_that_only_follow_from_an_unread_field_are_left_out(tmp_path: Path) -> None:
    intake = _load(tmp_path, _FILE)
    findings = [
        Diagnostic("C-XXX-01", "甲", field="成员单位[2].统一社会信用代码"),
        Diagnostic("C-XXX-02", "乙", field="成员单位[2].名称"),
        Diagnostic("C-XXX-03", "丙"),
    ]
    assert [d.code for d in intake.located(findings)] == ["C-XXX-02", "C-XXX-03"]


def test_dangling_lead_is_told_once(tmp_path: Path) -> None:
    intake = _load(tmp_path, _FILE.replace("主体单位: 甲", "主体单位: 丙"))
    assert [d.code for d in intake.report] == ["D-REF-01", "D-VAL-01"]
    assert not intake.located([Diagnostic("C-PTY-03", "甲", field="联盟.对外责任主体单位")])


def test_nobody_is_called_unknown_while_a_name_is_unread(tmp_path: Path) -> None:
    intake = _load(tmp_path, "成员单位:\n  - 简称: [甲]\n经费:\n  托管单位: 甲\n")
    assert [d.code for d in intake.report] == ["D-TYP-04"]
    assert not intake.located([Diagnostic("C-PTY-03", "甲", field="经费.托管单位")])


def test_nobody_is_called_unknown_while_a_dash_is_missing(tmp_path: Path) -> None:
    members = "成员单位:\n  - 名称: 甲公司\n    简称: 甲\n    住所: 子\n    名称: 乙公司\n    简称: 乙\n    住所: 丑\n"
    intake = _load(tmp_path, members + "经费:\n  托管单位: 乙\n")
    assert [d.code for d in intake.report] == ["D-YML-16"]


@pytest.mark.parametrize("name", ["甲", "甲公司"])
def test_members_are_known_by_short_and_full_name(tmp_path: Path, name: str) -> None:
    intake = _load(tmp_path, _FILE.replace("主体单位: 甲", f"主体单位: {name}"))
    assert intake.alliance is not None
    assert intake.alliance.lead is intake.alliance.members[0]


@pytest.mark.parametrize(
    "path,line,where",
    [
        ("联盟.名称", 2, ""),
        ("info.name", 2, ""),
        ("联盟.简称", 1, "缺少“简称”"),
        ("成员单位", 4, ""),
        ("成员单位[1].联系人.姓名", 9, "成员“甲”"),
        ("成员单位[1].联系人.电话", 8, "成员“甲”缺少“电话”"),
        ("成员单位[2].联系人.电话", 10, "成员“乙大学”缺少“联系人.电话”"),
        ("成员单位[2].法定代表人", 11, "成员“乙大学”缺少“法定代表人”"),
        ("成员单位[1].投入[2].金额", 5, "成员“甲”缺少“投入[2].金额”"),
        ("成员单位[7].名称", 4, "缺少“[7].名称”"),
        ("成员单位[1].投入合计", 5, "成员“甲”"),
        ("保密.年限", 13, "缺少“年限”"),
        ("争议解决.仲裁机构", None, "缺少“争议解决.仲裁机构”"),
        ("统计.成员数", None, ""),
        ("", None, ""),
    ],
)
def test_place_of_a_field(tmp_path: Path, path: str, line: int | None, where: str) -> None:
    place = _load(tmp_path, _FILE).origins.place_of(path)
    assert (place.line, place.where) == (line, where)
    assert place.file == str(tmp_path / "alliance.yaml")


def test_place_of_a_path_of_identifiers(tmp_path: Path) -> None:
    assert _load(tmp_path, _FILE).origins.place_of(("members", 0, "contact", "name")).line == 9


def test_no_file_no_place() -> None:
    assert Origins().place_of("联盟.名称") == Place(where="缺少“联盟.名称”")


def test_paths_in_labels_and_back() -> None:
    path = ("tasks", 0, "participants", 2, "member")
    assert in_labels(path) == "任务分工[1].参加单位[3].单位"
    assert from_labels("任务分工[1].参加单位[3].单位") == path


def test_long_values_do_not_flood_the_message(tmp_path: Path) -> None:
    (fault,) = _load(tmp_path, f"签署:\n  签署日期: {'日' * 5000}\n").report
    assert fault.code == "D-VAL-02"
    assert len(fault.message) < 200
    assert fault.severity is Severity.ERROR


def test_a_list_may_say_that_there_is_nothing(tmp_path: Path) -> None:
    text = "成员单位:\n  - {名称: 甲, 简称: 甲, 投入: 无, 资质: 没有}\n任务分工:\n  - {编号: R-01, 参加单位: 无}\n"
    intake = _load(tmp_path, text)
    assert intake.report.is_clean
    assert intake.alliance
    assert intake.alliance.members[0].contributions == intake.alliance.tasks[0].participants == ()
    (fault,) = _load(tmp_path, "成员单位: 无\n").report
    assert fault.code == "D-TYP-02"
