"""Word files that a malicious or broken program could hand in, each built anew: name → (its bytes, the code that refuses it)."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from kit.word.names import MANIFEST, REL, R, W
from kit.word.package import Package
from tests.hostile.noise import noise
from tests.word.making import docx, fld, p, t, table

_DOCUMENT = "word/document.xml"
_TYPES = "[Content_Types].xml"
_RELS = "word/_rels/document.xml.rels"
_TAGGED = "甲方{{ 联盟.名称 }}乙方"
_EMPTY_RELS = f'<Relationships xmlns="{REL}"/>'.encode()


@dataclass(frozen=True)
class Hostile:
    """A file to be refused, and the code it must be refused with."""

    build: Callable[[], bytes]
    code: str


CASES: dict[str, Hostile] = {}


def _case(name: str, code: str) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    def take(build: Callable[[], bytes]) -> Callable[[], bytes]:
        CASES[name] = Hostile(build, code)
        return build

    return take


def add(name: str, code: str, build: Callable[[], bytes]) -> None:
    """A case of the table."""
    assert name not in CASES, name
    CASES[name] = Hostile(build, code)


def sound(*body: str, **parts: str) -> Package:
    """A template nothing is wrong with."""
    return docx(*(body or (p(_TAGGED),)), **parts)  # type: ignore[arg-type]


def _zip(*members: tuple[str, bytes], base: Package | None = None, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of a sound file's parts and some members as they are."""
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", method) as archive:
        warnings.simplefilter("ignore", UserWarning)  # duplicate names are what some cases are about
        for name, data in (base or sound()).items():
            archive.writestr(name, data)
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def _with(part: str, data: bytes, content_type: str = "application/xml") -> bytes:
    """A sound file with one more part, its content type declared."""
    package = sound()
    types = package[_TYPES].replace(
        b"</Types>", f'<Override PartName="/{part}" ContentType="{content_type}"/></Types>'.encode()
    )
    return package.with_parts({part: data, _TYPES: types}).to_bytes()


def _related(
    kind: str, target: str, external: bool = True, source: str = _DOCUMENT, parts: dict[str, bytes] | None = None
) -> bytes:
    """A sound file with one more relationship."""
    folder, _, name = source.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    package = sound()
    mode = ' TargetMode="External"' if external else ""
    entry = f'<Relationship Id="rIdX" Type="{kind if "://" in kind else f"{R}/{kind}"}" Target="{target}"{mode}/>'
    old = package.get(rels, _EMPTY_RELS).replace(b"/>", b"></Relationships>", int(rels not in package))
    new = old.replace(b"</Relationships>", f"{entry}</Relationships>".encode())
    types = package[_TYPES].replace(b"</Types>", b'<Default Extension="bin" ContentType="application/x"/></Types>')
    return package.with_parts({**(parts or {}), rels: new, _TYPES: types}).to_bytes()


def _body(*body: str) -> bytes:
    return sound(*body).to_bytes()


def _document(text: str | bytes) -> bytes:
    """A file whose document.xml is exactly this."""
    return sound().with_parts({_DOCUMENT: text if isinstance(text, bytes) else text.encode()}).to_bytes()


def _xml(inner: str, head: str = "") -> str:
    return f'{head}<w:document xmlns:w="{W}"><w:body>{inner}</w:body></w:document>'


# --- the zip ----------------------------------------------------------------------------------

