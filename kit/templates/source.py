"""The readable sources of a document: text in, a tree of chapters, clauses, options and tables out.

The notation is described in docs/authoring.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn

from kit import patterns
from kit.diagnostics import Diagnostic, Fault, Place

ID = patterns.compiled(r"[a-z][a-z0-9]*(\.[a-z][a-z0-9]*)*")
STYLES = frozenset(
    (
        "title",
        "subtitle",
        "heading",
        "subheading",
        "center",
        "left",
        "right",
        "body",
        "note",
        "caption",
        "sign",
        "cover",
    )
)


@dataclass(frozen=True)
class Heading:
    """A chapter, clause or annex: its title, id, the condition it stands under and the articles it answers to."""

    level: str  # "chapter" | "clause" | "annex"
    title: str
    id: str
    when: str = ""
    basis: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph in a named style; `id` makes it a target of references."""

    style: str
    text: str
    id: str = ""


@dataclass(frozen=True)
class Control:
    """A template statement of its own: if, elif, else, endif, for, endfor."""

    text: str


@dataclass(frozen=True)
class PageBreak:
    """What follows starts a new page."""


@dataclass(frozen=True)
class Cell:
    """A table cell: one or more paragraphs and how it lies in the grid."""

    paragraphs: tuple[str, ...]
    span: int = 1
    merge: str = ""  # "" | "v" starts a vertical merge | "^" continues it
    label: bool = False
    align: str = ""  # "" | "=" centred | ">" right
    bottom: bool = False
    lines: int = 0  # least height in lines
    keep: bool = False  # its row stays with the row below


@dataclass(frozen=True)
class Row:
    """A table row."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A table or form: rows and row statements over a grid of proportional widths."""

    widths: tuple[int, ...]
    header: int
    caption: str
    rows: tuple[Row | Control, ...]
    form: bool


@dataclass(frozen=True)
class Option:
    """One wording of a clause and the condition under which it holds."""

    id: str
    when: str
    children: tuple[Node, ...]


@dataclass(frozen=True)
class Block:
    """A region: cover, toc, landscape or keep."""

    kind: str
    children: tuple[Node, ...]


Node = Heading | Paragraph | Control | PageBreak | Table | Option | Block

_HEADING = patterns.compiled(r"(?P<mark>#附件|##|#)\s+(?P<title>.*?)\s*\{#(?P<id>[^\s}]+)(?P<attributes>[^}]*)\}\s*$")
_ATTRIBUTE = patterns.compiled(r'([a-z]+)=(?:"([^"]*)"|(\S+))')
_CONTROL = patterns.compiled(r"\{%-?\s*(if|elif|else|endif|for|endfor)\b.*%\}")
_BLOCK = patterns.compiled(r":::\s*(?P<name>[a-z]+)\b\s*(?P<rest>.*)$")
_ITEM = patterns.compiled(r"(?P<indent> *)- (?:\{#(?P<id>[^\s}]+)\}\s*)?(?P<text>.*)$")
_TAG = patterns.compiled(r"\{\{.*?\}\}|\{%.*?%\}")


@dataclass
class _Reader:
    file: str
    lines: list[str]
    position: int = 0
    ids: dict[str, int] = field(default_factory=dict)

    def refuse(self, message: str, hint: str = "") -> NoReturn:
        raise Fault(Diagnostic("T-SRC-01", message, place=Place(self.file, self.position), hint=hint))

    def __iter__(self) -> Iterator[str]:
        while self.position < len(self.lines):
            line = self.lines[self.position].rstrip()
            self.position += 1
            if line.strip() and not line.lstrip().startswith("//"):
                yield line

    def check_id(self, name: str) -> str:
        if not ID.fullmatch(name) or len(name) > 34:
            self.refuse(f"条款标识“{name}”不合规则", "用小写英文字母和数字，以点分隔，最多 34 个字符")
        if name in self.ids:
            self.refuse(f"条款标识“{name}”重复，已见于第 {self.ids[name]} 行")
        self.ids[name] = self.position
        return name


def read_source(text: str, file: str, ids: dict[str, int] | None = None) -> tuple[Node, ...]:
    """The nodes of one source file.

    ids   identifiers already taken in the document; grows with those found here.
    Raises Fault with file and line for a source that does not keep the notation.
    """
    reader = _Reader(file, text.splitlines(), ids={} if ids is None else ids)
    return tuple(_read_nodes(reader, inside=""))


def _read_nodes(reader: _Reader, inside: str) -> list[Node]:
    nodes: list[Node] = []
    for line in reader:
        if line.strip() == ":::":
            if not inside:
                reader.refuse("多余的 ::: 结束标记")
            return nodes
        nodes.append(_read_node(reader, line))
    if inside:
        reader.refuse(f"区块 ::: {inside} 没有结束", "补一行 :::")
    return nodes


