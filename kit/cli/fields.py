"""kit fields"""

from __future__ import annotations

import click

from kit.cli.chinese import ChineseCommand
from kit.cli.printing import echo, echo_json


@click.command("fields", cls=ChineseCommand, short_help="列出全部字段")
@click.argument("about", metavar="[名称]", default="")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json-schema"]),
    default="text",
    metavar="形式",
    help="text、markdown 或 json-schema（供编辑器补全）",
)
def command(about: str, form: str) -> int:
    """列出数据文件和模板中可用的全部字段；写上名称只看相关的，例如 kit fields 成员单位。"""
    from kit.model import fields

    if form == "json-schema":
        echo_json(fields.json_schema())
    elif form == "markdown":
        echo(fields.as_markdown())
    else:
        words = fields.as_text(about)
        if not words.strip():
            raise click.UsageError(f"没有与“{about}”相关的字段")
        echo(words)
    return 0
