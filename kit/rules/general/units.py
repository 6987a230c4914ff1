"""Which unit is meant, and whether it can be a party: names, standing, control, addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kit import patterns
from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.members import Member
from kit.rules.comparing import dialled, folded, repeats
from kit.rules.general.places import is_mainland, is_province, province_before, province_meant
from kit.rules.general.teamwork import named
from kit.rules.rule import Finding, Sureness, rule
from kit.rules.words import HAN

_NOT_A_PERSON = ("实验室", "课题组", "研究中心", "秘书处", "联盟")
_BRANCH = patterns.compiled(r"(分公司|分所|支行|分行|办事处|代表处|事业部|项目部|教研室|研究室)$")
_OF_A_UNIVERSITY = patterns.compiled(r"大学.{0,40}(学院|学部|系|研究所|研究院)$")
_PARTNERSHIP = patterns.compiled(r"(合伙企业|\((?:有限|普通|特殊普通)合伙\)|\(个人独资\))$")
_LOOSE = patterns.compiled(rf"{HAN}\s+{HAN}|{HAN}\s*[()]|[()]\s*{HAN}|[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_DISTRICT = patterns.compiled(r"(?:[^区县市路街道号]{1,6}市)?([^区县市路街道号]{1,6}(?:区|县))")
_NO_DISTRICT = (
    "开发区",
    "高新区",
    "产业区",
    "工业区",
    "园区",
    "保税区",
    "试验区",
    "示范区",
    "合作区",
    "功能区",
    "社区",
    "小区",
    "新技术区",
)


def _parties(alliance: Alliance) -> Iterator[tuple[int, Member]]:
    """The members that sign, with their numbers in the list."""
    return ((number, member) for number, member in enumerate(alliance.members, 1) if not member.is_observer)


def _named(alliance: Alliance) -> Iterator[tuple[int, Member, str]]:
    """The signing members that have a name: number, member, name."""
    return ((number, member, member.name) for number, member in _parties(alliance) if member.name)


@rule("C-PTY-01", "成员单位不是独立法人", basis=("CC 57,74,102", "SPC-TECH 7"))
def no_legal_person(alliance: Alliance) -> Iterator[Finding]:
    """实验室、课题组、研究中心、秘书处一类内设机构签的字，没有授权时由其成员个人负责，所以应由所在的法人签署。
    “独立法人”填了否、名称又像内设机构或分支机构的，是错误；合伙企业、律师事务所一类非法人组织可以签订合同，
    备案一般要求独立法人，作为警告；名称像内设机构而没有填写统一社会信用代码的，也作为警告。
    内设机构请改由所在的大学、研究院或公司作为成员单位，内设机构写在“执行部门”中。
    """
    for number, member in _parties(alliance):
        name = named(member)
        suffix = next((suffix for suffix in _NOT_A_PERSON if name.endswith(suffix)), "")
        if member.legal_person is False:
            inside = suffix or _BRANCH.search(name) or _OF_A_UNIVERSITY.search(name)
            yield Finding(
                f"成员单位[{number}].独立法人",
                f"“{name}”不是独立法人，{'应由它所属的法人签署协议' if inside else '备案一般要求成员单位是独立法人'}",
                "内设机构、分支机构请改由所属的法人作为成员单位；非法人组织请先向受理机关核对能否参加",
                milder=None if inside else Severity.WARNING,
            )
        elif suffix and not (member.uscc or member.registration):
            yield Finding(
                f"成员单位[{number}].名称",
                f"“{name}”以“{suffix}”结尾，没有填写统一社会信用代码，可能不是独立法人",
                "已登记为法人的请填写代码；内设机构请改由所属的法人作为成员单位",
                milder=Severity.WARNING,
            )


@rule(
    "C-PTY-11",
    "成员单位名称表明是合伙或独资企业",
    severity=Severity.WARNING,
    basis=("CC 102",),
    sure=Sureness.JUDGEMENT,
)
def partnership(alliance: Alliance) -> Iterator[Finding]:
    """名称以“合伙企业”“（有限合伙）”“（个人独资）”结尾的是非法人组织，可以签订合同，但各地备案一般要求成员是独立法人。
    是否属于非法人组织由名称推断；请核对营业执照上的类型，或改由具有法人资格的单位加入。
    """
    for number, member, name in _named(alliance):
        if member.legal_person is not False and _PARTNERSHIP.search(folded(name)):
            yield Finding(
                f"成员单位[{number}].名称",
                f"“{name}”的名称表明它不是法人，备案一般要求成员单位是独立法人",
                "请核对营业执照上的类型，或改由具有法人资格的单位加入",
            )


@rule(
    "C-PTY-12",
    "成员单位是分支机构或内部部门",
    severity=Severity.WARNING,
    basis=("CC 74",),
    sure=Sureness.JUDGEMENT,
)
def branch(alliance: Alliance) -> Iterator[Finding]:
    """分公司、办事处、事业部以及大学的学院、研究所，没有独立的法人资格，其民事责任由所属的法人承担。
    是否属于分支机构由名称推断；大学的院系填写了自己的统一社会信用代码的，视为已登记，不提示。
    请改由所属的法人作为成员单位，分支机构写在“执行部门”中。
    """
    for number, member, name in _named(alliance):
        inside = _OF_A_UNIVERSITY.search(name) and not (member.uscc or member.registration)
        if member.legal_person is not False and (_BRANCH.search(name) or inside):
            yield Finding(
                f"成员单位[{number}].名称",
                f"“{name}”像是分支机构或内部部门，责任由所属的法人承担",
                "请改由所属的法人作为成员单位，分支机构写在“执行部门”中",
            )


@rule(
    "C-PTY-05",
    "受同一控制的成员单位分别计数",
    severity=Severity.WARNING,
    basis=("SPC-AML 19",),
    sure=Sureness.JUDGEMENT,
)
def one_control(alliance: Alliance) -> Iterator[Finding]:
    """几家成员单位的“实际控制人”相同，或者一家就是另一家的实际控制人，它们仍各计一家成员、各有表决席位。
    备案机关和其他成员可能认为成员数虚高、表决不公；请在协议中说明，或只由一家加入。
    """
    names = {folded(name): number for number, _, name in _named(alliance)}
    groups: dict[str, int] = dict(names)
    for number, member in _parties(alliance):
        if not member.controller:
            continue
        first = groups.setdefault(folded(member.controller), number)
        if first != number:
            own = folded(member.controller) in names
            relation = f"受成员单位[{first}]控制" if own else f"与成员单位[{first}]同受“{member.controller}”控制"
            yield Finding(
                f"成员单位[{number}].实际控制人",
                f"{relation}，两家却分别计入成员数和表决席位",
                "请确认计数和席位安排得到各成员单位同意，或只由一家加入",
            )


@rule("C-PTY-13", "两家成员单位的法定代表人同名", severity=Severity.INFO, sure=Sureness.JUDGEMENT)
def one_representative(alliance: Alliance) -> Iterator[Finding]:
    """两家成员单位的法定代表人姓名相同，可能是同一人，两家就可能受同一控制；也可能只是同名。
    请核对；确受同一控制的，填写两家的“实际控制人”，填写后不再提示。
    """
    parties = [member for _, member in _parties(alliance)]
    numbers = [number for number, _ in _parties(alliance)]
    for first, later in repeats(member.legal_representative for member in parties):
        if not (parties[first].controller and parties[later].controller):
            yield Finding(
                f"成员单位[{numbers[later]}].法定代表人",
                f"法定代表人“{parties[later].legal_representative}”与成员单位[{numbers[first]}]的法定代表人同名",
                "请核对；两家受同一控制的，填写“实际控制人”",
            )


@rule("C-MEM-06", "同一单位的名称写法不一致", severity=Severity.WARNING)
def another_spelling(alliance: Alliance) -> Iterator[Finding]:
    """专家的单位、首席科学家的单位、背景知识产权的权利人如果就是某家成员单位，写法应与成员单位的名称逐字一致。
    只差括号全角半角、空格或大小写的，读者会以为是两家单位，备案机关也常以名称不一致退回；请照成员单位的名称改正。
    """
    written: dict[str, str] = {}
    for member in alliance.members:
        for name in (member.name, member.short_name):
            if name:
                written.setdefault(folded(name), name)
    exact = {name for member in alliance.members for name in (member.name, member.short_name) if name}
    for field, unit in _units_in_words(alliance):
        meant = written.get(folded(unit)) if unit and unit not in exact else None
        if meant:
            yield Finding(field, f"“{unit}”与成员单位“{meant}”的写法不一致", f"请改为“{meant}”")


def _units_in_words(alliance: Alliance) -> Iterator[tuple[str, str | None]]:
    """Every unit that is written out in words and not referred to: the field, the name."""
    for number, expert in enumerate(alliance.governance.experts.experts, 1):
        yield f"组织机构.专家委员会.专家[{number}].单位", expert.unit
    if alliance.governance.chief_scientist:
        yield "组织机构.首席科学家.单位", alliance.governance.chief_scientist.unit
    for number, member in enumerate(alliance.members, 1):
        for item, right in enumerate(member.background, 1):
            yield f"成员单位[{number}].背景知识产权[{item}].权利人", right.holder


@rule("C-MEM-07", "成员单位名称中有半角括号、空格或全角字母", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def loose_name(alliance: Alliance) -> Iterator[Finding]:
    """名称应与营业执照、法人证书和公章逐字一致；证照和公章上的中文名称用全角括号，汉字之间没有空格。
    名称与公章不一致是常见的退回原因；请对照证照改正，外文名称不在此列。
    """
    for number, member in enumerate(alliance.members, 1):
        found = _LOOSE.search(member.name or "")
        if found:
            yield Finding(
                f"成员单位[{number}].名称",
                f"名称“{member.name}”中“{found[0]}”处有半角括号、空格或全角字母数字",
                "请对照证照和公章改正：括号用全角，汉字之间不留空格",
            )


@rule("C-MEM-08", "两家成员单位的联系电话相同", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def same_phone(alliance: Alliance) -> Iterator[Finding]:
    """不同单位的联系电话一般不同；号码相同多半是填表时复制没有改，通知也就送不到其中一家。
    请核对；两家确实共用的，可以豁免。
    """
    yield from _shared(alliance, "电话", (dialled(m.contact.phone or "") for m in alliance.members))


@rule("C-MEM-09", "两家成员单位的电子邮箱相同", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def same_mailbox(alliance: Alliance) -> Iterator[Finding]:
    """协议约定发送至电子邮箱即视为送达；两家单位填写同一个邮箱，多半是复制没有改，送达会落到别家。
    请核对；两家确实共用的，可以豁免。
    """
    yield from _shared(alliance, "电子邮箱", (m.contact.email for m in alliance.members))


def _shared(alliance: Alliance, label: str, values: Iterable[str | None]) -> Iterator[Finding]:
    for first, later in repeats(values):
        contact = alliance.members[later].contact
        value = contact.phone if label == "电话" else contact.email
        yield Finding(
            f"成员单位[{later + 1}].联系人.{label}",
            f"{label}“{value}”与成员单位[{first + 1}]相同",
            f"请核对两家的{label}",
        )


@rule("C-MEM-10", "住所与注册地区不在同一省份", severity=Severity.WARNING)
def domicile_elsewhere(alliance: Alliance) -> Iterator[Finding]:
    """住所以另一个省、自治区、直辖市的名称开头，与填写的“注册地区”矛盾。
    登记的住所就在注册地，本地成员数和牵头单位资格都按注册地区计算；请对照证照改正其中一处。
    """
    for number, member in enumerate(alliance.members, 1):
        place = province_before(member.domicile or "")
        if place and member.region and is_province(member.region) and place != member.region:
            yield Finding(
                f"成员单位[{number}].住所",
                f"住所“{member.domicile}”在{place}，注册地区为“{member.region}”",
                "请对照证照核对住所和注册地区",
            )


@rule("C-MEM-11", "住所与注册区县不符", severity=Severity.WARNING)
def another_district(alliance: Alliance) -> Iterator[Finding]:
    """住所中写明的区、县与填写的“注册区县”不同；开发区、园区一类功能区不是行政区，不作比较；只写到市的也不作比较。
    推荐单位由注册区县决定，申请书中两处会同时印出；请对照证照改正其中一处。
    """
    for number, member in enumerate(alliance.members, 1):
        address, district = member.domicile or "", member.district or ""
        place = province_before(address)
        if not district or not place or district in address:
            continue
        found = _DISTRICT.match(address.removeprefix(place).removeprefix(member.city or ""))
        if found and not found[1].endswith(_NO_DISTRICT) and found[1] not in district:
            yield Finding(
                f"成员单位[{number}].注册区县",
                f"注册区县为“{district}”，住所“{address}”在{found[1]}",
                "请对照证照核对住所和注册区县",
            )


@rule("C-MEM-12", "注册地区不是省级地区的全称", severity=Severity.WARNING)
def no_such_region(alliance: Alliance) -> Iterator[Finding]:
    """“所在地区”和“注册地区”要写省、自治区、直辖市的全称，例如 天津市。本地成员数按两者逐字相同计算，
    写成简称或区县名，这一家就会算作外地单位。请改为全称，区县写在“注册区县”中；境外机构不作判断。
    """
    places = [("联盟.所在地区", alliance.info.region)]
    for number, member in enumerate(alliance.members, 1):
        if not member.is_from_abroad:
            places.append((f"成员单位[{number}].注册地区", member.region))
    for field, region in places:
        if region and not is_province(region):
            meant = province_meant(region)
            yield Finding(
                field,
                f"“{region}”不是省、自治区、直辖市的全称",
                f"是否为“{meant}”？" if meant else "请写省级地区的全称，区县写在“注册区县”中",
            )


@rule("C-MEM-14", "境外机构的注册地区在境内", severity=Severity.WARNING)
def abroad_at_home(alliance: Alliance) -> Iterator[Finding]:
    """“境外因素”为境外机构，注册地区却是境内的省、自治区或直辖市，两处矛盾：在境内登记的不是境外机构。
    在境内登记的外商投资企业请改为“外商投资企业”；确是境外机构的，注册地区写它登记的国家或地区。
    """
    for number, member in enumerate(alliance.members, 1):
        if member.is_from_abroad and member.region and is_mainland(member.region):
            yield Finding(
                f"成员单位[{number}].注册地区",
                f"“{member.name or member.short_name or ''}”的境外因素为境外机构，注册地区却是“{member.region}”",
                "请写登记的国家或地区；在境内登记的外商投资企业，请把“境外因素”改为 外商投资企业",
            )


RULES = (
    no_legal_person,
    partnership,
    branch,
    one_control,
    one_representative,
    another_spelling,
    loose_name,
    same_phone,
    same_mailbox,
    domicile_elsewhere,
    another_district,
    no_such_region,
    abroad_at_home,
)
