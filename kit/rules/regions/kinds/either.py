"""One of several conditions is enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kit.model.alliance import Alliance
from kit.rules.regions.kinds.condition import Condition
from kit.rules.rule import Finding


@dataclass(frozen=True, kw_only=True)
class Either(Condition):
    """Nothing is found where one of the conditions is met."""

    conditions: tuple[Condition, ...]

    @property
    def title(self) -> str:
        return "，且".join(condition.title for condition in self.conditions)

    @property
    def demand(self) -> str:
        return "，或者".join(condition.demand for condition in self.conditions)

    def find(self, alliance: Alliance, today: date) -> Iterator[Finding]:
        found = [list(condition.find(alliance, today)) for condition in self.conditions]
        if all(found):
            first = found[0][0]
            messages = "；".join(one.message for findings in found for one in findings)
            yield Finding(first.field, f"{messages}；两项至少符合一项", first.hint)
