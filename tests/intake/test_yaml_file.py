"""Reading alliance.yaml: what comes out, where it stands, and what is refused unread."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from kit.diagnostics import Place, Severity
from kit.intake import yaml_file
from kit.intake.decoding import MAX_BYTES
from kit.intake.raw import MAX_FAULTS, Raw
from kit.intake.yaml_file import MAX_NODES, read


@pytest.fixture(params=["libyaml", "python"], autouse=True)
def _both_parsers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The kit reads alike where PyYAML came without libyaml."""
    if request.param == "python":
        monkeypatch.setattr(yaml_file, "_LOADER", yaml.SafeLoader)


def _read(folder: Path, content: str | bytes) -> Raw:
    path = folder / "alliance.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(path)


def _codes(raw: Raw) -> list[str]:
    return [d.code for d in raw.report]


@pytest.mark.parametrize(
    "written,value",
    [
        ("no", "no"),
        ("是", "是"),
        ("12:30:00", "12:30:00"),
        ("0123", "0123"),
        ("911100001E5", "911100001E5"),
        ("2026-03-18", "2026-03-18"),
        ("1.50", "1.50"),
        ("null", None),
        ("~", None),
        ("", None),
        ('""', None),
        ("''", None),
        ('"  "', None),
        ('"null"', "null"),
        ('"甲: 乙 #丙"', "甲: 乙 #丙"),
        ("|\n  甲\n  乙\n", "甲\n乙\n"),
        (">\n  甲\n  乙\n", "甲 乙\n"),
        ("C#语言", "C#语言"),
        ("≥5.5", "≥5.5"),
    ],
)
def test_scalars_stay_as_written(tmp_path: Path, written: str, value: str | None) -> None:
    raw = _read(tmp_path, f"甲: {written}\n")
    assert raw.data == {"甲": value}
    assert not raw.report


def test_places_of_keys_and_values(tmp_path: Path) -> None:
    raw = _read(tmp_path, "联盟:\n  名称: 甲\n成员单位:\n  - 名称:  乙\n  - {名称: 丙}\n")
    file = str(tmp_path / "alliance.yaml")
    assert raw.spots[("联盟", "名称")].key == Place(file, 2, 3)
    assert raw.spots[("联盟", "名称")].value == Place(file, 2, 7)
    assert raw.spots[("成员单位", 0)].key is None
    assert raw.spots[("成员单位", 0, "名称")].value == Place(file, 4, 10)
    assert raw.spots[("成员单位", 1, "名称")].key == Place(file, 5, 6)


def test_columns_count_characters_people_see(tmp_path: Path) -> None:
    raw = _read(tmp_path, "甲: {𠮷𠮷: 乙, 丙: 丁}\r\n戊: 己\r\n")
    assert str(raw.spots[("甲", "丙")].value).endswith("第 1 行第 15 列")
    assert str(raw.spots[("戊",)].value).endswith("第 2 行第 4 列")


def test_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    assert _read(tmp_path, b"\xef\xbb\xbf" + "联盟: {}\n".encode()).data == {"联盟": {}}


def test_wide_colons_in_a_long_text_are_left_alone(tmp_path: Path) -> None:
    raw = _read(tmp_path, "甲: |\n  名称：不是字段\n  简称:也不是\n乙\n")
    assert _codes(raw) == ["D-YML-04"]
    assert raw.report.diagnostics[0].place.line == 4


def test_faults_behind_mended_colons_show_too(tmp_path: Path) -> None:
    raw = _read(tmp_path, "联盟：\n  名称：甲\n  简称: 乙\n  简称: 丙\n")
    assert _codes(raw) == ["D-YML-03", "D-YML-03", "D-YML-16"]
    assert raw.data == {"联盟": {"名称": "甲", "简称": "乙"}}


def test_duplicates_before_a_syntax_error_are_told(tmp_path: Path) -> None:
    raw = _read(tmp_path, "甲: 1\n甲: 2\n乙: [1\n丙: 2\n")
    assert _codes(raw) == ["D-YML-16", "D-YML-09"]
    assert raw.data is None


