"""A .docx template filled from plain data: dicts, lists, texts and numbers, whatever they mean.

The same engine and the same care as for an alliance, without its model: escaped, sandboxed, strict, nothing lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import Any

from jinja2 import StrictUndefined, Undefined
from lxml import etree

from kit.diagnostics import Diagnostic, Fault, Severity
from kit.templates.compiling import compile_part, part_faults
from kit.templates.engine import EXPRESSION_ERRORS, Account, CompiledPart, as_breaks, told
from kit.templates.filters import FILTERS, TESTS
from kit.templates.leftovers import may_hold_tags, tags_elsewhere, too_many_tags
from kit.templates.lifting import lift
from kit.templates.limits import MAX_TEMPLATE, METER, BoundedEnvironment, Meter
from kit.templates.properties import scanned
from kit.templates.stories import stories
from kit.word.archive import FAST, Deflate, Packed, pack, packed_in, write
from kit.word.package import Package
from kit.word.safety import unsafe

_GLOBALS = ("range", "namespace", "cycler", "joiner")
_METHODS = frozenset(
    {"upper", "lower", "title", "strip", "lstrip", "rstrip", "split", "startswith", "endswith"}
)  # of texts


def as_text(value: Any) -> str:
    """How a plain value reads when it is printed. What has no reading is a fault: None, a list, a dict."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float | Decimal) and not isfinite(value):
        raise Fault(Diagnostic("T-PRN-01", "这里的数不是有限的数，不能输出", hint="检查算式和数据"))
    if isinstance(value, int | float | Decimal | Undefined):
        return str(value)  # an undefined one raises here
    raise Fault(Diagnostic("T-PRN-01", "这里的值不能直接输出", hint="清单用 for 循环，其余请写出具体字段"))


class PlainEnvironment(BoundedEnvironment):
    """A sandbox in which the keys of a dict are its attributes, with Jinja's filters for texts, numbers and lists."""

    keys_are_attributes = True
    texts_pass = True
    as_text = staticmethod(as_text)

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True, finalize=as_text)
        self.globals = {name: self.globals[name] for name in _GLOBALS}
        self.close(FILTERS, TESTS)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A key of a mapping, else what the sandbox allows."""
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        if isinstance(obj, str) and attribute not in _METHODS:
            raise Fault(Diagnostic("T-FLD-02", f"模板不能读取文字的“.{attribute}”", hint="改用过滤器"))
        return super().getattr(obj, attribute)


@dataclass(frozen=True)
class Compiled:
    """A template ready to be filled: by part, its compressed bytes or its code."""

    parts: tuple[tuple[str, Packed | CompiledPart], ...]


def render_mapping(data: bytes, names: Mapping[str, Any], deflate: Deflate = FAST) -> bytes:
    """The .docx that a template gives for these names.

    data     the template, a .docx in docxtpl's dialect.
    names    what the tags may say; the keys of dicts are reached with a dot.
    deflate  FAST, or THOROUGH for a file a quarter smaller that takes several times as long.
    Raises Fault for every fault of the template, for values that cannot be printed and for text that got lost.
    """
    account = Account()
    items = sum(len(value) for value in names.values() if isinstance(value, list | tuple))
    names = {**names, METER: Meter(items)}
    parts = [
        (name, _filled(part, name, names, account, deflate) if isinstance(part, CompiledPart) else part)
        for name, part in compiled(data).parts
    ]
    return write(parts)


def _filled(part: CompiledPart, name: str, names: Mapping[str, Any], account: Account, deflate: Deflate) -> Packed:
    chunks = _told_chunks(part, names, account)
    if part.proven and not part.collects:
        return pack(chunks, deflate)
    whole = b"".join(chunks)
    if not part.proven:
        _check_well_formed(whole, name)
    if lost := account.lost([whole]):
        shown = "、".join(f"“{text[:20]}”" for text in lost[:5])
        raise Fault(Diagnostic("T-LOS-01", f"有 {len(lost)} 处内容没有进入文书：{shown}"))
    account.printed.clear()
    return pack([whole], deflate)


def _told_chunks(part: CompiledPart, names: Mapping[str, Any], account: Account) -> Iterator[bytes]:
    """The part piece by piece, its errors told as faults."""
    try:
        yield from part.chunks(names, as_breaks, account)
    except EXPRESSION_ERRORS as error:
        raise told(error, part, "") from error


def _check_well_formed(data: bytes, part: str) -> None:
    try:
        etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError as error:
        hint = "检查成段、成行的标签是否单独成段、成行"
        raise Fault(Diagnostic("T-XML-01", f"模板的标签破坏了文档结构（{part}）", hint=hint)) from error


_ENVIRONMENT = PlainEnvironment()


@lru_cache(maxsize=32)
def compiled(data: bytes) -> Compiled:
    """The template ready to be filled; the last ones are kept. Raises Fault for all faults of the template."""
    package = Package.read(data, at_most=MAX_TEMPLATE)
    filled = stories(package)
    if refused := [*unsafe(package), *too_many_tags(package, filled)]:
        raise Fault(*refused)
    faults = tags_elsewhere(package, filled)
    code: dict[str, CompiledPart] = {}
    for part, words in filled.items():
        lifted = lift(scanned(package, part, words), words)
        found = [fault for fault in part_faults(lifted, _ENVIRONMENT) if fault.severity is Severity.ERROR]
        faults += found
        if not faults and may_hold_tags(package[part]):
            code[part] = compile_part(lifted, _ENVIRONMENT)
    if faults:
        raise Fault(*faults)
    return Compiled(tuple((name, code.get(name) or _packed(package, data, name)) for name in package.part_names))


def _packed(package: Package, data: bytes, name: str) -> Packed:
    return packed_in(data, name, package[name]) or pack([package[name]])
