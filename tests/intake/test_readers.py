"""Files that units send are told apart by what is in them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from kit.intake.readers import read_any
from kit.intake.workbook.export import alliance_workbook
from kit.model.alliance import Alliance


def _codes(path: Path) -> list[str]:
    return [d.code for d in read_any(path).report]


def test_a_workbook_is_known_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_bytes(alliance_workbook(Alliance.model_validate({"成员单位": [{"名称": "甲厂", "简称": "甲"}]})))
    raw = read_any(path)
    assert not raw.report.errors
    assert raw.data["成员单位"][0]["名称"] == "甲厂"


@pytest.mark.parametrize(
    "name,content,code",
    [
        ("甲.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "I-FIL-04"),
        ("甲.pdf", b"%PDF-1.7", "I-FIL-04"),
        ("甲.xlsx", b"PK\x03\x04" + b"x" * 100, "I-FIL-04"),
        ("甲.xlsx", b"x", "I-FIL-03"),
        ("甲", b"x", "I-FIL-03"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert _codes(tmp_path / name) == [code]


def test_a_zip_of_other_things_is_no_office_file(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "甲.zip", "w") as archive:
        archive.writestr("甲.xlsx", b"")
    assert _codes(tmp_path / "甲.zip") == ["I-FIL-03"]


def test_no_file_and_no_plain_file(tmp_path: Path) -> None:
    assert _codes(tmp_path / "没有.csv") == ["I-FIL-01"]
    assert _codes(tmp_path) == ["I-FIL-02"]


def test_a_huge_file_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "甲.xlsx"
    with path.open("wb") as stream:
        stream.truncate(51 * 1024 * 1024)
    assert _codes(path) == ["I-FIL-05"]


@pytest.mark.parametrize(
    "name,content,words",
    [
        ("甲.xlsx", b"", "文件是空的"),
        ("甲.csv", b"", "文件是空的"),
        ("甲.xls", b"<html></html>", "扩展名 .xls 不符"),
        ("甲.docx", b"{\\rtf1}", "扩展名 .docx 不符"),
    ],
)
def test_a_renamed_or_empty_file_is_called_so(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert [words in d.message for d in read_any(path).report] == [True]
