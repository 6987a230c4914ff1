"""A .docx template: compiled once, checked as a whole, rendered without a word lost."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from kit import patterns
from kit.cache import read_entry, write_entry
from kit.diagnostics import Diagnostic, Fault, Place, reason_of
from kit.model.alliance import Alliance
from kit.records import Record
from kit.templates.engine import EXPRESSION_ERRORS, Compiled, CompiledPart, compiled_from, escaped_text, not_shown, told
from kit.templates.environment import PRINTED, Function, TemplateEnvironment
from kit.templates.facts import Scope
from kit.templates.jinja_messages import in_chinese
from kit.templates.limits import MAX_SOUGHT, MAX_TEMPLATE, METER, Meter
from kit.templates.options import OptionRule, rules_in
from kit.templates.spots import Spot
from kit.templates.stories import property_parts, with_brackets
from kit.templates.versions import key_of
from kit.word.names import MANIFEST
from kit.word.package import Package
from kit.word.styles import NUMBERED, style_id

_NUMBERED = patterns.compiled("|".join(f'w:val="{style_id(name)}"' for name in NUMBERED) + "|<w:numPr>")
_NOT_CONTINUED = patterns.compiled(r"<w:pageBreakBefore[^>]*/>|<w:sectPr\b.*?</w:sectPr>", re.DOTALL)
_SPACE = ' xml:space="preserve"'


class Rendered(NamedTuple):
    """What a render gives.

    printed          the texts it printed, in order.
    into_attributes  whether the template prints into attributes too: colours, spans, alternative texts.
    """

    package: Package
    printed: tuple[str, ...]
    into_attributes: bool


class Template(Record):
    """A .docx in docxtpl's dialect. `name` is what faults call it."""

    data: bytes
    name: str

    @classmethod
    def load(cls, path: Path) -> Template:
        """The template in a file."""
        try:
            with path.open("rb") as file:
                return cls(file.read(MAX_TEMPLATE + 1), path.name)
        except OSError as error:
            raise Fault(Diagnostic("T-FIL-01", f"模板无法读取：{reason_of(error)}", place=Place(str(path)))) from error

    @cached_property
    def sha256(self) -> str:
        """The hash of the template's bytes."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def package(self) -> Package:
        """The template as a package: bounded and checked."""
        try:
            return Package.read(self.data, at_most=MAX_TEMPLATE)
        except Fault as fault:
            raise Fault(*(d if d.place.file else d.at(Place(self.name)) for d in fault.report)) from fault

    def faults(self) -> list[Diagnostic]:
        """Every fault of the template that can be told without data, each with its place."""
        return [d.at(Place(self.name, where=d.place.where)) for d in _compiled(self).faults]

    def left_overs(self) -> list[Diagnostic]:
        """What looks as if it had been left over when tags were put in: 【甲方名称】, ____. Warnings."""
        from kit.templates.blanks import blanks_in

        return [d.at(Place(self.name, where=d.place.where)) for d in blanks_in(self.package)]

    @cached_property
    def own_properties(self) -> frozenset[str]:
        """The properties of the file that tags of the template make: title, subject, …"""
        return _compiled(self).properties

    def render(self, scope: Scope, functions: Mapping[str, Callable[..., Any]]) -> Rendered:
        """The document this template gives for an alliance; gaps are noted in `scope`.

        functions  names the template may call besides facts and filters.
        Raises Fault for any fault of the template.
        """
        if faults := self.faults():
            raise Fault(*faults)
        printed: list[str] = []
        names = {**scope.roots(), **{name: Function(call) for name, call in functions.items()}}
        names |= {PRINTED: printed, METER: Meter(_items(scope.alliance))}
        self._check_options(names)
        arrived: set[str] = set()
        parts = _compiled(self).parts
        written = {part: self._render_part(code, names, arrived) for part, code in parts.items()}
        for part, data in written.items():
            if not parts[part].proven:
                _check_well_formed(data, part, self.name)
        self._check_nothing_lost(printed, arrived, written.values())
        written |= {part: with_brackets(written[part]) for part in property_parts(self.package) if part in written}
        into_attributes = any(part.prints_into_attributes for part in parts.values())
        return Rendered(self.package.with_parts(written), tuple(printed), into_attributes)

    def _render_part(self, part: CompiledPart, names: Mapping[str, Any], arrived: set[str]) -> bytes:
        try:
            return part.render(names, _with_breaks, arrived)
        except EXPRESSION_ERRORS as error:
            raise told(error, part, self.name) from error

    def _check_nothing_lost(self, printed: list[str], arrived: set[str], written: Collection[bytes]) -> None:
        """What was printed into a macro or a block stands in some part. Of all the rest see kit.render.arrival."""
        missing = {escaped_text(text) for text in set(printed)} - arrived - {""}
        if len(missing) * sum(map(len, written)) > MAX_SOUGHT:
            raise Fault(Diagnostic("T-LOS-01", f"有 {len(missing)} 处内容可能没有进入文书", place=Place(self.name)))
        if lost := not_shown(missing, written):
            shown = "、".join(f"“{text[:20]}”" for text in sorted(lost)[:5])
            raise Fault(Diagnostic("T-LOS-01", f"有 {len(lost)} 处内容没有进入文书：{shown}", place=Place(self.name)))

    def _check_options(self, names: Mapping[str, Any]) -> None:
        """Exactly one option of every clause that is in force must hold."""
        holding: dict[str, list[str]] = {}
        for rule in self.option_rules():
            if all(self._holds(condition, names) for condition in rule.under):
                chosen = holding.setdefault(rule.clause, [])
                if self._holds(rule.when, names):
                    chosen.append(rule.option)
        faults = [
            Diagnostic(
                "T-OPT-01",
                f"条款“{clause}”应恰有一个方案成立，现有 {len(chosen)} 个{'：' + '、'.join(chosen) if chosen else ''}",
                place=Place(self.name),
                hint="检查数据文件中的选项与模板中的条件",
            )
            for clause, chosen in holding.items()
            if len(chosen) != 1
        ]
        if faults:
            raise Fault(*faults)

    def _holds(self, condition: str, names: Mapping[str, Any]) -> bool:
        try:
            return bool(_ENVIRONMENT.value_of_expression(_compiled(self).conditions[condition], names))
        except Fault as fault:
            raise Fault(*(d.at(Place(self.name, where=f"条件“{condition}”")) for d in fault.report)) from fault
        except EXPRESSION_ERRORS as error:
            message = f"条件“{condition}”不能计算：{in_chinese(error)}"
            raise Fault(Diagnostic("T-RUN-01", message, place=Place(self.name))) from error

    def manifest(self) -> etree._Element | None:
        """The manifest of clauses the kit put into its templates; None where an office program dropped it."""
        for part in self.package.part_names:
            if part.startswith("customXml/item") and MANIFEST.encode() in self.package[part]:
                root = self.package.tree(part)
                if root.tag == f"{{{MANIFEST}}}manifest":
                    return root
        return None

    def option_rules(self) -> tuple[OptionRule, ...]:
        """The options of all clauses, in the order of the text."""
        return rules_in(self.manifest())


def _items(alliance: Alliance) -> int:
    return len(alliance.members) + len(alliance.tasks)


_ENVIRONMENT = TemplateEnvironment()


@lru_cache(maxsize=32)
def _compiled(template: Template) -> Compiled:
    """The template compiled, from the cache where it stands there. Only templates without faults are kept."""
    key = key_of(template.data)
    entry = read_entry(key)
    if entry is not None:
        return compiled_from(entry, _ENVIRONMENT)
    from kit.templates.compiling import compile_template  # most runs find the template compiled, and never need it

    compiled = compile_template(template.package, template.option_rules(), _ENVIRONMENT)
    if not compiled.faults:
        write_entry(key, compiled.entry)
    return compiled


def _with_breaks(value: str, spot: Spot) -> str:
    """A value of several lines: as many paragraphs, or lines in a numbered paragraph."""
    properties = spot.paragraph_properties
    if _NUMBERED.search(properties):
        between = f"</w:t><w:br/><w:t{_SPACE}>"
    else:
        continued = _NOT_CONTINUED.sub("", properties)
        between = f"</w:t></w:r></w:p><w:p>{continued}<w:r>{spot.run_properties}<w:t{_SPACE}>"
    return value.replace("\n", between)


def _check_well_formed(data: bytes, part: str, name: str) -> None:
    try:
        etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        message = f"模板的标签破坏了文档结构（{part}）"
        raise Fault(
            Diagnostic("T-XML-01", message, place=Place(name), hint="检查成段、成行的标签是否单独成段、成行")
        ) from error
