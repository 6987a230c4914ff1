"""The template engine: a part compiled once into XML that stays as it is and code for the tags between.

The XML never passes through Jinja. Jinja sees the tags, with a numbered marker wherever XML stands between them; the
code made from them yields that XML and the escaped values as bytes, so that a render costs little more than its values.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import CodeType, TracebackType
from typing import Any, NamedTuple

from jinja2 import Environment, TemplateError, UndefinedError
from lxml import etree
from markupsafe import Markup, escape

from kit import patterns
from kit.diagnostics import Diagnostic, Fault, Place
from kit.records import Record
from kit.templates.balance import Balance
from kit.templates.code import Code, Run, texts_pass
from kit.templates.jinja_messages import in_chinese
from kit.templates.limits import MAX_COLLECTED, MAX_SOUGHT, Captured, too_large, within_output
from kit.templates.markers import MARKER
from kit.templates.markup import in_one_text, in_place, with_breaks
from kit.templates.mending import mended
from kit.templates.spots import Spot
from kit.templates.stories import PROPERTY
from kit.word.names import ATTRIBUTE

_CONTROL = patterns.compiled("[\r\n\t\a\f]")
_FORBIDDEN = patterns.compiled("[\0-\x06\x08\x0b\x0d-\x1f\ufffe\uffff\ud800-\udfff]")
_MARKUP = patterns.compiled(b"<[^>]*>")
_SPACE = ' xml:space="preserve"'
_ROOT = patterns.compiled(r"<([^\s/>]+)")

Breaks = Callable[[str, Spot], str]  # what a value with line breaks becomes at its spot; the value is escaped already


class Account:
    """What one render put into its parts.

    known    plain texts that were put in, with the bytes that stand for them.
    others   further texts and markup that were put in, escaped.
    printed  texts printed into a macro or a set block, escaped; they must turn up in the document too.
    """

    def __init__(self) -> None:
        self.known: dict[str, bytes] = {}
        self.others: set[str] = set()
        self.printed: set[str] = set()

    def arrived(self) -> set[str]:
        """Every text that was put in by itself, escaped."""
        return self.others.union(map(bytes.decode, self.known.values()))

    def lost(self, parts: Sequence[bytes]) -> list[str]:
        """The texts that were printed and that no part shows; their line breaks have become elements."""
        missing = self.printed - self.arrived() - {""} if self.printed else set()
        if len(missing) * sum(map(len, parts)) > MAX_SOUGHT:
            return sorted(missing)
        return not_shown(missing, parts)


def not_shown(texts: Collection[str], parts: Iterable[bytes]) -> list[str]:
    """The texts, escaped, whose words stand in none of the parts."""
    shown = b"\0".join(_MARKUP.sub(b"", part) for part in parts).decode() if texts else ""
    return sorted(text for text in texts if not all(line in shown for line in _CONTROL.split(text)))


class CompiledPart(Record):
    """A part ready to be rendered.

    literals  the XML between tags, as bytes, by marker.
    spots     where each tag stands.
    """

    literals: Mapping[str, bytes]
    spots: Sequence[Spot]
    code: Code
    balance: Balance
    environment: Environment

    @property
    def proven(self) -> bool:
        """Whether the part is well-formed whatever the values are; else it must be parsed after a render."""
        return self.balance.proven

    @property
    def collects(self) -> bool:
        """Whether it prints into macros or set blocks, so that texts may be lost on the way."""
        return self.code.collects

    @property
    def entry(self) -> tuple[Any, ...]:
        """The part as plain data, for a cache."""
        balance = {**self.balance._asdict(), "around": dict(self.balance.around)}
        code = (self.code.program, self.code.collects, self.code.lines)
        return dict(self.literals), [tuple(spot) for spot in self.spots], code, balance

    @property
    def prints_into_attributes(self) -> bool:
        """Whether a tag stands inside an XML tag."""
        return any(spot.path[:1] == (ATTRIBUTE,) for spot in self.spots)

    @cached_property
    def placed(self) -> frozenset[int]:
        """The tags whose values are not simply text between texts."""
        return placed(self.spots)

    @cached_property
    def finalize(self) -> Callable[[Any], Any] | None:
        """What makes a text of a value that is none, where the code leaves that to the outlet."""
        return self.environment.finalize if texts_pass(self.environment) else None

    @cached_property
    def _run(self) -> Run:
        return self.code.ready(self.literals, self.environment)

    def chunks(self, names: Mapping[str, Any], breaks: Breaks, account: Account) -> Iterator[bytes]:
        """The part for these names, piece by piece."""
        return iter(mended(within_output(self._run(names, _Outlet(self, breaks, account))), self.spots, self.balance))

    def render(self, names: Mapping[str, Any], breaks: Breaks, arrived: set[str]) -> bytes:
        """The part for these names.

        arrived  takes every value that was put in, escaped.
        """
        account = Account()
        written = b"".join(self.chunks(names, breaks, account))
        arrived |= account.arrived()
        return written

    def place_of(self, trace: TracebackType | None, file: str) -> Place:
        """The place of the tag in which an error arose."""
        tag = self.code.tag_at(trace)
        return self.spots[tag].place(file) if 0 <= tag < len(self.spots) else Place(file)

    @cached_property
    def _frames(self) -> dict[int, tuple[str, str]]:
        """By tag, the opening and closing tags of the elements around its value."""
        root, around = self.balance.root, self.balance.around
        name = _ROOT.match(root)
        if name is None:
            return {}
        opened = {tag: "".join(f"<{element}>" for element in names[1:]) for tag, names in around.items()}
        closed = {tag: "".join(f"</{element}>" for element in reversed(names)) for tag, names in around.items()}
        return {tag: (f"{root}{opened[tag]}", closed[tag]) for tag in around}

    def check_markup(self, xml: str, tag: int) -> None:
        """Raises Fault where markup put in at a tag would break the XML around it."""
        if not self.proven:
            return  # the whole part is parsed
        before, after = self._frames.get(tag, ("<x>", "</x>"))
        try:
            etree.fromstring(f"{before}{xml}{after}", etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError as error:
            raise Fault(
                Diagnostic("T-VAL-02", "要填入的内容不能放在这里", hint="有换行或格式的内容只能填在段落的文字中")
            ) from error


class Compiled(NamedTuple):
    """A template ready to be rendered: the parts that hold tags, the conditions of its options.

    properties  the properties of the file that its tags make: title, subject, …
    faults      what stands against rendering it; then there is nothing else.
    """

    parts: Mapping[str, CompiledPart]
    conditions: Mapping[str, CodeType]
    properties: frozenset[str]
    faults: tuple[Diagnostic, ...]

    @property
    def entry(self) -> tuple[Any, ...]:
        """The template as plain data, for a cache; see compiled_from."""
        return {name: part.entry for name, part in self.parts.items()}, self.conditions, self.properties


class _Outlet:
    """Where the code of a part hands its values over; they come back as bytes of XML."""

    def __init__(self, part: CompiledPart, breaks: Breaks, account: Account) -> None:
        self.part = part
        self.breaks: Breaks = lambda value, spot: in_one_text(value) if PROPERTY in spot.path else breaks(value, spot)
        self.account = account
        self.known = account.known
        self.placed = part.placed
        self.collected = 0  # characters that went into macros and set blocks

    def put(self, value: Any, tag: int) -> bytes:
        """A value as it stands in the XML at a tag."""
        if value.__class__ is not str:
            finalized = self.part.finalize(value) if self.part.finalize else value
            if hasattr(finalized, "__html__"):
                return self._markup(str(finalized.__html__()), tag)
            value = str(finalized)
        escaped = escaped_text(value)
        if tag in self.placed:
            return self._apart(escaped, tag)
        if not value.isprintable():
            _refuse_forbidden(value)
            if _CONTROL.search(value):
                self.account.others.add(escaped)
                return self._broken(escaped, tag).encode()
        written = self.known[value] = escaped.encode()
        return written

    def aside(self, value: Any) -> Markup:
        """A value that goes into a macro or a set block: escaped, and to be looked for afterwards."""
        if value.__class__ is not str and self.part.finalize:
            value = self.part.finalize(value)
        if isinstance(value, str) and not hasattr(value, "__html__"):
            _refuse_forbidden(value)
        escaped = escape(value)
        self._collect(len(escaped))
        if not isinstance(value, Captured):  # what a macro gave was told when it was put together
            self.account.printed.add(str(escaped))
        return escaped

    def _collect(self, characters: int) -> None:
        self.collected += characters
        if self.collected > MAX_COLLECTED:
            raise too_large()

    def _apart(self, escaped: str, tag: int) -> bytes:
        """A text where a run or a paragraph should stand, or an attribute of a cell."""
        _refuse_forbidden(escaped)
        self.account.others.add(escaped)
        spot = self.part.spots[tag]
        if tag in self.part.balance.markup or not escaped.strip():
            return (self._broken(escaped, tag) if _CONTROL.search(escaped) else escaped).encode()
        return self._with_breaks(in_place(escaped, spot), tag).encode()

    def _with_breaks(self, xml: str, tag: int) -> str:
        """Markup with the line breaks of its texts as XML."""
        if _CONTROL.search(xml):
            xml = with_breaks(xml, self.part.spots[tag], self.breaks)
        self.part.check_markup(xml, tag)
        return xml

    def _broken(self, escaped: str, tag: int) -> str:
        """A text with line breaks, tabs and the like, as XML."""
        spot = self.part.spots[tag]
        if tag in self.part.balance.markup:
            raise Fault(Diagnostic("T-VAL-03", "颜色、列数等处的值不能换行", place=spot.place("")))
        xml = self.breaks(escaped, spot)
        self.part.check_markup(xml, tag)
        return xml

    def _markup(self, text: str, tag: int) -> bytes:
        """Markup as it is: what macros collected, with its markers, or what a value brings along."""
        pieces = MARKER.split(text)
        if self.part.spots[tag].effect and (plain := self._plain(pieces)) is not None:
            return self._apart(plain, tag)
        out: list[str] = []
        spot = tag
        for position, piece in enumerate(pieces):
            if position % 2:
                spot = min(int(piece), len(self.part.spots) - 1)
                out.append(self.part.literals[piece].decode())
                self._collect(len(out[-1]))
            elif piece:
                self.account.others.add(piece)
                _refuse_forbidden(piece)
                here = self.part.spots[spot]
                piece = in_place(piece, here) if "<" in piece or here.effect else piece
                out.append(with_breaks(piece, here, self.breaks) if _CONTROL.search(piece) else piece)
        xml = "".join(out)
        if "<" in xml or "&" in xml:
            self.part.check_markup(xml, tag)
        return xml.encode()

    def _plain(self, pieces: Sequence[str]) -> str | None:
        """What a macro gave, where it is words only; None where there is markup in it."""
        words = [self.part.literals[piece].decode() if n % 2 else piece for n, piece in enumerate(pieces)]
        if any("<" in one for one in words):
            return None
        for piece in filter(None, pieces[::2]):
            self.account.others.add(piece)
        self._collect(sum(map(len, words)))
        return "".join(words)


def escaped_text(value: str) -> str:
    """A plain text as XML wants it. Most texts need nothing, and looking is cheaper than asking."""
    if "&" in value or "<" in value or ">" in value or '"' in value or "'" in value:
        return str(escape(value))
    return value


def _refuse_forbidden(value: str) -> None:
    if _FORBIDDEN.search(value):
        raise Fault(Diagnostic("T-VAL-01", "要填入的内容含有不可见的控制字符", hint="删去后重新输入"))


def placed(spots: Sequence[Spot]) -> frozenset[int]:
    """The tags whose values are not simply text between texts."""
    return frozenset(tag for tag, spot in enumerate(spots) if spot.effect)


def compiled_from(entry: tuple[Any, ...], environment: Environment) -> Compiled:
    """The template that was kept as plain data."""
    parts, conditions, properties = entry
    return Compiled(
        {name: _part_from(part, environment) for name, part in parts.items()}, conditions, frozenset(properties), ()
    )


def _part_from(entry: tuple[Any, ...], environment: Environment) -> CompiledPart:
    literals, spots, code, balance = entry
    return CompiledPart(literals, [Spot(*spot) for spot in spots], Code(*code), Balance(**balance), environment)


# What an expression may do when it is computed: Jinja's filters and Python's operators raise all of these for
# values they are not made for.
EXPRESSION_ERRORS = (
    Fault,
    TemplateError,
    TypeError,
    ValueError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
)


def told(error: Exception, part: CompiledPart, file: str) -> Fault:
    """An error of a template's expressions as a fault, at the tag in which it arose."""
    place = part.place_of(error.__traceback__, file)
    match error:
        case Fault():
            diagnostics = list(error.report)
        case UndefinedError():
            hint = "检查名称，以及它是否在用到之前取了值"
            diagnostics = [Diagnostic("T-FLD-01", f"没有这个名称：{in_chinese(error)}", hint=hint)]
        case TemplateError():
            diagnostics = [Diagnostic("T-RUN-01", f"模板不能执行：{in_chinese(error)}")]
        case _:
            diagnostics = [Diagnostic("T-RUN-01", f"模板中的表达式不能计算：{in_chinese(error)}")]
    return Fault(*(d if d.place.file else d.at(place) for d in diagnostics))


def as_breaks(value: str, spot: Spot) -> str:
    """docxtpl's reading of control characters: a line break, a tab, a new paragraph, a new page."""
    run = spot.run_properties
    again = f"<w:r>{run}<w:t{_SPACE}>"
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    if spot.path[:3] != ("t", "r", "p"):  # in a link or an inline content control no paragraph can begin
        value = value.replace("\a", "\n").replace("\f", "\n")
    paragraph = f"</w:t></w:r></w:p><w:p>{spot.paragraph_properties}{again}"
    page = f'</w:t></w:r></w:p><w:p><w:r><w:br w:type="page"/></w:r></w:p><w:p>{spot.paragraph_properties}{again}'
    tab = f"</w:t></w:r><w:r>{run}<w:tab/></w:r>{again}"
    value = value.replace("\t", tab).replace("\a", paragraph).replace("\n", f"</w:t><w:br/><w:t{_SPACE}>")
    return value.replace("\f", page)
