"""What a template that users have edited has to be told about, besides faults of its tags."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from kit.diagnostics import Diagnostic, Place, Severity
from kit.templates.template import Template
from kit.word.names import w
from kit.word.package import Package

_REVISIONS = ("ins", "del", "moveFrom", "moveTo")


def titles_of(built_in: Template) -> dict[str, str]:
    """The titles of a document's clauses by bookmark, from the built-in template."""
    manifest = built_in.manifest()
    entries = [] if manifest is None else list(manifest)
    return {entry.get("bookmark", ""): entry.get("title", "") for entry in entries if entry.get("title")}


def notes_on(edited: Template, built_in: Template, draft: bool) -> Iterator[Diagnostic]:
    """Clauses that are gone, changes nobody has accepted, comments that would go along."""
    body = edited.package.tree(edited.package.document_part)
    yield from _lost_clauses(edited, body, titles_of(built_in))
    yield from _open_changes(edited, draft)
    comments = sum(len(list(root)) for root in _comment_parts(edited.package))
    if comments:
        hint = "对外的文书请先在模板中删除批注"
        message = f"模板里有 {comments} 条批注，会带到文书中"
        yield Diagnostic("T-EDT-03", message, Severity.WARNING, place=Place(edited.name), hint=hint)


def _lost_clauses(edited: Template, body: etree._Element, titles: dict[str, str]) -> Iterator[Diagnostic]:
    present = {str(mark.get(w("name"))) for mark in body.iter(w("bookmarkStart"))}
    lost = [title for bookmark, title in titles.items() if bookmark not in present]
    if lost:
        shown = "、".join(f"“{title}”" for title in lost[:6]) + ("等" if len(lost) > 6 else "")
        yield Diagnostic(
            "T-EDT-01",
            f"与内置模板相比少了 {len(lost)} 个条款的标识：{shown}",
            Severity.WARNING,
            place=Place(edited.name),
            hint="有意删去的不必理会；重新打字的标题请从内置模板复制，以便其他条款和文书引用它",
        )


def _open_changes(edited: Template, draft: bool) -> Iterator[Diagnostic]:
    package = edited.package
    document = package.document_part
    parts = [document, *package.related(document, "header"), *package.related(document, "footer")]
    changes = sum(len(list(package.tree(part).iter(*(w(tag) for tag in _REVISIONS)))) for part in dict.fromkeys(parts))
    if changes:
        yield Diagnostic(
            "T-EDT-02",
            f"模板里还有 {changes} 处修订痕迹，会带到文书中",
            Severity.WARNING if draft else Severity.ERROR,
            place=Place(edited.name),
            hint="请在 Word 的“审阅”中全部接受或拒绝后保存；草案可以保留",
        )


def _comment_parts(package: Package) -> list[etree._Element]:
    return [package.tree(part) for part in package.related(package.document_part, "comments")]
