"""Where disputes go, as a document says it: sentences that arbitrate, sentences that go to court, institutions named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kit import patterns
from kit.rules.case import Sheet
from kit.rules.texts.wording import compiled, is_forbidden
from kit.rules.words import HAN

_TRIBUNAL = r"(?:提交|提请|申请|向|由){S}{0,40}?(?:仲裁委员会|仲裁院|仲裁中心|仲裁机构){S}{0,50}?(?:仲裁|裁决)"
_COURT = r"(?:向|由|提交){S}{0,30}?法院(?:提起诉讼|起诉|管辖|诉讼|裁判|处理|解决)|{S}{0,4}法院(?:专属)?管辖"
_OTHER_CASES = (
    r"保全|协助取证|证据|撤销|执行|劳动|人事|行政|专利复审|无效宣告|确认仲裁|仲裁协议|商业秘密案|法律规定|垄断|刑事|破产"
    r"|第三[人方]|他人侵|联盟外|该合同|其合同"
)
_INSTITUTION = patterns.compiled(rf"(?:{HAN}|[（）()]){{2,24}}?(?:仲裁委员会|国际仲裁院|仲裁院|国际仲裁中心|仲裁中心)")
_BEFORE_NAME = patterns.compiled(
    r"\A.*(?:提交|提请|请求|申请|可以|应当|交由|选定|选择|约定|或者|以及|[向由或与及至为是归于请对]|(?<!所)在|(?<!呼)和)"
)
_NO_NAME = patterns.compiled(
    r"劳动|人事|土地|当地|所在地|本地|有管辖权|签订地|该|同一|一家|上述|前述|另一|任何|某|其他|经济合同|^(?:仲裁|国际仲裁)"
)


def tribunals(sheet: Sheet) -> Iterator[re.Match[str]]:
    """Sentences that hand disputes to arbitration."""
    return _sentences(sheet, _TRIBUNAL, "仲裁")


def courts(sheet: Sheet) -> Iterator[re.Match[str]]:
    """Sentences that hand disputes to a court."""
    return _sentences(sheet, _COURT, "法院")


def _sentences(sheet: Sheet, pattern: str, word: str) -> Iterator[re.Match[str]]:
    others = compiled(_OTHER_CASES)
    for match in sheet.words.hits(compiled(pattern), (word,)):
        if not others.search(sheet.words.sentence(match.start())) and not is_forbidden(sheet.words, match):
            yield match


def institutions(sheet: Sheet) -> dict[str, re.Match[str]]:
    """The arbitration institutions named in a document, each with its first place."""
    named: dict[str, re.Match[str]] = {}
    for match in sheet.words.hits(_INSTITUTION, ("仲裁委员会", "仲裁院", "仲裁中心")):
        name = _BEFORE_NAME.sub("", match[0])
        if len(name) > 5 and not _NO_NAME.search(name):
            named.setdefault(name, match)
    return named
