"""From bytes to text: the size limit, the encoding, characters that have no business in a data file."""

from __future__ import annotations

import codecs
from pathlib import Path

from kit import patterns
from kit.diagnostics import Diagnostic, Fault, Place, reason_of
from kit.intake.raw import Faults

MAX_BYTES = 2 * 1024 * 1024
_MAX_STRAYS = 20
_NUL_SHARE = 4
_SAVE_AS = "请在编辑器中另存为 UTF-8 编码"
_OTHER_FILES = {
    b"PK\x03\x04": "Word、Excel、WPS 文件或压缩包",
    b"\xd0\xcf\x11\xe0": "97-2003 版 Word、Excel 或 WPS 文件",
    b"%PDF": "PDF 文件",
}
_STRAY = patterns.compiled(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]|\r(?!\n)")


def text_in(data: bytes, faults: Faults) -> str:
    """The text of a data file, without byte order mark, lines ended by a line feed.

    Characters that no editor shows are reported and replaced by spaces, so that reading can go on.
    Raises Fault when there is no text: the bytes are not UTF-8.
    """
    return _without_strays(_decoded(data, faults.file), faults)


def table_text_in(data: bytes, faults: Faults) -> str:
    """The text of a table that an office program saved: as text_in, but GBK (ANSI) will do too."""
    body = data.removeprefix(codecs.BOM_UTF8)
    if b"\0" not in data and not _is_utf8(body) and _is_gbk(body):
        return _without_strays(body.decode("gb18030"), faults)
    return text_in(data, faults)


def _refuse(code: str, message: str, place: Place, hint: str) -> Fault:
    return Fault(Diagnostic(code, message, place=place, hint=hint))


def bytes_of(path: Path) -> bytes:
    """The bytes of a file of text. Raises Fault where there is no such file, or it is too large."""
    place = Place(str(path))
    try:
        if path.is_dir():
            raise _refuse("D-FIL-02", "这是文件夹，不是数据文件", place, "请指定文件夹中的 alliance.yaml")
        if not path.exists():
            raise _refuse("D-FIL-01", "找不到数据文件", place, "请核对文件名；新建项目可用 kit new")
        if not path.is_file():
            raise _refuse("D-FIL-02", "这不是普通文件", place, "请指定 alliance.yaml")
        size = path.stat().st_size
        if size <= MAX_BYTES:
            with path.open("rb") as stream:
                data = stream.read(MAX_BYTES + 1)
            size = len(data)
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else "文件名不能用"
        raise _refuse("D-FIL-04", f"数据文件无法打开（{reason}）", place, "请核对文件名和读取权限") from None
    if size > MAX_BYTES:
        megabytes = f"{size / 1024 / 1024:.1f}"
        raise _refuse(
            "D-FIL-03",
            f"数据文件有 {megabytes} MB，上限为 {MAX_BYTES // 1024 // 1024} MB",
            place,
            "请核对是否选错了文件",
        )
    return data


def _decoded(data: bytes, file: str) -> str:
    body = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8(data, body, error.start, file) from None
    if text.count("\0") * _NUL_SHARE > len(text):  # plain English in UTF-16 is valid UTF-8 full of NUL
        raise _refuse("D-ENC-03", "文件是 UTF-16 编码，应为 UTF-8", Place(file), _SAVE_AS)
    return text


def _not_utf8(data: bytes, body: bytes, start: int, file: str) -> Fault:
    """The fault of a text whose byte at `start` is not UTF-8."""
    kind = next((kind for sign, kind in _OTHER_FILES.items() if data.startswith(sign)), "")
    if kind:
        hint = "数据文件是纯文本 alliance.yaml；请用记事本一类的文本编辑器填写并保存"
        return _refuse("D-ENC-01", f"这不是文本文件（可能是 {kind}）", Place(file), hint)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data:
        return _refuse("D-ENC-03", "文件是 UTF-16 编码，应为 UTF-8", Place(file), _SAVE_AS)
    before = body[:start]
    line_start = before.rfind(b"\n") + 1
    place = Place(file, before.count(b"\n") + 1, len(before[line_start:].decode("utf-8")) + 1)
    code, what = (
        ("D-ENC-02", "文件是 GBK（ANSI）编码，应为 UTF-8") if _is_gbk(body) else ("D-ENC-01", "文件不是 UTF-8 编码")
    )
    offset = start + len(data) - len(body)
    return _refuse(code, f"{what}；第 {offset + 1} 个字节起无法识别", place, _SAVE_AS)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_gbk(data: bytes) -> bool:
    """Whether the text reads as GBK and has Chinese characters then."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def _without_strays(text: str, faults: Faults) -> str:
    text = text.replace("\r\n", "\n")
    if "\n" not in text:
        text = text.replace("\r", "\n")
    found = list(_STRAY.finditer(text))
    for number, stray in enumerate(found[:_MAX_STRAYS]):
        before = text[: stray.start()]
        place = Place(faults.file, before.count("\n") + 1, stray.start() - before.rfind("\n"))
        more = number == _MAX_STRAYS - 1 and len(found) > _MAX_STRAYS
        rest = f"（这样的字符共 {len(found)} 处，只列出前 {_MAX_STRAYS} 处）" if more else ""
        faults.add(
            "D-ENC-04", f"含有不可见的控制字符 U+{ord(stray.group()):04X}{rest}", place, "请删去这个字符后重新输入"
        )
    return _STRAY.sub(" ", text)
