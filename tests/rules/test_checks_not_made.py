"""The page about checks that are no rules stays true: what it says is missing is missing, what answers instead is there."""

from __future__ import annotations

import re
from pathlib import Path

from kit.rules.catalogue import rules_by_code

_PAGE = Path(__file__).resolve().parents[2] / "docs" / "checks-not-made.zh-CN.md"
_CODE = re.compile(r"\b[CM]-[A-Z]{2,3}-\d{2}\b")


def _rows() -> list[list[str]]:
    lines = _PAGE.read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| C-")]


def test_a_check_that_is_said_to_be_missing_is_no_rule() -> None:
    missing = {code for first, *_ in _rows() if "的" not in first for code in _CODE.findall(first)}
    assert len(missing) > 50
    assert not missing & set(rules_by_code())


def test_what_is_said_to_answer_instead_is_a_rule() -> None:
    answers = {code for _, *others in _rows() for cell in others for code in _CODE.findall(cell)}
    assert answers
    assert answers <= set(rules_by_code())
