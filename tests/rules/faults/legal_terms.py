"""Licences, liability, leaving, supervision, disputes, competition: the terms the members chose."""

from typing import Any

from tests.rules.sample import Fault, Fine

_M, _W, _IP = "成员单位", "任务分工", "知识产权"
_B, _O, _D = "违约责任", "开放发展", "争议解决"
_INSTITUTION = f"{_D}.仲裁机构"
_FIXED = {f"{_B}.违约金方案": "固定违约金"}
_DAILY = {f"{_B}.违约金方案": "按日计算"}
_GENERAL = {"设置.规则包": ["general"]}
_RIVALS = {f"{_M}[1].有竞争关系": "是", f"{_M}[3].有竞争关系": "是"}  # both in R-01
_BY_FIELD = {
    f"{_W}[1].共同成果归属": "按应用领域划分",
    f"{_W}[1].应用领域归属": [{"领域": "车载储氢", "权利人": "津海氢能"}],
}
_FOREIGN_BEARER = {
    f"{_M}[6].境外因素": "境外机构",
    f"{_M}[6].注册地区": "德国",
    f"{_W}[1].两用物项": "否",
    **_GENERAL,
}


def _preferential(discount: str) -> dict[str, Any]:
    return {f"{_IP}.内部许可": "成员优惠许可", f"{_IP}.优惠幅度": discount}


def _title_of_a_university(item: dict[str, str]) -> dict[str, Any]:
    title = {"形式": "知识产权转让", "内容": "评价软件著作权转让给津海氢能", "金额": "30万元", "到位日期": "2026-06-30"}
    return {f"{_M}[4].投入[4]": title | item}


FAULTS: tuple[Fault, ...] = (
    Fault("C-LIC-06", {**_FOREIGN_BEARER}, f"{_W}[2].项目承担单位", "沐氢电解"),
    Fault(
        "C-LIC-06",
        {**_FOREIGN_BEARER, f"{_W}[2].项目承担单位": "玄朔研究所", f"{_IP}.单独成果归属": "任务牵头单位所有"},
        f"{_W}[2].牵头单位",
        "沐氢电解",
    ),
    Fault("C-LIC-41", {f"{_IP}.成果扩散": "成员先行延迟扩散", f"{_IP}.延迟月数": "25个月"}, f"{_IP}.延迟月数", "24"),
    Fault(
        "C-LIC-43",
        {f"{_IP}.内部许可": "限任务参加单位", "开放发展.既有成果": "有偿使用"},
        "开放发展.既有成果",
        "新加入的单位却可以有偿使用",
    ),
    Fault("C-LIC-42", _preferential("0%"), f"{_IP}.优惠幅度", "0%"),
    Fault(
        "C-REV-05",
        _title_of_a_university({"评估文件": "津样评报〔2026〕12号"}),
        f"{_M}[4].投入[4].附带条件",
        "公示",
    ),
    Fault("C-REV-41", {f"{_IP}.收益比例": [{"单位": "津海氢能", "比例": "100%"}]}, f"{_IP}.收益比例", "1 项"),
    Fault("C-REV-42", {f"{_IP}.收益分配": "入门费加提成", f"{_IP}.提成比例": "0%"}, f"{_IP}.提成比例"),
    Fault("C-BR-02", {f"{_B}.投入违约金比例": "30.5%"}, f"{_B}.投入违约金比例", "30.5%"),
    Fault("C-BR-02", {**_FIXED, f"{_B}.违约金数额": "16万元"}, f"{_B}.违约金数额", "50万元"),
    Fault("C-BR-02", {**_DAILY, f"{_B}.违约金上限": "31%"}, f"{_B}.违约金上限", "31%"),
    Fault("C-BR-12", {f"{_B}.改正期": "29日"}, f"{_B}.改正期", "29 日"),
    Fault("C-BR-41", {f"{_B}.投入违约金比例": "0%"}, f"{_B}.投入违约金比例"),
    Fault("C-BR-41", {f"{_B}.泄密违约金": "0元"}, f"{_B}.泄密违约金"),
    Fault("C-BR-42", {**_DAILY, f"{_B}.违约金上限": "0.02%"}, f"{_B}.违约金上限", "0.03%"),
    Fault("C-EXT-03", {f"{_O}.申辩期": "0日"}, f"{_O}.申辩期", "申辩"),
    Fault("C-EXT-03", {f"{_B}.改正期": "0日"}, f"{_B}.改正期", "改正"),
    Fault("C-EXT-41", {f"{_O}.退出通知期": "0日"}, f"{_O}.退出通知期"),
    Fault("C-EXT-42", {f"{_O}.退出通知期": "1827日"}, f"{_O}.退出通知期", "1826 日"),
    Fault("C-EXT-43", {f"{_O}.解散表决比例": "过半数"}, f"{_O}.解散表决比例", "11 票"),
    Fault("C-EXT-44", {f"{_O}.最低成员数": "1家"}, f"{_O}.最低成员数", "1 家"),
    Fault("C-EXT-45", {f"{_O}.补足期": "0日"}, f"{_O}.补足期"),
    Fault("C-GOV-41", {"经费.托管单位": "渤锐容器", "经费.监督单位": "津海氢能"}, "经费.监督单位", "秘书处依托单位"),
    Fault("C-DIS-41", {_INSTITUTION: "天津仲裁委员会或者天津市第三中级人民法院"}, _INSTITUTION, "法院"),
    Fault("C-DIS-06", {_INSTITUTION: "由双方组成临时仲裁庭"}, _INSTITUTION, "临时仲裁"),
    Fault("C-DIS-03", {_INSTITUTION: "天津仲裁委员会或者北京仲裁委员会"}, _INSTITUTION, "2 家"),
    Fault("C-DIS-03", {_INSTITUTION: "天津仲裁委员会、北京仲裁委员会"}, _INSTITUTION, "2 家"),
    Fault("C-DIS-04", {_INSTITUTION: "天津市"}, _INSTITUTION, "不能确定"),
    Fault("C-DIS-04", {_INSTITUTION: "当地仲裁委员会"}, _INSTITUTION, "不能确定"),
    Fault("C-DIS-04", {_INSTITUTION: "中国国际经济贸易仲裁委员会仲裁规则"}, _INSTITUTION, "不能确定"),
    Fault("C-DIS-05", {_INSTITUTION: "天津市仲裁委"}, _INSTITUTION, "天津仲裁委员会"),
    Fault("C-DIS-05", {_INSTITUTION: "东城仲裁委员会"}, _INSTITUTION, "名单"),
    Fault("C-DIS-07", {_INSTITUTION: "新加坡国际仲裁中心"}, _INSTITUTION, "新加坡"),
    Fault("C-DIS-07", {f"{_D}.仲裁地": "香港"}, f"{_D}.仲裁地", "香港"),
    Fault("C-DIS-42", {f"{_D}.仲裁员人数": "2名"}, f"{_D}.仲裁员人数", "2 名"),
    Fault("C-DIS-17", {f"{_D}.协商期": "0日"}, f"{_D}.协商期"),
    Fault("C-AML-42", _RIVALS, f"{_W}[1].参加单位", "渤锐"),
    Fault(
        "C-AML-43",
        {**_RIVALS, **_BY_FIELD, "保密.方案": "分级管理"},
        f"{_W}[1].共同成果归属",
        "分割市场",
    ),
    Fault("C-AML-41", {f"{_M}[1].有竞争关系": "是"}, f"{_M}[1].有竞争关系", "津海氢能"),
    Fault("C-STD-01", {"联盟.发布团体标准": "是"}, "联盟.发布团体标准", "团体标准"),
)

