"""Small data files and files to merge into them, for tests."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from kit.api import Project, carry_out_import, open_project, plan_import
from kit.intake.merging.carrying import Outcome
from kit.intake.merging.outcomes import Plan, Status
from kit.intake.origins import in_labels
from kit.intake.yaml_file import read

AT = datetime(2026, 11, 23, 8, 30, 0)
DATA = """\
# 一份小的数据文件
联盟:
  名称: 甲乙联盟            # 全称
成员单位:
  - 名称: 甲厂有限公司
    简称: 甲厂
    统一社会信用代码: 91120116MAXH00010H
    住所: 天津市海川路18号
    投入:
      - {形式: 货币资金, 内容: 研发经费, 金额: 300万元}   # 一期

  - 名称: 乙大学
    简称: 乙大
"""


def project(folder: Path, text: str = DATA) -> Project:
    """A project with a data file."""
    folder.mkdir(exist_ok=True)
    (folder / "alliance.yaml").write_text(text, encoding="utf-8")
    return open_project(folder)


def file(folder: Path, name: str, data: Mapping[str, Any]) -> Path:
    """A JSON file to hand in."""
    path = folder / name
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def member(**facts: Any) -> dict[str, Any]:
    """What a file of one member unit holds."""
    return {"成员单位": [facts]}


def told(plan: Plan, status: Status) -> dict[str, list[str]]:
    """By field, the values that files give for the facts of a status."""
    return {in_labels(fact.path): [offer.shown for offer in fact.offers] for fact in plan.of(status)}


def codes(plan: Plan) -> list[str]:
    """The codes of what is wrong, in order."""
    return [d.code for d in plan.report]


def merged(project: Project, *files: Path, take: tuple[Path, ...] = (), at: datetime = AT) -> Outcome:
    """Plan and carry out, conflicts left open."""
    return carry_out_import(plan_import(project, files, take=take), {}, at=at)


def data_of(project: Project) -> Any:
    """The data file as plain data."""
    return read(project.data).data


def all_files(project: Project) -> dict[str, bytes]:
    """Every file of a project, hidden ones too."""
    return {
        str(path.relative_to(project.folder)): path.read_bytes()
        for path in sorted(project.folder.rglob("*"))
        if path.is_file()
    }
