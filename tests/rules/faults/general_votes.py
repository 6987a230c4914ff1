"""Majorities of the council that work or do not, and its resolutions."""

from datetime import date

from tests.rules.sample import Fault, Fine

_C = "组织机构.理事会"
_R = f"{_C}.决议"
_SPECIAL = {
    "事项": "除名一家成员单位",
    "类型": "特别决议",
    "日期": "2026-06-01",
    "出席": "18",
    "同意": "14",
    "反对": "4",
}
_ORDINARY = {"事项": "批准年度工作计划", "日期": "2026-06-01", "出席": "15", "同意": "8", "反对": "7"}
_MANY_OF_ONE = {f"{_C}.理事[{number}]": {"姓名": f"津海{number}号", "单位": "津海氢能"} for number in range(22, 38)}


def _voted(like: dict[str, str], **changed: str) -> dict[str, object]:
    return {_R: [like | changed]}


FAULTS: tuple[Fault, ...] = (
    Fault("C-GOV-01", {f"{_C}.席位": "33名"}, f"{_C}.法定人数", "要求 22 名，理事名单只有 21 人"),
    Fault("C-GOV-01", {f"{_C}.特别决议": "四分之三以上", f"{_C}.席位": "29名"}, f"{_C}.特别决议", "要求 22 名"),
    Fault("C-GOV-10", {f"{_C}.普通决议": "二分之一以上"}, f"{_C}.普通决议", "正反两方各占一半"),
    Fault("C-GOV-10", {"开放发展.解散表决比例": "二分之一以上", f"{_C}.特别决议": "二分之一以上"}, f"{_C}.特别决议"),
    Fault("C-GOV-11", {f"{_C}.普通决议": "四分之三以上"}, f"{_C}.特别决议", "须 14 票，少于普通决议的 16 票"),
    Fault("C-GOV-12", {f"{_C}.特别决议": "五分之三以上"}, f"{_C}.特别决议", "低于通常的三分之二"),
    Fault("C-GOV-13", {f"{_C}.法定人数": "五分之二以上"}, f"{_C}.法定人数", "不到全体理事的一半"),
    Fault("C-GOV-21", {f"{_C}.临时会议提议": "三分之二以上"}, f"{_C}.临时会议提议", "不少于法定人数 14 名"),
    Fault("C-GOV-22", {f"{_C}.每年会议次数": "37次"}, f"{_C}.会议通知期", "需要 370 日"),
    Fault("C-GOV-23", _MANY_OF_ONE, f"{_C}.理事", "委派的理事 19 人，单独即达到普通决议的 19 票"),
    Fault("C-GOV-24", {"组织机构.专家委员会.每年会议次数": "0次"}, "组织机构.专家委员会.每年会议次数", "填写为 0"),
    Fault("C-VOT-01", _voted(_ORDINARY, 出席="22", 同意="22", 反对="0"), f"{_R}[1].出席", "理事总席位只有 21 名"),
    Fault("C-VOT-02", _voted(_ORDINARY, 出席="13", 反对="5"), f"{_R}[1].出席", "不足法定人数 14 人"),
    Fault("C-VOT-03", _voted(_ORDINARY, 弃权="1"), f"{_R}[1].出席", "合计 16 票，出席只有 15 人"),
    Fault("C-VOT-04", _voted(_ORDINARY, 同意="7"), f"{_R}[1].同意", "普通决议须不少于 8 票"),
    Fault("C-VOT-04", _voted(_SPECIAL, 同意="13"), f"{_R}[1].同意", "特别决议须不少于 14 票"),
    Fault("C-VOT-05", _voted(_ORDINARY, 日期="2026-11-24"), f"{_R}[1].日期", "还没有到"),
    Fault("C-VOT-05", _voted(_ORDINARY, 日期="2026-03-17"), f"{_R}[1].日期", "早于协议签署日期"),
    Fault("C-VOT-06", {_R: [_ORDINARY, _ORDINARY]}, f"{_R}[2].事项", "决议[1]的事项、日期相同"),
    Fault("C-VOT-07", _voted(_SPECIAL, 类型="普通决议"), f"{_R}[1].类型", "涉及除名"),
    Fault("C-VOT-08", _voted(_SPECIAL, 事项="通过《联盟章程》"), f"{_R}[1].日期", "“签署.章程通过日期”为 2026-03-18"),
)
FINE: tuple[Fine, ...] = (
    Fine("C-GOV-01", {f"{_C}.席位": "31名"}),
    Fine("C-GOV-10", {f"{_C}.普通决议": "过半数"}),
    Fine("C-GOV-11", {f"{_C}.普通决议": "三分之二以上"}),
    Fine("C-GOV-12", {f"{_C}.特别决议": "三分之二以上"}),
    Fine("C-GOV-13", {f"{_C}.法定人数": "二分之一以上"}),
    Fine("C-GOV-21", {f"{_C}.临时会议提议": "二分之一以上"}),
    Fine("C-GOV-22", {f"{_C}.每年会议次数": "36次"}),
    Fine("C-VOT-01", _voted(_ORDINARY, 出席="21", 同意="21", 反对="0")),
    Fine("C-VOT-02", _voted(_ORDINARY, 出席="14", 反对="6")),
    Fine("C-VOT-03", _voted(_ORDINARY)),
    Fine("C-VOT-04", {_R: [_ORDINARY, _SPECIAL]}),
    Fine("C-VOT-05", _voted(_ORDINARY, 日期="2026-03-18")),
    Fine("C-VOT-05", _voted(_ORDINARY, 日期="2026-11-24"), today=date(2026, 11, 24)),
    Fine("C-VOT-08", _voted(_SPECIAL, 事项="通过《联盟章程》", 日期="2026-03-18")),
)