def _read_node(reader: _Reader, line: str) -> Node:
    if line.startswith("#"):
        return _read_heading(reader, line)
    if found := _BLOCK.fullmatch(line):
        return _read_block(reader, found["name"], found["rest"])
    if line.strip() == "---":
        return PageBreak()
    if _CONTROL.fullmatch(line.strip()):
        return Control(line.strip())
    if line.startswith("@"):
        style, _, text = line[1:].partition(" ")
        if style not in STYLES:
            reader.refuse(f"没有段落样式“{style}”", f"可用：{'、'.join(sorted(STYLES))}")
        return Paragraph(style, text.strip())
    if found := _ITEM.fullmatch(line):
        style = "subitem" if len(found["indent"]) >= 2 else "item"
        return Paragraph(style, found["text"].strip(), reader.check_id(found["id"]) if found["id"] else "")
    return Paragraph("body", line.strip())


def _read_heading(reader: _Reader, line: str) -> Heading:
    found = _HEADING.fullmatch(line)
    if not found:
        reader.refuse("标题行应写成 # 标题 {#标识}")
    level = {"#": "chapter", "##": "clause", "#附件": "annex"}[found["mark"]]
    attributes = _attributes(found["attributes"])
    unknown = set(attributes) - {"when", "basis"}
    if unknown:
        reader.refuse(f"标题行有未知属性 {'、'.join(sorted(unknown))}")
    return Heading(level, found["title"], reader.check_id(found["id"]), **attributes)


def _attributes(text: str) -> dict[str, str]:
    return {name: quoted or bare for name, quoted, bare in _ATTRIBUTE.findall(text)}


def _read_block(reader: _Reader, name: str, rest: str) -> Node:
    if name in {"table", "form"}:
        return _read_table(reader, name, _attributes(rest))
    if name == "option":
        identifier, _, tail = rest.partition(" ")
        when = _attributes(tail).get("when", "")
        if not ID.fullmatch(identifier) or not when:
            reader.refuse('方案应写成 ::: option 标识 when="条件"')
        return Option(identifier, when, tuple(_read_nodes(reader, "option")))
    if name in {"cover", "toc", "landscape", "keep"}:
        return Block(name, tuple(_read_nodes(reader, name)))
    reader.refuse(f"没有区块“{name}”", "可用：cover、toc、landscape、keep、table、form、option")


def _read_table(reader: _Reader, name: str, attributes: dict[str, str]) -> Table:
    widths = tuple(int(width) for width in attributes.get("widths", "").split())
    if not widths:
        reader.refuse('表格没有写列宽 widths="…"')
    rows: list[Row | Control] = []
    for line in reader:
        text = line.strip()
        if text == ":::":
            header = int(attributes.get("header", "0"))
            return Table(widths, header, attributes.get("caption", ""), tuple(rows), name == "form")
        if _CONTROL.fullmatch(text):
            rows.append(Control(text))
        elif text.startswith("|") and text.endswith("|"):
            row = _read_row(reader, text, len(widths))
            if any(cell.merge == "^" for cell in row.cells) and not (rows and isinstance(rows[-1], Row)):
                reader.refuse("纵向合并的单元格应紧接在上一行之下", "中间隔着语句行时，Word 和 LibreOffice 会各行其是")
            rows.append(row)
        else:
            reader.refuse("表格中只能有以 | 起止的行和单独成行的 {% … %}")
    reader.refuse("表格没有结束", "补一行 :::")


def _read_row(reader: _Reader, text: str, columns: int) -> Row:
    cells = tuple(_read_cell(cell.strip()) for cell in _split_cells(text[1:-1]))
    filled = sum(cell.span for cell in cells)
    if filled != columns:
        reader.refuse(f"本行占 {filled} 列，表格有 {columns} 列")
    return Row(cells)


def _split_cells(text: str) -> list[str]:
    """Split at the bars that do not stand inside a tag."""
    shielded = _TAG.sub(lambda tag: tag.group().replace("|", "\0"), text)
    return [cell.replace("\0", "|") for cell in shielded.split("|")]


_MARKS = patterns.compiled(r"\{((?:#|=|>|v|\^|b|k|\d+|h=\d+)(?:,(?:#|=|>|v|\^|b|k|\d+|h=\d+))*)\}")


def _read_cell(text: str) -> Cell:
    found = _MARKS.match(text)
    marks = found[1].split(",") if found else []
    body = text[found.end() :].strip() if found else text
    paragraphs = tuple(part.strip() for part in body.split("<br>"))
    return Cell(
        paragraphs,
        span=next((int(mark) for mark in marks if mark.isdigit()), 1),
        merge=next((mark for mark in marks if mark in {"v", "^"}), ""),
        label="#" in marks,
        align=next((mark for mark in marks if mark in {"=", ">"}), ""),
        bottom="b" in marks,
        lines=next((int(mark[2:]) for mark in marks if mark.startswith("h=")), 0),
        keep="k" in marks,
    )
