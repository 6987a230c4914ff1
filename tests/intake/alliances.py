"""Random facts of the model, as plain data by labels, and random changes to them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from kit.model.alliance import Alliance
from kit.model.fact import Fact
from kit.model.fields import Field, Kind, fields_of

_AWKWARD = (
    "甲: 乙", "甲 #乙", "#甲", "- 甲", "[甲]", "{甲: 乙}", "&甲", "*甲", "!甲", "%甲", "@甲", "`甲`", "|", ">5", "? 甲",
    "0123", "1e5", "null", "Null", "~", "yes", "“甲”", "'甲'", '"甲"', "甲'乙", '甲"乙', "甲\\乙", "甲,乙", "甲]乙",
    "：", "=1+1", "---", "...", "甲:", "甲\t乙", "a: {", "\u00a0甲", "\u2028", "\ufeff甲", "\x07", "甲\u200b", "𠮷田", "𝄞",
)  # fmt: skip
WORDS = st.one_of(
    st.sampled_from(_AWKWARD),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12),
    st.text("甲乙丙丁0123456789", min_size=1, max_size=8),
).filter(lambda text: text.strip())
LONG = st.one_of(WORDS, st.lists(WORDS, min_size=2, max_size=4).map("\n".join))
_EXAMPLES = {Kind.FLAG: st.sampled_from(["是", "否"]), Kind.DAY: st.just("2026-03-18"), Kind.LONG_TEXT: LONG}


def values_of(field: Field, depth: int = 2) -> st.SearchStrategy[Any]:
    """What may be written for a field: any text for a text, a list for a list; nothing need be readable."""
    if field.kind is Kind.LIST:
        item = groups_of(field.group, depth - 1) if field.group else WORDS
        return st.lists(item, max_size=3)
    if field.group:
        return groups_of(field.group, depth - 1)
    return _EXAMPLES.get(field.kind, WORDS)


def groups_of(noun: type[Fact], depth: int = 2) -> st.SearchStrategy[dict[str, Any]]:
    """Some entries of a noun."""
    fields = [field for field in fields_of(noun) if depth > 0 or not field.group]
    return st.lists(st.sampled_from(fields), max_size=5, unique_by=lambda field: field.name).flatmap(
        lambda chosen: st.fixed_dictionaries({field.label: values_of(field, depth) for field in chosen})
    )


ALLIANCES = groups_of(Alliance, 4)
