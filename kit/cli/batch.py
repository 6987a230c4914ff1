"""kit batch"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kit.cli.chinese import ChineseCommand
from kit.cli.options import existing_project, organisation_templates, quoted, shows_faults
from kit.cli.printing import echo, echo_json_text
from kit.cli.progress import progress
from kit.cli.report import show

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager

    from kit.batch.report import BatchReport, Finding, Outcome

_SHOWN = 30
_SEVERITIES = {"error": ("错误", "red"), "warning": ("警告", "yellow")}


@click.command("batch", cls=ChineseCommand, short_help="按一张表批量生成文书")
@click.argument("table", metavar="表格", type=click.Path(path_type=Path))
@click.option(
    "--project",
    type=click.Path(path_type=Path),
    default=".",
    metavar="项目",
    help="底稿所在的项目：表中没有的内容从它的数据文件取，默认为当前文件夹",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="放在哪里，默认为项目 output 下与表格同名的文件夹",
)
@click.option(
    "--per",
    type=click.Choice(["alliance", "member"]),
    default="alliance",
    metavar="单元",
    help="一行是什么：alliance 一个联盟，member 一家成员单位",
)
@click.option("--documents", multiple=True, metavar="文书", help="生成哪些文书，可写多个，用逗号隔开；不写就是全部")
@click.option("--workers", type=click.IntRange(1, 256), metavar="个数", help="用几个进程，默认与处理器个数相同")
@click.option("--dask", metavar="地址", help="交给 Dask 集群生成，写调度器的地址，例如 tcp://10.0.0.5:8786")
@click.option("--retry", is_flag=True, help="只补做上一次没有生成的行")
@click.option("--pdf", "with_pdf", is_flag=True, help="同时生成 PDF 和目录页码（需要 LibreOffice，每套多用几秒）")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", metavar="形式", help="text 或 json"
)
@shows_faults
def command(
    table: Path,
    project: Path,
    output: Path | None,
    per: str,
    documents: tuple[str, ...],
    workers: int | None,
    dask: str | None,
    retry: bool,
    with_pdf: bool,
    form: str,
) -> int:
    """表格（.xlsx 或 CSV）一行一套文书，各放一个文件夹。

    \b
    表头写字段的路径：联盟.名称、签署.签署日期、成员单位[1].名称……
    写成 --per member 时一行是一家成员单位，成员的字段直接写 名称、联系人.电话。
    表里有的字段以表为准，空格就是没有填；表里没有的从项目的数据文件取。
    文件夹名取“文件夹”一列，没有的用“编号”和简称；只作说明的列，表头写“备注”。

    有错误的行不生成，逐行列出；其余照常生成。中途停下的，再运行一次就接着做；改正表格后用 --retry 补做。
    """
    from kit.batch.columns import Per
    from kit.batch.running import WINDOW, run

    if dask and workers:
        raise click.UsageError("--dask 和 --workers 不能一起用")
    gc.enable()  # this command goes on long enough
    opened, organisation = existing_project(project), organisation_templates()
    try:
        with _workers(workers, dask) as (executor, threads), progress("生成文书") as tell:
            report = run(
                table,
                opened,
                today=date.today(),
                out=output,
                per=Per(per),
                documents=[name for names in documents for name in re.split("[,，、]", names) if name.strip()],
                organisation=organisation,
                with_pdf=with_pdf,
                retry=retry,
                executor=executor,
                window=max(WINDOW, 3 * threads),
                progress=tell,
            )
    except KeyboardInterrupt:
        echo("已停下。做完的都保留着，再运行一次就接着做。", err=True)
        return 1
    if form == "json":
        echo_json_text((report.out / report.files[-1].name).read_text(encoding="utf-8").removesuffix("\n"))
    else:
        _tell(report, table)
    return 0 if report.is_clean else 1


@contextmanager
def _workers(workers: int | None, dask: str | None) -> Iterator[tuple[Executor | None, int]]:
    """Who does the work, and with how many threads; nobody else where one process is enough."""
    from kit.batch.pools import dask_cluster, local_pool, usable_processors

    if dask:
        with dask_cluster(dask) as cluster:
            yield cluster
        return
    count = workers or usable_processors()
    pool: AbstractContextManager[Executor | None] = local_pool(count) if count > 1 else nullcontext()
    with pool as executor:
        yield executor, count


def _tell(report: BatchReport, table: Path) -> None:
    if report.notes:
        show(report.notes)
    for outcome in report.failures[:_SHOWN]:
        _tell_row(outcome)
    if report.failed > _SHOWN:
        echo(f"……还有 {report.failed - _SHOWN} 行没有生成，见报告。")
    kept = f"（其中 {report.kept} 套以前已生成）" if report.kept else ""
    failed = f"，{report.failed} 行有错误没有生成" if report.failed else ""
    warnings = f"；警告 {report.warnings} 项，请人判断" if report.warnings else ""
    echo(f"共 {report.rows} 行：生成 {report.made + report.kept} 套{kept}{failed}{warnings}。")
    echo(f"文书在 {report.out}")
    echo(f"报告：{report.files[0]}")
    if report.failed:
        echo(f"改正表格后，只补做这些行：kit batch {quoted(table)} --retry（其余选项照旧）")


def _tell_row(outcome: Outcome) -> None:
    named = f"（{outcome.folder}）" if outcome.folder else ""
    echo((f"第 {outcome.row} 行{named}", "bold"))
    for finding in outcome.findings:
        if finding.severity in _SEVERITIES and not finding.waiver:
            _tell_finding(finding)
    if outcome.more:
        echo(f"    ……还有 {outcome.more} 项")


def _tell_finding(finding: Finding) -> None:
    words, colour = _SEVERITIES[finding.severity]
    at = finding.cell or finding.place
    place = f"{at}：" if at else ""
    echo(f"    {place}", (words, colour), f" {finding.code} {finding.message}")
    details = {"字段": finding.field if not finding.cell else "", "依据": finding.law, "建议": finding.hint}
    for label, text in details.items():
        if text:
            echo(f"        {label}  {text}")
