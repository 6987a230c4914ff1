"""Templates that users have edited: what they are told besides faults of tags."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.render.documents import Made, Maker
from kit.templates.catalogue import document_types, layers
from kit.word.package import Package
from tests.render.variants import sample

KINDS = document_types()
CHARTER = next(kind for kind in KINDS if kind.id == "charter")
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"


def edited(folder: Path, *changes: tuple[str, str]) -> Path:
    """A project's templates with the charter changed as text."""
    package = Package.read(CHARTER.built_in)
    body = package["word/document.xml"].decode()
    for old, new in changes:
        assert old in body
        body = body.replace(old, new, 1)
    (folder / CHARTER.file).write_bytes(package.with_parts({"word/document.xml": body.encode()}).to_bytes())
    return folder


def charter(folder: Path, draft: bool = False) -> Made:
    maker = Maker(Alliance.model_validate(sample("hydrogen")), layers(project=folder), draft)
    made, faults = maker.make([kind for kind in KINDS if kind.id != "application"], frozenset({"charter"}))
    assert faults == []
    return made[-1]


@pytest.mark.parametrize(("draft", "severity"), [(False, Severity.ERROR), (True, Severity.WARNING)])
def test_changes_nobody_has_accepted(tmp_path: Path, draft: bool, severity: Severity) -> None:
    insertion = '<w:ins w:id="900" w:author="甲" w:date="2026-01-01T00:00:00Z"><w:r><w:t>增</w:t></w:r></w:ins></w:p>'
    found = charter(edited(tmp_path, ("</w:p>", insertion)), draft).faults
    assert [(d.code, d.severity) for d in found if d.code == "T-EDT-02"] == [("T-EDT-02", severity)]


def test_a_clause_that_is_gone(tmp_path: Path) -> None:
    found = charter(edited(tmp_path, ('w:name="kt_final_effect"', 'w:name="other"'))).faults
    (lost,) = [d for d in found if d.code == "T-EDT-01"]
    assert lost.severity is Severity.WARNING
    assert "少了 1 个条款" in lost.message


def test_comments_would_go_along(tmp_path: Path) -> None:
    package = Package.read(CHARTER.built_in)
    comments = (
        b'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b'<w:comment w:id="0" w:author="a"><w:p/></w:comment></w:comments>'
    )
    package = package.with_related("word/document.xml", "word/comments.xml", comments, _TYPE, _REL)[0]
    (tmp_path / CHARTER.file).write_bytes(package.to_bytes())
    found = [d for d in charter(tmp_path).faults if d.code == "T-EDT-03"]
    assert [d.message for d in found] == ["模板里有 1 条批注，会带到文书中"]


def test_a_lost_target_is_told_once_by_its_title(tmp_path: Path) -> None:
    body = Package.read(CHARTER.built_in)["word/document.xml"].decode()
    target = body.split(" REF ")[1].split()[0]
    found = charter(edited(tmp_path, (f'w:name="{target}"', 'w:name="other"'))).faults
    (lost,) = [d for d in found if d.code == "W-REF-01"]
    assert "kt_" not in lost.message
    assert lost.place.file == CHARTER.file
