"""The application and its papers: when, through whom, with what (articles 9(2), 10, 12)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kit import patterns
from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.filing import ReviewerKind
from kit.model.funds import FundSource
from kit.model.signing import Effect
from kit.rules.comparing import folded, repeats
from kit.rules.rule import Finding, Sureness, dated_rule, rule
from kit.rules.tj2018.tianjin import DISTRICTS, formed_on

_PUBLIC = frozenset({FundSource.GOVERNMENT_PROJECT, FundSource.GOVERNMENT_SUBSIDY})
_ZONES = ("开发区", "高新", "保税", "生态城", "自贸", "经开", "功能区")
_YEAR = patterns.compiled(r"(20[0-9]{2})\s*年")
_ASKED_PAPERS = (
    "联盟协议",
    "联盟章程",
    "经费管理办法",
    "知识产权管理办法",
    "理事会会议纪要",
    "营业执照或法人证书复印件",
    "秘书处专职人员证明材料",
    "成员单位声明",
    "成员单位信用报告",
    "推荐函",
)


@rule("C-FIL-24", "填报日期不晚于联盟成立", severity=Severity.WARNING, basis=("MEASURE 10",), sure=Sureness.JUDGEMENT)
def applied_before_it_ran(alliance: Alliance) -> Iterator[Finding]:
    """看填报日期是不是晚于联盟成立日期；没有成立日期的，以签署日期为准。

    办法第十条说的是组建后运行良好的联盟；成立当日或之前填报，谈不上运行。
    办法没有写明要运行多久，本工具也不另设月数。请核对日期，或待联盟运行一段时间后再申请。
    """
    formed, filled = formed_on(alliance), alliance.filing.filled_on
    if formed and filled and filled <= formed:
        yield Finding(
            "备案.填报日期",
            f"填报日期 {filled} 不晚于联盟成立的 {formed}，申请备案应在组建并运行之后",
            "请核对日期，或待联盟运行一段时间后再申请",
        )


@rule("C-FIL-48", "填报日期晚于申报截止日期", basis=("MEASURE 12(1)",), sure=Sureness.LOGIC)
def filled_too_late(alliance: Alliance) -> Iterator[Finding]:
    """比较填报日期和申报截止日期。逾期的申请不会被受理；请核对两个日期，或等待下一年度的通知。"""
    filled, deadline = alliance.filing.filled_on, alliance.filing.deadline
    if filled and deadline and filled > deadline:
        yield Finding(
            "备案.填报日期", f"填报日期 {filled} 晚于申报截止日期 {deadline}", "请核对两个日期，或等待下一年度的通知"
        )


@dated_rule(
    "C-FIL-49", "申报截止日期已过或将至", severity=Severity.WARNING, basis=("MEASURE 12(1)",), sure=Sureness.LOGIC
)
def deadline_ahead(alliance: Alliance, today: date) -> Iterator[Finding]:
    """填写了申报截止日期而还没有备案日期的，提示剩余天数；截止日期已过而没有填报日期的，是警告。

    申请须先经审核推荐单位审核，请为盖章和审核留出时间。备案公布后填写备案日期，就不再提示。
    """
    filing = alliance.filing
    if filing.deadline is None or filing.filed_on is not None:
        return
    days = (filing.deadline - today).days
    if days >= 0:
        yield Finding(
            "备案.截止日期",
            f"距申报截止日期 {filing.deadline} 还有 {days} 天",
            "请为各单位盖章和审核推荐单位的审核留出时间",
            milder=Severity.INFO,
        )
    elif filing.filled_on is None:
        yield Finding(
            "备案.截止日期",
            f"申报截止日期 {filing.deadline} 已过 {-days} 天，还没有填报日期",
            "已经报送的请填写填报日期，否则请等待下一年度的通知",
        )


@rule(
    "C-FIL-50",
    "审核推荐单位与类型或牵头单位的地区不符",
    severity=Severity.WARNING,
    basis=("MEASURE 12(1)",),
    sure=Sureness.JUDGEMENT,
)
def wrong_reviewer(alliance: Alliance) -> Iterator[Finding]:
    """按名称看审核推荐单位是不是所选的那一类，区级部门是不是牵头单位所在的区。

    办法第十二条第（一）项规定由各区（功能区）科技主管部门或者所属局级主管部门审核，二者之一。
    只按名称中的区名和“科”字判断，可能看错；功能区的部门不比较区名。请核对名称、类型和牵头单位的注册区县。
    """
    reviewer, lead = alliance.filing.reviewer, alliance.lead
    name = reviewer.name or ""
    district = next((one for one in DISTRICTS if one in name), "")
    zone = any(word in name for word in _ZONES)
    field, hint = "备案.审核推荐单位.名称", "请核对审核推荐单位的名称和类型"
    if not name:
        return
    if reviewer.kind is ReviewerKind.BUREAU:
        if district and "科" in name:
            yield Finding(field, f"“{name}”是区级科技主管部门，类型却是“{reviewer.kind}”", hint)
        return
    if reviewer.kind is not ReviewerKind.DISTRICT:
        return
    if not (district or zone):
        yield Finding(field, f"类型为“{reviewer.kind}”，从名称“{name}”看不出是哪个区（功能区）", hint)
    elif "科" not in name and not zone:
        yield Finding(field, f"类型为“{reviewer.kind}”，从名称“{name}”看不出是科技主管部门", hint)
    elif lead and lead.district in DISTRICTS and district and not zone and district != lead.district:
        yield Finding(
            field,
            f"审核推荐单位“{name}”是{district}的部门，牵头单位注册在{lead.district}",
            "请改由牵头单位所在区（功能区）的科技主管部门审核，或核对注册区县",
        )


@dated_rule(
    "C-FIL-51", "信用查询日期不合理", severity=Severity.WARNING, basis=("MEASURE 12(1)",), sure=Sureness.JUDGEMENT
)
def stale_credit_check(alliance: Alliance, today: date) -> Iterator[Finding]:
    """看信用查询日期是不是在将来、早于联盟成立，或早于申报年度。

    信用报告要说明申请时的情况。办法没有写明有效期，本工具只指出这三种明显不合理的情形；请重新查询后更新日期。
    """
    checked, year = alliance.filing.credit_checked_on, alliance.filing.year
    formed = alliance.info.founded_on
    if checked is None:
        return
    reason = ""
    if checked > today:
        reason = f"晚于检查当日 {today}"
    elif formed and checked < formed:
        reason = f"早于联盟成立日期 {formed}"
    elif year and checked.year < int(year):
        reason = f"早于申报年度 {year} 年"
    if reason:
        yield Finding("备案.信用查询日期", f"信用查询日期 {checked} {reason}", "请重新查询信用信息，并更新日期和报告")


@rule(
    "C-FIL-52", "附加材料重复或份数为零", severity=Severity.WARNING, basis=("MEASURE 12(1)",), sure=Sureness.JUDGEMENT
)
def attachment_twice(alliance: Alliance) -> Iterator[Finding]:
    """看附加材料有没有重名、有没有与附件清单已印的规定附件同名、份数是不是至少一份。

    申请书的附件清单已经印出十一项规定附件，“附加材料”只写另附的；重复的会让清单与实物对不上。
    """
    papers = alliance.filing.attachments
    for first, later in repeats(paper.title for paper in papers):
        yield Finding(
            f"备案.附加材料[{later + 1}].名称",
            f"附加材料“{papers[later].title}”与附加材料[{first + 1}]相同",
            "同一材料只列一次，需要多份的改份数",
        )
    asked = {folded(title) for title in _ASKED_PAPERS}
    for number, paper in enumerate(papers, 1):
        if folded(paper.title or "") in asked:
            yield Finding(
                f"备案.附加材料[{number}].名称",
                f"“{paper.title}”已列在规定附件中，附件清单会印两次",
                "请从“附加材料”中删去，这里只写另附的材料",
            )
        if paper.copies is not None and paper.copies < 1:
            yield Finding(
                f"备案.附加材料[{number}].份数",
                f"附加材料“{paper.title or ''}”的份数为 {paper.copies}，应不少于 1 份",
                "请核对份数，不附的请删去",
            )


@rule(
    "C-FIL-53", "依据通知的年份不是申报年度", severity=Severity.WARNING, basis=("MEASURE 12(1)",), sure=Sureness.LOGIC
)
def notice_of_another_year(alliance: Alliance) -> Iterator[Finding]:
    """看“依据通知”名称中写的年份里有没有申报年度。

    备案按年发布通知，沿用往年的通知和表样是常见的退件原因。请核对当年通知的名称和文号。
    """
    notice, year = alliance.filing.notice or "", alliance.filing.year
    years = _YEAR.findall(notice)
    if year and years and year not in years:
        yield Finding(
            "备案.依据通知", f"依据通知写的是 {years[0]} 年，申报年度是 {year} 年", "请核对当年的申报通知和年度"
        )


@rule("C-FIL-55", "填报时协议尚未生效或已经届满", basis=("MEASURE 9(2),10",), sure=Sureness.LOGIC)
def not_in_effect(alliance: Alliance) -> Iterator[Finding]:
    """看填报日期是不是在协议期限之内，指定日期生效的是不是已经生效。

    办法第九条第（二）项要求协议已由成员单位签署生效；期限未开始、未到生效日期或者已经届满的，都不能作为申请的依据。
    """
    signing, filled = alliance.signing, alliance.filing.filled_on
    if filled is None or (signing.term_start and signing.term_end and signing.term_end <= signing.term_start):
        return
    starts = [("签署.期限起始日", "期限起始日", signing.term_start)]
    if signing.effect is Effect.ON_DATE:
        starts.append(("签署.生效日期", "生效日期", signing.effective_on))
    for field, what, day in starts:
        if day and day > filled:
            yield Finding(
                field, f"{what} {day} 晚于填报日期 {filled}，填报时协议尚未生效", "请核对日期，或待协议生效后再填报"
            )
    if signing.term_end and signing.term_end < filled:
        yield Finding(
            "签署.期限届满日",
            f"协议期限于 {signing.term_end} 届满，早于填报日期 {filled}",
            "请先续期，再申请备案",
        )


@rule("C-FIL-21", "申请财政资金涉及专利而没有合规性承诺", basis=("TJ-PAT 18",))
def no_patent_promise(alliance: Alliance) -> Iterator[Finding]:
    """申请补贴并列有专利的，看材料中有没有专利合规性承诺书。

    《天津市专利促进条例》第十八条要求，申请财政资金涉及专利的，应提交承诺书。
    “经费.来源”列有政府资金的，附件清单会自动列出；没有列的，请在“附加材料”中写明。
    """
    filing = alliance.filing
    if filing.subsidy is None or any(source.kind in _PUBLIC for source in alliance.funds.sources):
        return
    named = [achievement.kind or "" for achievement in filing.achievements]
    named += [right.kind or "" for member in alliance.parties for right in member.background]
    patents = sum(1 for kind in named if "专利" in kind or kind in ("实用新型", "外观设计"))
    if patents and not any("专利合规" in (paper.title or "") for paper in filing.attachments):
        yield Finding(
            "备案.附加材料",
            f"申请补贴的材料列有专利 {patents} 件，没有专利合规性承诺书",
            "请在“附加材料”中列入专利合规性承诺书，并由申请单位签署",
        )


@rule("C-SIG-02", "由代理人而不是法定代表人签署", severity=Severity.WARNING, basis=("MEASURE 9(2)",))
def signed_by_an_agent(alliance: Alliance) -> Iterator[Finding]:
    """看签署协议的单位有没有由授权代理人签署的。

    办法第九条第（二）项写的是由成员单位法定代表人共同签署，没有提到代理人；
    民法上凭授权委托书可以代签，备案时能否接受须问受理机关。没有授权委托书的，由另一条规则指出。
    """
    for number, member in enumerate(alliance.members, 1):
        if member.signed_by_agent and not member.is_observer and member.signatory and member.signatory.power:
            yield Finding(
                f"成员单位[{number}].签署代表.身份",
                f"“{member.name or member.short_name or ''}”由授权代理人签署，办法要求由法定代表人签署",
                "请改由法定代表人签署；已经受理机关同意的，由负责人豁免并写明理由",
            )


@rule(
    "C-SIG-11",
    "允许电子签名而没有另备纸质正本",
    severity=Severity.WARNING,
    basis=("MEASURE 9(2)",),
    sure=Sureness.JUDGEMENT,
)
def no_paper_for_the_filing(alliance: Alliance) -> Iterator[Finding]:
    """看允许电子签名的协议有没有另备纸质正本。

    办法第九条第（二）项要求成员单位法定代表人共同签署协议，没有说明是否接受电子签名的文本。
    为免退件，宜另备一套纸质正本，或先向受理机关问清楚。
    """
    if alliance.signing.esign and not alliance.signing.paper_originals:
        yield Finding(
            "签署.另备纸质正本",
            "允许电子签名，没有另备纸质正本，受理机关是否接受电子文本没有规定",
            "请另备纸质正本，或先向受理机关确认",
        )


RULES = (
    applied_before_it_ran,
    filled_too_late,
    deadline_ahead,
    wrong_reviewer,
    stale_credit_check,
    attachment_twice,
    notice_of_another_year,
    not_in_effect,
    no_patent_promise,
    signed_by_an_agent,
    no_paper_for_the_filing,
)
