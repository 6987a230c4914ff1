"""Whatever a file holds, reading it ends in a report, never in an exception."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kit.intake.build import build, load
from kit.intake.raw import Raw
from kit.intake.skeleton import skeleton
from kit.model.fields import Field, every_field
from kit.rules.case import Case
from kit.rules.judging import judge

_LABELS = st.sampled_from(sorted({f.label for f in every_field() if not f.derived}))
_WORDS = st.sampled_from(["甲", "2026-13-01", "9万元", "三分之二以上", "是", "100%", "²", "9" * 400, "-", ""])
_SIGNS = st.sampled_from(
    [": ", "：", ":", "\n", "\n  ", "\n    ", "- ", "\t", "[", "]", "{", "}", '"', "'", "#", "&a ", "*a"]
)
_MIXED = st.lists(st.one_of(_LABELS, _WORDS, _SIGNS, st.text(max_size=3)), max_size=40).map("".join)
_TREES = st.recursive(
    st.one_of(st.none(), _WORDS, st.text(max_size=8), st.integers(), st.booleans(), st.floats(), st.dates()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.one_of(_LABELS, st.text()), inner, max_size=5)
    ),
    max_leaves=25,
)
_QUICK = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _ends_in_a_report(path: Path) -> None:
    intake = load(path)
    if intake.alliance is None:
        assert not intake.report.is_clean
    else:
        intake.located(judge(Case(intake.alliance, date(2026, 11, 23))))
    assert all(d.message and d.place.file == str(path) for d in intake.report)


@_QUICK
@given(st.binary(max_size=200))
@example(b"\xff\xfe")
@example(b"\x00")
def test_any_bytes(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "alliance.yaml"
    path.write_bytes(content)
    _ends_in_a_report(path)


@_QUICK
@given(_MIXED)
def test_any_text(tmp_path: Path, content: str) -> None:
    path = tmp_path / "alliance.yaml"
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    _ends_in_a_report(path)


@_QUICK
@given(st.data())
def test_a_file_with_anything_put_into_it(tmp_path: Path, data: st.DataObject) -> None:
    text = skeleton(example=True)
    at = data.draw(st.integers(0, len(text)))
    path = tmp_path / "alliance.yaml"
    path.write_bytes((text[:at] + data.draw(_MIXED) + text[at:]).encode("utf-8", "surrogatepass"))
    _ends_in_a_report(path)


@_QUICK
@given(st.dictionaries(_LABELS, _TREES, max_size=6))
def test_any_tree(data: dict[str, object]) -> None:
    intake = build(Raw("数据", data))
    assert intake.alliance is not None
    intake.located(judge(Case(intake.alliance, date(2026, 11, 23))))


@pytest.mark.parametrize("field", [f for f in every_field() if not f.derived and "." in f.path], ids=lambda f: f.path)
def test_a_monster_in_every_field(field: Field) -> None:
    for monster in ("9" * 6000, "NaN%", "²³", "1/0以上", {"甲": 1}, [[1]], float("nan")):
        tree: object = monster
        for step in reversed(field.path.split(".")):
            tree = {step[:-2]: [tree]} if step.endswith("[]") else {step: tree}
        intake = build(Raw("数据", tree))
        assert intake.alliance is not None
