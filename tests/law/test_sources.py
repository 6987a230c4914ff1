"""The instruments that rules cite: all there, all in words, and none cited for more than was read."""

from __future__ import annotations

from datetime import date

import pytest

from kit.diagnostics import Severity
from kit.law.sources import Checked, Force, NoSuchSource, Source, cite, source_cited, source_of, sources
from kit.rules.catalogue import all_packs, rules_by_code
from kit.rules.rule import Rule, Sureness

SOURCES = list(sources().values())
RULES = [rule for _, rule in rules_by_code().values()]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.code)
def test_an_instrument_is_declared_whole(source: Source) -> None:
    assert source.title
    assert not source.title.startswith("《")
    assert all(span.start >= 1 and len(span) >= 1 for span in source.articles)
    spans = [number for span in source.articles for number in span]
    assert spans == sorted(set(spans))
    days = [day for day in (source.since, source.until) if day]
    assert days == sorted(days)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.code)
def test_articles_are_cited_only_where_the_text_was_read(source: Source) -> None:
    assert source.checked is Checked.TEXT or not source.articles


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_basis_of_a_rule_resolves(rule: Rule) -> None:
    assert bool(rule.law) == bool(rule.basis)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.basis], ids=lambda rule: rule.code)
def test_a_basis_carries_the_severity(rule: Rule) -> None:
    """What is cited from memory carries a hint; a page about the text carries a warning; an error was read or follows."""
    checked = {source_cited(citation).checked for citation in rule.basis}
    if rule.sure is Sureness.VERIFIED:
        assert Checked.TEXT in checked
    if rule.severity is Severity.ERROR:
        assert Checked.TEXT in checked or rule.sure is Sureness.LOGIC
    if checked == {Checked.MEMORY}:
        assert rule.sure in (Sureness.MEMORY, Sureness.JUDGEMENT, Sureness.LOGIC)
        assert rule.severity is not Severity.ERROR


@pytest.mark.parametrize(
    ("citation", "words"),
    [
        ("CC 490", "《中华人民共和国民法典》第四百九十条"),
        ("CC 490,502", "《中华人民共和国民法典》第四百九十条、第五百零二条"),
        ("CC 967-973", "《中华人民共和国民法典》第九百六十七条至第九百七十三条"),
        ("SPC-TECH 10(1)", "《最高人民法院关于审理技术合同纠纷案件适用法律若干问题的解释》第十条第（一）项"),
        ("AML 15(1)(2)", "《中华人民共和国反垄断法》第十五条第一款第（二）项"),
        ("GB32100", "《法人和其他组织统一社会信用代码编码规则》（GB 32100-2015）"),
        (
            "MEASURE 9(2)",
            "《天津市推动产业技术创新战略联盟构建与发展的实施办法（试行）》第九条第（二）项（有效期至 2020-12-31）",
        ),
        (
            "SPC-CT 13",
            "《最高人民法院关于适用〈中华人民共和国民法典〉合同编通则若干问题的解释》（法释〔2023〕13号）第十三条",
        ),
    ],
)
def test_a_citation_in_words(citation: str, words: str) -> None:
    assert cite(citation) == words


def test_every_instrument_is_cited() -> None:
    cited = {source_cited(citation).code for rule in RULES for citation in rule.basis}
    answered = {pack.source.code for pack in all_packs() if pack.source}
    assert set(sources()) == cited | answered


def test_citations_are_joined() -> None:
    assert cite("CC 57", "SGR 16").count("；") == 1
    assert cite() == ""


@pytest.mark.parametrize(
    "citation",
    [
        "NOSUCH 1",
        "CC 400",
        "CC 1-400",
        "CC 0",
        "CC 四百九十",
        "CC 490,",
        "GB32100 5",
        "P-79 1",
        "cc 490",
        "",
        "CC 967-973(1)",
        "CC 399-463",
    ],
)
def test_what_was_not_read_is_not_cited(citation: str) -> None:
    with pytest.raises(NoSuchSource):
        cite(citation)


def test_force_by_day() -> None:
    measure = sources()["MEASURE"]
    assert measure.force(date(2018, 12, 26)) is Force.NOT_YET
    assert measure.force(date(2018, 12, 27)) is Force.IN_FORCE
    assert measure.force(date(2020, 12, 31)) is Force.IN_FORCE
    assert measure.force(date(2021, 1, 1)) is Force.ENDED
    assert sources()["GB32100"].force(date(2026, 11, 23)) is Force.UNKNOWN


def test_an_entry_without_a_way_of_checking_is_refused() -> None:
    with pytest.raises(KeyError):
        source_of("X", {"title": "某办法"})
    with pytest.raises(ValueError, match="道听途说"):
        source_of("X", {"title": "某办法", "checked": "道听途说"})
