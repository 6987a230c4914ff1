"""Articles 1 to 120 across twelve chapters, as LibreOffice prints them and as the kit counts them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from kit.word.numbering import chinese_number
from kit.word.pdf import to_pdf
from tests.making import rendered


def source() -> str:
    lines = []
    for chapter in range(1, 13):
        lines.append(f"# 篇 {{#c{chapter}}}")
        for article in range(10):
            number = (chapter - 1) * 10 + article + 1
            lines += [f"## 题 {{#a{number}}}", "- 甲", "  - 子", "- 乙"]
    return "\n".join([*lines, "见[[a101]]和[[c12]]。"])


def test_articles_run_on_and_items_restart(tmp_path: Path) -> None:
    outline, _missing, package = rendered(tmp_path, source())
    labels = [line.label for line in outline if line.label.startswith("第") and line.label.endswith("条")]
    assert labels == [f"第{chinese_number(n)}条" for n in range(1, 121)]
    assert labels[100] == "第一百〇一条"
    assert "见第一百〇一条和第十二章。" in str(outline)
    document = tmp_path / "numbers.docx"
    document.write_bytes(package.to_bytes())
    (pdf,) = to_pdf([document], tmp_path)
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    printed = re.findall(r"^\s*(第[零一二三四五六七八九十百]+条) 题", text, re.MULTILINE)
    assert printed == [label.replace("〇", "零") for label in labels]
    assert len(re.findall(r"^\s*（一）甲", text, re.MULTILINE)) == 120
    assert len(re.findall(r"^\s*1\. 子", text, re.MULTILINE)) == 120
