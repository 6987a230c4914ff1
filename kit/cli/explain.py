"""kit explain"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from kit.cli.chinese import ChineseCommand
from kit.cli.families import family_in_words
from kit.cli.printing import echo
from kit.cli.wrapping import padded, wrapped
from kit.likeness import most_like

if TYPE_CHECKING:
    from kit.law.sources import Source
    from kit.rules.pack import Pack
    from kit.rules.rule import Rule

_WIDTH = 80
_WAIVER = """\
    设置:
      豁免:
        - 代码: {code}
          理由: （写明为什么可以保留）
          批准人: （写明由谁负责）
          日期: {today}"""


@click.command("explain", cls=ChineseCommand, short_help="说明一条规则")
@click.argument("code", metavar="代码")
def command(code: str) -> int:
    """说明一条规则：查什么、为什么、怎么办，依据什么、有多大把握，能不能豁免、怎样豁免。例如 kit explain C-FIL-02。"""
    from kit.rules.catalogue import rules_by_code

    wanted, known = code.strip().upper(), rules_by_code()
    if wanted in known:
        echo("\n".join(_told(*known[wanted], date.today())))
        return 0
    family = None if _is_of_rules(wanted) else family_in_words(wanted)
    if family is None:
        near = most_like(wanted, known)
        hint = f"，是否为 {near}（{known[near][1].title}）？" if near else "；用 kit rules 查看全部规则"
        raise click.UsageError(f"没有代码为 {code} 的规则{hint}")
    echo("\n".join(wrapped(f"{wanted}  {family}", _WIDTH)))
    return 0


def _is_of_rules(code: str) -> bool:
    """Whether only a rule can have such a code."""
    return code.startswith(("C-", "L-", "R-")) and not code.startswith("C-WAI-")


def _told(pack: Pack, rule: Rule, today: date) -> Iterator[str]:
    from kit.render.overview import MEANING_OF_SURENESS

    yield f"{rule.code}  {rule.title}"
    yield ""
    for paragraph in rule.explanation.splitlines():
        yield from wrapped(paragraph, _WIDTH)
    yield ""
    yield from _labelled("规则包", f"{pack.title}（{pack.id}）")
    yield from _labelled("级别", f"{rule.severity.value}")
    yield from _labelled("看什么", rule.reads.value)
    yield from _labelled("依据", rule.law or "由事实本身得出，不依赖法律条文")
    for source in _sources(rule):
        yield from _labelled("", f"{source.name}：{_standing(source, today)}")
    yield from _labelled("把握", f"{rule.sure.value}：{MEANING_OF_SURENESS[rule.sure.value]}")
    yield ""
    if rule.waivable:
        yield "可以豁免：由有权的人负责，在数据文件中写明；只豁免一处的，另写“字段”。例如："
        yield _WAIVER.format(code=rule.code, today=today)
    else:
        yield "不得豁免：请消除问题。"


def _sources(rule: Rule) -> list[Source]:
    from kit.law.sources import source_cited

    return list(dict.fromkeys(source_cited(citation) for citation in rule.basis))


def _standing(source: Source, today: date) -> str:
    """Where an instrument stands today, and what is known of its text."""
    span = "，".join(
        words
        for words in (
            f"{source.since} 起施行" if source.since else "",
            f"有效期至 {source.until}" if source.until else "",
        )
        if words
    )
    parts = [
        source.force(today).value + (f"（{span}）" if span else ""),
        f"核对方式：{source.checked.value}",
        source.note,
    ]
    return "；".join(part for part in parts if part)


def _labelled(label: str, text: str) -> Iterator[str]:
    for number, line in enumerate(wrapped(text, _WIDTH - 8)):
        yield padded(label if not number else "", 8) + line
