"""The same thing said in two ways: typed into one document, other in the facts."""

from typing import Any

from tests.rules.sample import Fault, Fine

_NAME = "天津市氢能装备产业技术创新战略联盟"
_LEAD = "津海氢能装备股份有限公司"
_COUNCIL = "组织机构.理事会"


def _swap(code: str, document: str, old: str, new: str, at: str = "", words: str = "") -> Fault:
    return Fault(code, at=at, words=words, swap={document: (old, new)})


def _write(code: str, document: str, words: str, at: str = "") -> Fault:
    return Fault(code, at=at, write={document: words})


FAULTS: tuple[Fault, ...] = (
    # names
    _swap("C-DOC-03", "charter", f"联盟的名称为{_NAME}", f"联盟的名称为{_NAME.replace('市', '')}", "联盟.名称"),
    _write("C-DOC-03", "application", "天津市氢能设备产业技术创新战略联盟申请备案。", "联盟.名称"),
    _write("C-SET-01", "charter", "河北省智能网联汽车产业技术创新战略联盟章程", "联盟.名称"),
    _write("C-SET-02", "agreement", "由天津渤锐高压容器制造(集团)有限公司提供设备。", "成员单位[3].名称"),
    _write("C-SET-03", "agreement", "由天津沐氢电解技木有限公司提供样机。", "成员单位[6].名称"),
    _write("C-SET-03", "charter", "天津氢衡燃料池有限公司派员参加。", "成员单位[2].名称"),
    _write("C-SET-04", "charter", "对外责任主体单位为天津氢衡燃料电池有限公司。", "联盟.对外责任主体单位"),
    _write("C-SET-04", "agreement", "托管单位：渤岸理工大学", "经费.托管单位"),
    _swap("C-FIL-20", "application", "唐山渤岳特种气体有限公司", "唐山另一家气体公司", "成员单位[9].名称"),
    # codes and contacts
    _write("C-SET-05", "application", "统一社会信用代码91120116MA00000001"),
    _write("C-SET-06", "agreement", "联系电话022-88889999。"),
    _write("C-SET-06", "charter", "手机13900001111。"),
    _write("C-SET-07", "agreement", "电子邮箱contact@other.example.com。"),
    _write("C-SET-08", "agreement", "账号：6222000000000000001", "备案.牵头单位情况.银行账号"),
    # amounts
    _write("C-SET-09", "agreement", "违约金30万元（人民币贰拾万元整）。"),
    _write("C-SET-09", "charter", "金额1,500元（大写：人民币壹仟伍佰元伍角整）。"),
    _swap("C-SET-10", "agreement", "投入合计3,945万元", "投入合计3,900万元", "成员单位"),
    # numbers
    _write("C-SET-11", "charter", "联盟的成员单位共13家。", "成员单位"),
    _swap("C-SET-12", "charter", "理事会的理事总席位为21名", "理事会的理事总席位为19名", f"{_COUNCIL}.席位"),
    _write("C-SET-13", "agreement", "专家委员会由七名委员组成。", "组织机构.专家委员会.专家"),
    _write("C-SET-14", "charter", "秘书处配备专职人员两名。", "组织机构.秘书处.人员"),
    _swap("C-SET-15", "agreement", "正本一式18份", "正本一式16份", "签署.正本份数"),
    _swap("C-SET-16", "charter", "理事会每届任期3年", "理事会每届任期5年", f"{_COUNCIL}.任期"),
    _write("C-SET-17", "charter", "秘书处应当在会议召开15日前发出通知。", f"{_COUNCIL}.会议通知期"),
    _swap("C-SET-18", "charter", "应当提前90日书面通知", "应当提前30日书面通知", "开放发展.退出通知期"),
    _write("C-SET-19", "charter", "申辩期为7日。", "开放发展.申辩期"),
    _swap("C-SET-20", "charter", "成员单位少于10家", "成员单位少于8家", "开放发展.最低成员数"),
    _swap("C-SET-21", "application", "2031年3月17日", "2030年3月17日", "签署.期限届满日"),
    _write("C-SET-21", "charter", "联盟协议的有效期为三年。", "签署.期限届满日"),
    _swap("C-SET-22", "agreement", "签署日期：2026年3月18日", "签署日期：2026年3月28日", "签署.签署日期"),
    _swap("C-SET-22", "application", "填报日期：2026年11月20日", "填报日期：2026年11月2日", "备案.填报日期"),
    # what agreement and charter must say alike
    _swap(
        "C-GOV-03",
        "charter",
        "特别决议须经理事会理事的三分之二以上",
        "特别决议须经理事会理事的四分之三以上",
        f"{_COUNCIL}.特别决议",
    ),
    _swap("C-GOV-03", "agreement", "三分之二以上出席的", "过半数出席的", f"{_COUNCIL}.法定人数"),
    _write("C-SET-23", "charter", "秘书长为林若溪。", "组织机构.秘书处.秘书长"),
    _write("C-DIS-13", "charter", "因本章程产生的争议，由协议签订地人民法院管辖。", "争议解决.方式"),
    _write("C-DIS-13", "charter", "因本章程产生的争议，提交北京仲裁委员会仲裁。", "争议解决.仲裁机构"),
)


def _fine(code: str, document: str, words: str, changes: dict[str, Any] | None = None) -> Fine:
    return Fine(code, changes or {}, write={document: words})


FINE: tuple[Fine, ...] = (
    _fine("C-DOC-03", "charter", f"申请{_NAME}备案；关于产业技术创新战略联盟的通知。"),
    _fine("C-SET-01", "charter", "天津市推动产业技术创新战略联盟构建与发展。"),
    _fine("C-SET-02", "agreement", "天津渤锐高压容器制造（集团）有限公司与集团各公司。"),
    _fine("C-SET-03", "agreement", "天津海津电解技术有限公司不是成员单位。"),
    _fine("C-SET-04", "agreement", f"对外责任主体单位为{_LEAD}；副理事长单位为渤岸理工大学。"),
    _fine("C-SET-05", "agreement", "代码91120116MAXH00010H；账号0200000000000000001。"),
    _fine("C-SET-06", "agreement", "电话02288880002，编号2026-0315-88889999。"),
    _fine("C-SET-07", "agreement", "邮箱ZHOUXL@jinhai.example.com。"),
    _fine("C-SET-09", "agreement", "1,409.50元（人民币壹仟肆佰零玖元伍角），1.5亿元（人民币壹亿伍仟万元整）。"),
    _fine("C-SET-11", "charter", "成员单位共14家，成员单位不足10家的应当补足，组织8家成员单位参展。"),
    _fine("C-SET-13", "agreement", "专家委员会由九名委员组成。"),
    _fine("C-SET-15", "agreement", "补充协议一式三份。"),
    _fine("C-SET-17", "charter", "会议召开十日前发出通知。"),
    _fine("C-SET-21", "charter", "联盟协议的有效期为五年，自2026年3月18日起至2031年3月17日止。"),
    _fine("C-SET-22", "charter", "2026年9月1日签署日期另行通知。"),
    _fine("C-GOV-03", "charter", "特别决议须经理事会理事的2/3以上同意；委员的过半数出席方可开会。"),
    _fine("C-SET-23", "charter", "秘书长由理事长提名；秘书长：周晓岚。"),
    _fine("C-DIS-13", "charter", "因本章程产生的争议，提交天津仲裁委员会仲裁。"),
)
