"""The page that sets every article of the measure beside what answers it."""

from __future__ import annotations

from collections.abc import Iterator

from kit.rules.answers import Answer, field_of
from kit.rules.catalogue import rules_by_code
from kit.rules.marks import quoted
from kit.rules.tj2018 import TIANJIN_2018
from kit.rules.tj2018.clauses import in_words

_DOCUMENTS = {"agreement": "联盟协议", "charter": "联盟章程", "application": "备案申请书"}
_HEAD = """\
# 办法条文对照表

本表由程序生成，列出{name}逐条的要求，以及由哪些规则、条款、字段和证明材料回应；
不由文书回答的，写明理由。要求是本工具的概括，以原文为准。{note}。

`kit check --report 自查报告.docx` 对一个具体的联盟逐条印出条款编号、填写的内容和结论。条款用标题表示，编号随文书而定。
任何一条款从改写过的模板中消失，由 C-FIL-40 或表中专门的规则指出。"""


def measure_page() -> str:
    """The page: one table a chapter, one row a demand."""
    source = TIANJIN_2018.source
    assert source is not None
    lines = [_HEAD.format(name=source.name, note=source.note)]
    for chapter, articles in _CHAPTERS.items():
        lines += [
            f"\n## {chapter}\n",
            "| 条文 | 要求 | 规则 | 条款 | 字段 | 证明材料 | 说明 |",
            "|---|---|---|---|---|---|---|",
        ]
        lines += [_row(answer) for answer in TIANJIN_2018.answers if _number(answer) in articles]
    lines += ["\n## 办法没有载明的事项\n", *(f"- {words}" for words in TIANJIN_2018.unspecified)]
    return "\n".join(lines) + "\n"


_CHAPTERS = {
    "第一章　总则": range(1, 6),
    "第二章　联盟的构建原则": range(6, 8),
    "第三章　联盟的组建": range(8, 10),
    "第四章　联盟的备案": range(10, 13),
    "第五章　支持措施": range(13, 15),
    "第六章　运行与管理": range(15, 19),
    "第七章　附则": range(19, 22),
}


def _number(answer: Answer) -> int:
    return int(answer.article.partition("(")[0])


def _row(answer: Answer) -> str:
    rules = (f"{code} {rules_by_code()[code][1].title}" for code in answer.rules)
    cells = (
        in_words(answer.article),
        answer.demand,
        "<br>".join(rules),
        "<br>".join(_clauses(answer)),
        "<br>".join(_fields(answer)),
        "；".join(answer.evidence),
        answer.reason,
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _clauses(answer: Answer) -> Iterator[str]:
    for document, clauses in answer.clauses.items():
        titles = (quoted(TIANJIN_2018.titles[document][clause]) for clause in clauses)
        yield f"{_DOCUMENTS[document]}{''.join(titles)}"


def _fields(answer: Answer) -> Iterator[str]:
    for path in answer.fields:
        field = field_of(path)
        yield f"{path}（由程序计算）" if field and field.derived else path
