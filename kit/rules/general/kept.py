"""Clauses that a careful agreement keeps, whatever measure applies: what goes wrong without them."""

from __future__ import annotations

from kit.diagnostics import Severity
from kit.rules.kept import Clause, Kept
from kit.rules.rule import Sureness


def _in_agreement(clause: str, title: str, says: str) -> Clause:
    return Clause("agreement", clause, (title,), says)


def _one(
    code: str,
    clause: str,
    title: str,
    says: str,
    basis: tuple[str, ...],
    why: str,
    *,
    severity: Severity = Severity.WARNING,
    sure: Sureness = Sureness.VERIFIED,
) -> Kept:
    """A rule about one clause of the agreement."""
    explanation = f"看协议中“{title}”一条是不是还在。{why}改写过模板的，请恢复这一条，或在别处写明。"
    return Kept(code, f"协议缺少“{title}”", (_in_agreement(clause, title, says),), basis, explanation, severity, sure)


_J = Sureness.JUDGEMENT

KEPT = (
    Kept(
        "C-FIL-09",
        "协议缺少法律要求约定的七类事项",
        (
            _in_agreement("purpose.nature", "联盟的法律性质", "合作的组织形式"),
            _in_agreement("tasks.split", "成员分工", "任务分工"),
            _in_agreement("funds.sources", "经费来源与用途", "资金投入"),
            _in_agreement("ip.single", "单独成果", "单独成果的知识产权归属"),
            _in_agreement("ip.joint", "共同成果的归属", "共同成果的知识产权归属"),
            _in_agreement("revenue.split", "成果转化收益的分配", "权益分配"),
            _in_agreement("projects.failure", "技术风险", "风险分担"),
            _in_agreement("breach.damages", "损失赔偿与违约金", "违约责任"),
        ),
        ("TTP 26(2)",),
        "《促进科技成果转化法》第二十六条第二款要求联盟协议约定组织形式、任务分工、资金投入、知识产权归属、"
        "权益分配、风险分担和违约责任。看协议中这七类条款是不是都在；改写过模板的，请恢复缺少的一条。",
        Severity.ERROR,
    ),
    _one(
        "C-NAT-11",
        "bodies.recourse",
        "内部追偿与分担",
        "对外责任主体单位向有过错成员追偿",
        ("CC 465,929",),
        "对外责任主体单位以自己的名义承担责任，没有这一条，替别人承担之后追偿无据。",
        sure=_J,
    ),
    _one(
        "C-NAT-16",
        "funds.host",
        "经费托管",
        "托管单位记账、报告和移交",
        ("CC 922-933",),
        "托管经费是受托处理事务，记账、报告、移交和解除都要写明。",
    ),
    _one("C-CLS-07", "tasks.acceptance", "任务验收", "任务的验收", ("CC 845",), "技术合同一般应写明验收标准和方式。"),
    _one(
        "C-CLS-08",
        "ip.staff",
        "人员与权利来源",
        "派出人员的成果归属和权利来源",
        ("SPC-TECH 5", "CC 847", "PAT 6"),
        "派出、借用人员和学生参加任务时，没有这一条，成果归哪家容易起争议。",
    ),
    _one(
        "C-IP-04",
        "ip.joint.use",
        "共有成果的行使",
        "共有成果怎样实施、许可和分配",
        ("PAT 14",),
        "专利法允许共有人各自实施和普通许可，没有约定时只能照此办理。",
    ),
    _one(
        "C-IP-05",
        "ip.knowhow",
        "技术秘密成果",
        "技术秘密的使用和许可",
        ("CC 861", "SPC-TECH 20"),
        "技术秘密不按专利的规则处理，没有约定时各方都可以使用和转让。",
    ),
    _one(
        "C-IP-06",
        "ip.filing",
        "专利申请的同意与办理",
        "共同成果申请专利的同意",
        ("CC 860",),
        "合作开发的一方不同意申请专利的，其他各方不得申请；怎样征求同意应事先写明。",
    ),
    _one(
        "C-IP-18",
        "ip.software",
        "软件、技术文件和其他成果",
        "软件、技术文件等作品的权利",
        ("CR 14,18", "CC 876"),
        "软件和技术文件受著作权保护，只约定专利和技术秘密并不够。",
    ),
    _one(
        "C-CLS-09",
        "licence.carveouts",
        "扩散与许可的例外和法定义务",
        "国家依法实施、许可的例外",
        ("STP 32",),
        "财政资金形成的成果，国家可以依法实施或者许可他人实施，许可合同须为此留出余地。",
    ),
    _one(
        "C-CLS-10",
        "revenue.accounts",
        "结算与查账",
        "收益的结算和查账",
        ("CC 846",),
        "约定提成支付的，可以约定查阅账目的办法，否则收益无从核对。",
    ),
    _one(
        "C-CLS-01",
        "revenue.reward",
        "完成人员的奖励和报酬",
        "对完成人员的奖励和报酬",
        ("TTP 44,45", "PAT 15"),
        "法律要求对完成、转化成果的人员给予奖励和报酬，由谁负担应当写明。",
    ),
    _one(
        "C-BR-11",
        "force.majeure",
        "不可抗力",
        "不可抗力的通知和证明",
        ("CC 180,590",),
        "主张不可抗力须及时通知并提供证明。",
    ),
    _one(
        "C-BR-13",
        "breach.secrecy",
        "违反保密义务的责任",
        "违反保密义务的责任",
        ("TTP 26(2),41",),
        "违约责任应覆盖不投入、迟延、泄密、侵权和挪用等情形。",
        sure=_J,
    ),
    _one(
        "C-BR-14",
        "breach.clawback",
        "项目经费的返还与追偿",
        "财政资金被责令退回时的返还",
        ("STP 110",),
        "骗取、挪用财政资金会被责令退回，由谁退、退后怎样追偿应当写明。",
    ),
    _one(
        "C-EXT-04",
        "bodies.conflict",
        "利害关系与回避",
        "利害关系人回避",
        ("CC 565",),
        "被除名或者与交易有利害关系的单位参加表决，决议容易被质疑。",
        sure=_J,
    ),
    _one(
        "C-EXT-06",
        "openness.continuity",
        "联盟的存续与补足",
        "成员退出后协议在其他成员之间继续有效",
        ("CC 563-566,977",),
        "多方合同中一方退出，协议在其他成员之间是否继续应当写明。",
    ),
    _one(
        "C-EXT-09",
        "dissolution.survival",
        "终止后继续有效的条款",
        "保密、知识产权、结算和争议解决在终止后继续有效",
        ("CC 507,558,567",),
        "法律只规定争议解决和结算清理条款继续有效，其余须约定。",
    ),
    _one(
        "C-CLS-02",
        "openness.expulsion.procedure",
        "除名程序",
        "除名前的告知、申辩和表决",
        ("CC 564,565",),
        "除名就是解除与该成员的合同，须有催告、通知和期限。",
        sure=_J,
    ),
    _one(
        "C-CLS-03",
        "bodies.limits",
        "理事会职权的限制",
        "多数决不得加重成员义务",
        ("CC 543",),
        "变更合同须协商一致，多数决能决定什么、不能决定什么要写明。",
        sure=_J,
    ),
    _one(
        "C-GOV-05",
        "general.amendment",
        "修改",
        "协议的修改和保留事项",
        ("CC 543",),
        "没有这一条，协议只能由全体成员一致修改。",
    ),
    _one(
        "C-GOV-08",
        "openness.accession",
        "加入文件",
        "新成员加入文件和全体成员的事先同意",
        ("CC 543,551",),
        "新成员加入是合同当事人的增加，须有其他成员事先或者逐次的同意。",
    ),
    _one(
        "C-DOC-01",
        "general.precedence",
        "效力顺序",
        "协议、附件、章程和任务书的效力顺序",
        ("CC 510",),
        "几份文件不一致时以哪一份为准，应当事先写明。",
        sure=_J,
    ),
    _one(
        "C-CLS-04",
        "disputes.resolution",
        "争议的最终解决",
        "仲裁或者诉讼",
        ("ARB 27", "CPL 35"),
        "没有这一条就没有仲裁协议，也没有约定管辖，争议只能按法定管辖起诉。",
        sure=_J,
    ),
    _one(
        "C-AML-09",
        "competition.rules",
        "公平竞争",
        "会议和信息交流的竞争合规",
        ("AML 19-21", "SPC-AML 26"),
        "竞争者同在一个联盟，会议议题和信息交流没有边界，容易构成垄断协议。",
        sure=_J,
    ),
    _one(
        "C-CLS-05",
        "competition.export",
        "出口管制与涉外技术活动",
        "向境外提供技术前的审查",
        ("ECL 2,12", "DUR 14"),
        "向境外机构、人员提供管制物项和技术须先取得许可，联盟内的交流也会构成提供。",
        sure=_J,
    ),
    _one(
        "C-CLS-06",
        "competition.data",
        "数据与个人信息",
        "共享数据和个人信息的处理",
        ("NDR 12", "PIPL 23"),
        "向其他处理者提供个人信息、重要数据，须约定目的、方式、范围和安全义务。",
        sure=_J,
    ),
    Kept(
        "C-SEC-03",
        "协议缺少保密条款",
        (
            _in_agreement("secrecy.scope", "保密信息的范围", "哪些信息应当保密"),
            _in_agreement("secrecy.duties", "保密义务", "怎样保密"),
            _in_agreement("secrecy.term", "保密方案与期限", "保密多久"),
        ),
        ("TTP 41", "CC 501"),
        "《促进科技成果转化法》第四十一条要求合作各方就保守技术秘密达成协议。"
        "看协议中保密的范围、义务和期限三条是不是都在；改写过模板的，请恢复缺少的一条。",
        Severity.ERROR,
    ),
)
RULES = tuple(kept.rule() for kept in KEPT)
