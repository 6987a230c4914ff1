"""kit check"""

from __future__ import annotations

from pathlib import Path

import click

from kit.cli.chinese import ChineseCommand
from kit.cli.options import exit_code, format_option, project_argument, shows_faults
from kit.cli.report import show


@click.command("check", cls=ChineseCommand, short_help="检查数据文件")
@project_argument
@format_option
@shows_faults
def command(project: Path, form: str) -> int:
    """检查数据文件的写法、取值和前后一致，一次列出全部问题。

    项目可以是文件夹，也可以是数据文件；不写就是当前文件夹。有错误时退出码为 1。
    """
    from kit.api import check, load, open_project

    report = check(load(open_project(project)))
    show(report, form)
    if form == "text" and not len(report):
        click.echo("未发现问题。缺少的事实在 kit render 时按文书列出。")
    return exit_code(report)
