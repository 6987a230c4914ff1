"""Projects for tests of the commands: the complete sample, and the same with faults planted."""

from __future__ import annotations

from pathlib import Path

from kit.resources import samples_root

DATE = "2026-11-23"
FAULTS = (
    ("91120116MAXH00010H", "91120116MAXH00010G"),  # D-VAL-01, an error of form
    ("  仲裁机构: ", "  仲裁机关: "),  # D-KEY-01, and the fact is missing
    ("  报送份数: 3份", "  报送份数: 3份\n  正本份数: 1份"),  # C-SIG-13, a warning
)
WAIVER = """
  豁免:
    - 代码: C-SIG-13
      理由: 其余正本另行补签
      批准人: 周晓岚
      日期: 2026-03-10
"""


def sound(folder: Path) -> Path:
    """The complete sample as a project."""
    folder.mkdir(exist_ok=True)
    (folder / "alliance.yaml").write_text(_sample(), encoding="utf-8")
    return folder


def faulty(folder: Path, *, waived: bool = False) -> Path:
    """The sample with an error of form, a missing fact and a warning; waived: somebody answers for the warning."""
    text = _sample()
    for right, wrong in FAULTS:
        assert text.count(right) >= 1, right
        text = text.replace(right, wrong, 1)
    folder.mkdir(exist_ok=True)
    (folder / "alliance.yaml").write_text(text.rstrip("\n") + (WAIVER if waived else "\n"), encoding="utf-8")
    return folder


def _sample() -> str:
    return (samples_root() / "hydrogen/alliance.yaml").read_text(encoding="utf-8")
