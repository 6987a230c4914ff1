"""A template compiled: its tags lifted, every fault told that needs no data, code made for the rest."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from types import CodeType

from jinja2 import Environment, TemplateError

from kit.diagnostics import Diagnostic, Fault, Place
from kit.templates.blocks import Mended, mended
from kit.templates.checking import condition_faults, field_faults
from kit.templates.codegen import code_of, parsed
from kit.templates.engine import Compiled, CompiledPart, placed
from kit.templates.environment import TemplateEnvironment
from kit.templates.jinja_messages import in_chinese
from kit.templates.leftovers import may_hold_tags, tags_elsewhere, too_many_tags
from kit.templates.lifting import Lifted, lift
from kit.templates.limits import MAX_OPTIONS, MAX_TAG, Refused
from kit.templates.options import OptionRule
from kit.templates.proof import balance_of
from kit.templates.properties import scanned, tagged
from kit.templates.restarting import restart_faults
from kit.templates.sourcing import source_of
from kit.templates.statements import judged, uncompiled
from kit.templates.stories import stories
from kit.word.package import Package
from kit.word.safety import unsafe


def compile_template(package: Package, rules: tuple[OptionRule, ...], environment: TemplateEnvironment) -> Compiled:
    """The parts of a template that hold tags and the conditions of its options; or its faults and nothing else."""
    filled = stories(package)
    if refused := [*unsafe(package), *too_many_tags(package, filled)]:
        return Compiled({}, {}, frozenset(), tuple(refused))
    parts: dict[str, CompiledPart] = {}
    faults = tags_elsewhere(package, filled)
    for part, words in filled.items():
        if not may_hold_tags(package[part]):
            continue
        lifted = lift(scanned(package, part, words), words)
        found, read = _read(lifted, environment)
        found += field_faults(read, lifted.pieces, environment) + restart_faults(
            read, lifted.pieces, environment, package
        )
        faults += found
        if not faults:
            try:
                parts[part] = compile_part(lifted, environment)
            except Fault as fault:
                faults += fault.report
    if len(rules) > MAX_OPTIONS:
        faults = [Diagnostic("T-LIM-05", f"模板里的方案超过 {MAX_OPTIONS} 个", hint="分成几份模板")]
        return Compiled({}, {}, frozenset(), tuple(faults))
    faults += _rule_faults(rules, environment)
    if faults:
        return Compiled({}, {}, frozenset(), tuple(dict.fromkeys(faults)))
    conditions = {condition: _code_of(condition, environment) for rule in rules for condition in rule.conditions}
    return Compiled(parts, conditions, tagged(package), ())


def part_faults(lifted: Lifted, environment: Environment) -> list[Diagnostic]:
    """All faults of a part that can be told without data."""
    return _read(lifted, environment)[0]


def _read(lifted: Lifted, environment: Environment) -> tuple[list[Diagnostic], Mended]:
    """The faults of the tags of a part, and what can be read of it."""
    if lifted.cut_short:
        return lifted.faults, mended((), frozenset())
    alone = judged(lifted.pieces, environment)
    read = mended(lifted.pieces, alone.broken)
    return [*lifted.faults, *read.faults, *alone.faults], read


def compile_part(lifted: Lifted, environment: Environment) -> CompiledPart:
    """The compiled part. Its faults must have been looked for before; raises Fault for those that only code shows."""
    literals: dict[str, bytes] = {}
    spots = [piece.spot for piece in lifted.pieces]
    try:
        tree = parsed(source_of(lifted, literals), environment)
        balance = balance_of(tree, literals)
        return CompiledPart(literals, spots, code_of(tree, environment, placed(spots)), balance, environment)
    except (TemplateError, SyntaxError) as error:
        unplaced = Diagnostic("T-SYN-01", f"模板的语句写错：{in_chinese(error)}", hint="逐个检查语句标签")
        raise Fault(*(uncompiled(lifted.pieces, environment) or [unplaced])) from error


def _rule_faults(rules: Iterable[OptionRule], environment: TemplateEnvironment) -> list[Diagnostic]:
    return [
        fault.at(Place(where=f"方案 {rule.clause}/{rule.option}"))
        for rule in rules
        for condition in rule.conditions
        for fault in _condition_faults(condition, environment)
    ]


@lru_cache(maxsize=512)
def _condition_faults(condition: str, environment: TemplateEnvironment) -> tuple[Diagnostic, ...]:
    if len(condition) > MAX_TAG:
        return (Diagnostic("T-LIM-03", f"条件过长，超过 {MAX_TAG} 字", hint="改用较短的条件"),)
    try:
        _code_of(condition, environment)
        return tuple(condition_faults(condition, environment))
    except Refused as refused:
        return (refused.diagnostic,)
    except TemplateError as error:
        return (Diagnostic("T-SYN-01", f"条件“{condition}”写错：{in_chinese(error)}"),)


@lru_cache(maxsize=512)
def _code_of(condition: str, environment: TemplateEnvironment) -> CodeType:
    return environment.code_of_expression(condition)
