"""Tags where nothing fills them in: comments, custom properties, charts, the targets of links. They would be printed as they are."""

from __future__ import annotations

from collections.abc import Collection
from html import unescape
from urllib.parse import unquote

from kit import patterns
from kit.diagnostics import Diagnostic, Place
from kit.templates.limits import MAX_BRACES
from kit.word.package import Package

_MARKUP = patterns.compiled(r"<[^>]*>")
_TAG = patterns.compiled(r"\{[{%#]|[｛{][｛％]|｛[{%]")
_TEXT_LIKE = (".xml", ".rels")
_SIGNS = (b"{", b"}", b"%7B", b"%7b", b"&#", "｛".encode(), "｝".encode())
_SHOWN = 30


def too_many_tags(package: Package, stories: Collection[str]) -> list[Diagnostic]:
    """Whether the parts that are filled in hold more tags than can be read."""
    braces = sum(package[part].count(b"{") + package[part].count(b"&#") for part in stories if part in package)
    if braces > MAX_BRACES:
        hint = "把重复的内容写成循环，或分成几份模板"
        return [Diagnostic("T-LIM-05", f"模板里的标签超过 {MAX_BRACES // 2} 个", hint=hint)]
    return []


def tags_elsewhere(package: Package, stories: Collection[str]) -> list[Diagnostic]:
    """Tags in parts that are not filled in.

    stories  the parts that are filled in.
    """
    found: list[Diagnostic] = []
    for part in package.part_names:
        if part not in stories and part.lower().endswith(_TEXT_LIKE) and may_hold_tags(package[part]):
            found += _in_part(part, package[part].decode("utf-8", "replace"))
    return found


def may_hold_tags(data: bytes) -> bool:
    """Whether it is worth looking for tags, or halves of tags, in a part."""
    return any(sign in data for sign in _SIGNS)


def _in_part(part: str, text: str) -> list[Diagnostic]:
    """One fault a part is enough to find them all."""
    in_links = part.lower().endswith(".rels")
    readings = [unescape(unquote(text))] if in_links else [unescape(_MARKUP.sub("", text)), unescape(text)]
    for reading in readings:
        if match := _TAG.search(reading):
            where, hint = _words(part)
            shown = " ".join(reading[match.start() : match.start() + _SHOWN].split())
            return [
                Diagnostic("T-TAG-06", f"{where}里的标签不会被填充：“{shown}”", place=Place(where=where), hint=hint)
            ]
    return []


def _words(part: str) -> tuple[str, str]:
    for sign, words, hint in _PLACES:
        if sign in part:
            return words, hint
    return f"部件 {part}", "把内容写在正文中"


_PLACES = (
    (".rels", "链接地址", "把地址直接写完整，或写在正文中"),
    ("comments", "批注", "删去这条批注，或改写其中的花括号"),
    ("docProps/", "文件属性", "在 Word 的“文件－信息－属性”中删去"),
    ("customXml/", "自定义数据", "在 Word 中删去与它绑定的内容控件，或检查文档"),
    ("charts/", "图表", "图表不能填充，请写成文字"),
    ("diagrams/", "SmartArt 图形", "SmartArt 不能填充，请写成文字"),
    ("settings", "文档设置", "在 Word 中删去文档变量"),
    ("glossary/", "自动图文集", "在 Word 中删去这一构建基块"),
)
