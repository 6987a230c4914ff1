"""Templates made up by hypothesis, each with what it must read when it is filled.

An inline is a template text and its value; a block is finished XML and the paragraphs, tables it gives. Template texts
are cut into runs at random, with what Word leaves between runs.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from docxtpl import Listing, RichText
from hypothesis import strategies as st

from tests.compat.packing import GRID, Read

Names = dict[str, Any]
LETTERS = "甲乙丙丁 ABab12，。（）“”&<>\"'#%;￥é𬭎"
WILD = LETTERS + "{}_\n\t\a\f"
_NOISE = (
    "",
    "",
    "",
    '<w:proofErr w:type="spellStart"/>',
    "<w:r><w:rPr><w:b/></w:rPr></w:r>",
    '<w:bookmarkStart w:id="{0}" w:name="m{0}"/><w:bookmarkEnd w:id="{0}"/>',
)
_LOOKS = ("", "<w:rPr><w:b/></w:rPr>", '<w:rPr><w:i/><w:sz w:val="28"/></w:rPr>')
_PLACES = ("", '<w:pPr><w:jc w:val="center"/></w:pPr>', '<w:pPr><w:ind w:left="420"/><w:rPr><w:b/></w:rPr></w:pPr>')


@dataclass(frozen=True)
class Inline:
    """Some text of a template and what it gives."""

    source: str
    value: Callable[[Names], str]


@dataclass(frozen=True)
class Block:
    """Some paragraphs or a table, and what they give."""

    xml: str
    value: Callable[[Names], list[Read]]


@dataclass(frozen=True)
class Row:
    """Some rows of a table and what they give."""

    xml: str
    value: Callable[[Names], list[list[list[str]]]]


def words(alphabet: str = LETTERS, least: int = 0, most: int = 6) -> st.SearchStrategy[str]:
    """Short texts."""
    return st.text(alphabet, min_size=least, max_size=most)


@st.composite
def contexts(draw: st.DrawFn, alphabet: str = WILD) -> Names:
    """Values for the names the templates use. Texts are not empty, lists may be."""
    text = words(alphabet, 1, 8)
    return {
        "a": draw(text),
        "b": draw(text),
        "t": True,
        "f": draw(st.booleans()),
        "xs": draw(st.lists(text, max_size=3)),
        "ys": draw(st.lists(text, min_size=1, max_size=2)),
        "rt": RichText(draw(words(alphabet.replace("\a", "").replace("\f", ""), 1)), bold=True, color="FF0000"),
        "lt": Listing(draw(text)),
    }


# --- text ------------------------------------------------------------------------------------------


def _fixed(text: str) -> Inline:
    return Inline(text, lambda _names: text)


@st.composite
def _value(draw: st.DrawFn, names: tuple[str, ...]) -> Inline:
    name = draw(st.sampled_from(names))
    blank = draw(st.sampled_from(("", " ", "  ")))
    kind = draw(st.sampled_from(("plain", "plain", "plain", "list", "length", "quoted", "joined", "dict")))
    if kind == "list":
        return Inline("{{ xs|join('、') }}", lambda given: "、".join(given["xs"]))
    if kind == "length":
        return Inline("{{ xs|length * 2 % 5 }}", lambda given: str(len(given["xs"]) * 2 % 5))
    if kind == "quoted":
        return Inline("{{ “引”~'号 >' }}", lambda _given: "引号 >")
    if kind == "joined":
        return Inline(f"{{{{ {name} ~ '－' ~ b }}}}", lambda given: f"{given[name]}－{given['b']}")
    if kind == "dict":
        return Inline(f"{{{{ {{'k': {name}}}['k'] }}}}", lambda given: str(given[name]))
    return Inline(f"{{{{{blank}{name}{blank}}}}}", lambda given: str(given[name]))


@st.composite
def _nested(draw: st.DrawFn, inner: st.SearchStrategy[Inline], names: tuple[str, ...], depth: int) -> Inline:
    kind = draw(st.sampled_from(("if", "else", "for", "comment", "set", "raw", "macro")))
    body = draw(inner)
    if kind == "raw":
        return Inline(
            f"{body.source}{{% raw %}}{{{{ 甲 }}}}{{% endraw %}}", lambda given: f"{body.value(given)}{{{{ 甲 }}}}"
        )
    if kind == "macro":
        name = f"m{draw(st.integers(1, 3))}"
        source = f"{{% macro {name}(x) %}}《{{{{ x }}}}》{{% endmacro %}}{body.source}{{{{ {name}(b) }}}}"
        return Inline(source, lambda given: f"{body.value(given)}《{given['b']}》")
    if kind == "comment":
        note = draw(words("注释 abc", 1))
        return Inline(f"{{# {note} #}}{body.source}", body.value)
    if kind == "set":
        name = f"s{draw(st.integers(1, 3))}"
        source = f"{{% set {name} = a %}}{body.source}{{{{ {name} }}}}"
        return Inline(source, lambda given: f"{body.value(given)}{given['a']}")
    if kind == "for":
        loop = f"v{depth}"
        body = draw(inlines((*names, loop), depth - 1))
        return Inline(
            f"{{% for {loop} in ys %}}{body.source}{{% endfor %}}",
            lambda given: "".join(body.value({**given, loop: item}) for item in given["ys"]),
        )
    test = draw(st.sampled_from(("t", "f", "xs", "a == b", "not f and t", "xs|length > 1")))
    if kind == "if":
        return Inline(
            f"{{% if {test} %}}{body.source}{{% endif %}}", lambda g: body.value(g) if _holds(test, g) else ""
        )
    other = draw(inner)
    return Inline(
        f"{{% if {test} %}}{body.source}{{% elif f %}}中{{% else %}}{other.source}{{% endif %}}",
        lambda g: body.value(g) if _holds(test, g) else "中" if g["f"] else other.value(g),
    )


def _holds(test: str, names: Names) -> bool:
    return bool(
        {
            "t": True,
            "f": names["f"],
            "xs": names["xs"],
            "a == b": names["a"] == names["b"],
            "not f and t": not names["f"],
            "xs|length > 1": len(names["xs"]) > 1,
        }[test]
    )


@st.composite
def inlines(draw: st.DrawFn, names: tuple[str, ...] = ("a", "b"), depth: int = 2) -> Inline:
    """Text with tags."""
    simple = st.one_of(
        words().map(_fixed),
        _value(names),
        st.sampled_from((("甲{_{乙", "甲{{乙"), ("甲}_}乙", "甲}}乙"), ("甲{_%乙", "甲{%乙"))).map(
            lambda e: Inline(e[0], lambda _g: e[1])
        ),
    )
    pieces = [draw(simple)]
    for _ in range(draw(st.integers(0, 2))):
        pieces.append(
            draw(simple if depth <= 0 else st.one_of(simple, _nested(inlines(names, depth - 1), names, depth)))
        )
    return Inline("".join(piece.source for piece in pieces), lambda given: "".join(p.value(given) for p in pieces))


# --- paragraphs --------------------------------------------------------------------------------------


@st.composite
def runs(draw: st.DrawFn, text: str, *, noise: bool = True) -> str:
    """A template text cut into runs at random. Escapes are cut too; what Word puts between runs stands between."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=4)))
    out = []
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        look = draw(st.sampled_from(_LOOKS))
        piece = html.escape(text[start:end], quote=False)
        out.append(f'<w:r>{look}<w:t xml:space="preserve">{piece}</w:t></w:r>')
        if noise:
            out.append(draw(st.sampled_from(_NOISE)).format(draw(st.integers(1, 999))))
    return "".join(out)


