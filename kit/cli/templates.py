"""kit templates list, kit templates eject"""

from __future__ import annotations

from pathlib import Path

import click

from kit.cli.chinese import ChineseCommand, LazyGroup
from kit.cli.options import organisation_templates, shows_faults

_project_option = click.option(
    "--project", default=".", type=click.Path(path_type=Path), metavar="项目", help="项目文件夹，默认为当前文件夹"
)


@click.command("list", cls=ChineseCommand, short_help="列出文书和在用的模板")
@_project_option
@shows_faults
def list_command(project: Path) -> int:
    """列出每种文书、它的英文名、在用的模板来自哪一层，以及依据法律的日期。"""
    from kit.api import open_project, templates_in_force

    for kind, layer, path in templates_in_force(open_project(project), organisation_templates()):
        click.echo(f"{kind.title}（{kind.id}）  {layer.name}模板  法律依据截至 {kind.law_date}")
        click.echo(f"    {path}")
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
    from kit.api import eject, open_project

    target = eject(open_project(project), document, replace_existing=force)
    click.echo(f"已复制到 {target}，修改后 kit render 即采用它")
    return 0


command = LazyGroup(
    "templates",
    {
        "list": ("kit.cli.templates:list_command", "列出文书和在用的模板"),
        "eject": ("kit.cli.templates:eject_command", "取出模板，用 Word 修改"),
    },
    help="查看文书模板，取出来用 Word 修改。",
)
