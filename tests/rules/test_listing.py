"""The committed page of all rules is what the rules say now."""

from __future__ import annotations

from pathlib import Path

import pytest

import kit
from kit.diagnostics import Severity
from kit.rules.catalogue import rules_by_code
from kit.rules.listing import as_markdown
from kit.rules.rule import Rule, Sureness, group

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


def _rule(code: str, severity: Severity = Severity.WARNING, sure: Sureness = Sureness.LOGIC) -> Rule:
    return Rule(code, "示例", lambda _case: (), severity, sure=sure)


def test_a_pack_refuses_codes_taken_twice() -> None:
    with pytest.raises(ValueError, match=r"taken twice: A-01$"):
        group((_rule("A-01"), _rule("A-02")), (_rule("A-01"),))


def test_a_pack_refuses_rules_graver_than_their_basis_allows() -> None:
    assert group((_rule("A-01", Severity.WARNING, Sureness.JUDGEMENT),))
    with pytest.raises(ValueError, match=r"^A-02: JUDGEMENT allows WARNING at most$"):
        group((_rule("A-01"), _rule("A-02", Severity.ERROR, Sureness.JUDGEMENT)))
