"""What editors may refuse while one types: patterns that hold for everything the readers take, and not for clear nonsense.

The readers know many spellings, full-width ones and spaces among them. So a value in which anything but plain ASCII
stands is left to them, unless a unit or sign must be there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from kit.model.majority import Majority
from kit.model.money import Money
from kit.model.percent import Percent
from kit.model.reading import (
    Reader,
    read_count,
    read_date,
    read_email,
    read_phone,
    read_postcode,
    read_uscc,
    read_year,
)

_BLANK = r"^\s*$"
_OTHER = r"[^\x21-\x7e]"  # a space, or a character beyond ASCII
_DAY = r"^(19[0-9]{2}|2[01][0-9]{2}|2200)([-/.年])(0?[1-9]|1[0-2])([-/.月])(0?[1-9]|[12][0-9]|3[01])日?$"

PATTERNS: Mapping[Callable[[Any], Any], str] = MappingProxyType(
    {
        read_date: rf"^$|[^\x21-\x7e年月日]|{_DAY}",
        read_count: rf"^$|{_OTHER}|^[0-9][0-9,]*$",
        read_uscc: rf"^$|{_OTHER}|^-*([0-9A-HJ-NPQRTUWXYa-hj-npqrtuwxy]-*){{18}}$",
        read_phone: rf"^$|{_OTHER}|^[-+()0-9]{{7,}}$",
        read_email: rf"^$|{_OTHER}|^[^@]+@[^@]+\.[^@]+$",
        read_postcode: rf"^$|{_OTHER}|^[0-9]{{6}}$",
        read_year: rf"^$|{_OTHER}|^(19|20|21)[0-9]{{2}}$",
    }
)
"""By reader, the pattern of JSON Schema that every text it takes keeps."""

UNITS: Mapping[type[Any], str] = MappingProxyType(
    {
        Money: rf"{_BLANK}|^[^A-Za-z]*[^\x00-\x7f]\s*$",  # the unit, 元 or 分, stands at the end
        Percent: rf"{_BLANK}|^[^A-Za-z]*[%％﹪‰]\s*$",
        Majority: rf"{_BLANK}|^[^A-Za-z]*[^\x00-\x7f][^A-Za-z]*$",
    }
)
"""The same for values that are no texts."""


def pattern_of(bare: Any, marks: tuple[Any, ...]) -> str:
    """The pattern for a field by its type and the marks of its annotation; empty where anything may be written."""
    if bare in UNITS:
        return UNITS[bare]
    if bare is date:
        return PATTERNS[read_date]
    return next((PATTERNS[mark.read] for mark in marks if isinstance(mark, Reader) and mark.read in PATTERNS), "")
