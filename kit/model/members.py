"""The member units: who they are, what they bring, who signs for them."""

from __future__ import annotations

from kit.model.fact import Choice, Fact, Only, derived, fact
from kit.model.money import Money, total
from kit.model.reading import Count, Day, Email, Flag, Phone, Postcode, Registration, Text, Uscc


class MemberKind(Choice):
    """The kinds of the measure's articles 1 and 9(1)."""

    ENTERPRISE = "企业"
    UNIVERSITY = "高校"
    INSTITUTE = "科研机构"
    INTERMEDIARY = "中介机构"
    OTHER = "其他机构"


class Position(Choice):
    """A member's standing in the alliance."""

    CHAIR = "理事长单位"
    VICE_CHAIR = "副理事长单位"
    DIRECTOR = "理事单位"
    ORDINARY = "普通成员单位"
    OBSERVER = "观察员单位"


class StateOwnership(Choice):
    """How far the State owns a member."""

    NONE = "非国有"
    CONTROLLED = "国有控股"
    WHOLLY = "国有独资"
    PUBLIC_INSTITUTION = "事业单位"


class Size(Choice):
    """Size of an enterprise."""

    LARGE = "大型"
    MEDIUM = "中型"
    SMALL = "小型"
    MICRO = "微型"
    NOT_APPLICABLE = "不适用"


class Foreign(Choice):
    """Foreign element."""

    NONE = "无"
    FOREIGN_INVESTED = "外商投资企业"
    FOREIGN_ENTITY = "境外机构"


class ContributionKind(Choice):
    """What a member puts in; title and use are different things."""

    CASH = "货币资金"
    EQUIPMENT_USE = "设备使用"
    EQUIPMENT_TITLE = "设备所有权"
    IP_LICENCE = "知识产权许可"
    IP_TITLE = "知识产权转让"
    DATA = "数据资料"
    STAFF = "人员"
    PREMISES = "场地使用"


class Contribution(Fact):
    """One thing a member promises to put in."""

    kind: ContributionKind | None = fact("形式", "投入形式", example="货币资金")
    description: Text = fact("内容", "投入的具体内容", example="联盟任务研发经费")
    value: Money | None = fact("金额", "货币金额，或非货币投入的约定计价", unit="元或万元", example="300万元")
    headcount: Count = fact("人数", "投入人员的人数", unit="人", example="6", needed=False)
    due: Day = fact("到位日期", "最迟投入的日期", example="2026-06-30")
    condition: Text = fact("附带条件", "投入的条件或限制", needed=False)
    valuation: Text = fact("评估文件", "非货币投入的评估报告或备案编号", example="津评报〔2026〕12号", needed=False)


class BackgroundRight(Fact):
    """A piece of background IP a member makes available (民法典第八百四十五条 asks for these data)."""

    kind: Text = fact("类型", "发明专利、实用新型、软件著作权、技术秘密等", example="发明专利")
    title: Text = fact("名称", "知识产权名称", example="一种高压储氢瓶内胆成型方法")
    number: Text = fact("号码", "专利号、申请号或登记号；技术秘密填内部编号", example="ZL202319990001.1")
    holder: Text = fact("权利人", "权利人或申请人，空缺时为本单位", needed=False)
    filed_on: Day = fact("申请日", "申请日或完成日", example="2023-01-12")
    granted_on: Day = fact("授权日", "授权日或登记日", needed=False)
    expires_on: Day = fact("届满日", "权利届满日", needed=False)
    encumbrance: Text = fact("权利负担", "已有的独占许可、质押等；没有则填 无", example="无", needed=False)


class Contact(Fact):
    """The person to reach."""

    name: Text = fact("姓名", "联系人姓名", example="周晓岚")
    title: Text = fact("职务", "联系人职务", example="科技部部长", needed=False)
    phone: Phone = fact("电话", "固定电话或手机；境外号码以 + 和国别码开头", example="022-88880001")
    email: Email = fact("电子邮箱", "用于送达通知", example="zhouxl@example.com")


class SignatoryCapacity(Choice):
    """In which capacity somebody signs."""

    LEGAL_REPRESENTATIVE = "法定代表人"
    AGENT = "授权代理人"


class PowerOfAttorney(Fact):
    """The four data a written power needs, and its papers (民法典第一百六十五条)."""

    number: Text = fact("编号", "授权委托书编号", example="津海授〔2026〕5号", needed=False)
    matter: Text = fact("代理事项", "代理什么事项", example="签署联盟协议及其附件")
    scope: Text = fact("权限", "代理权限", example="代表本单位签字，不得转委托")
    valid_from: Day = fact("起始日期", "授权起始日", example="2026-03-01")
    valid_to: Day = fact("截止日期", "授权截止日，应晚于签署日期", example="2026-12-31")


