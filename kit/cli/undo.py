"""kit undo"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kit.cli.chinese import ChineseCommand
from kit.cli.options import existing_project, project_argument, shows_faults
from kit.cli.printing import echo

if TYPE_CHECKING:
    from kit.intake.merging.backups import Kept


@click.command("undo", cls=ChineseCommand, short_help="恢复到以前某次导入或问答之前")
@project_argument
@click.option("--list", "listing", is_flag=True, help="列出可以恢复的各个备份，不作改动")
@click.option(
    "--to", type=click.IntRange(min=1), default=1, metavar="序号", help="恢复到 --list 中的第几个备份；默认 1"
)
@click.option("--force", is_flag=True, help="此后又改动过数据文件的，也照样撤销；现有内容留作备份")
@shows_faults
def command(project: Path, listing: bool, to: int, force: bool) -> int:
    """把数据文件恢复到上一次自动改动之前的样子。撤销本身也可以撤销：再运行一次即恢复。

    要退回更早的，用 --list 看各个备份，再用 --to 写明第几个。恢复之前的内容也留作备份，排在第一个。
    每次改动之前的数据文件都留在项目的 .kit/备份 里，文件名带有时间。
    """
    from kit.api import kept_states, undo_import

    if listing:
        states = kept_states(existing_project(project))
        echo("\n".join(map(_told, states)) or "还没有备份：kit import 和 kit ask 改动数据文件之前会留。")
        return 0
    back, kept = undo_import(existing_project(project), at=datetime.now(), to=to, force=force)
    echo(f"已恢复到 {back.name} 的内容。")
    echo(f"恢复之前的内容留在 {kept}；要回到恢复之前，再运行一次 kit undo。")
    return 0


def _told(state: Kept) -> str:
    changed = f"与现在有 {state.changed} 行不同" if state.changed else "与现在相同"
    sources = f"，当时已导入 {'、'.join(state.sources)}" if state.sources else ""
    return f"{state.number}. {state.until:%Y-%m-%d %H:%M:%S} 那次改动之前（{state.path.name}）：{changed}{sources}"
