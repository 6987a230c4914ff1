"""Every rule against the complete sample: one fault is planted, and exactly the rule meant for it finds it."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import tests.rules.faults
from kit.diagnostics import Severity
from kit.model.fields import lookup
from kit.rules.case import Case
from kit.rules.catalogue import rules_by_code
from kit.rules.judging import judge
from kit.rules.rule import Reads
from tests.rules.sample import NOTICE, TODAY, Fault, Fine, found_in, sample_sheets, sample_with, spoiled

_TOPICS = [
    importlib.import_module(f"tests.rules.faults.{topic.name}")
    for topic in pkgutil.iter_modules(tests.rules.faults.__path__)
]
FAULTS: list[Fault] = [fault for topic in _TOPICS for fault in topic.FAULTS]
FINE: list[Fine] = [fine for topic in _TOPICS for fine in topic.FINE]


def test_the_untouched_sample_has_no_finding_but_the_notice() -> None:
    case = Case(sample_with({}), TODAY, sample_sheets())
    assert [(d.code, d.severity) for d in judge(case)] == [(NOTICE, Severity.INFO)]


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_it_is_found_by_the_rule_meant_for_it(fault: Fault) -> None:
    case = spoiled(fault)
    found = [d for d in judge(case) if (d.code, d.severity) != (NOTICE, Severity.INFO)]
    assert {d.code for d in found} == {fault.code, *fault.beside}, [f"{d.code} {d.message}" for d in found]
    assert not fault.at or fault.at in {d.field for d in found}
    assert fault.words in " ".join(d.message for d in found)
    for diagnostic in found:
        assert diagnostic.hint
        assert not diagnostic.message.endswith("。")
        assert lookup(diagnostic.field) if diagnostic.field else diagnostic.place.file


@pytest.mark.parametrize("fine", FINE, ids=str)
def test_it_is_passed_over(fine: Fine) -> None:
    assert fine.code not in {d.code for d in found_in(spoiled(fine))}


def test_every_rule_finds_something() -> None:
    assert {fault.code for fault in FAULTS} == set(rules_by_code())


def test_there_are_two_hundred_faults_and_rules() -> None:
    assert len(rules_by_code()) >= 200
    assert len(FAULTS) >= 200


def test_facts_are_judged_without_documents() -> None:
    assert judge(Case(sample_with({}), TODAY, sample_sheets()), (Reads.FACTS,))
