"""Clauses of other documents that a template quotes, {{ 条款('agreement', 'dispute') }}: whether there are such."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from kit import patterns
from kit.diagnostics import Diagnostic, Place, Severity
from kit.likeness import most_like
from kit.templates.catalogue import DocumentType, all_types
from kit.templates.lifting import lift
from kit.templates.properties import scanned
from kit.templates.stories import stories
from kit.templates.template import Template
from kit.word.safety import unsafe

_CITATION = patterns.compiled(r"条款\(\s*(['\"])([^'\"]*)\1\s*,\s*(['\"])([^'\"]*)\3\s*\)")


def citation_faults(template: Template, folder: Path) -> list[Diagnostic]:
    """Quoted documents that do not exist, and quoted clauses that neither the built-in template of their document has
    nor the one in the folder; another layer may have them, so those are warnings."""
    kinds = {kind.id: kind for kind in all_types()}
    faults: list[Diagnostic] = []
    for document, clause, place in _citations(template):
        if document not in kinds:
            near = most_like(document, kinds, 0.5)
            hint = f"是否为 {near}？" if near else f"可写：{'、'.join(kinds)}"
            faults.append(Diagnostic("T-CIT-01", f"没有文书“{document}”", place=place, hint=hint))
        elif known := _clauses(kinds[document].built_in) | _clauses(folder / kinds[document].file):
            faults += [] if clause in known else [_unknown(kinds[document], clause, known, place)]
    return list(dict.fromkeys(faults))


def _unknown(kind: DocumentType, clause: str, known: frozenset[str], place: Place) -> Diagnostic:
    near = most_like(clause, known, 0.6)
    hint = (f"是否为 {near}？" if near else "") + f"在用的“{kind.title}”模板若另有这一条，不必理会"
    message = f"所引用的条款（{clause}）不在文书“{kind.title}”中"
    return Diagnostic("T-CIT-02", message, Severity.WARNING, place=place, hint=hint)


def _citations(template: Template) -> Iterator[tuple[str, str, Place]]:
    if unsafe(template.package):
        return
    for part, words in stories(template.package).items():
        if "条款".encode() in template.package[part]:
            for piece in lift(scanned(template.package, part, words), words).pieces:
                for found in _CITATION.finditer(piece.tag.body):
                    yield found[2], found[4], piece.spot.place(template.name)


@lru_cache(maxsize=16)
def _clauses(path: Path) -> frozenset[str]:
    """The clauses in the manifest of a template; none where there is no such file."""
    manifest = Template.load(path).manifest() if path.is_file() else None
    return frozenset(entry.get("id", "") for entry in (manifest if manifest is not None else ()))
