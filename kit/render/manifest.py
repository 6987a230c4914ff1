"""manifest.json: what was made from what, in which versions. Without a clock, so that it is the same each time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kit.render.documents import Made

if TYPE_CHECKING:
    from kit.render.earlier import Earlier

MANIFEST_FILE = "manifest.json"
ABOUT_A_RUN = ("kit", "draft", "layout", "data")


def sha256(data: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def manifest(
    made: Sequence[Made],
    files: Mapping[str, bytes],
    data: bytes,
    about: Mapping[str, Any],
    earlier: Earlier | None = None,
) -> bytes:
    """The manifest of a run.

    files    every written file by name.
    data     the data file's bytes.
    about    further facts of the run: kit version, draft, layout program.
    earlier  what stands beside those files from earlier runs.
    """
    valid = (earlier.valid if earlier else None) or {}
    documents = [_entry(one, files, valid.get(one.kind.id, {})) for one in made if one.wanted]
    whole: dict[str, Any] = {**about, "data": {"sha256": sha256(data)}, "documents": documents}
    if earlier and earlier.entries:
        whole["earlier"] = earlier.entries
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def _entry(made: Made, files: Mapping[str, bytes], valid: Mapping[str, str]) -> dict[str, Any]:
    stem = made.kind.file.removesuffix(".docx")
    outputs = {name: sha256(data) for name, data in files.items() if name.rpartition(".")[0] == stem}
    outputs |= valid
    return {
        "id": made.kind.id,
        "title": made.kind.title,
        "files": outputs,
        "template": {"layer": made.layer.name, "sha256": made.template_hash, "law_date": made.kind.law_date},
        "options": [line.clause for line in made.outline if "/" in line.clause],
        "missing": [missing.path for missing in made.missing],
    }
