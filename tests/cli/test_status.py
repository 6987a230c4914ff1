"""kit status and kit members form, as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kit.cli.wrapping import columns
from kit.intake.form.reading import read_form
from kit.resources import samples_root
from kit.word.outline import outline_of
from kit.word.package import Package
from tests.cli.projects import DATE, sound
from tests.cli.running import run

DRAFT = samples_root() / "draft"


def test_status_says_who_owes_what_and_whom_to_ask(capsys: pytest.CaptureFixture[str]) -> None:
    told = run(capsys, "status", DRAFT, "--date", DATE, "--until", "2026-11-30")
    assert told.code == 0
    for words in (
        "期限 2026-11-30，还有 7 天",
        "成员单位 5 家：资料齐全 0 家，还要催办 5 家",
        "备案申请书          ██████░░░░  67%",
        "找谁：关澜，022-88885002",
        "投入第 2 项（人员）的“金额”",
        "要由秘书处自己补充、改正的：34 项",
    ):
        assert told.says(words), words


def test_lines_stay_within_eighty_columns(capsys: pytest.CaptureFixture[str]) -> None:
    lines = run(capsys, "status", DRAFT, "--date", DATE).out.splitlines()
    assert max(map(columns, lines)) <= 80


def test_a_complete_project_owes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = run(capsys, "status", sound(tmp_path / "p"), "--date", DATE)
    assert told.code == 0
    assert told.says("资料齐全 14 家，还要催办 0 家")


def test_status_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    told = run(capsys, "status", DRAFT, "--date", DATE, "--format", "json")
    data = json.loads(told.out)
    assert (data["schema"], data["date"], data["deadline"]) == ("alliance-kit/status/1", DATE, None)
    unit = data["units"][1]
    assert unit["contact"]["phone"] == "022-88885002"
    item = next(item for item in unit["items"] if item["field"] == "成员单位[2].统一社会信用代码")
    assert item["missing"]
    assert item["documents"] == ["联盟协议", "备案申请书"]


def test_list_and_letters_are_written_and_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("status", DRAFT, "--date", DATE, "--excel", tmp_path / "催办.xlsx", "--letters", tmp_path / "函")
    told = run(capsys, *words)
    assert told.code == 0
    assert sorted(path.name for path in (tmp_path / "函").iterdir()) == sorted(
        f"补充资料函-{name}.docx" for name in ("溟驰机器人", "珊岳电机", "声渡探测", "津屿海大", "溟渊研究院")
    )
    assert told.says(f"已写出：{tmp_path / '催办.xlsx'}")
    first = (tmp_path / "催办.xlsx").read_bytes()
    again = run(capsys, *words)
    assert (again.code, again.says("S-OUT-02")) == (1, True)
    assert run(capsys, *words, "--force").code == 0
    assert (tmp_path / "催办.xlsx").read_bytes() == first


@pytest.mark.parametrize(
    "words,told",
    [
        (("--excel", "催办.xls"), "--excel 的文件名应以 .xlsx 结尾"),
        (("--until", "明天"), "--until 应写成 2026-03-18 这样的日期"),
        (("--format", "sarif"), "--format 的值不对，可选：text、json"),
    ],
)
def test_wrong_use_is_explained(words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "status", DRAFT, *words)
    assert (ran.code, ran.says(told)) == (2, True)


def test_a_folder_without_a_project_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = run(capsys, "status", tmp_path)
    assert (told.code, told.says("S-PRJ-01")) == (1, True)


# --- the form ---------------------------------------------------------------------------------


def test_a_form_for_each_unit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = sound(tmp_path / "p")
    told = run(capsys, "members", "form", project)
    assert told.code == 0
    forms = sorted((project / "output").rglob("*.docx"))
    assert len(forms) == 14
    assert "登记表-津海氢能.docx" in {form.name for form in forms}
    again = run(capsys, "members", "form", project)
    assert (again.code, again.says("F-OUT-02")) == (1, True)


def test_forms_for_some_units_until_a_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = sound(tmp_path / "p")
    told = run(capsys, "members", "form", project, "滨海大学", "--until", "2026-12-01", "-o", tmp_path / "表")
    assert told.code == 0
    (form,) = (tmp_path / "表").iterdir()
    assert form.name == "登记表-滨海大学.docx"
    data = read_form(form).data
    assert data["成员单位"][0]["简称"] == "滨海大学"


def test_a_blank_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = sound(tmp_path / "p")
    assert run(capsys, "members", "form", project, "--blank", "-o", tmp_path / "表").code == 0
    assert [fault.code for fault in read_form(tmp_path / "表" / "登记表.docx").report] == ["F-FIL-02"]


def test_an_unknown_unit_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = run(capsys, "members", "form", sound(tmp_path / "p"), "津海")
    assert (told.code, told.says("没有名为“津海”的成员单位")) == (1, True)


@pytest.mark.parametrize("until", [(), ("--until", "2099-01-01")], ids=["closed", "told"])
def test_a_form_names_no_day_that_is_over(
    until: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "p"
    place.mkdir()
    (place / "alliance.yaml").write_text("成员单位: [{简称: 甲厂}]\n备案: {截止日期: 2020-01-01}\n", encoding="utf-8")
    assert run(capsys, "members", "form", place, "-o", tmp_path / "表", *until).code == 0
    words = str(outline_of(Package.read(tmp_path / "表/登记表-甲厂.docx")))
    assert "2020年1月1日" not in words
    assert ("于2099年1月1日以前交回" if until else "尽早交回") in words


@pytest.mark.parametrize("command", [("status",), ("members", "form")])
def test_a_day_that_is_over_is_refused(
    command: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = sound(tmp_path / "p")
    told = run(capsys, *command, project, "--until", "2020-01-01")
    assert told.code == 1
    assert told.says("要求回复的日期 2020-01-01 已经过去")
    assert not list((project / "output").rglob("*.docx"))


@pytest.mark.parametrize(
    "words,said",
    [
        (("members", "export", "-o", "成员.xls"), "-o 应写文件夹名，或以 .xlsx 结尾的文件名，写的是 成员.xls"),
        (("members", "export", "-o", "表.docx"), "或以 .xlsx 结尾的文件名"),
        (("members", "form", "-o", "表.docx"), "-o 应写文件夹名，写的是 表.docx，像是文件名"),
        (("status", "--letters", "函.docx"), "--letters 应写文件夹名"),
    ],
)
def test_a_file_s_name_makes_no_folder(
    words: tuple[str, ...],
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(sound(tmp_path / "p"))
    told = run(capsys, *words)
    assert told.code == 2
    assert told.says(said)
    assert not Path(words[-1]).exists()