class Signatory(Fact):
    """Who signs for the member. Absent: the legal representative."""

    name: Text = fact("姓名", "签署人姓名", example="陈砺沄")
    title: Text = fact("职务", "签署人职务", example="董事长", needed=False)
    capacity: SignatoryCapacity | None = fact(
        "身份", "法定代表人或授权代理人", default=SignatoryCapacity.LEGAL_REPRESENTATIVE, example="法定代表人"
    )
    power: PowerOfAttorney | None = fact("授权委托书", "由代理人签署时必填", needed=False)


class Declarations(Fact):
    """What each member declares for the filing (the measure's article 6(1))."""

    no_accident: Flag = fact("组建前一年内无重大安全质量事故", "是或否", example="是")
    no_violation: Flag = fact("无环境违法违规行为", "是或否", example="是")
    not_discredited: Flag = fact("未列入失信名单", "是或否", example="是")


class Approval(Fact):
    """The internal decision a member needs before it may sign."""

    needed: Flag = fact("需要", "签署前是否须经内部决策或上级批准", example="是")
    number: Text = fact("文号", "决议或批复的文号", example="津滨大校办〔2026〕9号", needed=False)
    on: Day = fact("日期", "作出决定的日期", example="2026-03-02", needed=False)


class SignatureRecord(Fact):
    """What stands on a member's signature page."""

    signed: Flag = fact("已签字", "是否已签字", example="是")
    sealed: Flag = fact("已盖章", "是否已盖公章", example="是")
    on: Day = fact("日期", "签署日期", example="2026-03-18", needed=False)


class LastYear(Fact):
    """A member's figures for the year before the application."""

    revenue: Money | None = fact("营业收入", "上年度营业收入", unit="元或万元", example="8.6亿元", needed=False)
    research: Money | None = fact("研发投入", "上年度研发投入", unit="元或万元", example="4300万元", needed=False)
    staff: Count = fact("研发人员", "研发人员人数", unit="人", example="86", needed=False)


