"""Lists that the documents number: items that bring a number or a closing sign of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kit import patterns
from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.rules.rule import Finding, rule

_CHINESE = "一二三四五六七八九十百"
_NUMBER = patterns.compiled(
    rf"[（(]\s*(?:[{_CHINESE}]{{1,3}}|[0-9]{{1,3}})\s*[）)][、.．]?"
    rf"|(?:[{_CHINESE}]{{1,3}}|[0-9]{{1,3}})\s*(?:[、．）)]|\.(?![0-9]))"
    r"|[①-⑳⑴-⒛]|[-—•·●◆■*]\s"
)
_CLOSING = tuple("；;。")

_LISTS: tuple[tuple[str, Callable[[Alliance], Sequence[str | None]]], ...] = (
    ("技术创新目标.技术瓶颈", lambda a: a.goals.bottlenecks),
    ("技术创新目标.攻关清单", lambda a: a.goals.problems),
    ("备案.牵头单位情况.创新平台", lambda a: a.filing.lead_profile.platforms),
)
_CLOSED = "技术创新目标.技术瓶颈"  # the agreement ends each of these with ； or 。


@rule("C-DOC-14", "清单的各项自带编号", severity=Severity.WARNING)
def numbered_twice(alliance: Alliance) -> Iterator[Finding]:
    """“技术瓶颈”“攻关清单”“创新平台”逐条填写，文书会自动编号。从别的文件粘贴来的内容如果带着“1.”“（一）”一类的编号，
    印出来就有两个编号。请删去各条开头的编号；一条里粘贴了几条的，请分开填写。
    """
    for field, items_of in _LISTS:
        for number, item in enumerate(items_of(alliance), 1):
            found = _NUMBER.match((item or "").lstrip())
            if found:
                label = field.rpartition(".")[2]
                yield Finding(
                    f"{field}[{number}]",
                    f"“{label}”第 {number} 项自带编号“{found.group().strip()}”，文书会另加编号，印出来有两个编号",
                    "请删去这一项开头的编号",
                )


@rule("C-DOC-15", "清单的各项自带末尾的标点", severity=Severity.WARNING)
def closed_twice(alliance: Alliance) -> Iterator[Finding]:
    """协议逐条列出“技术瓶颈”，各条末尾由文书加分号，最后一条加句号。填写时自带了分号或句号，印出来就有两个标点。
    请删去各条末尾的分号或句号。
    """
    for number, item in enumerate(alliance.goals.bottlenecks, 1):
        text = (item or "").rstrip()
        if text.endswith(_CLOSING):
            yield Finding(
                f"{_CLOSED}[{number}]",
                f"“技术瓶颈”第 {number} 项以“{text[-1]}”结尾，文书会另加标点，印出来有两个标点",
                "请删去这一项末尾的标点",
            )


RULES = (numbered_twice, closed_twice)