add("zip-ratio", "W-PKG-06", lambda: _zip(("word/media/a.png", bytes(20 * 1024**2))))
add("zip-ratio-in-document", "W-PKG-06", lambda: _zip(("word/x.xml", b"<a>" + b" " * 30_000_000 + b"</a>")))
add("zip-many-members", "W-PKG-04", lambda: _zip(*((f"word/{n}.xml", b"<a/>") for n in range(6_000))))
add("zip-total", "W-PKG-05", lambda: _zip(*((f"word/media/{n}.bin", bytes(1024**2)) for n in range(60))))
add("zip-in-zip", "W-REL-02", lambda: _zip(("word/media/inner.zip", _zip(("a.bin", bytes(900_000))))))
add("zip-bzip2", "W-PKG-15", lambda: _zip(("word/a.xml", b"<a/>" * 100), method=zipfile.ZIP_BZIP2))
add("zip-lzma", "W-PKG-15", lambda: _zip(("word/a.xml", b"<a/>" * 100), method=zipfile.ZIP_LZMA))
add("zip-truncated", "W-PKG-02", lambda: _zip()[:-200])
add("zip-in-front-of-nothing", "W-PKG-02", lambda: b"PK\x03\x04" + bytes(100))
add("not-a-zip", "W-PKG-02", lambda: b"{{ 6*7 }}" * 100)
add("old-doc", "W-PKG-02", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
add("duplicate-part", "W-PKG-07", lambda: _zip((_DOCUMENT, _xml("<w:p/>").encode())))
add("case-colliding-part", "W-PKG-07", lambda: _zip(("WORD/Document.xml", _xml("<w:p/>").encode())))
add("percent-colliding-part", "W-PKG-07", lambda: _zip(("word/%64ocument.xml", _xml("<w:p/>").encode())))
add("traversal-in-part", "W-PKG-08", lambda: _zip(("../../etc/cron.d/x.xml", b"<a/>")))
add("percent-traversal-in-part", "W-PKG-08", lambda: _zip(("word/%2e%2e/%2e%2e/x.xml", b"<a/>")))
add("absolute-part", "W-PKG-08", lambda: _zip(("/etc/passwd.xml", b"<a/>")))
add("drive-in-part", "W-PKG-08", lambda: _zip(("C:/Windows/x.xml", b"<a/>")))
add("backslash-in-part", "W-PKG-08", lambda: _zip(("word?x.xml", b"<a/>")).replace(b"word?x.xml", b"word\\x.xml"))
add("nul-in-part", "W-PKG-08", lambda: _zip(("word?x.xml", b"<a/>")).replace(b"word?x.xml", b"word\0x.xml"))
add("no-content-types", "W-PKG-10", lambda: Package({k: v for k, v in sound().items() if k != _TYPES}).to_bytes())
add("part-without-type", "W-REL-02", lambda: _zip(("word/media/a.unknown", b"x")))


@_case("zip-lying-size", "W-PKG-09")
def _lying_size() -> bytes:
    """The directory says ten bytes, the member holds a megabyte."""
    data = bytearray(_zip(("z.bin", bytes(range(256)) * 4096)))
    struct.pack_into("<I", data, data.rindex(b"PK\x01\x02") + 24, 10)
    return bytes(data)


@_case("zip-encrypted", "W-PKG-03")
def _encrypted() -> bytes:
    data = bytearray(_zip())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@_case("zip-wrong-checksum", "W-PKG-09")
def _wrong_checksum() -> bytes:
    data = bytearray(_zip(("z.bin", b"0123456789" * 3)))
    struct.pack_into("<I", data, data.rindex(b"PK\x01\x02") + 16, 0)
    return bytes(data)


@_case("two-overrides-of-one-part", "W-REL-04")
def _two_overrides() -> bytes:
    package = sound()
    twice = b'<Override PartName="/word/document.xml" ContentType="text/plain"/></Types>'
    return package.with_parts({_TYPES: package[_TYPES].replace(b"</Types>", twice)}).to_bytes()


# --- XML --------------------------------------------------------------------------------------

_BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 12))
_PARAGRAPH = "<w:p><w:r><w:t>{{ 联盟.名称 }}</w:t></w:r></w:p>"

