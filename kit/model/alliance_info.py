"""What the alliance is: names, field, form."""

from __future__ import annotations

from kit.model.fact import Choice, Fact, MemberName, derived, fact
from kit.model.reading import Day, Flag, LongText, Text


class Cluster(Choice):
    """The ten clusters of the measure's article 11(1)."""

    EQUIPMENT = "高端装备"
    INFORMATION = "新一代信息技术"
    AEROSPACE = "航空航天"
    VEHICLES = "汽车与新能源汽车"
    MEDICINE = "生物医药与健康"
    ENERGY = "新能源"
    MATERIALS = "新材料"
    ENVIRONMENT = "节能环保"
    PETROCHEMICALS = "现代石化"
    METALLURGY = "现代冶金"


class LegalForm(Choice):
    """How the alliance stands in law."""

    CONTRACT = "契约型"
    SOCIAL_GROUP = "社会团体"
    COMPANY = "公司"


class AllianceInfo(Fact):
    """The alliance itself."""

    name: Text = fact("名称", "联盟全称，全部文书以此为准", example="天津市氢能装备产业技术创新战略联盟")
    english_name: Text = fact(
        "英文名称", "联盟英文名称", example="Tianjin Hydrogen Equipment Innovation Alliance", needed=False
    )
    short_name: Text = fact("简称", "联盟中文简称，用于页眉", example="津氢联盟", needed=False)
    legal_form: LegalForm | None = fact(
        "组织形式", "本套文本适用于契约型（未登记为法人）的联盟", example="契约型", default=LegalForm.CONTRACT
    )
    region: Text = fact("所在地区", "联盟备案所在的省、自治区或直辖市", example="天津市")
    city: Text = fact("所在城市", "备案由市级受理的，写城市名", example="苏州市", needed=False, only_checked=True)
    cluster: Cluster | None = fact("产业集群", "十大高端产业集群之一；联盟不在天津市的可不填", example="新能源")
    field: Text = fact("技术领域", "联盟聚焦的具体技术领域", example="氢气制备、储运与燃料电池装备")
    emerging_industry: Text = fact("战略性新兴产业", "对应的战略性新兴产业", example="新能源新材料", needed=False)
    lead: MemberName = fact(
        "对外责任主体单位", "对外承担责任的成员单位（牵头单位），写成员简称或全称", example="津海氢能"
    )
    purpose: LongText = fact(
        "组建宗旨", "用一两句话说明为什么组建联盟", example="突破氢能装备共性关键技术，建立自主可控的产业技术链"
    )
    founded_on: Day = fact("成立日期", "联盟成立大会或协议约定的成立日期", example="2026-03-18", needed=False)
    own_seal: Flag = fact(
        "刻制公章", "联盟是否刻制了自己的公章；契约型联盟不应刻制", default=False, needed=False, only_checked=True
    )
    own_account: Flag = fact(
        "开立账户", "联盟是否以自己的名义开立银行账户", default=False, needed=False, only_checked=True
    )
    charges_dues: Flag = fact(
        "以联盟名义收费", "联盟是否以自己的名义收取会费", default=False, needed=False, only_checked=True
    )
    publishes_standards: Flag = fact(
        "发布团体标准", "联盟是否以自己的名义发布团体标准", default=False, needed=False, only_checked=True
    )
    website: Text = fact("网站", "联盟网站", example="lianmeng.example.com", needed=False)

    @derived("在京津冀", "联盟是否在北京市、天津市或河北省", source="所在地区")
    def is_in_jingjinji(self) -> bool:
        """Whether the alliance is at home in Beijing, Tianjin or Hebei."""
        return (self.region or "").startswith(("北京", "天津", "河北"))

    @derived("在天津", "联盟是否在天津市", source="所在地区")
    def is_in_tianjin(self) -> bool:
        """Whether the alliance is at home in Tianjin."""
        return (self.region or "").startswith("天津")
