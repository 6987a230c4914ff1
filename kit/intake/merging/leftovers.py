"""What stands in the data file and a handed-in file no longer has: nobody deletes it, somebody should look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from kit.diagnostics import Diagnostic, Place, Severity
from kit.intake.merging.facts import Given
from kit.intake.merging.matching import MEMBERS
from kit.intake.merging.provenance import Provenance
from kit.intake.merging.sources import Handed
from kit.intake.origins import FieldPath, in_labels

_DEPTH = 4  # of an item in a list of a member: 成员单位[1].投入[1]


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


def reworded(
    facts: dict[FieldPath, Given],
    handed: Handed,
    spoken_of: Set[FieldPath],
    places: Mapping[FieldPath, Place],
    in_doubt: Set[FieldPath],
) -> Iterator[Diagnostic]:
    """A warning for each item that is new in a member's list, where the file leaves out one that stood there.

    It may be the same item with another name, and would then count twice.

    spoken_of  the items of the data file that the file has; places: where each of the file's facts stands.
    in_doubt   the new items that somebody is asked about anyhow.
    """
    there = {path[:_DEPTH] for path in facts if path[:1] == MEMBERS and len(path) > _DEPTH}
    missing: dict[FieldPath, FieldPath] = {}
    for item in sorted(there - spoken_of, key=str):
        missing.setdefault(item[:-1], item)
    told: set[FieldPath] = set(in_doubt)
    for path, place in places.items():
        item = path[:_DEPTH]
        old = missing.get(item[:-1]) if len(path) > _DEPTH and item not in there | told else None
        if old:
            told.add(item)
            yield Diagnostic(
                "I-MRG-06",
                f"“{in_labels(item)}”是新的一项，而原有的“{in_labels(old)}”在 {handed.path.name} 里没有",
                Severity.WARNING,
                field=in_labels(item),
                place=place,
                hint="如果是同一项改了说法，导入后请在数据文件中删去原来的，不然会算两次",
            )
