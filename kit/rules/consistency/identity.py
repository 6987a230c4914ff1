"""What the alliance is called and what it is."""

from __future__ import annotations

from collections.abc import Iterator

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.alliance_info import LegalForm
from kit.rules.rule import Finding, rule

_SOCIETY_WORDS = ("协会", "学会", "商会", "联合会", "研究会")
_NATIONAL_WORDS = ("中国", "全国", "中华")


@rule("C-NAM-01", "联盟名称中没有“联盟”", severity=Severity.WARNING)
def name_without_alliance(alliance: Alliance) -> Iterator[Finding]:
    """The documents speak of an alliance throughout."""
    name = alliance.info.name
    if name and "联盟" not in name:
        yield Finding("联盟.名称", f"联盟名称“{name}”中没有“联盟”二字", "请核对名称是否完整")


@rule(
    "C-NAT-03",
    "联盟名称像社会团体或冠以全国字样",
    severity=Severity.WARNING,
    law="《社会团体登记管理条例》第十条、第三十二条",
)
def name_of_a_society(alliance: Alliance) -> Iterator[Finding]:
    """An unregistered body must not act under the name of a social group."""
    name = alliance.info.name or ""
    words = [word for word in _SOCIETY_WORDS if word in name]
    words += [word for word in _NATIONAL_WORDS if name.startswith(word)]
    if words:
        yield Finding(
            "联盟.名称",
            f"联盟名称含有“{words[0]}”，未登记的联盟使用易被认作社会团体",
            "请改用“……产业技术创新战略联盟”一类名称，或先办理登记",
        )


@rule("C-NAM-02", "联盟不是契约型")
def not_by_contract(alliance: Alliance) -> Iterator[Finding]:
    """The texts are written for an alliance that is a contract and nothing else."""
    form = alliance.info.legal_form
    if form is not None and form is not LegalForm.CONTRACT:
        yield Finding(
            "联盟.组织形式",
            f"组织形式为“{form}”，本套文本只适用于“{LegalForm.CONTRACT}”联盟",
            "登记为法人的联盟请由律师另行起草",
        )


RULES = (name_without_alliance, name_of_a_society, not_by_contract)
