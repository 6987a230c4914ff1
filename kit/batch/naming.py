"""Names of folders made from what somebody wrote in a cell: they stay inside, and every system takes them."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from kit import patterns

MAX_BYTES = 200  # file systems take 255; Windows wants room for the path around it
_SEPARATING = patterns.compiled(r'[<>:"/\\|?*\s]+')
_RESERVED = patterns.compiled(r"(?:CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³]|CONIN\$|CONOUT\$)(?:\..*)?", re.IGNORECASE)
_OFFICE_LOCK = "~$"
REPORT_JSON, REPORT_BOOK = "报告.json", "报告.xlsx"
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def folder_name(text: str) -> str:
    """A name that one folder can have, as like the text as may be; empty where nothing is left of it."""
    plain = "".join(c if unicodedata.category(c) not in _INVISIBLE else " " for c in unicodedata.normalize("NFC", text))
    name = _SEPARATING.sub("_", plain.strip()).strip("._ ").removeprefix(_OFFICE_LOCK)
    if not name.strip("._ "):
        return ""
    if _RESERVED.fullmatch(name) or same_name(name) in {REPORT_JSON, REPORT_BOOK}:
        name = f"_{name}"
    return _shortened(name)


def same_name(name: str) -> str:
    """What two names have in common that some system takes for one."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _shortened(name: str) -> str:
    """The name, or where it is too long its beginning with a mark that other names do not have."""
    data = name.encode()
    if len(data) <= MAX_BYTES:
        return name
    mark = "_" + hashlib.sha256(data).hexdigest()[:8]
    return data[: MAX_BYTES - len(mark)].decode(errors="ignore").rstrip("._ ") + mark
