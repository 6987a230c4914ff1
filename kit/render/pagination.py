"""Page numbers for tables of contents, and PDFs, through LibreOffice where it is installed."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from kit.word.contents import headings
from kit.word.numbering import labels
from kit.word.package import Package
from kit.word.pdf import find_soffice, printed_headings, to_pdf

_SAME = str.maketrans({"〇": "零", " ": None, "\u3000": None, "\t": None, "\xa0": None})


def layout_program() -> str:
    """The name and version of the program that lays out pages here, or empty where there is none."""
    soffice = find_soffice()
    if soffice is None:
        return ""
    said = subprocess.run([soffice, "--version"], capture_output=True, text=True, timeout=60, check=False).stdout
    return " ".join(said.split()[:2])


def printed(documents: Mapping[str, bytes]) -> dict[str, bytes]:
    """The PDFs of documents, by file name of each PDF; the same bytes each time."""
    with tempfile.TemporaryDirectory(prefix="alliance-kit-") as work:
        sources = []
        for name, data in documents.items():
            source = Path(work, name)
            source.write_bytes(data)
            sources.append(source)
        return {path.name: _without_clock(path.read_bytes()) for path in to_pdf(sources, Path(work, "pdf"))}


def _without_clock(pdf: bytes) -> bytes:
    """A PDF whose time of making, and the identifiers that follow from it, are fixed; no offset in it moves."""
    body, trailer, end = pdf.rpartition(b"trailer\n")
    body = re.sub(rb"/CreationDate\(D:\d{14}Z'\)", b"/CreationDate(D:20000101000000Z')", body)
    end = re.sub(rb"\b[0-9A-F]{32}\b", b"0" * 32, end)
    return body + trailer + end


def pages_of(package: Package, pdf: bytes) -> dict[str, int]:
    """The printed page of every heading in a document's table of contents, by the heading's key.

    Headings are matched in order, so that two of the same words each find their own page.
    """
    with tempfile.TemporaryDirectory(prefix="alliance-kit-") as work:
        file = Path(work, "pages.pdf")
        file.write_bytes(pdf)
        found = iter(printed_headings(file))
    root = package.tree(package.document_part)
    pages: dict[str, int] = {}
    for heading in headings(root, labels(package, root)):
        wanted = heading.text.translate(_SAME)
        page = next((entry.page for entry in found if entry.title.translate(_SAME) == wanted), None)
        if page is None:
            return {}  # better no page numbers than wrong ones
        pages[heading.key] = page
    return pages
