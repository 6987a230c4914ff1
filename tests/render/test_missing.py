"""What documents lack is found quickly, and is what a whole examination finds."""

from datetime import date
from pathlib import Path

import pytest

from kit.api import create_project, examine, load, open_project
from kit.model.alliance import Alliance
from kit.render.missing import Lacking, lacking
from kit.resources import samples_root
from kit.templates.catalogue import document_types, layers


def _lacking(alliance: Alliance, project: Path | None = None) -> Lacking:
    return lacking(alliance, document_types(), layers(project=project))


@pytest.mark.parametrize("sample", ["draft", "seawater", "hydrogen"])
def test_it_is_what_an_examination_finds(sample: str) -> None:
    project = open_project(samples_root() / sample)
    alliance = load(project).alliance
    assert alliance
    found = examine(project, today=date(2026, 11, 23)).report
    assert _lacking(alliance).facts == {d.field: d.documents for d in found if d.code == "M-FCT-01"}


def test_a_template_at_fault_is_named(tmp_path: Path) -> None:
    project = create_project(tmp_path / "p")
    (project.templates / "联盟章程.docx").write_bytes(b"PK\x03\x04")
    found = _lacking(Alliance(), project.templates)
    assert found.unknown == ("联盟章程",)
    assert {title for titles in found.facts.values() for title in titles} == {"联盟协议", "备案申请书"}
