"""A .docx template: compiled once, checked as a whole, rendered without a word lost."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

from jinja2 import TemplateError, UndefinedError
from lxml import etree
from markupsafe import escape

from kit.diagnostics import Diagnostic, Fault, Place, reason_of
from kit.model.alliance import Alliance
from kit.templates.cache import key_of, read_entry, write_entry
from kit.templates.checking import condition_faults, field_faults
from kit.templates.engine import CompiledPart, compile_part, part_faults, part_from
from kit.templates.environment import PRINTED, Function, TemplateEnvironment
from kit.templates.facts import Scope
from kit.templates.jinja_messages import in_chinese
from kit.templates.leftovers import may_hold_tags, tags_elsewhere
from kit.templates.lifting import Spot, left_overs, lift
from kit.templates.limits import MAX_OPTIONS, MAX_SOUGHT, MAX_TAG, MAX_TEMPLATE, METER, Meter, Refused
from kit.templates.properties import property_parts, scanned, tagged, with_brackets
from kit.word.names import MANIFEST
from kit.word.package import Package
from kit.word.safety import unsafe
from kit.word.styles import NUMBERED, style_id

_STORIES = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}
_NUMBERED = re.compile("|".join(f'w:val="{style_id(name)}"' for name in NUMBERED) + "|<w:numPr>")
_NOT_CONTINUED = re.compile(r"<w:pageBreakBefore[^>]*/>|<w:sectPr\b.*?</w:sectPr>", re.DOTALL)
_SPACE = ' xml:space="preserve"'


class OptionRule(NamedTuple):
    """The condition of one option, as the template's manifest has it."""

    clause: str
    option: str
    when: str
    under: tuple[str, ...]  # conditions of the clause and its chapter

    @property
    def conditions(self) -> tuple[str, ...]:
        """All conditions that decide about it."""
        return (self.when, *self.under)


class Rendered(NamedTuple):
    """What a render gives: the document and the texts it printed."""

    package: Package
    printed: tuple[str, ...]


class Compiled(NamedTuple):
    """The parts of a template that hold tags, ready to be rendered; and the conditions of its options."""

    parts: Mapping[str, CompiledPart]
    conditions: Mapping[str, CodeType]
    faults: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class Template:
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
        """What looks as if it had been left over when tags were put in: 【甲方名称】, ____. Warnings.

        An unsafe file is not looked through.
        """
        package = self.package
        if unsafe(package):
            return []
        found = (one for part, words in _stories(package) for one in left_overs(scanned(package, part, words), words))
        return [d.at(Place(self.name, where=d.place.where)) for d in found]

    @cached_property
    def own_properties(self) -> frozenset[str]:
        """The properties of the file that tags of the template make: title, subject, …"""
        return tagged(self.package)

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
        self._check_nothing_lost(printed, arrived, written)
        written |= {part: with_brackets(written[part]) for part in property_parts(self.package) if part in written}
        return Rendered(self.package.with_parts(written), tuple(printed))

    def _render_part(self, part: CompiledPart, names: Mapping[str, Any], arrived: set[str]) -> bytes:
        try:
            return part.render(names, _with_breaks, arrived)
        except Fault as fault:
            told, trace = list(fault.report), fault.__traceback__
        except UndefinedError as error:
            message = f"没有这个名称：{in_chinese(error)}"
            told, trace = [Diagnostic("T-FLD-01", message, hint="kit fields 列出全部字段")], error.__traceback__
        except TemplateError as error:
            told, trace = [Diagnostic("T-RUN-01", f"模板不能执行：{in_chinese(error)}")], error.__traceback__
        except (TypeError, ValueError, ArithmeticError, RecursionError) as error:
            told, trace = [Diagnostic("T-RUN-01", f"模板中的表达式不能计算：{in_chinese(error)}")], error.__traceback__
        place = part.place_of(trace, self.name)
        raise Fault(*(d if d.place.file else d.at(place) for d in told))

    def _check_nothing_lost(self, printed: list[str], arrived: set[str], written: Mapping[str, bytes]) -> None:
        """Everything that was printed stands in some part: as a value of its own, or inside a larger one."""
        missing = {str(escape(text)) for text in printed} - arrived - {""}
        if len(missing) * sum(map(len, written.values())) > MAX_SOUGHT:
            raise Fault(Diagnostic("T-LOS-01", f"有 {len(missing)} 处内容可能没有进入文书", place=Place(self.name)))
        lost = [text for text in missing if not any(text.encode() in data for data in written.values())]
        if lost:
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
        except TemplateError as error:
            message = f"条件“{condition}”写错：{in_chinese(error)}"
            raise Fault(Diagnostic("T-SYN-01", message, place=Place(self.name))) from error
        except (TypeError, ValueError, ArithmeticError) as error:
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


