"""How the agreement comes about, how long it runs and how it changes."""

from __future__ import annotations

from kit.model.fact import Choice, Fact, fact
from kit.model.reading import Count, Day, Flag, Text


class Formation(Choice):
    """What a member must put on its signature page."""

    SIGN_AND_SEAL = "签字并盖章"
    SIGN_OR_SEAL = "签字或盖章"


class Effect(Choice):
    """When the agreement takes effect. Never on filing."""

    LAST_SIGNATURE = "全体签署生效"
    THRESHOLD = "达到家数生效"
    ON_DATE = "指定日期生效"


class Amendment(Choice):
    """How the agreement is changed."""

    ALL = "全体书面同意"
    COUNCIL = "理事会特别决议"


class Precedence(Choice):
    """Which paper prevails."""

    AGREEMENT = "协议优先"
    TASK_SHEET = "任务书就本任务优先"


class Counterparts(Choice):
    """How the originals are signed."""

    ONE_TEXT = "同一文本共同签署"
    PAGES = "分页签署后合订"


class Signing(Fact):
    """Signature, effect, term."""

    signed_on: Day = fact("签署日期", "协议签署日期；未定可空，签署时手写", example="2026-03-18", needed=False)
    place: Text = fact("签订地", "协议签订地，写到区", example="天津市滨海新区")
    formation: Formation | None = fact("成立方式", "签字并盖章，或签字或盖章", default=Formation.SIGN_AND_SEAL)
    effect: Effect | None = fact("生效方式", "何时生效", default=Effect.LAST_SIGNATURE)
    threshold: Count = fact(
        "生效家数", "达到家数生效时的家数（含对外责任主体单位）", unit="家", example="10", needed=False
    )
    effective_on: Day = fact("生效日期", "指定日期生效时的日期", example="2026-04-01", needed=False)
    term_start: Day = fact("期限起始日", "协议期限起始日", example="2026-03-18")
    term_end: Day = fact("期限届满日", "协议期限届满日", example="2031-03-17")
    renewal_notice_days: Count = fact("续期提议期", "届满前提议续期的日数", unit="日", default=90)
    amendment: Amendment | None = fact("修改方式", "协议怎样修改", default=Amendment.COUNCIL)
    precedence: Precedence | None = fact("效力顺序", "文件之间的优先顺序", default=Precedence.AGREEMENT)
    counterparts: Counterparts | None = fact("签署版式", "怎样签署正本", default=Counterparts.ONE_TEXT)
    planned_originals: Count = fact("正本份数", "空缺时按成员数、报送份数加一计算", unit="份", needed=False)
    filing_copies: Count = fact("报送份数", "报送备案用的份数", unit="份", default=3)
    esign: Flag = fact("电子签名", "是否允许可靠的电子签名", default=False, needed=False)
    esign_service: Text = fact("电子签名服务", "电子签名所用的认证服务机构", needed=False)
    paper_originals: Flag = fact(
        "另备纸质正本", "用电子签名的，是否另备纸质正本报送", default=False, needed=False, only_checked=True
    )
    languages: tuple[Text, ...] = fact(
        "文本语言", "中文以外另有文本的，逐项写明", many=True, needed=False, only_checked=True
    )
    prevailing_language: Text = fact(
        "优先文本", "多种文字时以哪一种为准", example="中文", needed=False, only_checked=True
    )
    negotiation_record: Text = fact(
        "协商记录", "协商过程记录的名称或编号", example="津氢联盟协商纪要第1号", needed=False, only_checked=True
    )
    side_letters: tuple[Text, ...] = fact(
        "补充协议", "协议之外另签的补充协议，逐项", many=True, needed=False, only_checked=True
    )
    charter_adopted_on: Day = fact("章程通过日期", "章程通过日期；未定可空", example="2026-03-18", needed=False)
