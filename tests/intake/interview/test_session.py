"""What an interview leaves in the folder: the data file, the position, one backup a sitting."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.diagnostics import Fault
from kit.intake.changes import Change, same
from kit.intake.interview import Accepted, Interview, Position, Session

NOW = datetime(2026, 11, 23, 8, 30)


def _file(folder: Path, text: str = "联盟: {名称: 甲}\n") -> Path:
    file = folder / "alliance.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def _name(value: str) -> list[Change]:
    return [Change(("info", "name"), value)]


def test_every_answer_is_saved_with_its_position(tmp_path: Path) -> None:
    file = _file(tmp_path)
    session = Session(file, started=NOW)
    for name in ("乙", "丙"):
        session.keep(_name(name), Position(("info", "english_name"), 0, ("info",)))
        again = Session(file, started=NOW)
        assert again.data == {"info": {"name": name}}
        assert again.position() == Position(("info", "english_name"), 0, ("info",))


def test_one_backup_a_sitting_and_only_when_something_changes(tmp_path: Path) -> None:
    file = _file(tmp_path)
    backups = tmp_path / ".kit/备份"
    session = Session(file, started=NOW)
    session.keep([], Position(("info", "name")))
    assert not backups.exists()
    session.keep(_name("乙"), Position())
    session.keep(_name("丙"), Position())
    assert [one.name for one in backups.iterdir()] == ["alliance-20261123-083000.yaml"]
    Session(file, started=NOW).keep(_name("丁"), Position())
    assert {one.name: one.read_text(encoding="utf-8") for one in backups.iterdir()} == {
        "alliance-20261123-083000.yaml": "联盟: {名称: 甲}\n",
        "alliance-20261123-083000-2.yaml": "联盟: {名称: 丙}\n",
    }


def test_without_a_person_it_saves_part_by_part(tmp_path: Path) -> None:
    file = _file(tmp_path)
    session = Session(file, started=NOW, save_each=False)
    session.keep([], Position(("info", "name")))
    session.keep(_name("乙"), Position(("info", "english_name")))
    assert "甲" in file.read_text(encoding="utf-8")
    session.keep([], Position(("members", 0)))
    assert "乙" in file.read_text(encoding="utf-8")
    session.keep(_name("丙"), Position(("members", 0)))
    session.flush()
    assert "丙" in file.read_text(encoding="utf-8")


def test_what_somebody_else_writes_meanwhile_stays(tmp_path: Path) -> None:
    file = _file(tmp_path)
    session = Session(file, started=NOW)
    file.write_text("# 新\n联盟: {名称: 甲, 简称: 子}\n", encoding="utf-8")
    assert session.keep(_name("乙"), Position()) == {"info": {"name": "乙", "short_name": "子"}}
    assert file.read_text(encoding="utf-8") == "# 新\n联盟: {名称: 乙, 简称: 子}\n"
    assert session.keep(_name("丙"), Position()) is None


def test_a_file_that_somebody_spoils_meanwhile_is_left_alone(tmp_path: Path) -> None:
    file = _file(tmp_path)
    session = Session(file, started=NOW)
    file.write_text("联盟: {名称: 甲\n", encoding="utf-8")
    with pytest.raises(Fault):
        session.keep(_name("乙"), Position())
    assert file.read_text(encoding="utf-8") == "联盟: {名称: 甲\n"


def test_a_file_that_grows_too_large_is_not_written(tmp_path: Path) -> None:
    file = _file(tmp_path)
    session = Session(file, started=NOW)
    with pytest.raises(Fault) as caught:
        session.keep(_name("甲" * 700_000), Position())
    assert [d.code for d in caught.value.report] == ["S-ASK-02"]
    assert file.read_text(encoding="utf-8") == "联盟: {名称: 甲}\n"


def test_line_ends_and_byte_order_mark_stay(tmp_path: Path) -> None:
    file = tmp_path / "alliance.yaml"
    file.write_bytes("\ufeff# 头\r\n联盟:\r\n  名称: 甲\r\n".encode())
    Session(file, started=NOW).keep(_name("乙"), Position())
    assert file.read_bytes() == "\ufeff# 头\r\n联盟:\r\n  名称: 乙\r\n".encode()


@given(
    st.lists(
        st.sampled_from(("是", "是", "否", "1", "2", "", "甲", "乙: #丙", "-", "2026-03-18", "跳过", "删除")),
        min_size=10,
        max_size=60,
    )
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_file_holds_what_the_interview_holds(tmp_path: Path, answers: list[str]) -> None:
    file = _file(tmp_path, "成员单位: []\n")
    session = Session(file, started=NOW)
    interview = Interview(session.data, section=("members",), today=date(2026, 11, 23))
    for answer in answers:
        if interview.question is None:
            break
        commands = {"跳过": interview.skip, "删除": interview.remove}
        taken = commands.get(answer, lambda answer=answer: interview.answer(answer))()
        if isinstance(taken, Accepted):
            session.keep(taken.changes, interview.position)
        assert same(Session(file, started=NOW).data, interview.data)
