"""Every pair of options: the documents are sound, and every reference names its target."""

from __future__ import annotations

import re
from datetime import date
from itertools import combinations as pairs
from typing import Any

import pytest
from lxml import etree

from kit.render.documents import Made, Maker
from kit.rules.case import Case, Sheet
from kit.rules.judging import judge
from kit.rules.rule import Reads
from kit.templates.catalogue import document_types, layers
from kit.word.names import w
from tests.render.variants import combinations, parameters, variant

ROWS = list(combinations())
KINDS = document_types()
_ARTICLE = re.compile("第[〇零一二三四五六七八九十百千]+条")


def make(row: dict[str, Any]) -> dict[str, Made]:
    made, faults = Maker(variant(row), layers()).make(KINDS, frozenset(kind.id for kind in KINDS))
    assert faults == []
    return {one.kind.id: one for one in made}


def test_every_pair_of_values_occurs() -> None:
    named = parameters()
    assert len(named) >= 25
    for first, second in pairs(named, 2):
        wanted = {(a, b) for a in named[first] for b in named[second]}
        assert wanted == {(row[first], row[second]) for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=range(len(ROWS)))
def test_documents_are_sound_and_references_right(row: dict[str, Any]) -> None:
    made = make(row)
    for one in made.values():
        assert one.faults == ()
        assert one.missing == ()
        assert_references_name_their_targets(one)
    agreement = {line.label for line in made["agreement"].outline}
    for quoted in _ARTICLE.findall(typed_text(body_of(made["charter"]))):
        assert quoted in agreement
    assert _ARTICLE.findall(typed_text(body_of(made["agreement"]))) == []
    assert read_by_the_rules(row, made) == []


def read_by_the_rules(row: dict[str, Any], made: dict[str, Made]) -> list[str]:
    """What the rules over text and over the set of documents find in our own wording."""
    sheets = {one.kind.id: Sheet(one.kind.id, one.kind.title, one.kind.file, one.outline) for one in made.values()}
    case = Case(variant(row), date(2026, 11, 23), sheets)
    return [f"{found.code} {found.message}" for found in judge(case, (Reads.TEXT, Reads.SET))]


def body_of(made: Made) -> etree._Element:
    return made.package.xml("word/document.xml")


def typed_text(body: etree._Element) -> str:
    """The text that is no field result."""
    words: list[str] = []
    depth = 0
    for node in body.iter(w("fldChar"), w("t"), w("p")):
        if node.tag == w("fldChar"):
            depth += {"begin": 1, "end": -1}.get(str(node.get(w("fldCharType"))), 0)
        elif node.tag == w("p"):
            words.append("\n")
        elif not depth:
            words.append(node.text or "")
    return "".join(words)


def assert_references_name_their_targets(made: Made) -> None:
    """Counted here once more, by style alone, apart from the kit's own numbering."""
    body = body_of(made)
    numbers = counted(body)
    count = 0
    for name, shown in references(body):
        count += 1
        assert shown == numbers[name], name
    assert count > 20 or made.kind.id != "agreement"


def references(body: etree._Element) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    code, shown, state = "", "", ""
    for node in body.iter(w("fldChar"), w("instrText"), w("t")):
        if node.tag == w("fldChar"):
            state = str(node.get(w("fldCharType")))
            if state == "begin":
                code, shown = "", ""
            elif state == "end" and code.split()[:1] == ["REF"]:
                found.append((code.split()[1], shown))
        elif node.tag == w("instrText"):
            code += node.text or ""
        elif state == "separate":
            shown += node.text or ""
    return found


_NUMERALS = "〇一二三四五六七八九"


def numeral(number: int) -> str:
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    words = f"{_NUMERALS[hundreds]}百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else _NUMERALS[tens]) + "十"
    elif hundreds and ones:
        words += "〇"
    return words + (_NUMERALS[ones] if ones else "")


def counted(body: etree._Element) -> dict[str, str]:
    """The number of every bookmarked paragraph, counted by its style."""
    counts = dict.fromkeys(("ChapterHeading", "ClauseHeading", "AnnexHeading", "AnnexClause", "Item"), 0)
    forms = {
        "ChapterHeading": lambda n: f"第{numeral(n)}章",
        "ClauseHeading": lambda n: f"第{numeral(n)}条",
        "AnnexHeading": lambda n: f"附件{n}",
        "AnnexClause": lambda n: f"{numeral(n)}、",
        "Item": lambda n: f"（{numeral(n)}）",
    }
    numbers: dict[str, str] = {}
    for paragraph in body.iter(w("p")):
        node = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        style = str(node.get(w("val"))) if node is not None else ""
        if style not in counts:
            continue
        counts[style] += 1
        if style in {"ClauseHeading", "AnnexClause", "AnnexHeading"}:
            counts["Item"] = 0
        if style == "AnnexHeading":
            counts["AnnexClause"] = 0
        for mark in paragraph.iter(w("bookmarkStart")):
            numbers[str(mark.get(w("name")))] = forms[style](counts[style])
    return numbers