class Member(Fact):
    """A member unit: an independent legal person."""

    name: Text = fact("名称", "单位全称，与营业执照或法人证书、公章一致", example="津海氢能装备股份有限公司")
    short_name: Text = fact("简称", "在本文件其他地方引用该单位时用的简称", example="津海氢能")
    foreign: Foreign | None = fact("境外因素", "境外因素", default=Foreign.NONE, needed=False)
    uscc: Uscc = fact(
        "统一社会信用代码",
        "18 位，照营业执照或法人证书填写；境外机构不填，改填注册登记号",
        example="91120116MA0000007N",
        only=Only("foreign", (Foreign.NONE, Foreign.FOREIGN_INVESTED)),
    )
    registration: Registration = fact(
        "注册登记号",
        "境外机构必填：在注册地登记的号码，照当地的登记文件填写；其他单位不填",
        example="HRB 84512",
        needed=False,
        only=Only("foreign", (Foreign.FOREIGN_ENTITY,)),
    )
    kind: MemberKind | None = fact("单位性质", "企业、高校、科研机构、中介机构或其他机构", example="企业")
    position: Position | None = fact(
        "联盟职务", "在联盟中的职务；理事长单位只有一家", default=Position.ORDINARY, example="理事单位"
    )
    legal_representative: Text = fact(
        "法定代表人", "现登记的法定代表人姓名；境外机构填有权代表它的负责人", example="陈砺沄"
    )
    legal_representative_title: Text = fact("法定代表人职务", "例如董事长、校长、所长", example="董事长", needed=False)
    domicile: Text = fact("住所", "登记的住所", example="天津市滨海新区海川路18号")
    service_address: Text = fact("送达地址", "接收文书的地址，空缺时为住所", needed=False)
    postcode: Postcode = fact("邮政编码", "6 位；境外的前面加国别代码，如 DE-50931", example="300450", needed=False)
    region: Text = fact("注册地区", "注册所在的省、自治区或直辖市；境外机构写国家或地区", example="天津市")
    city: Text = fact("注册城市", "注册所在的城市；直辖市不填", example="苏州市", needed=False, only_checked=True)
    district: Text = fact("注册区县", "注册所在的区县", example="滨海新区", needed=False, only_checked=True)
    founded_on: Day = fact("成立日期", "单位成立日期", example="2012-05-16", needed=False)
    licence_valid_to: Day = fact(
        "证照有效期至", "营业执照或法人证书的有效期；长期的不填", needed=False, only_checked=True
    )
    controller: Text = fact("实际控制人", "与其他成员单位受同一控制的，写控制人名称", needed=False, only_checked=True)
    competes: Flag = fact(
        "有竞争关系", "是否与其他成员单位在同一市场竞争", default=False, needed=False, only_checked=True
    )
    registered_capital: Money | None = fact(
        "注册资本", "注册资本或开办资金", unit="元或万元", example="5000万元", needed=False
    )
    core: Flag = fact("核心成员", "是否核心成员单位", default=False, example="是")
    innovative: Flag = fact("创新型企业", "是否创新型企业", default=False, example="是")
    qualifications: tuple[Text, ...] = fact("资质", "高新技术企业、领军企业等", many=True, needed=False)
    legal_person: Flag = fact("独立法人", "是否具有独立法人资格", default=True, example="是")
    state_ownership: StateOwnership | None = fact(
        "国有属性", "国有属性", default=StateOwnership.NONE, needed=False, only_checked=True
    )
    size: Size | None = fact("规模", "企业规模", default=Size.NOT_APPLICABLE, needed=False, only_checked=True)
    performing_unit: Text = fact("执行部门", "实际执行的院系、研究室或部门", needed=False)
    duties: Text = fact("职责分工", "该单位在联盟中承担的工作，一句话", example="牵头储氢装备研制，承担秘书处工作")
    contributions: tuple[Contribution, ...] = fact(
        "投入", "承诺的投入，逐项填写；确实没有的写 无", many=True, may_be_empty=True
    )
    background: tuple[BackgroundRight, ...] = fact(
        "背景知识产权", "带入联盟供任务使用的知识产权", many=True, needed=False
    )
    contact: Contact = fact("联系人", "联盟工作联系人", default=Contact())
    signatory: Signatory | None = fact("签署代表", "签署协议的人，空缺时为法定代表人", needed=False)
    declarations: Declarations = fact("声明", "申请备案时逐家声明", default=Declarations())
    last_year: LastYear | None = fact("上年度", "上年度的收入、研发投入与研发人员", needed=False)
    approval: Approval | None = fact("内部决策", "签署前的内部决策或上级批准", needed=False, only_checked=True)
    signature: SignatureRecord | None = fact("签署情况", "收到签署页后填写", needed=False, only_checked=True)
    joined_on: Day = fact("加入日期", "成立后加入的填写，发起单位不填", needed=False, only_checked=True)

    @derived("投入合计", "该单位各项投入的约定金额之和")
    def contribution_total(self) -> Money:
        """The sum of all contributions with an amount."""
        return total(c.value for c in self.contributions)

    @derived("货币投入", "该单位货币资金投入之和")
    def cash_total(self) -> Money:
        """The sum of the contributions in cash."""
        return total(c.value for c in self.contributions if c.kind is ContributionKind.CASH)

    @derived("投入摘要", "各项投入写成一句话")
    def contribution_summary(self) -> str:
        """Every contribution in one line."""
        return "；".join(_in_words(c) for c in self.contributions) or "无"

    @derived("有效送达地址", "送达地址，空缺时为住所", source="住所")
    def address_for_service(self) -> str | None:
        """Where papers reach the member."""
        return self.service_address or self.domicile

    @derived("签署人", "签署人姓名：签署代表，空缺时为法定代表人", source="法定代表人")
    def signed_by(self) -> str | None:
        """Who signs."""
        return (self.signatory.name if self.signatory else None) or self.legal_representative

    @derived("签署身份", "法定代表人或授权代理人")
    def signing_capacity(self) -> SignatoryCapacity:
        """In which capacity the signatory signs."""
        capacity = self.signatory.capacity if self.signatory else None
        return capacity or SignatoryCapacity.LEGAL_REPRESENTATIVE

    @derived("由代理人签署", "是否由授权代理人签署")
    def signed_by_agent(self) -> bool:
        """Whether an agent signs."""
        return bool(self.signatory and self.signatory.capacity is SignatoryCapacity.AGENT)

    @derived("创新资质", "资质列成一句，没有则为 无")
    def qualification_summary(self) -> str:
        """The qualifications in one line."""
        return "、".join(q for q in self.qualifications if q) or "无"

    @derived("是境外机构", "是否境外机构")
    def is_from_abroad(self) -> bool:
        """Whether the member is registered abroad."""
        return self.foreign is Foreign.FOREIGN_ENTITY

    @derived("以注册登记号识别", "境外机构以注册登记号和注册地区识别，只有统一社会信用代码的除外")
    def is_known_by_registration(self) -> bool:
        """Whether documents print the number at home and not the code."""
        return self.is_from_abroad and (self.registration is not None or self.uscc is None)

    @derived("是观察员", "是否观察员单位")
    def is_observer(self) -> bool:
        """Whether the member only observes."""
        return self.position is Position.OBSERVER


def _in_words(contribution: Contribution) -> str:
    parts = [str(contribution.kind or ""), str(contribution.description or "")]
    words = "：".join(part for part in parts if part)
    if contribution.headcount is not None:
        words += f"（{contribution.headcount}人）"
    return words + (f"，计{contribution.value}" if contribution.value is not None else "")
