"""Tables for tests: one alliance a row over the hydrogen sample, with faults planted."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from kit.api import Project, open_project
from kit.resources import samples_root

TODAY = date(2026, 11, 23)
DOCUMENT = "联盟协议"
HEAD = ("编号", "联盟.名称", "联盟.简称", "联盟.网站", "成员单位[2].联系人.电话", "备案.填报日期")
PLANTED = {  # row of the table → the column, what is written there, the code of the fault
    5: ("F", "2026-02-30", "D-VAL-02"),
    12: ("B", "", "M-FCT-01"),
    23: ("A", "001", "B-DIR-02"),  # with the short name of the first row
    40: ("E", "12", "D-VAL-01"),
}

Row = Sequence[str]


def sound_rows(count: int) -> list[list[str]]:
    """Rows without a fault."""
    return [
        [
            f"{n:03}",
            f"天津市氢能装备第{n}产业技术创新战略联盟",
            f"津氢{n}",
            f"n{n}.example.com",
            f"022-6666{n:04}",
            "2026-11-20",
        ]
        for n in range(1, count + 1)
    ]


def faulty_rows(count: int) -> list[list[str]]:
    """The same with what is planted."""
    rows = sound_rows(count)
    for number, (column, text, _code) in PLANTED.items():
        if number - 2 < count:
            rows[number - 2]["ABCDEF".index(column)] = text
    if count > 21:
        rows[21][2] = rows[0][2]  # the duplicate folder needs both of its parts
    return rows


def as_csv(path: Path, rows: Sequence[Row], head: Row = HEAD, encoding: str = "utf-8-sig") -> Path:
    """A CSV file as Excel saves it."""
    text = io.StringIO()
    csv.writer(text).writerows([head, *rows])
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def as_book(path: Path, rows: Sequence[Sequence[object]], head: Row = HEAD, title: str = "清单") -> Path:
    """A workbook of one sheet; texts that begin with = become formulas, as they do for whoever types them."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in [head, *rows]:
        sheet.append(list(row))
    book.save(path)
    return path


def project(folder: Path) -> Project:
    """The complete sample as a project."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(samples_root() / "hydrogen/alliance.yaml", folder)
    return open_project(folder)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its name; folders without files by their name alone."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b""
        for path in sorted(folder.rglob("*"))
        if path.is_file() or not any(path.iterdir())
    }
