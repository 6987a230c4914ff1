"""What was left to be filled in, and slips of the pen: blanks, stand-ins, doubled punctuation, broken references."""

from __future__ import annotations

import re

from kit import patterns
from kit.diagnostics import Severity
from kit.rules.case import Case, Sheet
from kit.rules.rule import Sureness
from kit.rules.texts.wording import Wording, wording

# A line behind these is there for the pen; with white space gone only signs of a line are left between.
_FOR_THE_PEN = patterns.compiled(r"(?:签字|签名|签章|签署|盖章|公章|印章|日期|时间)[）)]?[:：]?[_年月日]*$")
_SHOWN_BEFORE = 60


def _is_left(case: Case, sheet: Sheet, match: re.Match[str]) -> bool:
    """Not a line for the pen, not a gap of a draft, not the words of a fact."""
    text, at = sheet.words.text, match.start()
    if match[0].startswith("_"):
        return not _FOR_THE_PEN.search(text[max(at - _SHOWN_BEFORE, 0) : at].rpartition("\n")[2])
    return not (match[0].startswith("【") and match[0][1:-1] and match[0] in case.written)


RULES = (
    wording(
        "C-DOC-07",
        "文书中留有没有填写的空白",
        Wording(
            r"【(?!待补：)[^【】\n]{0,40}】|_{3,}|(?<![A-Za-z0-9])(?:[Xx]{2,}|×{2,})(?![A-Za-z0-9])|某某|待定(?!位|向|义|点|的|时|期间)|待填|待补(?!充|：|助|贴|偿)"
            r"|(?<![A-Za-z])(?:TODO|TBD|Lorem)(?![A-Za-z])|《》|“”|〔〕",
            (
                "【",
                "___",
                "XX",
                "xx",
                "××",
                "某某",
                "待定",
                "待填",
                "待补",
                "TODO",
                "TBD",
                "Lorem",
                "《》",
                "“”",
                "〔〕",
            ),
            forbidden=False,
            accept=_is_left,
        ),
        says="像是没有填写的空白或者代用的字样",
        hint="请在模板或者数据中补上内容；留给手写的，写在“签字”“盖章”“日期”之后",
        explanation=(
            "在生成的文书中查找【】、____、XX、××、某某、待定、TODO、空的《》一类字样。"
            "留有空白的文书不能签署，也不能报送。"
            "请补上内容。草案中的【待补：……】另行提示，签字、盖章、日期之后留给手写的横线不算。"
        ),
        severity=Severity.ERROR,
        sure=Sureness.LOGIC,
    ),
    wording(
        "C-DOC-08",
        "标点重复",
        Wording(
            r"。。|，，|；；|、、|：：|。；|；。|，。|。，|、。|、，|，；|；，",
            ("。。", "，，", "；；", "、、", "：：", "。；", "；。", "，。", "。，", "、。", "、，", "，；", "；，"),
            forbidden=False,
        ),
        says="标点重复或者相连",
        hint="数据中的一句话末尾不写句号，由模板加；或者改正模板",
        explanation=(
            "查找“。。”“，，”“。；”一类重复的标点。"
            "多是数据里的句子已经带了句号，模板又加一个。请删去数据末尾的标点，或者改正模板。"
        ),
        sure=Sureness.LOGIC,
    ),
    wording(
        "C-DOC-09",
        "留有失效的交叉引用",
        Wording(
            r"错误[!！](?:未找到|未定义|未指定|不能|参考源|书签|文档中没有)?|Error!(?:Reference|Bookmark|No)",
            ("错误!", "错误！", "Error!"),
            forbidden=False,
        ),
        says="这是 Word 找不到引用目标时留下的字样",
        hint="在模板中删去这处引用，改用 见('条款') 或者重新插入交叉引用",
        explanation=(
            "查找“错误!未找到引用源。”一类字样。"
            "模板里的交叉引用失去目标后，Word 更新域时会印出这句话。请删去并重新插入引用。"
        ),
        severity=Severity.ERROR,
        sure=Sureness.LOGIC,
    ),
)