FINE: tuple[Fine, ...] = (
    Fine("C-LIC-06", {**_FOREIGN_BEARER, f"{_W}[2].项目承担单位": "玄朔研究所"}),
    Fine("C-LIC-41", {f"{_IP}.成果扩散": "成员先行延迟扩散", f"{_IP}.延迟月数": "24个月"}),
    Fine("C-LIC-43", {f"{_IP}.内部许可": "限任务参加单位"}),
    Fine("C-LIC-43", {f"{_IP}.内部许可": "公平合理协商", "开放发展.既有成果": "有偿使用"}),
    Fine("C-LIC-42", _preferential("1%")),
    Fine("C-REV-05", _title_of_a_university({"评估文件": "津样评报〔2026〕12号", "附带条件": "协议定价，公示十五日"})),
    Fine("C-BR-02", {f"{_B}.投入违约金比例": "30%"}),
    Fine("C-BR-02", {**_FIXED, f"{_B}.违约金数额": "15万元"}),
    Fine("C-BR-02", {**_DAILY, f"{_B}.违约金上限": "30%"}),
    Fine("C-BR-12", {f"{_B}.改正期": "30日"}),
    Fine("C-BR-42", {**_DAILY, f"{_B}.违约金上限": "0.03%"}),
    Fine("C-EXT-03", {f"{_O}.申辩期": "1日"}),
    Fine("C-EXT-41", {f"{_O}.退出通知期": "1日"}),
    Fine("C-EXT-42", {f"{_O}.退出通知期": "1826日"}),
    Fine("C-EXT-43", {f"{_O}.解散表决比例": "三分之二以上"}),
    Fine("C-EXT-44", {f"{_O}.最低成员数": "2家"}),
    Fine("C-GOV-41", {"组织机构.秘书处.依托单位": "氢衡电池"}),
    Fine("C-DIS-03", {_INSTITUTION: "深圳国际仲裁院"}),
    Fine("C-DIS-04", {_INSTITUTION: "深圳国际仲裁院"}),
    Fine("C-DIS-05", {_INSTITUTION: "中国国际经济贸易仲裁委员会"}),
    Fine("C-DIS-07", {_INSTITUTION: "新加坡国际仲裁中心", f"{_M}[9].境外因素": "境外机构"}),
    Fine("C-DIS-06", {_INSTITUTION: "临时仲裁", f"{_M}[9].境外因素": "境外机构"}),
    Fine("C-DIS-42", {f"{_D}.仲裁员人数": "1名"}),
    Fine("C-AML-42", {**_RIVALS, "保密.方案": "分级管理"}),
    Fine("C-AML-42", {f"{_M}[1].有竞争关系": "是", f"{_M}[9].有竞争关系": "是"}),
    Fine("C-AML-42", {**_RIVALS, f"{_M}[1].实际控制人": "津样控股", f"{_M}[3].实际控制人": "津样控股"}),
    Fine("C-AML-41", _RIVALS),
)
