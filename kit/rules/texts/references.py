"""References inside and between the documents that were typed by hand, and terms defined by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kit import patterns
from kit.diagnostics import Severity
from kit.numerals import read_number
from kit.outline import Part
from kit.rules.case import Case, Sheet
from kit.rules.rule import Finding, Rule, set_rule, text_rule
from kit.rules.words import squeezed

_CITED = patterns.compiled(r"第([〇零一二三四五六七八九十百0-9]+)([条章])")
_ANNEX = patterns.compiled(r"附件([〇零一二三四五六七八九十百0-9]+)(?!号)")
# Between one reference and the next of the same paper: 第三条、第五条和第七条第二款.
_CHAIN = patterns.compiled(
    r"第[〇零一二三四五六七八九十百0-9]+[条章](?:第[〇零一二三四五六七八九十0-9]+款)?(?:第?[（(]?[一二三四五六七八九十0-9]+[）)]?项)?(?:[、和或及与至，]|以及|或者)?$"
)
_AGREEMENT = patterns.compiled(r"(?:联盟协议》?|协议正文|协议》)(?:正文)?(?:的|中)?$")
_CHARTER = patterns.compiled(r"(?:联盟章程》?|章程》)(?:的|中)?$")
_OWN = patterns.compiled(r"(?:本协议|本章程|本协议正文|正文)(?:的|中)?$")
_ELSEWHERE = patterns.compiled(
    r"(?:》|法典|法|条例|办法|规定|细则|解释|通知|规则|指引|合同|书|意见|决定|制度|说明|标准|方案|要点)(?:（[^（）]{1,12}）)?(?:的|中)?$"
)
_FAR = 200
_DEFINED = patterns.compiled(r"(?:以下|下)(?:简称|统称|称|合称)(?:为)?[“\"]([^”\"\n]{1,20})[”\"]")


def _labels(sheet: Sheet, mark: str) -> frozenset[int]:
    """The numbers of the articles (条) or chapters (章) a document has, given automatically or typed."""
    found = (
        _CITED.match(line.label or squeezed(line.text[:16])) for line in sheet.outline if line.part is not Part.ROW
    )
    return frozenset(read_number(label[1]) or 0 for label in found if label and label[2] == mark)


def _shortly_before(sheet: Sheet, match: re.Match[str]) -> str:
    """The end of what the sentence says before a reference: more is not needed to see what is cited."""
    return sheet.words.before(match.start())[-_FAR:]


def _paper_cited(case: Case, sheet: Sheet, before: str) -> Sheet | None:
    """The document a reference is to, by the words before it; None for a statute or another paper."""
    while chained := _CHAIN.search(before):
        before = before[: chained.start()]
    if _OWN.search(before):
        return sheet
    if _AGREEMENT.search(before):
        return case.sheets.get("agreement")
    if _CHARTER.search(before):
        return case.sheets.get("charter")
    return None if _ELSEWHERE.search(before) else sheet


@set_rule("C-DOC-02", "引用了不存在的条、章")
def no_such_article(case: Case) -> Iterator[Finding]:
    """逐份查找正文中的“第……条”“第……章”，核对所引的文书里有没有这一条、这一章。

    模板里手打的条号不会随条款增减而变，删去一条以后就会指错。
    请改用模板的引用写法，由程序编号；引用法律、办法的不在此列。
    """
    labels: dict[tuple[str, str], frozenset[int]] = {}
    for sheet in case.sheets.values():
        told: set[tuple[str, str]] = set()
        for match in sheet.words.hits(_CITED, ("条", "章")):
            before = _shortly_before(sheet, match)
            paper = _paper_cited(case, sheet, before) if before else None  # a typed number at the head of its article
            if paper is None:
                continue
            key = (paper.id, match[2])
            known = labels.get(key)
            if known is None:
                known = labels[key] = _labels(paper, match[2])
            if known and read_number(match[1]) not in known and (paper.id, match[0]) not in told:
                told.add((paper.id, match[0]))
                yield Finding(
                    "",
                    f"写有“{sheet.words.excerpt(match)}”：{paper.title}没有{match[0]}，最后是第 {max(known)} {match[2]}",
                    "请核对条号，改用模板的引用写法，由程序编号",
                    sheet=sheet,
                    where=sheet.words.where(match.start()),
                )


@text_rule("C-DOC-10", "同一简称定义了两次", severity=Severity.WARNING)
def defined_twice(sheet: Sheet) -> Iterator[Finding]:
    """查找“以下简称‘某某’”，同一简称在一份文书里定义两次的提示。

    同一个词有两个含义，条文就有两种读法；同一含义重复定义，修改时容易只改一处。请只保留一处。
    """
    seen: dict[str, int] = {}
    for match in sheet.words.hits(_DEFINED, ("称",)):
        seen[match[1]] = seen.get(match[1], 0) + 1
        if seen[match[1]] == 2:
            yield _about_term(sheet, match, f"简称“{match[1]}”在前面已经定义过", "只保留一处定义，或者换一个简称")


@text_rule("C-DOC-11", "定义的简称没有用到", severity=Severity.WARNING)
def never_used(sheet: Sheet) -> Iterator[Finding]:
    """查找“以下简称‘某某’”，定义之后全文再没有用到的提示。

    多是条文改过、用语没有跟着改，正文里可能正在用另一个没有定义的词。请核对用语，或者删去定义。
    """
    words = sheet.words
    for match in words.hits(_DEFINED, ("称",)):
        if match[1] not in words.text[match.end() :]:
            yield _about_term(sheet, match, f"简称“{match[1]}”定义以后没有用到", "核对正文的用语，或者删去定义")


def _about_term(sheet: Sheet, match: re.Match[str], message: str, hint: str) -> Finding:
    return Finding("", message, hint, sheet=sheet, where=sheet.words.where(match.start()))


@set_rule("C-DOC-12", "引用了没有附上的附件")
def no_such_annex(case: Case) -> Iterator[Finding]:
    """逐份查找“附件几”，核对所引的文书后面有没有这个附件。

    附件是协议的组成部分，引用了却没有附上，约定就缺了一块。请附上附件或者改正编号。
    """
    annexes: dict[str, frozenset[int]] = {}
    for sheet in case.sheets.values():
        told: set[str] = set()
        for match in sheet.words.hits(_ANNEX, ("附件",)):
            paper = _paper_cited(case, sheet, _shortly_before(sheet, match))
            if paper is None or paper.id not in ("agreement", "charter"):
                continue
            if paper.id not in annexes:
                annexes[paper.id] = frozenset(_annexes(paper))
            known = annexes[paper.id]
            if read_number(match[1]) not in known and match[0] not in told:
                told.add(match[0])
                count = f"只有 {len(known)} 个附件" if known else "没有附件"
                yield Finding(
                    "",
                    f"写有“{sheet.words.excerpt(match)}”：{paper.title}没有{match[0]}，{count}",
                    "请附上附件，或者改正编号",
                    sheet=sheet,
                    where=sheet.words.where(match.start()),
                )


def _annexes(sheet: Sheet) -> Iterator[int]:
    """The numbers of the annexes: headings, automatic or typed."""
    for line in sheet.outline:
        heading = squeezed(line.label or line.text) if line.part in _MAY_HEAD else ""
        found = _ANNEX.match(heading)
        if found and (line.part is Part.ANNEX or len(squeezed(line.text)) < 30):
            yield read_number(found[1]) or 0


_MAY_HEAD = (Part.ANNEX, Part.HEADING, Part.PARAGRAPH)
RULES: tuple[Rule, ...] = (no_such_article, defined_twice, never_used, no_such_annex)
