"""Hostile templates: every one is refused with one clear finding, without a traceback, soon, and in little memory."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kit.api import create_project
from kit.diagnostics import Diagnostic, Fault
from kit.templates.facts import Scope
from kit.templates.template import Template
from tests.cli.running import run
from tests.hostile import expressions, measuring, packages
from tests.making import alliance
from tests.word.making import p

_SECONDS = 2.0
_MEGABYTES = 300
_CHINESE = re.compile("[\u4e00-\u9fff]")


def _of_tags(paragraphs: tuple[str, ...]) -> Callable[[], bytes]:
    escaped = [text.replace("&", "&amp;").replace("<", "&lt;") for text in paragraphs]
    return lambda: packages.sound(*map(p, escaped)).to_bytes()


HOSTILE: dict[str, tuple[Callable[[], bytes], tuple[str, ...]]] = {
    **{name: (case.build, (case.code,)) for name, case in packages.CASES.items()},
    **{f"tag-{name}": (_of_tags(tags), codes) for name, (tags, codes) in expressions.CASES.items()},
}


@pytest.fixture(scope="session")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What was said of each file, and what that took, in a process that does nothing else."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, (build, _codes) in HOSTILE.items():
        (folder / f"{name}.docx").write_bytes(build())
    root = Path(__file__).parents[2]
    command = [sys.executable, measuring.__file__, str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=root, env=environment)
    assert ran.returncode == 0, ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def _refusal(data: bytes, tmp_path: Path) -> tuple[Diagnostic, ...]:
    path = tmp_path / "模板.docx"
    path.write_bytes(data)
    with pytest.raises(Fault) as caught:
        Template.load(path).render(Scope(alliance()), {})
    return tuple(caught.value.report)


def test_there_are_enough() -> None:
    assert len(HOSTILE) >= 60


@pytest.mark.xdist_group("hostile_measured")
@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_with_one_clear_finding(name: str, measured: dict[str, Any]) -> None:
    codes = HOSTILE[name][1]
    told = measured["files"][name]["told"]
    assert told, "it was taken"
    assert {code for code, _message in told} <= set(codes)
    assert len({code for code, _message in told}) == 1 or len(codes) > 1
    for _code, message in told:
        assert _CHINESE.search(message)
        assert len(message) < 200


@pytest.mark.xdist_group("hostile_measured")
def test_none_takes_long_or_much(measured: dict[str, Any]) -> None:
    slow = {name: one["seconds"] for name, one in measured["files"].items() if one["seconds"] >= _SECONDS}
    assert not slow
    assert measured["peak"] < _MEGABYTES, sorted((one["raised"], name) for name, one in measured["files"].items())[-5:]


@pytest.mark.parametrize("name", packages.SOUND)
def test_a_sound_file_is_taken(name: str, tmp_path: Path) -> None:
    path = tmp_path / "模板.docx"
    path.write_bytes(packages.SOUND[name]())
    Template.load(path).render(Scope(alliance()), {})


_BY_COMMAND = (
    "zip-ratio entity-bomb external-entity utf-16-with-mark attached-template link-to-file macro-project duplicate-part "
    "traversal-in-part field-DDEAUTO nesting-10000 tag-class-walk tag-brackets tag-include tag-safe"
)


@pytest.mark.parametrize("name", _BY_COMMAND.split())
def test_the_check_command_refuses_it(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build, codes = HOSTILE[name]
    path = tmp_path / "模板.docx"
    path.write_bytes(build())
    ran = run(capsys, "templates", "check", path, "--format", "json")
    assert ran.code == 1
    assert {one["code"] for one in json.loads(ran.out)["diagnostics"]} <= set(codes)


@pytest.mark.parametrize(
    "name", ["entity-bomb", "macro-project", "tag-nested-ranges", "tag-times", "tag-macro-calls-itself"]
)
def test_the_render_command_refuses_it(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build, codes = HOSTILE[name]
    project = create_project(tmp_path / "项目", sample=True)
    (project.templates / "联盟协议.docx").write_bytes(build())
    ran = run(capsys, "render", project.folder, "联盟协议", "--no-pages", "--format", "json")
    assert ran.code == 1
    assert {one["code"] for one in json.loads(ran.out)["diagnostics"] if one["severity"] == "error"} <= set(codes)
    assert not list(project.output.iterdir())


def test_a_file_without_end_is_read_within_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kit.templates.template.MAX_TEMPLATE", 1024)
    assert [d.code for d in _refusal(packages.sound().to_bytes(), tmp_path)] == ["W-PKG-05"]
