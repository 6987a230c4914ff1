"""Which documents there are, and which layer's template of each one wins."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from functools import cache
from pathlib import Path

from kit.diagnostics import Diagnostic, Fault
from kit.records import Record
from kit.resources import templates_root
from kit.tables import table_in


class Role(Enum):
    """What a document is."""

    DOCUMENT = "document"  # of the alliance, made from its facts
    REPORT = "report"  # about the alliance, made from what was found
    LETTER = "letter"  # to a unit, made from what it still owes


class DocumentType(Record):
    """A document the kit can make.

    id        folder name, identifier on the command line.
    title     what users call it; also accepted on the command line.
    file      the name of the made file and of the template.
    cites     documents whose clause numbers this one quotes; they are made first.
    law_date  the day up to which law was followed when the text was written.
    """

    id: str
    title: str
    file: str
    header: str
    theme: str
    law_date: str
    cites: tuple[str, ...]
    summary: str
    folder: Path
    role: Role = Role.DOCUMENT

    @property
    def built_in(self) -> Path:
        """The built-in .docx template."""
        return self.folder / self.file


def read_document_type(folder: Path) -> DocumentType:
    """The document described by a folder's document.toml."""
    raw = table_in(folder / "document.toml")
    raw["cites"] = tuple(raw.get("cites", ()))
    raw.setdefault("summary", "")
    raw["role"] = Role(raw.get("role", "document"))
    return DocumentType(folder=folder, **raw)


def document_types(root: Path | None = None) -> tuple[DocumentType, ...]:
    """The documents of an alliance, cited ones before those that cite them."""
    return tuple(kind for kind in all_types(root) if kind.role is Role.DOCUMENT)


def report_types(root: Path | None = None) -> tuple[DocumentType, ...]:
    """The reports about an alliance: they have templates like its documents, but are no part of what is filed."""
    return tuple(kind for kind in all_types(root) if kind.role is Role.REPORT)


def letter_types(root: Path | None = None) -> tuple[DocumentType, ...]:
    """The letters to units: they have templates like documents, but are no part of what is filed."""
    return tuple(kind for kind in all_types(root) if kind.role is Role.LETTER)


def all_types(root: Path | None = None) -> tuple[DocumentType, ...]:
    """Everything in the catalogue, cited documents before those that cite them."""
    return _types_in(root or templates_root())


@cache
def _types_in(root: Path) -> tuple[DocumentType, ...]:
    folders = sorted(path.parent for path in root.glob("*/document.toml"))
    waiting = {kind.id: kind for kind in map(read_document_type, folders)}
    ordered: dict[str, DocumentType] = {}

    def place(kind: DocumentType) -> None:
        for cited in kind.cites:
            if cited not in ordered:
                place(waiting[cited])
        ordered.setdefault(kind.id, kind)

    for kind in waiting.values():
        place(kind)
    return tuple(ordered.values())


def pick(names: Iterable[str], kinds: tuple[DocumentType, ...]) -> tuple[DocumentType, ...]:
    """The documents that names mean (identifier, title or file name); all of them where none is named."""
    wanted = list(names)
    if not wanted:
        return kinds
    known = {name: kind for kind in kinds for name in (kind.id, kind.title, kind.file)}
    unknown = [name for name in wanted if name not in known]
    if unknown:
        choices = "、".join(f"{kind.title}（{kind.id}）" for kind in kinds)
        raise Fault(*(Diagnostic("S-DOC-01", f"没有文书“{name}”", hint=f"可选：{choices}") for name in unknown))
    chosen = {known[name].id for name in wanted}
    return tuple(kind for kind in kinds if kind.id in chosen)


class Layer(Record):
    """A place templates come from; later layers win."""

    name: str
    folder: Path | None  # None: the built-in templates, each in its own folder

    def template_of(self, kind: DocumentType) -> Path | None:
        """The layer's template of a document, or None where it has none."""
        path = kind.built_in if self.folder is None else self.folder / kind.file
        return path if path.is_file() else None


BUILT_IN = Layer("内置", None)


def layers(*, organisation: Path | None = None, project: Path | None = None) -> tuple[Layer, ...]:
    """The layers in force, lowest first: built-in, the organisation's, the project's."""
    found = [BUILT_IN]
    if organisation is not None:
        found.append(Layer("单位", organisation))
    if project is not None:
        found.append(Layer("项目", project))
    return tuple(found)


def winning_template(kind: DocumentType, among: tuple[Layer, ...]) -> tuple[Layer, Path]:
    """The template that is used for a document, and the layer it comes from."""
    for layer in reversed(among):
        path = layer.template_of(kind)
        if path is not None:
            return layer, path
    raise Fault(Diagnostic("S-DOC-02", f"找不到“{kind.title}”的模板 {kind.file}", hint="请重新安装本工具"))
