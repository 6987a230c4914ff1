"""Filled documents: clauses chosen, facts put in, numbers and references right."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from kit.diagnostics import Diagnostic, Fault, Place, Severity
from kit.model.alliance import Alliance
from kit.outline import Outline
from kit.records import Record
from kit.render.arrival import Beside, lost
from kit.render.edited import notes_on, titles_of
from kit.templates.catalogue import BUILT_IN, DocumentType, Layer, winning_template
from kit.templates.facts import FactView, Missing, Scope
from kit.templates.template import Template
from kit.word import contents, marks
from kit.word.contents import has_contents
from kit.word.lint import examine, lint
from kit.word.numbering import Labels, labels
from kit.word.outline import outline_of
from kit.word.package import Package
from kit.word.references import fields, refresh, renumber_bookmarks
from kit.word.restarts import restarted
from kit.word.xml import holds

_REWRITTEN = ("TOC", "REF")


class Made(Record):
    """A finished document in memory.

    missing   facts it prints and the data file lacks.
    printed   every text that its template printed, in order.
    beside    where those texts may stand besides its words.
    wanted    False for a document that was only made because another quotes its numbers.
    """

    kind: DocumentType
    layer: Layer
    template_hash: str
    package: Package
    outline: Outline
    missing: tuple[Missing, ...]
    printed: tuple[str, ...]
    beside: Beside
    faults: tuple[Diagnostic, ...]
    wanted: bool = True

    @property
    def has_contents(self) -> bool:
        """Whether it has a table of contents."""
        return has_contents(self.package.tree(self.package.document_part))

    def with_pages(self, pages: Mapping[str, int]) -> Made:
        """The same document with page numbers in its table of contents.

        pages  printed page numbers by heading key.
        """
        package, faults, numbers, _rewritten = settled(self.package, pages)
        _check_nothing_lost(self.printed, package, self.beside, self.kind)
        return self.replace(
            package=package,
            faults=_told_once([*faults, *examine(package, self.printed, numbers)[0]], self.kind.file),
        )


class Maker:
    """Makes the documents of one alliance. Nothing here knows of files or the clock."""

    def __init__(self, alliance: Alliance, layers: tuple[Layer, ...], draft: bool = False) -> None:
        self.alliance = alliance
        self.layers = layers
        self.draft = draft
        self.outlines: dict[str, Outline] = {}

    def make(self, kinds: Sequence[DocumentType], wanted: frozenset[str]) -> tuple[list[Made], list[Diagnostic]]:
        """The documents, cited ones first, and the faults of templates that gave none; the others are still made."""
        made: list[Made] = []
        faults: list[Diagnostic] = []
        broken: set[str] = set()
        for kind in kinds:
            if broken.intersection(kind.cites):
                broken.add(kind.id)
                continue
            try:
                made.append(self._make(kind, kind.id in wanted))
            except Fault as fault:
                broken.add(kind.id)
                faults += fault.report
        return made, faults

    def _make(self, kind: DocumentType, wanted: bool) -> Made:
        layer, path = winning_template(kind, self.layers)
        template = Template.load(path)
        scope = Scope(self.alliance)
        rendered = template.render(scope, self._functions(scope, kind))
        package, faults, numbers, rewritten = settled(rendered.package, None)
        if self.draft:
            package = marks.add_draft_mark(package)
        own = template.own_properties
        package = package.with_core(
            title=None if "title" in own else self._title(kind), subject=None if "subject" in own else kind.title
        )
        beside = Beside(rendered.into_attributes, own, rewritten)
        _check_nothing_lost(rendered.printed, package, beside, kind)
        found, outline = examine(package, rendered.printed, numbers) if wanted else ([], outline_of(package))
        faults += _own_faults(found, template, layer)
        built_in = template if layer is BUILT_IN else Template.load(kind.built_in)
        if wanted and layer is not BUILT_IN:
            faults += notes_on(template, built_in, self.draft)
        self.outlines[kind.id] = outline
        return Made(
            kind,
            layer,
            template.sha256,
            package,
            outline,
            tuple(scope.missing.values()),
            rendered.printed,
            beside,
            _told_once(faults, kind.file, titles_of(built_in)),
            wanted,
        )

    def _title(self, kind: DocumentType) -> str:
        return f"{self.alliance.info.name or ''} {kind.title}".strip()

    def _functions(self, scope: Scope, kind: DocumentType) -> dict[str, Callable[..., Any]]:
        def clause_number(document: str, clause: str) -> str:
            outline = self.outlines.get(document)
            if outline is None:
                message = f"这份模板引用另一文书（{document}）的条款，而“{kind.title}”不引用它"
                raise Fault(Diagnostic("T-CIT-01", message, hint="是不是把别的文书的模板存成了这个文件名？"))
            label = outline.label_of(clause)
            if label is None:
                message = f"所引用的条款（{clause}）不在文书（{document}）中"
                hint = "该文书的模板可能删去了这一条；请恢复它，或改写引用它的这句话"
                raise Fault(Diagnostic("T-CIT-02", message, hint=hint))
            return label

        tasks = cache(lambda: _tasks(scope))

        def led_by(member: FactView) -> list[FactView]:
            return [task.view for task in tasks() if task.leader == member]

        def joined_by(member: FactView) -> list[FactView]:
            return [task.view for task in tasks() if member in task.others]

        return {"条款": clause_number, "牵头任务": led_by, "参加任务": joined_by}


def _check_nothing_lost(printed: Sequence[str], package: Package, beside: Beside, kind: DocumentType) -> None:
    if missing := lost(printed, package, beside):
        shown = "、".join(f"“{text[:20]}”" for text in missing[:5])
        message = f"有 {len(missing)} 处内容没有进入文书：{shown}"
        hint = "模板可能把内容存进了变量或宏而没有印出来；不是这样的，请把模板和数据文件交给工具的维护者"
        raise Fault(Diagnostic("T-LOS-01", message, place=Place(kind.file), hint=hint))


class _Task(NamedTuple):
    """A task as templates see it, with the members that lead it and take part in it."""

    view: FactView
    leader: Any
    others: list[Any]


def _tasks(scope: Scope) -> list[_Task]:
    views = (task for task in scope.root("任务分工") if isinstance(task, FactView))
    return [_Task(view, view.read("牵头单位"), [one.read("单位") for one in view.read("参加单位")]) for view in views]


def _told_once(
    faults: Sequence[Diagnostic], file: str, titles: Mapping[str, str] | None = None
) -> tuple[Diagnostic, ...]:
    """Findings with the document they are about; what is found in many places is told once, with their number.

    titles  what to call the clause behind a bookmark.
    """
    alike: dict[tuple[str, str], list[Diagnostic]] = {}
    for fault in faults:
        alike.setdefault((fault.code, _with_titles(fault.message, titles or {})), []).append(fault)
    return tuple(
        same[0]._replace(
            message=message + (f"（共 {len(same)} 处）" if len(same) > 1 else ""),
            place=Place(file, where=same[0].place.where),
        )
        for (_code, message), same in alike.items()
    )


def _with_titles(message: str, titles: Mapping[str, str]) -> str:
    return re.sub("书签“(kt_[^”]+)”", lambda m: f"条款“{titles[m[1]]}”" if m[1] in titles else m[0], message)


def _own_faults(found: Sequence[Diagnostic], template: Template, layer: Layer) -> list[Diagnostic]:
    """Findings about a document; those its user-edited template already has become hints.

    What an office program wrote may not be to the letter of the standard, yet Word opens it: that is no reason to
    refuse the user's own wording.
    """
    if layer is BUILT_IN:
        return list(found)
    inherited = {(fault.code, fault.message) for fault in lint(Package.read(template.data))}
    return [f._replace(severity=Severity.INFO) if (f.code, f.message) in inherited else f for f in found]


class Settled(NamedTuple):
    """A document made right.

    numbers    the automatic numbers of its paragraphs.
    rewritten  the words that references and tables of contents showed before they were written anew.
    """

    package: Package
    faults: list[Diagnostic]
    numbers: Labels
    rewritten: str


def settled(package: Package, pages: Mapping[str, int] | None) -> Settled:
    """The document with gaps marked, lists begun anew, bookmarks, references and table of contents made right.

    pages  printed page numbers by heading key, where they are known.
    """
    trees = {part: package.xml(part) for part in _text_parts(package)}
    for part, tree in trees.items():
        if holds(package[part], marks.GAP_OPEN.encode()):
            marks.highlight(tree)
            marks.bracket_elsewhere(tree)
    package, misplaced = restarted(package, trees)
    root = trees[package.document_part]
    renumber_bookmarks(root)
    numbers = labels(package, root)
    found = fields(root)
    rewritten = "\n".join(one.text for one in found if one.kind in _REWRITTEN)
    faults = [*misplaced, *refresh(root, numbers, found), *contents.fill(root, numbers, pages, found)]
    return Settled(package.with_xml(trees), faults, numbers, rewritten)


def _text_parts(package: Package) -> list[str]:
    """The parts to make right: the body, headers and footers, and notes where a fact is missing in them."""
    document = package.document_part
    notes = [part for kind in ("footnotes", "endnotes") for part in package.related(document, kind)]
    with_gaps = [part for part in notes if part in package and marks.GAP_OPEN.encode() in package[part]]
    return [document, *package.related(document, "header"), *package.related(document, "footer"), *with_gaps]
