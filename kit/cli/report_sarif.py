"""A report as SARIF 2.1.0, which code hosts and editors show beside the lines of the data file."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from kit import __version__
from kit.diagnostics import Diagnostic, Place, Severity
from kit.render.overview import FAMILIES, Overview

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def as_sarif(overview: Overview) -> dict[str, Any]:
    """A report as `--format sarif` prints it: one run, with those rules that found something."""
    worst: dict[str, Severity] = {}
    for diagnostic in overview.report:
        worst.setdefault(diagnostic.code, diagnostic.severity)
    codes = sorted(worst)
    driver = {
        "name": "alliance-kit",
        "version": __version__,
        "language": "zh-CN",
        "rules": [_rule(code, worst[code], overview) for code in codes],
    }
    results = [_result(diagnostic, codes.index(diagnostic.code), overview) for diagnostic in overview.report]
    run = {"tool": {"driver": driver}, "language": "zh-CN", "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run | _about(overview)]}


def _about(overview: Overview) -> dict[str, Any]:
    if overview.today is None:
        return {}
    return {"properties": {"date": str(overview.today), "packs": [pack.id for pack in overview.packs]}}


def _rule(code: str, severity: Severity, overview: Overview) -> dict[str, Any]:
    rule = overview.rules.get(code)
    told: dict[str, Any] = {"id": code, "shortDescription": {"text": rule.title if rule else FAMILIES[code[0]]}}
    if rule and rule.explanation:
        told["fullDescription"] = {"text": rule.explanation}
    level = _LEVELS[rule.severity if rule else severity]
    return told | {"defaultConfiguration": {"level": level}}


def _result(diagnostic: Diagnostic, index: int, overview: Overview) -> dict[str, Any]:
    words = [diagnostic.message, diagnostic.hint, f"依据：{diagnostic.law}" if diagnostic.law else ""]
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": index,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": "。".join(word for word in words if word) + "。"},
    }
    if location := _location(diagnostic):
        result["locations"] = [location]
    if diagnostic.waiver:
        waiver = overview.waiver_of(diagnostic)
        justification = (waiver.reason if waiver else "") or diagnostic.waiver
        result["suppressions"] = [{"kind": "inSource", "status": "accepted", "justification": justification}]
    return result


def _location(diagnostic: Diagnostic) -> dict[str, Any]:
    location: dict[str, Any] = {}
    place = diagnostic.place
    if place.file:
        location["physicalLocation"] = {"artifactLocation": {"uri": uri_of(place.file)}} | _region(place)
    if diagnostic.field:
        location["logicalLocations"] = [{"fullyQualifiedName": diagnostic.field, "kind": "member"}]
    if place.where:
        location["message"] = {"text": place.where}
    return location


def _region(place: Place) -> dict[str, Any]:
    if place.line is None:
        return {}
    column = {} if place.column is None else {"startColumn": place.column}
    return {"region": {"startLine": place.line} | column}


def uri_of(file: str) -> str:
    """A file as a URI: relative to the current folder where it lies below it."""
    path = Path(file)
    if path.is_absolute():
        if not path.is_relative_to(Path.cwd()):
            return path.as_uri()
        path = path.relative_to(Path.cwd())
    return quote(PurePath(path).as_posix())
