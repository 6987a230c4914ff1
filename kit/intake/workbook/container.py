"""The .xlsx as a zip from a stranger: only what is needed is unpacked, and never more than the bounds below.

Pictures, links to other files, connections, comments: their parts are not even opened. What makes a file another file
for another program (macros, two parts of one name, names that lead out, encodings in disguise) refuses it.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn
from urllib.parse import unquote

from lxml import etree

from kit import patterns
from kit.diagnostics import Diagnostic, Fault, Place, reason_of

MAX_PACKED = 20 * 1024**2
MAX_PART = 24 * 1024**2
MAX_READ = 40 * 1024**2  # of all parts that are read
MAX_TAGS = 900_000  # elements, counted by their opening and closing; 500 units with all their lists have 300 000
MAX_ATTRIBUTES = 800_000
MAX_MEMBERS = 2_000
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT_TYPES = "[Content_Types].xml"
_OLD = bytes.fromhex("d0cf11e0a1b11ae1")
_DIRECTORY = b"PK\x01\x02"
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCODING = patterns.compiled(rb"""(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?\bencoding\s*=\s*["']([^"']*)""")
_DECLARATION = patterns.compiled(rb"<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)", re.IGNORECASE)
_PROGRAM = patterns.compiled(r"vba(?:project|data)|activex|(?:^|/)macrosheets/|\.(?:exe|dll|js|vbs|hta|scr|lnk)$", re.I)
_RESAVE = "请用 WPS 或 Excel 打开，另存为 .xlsx 后再试"


def refuse(code: str, message: str, hint: str = _RESAVE) -> NoReturn:
    """End the reading of the file with one fault."""
    raise Fault(Diagnostic(code, message, place=Place(), hint=hint))


class Container:
    """The parts of a workbook, unpacked one by one when they are asked for."""

    def __init__(self, data: bytes) -> None:
        self._left, self._tags, self._attributes = MAX_READ, MAX_TAGS, MAX_ATTRIBUTES
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            self._members = _checked(self._archive.infolist())
        except (zipfile.BadZipFile, zipfile.LargeZipFile, UnicodeDecodeError, ValueError, OverflowError) as error:
            raise Fault(Diagnostic("X-FIL-03", "文件不是 .xlsx 工作簿，或者已经损坏", hint=_RESAVE)) from error
        self.book = self._book()

    @classmethod
    def open(cls, path: Path) -> Container:
        """The container of a file. Raises Fault, without its place, when it is no workbook that may be read."""
        return cls(_bytes_of(path))

    def __contains__(self, part: str) -> bool:
        return part in self._members

    def part(self, name: str) -> bytes:
        """A part, unpacked; the bounds hold for all parts together."""
        info = self._members.get(name)
        if info is None:
            refuse("X-PKG-07", f"工作簿里缺少部件 {name}")
        limit = min(MAX_PART, self._left)
        if info.file_size > limit:
            refuse("X-PKG-02", f"工作簿的内容过多（{name}）", "请删去不用的工作表、行和列后再试")
        try:
            with self._archive.open(info) as stream:
                data = stream.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError) as error:
            raise Fault(Diagnostic("X-PKG-06", f"部件 {name} 已损坏", hint=_RESAVE)) from error
        if len(data) > limit:
            refuse("X-PKG-02", f"工作簿的内容过多（{name}）", "请删去不用的工作表、行和列后再试")
        self._left -= len(data)
        self._tags -= data.count(b"<")
        self._attributes -= data.count(b"=")
        if self._tags < 0 or self._attributes < 0:
            refuse("X-PKG-02", f"工作簿的单元格过多（{name}）", "请删去不用的工作表、行和列后再试")
        _refuse_disguise(name, data)
        return data

    def relations(self, source: str) -> dict[str, tuple[str, str]]:
        """What leaves a part inside the file, by id: the last word of its type and the part it leads to."""
        folder, name = posixpath.split(source)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        found: dict[str, tuple[str, str]] = {}
        if rels not in self:
            return found
        for attributes in elements(self.part(rels), rels, f"{{{_RELATIONS}}}Relationship"):
            if attributes.get("TargetMode") == "External":
                continue
            target = unquote(attributes.get("Target", ""))
            whole = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = attributes.get("Type", "")
            if kind.startswith("http://purl.oclc.org/ooxml/"):
                refuse("X-FIL-06", "这是“严格 Open XML”格式的工作簿", "请在 Excel 中另存为“Excel 工作簿（.xlsx）”")
            found[attributes.get("Id", "")] = (kind.rpartition("/")[2], whole)
        return found

    def _book(self) -> str:
        """The part of the workbook itself; macros and other formats are refused on the way."""
        if _CONTENT_TYPES not in self:
            self._refuse_other_format()
        types = elements(self.part(_CONTENT_TYPES), _CONTENT_TYPES, f"{{{_TYPES}}}Override", f"{{{_TYPES}}}Default")
        kinds = [attributes.get("ContentType", "").lower() for attributes in types]
        if any("macroenabled" in kind or "vbaproject" in kind for kind in kinds) or any(
            _PROGRAM.search(name) for name in self._members
        ):
            hint = "请在 WPS 或 Excel 中另存为“Excel 工作簿（.xlsx）”，不带宏"
            refuse("X-FIL-05", "工作簿含有宏或控件（.xlsm），为安全起见不予读取", hint)
        if any("sheet.binary" in kind for kind in kinds):
            refuse("X-FIL-06", "这是二进制工作簿（.xlsb）")
        books = [part for kind, part in self.relations("").values() if kind == "officeDocument"]
        if len(books) != 1 or books[0] not in self or not any("spreadsheetml" in kind for kind in kinds):
            self._refuse_other_format()
        return books[0]

    def _refuse_other_format(self) -> NoReturn:
        if "mimetype" in self:
            refuse("X-FIL-06", "这是 .ods 表格")
        what = "这是 Word 文件，不是工作簿" if "word/document.xml" in self else "文件里没有工作簿"
        refuse("X-FIL-03", what, "请提供 .xlsx 文件")


def relation_id(attributes: dict[str, str]) -> str:
    """The relationship that an element names."""
    return attributes.get(f"{{{_R}}}id", "")


def elements(data: bytes, part: str, *tags: str) -> Iterator[dict[str, str]]:
    """The attributes of every element with one of these names, in order."""
    target = _Attributes(frozenset(tags))
    feed(data, part, target)
    return iter(target.found)


class _Attributes:
    def __init__(self, tags: frozenset[str]) -> None:
        self.found: list[dict[str, str]] = []
        self._tags = tags

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in self._tags:
            self.found.append(dict(attributes))

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...

    def close(self) -> None: ...


_STEP = 1 << 16


def feed(data: bytes, part: str, target: object) -> None:
    """Tell a target what is in a part, piece by piece: no tree is built. No entities, no network, no huge nodes.

    A target that raises Fault ends the reading.
    """
    parser = etree.XMLParser(
        target=target,  # type: ignore[arg-type]
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for start in range(0, len(data), _STEP):
            parser.feed(data[start : start + _STEP])
        parser.close()
    except etree.XMLSyntaxError as error:
        raise Fault(Diagnostic("X-PKG-06", f"部件 {part} 不是正确的 XML", hint=_RESAVE)) from error


def _bytes_of(path: Path) -> bytes:
    try:
        if not path.is_file():
            what = "这是文件夹，不是工作簿" if path.is_dir() else "找不到文件"
            refuse("X-FIL-01", what, "请核对文件名")
        if path.stat().st_size > MAX_PACKED:
            refuse("X-PKG-01", f"文件超过 {MAX_PACKED // 1024**2} MB 的上限", "请删去其中的图片和不用的工作表")
        with path.open("rb") as stream:
            data = stream.read(MAX_PACKED)
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else "文件名不能用"
        raise Fault(
            Diagnostic("X-FIL-01", f"文件打不开（{reason}）", hint="文件可能正在 WPS 或 Excel 中打开")
        ) from None
    if data.startswith(_OLD):
        refuse("X-FIL-04", "这是旧版工作簿（.xls、.et），或者是设置了打开密码的文件", "请去掉密码，另存为 .xlsx 后再试")
    if data.count(_DIRECTORY) > MAX_MEMBERS:
        refuse("X-PKG-03", f"文件内部的部件超过 {MAX_MEMBERS} 个")
    return data


def _checked(members: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    found: dict[str, zipfile.ZipInfo] = {}
    seen: set[str] = set()
    for info in members:
        if info.is_dir():
            continue
        name = info.orig_filename
        steps = re.split(r"[/\\]", unquote(name))
        if not name.isprintable() or "\\" in name or ":" in steps[0] or {"", ".", ".."} & set(steps):
            refuse("X-PKG-04", f"文件内部的名称 {name[:60]!r} 不安全")
        alike = unquote(name).lower()
        if alike in seen:
            refuse("X-PKG-05", f"文件内部有两个同名部件 {name[:60]}")
        seen.add(alike)
        if info.flag_bits & 0x1:
            refuse("X-FIL-04", "文件已加密", "请去掉密码后再试")
        if info.compress_type not in _METHODS:
            refuse("X-PKG-06", f"部件 {name[:60]} 的压缩方法不是工作簿所用的")
        found[info.filename] = info
    return found


def _refuse_disguise(name: str, data: bytes) -> None:
    """XML in an encoding that not every program reads alike, or with declarations of its own."""
    encoding = _ENCODING.match(data[:400])
    named = encoding[1].decode("latin-1").lower() if encoding else "utf-8"
    if named not in {"utf-8", "utf8", "us-ascii", "ascii"} or b"\0" in data:
        refuse("X-PKG-08", f"部件 {name} 的编码不是 UTF-8，为安全起见不予读取")
    if _DECLARATION.search(data):
        refuse("X-PKG-08", f"部件 {name} 含有 DOCTYPE 声明，为安全起见不予读取")
