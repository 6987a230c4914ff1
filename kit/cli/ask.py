"""kit ask"""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kit.cli.chinese import ChineseCommand
from kit.cli.options import existing_project, organisation_templates, shows_faults

if TYPE_CHECKING:
    from kit.api import Project
    from kit.cli.asking.faces import Face
    from kit.intake.origins import FieldPath
    from kit.render.missing import Lacking


@click.command("ask", cls=ChineseCommand, short_help="逐项提问，填写数据文件")
@click.argument("words", metavar="[部分] [项目]", nargs=-1)
@click.option("--required", "only_required", is_flag=True, help="只问必填的")
@click.option(
    "--answers",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="从文件读回答，一行一个；也可以用 kit ask < 文件",
)
@shows_faults
def command(words: tuple[str, ...], only_required: bool, answers: Path | None) -> int:
    """逐项提问，每答一题就存入 alliance.yaml；随时可以离开，下次接着问。

    部分是字段名，例如 成员单位、成员单位[2]、组织机构.秘书处，不写就从头问起；项目不写就是当前文件夹。
    原有的注释和次序都保留；改动前的数据文件存在 .kit/备份。从文件或管道读回答的，遇到不能用的回答即停，退出码为 1。
    """
    section, path = _read(words)
    project = existing_project(path)
    face = _face(answers)
    from kit.cli.asking.conversation import Conversation
    from kit.intake.interview import Interview, Session

    started = datetime.now()
    session = Session(project.data, started=started, save_each=not face.is_scripted)
    kept = session.position()
    inside = kept if kept and kept.path[: len(section)] == section else None
    interview = Interview(session.data, inside, section, today=started.date())
    if not interview.has_questions:
        raise click.UsageError(f"没有 {words[0]} 这一项")
    if only_required:
        interview.require_only()
    conversation = Conversation(interview, session, face, lambda: _lacking(project))
    return 0 if conversation.hold() else 1


def _read(words: tuple[str, ...]) -> tuple[FieldPath, Path]:
    """The section and the project of a command line. What names a field is a section, anything else a project."""
    from kit.intake.origins import from_labels
    from kit.model.fields import lookup, nearest

    if len(words) > 2:
        raise click.UsageError(f"多余的参数 {words[2]}；名称中有空格的，请用半角双引号括起来")
    if not words:
        return (), Path()
    field = lookup(words[0])
    if field is not None and not field.derived:
        return from_labels(words[0]), Path(*words[1:])
    if len(words) == 1 and (Path(words[0]).exists() or os.sep in words[0]):
        return (), Path(words[0])
    near = nearest(words[0])
    raise click.UsageError(
        f"没有名为“{words[0]}”的部分" + (f"，是否为“{near}”？" if near else "") + "；项目写文件夹名，应是已有的文件夹"
    )


def _face(answers: Path | None) -> Face:
    from kit.cli.asking.plain import PlainFace

    if answers is not None:
        return PlainFace.of_file(answers)
    is_capable = os.environ.get("TERM", "dumb" if os.name == "posix" else "") not in ("dumb", "unknown")
    if sys.stdin.isatty() and sys.stdout.isatty() and is_capable:
        from kit.cli.asking.terminal import TerminalFace

        return TerminalFace()
    return PlainFace.of_input()


def _lacking(project: Project) -> Lacking | None:
    """What the documents lack; None where the data file cannot be read just now."""
    from kit.api import load
    from kit.render.missing import lacking
    from kit.templates.catalogue import document_types, layers

    alliance = load(project).alliance
    in_force = layers(organisation=organisation_templates(), project=project.templates)
    return lacking(alliance, document_types(), in_force) if alliance is not None else None
