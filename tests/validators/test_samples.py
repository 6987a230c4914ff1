"""What the kit writes for the samples holds before outside judges: the SDK validator and LibreOffice."""

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from kit.word.pdf import printed_headings

# The stand-ins of kit/word/fonts.conf, as pdffonts names them. A face that is not here means a name the kit does not know.
_FACES = ("FandolFang", "FandolKai", "UKaiCN", "NotoSansCJK", "NotoSerifCJK", "LiberationSerif")
_BROKEN_REFERENCE = ("Error: Reference source not found", "错误：引用源未找到", "错误: 引用源未找到")


def _text_of(pdf: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout


def _fonts_of(pdf: Path) -> list[str]:
    table = subprocess.run(["pdffonts", pdf], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    return [line.split()[0].rpartition("+")[2] for line in table]


@pytest.fixture(scope="module")
def documents(rendered_samples: dict[str, list[Path]]) -> list[Path]:
    return [document for documents in rendered_samples.values() for document in documents]


@pytest.fixture(scope="module")
def pdfs(documents: list[Path]) -> list[Path]:
    return [document.with_suffix(".pdf") for document in documents]


def test_every_document_is_valid(documents: list[Path], validate_ooxml: Callable[[Sequence[Path]], None]) -> None:
    validate_ooxml(documents)


def test_every_reference_finds_its_target(pdfs: list[Path]) -> None:
    texts = {pdf: _text_of(pdf) for pdf in pdfs}
    assert all(texts.values())
    assert [pdf for pdf, text in texts.items() if any(words in text for words in _BROKEN_REFERENCE)] == []


def test_every_font_is_a_known_one(pdfs: list[Path]) -> None:
    strange = [(pdf, font) for pdf in pdfs for font in _fonts_of(pdf) if not font.startswith(_FACES)]
    assert strange == []


def test_headings_stand_on_pages_that_never_go_back(rendered_samples: dict[str, list[Path]]) -> None:
    for document in rendered_samples["hydrogen"]:
        pages = [heading.page for heading in printed_headings(document.with_suffix(".pdf"))]
        assert pages, f"{document.name} has no headings"
        assert pages == sorted(pages), document.name
