"""The namespaces of OOXML, and short spellings for them."""

from __future__ import annotations

from functools import cache

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
REL = "http://schemas.openxmlformats.org/package/2006/relationships"
CT = "http://schemas.openxmlformats.org/package/2006/content-types"
XML = "http://www.w3.org/XML/1998/namespace"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MANIFEST = "urn:alliance-kit:manifest"

ATTRIBUTE = "attribute"  # what stands for the innermost element around words inside an XML tag

STORIES = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}  # by kind, beside the body

NS = {"w": W, "r": R, "rel": REL, "ct": CT, "k": MANIFEST}


@cache
def w(tag: str) -> str:
    """The qualified name of a WordprocessingML tag or attribute."""
    return f"{{{W}}}{tag}"
