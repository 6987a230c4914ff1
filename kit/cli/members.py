"""kit members export, import"""

from __future__ import annotations

from pathlib import Path

import click

from kit.cli.chinese import ChineseCommand, LazyGroup
from kit.cli.options import existing_project, exit_code, folder_or_workbook, project_argument, shows_faults
from kit.cli.printing import echo
from kit.cli.report import show
from kit.diagnostics import Severity


@click.command("export", cls=ChineseCommand, short_help="导出供成员单位填写的工作簿")
@project_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    callback=folder_or_workbook,
    metavar="文件或文件夹",
    help="放在哪里",
)
@click.option("--each", is_flag=True, help="每家单位一份填报表，而不是全部单位一份汇总表")
@click.option("--force", is_flag=True, help="覆盖已有的同名工作簿")
@shows_faults
def export_command(project: Path, output: Path | None, each: bool, force: bool) -> int:
    """导出 Excel 工作簿，供成员单位填写资料；已有的内容会预先填好。WPS、Excel、LibreOffice 都能填写。

    不加 --each 时，全部单位在一份“成员资料汇总表”里；加 --each 时，每家单位一份填报表，以简称为文件名。
    """
    from kit.api import export_workbooks

    if each and output is not None and output.suffix.lower() == ".xlsx":
        raise click.UsageError(f"加了 --each 的，-o 应是文件夹，写的是 {output}")
    opened = existing_project(project)
    exported = export_workbooks(opened, out=output, each=each, replace_existing=force)
    if any(diagnostic.severity is not Severity.INFO for diagnostic in exported.report):
        show(exported.report)
    if not exported.report.is_clean:
        echo("数据文件中有错误的内容没有写进工作簿。", err=True)
    echo("已导出：")
    for path in exported.files:
        echo(f"  {path}")
    return exit_code(exported.report)


command = LazyGroup(
    "members",
    {
        "export": ("kit.cli.members:export_command", "导出供成员单位填写的工作簿"),
        "form": ("kit.cli.members_form", "生成供成员单位填写的 Word 登记表"),
        "import": ("kit.cli.importing", "导入填好的工作簿和登记表，与 kit import 相同"),
    },
    help="用工作簿收集成员单位的资料：导出去填写，填好再导入。",
)
