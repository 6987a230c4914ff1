"""Small alliances and templates for tests."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from kit.model.alliance import Alliance
from kit.outline import Outline
from kit.render.documents import settled
from kit.resources import templates_root
from kit.templates.build import build
from kit.templates.catalogue import DocumentType
from kit.templates.facts import Missing, Scope
from kit.templates.template import Template
from kit.word.outline import outline_of
from kit.word.package import Package

SMALL: dict[str, Any] = {
    "联盟": {"名称": "甲&乙<丙>联盟", "对外责任主体单位": "甲厂"},
    "成员单位": [
        {"名称": "甲厂有限公司", "简称": "甲厂", "联盟职务": "理事长单位", "单位性质": "企业"},
        {"名称": "乙大学", "简称": "乙大", "单位性质": "高校"},
    ],
    "任务分工": [
        {"编号": "R-01", "名称": "研制", "牵头单位": "甲厂", "参加单位": [{"单位": "乙大"}], "经费": "300万元"}
    ],
}


def alliance(**changes: Any) -> Alliance:
    """The small alliance, with top-level entries replaced."""
    return Alliance.model_validate({**SMALL, **changes})


def kind_of(folder: Path, source: str, cites: tuple[str, ...] = ()) -> DocumentType:
    """A document type of one source text."""
    place = folder / "paper"
    place.mkdir(exist_ok=True)
    if not (folder / "themes").exists():
        shutil.copytree(templates_root() / "themes", folder / "themes")
    (place / "01-text.md").write_text(source, encoding="utf-8")
    return DocumentType("paper", "文书", "文书.docx", "{{ 联盟.名称 }}", "gbt9704", "2026-11-23", cites, "", place)


def template_of(folder: Path, source: str) -> Template:
    """The template built from a source text."""
    return Template(build(kind_of(folder, source)).to_bytes(), "文书.docx")


def rendered(folder: Path, source: str, facts: Alliance | None = None) -> tuple[Outline, list[Missing], Package]:
    """What a source text gives for an alliance: its outline, the missing facts, the document."""
    scope = Scope(facts or alliance())
    result = template_of(folder, source).render(scope, {})
    package, faults, *_ = settled(result.package, None)
    assert not faults
    return outline_of(package), list(scope.missing.values()), package
