"""What the measure asks must remain in the documents when lawyers change a template."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kit.diagnostics import Severity
from kit.numerals import in_chinese
from kit.rules.answers import Answers, load_answers
from kit.rules.case import Case, Sheet
from kit.rules.general.kept import KEPT as KEPT_ANYWAY
from kit.rules.kept import Clause, Kept, lost
from kit.rules.rule import Finding, Sureness, set_rule

ANSWERS: Answers = load_answers(Path(__file__).with_name("answers.toml"))

_AGREEMENT, _CHARTER = "agreement", "charter"


def _clause(document: str, clause: str, says: str) -> Clause:
    return Clause(document, clause, ANSWERS.titles[document][clause], says)


KEPT = (
    Kept(
        "C-FIL-14",
        "文书缺少经费管理办法或内部监督的约定",
        (
            _clause(_AGREEMENT, "funds.rules", "经费内部管理办法"),
            _clause(_AGREEMENT, "funds.supervision", "经费内部监督"),
            _clause(_CHARTER, "funds.host", "经费内部管理办法"),
            _clause(_CHARTER, "funds.supervision", "经费内部监督"),
        ),
        ("MEASURE 9(4)",),
        "办法第九条第（四）项要求制定经费的内部管理办法，并建立内部监督机制。"
        "看协议和章程中这两类条款是不是都在；两份文书都没有的是错误，有一份写了的是警告。改写过模板的，请恢复缺少的一条。",
        Severity.ERROR,
    ),
    Kept(
        "C-FIL-16",
        "文书缺少政府资助成果的扩散义务",
        (
            _clause(_AGREEMENT, "licence.diffusion", "政府资助成果向联盟外扩散"),
            _clause(_CHARTER, "openness.diffusion", "政府资助成果向联盟外扩散"),
        ),
        ("MEASURE 9(6)",),
        "办法第九条第（六）项要求建立成果扩散机制，承担政府资助项目形成的成果有向联盟外扩散的义务。"
        "看协议和章程中的扩散条款是不是都在；两份文书都没有的是错误，有一份写了的是警告。改写过模板的，请恢复缺少的一条。",
        Severity.ERROR,
    ),
    Kept(
        "C-FIL-17",
        "文书缺少吸收新成员的约定",
        (
            _clause(_AGREEMENT, "openness.admission", "新成员加入"),
            _clause(_CHARTER, "members.joining", "新成员加入"),
        ),
        ("MEASURE 9(6)",),
        "办法第九条第（六）项要求建立开放发展机制，及时吸收新成员。"
        "看协议和章程中的加入条款是不是都在；两份文书都没有的是错误，有一份写了的是警告。改写过模板的，请恢复缺少的一条。",
        Severity.ERROR,
    ),
    Kept(
        "C-FIL-19",
        "文书缺少重大事项和年度报送的约定",
        (
            _clause(_AGREEMENT, "general.bureau", "备案后报送"),
            _clause(_CHARTER, "openness.reporting", "备案后报送"),
        ),
        ("MEASURE 17",),
        "办法第十七条要求已备案的联盟报送重大事项、年度工作总结和下年度工作计划。"
        "看协议和章程有没有写明由谁报送；改写过模板的，请恢复缺少的一条。",
    ),
)
_TAKEN = frozenset((clause.document, clause.id) for kept in (*KEPT_ANYWAY, *KEPT) for clause in kept.clauses)


@set_rule(
    "C-FIL-40",
    "文书缺少回应办法的条款",
    severity=Severity.WARNING,
    basis=("MEASURE",),
    sure=Sureness.JUDGEMENT,
)
def clause_missing(case: Case) -> Iterator[Finding]:
    """办法的每一条要求由哪些条款回应，载于条文对照表；看这些条款在改写过的文书中是不是都在。

    哪一条款回应哪一项要求，是起草时的安排，所以是警告。按条款的书签查找，书签不在的再按标题查找；
    整份文书都找不到的（例如改用了主管部门的表样），只提示请逐条核对。另有专门规则的条款不重复指出。
    """
    for sheet in case.sheets.values():
        titles = ANSWERS.titles.get(sheet.id, {})
        lacking = [clause for clause, named in titles.items() if sheet.marks.place_of(clause, named) is None]
        if titles and len(lacking) == len(titles):
            yield Finding(
                "",
                f"{sheet.title}中找不到内置模板的条款，无法与办法逐条对照",
                "请对照办法，逐条核对各项要求写在哪里",
                sheet=sheet,
                milder=Severity.INFO,
            )
            continue
        for clause in lacking:
            if (sheet.id, clause) not in _TAKEN:
                yield _unanswered(sheet, clause)


def _unanswered(sheet: Sheet, clause: str) -> Finding:
    articles = ANSWERS.articles_of(sheet.id, clause)
    why = f"办法{'、'.join(map(in_words, articles))}的要求由这一条回应"
    return lost(sheet, ANSWERS.titles[sheet.id][clause], why)


def in_words(article: str) -> str:
    """An article of the measure in words: 9(2) → 第九条第（二）项."""
    number, _, item = article.rstrip(")").partition("(")
    return f"第{in_chinese(int(number))}条" + (f"第（{in_chinese(int(item))}）项" if item else "")


RULES = (*(kept.rule() for kept in KEPT), clause_missing)
