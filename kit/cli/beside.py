"""Telling what stands in the output folder beside the documents that were just made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kit.cli.options import quoted
from kit.cli.printing import echo

if TYPE_CHECKING:
    from kit.render.earlier import Earlier


def tell_earlier(earlier: Earlier, project: Path, out: Path | None, *, draft: bool) -> None:
    """Say which files of earlier runs are gone, and which do not go with the documents that were just made.

    out  the folder that was asked for; None for the project's own.
    """
    if draft and earlier.was_formal:
        echo("注意：文件夹里原来的正式文书已换成草案。", err=True)
    if earlier.superseded:
        echo(f"已删去由旧文书转成的 {'、'.join(earlier.superseded)}；需要新的，请加 --pdf。", err=True)
    if earlier.edited:
        echo(f"注意：{'、'.join(earlier.edited)} 与新生成的文书不一致；生成后改动过，没有删去。", err=True)
    if earlier.outdated:
        names = "、".join(earlier.outdated)
        echo(f"注意：{names} 这次没有生成，不是用现在的数据做的。", err=True)
        echo(f"全部重新生成：kit render {quoted(project)}{f' -o {quoted(out)}' if out else ''}", err=True)
