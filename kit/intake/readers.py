"""Any file that a unit may send: told apart by what is in it, read by the reader of its format."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

from kit.diagnostics import Diagnostic, Fault, Place, reason_of
from kit.intake import csv_file, json_file, yaml_file
from kit.intake.raw import Raw

MAX_BYTES = 50 * 1024 * 1024
_BY_SUFFIX: dict[str, Callable[[Path], Raw]] = {
    ".csv": csv_file.read,
    ".tsv": csv_file.read,
    ".json": json_file.read,
    ".yaml": yaml_file.read,
    ".yml": yaml_file.read,
}
SUFFIXES = frozenset({*_BY_SUFFIX, ".xlsx", ".xlsm", ".docx", ".docm", ".xls", ".doc", ".wps", ".et", ".ods", ".odt"})
"""How the names of files end that a unit may mean to hand in, whether or not they can be read."""
_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_PDF = b"%PDF"
_WHAT_WE_READ = "请交 Excel（.xlsx）、Word（.docx）、CSV、JSON 或 YAML 文件"


def read_any(path: Path) -> Raw:
    """A file as plain data with places; every fault of it is in its report, none is raised."""
    try:
        return _reader_of(path)(path)
    except Fault as fault:
        return Raw(str(path), report=fault.report)


def _reader_of(path: Path) -> Callable[[Path], Raw]:
    start = _start_of(path)
    if start == _ZIP:
        return _office_reader(path)
    if start == _OLD_OFFICE:
        message = "这是 97-2003 版或加了密码的 Word、Excel 或 WPS 文件"
        raise _refused(path, "I-FIL-04", message, "请去掉密码，另存为 .xlsx 或 .docx")
    if start == _PDF:
        raise _refused(path, "I-FIL-04", "这是 PDF 文件，里面的内容不能导入", _WHAT_WE_READ)
    if not start:
        raise _refused(path, "I-FIL-03", "文件是空的，大小为 0", "请让对方重新发送")
    suffix = path.suffix.lower()
    reader = _BY_SUFFIX.get(suffix)
    if reader is None and suffix in SUFFIXES:
        message = f"文件的内容与扩展名 {suffix} 不符，可能是改名得来的"
        raise _refused(path, "I-FIL-03", message, "请用 WPS 或 Excel、Word 打开，另存为 .xlsx 或 .docx")
    if reader is None:
        raise _refused(path, "I-FIL-03", "不认得这种文件", _WHAT_WE_READ)
    return reader


def _start_of(path: Path) -> bytes:
    """The first bytes of a file. Raises Fault where there is no file, or it is too large."""
    try:
        if not path.exists():
            raise _refused(path, "I-FIL-01", "找不到这个文件", "请核对文件名")
        if not path.is_file():
            raise _refused(path, "I-FIL-02", "这不是普通文件", "请核对文件名")
        if (size := path.stat().st_size) > MAX_BYTES:
            message = f"文件有 {size // 1024 // 1024} MB，上限为 {MAX_BYTES // 1024 // 1024} MB"
            raise _refused(path, "I-FIL-05", message, "请核对是否选错了文件")
        with path.open("rb") as stream:
            return stream.read(4)
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else "文件名不能用"
        raise _refused(path, "I-FIL-02", f"文件无法打开（{reason}）", "请核对文件名和读取权限") from None


def _office_reader(path: Path) -> Callable[[Path], Raw]:
    """The reader of a file of an office program, by the folder its zip holds."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            folders = {name.partition("/")[0].lower() for name in names}
            is_open_document = "mimetype" in names and "content.xml" in names
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        raise _refused(path, "I-FIL-04", "文件已损坏", "请让对方重新发送") from None
    if "xl" in folders:
        from kit.intake.workbook.reading import read_workbook

        return read_workbook
    if "word" in folders:
        from kit.intake.form.reading import read_form

        return read_form
    if is_open_document:
        hint = "请在 LibreOffice 或 WPS 中打开，选“另存为”，表格存为 .xlsx，文档存为 .docx，再导入"
        raise _refused(path, "I-FIL-03", "这是 OpenDocument 格式（.ods、.odt）的文件，不能直接导入", hint)
    raise _refused(path, "I-FIL-03", "这不是 Excel 或 Word 文件", f"压缩包请先解压；{_WHAT_WE_READ}")


def _refused(path: Path, code: str, message: str, hint: str) -> Fault:
    return Fault(Diagnostic(code, message, place=Place(str(path)), hint=hint))
