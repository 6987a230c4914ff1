"""kit check"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kit.cli.chinese import ChineseCommand
from kit.cli.options import exit_code, format_option, organisation_templates, project_argument, read_day, shows_faults
from kit.cli.printing import echo
from kit.cli.report import show, show_overview
from kit.diagnostics import Fault

if TYPE_CHECKING:
    from kit.api import Project


def _report_file(_context: click.Context, _parameter: click.Parameter, file: Path | None) -> Path | None:
    if file is not None and file.suffix.lower() != ".docx":
        raise click.UsageError(f"--report 的文件名应以 .docx 结尾，例如 自查报告.docx，写的是 {file}")
    return file


@click.command("check", cls=ChineseCommand, short_help="检查数据文件")
@project_argument
@format_option
@click.option(
    "--report",
    "file",
    type=click.Path(path_type=Path),
    callback=_report_file,
    metavar="文件",
    help="另写一份 Word 自查报告",
)
@click.option("--facts-only", is_flag=True, help="只检查数据，不试做文书，快一些")
@click.option("--date", "day", callback=read_day, metavar="日期", help="按哪一天判断，例如 2026-03-18，默认为今天")
@click.option("--watch", is_flag=True, help="数据文件或模板一改就重新检查，按 Ctrl-C 结束")
@shows_faults
def command(project: Path, form: str, file: Path | None, facts_only: bool, day: date | None, watch: bool) -> int:
    """检查数据文件的写法、取值、前后一致和适用的规则，试做文书看还缺什么，一次列出全部问题。

    项目可以是文件夹，也可以是数据文件；不写就是当前文件夹。有错误时退出码为 1。
    """
    from kit.api import open_project

    opened, organisation = open_project(project), organisation_templates()

    def once() -> int:
        return _check(opened, organisation, form, file, facts_only, day or date.today())

    if not watch:
        return once()
    from kit.cli.watching import watch_project

    return watch_project(opened, organisation, once, lambda fault: show(fault.report, form))


def _check(
    project: Project, organisation: Path | None, form: str, file: Path | None, facts_only: bool, today: date
) -> int:
    from kit.api import examine, examine_facts, overview_of, write_self_check_report

    if facts_only:
        examination = examine_facts(project, today=today)
    else:
        examination = examine(project, today=today, organisation=organisation)
    written: Path | None = None
    if file is not None:
        try:
            written = write_self_check_report(examination, file, project, organisation=organisation)
        except Fault as fault:  # told in the one report, which programs read as a whole
            examination = examination.replace(report=examination.report + fault.report)
    show_overview(overview_of(examination), form)
    if written is not None:
        echo(f"自查报告：{written}", err=form != "text")
    return exit_code(examination.report)