def test_a_wide_indent_is_told_once(tmp_path: Path) -> None:
    assert _codes(_read(tmp_path, "联盟:\n  名称: 甲\n　　简称: 乙\n")) == ["D-YML-07"]


def test_old_line_ends_are_line_ends(tmp_path: Path) -> None:
    raw = _read(tmp_path, "联盟:\r  名称: 甲\r  简称: 乙\r")
    assert (_codes(raw), raw.data) == ([], {"联盟": {"名称": "甲", "简称": "乙"}})


@pytest.mark.parametrize("written", ["“甲”", "‘甲’", "＂甲＂"])
def test_chinese_quotes_around_a_value_are_doubtful(tmp_path: Path, written: str) -> None:
    raw = _read(tmp_path, f"联盟:\n  简称: {written}\n")
    assert [(d.code, d.severity, d.place.line) for d in raw.report] == [("D-YML-18", Severity.WARNING, 2)]


@pytest.mark.parametrize("written", ["“甲”与“乙”", '"“甲”"', "“甲”联盟"])
def test_chinese_quotes_that_belong_to_the_value_are_not(tmp_path: Path, written: str) -> None:
    assert _codes(_read(tmp_path, f"联盟:\n  简称: {written}\n")) == []


def test_half_a_character_is_refused(tmp_path: Path) -> None:
    raw = _read(tmp_path, '"\\ud800甲": "\\udfff"\n')
    assert set(_codes(raw)) <= {"D-ENC-04", "D-YML-08"}
    assert raw.report


def test_missing_file(tmp_path: Path) -> None:
    raw = read(tmp_path / "没有.yaml")
    assert _codes(raw) == ["D-FIL-01"]
    assert raw.report.diagnostics[0].place == Place(str(tmp_path / "没有.yaml"))


@pytest.mark.parametrize("name", ["甲\0.yaml", "长" * 3000])
def test_impossible_name(tmp_path: Path, name: str) -> None:
    assert _codes(read(tmp_path / name))[0] in {"D-FIL-01", "D-FIL-04"}


def test_folder(tmp_path: Path) -> None:
    assert _codes(read(tmp_path)) == ["D-FIL-02"]


def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "alliance.yaml"
    os.mkfifo(pipe)
    assert _codes(read(pipe)) == ["D-FIL-02"]


def test_large_file_is_refused_unread(tmp_path: Path) -> None:
    raw = _read(tmp_path, b"a: b\n" * (2 * MAX_BYTES))
    assert _codes(raw) == ["D-FIL-03"]
    assert "20.0 MB，上限为 2 MB" in raw.report.diagnostics[0].message


def test_largest_file_is_read(tmp_path: Path) -> None:
    content = "甲: 乙\n".encode()
    raw = _read(tmp_path, content + b"#" * (MAX_BYTES - len(content)))
    assert raw.data == {"甲": "乙"}


def test_alias_bomb_is_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 [甲, 甲]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    raw = _read(tmp_path, "\n".join(lines))
    assert set(_codes(raw)) == {"D-YML-11"}


def test_too_many_nodes_are_refused(tmp_path: Path) -> None:
    raw = _read(tmp_path, "甲: [" + "1," * (MAX_NODES + 10) + "]")
    assert _codes(raw) == ["D-YML-14"]
    assert raw.data is None


@pytest.mark.parametrize("opening,closing", [("[", "]"), ("{甲: ", "}"), ("? ", "")])
def test_deep_nesting_is_refused(tmp_path: Path, opening: str, closing: str) -> None:
    raw = _read(tmp_path, f"甲: {opening * 500}{closing * 500}" if closing else opening * 500)
    assert _codes(raw)[-1] == "D-YML-13"
    assert raw.data is None


def test_endless_faults_are_cut_off(tmp_path: Path) -> None:
    raw = _read(tmp_path, "甲: 乙\n" * 5000)
    assert len(raw.report) == MAX_FAULTS + 1
    assert _codes(raw)[-1] == "D-FIL-06"
