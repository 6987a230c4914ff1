"""Days by which answers are wanted: nobody is asked to answer by a day that is over."""

from __future__ import annotations

from datetime import date

from kit.diagnostics import Diagnostic, Fault


def refuse_past(until: date | None, today: date) -> None:
    """Raise Fault where a day that somebody wants to name is over."""
    if until is not None and until < today:
        message = f"要求回复的日期 {until} 已经过去（按 {today} 计算）"
        raise Fault(Diagnostic("S-DAY-01", message, hint="请改写 --until 的日期；不写的，以备案的截止日期为准"))


def still_ahead(day: date | None, today: date) -> date | None:
    """The day, unless it is over."""
    return day if day is not None and day >= today else None
