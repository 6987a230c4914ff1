"""Invented values for any template: whatever a template asks of a name, it gets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


class Invented:
    """A value that has every attribute, every item, two elements, and reads as its own path."""

    def __init__(self, path: str, depth: int = 0) -> None:
        self._path, self._depth = path, depth

    def __getattr__(self, name: str) -> Invented:
        if name.startswith("__"):
            raise AttributeError(name)
        return Invented(f"{self._path}.{name}", self._depth + 1)

    def __getitem__(self, key: Any) -> Invented:
        return Invented(f"{self._path}.{key}", self._depth + 1)

    def __call__(self, *_arguments: Any) -> Invented:
        return self

    def __iter__(self) -> Iterator[Invented]:
        return iter([self[1], self[2]] if self._depth < 4 else [])

    def __len__(self) -> int:
        return 2

    def __add__(self, other: object) -> str:
        return f"{self}{other}"

    def __str__(self) -> str:
        return f"{self._path} 甲"
