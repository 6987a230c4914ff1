"""A row laid over the data file: only what it says changes, and the data file itself stays as it is."""

from __future__ import annotations

import copy
from pathlib import Path

from kit.batch.overlay import Change, overlaid
from kit.intake.build import build
from kit.intake.yaml_file import read_bytes

_BASE = """
联盟: {名称: 甲联盟}
members:
  - {name: 甲厂, 简称: 甲}
设置:
"""


def test_only_what_a_row_says_changes() -> None:
    base = read_bytes(_BASE.encode(), "alliance.yaml")
    before = copy.deepcopy(base)
    changes = [
        Change(("info", "name"), "乙联盟", "B2"),
        Change(("members", 0, "name"), "乙厂", "C2"),
        Change(("members", 0, "contact", "phone"), "12", "D2"),
        Change(("members", 1, "short_name"), "丙", "E2"),
        Change(("settings", "version"), "第三稿", "F2"),
    ]
    intake = build(overlaid(base, changes, "表.csv"))
    assert base == before
    assert intake.alliance
    assert intake.alliance.info.name == "乙联盟"
    assert [(m.name, m.short_name) for m in intake.alliance.members] == [("乙厂", "甲"), (None, "丙")]
    assert intake.alliance.settings.version == "第三稿"
    (fault,) = intake.report
    assert (fault.code, fault.place.file) == ("D-VAL-01", "表.csv")


def test_what_could_not_be_read_leads_to_no_second_fault(tmp_path: Path) -> None:
    base = read_bytes(_BASE.encode(), "alliance.yaml")
    intake = build(overlaid(base, [Change(("info", "name"), None, "B2", is_lost=True)], "表.csv"))
    assert ("info", "name") in intake.unread
    assert not intake.report


def test_an_item_may_follow_where_none_was_said() -> None:
    base = read_bytes("成员单位:\n  - 名称: 甲\n    投入: 无\n".encode(), "数据")
    path = ("members", 0, "contributions", 0, "description")
    laid = overlaid(base, [Change(path, "经费", "第 2 行第 3 列")], "表")
    assert laid.data["成员单位"][0]["投入"] == [{"内容": "经费"}]
