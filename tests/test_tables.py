"""The kit's own tables, parsed once: the same values as TOML has, days too."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

import kit
from kit.cache import cache_folder
from kit.resources import templates_root
from kit.tables import table_in

_TABLES = sorted([*Path(kit.__file__).parent.rglob("*.toml"), *templates_root().rglob("*.toml")])


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("KIT_NO_CACHE", raising=False)
    found = cache_folder()
    assert found is not None
    return found


def test_every_table_is_what_its_file_says() -> None:
    assert len(_TABLES) > 10
    for path in _TABLES:
        expected = tomllib.loads(path.read_text(encoding="utf-8"))
        assert table_in(path) == expected, path  # parsed
        assert table_in(path) == expected, path  # as it was kept


def test_what_is_kept_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.toml"
    path.write_text("day = 2026-11-23\n[[list]]\ndays = [1949-10-01]\n", encoding="utf-8")
    expected = {"day": date(2026, 11, 23), "list": [{"days": [date(1949, 10, 1)]}]}
    assert table_in(path) == expected
    monkeypatch.setattr(tomllib, "loads", None)
    assert table_in(path) == expected


def test_an_edited_file_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("a = 1", encoding="utf-8")
    assert table_in(path) == {"a": 1}
    path.write_text("a = 2", encoding="utf-8")
    assert table_in(path) == {"a": 2}


def test_without_a_cache_it_is_parsed(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIT_NO_CACHE", "1")
    path = tmp_path / "a.toml"
    path.write_text("a = 1", encoding="utf-8")
    assert table_in(path) == {"a": 1}
    assert not folder.exists()
