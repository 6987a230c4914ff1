"""kit import and kit undo, as a user runs them."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from kit.api import open_project
from kit.cli.wrapping import columns
from kit.intake.workbook.export import member_workbook
from kit.intake.yaml_file import read
from kit.model.alliance import Alliance
from kit.resources import samples_root
from tests.cli.running import Run, run
from tests.intake.merging import returned
from tests.intake.merging.projects import DATA, all_files, file, member, project

TABLE = (
    "名称,简称,住所,注册资本\n甲厂有限公司,甲厂,天津市海川路20号,5000万元\n丙研究所,丙所,天津市镜湖道9号,８００万元\n"
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a project 项目 and a table 单位.csv as Excel saves it."""
    project(tmp_path / "项目")
    (tmp_path / "单位.csv").write_bytes(TABLE.replace("\n", "\r\n").encode("gbk"))
    return tmp_path


def _import(capsys: pytest.CaptureFixture[str], place: Path, *arguments: object) -> Run:
    return run(capsys, "import", *arguments, "--project", place / "项目")


def _members(place: Path) -> Any:
    return read(place / "项目" / "alliance.yaml").data["成员单位"]


def test_a_table_in_gbk_is_merged_and_the_second_time_nothing_happens(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = _import(capsys, place, place / "单位.csv", "--yes")
    assert first.code == 0, first.err
    assert first.says("新增 5 项，改动 1 项，冲突 0 项，相同 2 项")
    for words in ("海川路18号 →", "海川路20号"):
        assert words in first.out
    assert first.says("单位.csv，第 2 行")
    assert first.says("kit undo")
    assert _members(place)[2] == {"名称": "丙研究所", "简称": "丙所", "住所": "天津市镜湖道9号", "注册资本": "800万元"}
    before = all_files(open_project(place / "项目"))
    second = _import(capsys, place, place / "单位.csv", "--yes")
    assert second.code == 0
    assert second.says("没有要写入的内容，数据文件未作改动")
    assert all_files(open_project(place / "项目")) == before


def test_a_trial_changes_no_byte(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = all_files(open_project(place / "项目"))
    ran = _import(capsys, place, place / "单位.csv", "--dry-run")
    assert ran.code == 0
    assert ran.says("没有写入：这是试算")
    assert all_files(open_project(place / "项目")) == before


@pytest.mark.parametrize(
    "answer,code,written", [("y\n", 0, True), ("\n", 1, False), ("x\n是\n", 0, True), ("", 1, False)]
)
def test_nothing_is_written_without_a_yes(
    place: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    code: int,
    written: bool,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    ran = _import(capsys, place, place / "单位.csv")
    assert ran.code == code
    assert (len(_members(place)) == 3) is written
    assert ran.says("已写入 6 项" if written else "未作改动")


def test_conflicts_are_asked_one_by_one(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = file(place, "甲.json", member(简称="甲厂", 住所="天津市澄宇大道66号", 注册资本="600万元"))
    monkeypatch.setattr("sys.stdin", io.StringIO("7\n2\n\ny\n"))
    ran = _import(capsys, place, place / "单位.csv", other)
    assert ran.code == 0
    assert ran.says("冲突 1/2 甲厂，住所（交来的文件说法不一）")
    assert ran.says("没有编号 7")
    assert _members(place)[0]["住所"] == "天津市澄宇大道66号"
    assert "注册资本" not in _members(place)[0]


def test_yes_never_decides_a_conflict(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = file(place, "甲.json", member(简称="甲厂", 住所="天津市澄宇大道66号"))
    ran = _import(capsys, place, place / "单位.csv", other, "--yes")
    assert ran.code == 1
    assert ran.says("冲突 1 项没有写入")
    assert _members(place)[0]["住所"] == "天津市海川路18号"
    assert len(_members(place)) == 3
    taken = _import(capsys, place, place / "单位.csv", other, "--take", other, "--yes")
    assert taken.code == 0
    assert _members(place)[0]["住所"] == "天津市澄宇大道66号"


def test_faults_of_all_files_are_told_in_one_run_and_the_sound_rest_is_merged(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "坏.csv").write_text("简称,住趾,邮政编码\n甲厂,x,3003\n甲厂,,\n乙大,,300072\n", encoding="utf-8")
    (place / "坏.json").write_text('{"成员单位": [', encoding="utf-8")
    (place / "老.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    ran = _import(capsys, place, place / "坏.csv", place / "坏.json", place / "老.xls", place / "没有.csv", "--yes")
    assert ran.code == 1
    assert ran.err.index("坏.csv，第 1 行第 2 列：错误 I-CSV-01") < ran.err.index("坏.csv，第 2 行第 3 列")
    for words in ("是否为“住所”？", "I-MRG-02", "第 3 行第 1 列", "I-JSN-01", "97-2003 版", "找不到这个文件"):
        assert ran.says(words), words
    assert _members(place)[1]["邮政编码"] == "300072"


def test_a_folder_means_all_files_in_it(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = place / "交来"
    folder.mkdir()
    file(folder, "一.json", member(简称="甲厂", 邮政编码="300308"))
    alliance = Alliance.model_validate({"成员单位": [{"名称": "丁公司", "简称": "丁", "邮政编码": "300001"}]})
    (folder / "二.xlsx").write_bytes(member_workbook(alliance, alliance.members[0]))
    for name in ("~$二.xlsx", ".隐藏.json", "图.png"):
        (folder / name).write_bytes(b"x")
    ran = _import(capsys, place, folder, folder / "一.json", "--yes")
    assert ran.code == 0, ran.err
    assert ran.says("读了 2 份文件")
    assert ran.says("图.png：警告 I-FIL-06")
    assert [unit.get("邮政编码") for unit in _members(place)] == ["300308", None, "300001"]


def test_the_project_itself_holds_nothing_to_hand_in(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "项目" / "alliance.schema.json").write_text("{}", encoding="utf-8")
    ran = _import(capsys, place, place / "项目")
    assert ran.code == 0
    assert ran.says("读了 0 份文件")


def test_as_data_for_programs(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = _import(capsys, place, place / "单位.csv", "--format", "json")
    data = json.loads(ran.out)
    assert data["schema"] == "alliance-kit/import/1"
    assert data["counts"] == {"new": 5, "changed": 1, "conflict": 0, "same": 2, "kept": 0}
    assert (data["written"], data["backup"]) == (0, None)
    (changed,) = (fact for fact in data["facts"] if fact["status"] == "changed")
    assert (changed["field"], changed["unit"], changed["old"]) == ("成员单位[1].住所", "甲厂", "天津市海川路18号")
    assert changed["offers"][0]["place"]["line"] == 2
    written = json.loads(_import(capsys, place, place / "单位.csv", "--format", "json", "--yes").out)
    assert written["written"] == 6
    assert Path(written["backup"]).read_text(encoding="utf-8") == DATA


def test_undo_and_its_undo(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = place / "项目" / "alliance.yaml"
    _import(capsys, place, place / "单位.csv", "--yes")
    after = data.read_text(encoding="utf-8")
    assert run(capsys, "undo", place / "项目").code == 0
    assert data.read_text(encoding="utf-8") == DATA
    assert run(capsys, "undo", place / "项目").code == 0
    assert data.read_text(encoding="utf-8") == after
    data.write_text(after + "设置:\n", encoding="utf-8")
    refused = run(capsys, "undo", place / "项目")
    assert refused.code == 1
    assert refused.says("加 --force")
    assert run(capsys, "undo", place / "项目", "--force").code == 0
    assert data.read_text(encoding="utf-8") == DATA


def test_undo_goes_back_further_and_lists_where_to(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = place / "项目" / "alliance.yaml"
    assert run(capsys, "undo", place / "项目", "--list").says("还没有备份")
    _import(capsys, place, place / "单位.csv", "--yes")
    first = data.read_text(encoding="utf-8")
    (place / "单位.csv").write_bytes(TABLE.replace("海川路", "海河路").encode("gbk"))
    _import(capsys, place, place / "单位.csv", "--yes")
    second = data.read_text(encoding="utf-8")
    assert len({DATA, first, second}) == 3
    listed = run(capsys, "undo", place / "项目", "--list").out.splitlines()
    assert [line[:2] for line in listed] == ["1.", "2."]
    assert ["单位.csv" in line for line in listed] == [True, False]
    assert run(capsys, "undo", place / "项目", "--to", "2").code == 0
    assert data.read_text(encoding="utf-8") == DATA
    assert run(capsys, "undo", place / "项目").code == 0  # what stood there was kept
    assert data.read_text(encoding="utf-8") == second
    assert run(capsys, "undo", place / "项目", "--to", "3").code == 0
    assert data.read_text(encoding="utf-8") == first
    refused = run(capsys, "undo", place / "项目", "--to", "9")
    assert refused.code == 1
    assert refused.says("没有第 9 个备份，现有 5 个")
    assert data.read_text(encoding="utf-8") == first


@pytest.mark.parametrize("command", [["import", "x.csv"], ["undo"]])
def test_without_a_project(command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--project", tmp_path] if command[0] == "import" else [tmp_path]
    ran = run(capsys, *command, *where)
    assert ran.code == 1
    assert ran.says("S-PRJ-01")


def test_no_file_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "import").code == 2


def test_piped_output_is_plain_and_eighty_columns_wide(place: Path) -> None:
    command = [sys.executable, "-m", "kit", "import", "单位.csv", "--project", "项目", "--dry-run"]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run(command, cwd=place, env=environment, capture_output=True, check=True, encoding="utf-8")
    assert "\x1b" not in ran.stdout
    assert max(columns(line) for line in ran.stdout.splitlines()) <= 80


def test_a_narrow_screen_shows_every_column(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    ran = _import(capsys, place, place / "单位.csv", "--dry-run")
    assert max(columns(line) for line in ran.out.splitlines()) <= 50
    head = next(line for line in ran.out.splitlines() if line.startswith("单位"))
    assert head.split() == ["单位", "字段", "内容", "来自"]
    assert "800万元" in ran.out


def test_a_plan_of_thousands_is_cut_and_says_so(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "".join(f"第{number}研究所,{number}所\n" for number in range(150))
    (place / "多.csv").write_text("名称,简称\n" + rows, encoding="utf-8")
    ran = _import(capsys, place, place / "多.csv", "--yes")
    assert ran.says("另有 100 项没有列出")
    assert len(_members(place)) == 152


def test_asking_for_help_loads_no_reader() -> None:
    heavy = "{'openpyxl', 'lxml', 'yaml', 'hashlib'}"
    code = f"""
import sys
from kit.cli import kit
kit.main(["import", "--help"], prog_name="kit", standalone_mode=False)
assert not {heavy} & sys.modules.keys(), {heavy} & sys.modules.keys()
"""
    ran = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr


def test_folders_in_a_folder_are_not_passed_over_in_silence(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "交来" / "天津").mkdir(parents=True)
    ran = _import(capsys, place, place / "交来", "--dry-run")
    assert ran.says("天津：警告 I-FIL-09")
    assert ran.says("交来：警告 I-FIL-10")


def test_what_an_open_file_leaves_beside_it_is_passed_over(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lock = place / "~$甲.xlsx"
    lock.write_bytes(b"\x05user")
    ran = _import(capsys, place, lock, place / "单位.csv", "--yes")
    assert ran.code == 0, ran.err
    assert ran.says("~$甲.xlsx：提示 I-FIL-06")


def test_an_item_that_may_be_there_is_asked_about_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = returned.alliance(tmp_path)
    back = returned.filled(returned.workbook(opened), 人员=("王五", "王伍"))
    ran = _import(capsys, tmp_path, back, "--yes")
    assert (ran.code, ran.says("没有要写入的内容")) == (1, True)
    monkeypatch.setattr("sys.stdin", io.StringIO("1\ny\n"))
    ran = _import(capsys, tmp_path, back)
    assert ran.code == 0
    assert ran.out.count("怎样处理？") == 1
    assert ran.says("可能就是原有的“组织机构.理事会.理事[1]”（王五），改了说法")
    assert "姓名: 王伍" in opened.data.read_text(encoding="utf-8")
    assert "王五" not in opened.data.read_text(encoding="utf-8")


def test_what_becomes_of_the_item_that_is_there_is_shown_before_it_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = returned.alliance(tmp_path)
    back = returned.filled(returned.workbook(opened), 任务=("R-01", "R-1"), 人员=("王五", "王伍"))
    returned.edit(opened, "名称: 储氢瓶研制", "名称: 车载储氢瓶研制")
    returned.edit(opened, "职务: 董事长", "职务: 总经理")
    text = opened.data.read_text(encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("1\n1\ny\n"))
    ran = _import(capsys, tmp_path, back)
    assert ran.code == 0
    for words in (
        "编号：R-01 → R-1",
        "名称：车载储氢瓶研制（交来的：储氢瓶研制），保留，单位没有改",
        "理事会.理事[1].姓名：王五 → 王伍",
        "照您的回答，改动 2 项",
        "照您的回答，保留 2 项",
        "写入以上 2 项吗？",
    ):
        assert ran.says(words), words
    assert opened.data.read_text(encoding="utf-8") == text.replace("R-01", "R-1").replace("王五", "王伍")


def test_what_both_changed_of_such_an_item_is_asked_after_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = returned.alliance(tmp_path)
    back = returned.filled(returned.filled(returned.workbook(opened), 人员=("王五", "王伍")), 人员=("董事长", "董事"))
    returned.edit(opened, "职务: 董事长", "职务: 总经理")
    monkeypatch.setattr("sys.stdin", io.StringIO("1\n0\ny\n"))
    ran = _import(capsys, tmp_path, back)
    assert ran.says("职务：总经理 → 董事，接着问您取哪一个")
    assert ran.says("冲突 2/2 组织机构，理事会.理事[1].职务（发出以后，数据文件和交来的都改了这一项）")
    assert "{姓名: 王伍, 单位: 甲厂, 职务: 总经理}" in opened.data.read_text(encoding="utf-8")


def test_which_item_is_meant_is_not_decided_by_the_file_that_wins(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opened = returned.alliance(tmp_path)
    back = returned.filled(returned.workbook(opened), 人员=("王五", "王伍"))
    before = opened.data.read_bytes()
    ran = _import(capsys, tmp_path, back, "--yes", "--take", back)
    assert ran.code == 1
    assert ran.says("存疑的 1 条没有写入")
    assert ran.says("请去掉 --yes 再运行一次，逐项回答")
    assert not ran.says("或用 --take")
    assert _import(capsys, tmp_path, back, "--yes", "--dry-run").says("请去掉 --dry-run 和 --yes 再运行一次")
    assert opened.data.read_bytes() == before


def test_what_is_kept_shows_both_values(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    opened = returned.alliance(tmp_path)
    back = returned.workbook(opened)
    returned.edit(opened, "陆珺", "陆新珺")
    ran = _import(capsys, tmp_path, back, "--yes")
    assert ran.code == 0
    assert ran.says("保留 1 项（发出以后数据文件里改过、单位没有改")
    assert ran.says("陆新珺（交来的：陆珺）")


def test_what_a_code_means_is_told_of_that_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "explain", "I-MRG-06").says("用 --yes 的不写入")


def test_the_file_that_wins_may_be_told_by_the_name_the_table_shows(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = place / "收回"
    folder.mkdir()
    file(folder, "一.json", member(简称="甲厂", 邮政编码="300308"))
    file(folder, "二.json", member(简称="甲厂", 邮政编码="300309"))
    assert _import(capsys, place, folder, "--take", "二.json", "--yes").code == 0
    assert _members(place)[0]["邮政编码"] == "300309"
    assert _import(capsys, place, folder, "--take", "三.json").says("没有交来这份文件")
    (place / "另收").mkdir()
    file(place / "另收", "二.json", member(简称="甲厂", 邮政编码="300301"))
    told = _import(capsys, place, folder, place / "另收", "--take", "二.json")
    assert (told.code, told.says("交来的有 2 份文件都叫这个名字")) == (1, True)


def test_a_word_document_that_is_no_form_is_refused_in_one_message(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "render", samples_root() / "hydrogen", "--draft", "-o", place / "文书").code in {0, 1}
    for document in ("联盟协议", "联盟章程", "备案申请书"):
        told = _import(capsys, place, place / f"文书/{document}.docx", "--yes")
        assert told.code == 1
        assert told.says("F-FIL-01 这不是成员单位信息登记表")
        assert told.says("共错误 1 项。")


@pytest.mark.parametrize("name", ["表.ods", "表.odt"])
def test_an_open_document_is_to_be_saved_otherwise(name: str, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with zipfile.ZipFile(place / name, "w") as archive:
        for part in ("mimetype", "content.xml"):
            archive.writestr(part, "x")
    told = _import(capsys, place, place / name)
    assert told.says("这是 OpenDocument 格式")
    assert told.says("另存为")
    assert not told.says("解压")


def test_a_data_file_that_is_locked_is_told_of_itself(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.replace

    def locked(self: Path, target: Path) -> Path:
        if Path(target).name == "alliance.yaml":
            raise PermissionError(13, "locked", str(target))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", locked)
    told = _import(capsys, place, place / "单位.csv", "--yes")
    assert told.code == 1
    assert told.says(f"{place / '项目' / 'alliance.yaml'}：错误 S-OUT-01")
    assert told.says("请关闭那个程序")
    assert not told.says("用 -o")


@pytest.mark.parametrize("command", ["ask", "status", "undo"])
def test_no_option_is_named_that_the_command_lacks(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = run(capsys, command)
    assert told.says("S-PRJ-01")
    assert not told.says("--project")
