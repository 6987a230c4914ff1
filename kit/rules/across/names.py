"""Names: of the alliance, of its members, of the units that hold an office."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kit import patterns
from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.members import Member
from kit.rules.across.saying import HINT, differs, followed, matches
from kit.rules.case import Case, Sheet
from kit.rules.rule import Finding, Rule, Sureness, set_rule
from kit.rules.words import HAN, reads_as, squeezed

_ALLIANCE = "产业技术创新战略联盟"
_LOOK_BACK = 30
_NEAR = 3  # characters that may differ before it is another alliance's name
_MIN_NAME = 8  # shorter names are too much alike
_NAMED_BY_PLACE = patterns.compiled(
    rf"(?<!{HAN})(?:(?:(?![我本全各该对向为由在的以]){HAN}){{2,4}}(?:省|市|区|州)|京津冀|长三角|粤港澳)"
    rf"(?:(?!推动|关于|开展|构建|发展|管理|组建|建设|支持|促进|培育|试点|申请|备案){HAN}){{2,20}}产业技术创新战略联盟"
)
_BRACKETS = patterns.compiled(r"[（(〔【\[)）〕】\]]")
_ENDINGS = "公司|大学|学院|研究院|研究所|研究中心|中心|集团|事务所|医院|学校|工厂"
_UNIT = patterns.compiled(rf"[\w（）()·]{{4,60}}?(?:{_ENDINGS})(?!{HAN}{{0,3}}(?:公司|大学|学院|研究院|研究所|中心))")
_ENDING = patterns.compiled(_ENDINGS)
_NO_LETTER = patterns.compiled(r"[^\w（）()·]")
_NO_HAN = patterns.compiled(r"[\W\d_\x00-\xff]")
_LONGEST = 62
_OFFICES: tuple[tuple[str, str, str, Callable[[Alliance], Member | None]], ...] = (
    ("对外责任主体单位", "联盟.对外责任主体单位", "对外责任主体(?:单位)?", lambda a: a.lead),
    ("理事长单位", "成员单位", "(?<!副)理事长单位", lambda a: a.chair),
    ("托管单位", "经费.托管单位", "托管单位", lambda a: a.member(a.funds.host)),
    ("监督单位", "经费.监督单位", "监督单位", lambda a: a.member(a.funds.supervisor)),
    (
        "秘书处依托单位",
        "组织机构.秘书处.依托单位",
        "(?:秘书处)?依托单位",
        lambda a: a.member(a.governance.secretariat.host),
    ),
)


@set_rule("C-DOC-03", "文书中联盟名称的写法与数据不一致")
def another_spelling_of_the_alliance(case: Case) -> Iterator[Finding]:
    """在各份文书中查找与“联盟.名称”只差一两个字的联盟名称。

    协议、章程、申请书中的联盟名称应当逐字相同，差一个字就会被当作两个联盟。
    多是模板里手打了名称；请改成标签，由数据填入。
    """
    name = squeezed(case.alliance.info.name or "")
    if not name.endswith(_ALLIANCE) or len(name) < len(_ALLIANCE) + 3:
        return
    front = name.removesuffix(_ALLIANCE)
    for sheet in case.sheets.values():
        told: set[str] = set()
        text = sheet.words.text.replace(name, "\0" * len(name))
        for match in re.finditer(_ALLIANCE, text):
            before = _NO_HAN.split(text[max(match.start() - _LOOK_BACK, 0) : match.start()])[-1]
            near = _nearest_end(before, front)
            if near and near not in told:
                told.add(near)
                shown = f"{near}{_ALLIANCE}"
                yield differs(case, sheet, match, f"写作“{shown}”，数据中的联盟名称是“{name}”", field="联盟.名称")


def _nearest_end(text: str, front: str) -> str:
    """The end of a text that reads almost like the beginning of the alliance's name, or nothing."""
    found: tuple[int, str] | None = None
    allowed = min(_NEAR, len(front) // 3)
    for length in range(max(len(front) - allowed, 2), min(len(front) + allowed, len(text)) + 1):
        end = text[-length:]
        apart = distance(end, front, allowed)
        if apart <= allowed and (found is None or apart < found[0]):
            found = (apart, end)
    return found[1] if found else ""


def distance(one: str, other: str, limit: int) -> int:
    """How many characters must be changed, added or left out; above the limit any larger number."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        above, row[0] = row[0], number
        for place, wanted in enumerate(other, 1):
            above, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, above + (letter != wanted))
        if min(row) > limit:
            return limit + 1
    return row[-1]


@set_rule("C-SET-01", "文书中出现另一个联盟的名称", severity=Severity.WARNING)
def another_alliance(case: Case) -> Iterator[Finding]:
    """查找冠有地名、又不是本联盟的“……产业技术创新战略联盟”。

    套用别的联盟的文本时，常有一两处名称没有改掉。确实要提到别的联盟的，可以豁免。
    """
    name = squeezed(case.alliance.info.name or "")
    for sheet, match in matches(case, _NAMED_BY_PLACE, (_ALLIANCE,)):
        near = name.endswith(_ALLIANCE) and _nearest_end(match[0].removesuffix(_ALLIANCE), name.removesuffix(_ALLIANCE))
        if name and match[0] != name and name not in match[0] and not near and match[0] not in case.written:
            yield differs(case, sheet, match, f"出现“{match[0]}”，本联盟是“{name}”", field="联盟.名称")


def _names(alliance: Alliance) -> list[tuple[str, str]]:
    """The members' names, squeezed, the longest first, each with its field."""
    named = ((squeezed(m.name), f"成员单位[{n}].名称") for n, m in enumerate(alliance.members, 1) if m.name)
    return sorted(named, key=lambda pair: -len(pair[0]))


@set_rule("C-SET-02", "文书中成员名称的括号、全半角写法与数据不一致")
def name_in_other_brackets(case: Case) -> Iterator[Finding]:
    """查找与成员单位名称读起来一样、括号或者字母的写法不同的名称。

    单位名称应当与营业执照、公章逐字一致，括号的全角半角也算。
    多是模板里手打了名称；请改成标签，由数据填入。
    """
    for name, field in _names(case.alliance):
        if not _BRACKETS.search(name):
            continue
        longest = max(_BRACKETS.split(name), key=len)
        if not longest:
            continue  # nothing but brackets
        for sheet, match in matches(case, _in_any_brackets(name), (longest,)):
            if match[0] != name and match[0] not in case.written:
                yield differs(case, sheet, match, f"写作“{match[0]}”，数据中是“{name}”", field=field)


def _in_any_brackets(name: str) -> re.Pattern[str]:
    """A name with brackets of whatever kind."""
    return re.compile(_BRACKETS.pattern.join(re.escape(part) for part in _BRACKETS.split(name)))


def _strangers(sheet: Sheet, names: list[tuple[str, str]]) -> Iterator[re.Match[str]]:
    """What ends like the name of a unit in a document, after the members' names were taken out; each wording once."""
    text = sheet.words.text
    for name, _ in names:
        text = text.replace(name, "\0" * len(name))
    told: set[str] = set()
    for match in _ENDING.finditer(text):
        before = unit_ending_at(text, match.end())
        if before not in told:
            told.add(before)
            yield match


def unit_ending_at(text: str, end: int) -> str:
    """The run of letters that ends at a position and may be, or end in, the name of a unit."""
    return _NO_LETTER.split(text[max(end - _LONGEST, 0) : end])[-1]


@set_rule("C-SET-03", "文书中的单位名称与某家成员只差一个字", severity=Severity.WARNING, sure=Sureness.JUDGEMENT)
def name_one_letter_off(case: Case) -> Iterator[Finding]:
    """查找与成员单位名称只差一个字、后缀相同的单位名称（八个字以上的名称才比）。

    多是手打名称时的错字、漏字。若确是另一家单位，可以豁免。
    """
    every = _names(case.alliance)
    names = [pair for pair in every if len(pair[0]) >= _MIN_NAME]
    for sheet in case.sheets.values():
        for match in _strangers(sheet, every):
            written = unit_ending_at(sheet.words.text, match.end())
            for name, field in names:
                near = near_name(written, name)
                if near and near not in case.written:
                    yield differs(case, sheet, match, f"写作“{near}”，与成员单位“{name}”只差一个字", field=field)
                    break


def near_name(text: str, name: str) -> str:
    """The end of a text that differs from a name in one character, or nothing; the last two must be the same."""
    if text[-2:] != name[-2:] or text.endswith(name):
        return ""
    half = len(name) // 2
    if name[:half] not in text and name[half:] not in text:
        return ""  # one slip leaves one half of the name untouched
    for length in (len(name), len(name) + 1, len(name) - 1):
        end = text[-length:]
        if len(end) == length and distance(end, name, 1) == 1 and not reads_as(end, name):
            return end
    return ""


@set_rule("C-SET-04", "对外责任主体等单位在文书中写成另一家")
def another_unit_in_office(case: Case) -> Iterator[Finding]:
    """查找“对外责任主体单位为……”“托管单位：……”之后写的单位，与数据核对。

    这几家单位对外负责、管理和监督经费，各份文书必须写同一家。
    请核对；模板里手打的名称改成标签。
    """
    for label, field, words, unit_of in _OFFICES:
        unit = unit_of(case.alliance)
        if unit is None or not unit.name:
            continue
        office = patterns.compiled(rf"{words}(?:为|是|系|[:：]|\||，签署本协议时为)")
        for sheet, match, held in followed(case, office, _UNIT, label.removeprefix("秘书处").removesuffix("单位")):
            if not _is_unit(held[0], unit) and not any(near_name(held[0], n) for n, _ in _names(case.alliance)):
                yield differs(case, sheet, match, f"{label}写作“{held[0]}”，数据中是“{unit.name}”", field=field)


def _is_unit(written: str, unit: Member) -> bool:
    names = [squeezed(name) for name in (unit.name, unit.short_name) if name]
    return any(reads_as(written, name) or name.startswith(written) or written.startswith(name) for name in names)


@set_rule("C-FIL-20", "申请书与协议的成员名单不一致")
def lists_differ(case: Case) -> Iterator[Finding]:
    """逐家核对每家缔约单位的全称是否同时出现在联盟协议和备案申请书中。

    申请书的名称、成员、目标、任务应当与签署的协议一致，不一致的会被退回或者认定为材料不实。
    请核对模板中的名单，改由数据生成。
    """
    agreement, application = case.sheets.get("agreement"), case.sheets.get("application")
    if agreement is None or application is None:
        return
    for number, member in enumerate(case.alliance.members, 1):
        name = squeezed(member.name or "")
        if member.is_observer or not name:
            continue
        for there, missing in ((agreement, application), (application, agreement)):
            if name in there.words.text and not _reads_in(missing, name):
                yield Finding(
                    f"成员单位[{number}].名称",
                    f"{there.title}中有“{name}”，{missing.title}中没有",
                    HINT,
                    sheet=missing,
                )


def _reads_in(sheet: Sheet, name: str) -> bool:
    """Whether a name stands in a document, exactly or with the slip another rule tells."""
    text = sheet.words.text
    if name in text or _in_any_brackets(name).search(text):
        return True
    return any(near_name(unit_ending_at(text, match.end()), name) for match in _ENDING.finditer(text))


RULES: tuple[Rule, ...] = (
    another_spelling_of_the_alliance,
    another_alliance,
    name_in_other_brackets,
    name_one_letter_off,
    another_unit_in_office,
    lists_differ,
)
