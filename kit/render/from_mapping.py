"""A finished document from plain data and the template in force: reports about an alliance, letters to its units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kit import patterns
from kit.diagnostics import Fault, Place, Severity
from kit.render.documents import settled
from kit.templates.catalogue import BUILT_IN, DocumentType, Layer, winning_template
from kit.templates.environment import RESTART_NAME, restart_mark
from kit.templates.plain import render_mapping
from kit.word.lint import lint
from kit.word.package import Package

_FORBIDDEN = patterns.compiled("[\0-\x08\x0b\x0c\x0e-\x1f\ue000-\ue002\ufffe\uffff\ud800-\udfff]")


def document_from(kind: DocumentType, layers: tuple[Layer, ...], content: Mapping[str, Any], title: str) -> bytes:
    """The .docx that the template of the highest layer gives for plain data; the same bytes each time.

    content  what the template may say. Characters that no Word file can hold and the kit's own marks are left out:
             users typed some of it.
    Raises Fault where the template is at fault.
    """
    layer, path = winning_template(kind, layers)
    content = dict(_clean(content))
    package, faults, *_ = settled(_rendered(path, content), None)
    package = package.with_core(title=_clean(title), subject=kind.title)
    faults += lint(package, allowed=list(_texts(content)))
    if layer is not BUILT_IN:  # what an office program wrote may not be to the letter of the standard
        known = {fault.message for fault in lint(Package.read(path.read_bytes()))}
        faults = [fault for fault in faults if fault.message not in known]
    if errors := [fault for fault in faults if fault.severity is Severity.ERROR]:
        raise Fault(*(fault.at(Place(kind.file, where=fault.place.where)) for fault in errors))
    return package.to_bytes()


def _rendered(path: Path, content: Mapping[str, Any]) -> Package:
    try:
        return Package.read(render_mapping(path.read_bytes(), {**content, RESTART_NAME: restart_mark}))
    except Fault as fault:
        raise Fault(
            *(d if d.place.file else d.at(Place(path.name, where=d.place.where)) for d in fault.report)
        ) from fault


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return _FORBIDDEN.sub("", value)
    if isinstance(value, Mapping):
        return {key: _clean(one) for key, one in value.items()}
    return [_clean(one) for one in value] if isinstance(value, list | tuple) else value


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(one)
