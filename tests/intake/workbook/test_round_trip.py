"""What a workbook holds, it gives back: for random alliances, and after an office program wrote it anew."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings

from kit.intake.build import build, load
from kit.intake.raw import Raw
from kit.intake.workbook.export import alliance_workbook, file_names, member_workbook
from kit.intake.workbook.reading import read_workbook
from kit.intake.workbook.sheets import BODIES
from kit.model.alliance import Alliance
from kit.model.fact import Fact, declared_of
from kit.model.members import Member
from kit.resources import samples_root
from kit.word.pdf import find_soffice
from tests.intake.workbook import making
from tests.intake.workbook.alliances import alliances

_EARLY_DAY = "X-CEL-08"  # random alliances have days of 1905, which are read and doubted: they may be bare years
_SOME = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
_FEW = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


def _told(value: Any) -> Any:
    """A fact as plain data, without what says nothing: empty groups are as good as none."""
    if isinstance(value, Fact):
        facts = {name: _told(getattr(value, name)) for name in declared_of(type(value))}
        return {name: fact for name, fact in facts.items() if fact not in (None, {}, [])}
    if isinstance(value, tuple):
        return [_told(item) for item in value if item is not None]
    return value


def _people(alliance: Alliance) -> list[Any]:
    found = []
    for body in BODIES:
        value: Any = alliance
        for name in body.names:
            value = getattr(value, name)
        found.append(_told(value))
    return found


def _covered(alliance: Alliance) -> Any:
    """What has a place in the workbook; who owns which field of use is settled in the data file."""
    tasks = [{name: fact for name, fact in task.items() if name != "fields_of_use"} for task in _told(alliance.tasks)]
    return _told(alliance.members), tasks, _people(alliance)


def _read(path: Path) -> Raw:
    raw = read_workbook(path)
    assert raw.data is not None
    told = [d for d in raw.report if d.code != _EARLY_DAY]
    assert not told, [(str(d.place), d.message) for d in told]
    return raw


def _assert_same(alliance: Alliance, path: Path) -> None:
    raw = _read(path)
    intake = build(raw)
    assert intake.report.is_clean, [(str(d.place), d.message) for d in intake.report]
    assert intake.alliance is not None
    assert _covered(intake.alliance) == _covered(alliance)
    assert set(raw.spots) >= set(_paths(raw.data))


def _paths(data: Any, way: tuple[str | int, ...] = ()) -> Any:
    yield way
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in inner:
        yield from _paths(value, (*way, step))


def _assert_form_same(alliance: Alliance, member: Member, path: Path) -> None:
    raw = _read(path)
    intake = build(raw)
    assert all(d.code.startswith(("D-REF", _EARLY_DAY)) for d in intake.report), [d.message for d in intake.report]
    assert intake.alliance is not None
    assert _told(intake.alliance.members) == [_told(member)]
    shares = [
        (task.number, task.title, _told(one))
        for task in alliance.tasks
        for one in task.participants
        if alliance.member(one.member) is member
    ]
    found = [(t.number, t.title, _told(one)) for t in intake.alliance.tasks for one in t.participants]
    assert sorted(found, key=str) == sorted(shares, key=str)
    led = [_without_shares(task) for task in alliance.tasks if alliance.member(task.lead) is member]
    assert [t for t in map(_without_shares, intake.alliance.tasks) if "lead" in t] == led


def _without_shares(task: Fact) -> dict[str, Any]:
    told: dict[str, Any] = _told(task)
    return {name: fact for name, fact in told.items() if name != "participants"}


@_SOME
@given(alliances())
@example(making.sample())
def test_the_workbook_of_an_alliance(tmp_path: Path, alliance: Alliance) -> None:
    path = tmp_path / "汇总.xlsx"
    path.write_bytes(alliance_workbook(alliance))
    _assert_same(alliance, path)


@_FEW
@given(alliances())
@example(making.sample())
def test_the_form_of_a_unit(tmp_path: Path, alliance: Alliance) -> None:
    for member in alliance.members[:2]:
        path = tmp_path / "单位.xlsx"
        path.write_bytes(member_workbook(alliance, member))
        _assert_form_same(alliance, member, path)


@pytest.mark.parametrize("name", ["draft", "seawater", "large"])
def test_the_samples(name: str, tmp_path: Path) -> None:
    alliance = load(samples_root() / name / "alliance.yaml").alliance
    assert alliance is not None
    path = tmp_path / "汇总.xlsx"
    path.write_bytes(alliance_workbook(alliance))
    _assert_same(alliance, path)


_DIFFICULT: dict[str, Any] = {
    "成员单位": [
        {
            "名称": "=1+1",
            "简称": "-甲",
            "住所": "@SUM(A1)",
            "职责分工": "_x0041_ 与 <b>&amp;</b>",
            "邮政编码": "010010",
            "资质": ["甲、乙"],
            "成立日期": "1900-01-02",
            "注册资本": "9999999999999.99元",
            "联系人": {"电话": "13800000006"},
            "投入": [{"形式": "人员", "内容": "+86", "金额": "0.01元", "人数": "6", "到位日期": "2026-06-30"}],
        },
        {"简称": "007", "资质": ["一", "二；三"], "声明": {"未列入失信名单": "是"}},
        {"注册地区": "天津市", "投入": [{"形式": "货币资金"}]},
    ],
    "任务分工": [
        {"编号": "1e5", "名称": "'甲", "创新点": "第一行\n=第二行", "参加单位": [{"单位": "007", "分工": "TRUE"}]},
        {"名称": "同名", "参加单位": [{"单位": "-甲"}]},
        {"名称": "同名", "参加单位": [{"单位": "=1+1"}]},
    ],
}


def test_after_an_office_program_saved_it(tmp_path: Path) -> None:
    difficult = build(Raw("难写的", _DIFFICULT)).alliance
    assert difficult is not None
    sample = making.sample()
    (tmp_path / "难写.xlsx").write_bytes(alliance_workbook(difficult))
    (tmp_path / "汇总.xlsx").write_bytes(making.whole())
    names = file_names(sample.members)
    for number in (0, 3, 7):
        (tmp_path / names[number]).write_bytes(making.form(number))
    saved = _saved_again(sorted(tmp_path.glob("*.xlsx")), tmp_path / "另存")
    _assert_same(difficult, saved / "难写.xlsx")
    _assert_same(sample, saved / "汇总.xlsx")
    for number in (0, 3, 7):
        _assert_form_same(sample, sample.members[number], saved / names[number])


def _saved_again(files: list[Path], folder: Path) -> Path:
    """The files as LibreOffice writes them, all in one run."""
    soffice = find_soffice()
    assert soffice is not None, "LibreOffice Calc is needed: run make setup"
    profile = (folder.parent / "profile").as_uri()
    command = [str(soffice), f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "xlsx"]
    ran = subprocess.run(
        [*command, "--outdir", str(folder), *map(str, files)], capture_output=True, text=True, check=False, timeout=180
    )
    assert len(list(folder.glob("*.xlsx"))) == len(files), ran.stdout + ran.stderr
    return folder
