"""The Tianjin measure of 2018, article by article."""

from __future__ import annotations

from kit.law.sources import sources
from kit.rules.expiry import expiry_rule
from kit.rules.pack import Pack
from kit.rules.rule import group
from kit.rules.tj2018 import clauses, eligibility, founding, papers, running, support, tasks, work

_MEASURE = sources()["MEASURE"]

TIANJIN_2018 = Pack(
    "tj-2018",
    "天津市 2018 年联盟办法",
    group(
        (expiry_rule("C-FIL-01", _MEASURE),),
        founding.RULES,
        tasks.RULES,
        eligibility.RULES,
        work.RULES,
        papers.RULES,
        support.RULES,
        running.RULES,
        clauses.RULES,
    ),
    jurisdiction="天津市",
    source=_MEASURE,
    unspecified=(
        "申请前应运行多久（第十条只说组建后运行良好）",
        "联盟达到多大规模（第十一条第（一）项只说一定规模）",
        "核心成员中天津创新型企业的比例（第十一条第（三）项只说为主）",
        "骨干地位、前沿水平的标准（第九条第（一）项、第十一条第（二）项）",
        "信用报告和证明材料的有效期",
        "年度工作总结和工作计划的报送期限（第十七条只说规定时间内）",
        "评估的指标和分值（第十八条）",
        "能否由授权代理人签署、能否报送电子签名的协议",
    ),
    answers=clauses.ANSWERS.every,
    titles=clauses.ANSWERS.titles,
)
