"""Patent numbers and terms."""

from __future__ import annotations

import unicodedata
from datetime import date

from kit import patterns
from kit.model.members import BackgroundRight
from kit.records import Record

_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_NUMBER = patterns.compiled(r"(?:ZL)?((?:19|20)\d{2})(\d)(\d{7})\.?([\dX])")
_OLD_NUMBER = patterns.compiled(r"(?:ZL)?\d{8}\.?[\dX]")
_FOREIGN = patterns.compiled(r"(?:PCT|WO|US|EP|JP|KR|DE|FR|GB|AU|CA)[/ ]?[A-Z]{0,2}\d{4,}")
# the digit behind the year: 8 and 9 are international applications in the national phase
_DIGITS = {"发明": "18", "实用新型": "29", "外观设计": "3"}
_YEARS = {"发明": 20, "实用新型": 10, "外观设计": 15}


class PatentNumber(Record):
    """A Chinese patent or application number since 2003: year, digit of the kind, serial, check digit."""

    year: str
    kind: str
    serial: str
    check: str

    @property
    def expected(self) -> str:
        """The check digit that the other twelve digits give."""
        digits = self.year + self.kind + self.serial
        rest = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 11
        return "X" if rest == 10 else str(rest)


def plain_number(text: str) -> str:
    """A number as it is compared: half width, capitals, no spaces."""
    return "".join(unicodedata.normalize("NFKC", text).upper().split())


def read_patent_number(text: str) -> PatentNumber | None:
    """The number, or None for what is not written like one."""
    found = _NUMBER.fullmatch(plain_number(text))
    return PatentNumber(*found.groups()) if found else None


def is_old_number(text: str) -> bool:
    """Whether it is a number of the kind given until 2003."""
    return _OLD_NUMBER.fullmatch(plain_number(text)) is not None


def is_foreign_number(text: str) -> bool:
    """Whether it is written like the number of a foreign or international application."""
    return _FOREIGN.match(plain_number(text)) is not None


def patent_kind(kind: str | None) -> str | None:
    """发明, 实用新型 or 外观设计, where the words name one; an application counts as its patent."""
    return next((known for known in _DIGITS if known in (kind or "")), None)


def is_patent(right: BackgroundRight) -> bool:
    """Whether a right is a patent or an application for one."""
    return patent_kind(right.kind) is not None or "专利" in (right.kind or "")


def fits_kind(number: PatentNumber, kind: str) -> bool:
    """Whether the digit behind the year is that of the kind."""
    return number.kind in _DIGITS[kind]


def longest_term(kind: str) -> int:
    """The term of a kind in years, counted from filing (专利法第四十二条)."""
    return _YEARS[kind]


def years_after(day: date, years: int) -> date:
    """The same day some years on; 29 February falls on the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
