"""The committed page of all rules is what the rules say now."""

from __future__ import annotations

from pathlib import Path

import kit
from kit.rules.catalogue import rules_by_code
from kit.rules.listing import as_markdown

_PAGE = Path(kit.__file__).parent.parent / "docs" / "rules.zh-CN.md"


def test_the_page_of_rules_is_current() -> None:
    assert _PAGE.read_text(encoding="utf-8") == as_markdown(), "run make docs"


def test_every_rule_has_a_line_that_says_what_it_rests_on() -> None:
    lines = as_markdown().splitlines()
    for code, (_pack, rule) in rules_by_code().items():
        (line,) = (line for line in lines if line.startswith(f"| {code} |"))
        assert rule.title.replace("|", "\\|") in line
        assert rule.severity.value in line
        assert rule.sure.value in line


def test_every_rule_explains_itself() -> None:
    for code, (_pack, rule) in rules_by_code().items():
        assert len(rule.explanation) > 20, code
        assert "。" in rule.explanation, code
        assert not rule.explanation.isascii(), code
