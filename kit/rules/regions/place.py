"""Where an instrument applies."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A province, or a city of one; empty for the whole country."""

    region: str = ""
    city: str = ""

    def __str__(self) -> str:
        return f"{self.region}{self.city}" or "全国"

    def holds(self, region: str | None, city: str | None) -> bool | None:
        """Whether something registered there lies in this place; None where that cannot be told."""
        if not self.region:
            return True
        if not region:
            return None
        if region[:2] != self.region[:2]:  # two characters tell all provinces apart, however they are written
            return False
        if not self.city:
            return True
        return _bare(city) == _bare(self.city) if city else None


def _bare(city: str) -> str:
    return city.removesuffix("市")
