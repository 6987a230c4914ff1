"""Carrying out: what is written, where facts came from, backups, the way back."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kit.api import carry_out_import, plan_import, undo_import
from kit.diagnostics import Fault
from kit.intake.merging.outcomes import Status
from kit.intake.yaml_file import read
from tests.intake.merging.projects import AT, DATA, all_files, data_of, file, member, merged, project, told

LATER = AT + timedelta(minutes=5)
HOME = "成员单位[1].住所"


def test_only_what_changes_changes_in_the_text(tmp_path: Path) -> None:
    opened = project(tmp_path / "项目")
    handed = file(
        tmp_path, "甲.json", member(简称="甲厂", 住所="天津市海川路20号", 投入=[{"形式": "人员", "人数": "6"}])
    )
    outcome = merged(opened, handed)
    assert outcome.written == 3
    assert opened.data.read_text(encoding="utf-8") == DATA.replace("18号", "20号").replace(
        "# 一期\n", "# 一期\n      - {形式: 人员, 人数: 6}\n"
    )
    assert outcome.backup == opened.folder / ".kit/备份/alliance-20261123-083000.yaml"
    assert outcome.backup.read_text(encoding="utf-8") == DATA


def test_the_same_file_again_changes_no_byte(tmp_path: Path) -> None:
    opened = project(tmp_path / "项目")
    handed = file(tmp_path, "甲.json", member(简称="丙", 住所="天津市", 独立法人="是", 资质=["甲", "乙"]))
    merged(opened, handed)
    before = all_files(opened)
    assert merged(opened, handed, at=LATER).written == 0
    assert all_files(opened) == before


def test_the_record_tells_file_digest_place_and_time_and_is_the_same_each_time(tmp_path: Path) -> None:
    kept = []
    for name in ("一", "二"):
        opened = project(tmp_path / name)
        merged(opened, file(tmp_path, "甲.json", member(简称="甲厂", 邮政编码="300308")))
        kept.append((opened.folder / ".kit/来源.json").read_bytes())
    assert kept[0] == kept[1]
    record = json.loads(kept[0])["alliance.yaml"]
    (known,) = record["文件"]
    assert (known["名称"], known["时间"], len(known["sha256"])) == ("甲.json", "2026-11-23 08:30:00", 64)
    assert record["事实"]["成员单位[甲厂有限公司].邮政编码"][:2] == [0, "第 1 行第 32 列"]


# --- conflicts --------------------------------------------------------------------------------


def test_a_new_version_of_a_file_changes_what_the_old_one_gave_and_other_files_do_not(tmp_path: Path) -> None:
    opened = project(tmp_path / "项目")
    merged(opened, file(tmp_path, "甲.json", member(简称="甲厂", 住所="一号")))
    newer = plan_import(opened, [file(tmp_path, "甲.json", member(简称="甲厂", 住所="二号"))])
    assert told(newer, Status.CHANGED) == {HOME: ["二号"]}
    other = plan_import(opened, [file(tmp_path, "乙.json", member(简称="甲厂", 住所="三号"))])
    (fact,) = other.of(Status.CONFLICT)
    assert (fact.old, fact.old_from, fact.why) == ("一号", "甲.json", "现有的值来自 甲.json")


def test_what_a_person_typed_since_is_not_overwritten(tmp_path: Path) -> None:
    opened = project(tmp_path / "项目")
    handed = file(tmp_path, "甲.json", member(简称="甲厂", 住所="一号"))
    merged(opened, handed)
    text = opened.data.read_text(encoding="utf-8")
    opened.data.write_text(text.replace("住所: 一号", "住所: 二号\n    邮政编码: 300001"), encoding="utf-8")
    newer = member(简称="甲厂", 住所="一号", 邮政编码="300002")
    plan = plan_import(opened, [file(tmp_path, "甲.json", newer)])
    assert told(plan, Status.CONFLICT) == {HOME: ["一号"], "成员单位[1].邮政编码": ["300002"]}
    assert {fact.why for fact in plan.of(Status.CONFLICT)} == {"上次导入之后，有人在数据文件里改过这一项"}
    assert merged(opened, handed, at=LATER).written == 0


def test_what_stood_there_before_the_first_import_may_change(tmp_path: Path) -> None:
    opened = project(tmp_path / "项目")
    merged(opened, file(tmp_path, "乙.json", member(简称="乙大", 住所="一号")))
    plan = plan_import(opened, [file(tmp_path, "甲.json", member(简称="甲厂", 住所="二号"))])
    assert told(plan, Status.CHANGED) == {HOME: ["二号"]}


def test_records_follow_a_unit_whose_name_changes_and_members_that_move(tmp_path: Path) -> None:
    opened = project(tmp_path / "项目")
    merged(opened, file(tmp_path, "甲.json", member(简称="甲厂", 住所="一号")))
    merged(opened, file(tmp_path, "名.json", member(简称="甲厂", 名称="甲厂股份有限公司")), at=LATER)
    head, _, rest = opened.data.read_text(encoding="utf-8").partition("成员单位:\n")
    first, _, second = rest.partition("\n  - 名称: 乙大学")
    moved = f"{head}成员单位:\n  - 名称: 乙大学{second}{first}\n"
    opened.data.write_text(moved, encoding="utf-8")
    plan = plan_import(opened, [file(tmp_path, "丙.json", member(简称="甲厂", 住所="三号"))])
    (fact,) = plan.of(Status.CONFLICT)
    assert fact.old_from == "甲.json"


def test_a_decision_against_a_value_is_remembered(tmp_path: Path) -> None:
    opened = project(tmp_path / "项目")
    merged(opened, file(tmp_path, "甲.json", member(简称="甲厂", 住所="一号")))
    other = file(tmp_path, "乙.json", member(简称="甲厂", 住所="二号"))
    plan = plan_import(opened, [other])
    before = opened.data.read_bytes()
    assert carry_out_import(plan, {fact.path: None for fact in plan.facts}, at=LATER).written == 0
    assert opened.data.read_bytes() == before
    assert {fact.status for fact in plan_import(opened, [other]).facts} == {Status.SAME}
    third = file(tmp_path, "乙.json", member(简称="甲厂", 住所="三号"))
    assert plan_import(opened, [third]).of(Status.CONFLICT)


def test_a_decision_for_a_value_is_written(tmp_path: Path) -> None:
    opened = project(tmp_path / "项目")
    files = [file(tmp_path, f"{name}.json", member(简称="甲厂", 住所=f"{name}号")) for name in "一二"]
    plan = plan_import(opened, files)
    (fact,) = plan.of(Status.CONFLICT)
    assert carry_out_import(plan, {fact.path: fact.offers[1]}, at=AT).written == 1
    assert data_of(opened)["成员单位"][0]["住所"] == "二号"
    assert not plan_import(opened, files).of(Status.CONFLICT)


def test_a_file_can_be_told_to_win(tmp_path: Path) -> None:
    opened = project(tmp_path / "项目")
    files = [file(tmp_path, f"{name}.json", member(简称="甲厂", 住所=f"{name}号")) for name in "一二"]
    merged(opened, *files, take=(files[1],))
    assert data_of(opened)["成员单位"][0]["住所"] == "二号"
    assert {fact.status for fact in plan_import(opened, files).facts} == {Status.SAME}
    with pytest.raises(Fault, match="没有交来"):
        plan_import(opened, files[:1], take=[files[1]])


def test_an_open_conflict_leaves_no_gap_where_its_item_would_be(tmp_path: Path) -> None:
    opened = project(tmp_path / "项目")
    one = file(tmp_path, "一.json", {"成员单位": [{"简称": "丙", "住所": "一"}, {"简称": "丁", "住所": "一"}]})
    two = file(tmp_path, "二.json", {"成员单位": [{"名称": "丙", "简称": "丙丙"}, {"简称": "丁", "住所": "一"}]})
    plan = plan_import(opened, [one, two])
    carry_out_import(plan, {}, at=AT)
    assert [unit["简称"] for unit in data_of(opened)["成员单位"][2:]] == ["丙", "丁", "丙丙"]


def test_what_a_new_version_no_longer_has_is_told_and_kept(tmp_path: Path) -> None:
    opened = project(tmp_path / "项目")
    cash = [{"形式": "货币资金", "内容": words, "金额": "1万元"} for words in ("甲", "乙")]
    merged(opened, file(tmp_path, "丙.json", member(简称="丙", 投入=cash)))
    plan = plan_import(opened, [file(tmp_path, "丙.json", member(简称="丙", 投入=cash[1:]))])
    (warning,) = plan.report
    assert (warning.code, warning.field, warning.place.line) == ("I-MRG-05", "成员单位[3].投入[1]", 17)
    assert plan.report.is_clean


# --- safety -----------------------------------------------------------------------------------


def test_a_data_file_that_changes_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    opened = project(tmp_path / "项目")
    plan = plan_import(opened, [file(tmp_path, "甲.json", member(简称="丙"))])
    opened.data.write_text(DATA + "设置:\n", encoding="utf-8")
    before = all_files(opened)
    with pytest.raises(Fault) as caught:
        carry_out_import(plan, {}, at=AT)
    assert [d.code for d in caught.value.report] == ["I-IMP-01"]
    assert all_files(opened) == before


@pytest.mark.parametrize("text", ["[", "[]", '{"alliance.yaml": {"事实": 1}}', '{"alliance.yaml": 1}', "\ud800"])
def test_a_spoiled_record_is_told(tmp_path: Path, text: str) -> None:
    opened = project(tmp_path / "项目")
    (opened.folder / ".kit").mkdir()
    (opened.folder / ".kit/来源.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(Fault) as caught:
        plan_import(opened, [])
    assert [d.code for d in caught.value.report] == ["I-PRV-01"]


_IMPORT_FOR_EVER = """
import sys
from datetime import datetime
from pathlib import Path
from kit.api import carry_out_import, open_project, plan_import
folder = Path(sys.argv[1])
print("ready", flush=True)
for number in range(10_000):
    handed = folder / "甲.json"
    handed.write_text('{"成员单位": [{"简称": "甲厂", "住所": "%d号"}]}' % number, encoding="utf-8")
    carry_out_import(plan_import(open_project(folder), [handed]), {}, at=datetime(2026, 11, 23))
