"""Disputes: wording that spoils the one way chosen to end them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from kit import patterns
from kit.diagnostics import Severity
from kit.rules.arbitration import institutions_in
from kit.rules.case import Case, Sheet
from kit.rules.rule import Finding, Reads, Rule, Sureness
from kit.rules.texts.forum import courts, institutions, tribunals
from kit.rules.texts.wording import Wording, told, wording
from kit.rules.words import squeezed

# Both in one sentence.
_EITHER = Wording(
    r"仲裁[^。；]{0,40}(?:或者?|亦可|也可以?)[^。；]{0,25}(?:人民法院|法院)[^。；]{0,12}(?:起诉|诉讼|管辖)"
    r"|(?:起诉|诉讼)[^。；]{0,30}(?:或者?|亦可|也可以?)[^。；]{0,20}仲裁"
    r"|(?:仲裁|裁决)[^。；]{0,20}不服[^。；]{0,20}(?:起诉|诉讼|上诉)",
    ("仲裁", "不服"),
    unless=r"保全|劳动|人事|行政|撤销|不予执行|确认仲裁|(?:诉讼|仲裁)(?:费|保全)|司法机关|依照法律规定"
    r"|(?:诉讼|起诉)(?:或者?|、|和|及)(?:申请|提起|提交)?仲裁(?:[的时中]|期间|程序|案件|过程|活动|结果|事项|文书|代理)"
    r"|仲裁(?:或者?|、|和|及)(?:提起|向{S}{0,12}?法院(?:提起)?)?(?:起诉|诉讼)(?:的(?!方式|办法|途径)|[时中]|期间|程序|案件|过程|活动|结果|事项|文书|代理)",
)
_BODIES = r"(?:理事会|专家委员会|秘书处|理事长|科技局|科学技术局|备案管理部门|主管部门|对外责任主体单位|牵头单位)"

_AWARDS = patterns.compiled(r"裁决|裁定|仲裁|裁判|解释权")
_QUARREL = patterns.compiled(r"争议|纠纷|分歧|异议")


def _both_ways(case: Case) -> Iterator[Finding]:
    if "法院" in (case.alliance.disputes.institution or ""):
        return  # told of the fact itself
    says = "既可仲裁又可起诉的，仲裁协议无效"
    hint = "在仲裁和诉讼中只选一种，删去另一种"
    found = set()
    for sheet, match in _EITHER.hits(case):
        found.add(sheet.id)
        yield told(sheet, match, says, hint)
    for sheet in case.sheets.values():
        if sheet.id not in found:
            yield from _apart(sheet, says, hint)


def _apart(sheet: Sheet, says: str, hint: str) -> Iterator[Finding]:
    """Arbitration in one sentence of a document and a court in another."""
    tribunal, court = next(tribunals(sheet), None), next(courts(sheet), None)
    if tribunal is not None and court is not None:
        other = sheet.words.excerpt(tribunal)
        yield told(sheet, court, f"同一份文书又写“{other}”，{says}", hint)


def _two_institutions(case: Case) -> Iterator[Finding]:
    chosen = squeezed(case.alliance.disputes.institution or "")
    for sheet in case.sheets.values():
        named = institutions(sheet)
        strangers = [name for name in named if name not in chosen and len(institutions_in(f"{chosen}、{name}")) > 1]
        if len(named) > 1 and strangers:
            says = f"文书中有 {len(named)} 家仲裁机构（{'、'.join(named)}），只能有一家"
            yield told(sheet, named[strangers[-1]], says, "只保留一家仲裁机构的准确全称")


def _ends_a_dispute(_case: Case, sheet: Sheet, match: re.Match[str]) -> bool:
    """A last word on projects and money ends no dispute; an award does, and so does the last word on a quarrel."""
    return bool(_AWARDS.search(match[0]) or _QUARREL.search(sheet.words.sentence(match.start())))


RULES: tuple[Rule, ...] = (
    Rule(
        "C-DIS-01",
        "既约定仲裁又约定诉讼",
        _both_ways,
        basis=("SPC-ARB 7",),
        sure=Sureness.VERIFIED,
        told=(
            "在每份文书中查找可以仲裁也可以起诉、对裁决不服可以起诉的写法，也查一处写仲裁、另一处写由法院管辖。"
            "当事人约定争议可以向仲裁机构申请仲裁也可以向人民法院起诉的，仲裁协议无效。"
            "请只保留一种；保全、撤销裁决等向法院提出的程序不提示。本规则不得豁免。"
        ),
        reads=Reads.TEXT,
        waivable=False,
    ),
    Rule(
        "C-DIS-18",
        "一份文书写了两家仲裁机构",
        _two_institutions,
        basis=("SPC-ARB 5",),
        sure=Sureness.VERIFIED,
        told=(
            "数一数每份文书中出现的仲裁机构名称。"
            "约定两个以上仲裁机构而当事人不能就其中一家达成一致的，仲裁协议无效。"
            "请只保留一家机构的准确全称，与“争议解决.仲裁机构”一致。"
        ),
        reads=Reads.TEXT,
    ),
    wording(
        "C-DIS-11",
        "申请撤销裁决的期限写成六个月",
        Wording(
            r"(?:撤销|撤裁)[^。；]{0,25}(?:六个月|6个月)|(?:六个月|6个月)[^。；]{0,15}(?:撤销裁决|申请撤销)",
            ("六个月", "6个月"),
            forbidden=False,
            unless=r"知道|合同|决议",
        ),
        says="申请撤销仲裁裁决的期限自2026年3月1日起为三个月",
        hint="改为三个月，或者删去，依照法律",
        explanation=(
            "查找把申请撤销裁决的期限写成六个月的写法。"
            "修订后的《仲裁法》把期限由六个月改为三个月，自2026年3月1日起施行。请改正或者删去。"
        ),
        severity=Severity.ERROR,
        basis=("ARB 72",),
        since=date(2026, 3, 1),
    ),
    wording(
        "C-DIS-14",
        "由理事会、主管部门等最终裁决争议",
        Wording(
            rf"{_BODIES}{{T}}{{0,25}}?(?:最终|终局)(?:的)?(?:裁决|裁定|决定权?|解释权|仲裁|处理|裁判)"
            rf"|{_BODIES}{{T}}{{0,15}}?(?:决定|裁决|裁定|意见|结论)(?:为|是|即为|即是)(?:最终|终局)",
            ("最终", "终局"),
            unless=r"不(?:影响|妨碍|排除|限制){S}{0,20}?(?:仲裁|诉讼|起诉)|技术(?:鉴定|意见|事实)",
            accept=_ends_a_dispute,
        ),
        says="成员单位请求仲裁或者诉讼的权利不能由联盟机构或者主管部门的决定代替",
        hint="改为调解意见或者技术意见，不影响仲裁或者诉讼",
        explanation=(
            "查找由理事会、专家委员会、科技局对争议作最终决定的写法。"
            "合同纠纷由约定的仲裁机构或者有管辖权的法院解决，主管部门不裁决成员之间的合同争议。"
            "请改为调解或者供参考的意见。按文字推断，请看原句。"
        ),
        basis=("ARB 3",),
        sure=Sureness.JUDGEMENT,
    ),
    wording(
        "C-DIS-15",
        "把与政府部门的争议也交仲裁",
        Wording(
            r"与{S}{0,12}?(?:科技局|科学技术局|科技厅|备案管理部门|主管部门|行政机关|政府部门){T}{0,20}?(?:争议|纠纷){T}{0,30}?仲裁",
            ("仲裁",),
        ),
        says="依法应当由行政机关处理的行政争议不能仲裁",
        hint="删去，行政争议依照法律规定的途径处理",
        explanation=(
            "查找把与科技局等部门之间的争议交付仲裁的写法。"
            "仲裁只解决平等主体之间的合同纠纷和其他财产权益纠纷，行政争议不能仲裁。请删去。"
        ),
        basis=("ARB 3",),
    ),
)
