"""kit templates list, check, eject"""

from __future__ import annotations

from pathlib import Path

import click

from kit.cli.chinese import ChineseCommand, LazyGroup
from kit.cli.options import existing_project, exit_code, format_option, organisation_templates, shows_faults
from kit.cli.printing import echo
from kit.cli.report import show
from kit.cli.unused import tell_unused

_project_option = click.option(
    "--project", default=".", type=click.Path(path_type=Path), metavar="项目", help="项目文件夹，默认为当前文件夹"
)


@click.command("list", cls=ChineseCommand, short_help="列出文书和在用的模板")
@_project_option
@shows_faults
def list_command(project: Path) -> int:
    """列出每种文书、它的英文名、在用的模板来自哪一层，以及依据法律的日期。"""
    from kit.api import open_project, templates_in_force

    opened, organisation = open_project(project), organisation_templates()
    for kind, layer, path in templates_in_force(opened, organisation):
        echo(f"{kind.title}（{kind.id}）  {layer.name}模板  法律依据截至 {kind.law_date}")
        echo(f"    {path}")
    tell_unused(opened, organisation)
    return 0


@click.command("eject", cls=ChineseCommand, short_help="取出模板，用 Word 修改")
@click.argument("document", metavar="文书")
@_project_option
@click.option("--force", is_flag=True, help="项目里已有这份模板时，用内置的替换它")
@shows_faults
def eject_command(document: str, project: Path, force: bool) -> int:
    """把内置的 Word 模板复制到项目的 templates 文件夹；从此以项目里的为准，可用 Word 或 WPS 修改措辞和格式。

    花括号里的内容（如 {{ 联盟.名称 }}、{%p if … %}）是填充位置，请保留。
    """
    from kit.api import eject

    target = eject(existing_project(project), document, replace_existing=force)
    echo(f"已复制到 {target}，修改后 kit render 即采用它")
    return 0


@click.command("check", cls=ChineseCommand, short_help="检查改过的模板")
@click.argument("files", metavar="模板文件…", nargs=-1, required=True, type=click.Path(path_type=Path))
@format_option
@shows_faults
def check_command(files: tuple[Path, ...], form: str) -> int:
    """检查 Word 模板：标签是否完整、语句是否成对、字段和选项是否存在。一次列出全部问题和位置，不需要数据文件。

    漏改的【】和 ____ 只作提醒；有错误时退出码为 1。
    """
    from kit.api import check_templates

    report = check_templates(files)
    show(report, form)
    if form == "text" and not len(report):
        echo("未发现问题。")
    return exit_code(report)


command = LazyGroup(
    "templates",
    {
        "list": ("kit.cli.templates:list_command", "列出文书和在用的模板"),
        "check": ("kit.cli.templates:check_command", "检查改过的模板，不需要数据"),
        "eject": ("kit.cli.templates:eject_command", "取出模板，用 Word 修改"),
    },
    help="查看文书模板，取出来用 Word 修改。",
)
