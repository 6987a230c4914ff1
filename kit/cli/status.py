"""kit status"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kit.cli.chinese import ChineseCommand
from kit.cli.options import (
    existing_project,
    folder_only,
    organisation_templates,
    project_argument,
    read_day,
    shows_faults,
)
from kit.cli.printing import echo, echo_json

if TYPE_CHECKING:
    from kit.chasing.status import Item, Status, UnitStatus

SCHEMA = "alliance-kit/status/1"
_WIDTH = 80
_NAME, _BAR = 18, 10


def _list_file(_context: click.Context, _parameter: click.Parameter, file: Path | None) -> Path | None:
    if file is not None and file.suffix.lower() != ".xlsx":
        raise click.UsageError(f"--excel 的文件名应以 .xlsx 结尾，例如 催办清单.xlsx，写的是 {file}")
    return file


@click.command("status", cls=ChineseCommand, short_help="看各单位还缺什么")
@project_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    metavar="形式",
    help="输出形式：text 或 json",
)
@click.option(
    "--excel",
    "file",
    type=click.Path(path_type=Path),
    callback=_list_file,
    metavar="文件",
    help="另写一份催办清单（.xlsx）",
)
@click.option(
    "--letters",
    type=click.Path(path_type=Path),
    callback=folder_only,
    metavar="文件夹",
    help="给每家还缺资料的单位写一份补充资料函",
)
@click.option(
    "--until",
    callback=read_day,
    metavar="日期",
    help="要求回复的日期，默认为备案的截止日期；截止日期已过的，函中写“尽早”",
)
@click.option("--date", "day", callback=read_day, metavar="日期", help="按哪一天计算，例如 2026-03-18，默认为今天")
@click.option("--force", is_flag=True, help="覆盖已有的同名清单和函")
@shows_faults
def command(
    project: Path,
    form: str,
    file: Path | None,
    letters: Path | None,
    until: date | None,
    day: date | None,
    force: bool,
) -> int:
    """逐家列出单位还缺什么、有什么要改、找谁问、还有几天；逐份列出文书还缺多少。

    缺什么以各份文书要印的事实为准。催办清单可以在 Excel 或 WPS 中记下谁已经催过；补充资料函是 Word 文件。
    """
    from kit.api import status, write_chasing

    opened, organisation = existing_project(project), organisation_templates()
    told = status(opened, today=day or date.today(), until=until, organisation=organisation)
    written = write_chasing(
        told, opened, list_file=file, letters=letters, organisation=organisation, replace_existing=force
    )
    if form == "json":
        echo_json(as_data(told))
    else:
        echo("\n".join(_lines(told)))
    for path in written:
        echo(f"已写出：{path}", err=form != "text")
    return 0


def _lines(told: Status) -> Iterator[str]:
    from kit.chasing.saying import days_in_words

    owing, all_units = len(told.owing), len(told.units)
    yield f"{told.short_name or '联盟'}　收集资料的进度（{told.today}）"
    if told.deadline is not None:
        yield f"期限 {told.deadline}，{days_in_words(told.days_left)}"
    yield f"成员单位 {all_units} 家：资料齐全 {all_units - owing} 家，还要催办 {owing} 家"
    yield ""
    yield "文书"
    for document in told.documents:
        state = f"还缺 {document.missing} 项" if document.missing else "事实齐全"
        yield _measured(document.title, document.percent, state)
    yield ""
    yield "单位"
    for unit in told.units:
        yield from _unit(unit)
    if told.own.items:
        yield ""
        yield f"要由秘书处自己补充、改正的：{len(told.own.items)} 项"
        yield from _items(told.own.items)


def _unit(unit: UnitStatus) -> Iterator[str]:
    counts = ((len(unit.missing), "缺少"), (len(unit.faulty), "待改、待核对"))
    state = "，".join(f"{words} {count} 项" for count, words in counts if count) or "齐全"
    yield _measured(unit.called, unit.percent, state)
    if not unit.items:
        return
    contact = unit.contact
    known = (contact.name, contact.title, contact.phone, contact.email)
    yield f"    找谁：{'，'.join(part for part in known if part) or '联系人还没有填写'}"
    yield from _items(unit.items)
    if due := unit.next_due:
        yield f"    最近到期：{due.words}，{due.on}"


def _items(items: tuple[Item, ...]) -> Iterator[str]:
    from kit.cli.wrapping import wrapped

    words = (
        item.words if item.is_missing or item.words == item.problem else f"{item.words}（{item.problem}）"
        for item in items
    )
    for line in wrapped("；".join(words), _WIDTH - 4):
        yield f"    {line}"


def _measured(name: str, percent: int, state: str) -> str:
    from kit.cli.wrapping import padded

    full = percent * _BAR // 100
    return f"  {padded(name, _NAME)}  {'█' * full}{'░' * (_BAR - full)} {percent:3}%  {state}"


def as_data(told: Status) -> dict[str, Any]:
    """The status as `--format json` prints it; keys are added, never changed."""
    return {
        "schema": SCHEMA,
        "date": str(told.today),
        "alliance": told.alliance,
        "deadline": str(told.deadline) if told.deadline else None,
        "days_left": told.days_left,
        "percent": told.percent,
        "documents": [{"title": one.title, "percent": one.percent, "missing": one.missing} for one in told.documents],
        "units": [_unit_data(unit) for unit in told.units],
        "secretariat": [_item_data(item) for item in told.own.items],
    }


def _unit_data(unit: UnitStatus) -> dict[str, Any]:
    contact = unit.contact
    return {
        "name": unit.name,
        "short_name": unit.short_name,
        "percent": unit.percent,
        "contact": {
            "name": contact.name,
            "title": contact.title,
            "phone": contact.phone,
            "email": contact.email,
        },
        "items": [_item_data(item) for item in unit.items],
        "dues": [{"about": due.words, "on": str(due.on), "days_left": due.days_left} for due in unit.dues],
    }


def _item_data(item: Item) -> dict[str, Any]:
    return {
        "about": item.words,
        "field": item.field,
        "missing": item.is_missing,
        "severity": item.severity.name.lower(),
        "problem": item.problem,
        "advice": item.advice or item.how,
        "documents": list(item.documents),
    }
