"""Articles 7, 10 to 12 and 19 of the Tianjin measure: who can be filed, the work done, the application."""

from copy import deepcopy
from datetime import date
from functools import cache
from typing import Any

from kit.intake.yaml_file import read
from kit.resources import samples_root
from tests.rules.sample import DELETE, Fault, Fine

_M, _F, _WORK = "成员单位", "备案", "备案.已开展工作"
_AGENT = {
    "姓名": "柯望",
    "身份": "授权代理人",
    "授权委托书": {
        "代理事项": "签署联盟协议及其附件",
        "权限": "代表本单位签字，不得转委托",
        "起始日期": "2026-03-01",
        "截止日期": "2026-12-31",
    },
}
_SUBSIDY = {
    "类型": "备案补贴",
    "金额": "50万元",
    "用途": [{"用途": "行业学术交流", "说明": "技术交流会两次", "金额": "50万元"}],
}
_NO_PUBLIC_MONEY = {
    "经费.来源[2]": {"来源": "其他合法来源", "说明": "社会捐赠", "金额": "700万元"},
    "任务分工[2].经费来源": "其他",
    "任务分工[2].项目承担单位": DELETE,
}


def _filled_on(day: str) -> dict[str, Any]:
    """The sample applying on another day, with all its work done on that day."""
    done = {f"{_WORK}[{number}].日期": day for number in range(1, 9)}
    return {f"{_F}.填报日期": day, f"{_F}.成果": []} | done


@cache
def _nine_members() -> dict[str, Any]:
    """The sample with its first nine members only, and all that hung on the others put right."""
    data = deepcopy(read(samples_root() / "hydrogen/alliance.yaml").data)
    assert isinstance(data, dict)
    members = data["成员单位"][:9]
    names = {member["简称"] for member in members}
    tasks = data["任务分工"]
    for task in tasks:
        task["参加单位"] = [part for part in task["参加单位"] if part["单位"] in names]
        if task["牵头单位"] not in names:
            task["牵头单位"] = "津海氢能" if task["编号"] == "C-01" else "澜渡研究院"
            task["参加单位"] = [part for part in task["参加单位"] if part["单位"] != task["牵头单位"]]
    tasks[1]["参加单位"].append({"单位": "滨海大学", "参与方式": "承担研发", "分工": "膜改性与膜电极"})
    tasks[0]["经费"] = "520万元"
    data["经费"]["来源"][0]["金额"] = "1420万元"
    data["经费"]["用途"][0]["金额"] = "1420万元"
    directors = [one for one in data["组织机构"]["理事会"]["理事"] if one["单位"] in names]
    staff = [one for one in data["组织机构"]["秘书处"]["人员"] if one["单位"] in names]
    return {
        "成员单位": members,
        "任务分工": tasks,
        "经费": data["经费"],
        "组织机构.理事会.理事": directors,
        "组织机构.秘书处.人员": staff,
        "开放发展.最低成员数": "5家",
    }


