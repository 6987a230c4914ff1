"""A .docx template and the render behind it. docxtpl does the filling; this module keeps it honest:
values travel as tokens, everything is escaped, unknown names are faults, and nothing printed may get lost."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError
from lxml import etree

from kit.diagnostics import Diagnostic, Fault, Place
from kit.templates.environment import Printed, TemplateEnvironment
from kit.templates.facts import Scope
from kit.templates.jinja_messages import in_chinese
from kit.templates.tags import tag_faults
from kit.word.names import MANIFEST
from kit.word.package import Package
from kit.word.tokens import put_values


@dataclass(frozen=True)
class OptionRule:
    """The condition of one option, as the template's manifest has it."""

    clause: str
    option: str
    when: str
    under: tuple[str, ...]  # conditions of the clause and its chapter


@dataclass(frozen=True)
class Rendered:
    """What a render gives: the document and the texts it printed."""

    package: Package
    printed: tuple[str, ...]


@dataclass(frozen=True)
class Template:
    """A .docx in docxtpl's dialect. `name` is what faults call it."""

    data: bytes
    name: str

    @classmethod
    def load(cls, path: Path) -> Template:
        """The template in a file."""
        try:
            return cls(path.read_bytes(), path.name)
        except OSError as error:
            raise Fault(Diagnostic("T-FIL-01", f"模板无法读取：{error.strerror}", place=Place(str(path)))) from error

    def render(self, scope: Scope, functions: dict[str, Callable[..., Any]]) -> Rendered:
        """The document this template gives for an alliance; gaps are noted in `scope`.

        functions  names the template may call besides facts and filters.
        Raises Fault for any fault of the template.
        """
        faults = tag_faults(Package.read(self.data))
        if faults:
            raise Fault(*(d.at(Place(self.name, where=d.place.where)) for d in faults))
        printed = Printed()
        environment = TemplateEnvironment(printed, functions)
        names = scope.roots()
        try:
            self._check_options(environment, names)
            raw = self._fill(environment, names)
        except Fault as fault:
            raise Fault(
                *(d if d.place.file else d.at(Place(self.name, where=d.place.where)) for d in fault.report)
            ) from None
        package, lost = put_values(Package.read(raw), printed.texts)
        if lost:
            shown = "、".join(f"“{text[:20]}”" for text in lost[:5])
            raise Fault(Diagnostic("T-LOS-01", f"有 {len(lost)} 处内容没有进入文书：{shown}", place=Place(self.name)))
        return Rendered(package, tuple(printed.texts))

    def _fill(self, environment: TemplateEnvironment, names: dict[str, Any]) -> bytes:
        template = _strict_docxtpl()(io.BytesIO(self.data))
        try:
            template.render(names, jinja_env=environment, autoescape=True)
        except UndefinedError as error:
            _refuse("T-FLD-01", f"没有这个名称：{in_chinese(error)}", error, "kit fields 列出全部字段")
        except TemplateSyntaxError as error:
            _refuse(
                "T-SYN-01", f"模板语句不完整或写错：{in_chinese(error)}", error, "检查 {% if %} 与 {% endif %} 是否成对"
            )
        except TemplateError as error:
            _refuse("T-RUN-01", f"模板不能执行：{in_chinese(error)}", error)
        except (TypeError, ValueError, ArithmeticError, RecursionError) as error:
            _refuse("T-RUN-01", f"模板中的表达式不能计算：{in_chinese(error)}", error)
        out = io.BytesIO()
        template.save(out)
        return out.getvalue()

    def _check_options(self, environment: TemplateEnvironment, names: dict[str, Any]) -> None:
        """Exactly one option of every clause that is in force must hold."""
        holding: dict[str, list[str]] = {}
        for rule in self.option_rules():
            if all(_holds(environment, condition, names) for condition in rule.under):
                chosen = holding.setdefault(rule.clause, [])
                if _holds(environment, rule.when, names):
                    chosen.append(rule.option)
        faults = [
            Diagnostic(
                "T-OPT-01",
                f"条款“{clause}”应恰有一个方案成立，现有 {len(chosen)} 个{'：' + '、'.join(chosen) if chosen else ''}",
                hint="检查数据文件中的选项与模板中的条件",
            )
            for clause, chosen in holding.items()
            if len(chosen) != 1
        ]
        if faults:
            raise Fault(*faults)

    def manifest(self) -> etree._Element | None:
        """The manifest of clauses the kit put into its templates; None where an office program dropped it."""
        package = Package.read(self.data)
        for part in package.part_names:
            if part.startswith("customXml/item") and MANIFEST.encode() in package[part]:
                root = package.xml(part)
                if root.tag == f"{{{MANIFEST}}}manifest":
                    return root
        return None

    def option_rules(self) -> tuple[OptionRule, ...]:
        """The options of all clauses, in the order of the text."""
        manifest = self.manifest()
        rules: list[OptionRule] = []
        chapter, clause = "", ""
        for entry in manifest if manifest is not None else ():
            kind, when = etree.QName(entry).localname, entry.get("when", "")
            if kind in {"chapter", "annex"}:
                chapter, clause = when, ""
            elif kind == "clause":
                clause = when
            elif kind == "option":
                owner, _, option = entry.get("id", "").partition("/")
                rules.append(OptionRule(owner, option, when, tuple(c for c in (chapter, clause) if c)))
        return tuple(rules)


def _holds(environment: TemplateEnvironment, condition: str, names: dict[str, Any]) -> bool:
    try:
        return bool(environment.compile_expression(condition, undefined_to_none=False)(**names))
    except TemplateError as error:
        raise Fault(Diagnostic("T-SYN-01", f"条件“{condition}”写错：{in_chinese(error)}")) from error


def _refuse(code: str, message: str, error: Exception, hint: str = "") -> NoReturn:
    around = "".join(getattr(error, "docx_context", ())).split("\n")
    words = next((line.strip() for line in around if line.strip()), "")
    where = f"在“{words[:40]}”附近" if words else ""
    raise Fault(Diagnostic(code, message, place=Place(where=where), hint=hint)) from error


def _strict_docxtpl() -> Any:
    """docxtpl's class, with its forgiving XML parser replaced by one that refuses broken markup.

    docxtpl is heavy, so it is imported where it is used.
    """
    from docxtpl import DocxTemplate

    class StrictDocxTemplate(DocxTemplate):  # type: ignore[misc]
        def fix_tables(self, xml: str) -> etree._Element:
            try:
                etree.fromstring(xml.encode())
            except etree.XMLSyntaxError as error:
                raise Fault(
                    Diagnostic(
                        "T-XML-01",
                        f"模板的标记破坏了文档结构：{error.msg}",
                        hint="检查成段、成行的标签是否单独成段、成行",
                    )
                ) from error
            tree: etree._Element = super().fix_tables(xml)
            return tree

    return StrictDocxTemplate