add("entity-bomb", "W-SAF-01", lambda: _document(_xml("<w:p/>", f'<!DOCTYPE a [<!ENTITY e0 "x">{_BOMB}]>')))
add(
    "quadratic-entity",
    "W-SAF-01",
    lambda: _document(_xml("<w:p/>", f'<!DOCTYPE a [<!ENTITY e "{"x" * 50_000}">]>').replace("<w:p/>", "&e;" * 10_000)),
)
add(
    "external-entity",
    "W-SAF-01",
    lambda: _document(
        _xml("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>')
    ),
)
add(
    "parameter-entity",
    "W-SAF-01",
    lambda: _document(_xml("<w:p/>", '<!DOCTYPE a [<!ENTITY % e SYSTEM "http://example.org/x.dtd"> %e;]>')),
)
add("doctype-in-document", "W-SAF-01", lambda: _document(_xml(_PARAGRAPH, "<!DOCTYPE w:document>")))
add("doctype-in-custom-xml", "W-SAF-01", lambda: _with("customXml/item1.xml", b"<!DOCTYPE a><a/>"))
add("doctype-in-properties", "W-SAF-01", lambda: _with("docProps/custom.xml", b'<!DOCTYPE a SYSTEM "x"><a/>'))
add(
    "doctype-in-svg",
    "W-SAF-01",
    lambda: _with("word/media/a.svg", b'<!DOCTYPE svg [<!ENTITY x "y">]><svg/>', "image/svg+xml"),
)
add(
    "doctype-in-relationships",
    "W-PKG-12",
    lambda: sound().with_parts({"_rels/.rels": b"<!DOCTYPE a>" + sound()["_rels/.rels"]}).to_bytes(),
)
add("utf-16-with-mark", "W-SAF-01", lambda: _document(_xml(_PARAGRAPH).encode("utf-16")))
add(
    "utf-16-without-mark",
    "W-SAF-01",
    lambda: _document(_xml(_PARAGRAPH, '<?xml version="1.0" encoding="UTF-16LE"?>').encode("utf-16-le")),
)
add(
    "utf-7-hides-tags",
    "W-SAF-01",
    lambda: _document(
        _xml("<w:p><w:r><w:t>+AHsAew- x +AH0AfQ-</w:t></w:r></w:p>", '<?xml version="1.0" encoding="UTF-7"?>')
    ),
)
add(
    "gbk-declared",
    "W-SAF-01",
    lambda: _document(_xml(_PARAGRAPH, '<?xml version="1.0" encoding="GBK"?>').encode("gbk")),
)
add(
    "latin-1-declared",
    "W-SAF-01",
    lambda: _document(_xml(_PARAGRAPH, '<?xml version="1.0" encoding="ISO-8859-1"?>')),
)
add("nul-in-xml", "W-SAF-01", lambda: _document(_xml("<w:p><w:r><w:t>a\0b</w:t></w:r></w:p>")))
add("control-character-in-xml", "W-PKG-11", lambda: _document(_xml("<w:p><w:r><w:t>{{ a\x0bb }}</w:t></w:r></w:p>")))
add("control-reference-in-xml", "W-PKG-11", lambda: _document(_xml("<w:p><w:r><w:t>{{ &#11; }}</w:t></w:r></w:p>")))
add("not-well-formed", "W-PKG-11", lambda: _document(_xml("<w:p><w:r><w:t>{{ 联盟.名称 }}</w:p>")))
add("nesting-10000", "W-PKG-11", lambda: _document(_xml("<w:p>{{" + "<w:r>" * 10_000 + "</w:r>" * 10_000 + "</w:p>")))
add("nested-tables-10000", "W-PKG-11", lambda: _document(_xml("{{" + "<w:tbl><w:tr><w:tc>" * 10_000)))
add("elements-a-million", "W-SAF-02", lambda: _document(_xml("<a/>" * 1_000_000 + noise() + _PARAGRAPH)))
add(
    "attributes-a-million",
    "W-SAF-02",
    lambda: _document(_xml("<a b='1' c='2' d='3'/>" * 399_000 + noise() + _PARAGRAPH)),
)
add(
    "text-twenty-megabytes",
    "W-SAF-02",
    lambda: _document(_xml(f"<w:p><w:r><w:t>{noise(21_000_000)}</w:t></w:r></w:p>")),
)
add(
    "other-prefix-hides-tags",
    "W-SAF-09",
    lambda: _document(
        f'<w:document xmlns:w="{W}" xmlns:q="{W}"><w:body><q:p><q:r><q:t>{{{{ x }}}}</q:t></q:r></q:p></w:body></w:document>'
    ),
)
add(
    "prefix-bound-anew",
    "W-SAF-09",
    lambda: _document(_xml('<w:p xmlns:w="urn:other"><w:r><w:t>{{ x }}</w:t></w:r></w:p>')),
)
add(
    "default-namespace-hides-tags",
    "W-SAF-09",
    lambda: _document(f'<document xmlns="{W}"><body><p><r><t>{{{{ x }}}}</t></r></p></body></document>'),
)


# --- relationships ----------------------------------------------------------------------------

add("attached-template", "W-SAF-04", lambda: _related("attachedTemplate", "http://example.org/x.dotm"))
add("attached-template-on-share", "W-SAF-04", lambda: _related("attachedTemplate", "file:///\\\\host\\x.dotm"))
add("linked-image", "W-SAF-04", lambda: _related("image", "http://example.org/beacon.png"))
add("linked-image-on-share", "W-SAF-04", lambda: _related("image", "file://host/share/x.png"))
add("linked-video", "W-SAF-04", lambda: _related("video", "http://example.org/x.mp4"))
add("linked-ole", "W-SAF-03", lambda: _related("oleObject", "http://example.org/x.html!x-usc:"))
add("linked-sub-document", "W-SAF-08", lambda: _related("subDocument", "http://example.org/x.docx"))
add("linked-frame", "W-SAF-08", lambda: _related("frame", "http://example.org/x.htm"))
add("link-to-file", "W-SAF-05", lambda: _related("hyperlink", "file:///C:/Windows/System32/calc.exe"))
add("link-to-share", "W-SAF-05", lambda: _related("hyperlink", "\\\\host\\share\\x"))
add("link-to-share-encoded", "W-SAF-05", lambda: _related("hyperlink", "%5C%5Chost%5Cshare"))
add("link-to-script", "W-SAF-05", lambda: _related("hyperlink", "JavaScript:alert(1)"))
add("link-to-handler", "W-SAF-05", lambda: _related("hyperlink", "ms-msdt:/id%20PCWDiagnostic"))
add("link-upwards", "W-SAF-05", lambda: _related("hyperlink", "../../../x.lnk"))
add("target-traversal", "W-SAF-07", lambda: _related("image", "../../../../etc/passwd", external=False))
add("target-absolute-traversal", "W-SAF-07", lambda: _related("image", "/word/../../etc/passwd", external=False))
add("target-backslash", "W-SAF-07", lambda: _related("image", "..\\..\\x", external=False))
add("target-percent", "W-SAF-07", lambda: _related("image", "%2e%2e/%2e%2e/x", external=False))
add("target-drive", "W-SAF-07", lambda: _related("image", "C:/x.png", external=False))
add("target-address", "W-SAF-07", lambda: _related("image", "http://example.org/x.png", external=False))
add("missing-header", "W-REL-03", lambda: _related("header", "header9.xml", external=False))
add("two-main-documents", "W-SAF-09", lambda: _two_documents())
add(
    "mail-merge-source",
    "W-SAF-04",
    lambda: sound(p(_TAGGED), settings="<w:mailMerge><w:query w:val='SELECT'/></w:mailMerge>").to_bytes(),
)
add(
    "picture-by-address",
    "W-SAF-04",
    lambda: _body(
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata src="http://example.org/b.png"/>'
        "</v:shape></w:pict></w:r></w:p>"
    ),
)


@_case("relationship-id-twice", "W-REL-04")
def _id_twice() -> bytes:
    package = sound()
    twice = f'<Relationship Id="rId1" Type="{R}/theme" Target="numbering.xml"/></Relationships>'.encode()
    return package.with_parts({_RELS: package[_RELS].replace(b"</Relationships>", twice)}).to_bytes()


def _two_documents() -> bytes:
    package = sound()
    other = f'<Relationship Id="rId2" Type="{R}/officeDocument" Target="word/styles.xml"/></Relationships>'.encode()
    return package.with_parts({"_rels/.rels": package["_rels/.rels"].replace(b"</Relationships>", other)}).to_bytes()


# --- programs and other files -----------------------------------------------------------------

_OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(100)

add("macro-project", "W-SAF-03", lambda: _with("word/vbaProject.bin", _OLE, "application/vnd.ms-office.vbaProject"))
add("macro-project-renamed", "W-SAF-03", lambda: _with("word/media/logo.png", _OLE, "image/png"))
add("program-renamed", "W-SAF-03", lambda: _with("word/media/logo.png", b"MZ" + bytes(100), "image/png"))
add("activex", "W-SAF-03", lambda: _with("word/activeX/activeX1.xml", b"<a/>", "application/vnd.ms-office.activeX+xml"))
add("ole-object", "W-SAF-03", lambda: _with("word/embeddings/oleObject1.bin", b"x", "application/x"))
add("embedded-document", "W-SAF-03", lambda: _with("word/embeddings/a.docx", b"PK", "application/x"))
add(
    "web-extension",
    "W-SAF-03",
    lambda: _related("http://schemas.microsoft.com/office/2011/relationships/webextension", "a.bin", False),
)
add("control", "W-SAF-03", lambda: _related("control", "a.bin", external=False))
add("alt-chunk", "W-SAF-08", lambda: _related("aFChunk", "chunk.html", external=False))
add("embedded-package", "W-SAF-08", lambda: _related("package", "a.bin", external=False))


@_case("docm-content-type", "W-SAF-03")
def _docm() -> bytes:
    package = sound()
    old = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    new = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    return package.with_parts({_TYPES: package[_TYPES].replace(old, new)}).to_bytes()


# --- fields -----------------------------------------------------------------------------------

for _code in (
    'INCLUDETEXT "C:\\\\secret.docx"',
    'INCLUDEPICTURE "http://example.org/x.png" \\d',
    'DDE cmd "/c calc"',
    'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"',
    "MACROBUTTON Run 点此",
    'LINK Excel.Sheet.8 "\\\\host\\x.xls" a',
    'IMPORT "x"',
    "DATABASE \\d x",
    'RD "x.docx"',
    'PRINT "x"',
    "EMBED Package",
    "CONTROL Forms.HTML:Submit",
):
    _kind = _code.split()[0]
    add(f"field-{_kind}", "W-SAF-06", lambda code=_code: _body(p(_TAGGED, content=fld(code, "x"))))  # type: ignore[misc]
    if _kind in {"DDEAUTO", "INCLUDETEXT"}:
        add(
            f"header-field-{_kind}",
            "W-SAF-06",
            lambda code=_code: sound(p("x"), header1=p(content=fld(code, "x"))).to_bytes(),
        )  # type: ignore[misc]

add("field-simple", "W-SAF-06", lambda: _body(p(content='<w:fldSimple w:instr="DDEAUTO cmd"><w:r/></w:fldSimple>')))
add("field-link-to-share", "W-SAF-05", lambda: _body(p(content=fld('HYPERLINK "\\\\\\\\host\\\\x"', "x"))))
add("field-link-to-program", "W-SAF-05", lambda: _body(p(content=fld('HYPERLINK "file:///c:/x.exe"', "x"))))


def _split_field(*pieces: str) -> str:
    codes = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{codes}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


add("field-split-over-runs", "W-SAF-06", lambda: _body(p(content=_split_field(" D", "DE", "AUTO cmd "))))
add("field-made-by-a-field", "W-SAF-06", lambda: _body(p(content=_nested_field())))


def _nested_field() -> str:
    """A field whose command is what another field gives."""
    begin, end = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    return f"{begin}{_split_field('QUOTE 68 68 69')}{end}"


# --- tags where nothing fills them in ---------------------------------------------------------

add("tag-in-link-target", "T-TAG-06", lambda: _related("hyperlink", "http://example.org/{{ 联盟.名称 }}"))
add("tag-in-link-target-encoded", "T-TAG-06", lambda: _related("hyperlink", "http://example.org/%7B%7B%20x%20%7D%7D"))
add("tag-in-custom-xml", "T-TAG-06", lambda: _with("customXml/item1.xml", b"<a>{{ ''.__class__ }}</a>"))
add("tag-in-properties", "T-TAG-06", lambda: _with("docProps/custom.xml", b"<a>{% for x in y %}</a>"))
add("tags-in-tens-of-thousands", "T-LIM-05", lambda: _body(*[p("{{ 联盟.名称 }}" * 100)] * 400))

add(
    "tag-in-thousands-of-runs",
    "T-LIM-05",
    lambda: _body(f"<w:p>{''.join(t(c) for c in '{{ 联盟.名称 }}') * 2000}</w:p>"),
)
add(
    "large-paragraph-properties",
    "T-LIM-05",
    lambda: _body(f"<w:p><w:pPr>{_tabs()}</w:pPr>{t('{{ 联盟.名称 }}') * 2000}</w:p>"),
)
add("rows-in-thousands", "T-FLD-01", lambda: _body(table(*_rows(), columns=1)))


def _rows() -> list[str]:
    """Statements in rows among many other rows, and one fault at the end."""
    statements = ("{%tr if 联盟.名称 %}", "{%tr endif %}") * 1000
    tagged = [f"<w:tc><w:p>{t(statement)}</w:p></w:tc>" for statement in statements]
    return [*tagged, *["<w:tc><w:p/></w:tc>"] * 20_000, f"<w:tc><w:p>{t('{{ 没有 }}')}</w:p></w:tc>"]


def _tabs() -> str:
    tabs = "".join(f'<w:tab w:val="left" w:pos="{n}"/>' for n in range(20_000))
    return f"<w:tabs>{tabs}</w:tabs>"


# --- conditions in the kit's own custom XML -----------------------------------------------------


def _options(*conditions: str) -> bytes:
    entries = "".join(f'<k:option id="a/o{n}" when="{condition}"/>' for n, condition in enumerate(conditions))
    return _with("customXml/item1.xml", f'<k:manifest xmlns:k="{MANIFEST}">{entries}</k:manifest>'.encode())


add("options-in-tens-of-thousands", "T-LIM-05", lambda: _options(*(f"联盟.名称 == '{n}'" for n in range(50_000))))
add("option-divides-by-zero", "T-RUN-01", lambda: _options("1/0"))
add("option-too-deep", "T-LIM-03", lambda: _options("(" * 1500 + "1" + ")" * 1500))
add("option-too-long", "T-LIM-03", lambda: _options("'x" * 4000))
add("option-walks-out", "T-FLD-02", lambda: _options("''.__class__"))
add("options-work-together", "T-LIM-01", lambda: _options(*(f"range({90_000 + n})|sort|length" for n in range(400))))

SOUND: dict[str, Callable[[], bytes]] = {
    "plain": lambda: sound().to_bytes(),
    "web-link": lambda: _related("hyperlink", "https://example.org/a?b=c#d"),
    "mail-link": lambda: _related("hyperlink", "mailto:a@example.org"),
    "relative-link": lambda: _related("hyperlink", "附件一.docx"),
    "picture": lambda: _with("word/media/a.png", b"\x89PNG" + bytes(50), "image/png"),
    "page-fields": lambda: _body(
        p(_TAGGED, content=fld("PAGE \\* MERGEFORMAT", "1")), p(content=fld('TOC \\o "1-3"', "x"))
    ),
    "web-field": lambda: _body(p(content=fld('HYPERLINK "https://example.org" \\o "x"', "x"))),
    "bookmark-field": lambda: _body(p(content=fld('HYPERLINK \\l "kt_a"', "x"))),
    "table": lambda: _body(table(f"<w:tc><w:p>{t('{{ 联盟.名称 }}')}</w:p></w:tc>", columns=1)),
    "options": lambda: _options("联盟.名称", "not 联盟.名称"),
    "custom-xml": lambda: _with("customXml/item1.xml", b'<a xmlns="urn:x">plain {braces}</a>'),
}
