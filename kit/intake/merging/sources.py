"""The files that are handed in, as far as they can be read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kit.diagnostics import Diagnostic, Fault, Place, Report, Severity, reason_of
from kit.intake.build import Intake, build
from kit.intake.merging.facts import Given, facts_of, refused_in
from kit.intake.merging.provenance import names_of
from kit.intake.origins import FieldPath, in_identifiers
from kit.intake.raw import Raw
from kit.intake.readers import SUFFIXES, read_any

MAX_FILES = 2000
_OURS = {"alliance.schema.json"}
_LOCK = "~$"  # what office programs put before the name of a file that is open


@dataclass(frozen=True)
class Handed:
    """A file handed in: its name and digest, what it states, what is wrong with it."""

    path: Path
    sha256: str
    raw: Raw

    @cached_property
    def intake(self) -> Intake:
        """The facts as the model reads them."""
        return build(self.raw)

    @cached_property
    def facts(self) -> dict[FieldPath, Given]:
        """What the file states, by its own paths."""
        return facts_of(self.raw, self.intake)

    @cached_property
    def places(self) -> dict[FieldPath, Place]:
        """Where each item of a list that states something stands: at its first fact, which all formats can tell."""
        found: dict[FieldPath, Place] = {}
        for path, given in self.facts.items():
            for length, step in enumerate(path, 1):
                if isinstance(step, int):
                    found.setdefault(path[:length], given.place)
        return found

    @cached_property
    def unread(self) -> frozenset[FieldPath]:
        """The facts that are written but could not be read."""
        return refused_in(self.intake)

    @cached_property
    def names(self) -> dict[FieldPath, str]:
        """The names of its facts that stay when items of lists move, by its own paths."""
        return names_of(self.intake.alliance) if self.intake.alliance else {}

    def only_names(self, item: FieldPath) -> bool:
        """Whether the file only names an item, by its path here, because others stand on its rows."""
        return item in self._named

    @cached_property
    def _named(self) -> frozenset[FieldPath]:
        return frozenset(in_identifiers(path) for path in self.raw.mentioned)

    @property
    def report(self) -> Report:
        """What is wrong with the file; whether the units it names exist is not to be seen from it."""
        if not self.facts and not self.intake.report:
            message, hint = "这份文件里没有填写任何内容", "请核对交来的是否为填好的文件"
            place = Place(str(self.path))
            return Report.of([Diagnostic("I-FIL-11", message, Severity.WARNING, place=place, hint=hint)])
        return Report(tuple(d for d in self.intake.report if not d.code.startswith("D-REF-")))


def files_in(paths: Iterable[Path], data: Path) -> tuple[list[Path], Report]:
    """The files that paths mean, each once: of a folder all that lie in it, but not hidden ones and the data file."""
    found: dict[Path, Path] = {}
    passed: list[Diagnostic] = []
    for path in paths:
        for file in _inside(path, data, passed):
            found.setdefault(file.resolve(), file)
    if len(found) > MAX_FILES:
        message = f"一次交来 {len(found)} 个文件，上限为 {MAX_FILES} 个"
        raise Fault(Diagnostic("I-FIL-07", message, hint="请分几次导入"))
    return list(found.values()), Report.of(passed)


def _inside(path: Path, data: Path, passed: list[Diagnostic]) -> Iterator[Path]:
    if not path.is_dir():
        if path.name.startswith(_LOCK):
            message = "这是文件打开着的时候留下的临时文件，没有读"
            passed.append(Diagnostic("I-FIL-06", message, Severity.INFO, place=Place(str(path))))
        else:
            yield path
        return
    try:
        entries = sorted(file for file in path.iterdir() if not file.name.startswith((".", _LOCK)))
    except OSError as error:
        raise Fault(Diagnostic("I-FIL-02", f"文件夹打不开（{reason_of(error)}）", place=Place(str(path)))) from None
    has_any = False
    for file in entries:
        if file.name in _OURS or file.resolve() == data.resolve():
            continue
        if file.is_dir():
            message, hint = "子文件夹里的文件没有读", "要读的，请把这个文件夹也写在命令里"
            passed.append(Diagnostic("I-FIL-09", message, Severity.WARNING, place=Place(str(file)), hint=hint))
        elif file.suffix.lower() in SUFFIXES:
            has_any = True
            yield file
        else:
            message = "不认得这种文件，没有读"
            passed.append(Diagnostic("I-FIL-06", message, Severity.WARNING, place=Place(str(file))))
    if not has_any:
        message, hint = "文件夹里没有可以导入的文件", "请核对文件夹名"
        passed.append(Diagnostic("I-FIL-10", message, Severity.WARNING, place=Place(str(path)), hint=hint))


def read_file(path: Path) -> Handed:
    """A file handed in; no fault of it is raised."""
    raw = read_any(path)
    return Handed(path, _digest_of(path), raw)


def _digest_of(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""  # the reader has told why
