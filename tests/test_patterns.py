"""Compiled patterns on disk: the same patterns, none of a user's words, nothing compiled twice."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from kit import patterns
from kit.cache import cache_folder, read_entry

_SAMPLE = Path("samples/hydrogen")
# Loads every module of the kit, says how many patterns were compiled for it, and keeps them.
_LOAD_ALL = """
import importlib, pkgutil, kit
from kit import patterns
for module in pkgutil.walk_packages(kit.__path__, "kit."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
print(len(patterns._compiled_now))
patterns.keep_compiled()
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("KIT_NO_CACHE", raising=False)
    monkeypatch.setattr(patterns, "_compiled_now", {})
    patterns._kept.cache_clear()
    found = cache_folder()
    assert found is not None
    return found


def run(*arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, env={**os.environ, **environment}, check=True
    )
    return done.stdout


def kept() -> dict[tuple[str, int], object]:
    own, foreign = read_entry(patterns._name())
    return {**own, **foreign}


def test_what_is_kept_is_what_would_be_compiled(folder: Path) -> None:
    compiled = int(run("-c", _LOAD_ALL))
    assert compiled > 150
    own, foreign = read_entry(patterns._name())
    assert len(own) == compiled
    assert len(foreign) > 20
    for (pattern, flags), form in (own | foreign).items():
        re.purge()  # else `re` gives what was put there
        assert patterns._from_form(pattern, form) == re.compile(pattern, flags)


# Loads libraries with their patterns handed over or not, and says how many they compiled.
_LOAD_LIBRARIES = """
import re._compiler
import kit.patterns
kit.patterns.compiled("kit")
compile, made = re._compiler.compile, []
re._compiler.compile = lambda pattern, flags=0: (made.append(pattern), compile(pattern, flags))[1]
import yaml, jinja2, fractions
print(len(made))
"""


def test_libraries_find_theirs_compiled(folder: Path) -> None:
    anew = int(run("-c", _LOAD_LIBRARIES))
    run("-c", _LOAD_ALL)
    assert anew > 20
    assert int(run("-c", _LOAD_LIBRARIES)) < anew / 3


def test_nothing_is_compiled_twice(folder: Path) -> None:
    run("-c", _LOAD_ALL)
    assert run("-c", _LOAD_ALL).strip() == "0"


def test_groups_keep_their_names_and_numbers(folder: Path) -> None:
    pattern, flags = r"(?P<year>\d{4})年(?:(\d)月)?(?P<rest>[一二三]+|Æ)", re.IGNORECASE
    patterns.compiled(pattern, flags)
    patterns.keep_compiled()
    patterns._kept.cache_clear()
    again = patterns.compiled(pattern, flags)
    assert (pattern, int(flags)) in kept()
    found = again.search("在2026年8月æ")
    assert found is not None
    assert found.groupdict() == {"year": "2026", "rest": "æ"}
    assert found.groups() == ("2026", "8", "æ")
    assert found.lastgroup == "rest"


def test_no_word_of_a_user_is_kept(folder: Path, tmp_path: Path) -> None:
    run("-m", "kit", "render", str(_SAMPLE), "--no-pages", "-o", str(tmp_path / "out"))
    data = yaml.safe_load((_SAMPLE / "alliance.yaml").read_text(encoding="utf-8"))
    names = {data["联盟"]["名称"], data["联盟"]["简称"]}
    names |= {member[key] for member in data["成员单位"] for key in ("名称", "简称")}
    assert len(names) > 10
    told = [(name, pattern) for pattern, _flags in kept() for name in names if name in str(pattern)]
    assert told == []


def test_where_others_can_write_everything_is_compiled(folder: Path) -> None:
    run("-c", _LOAD_ALL)
    folder.chmod(0o777)
    assert int(run("-c", _LOAD_ALL)) > 150


def test_keeping_can_be_switched_off(folder: Path) -> None:
    assert int(run("-c", _LOAD_ALL, KIT_NO_CACHE="1")) > 150
    assert not folder.exists()


def test_too_many_begin_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_AT_MOST", 2)
    for text in ("a1", "a2", "a3"):
        patterns.compiled(text)
        patterns.keep_compiled()
        patterns._kept.cache_clear()
    own, _foreign = read_entry(patterns._name())
    assert set(own) == {("a3", 0)}


def test_another_way_to_compile_keeps_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert patterns.compiled("x+y").search("xxy")
    monkeypatch.setattr("re._compiler._code", None)
    patterns.keep_compiled()
    assert kept() == {}


def test_only_patterns_with_words_of_a_user_are_compiled_elsewhere() -> None:
    house = Path(patterns.__file__).parent
    elsewhere = {
        path.relative_to(house).as_posix()
        for path in house.rglob("*.py")
        if path != Path(patterns.__file__) and "re.compile(" in path.read_text(encoding="utf-8")
    }
    assert elsewhere == {"rules/across/names.py"}  # names of the data file with brackets of whatever kind
