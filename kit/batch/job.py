"""What is the same for every row: the data file, the templates, the documents that are wanted. It travels to the workers."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from kit import __version__
from kit.diagnostics import Diagnostic, Fault
from kit.intake.raw import Raw
from kit.intake.yaml_file import read_bytes
from kit.render.judged import Order
from kit.templates.catalogue import BUILT_IN, Layer, document_types, pick, winning_template
from kit.templates.template import Template

_OWN_LAYERS = ("单位", "项目")


@cache
def built_in_templates() -> str:
    """A digest of the templates that come with the kit; in a checkout its version stays while they change."""
    return _sha(json.dumps([[kind.id, _sha(kind.built_in.read_bytes())] for kind in document_types()]).encode())


@dataclass(frozen=True)
class Job:
    """Everything but the row that decides about the bytes of a set; plain data, so that any machine can be given it.

    data       the data file, and file what it is called.
    wanted     identifiers of documents.
    layers     templates of the organisation and the project by file name, lowest layer first: name, then files.
    built_in   a digest of the templates that come with the kit. layout: the program that makes PDFs; empty for none.
    today      the day the rules judge for; no document says it.
    """

    data: bytes
    file: str
    table: str
    wanted: tuple[str, ...]
    layers: tuple[tuple[str, tuple[tuple[str, bytes], ...]], ...]
    today: date
    layout: str = ""
    kit: str = __version__
    built_in: str = field(default_factory=built_in_templates)

    @property
    def key(self) -> str:
        """A hash of all this but the day and the names of files."""
        layers = [[name, [[file, _sha(data)] for file, data in files]] for name, files in self.layers]
        told = [self.kit, self.built_in, _sha(self.data), self.wanted, layers, self.layout]
        return _sha(json.dumps(told, ensure_ascii=False).encode())

    @property
    def stranger(self) -> str:
        """In what the kit of this process differs from the one that gave the job; empty where it does not."""
        if self.kit != __version__:
            return f"这里的 alliance-kit 是 {__version__}，派活的是 {self.kit}"
        return "" if self.built_in == built_in_templates() else "内置模板与派活的机器不同"


class Bench:
    """A job made ready once in each worker: the data file read, the catalogue of documents known."""

    def __init__(self, job: Job) -> None:
        self.base: Raw = read_bytes(job.data, job.file)
        self._catalogue, self._wanted, self._layers = document_types(), frozenset(job.wanted), job.layers

    @contextmanager
    def order(self) -> Iterator[Order]:
        """The documents to make, and the templates in force. Templates of others than the kit lie on disk only meanwhile.

        Not for as long as the worker lives: many a worker ends without clearing up. They are compiled only once all the same.
        """
        if not self._layers:
            yield Order(self._catalogue, self._wanted, (BUILT_IN,))
            return
        with tempfile.TemporaryDirectory(prefix="kit-batch-") as folder:
            own = tuple(_laid_out(Path(folder, name), files) for name, files in self._layers)
            yield Order(self._catalogue, self._wanted, (BUILT_IN, *own))


def _laid_out(folder: Path, files: tuple[tuple[str, bytes], ...]) -> Layer:
    folder.mkdir()
    for name, data in files:
        (folder / name).write_bytes(data)
    return Layer(folder.name, folder)


def wanted_documents(names: tuple[str, ...]) -> tuple[str, ...]:
    """The identifiers of documents by whatever they are called; all where none is named. Raises Fault for unknown ones."""
    return tuple(kind.id for kind in pick(names, document_types()))


def templates_of(folders: tuple[Path | None, ...]) -> tuple[tuple[str, tuple[tuple[str, bytes], ...]], ...]:
    """The templates of the organisation and the project, as they are now.

    folders  of the two layers; None or a folder that is not there for a layer without any.
    """
    kinds = document_types()
    found = []
    for name, folder in zip(_OWN_LAYERS, folders, strict=True):
        layer = Layer(name, folder)
        paths = [path for kind in kinds if folder and (path := layer.template_of(kind))]
        if paths:
            found.append((name, tuple((path.name, Template.load(path).data) for path in paths)))
    return tuple(found)


def refuse_faulty_templates(order: Order) -> None:
    """Look over the templates before any row is. Raises Fault with what is wrong with them; compiles them on the way."""
    found: list[Diagnostic] = []
    for kind in order.needed:
        _layer, path = winning_template(kind, order.in_force)
        template = Template.load(path)
        try:
            found += template.faults()
        except Fault as fault:
            found += fault.report
    if found:
        raise Fault(*found)


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
