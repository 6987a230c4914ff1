"""What the kit writes for the samples holds before outside judges: the SDK validator and LibreOffice."""

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from kit.word.pdf import printed_headings

# The stand-ins of kit/word/fonts.conf, as pdffonts names them. A face that is not here means a name the kit does not know.
_FACES = ("FandolFang", "FandolKai", "UKaiCN", "NotoSansCJK", "NotoSerifCJK", "LiberationSerif")
_BROKEN_REFERENCE = ("Error: Reference source not found", "错误：引用源未找到", "错误: 引用源未找到")


def _text_of(pdf: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout


def _fonts_of(pdf: Path) -> list[str]:
    table = subprocess.run(["pdffonts", pdf], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    return [line.split()[0].rpartition("+")[2] for line in table]


def test_every_document_of_every_sample_is_valid(
    rendered_samples: dict[str, list[Path]], validate_ooxml: Callable[[Sequence[Path]], None]
) -> None:
    validate_ooxml([document for documents in rendered_samples.values() for document in documents])


def test_every_reference_finds_its_target(sample_pdfs: dict[Path, Path]) -> None:
    texts = {pdf.name: _text_of(pdf) for pdf in sample_pdfs.values()}
    assert all(texts.values())
    assert [name for name, text in texts.items() if any(words in text for words in _BROKEN_REFERENCE)] == []


def test_every_font_is_a_known_one(sample_pdfs: dict[Path, Path]) -> None:
    strange = [
        f"{pdf.name}: {font}" for pdf in sample_pdfs.values() for font in _fonts_of(pdf) if not font.startswith(_FACES)
    ]
    assert not strange


def test_chapters_are_listed_with_pages_that_never_go_back(sample_pdfs: dict[Path, Path]) -> None:
    for pdf in sample_pdfs.values():
        pages = [heading.page for heading in printed_headings(pdf)]
        assert pages, f"{pdf.name} has no headings"
        assert pages == sorted(pages), pdf.name
