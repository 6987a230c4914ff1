"""What the alliance is called and what it is."""

from __future__ import annotations

from collections.abc import Iterator

from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.alliance_info import LegalForm
from kit.rules.comparing import folded
from kit.rules.general.places import is_province, province_before
from kit.rules.rule import Finding, Sureness, rule

_SOCIETY_WORDS = ("协会", "学会", "商会", "联合会", "研究会")
_NATIONAL_WORDS = ("中国", "全国", "中华")


@rule("C-NAM-01", "联盟名称中没有“联盟”", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def name_without_alliance(alliance: Alliance) -> Iterator[Finding]:
    """全套文书都以“联盟”相称，名称中却没有这两个字，多半是名称没有填写完整。
    请核对“联盟.名称”。
    """
    name = alliance.info.name
    if name and "联盟" not in name:
        yield Finding("联盟.名称", f"联盟名称“{name}”中没有“联盟”二字", "请核对名称是否完整")


@rule(
    "C-NAT-03",
    "联盟名称像社会团体或冠以全国字样",
    severity=Severity.WARNING,
    basis=("SGR 10,32",),
    sure=Sureness.JUDGEMENT,
)
def name_of_a_society(alliance: Alliance) -> Iterator[Finding]:
    """未经登记，以社会团体名义活动的组织属于应予取缔的非法组织；名称像协会、学会或冠以全国字样的，容易被这样看待。
    哪些字样会引起误认，是起草上的判断。请改用“……产业技术创新战略联盟”一类名称，或先办理登记。
    """
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
    """本套文本把联盟写成一份多方合同：没有法人资格，没有自己的财产，由对外责任主体单位对外办事。
    登记为社会团体或公司的联盟，责任和机构都不同，不能使用；请由律师另行起草。
    """
    form = alliance.info.legal_form
    if form is not None and form is not LegalForm.CONTRACT:
        yield Finding(
            "联盟.组织形式",
            f"组织形式为“{form}”，本套文本只适用于“{LegalForm.CONTRACT}”联盟",
            "登记为法人的联盟请由律师另行起草",
        )


@rule("C-NAM-03", "联盟简称与成员单位的名称相同", severity=Severity.WARNING)
def short_name_of_a_member(alliance: Alliance) -> Iterator[Finding]:
    """页眉和文书中用简称指联盟，简称与某家成员单位的全称或简称相同，就分不清说的是联盟还是该单位。
    请给联盟另取简称。
    """
    name = alliance.info.short_name
    for number, member in enumerate(alliance.members, 1):
        if name and folded(name) in {folded(member.name or ""), folded(member.short_name or "")}:
            yield Finding("联盟.简称", f"联盟简称“{name}”与成员单位[{number}]的名称相同", "请给联盟另取简称")


@rule("C-NAM-04", "英文名称中有汉字", severity=Severity.WARNING)
def chinese_in_english(alliance: Alliance) -> Iterator[Finding]:
    """“英文名称”应当全用英文书写，里面有汉字，多半是填错了栏或没有译完。
    请改正；没有英文名称的可以不填。
    """
    name = alliance.info.english_name or ""
    chinese = "".join(character for character in name if "\u3400" <= character <= "\u9fff" or character >= "\U00020000")
    if chinese:
        yield Finding("联盟.英文名称", f"英文名称“{name}”中有汉字“{chinese}”", "请改用英文，或删去这一项")


@rule("C-NAM-05", "联盟名称中的地区与所在地区不同", severity=Severity.WARNING)
def name_of_another_region(alliance: Alliance) -> Iterator[Finding]:
    """联盟名称以一个省、自治区、直辖市的名称开头，“所在地区”填写的却是另一个。
    备案由所在地区受理，名称中的地区不同会被要求更正；请核对两处。
    """
    name, region = alliance.info.name or "", alliance.info.region
    place = province_before(name)
    if place and region and is_province(region) and place != region:
        yield Finding("联盟.所在地区", f"联盟名称“{name}”以{place}开头，所在地区为“{region}”", "请核对名称和所在地区")


RULES = (
    name_without_alliance,
    name_of_a_society,
    not_by_contract,
    short_name_of_a_member,
    chinese_in_english,
    name_of_another_region,
)
