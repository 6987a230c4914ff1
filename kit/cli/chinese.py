"""click in Chinese: help pages, messages on wrong use, and commands that load when they are used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any

import click

from kit.cli.printing import CannotPrint, echo
from kit.likeness import most_like


def _help_option(names: list[str]) -> click.Option:
    def show(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
        if wanted and not context.resilient_parsing:
            echo(context.get_help())
            context.exit()

    return click.Option(names, is_flag=True, is_eager=True, expose_value=False, help="显示本说明", callback=show)


class _ChinesePages(click.Command):
    def get_help_option(self, context: click.Context) -> click.Option | None:
        return _help_option(self.get_help_option_names(context))

    def format_usage(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = [piece.replace("[OPTIONS]", "[选项]") for piece in self.collect_usage_pieces(context)]
        formatter.write_usage(context.command_path, " ".join(pieces), prefix="用法：")

    def format_options(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        options = [p for p in self.get_params(context) if isinstance(p, click.Option)]
        records = [option.get_help_record(context) for option in options]
        rows = [record for record in records if record is not None]
        if rows:
            with formatter.section("选项"):
                formatter.write_dl(rows)


class ChineseCommand(_ChinesePages):
    """A command whose help is in Chinese."""


class LazyGroup(_ChinesePages, click.Group):
    """A group whose commands are imported when they run; their names and one-line helps are declared.

    declared  name → (module, or module:attribute where that is not `command`; one line of help).
    """

    def __init__(self, name: str, declared: Mapping[str, tuple[str, str]], **attributes: Any) -> None:
        super().__init__(name, subcommand_metavar="命令 [参数]…", **attributes)
        self.declared = declared

    def list_commands(self, context: click.Context) -> list[str]:
        return list(self.declared)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in self.declared:
            return None
        module, _, attribute = self.declared[name][0].partition(":")
        command = getattr(import_module(module), attribute or "command")
        assert isinstance(command, click.Command)
        return command

    def format_options(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(context, formatter)
        self.format_commands(context, formatter)

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("命令"):
            formatter.write_dl([(name, short) for name, (_module, short) in self.declared.items()])
        formatter.write_paragraph()
        formatter.write_text("每个命令的用法见 kit 命令 --help。")


def version_option() -> click.Option:
    """The option that prints the kit's version."""

    def show(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
        if wanted and not context.resilient_parsing:
            from kit import __version__

            echo(f"alliance-kit {__version__}")
            context.exit()

    return click.Option(["--version"], is_flag=True, is_eager=True, expose_value=False, help="显示版本", callback=show)


def explain_misuse(command: click.Command, arguments: Sequence[str] | None = None) -> int:
    """Run a command; wrong use is explained in Chinese. Returns the exit code: 0, 1, or 2 for wrong use.

    arguments  what follows the command's name; None takes them from the process.
    """
    try:
        result = command.main(arguments, prog_name="kit", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        echo(error.message, err=True)
        return 2
    except click.UsageError as error:
        echo(f"用法有误：{_misuse(error)}", err=True)
        if error.ctx is not None:
            echo(f"用法见 {error.ctx.command_path} --help", err=True)
        return 2
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort:
        echo("已中止，未作改动。", err=True)
        return 1
    except CannotPrint as failure:
        with suppress(OSError, CannotPrint):
            echo(f"输出没有写完：{failure}。", err=True)
        return 1


def _misuse(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            near = f"，是否为 {error.possibilities[0]}？" if error.possibilities else ""
            return f"没有选项 {error.option_name}{near}"
        case click.MissingParameter():
            name = error.param.human_readable_name if error.param else error.param_hint
            return f"缺少参数 {name}"
        case click.BadParameter():
            option = error.param.opts[-1] if isinstance(error.param, click.Option) else error.param_hint
            choices = getattr(error.param.type, "choices", ()) if error.param else ()
            return f"{option} 的值不对" + (f"，可选：{'、'.join(choices)}" if choices else "")
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 缺少值"
    if error.message.startswith("No such command"):
        wanted = error.message.split("'")[1] if "'" in error.message else ""
        group = error.ctx.command if error.ctx else None
        known = group.list_commands(error.ctx) if error.ctx and isinstance(group, click.Group) else []
        alike = most_like(wanted, known)
        return f"没有命令 {wanted}" + (f"，是否为 {alike}？" if alike else "")
    if error.message.startswith("Got unexpected extra argument"):
        extra = error.message.partition("(")[2].rstrip(")")
        return f"多余的参数 {extra}；名称中有空格的，请用半角双引号括起来"
    if error.message.startswith("Missing command"):
        return "缺少命令"
    return error.message
