"""kit render"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from kit.cli.beside import tell_earlier
from kit.cli.chinese import ChineseCommand
from kit.cli.options import exit_code, format_option, organisation_templates, project_argument, shows_faults
from kit.cli.printing import echo
from kit.cli.report import show_overview
from kit.cli.unused import tell_unused


@click.command("render", cls=ChineseCommand, short_help="生成 Word 文书")
@project_argument
@click.argument("documents", metavar="[文书]…", nargs=-1)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="文件夹", help="放在哪里，默认为项目的 output")
@click.option("--draft", is_flag=True, help="缺少事实也生成草案：缺处标黄，页眉写“草案”")
@click.option("--pdf", "with_pdf", is_flag=True, help="同时生成 PDF（需要 LibreOffice）")
@click.option("--no-pages", is_flag=True, help="目录不取页码，省去 LibreOffice 排版的几秒钟")
@format_option
@shows_faults
def command(
    project: Path,
    documents: tuple[str, ...],
    output: Path | None,
    draft: bool,
    with_pdf: bool,
    no_pages: bool,
    form: str,
) -> int:
    """生成联盟协议、联盟章程和备案申请书，以及记录版本与校验值的 manifest.json。

    有错误或缺少事实时不写任何文件，并列出全部问题。文书可用中文名或英文名指定，不写就是全部。
    """
    from kit.api import open_project, overview_of, render

    _refuse_document_as_project(project)
    opened, organisation = open_project(project), organisation_templates()
    rendering = render(
        opened,
        documents,
        today=date.today(),
        out=output,
        draft=draft,
        with_pdf=with_pdf,
        with_pages=not no_pages,
        organisation=organisation,
        progress=lambda message: echo(f"{message}…", err=True),
    )
    if form != "text" or len(rendering.report):
        show_overview(overview_of(rendering.examination), form, to_stderr=True)
    if form == "text":
        tell_unused(opened, organisation)
        _tell(rendering.files)
        tell_earlier(rendering.earlier, project, output, draft=draft)
    return exit_code(rendering.report)


def _refuse_document_as_project(project: Path) -> None:
    """Catch `kit render 联盟协议`, where the project was left out."""
    from kit.templates.catalogue import document_types

    names = {name for kind in document_types() for name in (kind.id, kind.title)}
    if str(project) in names and not project.exists():
        raise click.UsageError(f"“{project}”是文书名，前面要先写项目，例如 kit render 津氢联盟 {project}")


def _tell(files: tuple[Path, ...]) -> None:
    if not files:
        echo("未写入任何文件。", err=True)
        return
    echo("已生成：")
    for path in files:
        echo(f"  {path}")