"""


def test_killed_at_any_moment_the_data_file_is_whole_and_another_import_goes_on(tmp_path: Path) -> None:
    opened = project(tmp_path / "项目")
    moments = random.Random(20261123)
    for _round in range(12):
        process = subprocess.Popen([sys.executable, "-c", _IMPORT_FOR_EVER, opened.folder], stdout=subprocess.PIPE)
        assert process.stdout
        process.stdout.readline()
        time.sleep(moments.uniform(0.05, 0.3))
        process.kill()
        process.communicate()
        raw = read(opened.data)
        assert not raw.report
        home = raw.data["成员单位"][0]["住所"]
        assert opened.data.read_text(encoding="utf-8") == DATA.replace("天津市海川路18号", home)
        plan_import(opened, [])
    merged(opened, file(tmp_path, "乙.json", member(简称="乙大", 住所="一号")))
    assert not [path for path in opened.folder.iterdir() if path.name.startswith(".alliance-kit")]


# --- the way back -----------------------------------------------------------------------------


def test_undo_and_undo_of_undo(tmp_path: Path) -> None:
    opened = project(tmp_path / "项目")
    handed = file(tmp_path, "甲.json", member(简称="甲厂", 住所="一号"))
    merged(opened, handed)
    after = opened.data.read_bytes()
    undo_import(opened, at=LATER)
    assert opened.data.read_text(encoding="utf-8") == DATA
    assert told(plan_import(opened, [handed]), Status.CHANGED) == {HOME: ["一号"]}
    undo_import(opened, at=LATER)
    assert opened.data.read_bytes() == after
    assert {fact.status for fact in plan_import(opened, [handed]).facts} == {Status.SAME}
    other = plan_import(opened, [file(tmp_path, "乙.json", member(简称="甲厂", 住所="二号"))])
    assert [fact.old_from for fact in other.of(Status.CONFLICT)] == ["甲.json"]


def test_undo_refuses_to_throw_away_what_was_typed_since(tmp_path: Path) -> None:
    opened = project(tmp_path / "项目")
    merged(opened, file(tmp_path, "甲.json", member(简称="甲厂", 住所="一号")))
    typed = opened.data.read_text(encoding="utf-8") + "设置:\n"
    opened.data.write_text(typed, encoding="utf-8")
    before = all_files(opened)
    with pytest.raises(Fault) as caught:
        undo_import(opened, at=LATER)
    assert [d.code for d in caught.value.report] == ["I-UND-02"]
    assert all_files(opened) == before
    _back, kept = undo_import(opened, at=LATER, force=True)
    assert opened.data.read_text(encoding="utf-8") == DATA
    assert kept.read_text(encoding="utf-8") == typed


def test_undo_without_a_backup(tmp_path: Path) -> None:
    with pytest.raises(Fault) as caught:
        undo_import(project(tmp_path / "项目"), at=AT)
    assert [d.code for d in caught.value.report] == ["I-UND-01"]


@pytest.mark.parametrize("at", [AT, datetime(2020, 1, 1)], ids=["same second", "clock set back"])
def test_backups_keep_their_order_whatever_the_clock_says(tmp_path: Path, at: datetime) -> None:
    opened = project(tmp_path / "项目")
    for number in (1, 2, 3):
        merged(opened, file(tmp_path, "甲.json", member(简称="甲厂", 住所=f"{number}号")), at=AT if number == 1 else at)
    undo_import(opened, at=at)
    assert data_of(opened)["成员单位"][0]["住所"] == "2号"


def test_other_data_files_of_the_folder_keep_their_records(tmp_path: Path) -> None:
    opened = project(tmp_path / "项目")
    merged(opened, file(tmp_path, "甲.json", member(简称="甲厂", 住所="一号")))
    other = opened.folder / "second.yaml"
    other.write_text(DATA, encoding="utf-8")
    merged(type(opened)(other), file(tmp_path, "乙.json", member(简称="甲厂", 住所="二号")))
    undo_import(opened, at=LATER)
    assert opened.data.read_text(encoding="utf-8") == DATA
    assert "二号" in other.read_text(encoding="utf-8")


def test_an_old_version_sent_after_the_new_one_is_asked_about(tmp_path: Path) -> None:
    opened = project(tmp_path / "项目")
    old, new = (member(简称="甲厂", 住所=f"天津市海川路{number}号") for number in (19, 20))
    for at, version in ((AT, old), (LATER, new)):
        merged(opened, file(tmp_path, "甲.json", version), at=at)
    plan = plan_import(opened, [file(tmp_path, "甲.json", old)])
    assert [(fact.old, fact.why[:6]) for fact in plan.of(Status.CONFLICT)] == [("天津市海川路20号", "以前是这个值")]
    merged(opened, file(tmp_path, "甲.json", member(简称="甲厂", 住所="天津市海川路21号")), at=LATER)
    assert data_of(opened)["成员单位"][0]["住所"] == "天津市海川路21号"


def test_a_file_whose_import_was_undone_can_be_imported_again(tmp_path: Path) -> None:
    opened = project(tmp_path / "项目")
    handed = file(tmp_path, "甲.json", member(简称="甲厂", 住所="天津市海川路20号"))
    merged(opened, handed)
    undo_import(opened, at=LATER)
    assert merged(opened, handed, at=LATER).written == 1
