"""Which file each fact came from: .kit/来源.json beside the data file.

It also keeps what stood in the data file after the last import, as digests, so that what a person typed since can be
told from what was there before, and which values somebody has decided against.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kit.diagnostics import Diagnostic, Fault, Place
from kit.intake.merging.facts import Given
from kit.intake.merging.identity import IDENTITIES
from kit.intake.origins import FieldPath
from kit.model.alliance import Alliance
from kit.model.fact import Fact
from kit.model.fields import Kind, fields_of
from kit.rules.comparing import folded

FOLDER = ".kit"
FILE = "来源.json"
MAX_BYTES = 64 * 1024 * 1024
_NOTE = "由 kit import 写出，再次导入和 kit undo 要用，请勿手改"


@dataclass(frozen=True)
class Record:
    """Where a fact came from: the file, its digest, the place in it, when it was imported; and what it said."""

    file: str
    sha256: str
    place: str
    at: str
    digest: str


@dataclass(frozen=True)
class Provenance:
    """What is known about the facts of one data file, by names that stay when items move (see names_of).

    typed    digests of the facts that stood there after the last import and came from no file; None before the first.
    refused  digests of values somebody decided against.
    former   digests of values that stood there until an import put others in their place.
    sha256   the digest of the data file after the last import or undo.
    renamed  by name, the name a fact had before an import named its item otherwise: what went out, was refused or stood
             there under that one did so of this fact.
    """

    records: Mapping[str, Record] = field(default_factory=dict)
    typed: frozenset[str] | None = None
    refused: frozenset[str] = frozenset()
    sha256: str = ""
    former: frozenset[str] = frozenset()
    renamed: Mapping[str, str] = field(default_factory=dict)

    def names(self, name: str) -> tuple[str, ...]:
        """The name of a fact and those it had before imports, the latest first."""
        found = [name]
        while (before := self.renamed.get(found[-1])) and before not in found:
            found.append(before)
        return tuple(found)

    def is_known(self, name: str, given: Given) -> bool:
        """Whether a fact stood there already after the last import; before the first, every fact did."""
        record = self.records.get(name)
        digest = digest_of(name, given)
        return record.digest == digest if record else self.typed is None or digest in self.typed

    def is_refused(self, name: str, given: Given) -> bool:
        """Whether somebody decided against this value of a fact."""
        return any(digest_of(one, given) in self.refused for one in self.names(name))

    def is_former(self, name: str, given: Given) -> bool:
        """Whether this value stood there until an import put another in its place."""
        return any(digest_of(one, given) in self.former for one in self.names(name))


def digest_of(name: str, given: Given) -> str:
    """What stands for a fact and its value."""
    return hashlib.sha256(f"{name}\0{given.meaning}".encode()).hexdigest()[:16]


def names_of(alliance: Alliance) -> dict[FieldPath, str]:
    """A name for each fact that stays when items of lists move: 成员单位[津海氢能装备股份有限公司].联系人.电话."""
    return dict(_steps(alliance, (), ""))


def _steps(noun: Fact, path: FieldPath, name: str) -> Iterable[tuple[FieldPath, str]]:
    for known in fields_of(type(noun)):
        here = (*path, known.name)
        called = f"{name}.{known.label}" if name else known.label
        value = getattr(noun, known.name)
        yield here, called
        if known.kind is Kind.LIST and known.group:
            seen: dict[str, int] = {}
            for number, item in enumerate(value):
                title = _title(item)
                seen[title] = again = seen.get(title, 0) + 1
                more = f"#{again}" if again > 1 else ""
                yield from _steps(item, (*here, number), f"{called}[{title}{more}]")
        elif known.group:
            yield from _steps(known.group() if value is None else value, here, called)


def _title(item: Fact) -> str:
    """What an item of a list is called."""
    for way in sorted(IDENTITIES[type(item)].ways, key=lambda way: way == ("uscc",)):
        parts = [str(value) for part in way if (value := getattr(item, part)) is not None]
        if parts:
            return str(folded("/".join(parts)))
    return ""


# --- the file ---------------------------------------------------------------------------------


def file_for(data: Path) -> Path:
    """Where the provenance of a data file is kept."""
    return data.parent / FOLDER / FILE


def load(data: Path) -> Provenance:
    """What is known about the facts of a data file. Raises Fault where the file was spoiled."""
    return loads(_text_of(file_for(data)), data)


def loads(text: str, data: Path) -> Provenance:
    """The provenance of a data file from the text it is kept in."""
    if not text:
        return Provenance()
    try:
        kept = json.loads(text).get(data.name)
        return _read(kept) if kept else Provenance()
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        raise _spoiled(file_for(data)) from None


def _text_of(path: Path) -> str:
    try:
        if not path.exists():
            return ""
        if path.stat().st_size > MAX_BYTES:
            raise _spoiled(path)
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise _spoiled(path) from None


def _spoiled(path: Path) -> Fault:
    hint = "请改名保存这份文件后再试；改名后，已导入的事实按手工填写对待"
    return Fault(Diagnostic("I-PRV-01", "来源记录读不出来", place=Place(str(path)), hint=hint))


def _read(kept: Mapping[str, Any]) -> Provenance:
    files = kept["文件"]
    records = {}
    for name, (number, place, digest) in kept["事实"].items():
        file = files[number]
        records[str(name)] = Record(file["名称"], file["sha256"], str(place), file["时间"], str(digest))
    typed = kept["手填"]
    return Provenance(
        records,
        None if typed is None else frozenset(typed),
        frozenset(kept["未采用"]),
        str(kept["数据文件"]),
        frozenset(kept.get("曾经", ())),
        {str(name): str(before) for name, before in kept.get("改名", {}).items()},
    )


def text_with(data: Path, provenance: Provenance) -> bytes:
    """The file with the provenance of a data file put in; what it keeps for other data files stays."""
    text = _text_of(file_for(data))
    try:
        whole = dict(json.loads(text)) if text else {}
    except ValueError:
        raise _spoiled(file_for(data)) from None
    whole = {"说明": _NOTE, **whole, data.name: _plain(provenance)}
    return (json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _plain(provenance: Provenance) -> dict[str, Any]:
    files = sorted({(record.at, record.file, record.sha256) for record in provenance.records.values()})
    number = {file: position for position, file in enumerate(files)}
    return {
        "数据文件": provenance.sha256,
        "文件": [{"时间": at, "名称": name, "sha256": sha256} for at, name, sha256 in files],
        "事实": {
            name: [number[one.at, one.file, one.sha256], one.place, one.digest]
            for name, one in provenance.records.items()
        },
        "手填": None if provenance.typed is None else sorted(provenance.typed),
        "未采用": sorted(provenance.refused),
        "曾经": sorted(provenance.former),
        "改名": dict(provenance.renamed),
    }
