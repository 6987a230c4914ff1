"""kit members form"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from kit.cli.chinese import ChineseCommand
from kit.cli.options import existing_project, exit_code, folder_only, project_argument, read_day, shows_faults
from kit.cli.printing import echo
from kit.cli.report import show
from kit.diagnostics import Severity


@click.command("form", cls=ChineseCommand, short_help="生成供成员单位填写的 Word 登记表")
@project_argument
@click.argument("units", metavar="[单位]…", nargs=-1)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), callback=folder_only, metavar="文件夹", help="放在哪里"
)
@click.option("--blank", is_flag=True, help="只要一份空白的登记表")
@click.option(
    "--until", callback=read_day, metavar="日期", help="要求交回的日期，默认为备案的截止日期；截止日期已过的，写“尽早”"
)
@click.option("--force", is_flag=True, help="覆盖已有的同名登记表")
@shows_faults
def command(
    project: Path, units: tuple[str, ...], output: Path | None, blank: bool, until: date | None, force: bool
) -> int:
    """生成 Word 登记表，供成员单位填写资料、盖章交回；已有的内容会预先填好。

    每家单位一份；写上简称或全称，只生成这几家的。填好交回的登记表用 kit import 读入。
    """
    from kit.api import write_forms

    if blank and units:
        raise click.UsageError("加了 --blank 就不要再写单位")
    opened = existing_project(project)
    written = write_forms(
        opened, units, today=date.today(), blank=blank, until=until, out=output, replace_existing=force
    )
    if any(diagnostic.severity is not Severity.INFO for diagnostic in written.report):
        show(written.report)
    if not written.report.is_clean:
        echo("数据文件中有错误的内容没有写进登记表。", err=True)
    echo("已生成：")
    for path in written.files:
        echo(f"  {path}")
    return exit_code(written.report)
