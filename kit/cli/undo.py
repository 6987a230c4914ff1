"""kit undo"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from kit.cli.chinese import ChineseCommand
from kit.cli.options import existing_project, project_argument, shows_faults


@click.command("undo", cls=ChineseCommand, short_help="恢复到上一次导入或问答之前")
@project_argument
@click.option("--force", is_flag=True, help="此后又改动过数据文件的，也照样撤销；现有内容留作备份")
@shows_faults
def command(project: Path, force: bool) -> int:
    """把数据文件恢复到上一次自动改动之前的样子。撤销本身也可以撤销：再运行一次即恢复。

    每次改动之前的数据文件都留在项目的 .kit/备份 里，文件名带有时间。
    """
    from kit.api import undo_import

    back, kept = undo_import(existing_project(project), at=datetime.now(), force=force)
    click.echo(f"已恢复到 {back.name} 的内容。")
    click.echo(f"恢复之前的内容留在 {kept}；要回到恢复之前，再运行一次 kit undo。")
    return 0
