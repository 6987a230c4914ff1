"""What earlier runs left in the folder that documents are written to, as its manifest.json tells."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kit.records import Record
from kit.render.manifest import ABOUT_A_RUN, MANIFEST_FILE, sha256

_MAX_MANIFEST = 4 * 1024**2
_MAX_DOCUMENT = 200 * 1024**2


class Earlier(Record):
    """What stands in the folder besides the files of this run.

    entries     of documents that this run does not make: what the new manifest keeps telling of them.
    valid       files made of the very text that this run gives again, with their hashes, by document.
    superseded  files made of a text that this run replaces, a PDF for example, as they were made.
    edited      such files that somebody has changed since.
    outdated    documents that this run does not make, made of other data.
    was_formal  whether this run replaces a document that was no draft.
    """

    entries: tuple[Mapping[str, Any], ...] = ()
    valid: Mapping[str, Mapping[str, str]] | None = None
    superseded: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()
    was_formal: bool = False


def earlier_in(folder: Path, files: Mapping[str, bytes], made: Sequence[str], data: bytes) -> Earlier:
    """What stands in a folder; nothing where it has no manifest that can be read.

    files  what this run is about to write.
    made   the identifiers of its documents.
    data   the bytes of the data file.
    """
    entries = [entry for entry in _entries(folder) if entry["files"]]
    again = [entry for entry in entries if entry["id"] in made]
    others = [entry for entry in entries if entry["id"] not in made]
    written = {name: sha256(content) for name, content in files.items()}
    valid: dict[str, dict[str, str]] = {}
    superseded: list[str] = []
    edited: list[str] = []
    for entry in again:
        rest = {name: sha for name, sha in entry["files"].items() if name not in written}
        if all(written[name] == sha for name, sha in entry["files"].items() if name in written):
            valid[entry["id"]] = rest
            continue
        for name, sha in rest.items():
            (superseded if sha256_of(folder / name) == sha else edited).append(name)
    return Earlier(
        tuple(others),
        valid,
        tuple(superseded),
        tuple(edited),
        tuple(name for entry in others if entry.get("data") != {"sha256": sha256(data)} for name in entry["files"]),
        any(entry.get("draft") is False for entry in again),
    )


def _entries(folder: Path) -> Iterator[dict[str, Any]]:
    """The documents that a folder's manifest tells of, each with what is known of its run and the files still there."""
    told = _manifest_in(folder)
    run = {name: told[name] for name in ABOUT_A_RUN if name in told}
    for entries, known in ((told.get("documents"), run), (told.get("earlier"), {})):
        for entry in entries if isinstance(entries, list) else ():
            if not isinstance(entry, dict) or not isinstance(entry.get("files"), dict):
                continue
            files = {n: sha for n, sha in entry["files"].items() if _is_name(n) and (folder / n).is_file()}
            yield {**entry, **known, "id": str(entry.get("id", "")), "files": files}


def _manifest_in(folder: Path) -> dict[str, Any]:
    content = bytes_in(folder / MANIFEST_FILE, _MAX_MANIFEST)
    try:
        told = json.loads(content or b"{}")
    except (ValueError, RecursionError):
        return {}  # nobody's manifest: what lies in the folder is not ours
    return told if isinstance(told, dict) else {}


def _is_name(name: str) -> bool:
    return Path(name).name == name


def sha256_of(path: Path) -> str | None:
    """The hash of a file; None where it cannot be read or is larger than any document of ours."""
    content = bytes_in(path, _MAX_DOCUMENT)
    return None if content is None else sha256(content)


def bytes_in(path: Path, limit: int) -> bytes | None:
    """A file's bytes; None where it is not there, cannot be read or is larger than the limit."""
    try:
        if not path.is_file() or path.stat().st_size > limit:
            return None
        return path.read_bytes()
    except OSError:
        return None
