"""What one box of the form says: the value in it, or why there is none."""

from __future__ import annotations

from typing import NamedTuple

from kit import patterns
from kit.diagnostics import Severity
from kit.intake.form.layout import NO, PROMPTS, YES, Slot
from kit.intake.raw import abridged
from kit.model.fields import Kind
from kit.word.filled import OPEN, TICKED, Cell

_PROGRAMS_OWN = (
    "单击或点击此处输入文字 单击此处输入文字 点击此处输入文字 单击或点击以输入日期 单击或点击此处输入日期 单击此处输入日期 "
    "选择一项 请选择一项 选择日期"
)
_PROGRAMS_OWN_ENGLISH = (
    "Click or tap here to enter text",
    "Click here to enter text",
    "Click or tap to enter a date",
    "Click here to enter a date",
    "Choose an item",
    "Choose a date",
)
_BOXES = "".join(sorted(TICKED | OPEN))
_LOOSE = "√✓✔"  # ticks without a box of their own: people put them on either side of a word
_OPTION = patterns.compiled(f"(?P<boxes>[{_BOXES}\\s]*)(?P<word>[{YES}{NO}])(?P<after>[{_LOOSE}]*)")


class Said(NamedTuple):
    """What a box says.

    text      empty where nothing was filled in.
    faults    code, severity, message and hint of what is not as it should be; where one is an error there is no text.
    """

    text: str = ""
    faults: tuple[tuple[str, Severity, str, str], ...] = ()


def said_in(cell: Cell, slot: Slot, controls_kept: bool) -> Said:
    """What the box of a fact says. controls_kept: whether the file still has the controls of the form."""
    if slot.field.kind is Kind.FLAG and any(one in cell.text for one in _BOXES):
        return _ticked(cell.text)
    inside = "".join(piece.text for piece in cell.pieces if piece.is_control)
    outside = "".join(piece.text for piece in cell.pieces if not piece.is_control)
    if _is_empty(outside):
        return _in_control(inside, any(piece.is_prompt for piece in cell.pieces))
    if not any(piece.is_control for piece in cell.pieces):
        told = ("F-CTL-01", Severity.INFO, "填写框已被删去，按格中的文字读取", "请核对读到的内容")
        return Said(_clean(outside, slot), (told,) if controls_kept else ())
    if _is_empty(inside):
        told = ("F-CTL-02", Severity.INFO, f"“{abridged(outside)}”写在填写框外，已按这一项读取", "请核对读到的内容")
        return Said(_clean(outside, slot), (told,))
    if slot.field.kind is Kind.LIST:
        told = ("F-CTL-02", Severity.INFO, f"“{abridged(outside)}”写在填写框外，已一并读取", "请核对读到的内容")
        return Said("".join(piece.text for piece in cell.pieces), (told,))
    message = f"填写框内写的是“{abridged(inside)}”，框外还有“{abridged(outside)}”，不能判断以哪个为准"
    return Said("", (("F-CTL-03", Severity.ERROR, message, "请把完整的内容写进填写框，删去框外的文字"),))


def _in_control(text: str, is_prompt: bool) -> Said:
    if _is_empty(text):
        return Said()
    if not is_prompt:
        return Said(text)
    message = f"“{abridged(text)}”在文件中仍标为提示文字，已按填写的内容读取"
    return Said(text, (("F-CTL-04", Severity.INFO, message, "请核对读到的内容"),))


def _clean(text: str, slot: Slot) -> str:
    return text if slot.field.kind is Kind.LIST else text.strip()


def _squeezed(text: str) -> str:
    return "".join(text.split()).rstrip("。.").casefold()


_NOTHING = {_squeezed(one) for one in (*PROMPTS, *_PROGRAMS_OWN.split(), *_PROGRAMS_OWN_ENGLISH)} | {""}


def _is_empty(text: str) -> bool:
    """Whether nothing stands there but a prompt: ours, or the one a program puts where somebody cleared a box."""
    return _squeezed(text) in _NOTHING


def _ticked(text: str) -> Said:
    """The answer to a question with two boxes to tick."""
    ticks: dict[str, int] = {YES: 0, NO: 0}
    rest = text
    for found in _OPTION.finditer(text):
        ticks[found["word"]] += sum(one in TICKED for one in found["boxes"] + found["after"])
        rest = rest.replace(found[0], "", 1)
    rest = "".join(one for one in rest if not one.isspace() and one not in OPEN)
    chosen = [word for word, count in ticks.items() if count]
    if rest:
        message = f"除了勾选，格中还有“{abridged(rest)}”，没有读入"
        return Said("", (("F-TIC-02", Severity.ERROR, message, f"请只勾选“{YES}”或“{NO}”，其余文字请删去"),))
    if len(chosen) > 1:
        return Said("", (("F-TIC-01", Severity.ERROR, f"“{YES}”和“{NO}”都勾选了", "请只勾选一个"),))
    return Said(chosen[0] if chosen else "")
