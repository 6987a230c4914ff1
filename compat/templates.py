"""Rendering one template with both engines in this process: docxtpl as it is, and the shim."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import docxtpl
from jinja2 import Environment

from compat import shim

Source = Path | bytes


def with_docxtpl(template: Source, context: Mapping[str, Any], **how: Any) -> bytes:
    """The document docxtpl makes."""
    return _rendered(docxtpl.DocxTemplate, template, context, how)


def with_kit(template: Source, context: Mapping[str, Any], **how: Any) -> bytes:
    """The document the kit's engine makes."""
    return _rendered(shim.DocxTemplate, template, context, how)


def _rendered(kind: Callable[[Any], Any], template: Source, context: Mapping[str, Any], how: dict[str, Any]) -> bytes:
    document = kind(io.BytesIO(template) if isinstance(template, bytes) else str(template))
    document.render(dict(context), **how)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def variables(template: Source, environment: Environment) -> set[str]:
    """The names a template uses."""
    document = shim.DocxTemplate(io.BytesIO(template) if isinstance(template, bytes) else str(template))
    return document.get_undeclared_template_variables(environment)
