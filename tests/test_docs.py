"""The documents about the kit are true: links lead somewhere, commands exist, quoted output is what the kit says."""

import itertools
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from kit.cli import kit
from kit.model.fields import Kind, as_markdown, every_field, lookup
from kit.resources import samples_root
from kit.templates.catalogue import document_types
from kit.templates.template import Template

_ROOT = Path(__file__).resolve().parents[1]
_PAGES = sorted([*_ROOT.glob("*.md"), *_ROOT.glob("docs/**/*.md"), _ROOT / "samples/README.md"])
_READMES = (_ROOT / "README.md", _ROOT / "README.zh-CN.md")
_GUIDE = _ROOT / "docs/guide.zh-CN.md"
_FOR_USERS = (*_READMES, _GUIDE, _ROOT / "CHANGELOG.md")

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")
_CODE = re.compile(r"\b[DMCTWS]-[A-Z]{3}-[0-9]{2}\b")


def _named(path: Path) -> str:
    return str(path.relative_to(_ROOT))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _blocks(path: Path) -> list[tuple[str, str]]:
    """The fenced blocks of a page: language and text."""
    return _BLOCK.findall(_text(path))


@pytest.mark.parametrize("page", _PAGES, ids=_named)
def test_links_lead_somewhere(page: Path) -> None:
    prose = _SPAN.sub("", _BLOCK.sub("", _text(page)))
    targets = [target.partition("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", prose)]
    broken = [target for target in targets if target and not (page.parent / target).exists()]
    assert not broken


def test_the_guide_names_the_lists_that_are_not_answered_with_none() -> None:
    (named,) = re.findall(r"不接受 `无`，须逐项填写：(.*?)。", _text(_GUIDE))
    lists = [field for field in every_field() if field.kind is Kind.LIST and not field.derived]
    assert _SPAN.findall(named) == [field.path.replace("[]", "") for field in lists if not field.may_say_none]


# --- commands ---------------------------------------------------------------------------------


def _commands(path: Path) -> Iterator[str]:
    """Every `kit …` a page quotes: in its blocks as a line of its own, in its prose between backticks."""
    for _, block in _blocks(path):
        yield from (line.removeprefix("$ ") for line in block.splitlines())
    yield from _SPAN.findall(_BLOCK.sub("", _text(path)))


def _misuse(words: list[str]) -> str:
    """What is wrong with a quoted command line, or nothing."""
    command: click.Command = kit
    context = click.Context(command)
    rest = words[1:]
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        name = rest.pop(0)
        found = command.get_command(context, name)
        if found is None:
            return f"no command {name}"
        command = found
    parameters = command.get_params(click.Context(command))
    options = {option for parameter in parameters for option in parameter.opts}
    unknown = [word for word in rest if word.startswith("-") and word not in options]
    return f"no option {' '.join(unknown)}" if unknown else ""


@pytest.mark.parametrize("page", _PAGES, ids=_named)
def test_quoted_commands_exist(page: Path) -> None:
    lines = [line for line in _commands(page) if re.match(r"kit( |$)", line)]
    wrong = {line: misuse for line in lines if (misuse := _misuse(shlex.split(line)))}
    assert not wrong


def test_a_command_that_does_not_exist_is_noticed() -> None:
    assert _misuse(["kit", "chek"]) == "no command chek"
    assert _misuse(["kit", "templates", "ejekt"]) == "no command ejekt"
    assert _misuse(["kit", "render", "x", "--pdff"]) == "no option --pdff"
    assert not _misuse(["kit", "render", "x", "-o", "y", "--pdf"])


@pytest.mark.parametrize("page", _PAGES, ids=_named)
def test_quoted_make_targets_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):.*## ", _text(_ROOT / "Makefile"), re.MULTILINE))
    quoted = {name for line in _commands(page) for name in re.findall(r"^make ([a-z]+)", line)}
    assert quoted <= targets


@pytest.mark.parametrize("readme", _READMES, ids=_named)
def test_a_readme_begins_with_the_two_commands(readme: Path) -> None:
    assert _blocks(readme)[0] == ("sh", "make demo\nmake test\n")


@pytest.mark.parametrize("page", _FOR_USERS, ids=_named)
def test_quoted_codes_exist(page: Path) -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (_ROOT / "kit").rglob("*.py"))
    assert [code for code in _CODE.findall(_text(page)) if f'"{code}"' not in source] == []


# --- output -----------------------------------------------------------------------------------


