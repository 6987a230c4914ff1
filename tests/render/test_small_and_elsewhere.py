"""Alliances that are lawful and unlike the samples: with nothing to list, with figures of nought, outside Tianjin."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from lxml import etree

from kit.intake.build import build
from kit.intake.raw import Raw
from kit.render.documents import Made, Maker
from kit.templates.catalogue import document_types, layers
from kit.word.names import w
from tests.render.variants import sample

_KINDS = document_types()
_Data = dict[str, Any]


def made(change: Callable[[_Data], object], of: str = "seawater") -> dict[str, Made]:
    """The documents of a sample with some facts changed."""
    data = deepcopy(sample(of))
    change(data)
    intake = build(Raw("样例", data))
    assert intake.alliance
    assert intake.report.is_clean
    documents, faults = Maker(intake.alliance, layers()).make(_KINDS, frozenset(kind.id for kind in _KINDS))
    assert faults == []
    return {one.kind.id: one for one in documents}


def rows(one: Made) -> list[list[str]]:
    """The text of every table row, cell by cell."""
    body = one.package.xml("word/document.xml")
    return [[_text(cell) for cell in row.findall(w("tc"))] for row in body.iter(w("tr"))]


def _text(element: etree._Element) -> str:
    return "".join(node.text or "" for node in element.iter(w("t")))


def words(one: Made) -> str:
    """Everything that stands in the document."""
    return _text(one.package.xml("word/document.xml"))


def _lacks(documents: dict[str, Made]) -> list[str]:
    return [missing.path for one in documents.values() for missing in one.missing]


# --- nothing to list --------------------------------------------------------------------------


def test_silence_about_who_joins_in_is_a_gap() -> None:
    def silent(data: _Data) -> None:
        data["任务分工"][6].pop("参加单位")

    assert "任务分工[7].参加单位[1].单位" in _lacks(made(silent))


@pytest.mark.parametrize("none", [[], "无"], ids=["empty", "said"])
def test_a_task_may_be_done_by_one_unit_alone(none: object) -> None:
    def alone(data: _Data) -> None:
        data["任务分工"][6]["参加单位"] = none

    documents = made(alone)
    assert _lacks(documents) == []
    assert ["参加", "无", "无", "由任务牵头单位单独完成"] in rows(documents["agreement"])
    assert ["无", "无", "无"] in rows(documents["application"])


@pytest.mark.parametrize("none", [[], "无"], ids=["empty", "said"])
def test_a_member_may_put_in_nothing(none: object) -> None:
    documents = made(lambda data: data["成员单位"][3].update({"投入": none}))
    assert _lacks(documents) == []
    assert ["无"] * 7 in rows(documents["agreement"])
    assert ["无"] in rows(documents["application"])


def test_a_member_that_has_not_said_what_it_puts_in_is_asked() -> None:
    documents = made(lambda data: data["成员单位"][3].pop("投入"))
    assert {path.partition("]")[0] for path in _lacks(documents)} == {"成员单位[4"}
    assert all(one.missing for one in (documents["agreement"], documents["application"]))


@pytest.mark.parametrize(
    "section,field", [("技术创新目标", "技术瓶颈"), ("经费", "来源")], ids=["bottlenecks", "sources"]
)
def test_a_list_that_was_said_to_be_empty_is_printed_as_none(section: str, field: str) -> None:
    documents = made(lambda data: data[section].update({field: "无"}))
    assert _lacks(documents) == []
    assert ["无"] in rows(documents["application"])


def test_a_lead_founded_this_year_has_no_figures_yet() -> None:
    documents = made(lambda data: data["备案"]["牵头单位情况"].update({"近三年数据": "无"}))
    assert _lacks(documents) == []
    assert ["无"] in rows(documents["application"])


# --- nought ------------------------------------------------------------------------------------


def test_no_head_start_is_no_head_start() -> None:
    agreement = words(made(lambda data: data["知识产权"].update({"延迟月数": "0"}))["agreement"])
    assert "成员单位不设先行期间。" in agreement
    assert "自政府资助成果验收合格之日起，任何具备实施条件的单位均可书面申请使用该成果。" in agreement
    assert "先行期间届满后" not in agreement
    assert "项目任务合同没有规定该期间的" not in agreement


def test_no_head_start_is_told_to_the_bureau_as_none() -> None:
    nought = made(lambda data: data["知识产权"].update({"延迟月数": "0"}))["application"]
    some = made(lambda data: data["知识产权"].update({"延迟月数": "6"}))["application"]
    assert "成员先行延迟扩散" not in words(nought)
    assert words(nought).count("公开普通许可，不设先行期间") == 2
    assert words(some).count("成员先行延迟扩散") == 2


def test_a_secretary_with_a_limit_of_nought_approves_nothing() -> None:
    documents = made(lambda data: data["经费"].update({"秘书长审批限额": "0元", "理事会审批限额": "20万元"}))
    for one in documents.values():
        assert "超过0元" not in words(one)
    agreement = words(documents["agreement"])
    assert "单笔金额不满20万元的，由秘书长审核后报理事长批准；" in agreement
    assert "属于第（一）项的支出由监督单位的代表会同" in agreement
    charter = words(documents["charter"])
    assert "单笔金额不满20万元的，由秘书长审核后报理事长批准；" in charter
    assert "批准和审核支出" not in charter
    assert ["不满20万元", "秘书长", "理事长"] in rows(documents["agreement"])
    assert "不满20万元的，由理事长审批；" in words(documents["application"])


def test_a_threshold_of_nought_is_not_replaced_by_another_figure() -> None:
    facts = {"生效方式": "达到家数生效", "生效家数": "0"}
    assert "达到0家且其中包括" in words(made(lambda data: data["签署"].update(facts))["agreement"])


# --- who owns what -----------------------------------------------------------------------------


def test_fields_of_use_and_their_owners_stand_in_the_task_sheet() -> None:
    documents = made(lambda data: None)
    line = ["应用领域1", "海水淡化蒸发装置的传热管和换热面", "权利人", "天津沽泽热法装备制造有限公司"]
    assert line in rows(documents["agreement"])
    assert line in rows(documents["application"])


def test_what_was_agreed_for_a_task_stands_in_its_sheet() -> None:
    own = {"共同成果归属": "按任务约定", "归属约定": "归澄瀛淡化所有，渤瀛海大可以无偿用于教学"}
    documents = made(lambda data: data["任务分工"][0].update(own))
    assert ["共同成果归属", own["归属约定"]] in rows(documents["agreement"])
    assert ["归属约定", own["归属约定"]] in rows(documents["application"])


@pytest.mark.parametrize("ownership", ["按应用领域划分", "按任务约定"])
def test_a_sheet_that_settles_nothing_says_what_holds_instead(ownership: str) -> None:
    documents = made(lambda data: data["任务分工"][0].update({"共同成果归属": ownership}))
    told = [row[1] for row in rows(documents["agreement"]) if row[0] == "共同成果归属"]
    assert "由共同完成单位等额共有" in told[0]


# --- elsewhere ---------------------------------------------------------------------------------


def test_an_alliance_elsewhere_promises_nothing_to_one_region() -> None:
    def elsewhere(data: _Data) -> None:
        data["联盟"]["所在地区"] = "浙江省"
        data["联盟"].pop("产业集群")
        for task in data["任务分工"]:
            if task["任务类别"] == "服务京津冀协同发展":
                task["任务类别"] = "成果转移转化"

    documents = made(elsewhere)
    assert _lacks(documents) == []
    charter = words(documents["charter"])
    assert "京津冀" not in charter
    assert "服务区域协同发展" in charter
    headings = words(documents["application"])
    assert "区域协同与人才培训" in headings
    assert "京津冀协同与人才培训" not in headings
    assert "专利合规性承诺书" not in headings
    assert "产业集群为" not in words(documents["agreement"])


@pytest.mark.parametrize("region", ["天津市", "北京市", "河北省", "河北"])
def test_the_region_around_the_capital_is_named_where_the_alliance_is_in_it(region: str) -> None:
    documents = made(lambda data: data["联盟"].update({"所在地区": region}))
    assert "服务京津冀协同发展：" in words(documents["charter"])
    assert "京津冀协同与人才培训" in words(documents["application"])


# --- pages -------------------------------------------------------------------------------------

_FIGURE, _CAPITAL = 5.25, 7.8  # Times New Roman in 10.5 pt
_MARGINS = 10.8


@pytest.mark.parametrize("document,tables", [("agreement", 2), ("application", 1)])
def test_a_code_stays_on_one_line(document: str, tables: int) -> None:
    usual = 13 * _FIGURE + 5 * _CAPITAL + _MARGINS  # with five capitals, as recent codes have
    body = made(lambda data: None)[document].package.xml("word/document.xml")
    widths = []
    for table in body.iter(w("tbl")):
        head = [_text(cell) for cell in next(table.iter(w("tr"))).findall(w("tc"))]
        holding = [n for n, title in enumerate(head) if title.endswith("统一社会信用代码")]
        if holding and "法定代表人" in head:
            grid = [int(str(column.get(w("w")))) / 20 for column in table.iter(w("gridCol"))]
            widths.append(grid[holding[0]])
    assert len(widths) == tables
    assert all(width >= usual for width in widths), widths


def test_a_subtotal_stays_with_the_row_before_it() -> None:
    body = made(lambda data: None)["agreement"].package.xml("word/document.xml")
    every = list(body.iter(w("tr")))
    before = [every[number - 1] for number, row in enumerate(every) if _text(row).startswith("小计")]
    assert before
    assert all(row.find(f".//{w('keepNext')}") is not None for row in before)
