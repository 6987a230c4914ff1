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
from tests.rules.sample import (
    DELETE,
    NOTICE,
    TODAY,
    Fault,
    Fine,
    found_in,
    sample_sheets,
    sample_with,
    sheets_of,
    spoiled,
)

_TOPICS = [
    importlib.import_module(f"tests.rules.faults.{topic.name}")
    for topic in pkgutil.iter_modules(tests.rules.faults.__path__)
]
FAULTS: list[Fault] = [fault for topic in _TOPICS for fault in topic.FAULTS]
_SAID = (NOTICE, Severity.INFO)  # on every report
FINE: list[Fine] = [fine for topic in _TOPICS for fine in topic.FINE]


def test_the_untouched_sample_has_no_finding_but_the_notice() -> None:
    case = Case(sample_with({}), TODAY, sample_sheets())
    assert [(d.code, d.severity) for d in judge(case)] == [(NOTICE, Severity.INFO)]


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_it_is_found_by_the_rule_meant_for_it(fault: Fault) -> None:
    case = spoiled(fault)
    found = [d for d in judge(case) if (d.code, d.severity) != _SAID]
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


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if not fault.in_documents][::25], ids=str)
def test_with_its_documents_too(fault: Fault) -> None:
    """Some of the faults in facts: the documents made from them give no further finding, as the whole run would."""
    alliance = sample_with(fault.changes)
    found = [d for d in judge(Case(alliance, fault.today, sheets_of(alliance))) if (d.code, d.severity) != _SAID]
    assert {d.code for d in found} == {fault.code, *fault.beside}, [f"{d.code} {d.message}" for d in found]


@pytest.mark.parametrize("staff, says", [("组织机构.秘书处.人员[3]", "出自数据文件"), ("", "改成标签")])
def test_words_of_a_fact_are_not_said_to_be_typed_in_the_template(staff: str, says: str) -> None:
    """The sample's milestone says 专职人员三名: with one of them gone, a fact contradicts the facts."""
    alliance = sample_with({staff: DELETE} if staff else {})
    sheets = sheets_of(alliance)
    if not staff:
        sheets = dict(spoiled(Fault("", write={"charter": "秘书处配备专职人员两名。"})).sheets)
    found = [d for d in judge(Case(alliance, TODAY, sheets)) if d.code == "C-SET-14"]
    assert found
    assert all(says in d.hint for d in found)


def test_every_rule_finds_something() -> None:
    assert {fault.code for fault in FAULTS} == set(rules_by_code())


def test_there_are_two_hundred_faults_and_rules() -> None:
    assert len(rules_by_code()) >= 200
    assert len(FAULTS) >= 200


def test_facts_are_judged_without_documents() -> None:
    assert judge(Case(sample_with({}), TODAY, sample_sheets()), (Reads.FACTS,))
