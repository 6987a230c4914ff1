"""Whole numbers in Chinese numerals, both ways. The ground everything else may stand on."""

from __future__ import annotations

import unicodedata

MAX_IN_CHINESE = 10**12 - 1

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_LARGE = ("", "万", "亿")
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def in_chinese(number: int) -> str:
    """A whole number from 0 to MAX_IN_CHINESE in Chinese numerals: 14 → 十四, 105 → 一百零五.

    Raises ValueError outside that range.
    """
    if not 0 <= number <= MAX_IN_CHINESE:
        raise ValueError("out of the range of Chinese numerals")
    if number == 0:
        return "零"
    words = spelled(number, _DIGITS, _PLACES)
    return words.removeprefix("一") if words.startswith("一十") else words


def spelled(number: int, digits: str, places: tuple[str, ...]) -> str:
    """A positive whole number by groups of four, with one zero for every run of inner zeros.

    digits  the ten digits, zero first; places  the words of ones, tens, hundreds and thousands.
    """
    groups: list[int] = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    words, gap = "", False
    for index in range(len(groups) - 1, -1, -1):
        group = groups[index]
        if group == 0:
            gap = bool(words)
            continue
        if words and (gap or group < 1000):
            words += digits[0]
        words += _group(group, digits, places) + _LARGE[index]
        gap = False
    return words


def _group(group: int, digits: str, places: tuple[str, ...]) -> str:
    words, gap = "", False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if digit == 0:
            gap = bool(words)
            continue
        words += (digits[0] if gap else "") + digits[digit] + places[place]
        gap = False
    return words


def read_number(text: str) -> int | None:
    """The whole number below 10,000 that digits or Chinese numerals write: 十四, 一百〇五, 三四〇, 340; else None."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain.isascii():
        return int(plain) if plain.isdigit() else None
    if all(character in _VALUES for character in plain):
        return int("".join(str(_VALUES[character]) for character in plain))
    total, digit = 0, None
    for character in plain:
        if character in _VALUES:
            digit = _VALUES[character] or None
        elif character in _UNITS:
            total += _UNITS[character] * (1 if digit is None else digit)
            digit = None
        else:
            return None
    return total + (digit or 0)
