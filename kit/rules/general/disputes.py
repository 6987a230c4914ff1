"""Where disputes go: the institution, the tribunal, the steps before."""

from __future__ import annotations

from collections.abc import Iterator

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.covenants import DisputeMode
from kit.model.members import Foreign
from kit.rules.arbitration import (
    fixes_no_institution,
    institutions_in,
    is_abroad,
    is_ad_hoc,
    is_known,
    names_a_court,
    nearest_known,
)
from kit.rules.rule import Finding, Sureness, rule

_INSTITUTION = "争议解决.仲裁机构"
_ONE_NAME = "请填写一家仲裁机构的准确全称"


def _institution(alliance: Alliance) -> str:
    """The words for the institution where arbitration is chosen, else nothing."""
    disputes = alliance.disputes
    return (disputes.institution or "") if disputes.mode is DisputeMode.ARBITRATION else ""


def _is_domestic(alliance: Alliance) -> bool:
    return all(member.foreign is not Foreign.FOREIGN_ENTITY for member in alliance.members)


@rule("C-DIS-41", "仲裁机构一栏写了法院", basis=("SPC-ARB 7",), waivable=False)
def court_as_institution(alliance: Alliance) -> Iterator[Finding]:
    """约定既可以仲裁又可以向法院起诉的，仲裁协议无效。仲裁机构一栏出现“法院”，印出来的条款就是这样。
    请只写一家仲裁机构，或把方式改为诉讼。"""
    words = _institution(alliance)
    if names_a_court(words):
        yield Finding(_INSTITUTION, f"仲裁机构写为“{words}”，既约定仲裁又指向法院", f"{_ONE_NAME}，或把方式改为 诉讼")


@rule("C-DIS-06", "国内争议约定了临时仲裁", basis=("ARB 27,82",))
def ad_hoc_tribunal(alliance: Alliance) -> Iterator[Finding]:
    """仲裁协议要选定仲裁机构。不设机构的专设仲裁庭只适用于涉外海事纠纷，以及自由贸易试验区等区域内企业之间的涉外纠纷。
    没有境外成员的联盟不能约定。请选定一家仲裁机构。"""
    words = _institution(alliance)
    if is_ad_hoc(words) and _is_domestic(alliance) and not names_a_court(words):
        yield Finding(_INSTITUTION, f"仲裁机构写为“{words}”，没有涉外因素的争议须选定一家机构", _ONE_NAME)


@rule("C-DIS-03", "约定了两家仲裁机构", basis=("SPC-ARB 5",))
def two_institutions(alliance: Alliance) -> Iterator[Finding]:
    """约定两个以上仲裁机构的，要由当事人再协议选定一家；达不成一致，仲裁协议无效。请只留一家。"""
    words = _institution(alliance)
    named = institutions_in(words)
    if len(named) > 1 and not names_a_court(words):
        yield Finding(
            _INSTITUTION, f"仲裁机构写了 {len(named)} 家：{'、'.join(f'“{one}”' for one in named)}", _ONE_NAME
        )


@rule("C-DIS-04", "仲裁机构没有写明是哪一家", basis=("SPC-ARB 4,6", "ARB 29"))
def no_particular_institution(alliance: Alliance) -> Iterator[Finding]:
    """只写地点、只写仲裁规则，或只说“当地仲裁机构”，不能确定是哪一家，当事人又补充不成的，仲裁协议无效。
    请填写准确的全称。"""
    words = _institution(alliance)
    if not words or names_a_court(words) or is_ad_hoc(words) or len(institutions_in(words)) > 1:
        return
    if fixes_no_institution(words):
        yield Finding(_INSTITUTION, f"仲裁机构写为“{words}”，不能确定是哪一家", _ONE_NAME)


@rule(
    "C-DIS-05",
    "仲裁机构的名称可能不准确",
    severity=Severity.WARNING,
    basis=("SPC-ARB 3",),
    sure=Sureness.JUDGEMENT,
)
def inexact_name(alliance: Alliance) -> Iterator[Finding]:
    """名称不准确但能确定是哪一家的，仲裁协议仍有效，却会引起管辖争议。
    与本工具名单中的全称只差一两个字的给警告；名单不全，不在名单上的只作提示。请照该机构公布的名称核对。"""
    words = _institution(alliance)
    plain = len(institutions_in(words)) == 1 and not fixes_no_institution(words)
    if not plain or is_known(words) or is_abroad(words) or names_a_court(words) or is_ad_hoc(words):
        return
    near = nearest_known(words)
    if near:
        yield Finding(_INSTITUTION, f"仲裁机构写为“{words}”，与“{near}”相近", f"是否为“{near}”？{_ONE_NAME}")
    else:
        yield Finding(
            _INSTITUTION,
            f"“{words}”不在本工具的机构名单中，名单并不完全",
            "请照该机构公布的名称核对全称",
            milder=Severity.INFO,
        )


@rule("C-DIS-07", "国内争议约定在境外仲裁", severity=Severity.INFO, sure=Sureness.MEMORY)
def abroad_without_reason(alliance: Alliance) -> Iterator[Finding]:
    """没有涉外因素的争议约定境外仲裁机构或境外仲裁地，实践中多被认定无效。这一点凭记忆，没有核对依据，只作提示。
    请由律师确认，或改选境内机构。"""
    if not _is_domestic(alliance):
        return
    words, seat = _institution(alliance), alliance.disputes.seat or ""
    if is_abroad(words):
        yield Finding(_INSTITUTION, f"成员单位都在境内，仲裁机构写为“{words}”", "请由律师确认，或改选境内的仲裁机构")
    elif words and is_abroad(seat):
        yield Finding("争议解决.仲裁地", f"成员单位都在境内，仲裁地写为“{seat}”", "请由律师确认，或改为境内地点")


@rule("C-DIS-42", "仲裁员人数不是一名或三名", basis=("ARB 42",))
def number_of_arbitrators(alliance: Alliance) -> Iterator[Finding]:
    """仲裁庭由三名仲裁员或一名仲裁员组成，没有别的组成方式。请填 1 或 3。"""
    count = alliance.disputes.arbitrators
    if alliance.disputes.mode is DisputeMode.ARBITRATION and count is not None and count not in (1, 3):
        yield Finding("争议解决.仲裁员人数", f"仲裁员 {count} 名，仲裁庭只能由一名或三名组成", "请填写 1名 或 3名")


@rule("C-DIS-17", "协商或调解没有时间", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def no_time_to_negotiate(alliance: Alliance) -> Iterator[Finding]:
    """协商期、调解期为零，“协商不成再仲裁或起诉”的约定就没有界限，容易争论能不能受理。请填写日数。"""
    for label, days in (("协商期", alliance.disputes.negotiation_days), ("调解期", alliance.disputes.mediation_days)):
        if days == 0:
            yield Finding(f"争议解决.{label}", f"{label}为 0 日，何时可以仲裁或起诉就没有界限", "请填写日数，例如 30日")


RULES = (
    court_as_institution,
    ad_hoc_tribunal,
    two_institutions,
    no_particular_institution,
    inexact_name,
    abroad_without_reason,
    number_of_arbitrators,
    no_time_to_negotiate,
)
