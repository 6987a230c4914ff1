"""How many examples a fuzzing test looks at: few and always the same ones in the suite, a night's worth in `make fuzz`."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

_WANTED = int(os.environ.get("KIT_FUZZ_EXAMPLES", "0"))


def examples(few: int) -> settings:
    """Settings for a test that looks at a few examples, or at KIT_FUZZ_EXAMPLES where that is set."""
    return settings(
        max_examples=_WANTED or few,
        derandomize=not _WANTED,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
