"""kit import"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kit.cli.chinese import ChineseCommand
from kit.cli.options import existing_project, quoted, shows_faults
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
@click.option("--take", multiple=True, type=click.Path(path_type=Path), metavar="文件", help="有冲突时以这份文件为准")
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

    click.echo(json.dumps(as_data(plan, outcome), ensure_ascii=False, indent=2))
    return int(not plan.report.is_clean or bool(plan.of(Status.CONFLICT)))


def _in_words(plan: Plan, folder: Path, *, yes: bool, dry_run: bool) -> int:
    from kit.api import carry_out_import
    from kit.cli.import_plan import print_plan
    from kit.intake.merging.outcomes import Status

    print_plan(plan)
    show(plan.report)
    conflicts = plan.of(Status.CONFLICT)
    answers: dict[FieldPath, Offer | None] = {}
    if not (yes or dry_run):
        answers = _all_decided(conflicts)
    is_open = len(answers) < len(conflicts)
    changes = _to_write(plan, answers)
    if dry_run:
        click.echo("没有写入：这是试算。")
    elif changes and not yes and not _agreed(f"写入以上 {changes} 项吗？"):
        click.echo("没有写入，数据文件未作改动。")
        return 1
    else:
        outcome = carry_out_import(plan, answers, at=datetime.now())
        if outcome.backup:
            click.echo(f"已写入 {outcome.written} 项：{plan.target.path}")
            click.echo(f"改动前的内容留在 {outcome.backup}；要撤销，请运行 kit undo {quoted(folder)}")
        else:
            click.echo("没有要写入的内容，数据文件未作改动。")
    if is_open:
        words = "去掉 --dry-run 后逐项决定" if dry_run else "去掉 --yes 逐项决定"
        click.echo(f"冲突 {len(conflicts)} 项没有写入：可{words}，或用 --take 写明以哪一份文件为准。", err=True)
    if not plan.report.is_clean:
        click.echo("有问题的内容没有写入，请改正后再导入一次。", err=True)
    return int(is_open or not plan.report.is_clean)


def _to_write(plan: Plan, answers: Mapping[FieldPath, Offer | None]) -> int:
    from kit.intake.merging.carrying import decisions_of

    return len(decisions_of(plan, answers).taken)


def _all_decided(conflicts: Sequence[Planned]) -> dict[FieldPath, Offer | None]:
    """What somebody chooses for all conflicts; for an item that may be there already, once for all its facts."""
    questions: dict[FieldPath, list[Planned]] = {}
    for fact in conflicts:
        questions.setdefault(fact.item or fact.path, []).append(fact)
    answers: dict[FieldPath, Offer | None] = {}
    for number, facts in enumerate(questions.values(), 1):
        head = f"冲突 {number}/{len(questions)}"
        if facts[0].item:
            answers |= _item_decided(facts, head)
        else:
            answers[facts[0].path] = _decided(facts[0], head)
    return answers


def _item_decided(facts: Sequence[Planned], head: str) -> dict[FieldPath, Offer | None]:
    """Whether an item is not to be taken, is one that stands there, or is another."""
    from kit.cli.import_plan import place_of

    first = facts[0]
    click.echo(f"\n{head}  {first.unit}，{place_of(first.offers[0])}")
    for fact in facts:
        click.echo(f"     {fact.label}：{'；'.join(offer.shown for offer in fact.offers)}")
    click.echo(f"  {first.why}")
    ways = ["不写入", *(["就是原有的这一项，照交来的改正"] if first.instead else []), "是另外的一项，作为新的写入"]
    for number, words in enumerate(ways):
        click.echo(f"  {number}  {words}")
    choice = _chosen("怎样处理？写编号，直接回车不写入", len(ways))
    if not choice:
        return {fact.path: None for fact in facts}
    taken = {fact.path: fact.offers[0] if len(fact.offers) == 1 else _decided(fact, head) for fact in facts}
    as_old = choice < len(ways) - 1
    return {
        fact.path: replace(offer, onto=fact.instead) if as_old and (offer := taken[fact.path]) else taken[fact.path]
        for fact in facts
    }


def _chosen(question: str, ways: int) -> int:
    while True:
        answer = click.prompt(question, default="0", show_default=False).strip()
        if answer in {str(number) for number in range(ways)}:
            return int(answer)
        click.echo(f"没有编号 {answer}。")


def _decided(fact: Planned, head: str) -> Offer | None:
    """What somebody chooses for a conflict; None keeps what stands."""
    from kit.cli.import_plan import place_of

    click.echo(f"\n{head}  {fact.unit}，{fact.label}（{fact.why}）")
    source = f"（来自 {fact.old_from}）" if fact.old_from else ""
    click.echo(f"  0  现有：{fact.old or '没有填写'}{source}")
    for number, offer in enumerate(fact.offers, 1):
        click.echo(f"  {number}  {offer.shown}（{place_of(offer)}）")
    choice = _chosen("取哪一个？写编号，直接回车保留现有的", len(fact.offers) + 1)
    return fact.offers[choice - 1] if choice else None


def _agreed(question: str) -> bool:
    while True:
        answer = click.prompt(f"{question}是写 y，否直接回车", default="", show_default=False).strip().casefold()
        if answer in _YES | _NO:
            return answer in _YES
