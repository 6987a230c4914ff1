"""The running text of the form: what it says around its tables, and by what the reader knows that text again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kit import patterns
from kit.intake.form.layout import TITLE, plain
from kit.model.alliance import Alliance

GUIDE = "填写说明"
UNIT_PART, GIVEN_PART, TASK_PART, PEOPLE_PART, SEAL_PART = (
    "单位情况",
    "投入与知识产权",
    "参加的任务",
    "推荐的人员",
    "声明与盖章",
)
_PREFILLED = "已经填好的内容由秘书处预先填入，请逐项核对，有错的直接改正。"
_RULES = (
    "本表由各成员单位填写，用来起草联盟协议、联盟章程和备案申请书。每一项只填一次，各份文书都从这里取。",
    "标＊的必须填写。灰色文字是提示，点一下就可以填写；没有内容的，保留提示不动。",
    "金额写明单位，例如 300万元；日期写成 2026-03-18；国家秘密、商业秘密的具体内容请不要填入。",
    "清单一行填一项。行数不够时，复制一整行粘贴在下面；空行不必删去。请不要改动栏目名称和表格的格式。",
)
_PRIVACY = "人员的出生年份等个人信息只用于联盟的组建和备案，请先征得本人同意。"
COMMITMENT = "本单位已核对本表的全部内容，确认真实、准确、完整，并对此负责；内容有变动的，及时书面告知联盟秘书处。"
SIGNATURES = (
    "填 表 人：　　　　　　　　　联系电话：",
    "负 责 人（签字）：",
    "单　　位（公章）：",
    "日　　期：　　　　年　　月　　日",
)
_TASKS = "可以参加的任务："
_NO_TASKS = "任务的编号和名称请向联盟秘书处了解。"
_BACK = "填好后请打印一份盖章，连同本文件一起"
_MEMBER = "填表单位："


@dataclass(frozen=True)
class Addressee:
    """To whom the form goes back, and until when; empty where the alliance does not say."""

    office: str
    contact: str
    until: str

    @classmethod
    def of(cls, alliance: Alliance, until: date | None = None) -> Addressee:
        """The secretariat of an alliance; without a day it asks for an answer soon."""
        office = alliance.governance.secretariat
        known = {
            "联系人": office.secretary_general,
            "电话": office.phone,
            "电子邮箱": office.email,
            "地址": office.address,
        }
        return cls(
            f"{alliance.info.short_name or alliance.info.name or '联盟'}秘书处",
            "，".join(f"{label}：{value}" for label, value in known.items() if value),
            f"{until.year}年{until.month}月{until.day}日" if until else "",
        )

    @property
    def request(self) -> str:
        """The rule that says where the form goes."""
        until = f"于{self.until}以前" if self.until else "尽早"
        contact = f"（{self.contact}）" if self.contact else ""
        return f"{_BACK}，{until}交回{self.office}{contact}。"


def rules(prefilled: bool) -> tuple[str, ...]:
    """How to fill in the form; prefilled: some of it is filled in already."""
    return (*_RULES, *([_PREFILLED] if prefilled else []), _PRIVACY)


def tasks_line(tasks: str) -> str:
    """The line that lists the tasks one may join."""
    return f"{_TASKS}{tasks}。" if tasks else _NO_TASKS


def member_line(name: str) -> str:
    """The line below the title that says whose form it is."""
    return f"{_MEMBER}{name}" if name else ""


_FIXED = frozenset(
    plain(words)
    for words in (
        *(TITLE, GUIDE, UNIT_PART, GIVEN_PART, TASK_PART, PEOPLE_PART, SEAL_PART),
        *(*_RULES, _PREFILLED, _PRIVACY, COMMITMENT, _NO_TASKS),
    )
)
_VARIABLE = patterns.compiled(
    f"{_MEMBER}.*|{_TASKS}.*。|{_BACK}，.*交回[^。]*。|填表人：.*联系电话：.*|负责人（签字）：.*|单位（公章）：.*|日期：.*"
)
_NUMBER = patterns.compiled(r"^(?:[一二三四五六七八九十]+|\d+)[、.．)]\s*")


def is_ours(text: str, alliance: str) -> bool:
    """Whether a paragraph is the form's own, not one that somebody added.

    alliance  the name that stands in the page header.
    """
    bare = _NUMBER.sub("", text)
    words = plain(bare)
    if not words or words in _FIXED or words == plain(alliance):
        return True
    return _VARIABLE.fullmatch("".join(bare.split())) is not None
