"""The parts of a template that are filled in, and what people call them. Each property of the file is one of its texts."""

from __future__ import annotations

from kit.word.marks import GAP_CLOSE, GAP_OPEN
from kit.word.names import STORIES
from kit.word.package import Package

PROPERTIES = "文件属性"
PROPERTY = "property"  # the innermost element around a value that goes into a property


def stories(package: Package) -> dict[str, str]:
    """The parts that are filled in, and what to call them."""
    document = package.document_part
    found = {document: "正文"}
    for kind, words in STORIES.items():
        found |= dict.fromkeys(package.related(document, kind), words)
    return found | property_parts(package)


def property_parts(package: Package) -> dict[str, str]:
    """The parts that hold the properties of the file. Some programs write two."""
    return {part: PROPERTIES for part in package.related("", "core-properties") if part in package}


def with_brackets(data: bytes) -> bytes:
    """A filled part of properties; gaps, which cannot be highlighted there, are shown as 【待补：…】."""
    return data.replace(GAP_OPEN.encode(), "【".encode()).replace(GAP_CLOSE.encode(), "】".encode())
