"""Where the files that come with the kit lie: the templates and the samples."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_PACKED = _PACKAGE / "_data"
_CHECKOUT = _PACKAGE.parent


def templates_root() -> Path:
    """The folder of the built-in templates: one folder a document, the text sources with the built .docx beside them."""
    return _root() / "templates"


def samples_root() -> Path:
    """The folder of the samples: one folder an alliance."""
    return _root() / "samples"


def checkout_root() -> Path | None:
    """The top folder of the source tree the kit runs from, or None when it runs from an installed wheel."""
    return None if _PACKED.is_dir() else _CHECKOUT


def _root() -> Path:
    return checkout_root() or _PACKED
