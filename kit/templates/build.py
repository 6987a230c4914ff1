"""Text sources into .docx templates: `python -m kit.templates.build` rewrites those that stand in templates/."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from kit import patterns
from kit.diagnostics import Diagnostic, Fault, Place
from kit.resources import templates_root
from kit.templates.catalogue import DocumentType, all_types
from kit.templates.source import (
    Block,
    Cell,
    Control,
    Heading,
    Node,
    Option,
    PageBreak,
    Paragraph,
    Table,
    read_source,
)
from kit.word.assembly import Properties, assemble
from kit.word.lists import FIRST_ZONE
from kit.word.names import MANIFEST
from kit.word.numbering import labels
from kit.word.package import Package
from kit.word.references import refresh
from kit.word.theme import Theme, read_theme
from kit.word.writer import (
    BODY,
    CONTENTS,
    COVER,
    LANDSCAPE,
    BodyWriter,
    CellText,
    Inline,
    Reference,
    SectionKind,
    Words,
)

TOC_LEVELS = "1-1"
_LEVELS = {"chapter": 0, "annex": 0, "clause": 1}
_INLINE = patterns.compiled(r"\[\[([^\]]+)\]\]|\*\*(.+?)\*\*")


def bookmark_of(clause: str, option: str = "") -> str:
    """The bookmark that carries a clause's id, or an option's."""
    name = "kt_" + clause.replace(".", "_")
    return f"{name}__{option.replace('.', '_')}" if option else name


@dataclass
class _Entry:
    """A line of the manifest: which bookmark is which clause or option."""

    tag: str
    id: str
    bookmark: str
    title: str = ""
    when: str = ""
    basis: str = ""
    words: list[str] = field(default_factory=list)

    def element(self) -> etree._Element:
        digest = hashlib.sha256("\n".join(self.words).encode()).hexdigest()[:16]
        attributes = {"id": self.id, "bookmark": self.bookmark, "title": self.title, "when": self.when}
        attributes |= {"basis": self.basis, "hash": digest}
        kept = {name: value for name, value in attributes.items() if value}
        return etree.Element(f"{{{MANIFEST}}}{self.tag}", kept)


@dataclass
class _Builder:
    kind: DocumentType
    writer: BodyWriter
    ids: frozenset[str]
    entries: list[_Entry] = field(default_factory=list)
    words: list[str] = field(default_factory=list)  # of the entry that is being read
    conditions: list[int] = field(default_factory=list)  # levels of the headings whose condition is open
    option_bookmark: str = ""
    zones: int = 0
    in_main: bool = False
    mark: int = 0  # length of the body where the current section began

    # --- structure ------------------------------------------------------------------------

    def nodes(self, nodes: Sequence[Node]) -> None:
        for node in nodes:
            self.node(node)

    def node(self, node: Node) -> None:
        match node:
            case Heading():
                self.heading(node)
            case Paragraph():
                self.paragraph(node)
            case Control():
                self.writer.statement(_statement(node.text, "p"))
            case PageBreak():
                self.writer.page_break()
            case Table():
                self.table(node)
            case Option():
                self.option(node)
            case Block():
                self.block(node)

    def heading(self, node: Heading) -> None:
        level = _LEVELS[node.level]
        self.close_conditions(level)
        if node.when:
            self.writer.statement(_statement(f"{{% if {node.when} %}}", "p"))
            self.conditions.append(level)
        style, numbering = node.level, None
        if node.level == "chapter":
            self.in_main = True
        elif node.level == "annex":
            self.in_main = False
            self.zones += 1
        elif not self.in_main:
            style, numbering = "annexclause", (self.zone(), 0)
        bookmark = bookmark_of(node.id)
        self.enter(_Entry(node.level, node.id, bookmark, node.title, node.when, node.basis))
        self.writer.paragraph(style, self.inlines(node.title), bookmark, numbering)

    def enter(self, entry: _Entry) -> None:
        self.entries.append(entry)
        self.words = entry.words

    def close_conditions(self, level: int) -> None:
        """End the conditions of headings at this level and below."""
        while self.conditions and self.conditions[-1] >= level:
            self.conditions.pop()
            self.writer.statement("{%p endif %}")

    def zone(self) -> int:
        """The number of the list that serves the current annex, or the pages before the first chapter."""
        self.zones = self.zones or 1
        return FIRST_ZONE + self.zones - 1

    def paragraph(self, node: Paragraph) -> None:
        bookmark, self.option_bookmark = self.option_bookmark, ""
        if node.id:
            bookmark = bookmark_of(node.id)
            self.entries.append(_Entry("item", node.id, bookmark, words=[node.text]))
        level = {"item": 1, "subitem": 2}.get(node.style)
        numbering = (self.zone(), level) if level and not self.in_main else None
        self.remember(node.text)
        self.writer.paragraph(node.style, self.inlines(node.text), bookmark, numbering)

    def option(self, node: Option) -> None:
        clause = next(entry for entry in reversed(self.entries) if entry.tag in _LEVELS)
        bookmark = bookmark_of(clause.id, node.id)
        if len(bookmark) > 40:
            raise self.fault(f"方案标识过长：{clause.id}/{node.id}")
        self.enter(_Entry("option", f"{clause.id}/{node.id}", bookmark, when=node.when))
        self.writer.statement(_statement(f"{{% if {node.when} %}}", "p"))
        self.option_bookmark = bookmark
        self.nodes(node.children)
        self.option_bookmark = ""
        self.writer.statement("{%p endif %}")
        self.words = clause.words

    def block(self, node: Block) -> None:
        if node.kind == "keep":
            self.writer.keep_together = True
            self.nodes(node.children)
            self.writer.keep_together = False
            return
        kind = {"cover": COVER, "toc": CONTENTS, "landscape": LANDSCAPE}[node.kind]
        self.end_section(BODY)
        self.writer.begin_section(kind)
        if node.kind == "toc":
            self.writer.contents("目　录", TOC_LEVELS)
        self.nodes(_cover_lines(node.children) if node.kind == "cover" else node.children)
        self.end_section(kind)
        self.writer.begin_section(BODY)

    def end_section(self, kind: SectionKind) -> None:
        if len(self.writer.body) > self.mark:
            self.writer.end_section(kind)
            self.mark = len(self.writer.body)

    # --- content --------------------------------------------------------------------------

    def inlines(self, text: str, bold: bool = False) -> list[Inline]:
        found: list[Inline] = []
        position = 0
        for match in _INLINE.finditer(text):
            if match.start() > position:
                found.append(Words(text[position : match.start()], bold))
            position = match.end()
            if match[1]:
                found.append(Reference(self.target(match[1], text)))
            else:
                found += self.inlines(match[2], bold=True)
        if position < len(text):
            found.append(Words(text[position:], bold))
        return found

    def target(self, clause: str, text: str) -> str:
        if clause not in self.ids:
            raise self.fault(f"引用的条款“{clause}”不存在，见“{text[:30]}”")
        return bookmark_of(clause)

    def table(self, node: Table) -> None:
        if node.caption:
            self.writer.paragraph("caption", self.inlines(node.caption))
        rows: list[Sequence[CellText] | str] = []
        for row in node.rows:
            if isinstance(row, Control):
                rows.append(_statement(row.text, "tr"))
            else:
                rows.append([self.cell(cell) for cell in row.cells])
        self.writer.table(node.widths, rows, node.header)

    def cell(self, cell: Cell) -> CellText:
        for text in cell.paragraphs:
            self.remember(text)
        return CellText(
            [self.inlines(text) for text in cell.paragraphs],
            span=cell.span,
            merge={"v": "restart", "^": "continue"}.get(cell.merge, ""),
            style="tablehead" if cell.label else "table",
            align={"=": "center", ">": "right"}.get(cell.align, ""),
            bottom=cell.bottom,
            lines=cell.lines,
            keep=cell.keep,
        )

    def remember(self, text: str) -> None:
        self.words.append(text)

    def fault(self, message: str) -> Fault:
        return Fault(Diagnostic("T-SRC-02", message, place=Place(str(self.kind.folder))))

    # --- the whole ------------------------------------------------------------------------

    def manifest(self) -> etree._Element:
        root = etree.Element(f"{{{MANIFEST}}}manifest", {}, {"k": MANIFEST})
        root.set("document", self.kind.id)
        root.set("lawDate", self.kind.law_date)
        root.extend(entry.element() for entry in self.entries)
        return root

    def finish(self) -> etree._Element:
        self.close_conditions(0)
        body = self.writer.body
        if len(body) == self.mark:  # the last section has just been closed: it ends the document
            return self.writer.finish_closed()
        return self.writer.finish(BODY)


def _cover_lines(nodes: Sequence[Node]) -> list[Node]:
    """The lines of a cover: the first title and the first item stand lower on the page than those after them."""
    lowered = {"title": "covertitle", "cover": "coverfirst"}
    lines: list[Node] = []
    for node in nodes:
        if isinstance(node, Paragraph) and node.style in lowered:
            node = replace(node, style=lowered.pop(node.style))
        lines.append(node)
    return lines


def _statement(tag: str, scope: str) -> str:
    """A statement of the sources as the template language writes it: {% if … %} → {%p if … %}."""
    inner = tag.strip().removeprefix("{%").removesuffix("%}").strip(" -")
    if "%" in inner or "}" in inner:
        raise Fault(Diagnostic("T-SRC-03", f"语句中不能出现 % 或 }}：{tag}"))
    return f"{{%{scope} {inner} %}}"


def read_sources(kind: DocumentType) -> tuple[tuple[Node, ...], frozenset[str]]:
    """All nodes of a document's sources in order, and every id they declare."""
    ids: dict[str, int] = {}
    nodes: list[Node] = []
    for path in sorted(kind.folder.glob("[0-9][0-9]-*.md")):
        nodes += read_source(path.read_text(encoding="utf-8"), f"{kind.folder.name}/{path.name}", ids)
    return tuple(nodes), frozenset(ids)


def build(kind: DocumentType, theme: Theme | None = None) -> Package:
    """The .docx template that a document's sources give."""
    nodes, ids = read_sources(kind)
    look = theme or read_theme(kind.folder.parent / "themes" / f"{kind.theme}.toml")
    builder = _Builder(kind, BodyWriter(look), ids)
    builder.nodes(nodes)
    document = builder.finish()
    properties = Properties(kind.title, kind.summary, f"模板 {kind.id}，法律依据截至 {kind.law_date}")
    package = assemble(document, look, kind.header, max(builder.zones, 1), builder.manifest(), properties)
    return _with_fresh_references(package)


def _with_fresh_references(package: Package) -> Package:
    root = package.xml(package.document_part)
    faults = refresh(root, labels(package, root))
    if faults:
        raise Fault(*faults)
    return package.with_xml({package.document_part: root})


def main(root: Path) -> None:
    """Build every template in its place and say which."""
    for kind in all_types(root):
        kind.built_in.write_bytes(build(kind).to_bytes())
        print(kind.built_in.relative_to(root))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else templates_root())