def _lines(text: str) -> list[str]:
    """What a text with control characters reads as: new paragraphs, and a page break in one of its own."""
    return [line for part in re.split("(\f)", text) for line in (["\f"] if part == "\f" else part.split("\a"))]


@st.composite
def paragraphs(draw: st.DrawFn, names: tuple[str, ...] = ("a", "b")) -> Block:
    """A paragraph of text and tags."""
    body = draw(inlines(names))
    xml = f"<w:p>{draw(st.sampled_from(_PLACES))}{draw(runs(body.source))}</w:p>"
    return Block(xml, lambda given: list(_lines(body.value(given))))


@st.composite
def _special(draw: st.DrawFn) -> Block:
    """Rich text and listings."""
    before, after = draw(words(LETTERS, 1)), draw(words(LETTERS, 1))
    name, tag = draw(st.sampled_from((("rt", "{{r rt }}"), ("lt", "{{ lt }}"))))
    xml = f"<w:p>{draw(st.sampled_from(_PLACES))}{draw(runs(before + tag + after, noise=False))}</w:p>"

    def value(given: Names) -> list[Read]:
        plain = html.unescape(re.sub("<[^>]*>", "", str(given[name])))
        return list(_lines(before + plain + after))

    return Block(xml, value)


@st.composite
def _joined(draw: st.DrawFn) -> Block:
    """Lines that {%- and -%} join, in paragraphs of their own or behind line breaks."""
    test = draw(st.sampled_from(("t", "f", "a == b")))
    first, inside, last = (draw(words(LETTERS.replace(" ", ""), 1)) for _ in range(3))
    lines = [first, f"{{%- if {test} -%}}", f"\u00a0{inside}", "{%- endif -%}", f"\u00a0{last}"]
    if draw(st.booleans()):
        xml = "".join(f"<w:p>{draw(runs(line, noise=False))}</w:p>" for line in lines)
    else:
        xml = f"<w:p>{'<w:r><w:br/></w:r>'.join(draw(runs(line, noise=False)) for line in lines)}</w:p>"
    middle = f"\u00a0{inside}"
    return Block(xml, lambda given: [f"{first}{middle if _holds(test, given) else ''}\u00a0{last}"])


