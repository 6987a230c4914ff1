"""Rule packs of other jurisdictions, declared as data over a few kinds of conditions.

A pack is a file <id>.toml here, its instrument an entry of kit/law/regions.toml, its id a member of RulePack.
"""
