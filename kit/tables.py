"""Tables of the kit's own in TOML, parsed once for a user and kept on disk: parsing them takes longer than their use."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from kit.cache import read_entry, write_entry


def table_in(path: Path) -> dict[str, Any]:
    """What a file of the kit's declares. Raises tomllib.TOMLDecodeError where it is not TOML."""
    content = path.read_bytes()
    key = sha256(b"table|1|" + content).hexdigest()
    kept = read_entry(key)
    if kept is None:
        import tomllib  # seldom needed, and it takes time to load

        kept = _plain(tomllib.loads(content.decode("utf-8")))
        write_entry(key, kept)
    table = _with_days(kept)
    assert isinstance(table, dict)
    return table


def _plain(value: Any) -> Any:
    """The value with days as tuples, which TOML itself does not have: the cache takes no days."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return (value.year, value.month, value.day) if type(value) is date else value


def _with_days(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_days(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with_days(inner) for inner in value]
    return date(*value) if isinstance(value, tuple) else value
