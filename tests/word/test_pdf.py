"""Word documents become PDFs with the right faces, and give up their page numbers."""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from kit.diagnostics import Fault
from kit.word.pdf import PrintedHeading, find_soffice, printed_headings, to_pdf

pytestmark = pytest.mark.xdist_group("pdf")  # one worker makes what the tests of this file share

RARE = "龎喆㛃䶮𠮷"  # characters of names that FandolFang and FandolKai do not have


def _heading_style(document: Document, name: str, level: int) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.element.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{level}"/>'))


def _write(document: Document, text: str, font: str, style: str | None = None) -> None:
    run = document.add_paragraph(style=style).add_run(text)
    run.font.name = "Times New Roman"
    run._r.rPr.rFonts.set(qn("w:eastAsia"), font)
    run._r.rPr.rFonts.set(qn("w:hint"), "eastAsia")


def _number_pages_from(document: Document, start: int) -> None:
    footer = document.sections[0].footer.paragraphs[0]
    footer.add_run("— ")
    footer._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
    footer.add_run(" —")
    numbering = OxmlElement("w:pgNumType")
    numbering.set(qn("w:start"), str(start))
    document.sections[0]._sectPr.insert_element_before(numbering, "w:cols", "w:docGrid")


def _agreement(path: Path) -> Path:
    """Four pages, numbered from 0, in all the faces of an official document."""
    document = docx.Document()
    _heading_style(document, "章", 0)
    _heading_style(document, "条", 1)
    _number_pages_from(document, 0)
    _write(document, "氢能产业技术创新战略联盟协议", "方正小标宋简体")
    _write(document, "二〇二六年三月", "楷体_GB2312")
    for chapter in ("总则", "成员单位", "附则"):
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        _write(document, chapter, "黑体", "章")
        _write(document, f"{chapter}的定义", "黑体", "条")
        _write(document, f"法定代表人：{RARE}，出资 300 万元。", "仿宋_GB2312")
        _write(document, "表1 成员单位名录", "宋体")
    document.save(str(path))
    return path


def _unnumbered(path: Path) -> Path:
    document = docx.Document()
    document.add_page_break()
    document.add_heading("章程", level=1)
    document.add_heading("总则", level=2)
    document.save(str(path))
    return path


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("pdf")
    sources = [_agreement(folder / "联盟 协议.docx"), _unnumbered(folder / "-章程.docx")]
    return to_pdf(sources, folder / "输出")


