"""What reaches the terminal: never what a data file would do to it, and colours only where they are shown."""

from __future__ import annotations

import ast
import json
import re
import sys
from pathlib import Path

import pytest

import kit.cli
from kit.cli.printing import echo, screen_width, shown
from kit.cli.wrapping import columns, wrapped
from tests.cli.projects import DATE, faulty, sound
from tests.cli.running import run

Capsys = pytest.CaptureFixture[str]
HOSTILE = "\x1b]0;名\x07\x1b[31m\x9b2J\r\b\x7f\u202e\u2066\u200b\u2028"
_OURS = re.compile(r"\x1b\[(1|2|3[1236]|[12];3[1236]|1;2;3[1236]|0)m")
_CLI = Path(kit.cli.__file__).parent


def hostile(folder: Path) -> Path:
    """A project whose data file has control characters in a key and in a value."""
    data = sound(folder) / "alliance.yaml"
    text = data.read_text(encoding="utf-8")
    written = json.dumps(f"九十一{HOSTILE}")  # YAML reads these escapes as JSON does
    text = text.replace("91120116MAXH00010H", written, 1)
    text = text.replace("  报送份数: 3份", f"  报送份数: 3份\n  {json.dumps(f'正本{HOSTILE}份数')}: 1份", 1)
    data.write_text(text, encoding="utf-8")
    return folder


def is_harmless(text: str) -> bool:
    return text.replace("\n", "").replace("\u3000", "").isprintable()


# --- what a data file holds -------------------------------------------------------------------


def test_control_characters_of_a_data_file_are_printed_as_boxes(tmp_path: Path, capsys: Capsys) -> None:
    for command in (["check", "--date", DATE], ["render", "--no-pages"], ["status"]):
        ran = run(capsys, command[0], hostile(tmp_path / command[0]), *command[1:])
        assert is_harmless(ran.out + ran.err), command
    said = run(capsys, "check", tmp_path / "check", "--date", DATE).out
    assert "正本□]0;名□□[31m□2J" in said


def test_colours_of_ours_do_not_let_others_through(
    tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    said = run(capsys, "check", hostile(tmp_path), "--date", DATE).out
    assert "\x1b[31m    D-VAL-01" in said
    assert "□[31m" in said
    assert is_harmless(_OURS.sub("", said))


def test_json_means_the_same_and_holds_nothing_invisible(tmp_path: Path, capsys: Capsys) -> None:
    said = run(capsys, "check", hostile(tmp_path), "--date", DATE, "--format", "json").out
    assert is_harmless(said)
    assert any(HOSTILE in found["message"] for found in json.loads(said)["diagnostics"])


def test_names_of_files_are_no_commands_either(tmp_path: Path, capsys: Capsys) -> None:
    for name in ("\x1b[2J没有", "\udcff没有"):
        ran = run(capsys, "check", tmp_path / name)
        assert ran.code == 1
        assert is_harmless(ran.out + ran.err)
        assert "□" in ran.out + ran.err


def test_what_can_be_seen_stays_as_it_is() -> None:
    for text in ("“联盟”（试行）——《办法》…", "　全角　空格", "两行\n文字", "𠮷𬭎ｅé 😀", "\ue5e5"):
        assert shown(text) == text
    assert shown("制\t表") == "制 表"


def test_only_one_file_prints() -> None:
    for path in _CLI.rglob("*.py"):
        if path.name == "printing.py":
            continue
        called = {ast.unparse(n.func) for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)}
        assert not {"click.echo", "click.secho", "click.style", "print", "sys.stdout.write"} & called, path


# --- colours ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "错误 值"),
        ({"FORCE_COLOR": ""}, "错误 值"),
        ({"FORCE_COLOR": "1"}, "\x1b[1;31m错误\x1b[0m 值"),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, "\x1b[1m错误\x1b[0m 值"),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, "错误 值"),
    ],
)
def test_who_decides_on_colours(
    environment: dict[str, str], expected: str, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("FORCE_COLOR", "NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    for err in (False, True):
        echo(("错误", "bold red"), " 值", err=err)
    assert capsys.readouterr() == (f"{expected}\n", f"{expected}\n")


def test_a_terminal_has_colours(tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    project = faulty(tmp_path)
    capsys.readouterr()
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    run_ = run(capsys, "check", project, "--date", DATE)
    assert "\x1b[1;31m错误 2 项\x1b[0m\x1b[2m  不改正，不生成正式文书\x1b[0m" in run_.out
    assert re.search(r"\x1b\[31m    [A-Z]-[A-Z]+-\d+ +\x1b\[0m[^\x1b]+\n", run_.out)  # the code alone is red


# --- columns ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("abc 12", 6),
        ("联盟", 4),
        ("（）《》，。：；！？、％～〔〕【】　", 36),
        ("“”‘’…—·×→─●①°", 13),
        ("㎡𠮷😀", 6),
        ("\U00031350", 2),  # a rare surname's character that Python 3.11 does not know
        ("\u0378", 1),
        ("e\u0301", 1),
        ("\x1b\u202e\u200b\t", 4),  # printed as boxes and a space
        ("\n", 0),
    ],
)
def test_how_wide_a_text_is(text: str, expected: int) -> None:
    assert columns(text) == expected


def test_a_word_that_fits_no_line_is_cut() -> None:
    assert wrapped("abcdefgh联盟联盟x", 5) == ["abcde", "fgh联", "盟联", "盟x"]
    assert wrapped("联盟e\u0301联", 5) == ["联盟e\u0301", "联"]


@pytest.mark.parametrize(("said", "width"), [("20", 40), ("40", 40), ("61", 61), ("200", 80), ("0", 80)])
def test_columns_says_how_wide_the_screen_is(said: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", said)
    assert screen_width() == width
