"""The .docx file as parts in memory: reads untrusted files within bounds, writes the same bytes for the same parts."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, TypeVar
from urllib.parse import unquote

from lxml import etree

from kit.diagnostics import Diagnostic, Fault, Place
from kit.word.archive import THOROUGH, Deflate, pack, write
from kit.word.names import CT, REL, R
from kit.word.xml import to_bytes

CONTENT_TYPES = "[Content_Types].xml"
ROOT_RELATIONSHIPS = "_rels/.rels"

MAX_MEMBERS = 5_000
MAX_PACKED = 200 * 1024**2
MAX_TOTAL = 200 * 1024**2
MAX_PART = 100 * 1024**2
MAX_RATIO = 200
RATIO_FREE = 1024**2

_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_OLE_SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
_DIRECTORY_SIGNATURE = b"PK\x01\x02"
_STRICT = "http://purl.oclc.org/ooxml/"
_WORD_TYPES = ("wordprocessingml", "vnd.ms-word")

_CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_DCTERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_KIND = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_CORE_BLANK = (
    f'<cp:coreProperties xmlns:cp="{_CP}" xmlns:dc="{_DC}" xmlns:dcterms="{_DCTERMS}" xmlns:xsi="{_XSI}"/>'.encode()
)
_RELS_BLANK = f'<Relationships xmlns="{REL}"/>'.encode()

_Found = TypeVar("_Found")


class Relationship(NamedTuple):
    """One arrow from a part; target is a part name, or an address when external."""

    id: str
    kind: str
    target: str
    external: bool = False


class Package(Mapping[str, bytes]):
    """The parts of a .docx by name (word/document.xml, without a leading slash). Never changes; with_… gives another.

    The empty name stands for the package itself wherever the source of a relationship is asked for.
    """

    def __init__(self, parts: Mapping[str, bytes], trees: Mapping[str, etree._Element] | None = None) -> None:
        self._parts = dict(parts)
        self._trees = dict(trees or {})
        self._relationships: dict[str, tuple[Relationship, ...]] = {}
        self._found: dict[tuple[str, Callable[[etree._Element], Any]], Any] = {}

    @classmethod
    def read(cls, source: Path | bytes, at_most: int | None = None) -> Package:
        """The parts of a Word file.

        at_most  a bound in bytes, packed and unpacked, below the usual one.
        Raises Fault (W-PKG-…) when it is no Word file, is damaged or encrypted, or breaks the bounds above.
        """
        place = Place(file=source.name) if isinstance(source, Path) else Place()
        try:
            package = cls(_unpacked(_packed(source, at_most), at_most))
            package.document_part  # noqa: B018  a package without a main document is no Word file
        except Fault as fault:
            raise Fault(*(diagnostic.at(place) for diagnostic in fault.report)) from fault
        return package

    def __getitem__(self, part: str) -> bytes:
        return self._parts[part]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)

    @property
    def part_names(self) -> tuple[str, ...]:
        """All names in the order in which they are written."""
        first = [name for name in (CONTENT_TYPES, ROOT_RELATIONSHIPS) if name in self._parts]
        return (*first, *sorted(self._parts.keys() - set(first)))

    @property
    def document_part(self) -> str:
        """The name of the main document, found by its relationship."""
        for relation in self.relationships(""):
            if relation.kind.startswith(_STRICT) and relation.kind.endswith("/officeDocument"):
                _refuse("14", "这是“严格 Open XML”格式的文件，本工具不能读取", "请在 Word 中另存为“Word 文档（.docx）”")
        for name in self.related("", "officeDocument"):
            if name in self and any(mark in self.content_type(name) for mark in _WORD_TYPES):
                return name
        _refuse("10", "文件里没有 Word 正文，不是 Word 文档", "请提供 .docx 文件")

    def xml(self, part: str) -> etree._Element:
        """A fresh tree of a part; changing it changes nothing here (see with_xml)."""
        if part not in self:
            _refuse("13", f"Word 文件里缺少部件 {part}", "文件可能已损坏，请用 Word 打开后另存")
        return parse(self[part], part)

    def tree(self, part: str) -> etree._Element:
        """The tree of a part to read only: whoever asks has the same one. See xml."""
        if part not in self._trees:
            self._trees[part] = self.xml(part)
        return self._trees[part]

    def found(self, part: str, look: Callable[[etree._Element], _Found]) -> _Found:
        """What a function finds in the tree of a part. It looks once: neither the tree nor what it found may be changed."""
        if (part, look) not in self._found:
            self._found[part, look] = look(self.tree(part))
        found: _Found = self._found[part, look]
        return found

    def with_xml(self, trees: Mapping[str, etree._Element]) -> Package:
        """The package with these parts written anew. The trees must not be changed any more."""
        written = {part: to_bytes(tree) for part, tree in trees.items()}
        return Package({**self._parts, **written}, {**self._trees, **trees})

    def with_parts(self, parts: Mapping[str, bytes]) -> Package:
        """The package with these parts added or replaced."""
        kept = {part: tree for part, tree in self._trees.items() if part not in parts}
        return Package({**self._parts, **parts}, kept)

    def with_related(self, source: str, part: str, data: bytes, content_type: str, kind: str) -> tuple[Package, str]:
        """The package with a new part, its content type and a relationship from source; and the relationship's id."""
        taken = {relation.id for relation in self.relationships(source)}
        new_id = next(name for n in range(1, len(taken) + 2) if (name := f"rId{n}") not in taken)
        rels_name = relationships_part(source)
        rels = self.xml(rels_name) if rels_name in self else parse(_RELS_BLANK, rels_name)
        target = posixpath.relpath(part, posixpath.dirname(source) or ".")
        etree.SubElement(rels, f"{{{REL}}}Relationship", {"Id": new_id, "Type": kind, "Target": target})
        types = self.xml(CONTENT_TYPES)
        etree.SubElement(types, f"{{{CT}}}Override", {"PartName": f"/{part}", "ContentType": content_type})
        return self.with_xml({rels_name: rels, CONTENT_TYPES: types}).with_parts({part: data}), new_id

    def relationships(self, source: str) -> tuple[Relationship, ...]:
        """All arrows that leave a part, targets resolved."""
        if source not in self._relationships:
            name = relationships_part(source)
            nodes = self.tree(name).iter(f"{{{REL}}}Relationship") if name in self else ()
            self._relationships[source] = tuple(_relationship(node, source) for node in nodes)
        return self._relationships[source]

    def related(self, source: str, type_suffix: str) -> tuple[str, ...]:
        """Names of the parts that source points to with relationships of a type: header, styles, numbering, …"""
        return tuple(
            relation.target
            for relation in self.relationships(source)
            if not relation.external and relation.kind.endswith(f"/{type_suffix}")
        )

    def content_type(self, part: str) -> str:
        """The content type of a part, or an empty string."""
        overrides, defaults = self._content_types
        extension = part.rpartition("/")[2].rpartition(".")[2].lower()  # _rels/.rels has one too
        return overrides.get(f"/{part}".lower(), defaults.get(extension, ""))

    @cached_property
    def _content_types(self) -> tuple[dict[str, str], dict[str, str]]:
        """The types of parts by name, and by extension; of two, the first holds."""
        types = self.tree(CONTENT_TYPES)
        return _types_in(types, "Override", "PartName"), _types_in(types, "Default", "Extension")

    def with_core(
        self,
        *,
        title: str | None = None,
        subject: str | None = None,
        creator: str | None = None,
        last_modified_by: str | None = None,
        description: str | None = None,
        created: datetime | None = None,
        modified: datetime | None = None,
    ) -> Package:
        """The package with these core properties set; None leaves one as it is.

        Times without a zone count as UTC. The part is made when the file has none.
        """
        package, part = self._with_core_part()
        core = package.xml(part)
        words = {
            f"{{{_DC}}}title": title,
            f"{{{_DC}}}subject": subject,
            f"{{{_DC}}}creator": creator,
            f"{{{_DC}}}description": description,
            f"{{{_CP}}}lastModifiedBy": last_modified_by,
        }
        for tag, value in words.items():
            if value is not None:
                _child(core, tag).text = value
        for tag, moment in ((f"{{{_DCTERMS}}}created", created), (f"{{{_DCTERMS}}}modified", modified)):
            if moment is not None:
                node = _child(core, tag)
                node.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
                node.text = _utc(moment)
        return package.with_xml({part: core})

    def _with_core_part(self) -> tuple[Package, str]:
        existing = self.related("", "core-properties")
        if existing:
            return self, existing[0]
        part = "docProps/core.xml"
        return self.with_related("", part, _CORE_BLANK, _CORE_TYPE, _CORE_KIND)[0], part

    def to_bytes(self, deflate: Deflate = THOROUGH) -> bytes:
        """The .docx file: the same bytes for the same parts at any time; see `kit.word.archive` for FAST."""
        return write([(name, pack([self[name]], deflate)) for name in self.part_names])


