"""Changing values in the text of alliance.yaml; comments, order, quotes and all else stay as the user left them.

The parser's nodes say where each value stands. Changes become cuts and insertions at those places, and the result is
read again: it must give the old data with the changes applied, and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from kit.diagnostics import Diagnostic, Fault, Place
from kit.intake.changes import Change, Patch, applied, patch_of, same, says_nothing
from kit.intake.layout import Entry, Layout, Slot
from kit.intake.raw import Raw
from kit.intake.yaml_file import read_bytes
from kit.intake.yaml_writing import STEP, Written, in_flow, in_order, item, mapping_lines, scalar, written
from kit.model.alliance import Alliance
from kit.model.fact import Fact
from kit.model.fields import Field, field_named, fields_of

__all__ = ["Change", "edited"]

_BOM = "\ufeff"
_EMPTY = "D-FIL-05"  # a file of nothing but comments


def edited(text: str, changes: Sequence[Change]) -> str:
    """The text of a data file with the changes made in it.

    Line ends, byte order mark, comments, order and the style of everything that is not changed stay as they are.
    New entries stand in the order of the model; a text in quotes gets quotes again.
    Raises Fault where the text is no sound data file or is written in a way that cannot be edited.
    """
    before = _read(text)
    patch = patch_of(changes)
    body = text.removeprefix(_BOM)
    result = text[: len(text) - len(body)] + _Editor(body).made(patch)
    _verify(before, patch, result)
    return result


def _read(text: str) -> Raw:
    raw = read_bytes(text.encode(), "")
    if {d.code for d in raw.report} == {_EMPTY}:
        return Raw("", {})
    if raw.report.errors:
        raise Fault(*raw.report.errors)
    if not isinstance(raw.data, dict):
        raise Fault(Diagnostic("D-TYP-08", "数据文件的最外层应是“字段: 值”", place=Place("", 1, 1)))
    return raw


class Spoiled(AssertionError):
    """An edit that would have changed something else: a fault of ours. Nothing was written."""


def _verify(before: Raw, patch: Patch, result: str) -> None:
    try:
        after = _read(result)
    except Fault as fault:
        raise Spoiled("the edited text is no sound data file") from fault
    if len(after.report) > len(before.report) or not same(after.data, applied(before.data, patch)):
        raise Spoiled("the edited text does not read as the old data with the changes")


class _Editor:
    """Collects cuts and insertions of one text. Nothing is carried out before all are known."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._layout = Layout(text)
        self._cuts: list[tuple[int, int, str]] = []
        self._lines: list[tuple[int, list[str]]] = []

    def made(self, patch: Patch) -> str:
        """The text with the patch applied."""
        root = self._layout.root()
        if isinstance(root, MappingNode):
            self._mapping(root, patch, Alliance, Slot(-1, 0))
        else:
            self._lines.append((len(self._text), list(mapping_lines(patch.as_value(), Alliance, 0))))
        return self._carried_out()

    # --- groups ---------------------------------------------------------------------------

    def _mapping(self, node: MappingNode, patch: Patch, group: type[Fact] | None, slot: Slot) -> None:
        entries = self._layout.entries(node)
        kept, gone, additions = [], [], dict(patch)
        for entry in entries:
            name = _identifier(group, entry.name)
            if name in additions and additions[name] is None:
                gone.append(entry)
            else:
                kept.append(entry)
        for name in {_identifier(group, entry.name) for entry in gone}:
            del additions[name]
        changed = [
            (entry, additions.pop(name)) for entry in kept if (name := _identifier(group, entry.name)) in additions
        ]
        new = in_order(Patch(additions).as_value(), group) if additions else []
        if not kept:
            self._replace(node, {field.name: value for field, value in new}, group, slot)
            return
        for entry, value in changed:
            field = field_named(group, entry.name) if group else None
            self._change(entry.node, value, field.group if field else None, entry.slot, flow=bool(node.flow_style))
        if node.flow_style:
            self._add_to_flow(kept, new, group)
            self._cut_from_flow(entries, gone)
        else:
            self._add_to_block(entries[0], kept, new, group)
            self._cut_from_block(entries, gone)

    def _add_to_flow(self, kept: list[Entry], new: list[tuple[Field, Any]], group: type[Fact] | None) -> None:
        for field, value in new:
            told = f"{field.label}: {in_flow(value, field.group)}"
            before = _predecessor(kept, field, group)
            if before:
                gap = " " if self._layout.text[before.end - 1] == ":" else ""
                self._cut(before.end, before.end, f"{gap}, {told}")
            else:
                self._cut(kept[0].start, kept[0].start, f"{told}, ")

    def _cut_from_flow(self, entries: list[Entry], gone: list[Entry]) -> None:
        """Take entries out, each with the comma that is no longer needed; at least one stays."""
        has_kept = False
        for number, entry in enumerate(entries):
            if entry not in gone:
                has_kept = True
            elif has_kept:
                self._cut(entries[number - 1].end, entry.end)
            else:
                self._cut(entry.start, entries[number + 1].start)

    def _add_to_block(
        self, first: Entry, kept: list[Entry], new: list[tuple[Field, Any]], group: type[Fact] | None
    ) -> None:
        column = kept[0].slot.column
        gap = [""] if column == 0 and self._layout.has_gaps(kept) else []
        for field, value in new:
            lines = list(mapping_lines({field.name: value}, group, column))
            before = _predecessor(kept, field, group)
            if before:
                self._lines.append((self._layout.below(before, field.label), gap + lines))
            elif kept[0] is first and self._layout.begins_line(first.start):
                self._lines.append((self._layout.above(first), lines + gap))
            else:
                start = kept[0].start
                self._cut(start, start, self._layout.line_end.join([*lines, " " * column])[column:])

    def _cut_from_block(self, entries: list[Entry], gone: list[Entry]) -> None:
        """Take entries out with their lines; what stands first behind a dash leaves the dash its place."""
        rest = list(entries)
        if rest[0] in gone and not self._layout.begins_line(rest[0].start):
            while rest[0] in gone:
                last = rest.pop(0)
            between = self._layout.text[self._layout.next_line(last.end) : rest[0].start]
            if "#" in between:
                self._cut(entries[0].start, self._layout.next_line(last.end), self._layout.line_end)
            else:
                self._cut(entries[0].start, rest[0].start)
        for entry in rest:
            if entry in gone:
                self._cut(self._layout.line_start(entry.start), self._layout.next_line(entry.end))

    # --- lists ----------------------------------------------------------------------------

    def _sequence(self, node: SequenceNode, patch: Patch, group: type[Fact] | None, slot: Slot) -> None:
        items = self._layout.items(node)
        gone = [entry for number, entry in enumerate(items) if number in patch and patch[number] is None]
        kept = [entry for entry in items if entry not in gone]
        steps = sorted(step for step in patch if isinstance(step, int))
        new = [value for step in steps if step >= len(items) and not says_nothing(value := _plain(patch[step]))]
        if not kept:
            self._replace(node, new, group, slot)
            return
        for number, entry in enumerate(items):
            if entry in kept and number in patch:
                self._change(entry.node, patch[number], group, entry.slot, flow=bool(node.flow_style))
        if node.flow_style:
            told = "".join(f", {in_flow(value, group)}" for value in new)
            if told:
                self._cut(kept[-1].end, kept[-1].end, told)
            self._cut_from_flow(items, gone)
            return
        self._append_to_block(items, kept, new, group)
        for entry in gone:
            self._cut(self._layout.line_start(entry.start), self._layout.next_line(entry.end))

    def _append_to_block(self, items: list[Entry], kept: list[Entry], new: list[Any], group: type[Fact] | None) -> None:
        column = items[0].slot.column
        gap = [""] if self._layout.has_gaps(items) else []
        in_braces = all(isinstance(entry.node, MappingNode) and entry.node.flow_style for entry in kept)
        for value in new:
            told = in_flow(value, group) if in_braces else "\\n"
            head, below = item(value, group, column + STEP) if "\\n" in told else (told, [])
            self._lines.append((self._layout.below(items[-1]), [*gap, f"{' ' * column}- {head}".rstrip(" "), *below]))

    # --- values ---------------------------------------------------------------------------

    def _change(self, node: Node, value: Any, group: type[Fact] | None, slot: Slot, *, flow: bool) -> None:
        patch = value if isinstance(value, Patch) else _differences(node, value, group)
        if isinstance(node, MappingNode) and patch is not None and patch.is_for_group:
            self._mapping(node, patch, group, slot)
        elif isinstance(node, SequenceNode) and patch is not None and not patch.is_for_group:
            self._sequence(node, patch, group, slot)
        else:
            self._replace(node, _plain(value), group, slot, flow=flow)

    def _replace(self, node: Node, value: Any, group: type[Fact] | None, slot: Slot, *, flow: bool = False) -> None:
        """Put another value in the place of a whole one."""
        if _is_flow(node) and (says_nothing(value) or not isinstance(value, str)):
            self._cut(node.start_mark.index, node.end_mark.index, in_flow(value, group) if value else _empty(node))
        elif slot.after < 0:
            self._cut(node.start_mark.index, self._layout.next_line(self._layout.end(node, 0, flow=False)))
            self._lines.append((node.start_mark.index, list(mapping_lines(value, group, 0))))
        elif flow:
            self._put(node, in_flow(value, group, _quote_of(node)), slot)
        else:
            self._put_in_block(node, value, group, slot)

    def _put_in_block(self, node: Node, value: Any, group: type[Fact] | None, slot: Slot) -> None:
        head, below = self._written(node, value, group, slot)
        start, end = node.start_mark.index, self._layout.end(node, slot.after, flow=False)
        if _is_block(node) and not slot.is_item:
            self._cut(slot.after, slot.after, head and f" {head}")
            start = slot.after
        elif sign := self._layout.block_sign(node):
            self._cut(start, start + len(sign), head)
        else:
            self._put(node, head, slot)
            start = end
        if start < end:
            self._cut(self._layout.next_line(start), self._layout.next_line(end))
        self._lines.append((self._layout.next_line(start), below))

    def _written(self, node: Node, value: Any, group: type[Fact] | None, slot: Slot) -> Written:
        column = slot.column + STEP
        if isinstance(value, str):
            return scalar(value, column, _quote_of(node))
        return item(value, group, column) if slot.is_item else written(value, group, column)

    def _put(self, node: Node, head: str, slot: Slot) -> None:
        """Put words where a value stands, or behind its colon or dash where there is none."""
        start = node.start_mark.index
        if start < node.end_mark.index:
            self._cut(start, self._layout.end(node, 0, flow=False), head)
        elif head:
            colon = "" if slot.is_item or self._layout.text[slot.after - 1] == ":" else ":"
            self._cut(slot.after, slot.after, f"{colon} {head}")

    # --- carrying out ---------------------------------------------------------------------

    def _cut(self, start: int, end: int, put: str = "") -> None:
        self._cuts.append((start, end, put))

    def _carried_out(self) -> str:
        """The text after all cuts and insertions; at one place, lines come first, in the order they were asked for."""
        pieces: list[str] = []
        done = 0
        steps = [(at, at, 0, lines) for at, lines in self._lines if lines]
        steps += [(start, end, 1 + (end > start), [put]) for start, end, put in self._cuts]
        for start, end, kind, words in sorted(steps, key=lambda step: (step[0], step[2])):
            if start < done:
                raise Spoiled("two edits overlap")
            pieces.append(self._text[done:start])
            if kind == 0:
                if any(pieces) and not "".join(pieces[-3:]).endswith(("\n", "\r")):
                    pieces.append(self._layout.line_end)
                pieces += [f"{line}{self._layout.line_end}" for line in words]
            else:
                pieces += words
            done = end
        return "".join([*pieces, self._text[done:]])


