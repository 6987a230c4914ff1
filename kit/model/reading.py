"""Reading what people write: text, days, counts, codes. Exactly, or with a message that helps."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, NamedTuple

from kit import patterns


class NotReadable(ValueError):
    """A value that cannot be read; the message is for the user, `hint` says what to write instead."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class Reader(NamedTuple):
    """In an annotation: what turns a written value into the fact, or raises NotReadable."""

    read: Callable[[Any], Any]


def plain(number: Decimal) -> str:
    """A number with thousands commas and no idle zeros behind the point."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _is_stray(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def read_text(value: Any) -> Any:
    """One line of text: trimmed; invisible, private and unassigned characters are refused."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if "\n" in text:
        raise NotReadable("此处只能写一行文字", "请删去换行")
    stray = [] if text.isprintable() else [c for c in text if _is_stray(c)]
    if stray:
        raise NotReadable(f"含有不可见的控制字符 U+{ord(stray[0]):04X}", "请删去后重新输入")
    return text or None


def read_long_text(value: Any) -> Any:
    """Text of several lines; each line trimmed at its end, empty lines dropped."""
    if not isinstance(value, str):
        return value
    lines = [read_text(line) for line in value.splitlines()]
    return "\n".join(line for line in lines if line) or None


_DATE = patterns.compiled(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日)"
)


def read_date(value: Any) -> Any:
    """A day: 2026-11-23, 2026/11/23, 2026.11.23 or 2026年11月23日; between 1900 and 2200."""
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise NotReadable("日期应写成 2026-11-23 的形式", "例如 2026-11-23")
    text = unicodedata.normalize("NFKC", value).replace(" ", "")
    found = _DATE.fullmatch(text)
    if not found:
        raise NotReadable(f"日期“{value}”无法识别", "请写成 2026-11-23 或 2026年11月23日")
    year, month, day = (int(part) for part in found.groups() if part is not None)
    try:
        read = date(year, month, day)
    except ValueError:
        raise NotReadable(f"日期“{value}”不存在", "请核对月份和日期") from None
    if not 1900 <= year <= 2200:
        raise NotReadable(f"日期“{value}”的年份不合常理", "请核对年份")
    return read


_YES = {"是", "有", "对", "yes", "true", "y", "√"}
_NO = {"否", "无", "不", "no", "false", "n", "×"}


def read_flag(value: Any) -> Any:
    """是 or 否 (also yes/no, true/false)."""
    if isinstance(value, bool):
        return value
    text = unicodedata.normalize("NFKC", str(value)).strip().casefold()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise NotReadable(f"“{value}”应填 是 或 否", "请填 是 或 否")


_COUNT = patterns.compiled(
    r"([0-9]{1,3}(?:,[0-9]{3}){1,9}|[0-9]{1,30})\s*(年|个月|月|个工作日|工作日|日|天|小时|次|人|名|家|份|席|个|项)?"
)


_SAME_UNIT = {"天": "日", "个月": "月", "个工作日": "工作日", "家": "家", "个": "", "席": "名", "人": "人"}


def unit_of_count(text: str) -> str:
    """The unit written behind a whole number, in its usual spelling; empty where there is none."""
    found = _COUNT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    unit = (found.group(2) or "") if found else ""
    return _SAME_UNIT.get(unit, unit)


def read_count(value: Any) -> Any:
    """A whole number, with or without its unit: 30, 30日, 5年, 10家. The unit must be the field's."""
    if isinstance(value, bool):
        raise NotReadable("此处应填整数", "例如 30")
    if isinstance(value, int):
        return value
    if not isinstance(value, str):
        raise NotReadable("此处应填整数", "例如 30")
    text = unicodedata.normalize("NFKC", value).strip()
    found = _COUNT.fullmatch(text)
    if not found:
        raise NotReadable(f"“{value}”不是整数", "请填阿拉伯数字的整数，例如 30")
    number = int(found.group(1).replace(",", ""))
    if number > 10**9:
        raise NotReadable(f"“{value}”过大", "请核对")
    return number


def read_uscc(value: Any) -> Any:
    """A unified social credit code, normalised to capitals, its check digit verified (GB 32100-2015)."""
    if not isinstance(value, str):
        raise NotReadable("统一社会信用代码应为 18 位文字", "请在代码两侧加引号，避免被当作数字")
    text = unicodedata.normalize("NFKC", value).strip()
    if not text:
        return None
    code = "".join(c for c in text if unicodedata.category(c) not in {"Pd", "Zs"} and c != "\u2212").upper()
    if len(code) != 18:
        raise NotReadable(f"统一社会信用代码“{value}”不是 18 位", f"请对照营业执照或法人证书核对；{_ABROAD}")
    if not (code[:8].isascii() and code[:8].isdigit() and set(code) <= set(_USCC_DIGITS)):
        hint = f"代码由数字和大写字母组成，不使用 I、O、S、V、Z；{_ABROAD}"
        raise NotReadable(f"统一社会信用代码“{value}”含有不应出现的字符", hint)
    if code[-1] != _check_digit(code[:-1]):
        raise NotReadable(f"统一社会信用代码“{value}”的校验码不符", "请对照营业执照或法人证书逐位核对")
    return code


