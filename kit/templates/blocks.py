"""Whether the statements of a template open and close as they should, told with the tag that is at fault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from jinja2 import Environment, TemplateSyntaxError, nodes

from kit.diagnostics import Diagnostic
from kit.likeness import most_like
from kit.templates.jinja_messages import in_chinese
from kit.templates.lexing import SCOPES
from kit.templates.lifting import Piece
from kit.templates.limits import MAX_BLOCKS, MAX_TAG, Refused

_OPENERS = frozenset({"if", "for", "macro", "call", "filter", "with", "raw", "block", "autoescape"})
_BETWEEN = {"elif": ("if",), "else": ("if", "for")}
_SYNTHETIC = {
    "elif": "{%% if 1 %%}{%% %s %%}{%% endif %%}",
    "else": "{%% if 1 %%}{%% %s %%}{%% endif %%}",
}


def _word(piece: Piece) -> str:
    word = piece.tag.word
    return "set-block" if word == "set" and "=" not in piece.tag.body else word


def block_faults(pieces: Iterable[Piece]) -> Iterator[Diagnostic]:
    """Statements that are not closed, not opened, crossed, or that begin and end at different depths."""
    stack: list[Piece] = []
    for piece in pieces:
        if piece.tag.kind != "{%":
            continue
        word = _word(piece)
        if word in _OPENERS or word == "set-block":
            stack.append(piece)
            if len(stack) > MAX_BLOCKS:
                yield _fault("T-LIM-03", f"语句一层套一层，超过 {MAX_BLOCKS} 层", piece, "把内层的内容改写成宏或拆开")
                return
        elif word in _BETWEEN:
            if not stack or _word(stack[-1]) not in _BETWEEN[word]:
                yield _fault("T-BLK-02", f"“{word}”没有与它相配的语句", piece, "前面应有 {% if … %}")
            elif stack[-1].spot.path != piece.spot.path:
                yield _uneven(stack[-1], piece)
        elif word.startswith("end"):
            wanted = "set-block" if word == "endset" else word.removeprefix("end")
            yield from _close(stack, wanted, piece)
    for piece in stack:
        end = f"end{_word(piece).removesuffix('-block')}"
        yield _fault("T-BLK-01", f"“{piece.tag.body[:30]}”没有结束", piece, f"补上 {{% {end} %}}")


def _close(stack: list[Piece], wanted: str, piece: Piece) -> Iterator[Diagnostic]:
    if not any(_word(opened) == wanted for opened in stack):
        yield _fault("T-BLK-02", f"“{piece.tag.word}”没有与它相配的开头", piece, "删去它，或补上开头的语句")
        return
    opened = stack.pop()
    while _word(opened) != wanted:
        message = f"“{opened.tag.body[:30]}”在“{piece.tag.word}”之前没有结束"
        yield _fault("T-BLK-03", message, opened, "语句应当一层套一层，不能交叉")
        opened = stack.pop()
    if opened.spot.path != piece.spot.path:
        yield _uneven(opened, piece)


def _uneven(opened: Piece, closed: Piece) -> Diagnostic:
    return _fault(
        "T-BLK-04",
        f"“{opened.tag.body[:30]}”与“{closed.tag.body[:20]}”不在同一层：一个在段、行之内，另一个在外",
        closed,
        "成段的语句都写成 {%p … %}，成行的都写成 {%tr … %}",
    )


def syntax_faults(pieces: Iterable[Piece], environment: Environment) -> Iterator[Diagnostic]:
    """Tags whose expression cannot be read, each by itself."""
    for piece in pieces:
        source = _alone(piece)
        if len(source) > MAX_TAG:
            yield _fault("T-LIM-03", f"标签过长，超过 {MAX_TAG} 字", piece, "分成几步，用 {% set %} 取名")
            continue
        try:
            tree = environment.parse(source)
        except Refused as refused:
            yield replace(refused.diagnostic, place=piece.spot.place(""))
            continue
        except TemplateSyntaxError as error:
            yield _fault("T-SYN-01", f"标签“{piece.tag.body[:40]}”写错：{in_chinese(error)}", piece, _spaced(piece))
            continue
        yield from _unknown_words(tree, environment, piece)
        if tree.find(nodes.FilterBlock) or any(block.filter for block in tree.find_all(nodes.AssignBlock)):
            hint = "把过滤器写在取值的标签里，如 {{ 字段|upper }}"
            yield _fault("T-SYN-03", "过滤器不能用于整段内容", piece, hint)


def _spaced(piece: Piece) -> str:
    """What to do where the tag is {% tr if … %} and should be {%tr if … %}."""
    scope, kind = piece.tag.word, piece.tag.kind
    return f"“{kind}”与“{scope}”之间不要空格，写成 {kind}{scope} …" if scope in SCOPES else ""


def _unknown_words(tree: nodes.Template, environment: Environment, piece: Piece) -> Iterator[Diagnostic]:
    for kind, words, known in ((nodes.Filter, "过滤器", environment.filters), (nodes.Test, "判断", environment.tests)):
        for node in tree.find_all(kind):
            if node.name not in known:
                near = most_like(node.name, known, 0.5)
                hint = f"是否为 {near}？" if near else ""
                yield _fault("T-SYN-02", f"没有{words}“{node.name}”", piece, hint)


def _alone(piece: Piece) -> str:
    """The tag as a template of its own; empty where it can only be judged with others."""
    tag, word = piece.tag, _word(piece)
    if tag.kind == "{{":
        return f"{{{{ {tag.body} }}}}"
    if tag.kind != "{%" or word.startswith("end") or word in {"raw", "continue", "break"}:
        return ""
    if word in _SYNTHETIC:
        return _SYNTHETIC[word] % tag.body
    end = f"{{% end{word.removesuffix('-block')} %}}" if word in _OPENERS or word == "set-block" else ""
    return f"{{% {tag.body} %}}{end}"


def _fault(code: str, message: str, piece: Piece, hint: str = "") -> Diagnostic:
    return replace(Diagnostic(code, message, hint=hint), place=piece.spot.place(""))
