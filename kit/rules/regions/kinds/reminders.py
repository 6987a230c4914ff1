"""What one data file cannot decide, or what is only worth a hint."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kit.model.alliance import Alliance
from kit.rules.regions.kinds.condition import Hint
from kit.rules.rule import Finding


@dataclass(frozen=True, kw_only=True)
class Reminder(Hint):
    """Told on every report: quotas, publicity.

    topic  the matter, in a few words. about  what is asked. do  what to do. field  where it belongs in the data file.
    """

    topic: str
    about: str
    do: str
    field: str = "备案"

    @property
    def title(self) -> str:
        return self.topic

    @property
    def demand(self) -> str:
        return self.about

    def find(self, alliance: Alliance, today: date) -> Iterator[Finding]:
        yield Finding(self.field, self.about, self.do)


@dataclass(frozen=True, kw_only=True)
class Papers(Hint):
    """Papers that go with the application beyond those the kit makes."""

    papers: tuple[str, ...]

    @property
    def title(self) -> str:
        return "附加材料中没有列出规定的材料"

    @property
    def demand(self) -> str:
        return f"申报材料包括{'、'.join(self.papers)}"

    def find(self, alliance: Alliance, today: date) -> Iterator[Finding]:
        listed = "\n".join(attachment.title or "" for attachment in alliance.filing.attachments)
        lacking = "、".join(paper for paper in self.papers if paper not in listed)
        if lacking:
            yield Finding(
                "备案.附加材料",
                f"附加材料中没有{lacking}，{self.should}随申请一并报送",
                "请备齐后列入“备案.附加材料”，由推荐单位出具的请提前办理",
            )


@dataclass(frozen=True, kw_only=True)
class NameWords(Hint):
    """Words in the alliance's name that are looked at with special care."""

    words: tuple[str, ...]

    @property
    def title(self) -> str:
        return "联盟名称含有重点核查的字样"

    @property
    def demand(self) -> str:
        return f"名称含{'、'.join(f'“{word}”' for word in self.words)}的，重点核查"

    def find(self, alliance: Alliance, today: date) -> Iterator[Finding]:
        name = alliance.info.name or ""
        hit = "、".join(f"“{word}”" for word in self.words if word in name)
        if hit:
            yield Finding("联盟.名称", f"联盟名称“{name}”含{hit}，属于重点核查的字样", "请向受理机关核对能否使用")
