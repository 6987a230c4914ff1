"""Faults of tags that can be seen without rendering: text that would vanish, braces that do not close."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from kit.diagnostics import Diagnostic, Place
from kit.word.names import w
from kit.word.package import Package

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_WHOLE = re.compile(r"\{%(p|tr|tc)\s.*?%\}|\{\{(p|tr|tc)\s.*?\}\}", re.DOTALL)
_REMAINS = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|[｛｝]{2}|[｛{][％%]|[％%][｝}]")
_IN_WORDS = {"p": "段", "tr": "行", "tc": "单元格"}


def tag_faults(package: Package) -> list[Diagnostic]:
    """The faults of a template's tags in the body, headers and footers."""
    document = package.document_part
    parts = [document, *package.related(document, "header"), *package.related(document, "footer")]
    return [fault for part in dict.fromkeys(parts) for fault in _faults_of(package.xml(part))]


def _faults_of(root: etree._Element) -> Iterator[Diagnostic]:
    for paragraph in root.iter(w("p")):
        text = _text(paragraph)
        if found := _REMAINS.search(_TAG.sub("", text)):
            yield Diagnostic(
                "T-TAG-01",
                f"标签没有写完整：“{found.group()}”",
                place=Place(where=f"在“{text.strip()[:40]}”"),
                hint="填充位置写成 {{ 字段 }}，语句写成 {%p if … %}，用半角花括号和百分号，并且成对",
            )
            continue
        for match in _WHOLE.finditer(text):
            yield from _lost_beside(paragraph, match)


def _lost_beside(paragraph: etree._Element, match: re.Match[str]) -> Iterator[Diagnostic]:
    """A tag that stands for a whole paragraph, row or cell takes everything beside it away."""
    scope = match[1] or match[2]
    around = next(paragraph.iterancestors(w(scope)), None) if scope != "p" else paragraph
    if around is None:
        yield Diagnostic("T-TAG-03", f"标签“{match.group()}”不在表格的{_IN_WORDS[scope]}里", hint="把它移到表格中")
        return
    lost = _TAG.sub("", _text(around)).strip()
    if lost:
        yield Diagnostic(
            "T-TAG-02",
            f"标签“{match.group()}”应独占一{_IN_WORDS[scope]}，旁边的“{lost[:20]}”会丢失",
            place=Place(where=f"在“{_text(around).strip()[:40]}”"),
            hint=f"把标签放在单独的一{_IN_WORDS[scope]}里",
        )


def _text(node: etree._Element) -> str:
    return "".join(text.text or "" for text in node.iter(w("t")))
