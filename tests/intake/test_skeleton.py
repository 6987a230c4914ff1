"""The blank data file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kit.intake.build import Intake, load
from kit.intake.skeleton import skeleton
from kit.model.alliance import Alliance
from kit.model.fields import Field, Kind, every_field

_WRITTEN = [field for field in every_field() if not field.derived]


def _load(folder: Path, text: str) -> Intake:
    path = folder / "alliance.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def _awake(text: str) -> str:
    """The skeleton with everything switched on: the first # of every sleeping line removed, again and again."""
    sleeping = re.compile(r"^( *)#(?=(?: {2})*(?:[^\s#]+:|- |-$|#)|(?: {2})+# )", re.MULTILINE)
    for _ in range(3):
        text = sleeping.sub(r"\1", text)
    return text


def test_blank_skeleton_loads_without_a_fault(tmp_path: Path) -> None:
    intake = _load(tmp_path, skeleton())
    assert not intake.report
    assert intake.alliance is not None


def test_blank_skeleton_says_nothing_but_the_defaults(tmp_path: Path) -> None:
    intake = _load(tmp_path, skeleton())
    assert intake.alliance is not None
    for group in ("info", "funds", "ip", "breach", "openness", "secrecy", "disputes", "signing", "settings"):
        written = getattr(intake.alliance, group)
        silent = getattr(Alliance(), group)
        singles = [f.name for f in _WRITTEN if f.id_path.startswith(f"{group}.") and f.kind is not Kind.LIST]
        assert all(getattr(written, name, None) == getattr(silent, name, None) for name in singles)


def test_example_skeleton_loads_without_a_fault(tmp_path: Path) -> None:
    assert not _load(tmp_path, skeleton(example=True)).report


@pytest.mark.parametrize("example", [False, True])
def test_every_field_is_in_it_in_order(example: bool) -> None:
    keys = re.findall(r"^[ #]*(?:- )?([^\s:#]+):(?: |$)", skeleton(example), re.MULTILINE)
    assert keys == [field.label for field in _WRITTEN]


@pytest.mark.parametrize("field", _WRITTEN, ids=lambda f: f.path)
def test_every_field_is_explained(field: Field) -> None:
    need = "必填" if field.needed else "选填"
    text = skeleton()
    assert f"# {field.label}（{need}，{field.kind_in_words}）：{field.help.rstrip('。')}" in text
    assert all(str(choice) in text for choice in field.choices)


def test_optional_parts_can_be_switched_on(tmp_path: Path) -> None:
    intake = _load(tmp_path, _awake(skeleton()))
    assert {d.code for d in intake.report} <= {"D-TYP-07"}, [str(d) for d in intake.report]
    origins = intake.origins
    for field in _WRITTEN:
        way = field.path.replace("[]", "[1]")
        assert "缺少" not in origins.place_of(way).where or origins.place_of(way).line, way
    assert intake.alliance is not None
    assert intake.alliance.members[0].signatory is not None
    assert intake.alliance.members[0].signatory.power is not None


def test_examples_of_single_facts_are_kept(tmp_path: Path) -> None:
    intake = _load(tmp_path, skeleton(example=True))
    assert intake.alliance is not None
    assert intake.alliance.members[0].short_name == "津海氢能"
    assert intake.alliance.lead is intake.alliance.members[0]
    assert intake.alliance.goals.indicators[0].target == "≥5.5"
