"""Workbooks that a malicious or broken program could hand in: name → its bytes, and the codes that may be told; none:
what is harmful in it is left where it is, and the rest is read."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Callable

from tests.hostile.noise import noise
from tests.intake.workbook import making

_SHEET = "xl/worksheets/sheet3.xml"  # 投入 of the form
_BOOK, _BOOK_RELS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_TYPES, _STRINGS = "[Content_Types].xml", "xl/sharedStrings.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

CASES: dict[str, tuple[Callable[[], bytes], frozenset[str]]] = {}


def _add(name: str, codes: str, build: Callable[[], bytes]) -> None:
    assert name not in CASES, name
    CASES[name] = build, frozenset(codes.split())


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def _zip(members: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", method) as archive:
        warnings.simplefilter("ignore", UserWarning)  # duplicate names are what some cases are about
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def _with(parts: dict[str, bytes], *more: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The form with parts replaced, and more members behind them."""
    whole = {**parts_of(making.form()), **parts}
    return _zip([*whole.items(), *more], method)


def _replaced(part: str, old: str, new: str) -> bytes:
    data = parts_of(making.form())[part]
    assert old.encode() in data, old
    return _with({part: data.replace(old.encode(), new.encode(), 1)})


def _sheet(rows: str, head: str = "") -> bytes:
    """The form whose sheet of contributions is exactly this."""
    return _with({_SHEET: f'{head}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()})


def _inline(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


_HEADINGS = "<row>" + "".join(map(_inline, ("形式", "内容", "金额（万元）", "到位日期"))) + "</row>"
_ITEM = "<row>" + _inline("货币资金") + _inline("经费") + "<c><v>5</v></c></row>"


def _related(kind: str, target: str, part: str = "", data: bytes = b"", mode: str = "") -> bytes:
    rels = parts_of(making.form())[_BOOK_RELS].decode()
    entry = f'<Relationship Id="rIdX" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'
    changed = rels.replace("</Relationships>", f"{entry}</Relationships>").encode()
    return _with({_BOOK_RELS: changed, **({part: data} if part else {})})


def _strings(text: str) -> bytes:
    return _related("sharedStrings", "sharedStrings.xml", _STRINGS, text.encode())


def _typed(old: str, new: str, *more: tuple[str, bytes]) -> bytes:
    types = parts_of(making.form())[_TYPES].decode()
    assert old in types
    return _with({_TYPES: types.replace(old, new).encode()}, *more)


_PLAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

# --- the zip ------------------------------------------------------------------------------
_add("zip-bomb", "X-PKG-02", lambda: _strings("<sst>" + " " * 200 * 1024**2))
_add("zip-bomb-in-sheet", "X-PKG-02", lambda: _sheet(_HEADINGS + " " * 60 * 1024**2))
_add("zip-bomb-beside", "", lambda: _with({}, ("xl/media/image1.png", bytes(150 * 1024**2))))
_add("zip-large", "X-PKG-01", lambda: _zip([("a.bin", noise(24_000_000).encode())], zipfile.ZIP_STORED))
_add("zip-many-members", "X-PKG-03", lambda: _with({}, *((f"xl/{n}.xml", b"<a/>") for n in range(3_000))))
_add("zip-duplicate-part", "X-PKG-05", lambda: _with({}, (_SHEET, b"<worksheet/>")))
_add("zip-case-collision", "X-PKG-05", lambda: _with({}, (_SHEET.upper(), b"<worksheet/>")))
_add("zip-percent-collision", "X-PKG-05", lambda: _with({}, ("xl/%77orkbook.xml", b"<worksheet/>")))
_add("zip-traversal", "X-PKG-04", lambda: _with({}, ("../../etc/cron.d/x", b"x")))
_add("zip-percent-traversal", "X-PKG-04", lambda: _with({}, ("xl/%2e%2e/%2e%2e/x.xml", b"x")))
_add("zip-absolute", "X-PKG-04", lambda: _with({}, ("/etc/passwd", b"x")))
_add("zip-drive", "X-PKG-04", lambda: _with({}, ("C:/x.xml", b"x")))
_add("zip-truncated", "X-FIL-03", lambda: making.form()[:-400])
_add("zip-head-only", "X-FIL-03", lambda: b"PK\x03\x04" + bytes(400))
_add("zip-lzma", "X-PKG-06", lambda: _with({}, method=zipfile.ZIP_LZMA))
_add("zip-of-nothing", "X-FIL-03", lambda: _zip([]))
_add("zip-in-zip", "", lambda: _with({}, ("xl/media/inner.zip", making.form())))


def _flagged(flag: int) -> bytes:
    data = bytearray(making.form())
    data[data.index(b"PK\x01\x02") + 8] |= flag
    return bytes(data)


def _lying(offset: int, value: int) -> bytes:
    """A member about which the directory lies."""
    data = bytearray(_with({_SHEET: parts_of(making.form())[_SHEET]}))
    at = data.rindex(_SHEET.encode()) - 46
    struct.pack_into("<I", data, at + offset, value)
    return bytes(data)


_add("zip-encrypted", "X-FIL-04", lambda: _flagged(1))
_add("zip-lying-size", "X-PKG-06", lambda: _lying(24, 10))
_add("zip-wrong-checksum", "X-PKG-06", lambda: _lying(16, 0))

# --- other formats ------------------------------------------------------------------------
_add("old-xls", "X-FIL-04", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4_000))
_add("html-as-xls", "X-FIL-03", lambda: b"<html><table><tr><td>1</td></tr></table></html>")
_add("csv-as-xlsx", "X-FIL-03", lambda: "名称,简称\n=cmd|'/c calc'!A0,甲".encode())
_add("macro-type", "X-FIL-05", lambda: _typed(_PLAIN, "application/vnd.ms-excel.sheet.macroEnabled.main+xml"))
_add("macro-project", "X-FIL-05", lambda: _with({}, ("xl/vbaProject.bin", b"\xd0\xcf")))
_add("macro-sheet", "X-FIL-05", lambda: _with({}, ("xl/macrosheets/sheet1.xml", b"<macrosheet/>")))
_add("activex", "X-FIL-05", lambda: _with({}, ("xl/activeX/activeX1.xml", b"<ocx/>")))
_add("binary-workbook", "X-FIL-06", lambda: _typed(_PLAIN, "application/vnd.ms-excel.sheet.binary.macro"))
_add("open-document", "X-FIL-06", lambda: _zip([("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")]))
_add("word-file", "X-FIL-03", lambda: _zip([(_TYPES, b"<Types/>"), ("word/document.xml", b"<a/>")]))
_add("no-workbook", "X-FIL-03", lambda: _typed("spreadsheetml", "something"))
_add("missing-sheet", "X-PKG-07", lambda: _replaced(_BOOK_RELS, "sheet3.xml", "sheet99.xml"))
_add("sheet-outside", "X-PKG-07", lambda: _replaced(_BOOK_RELS, "/xl/worksheets/sheet3.xml", "../../../etc/passwd"))

# --- XML ----------------------------------------------------------------------------------
_LOL = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
_XXE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_add("entity-bomb", "X-PKG-08", lambda: _sheet(f"<row>{_inline('&c;')}</row>", _LOL))
_add("external-entity", "X-PKG-08", lambda: _sheet(f"<row>{_inline('&x;')}</row>", _XXE))
_add("entity-in-relations", "X-PKG-08", lambda: _replaced(_BOOK_RELS, "<Relationships", f"{_XXE}<Relationships"))
_add("entity-in-types", "X-PKG-08", lambda: _replaced(_TYPES, "<Types", f"{_XXE}<Types"))
_add("entity-undeclared", "X-PKG-06", lambda: _sheet(f"<row>{_inline('&nothing;')}</row>"))
_add("utf-16", "X-PKG-08", lambda: _with({_SHEET: '<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16")}))
_add("utf-7", "X-PKG-08", lambda: _sheet(_HEADINGS, '<?xml version="1.0" encoding="utf-7"?>'))
_add("deep-nesting", "", lambda: _sheet("<a>" * 20_000 + "</a>" * 20_000))
_add("deep-nesting-in-strings", "", lambda: _strings("<a>" * 100_000 + "</a>" * 100_000))
_add("not-closed", "X-PKG-06", lambda: _sheet("<row><c>"))
_add("long-name", "X-PKG-06", lambda: _sheet(f"<{'a' * 20_000_000}/>"))
_add("many-attributes", "X-PKG-06", lambda: _attributes(750_000))
_add("too-many-attributes", "X-PKG-02", lambda: _attributes(2_000_000))


def _attributes(count: int) -> bytes:
    return _sheet("<row " + " ".join(f'a{n}=""' for n in range(count)) + "/><")


# --- too much -----------------------------------------------------------------------------
_add("million-empty-rows", "X-PKG-02", lambda: _sheet(_HEADINGS + "<row/>" * 1_000_000))
_add("million-rows", "X-PKG-02", lambda: _sheet(_HEADINGS + "<row><c><v>1</v></c></row>" * 300_000))
_add("rows-of-items", "X-PKG-02", lambda: _sheet(_HEADINGS + _ITEM * 20_000))
_add(
    "wide-row",
    "D-VAL-02 D-VAL-06",
    lambda: _sheet(_HEADINGS + _ITEM + "<row>" + "<c><v>1</v></c>" * 100_000 + "</row>"),
)
_add("far-away-cell", "", lambda: _sheet(_HEADINGS + _ITEM + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))
_add("many-sheets", "X-PKG-02", lambda: _replaced(_BOOK, "<sheets>", "<sheets>" + '<sheet sheetId="9" name="a"/>' * 90))
_add("many-merges", "", lambda: _merged(100_000))
_add("many-arrays", "X-PKG-02", lambda: _sheet(_HEADINGS + '<row><c><f t="array" ref="A1:B9">1</f></c></row>' * 9_000))
_add(
    "huge-string",
    "X-PKG-02",
    lambda: _strings(f'<sst xmlns="{_MAIN}"><si><t>{"长" * 12_000_000}</t></si></sst>'),
)
_add(
    "many-strings",
    "X-PKG-02",
    lambda: _strings(f'<sst xmlns="{_MAIN}">{"<si><t>a</t></si>" * 400_000}</sst>'),
)
_add("long-cell", "X-CEL-05", lambda: _sheet(_HEADINGS + f"<row>{_inline('人员')}{_inline('x' * 90_000)}</row>"))


def _merged(count: int) -> bytes:
    merges = "".join(f'<mergeCell ref="A{n}:A{n + 9}"/>' for n in range(2, count))
    rows = f"<sheetData>{_HEADINGS}{_ITEM}</sheetData><mergeCells>{merges}</mergeCells>"
    return _with({_SHEET: f'<worksheet xmlns="{_MAIN}">{rows}</worksheet>'.encode()})


# --- cells that act, and references that lead nowhere -------------------------------------
def _cell(cell: str) -> bytes:
    return _sheet(f"{_HEADINGS}<row>{_inline('人员')}{cell}</row>")


_add("formula", "X-CEL-01", lambda: _cell("<c><f>1+1</f><v>2</v></c>"))
_add("formula-text", "X-CEL-01", lambda: _cell('<c t="str"><f>WEBSERVICE("http://x/")</f><v>好</v></c>'))
_add("dde", "X-CEL-01", lambda: _cell("<c><f>cmd|'/c calc'!A0</f><v>1</v></c>"))
_add("shared-formula", "X-CEL-01", lambda: _cell('<c><f t="shared" si="0"/><v>2</v></c>'))
_add(
    "array-formula",
    "X-CEL-01",
    lambda: _cell('<c r="B2"><f t="array" ref="A2:C2">A1</f><v>2</v></c><c r="C2"><v>3</v></c>'),
)
_add("string-out-of-range", "", lambda: _cell('<c t="s"><v>999999999</v></c><c><v>5</v></c>'))
_add("string-negative", "", lambda: _cell('<c t="s"><v>-1</v></c><c><v>5</v></c>'))
_add("style-out-of-range", "", lambda: _cell('<c s="99999999"><v>5</v></c>'))
_add("number-infinite", "X-CEL-06", lambda: _cell("<c><v>1e99999</v></c>"))
_add("number-endless", "X-CEL-02 X-CEL-06", lambda: _cell(f"<c><v>{'9' * 100_000}</v></c>"))
_add("number-huge", "X-CEL-02", lambda: _cell("<c><v>1e308</v></c>"))
_add("number-no-number", "X-CEL-06", lambda: _cell("<c><v>٣x</v></c>"))
_add("half-a-character", "", lambda: _cell(_inline("甲_xD800_乙") + "<c><v>5</v></c>"))
_add("same-cell-twice", "X-PKG-06", lambda: _cell('<c r="C2"><v>5</v></c><c r="C2"><v>6</v></c>'))
_add("external-link", "", lambda: _related("externalLink", "externalLinks/externalLink1.xml"))
_add("external-target", "", lambda: _related("image", "http://169.254.169.254/", mode=' TargetMode="External"'))
_add(
    "dde-link", "", lambda: _related("externalLink", "l.xml", "xl/l.xml", b'<externalLink><ddeLink ddeService="cmd"/>')
)
_add("connection", "", lambda: _related("connections", "connections.xml", "xl/connections.xml", b"<x/>"))
_add("picture", "", lambda: _related("image", "media/i.png", "xl/media/i.png", b"\x89PNG" + bytes(100)))
