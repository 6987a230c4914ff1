"""A workbook as bytes: the same for the same contents."""

from __future__ import annotations

import io
import zipfile

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from kit import patterns
from kit.word.archive import pack, write

_CORE, _TYPES = "docProps/core.xml", "[Content_Types].xml"
_TIME = patterns.compiled(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_EPOCH = rb"\g<1>2000-01-01T00:00:00Z\g<2>"  # no clock is read


def saved(workbook: Workbook) -> bytes:
    """The .xlsx with fixed times and its parts in a fixed order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        ExcelWriter(workbook, archive).write_data()
    with zipfile.ZipFile(buffer) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    parts[_CORE] = _TIME.sub(_EPOCH, parts[_CORE])
    names = [_TYPES, *(name for name in parts if name != _TYPES)]
    return write([(name, pack([parts[name]])) for name in names])
