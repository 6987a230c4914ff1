"""The kit's own templates, filled by docxtpl and by the kit with the same facts in the same sandbox: no part differs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from compat.comparing import compare
from compat.templates import with_docxtpl, with_kit
from kit.api import load, open_project
from kit.render.documents import Maker
from kit.resources import samples_root
from kit.templates.catalogue import document_types, layers
from kit.templates.environment import PRINTED, Function, TemplateEnvironment
from kit.templates.facts import Scope
from kit.templates.template import Rendered, Template

_Filling = tuple[Template, Scope, Mapping[str, Callable[..., Any]]]


@pytest.mark.parametrize("sample", ["hydrogen", "draft"])
def test_docxtpl_makes_the_same_of_our_templates(sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fillings: list[_Filling] = []
    render = Template.render

    def noted(template: Template, scope: Scope, functions: Mapping[str, Callable[..., Any]]) -> Rendered:
        fillings.append((template, scope, functions))
        return render(template, scope, functions)

    monkeypatch.setattr(Template, "render", noted)
    alliance = load(open_project(samples_root() / sample)).alliance
    assert alliance is not None
    kinds = document_types()
    Maker(alliance, layers()).make(kinds, frozenset(kind.id for kind in kinds))
    assert len(fillings) == len(kinds)
    for template, scope, functions in fillings:
        names = {**scope.roots(), **{name: Function(call) for name, call in functions.items()}, PRINTED: []}
        theirs = with_docxtpl(template.data, names, jinja_env=TemplateEnvironment(), autoescape=True)
        ours = with_kit(template.data, names, jinja_env=TemplateEnvironment())
        assert compare(theirs, ours) == []
