"""What was handed out to the units: .kit/发出.json beside the data file.

What comes back as it went out was changed by nobody at the unit, whatever has become of it in the data file since. So
each workbook and form that is written leaves here, as digests, what it says: the ground of a merge of three. The record
stands apart from the provenance, for undoing an import does not call back what the units hold.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from kit.diagnostics import Diagnostic, Fault, Place
from kit.intake.form.reading import read_form
from kit.intake.merging.facts import Given
from kit.intake.merging.provenance import FOLDER, MAX_BYTES, digest_of
from kit.intake.merging.sources import Handed
from kit.intake.workbook.reading import read_workbook

FILE = "发出.json"
_MAX_NAMES = 300_000
_MAX_VALUES = 12  # of one fact: so many different ones nobody hands out
_READERS = {".xlsx": read_workbook, ".docx": read_form}
_NOTE = "由 kit members 写出，导入时用来分清哪些内容单位改过，请勿手改"

Names = Sequence[str]
"""What a fact may be recorded under: as the file names it that came back, and as the data file does."""


@dataclass(frozen=True)
class HandedOut:
    """The values that went out, by the name of the fact: their digests, the latest first."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def is_latest(self, names: Names, given: Given) -> bool:
        """Whether a fact went out last with this value."""
        name, values = self._of(names)
        return bool(values) and digest_of(name, given) == values[0]

    def is_earlier(self, names: Names, given: Given) -> bool:
        """Whether a fact went out with this value, and later with another."""
        name, values = self._of(names)
        return digest_of(name, given) in values[1:]

    def knows(self, names: Names) -> bool:
        """Whether a fact went out at all."""
        return bool(self._of(names)[1])

    def _of(self, names: Names) -> tuple[str, tuple[str, ...]]:
        return next(((name, self.values[name]) for name in names if name in self.values), ("", ()))

    def with_file(self, name: str, content: bytes) -> HandedOut:
        """What is known to be handed out when this workbook or form is, too."""
        path = Path(name)
        back = Handed(path, "", _READERS[path.suffix](path, content))
        values = dict(self.values)
        for way, given in back.facts.items():
            called = back.names[way]
            digest = digest_of(called, given)
            before = values.pop(called, ())
            values[called] = (digest, *(one for one in before if one != digest))[:_MAX_VALUES]
        return HandedOut(dict(islice(values.items(), max(0, len(values) - _MAX_NAMES), None)))


def file_for(data: Path) -> Path:
    """Where it is recorded what was handed out from a data file."""
    return data.parent / FOLDER / FILE


def load(data: Path) -> HandedOut:
    """What was handed out from a data file. Raises Fault where the record was spoiled."""
    kept = _whole(data).get(data.name, {})
    try:
        return HandedOut({str(name): _digests(values) for name, values in islice(kept.items(), _MAX_NAMES)})
    except (AttributeError, TypeError):
        raise _spoiled(data) from None


def _digests(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise TypeError
    return tuple(str(value) for value in values[:_MAX_VALUES])


def text_with(data: Path, files: Mapping[str, bytes]) -> bytes:
    """The record with what these files say put in; what it keeps for other data files stays.

    files  workbooks and forms by their names. Raises Fault where the record was spoiled.
    """
    known = load(data)
    for name, content in files.items():
        known = known.with_file(name, content)
    whole = {**_whole(data), "说明": _NOTE, data.name: {name: list(values) for name, values in known.values.items()}}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _whole(data: Path) -> dict[str, Any]:
    path = file_for(data)
    try:
        if not path.exists():
            return {}
        if path.stat().st_size > MAX_BYTES:
            raise _spoiled(data)
        whole = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        raise _spoiled(data) from None
    if not isinstance(whole, dict):
        raise _spoiled(data)
    return whole


def _spoiled(data: Path) -> Fault:
    hint = "请改名保存这份文件后再试；改名后，已发出的工作簿和登记表交回时，分不清哪些内容单位改过"
    return Fault(Diagnostic("I-PRV-02", "发出记录读不出来", place=Place(str(file_for(data))), hint=hint))
