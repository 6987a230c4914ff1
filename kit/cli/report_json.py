"""A report as plain data, for programs. Its shape is docs/report.schema.json; keys are added, never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kit.diagnostics import Diagnostic
from kit.render.overview import Overview

if TYPE_CHECKING:
    from kit.rules.pack import Pack
    from kit.rules.tracing import Traced

SCHEMA = "alliance-kit/report/1"


def as_data(overview: Overview) -> dict[str, Any]:
    """A report as `--format json` prints it."""
    return {
        "schema": SCHEMA,
        "date": str(overview.today) if overview.today else None,
        "data": overview.data,
        "packs": [_pack(pack, overview) for pack in overview.packs],
        "errors": len(overview.report.errors),
        "counts": overview.counts,
        "steps": list(overview.steps),
        "diagnostics": [_finding(diagnostic, overview) for diagnostic in overview.report],
        "traceability": [_traced(pack, one) for pack, rows in overview.traced for one in rows],
    }


def _pack(pack: Pack, overview: Overview) -> dict[str, Any]:
    source, force = pack.source, overview.force_of(pack)
    return {
        "id": pack.id,
        "title": pack.title,
        "jurisdiction": pack.jurisdiction,
        "source": {
            "code": source.code,
            "title": source.title,
            "number": source.number,
            "since": str(source.since) if source.since else None,
            "until": str(source.until) if source.until else None,
            "checked": source.checked.name.lower(),
        }
        if source
        else None,
        "status": force.name.lower() if force else None,
        "unspecified": list(pack.unspecified),
    }


def _finding(diagnostic: Diagnostic, overview: Overview) -> dict[str, Any]:
    place, rule, waiver = diagnostic.place, overview.rules.get(diagnostic.code), overview.waiver_of(diagnostic)
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.name.lower(),
        "message": diagnostic.message,
        "field": diagnostic.field,
        "place": {"file": place.file, "line": place.line, "column": place.column, "where": place.where},
        "law": diagnostic.law,
        "hint": diagnostic.hint,
        "documents": list(diagnostic.documents),
        "pack": diagnostic.pack,
        "title": rule.title if rule else "",
        "sure": rule.sure.name.lower() if rule else "",
        "waiver": {
            "code": waiver.code,
            "field": waiver.field,
            "reason": waiver.reason,
            "granted_by": waiver.granted_by,
            "granted_on": str(waiver.granted_on),
        }
        if waiver
        else None,
    }


def _traced(pack: Pack, one: Traced) -> dict[str, Any]:
    answer = one.answer
    return {
        "pack": pack.id,
        "article": answer.article,
        "citation": one.citation,
        "demand": answer.demand,
        "verdict": one.verdict.name.lower(),
        "rules": list(answer.rules),
        "places": {title: list(numbers) for title, numbers in one.places.items()},
        "values": [{"field": path, "value": words} for path, words in one.values],
        "evidence": list(answer.evidence),
        "reason": answer.reason,
        "findings": [diagnostic.code for diagnostic in one.findings],
    }