def _items(alliance: Alliance) -> int:
    return len(alliance.members) + len(alliance.tasks)


_ENVIRONMENT = TemplateEnvironment()


@lru_cache(maxsize=32)
def _compiled(template: Template) -> Compiled:
    """The template compiled, from the cache where it stands there. Only templates without faults are kept."""
    key = key_of(template.data)
    entry = read_entry(key)
    if entry is not None:
        parts, conditions = entry
        return Compiled({part: part_from(plain, _ENVIRONMENT) for part, plain in parts.items()}, conditions, ())
    compiled = _compile(template)
    if not compiled.faults:
        write_entry(key, ({part: code.entry for part, code in compiled.parts.items()}, compiled.conditions))
    return compiled


def _compile(template: Template) -> Compiled:
    package = template.package
    if refused := (*unsafe(package), *tags_elsewhere(package, [part for part, _words in _stories(package)])):
        return Compiled({}, {}, refused)
    parts: dict[str, CompiledPart] = {}
    faults: list[Diagnostic] = []
    for part, words in _stories(package):
        if not may_hold_tags(package[part]):
            continue
        lifted = lift(scanned(package, part, words), words)
        found = part_faults(lifted, _ENVIRONMENT) or field_faults(lifted, _ENVIRONMENT)
        faults += found
        if not found:
            parts[part] = compile_part(lifted, _ENVIRONMENT)
    rules = template.option_rules()
    if len(rules) > MAX_OPTIONS:
        return Compiled({}, {}, (Diagnostic("T-LIM-05", f"模板里的方案超过 {MAX_OPTIONS} 个", hint="分成几份模板"),))
    for rule in rules:
        for condition in rule.conditions:
            faults += [d.at(Place(where=f"方案 {rule.clause}/{rule.option}")) for d in _condition_faults(condition)]
    if faults:
        return Compiled({}, {}, tuple(dict.fromkeys(faults)))
    return Compiled(parts, {condition: _code_of(condition) for rule in rules for condition in rule.conditions}, ())


@lru_cache(maxsize=512)
def _code_of(condition: str) -> CodeType:
    return _ENVIRONMENT.code_of_expression(condition)


@lru_cache(maxsize=512)
def _condition_faults(condition: str) -> tuple[Diagnostic, ...]:
    if len(condition) > MAX_TAG:
        return (Diagnostic("T-LIM-03", f"条件过长，超过 {MAX_TAG} 字", hint="改用较短的条件"),)
    try:
        _code_of(condition)
        return tuple(condition_faults(condition, _ENVIRONMENT))
    except Refused as refused:
        return (refused.diagnostic,)
    except TemplateError as error:
        return (Diagnostic("T-SYN-01", f"条件“{condition}”写错：{in_chinese(error)}"),)


def _stories(package: Package) -> list[tuple[str, str]]:
    document = package.document_part
    stories = {document: "正文"}
    for kind, words in _STORIES.items():
        stories |= dict.fromkeys(package.related(document, kind), words)
    return list((stories | property_parts(package)).items())


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
