"""Where things stand in the text of alliance.yaml: entries, items, dashes, lines; what the parser's marks leave open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import yaml
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode

from kit import patterns
from kit.diagnostics import Diagnostic, Fault, Place

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BLOCK_SIGN = patterns.compiled(r"[|>][-+0-9]*")
_ASLEEP = patterns.compiled(r"( *)#(?:  +\S| +-)")  # what the skeleton keeps below a field until it is needed
_COMMENT = patterns.compiled(r"( *)#")


@dataclass(frozen=True)
class Slot:
    """What a value belongs to: the key or dash before it.

    after   the index behind the colon or the dash; -1 for the root.
    column  where the key or the dash stands.
    """

    after: int
    column: int
    is_item: bool = False


@dataclass(frozen=True)
class Entry:
    """An entry of a group or an item of a list: where it begins and ends, and its value."""

    start: int
    end: int
    node: Node
    name: str = ""
    slot: Slot = Slot(-1, 0)


class Layout:
    """The nodes of one text and their places, as indexes into the text."""

    def __init__(self, text: str) -> None:
        self.text = text if "\n" in text else text.replace("\r", "\n")
        self.line_end = "\r\n" if "\r\n" in text else "\r" if "\r" in text else "\n"

    def root(self) -> Node | None:
        """The outermost node; None where there is nothing but comments."""
        return yaml.compose(self.text, Loader=_LOADER)

    def entries(self, node: MappingNode) -> list[Entry]:
        """The entries of a group."""
        found: list[Entry] = []
        for key, value in node.value:
            if self.text[self.line_start(key.start_mark.index) : key.start_mark.index].rstrip().endswith("?"):
                message = "以“?”开头的字段名不能自动修改"
                raise Fault(Diagnostic("I-EDT-01", message, place=_place(key), hint="请改成“字段: 值”的写法"))
            colon = self._skipped(key.end_mark.index)
            after = colon + 1 if self.text[colon : colon + 1] == ":" else key.end_mark.index
            end = self.end(value, max(after, key.end_mark.index), flow=bool(node.flow_style))
            slot = Slot(after, key.start_mark.column)
            found.append(Entry(key.start_mark.index, end, value, str(key.value), slot))
        return found

    def items(self, node: CollectionNode) -> list[Entry]:
        """The items of a list."""
        found: list[Entry] = []
        for value in node.value:
            start = value.start_mark.index
            if not node.flow_style:
                start = self._dash(node, start, is_first=not found)
            end = self.end(value, start + 1, flow=bool(node.flow_style))
            slot = Slot(start + 1, node.start_mark.column, is_item=True)
            found.append(Entry(start, end, value, slot=slot))
        return found

    def _dash(self, node: CollectionNode, start: int, *, is_first: bool) -> int:
        """Where the dash of an item stands whose value begins at `start`."""
        column = node.start_mark.column
        if is_first:
            return node.start_mark.index
        line = self.line_start(start)
        while self.text[line : line + column + 1] != f"{' ' * column}-":
            line = self.line_start(line - 1)
        return line + column

    def end(self, node: Node, after: int, *, flow: bool) -> int:
        """Where the last character of a value stands, and one; `after` is the least there can be."""
        if isinstance(node, CollectionNode) and not node.flow_style:
            inner = self.entries(node) if isinstance(node, MappingNode) else self.items(node)
            return inner[-1].end
        start, end = node.start_mark.index, node.end_mark.index
        if sign := self.block_sign(node):
            content = self.text[start:end].removesuffix("\n").removesuffix("\r")
            return start + len(content if "+" in sign else content.rstrip())
        if flow and start == end:
            return self._skipped(after, " ")
        return max(end, after)

    def block_sign(self, node: Node) -> str:
        """The | or > that a text of several lines begins with, and what belongs to it; empty for other nodes."""
        if not isinstance(node, ScalarNode) or node.style not in ("|", ">"):
            return ""
        sign = _BLOCK_SIGN.match(self.text, node.start_mark.index)
        assert sign
        return sign.group()

    def _skipped(self, index: int, passed: str = " \t\r\n") -> int:
        while index < len(self.text) and self.text[index] in passed:
            index += 1
        return index

    def line_start(self, index: int) -> int:
        """Where the line that holds an index begins."""
        return self.text.rfind("\n", 0, index) + 1

    def next_line(self, index: int) -> int:
        """Where the line after the one that holds an index begins."""
        return self.text.find("\n", index) + 1 or len(self.text)

    def begins_line(self, index: int) -> bool:
        """Whether nothing but blanks stands before an index on its line."""
        return not self.text[self.line_start(index) : index].strip()

    def has_gaps(self, entries: Sequence[Entry]) -> bool:
        """Whether an empty line stands between two neighbours."""
        return any(re.search(r"\n[ \r]*\n", self.text[one.end : other.start]) for one, other in pairwise(entries))

    def below(self, entry: Entry, label: str = "") -> int:
        """Where the first line behind an entry begins, and behind the comments that belong to it.

        label  a field that shall stand there; where the skeleton keeps it asleep next to it, the place is behind that.
        """
        line = self.next_line(entry.end)
        while comment := _COMMENT.match(self.text, line):
            if len(comment.group(1)) <= entry.slot.column and not _ASLEEP.match(self.text, line):
                break
            line = self.next_line(line)
        return self._behind_asleep(line, f"{' ' * entry.slot.column}#{label}:") if label else line

    def _behind_asleep(self, start: int, sleeper: str) -> int:
        line = start
        while line < len(self.text) and (
            _COMMENT.match(self.text, line) or not self.text[line : self.next_line(line)].strip()
        ):
            if self.text.startswith(sleeper, line):
                line = self.next_line(line)
                while _ASLEEP.match(self.text, line):
                    line = self.next_line(line)
                return line
            line = self.next_line(line)
        return start

    def above(self, entry: Entry) -> int:
        """Where the line of an entry begins, or the comment right above it; not the one a file begins with."""
        line = start = self.line_start(entry.start)
        while line and _COMMENT.match(self.text, before := self.line_start(line - 1)):
            line = before
        return line or start


def _place(node: Node) -> Place:
    return Place("", node.start_mark.line + 1, node.start_mark.column + 1)
