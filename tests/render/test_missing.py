"""What documents lack is found quickly, and is what a whole examination finds."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from kit.api import Project, create_project, examine, load, open_project
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


_MARKED = {
    "成员单位.联盟职务": "请在一家成员单位的“联盟职务”中填 理事长单位",
    "组织机构.理事会.理事.理事会职务": "请在一位理事的“理事会职务”中填 理事长",
    "组织机构.专家委员会.专家.主任委员": "请在一位专家的“主任委员”中填 是",
}


@pytest.fixture
def unmarked(tmp_path: Path) -> Project:
    """A complete project in which nobody is marked as the chair or the head of the experts."""
    shutil.copytree(samples_root() / "hydrogen", tmp_path / "p")
    project = open_project(tmp_path / "p")
    text = project.data.read_text(encoding="utf-8")
    for mark, other in (("主任委员: 是", "否"), ("理事会职务: 理事长", "理事"), ("联盟职务: 理事长单位", "理事单位")):
        assert mark in text
        text = text.replace(mark, f"{mark.partition(':')[0]}: {other}")
    project.data.write_text(text, encoding="utf-8")
    return project


def test_who_has_to_be_marked_is_said(unmarked: Project) -> None:
    alliance = load(unmarked).alliance
    assert alliance
    assert _lacking(alliance).how == _MARKED
    found = [d for d in examine(unmarked, today=date(2026, 11, 23)).report if d.code == "M-FCT-01"]
    assert {d.field: d.hint for d in found} == _MARKED
    assert {d.message for d in found} == {"缺少“理事长单位”", "缺少“理事长”", "缺少“主任委员”"}


def test_a_template_at_fault_is_named(tmp_path: Path) -> None:
    project = create_project(tmp_path / "p")
    (project.templates / "联盟章程.docx").write_bytes(b"PK\x03\x04")
    found = _lacking(Alliance(), project.templates)
    assert found.unknown == ("联盟章程",)
    assert {title for titles in found.facts.values() for title in titles} == {"联盟协议", "备案申请书"}