def _is_block(node: Node) -> bool:
    return isinstance(node, CollectionNode) and not node.flow_style


def _is_flow(node: Node) -> bool:
    return isinstance(node, CollectionNode) and bool(node.flow_style)


def _quote_of(node: Node) -> str:
    style = node.style if isinstance(node, ScalarNode) else None
    return style if style in ("'", '"') else ""


def _empty(node: Node) -> str:
    return "{}" if isinstance(node, MappingNode) else "[]"


def _plain(value: Any) -> Any:
    return value.as_value() if isinstance(value, Patch) else value


def _identifier(group: type[Fact] | None, name: str) -> str:
    field = field_named(group, name.strip()) if group else None
    return field.name if field else name.strip()


def _differences(node: Node, value: Any, group: type[Fact] | None) -> Patch | None:
    """What to change in a group or list so that it becomes the value; None where the kinds differ."""
    if isinstance(node, MappingNode) and isinstance(value, dict):
        left_out = {_identifier(group, str(key.value)) for key, _ in node.value}
        named = {_identifier(group, name): inner for name, inner in value.items() if not says_nothing(inner)}
        return Patch(dict.fromkeys(left_out - named.keys()) | named)
    if isinstance(node, SequenceNode) and isinstance(value, list):
        return Patch([*((number, None) for number in range(len(value), len(node.value))), *enumerate(value)])
    return None


def _predecessor(entries: list[Entry], field: Field, group: type[Fact] | None) -> Entry | None:
    """The entry behind which a new field stands: the last before it in the order of the model."""
    assert group
    places = {known.name: number for number, known in enumerate(fields_of(group))}
    before = [e for e in entries if places.get(_identifier(group, e.name), len(places)) < places[field.name]]
    return max(before, key=lambda entry: places[_identifier(group, entry.name)], default=None)
