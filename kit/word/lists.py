"""numbering.xml: chapters apart from clauses, so that articles run on in every program (docs/word/numbering.md)."""

from __future__ import annotations

from lxml import etree

from kit.word.styles import style_id
from kit.word.theme import Theme
from kit.word.xml import el, on, val

CHAPTERS, CLAUSES, ANNEXES = 1, 2, 3
FIRST_ZONE = 11  # every annex, and the pages before the first chapter, have a list of their own
CHINESE = "chineseCountingThousand"


def numbering_part(theme: Theme, zones: int) -> etree._Element:
    """The root of numbering.xml with `zones` separate lists for annexes besides the three main ones."""
    lists = {
        CHAPTERS: [_level(theme, 0, CHINESE, "第%1章", "space", "chapter", 0)],
        CLAUSES: [
            _level(theme, 0, CHINESE, "第%1条", "space", "clause", 2),
            _level(theme, 1, CHINESE, "（%2）", "nothing", "item", 2),
            _level(theme, 2, "decimal", "%3.", "space", "subitem", 2),
        ],
        ANNEXES: [_level(theme, 0, "decimal", "附件%1", "space", "annex", 0)],
    }
    for zone in range(zones):
        lists[FIRST_ZONE + zone] = [
            _level(theme, 0, CHINESE, "%1、", "nothing", "annexclause", 2, linked=False),
            _level(theme, 1, CHINESE, "（%2）", "nothing", "item", 2, linked=False),
            _level(theme, 2, "decimal", "%3.", "space", "subitem", 2, linked=False),
        ]
    abstracts = [_abstract(number, levels) for number, levels in lists.items()]
    instances = [el("w:num", {"w:numId": number}, [val("w:abstractNumId", number)]) for number in lists]
    return el("w:numbering", children=[*abstracts, *instances])


def _abstract(number: int, levels: list[etree._Element]) -> etree._Element:
    return el(
        "w:abstractNum",
        {"w:abstractNumId": number},
        [
            val("w:nsid", f"4B49{number:04X}"),
            val("w:multiLevelType", "multilevel"),
            val("w:tmpl", f"4B54{number:04X}"),
            *levels,
        ],
    )


def _level(
    theme: Theme, level: int, form: str, text: str, suffix: str, style: str, indent: int, linked: bool = True
) -> etree._Element:
    look = theme.styles[style]
    first_line = round(indent * look.size * 20)
    face = {"w:hint": "eastAsia", "w:eastAsia": theme.fonts[look.font]}
    return el(
        "w:lvl",
        {"w:ilvl": level},
        [
            val("w:start", 1),
            val("w:numFmt", form),
            val("w:pStyle", style_id(style)) if linked else None,
            val("w:suff", suffix),
            val("w:lvlText", text),
            val("w:lvlJc", "left"),
            el("w:pPr", children=[el("w:ind", {"w:left": 0, "w:firstLine": first_line})]),
            el("w:rPr", children=[el("w:rFonts", face), on("w:b", look.bold)]),
        ],
    )
