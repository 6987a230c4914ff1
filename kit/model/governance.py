"""The three bodies: council, expert committee, secretariat; their people and their arithmetic."""

from __future__ import annotations

from fractions import Fraction

from kit.model.fact import Choice, Fact, MemberName, One, derived, fact
from kit.model.majority import Majority
from kit.model.reading import Count, Day, Email, Flag, LongText, Phone, Text, Year

TWO_THIRDS = Majority(Fraction(2, 3), True)
THREE_QUARTERS = Majority(Fraction(3, 4), True)
ABOVE_HALF = Majority(Fraction(1, 2), False)
A_QUARTER = Majority(Fraction(1, 4), True)
A_THIRD = Majority(Fraction(1, 3), True)


class CouncilPost(Choice):
    """A post on the council."""

    CHAIR = "理事长"
    VICE_CHAIR = "副理事长"
    DIRECTOR = "理事"


class Director(Fact):
    """A person on the council."""

    name: Text = fact("姓名", "姓名", example="陈砺沄")
    member: MemberName = fact("单位", "所在成员单位，写简称或全称", example="津海氢能")
    title: Text = fact("职务", "在本单位的职务", example="董事长", needed=False)
    born: Year = fact("出生年份", "出生年份", example="1972", needed=False, only_checked=True)
    post: CouncilPost | None = fact(
        "理事会职务", "理事长、副理事长或理事；理事长只有一人", default=CouncilPost.DIRECTOR
    )


class ResolutionKind(Choice):
    """Which majority a resolution takes."""

    ORDINARY = "普通决议"
    SPECIAL = "特别决议"


class Resolution(Fact):
    """A resolution of the council, with its votes."""

    subject: Text = fact("事项", "决议事项", example="通过年度工作计划")
    kind: ResolutionKind | None = fact("类型", "普通决议或特别决议", default=ResolutionKind.ORDINARY)
    on: Day = fact("日期", "表决日期", example="2026-03-18")
    present: Count = fact("出席", "出席会议的理事人数", unit="人", example="18")
    yes: Count = fact("同意", "同意票数", example="18")
    no: Count = fact("反对", "反对票数", default=0)
    abstained: Count = fact("弃权", "弃权票数", default=0)


class Council(Fact):
    """The deciding body."""

    directors: tuple[Director, ...] = fact("理事", "理事名单，含理事长、副理事长", many=True)
    planned_seats: Count = fact("席位", "理事总席位；空缺时按名单人数计", unit="名", example="21", needed=False)
    term_years: Count = fact("任期", "每届任期", unit="年", default=3)
    meetings_per_year: Count = fact("每年会议次数", "每年至少召开的次数", unit="次", default=2)
    notice_days: Count = fact("会议通知期", "会前通知的日数", unit="日", default=10)
    extraordinary: Majority | None = fact("临时会议提议", "多少理事提议即应召开临时会议", default=A_THIRD)
    quorum: Majority | None = fact("法定人数", "多少理事出席方可开会", default=TWO_THIRDS)
    ordinary: Majority | None = fact("普通决议", "普通事项，占出席理事的比例", default=ABOVE_HALF)
    special: Majority | None = fact("特别决议", "重大事项，占全体理事的比例", default=TWO_THIRDS)

    resolutions: tuple[Resolution, ...] = fact("决议", "已作出的决议，逐项", many=True, needed=False, only_checked=True)

    @derived("席位数", "理事总席位：填写的席位，空缺时为名单人数")
    def seats(self) -> int:
        """The number of seats."""
        return self.planned_seats or len(self.directors)

    @derived("出席人数", "法定人数对应的最少出席理事人数")
    def quorum_count(self) -> int | None:
        """How many directors make a quorum."""
        return self.quorum.needed_of(self.seats) if self.quorum else None

    @derived("特别决议票数", "特别决议对应的最少同意票数（按全体理事计）")
    def special_count(self) -> int | None:
        """How many votes a special resolution takes, of all seats."""
        return self.special.needed_of(self.seats) if self.special else None

    @derived("普通决议票数", "恰达法定人数时，普通决议的最少同意票数")
    def ordinary_count(self) -> int | None:
        """How many votes an ordinary resolution takes when just a quorum attends."""
        present = self.quorum_count
        return self.ordinary.needed_of(present) if self.ordinary and present else None

    @derived("提议人数", "可提议召开临时会议的最少理事人数")
    def extraordinary_count(self) -> int | None:
        """How many directors can call an extraordinary meeting."""
        return self.extraordinary.needed_of(self.seats) if self.extraordinary else None

    @derived(
        "理事长",
        "理事长姓名",
        source="理事.理事会职务",
        one=One("理事长", "请在一位理事的“理事会职务”中填 理事长"),
    )
    def chair(self) -> str | None:
        """The chair's name."""
        return next((d.name for d in self.directors if d.post is CouncilPost.CHAIR), None)


