"""What an answer means: the text to be written, or why it cannot be read; and what the rules have to say of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kit.diagnostics import Diagnostic
from kit.intake.build import Intake, build
from kit.intake.interview.data import Data
from kit.intake.interview.question import NO, YES, Question
from kit.intake.interview.steps import Ask, Step
from kit.intake.origins import from_labels
from kit.intake.raw import Raw, abridged
from kit.model.fact import Choice, Path
from kit.model.fact import Refused as Unreadable
from kit.model.fields import Kind
from kit.model.reading import NotReadable
from kit.rules.case import Case
from kit.rules.judging import judge
from kit.rules.rule import Reads
from kit.rules.waivers import waived

LONGEST = 20_000
_LONGEST_MESSAGE = 160


def written(step: Step, question: Question, text: str) -> str | None:
    """The text to be written for an answer, None where it says nothing. Raises NotReadable where it cannot be read.

    A number stands for the choice in that place.
    """
    if len(text) > LONGEST:
        raise NotReadable(f"这段文字有 {len(text)} 个字，上限为 {LONGEST} 个字", "请分开填写，或请核对是否粘错了内容")
    text = _by_number(question, text.strip())
    is_item = step.ask is Ask.ITEM
    name = step.field.name
    try:
        noun = step.noun.model_validate({name: [text] if is_item else text})
    except Unreadable as several:
        raise _only(several.reasons) from None
    read = getattr(noun, name)
    if is_item:
        (read,) = read
    if isinstance(read, bool):
        return YES if read else NO
    if isinstance(read, Choice):
        return str(read)
    return read if isinstance(read, str) or read is None else text


def _by_number(question: Question, text: str) -> str:
    is_number = text.isdecimal() and len(text) < 6 and text not in question.choices
    return question.choices[int(text) - 1] if is_number and 1 <= int(text) <= len(question.choices) else text


def _only(reasons: Mapping[Path, NotReadable]) -> NotReadable:
    (reason,) = reasons.values()
    return NotReadable(abridged(str(reason), _LONGEST_MESSAGE), abridged(reason.hint, _LONGEST_MESSAGE))


def taken_in(data: Data) -> Intake:
    """The alliance so far, and what of the data cannot be read."""
    return build(Raw("", data))


def findings_on(step: Step, intake: Intake, today: date) -> tuple[Diagnostic, ...]:
    """What is wrong with the answer to a step: references and rules about facts, on this very field.

    Who may be referred to is only known when there are members.
    """
    if intake.alliance is None or (Kind.MEMBER in (step.field.kind, step.field.item) and not _has_members(intake)):
        return ()
    known = [d for d in intake.report if d.code.startswith("D-REF")]
    ways = {step.path, step.way}
    found = waived(intake.alliance, judge(Case(intake.alliance, today), {Reads.FACTS}))
    return tuple(d for d in (*known, *found) if from_labels(d.field) in ways and not d.waiver)


def faulty(intake: Intake) -> dict[Path, str]:
    """Why written values cannot be used, by path; references to members only when there are members."""
    has_members = _has_members(intake)
    return {
        from_labels(d.field): d.message
        for d in intake.report
        if d.code.startswith("D-VAL") or (d.code.startswith("D-REF") and has_members)
    }


def _has_members(intake: Intake) -> bool:
    return intake.alliance is not None and any(one.name or one.short_name for one in intake.alliance.members)
