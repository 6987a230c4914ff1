"""The instruments that rules cite, declared in the .toml files of this folder, and citations in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path

from kit import patterns
from kit.numerals import in_chinese
from kit.records import Record
from kit.tables import table_in

_FOLDER = Path(__file__).parent
_CITED = patterns.compiled(r"([A-Z][A-Z0-9-]*)(?: (.+))?")
_SPAN = patterns.compiled(r"(\d+)-(\d+)")
_ARTICLE = patterns.compiled(r"(\d+)(?:\((\d+)\))?(?:\((\d+)\))?")


class Checked(Enum):
    """How the text of an instrument was checked when its rules were written."""

    TEXT = "原文"
    REPORTED = "转述"
    MEMORY = "记忆"


class Force(Enum):
    """Where an instrument stands on a day."""

    NOT_YET = "尚未施行"
    IN_FORCE = "施行中"
    ENDED = "已失效"
    UNKNOWN = "施行情况未核实"


class Source(Record):
    """One instrument.

    described     whether the title is a description of ours, the instrument's own title being unknown.
    since, until  first and last day in force; None where that is not known or there is no end.
    articles      the articles that may be cited: those that were read.
    """

    code: str
    title: str
    number: str
    issued: date | None
    since: date | None
    until: date | None
    articles: tuple[range, ...]
    checked: Checked
    note: str
    described: bool = False

    @property
    def name(self) -> str:
        """The title as it is printed, with the document number."""
        title = self.title.replace("《", "〈").replace("》", "〉")
        printed = self.title if self.described else f"《{title}》"
        return printed + (f"（{self.number}）" if self.number else "")

    def force(self, today: date) -> Force:
        """Where it stands on a day."""
        if self.until and today > self.until:
            return Force.ENDED
        if self.since is None:
            return Force.UNKNOWN
        return Force.IN_FORCE if today >= self.since else Force.NOT_YET

    def has(self, article: int) -> bool:
        """Whether an article was read and may be cited."""
        return any(article in span for span in self.articles)


class NoSuchSource(KeyError):
    """A citation of an instrument or article that is not declared: a fault of the kit's own."""


@cache
def sources() -> dict[str, Source]:
    """Every instrument by its code. Raises ValueError where two files declare the same code."""
    found: dict[str, Source] = {}
    for file in sorted(_FOLDER.glob("*.toml")):
        entries = table_in(file)
        if twice := found.keys() & entries.keys():
            raise ValueError(f"{file.name} declares again: {', '.join(sorted(twice))}")
        found |= {code: source_of(code, entry) for code, entry in entries.items()}
    return found


def source_of(code: str, entry: dict[str, object]) -> Source:
    """An instrument as it is declared: see the head of sources.toml."""

    def day(key: str) -> date | None:
        value = entry.get(key)
        assert value is None or isinstance(value, date), (code, key)
        return value

    return Source(
        code,
        str(entry["title"]),
        str(entry.get("number", "")),
        day("issued"),
        day("since"),
        day("until"),
        tuple(_spans(str(entry.get("articles", "")))),
        Checked(entry["checked"]),
        str(entry.get("note", "")),
        bool(entry.get("described", False)),
    )


def _spans(text: str) -> Iterable[range]:
    for part in filter(None, text.split(",")):
        first, _, last = part.partition("-")
        yield range(int(first), int(last or first) + 1)


def source_cited(citation: str) -> Source:
    """The instrument of a citation. Raises NoSuchSource."""
    found = _CITED.fullmatch(citation)
    if found is None or found[1] not in sources():
        raise NoSuchSource(citation)
    return sources()[found[1]]


def cite(*citations: str) -> str:
    """Citations in words: "CC 490,502" → 《中华人民共和国民法典》第四百九十条、第五百零二条.

    citations  a code as declared, and after a space its articles: 9, 9(2) for an item, 15(1)(2) for 第一款第二项,
               967-973 for a range. An instrument with an end says so.
    Raises NoSuchSource for what is not declared.
    """
    return "；".join(_in_words(citation) for citation in citations)


def _in_words(citation: str) -> str:
    source = source_cited(citation)
    _, _, articles = citation.partition(" ")
    words = "、".join(_article(source, article) for article in articles.split(",")) if articles else ""
    ended = f"（有效期至 {source.until}）" if source.until else ""
    return f"{source.name}{words}{ended}"


def _article(source: Source, text: str) -> str:
    if span := _SPAN.fullmatch(text):
        first, last = int(span[1]), int(span[2])
        _refuse_unread(source, text, range(first, last + 1))
        return f"第{in_chinese(first)}条至第{in_chinese(last)}条"
    found = _ARTICLE.fullmatch(text)
    if found is None:
        raise NoSuchSource(f"{source.code} {text}")
    article, outer, inner = found.groups()
    _refuse_unread(source, text, (int(article),))
    words = f"第{in_chinese(int(article))}条"
    if inner:
        return f"{words}第{in_chinese(int(outer))}款第（{in_chinese(int(inner))}）项"
    return words + (f"第（{in_chinese(int(outer))}）项" if outer else "")


def _refuse_unread(source: Source, text: str, articles: Iterable[int]) -> None:
    if not all(source.has(article) for article in articles):
        raise NoSuchSource(f"{source.code} {text}")
