"""The report: all of it for programs, what is to be done for people; bounded, and nothing in it runs."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kit.batch import report as reports
from kit.batch.overlay import Change
from kit.batch.report import Journal, Outcome, last_report
from kit.batch.report_book import report_book
from kit.batch.rows import RowTask
from kit.diagnostics import Diagnostic, Fault, Report, Severity

_TASK = RowTask(5, "=1+1", (Change(("info", "name"), "x", "B5"),))
_EVIL = '=HYPERLINK("http://x")'


def _outcome(*found: Diagnostic, made: bool = False) -> Outcome:
    return Outcome.of(_TASK, found, made=made)


def test_a_finding_names_its_cell_by_its_field() -> None:
    warning = Diagnostic("C-NAM-01", "x", Severity.WARNING)
    error = Diagnostic("D-VAL-01", "y", field="联盟.名称", hint="z")
    outcome = _outcome(warning, error)
    assert [(f.cell, f.code) for f in outcome.findings] == [("B5", "D-VAL-01"), ("", "C-NAM-01")]


def test_the_workbook_holds_no_formula_and_is_the_same_each_time() -> None:
    with Journal() as journal:
        journal.add(_outcome(Diagnostic("D-VAL-01", _EVIL, hint="@SUM(1)", field="联盟.名称")))
        made = report_book("总计", journal.lines())
        assert made == report_book("总计", journal.lines())
    sheet = load_workbook(io.BytesIO(made))["报告"]
    row = next(sheet.iter_rows(min_row=3))
    assert [cell.value for cell in row][:7] == [5, "B5", "=1+1", "未生成", "错误", _EVIL, "@SUM(1)"]
    assert {cell.data_type for cell in row} <= {"s", "n", "inlineStr"}
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_reports_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "MAX_FINDINGS", 3)
    monkeypatch.setattr(reports, "MAX_LISTED", 4)
    monkeypatch.setattr(reports, "MAX_SHOWN", 1)
    with Journal() as journal:
        for _ in range(3):
            journal.add(_outcome(*[Diagnostic("D-VAL-01", str(n)) for n in range(5)]))
        told = [json.loads(line) for line in journal.lines()]
    assert [(len(one["findings"]), one["more"]) for one in told] == [(3, 2), (1, 4), (1, 4)]
    assert (journal.failed, len(journal.failures)) == (3, 1)


def _last(folder: Path, text: str) -> str:
    (folder / "报告.json").write_text(text, encoding="utf-8")
    with pytest.raises(Fault) as raised:
        last_report(folder, "表.csv")
    return raised.value.report.diagnostics[0].code


def test_the_last_report_is_read_with_care(tmp_path: Path) -> None:
    with pytest.raises(Fault) as raised:
        last_report(tmp_path, "表.csv")
    assert raised.value.report.diagnostics[0].code == "B-RET-01"
    assert _last(tmp_path, "{") == "B-RET-02"
    assert _last(tmp_path, "[" * 100_000) == "B-RET-02"
    assert _last(tmp_path, '{"table": "表.csv", "results": [1]}') == "B-RET-02"
    assert _last(tmp_path, '{"table": "别的.csv", "results": []}') == "B-RET-03"


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    with Journal() as journal:
        journal.add(_outcome(Diagnostic("D-VAL-01", "x")))
        journal.add(_outcome(made=True))
        (tmp_path / "报告.json").write_bytes(journal.as_json("表.csv", ["agreement"], Report()))
    last = last_report(tmp_path, "表.csv")
    assert (last.numbers, last.folders) == ({5}, {"=1+1"})