_ABROAD = "境外机构没有这一代码的，请填“注册登记号”"
_USCC_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def _check_digit(code: str) -> str:
    """The last digit of a unified social credit code: the weight of place n is 3ⁿ, modulo 31 (GB 32100-2015, 附录 A)."""
    total = sum(_USCC_DIGITS.index(digit) * pow(3, place, 31) for place, digit in enumerate(code))
    return _USCC_DIGITS[-total % 31]


def _matching(pattern: str, what: str, hint: str) -> Any:
    compiled = patterns.compiled(pattern)

    def read(value: Any) -> Any:
        text = unicodedata.normalize("NFKC", str(value)).strip()
        if not text:
            return None
        if not compiled.fullmatch(text):
            raise NotReadable(f"{what}“{value}”格式不对", hint)
        return text

    return read


_read_mainland_phone = _matching(
    r"(\+?\d{1,4}[- ])?(\(0\d{2,3}\) ?|0\d{2,3}[- ]?)?\d{3,4}[- ]?\d{4}((-|转)\d{1,6})?"
    r"|(\+?86[- ]?)?1\d{2}[- ]?\d{4}[- ]?\d{4}|400[- ]?\d{3}[- ]?\d{4}",
    "电话",
    "只写一个号码，例如 022-88880001、13800000000，境外的例如 +49 221 5550100",
)
_ABROAD_PHONE = patterns.compiled(r"(?:\+|00)([1-9][\d ()-]{5,24})(?:(?:转|ext\.? ?)\d{1,6})?", re.IGNORECASE)
_WITHIN_CHINA = patterns.compiled(r"860?([1-9]\d{1,2}\d{7,8}|1\d{10}|400\d{7})")
_DIGITS_ABROAD = range(7, 16)  # country code and number, by ITU-T E.164


def read_phone(value: Any) -> Any:
    """A telephone number: one of the mainland, or an international one behind + or 00 and the code of its country."""
    text = unicodedata.normalize("NFKC", str(value)).strip()
    found = _ABROAD_PHONE.fullmatch(text)
    digits = re.sub(r"\D", "", found[1]) if found else ""
    is_closed = re.sub(r"[^()]", "", text) in {"", "()"}
    if len(digits) in _DIGITS_ABROAD and is_closed and (digits[:2] != "86" or _WITHIN_CHINA.fullmatch(digits)):
        return text
    return _read_mainland_phone(value)


read_email = _matching(
    r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", "电子邮箱", "例如 lianmeng@example.com"
)
read_postcode = _matching(
    r"\d{6}|[A-Za-z]{2}-[A-Za-z0-9](?:[ -]?[A-Za-z0-9]){1,9}",
    "邮政编码",
    "邮政编码为 6 位数字，例如 300308；境外的前面加国别代码，例如 DE-50931",
)
_LONGEST_REGISTRATION = 60


def read_registration(value: Any) -> Any:
    """The number under which a foreign institution is registered at home: one line that has a letter or a digit."""
    text = read_text(value)
    if text and len(text) > _LONGEST_REGISTRATION:
        raise NotReadable(f"注册登记号有 {len(text)} 个字，上限为 {_LONGEST_REGISTRATION} 个字", "请只写号码")
    if text and not any(character.isalnum() for character in text):
        raise NotReadable(f"注册登记号“{text}”中没有号码", "请照注册地的登记文件填写，例如 HRB 84512")
    return text


_read_four_digits = _matching(r"(19|20|21)\d{2}年?", "年度", "例如 2026")


def read_year(value: Any) -> Any:
    """A year: 2026 or 2026年; kept without 年."""
    return (_read_four_digits(value) or "").removesuffix("年") or None


def _written(read: Callable[[Any], Any]) -> Reader:
    """The reader of a text; other values are no text."""

    def reading(value: Any) -> Any:
        if not isinstance(value, str):
            raise NotReadable(f"“{value}”不是这里可以填写的内容", "请写成文字，必要时加上引号")
        return read(value)

    return Reader(reading)


Text = Annotated[str | None, _written(read_text)]
LongText = Annotated[str | None, _written(read_long_text)]
Day = Annotated[date | None, Reader(read_date)]
Flag = Annotated[bool | None, Reader(read_flag)]
Count = Annotated[int | None, Reader(read_count)]
Uscc = Annotated[str | None, Reader(read_uscc)]
Registration = Annotated[str | None, _written(read_registration)]
Phone = Annotated[str | None, Reader(read_phone)]
Email = Annotated[str | None, Reader(read_email)]
Postcode = Annotated[str | None, Reader(read_postcode)]
Year = Annotated[str | None, Reader(read_year)]
