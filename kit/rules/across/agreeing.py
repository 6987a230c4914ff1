"""What agreement and charter must say alike: majorities, people in office, and where disputes go."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from kit import patterns
from kit.diagnostics import Severity
from kit.model.alliance import Alliance
from kit.model.covenants import DisputeMode, Dissolution
from kit.model.majority import Majority, read_majority
from kit.model.reading import NotReadable
from kit.rules.across.saying import differs, followed, matches
from kit.rules.case import Case, Sheet
from kit.rules.rule import Finding, Rule, Sureness, set_rule
from kit.rules.texts.forum import courts, institutions, tribunals
from kit.rules.words import HAN, reads_as, squeezed

_UNANIMOUS = Majority(Fraction(1), True)
_SHARE = r"[二三四五六七八九十]分之[一二三四五六七八九]|[0-9]{1,2}/[0-9]{1,2}|半数"
_FRACTION = rf"(?:(超过|过)({_SHARE})|((?:{_SHARE}))(以上)|(全体一致|一致同意))"
_NEAR = r"[^。；\n|]{0,16}?"


def _to_dissolve(alliance: Alliance) -> Majority | None:
    openness = alliance.openness
    return _UNANIMOUS if openness.dissolution is Dissolution.ALL_MEMBERS else openness.dissolution_majority


_MATTERS: tuple[tuple[str, str, str, tuple[str, ...], Callable[[Alliance], Majority | None]], ...] = (
    (
        "普通决议",
        "组织机构.理事会.普通决议",
        rf"普通决议(?:须|应当?|需)?(?:经|由){_NEAR}{_FRACTION}",
        ("普通决议",),
        lambda a: a.governance.council.ordinary,
    ),
    (
        "特别决议",
        "组织机构.理事会.特别决议",
        rf"特别决议(?:须|应当?|需)?(?:经|由){_NEAR}{_FRACTION}",
        ("特别决议",),
        lambda a: a.governance.council.special,
    ),
    (
        "法定人数",
        "组织机构.理事会.法定人数",
        rf"理事(?:会会议须?由|的)?{_NEAR}{_FRACTION}(?:理事)?(?:出席|到会)(?:的)?[^。；\n|]{{0,10}}方可",
        ("方可",),
        lambda a: a.governance.council.quorum,
    ),
    (
        "临时会议的提议",
        "组织机构.理事会.临时会议提议",
        rf"理事(?:的)?{_FRACTION}提议|{_FRACTION}(?:的)?理事提议",
        ("提议",),
        lambda a: a.governance.council.extraordinary,
    ),
    (
        "提前解散",
        "开放发展.解散表决比例",
        rf"(?:提前)?解散[^。；\n|]{{0,14}}，?(?:须|应当?|需)经{_NEAR}{_FRACTION}",
        ("解散",),
        _to_dissolve,
    ),
)
_PEOPLE: tuple[tuple[str, str, str, Callable[[Alliance], str | None]], ...] = (
    ("理事长", "组织机构.理事会.理事", r"(?<!副)理事长", lambda a: a.governance.council.chair),
    ("秘书长", "组织机构.秘书处.秘书长", r"(?<!副)秘书长", lambda a: a.governance.secretariat.secretary_general),
    ("主任委员", "组织机构.专家委员会.专家", r"(?<!副)主任委员", lambda a: a.governance.experts.head),
)
_NAME = patterns.compiled(rf"({HAN}{{2,4}}(?:·{HAN}{{2,6}})?)(?:先生|女士|同志|担任)?(?=[，。；、\n|（(]|$)")
_NO_PERSON = patterns.compiled(
    r"单位|委派|理事|委员|召集|主持|提名|指定|其他|代表|成员|专家|法人|一名|一人|负责|本人|空缺|待"
)


def _majority(match: re.Match[str]) -> Majority | None:
    """The majority a match states, from its last groups."""
    words = "".join(group for group in match.groups() if group)
    try:
        return read_majority("全体一致" if "一致" in words else words)
    except NotReadable:
        return None


@set_rule("C-GOV-03", "文书中的表决比例与数据不一致", basis=("CC 510",), sure=Sureness.LOGIC)
def another_majority(case: Case) -> Iterator[Finding]:
    """查找普通决议、特别决议、法定人数、临时会议提议和提前解散的比例，与“组织机构.理事会”等字段核对。

    同一事项在协议和章程里比例不同，决议是否通过就有两种算法。
    请核对；模板里手打的比例改成标签，协议和章程由同一数据填入。
    """
    for matter, field, pattern, words, majority_of in _MATTERS:
        expected = majority_of(case.alliance)
        if expected is None:
            continue
        for sheet, match in matches(case, patterns.compiled(pattern), words):
            if "委员" in sheet.words.sentence(match.start()):
                continue
            stated = _majority(match)
            if stated is not None and stated != expected:
                message = f"{matter}写作“{match[0][-24:]}”，即{stated}，数据中是{expected}"
                yield differs(case, sheet, match, message, field=field)


@set_rule("C-SET-23", "理事长、秘书长或者主任委员在文书中写成另一人", severity=Severity.WARNING)
def another_person_in_office(case: Case) -> Iterator[Finding]:
    """查找“理事长为……”“秘书长：……”“主任委员为……”之后的姓名，与数据核对。

    各份文书中担任同一职务的应当是同一人。请核对；模板里手打的姓名改成标签。
    """
    for label, field, words, person_of in _PEOPLE:
        expected = person_of(case.alliance)
        if not expected:
            continue
        for sheet, match, named in followed(case, patterns.compiled(rf"{words}(?:为|是|[:：]|由)"), _NAME, label):
            if not _NO_PERSON.search(named[1]) and not reads_as(named[1], expected):
                yield differs(case, sheet, match, f"{label}写作“{named[1]}”，数据中是“{expected}”", field=field)


@set_rule("C-DIS-13", "各份文书的争议解决方式不一致", basis=("SPC-ARB 7",), sure=Sureness.LOGIC)
def another_forum(case: Case) -> Iterator[Finding]:
    """核对每份文书写的是仲裁还是诉讼、写的是哪一家仲裁机构，与“争议解决”一致。

    协议约定仲裁而章程、任务书写由法院管辖，或者写了另一家机构，仲裁约定可能因此无效。
    请在各份文书中写同一种方式、同一家机构。
    """
    disputes = case.alliance.disputes
    for sheet in case.sheets.values():
        tribunal, court = next(tribunals(sheet), None), next(courts(sheet), None)
        if tribunal is not None and court is not None:
            continue  # told as a fault of that document
        wrong = court if disputes.mode is DisputeMode.ARBITRATION else tribunal
        if wrong is not None and _says_both(sheet.words.sentence(wrong.start())):
            continue
        if disputes.mode is not None and wrong is not None:
            message = f"写有“{sheet.words.excerpt(wrong)}”，“争议解决.方式”是{disputes.mode}"
            yield differs(case, sheet, wrong, message, field="争议解决.方式")
        elif disputes.mode is DisputeMode.ARBITRATION and disputes.institution:
            yield from _another_institution(case, sheet, disputes.institution)


def _says_both(sentence: str) -> bool:
    return "仲裁" in sentence and "法院" in sentence


def _another_institution(case: Case, sheet: Sheet, institution: str) -> Iterator[Finding]:
    named = institutions(sheet)
    expected = squeezed(institution)
    if len(named) == 1:
        (name, match), *_ = named.items()
        if name not in expected and expected not in name:
            message = f"仲裁机构写作“{name}”，数据中是“{institution}”"
            yield differs(case, sheet, match, message, field="争议解决.仲裁机构")


RULES: tuple[Rule, ...] = (another_majority, another_person_in_office, another_forum)
