"""Waivers: somebody answers for going on; the finding stays in the report, marked, and stops nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kit.diagnostics import Diagnostic, Report, Severity
from kit.intake.yaml_file import read
from kit.resources import samples_root
from kit.rules.case import Case
from kit.rules.judging import judge
from kit.rules.waivers import faults_of_waivers, waived
from tests.cli.running import run
from tests.rules.sample import TODAY, sample_with

_LIMIT = {"经费.秘书长审批限额": "21万元"}  # C-FND-03, an error
_TWICE = {
    f"组织机构.理事会.理事[{n}]": {"姓名": name, "单位": unit}
    for n, name, unit in [(22, "高澍", "津海氢能"), (23, "陆珺", "氢衡电池")]
}
_WAIVER = {"代码": "C-FND-03", "理由": "限额已由理事会另行决议确认", "批准人": "周晓岚", "日期": "2026-11-01"}


def _judged(changes: dict[str, Any], *waivers: dict[str, str]) -> list[Diagnostic]:
    alliance = sample_with({**changes, "设置.豁免": list(waivers)})
    found = judge(Case(alliance, TODAY))
    return [*waived(alliance, found), *faults_of_waivers(alliance, found)]


def _of(code: str, found: list[Diagnostic]) -> list[Diagnostic]:
    return [diagnostic for diagnostic in found if diagnostic.code == code]


def _on_waivers(found: list[Diagnostic]) -> list[Diagnostic]:
    return [diagnostic for diagnostic in found if diagnostic.code.startswith("C-WAI-")]


def test_without_a_waiver_the_error_stops() -> None:
    found = _judged(_LIMIT)
    assert [d.code for d in Report.of(found).errors] == ["C-FND-03"]


def test_a_waived_finding_stays_is_marked_and_stops_nothing() -> None:
    found = _judged(_LIMIT, _WAIVER)
    (finding,) = _of("C-FND-03", found)
    assert finding.severity is Severity.ERROR
    assert finding.waiver == "周晓岚于 2026-11-01 豁免：限额已由理事会另行决议确认"
    assert Report.of(found).is_clean
    assert not _on_waivers(found)


def test_a_waiver_of_one_rule_leaves_the_others() -> None:
    found = _judged(_LIMIT | {"任务分工[2].编号": "R-01"}, _WAIVER)
    assert [d.code for d in Report.of(found).errors] == ["C-WRK-01"]


def test_a_waiver_for_one_field_leaves_the_other_fields() -> None:
    field = "组织机构.理事会.理事[22].姓名"
    found = _judged(_TWICE, _WAIVER | {"代码": "C-ORG-01", "字段": field})
    assert {d.field: bool(d.waiver) for d in _of("C-ORG-01", found)} == {
        field: True,
        "组织机构.理事会.理事[23].姓名": False,
    }
    assert not Report.of(found).is_clean


def test_a_waiver_without_a_field_is_for_all_fields() -> None:
    found = _judged(_TWICE, _WAIVER | {"代码": "C-ORG-01"})
    assert [bool(d.waiver) for d in _of("C-ORG-01", found)] == [True, True]


@pytest.mark.parametrize("missing", ["理由", "批准人", "日期"])
def test_an_incomplete_waiver_has_no_effect(missing: str) -> None:
    found = _judged(_LIMIT, {label: value for label, value in _WAIVER.items() if label != missing})
    assert not _of("C-FND-03", found)[0].waiver
    (fault,) = _on_waivers(found)
    assert (fault.code, fault.severity, fault.field) == ("C-WAI-01", Severity.ERROR, "设置.豁免[1]")
    assert f"没有写明{missing}" in fault.message


def test_a_waiver_without_a_code_has_no_effect() -> None:
    found = _judged(_LIMIT, {label: value for label, value in _WAIVER.items() if label != "代码"})
    assert not _of("C-FND-03", found)[0].waiver
    assert [(d.code, "代码" in d.message) for d in _on_waivers(found)] == [("C-WAI-01", True)]


def test_an_unknown_code_gets_the_nearest_one() -> None:
    found = _judged(_LIMIT, _WAIVER | {"代码": "C-FND-3"})
    (fault,) = _on_waivers(found)
    assert (fault.code, fault.field) == ("C-WAI-02", "设置.豁免[1].代码")
    assert "C-FND-3" in fault.message
    assert "是否为 C-FND-0" in fault.hint


def test_a_code_like_no_other_gets_the_list() -> None:
    (fault,) = _on_waivers(_judged({}, _WAIVER | {"代码": "随便"}))
    assert (fault.code, "kit rules" in fault.hint) == ("C-WAI-02", True)


def test_some_rules_must_not_be_waived() -> None:
    found = _judged({"任务分工[3].涉密": "是"}, _WAIVER | {"代码": "C-SEC-01"})
    assert not _of("C-SEC-01", found)[0].waiver
    (fault,) = _on_waivers(found)
    assert (fault.code, fault.severity) == ("C-WAI-03", Severity.ERROR)
    assert "不得豁免" in fault.message
    assert "保守国家秘密法" in fault.law


def test_a_waiver_for_nothing_is_a_hint() -> None:
    (fault,) = _on_waivers(_judged({}, _WAIVER))
    assert (fault.code, fault.severity, fault.field) == ("C-WAI-04", Severity.INFO, "设置.豁免[1]")


@pytest.mark.parametrize("label,nothing", [("批准人", "无"), ("批准人", "——"), ("理由", "同意"), ("理由", "待定。")])
def test_words_that_say_nothing_waive_nothing(label: str, nothing: str) -> None:
    found = _judged(_LIMIT, _WAIVER | {label: nothing})
    assert not _of("C-FND-03", found)[0].waiver
    (fault,) = _on_waivers(found)
    assert (fault.code, label in fault.message) == ("C-WAI-01", True)


@pytest.mark.parametrize("code", ["*", "C-*", "C-FND-03、C-FIL-02", "C-FND-03,C-FIL-02", "全部"])
def test_one_waiver_is_for_one_rule(code: str) -> None:
    found = _judged(_LIMIT, _WAIVER | {"代码": code})
    assert not _of("C-FND-03", found)[0].waiver
    (fault,) = _on_waivers(found)
    assert (fault.code, "只豁免一条规则" in fault.message) == ("C-WAI-02", True)


@pytest.mark.parametrize("code", ["M-FCT-01", "D-VAL-03", "W-REF-01", "T-TAG-01", "C-WAI-04"])
def test_what_is_no_rule_cannot_be_waived(code: str) -> None:
    (fault,) = _on_waivers(_judged({}, _WAIVER | {"代码": code}))
    assert (fault.code, fault.severity, "不是规则，不得豁免" in fault.message) == ("C-WAI-02", Severity.ERROR, True)


def test_a_list_that_must_not_be_empty_cannot_be_waived() -> None:
    found = _judged({"技术创新目标.指标": []}, _WAIVER | {"代码": "M-LST-02"})
    assert [d.code for d in _on_waivers(found)] == ["C-WAI-03"]


def test_a_waiver_of_tomorrow_stops() -> None:
    found = _judged(_LIMIT, _WAIVER | {"日期": "2026-11-24"})
    assert [(d.code, d.waiver) for d in Report.of(found).errors] == [("C-WAI-05", "")]
    assert not _on_waivers(_judged(_LIMIT, _WAIVER | {"日期": "2026-11-23"}))


def test_a_waiver_for_a_field_without_a_finding_says_where_they_are() -> None:
    found = _judged(_LIMIT, _WAIVER | {"字段": "经费.审批限额"})
    assert not _of("C-FND-03", found)[0].waiver
    (fault,) = _on_waivers(found)
    assert (fault.code, fault.severity, fault.field) == ("C-WAI-04", Severity.WARNING, "设置.豁免[1].字段")
    assert "经费.秘书长审批限额" in fault.hint


def test_a_waiver_that_covers_many_findings_says_how_many() -> None:
    thrice = _TWICE | {"组织机构.理事会.理事[24]": {"姓名": "高澍", "单位": "津海氢能"}}
    (notice,) = _on_waivers(_judged(thrice, _WAIVER | {"代码": "C-ORG-01"}))
    assert (notice.code, notice.severity) == ("C-WAI-06", Severity.INFO)
    assert "3 处" in notice.message


def _project(folder: Path, *waivers: dict[str, str]) -> Path:
    """A project: the sample with the one error, and waivers."""
    data = read(samples_root() / "hydrogen" / "alliance.yaml").data
    assert isinstance(data, dict)
    data["经费"]["秘书长审批限额"] = "21万元"
    data["设置"]["豁免"] = list(waivers)
    folder.mkdir()
    (folder / "alliance.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return folder


def test_an_error_stops_render_and_its_waiver_lets_it_write(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    refused = run(capsys, "render", _project(tmp_path / "refused"), "--no-pages")
    assert refused.code == 1
    assert "C-FND-03" in refused.err
    assert not list((tmp_path / "refused").glob("output/*.docx"))
    written = run(capsys, "render", _project(tmp_path / "waived", _WAIVER), "--no-pages")
    assert written.code == 0
    assert len(list((tmp_path / "waived").glob("output/*.docx"))) == 3


def test_the_report_says_who_waived_and_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = run(capsys, "check", _project(tmp_path / "project", _WAIVER), "--format", "json")
    assert result.code == 0
    assert "周晓岚" in result.out.partition("C-FND-03")[2]
    assert "限额已由理事会另行决议确认" in result.out.partition("C-FND-03")[2]
