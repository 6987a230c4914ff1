"""The outside validator is there and tells good from bad."""

from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement

from tests.validators import sdk


def test_a_plain_document_is_valid(tmp_path: Path, validate_ooxml: Callable[[Sequence[Path]], None]) -> None:
    document = docx.Document()
    document.add_paragraph("联盟协议")
    path = tmp_path / "联盟协议.docx"
    document.save(str(path))
    validate_ooxml([path])


def test_an_element_out_of_order_is_named(tmp_path: Path, validate_ooxml: Callable[[Sequence[Path]], None]) -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run("甲")
    run._r.append(OxmlElement("w:rPr"))
    path = tmp_path / "乱序.docx"
    document.save(str(path))
    with pytest.raises(AssertionError, match=r"乱序.docx/word/document.xml .*rPr"):
        validate_ooxml([path])


def test_a_file_that_is_no_document_is_named(tmp_path: Path) -> None:
    path = tmp_path / "空.docx"
    path.write_bytes(b"")
    assert sdk.violations([path]) != []


def test_a_missing_validator_fails_with_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sdk, "_PROGRAM", sdk._ROOT / "node_modules/nowhere")
    with pytest.raises(sdk.ValidatorMissing, match="make test"):
        sdk.violations([tmp_path / "x.docx"])
