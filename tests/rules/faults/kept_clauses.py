"""Clauses that a careful agreement keeps, overwritten one at a time."""

from kit.rules.general.kept import KEPT
from tests.rules.sample import Fault, Fine

FAULTS: tuple[Fault, ...] = tuple(
    Fault(kept.code, words=f"没有“{clause.titles[0]}”", drop={clause.document: clause.id})
    for kept in KEPT
    for clause in kept.clauses
)
FINE: tuple[Fine, ...] = ()
