"""Single faults planted into alliances that fit a jurisdiction: the sample, moved there and made to meet its conditions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from functools import cache
from typing import Any

from stdnum.cn import uscc

from kit.intake.yaml_file import read
from kit.resources import samples_root
from kit.rules.regions.packs import region
from tests.rules.sample import DELETE, Fault, Fine

Changes = Mapping[str, Any]
_LEAD, _UNIVERSITY, _FAR_UNIVERSITY, _LOCAL_UNIVERSITY = "津海氢能", "滨海大学", "燕滨科大", "渤岸理工"
_INSTITUTE, _ELECTROLYSIS = "澜渡研究院", "沐氢电解"
_AREAS = {  # district and its area code, for a code that fits the place of registration
    "河北省保定市": ("竞秀区", "130602"),
    "河南省": ("中原区", "410102"),
    "辽宁省": ("和平区", "210102"),
    "江苏省苏州市": ("姑苏区", "320508"),
    "广西壮族自治区": ("青秀区", "450103"),
    "内蒙古自治区赤峰市": ("红山区", "150402"),
}


@cache
def _sample() -> dict[str, Any]:
    data = read(samples_root() / "hydrogen" / "alliance.yaml").data
    assert isinstance(data, dict)
    return data


def _position(short: str) -> int:
    return next(n for n, member in enumerate(_sample()["成员单位"], 1) if member["简称"] == short)


def _at(pack: str) -> Changes:
    """The alliance files where the pack applies, and is judged by it alone."""
    place = region(pack).place
    changes: dict[str, Any] = {"设置.规则包": [pack], "联盟.名称": "津海氢能装备产业技术创新战略联盟"}
    if place.region:
        changes["联盟.所在地区"] = place.region
    if place.city:
        changes["联盟.所在城市"] = place.city
    return changes


def _registered(member: int, pack: str, uscc_of: str = _LEAD) -> Changes:
    """A member is registered where the pack applies: region, city, district, domicile and code."""
    place = region(pack).place
    district, area = _AREAS[str(place)]
    old = next(m["统一社会信用代码"] for m in _sample()["成员单位"] if m["简称"] == uscc_of)
    body = f"{old[:2]}{area}{old[8:17]}"
    at = f"成员单位[{member}]."
    city = {f"{at}注册城市": place.city} if place.city else {}
    return {
        f"{at}注册地区": place.region,
        f"{at}注册区县": district,
        f"{at}住所": f"{place}{district}海川路18号",
        f"{at}送达地址": f"{place}{district}海川路18号研发楼一层",
        f"{at}统一社会信用代码": body + uscc.calc_check_digit(body),
        **city,
    }


def _only(*shorts: str) -> Changes:
    """The alliance has only these members; what the others had goes to the lead, the first of them."""
    data, lead = _sample(), shorts[0]
    members = [m for m in data["成员单位"] if m["简称"] in shorts]
    gone = [m for m in data["成员单位"] if m["简称"] not in shorts]
    cash = sum(int(c["金额"].removesuffix("万元")) for m in gone for c in m["投入"] if c["形式"] == "货币资金")
    first = {**members[0]["投入"][0], "金额": f"{int(members[0]['投入'][0]['金额'].removesuffix('万元')) + cash}万元"}
    council, staff = data["组织机构"]["理事会"]["理事"], data["组织机构"]["秘书处"]["人员"]
    stay = [person for person in staff if person["单位"] in shorts]
    full_time = sum(person.get("专职") == "是" for person in stay)
    done = data["备案"]["已开展工作"][0]["内容"]
    assert "专职人员三名" in done
    return {
        "成员单位": [{**members[0], "投入": [first, *members[0]["投入"][1:]]}, *members[1:]],
        "任务分工": [_task_among(shorts, lead, task) for task in data["任务分工"]],
        "组织机构.理事会.理事": [person for person in council if person["单位"] in shorts],
        "组织机构.秘书处.人员": stay,
        "备案.已开展工作[1].内容": done.replace("专职人员三名", f"专职人员{full_time}名"),
        "经费.监督单位": data["经费"]["监督单位"] if data["经费"]["监督单位"] in shorts else shorts[1],
        "备案.成果": [result for result in data["备案"]["成果"] if result["单位"] in shorts],
        "开放发展.最低成员数": "2家",
    }


def _task_among(shorts: Sequence[str], lead: str, task: Mapping[str, Any]) -> dict[str, Any]:
    head = task["牵头单位"] if task["牵头单位"] in shorts else lead
    bearer = {"项目承担单位": head} if "项目承担单位" in task else {}
    others = [p for p in task["参加单位"] if p["单位"] in shorts and p["单位"] != head]
    if not others:
        other = next(short for short in shorts if short != head)
        others = [{"单位": other, "参与方式": "承担研发", "分工": "配合完成任务"}]
    return {**task, "牵头单位": head, "参加单位": others, **bearer}


def _papers(*titles: str) -> Changes:
    return {"备案.附加材料": [{"名称": title, "份数": "1份"} for title in titles]}


def _standing(*standings: str) -> Changes:
    return {"备案.牵头单位情况.企业类型": list(standings)}


def _subsidy(amount: str) -> Changes:
    use = {"用途": "行业学术交流", "金额": amount}
    return {"备案.补贴申请": {"类型": "备案补贴", "金额": amount, "用途": [use]}}


def _figures(*years: tuple[str, str, str]) -> Changes:
    rows = [{"年度": year, "营业收入": revenue, "研发投入": research} for year, revenue, research in years]
    return {"备案.牵头单位情况.近三年数据": rows}


_SCIENTIST = {"组织机构.首席科学家": {"姓名": "沈怀瑾", "单位": "滨海大学", "职称": "教授"}}
_PROBLEMS = {"技术创新目标.攻关清单": ["70MPa储氢瓶内胆与瓶阀座的密封可靠性"]}
_LARGE_LEAD = _figures(("2023", "11亿元", "4400万元"), ("2024", "12亿元", "4800万元"), ("2025", "13亿元", "5200万元"))
_LEADING = {"备案.牵头单位情况.专职研发人员": "42人", "备案.牵头单位情况.创新平台": ["氢能装备企业技术中心"]}
_HENAN = (_LEAD, _UNIVERSITY, _FAR_UNIVERSITY, _LOCAL_UNIVERSITY)
_NINE = (_LEAD, _UNIVERSITY, _FAR_UNIVERSITY, _INSTITUTE, _ELECTROLYSIS, "氢衡电池", "渤锐容器", "龘远低温", "蓝渚复材")

FITS: dict[str, Changes] = {
    "jx-2023": {},
    "baoding-2021": {**_registered(1, "baoding-2021"), **_papers("科技局推荐公函")},
    "ha-2013": {
        **_only(*_HENAN),
        **_registered(1, "ha-2013"),
        **_registered(2, "ha-2013", _UNIVERSITY),
        **_papers("联盟构建建议书", "联盟构建可行性研究报告"),
        "签署.报送份数": "4份",
    },
    "ha-2012": {},
    "hangzhou-2013": {},
    "citisa-2016": {"备案.填报日期": "2027-03-18", "备案.年度": "2027"},
    "gd-2012": {"备案.备案日期": "2025-11-23"},
    "most-2012": {"备案.备案日期": "2024-11-23"},
    "he-2020": {},
    "ln-2021": {**_registered(1, "ln-2021"), **_subsidy("300万元")},
    "hl-2022": _papers("推荐函"),
    "ah-pilot": {**_papers("自编申请书"), **_subsidy("20万元")},
    "linyi-2018": {},
    "luoyang-2025": {**_SCIENTIST, **_PROBLEMS},
    "hefei-2025": _standing("链主企业"),
    "gx-2022": {**_registered(1, "gx-2022"), **_LARGE_LEAD, **_LEADING},
    "suzhou-2023": {**_registered(1, "suzhou-2023"), **_standing("上市公司")},
    "suzhou-2024": {**_registered(1, "suzhou-2024"), **_standing("上市公司"), **_PROBLEMS},
    "chifeng-2nd": {**_registered(1, "chifeng-2nd"), **_SCIENTIST},
    "cq-2021": {},
    "sdip-2015": _papers("产业知识产权联盟备案申请书", "成员单位名单"),
    "ip-2018": {"联盟.名称": "津海氢能装备产业知识产权联盟"},
}
"""What makes the sample fit each pack that has conditions."""

ALWAYS = {"linyi-2018": "R-LINYI18-04", "gx-2022": "R-GX22-08", "cq-2021": "R-CQ21-02"}
"""The reminders, which are told on every report."""


def fitting(pack: str, changes: Changes | None = None) -> dict[str, Any]:
    """The sample as the pack wants it, and then changed; a change None undoes what made it fit."""
    whole = {**_at(pack), **FITS[pack], **(changes or {})}
    kept = {path: value if value is DELETE else deepcopy(value) for path, value in whole.items() if value is not None}
    return dict(sorted(kept.items(), key=lambda item: "[" in item[0]))  # whole lists before what changes in them


def _arguments(pack: str, code: str, changes: Changes | None, at: str, words: str) -> dict[str, Any]:
    beside = frozenset({ALWAYS[pack]} - {code}) if pack in ALWAYS else frozenset()
    return {"code": code, "changes": fitting(pack, changes), "at": at, "words": words, "beside": beside}


def _fault(pack: str, code: str, changes: Changes | None = None, at: str = "", words: str = "") -> Fault:
    return Fault(**_arguments(pack, code, changes, at, words))


def _fine(pack: str, code: str, changes: Changes | None = None) -> Fine:
    return Fine(**_arguments(pack, code, changes, "", ""))


def _elsewhere(pack: str) -> Fault:
    """The alliance files in another province, or in another city of it."""
    code = region(pack).pack.rules[0].code
    if region(pack).place.city:
        return _fault(pack, code, {"联盟.所在城市": "别处市"}, "联盟.所在城市", "别处市")
    return _fault(pack, code, {"联盟.所在地区": "新疆维吾尔自治区"}, "联盟.所在地区", region(pack).place.region)


def _lead_elsewhere(pack: str, code: str) -> Fault:
    """The lead stays where the sample has it."""
    return _fault(pack, code, dict.fromkeys(_registered(1, pack)), "成员单位[1].注册地区", "天津市")


_FOUR_ENTERPRISES = (_LEAD, "氢衡电池", "渤锐容器", _ELECTROLYSIS)
_HALF_TIME = {f"组织机构.秘书处.人员[{number}].专职": "否" for number in (1, 2, 3)}
_ACADEMIC = [_position(m["简称"]) for m in _sample()["成员单位"] if m["单位性质"] in ("高校", "科研机构")]


def _not_academic(but: int = 0) -> Changes:
    """Universities and institutes, but for the first few, are other bodies."""
    return {f"成员单位[{number}].单位性质": "其他机构" for number in _ACADEMIC[but:]}


def _own_money(other: str, research: str) -> Changes:
    """1,500万元 of the members, and 700万元 and another sum of others."""
    sources = (("成员投入", "1500万元"), ("政府计划项目经费", "700万元"), ("其他合法来源", other))
    return {
        "经费.来源": [{"来源": kind, "金额": amount} for kind, amount in sources],
        "经费.用途": [{"用途": "共性技术研发", "金额": research}, {"用途": "秘书处运行", "金额": "100万元"}],
    }


_OUTSIDE_EXPERTS = {
    "组织机构.专家委员会.专家": [
        {"姓名": "晏如晦", "单位": "海津特种设备咨询中心", "职称": "正高级工程师", "专业领域": "检验", "主任委员": "是"}
    ]
}
_NO_RESEARCH = _figures(("2023", "6.2亿元", "0元"), ("2024", "7.4亿元", "0元"), ("2025", "8.6亿元", "0元"))
_LOW_SHARE = _figures(("2023", "11亿元", "3300万元"), ("2024", "12亿元", "3600万元"), ("2025", "13亿元", "3899万元"))
_JUST_THREE = _figures(("2023", "11亿元", "3300万元"), ("2024", "12亿元", "3600万元"), ("2025", "13亿元", "3900万元"))
_SMALL_REVENUE = _figures(
    ("2023", "9亿元", "4500万元"), ("2024", "9亿元", "4500万元"), ("2025", "99999万元", "4500万元")
)
_JUST_REVENUE = _figures(("2023", "9亿元", "4500万元"), ("2024", "9亿元", "4500万元"), ("2025", "10亿元", "4500万元"))
_NEITHER = _figures(("2023", "12亿元", "2999万元"), ("2024", "12亿元", "3000万元"), ("2025", "12亿元", "3000万元"))
_BY_AMOUNT = _figures(("2023", "12亿元", "3000万元"), ("2024", "12亿元", "3000万元"), ("2025", "12亿元", "3000万元"))
_BY_SHARE = _figures(("2023", "6亿元", "1800万元"), ("2024", "6亿元", "1800万元"), ("2025", "6亿元", "1800万元"))
_INSTITUTE_LEADS = {"成员单位[1].单位性质": "科研机构"}
_OTHER_APPLICANT = {
    "联盟.对外责任主体单位": "氢衡电池",
    "组织机构.对外责任例外": "理事长单位正在重组，经全体成员同意由副理事长单位对外承担责任",
}

FAULTS: tuple[Fault, ...] = (
    *(_elsewhere(pack) for pack in FITS if region(pack).place.region),
    _lead_elsewhere("baoding-2021", "R-BAODING21-02"),
    _lead_elsewhere("ln-2021", "R-LN21-02"),
    _lead_elsewhere("gx-2022", "R-GX22-02"),
    _lead_elsewhere("suzhou-2023", "R-SUZHOU23-02"),
    _lead_elsewhere("suzhou-2024", "R-SUZHOU24-02"),
    _lead_elsewhere("chifeng-2nd", "R-CHIFENG-02"),
    _fault("jx-2023", "R-JX23-02", _only(*_NINE), "成员单位", "成员单位 9 家，应不少于 10 家"),
    _fault("jx-2023", "R-JX23-03", _not_academic(but=1), "成员单位", "1 家，应不少于 2 家"),
    _fault("jx-2023", "R-JX23-04", _HALF_TIME, "组织机构.秘书处.人员", "没有秘书处专职人员"),
    _fault(
        "baoding-2021",
        "R-BAODING21-03",
        {**_only(_LEAD, _UNIVERSITY), **_registered(2, "baoding-2021", _UNIVERSITY)},
        "成员单位",
    ),
    _fault("baoding-2021", "R-BAODING21-04", _HALF_TIME),
    _fault("baoding-2021", "R-BAODING21-05", _own_money("801万元", "2901万元"), "经费.来源", "的 49.9%，应不低于 50%"),
    _fault("baoding-2021", "R-BAODING21-06", {"备案.附加材料": []}, "备案.附加材料", "推荐公函"),
    _fault(
        "ha-2013",
        "R-HA13-02",
        {**dict.fromkeys(_registered(1, "ha-2013")), **_registered(3, "ha-2013", _FAR_UNIVERSITY)},
        "成员单位[1].注册地区",
    ),
    _fault("ha-2013", "R-HA13-03", dict.fromkeys(_registered(2, "ha-2013")), "成员单位", "25.0%"),
    _fault("ha-2013", "R-HA13-04", _papers("联盟构建建议书"), "备案.附加材料", "没有可行性研究报告"),
    _fault("ha-2013", "R-HA13-05", {"签署.报送份数": "3份"}, "签署.报送份数", "报送的材料 3 份，应不少于 4 份"),
    _fault("ha-2012", "R-HA12-02", {"成员单位[13].成立日期": "2025-11-21"}, "成员单位[13].成立日期", "满 1 年"),
    _fault("hangzhou-2013", "R-HANGZHOU13-02", {"备案.填报日期": "2026-09-17"}, "联盟.成立日期", "原则上应满 6 个月"),
    _fault("citisa-2016", "R-CITISA16-01", {"备案.填报日期": "2027-03-17"}, "联盟.成立日期", "应满 1 年"),
    _fault("citisa-2016", "R-CITISA16-02", _HALF_TIME),
    _fault("gd-2012", "R-GD12-02", {"备案.备案日期": "2025-11-22"}, "备案.评估日期", "满 1 年（2026-11-22）"),
    _fault("most-2012", "R-MOST12-01", {"备案.备案日期": "2024-11-22"}, "备案.评估日期", "满 2 年（2026-11-22）"),
    _fault("he-2020", "R-HE20-02", {"备案.评估日期": "2026-11-20"}, "联盟.成立日期", "应满 2 年"),
    _fault("he-2020", "R-HE20-03", {"联盟.成立日期": DELETE, "备案.评估日期": "2024-11-22"}, "备案.评估日期"),
    _fault("ln-2021", "R-LN21-03", _INSTITUTE_LEADS, "成员单位[1].单位性质", "科研机构"),
    _fault("ln-2021", "R-LN21-04", _not_academic(), "成员单位", "没有高校、科研机构成员"),
    _fault("ln-2021", "R-LN21-05", _NO_RESEARCH, "备案.牵头单位情况.近三年数据", "2025 年研发投入为 0"),
    _fault("ln-2021", "R-LN21-06", _subsidy("301万元"), "备案.补贴申请.金额", "应不超过 300万元"),
    _fault("hl-2022", "R-HL22-02", _OTHER_APPLICANT, "联盟.对外责任主体单位", "氢衡"),
    _fault("hl-2022", "R-HL22-03", {"备案.附加材料": []}, "备案.附加材料", "推荐函"),
    _fault("ah-pilot", "R-AH-02", _subsidy("21万元"), "备案.补贴申请.金额", "应不超过 20万元"),
    _fault("ah-pilot", "R-AH-03", {"备案.附加材料": []}),
    _fault(
        "linyi-2018",
        "R-LINYI18-02",
        {f"成员单位[{n}].单位性质": "其他机构" for n in range(1, 15) if n not in _ACADEMIC},
    ),
    _fault("linyi-2018", "R-LINYI18-03", _not_academic()),
    _fault("linyi-2018", "R-LINYI18-04", at="备案.审核推荐单位", words="限报 1 家"),
    _fault("luoyang-2025", "R-LUOYANG25-02", _only(*_NINE), "成员单位", "9 家，原则上应不少于 10 家"),
    _fault("luoyang-2025", "R-LUOYANG25-03", {f"成员单位[{n}].单位性质": "其他机构" for n in (3, 6)}, "成员单位"),
    _fault("luoyang-2025", "R-LUOYANG25-04", {"组织机构.首席科学家": None}, "组织机构.首席科学家"),
    _fault("luoyang-2025", "R-LUOYANG25-05", {"技术创新目标.攻关清单": []}, "技术创新目标.攻关清单"),
    _fault("hefei-2025", "R-HEFEI25-02", _standing("高新技术企业"), "备案.牵头单位情况.企业类型", "为高新技术企业"),
    _fault("hefei-2025", "R-HEFEI25-02", {"备案.牵头单位情况.企业类型": []}, words="没有填写"),
    _fault("hefei-2025", "R-HEFEI25-03", _NEITHER, "备案.牵头单位情况.近三年数据", "两项至少符合一项"),
    _fault(
        "hefei-2025", "R-HEFEI25-04", _only(_LEAD, _UNIVERSITY, _ELECTROLYSIS), "成员单位", "2 家，原则上应不少于 3 家"
    ),
    _fault("hefei-2025", "R-HEFEI25-05", {f"成员单位[{n}].规模": "大型" for n in range(1, 15) if n not in _ACADEMIC}),
    _fault("gx-2022", "R-GX22-03", _INSTITUTE_LEADS, "成员单位[1].单位性质"),
    _fault(
        "gx-2022", "R-GX22-04", _SMALL_REVENUE, "备案.牵头单位情况.近三年数据", "99,999万元，原则上应不低于 100,000万元"
    ),
    _fault("gx-2022", "R-GX22-05", _LOW_SHARE, "备案.牵头单位情况.近三年数据", "的 2.99%，原则上应不低于 3%"),
    _fault("gx-2022", "R-GX22-06", {"备案.牵头单位情况.专职研发人员": "29人"}, words="29 人，原则上应不少于 30 人"),
    _fault("gx-2022", "R-GX22-06", {"备案.牵头单位情况.专职研发人员": None}, words="没有填写"),
    _fault("gx-2022", "R-GX22-07", {"备案.牵头单位情况.创新平台": []}, "备案.牵头单位情况.创新平台"),
    _fault("gx-2022", "R-GX22-08", at="联盟.对外责任主体单位"),
    _fault(
        "suzhou-2023", "R-SUZHOU23-03", _only(*_FOUR_ENTERPRISES, _UNIVERSITY), "成员单位", "5 家，原则上应不少于 6 家"
    ),
    _fault("suzhou-2023", "R-SUZHOU23-04", _standing("高新技术企业"), words="上市公司等"),
    _fault("suzhou-2024", "R-SUZHOU24-03", _only(*_FOUR_ENTERPRISES), "成员单位", "4 家，原则上应不少于 5 家"),
    _fault("suzhou-2024", "R-SUZHOU24-04", {"备案.牵头单位情况.企业类型": []}, words="上市公司"),
    _fault("suzhou-2024", "R-SUZHOU24-05", {"技术创新目标.攻关清单": []}),
    _fault("suzhou-2024", "R-SUZHOU24-06", _INSTITUTE_LEADS, "成员单位[1].单位性质"),
    _fault("chifeng-2nd", "R-CHIFENG-03", _INSTITUTE_LEADS, "备案.牵头单位情况.企业类型"),
    _fault("chifeng-2nd", "R-CHIFENG-04", {"组织机构.首席科学家": None}),
    _fault("chifeng-2nd", "R-CHIFENG-05", _OUTSIDE_EXPERTS, "组织机构.专家委员会.专家"),
    _fault("cq-2021", "R-CQ21-02", words="公示 7 日"),
    _fault("sdip-2015", "R-SDIP15-02", _papers("成员单位名单"), "备案.附加材料", "没有产业知识产权联盟备案申请书"),
    _fault("sdip-2015", "R-SDIP15-03", {"签署.报送份数": "2份"}, "签署.报送份数"),
    _fault("ip-2018", "R-IP18-01", {"联盟.名称": "国际氢能装备产业知识产权联盟"}, "联盟.名称", "含“国际”"),
)

_TEN = (*_NINE, _LOCAL_UNIVERSITY)
_HOUSES: tuple[Fine, ...] = (
    _fine("jx-2023", "R-JX23-02", _only(*_TEN)),
    _fine("jx-2023", "R-JX23-03", _not_academic(but=2)),
    _fine("jx-2023", "R-JX23-04", {"组织机构.秘书处.人员[1].专职": "否", "组织机构.秘书处.人员[2].专职": "否"}),
    _fine("luoyang-2025", "R-LUOYANG25-02", _only(*_TEN)),
    _fine("luoyang-2025", "R-LUOYANG25-03", {"成员单位[3].单位性质": "其他机构"}),
    _fine("hefei-2025", "R-HEFEI25-04", _only(*_FOUR_ENTERPRISES)),
    _fine("suzhou-2023", "R-SUZHOU23-03", _only(*_FOUR_ENTERPRISES, _UNIVERSITY, _INSTITUTE)),
    _fine("suzhou-2024", "R-SUZHOU24-03", _only(*_FOUR_ENTERPRISES, _UNIVERSITY)),
)
_DATES: tuple[Fine, ...] = (
    _fine("ha-2012", "R-HA12-02", {"成员单位[13].成立日期": "2025-11-20"}),
    _fine("hangzhou-2013", "R-HANGZHOU13-02", {"备案.填报日期": "2026-09-18"}),
    _fine("citisa-2016", "R-CITISA16-01"),
    _fine("gd-2012", "R-GD12-02"),
    _fine("gd-2012", "R-GD12-02", {"备案.备案日期": "2024-01-10", "备案.评估日期": "2025-01-10"}),
    _fine("most-2012", "R-MOST12-01"),
    _fine("he-2020", "R-HE20-02", {"备案.评估日期": "2028-03-18"}),
    _fine("he-2020", "R-HE20-03", {"备案.评估日期": "2024-11-23"}),
)
_AMOUNTS: tuple[Fine, ...] = (
    _fine("baoding-2021", "R-BAODING21-05", _own_money("800万元", "2900万元")),
    _fine("ln-2021", "R-LN21-06"),
    _fine("ah-pilot", "R-AH-02"),
    _fine("hefei-2025", "R-HEFEI25-03", _BY_AMOUNT),
    _fine("hefei-2025", "R-HEFEI25-03", _BY_SHARE),
    _fine("hefei-2025", "R-HEFEI25-03", {"备案.牵头单位情况.近三年数据": []}),
    _fine("gx-2022", "R-GX22-04", _JUST_REVENUE),
    _fine("gx-2022", "R-GX22-05", _JUST_THREE),
    _fine("gx-2022", "R-GX22-06", {"备案.牵头单位情况.专职研发人员": "30人"}),
)
_PLACES: tuple[Fine, ...] = (
    _fine("gx-2022", "R-GX22-01", {"联盟.所在地区": "广西"}),
    _fine("suzhou-2023", "R-SUZHOU23-01", {"联盟.所在城市": "苏州"}),
    _fine("suzhou-2023", "R-SUZHOU23-01", {"联盟.所在城市": None}),
    _fine("ha-2013", "R-HA13-03"),
    _fine("chifeng-2nd", "R-CHIFENG-03", {**_INSTITUTE_LEADS, **_standing("新型研发机构")}),
)
FINE: tuple[Fine, ...] = (*_HOUSES, *_DATES, *_AMOUNTS, *_PLACES)
