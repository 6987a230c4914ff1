"""Compiled templates on disk: the same documents, and no code from a place others can write."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from kit.cache import cache_folder, read_entry, write_entry
from kit.templates import compiling
from kit.templates import template as module
from kit.templates.facts import Scope
from kit.templates.template import Template
from kit.templates.versions import code_version, key_of
from tests.making import alliance, template_of


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("KIT_NO_CACHE", raising=False)
    module._compiled.cache_clear()
    yield tmp_path / "cache" / "alliance-kit"
    module._compiled.cache_clear()


def rendered(template: Template) -> bytes:
    module._compiled.cache_clear()
    return template.render(Scope(alliance()), {}).package.to_bytes()


def test_a_cached_template_gives_the_same_document(tmp_path: Path, folder: Path) -> None:
    template = template_of(tmp_path, "{{ 联盟.名称 }}\n{% for m in 成员单位 %}\n{{ m.名称 }}\n{% endfor %}")
    first = rendered(template)
    (entry,) = folder.iterdir()
    assert entry.name == key_of(template.data)
    assert stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0
    assert rendered(template) == first


def test_the_entry_is_what_is_used(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    template = template_of(tmp_path, "{{ 联盟.名称 }}")
    rendered(template)
    monkeypatch.setattr(compiling, "compile_template", None)
    assert rendered(template)


def test_a_faulty_template_is_not_kept(tmp_path: Path, folder: Path) -> None:
    assert template_of(tmp_path, "{{ 联盟.名子 }}").faults()
    assert not folder.exists()


@pytest.mark.parametrize("room", ["model", "templates", "word"])
def test_an_edit_of_the_code_that_decides_makes_entries_stale(tmp_path: Path, room: str) -> None:
    for name in ("model", "templates", "word"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.py").write_text("1")
    before = code_version(tmp_path)
    assert code_version(tmp_path) == before
    (tmp_path / room / "a.py").write_text("22")
    assert code_version(tmp_path) != before


def _open_to_others(path: Path) -> None:
    path.chmod(path.stat().st_mode | stat.S_IWOTH)


@pytest.mark.parametrize("which", ["folder", "file", "group", "link", "digest", "cut"])
def test_what_others_could_have_written_is_not_read(tmp_path: Path, folder: Path, which: str) -> None:
    write_entry("key", {"a": 1})
    entry = folder / "key"
    assert read_entry("key") == {"a": 1}
    if which == "folder":
        _open_to_others(folder)
    elif which == "file":
        _open_to_others(entry)
    elif which == "group":
        entry.chmod(0o660)
    elif which == "link":
        entry.rename(tmp_path / "elsewhere")
        entry.symlink_to(tmp_path / "elsewhere")
    elif which == "digest":
        entry.write_bytes(entry.read_bytes()[:-1] + b"x")
    else:
        entry.write_bytes(entry.read_bytes()[:10])
    assert read_entry("key") is None


@pytest.mark.parametrize("which", ["folder", "pipe", "other"])
def test_what_is_no_entry_of_that_key_is_not_read(folder: Path, which: str) -> None:
    write_entry("key", {"a": 1})
    write_entry("other", {"b": 2})
    (folder / "key").unlink()
    if which == "folder":
        (folder / "key").mkdir()
    elif which == "pipe":
        os.mkfifo(folder / "key", 0o600)
    else:
        (folder / "other").rename(folder / "key")
    assert read_entry("key") is None


def test_a_linked_folder_is_not_trusted(tmp_path: Path, folder: Path) -> None:
    write_entry("key", {"a": 1})
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    assert read_entry("key") is None


def test_it_can_be_switched_off(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIT_NO_CACHE", "1")
    assert cache_folder() is None
    write_entry("key", {"a": 1})
    assert not folder.exists()


def test_old_entries_make_room(folder: Path) -> None:
    for number in range(80):
        write_entry(f"key{number}", number)
        os.utime(folder / f"key{number}", (number, number))
    kept = {path.name for path in folder.iterdir()}
    assert len(kept) <= 64
    assert "key79" in kept
    assert "key0" not in kept


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    write_entry("key", {"a": 1})
    assert read_entry("key") is None


def test_a_user_without_a_home_has_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> Path:
        raise RuntimeError("Could not determine home directory.")  # what pathlib says

    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "KIT_NO_CACHE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", nowhere)
    assert cache_folder() is None
    write_entry("key", {"a": 1})
    assert read_entry("key") is None