@st.composite
def _tag_paragraph(draw: st.DrawFn, tag: str) -> str:
    return f"<w:p>{draw(runs(tag, noise=False))}</w:p>"


@st.composite
def _whole(draw: st.DrawFn, names: tuple[str, ...], depth: int) -> Block:
    """{%p if %} and {%p for %} around blocks."""
    kind = draw(st.sampled_from(("if", "else", "for", "comment", "raw")))
    if kind == "raw":
        inside = draw(st.sampled_from(("{{ 甲 }}", "{%p if 甲 %}", "甲{{乙")))
        opening, closing = draw(_tag_paragraph("{%p raw %}")), draw(_tag_paragraph("{%p endraw %}"))
        return Block(opening + draw(_tag_paragraph(inside)) + closing, lambda _given: [inside])
    if kind == "for":
        loop = f"p{depth}"
        body = draw(blocks((*names, loop), depth - 1))
        opening, closing = draw(_tag_paragraph(f"{{%p for {loop} in xs %}}")), draw(_tag_paragraph("{%p endfor %}"))
        return Block(
            opening + body.xml + closing,
            lambda given: [line for item in given["xs"] for line in body.value({**given, loop: item})],
        )
    body = draw(blocks(names, depth - 1))
    if kind == "comment":
        return Block(draw(_tag_paragraph("{#p 删去这一段 #}")) + body.xml, body.value)
    test = draw(st.sampled_from(("t", "f", "a == b")))
    opening, closing = draw(_tag_paragraph(f"{{%p if {test} %}}")), draw(_tag_paragraph("{%p endif %}"))
    if kind == "if":
        return Block(opening + body.xml + closing, lambda given: body.value(given) if _holds(test, given) else [])
    other = draw(blocks(names, depth - 1))
    return Block(
        opening + body.xml + draw(_tag_paragraph("{%p else %}")) + other.xml + closing,
        lambda given: (body if _holds(test, given) else other).value(given),
    )


