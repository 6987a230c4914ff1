"""What the filing application asks beyond the agreement."""

from __future__ import annotations

from kit.model.fact import Choice, Fact, MemberName, derived, fact
from kit.model.money import Money, total
from kit.model.reading import Count, Day, LongText, Text, Year


class FilingKind(Choice):
    """What is filed."""

    NEW = "新申请备案"
    LEADING_ENTERPRISE = "领军企业产学研用创新联盟"


class ReviewerKind(Choice):
    """Who reviews first: one of the two (the measure's article 12(1))."""

    DISTRICT = "区（功能区）科技主管部门"
    BUREAU = "所属局级主管部门"


class Reviewer(Fact):
    """The office that reviews and recommends."""

    kind: ReviewerKind | None = fact(
        "类型", "区（功能区）科技主管部门，或所属局级主管部门", default=ReviewerKind.DISTRICT
    )
    name: Text = fact("名称", "单位名称", example="滨海新区科学技术局")


class WorkHead(Choice):
    """The eight heads of the measure's article 11(4)."""

    MANAGEMENT = "规范管理"
    STRATEGY = "产业发展战略研究"
    PLANNING = "发展规划制订"
    RESEARCH = "关键技术联合攻关"
    TRANSFER = "科技成果转化与项目实施"
    EXCHANGE = "行业交流"
    MARKET = "市场推广"
    BRAND = "品牌培育"


class WorkDone(Fact):
    """One piece of real work, with its proof."""

    head: WorkHead | None = fact("方面", "八个方面之一", example="关键技术联合攻关")
    facts: LongText = fact("内容", "做了什么、结果如何", example="完成 35MPa 储氢瓶联合攻关并通过检测")
    on: Day = fact("日期", "完成日期", example="2026-08-20")
    evidence: Text = fact("证明材料编号", "证明材料编号", example="证-04")


class Achievement(Fact):
    """A project, patent, standard, award or transfer."""

    kind: Text = fact("类别", "项目、专利、标准、奖励、转让许可合同等", example="发明专利")
    title: Text = fact("名称", "名称", example="一种氢气循环泵")
    number: Text = fact("编号", "编号", example="ZL202319990001.1", needed=False)
    owner: MemberName = fact("单位", "完成单位，写简称或全称", example="津海氢能")
    on: Day = fact("日期", "取得日期", example="2026-07-01", needed=False)


class YearFigures(Fact):
    """The lead's figures for one year."""

    year: Year = fact("年度", "年度", example="2025")
    revenue: Money | None = fact("营业收入", "营业收入", unit="元或万元", example="8.6亿元")
    research: Money | None = fact("研发投入", "研发投入", unit="元或万元", example="4300万元")


class LeadStanding(Choice):
    """Standings of an enterprise that instruments name."""

    CHAIN_LEADER = "链主企业"
    LEADING = "行业龙头企业"
    TOP_500 = "世界或中国500强"
    LISTED = "上市公司"
    UNICORN = "独角兽企业"
    HIGH_TECH = "高新技术企业"
    NEW_RESEARCH_BODY = "新型研发机构"


class LeadProfile(Fact):
    """What the application asks about the lead."""

    industry_code: Text = fact("行业代码", "国民经济行业分类代码", example="C3499", needed=False)
    standing: LongText = fact("行业地位", "在本行业的骨干地位", example="国内储氢装备主要供应商之一")
    figures: tuple[YearFigures, ...] = fact(
        "近三年数据", "近三年营业收入与研发投入；当年新设、还没有的写 无", many=True, may_be_empty=True
    )
    standings: tuple[LeadStanding, ...] = fact("企业类型", "申报文件点名的企业类型", many=True, needed=False)
    research_staff: Count = fact("专职研发人员", "专职研发人员人数", unit="人", example="42", needed=False)
    platforms: tuple[Text, ...] = fact("创新平台", "省级以上创新平台，逐项", many=True, needed=False)
    bank: Text = fact("开户银行", "开户银行", example="津城银行滨海支行", needed=False)
    account: Text = fact("银行账号", "银行账号，加引号填写", example="0200000000000000001", needed=False)


class Plan(Fact):
    """What comes next."""

    next_year: LongText = fact("下年度计划", "下年度工作计划", example="……")
    three_years: LongText = fact("三年计划", "备案后三年的工作计划", example="……")


class Attachment(Fact):
    """A paper of the dossier."""

    title: Text = fact("名称", "材料名称", example="联盟协议（签署本）")
    copies: Count = fact("份数", "份数", unit="份", default=1)
    note: Text = fact("备注", "备注", needed=False)


