"""The complete sample under every pair of options: what a pairwise generator gives."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

import yaml
from allpairspy import AllPairs

from kit.model.alliance import Alliance
from kit.model.fields import every_field
from kit.resources import samples_root

_SECTIONS = ("知识产权", "违约责任", "开放发展", "保密", "争议解决", "签署")
_SWITCHES = ("英文名称", "观察员", "代理人签署", "外商", "例外", "政府项目", "任务另约")


@cache
def sample(name: str) -> dict[str, Any]:
    """A sample's data as written."""
    text = (samples_root() / name / "alliance.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, yaml.BaseLoader)
    return data


def parameters() -> dict[str, list[Any]]:
    """Every option of the agreement, by its path, and every switch, with the values each can take."""
    found: dict[str, list[Any]] = {}
    for field in every_field():
        section, _, rest = field.path.partition(".")
        if section in _SECTIONS and "." not in rest and not field.derived:
            if field.choices:
                found[field.path] = [str(choice) for choice in field.choices]
            elif field.kind.value == "是否":
                found[field.path] = ["是", "否"]
    return found | {switch: [True, False] for switch in _SWITCHES}


def combinations() -> Iterator[dict[str, Any]]:
    """Rows in which every pair of values of any two options occurs at least once."""
    named = parameters()
    for row in AllPairs(list(named.values())):
        yield dict(zip(named, row, strict=True))


def variant(row: dict[str, Any]) -> Alliance:
    """The hydrogen alliance with the options of a row, and the facts those options need."""
    data = deepcopy(sample("hydrogen"))
    for path, value in row.items():
        if "." in path:
            section, _, key = path.partition(".")
            data.setdefault(section, {})[key] = value
    members = data["成员单位"]
    data["知识产权"] |= {
        "优惠幅度": "30%",
        "延迟月数": "12",
        "提成比例": "3%",
        "收益比例": [{"单位": members[0]["简称"], "比例": "60%"}, {"单位": members[1]["简称"], "比例": "40%"}],
    }
    data["违约责任"] |= {"违约金数额": "20万元", "每日比例": "0.05%", "违约金上限": "20%", "投入违约金比例": "10%"}
    data["开放发展"] |= {"锁定期届满日": "2027-12-31", "解散表决比例": "四分之三以上"}
    data["争议解决"] |= {"仲裁机构": "津滨仲裁委员会"}
    data["签署"] |= {"生效家数": "10", "生效日期": "2026-04-01"}
    _switch(data, row)
    return Alliance.model_validate(data)


def _switch(data: dict[str, Any], row: dict[str, Any]) -> None:
    members, tasks = data["成员单位"], data["任务分工"]
    if not row["英文名称"]:
        data["联盟"].pop("英文名称", None)
    members[-1]["联盟职务"] = "观察员单位" if row["观察员"] else "普通成员单位"
    if row["观察员"]:
        for task in tasks:
            task["参加单位"] = [p for p in task["参加单位"] if p["单位"] != members[-1]["简称"]]
    if row["代理人签署"]:
        power = {"代理事项": "签署协议", "权限": "签字", "起始日期": "2026-01-01", "截止日期": "2027-01-01"}
        members[1]["签署代表"] = {"姓名": "代某", "身份": "授权代理人", "授权委托书": power}
    members[2]["境外因素"] = "外商投资企业" if row["外商"] else "无"
    if row["例外"]:
        members[0]["联盟职务"], members[1]["联盟职务"] = "副理事长单位", "理事长单位"
        data["组织机构"]["对外责任例外"] = "由具备申报经验的单位承担。"
    for task in tasks:
        task["经费来源"] = "政府计划项目" if row["政府项目"] else "成员自筹"
        task["项目承担单位"] = members[0]["简称"]
        task.pop("共同成果归属", None)
        if row["任务另约"]:
            task["共同成果归属"] = "等额共有"


def choices_covered(rows: list[dict[str, Any]]) -> set[tuple[str, Any]]:
    """The single values that occur."""
    return {(path, value) for row in rows for path, value in row.items()}