@st.composite
def blocks(draw: st.DrawFn, names: tuple[str, ...] = ("a", "b"), depth: int = 2) -> Block:
    """Paragraphs, statements around them, tables."""
    kinds = [paragraphs(names), paragraphs(names), _special(), _joined()]
    if depth > 0:
        kinds += [_whole(names, depth), tables(names)]
    some = [draw(st.one_of(kinds)) for _ in range(draw(st.integers(1, 2)))]
    return Block("".join(b.xml for b in some), lambda given: [line for b in some for line in b.value(given)])


# --- tables --------------------------------------------------------------------------------------------


@st.composite
def _cell(draw: st.DrawFn, names: tuple[str, ...], extra: str = "", properties: str = "") -> tuple[str, Inline]:
    body = draw(inlines(names, 1))
    at = draw(st.sampled_from((0, len(body.source))))
    text = body.source[:at] + extra + body.source[at:]
    width = '<w:tcW w:w="2000" w:type="dxa"/>'
    xml = f"<w:tc><w:tcPr>{width}{properties}</w:tcPr><w:p>{draw(runs(text, noise=not extra))}</w:p></w:tc>"
    return xml, body


@st.composite
def _plain_row(draw: st.DrawFn, names: tuple[str, ...], columns: int) -> Row:
    color = draw(st.sampled_from(("", "", "{% cellbg 'FF00FF' %}")))
    cells = [draw(_cell(names, color if not index else "")) for index in range(columns)]
    xml = f"<w:tr>{''.join(cell for cell, _body in cells)}</w:tr>"
    return Row(xml, lambda given: [[_lines(body.value(given)) for _cell, body in cells]])


@st.composite
def _tag_row(draw: st.DrawFn, tag: str, columns: int) -> str:
    first = f"<w:tc><w:tcPr/><w:p>{draw(runs(tag, noise=False))}</w:p></w:tc>"
    return f"<w:tr>{first}{'<w:tc><w:tcPr/><w:p/></w:tc>' * (columns - 1)}</w:tr>"


@st.composite
def _row_loop(draw: st.DrawFn, names: tuple[str, ...], columns: int, depth: int) -> Row:
    """{%tr for %} around a group of rows, which may hold another."""
    loop = f"r{depth}"
    inner = [draw(_plain_row((*names, loop), columns)) for _ in range(draw(st.integers(1, 2)))]
    if depth > 1 and draw(st.booleans()):
        inner.insert(draw(st.integers(0, len(inner))), draw(_row_loop((*names, loop), columns, depth - 1)))
    opening, closing = draw(_tag_row(f"{{%tr for {loop} in ys %}}", columns)), draw(_tag_row("{%tr endfor %}", columns))
    return Row(
        opening + "".join(row.xml for row in inner) + closing,
        lambda g: [line for item in g["ys"] for row in inner for line in row.value({**g, loop: item})],
    )


@st.composite
def _merged(draw: st.DrawFn, names: tuple[str, ...], columns: int) -> Row:
    """{% vm %} in the first cell of a loop's row."""
    label, width = draw(words(LETTERS, 1)), '<w:tcW w:w="900" w:type="dxa"/>'
    first = f"<w:tc><w:tcPr>{width}</w:tcPr><w:p><w:r><w:t>{html.escape(label, quote=False)}{{% vm %}}</w:t></w:r></w:p></w:tc>"
    others = [draw(_cell((*names, "x"))) for _ in range(columns - 1)]
    opening, closing = draw(_tag_row("{%tr for x in ys %}", columns)), draw(_tag_row("{%tr endfor %}", columns))
    shown = label.strip(" ")  # the text is not marked to keep its spaces, and the tag does not mark it

    def value(given: Names) -> list[list[list[str]]]:
        return [
            [[shown if not at else ""], *(_lines(body.value({**given, "x": item})) for _xml, body in others)]
            for at, item in enumerate(given["ys"])
        ]

    return Row(f"{opening}<w:tr>{first}{''.join(xml for xml, _body in others)}</w:tr>{closing}", value)


