"""The words of the interview."""

from __future__ import annotations

from collections.abc import Iterator

from kit.cli.wrapping import wrapped
from kit.intake.interview import Question
from kit.model.fields import Kind

BACK, SKIP, SKIP_OPTIONAL, HELP, REVIEW, MISSING, CLEAR, REMOVE, STOP = (
    "返回",
    "跳过",
    "跳过选填",
    "帮助",
    "回顾",
    "还缺",
    "清空",
    "删除",
    "退出",
)
COMMANDS = {
    BACK: "回到上一个问题",
    SKIP: "这一项先不填",
    SKIP_OPTIONAL: "这一组里只问必填的",
    HELP: "看这一项怎样填",
    REVIEW: "看已填的内容，挑一项修改",
    MISSING: "看各份文书还缺什么",
    CLEAR: "清空这一项已填的内容",
    REMOVE: "删去清单中的这一整项，例如这一家单位",
    STOP: "存好并结束，下次接着填",
}
OTHER_WAYS = {"?": HELP, "？": HELP, "<": BACK, "《": BACK, "上一步": BACK, "保存退出": STOP}
_LONGEST_VALUE = 40


def lines_of(text: str, width: int) -> list[str]:
    """A text as lines of at most so many columns, all indented like the first."""
    indent = " " * (len(text) - len(text.lstrip(" ")))
    return [indent + part for part in wrapped(text.lstrip(" "), width - len(indent))]


def short(value: str) -> str:
    """A value on one line, cut where it is long."""
    first, *more = value.splitlines() or [""]
    if more:
        return f"{first[:_LONGEST_VALUE]}……（共 {len(more) + 1} 行）"
    return first if len(first) <= _LONGEST_VALUE else f"{first[:_LONGEST_VALUE]}……"


def asked(question: Question) -> str:
    """The question on one line: 名称（必填）."""
    if question.is_gate:
        return question.label
    if question.kind is Kind.LONG_TEXT and question.number > 1:
        return f"{question.label}，第 {question.number} 行（没有了按回车）"
    if question.number > 1:
        return f"{question.label}，第 {question.number} 项（没有了按回车）"
    return f"{question.label}（{_need(question)}）"


def _need(question: Question) -> str:
    parts = ["必填" if question.required else "选填"]
    if question.number and question.kind is Kind.LONG_TEXT:
        parts.append("可写几行")
    elif question.number:
        parts.append("可填几项")
    if question.unit:
        parts.append(f"单位：{question.unit}")
    if question.current is not None:
        parts.append(f"现为 {short(question.current)}，回车保留")
    elif question.default:
        parts.append(f"回车即 {question.default}")
    elif not question.required:
        parts.append("回车跳过")
    return "，".join(parts)


def hint(question: Question) -> str:
    """What to know before answering, on one line; empty behind the first line of a text."""
    if question.number > 1:
        return ""
    example = f"例：{question.example}" if question.example and not question.choices else ""
    return "。".join(part.rstrip("。") for part in (question.help, example) if part)


def help_on(question: Question) -> Iterator[str]:
    """Everything there is to know about a question, and the commands."""
    yield f"{question.label}：{question.help}" if not question.is_gate else question.help
    details = {
        "可选": "、".join(question.choices),
        "单位": question.unit,
        "默认": question.default,
        "示例": question.example,
        "写法": _MANNERS.get(question.kind, ""),
    }
    yield from (f"  {name}：{words}" for name, words in details.items() if words)
    yield "随时可以输入："
    yield from (f"  {name}  {meaning}" for name, meaning in COMMANDS.items())


_MANNERS = {
    Kind.DAY: "2026-03-18 或 2026年3月18日",
    Kind.MONEY: "写明单位，例如 300万元、12500元",
    Kind.PERCENT: "写百分号，例如 10%",
    Kind.MAJORITY: "三分之二以上、超过三分之二、过半数、全体一致等",
    Kind.COUNT: "整数，可以带单位",
    Kind.LONG_TEXT: "一行一段，按回车写下一行，空行结束",
    Kind.MEMBER: "成员单位的简称或全称",
}
