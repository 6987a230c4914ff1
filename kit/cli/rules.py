"""kit rules"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from kit.cli.chinese import ChineseCommand
from kit.cli.families import topic_of
from kit.cli.printing import echo, echo_json
from kit.cli.wrapping import padded

if TYPE_CHECKING:
    from kit.rules.pack import Pack
    from kit.rules.rule import Rule


@click.command("rules", cls=ChineseCommand, short_help="列出检查规则")
@click.argument("words", metavar="[词语]…", nargs=-1)
@click.option("--pack", "only", default="", metavar="规则包", help="只列一个规则包，例如 tj-2018")
@click.option("--packs", "packs_only", is_flag=True, help="只列规则包：依据什么文件，现在是否施行，有多少条规则")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", metavar="形式", help="text 或 json"
)
def command(words: tuple[str, ...], only: str, packs_only: bool, form: str) -> int:
    """按规则包和主题列出检查规则：代码、级别、查什么。写上词语只列有关的，例如 kit rules 仲裁。

    某一条规则的详细说明用 kit explain 代码 查看。
    """
    packs, today = _chosen(only), date.today()
    if packs_only:
        if form == "json":
            _print_json({"packs": [_pack_data(pack, today) for pack in packs]})
        else:
            echo("\n".join(line for pack in packs for line in _pack_lines(pack, today)))
        return 0
    found = [(pack, [rule for rule in pack.rules if _speaks_of(rule, words)]) for pack in packs]
    if not any(rules for _pack, rules in found):
        raise click.UsageError(f"没有与“{' '.join(words)}”有关的规则" if words else f"规则包 {only} 没有规则")
    if form == "json":
        _print_json({"rules": [_rule_data(rule, pack) for pack, rules in found for rule in rules]})
    else:
        echo("\n\n".join("\n".join(_listed(pack, rules)) for pack, rules in found if rules))
    return 0


def _chosen(only: str) -> tuple[Pack, ...]:
    from kit.rules.catalogue import all_packs

    packs = all_packs()
    if not only:
        return packs
    chosen = tuple(pack for pack in packs if only in {pack.id, pack.title})
    if not chosen:
        raise click.UsageError(f"没有规则包“{only}”，可选：{'、'.join(pack.id for pack in packs)}")
    return chosen


def _speaks_of(rule: Rule, words: Sequence[str]) -> bool:
    told = f"{rule.code} {rule.title} {topic_of(rule.code)} {rule.explanation} {rule.law}".lower()
    return all(word.lower() in told for word in words)


def _listed(pack: Pack, rules: Sequence[Rule]) -> Iterator[str]:
    yield f"{pack.title}（{pack.id}），{len(rules)} 条"
    topics: dict[str, list[Rule]] = {}
    for rule in rules:
        topics.setdefault(topic_of(rule.code), []).append(rule)
    for topic, members in topics.items():
        yield f"  {topic or pack.jurisdiction or pack.title}"
        for rule in members:
            yield f"    {padded(rule.code, 16)}{rule.severity.value}  {rule.title}"


def _pack_lines(pack: Pack, today: date) -> Iterator[str]:
    where = f"，适用于{pack.jurisdiction}" if pack.jurisdiction else ""
    yield f"{pack.id}  {pack.title}，{len(pack.rules)} 条规则{where}"
    if pack.source:
        until = f"（有效期至 {pack.source.until}）" if pack.source.until else ""
        yield f"    依据{pack.source.name}，{pack.force(today).value}{until}"
    if pack.unspecified:
        yield f"    所见资料没有载明，没有检查：{'；'.join(pack.unspecified)}"


def _print_json(data: dict[str, Any]) -> None:
    echo_json({"schema": "alliance-kit/rules/1", **data})


def _pack_data(pack: Pack, today: date) -> dict[str, Any]:
    return {
        "id": pack.id,
        "title": pack.title,
        "jurisdiction": pack.jurisdiction,
        "source": pack.source.name if pack.source else None,
        "status": pack.force(today).name.lower() if pack.source else None,
        "rules": len(pack.rules),
        "unspecified": list(pack.unspecified),
    }


def _rule_data(rule: Rule, pack: Pack) -> dict[str, Any]:
    return {
        "code": rule.code,
        "title": rule.title,
        "severity": rule.severity.name.lower(),
        "pack": pack.id,
        "topic": topic_of(rule.code),
        "law": rule.law,
        "sure": rule.sure.name.lower(),
        "reads": rule.reads.name.lower(),
        "waivable": rule.waivable,
    }
