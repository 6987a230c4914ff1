"""kit rules and kit explain: every rule is listed, every code is explained."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import kit
from kit.cli.families import TOPICS, prefix_of, topic_of
from kit.cli.wrapping import columns
from kit.diagnostics import Severity
from kit.render.overview import MEANING_OF_SURENESS
from kit.rules.catalogue import all_packs, rules_by_code
from kit.rules.rule import Sureness
from tests.cli.running import run

Capsys = pytest.CaptureFixture[str]

_CODE = re.compile(r'"([BCDFIMSTWX]-[A-Z]{2,3}-\d{2})"')


def codes_in_the_source() -> set[str]:
    files = Path(kit.__file__).parent.rglob("*.py")
    return {code for file in files for code in _CODE.findall(file.read_text(encoding="utf-8"))}


def test_every_family_of_codes_has_words() -> None:
    families = {prefix_of(code) for code in codes_in_the_source() | set(rules_by_code()) if not code.startswith("R-")}
    assert families <= set(TOPICS)


def test_every_kind_of_sureness_has_words() -> None:
    assert set(MEANING_OF_SURENESS) == {sure.value for sure in Sureness}


def test_every_rule_is_listed_under_its_pack(capsys: Capsys) -> None:
    said = run(capsys, "rules").out
    for code, (_pack, rule) in rules_by_code().items():
        assert re.search(
            rf"^    {re.escape(code)} +{rule.severity.value}  {re.escape(rule.title)}$", said, re.MULTILINE
        )


def test_rules_of_one_pack_as_data(capsys: Capsys) -> None:
    data = json.loads(run(capsys, "rules", "--pack", "tj-2018", "--format", "json").out)
    assert data["schema"] == "alliance-kit/rules/1"
    assert {rule["pack"] for rule in data["rules"]} == {"tj-2018"}
    (notice,) = [rule for rule in data["rules"] if rule["code"] == "C-FIL-01"]
    assert (notice["severity"], notice["sure"], notice["waivable"]) == ("warning", "verified", False)


def test_words_choose_among_rules(capsys: Capsys) -> None:
    said = run(capsys, "rules", "授权委托书").out
    assert "C-SIG-01" in said
    assert "C-FND-01" not in said


def test_packs_say_where_their_instruments_stand(capsys: Capsys) -> None:
    said = run(capsys, "rules", "--packs").out
    assert all(f"{pack.id}  {pack.title}" in said for pack in all_packs())
    assert "已失效（有效期至 2020-12-31）" in said
    data = json.loads(run(capsys, "rules", "--packs", "--format", "json").out)
    assert [pack["id"] for pack in data["packs"]] == [pack.id for pack in all_packs()]


def test_a_rule_is_explained_with_basis_force_sureness_and_waiver(capsys: Capsys) -> None:
    result = run(capsys, "explain", "c-sig-01")
    assert result.code == 0
    for words in (
        "C-SIG-01  代理人签署而没有授权委托书",
        "第一百六十五条",
        "施行中",
        "已核对原文",
        "可以豁免",
        "- 代码: C-SIG-01",
    ):
        assert words in result.out


def test_a_rule_that_nobody_can_waive_says_so(capsys: Capsys) -> None:
    said = run(capsys, "explain", "C-FIL-01").out
    assert "不得豁免" in said
    assert "豁免:" not in said
    assert "已失效" in said


@pytest.mark.parametrize("code", ["D-VAL-03", "T-TAG-01", "W-REF-01", "S-OUT-01", "M-FCT-01", "C-WAI-01"])
def test_codes_that_are_no_rules_are_explained_by_their_family(code: str, capsys: Capsys) -> None:
    result = run(capsys, "explain", code)
    assert result.code == 0
    assert topic_of(code) in result.out


@pytest.mark.parametrize(
    ("code", "words"),
    [("C-SIG-99", "是否为 C-SIG-"), ("胡写", "kit rules"), ("L-999", "是否为 L-"), ("D-ZZZ-01", "没有代码")],
)
def test_an_unknown_code_is_told(code: str, words: str, capsys: Capsys) -> None:
    result = run(capsys, "explain", code)
    assert (result.code, words in result.err) == (2, True)


@pytest.mark.parametrize(("arguments", "words"), [(["--pack", "tj"], "没有规则包“tj”"), (["没有这种规则"], "没有与")])
def test_what_is_not_there_is_told(arguments: list[str], words: str, capsys: Capsys) -> None:
    result = run(capsys, "rules", *arguments)
    assert (result.code, words in result.err) == (2, True)


def test_every_explanation_fits_a_terminal_and_says_something(capsys: Capsys) -> None:
    for code, (_pack, rule) in rules_by_code().items():
        said = run(capsys, "explain", code).out
        assert all(columns(line) <= 80 for line in said.splitlines()[1:]), code
        assert rule.severity in Severity
        assert rule.explanation, code
