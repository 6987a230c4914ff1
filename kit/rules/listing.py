"""Every rule as a page of docs: code, pack, severity, what it looks at, basis and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator

from kit.diagnostics import Severity
from kit.rules.catalogue import all_packs
from kit.rules.pack import Pack
from kit.rules.rule import Rule

_HEAD = """\
# 规则表

由程序从规则的声明生成。严重程度：错误拦住生成，警告和提示不拦。“依据的把握”决定严重程度的上限：
凭记忆的至多是提示，起草判断和依据转述的至多是警告。某一条规则的详细说明用 `kit explain 代码` 查看。
"""


def as_markdown() -> str:
    """The page with one table for each pack."""
    return "\n".join([_HEAD, *_summary(all_packs()), *(line for pack in all_packs() for line in _section(pack))])


def _summary(packs: tuple[Pack, ...]) -> Iterator[str]:
    yield "| 规则包 | 名称 | 依据文件 | 规则数 | 错误 | 警告 | 提示 |"
    yield "|---|---|---|--:|--:|--:|--:|"
    for pack in packs:
        source = pack.source.name if pack.source else "（法律、司法解释与事实之间的一致）"
        counts = (sum(1 for rule in pack.rules if rule.severity is severity) for severity in Severity)
        numbers = " | ".join(str(count) for count in (len(pack.rules), *counts))
        yield f"| `{pack.id}` | {pack.title} | {source} | {numbers} |"
    rules = [rule for pack in packs for rule in pack.rules]
    counts = (sum(1 for rule in rules if rule.severity is severity) for severity in Severity)
    yield f"| 合计 | | | {' | '.join(str(count) for count in (len(rules), *counts))} |"


def _section(pack: Pack) -> Iterator[str]:
    yield f"\n## {pack.title}（{pack.id}）\n"
    if pack.source and pack.source.note:
        yield f"{pack.source.note}。\n"
    if pack.unspecified:
        yield f"所见资料没有载明：{'；'.join(pack.unspecified)}。\n"
    if not pack.rules:
        return
    yield "| 代码 | 发现的问题 | 严重程度 | 看什么 | 依据 | 依据的把握 | 可否豁免 |"
    yield "|---|---|---|---|---|---|---|"
    for rule in pack.rules:
        yield _row(rule)


def _row(rule: Rule) -> str:
    cells = (
        rule.code,
        rule.title,
        rule.severity.value,
        rule.reads.value,
        rule.law or "（由事实本身得出）",
        rule.sure.value,
        "可" if rule.waivable else "不可",
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
