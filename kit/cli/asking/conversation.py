"""The conversation: question, answer, commands, until nothing is left to ask or somebody stops."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import groupby

from kit.cli.asking.faces import Face
from kit.cli.asking.words import (
    BACK,
    CLEAR,
    COMMANDS,
    HELP,
    MISSING,
    OTHER_WAYS,
    REMOVE,
    REVIEW,
    SKIP,
    SKIP_OPTIONAL,
    STOP,
    help_on,
    short,
)
from kit.diagnostics import Severity
from kit.intake.interview import Accepted, Answered, Interview, Question, Refused, Session, part_of
from kit.intake.origins import FieldPath, from_labels, in_labels
from kit.render.missing import Lacking

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_KEEP, _AGAIN = "保留这个回答", "重新填写"


class Conversation:
    """One conversation with one face.

    lacking  what documents still lack, found anew at each call; None where nobody can say.
    """

    def __init__(
        self, interview: Interview, session: Session, face: Face, lacking: Callable[[], Lacking | None]
    ) -> None:
        self._interview = interview
        self._session = session
        self._face = face
        self._lacking = lacking
        self._where: str | None = None
        self._commands: dict[str, Callable[[Question], None]] = {
            BACK: self._back,
            SKIP: lambda _question: self._keep(self._interview.skip()),
            SKIP_OPTIONAL: lambda _question: self._skip_optional(),
            HELP: self._help,
            REVIEW: lambda _question: self._review(),
            MISSING: lambda _question: self._tell_missing(in_full=True),
            CLEAR: lambda question: self._take(question, self._interview.clear()),
            REMOVE: self._remove,
        }
        assert self._commands.keys() | {STOP} == COMMANDS.keys()

    def hold(self) -> bool:
        """Ask until the end. Returns False where the answers ran out before the questions."""
        self._tell_missing()
        self._face.say(f"每个问题都可以输入：{'、'.join(COMMANDS)}。每答一题即存盘，随时可以离开。")
        ran_out = False
        try:
            while (question := self._interview.question) is not None:
                self._head(question)
                answer = self._face.ask(question)
                if not self._dispatch(question, answer):
                    break
        except (EOFError, KeyboardInterrupt) as stop:
            ran_out = self._face.is_scripted and isinstance(stop, EOFError)
        finally:
            self._session.flush()
        self._end()
        return not ran_out

    def _dispatch(self, question: Question, answer: str) -> bool:
        """Carry out a command or take an answer. Returns False when it is to stop."""
        name, _, rest = OTHER_WAYS.get(answer, answer).partition(" ")
        if name == STOP and not rest:
            return False
        if name == REVIEW and rest:
            self._change(from_labels(rest.strip()))
        elif name in self._commands and not rest:
            self._commands[name](question)
        else:
            self._take(question, self._interview.answer(answer))
        return True

    def _head(self, question: Question) -> None:
        if question.where != self._where:
            self._where = question.where
            self._face.say()
            self._face.say(f"【{question.where or '全部'}】", "bold cyan")
        if question.fault:
            self._face.say(f"  现在填的不能用：{question.fault}", "yellow")

    # --- answers ----------------------------------------------------------------------------

    def _take(self, question: Question, taken: Accepted | Refused) -> None:
        if isinstance(taken, Refused):
            self._face.refuse(question, taken.message, taken.hint)
            return
        self._keep(taken)
        for found in taken.findings:
            self._face.say(f"  {found.severity.value} {found.code} {found.message}", _COLOURS[found.severity])
            if found.hint:
                self._face.say(f"    {found.hint}", "dim")
        if self._face.is_scripted or not any(f.severity is Severity.ERROR for f in taken.findings):
            return
        if self._face.pick("这个回答有上面的问题", (_KEEP, _AGAIN)) == 1:
            self._interview.jump(question.path)

    def _keep(self, accepted: Accepted) -> None:
        fresh = self._session.keep(accepted.changes, self._interview.position)
        if fresh is not None:
            self._face.say("  数据文件刚才被别的程序改过，已按新的内容继续。", "yellow")
            self._interview.take(fresh)

    # --- commands ---------------------------------------------------------------------------

    def _back(self, _question: Question) -> None:
        if self._interview.back():
            self._keep(Accepted())
        else:
            self._face.say("  已经是第一个问题。", "dim")

    def _skip_optional(self) -> None:
        self._interview.skip_optional()
        self._keep(Accepted())
        self._face.say("  这一组里只问必填的。", "dim")

    def _help(self, question: Question) -> None:
        for line in help_on(question):
            self._face.say(line)

    def _remove(self, question: Question) -> None:
        item = self._interview.item
        if (
            item
            and not self._face.is_scripted
            and self._face.pick(f"删去 {item}，连同其中的全部内容？", ("删去",)) != 0
        ):
            return
        self._take(question, self._interview.remove())

    def _review(self) -> None:
        """Show what was answered, part by part; what is picked is asked again."""
        parts = {
            part: list(facts)
            for part, facts in groupby(self._interview.answered(), key=lambda fact: part_of(fact.path))
        }
        if not parts:
            self._face.say("  还没有填写任何内容。", "dim")
            return
        names = list(parts)
        which = self._face.pick("看哪一部分？", [f"{in_labels(part)}  {_told(parts[part])}" for part in names])
        if which is None:
            return
        facts = parts[names[which]]
        chosen = self._face.pick("改哪一项？", [f"{fact.words}  {short(fact.value)}" for fact in facts])
        if chosen is not None:
            self._change(facts[chosen].path)

    def _change(self, path: FieldPath) -> None:
        if not self._interview.jump(path):
            self._face.say("  没有这一项。", "yellow")

    # --- what is missing --------------------------------------------------------------------

    def _tell_missing(self, *, in_full: bool = False) -> None:
        self._session.flush()
        lacking = self._lacking()
        if lacking is None:
            return
        if lacking.unknown:
            self._face.say(f"{'、'.join(lacking.unknown)}的模板有问题，不知道还缺什么；详见 kit check。", "yellow")
        elif not lacking.facts:
            self._face.say("各份文书所需的事实已经齐全。", "green")
        if not lacking.facts:
            return
        counts = Counter(title for titles in lacking.facts.values() for title in titles)
        told = "、".join(f"{title} {count} 项" for title, count in counts.items())
        self._face.say(f"还缺的事实：{told}。" + ("" if in_full else f"（输入 {MISSING} 看是哪些）"), "yellow")
        if in_full:
            for path, titles in lacking.facts.items():
                how = f"：{lacking.how[path]}" if path in lacking.how else ""
                self._face.say(f"  {path}（{'、'.join(titles)}）{how}")

    def _end(self) -> None:
        self._face.say()
        if self._interview.question is None:
            self._face.say(
                "问题都问完了。要改某一项，可用 kit ask 加上它的名称，例如 kit ask 争议解决.仲裁机构。", "bold"
            )
        else:
            self._face.say("已存好。再运行 kit ask 就从这里接着问。", "bold")
        self._tell_missing(in_full=self._interview.question is None and not self._interview.section)
        self._face.say("检查全部内容：kit check")


def _told(facts: list[Answered]) -> str:
    return f"已填 {len(facts)} 项，{short(facts[0].value)}" + ("等" if len(facts) > 1 else "")
