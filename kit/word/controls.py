"""Content controls: boxes to fill in, as the form of a member unit has them.

LibreOffice says how they must be (docs/word/markup.md): inline, texts as rich text, and without numbers of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from lxml import etree

from kit.word.names import MC, W14, R, W
from kit.word.package import Package
from kit.word.xml import el, on, val

PROMPT_STYLE = "PlaceholderText"
CHECKED, UNCHECKED = "☑", "☐"
_SYMBOLS = "Segoe UI Symbol"
_PROMPT_COLOUR = "7F7F7F"


class Box(Enum):
    """What a control takes."""

    TEXT = "text"
    CHOICE = "choice"
    DAY = "day"


@dataclass(frozen=True)
class Control:
    """A box to fill in, in running text.

    tag      what it is found by again.
    alias    what users see on its frame.
    text     what stands in it; while it is empty the prompt shows.
    prompt   what to write, in grey; gone with the first key.
    choices  of a box of that kind: what may be chosen.
    keep     whether it can be deleted only by force; a row of a list may go.
    """

    tag: str
    alias: str
    box: Box = Box.TEXT
    text: str = ""
    prompt: str = "　"
    choices: tuple[str, ...] = ()
    keep: bool = True


@dataclass(frozen=True)
class CheckBox:
    """A box to tick."""

    tag: str
    alias: str
    checked: bool = False


def control_element(control: Control | CheckBox) -> etree._Element:
    """The w:sdt of a control."""
    if isinstance(control, CheckBox):
        shown = _symbol(CHECKED if control.checked else UNCHECKED)
        properties = [*_name(control), val("w:lock", "sdtLocked"), _check_box(control.checked)]
    else:
        shown = _words(control.text or control.prompt, prompt=not control.text)
        properties = [
            *_name(control),
            val("w:lock", "sdtLocked") if control.keep else None,
            on("w:showingPlcHdr", not control.text),
            _kind(control),
        ]
    return el("w:sdt", children=[el("w:sdtPr", children=properties), el("w:sdtContent", children=[shown])])


def with_controls(package: Package) -> Package:
    """A package whose document holds controls, with what they need around them: the style of prompts, a declaration."""
    document = package.xml(package.document_part)
    declared = etree.Element(document.tag, {}, {"w": W, "r": R, "w14": W14, "mc": MC})
    declared.set(f"{{{MC}}}Ignorable", "w14")
    declared.extend(list(document))
    (part,) = package.related(package.document_part, "styles")
    styles = package.xml(part)
    styles.append(_prompt_style())
    return package.with_xml({package.document_part: declared, part: styles})


def _prompt_style() -> etree._Element:
    """The character style of prompts, under the name by which programs know it."""
    return el(
        "w:style",
        {"w:type": "character", "w:styleId": PROMPT_STYLE},
        [
            val("w:name", "Placeholder Text"),
            val("w:basedOn", "DefaultParagraphFont"),
            val("w:uiPriority", 99),
            el("w:rPr", children=[val("w:color", _PROMPT_COLOUR)]),
        ],
    )


def _name(control: Control | CheckBox) -> list[etree._Element | None]:
    return [val("w:alias", control.alias), val("w:tag", control.tag)]


def _kind(control: Control) -> etree._Element | None:
    match control.box:
        case Box.CHOICE:
            items = [el("w:listItem", {"w:displayText": one, "w:value": one}) for one in control.choices]
            return el("w:dropDownList", children=items)
        case Box.DAY:
            chosen: dict[str, str | int] = {"w:fullDate": f"{control.text}T00:00:00Z"} if control.text else {}
            return el(
                "w:date",
                chosen,
                [
                    val("w:dateFormat", "yyyy-MM-dd"),
                    val("w:lid", "zh-CN"),
                    val("w:storeMappedDataAs", "date"),
                    val("w:calendar", "gregorian"),
                ],
            )
        case Box.TEXT:
            return None


def _check_box(checked: bool) -> etree._Element:
    box = etree.Element(f"{{{W14}}}checkbox", {}, {"w14": W14})
    states = {"checked": {"val": str(int(checked))}}
    for name, symbol in (("checkedState", CHECKED), ("uncheckedState", UNCHECKED)):
        states[name] = {"val": f"{ord(symbol):04X}", "font": _SYMBOLS}
    for name, attributes in states.items():
        etree.SubElement(box, f"{{{W14}}}{name}", {f"{{{W14}}}{key}": value for key, value in attributes.items()})
    return box


def _words(text: str, prompt: bool) -> etree._Element:
    style = val("w:rStyle", PROMPT_STYLE) if prompt else None
    face = el("w:rFonts", {"w:hint": "eastAsia"})
    run = el("w:r", children=[el("w:rPr", children=[style, face])])
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(el("w:br"))
        run.append(_text(line))
    return run


def _symbol(symbol: str) -> etree._Element:
    slots: dict[str, str | int] = {f"w:{slot}": _SYMBOLS for slot in ("ascii", "hAnsi", "eastAsia", "cs")}
    return el("w:r", children=[el("w:rPr", children=[el("w:rFonts", slots)]), _text(symbol)])


def _text(text: str) -> etree._Element:
    element = el("w:t", {"xml:space": "preserve"})
    element.text = text
    return element
