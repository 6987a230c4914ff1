"""kit import"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kit.cli.chinese import ChineseCommand
from kit.cli.options import existing_project, quoted, shows_faults
from kit.cli.printing import echo, echo_json
from kit.cli.report import show

if TYPE_CHECKING:
    from kit.intake.merging.outcomes import Offer, Plan, Planned
    from kit.intake.origins import FieldPath

_YES = {"y", "yes", "是", "好"}
_NO = {"", "n", "no", "否", "不"}


@click.command("import", cls=ChineseCommand, short_help="把各单位交来的文件合并到数据文件")
@click.argument("files", metavar="文件…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--project", default=".", type=click.Path(path_type=Path), metavar="项目", help="项目文件夹，默认为当前文件夹"
)
@click.option("--yes", is_flag=True, help="不再询问，写入新增和改动；冲突的不写")
@click.option("--dry-run", is_flag=True, help="只看会怎样，不写入")
@click.option(
    "--take", multiple=True, type=click.Path(path_type=Path), metavar="文件", help="内容有冲突时以这份文件为准"
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    metavar="形式",
    help="输出形式：text 或 json；json 不询问，加 --yes 才写入",
)
@shows_faults
def command(files: tuple[Path, ...], project: Path, yes: bool, dry_run: bool, take: tuple[Path, ...], form: str) -> int:
    """把交来的文件合并到数据文件：工作簿、Word 登记表、CSV、JSON、YAML，一次可以交多份，也可以写文件夹。

    先列出每一项是新增、改动、冲突还是保留，确认以后才写入；数据文件里的注释和次序都保留。只添不删：交来的文件里没有的内容不动。
    有问题的内容不写入，其余照常。同一份文件再导入一次不会有任何改动。写错了可用 kit undo 撤销。

    有问题的内容或没有决定的冲突时，退出码为 1。
    """
    from kit.api import plan_import

    opened = existing_project(project)
    plan = plan_import(opened, files, take=take)
    if form == "json":
        return _in_json(plan, write=yes and not dry_run)
    return _in_words(plan, opened.folder, yes=yes, dry_run=dry_run)


def _in_json(plan: Plan, *, write: bool) -> int:
    from kit.api import carry_out_import
    from kit.cli.import_plan import as_data
    from kit.intake.merging.outcomes import Status

    outcome = carry_out_import(plan, {}, at=datetime.now()) if write else None

    echo_json(as_data(plan, outcome))
    return int(not plan.report.is_clean or bool(plan.of(Status.CONFLICT)))


def _in_words(plan: Plan, folder: Path, *, yes: bool, dry_run: bool) -> int:
    from kit.api import carry_out_import
    from kit.cli.import_plan import print_plan
    from kit.intake.merging.outcomes import Status

    print_plan(plan)
    show(plan.report)
    answers: dict[FieldPath, Offer | None] = {}
    if not (yes or dry_run):
        plan, answers = _all_decided(plan)
    still_open = [fact for fact in plan.of(Status.CONFLICT) if fact.path not in answers]
    changes = _to_write(plan, answers)
    if dry_run:
        echo("没有写入：这是试算。")
    elif changes and not yes and not _agreed(f"写入以上 {changes} 项吗？"):
        echo("没有写入，数据文件未作改动。")
        return 1
    else:
        outcome = carry_out_import(plan, answers, at=datetime.now())
        if outcome.backup:
            echo(f"已写入 {outcome.written} 项：{plan.target.path}")
            echo(f"改动前的内容留在 {outcome.backup}；要撤销，请运行 kit undo {quoted(folder)}")
        else:
            echo("没有要写入的内容，数据文件未作改动。")
    switches = {"--dry-run": dry_run, "--yes": yes}
    _tell_open(still_open, without=" 和 ".join(option for option, is_set in switches.items() if is_set))
    if not plan.report.is_clean:
        echo("有问题的内容没有写入，请改正后再导入一次。", err=True)
    return int(bool(still_open) or not plan.report.is_clean)


def _to_write(plan: Plan, answers: Mapping[FieldPath, Offer | None]) -> int:
    from kit.intake.merging.carrying import decisions_of

    return len(decisions_of(plan, answers).taken)


def _tell_open(conflicts: Sequence[Planned], *, without: str) -> None:
    """What was not written because nobody was asked, and how to decide it."""
    items = {fact.item for fact in conflicts if fact.item}
    values = [fact for fact in conflicts if not fact.item]
    if values:
        words = f"可去掉 {without} 逐项决定，或用 --take 写明以哪一份文件为准。"
        echo(f"冲突 {len(values)} 项没有写入：{words}", err=True)
    if items:
        words = f"是不是原有的一项，要由您认定（--take 不决定这个），请去掉 {without} 再运行一次，逐项回答。"
        echo(f"存疑的 {len(items)} 条没有写入：{words}", err=True)


def _all_decided(plan: Plan) -> tuple[Plan, dict[FieldPath, Offer | None]]:
    """What somebody chooses for all conflicts, and the plan where items are those that they were said to be."""
    from kit.cli.import_plan import print_more
    from kit.intake.merging.outcomes import Status
    from kit.intake.merging.plan import as_one

    items: dict[FieldPath, list[Planned]] = {}
    for fact in plan.of(Status.CONFLICT):
        if fact.item:
            items.setdefault(fact.item, []).append(fact)
    values = sum(not fact.item for fact in plan.of(Status.CONFLICT))
    answers: dict[FieldPath, Offer | None] = {}
    same: set[FieldPath] = set()
    for number, (item, facts) in enumerate(items.items(), 1):
        decided = _item_decided(facts, f"冲突 {number}/{len(items) + values}")
        if decided is None:
            same.add(item)
        else:
            answers |= decided
    settled = as_one(plan, same)
    print_more(settled, plan)
    questions = [fact for fact in settled.of(Status.CONFLICT) if fact.path not in answers]
    for number, fact in enumerate(questions, len(items) + 1):
        answers[fact.path] = _decided(fact, f"冲突 {number}/{len(items) + len(questions)}")
    return settled, answers


def _item_decided(facts: Sequence[Planned], head: str) -> dict[FieldPath, Offer | None] | None:
    """What is to become of an item that is not to be taken or is another; None where it is one that stands there."""
    from kit.cli.import_plan import place_of

    first = facts[0]
    echo(f"\n{head}  {first.unit}，{place_of(first.offers[0])}")
    for fact in facts:
        echo(f"     {fact.label}：{'；'.join(offer.shown for offer in fact.offers)}")
    echo(f"  {first.why}")
    may_be = any(fact.as_old for fact in facts)
    if may_be:
        echo("  是原有的这一项的，这样改正：")
        for fact in facts:
            if fact.as_old and (words := _as_old(fact.as_old)):
                echo(f"     {fact.as_old.label}：{words}")
    ways = ["不写入", *(["就是原有的这一项，照以上改正"] if may_be else []), "是另外的一项，作为新的写入"]
    for number, words in enumerate(ways):
        echo(f"  {number}  {words}")
    choice = _chosen("怎样处理？写编号，直接回车不写入", len(ways))
    if not choice:
        return {fact.path: None for fact in facts}
    if choice < len(ways) - 1:
        return None
    return {fact.path: fact.offers[0] if len(fact.offers) == 1 else _decided(fact, head) for fact in facts}


def _as_old(fact: Planned) -> str:
    """What becomes of a fact of the item that is there; nothing where it stays and nobody said otherwise."""
    from kit.cli.import_plan import words_of
    from kit.intake.merging.outcomes import Status

    if fact.status is Status.SAME:
        return ""
    more = {Status.KEPT: "，保留，单位没有改", Status.CONFLICT: "，接着问您取哪一个"}.get(fact.status, "")
    return f"{words_of(fact)}{more}"


def _chosen(question: str, ways: int) -> int:
    while True:
        answer = click.prompt(question, default="0", show_default=False).strip()
        if answer in {str(number) for number in range(ways)}:
            return int(answer)
        echo(f"没有编号 {answer}。")


def _decided(fact: Planned, head: str) -> Offer | None:
    """What somebody chooses for a conflict; None keeps what stands."""
    from kit.cli.import_plan import place_of

    echo(f"\n{head}  {fact.unit}，{fact.label}（{fact.why}）")
    source = f"（来自 {fact.old_from}）" if fact.old_from else ""
    echo(f"  0  现有：{fact.old or '没有填写'}{source}")
    for number, offer in enumerate(fact.offers, 1):
        echo(f"  {number}  {offer.shown}（{place_of(offer)}）")
    choice = _chosen("取哪一个？写编号，直接回车保留现有的", len(fact.offers) + 1)
    return fact.offers[choice - 1] if choice else None


def _agreed(question: str) -> bool:
    while True:
        answer = click.prompt(f"{question}是写 y，否直接回车", default="", show_default=False).strip().casefold()
        if answer in _YES | _NO:
            return answer in _YES
