"""What the form says, it reads back: for random units, and after LibreOffice has saved it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from kit.intake.build import build, load
from kit.intake.form.layout import TABLES
from kit.intake.form.reading import read_form
from kit.intake.form.writing import member_form
from kit.model.alliance import Alliance
from kit.resources import samples_root
from kit.word.lint import lint
from kit.word.package import Package
from kit.word.pdf import find_soffice
from tests.intake.form.units import ALLIANCES, of_unit

Validate = Callable[[Sequence[Path]], None]


def sample(name: str) -> Alliance:
    alliance = load(samples_root() / name / "alliance.yaml").alliance
    assert alliance is not None
    return alliance


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(alliance=ALLIANCES)
def test_any_unit_reads_back_unchanged(tmp_path_factory: pytest.TempPathFactory, alliance: Alliance) -> None:
    path = tmp_path_factory.mktemp("form") / "表.docx"
    path.write_bytes(member_form(alliance, alliance.members[0]))
    raw = read_form(path)
    assert [fault.message for fault in raw.report] == []
    intake = build(raw)
    assert [fault.message for fault in intake.report] == []
    assert intake.alliance is not None
    assert of_unit(intake.alliance) == of_unit(alliance)


@pytest.mark.parametrize("name", ["hydrogen", "seawater", "draft", "large"])
def test_every_unit_of_the_samples_reads_back(name: str, tmp_path: Path) -> None:
    alliance = sample(name)
    for number, member in enumerate(alliance.members):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(member_form(alliance, member))
        intake = build(read_form(path))
        assert not len(intake.report)
        assert intake.alliance is not None
        (read,) = intake.alliance.members
        assert (read.name, read.contributions, read.background) == (
            member.name,
            member.contributions,
            member.background,
        )


def test_the_same_facts_give_the_same_bytes_and_a_sound_word_file(tmp_path: Path, validate_ooxml: Validate) -> None:
    alliance = sample("hydrogen")
    files = []
    for number, member in enumerate((alliance.members[0], alliance.members[1], None)):
        data = member_form(alliance, member)
        assert data == member_form(alliance, member)
        assert lint(Package.read(data)) == []
        files.append(tmp_path / f"{number}.docx")
        files[-1].write_bytes(data)
    validate_ooxml(files)


def test_tags_fit_into_word() -> None:
    tags = [table.tag_of(slot, 999) + ".yes" for table in TABLES for slot in table.slots]
    assert max(map(len, tags)) <= 64
    assert len(set(tags)) == len(tags)


@pytest.mark.xdist_group("form_office")
def test_after_libreoffice_saved_it_the_same_is_read_and_nothing_complained_of(tmp_path: Path) -> None:
    """LibreOffice 7.4 drops the tags and nests the controls; by way of .odt too."""
    alliance = sample("hydrogen")
    before = {}
    for number, member in enumerate(alliance.members):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(member_form(alliance, member))
        before[path.name] = read_form(path).data
    forms = sorted(tmp_path.glob("*.docx"))
    office(tmp_path, tmp_path / "docx", "docx", forms)
    office(tmp_path, tmp_path / "odt", "odt", forms)
    office(tmp_path, tmp_path / "both", "docx", sorted((tmp_path / "odt").glob("*.odt")))
    for folder in ("docx", "both"):
        for name, data in before.items():
            raw = read_form(tmp_path / folder / name)
            assert [fault.message for fault in raw.report] == []
            assert raw.data == data


def office(work: Path, out: Path, form: str, files: list[Path]) -> None:
    soffice = find_soffice()
    assert soffice is not None, "make test 会安装 LibreOffice"
    profile = f"-env:UserInstallation=file://{work}/profile"
    command = [str(soffice), "--headless", profile, "--convert-to", form, "--outdir", str(out), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


@pytest.mark.xdist_group("form_office")
def test_what_is_filled_in_with_libreoffice_is_read_and_its_faults_named_by_their_place(tmp_path: Path) -> None:
    """The document is changed as LibreOffice keeps it, and LibreOffice writes the file that comes back."""
    alliance = sample("draft")
    form = tmp_path / "表.docx"
    form.write_bytes(member_form(alliance, alliance.members[1]))
    office(tmp_path, tmp_path / "flat", "fodt", [form])
    flat = tmp_path / "flat" / "表.fodt"
    document = etree.parse(flat)
    _write(_beside(document, "＊统一社会信用代码"), "911201180000000000")
    _write(_beside(document, "＊电子邮箱"), "guanl@shanyue.example.com")
    _write(_beside(document, "送达地址"), "天津市宁河区", leave_marked=True)
    row = _row(document, "投入", 2)
    for position, words in ((1, "人员"), (2, "电机工程师"), (3, "50"), (4, "3"), (5, "2026-12-01")):
        _write(row[position], words)
    document.write(flat, encoding="UTF-8", xml_declaration=True)
    office(tmp_path, tmp_path / "back", "docx", [flat])
    intake = build(read_form(tmp_path / "back" / "表.docx"))
    assert {(fault.code, fault.place.where.partition("，")[0]) for fault in intake.report} == {
        ("D-VAL-01", "表“基本情况”“统一社会信用代码”"),
        ("D-VAL-03", "表“投入”第 2 行“金额”"),
        ("F-CTL-04", "表“基本情况”“送达地址”"),
    }
    assert intake.alliance is not None
    (read,) = intake.alliance.members
    assert (read.contact.email, read.service_address) == ("guanl@shanyue.example.com", "天津市宁河区")
    assert (str(read.contributions[1].kind), read.contributions[1].headcount) == ("人员", 3)


_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"


def _cells(node: etree._Element) -> list[etree._Element]:
    return [cell for cell in node if cell.tag == f"{_TABLE}table-cell"]


def _text(node: etree._Element) -> str:
    return "".join(str(text) for text in node.itertext()).strip()


def _beside(document: etree._ElementTree, label: str) -> etree._Element:
    """The cell behind a label."""
    for row in document.iter(f"{_TABLE}table-row"):
        cells = _cells(row)
        for cell, after in pairwise(cells):
            if _text(cell) == label:
                return after
    raise AssertionError(label)


def _row(document: etree._ElementTree, title: str, number: int) -> list[etree._Element]:
    """The cells of a row of a list."""
    for table in document.iter(f"{_TABLE}table"):
        rows = [_cells(row) for row in table.iter(f"{_TABLE}table-row")]
        if _text(rows[0][0]).startswith(f"{title}（"):
            return next(cells for cells in rows if _text(cells[0]) == str(number))
    raise AssertionError(title)


def _write(cell: etree._Element, words: str, leave_marked: bool = False) -> None:
    """Type into the control of a cell."""
    control = next(cell.iter(f"{_LOEXT}content-control"))
    for child in [one for one in control if one.tag != f"{_LOEXT}list-item"]:
        control.remove(child)
    last = control[-1] if len(control) else None
    if last is None:
        control.text = words
    else:
        last.tail = words
    if not leave_marked:
        control.attrib.pop(f"{_LOEXT}showing-place-holder", None)
