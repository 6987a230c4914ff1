"""The interview at a terminal: lists to choose from, lines to edit, colours where there are any."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import questionary

from kit.cli.asking.words import (
    BACK,
    CLEAR,
    COMMANDS,
    HELP,
    MISSING,
    REMOVE,
    REVIEW,
    SKIP,
    SKIP_OPTIONAL,
    STOP,
    asked,
    hint,
    lines_of,
)
from kit.cli.printing import echo, screen_width, shown
from kit.intake.interview import Question

_MOST_LISTED = 20
_HOW = "（↑↓ 选，回车定）"
_MARK = "›"


class TerminalFace:
    """Asks with questionary, tells in colours."""

    is_scripted = False

    def ask(self, question: Question) -> str:
        """The answer to a question: chosen from a list where there is one, else typed."""
        if words := hint(question):
            self.say(f"  {words}", "dim")
        if not question.choices:
            return _typed(questionary.text(asked(question), qmark=_MARK))
        if len(question.choices) > _MOST_LISTED:
            self.say(f"  可选的有 {len(question.choices)} 个：输入其中几个字，会列出相近的；全部见 {HELP}", "dim")
            options = list(question.choices)
            return _typed(questionary.autocomplete(asked(question), options, match_middle=True, qmark=_MARK))
        return self._chosen(question)

    def _chosen(self, question: Question) -> str:
        options = [questionary.Choice(choice, choice) for choice in question.choices]
        start = question.current or question.default
        if not question.is_gate and not question.required and not start:
            options.insert(0, questionary.Choice("（没有了）" if question.number > 1 else "（不填）", ""))
        more = (BACK, SKIP, SKIP_OPTIONAL, HELP, REVIEW, MISSING, CLEAR, REMOVE, STOP)
        options += [questionary.Separator("  ──"), questionary.Choice("更多……", more)]
        known = start if start in question.choices else None
        picked = _selected(asked(question), options, known)
        if not isinstance(picked, tuple):
            return str(picked)
        commands = [questionary.Choice(f"{name}  {COMMANDS[name]}", name) for name in picked]
        return str(_selected("做什么？", commands, None))

    def pick(self, title: str, options: Sequence[str]) -> int | None:
        """The option that was chosen; the first entry of the list is for none."""
        choices = [questionary.Choice("（不选，返回）", -1)]
        choices += [questionary.Choice(shown(option), number) for number, option in enumerate(options)]
        number = int(_selected(title, choices, None))
        return None if number < 0 else number

    def say(self, text: str = "", style: str = "") -> None:
        """Print a text in a style."""
        for line in lines_of(text, screen_width()):
            echo((line, style))

    def refuse(self, question: Question, message: str, hint: str) -> None:
        """Print why, in red."""
        self.say(f"  {message}", "red")
        if hint:
            self.say(f"  {hint}", "dim")


def _typed(question: Any) -> str:
    return str(question.unsafe_ask()).strip()


def _selected(title: str, options: list[Any], default: Any) -> Any:
    asking = questionary.select(
        title, options, default=default, qmark=_MARK, pointer=_MARK, instruction=_HOW, use_jk_keys=False
    )
    return asking.unsafe_ask()
