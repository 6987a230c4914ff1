"""Folder names from cells: they stay inside, and every system takes them."""

from __future__ import annotations

import unicodedata
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.batch.naming import MAX_BYTES, folder_name, same_name


@pytest.mark.parametrize(
    "written,name",
    [
        ("津氢联盟", "津氢联盟"),
        (" 001-津氢 ", "001-津氢"),
        ("R&D（一期）", "R&D（一期）"),
        ("..", ""),
        (".", ""),
        ("../../etc/passwd", "etc_passwd"),
        ("..\\..\\Windows", "Windows"),
        ("/etc", "etc"),
        ("C:\\Windows", "C_Windows"),
        ("\\\\host\\share", "host_share"),
        ("甲/乙", "甲_乙"),
        ("甲.", "甲"),
        ("甲. . ", "甲"),
        (".git", "git"),
        ("~$甲", "甲"),
        ("CON", "_CON"),
        ("nul.docx", "_nul.docx"),
        ("COM1", "_COM1"),
        ("LPT¹", "_LPT¹"),
        ("console", "console"),
        ("报告.json", "_报告.json"),
        ("甲\n乙", "甲_乙"),
        ("甲\0乙", "甲_乙"),
        ("甲\u202e乙", "甲_乙"),
        ("=cmd|'/c calc'!A1", "=cmd_'_c_calc'!A1"),
        ("$(rm -rf ~)", "$(rm_-rf_~)"),
        ("　", ""),
        ("***", ""),
    ],
)
def test_names(written: str, name: str) -> None:
    assert folder_name(written) == name


def test_long_names_are_cut_and_stay_apart() -> None:
    one, other = folder_name("联" * 300 + "一"), folder_name("联" * 300 + "二")
    assert one != other
    assert max(len(one.encode()), len(other.encode())) <= MAX_BYTES


def test_names_that_some_system_takes_for_one() -> None:
    assert same_name("Ａbc") == same_name("aBC")
    assert same_name("é") == same_name("e\u0301")


@given(st.text(max_size=400))
def test_any_text_gives_one_step_inside(written: str) -> None:
    name = folder_name(written)
    if not name:
        return
    assert Path("out", name).parent == Path("out")
    assert PureWindowsPath("C:/out", name).parent == PureWindowsPath("C:/out")
    assert PureWindowsPath(name).name == name
    assert not name.startswith(".")
    assert not name.endswith((".", " "))
    assert len(name.encode()) <= MAX_BYTES
    assert all(unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for c in name)
    assert folder_name(name) == name


def test_the_system_takes_a_name_of_the_greatest_length(tmp_path: Path) -> None:
    (tmp_path / folder_name("联" * 300)).mkdir()
