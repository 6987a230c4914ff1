"""What an earlier version of a file brought and its new version no longer has: nobody deletes it, somebody should look."""

from __future__ import annotations

from collections.abc import Iterator, Set

from kit.diagnostics import Diagnostic, Severity
from kit.intake.merging.facts import Given
from kit.intake.merging.provenance import Provenance
from kit.intake.merging.sources import Handed
from kit.intake.origins import FieldPath, in_labels


def left_over(
    facts: dict[FieldPath, Given],
    names: dict[FieldPath, str],
    known: Provenance,
    handed: Handed,
    spoken_of: Set[FieldPath],
) -> Iterator[Diagnostic]:
    """A warning for each item of the data file that came whole from another version of this file and is not in this one.

    spoken_of  the items of the data file that this version has.
    """
    theirs: dict[FieldPath, bool] = {}
    first: dict[FieldPath, Given] = {}
    for path, given in facts.items():
        record = known.records.get(names.get(path, ""))
        is_theirs = bool(record and record.file == handed.path.name and record.sha256 != handed.sha256)
        for length in (length for length, step in enumerate(path, 1) if isinstance(step, int)):
            item = path[:length]
            first.setdefault(item, given)
            theirs[item] = theirs.get(item, True) and is_theirs
    told: set[FieldPath] = set()
    for item, given in first.items():
        if theirs[item] and item not in spoken_of and not any(item[:length] in told for length in range(len(item))):
            told.add(item)
            yield Diagnostic(
                "I-MRG-05",
                f"“{in_labels(item)}”来自 {handed.path.name} 的上一版，这一版里没有了；没有删除",
                Severity.WARNING,
                field=in_labels(item),
                place=given.place,
                hint="不再需要的，请在数据文件中删去",
            )
