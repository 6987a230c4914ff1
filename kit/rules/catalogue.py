"""All rule packs, and which of them judge an alliance."""

from __future__ import annotations

from functools import cache

from kit.model.alliance import Alliance
from kit.model.settings import RulePack
from kit.rules.general import GENERAL
from kit.rules.pack import Pack
from kit.rules.rule import Rule


@cache
def pack_named(name: RulePack) -> Pack:
    """The pack of a name; loaded when it is asked for."""
    if name is RulePack.GENERAL:
        return GENERAL
    if name is RulePack.TIANJIN_2018:
        from kit.rules.tj2018 import TIANJIN_2018

        return TIANJIN_2018
    from kit.rules.regions.packs import region_pack

    return region_pack(str(name))


def all_packs() -> tuple[Pack, ...]:
    """Every pack, the general one first."""
    return tuple(pack_named(name) for name in RulePack)


def packs_of(alliance: Alliance) -> tuple[Pack, ...]:
    """The packs that judge an alliance: the general one always, then those of 设置.规则包."""
    chosen = dict.fromkeys((RulePack.GENERAL, *alliance.settings.packs))
    return tuple(pack_named(name) for name in chosen)


@cache
def rules_by_code() -> dict[str, tuple[Pack, Rule]]:
    """Every rule of every pack with its pack, by code."""
    found: dict[str, tuple[Pack, Rule]] = {}
    for pack in all_packs():
        for rule in pack.rules:
            assert rule.code not in found, rule.code
            found[rule.code] = (pack, rule)
    return found