def _kit(*arguments: str, cwd: Path) -> list[str]:
    """What a command says, line by line, on a machine without LibreOffice."""
    environment = {**os.environ, "PYTHONPATH": str(_ROOT), "PYTHONIOENCODING": "utf-8", "KIT_SOFFICE": "none"}
    ran = subprocess.run(
        [sys.executable, "-m", "kit", *arguments],
        cwd=cwd,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in ran.stdout
    return ran.stdout.splitlines()


def _says(said: list[str], quoted: list[str]) -> bool:
    """Whether the quoted lines are what was said; … stands for any lines."""
    if not quoted:
        return not said
    if quoted[0] == "…":
        return any(_says(said[skipped:], quoted[1:]) for skipped in range(len(said) + 1))
    return bool(said) and said[0] == quoted[0] and _says(said[1:], quoted[1:])


def _steps(block: str) -> Iterator[tuple[str, list[str]]]:
    """The commands of a console block, each with the output quoted below it."""
    for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *output = step.splitlines()
        yield command, output


def test_the_first_agreement_goes_as_the_readmes_say(tmp_path: Path) -> None:
    """Every console block is played, in order; a yaml block is the data file as the user has it from then on."""
    english, chinese = ([b for b in _blocks(readme) if b[0] in {"console", "yaml"}] for readme in _READMES)
    assert english == chinese
    for language, block in chinese:
        if language == "yaml":
            (tmp_path / "津氢联盟/alliance.yaml").write_text(block, encoding="utf-8")
            continue
        for command, quoted in _steps(block):
            said = _kit(*shlex.split(command)[1:], cwd=tmp_path)
            assert _says(said, quoted), "\n".join([command, *said])


@pytest.mark.parametrize(
    "code,right,wrong",
    [
        ("D-VAL-03", "金额: 400万元, 到位日期: 2026-06-30", "金额: 400, 到位日期: 2026-06-30"),
        ("D-KEY-01", "  仲裁机构: ", "  仲裁机关: "),
        ("D-VAL-01", "91120116MAXH00010H", "91120116MAXH00010G"),
    ],
)
def test_examples_of_errors_are_what_the_kit_says(code: str, right: str, wrong: str, tmp_path: Path) -> None:
    sample = (samples_root() / "hydrogen/alliance.yaml").read_text(encoding="utf-8")
    assert right in sample
    (tmp_path / "alliance.yaml").write_text(sample.replace(right, wrong, 1), encoding="utf-8")
    said = _kit("check", "alliance.yaml", cwd=tmp_path)
    (block,) = (block.splitlines() for _, block in _blocks(_GUIDE) if f" {code} " in block)
    assert _says(said, ["…", *block, "…"]), "\n".join(said)


# --- tables -----------------------------------------------------------------------------------


def test_the_field_dictionary_is_current() -> None:
    """When it is not: kit fields --format markdown > docs/fields.zh-CN.md"""
    assert _text(_ROOT / "docs/fields.zh-CN.md").strip() == as_markdown().strip()


def _conditions() -> Iterator[tuple[str, str]]:
    """Every field that an option or a clause of a built-in template hangs on, with the clause: 联盟协议“生效”."""
    for kind in document_types():
        manifest = Template.load(kind.built_in).manifest()
        entries = list(manifest) if manifest is not None else []
        titles = {entry.get("id"): entry.get("title") for entry in entries}
        for entry in entries:
            owner = entry.get("id", "").partition("/")[0]
            for path in re.findall(r"[\u4e00-\u9fff]+\.[\u4e00-\u9fff]+", entry.get("when", "")):
                yield path, f"{kind.title}“{titles[owner]}”"


def _option_rows() -> list[str]:
    clauses: dict[str, dict[str, None]] = {}
    for path, clause in _conditions():
        clauses.setdefault(path, {})[clause] = None
    return [f"| {path} | {_choices(path)} | {'；'.join(found)} |" for path, found in clauses.items()]


def _choices(path: str) -> str:
    field = lookup(path)
    assert field is not None, path
    labels = [str(choice) for choice in field.choices] or ["是", "否"]
    return "、".join(f"{label}（默认）" if label == field.default else label for label in labels)


def test_the_table_of_options_is_current() -> None:
    rows = _option_rows()
    lines = _text(_GUIDE).splitlines()
    start = lines.index("| 字段 | 可选 | 改变的条款 |") + 2
    table = list(itertools.takewhile(lambda line: line.startswith("|"), lines[start:]))
    assert table == rows, "\n".join(rows)
