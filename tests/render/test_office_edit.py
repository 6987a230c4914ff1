"""A template that an office program has edited: its new sentence is rendered, everything else as before."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from kit.model.alliance import Alliance
from kit.render.documents import Made, Maker
from kit.templates.catalogue import DocumentType, document_types, layers
from kit.word.pdf import find_soffice
from tests.render.variants import sample

KINDS = document_types()
_PLAIN = re.compile(r"<text:p [^>]*>([^<>{}]{30,200}。)</text:p>")


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, tuple[str, str]]]:
    """A project's templates, each with one sentence changed by LibreOffice, and the sentences before and after."""
    work, changes = tmp_path_factory.mktemp("office"), {}
    office(work, "fodt", [kind.built_in for kind in KINDS])
    for kind in KINDS:
        flat = work / f"{Path(kind.file).stem}.fodt"
        text = flat.read_text(encoding="utf-8")
        sentence = _PLAIN.findall(text)[3]
        changes[kind.id] = (sentence, f"此处经本单位法务改写，{sentence}")
        flat.write_text(text.replace(sentence, changes[kind.id][1]), encoding="utf-8")
    office(work, "docx:MS Word 2007 XML", sorted(work.glob("*.fodt")))
    return work, changes


def office(work: Path, form: str, files: list[Path]) -> None:
    soffice = find_soffice()
    assert soffice is not None, "make test 会安装 LibreOffice"
    profile = f"-env:UserInstallation=file://{work}/profile"
    command = [str(soffice), "--headless", profile, "--convert-to", form, "--outdir", str(work), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


@pytest.fixture(scope="module")
def both(edited: tuple[Path, dict[str, tuple[str, str]]]) -> dict[str, tuple[Made, Made]]:
    """Every document from the built-in and from the edited template."""
    alliance = Alliance.model_validate(sample("hydrogen"))
    wanted = frozenset(kind.id for kind in KINDS)
    before, faults = Maker(alliance, layers()).make(KINDS, wanted)
    after, more = Maker(alliance, layers(project=edited[0])).make(KINDS, wanted)
    assert faults == more == []
    return {one.kind.id: (one, other) for one, other in zip(before, after, strict=True)}


@pytest.mark.xdist_group("office_edit")
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_one_sentence_differs_and_nothing_else(
    kind: DocumentType,
    edited: tuple[Path, dict[str, tuple[str, str]]],
    both: dict[str, tuple[Made, Made]],
) -> None:
    before, after = both[kind.id]
    sentence, changed = edited[1][kind.id]
    assert after.layer.name == "项目"
    assert all(fault.severity.name == "INFO" for fault in after.faults)
    assert str(before.outline).count(sentence) == 1
    assert str(after.outline) == str(before.outline).replace(sentence, changed)
