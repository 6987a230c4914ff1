"""The packs of other jurisdictions: each a file of data beside this one, read when it is asked for, and strictly."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kit.law.sources import Source, sources
from kit.rules.expiry import expiry_rule
from kit.rules.pack import Pack
from kit.rules.regions.kinds import declared
from kit.rules.regions.kinds.condition import Condition
from kit.rules.regions.place import Place
from kit.rules.rule import Rule, Sureness, dated_rule, group

_FOLDER = Path(__file__).parent
_KEYS = {"title", "source", "region", "city", "seen", "expiry", "unspecified", "unchecked", "rules"}
_CAUTION = "依据是转述，没有核对原文和现行情况，只列为警告或提示；请以受理机关当年的通知为准。"


@dataclass(frozen=True)
class Region:
    """A pack of a jurisdiction, with what its page of the documentation tells besides.

    seen       where the instrument was seen.
    conditions what the rules ask, by code.
    unchecked  what the instrument asks and the data file cannot answer.
    """

    pack: Pack
    place: Place
    seen: str
    conditions: Mapping[str, Condition]
    unchecked: tuple[str, ...]


def region_ids() -> tuple[str, ...]:
    """The ids of all packs of jurisdictions."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


def region_pack(id: str) -> Pack:
    """The pack of an id. Raises ValueError where its declaration is at fault."""
    return region(id).pack


@cache
def region(id: str) -> Region:
    """A pack with its page. Raises ValueError where its declaration is at fault."""
    return read_region(id, (_FOLDER / f"{id}.toml").read_text(encoding="utf-8"))


def read_region(id: str, text: str) -> Region:
    """A pack from its declaration.

    title, source, seen  its name, the code of its instrument in kit/law, where that was seen.
    region, city         where it applies; neither for the whole country.
    expiry               the code of the notice that the instrument has ended, where its end is known.
    unspecified          matters that the instrument, as far as it was seen, does not settle.
    unchecked            what it asks and the data file cannot answer.
    rules                its conditions: code, kind, and the parameters of the kind.
    Raises ValueError for an unknown key, kind or instrument.
    """
    written = tomllib.loads(text)
    if unknown := written.keys() - _KEYS:
        raise ValueError(f"{id}: no such key: {', '.join(sorted(unknown))}")
    try:
        source = sources()[written["source"]]
        place = Place(written.get("region", ""), written.get("city", ""))
        tables = written.get("rules", [])
        conditions = {table["code"]: declared(_without_code(table), place) for table in tables}
        title, seen = written["title"], written["seen"]
    except (KeyError, ValueError) as fault:
        raise ValueError(f"{id}: {fault}") from fault
    if len(conditions) < len(tables):
        raise ValueError(f"{id}: a code is taken twice")
    if (source.until is not None) != ("expiry" in written):
        raise ValueError(f"{id}: an instrument with an end has a notice of it, and no other")
    pack = Pack(
        id,
        title,
        group(_notice(written, source), tuple(_rule(*item, source, place) for item in conditions.items())),
        jurisdiction=str(place),
        source=source,
        unspecified=tuple(written.get("unspecified", ())),
    )
    return Region(pack, place, seen, conditions, tuple(written.get("unchecked", ())))


def _without_code(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if key != "code"}


def _notice(written: Mapping[str, Any], source: Source) -> tuple[Rule, ...]:
    return (expiry_rule(written["expiry"], source),) if "expiry" in written else ()


def _rule(code: str, condition: Condition, source: Source, place: Place) -> Rule:
    note = f"{condition.note}。" if condition.note else ""
    return dated_rule(
        code,
        condition.title,
        severity=condition.severity,
        basis=(source.code,),
        sure=Sureness.REPORTED,
        explanation=f"{place}的申报文件（据所见资料）：{condition.demand}。{note}{_CAUTION}",
    )(condition.find)
