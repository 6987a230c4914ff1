"""Text that does not compress to nothing, so that the ratio of a zip is not what refuses a file."""

from random import Random


def noise(length: int = 1_000_000) -> str:
    """The same letters on every run, without a pattern."""
    return Random(1).randbytes(length // 2 + 1).hex()
