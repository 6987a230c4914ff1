"""One tag by itself: whether it can be read, what to do where it cannot, and what may stand for it then."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from jinja2 import Environment, TemplateError, TemplateSyntaxError, nodes

from kit import patterns
from kit.diagnostics import Diagnostic
from kit.likeness import most_like
from kit.templates.jinja_messages import in_chinese
from kit.templates.lexing import SCOPES, unquoted
from kit.templates.lifting import Piece
from kit.templates.limits import MAX_TAG, Refused
from kit.templates.sourcing import tag_source

OPENERS = frozenset({"if", "for", "macro", "call", "filter", "with", "raw", "block", "autoescape"})
BETWEEN = {"elif": ("if",), "else": ("if", "for")}
LOOP_WORDS = frozenset({"break", "continue"})
_STATEMENTS = (*sorted(OPENERS), *BETWEEN, "set", *(f"end{word}" for word in (*sorted(OPENERS), "set")))
_REFUSED = frozenset({"include", "import", "from", "extends"})
_GLUED = patterns.compiled(f"({'|'.join(SCOPES)})({'|'.join(sorted(_STATEMENTS, key=len, reverse=True))})")
_OPENINGS = {
    "if": "{% if 1 %}",
    "for": "{% for x in [] %}",
    "macro": "{% macro x() %}",
    "call": "{% call x() %}",
    "filter": "{% filter string %}",
    "with": "{% with %}",
    "set": "{% set x %}",
}
_WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"　": " ", "。": ".", "、": ",", "—": "-"}
_WIDE_SIGN = patterns.compiled("[！-／：-＠［-｀｛-～。、—]")
_NAME = patterns.compiled(r"(?<![\w.])[^\W\d]\w*")
_NO_NAMES = frozenset(keyword.kwlist) | {"true", "false", "none", "recursive"}


class Judged(NamedTuple):
    """The faults of tags that each has by itself, and which tags cannot be read at all."""

    faults: list[Diagnostic]
    broken: frozenset[int]


def word_of(piece: Piece) -> str:
    """The word that tells what a statement is; set-block for a set around text."""
    word = piece.tag.word
    return "set-block" if word == "set" and "=" not in piece.tag.body else word


def meant(piece: Piece) -> str:
    """The statement that a tag which cannot be read was probably meant to be."""
    word, *others = piece.tag.body.split(maxsplit=2)[:2] or [""]
    if word in SCOPES and others:
        word = others[0]
    if glued := _GLUED.fullmatch(word):
        word = glued[2]
    if word in _STATEMENTS:
        return word_of(piece) if word == piece.tag.word else word
    return word if word in _REFUSED else most_like(word, _STATEMENTS, 0.6) or word


def fault_at(code: str, message: str, piece: Piece, hint: str = "") -> Diagnostic:
    """A fault at the place of a tag."""
    return Diagnostic(code, message, place=piece.spot.place(""), hint=hint)


def judged(pieces: Sequence[Piece], environment: Environment) -> Judged:
    """What is wrong with the expressions of tags, each by itself."""
    faults: list[Diagnostic] = []
    broken: set[int] = set()
    sound: dict[str, nodes.Template] = {}  # most tags of a template stand in it more than once
    for index, piece in enumerate(pieces):
        source = _alone(piece) or _unknown_end(piece, environment)
        tree = sound.get(source) or _read(source, piece, environment)
        if isinstance(tree, Diagnostic):
            broken.add(index)
            faults.append(tree)
        else:
            sound[source] = tree
            faults += _unknown_words(tree, environment, piece)
            faults += _filtered_blocks(tree, piece)
    return Judged(faults, frozenset(broken))


def _read(source: str, piece: Piece, environment: Environment) -> nodes.Template | Diagnostic:
    if len(source) > MAX_TAG:
        return fault_at("T-LIM-03", f"标签过长，超过 {MAX_TAG} 字", piece, "分成几步，用 {% set %} 取名")
    try:
        return environment.parse(source)
    except Refused as refused:
        return refused.diagnostic._replace(place=piece.spot.place(""))
    except TemplateSyntaxError as error:
        return _misspelt(piece, error)


def _misspelt(piece: Piece, error: TemplateError) -> Diagnostic:
    shown = piece.tag.body[:40]
    if piece.tag.word in LOOP_WORDS:
        return fault_at(
            "T-SYN-03", f"模板不能使用语句“{piece.tag.word}”", piece, "把条件写成 {% for 项 in 清单 if 条件 %}"
        )
    return fault_at("T-SYN-01", f"标签“{shown}”写错：{in_chinese(error)}", piece, _advice(piece))


def uncompiled(pieces: Sequence[Piece], environment: Environment) -> list[Diagnostic]:
    """The faults of tags that can be read and yet make no code, such as a macro with two arguments of one name."""
    faults: list[Diagnostic] = []
    for piece in pieces:
        try:
            environment.compile(_alone(piece))
        except TemplateError as error:
            faults.append(_misspelt(piece, error))
        except SyntaxError:  # what Jinja lets pass and Python does not
            faults.append(fault_at("T-SYN-01", f"标签“{piece.tag.body[:40]}”写错：同一名称写了两次", piece, "只留一个"))
    return faults


def _advice(piece: Piece) -> str:
    """What to do about a tag that cannot be read, where its look tells."""
    scope, kind = piece.tag.word, piece.tag.kind
    if scope in SCOPES:
        return f"“{kind}”与“{scope}”之间不要空格，写成 {kind}{scope} …"
    if kind == "{%" and (glued := _GLUED.fullmatch(scope)):
        return f"“{glued[1]}”之后要有空格，写成 {kind}{glued[1]} {glued[2]} …"
    plain = unquoted(piece.tag.body)
    if wide := list(dict.fromkeys(_WIDE_SIGN.findall(plain))):
        return "标签里的符号用半角：" + "，".join(f"“{sign}”写成 {_WIDE[sign]}" for sign in wide[:4])
    if kind == "{%" and scope in {"if", "elif"} and re.search("[^=!<>]=[^=]", plain):
        return "比较两个值写两个等号：=="
    if kind == "{%" and scope not in _STATEMENTS:
        near = most_like(scope, _STATEMENTS, 0.5)
        return f"是否为 {near}？" if near else "输出一个值写成 {{ 字段 }}"
    return ""


def _filtered_blocks(tree: nodes.Template, piece: Piece) -> Iterator[Diagnostic]:
    is_set_with_filter = any(block.filter for block in tree.find_all(nodes.AssignBlock))
    if piece.tag.word == "filter" or is_set_with_filter:
        hint = "把过滤器写在取值的标签里，如 {{ 字段|upper }}"
        yield fault_at("T-SYN-03", "过滤器不能用于整段内容", piece, hint)


def _unknown_words(tree: nodes.Template, environment: Environment, piece: Piece) -> Iterator[Diagnostic]:
    known: Mapping[str, object]
    for kind, words, known in ((nodes.Filter, "过滤器", environment.filters), (nodes.Test, "判断", environment.tests)):
        for node in tree.find_all(kind):
            if node.name not in known:
                near = most_like(node.name, [name for name in known if name.isprintable()], 0.5)
                hint = f"是否为 {near}？" if near else ""
                yield fault_at("T-SYN-02", f"没有{words}“{node.name}”", piece, hint)


def _alone(piece: Piece) -> str:
    """The tag as a template of its own; empty where it can only be judged with others."""
    tag, word = piece.tag, word_of(piece)
    source = tag_source(piece)
    if tag.kind != "{%":
        return source
    if word in BETWEEN:
        return f"{_OPENINGS['if']}{source}{{% endif %}}"
    if word in LOOP_WORDS:
        return f"{_OPENINGS['for']}{source}{{% endfor %}}"
    if word.startswith("end"):
        opening = _OPENINGS.get(word.removeprefix("end"), "")
        return f"{opening}{source}" if opening else ""
    return source + end_of(word) if word in OPENERS or word == "set-block" else source


def _unknown_end(piece: Piece, environment: Environment) -> str:
    """The end of a statement that does not exist, as it is."""
    word = piece.tag.word
    is_known = word in _STATEMENTS or any(word[3:] in one.tags for one in environment.extensions.values())
    return "" if piece.tag.kind != "{%" or is_known else tag_source(piece)


def end_of(word: str) -> str:
    """The tag that ends a statement."""
    return f"{{% end{word.removesuffix('-block')} %}}"


def harmless(piece: Piece) -> tuple[str, str]:
    """What may stand for a statement that cannot be read, so that the others can, and what ends it.

    The names it was meant to give are given, to values of which nothing is known.
    """
    word = meant(piece)
    if not word:
        return "", ""
    rest = piece.tag.body.partition(word)[2] or piece.tag.body[len(piece.tag.word) :]
    if word == "set":
        names = _names_in(rest.partition("=")[0])
        return (f"{{% set {', '.join(names)} = {{}} %}}" if names else ""), ""
    if word in {"if", "elif"}:
        return f"{{% {word} 1 %}}", end_of("if")
    if word == "for":
        names = _names_in(re.split(r"\bin\b", rest)[0]) or ["x"]
        return f"{{% for {', '.join(names)} in {{}} %}}", end_of("for")
    if word == "macro":
        name, *arguments = _names_in(rest) or ["x"]
        return f"{{% macro {name}({', '.join(arguments)}) %}}", end_of("macro")
    if word in OPENERS or word == "set-block":
        given = ", ".join(f"{name}={{}}" for name in _names_in(rest))
        return f"{{% with {given} %}}", end_of("with")
    return "", ""


def _names_in(words: str) -> list[str]:
    return [name for name in dict.fromkeys(_NAME.findall(words)) if name not in _NO_NAMES]