def _fonts_of(pdf: Path) -> set[str]:
    """The embedded fonts without the prefix of the subset: FandolFang-Regular."""
    table = subprocess.run(["pdffonts", pdf], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    return {line.split()[0].partition("+")[2] for line in table}


def test_each_source_has_its_pdf_by_name_and_nothing_else_appears(printed: list[Path]) -> None:
    assert [pdf.name for pdf in printed] == ["联盟 协议.pdf", "-章程.pdf"]
    assert all(pdf.read_bytes().startswith(b"%PDF-") for pdf in printed)
    out = printed[0].parent
    assert {path.name for path in out.iterdir()} == {pdf.name for pdf in printed}
    assert {path.name for path in out.parent.iterdir()} == {"联盟 协议.docx", "-章程.docx", "输出"}


def test_headings_carry_level_and_printed_page(printed: list[Path]) -> None:
    assert printed_headings(printed[0]) == (
        PrintedHeading("总则", 1, 1),
        PrintedHeading("总则的定义", 2, 1),
        PrintedHeading("成员单位", 1, 2),
        PrintedHeading("成员单位的定义", 2, 2),
        PrintedHeading("附则", 1, 3),
        PrintedHeading("附则的定义", 2, 3),
    )


def test_pages_without_a_printed_number_count_from_one(printed: list[Path]) -> None:
    assert [(heading.title, heading.page) for heading in printed_headings(printed[1])] == [("章程", 2), ("总则", 2)]


def test_every_face_has_its_stand_in(printed: list[Path]) -> None:
    fonts = _fonts_of(printed[0])
    assert {"FandolFang-Regular", "FandolKai-Regular", "LiberationSerif"} <= fonts
    assert any(font.startswith("NotoSansCJK") for font in fonts), "黑体"
    assert any(font.startswith("NotoSerifCJK") and "Bold" in font for font in fonts), "小标宋"
    assert any(font.startswith("NotoSerifCJK") and "Regular" in font for font in fonts), "宋体，以及仿宋没有的字"
    assert len(fonts) == 6, fonts


def test_rare_characters_are_printed(printed: list[Path]) -> None:
    text = subprocess.run(["pdftotext", printed[0], "-"], capture_output=True, text=True, check=True).stdout
    assert all(character in text for character in RARE)


def test_without_fandol_a_regular_script_stands_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIT_FONTS", str(tmp_path / "nowhere"))
    (pdf,) = to_pdf([_agreement(tmp_path / "联盟协议.docx")], tmp_path)
    fonts = _fonts_of(pdf)
    assert "UKaiCN" in fonts
    assert not any(font.startswith(("Fandol", "DejaVu")) for font in fonts)


def test_a_damaged_document_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    damaged = tmp_path / "章程.docx"
    damaged.write_bytes(b"PK\x03\x04")
    with pytest.raises(Fault) as fault:
        to_pdf([_unnumbered(tmp_path / "协议.docx"), damaged], tmp_path / "out")
    assert [(d.code, d.place.file) for d in fault.value.report] == [("S-PDF-03", str(damaged))]
    assert not (tmp_path / "out").exists()


def test_without_libreoffice_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIT_SOFFICE", str(tmp_path / "nowhere"))
    assert find_soffice() is None
    with pytest.raises(Fault) as fault:
        to_pdf([_unnumbered(tmp_path / "协议.docx")], tmp_path)
    (diagnostic,) = fault.value.report
    assert diagnostic.code == "S-PDF-01"
    assert "KIT_SOFFICE" in diagnostic.hint


def _program(path: Path, script: str) -> Path:
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_kit_soffice_names_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = _program(tmp_path / "soffice", "true")
    monkeypatch.setenv("KIT_SOFFICE", str(program))
    assert find_soffice() == program


def test_what_the_program_said_is_passed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(
        "KIT_SOFFICE", str(_program(tmp_path / "soffice", "echo starting; echo no disk space >&2; exit 1"))
    )
    with pytest.raises(Fault) as fault:
        to_pdf([_unnumbered(tmp_path / "协议.docx")], tmp_path)
    assert "no disk space" in next(iter(fault.value.report)).hint


def test_a_program_that_hangs_is_ended_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child = tmp_path / "child"
    monkeypatch.setenv("KIT_SOFFICE", str(_program(tmp_path / "soffice", f"sleep 300 & echo $! > '{child}'; wait")))
    with pytest.raises(Fault) as fault:
        to_pdf([_unnumbered(tmp_path / "协议.docx")], tmp_path / "out", timeout=1)
    assert [d.code for d in fault.value.report] == ["S-PDF-02"]
    assert not (tmp_path / "out").exists()
    _eventually(lambda: not _is_running(int(child.read_text())))


def test_what_the_program_leaves_behind_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = tmp_path / "left"
    script = f'echo half > "$TMPDIR/lu1.tmp"; echo "$TMPDIR/lu1.tmp" > \'{left}\'; exit 1'
    monkeypatch.setenv("KIT_SOFFICE", str(_program(tmp_path / "soffice", script)))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with pytest.raises(Fault):
        to_pdf([_unnumbered(tmp_path / "协议.docx")], tmp_path / "out")
    lay = Path(left.read_text(encoding="utf-8").strip())
    assert lay.parent != tmp_path
    assert not lay.exists()


def _is_running(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status")
    try:
        return "State:\tZ" not in status.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def _eventually(holds: Callable[[], bool]) -> None:
    for _ in range(100):
        if holds():
            return
        time.sleep(0.05)
    pytest.fail("still not so after 5 seconds")


def test_existing_pdfs_are_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = 'for word do case "$previous" in --outdir) out=$word;; esac; previous=$word; done; mkdir "$out"; echo new > "$out/0001.pdf"'
    monkeypatch.setenv("KIT_SOFFICE", str(_program(tmp_path / "soffice", script)))
    (tmp_path / "协议.pdf").write_text("old", encoding="utf-8")
    (pdf,) = to_pdf([_unnumbered(tmp_path / "协议.docx")], tmp_path)
    assert pdf.read_text(encoding="utf-8") == "new\n"


def test_two_sources_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="two sources"):
        to_pdf([tmp_path / "a/协议.docx", tmp_path / "b/协议.docx"], tmp_path)


def test_no_sources_no_pdfs(tmp_path: Path) -> None:
    assert to_pdf([], tmp_path) == []
