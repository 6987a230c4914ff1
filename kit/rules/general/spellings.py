"""One name, one spelling: people who are written in two ways, units that are almost called like a member."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kit import patterns
from kit.diagnostics import Severity
from kit.likeness import most_like
from kit.model.alliance import Alliance
from kit.rules.comparing import folded
from kit.rules.rule import Finding, Sureness, rule

_DOTS = patterns.compiled(r"[.·•‧∙⋅・]")
_COMPANY = "公司"
_LIKE_A_COMPANY, _LIKE_ANOTHER = 0.8, 0.88
"""How alike two names must be: universities and institutes of their own often differ in one word, companies seldom do."""


def _people(alliance: Alliance) -> Iterator[tuple[str, str | None]]:
    """Everybody who is named anywhere: the field, the name."""
    for number, member in enumerate(alliance.members, 1):
        at = f"成员单位[{number}]"
        yield f"{at}.法定代表人", member.legal_representative
        yield f"{at}.联系人.姓名", member.contact.name
        if member.signatory:
            yield f"{at}.签署代表.姓名", member.signatory.name
    governance = alliance.governance
    for number, director in enumerate(governance.council.directors, 1):
        yield f"组织机构.理事会.理事[{number}].姓名", director.name
    for number, expert in enumerate(governance.experts.experts, 1):
        yield f"组织机构.专家委员会.专家[{number}].姓名", expert.name
    for number, person in enumerate(governance.secretariat.staff, 1):
        yield f"组织机构.秘书处.人员[{number}].姓名", person.name
    yield "组织机构.秘书处.秘书长", governance.secretariat.secretary_general
    if governance.chief_scientist:
        yield "组织机构.首席科学家.姓名", governance.chief_scientist.name
    if alliance.filing.authority:
        yield "备案.现行依据.确认人", alliance.filing.authority.confirmed_by
    for number, waiver in enumerate(alliance.settings.waivers, 1):
        yield f"设置.豁免[{number}].批准人", waiver.granted_by


@rule("C-PPL-10", "同一人的姓名有两种写法", severity=Severity.WARNING)
def person_in_two_spellings(alliance: Alliance) -> Iterator[Finding]:
    """比对各处填写的姓名，只差空格、间隔号、字母大小写或全角半角的，视为同一人写成了两样。
    各份文书会照两样印出，读者会以为是两个人；请改为一致，与身份证件相同。
    """
    spelt: dict[str, list[tuple[str, str]]] = {}
    for field, name in _people(alliance):
        if name:
            spelt.setdefault(_DOTS.sub("", folded(name)), []).append((field, name))
    for places in spelt.values():
        usual = Counter(name for _, name in places).most_common(1)[0][0]
        usual_field = next(field for field, name in places if name == usual)
        told = {usual}
        for field, name in places:
            if name not in told:
                told.add(name)
                yield Finding(field, f"姓名“{name}”与{usual_field}的“{usual}”写法不同", f"是同一人的，请改为“{usual}”")


@rule("C-MEM-13", "专家的单位与某家成员单位的名称相近而不相同", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def unit_almost_a_member(alliance: Alliance) -> Iterator[Finding]:
    """专家、首席科学家的单位是照录的文字，成员单位改了名称，这里不会跟着改；写错一两个字也照样印出。
    与某家成员单位的名称相近而不相同的，多半就是这家的旧名称或错字；确是另一家单位的，可以豁免。
    写明成员单位的院系、部门的，不在此列。请核对。
    """
    names = [name for member in alliance.members for name in (member.name, member.short_name) if name]
    own = {folded(name) for name in names}
    full = [member.name for member in alliance.members if member.name]
    for field, unit in _units(alliance):
        if not unit or folded(unit) in own or any(folded(unit).startswith(folded(name)) for name in full):
            continue
        of_a_kind = [name for name in full if name.endswith(_COMPANY) == unit.endswith(_COMPANY)]
        at_least = _LIKE_A_COMPANY if unit.endswith(_COMPANY) else _LIKE_ANOTHER
        meant = most_like(unit, of_a_kind, at_least)
        if meant:
            yield Finding(
                field,
                f"单位“{unit}”与成员单位“{meant}”的名称相近而不相同",
                f"请核对；就是这家成员单位的，请改为“{meant}”",
            )


def _units(alliance: Alliance) -> Iterator[tuple[str, str | None]]:
    """The units of people who need not come from a member: the field, the name."""
    for number, expert in enumerate(alliance.governance.experts.experts, 1):
        yield f"组织机构.专家委员会.专家[{number}].单位", expert.unit
    if alliance.governance.chief_scientist:
        yield "组织机构.首席科学家.单位", alliance.governance.chief_scientist.unit


RULES = (person_in_two_spellings, unit_almost_a_member)
