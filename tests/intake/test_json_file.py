"""JSON files in the shape of the data file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.intake.json_file import read
from kit.intake.raw import Raw
from kit.intake.yaml_file import MAX_DEPTH, MAX_NODES


def _read(folder: Path, content: str | bytes) -> Raw:
    path = folder / "甲.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return read(path)


@pytest.mark.parametrize(
    "written,value",
    [
        ('"甲"', "甲"),
        ('"a\\n\\u4e59\\/\\"\\\\"', 'a\n乙/"\\'),
        ("12", "12"),
        ("-1.50e3", "-1.50e3"),
        ("91120116000000001", "91120116000000001"),
        ("true", "是"),
        ("false", "否"),
        ("null", None),
        ('""', None),
        ("[]", []),
        ('[1, "a" , {}]', ["1", "a", {}]),
        ('{"a" :[\n1 ]\t}', {"a": ["1"]}),
    ],
)
def test_values(tmp_path: Path, written: str, value: Any) -> None:
    raw = _read(tmp_path, f'{{"甲": {written}}}')
    assert not raw.report
    assert raw.data == {"甲": value}


def test_everything_has_its_line_and_column(tmp_path: Path) -> None:
    raw = _read(tmp_path, '\ufeff{\r\n  "甲": {"乙": ["丙",\r\n "丁"]}\r\n}')
    places = {path: (spot.value.line, spot.value.column) for path, spot in raw.spots.items()}
    assert places == {
        (): (1, 1),
        ("甲",): (2, 8),
        ("甲", "乙"): (2, 14),
        ("甲", "乙", 0): (2, 15),
        ("甲", "乙", 1): (3, 2),
    }
    key = raw.spots["甲", "乙"].key
    assert key
    assert (key.line, key.column) == (2, 9)


@pytest.mark.parametrize(
    "text,code,place",
    [
        ("", "I-JSN-01", (1, 1)),
        ("{", "I-JSN-01", (1, 2)),
        ('{"甲": 1,}', "I-JSN-01", (1, 9)),
        ("{'甲': 1}", "I-JSN-01", (1, 2)),
        ('{"甲": 1 "乙": 2}', "I-JSN-01", (1, 9)),
        ('{"甲"\n: NaN}', "I-JSN-01", (2, 3)),
        ('{"甲": "乙}', "I-JSN-01", (1, 7)),
        ('{"甲": "\\x"}', "I-JSN-01", (1, 7)),
        ("{} {}", "I-JSN-01", (1, 4)),
        ('{"甲": 01}', "I-JSN-01", (1, 8)),
        ('{"甲": 1, "甲": 2}', "I-JSN-04", (1, 10)),
        ('{"甲": "\\ud800"}', "D-ENC-04", (1, 7)),
        ("[" * (MAX_DEPTH + 1), "I-JSN-02", (1, MAX_DEPTH + 1)),
        ("[" * 100_000, "I-JSN-02", (1, MAX_DEPTH + 1)),
        ("[" + "1," * MAX_NODES + "1]", "I-JSN-03", (1, 2 * MAX_NODES)),
        ('{"甲": "' + "\\\\" * 500_000, "I-JSN-01", (1, 7)),
    ],
)
def test_what_is_wrong(tmp_path: Path, text: str, code: str, place: tuple[int, int]) -> None:
    (fault,) = _read(tmp_path, text).report
    assert (fault.code, fault.place.line, fault.place.column) == (code, *place)


def test_gbk_is_named(tmp_path: Path) -> None:
    assert [d.code for d in _read(tmp_path, '{"甲": "乙"}'.encode("gbk")).report] == ["D-ENC-02"]


_TREES = st.recursive(
    st.one_of(st.text(max_size=8), st.integers(), st.none(), st.booleans()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(min_size=1, max_size=4), inner)),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.text("甲乙丙", min_size=1), _TREES), st.sampled_from([None, 1]), st.booleans())
def test_what_a_program_writes_is_read(
    tmp_path: Path, tree: dict[str, Any], indent: int | None, as_ascii: bool
) -> None:
    raw = _read(tmp_path, json.dumps(tree, indent=indent, ensure_ascii=as_ascii))
    assert {d.code for d in raw.report} <= {"D-ENC-04", "I-JSN-04"}  # control characters; keys that differ by blanks
    if not raw.report:
        assert raw.data is not None


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text('{}[]":,\\u1e.-truefalsn \n甲', max_size=60))
def test_any_text_ends_in_a_report(tmp_path: Path, text: str) -> None:
    raw = _read(tmp_path, text)
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        assert not raw.report.is_clean
