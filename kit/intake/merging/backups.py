"""The states a data file had before each change, and the way back to any of them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from kit import patterns
from kit.diagnostics import Diagnostic, Fault, Place
from kit.files import write_all
from kit.intake.decoding import bytes_of
from kit.intake.merging import provenance
from kit.intake.merging.provenance import FILE, FOLDER, Provenance

BACKUPS = "备份"
_BLOCKED = "数据文件可能正在别的程序中打开，或者文件、文件夹是只读的；请关闭那个程序、改为可写后再试"
_STAMP = "%Y%m%d-%H%M%S"
_NAME = patterns.compiled(r"(?P<stem>.+)-(?P<stamp>\d{8}-\d{6})(?:-(?P<number>\d{1,6}))?")


@dataclass(frozen=True)
class Backup:
    """One state that is kept: the data file and what was known about its facts."""

    data: Path
    order: tuple[str, int]

    @property
    def stamp(self) -> str:
        """The moment, and a number where it is not the first of its moment."""
        moment, number = self.order
        return moment if number == 1 else f"{moment}-{number}"

    @property
    def name(self) -> str:
        """The file in the folder of backups: alliance-20261123-083000.yaml."""
        return f"{self.data.stem}-{self.stamp}{self.data.suffix}"

    @property
    def path(self) -> Path:
        """Where the data file is kept."""
        return self.data.parent / FOLDER / BACKUPS / self.name

    @property
    def provenance(self) -> Path:
        """Where the provenance is kept."""
        return self.path.with_name(f"来源-{self.stamp}.json")

    def files(self, content: bytes) -> dict[str, bytes]:
        """What to write, beside the data file, to keep its present state."""
        kept = {f"{FOLDER}/{BACKUPS}/{self.name}": content}
        known = provenance.file_for(self.data)
        if known.exists():
            kept[f"{FOLDER}/{BACKUPS}/{self.provenance.name}"] = known.read_bytes()
        return kept


@dataclass(frozen=True)
class Kept:
    """A state one can go back to.

    number   1 is the last one that was kept.
    until    the moment of the change before which the data file looked like this.
    changed  how many lines differ from what stands there now; 0 where it is the same.
    sources  the files that facts had been imported from by then.
    """

    number: int
    path: Path
    until: datetime
    changed: int
    sources: tuple[str, ...]


def kept_states(data: Path) -> list[Kept]:
    """The states one can go back to, last one first."""
    now = Counter(bytes_of(data).splitlines())
    return [_kept(number, backup, now) for number, backup in enumerate(_newest_first(data), 1)]


def _kept(number: int, backup: Backup, now: Counter[bytes]) -> Kept:
    before = Counter(bytes_of(backup.path).splitlines())
    files = dict.fromkeys(record.file for record in _known_at(backup).records.values())
    changed = max((now - before).total(), (before - now).total())
    return Kept(number, backup.path, datetime.strptime(backup.order[0], _STAMP), changed, tuple(files))


def next_backup(data: Path, at: datetime) -> Backup:
    """A backup of this moment that does not stand yet and comes behind all that do."""
    stamp, number = at.strftime(_STAMP), 1
    if (last := next(_newest_first(data), None)) and last.order >= (stamp, number):
        stamp, number = last.order[0], last.order[1] + 1
    return Backup(data, (stamp, number))


def _newest_first(data: Path) -> Iterator[Backup]:
    """All backups of a data file."""
    folder = data.parent / FOLDER / BACKUPS
    names = (_NAME.fullmatch(path.stem) for path in (folder.glob(f"*{data.suffix}") if folder.is_dir() else ()))
    orders = ((name["stamp"], int(name["number"] or 1)) for name in names if name and name["stem"] == data.stem)
    yield from (Backup(data, order) for order in sorted(orders, reverse=True))


def digest(content: bytes) -> str:
    """The digest by which a state of the data file is known."""
    return hashlib.sha256(content).hexdigest()


def put(data: Path, files: Mapping[str, bytes]) -> None:
    """Put a data file and what is kept of it in place, or nothing. Raises Fault at the data file."""
    try:
        write_all(data.parent, files, blocked=_BLOCKED)
    except Fault as fault:
        raise Fault(*(diagnostic.at(Place(str(data))) for diagnostic in fault.report)) from fault


def undo(data: Path, at: datetime, *, to: int = 1, force: bool = False) -> tuple[Path, Path]:
    """Put the data file back to what it was before the last import or undo, or to an earlier state.

    Returns the backup that was put back, and the one that now holds what stood there until now: undoing again goes back.
    to     the number of the state, as kept_states counts them.
    force  although the data file was edited since.
    """
    known = provenance.load(data)
    states = list(_newest_first(data))
    if not states:
        raise Fault(
            Diagnostic(
                "I-UND-01",
                "没有可以恢复的备份",
                place=Place(str(data)),
                hint="kit import 和 kit ask 改动数据文件之前会留备份",
            )
        )
    if not 1 <= to <= len(states):
        message = f"没有第 {to} 个备份，现有 {len(states)} 个"
        raise Fault(Diagnostic("I-UND-03", message, place=Place(str(data)), hint="kit undo --list 列出全部备份"))
    last, wanted = states[0], states[to - 1]
    now, before = bytes_of(data), bytes_of(wanted.path)
    if not force and digest(now) not in {known.sha256, digest(bytes_of(last.path))}:
        raise Fault(
            Diagnostic(
                "I-UND-02",
                "最近一次备份之后，数据文件又改动过（包括 kit ask 的回答）；撤销会丢掉这些改动，未作任何改动",
                place=Place(str(data)),
                hint=f"确要撤销的，请加 --force，现有内容会留作备份；也可以自己对照 {wanted.path}",
            )
        )
    kept = next_backup(data, at)
    back = replace(_known_at(wanted), sha256=digest(before))
    files = kept.files(now)
    files[f"{FOLDER}/{FILE}"] = provenance.text_with(data, back)
    files[data.name] = before
    put(data, files)
    return wanted.path, kept.path


def _known_at(backup: Backup) -> Provenance:
    if not backup.provenance.exists():
        return Provenance()
    return provenance.loads(backup.provenance.read_text(encoding="utf-8"), backup.data)