class Authority(Fact):
    """The document now in force under which one files, where the one behind the rule pack has ended."""

    title: Text = fact("名称", "现行文件的名称", example="天津市产业技术创新战略联盟备案工作指引（样例）")
    number: Text = fact("文号", "现行文件的文号", example="津样科规〔2026〕2号")
    confirmed_by: Text = fact("确认人", "核对过现行文件的人", example="周晓岚")
    confirmed_on: Day = fact("确认日期", "核对的日期", example="2026-11-10")


class SubsidyKind(Choice):
    """The three grants of the measure's articles 13 and 18."""

    FILING = "备案补贴"
    NATIONAL_PILOT = "国家试点补贴"
    EVALUATION = "评估补贴"


class SubsidyPurpose(Choice):
    """What the grant may be used for (the measure's article 13)."""

    EXCHANGE = "行业学术交流"
    COMMON_PROBLEMS = "解决共性技术问题"
    PLATFORM = "搭建公共服务平台"
    OTHER = "其他"


class SubsidyUse(Fact):
    """One use of the grant."""

    purpose: SubsidyPurpose | None = fact("用途", "三项用途之一", example="行业学术交流")
    description: Text = fact("说明", "具体做什么", example="举办技术交流会两次", needed=False)
    amount: Money | None = fact("金额", "金额", unit="元或万元", example="20万元")


class Subsidy(Fact):
    """The grant that is asked for."""

    kind: SubsidyKind | None = fact("类型", "备案补贴、国家试点补贴或评估补贴", default=SubsidyKind.FILING)
    amount: Money | None = fact("金额", "申请的金额", unit="元或万元", example="50万元")
    uses: tuple[SubsidyUse, ...] = fact("用途", "用途，逐项", many=True)

    @derived("用途合计", "各项用途的金额之和")
    def uses_total(self) -> Money:
        """The sum of all uses."""
        return total(use.amount for use in self.uses)


class Filing(Fact):
    """The filing."""

    kind: FilingKind | None = fact("备案类型", "新申请备案，或领军企业联盟", default=FilingKind.NEW)
    year: Year = fact("年度", "申报年度", example="2026")
    filled_on: Day = fact("填报日期", "填报日期", example="2026-11-20")
    notice: Text = fact(
        "依据通知", "当年申报通知的名称和文号", example="关于开展 2026 年度联盟备案工作的通知", needed=False
    )
    authority: Authority | None = fact(
        "现行依据", "规则包所依据的文件已失效时，写明现行的申报依据和核对人", needed=False
    )
    deadline: Day = fact("截止日期", "申报截止日期", example="2026-11-30", needed=False, only_checked=True)
    filed_on: Day = fact("备案日期", "已备案的，写备案公布日期", needed=False, only_checked=True)
    evaluated_on: Day = fact("评估日期", "最近一次评估的日期", needed=False, only_checked=True)
    credit_checked_on: Day = fact(
        "信用查询日期", "查询信用信息的日期", example="2026-11-18", needed=False, only_checked=True
    )
    subsidy: Subsidy | None = fact("补贴申请", "申请活动补贴的填写", needed=False)
    reviewer: Reviewer = fact("审核推荐单位", "审核推荐单位，二者之一", default=Reviewer())
    total_revenue: Money | None = fact(
        "成员营业收入合计", "成员单位上年度营业收入合计", unit="元或万元", example="46亿元", needed=False
    )
    total_research: Money | None = fact(
        "成员研发投入合计", "成员单位上年度研发投入合计", unit="元或万元", example="2.1亿元", needed=False
    )
    research_staff: Count = fact("研发人员合计", "成员单位研发人员合计", unit="人", example="860", needed=False)
    lead_profile: LeadProfile = fact("牵头单位情况", "对外责任主体单位情况", default=LeadProfile())
    work: tuple[WorkDone, ...] = fact("已开展工作", "按八个方面逐项填写，每项有证明材料", many=True)
    achievements: tuple[Achievement, ...] = fact("成果", "取得的成果", many=True, needed=False)
    diffusion: LongText = fact("成果扩散情况", "政府资助成果向联盟外扩散的情况；没有则填 无", example="无")
    platform: LongText = fact("公共服务平台", "平台的服务、用户和设备", example="……")
    region_work: LongText = fact(
        "京津冀协同", "与北京、河北单位的联合行动；联盟在其他地区的，写与外地单位的联合行动", example="……"
    )
    training: LongText = fact("人才培训", "人才培训情况", example="……")
    plan: Plan = fact("工作计划", "今后计划", default=Plan())
    attachments: tuple[Attachment, ...] = fact("附加材料", "规定附件之外另附的材料", many=True, needed=False)

    @derived("已开展方面数", "已填报的工作方面数（共八个方面）")
    def heads_covered(self) -> int:
        """How many of the eight heads have work."""
        return len({w.head for w in self.work if w.head})
