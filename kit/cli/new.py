"""kit new"""

from __future__ import annotations

from pathlib import Path

import click

from kit.cli.chinese import ChineseCommand
from kit.cli.options import quoted, shows_faults
from kit.cli.printing import echo


@click.command("new", cls=ChineseCommand, short_help="新建项目文件夹")
@click.argument("folder", metavar="文件夹")
@click.option("--sample", is_flag=True, help="放入一份完整的虚构样例，可直接生成文书")
@shows_faults
def command(folder: str, sample: bool) -> int:
    """新建项目文件夹：数据文件 alliance.yaml（逐项带说明）、templates（自己的模板）和 output（生成的文书）。"""
    from kit.api import create_project

    if not folder:
        raise click.UsageError("没有写文件夹名")
    project = create_project(Path(folder), sample=sample)
    echo(f"已新建 {project.folder}")
    if sample:
        echo(f"生成文书：kit render {quoted(project.folder)}")
    else:
        echo(f"请用文本编辑器填写 {project.data}，再运行 kit check {quoted(project.folder)}")
    return 0