@st.composite
def _row_choice(draw: st.DrawFn, names: tuple[str, ...], columns: int) -> Row:
    """{%tr if %} around a row, with another row or none."""
    test = draw(st.sampled_from(("t", "f", "a == b")))
    row, other = draw(_plain_row(names, columns)), draw(_plain_row(names, columns))
    tags = [draw(_tag_row(tag, columns)) for tag in (f"{{%tr if {test} %}}", "{%tr else %}", "{%tr endif %}")]
    return Row(
        f"{tags[0]}{row.xml}{tags[1]}{other.xml}{tags[2]}",
        lambda given: (row if _holds(test, given) else other).value(given),
    )


@st.composite
def _wide_once(draw: st.DrawFn, names: tuple[str, ...]) -> Row:
    """{% hm %}: the cell of a loop over columns, once and as wide as all."""
    first, label = draw(_cell(names)), draw(words(LETTERS.replace(" ", ""), 1))
    width = '<w:tcW w:w="900" w:type="dxa"/>'
    wide = f"<w:tc><w:tcPr>{width}</w:tcPr><w:p><w:r><w:t>{html.escape(label, quote=False)}{{% hm %}}</w:t></w:r></w:p></w:tc>"
    tag = "<w:tc><w:tcPr/><w:p>{}</w:p></w:tc>"
    opening, closing = (tag.format(draw(runs(t, noise=False))) for t in ("{%tc for c in ys %}", "{%tc endfor %}"))
    return Row(f"<w:tr>{first[0]}{opening}{wide}{closing}</w:tr>", lambda g: [[_lines(first[1].value(g)), [label]]])


@st.composite
def _column_loop(draw: st.DrawFn, names: tuple[str, ...]) -> Row:
    """{%tc for %} behind a first cell, with a cell that spans them all above or not."""
    first, repeated = draw(_cell(names)), draw(_cell((*names, "c")))
    tag = "<w:tc><w:tcPr/><w:p>{}</w:p></w:tc>"
    opening, closing = (tag.format(draw(runs(t, noise=False))) for t in ("{%tc for c in xs %}", "{%tc endfor %}"))
    return Row(
        f"<w:tr>{first[0]}{opening}{repeated[0]}{closing}</w:tr>",
        lambda g: [[_lines(first[1].value(g)), *(_lines(repeated[1].value({**g, "c": item})) for item in g["xs"])]],
    )


@st.composite
def _spanning(draw: st.DrawFn, names: tuple[str, ...]) -> Row:
    first, wide = draw(_cell(names)), draw(_cell(names, "{% colspan xs|length or 1 %}"))
    return Row(
        f"<w:tr>{first[0]}{wide[0]}</w:tr>",
        lambda g: [[_lines(first[1].value(g)), _lines(wide[1].value(g))]],
    )


@st.composite
def tables(draw: st.DrawFn, names: tuple[str, ...] = ("a", "b")) -> Block:
    """A table with loops over rows, or over columns."""
    columns = draw(st.integers(1, 3))
    unused = 0  # columns of the grid that no row fills
    some: list[Row]
    if draw(st.booleans()):
        unused = draw(st.sampled_from((0, 0, 0, 1)))
        some = [draw(_plain_row(names, columns))]
        kinds = (_row_loop(names, columns, 2), _row_choice(names, columns), _merged(names, columns))
        some += [draw(st.one_of(*kinds)) for _ in range(draw(st.integers(1, 2)))]
    else:
        columns = 2
        some = [draw(_spanning(names)), draw(_column_loop(names)), draw(_wide_once(names))]
    grid = "".join(f'<w:gridCol w:w="{6000 // columns}"/>' for _ in range(columns + unused))
    xml = f"<w:tbl>{GRID.format(grid)}{''.join(row.xml for row in some)}</w:tbl>"
    return Block(xml, lambda given: [[line for row in some for line in row.value(given)]])


@st.composite
def bodies(draw: st.DrawFn) -> Block:
    """A whole template."""
    some = [draw(blocks()) for _ in range(draw(st.integers(1, 3)))]
    return Block("".join(b.xml for b in some), lambda given: [line for b in some for line in b.value(given)])
