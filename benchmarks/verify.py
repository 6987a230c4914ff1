"""Whether a rendered document holds its data: python -m benchmarks.verify DATA.json OUT.docx [REFERENCE.docx]

Prints one JSON object. Each member's name must stand three times: in the table, before its tasks, on its signature
page. With a reference: whether the paragraphs that are not empty read the same, in the same order.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from pathlib import Path
from typing import Any

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NAME = re.compile(r"[\u4e00-\u9fff]{2}\d{5}科技有限公司")
_TAGS = ("{{", "{%", "{#", "+++", "{d.")


def _read(path: str) -> tuple[etree._Element, list[str], str]:
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"), etree.XMLParser(huge_tree=True))
        header = etree.fromstring(archive.read("word/header1.xml"))
    texts = ["".join(t.text or "" for t in p.iter(f"{_W}t")) for p in root.iter(f"{_W}p")]
    return root, [text for text in texts if text.strip()], "".join(header.itertext())


def findings(data: dict[str, Any], out: str, reference: str = "") -> dict[str, Any]:
    """What was found in the document, what was expected, and whether all is well."""
    root, texts, header = _read(out)
    text = "\n".join(texts)
    names = {member["name"] for member in data["members"]}
    found: dict[str, Any] = {
        "names": sum(name in names for name in _NAME.findall(text)),
        "expected": 3 * len(names),
        "rows": sum(1 for _ in root.iter(f"{_W}tr")) == 2 + len(names) + len(data["key_tasks"]),
        "last task": data["members"][-1]["tasks"][-1]["code"] in text,
        "header": data["alliance_name"] in header and data["agreement_no"] in header,
        "tags left": any(tag in text for tag in _TAGS),
    }
    sound = found["rows"] and found["last task"] and found["header"] and not found["tags left"]
    found["ok"] = sound and found["names"] == found["expected"]
    if reference:
        found["same text"] = texts == _read(reference)[1]
    return found


if __name__ == "__main__":
    content = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    sys.stdout.write(json.dumps(findings(content, *sys.argv[2:])))
