"""What a Word file from elsewhere may not contain: programs, addresses it fetches by itself, and disguises.

Package.read keeps the zip within bounds; this looks at what is in it. A file is judged by what an office program would
do with it: run something, fetch something without being asked, or read it differently from the kit.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from kit import patterns
from kit.diagnostics import Diagnostic
from kit.word.names import CT, REL, W
from kit.word.package import CONTENT_TYPES, Package, relationships_part
from kit.word.references import Field, fields

MAX_XML = 20 * 1024**2  # bytes of all XML together; a contract of 100 pages has one MB
MAX_TAGS = 400_000  # elements, counted by their opening and closing
MAX_ATTRIBUTES = 1_000_000

_RESAVE = "请用 Word 打开后另存"
_XML_NAMES = (".xml", ".rels", ".svg", ".vml")
_XML_START = patterns.compiled(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|[A-Za-z_!])")
_ENCODING = patterns.compiled(rb"""(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?\bencoding\s*=\s*["']([^"']*)""")
_DECLARATION = patterns.compiled(rb"<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)", re.IGNORECASE)
_NAMESPACE = patterns.compiled(rb"""xmlns(?::([^\s="'<>/]+))?\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
_LINKED = patterns.compiled(rb"""(?<![\w.-])((?:[\w.-]+:)?(?:src|href))\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
_MAIL_MERGE = patterns.compiled(rb"<(?:[\w.-]+:)?mailMerge[\s/>]")
_SCHEME = patterns.compiled(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
_WAYS_OUT = patterns.compiled(r"[\\\x00-\x1f]|%(?:2e|2f|5c|00)", re.IGNORECASE)
_SIGNATURES = (bytes.fromhex("d0cf11e0a1b11ae1"), b"MZ")

_SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_PROGRAM_KINDS = (
    "vbaproject wordvbadata oleobject control activexcontrolbinary ctrlprop attachedtoolbars keymapcustomizations "
    "extensibility webextension webextensiontaskpanes"
)
_PROGRAMS = frozenset(_PROGRAM_KINDS.split())
_PIECES = frozenset({"afchunk", "subdocument", "frame"})
_PROGRAM_TYPES = patterns.compiled(
    "macroenabled|vbaproject|vbadata|activex|oleobject|attachedtoolbars|webextension", re.I
)
_PROGRAM_NAMES = patterns.compiled(
    r"vba(?:project|data)|activex|(?:^|/)embeddings/(?!.*\.xlsx$)|\.(?:exe|dll|js|vbs|hta|scr|lnk)$", re.I
)
_FIELD_KINDS = (
    "REF PAGEREF NOTEREF TOC TC TOA TA XE INDEX PAGE NUMPAGES SECTION SECTIONPAGES SEQ STYLEREF HYPERLINK DATE "
    "TIME CREATEDATE SAVEDATE PRINTDATE EDITTIME AUTHOR TITLE SUBJECT KEYWORDS COMMENTS LASTSAVEDBY FILENAME "
    "FILESIZE NUMCHARS NUMWORDS REVNUM TEMPLATE INFO DOCPROPERTY DOCVARIABLE USERNAME USERINITIALS USERADDRESS "
    "FORMTEXT FORMCHECKBOX FORMDROPDOWN IF COMPARE SET QUOTE SYMBOL EQ ADVANCE LISTNUM AUTONUM AUTONUMLGL "
    "AUTONUMOUT AUTOTEXT AUTOTEXTLIST MERGEFIELD MERGEREC MERGESEQ NEXT NEXTIF SKIPIF FILLIN ASK GREETINGLINE "
    "ADDRESSBLOCK BIBLIOGRAPHY CITATION BIDIOUTLINE BARCODE DISPLAYBARCODE MERGEBARCODE GOTOBUTTON ADDIN SHAPE"
)
_FIELDS = frozenset(_FIELD_KINDS.split())


def unsafe(package: Package) -> list[Diagnostic]:
    """Why a file should not be used, the gravest reasons only; empty when nothing speaks against it.

    W-SAF-01 disguised or declared XML, -02 too much of it, -03 programs, -04 fetched from outside, -05 links that lead
    into a computer, -06 fields that fetch or run, -07 targets outside the file, -08 embedded files, -09 names that hide
    text; W-REL-02, -03, -04 for parts without a type, parts that are missing and things named twice.
    """
    for look in (
        _disguised,
        _too_much,
        _programs,
        _types,
        _relations,
        _main_documents,
        _hidden,
        _linked,
        _fields_that_act,
    ):
        found = {diagnostic.code: diagnostic for diagnostic in reversed(list(look(package)))}
        if found:
            return list(found.values())[::-1]
    return []


def _xml_parts(package: Package) -> Iterator[tuple[str, bytes]]:
    for part in package.part_names:
        if part.lower().endswith(_XML_NAMES) or _XML_START.match(package[part][:200]):
            yield part, package[part]


def _fault(number: str, message: str, hint: str = _RESAVE) -> Diagnostic:
    return Diagnostic(f"W-SAF-{number}", message, hint=hint)


def _disguised(package: Package) -> Iterator[Diagnostic]:
    """XML in an encoding that not every program reads alike, or with declarations of its own."""
    for part, data in _xml_parts(package):
        encoding = _ENCODING.match(data[:400])
        named = encoding[1].decode("latin-1").lower() if encoding else "utf-8"
        if named not in {"utf-8", "utf8", "us-ascii", "ascii"} or b"\0" in data or not _is_utf8(data):
            yield _fault("01", f"部件 {part} 的编码不是 UTF-8，为安全起见不予读取")
        elif _DECLARATION.search(data):
            yield _fault("01", f"部件 {part} 含有 DOCTYPE 声明，为安全起见不予读取")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True


def _too_much(package: Package) -> Iterator[Diagnostic]:
    """So much XML that reading it would take all memory."""
    parts = [data for _part, data in _xml_parts(package)]
    for total, limit, words in (
        (sum(map(len, parts)), MAX_XML, "字节"),
        (sum(data.count(b"<") for data in parts), MAX_TAGS, "个标记"),
        (sum(data.count(b"=") for data in parts), MAX_ATTRIBUTES, "个属性"),
    ):
        if total > limit:
            yield _fault("02", f"文件里的 XML 超过 {limit} {words}的上限", "请删去不用的内容，或分成几份")


def _programs(package: Package) -> Iterator[Diagnostic]:
    """Macros, controls, embedded objects, programs in disguise."""
    hint = "请在 Word 中另存为“Word 文档（.docx）”，并删去宏、控件和嵌入的对象"
    for part in package.part_names:
        if _PROGRAM_NAMES.search(part) or package[part].startswith(_SIGNATURES):
            yield _fault("03", f"文件含有宏、控件或嵌入的对象（{part}），为安全起见不予使用", hint)
    for node in package.tree(CONTENT_TYPES):
        if _PROGRAM_TYPES.search(node.get("ContentType", "")):
            yield _fault("03", "文件含有宏或控件（.docm），为安全起见不予使用", hint)


def _types(package: Package) -> Iterator[Diagnostic]:
    """Every part has a content type, and one only."""
    overrides: list[str] = []
    defaults: list[str] = []
    for node in package.tree(CONTENT_TYPES):
        if node.tag == f"{{{CT}}}Override":
            overrides.append(node.get("PartName", "").lower())
        elif node.tag == f"{{{CT}}}Default":
            defaults.append(node.get("Extension", "").lower())
    for name in [name for name, times in Counter(overrides + defaults).items() if times > 1]:
        yield Diagnostic("W-REL-04", f"内容类型 {name} 重复", hint=_RESAVE)
    known, extensions = set(overrides), set(defaults)
    for part in package.part_names:
        extension = part.rpartition("/")[2].rpartition(".")[2].lower()
        if part != CONTENT_TYPES and f"/{part}".lower() not in known and extension not in extensions:
            yield Diagnostic("W-REL-02", f"部件 {part} 没有内容类型", hint=_RESAVE)


def _relations(package: Package) -> Iterator[Diagnostic]:
    """Where the arrows between parts lead."""
    for name in package.part_names:
        if not name.lower().endswith(".rels"):
            continue
        nodes = list(package.tree(name).iter(f"{{{REL}}}Relationship"))
        for number, times in Counter(node.get("Id") for node in nodes).items():
            if times > 1:
                yield Diagnostic("W-REL-04", f"{name} 中的关系 {number} 重复", hint=_RESAVE)
        for node in nodes:
            yield from _relation(node, name)


def _relation(node: etree._Element, name: str) -> Iterator[Diagnostic]:
    kind = node.get("Type", "").rpartition("/")[2].lower()
    target = node.get("Target", "")
    mode = node.get("TargetMode", "Internal")
    if kind in _PROGRAMS:
        yield _fault("03", f"文件含有宏、控件或嵌入的对象（{kind}），为安全起见不予使用", "请在 Word 中删去它们后另存")
    elif kind in _PIECES or (kind == "package" and "chart" not in name.lower()):
        yield _fault("08", f"文件里嵌入或链接了另一份文件（{unquote(target)[:60]}）", "请把它的内容粘贴进来")
    elif mode == "External" and kind == "hyperlink":
        yield from _link(target)
    elif mode == "External":
        what = "附加了外部模板" if kind == "attachedtemplate" else "链接了外部内容"
        hint = "请在 Word 的“开发工具－文档模板”中改为 Normal" if kind == "attachedtemplate" else "请改为嵌入，或删去它"
        yield _fault("04", f"文件{what}（{unquote(target)[:60]}），打开时会自动读取", hint)
    elif mode != "Internal" or _leads_out(target, name):
        yield _fault("07", f"部件的关系指向文件之外（{unquote(target)[:60]}）")


def _link(target: str) -> Iterator[Diagnostic]:
    """A link is followed only by a click, but not into a computer or to a program."""
    scheme = _SCHEME.match(unquote(target))
    read = unquote(target).lstrip()
    if (
        (scheme and scheme[1].lower() not in _SAFE_SCHEMES)
        or read.startswith(("\\", "//", "/"))
        or ".." in read.split("/")
    ):
        yield _fault("05", f"超链接指向本机、局域网或程序（{read[:60]}）", "请改为 http 或 https 网址，或删去这个链接")


def _leads_out(target: str, name: str) -> bool:
    if _WAYS_OUT.search(target) or _SCHEME.match(target) or target.startswith("//"):
        return True
    if target.startswith("/"):
        return ".." in target.split("/")
    folder = posixpath.dirname(posixpath.dirname(name))
    return posixpath.normpath(posixpath.join(folder, target)).startswith("..")


def _main_documents(package: Package) -> Iterator[Diagnostic]:
    """One main document, and the parts that it shows are there."""
    if len([1 for relation in package.relationships("") if relation.kind.endswith("/officeDocument")]) > 1:
        yield _fault("09", "文件里有两份正文，不同的程序会打开不同的一份")
    document = package.document_part
    for kind in ("header", "footer", "footnotes", "endnotes", "comments", "styles", "numbering", "settings"):
        for part in package.related(document, kind):
            if part not in package:
                message = f"缺少部件 {part}（{relationships_part(document)} 指向它）"
                yield Diagnostic("W-REL-03", message, hint=_RESAVE)


def _hidden(package: Package) -> Iterator[Diagnostic]:
    """Text under another name than w:t would be read by Word and not by the kit."""
    for part, data in _xml_parts(package):
        if W.encode() not in data and b"xmlns:w=" not in data:
            continue
        for prefix, quoted, apostrophed in _NAMESPACE.findall(data):
            address = quoted or apostrophed
            if b"&" in address or (prefix == b"w") != (address == W.encode()):
                yield _fault("09", f"部件 {part} 的命名空间写法特殊，不同的程序读法不一")


def _linked(package: Package) -> Iterator[Diagnostic]:
    """Pictures of the old drawing language can be fetched by their address, without a relationship; so can letters' data."""
    for part, data in _xml_parts(package):
        if part.lower().endswith(".rels"):
            continue
        if _MAIL_MERGE.search(data):
            yield _fault("04", "文件连接了邮件合并的数据源", "请在 Word 的“邮件”中改为“普通 Word 文档”")
        for name, quoted, apostrophed in _LINKED.findall(data):
            address = unquote((quoted or apostrophed).decode("utf-8", "replace")).strip()
            scheme = _SCHEME.match(address)
            outside = scheme is not None or address.startswith(("\\", "//"))
            clicked = name == b"href" and scheme is not None and scheme[1].lower() in _SAFE_SCHEMES
            if outside and not clicked and (W.encode() in data or part.lower().endswith((".svg", ".vml"))):
                yield _fault("04", f"文件链接了外部内容（{address[:60]}），打开时会自动读取", "请改为嵌入，或删去它")


def _fields_that_act(package: Package) -> Iterator[Diagnostic]:
    """Fields that read files, start programs or are made to look like others."""
    for part, data in _xml_parts(package):
        if b"instrText" in data or b"fldSimple" in data:
            for field in fields(package.tree(part)):
                yield from _field(field)


def _field(field: Field) -> Iterator[Diagnostic]:
    kind = field.kind
    if kind == "HYPERLINK":
        for token in field.tokens[1:]:
            if not token.startswith("\\") or token.startswith("\\\\"):
                yield from _link(token.replace("\\\\", "\\"))
                break
    elif not kind.startswith("=") and kind not in _FIELDS:
        yield _fault(
            "06", f"文件含有会读取文件或运行程序的域“{kind[:20]}”", "请在 Word 中选中它，按 Ctrl+Shift+F9 转为文字"
        )
