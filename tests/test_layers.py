"""Imports inside the kit go down only, and rooms on one floor do not know each other."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import kit

_KIT = Path(kit.__file__).parent

# From the roof down. A room of the kit is a file or folder directly in kit/.
FLOORS = (
    ("__main__",),
    ("cli", "web"),
    ("api",),
    ("batch",),
    ("dossier", "chasing"),
    ("render",),
    ("intake",),
    ("templates", "compare"),
    ("word", "rules", "files"),
    ("diagnostics", "model", "outline", "law", "resources"),
    ("numerals", "likeness"),
    ("patterns", "tables", "records"),
    ("cache",),
)
_FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
_MODULES = sorted(path for path in _KIT.rglob("*.py") if path != _KIT / "__init__.py")


def _room_of(path: Path) -> str:
    return path.relative_to(_KIT).parts[0].removesuffix(".py")


def _imported_rooms(path: Path) -> Iterator[tuple[int, str]]:
    """Line and room of every import of the kit's own modules, wherever in the file it stands; kit.__version__ is no room."""
    package = ("kit", *path.relative_to(_KIT).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        for name in _imported_names(node, package):
            parts = name.split(".")
            if parts[0] == "kit" and len(parts) > 1 and not parts[1].startswith("__"):
                yield node.lineno, parts[1]


def _imported_names(node: ast.Import | ast.ImportFrom, package: tuple[str, ...]) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    base = package[: len(package) - node.level + 1] if node.level else ()
    module = ".".join([*base, *([node.module] if node.module else [])])
    return [f"{module}.{alias.name}" for alias in node.names]


@pytest.mark.parametrize("path", _MODULES, ids=lambda path: str(path.relative_to(_KIT)))
def test_imports_go_down(path: Path) -> None:
    room = _room_of(path)
    assert room in _FLOOR_OF, f"give the room {room} a floor in {Path(__file__).name}"
    upwards = [
        f"line {line}: {room} imports {imported}"
        for line, imported in _imported_rooms(path)
        if imported != room and _FLOOR_OF.get(imported, -1) <= _FLOOR_OF[room]
    ]
    assert not upwards, "\n".join(upwards)


def test_the_package_itself_imports_none_of_its_rooms() -> None:
    assert list(_imported_rooms(_KIT / "__init__.py")) == []


@pytest.mark.parametrize(
    "source,rooms",
    [
        ("import kit.word.pdf", ["word"]),
        ("from kit.word.pdf import to_pdf", ["word"]),
        ("from kit import word, outline", ["word", "outline"]),
        ("def late():\n    from kit.api import load", ["api"]),
        ("from ..word import pdf", ["word"]),
        ("from .. import word", ["word"]),
        ("from . import sibling", ["rules"]),
        ("import kitten.word", []),
        ("import kit", []),
        ("from kit import __version__", []),
    ],
)
def test_every_way_to_import_is_seen(
    source: str, rooms: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "rules" / "some.py"
    module.parent.mkdir()
    module.write_text(source, encoding="utf-8")
    monkeypatch.setattr("tests.test_layers._KIT", tmp_path)
    assert [room for _, room in _imported_rooms(module)] == rooms
