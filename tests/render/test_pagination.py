"""PDFs and the page numbers that come from them."""

from __future__ import annotations

from pathlib import Path

from kit.render.pagination import pages_of, printed
from tests.making import rendered


def test_every_heading_finds_its_page_whatever_its_length(tmp_path: Path) -> None:
    """Among them one whose bookmark is as long in hexadecimal as the identifiers of a PDF."""
    titles = ["总" * length for length in range(1, 12)]
    source = "\n".join(f"# {title} {{#c{number}}}\n文字" for number, title in enumerate(titles))
    _outline, _missing, package = rendered(tmp_path, f"::: toc\n:::\n{source}")
    pdf = printed({"甲.docx": package.to_bytes()})["甲.pdf"]
    pages = pages_of(package, pdf)
    assert len(pages) == len(titles)
    assert list(pages.values()) == sorted(pages.values())


def test_a_pdf_is_the_same_each_time(tmp_path: Path) -> None:
    _outline, _missing, package = rendered(tmp_path, "# 总则 {#a}\n文字")
    first = printed({"甲.docx": package.to_bytes()})
    assert first == printed({"甲.docx": package.to_bytes()})