FAULTS: tuple[Fault, ...] = (
    Fault(
        "C-FIL-41",
        {"联盟.名称": "渤海湾氢能装备产业技术创新战略联盟", "联盟.所在地区": "河北省"},
        "联盟.所在地区",
        "只适用于天津市",
    ),
    Fault("C-FIL-07", {"联盟.产业集群": DELETE}, "联盟.产业集群", "没有选定产业集群"),
    Fault("C-FIL-02", _nine_members(), _M, "9 家，原则上应不少于 10 家"),
    Fault(
        "C-FIL-04",
        {"联盟.对外责任主体单位": "渤岳气体", f"{_M}[9].核心成员": "是", "组织机构.对外责任例外": "由渤岳气体承担"}
        | {f"{_F}.审核推荐单位": {"类型": "所属局级主管部门", "名称": "天津市工业和信息化局"}},
        f"{_M}[9].注册地区",
        "应在天津市注册",
    ),
    Fault(
        "C-FIL-36",
        {"联盟.对外责任主体单位": "蓝渚复材", "组织机构.对外责任例外": "由蓝渚复材承担"},
        f"{_M}[8].核心成员",
        "不是核心成员",
    ),
    Fault("C-FIL-37", {f"{_F}.牵头单位情况.行业地位": "无"}, f"{_F}.牵头单位情况.行业地位", "骨干地位"),
    Fault("C-FIL-35", {f"{_M}[{n}].核心成员": "否" for n in range(1, 8)}, _M, "没有一家成员单位标为核心成员"),
    Fault("C-FIL-05", {f"{_M}[{n}].核心成员": "是" for n in (9, 10, 11)}, _M, "10 家，其中注册在天津的创新型企业 5 家"),
    Fault(
        "C-FIL-38",
        {f"{_M}[15]": {"名称": "天津榆杉仪表有限公司", "简称": "榆杉仪表", "联盟职务": "观察员单位", "核心成员": "是"}},
        f"{_M}[15].核心成员",
        "不能是核心成员",
    ),
    Fault("C-FIL-39", {f"{_M}[4].创新型企业": "是"}, f"{_M}[4].创新型企业", "单位性质是高校"),
    Fault(
        "C-FIL-42",
        {f"{_F}.备案类型": "领军企业产学研用创新联盟", f"{_M}[1].资质": ["高新技术企业"]},
        f"{_M}[1].资质",
        "没有科技领军企业",
    ),
    # the work done
    Fault("C-FIL-08", {f"{_WORK}[8].方面": "市场推广"}, _WORK, "1 个没有填报工作：品牌培育"),
    Fault("C-FIL-08", {_WORK: []}, _WORK, "8 个没有填报工作"),
    Fault("C-FIL-08", {f"{_WORK}[2].证明材料编号": "无"}, f"{_WORK}[2].证明材料编号", "产业发展战略研究"),
    Fault("C-FIL-43", {f"{_WORK}[2].证明材料编号": "证-01"}, f"{_WORK}[2].证明材料编号", "“证-01”"),
    Fault(
        "C-FIL-44",
        {f"{_WORK}[2].证明材料编号": "证-03", f"{_WORK}[3].证明材料编号": "证-02"},
        f"{_WORK}[3].证明材料编号",
        "排在“证-03”之后",
    ),
    Fault("C-FIL-45", {f"{_WORK}[1].日期": "2026-03-17"}, f"{_WORK}[1].日期", "早于联盟成立的 2026-03-18"),
    Fault("C-FIL-45", {f"{_WORK}[8].日期": "2026-11-21"}, f"{_WORK}[8].日期", "晚于填报日期 2026-11-20"),
    Fault("C-FIL-46", {f"{_F}.成果[2].日期": "2026-03-17"}, f"{_F}.成果[2].日期", "早于联盟成立"),
    Fault("C-FIL-46", {f"{_F}.成果[2].日期": "2026-11-21"}, f"{_F}.成果[2].日期", "晚于填报日期"),
    # the application
    Fault(
        "C-FIL-24",
        _filled_on("2026-03-18"),
        f"{_F}.填报日期",
        "不晚于联盟成立的 2026-03-18",
    ),
    Fault("C-FIL-48", {f"{_F}.截止日期": "2026-11-19"}, f"{_F}.填报日期", "晚于申报截止日期 2026-11-19"),
    Fault("C-FIL-49", {f"{_F}.截止日期": "2026-11-30"}, f"{_F}.截止日期", "还有 7 天"),
    Fault(
        "C-FIL-49",
        {f"{_F}.截止日期": "2026-11-20", f"{_F}.填报日期": DELETE},
        f"{_F}.截止日期",
        "已过 3 天",
    ),
    Fault("C-FIL-50", {f"{_F}.审核推荐单位.名称": "天津市西青区科学技术局"}, f"{_F}.审核推荐单位.名称", "西青区的部门"),
    Fault("C-FIL-50", {f"{_F}.审核推荐单位.名称": "天津市工业和信息化局"}, words="看不出是哪个区"),
    Fault("C-FIL-50", {f"{_F}.审核推荐单位.名称": "滨海新区工业和信息化局"}, words="看不出是科技主管部门"),
    Fault("C-FIL-50", {f"{_F}.审核推荐单位.类型": "所属局级主管部门"}, words="是区级科技主管部门"),
    Fault("C-FIL-51", {f"{_F}.信用查询日期": "2026-11-24"}, f"{_F}.信用查询日期", "晚于检查当日 2026-11-23"),
    Fault("C-FIL-51", {f"{_F}.信用查询日期": "2026-03-17"}, f"{_F}.信用查询日期", "早于联盟成立日期"),
    Fault("C-FIL-52", {f"{_F}.附加材料[1].名称": "推荐函"}, f"{_F}.附加材料[1].名称", "已列在规定附件中"),
    Fault("C-FIL-52", {f"{_F}.附加材料[2].名称": "公共服务平台设备清单"}, f"{_F}.附加材料[2].名称", "相同"),
    Fault("C-FIL-52", {f"{_F}.附加材料[2].份数": "0份"}, f"{_F}.附加材料[2].份数", "不少于 1 份"),
    Fault(
        "C-FIL-53",
        {f"{_F}.依据通知": "《关于开展2025年度产业技术创新战略联盟备案工作的通知》（津样科〔2025〕36号）"},
        f"{_F}.依据通知",
        "申报年度是 2026 年",
    ),
    Fault(
        "C-FIL-55",
        _filled_on("2026-03-29") | {"签署.期限起始日": "2026-03-30"},
        "签署.期限起始日",
        "填报时协议尚未生效",
    ),
    Fault("C-FIL-21", {f"{_F}.补贴申请": _SUBSIDY} | _NO_PUBLIC_MONEY, f"{_F}.附加材料", "没有专利合规性承诺书"),
    Fault("C-SIG-02", {f"{_M}[2].签署代表": _AGENT}, f"{_M}[2].签署代表.身份", "由授权代理人签署"),
)
FINE: tuple[Fine, ...] = (
    Fine("C-FIL-41", {"联盟.所在地区": "天津"}),
    Fine("C-FIL-02", {f"{_M}[{n}].联盟职务": "观察员单位" for n in (11, 12, 13, 14)}),
    Fine("C-FIL-04", {f"{_M}[1].注册地区": "天津"}),
    Fine("C-FIL-05", {f"{_M}[{n}].核心成员": "是" for n in (9, 10)}),
    Fine("C-FIL-42", {f"{_F}.备案类型": "领军企业产学研用创新联盟"}),
    Fine("C-FIL-45", {f"{_WORK}[1].日期": "2026-03-18", f"{_WORK}[8].日期": "2026-11-20"}),
    Fine("C-FIL-46", {f"{_F}.成果[2].日期": "2026-11-20"}),
    Fine("C-FIL-44", {f"{_WORK}[2].证明材料编号": "附-09"}),
    Fine("C-FIL-24", _filled_on("2026-03-19")),
    Fine("C-FIL-48", {f"{_F}.截止日期": "2026-11-20"}),
    Fine("C-FIL-49", {f"{_F}.截止日期": "2026-11-30", f"{_F}.备案日期": "2027-01-15"}),
    Fine("C-FIL-49", {f"{_F}.截止日期": "2026-11-20"}, today=date(2026, 11, 21)),
    Fine("C-FIL-50", {f"{_F}.审核推荐单位.名称": "天津滨海高新技术产业开发区科技局"}),
    Fine("C-FIL-51", {f"{_F}.信用查询日期": "2026-11-23"}),
    Fine("C-FIL-53", {f"{_F}.依据通知": DELETE}),
    Fine("C-FIL-55", _filled_on("2026-03-30") | {"签署.期限起始日": "2026-03-30"}),
    Fine(
        "C-FIL-21",
        {f"{_F}.补贴申请": _SUBSIDY, f"{_F}.附加材料[3]": {"名称": "专利合规性承诺书"}} | _NO_PUBLIC_MONEY,
    ),
    Fine("C-FIL-21", {f"{_F}.补贴申请": _SUBSIDY}),
)
