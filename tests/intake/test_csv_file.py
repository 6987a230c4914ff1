"""Tables of member units as CSV."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.intake.csv_file import MAX_CELL, MAX_ROWS, read
from kit.intake.decoding import MAX_BYTES
from kit.intake.raw import Raw

TABLE = "名称,简称,联系人.电话\n甲厂有限公司,甲厂,022-88880001\n\n乙大学,乙大,\n"
MEMBERS = [
    {"名称": "甲厂有限公司", "简称": "甲厂", "联系人": {"电话": "022-88880001"}},
    {"名称": "乙大学", "简称": "乙大"},
]


def _read(folder: Path, content: str | bytes) -> Raw:
    path = folder / "单位.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(path)


def _members(folder: Path, content: str | bytes) -> Any:
    raw = _read(folder, content)
    assert not raw.report, [d.message for d in raw.report]
    return raw.data["成员单位"]


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("gbk"),
        TABLE.encode("gb18030"),
        TABLE.replace("\n", "\r\n").encode("gbk"),
        TABLE.replace(",", "\t").encode(),
        TABLE.replace(",", ";").encode(),
        ("\n\n" + TABLE).encode(),
    ],
    ids=["utf-8", "bom", "gbk", "gb18030", "crlf", "tab", "semicolon", "empty lines first"],
)
def test_a_table_in_any_usual_encoding_and_separator(tmp_path: Path, content: bytes) -> None:
    assert _members(tmp_path, content) == MEMBERS


@pytest.mark.parametrize(
    "name", ["联系人.姓名", "联系人姓名", "contact.name", " 联系人．姓名 ", "成员单位[].联系人.姓名"]
)
def test_names_of_columns(tmp_path: Path, name: str) -> None:
    raw = _read(tmp_path, f"简称,{name}\n甲厂,周晓岚\n")
    if name.isascii():
        assert [d.code for d in raw.report] == ["I-CSV-01"]
    else:
        assert raw.data["成员单位"] == [{"简称": "甲厂", "联系人": {"姓名": "周晓岚"}}]


def test_items_of_lists_have_their_number_in_the_name(tmp_path: Path) -> None:
    text = (
        "简称,投入1.形式,投入[1].金额,投入3.形式,资质\n甲厂,货币资金,3万元,人员,高新技术企业、专精特新\n乙大,,,人员,\n"
    )
    first, second = _members(tmp_path, text)
    assert first["投入"] == [{"形式": "货币资金", "金额": "3万元"}, {"形式": "人员"}]
    assert first["资质"] == ["高新技术企业", "专精特新"]
    assert second == {"简称": "乙大", "投入": [{"形式": "人员"}]}


def test_everything_has_its_row_and_column(tmp_path: Path) -> None:
    raw = _read(tmp_path, "简称,投入2.形式,资质\n\n甲厂,人员,甲、乙\n")
    places = {path: (spot.value.line, spot.value.column) for path, spot in raw.spots.items()}
    assert places["成员单位", 0] == (3, None)
    assert places["成员单位", 0, "投入", 0, "形式"] == (3, 2)
    assert places["成员单位", 0, "资质", 1] == (3, 3)


@pytest.mark.parametrize(
    "text,code,place,hint",
    [
        ("简称,住趾\n甲厂,x\n", "I-CSV-01", (1, 2), "是否为“住所”？"),
        ("简称,颜色\n甲厂,x\n", "I-CSV-01", (1, 2), "可用的字段名见 kit fields 成员单位"),
        ("简称,住所,住所\n甲厂,x,y\n", "I-CSV-02", (1, 3), "请只保留一列"),
        ("简称,投入1.形式,投入[1].形式\n甲厂,人员,人员\n", "I-CSV-02", (1, 3), "请只保留一列"),
        ("简称,住所\n甲厂,一,二\n", "I-CSV-03", (2, 3), "请给整格加上双引号"),
        ("颜色\nx\n", "I-CSV-01", (1, 1), ""),
        ("", "I-CSV-04", (None, None), "第一行应是字段名"),
        (" , \n\n", "I-CSV-04", (None, None), "第一行应是字段名"),
        ('简称,住所\n甲厂,"一\n', "I-CSV-04", (2, None), "引号"),
        ("简称\n" + "甲厂\n" * (MAX_ROWS + 1), "I-CSV-05", (MAX_ROWS + 2, None), "请分几个文件交来"),
        ("甲," * 501 + "\n甲\n", "I-CSV-05", (1, None), ""),
        ("简称,住所\n甲厂," + "甲" * (MAX_CELL + 1) + "\n", "I-CSV-05", (2, 2), ""),
        ("简称,住所\n甲厂,\x07\n", "D-ENC-04", (2, 4), ""),
        ("甲" * (MAX_BYTES // 3 + 1), "D-FIL-03", (None, None), ""),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_table(
    tmp_path: Path, text: str, code: str, place: tuple[int | None, int | None], hint: str
) -> None:
    fault = next(iter(_read(tmp_path, text).report))
    assert (fault.code, fault.place.line, fault.place.column) == (code, *place)
    assert hint in fault.hint


def test_a_column_that_is_not_known_leaves_the_others(tmp_path: Path) -> None:
    raw = _read(tmp_path, "简称,住趾,邮政编码\n甲厂,x,300308\n")
    assert raw.data["成员单位"] == [{"简称": "甲厂", "邮政编码": "300308"}]


def test_utf_16_is_named(tmp_path: Path) -> None:
    assert [d.code for d in _read(tmp_path, TABLE.encode("utf-16")).report] == ["D-ENC-03"]


_CELLS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(_CELLS, _CELLS), min_size=1, max_size=5), st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]))
def test_what_an_office_program_writes_is_read_back(tmp_path: Path, rows: list[tuple[str, str]], encoding: str) -> None:
    stream = io.StringIO()
    csv.writer(stream).writerows([("名称", "住所"), *rows])
    assert _members(tmp_path, stream.getvalue().encode(encoding)) == [{"名称": a, "住所": b} for a, b in rows]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=60), st.text("名称,住所\n\"';\t甲1.[]", max_size=60).map(str.encode)))
def test_any_bytes_end_in_a_report(tmp_path: Path, content: bytes) -> None:
    raw = _read(tmp_path, content)
    assert raw.data is not None or not raw.report.is_clean