def parse(data: bytes, part: str) -> etree._Element:
    """The tree of an XML part. No entities, no DTD, no network; comments and processing instructions are left out."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = error.position[0]
        raise Fault(_diagnostic("11", f"部件 {part} 第 {line} 行不是正确的 XML", "请用 Word 打开后另存")) from error
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]
        _refuse("12", f"部件 {part} 含有 DOCTYPE 声明，为安全起见不予读取", "请用 Word 打开后另存")
    return root


def relationships_part(source: str) -> str:
    """The name of the part that holds the relationships of a part."""
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def office(kind: str) -> str:
    """The full type of an office relationship: header, footer, styles, customXml, …"""
    return f"{R}/{kind}"


def _relationship(node: etree._Element, source: str) -> Relationship:
    target = node.get("Target", "")
    external = node.get("TargetMode") == "External"
    if not external:
        path = unquote(target.partition("#")[0])
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), path)).lstrip("/")
    return Relationship(node.get("Id", ""), node.get("Type", ""), target, external)


def _types_in(types: etree._Element, kind: str, key: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in types.iter(f"{{{CT}}}{kind}"):
        found.setdefault(node.get(key, "").lower(), node.get("ContentType", ""))
    return found


def _child(parent: etree._Element, tag: str) -> etree._Element:
    found = parent.find(tag)
    return found if found is not None else etree.SubElement(parent, tag)


def _utc(moment: datetime) -> str:
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return zoned.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _packed(source: Path | bytes, at_most: int | None) -> bytes:
    limit = MAX_PACKED if at_most is None else at_most
    try:
        size = len(source) if isinstance(source, bytes) else source.stat().st_size
        if size > limit:
            _refuse("05", f"文件大小超过 {limit // 1024**2} MB 的上限", "请压缩或删除其中的图片后再试")
        return source if isinstance(source, bytes) else source.read_bytes()
    except OSError as error:
        raise Fault(_diagnostic("01", "文件打不开", "请确认文件存在、有权限读取，并且没有被其他程序占用")) from error


def _unpacked(data: bytes, at_most: int | None) -> dict[str, bytes]:
    if data.startswith(_OLE_SIGNATURE):
        _refuse("02", "这是旧版 .doc 文件，或者是设置了打开密码的文件", "请去掉密码，或在 Word 中另存为 .docx")
    if data.count(_DIRECTORY_SIGNATURE) > MAX_MEMBERS:
        _refuse_too_many()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            _check_members(members, MAX_TOTAL if at_most is None else at_most)
            return {info.filename: _member(archive, info) for info in members}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, UnicodeDecodeError, ValueError) as error:
        raise Fault(_diagnostic("02", "文件不是 .docx，或者已经损坏", "请用 Word 打开后另存为 .docx")) from error


def _check_members(members: list[zipfile.ZipInfo], most: int) -> None:
    if len(members) > MAX_MEMBERS:
        _refuse_too_many()
    seen: set[str] = set()
    for info in members:
        _check_name(info.orig_filename, seen)
        if info.flag_bits & 0x1:
            _refuse("03", "文件已加密", "请去掉密码后再试")
        if info.compress_type not in _METHODS:
            _refuse("15", f"部件 {info.filename} 的压缩方法不是 Word 所用的", "请用 Word 打开后另存")
        if info.file_size > MAX_PART:
            _refuse("05", f"部件 {info.filename} 超过 {MAX_PART // 1024**2} MB 的上限", "请压缩或删除其中的图片后再试")
        if info.file_size > RATIO_FREE and info.file_size >= MAX_RATIO * max(info.compress_size, 1):
            _refuse("06", f"部件 {info.filename} 的压缩比异常，为安全起见不予读取", "请用 Word 打开后另存")
    if sum(info.file_size for info in members) > most:
        _refuse("05", f"文件解压后超过 {most // 1024**2} MB 的上限", "请压缩或删除其中的图片后再试")
    if CONTENT_TYPES not in {info.filename for info in members}:
        _refuse("10", "文件里没有 Word 正文，不是 Word 文档", "请提供 .docx 文件")


def _check_name(name: str, seen: set[str]) -> None:
    """Refuse names that lead out of the package, and two names that Word takes for one."""
    steps = name.split("/")
    if not name.isprintable() or "\\" in name or ":" in steps[0] or {"", ".", ".."} & set(steps):
        _refuse("08", f"文件内部的名称 {name!r} 不安全", "请用 Word 打开后另存")
    alike = unquote(name).lower()
    if {".", ".."} & set(re.split(r"[/\\]", alike)):
        _refuse("08", f"文件内部的名称 {name!r} 不安全", "请用 Word 打开后另存")
    if alike in seen:
        _refuse("07", f"文件内部有两个同名部件 {name}", "请用 Word 打开后另存")
    seen.add(alike)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(info) as stream:
            return stream.read(MAX_PART)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise Fault(_diagnostic("09", f"部件 {info.filename} 已损坏", "请用 Word 打开后另存")) from error


def _refuse_too_many() -> NoReturn:
    _refuse("04", f"文件内部的部件超过 {MAX_MEMBERS} 个", "请用 Word 打开后另存")


def _diagnostic(number: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(f"W-PKG-{number}", message, hint=hint)


def _refuse(number: str, message: str, hint: str) -> NoReturn:
    raise Fault(_diagnostic(number, message, hint))
