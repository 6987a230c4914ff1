"""What holds everywhere does not rest on the measure of one city, and no rule claims more than its source gives."""

from __future__ import annotations

from kit.diagnostics import Severity
from kit.law.sources import Checked, source_cited
from kit.rules.catalogue import all_packs
from kit.rules.general import GENERAL
from kit.rules.rule import Sureness

_ABOUT_THE_MEASURE_ITSELF = {"L-030", "L-033", "L-034"}  # wording that quotes it


def test_the_general_pack_does_not_judge_by_the_tianjin_measure() -> None:
    local = {rule.code for rule in GENERAL.rules for basis in rule.basis if source_cited(basis).code == "MEASURE"}
    assert local == _ABOUT_THE_MEASURE_ITSELF


def test_verified_means_that_a_text_was_read() -> None:
    for pack in all_packs():
        for rule in pack.rules:
            if rule.sure is Sureness.VERIFIED:
                assert any(source_cited(basis).checked is Checked.TEXT for basis in rule.basis), rule.code


def test_what_is_only_in_principle_stops_nothing() -> None:
    for pack in all_packs():
        for rule in pack.rules:
            if "原则上" in rule.explanation:
                assert rule.severity is not Severity.ERROR, rule.code
