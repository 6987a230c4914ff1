"""What several rules of the measure ask: is it Tianjin, since when is there an alliance, when are years over."""

from __future__ import annotations

from datetime import date

from kit.model.alliance import Alliance
from kit.model.members import Member

CITY = "天津市"
DISTRICTS = (
    *("和平区", "河东区", "河西区", "南开区", "河北区", "红桥区", "东丽区", "西青区", "津南区", "北辰区"),
    *("武清区", "宝坻区", "滨海新区", "宁河区", "静海区", "蓟州区"),
)


def in_tianjin(region: str | None) -> bool:
    """Whether a region as people write it is Tianjin: 天津, 天津市, 天津市滨海新区."""
    return bool(region) and str(region).startswith(CITY[:2])


def formed_on(alliance: Alliance) -> date | None:
    """The day the alliance was founded, or else its agreement signed; None while neither is known."""
    return alliance.info.founded_on or alliance.signing.signed_on


def years_after(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def is_nothing(text: str | None) -> bool:
    """Whether somebody wrote that there is nothing: 无, 暂无, 没有, /."""
    return text is not None and text.strip("。.，, ") in {"无", "暂无", "没有", "/", "／", "-", "—"}


def path_of(alliance: Alliance, member: Member) -> str:
    """The path of a member of the alliance: 成员单位[3]."""
    number = next(number for number, one in enumerate(alliance.members, 1) if one is member)
    return f"成员单位[{number}]"