class Expert(Fact):
    """A person on the expert committee."""

    name: Text = fact("姓名", "姓名", example="沈怀瑾")
    unit: Text = fact("单位", "所在单位，可以是联盟外单位", example="滨海大学")
    title: Text = fact("职称", "专业技术职称", example="教授")
    born: Year = fact("出生年份", "出生年份", example="1968", needed=False, only_checked=True)
    field: Text = fact("专业领域", "专业领域", example="高压容器")
    head: Flag = fact("主任委员", "是否主任委员；只有一人填 是", default=False)


class ExpertCommittee(Fact):
    """The advising body."""

    experts: tuple[Expert, ...] = fact("专家", "专家名单", many=True)
    term_years: Count = fact("任期", "每届任期", unit="年", default=3)
    meetings_per_year: Count = fact("每年会议次数", "每年至少召开的次数", unit="次", default=1)
    quorum: Majority | None = fact("出席比例", "多少委员出席方可开会", default=TWO_THIRDS)

    @derived("人数", "专家委员会人数")
    def size(self) -> int:
        """The number of experts."""
        return len(self.experts)

    @derived(
        "主任",
        "主任委员姓名",
        source="专家.主任委员",
        one=One("主任委员", "请在一位专家的“主任委员”中填 是"),
    )
    def head(self) -> str | None:
        """The head's name."""
        return next((e.name for e in self.experts if e.head), None)


class Staff(Fact):
    """A person of the secretariat."""

    name: Text = fact("姓名", "姓名", example="林若溪")
    member: MemberName = fact("单位", "派出单位，写简称或全称", example="津海氢能")
    title: Text = fact("职务", "秘书处职务", example="专职干事")
    born: Year = fact("出生年份", "出生年份", example="1990", needed=False, only_checked=True)
    full_time: Flag = fact("专职", "是否专职", default=True, example="是")


class Secretariat(Fact):
    """The standing executive body."""

    host: MemberName = fact("依托单位", "秘书处依托的成员单位，写简称或全称", example="津海氢能")
    address: Text = fact("地址", "秘书处办公地址", example="天津市滨海新区海川路18号研发楼三层")
    secretary_general: Text = fact("秘书长", "秘书长姓名", example="周晓岚")
    secretary_general_member: MemberName = fact("秘书长单位", "秘书长所在成员单位", example="津海氢能")
    phone: Phone = fact("电话", "秘书处电话", example="022-88880002")
    email: Email = fact("电子邮箱", "秘书处邮箱", example="mishuchu@example.com", needed=False)
    staff: tuple[Staff, ...] = fact("人员", "秘书处工作人员", many=True)

    @derived("专职人数", "专职人员人数")
    def full_time_count(self) -> int:
        """The number of full-time staff."""
        return sum(1 for person in self.staff if person.full_time)


class ChiefScientist(Fact):
    """Who leads the research."""

    name: Text = fact("姓名", "姓名", example="沈怀瑾")
    unit: Text = fact("单位", "所在单位", example="滨海大学")
    title: Text = fact("职称", "专业技术职称", example="教授", needed=False)


class Governance(Fact):
    """The bodies of the alliance."""

    council: Council = fact("理事会", "决策机构", default=Council())
    experts: ExpertCommittee = fact("专家委员会", "咨询机构", default=ExpertCommittee())
    secretariat: Secretariat = fact("秘书处", "常设执行机构", default=Secretariat())
    chief_scientist: ChiefScientist | None = fact(
        "首席科学家", "有首席科学家的填写；创新联合体的申报要求填写", needed=False
    )
    lead_exception: LongText = fact("对外责任例外", "对外责任主体不是理事长单位时，说明理由", needed=False)
