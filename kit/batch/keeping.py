"""Sets that are finished: told by the manifest in their folder, so that a batch can be taken up where it ended."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.diagnostics import Diagnostic, Place, Severity
from kit.render.earlier import bytes_in, sha256_of
from kit.render.manifest import MANIFEST_FILE

_UNFINISHED = ".alliance-kit-*"  # what kit.files leaves behind where it is killed, and sweeps when it writes again
_MAX_MANIFEST = 4 * 1024**2


@dataclass(frozen=True)
class Kept:
    """What a manifest keeps of a finished set: the hash of all it was made of, and what was found on the way."""

    key: str
    found: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class Finished:
    """A finished set.

    edited  its files that somebody has changed since.
    """

    kept: Kept
    edited: tuple[str, ...] = ()


def told(kept: Kept) -> dict[str, Any]:
    """What goes into the manifest."""
    return {"key": kept.key, "findings": [_as_data(diagnostic) for diagnostic in kept.found]}


def finished(folder: Path) -> Finished | None:
    """The finished set in a folder, or None where it is not there as a whole."""
    manifest = bytes_in(folder / MANIFEST_FILE, _MAX_MANIFEST)
    if manifest is None or any(folder.glob(_UNFINISHED)):
        return None
    try:
        data = json.loads(manifest)
        batch = data["batch"]
        kept = Kept(str(batch["key"]), tuple(_from_data(one) for one in batch["findings"]))
        files = {str(n): str(sha) for one in data["documents"] for n, sha in one["files"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None  # not a manifest of a batch, or one that somebody wrote into: the set is made again
    states = dict(_states(folder, files))
    if None in states.values():
        return None
    return Finished(kept, tuple(name for name, same in states.items() if not same))


def _states(folder: Path, files: dict[str, str]) -> Iterator[tuple[str, bool | None]]:
    """For each file whether it is as it was made; None where it is gone."""
    for name, sha in files.items():
        found = sha256_of(folder / name) if Path(name).name == name else None
        yield name, None if found is None else found == sha


def _as_data(diagnostic: Diagnostic) -> dict[str, Any]:
    place = diagnostic.place
    whole = {
        "code": diagnostic.code,
        "severity": diagnostic.severity.name.lower(),
        "message": diagnostic.message,
        "field": diagnostic.field,
        "place": [place.file, place.line, place.column, place.where],
        "law": diagnostic.law,
        "hint": diagnostic.hint,
        "documents": list(diagnostic.documents),
        "waiver": diagnostic.waiver,
    }
    return {name: value for name, value in whole.items() if value and value != ["", None, None, ""]}


def _from_data(data: dict[str, Any]) -> Diagnostic:
    file, line, column, words = data.get("place", ("", None, None, ""))
    return Diagnostic(
        str(data["code"]),
        str(data["message"]),
        Severity[str(data["severity"]).upper()],
        str(data.get("field", "")),
        Place(str(file), line, column, str(words)),
        str(data.get("law", "")),
        str(data.get("hint", "")),
        tuple(map(str, data.get("documents", ()))),
        waiver=str(data.get("waiver", "")),
    )
