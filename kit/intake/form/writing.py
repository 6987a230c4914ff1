"""The form of a unit as a Word document."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from lxml import etree

from kit.files import safe_names
from kit.intake.form import layout, wording
from kit.intake.form.facts import Texts, card_of, rows_of, tasks_of
from kit.intake.form.layout import Slot, Table, choices_of, prompt_in_row, prompt_of
from kit.intake.form.wording import Addressee
from kit.model.alliance import Alliance
from kit.model.fields import Kind
from kit.model.members import Member
from kit.resources import templates_root
from kit.word.assembly import Properties, assemble
from kit.word.controls import PROMPT_STYLE, Box, CheckBox, Control, with_controls
from kit.word.lists import FIRST_ZONE
from kit.word.names import MANIFEST
from kit.word.theme import Theme, read_theme
from kit.word.writer import BODY, LANDSCAPE, BodyWriter, CellText, Inline, Words

BLANK_ROWS = 5
_KEPT_ROWS = 12  # a list of so many stays on one page
_THEME = "report"
_FILE = "登记表"
BLANK_FILE = f"{_FILE}.docx"
_CARD = (17, 33, 17, 33)
_DECLARATIONS = (70, 30)
_NARROW = 24  # in half-width characters: what is longer takes the whole width
_WIDTHS = {Kind.DAY: 12, Kind.FLAG: 8, Kind.COUNT: 8, Kind.MONEY: 12, Kind.CHOICE: 14, Kind.LIST: 20}
_WIDE_TEXT, _TEXT = 24, 14
_SHADE = "E6EDF5"


def member_form(alliance: Alliance, member: Member | None = None, *, until: date | None = None) -> bytes:
    """The form of a unit as a .docx, filled in with what is known; of no unit: a blank one. The same bytes each time.

    until  the day by which it is wanted back.
    """
    theme = _theme()
    form = _Form(BodyWriter(theme), alliance, member)
    form.head(Addressee.of(alliance, until))
    document = form.body()
    name = alliance.info.name or ""
    title = f"{name} {layout.TITLE}".strip()
    manifest = etree.Element(f"{{{MANIFEST}}}manifest", {"form": "member"}, {"k": MANIFEST})
    properties = Properties(title, layout.TITLE, "填好后用 kit import 读入")
    package = assemble(document, theme, f"{name}　{layout.TITLE}".strip(), 2, manifest, properties)
    return with_controls(package).to_bytes()


def form_names(members: Sequence[Member]) -> list[str]:
    """File names for the forms of units: by their short names, and no two alike."""
    called = (member.short_name or member.name or "" for member in members)
    return safe_names((f"{_FILE}-{name}" if name else _FILE for name in called), ".docx")


@cache
def _theme() -> Theme:
    return read_theme(templates_root() / "themes" / f"{_THEME}.toml")


class _Form:
    """Writes the form of one unit, part by part."""

    def __init__(self, writer: BodyWriter, alliance: Alliance, member: Member | None) -> None:
        self.writer, self.alliance, self.member = writer, alliance, member

    def head(self, addressee: Addressee) -> None:
        self.writer.begin_section(BODY)
        self.writer.paragraph("title", [Words(layout.TITLE)])
        if self.alliance.info.name:
            self.writer.paragraph("subtitle", [Words(self.alliance.info.name)])
        if line := wording.member_line((self.member.name or "") if self.member else ""):
            self.writer.paragraph("center", [Words(line)])
        self.writer.paragraph("subheading", [Words(wording.GUIDE)])
        for rule in (*wording.rules(self.member is not None), addressee.request):
            self.writer.paragraph("note", [Words(rule)], numbering=(FIRST_ZONE, 2))

    def body(self) -> etree._Element:
        self.part(wording.UNIT_PART)
        for card in (layout.UNIT, *(card for card in layout.CARDS if card is not layout.DECLARATIONS)):
            self.card(card)
        self.writer.end_section(BODY)
        self.writer.begin_section(LANDSCAPE)
        self.part(wording.GIVEN_PART)
        for table in layout.LISTS:
            self.list(table)
        self.part(wording.TASK_PART)
        self.writer.paragraph("note", [Words(wording.tasks_line(tasks_of(self.alliance)))])
        self.list(layout.TASKS)
        self.part(wording.PEOPLE_PART)
        for table in layout.PEOPLE:
            self.list(table)
        self.writer.end_section(LANDSCAPE)
        self.writer.begin_section(BODY)
        self.seal()
        return self.writer.finish(BODY)

    def part(self, title: str) -> None:
        self.writer.paragraph("annexclause", [Words(title)], numbering=(FIRST_ZONE + 1, 0))

    def seal(self) -> None:
        self.writer.keep_together = True
        self.part(wording.SEAL_PART)
        self.card(layout.DECLARATIONS)
        self.writer.paragraph("body", [Words(wording.COMMITMENT)])
        for line in wording.SIGNATURES:
            self.writer.paragraph("sign", [Words(line)])
        self.writer.keep_together = False

    # --- cards ----------------------------------------------------------------------------

    def card(self, table: Table) -> None:
        """One fact beside each label, two in a row where both are short."""
        texts = card_of(table, self.member)
        flags_only = all(slot.field.kind is Kind.FLAG for slot in table.slots)
        widths = _DECLARATIONS if flags_only else _CARD
        rows: list[Sequence[CellText]] = [[_title(table, len(widths))]]
        waiting: list[CellText] = []
        for slot in table.slots:
            pair = [_label(slot), CellText([self.box(table, slot, texts)])]
            if flags_only or not _is_wide(slot):
                waiting += pair
            else:
                if waiting:
                    rows.append([*waiting[:-1], replace(waiting[-1], span=3)])
                    waiting = []
                rows.append([pair[0], replace(pair[1], span=3)])
            if len(waiting) == len(widths):
                rows.append(waiting)
                waiting = []
        if waiting:
            rows.append([*waiting[:-1], replace(waiting[-1], span=3)])
        self.writer.table(widths, rows, header=1)

    def box(self, table: Table, slot: Slot, texts: Texts) -> list[Inline]:
        """What stands beside a label."""
        text, tag = texts.get(slot, ""), table.tag_of(slot)
        if slot.field.kind is not Kind.FLAG:
            return [_control(tag, slot, text, prompt_of(slot), keep=True)]
        yes = CheckBox(f"{tag}.yes", f"{slot.label}：{layout.YES}", text == layout.YES)
        no = CheckBox(f"{tag}.no", f"{slot.label}：{layout.NO}", text == layout.NO)
        return [yes, Words(f" {layout.YES}　　"), no, Words(f" {layout.NO}")]

    # --- lists ----------------------------------------------------------------------------

    def list(self, table: Table) -> None:
        """One item a row: what is known, and rows for more."""
        known = rows_of(table, self.alliance, self.member)
        columns = len(table.slots) + 1
        heads = [CellText([[Words(layout.NUMBER)]], style="tablehead"), *map(_label, table.slots)]
        helps = [CellText([[Words(layout.HELP, style=PROMPT_STYLE)]], align="center")]
        helps += [CellText([[Words(_help(slot), style=PROMPT_STYLE)]]) for slot in table.slots]
        rows: list[Sequence[CellText]] = [[_title(table, columns)], heads, helps]
        for number in range(1, len(known) + BLANK_ROWS + 1):
            texts = known[number - 1] if number <= len(known) else {}
            rows.append([CellText([[Words(str(number))]], align="center"), *_row(table, number, texts)])
        self.writer.keep_together = len(rows) <= _KEPT_ROWS
        self.writer.table([5, *map(_width, table.slots)], rows, header=2)
        self.writer.keep_together = False


def _row(table: Table, number: int, texts: Texts) -> list[CellText]:
    return [
        CellText(
            [[_control(table.tag_of(slot, number), slot, texts.get(slot, ""), prompt_in_row(slot), keep=False)]],
            lines=1,
        )
        for slot in table.slots
    ]


def _control(tag: str, slot: Slot, text: str, prompt: str, keep: bool) -> Control:
    box = {Kind.DAY: Box.DAY}.get(slot.field.kind, Box.CHOICE if choices_of(slot) else Box.TEXT)
    return Control(tag, slot.label, box, text, prompt, choices_of(slot), keep)


def _title(table: Table, columns: int) -> CellText:
    words = [Words(table.title), Words(f"（{table.help}）", style=PROMPT_STYLE)]
    return CellText([words], span=columns, style="tablehead", shade=_SHADE)


def _label(slot: Slot) -> CellText:
    return CellText([[Words(slot.title)]], style="tablehead")


def _help(slot: Slot) -> str:
    """What the row of explanations says above a column."""
    words = "" if choices_of(slot) and not slot.field.default else slot.field.help.rstrip("。")
    if slot.field.kind is Kind.CHOICE:
        words = f"不选即为{slot.field.default}" if slot.field.default else "点开选择"
    example = (
        slot.field.example if slot.field.example and slot.field.example not in words and not choices_of(slot) else ""
    )
    return "。".join(filter(None, (words, f"例：{example}" if example else "")))


def _is_wide(slot: Slot) -> bool:
    field = slot.field
    return field.kind in {Kind.LIST, Kind.LONG_TEXT} or _columns(field.example) > _NARROW or "地址" in slot.label


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def _width(slot: Slot) -> int:
    if slot.field.kind in _WIDTHS:
        return _WIDTHS[slot.field.kind]
    return _WIDE_TEXT if _columns(slot.field.example) > _NARROW else _TEXT
