"""docxtpl's names with the kit's engine behind them, so that scripts written for docxtpl run unchanged.

python-docx opens the file, relates images and sub-documents and saves, as ever. From a part's XML to the rendered XML
everything is the kit's: scanned, lifted, looked through for faults, compiled, rendered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

import docxtpl
import docxtpl.template
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from jinja2 import Environment, TemplateSyntaxError, meta
from lxml import etree

from kit.diagnostics import Diagnostic, Severity
from kit.templates.compiling import compile_part, part_faults
from kit.templates.engine import as_breaks
from kit.templates.lifting import Lifted, lift
from kit.templates.sourcing import source_of
from kit.word.names import ATTRIBUTE, STORIES
from kit.word.scanning import Element, Paragraph, Scan, Segment, scan

_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
_NOTES = ("footnotes+xml", "endnotes+xml")


class DocxTemplate(docxtpl.DocxTemplate):  # type: ignore[misc]
    """docxtpl's class with another heart."""

    def render(
        self, context: Mapping[str, Any], jinja_env: Environment | None = None, autoescape: bool = False
    ) -> None:
        """Fill the template; values are escaped whatever is asked for.

        A fault of the template is a TemplateSyntaxError that names all of them.
        """
        environment = (jinja_env or Environment()).overlay(autoescape=True)
        self.render_init()
        part = self.docx._part
        tree = self._filled(etree.tostring(self.docx._element), part, "正文", context, environment)
        body = etree.fromstring(tree).find(qn("w:body"))
        self.fix_docpr_ids(body)
        self.map_tree(body)
        for kind in (self.HEADER_URI, self.FOOTER_URI):
            for relation, story in list(self.get_headers_footers(kind)):
                words = STORIES["header" if kind == self.HEADER_URI else "footer"]
                self.map_headers_footers_xml(relation, self._filled(story.blob, story, words, context, environment))
        self._fill_properties(context, environment)
        for story in part.package.parts:
            if story.content_type.endswith(_NOTES):
                words = STORIES["endnotes" if "endnotes" in story.content_type else "footnotes"]
                story._blob = self._filled(story.blob, story, words, context, environment)
        self.is_rendered = True

    def get_undeclared_template_variables(
        self, jinja_env: Environment | None = None, context: Mapping[str, Any] | None = None
    ) -> set[str]:
        """The names a template uses, without those in `context`."""
        environment = jinja_env or Environment()
        found: set[str] = set()
        for data in _stories(Document(self.template_file)):
            found |= meta.find_undeclared_variables(
                environment.parse(source_of(_lifted(data, "正文", environment), {}))
            )
        return found - set(context or ())

    def _filled(
        self, data: bytes, part: Any, words: str, context: Mapping[str, Any], environment: Environment
    ) -> bytes:
        self.current_rendering_part = part
        compiled = compile_part(_lifted(data, words, environment), environment)
        rendered = compiled.render(context, as_breaks, set())
        etree.fromstring(rendered)  # a value that is not sound XML is an error, and nothing is repaired by leaving out
        return rendered

    def _fill_properties(self, context: Mapping[str, Any], environment: Environment) -> None:
        """Properties are plain text to python-docx, which escapes them again."""
        for name in _PROPERTIES:
            text = getattr(self.docx.core_properties, name)
            lifted = lift(_as_part(text), "文件属性")
            filled = compile_part(lifted, environment).render(context, as_breaks, set())
            setattr(self.docx.core_properties, name, unescape(filled.decode()))


def _as_part(text: str) -> Scan:
    """Plain text as if it were a part of one line."""
    element = Element(ATTRIBUTE, 0, 0, None, len(text), len(text))
    return Scan(text, (), (Paragraph(element, [Segment(element, text, "")]),))


def _stories(document: Any) -> Iterator[bytes]:
    yield etree.tostring(document._element)
    for relation in document.part.rels.values():
        if relation.reltype in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER):
            yield relation.target_part.blob


def _lifted(data: bytes, words: str, environment: Environment) -> Lifted:
    lifted = lift(scan(data, words), words)
    faults = [fault for fault in part_faults(lifted, environment) if fault.severity is Severity.ERROR]
    if faults:
        raise _error(faults)
    return lifted


def _error(faults: list[Diagnostic]) -> TemplateSyntaxError:
    """The faults as the error docxtpl raises, with the lines its scripts print."""
    error = TemplateSyntaxError("\n".join(f"{fault.code} {fault.message}" for fault in faults), 1)
    error.docx_context = [str(fault.place) for fault in faults]  # type: ignore[attr-defined]
    return error


def install() -> None:
    """Put the kit's engine behind docxtpl's names in this process."""
    docxtpl.DocxTemplate = docxtpl.template.DocxTemplate = DocxTemplate
