"""The notice that a pack's instrument has ended."""

from tests.rules.sample import DELETE, Fault, Fine

FAULTS: tuple[Fault, ...] = (
    Fault("C-FIL-01", {"备案.现行依据": DELETE}, "备案.现行依据", "已于 2020-12-31 失效"),
    Fault("C-FIL-01", {"备案.现行依据.确认人": DELETE}, "备案.现行依据", "已于 2020-12-31 失效"),
)
FINE: tuple[Fine, ...] = ()
