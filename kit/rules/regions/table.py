"""The packs of other jurisdictions as a page of the documentation: sources, force, conditions, and what is not known."""

from __future__ import annotations

from collections.abc import Iterator

from kit.rules.regions.packs import Region, region, region_ids

_HEAD = """\
# 各地规则包

由程序从 `kit/rules/regions/` 中的声明生成。在数据文件的“设置.规则包”中写上编号就会适用，例如 `规则包: [general, jx-2023]`。

这些规则包依据的都是**转载或转述的资料**，没有核对原文，现行情况也没有核实，所以只给出警告和提示，不拦住生成。
“原则上”“一般”的要求同样只是警告。资料没有写明的，列为“未载明的事项”，不作检查，也不推定；没有问题不等于符合条件。
申报之前，请以受理机关当年的通知为准。
"""
_FACTS = """
## 只作了解、没有做成规则的资料

- 芜湖市 2025 年：9 个联合体共一百多家单位，企业占四分之三以上，由链主企业牵头。
- 江西省 24 个产业链联合体：共 562 家单位，企业占 75%，各设专家委员会。
- 长三角 2025 年：苏、浙、皖、沪联合开展，跨省组建；牵头单位也可以是重大创新平台。

天津市 2018 年办法读过全文，单独成包（`tj-2018`）。
"""


def regions_page() -> str:
    """The whole page."""
    regions = [region(id) for id in region_ids()]
    return "\n".join([_HEAD, *_summary(regions), *(line for one in regions for line in _section(one)), _FACTS])


def _summary(regions: list[Region]) -> Iterator[str]:
    yield "| 编号 | 适用地域 | 名称 | 检查的条件 | 未载明的事项 |"
    yield "|---|---|---|--:|--:|"
    for one in regions:
        pack = one.pack
        counts = f"{len(pack.rules) or '无'} | {len(pack.unspecified)}"
        yield f"| [`{pack.id}`](#{pack.id}) | {pack.jurisdiction} | {pack.title} | {counts} |"


def _section(one: Region) -> Iterator[str]:
    pack, source = one.pack, one.pack.source
    assert source is not None
    yield f"\n## {pack.id}\n"
    yield f"**{pack.title}**\n"
    yield f"- 适用地域：{pack.jurisdiction}"
    yield f"- 依据：{source.name}" + (f"，{source.issued} 印发" if source.issued else "")
    yield f"- 施行情况：{_force(one)}"
    yield f"- 出处：{one.seen}。{source.note}"
    yield f"- 未载明的事项：{'；'.join(pack.unspecified)}"
    if one.unchecked:
        yield f"- 资料提到而数据文件不能回答的：{'；'.join(one.unchecked)}"
    if not pack.rules:
        yield "\n所见资料没有写出可以检查的条件，适用这个规则包等于只提示上述事项。"
        return
    yield "\n| 代码 | 要求 | 严重程度 | 说明 |"
    yield "|---|---|---|---|"
    for rule in pack.rules:
        condition = one.conditions.get(rule.code)
        demand, note = (condition.demand, condition.note) if condition else (rule.title, "")
        yield f"| {rule.code} | {demand} | {rule.severity.value} | {note} |"


def _force(one: Region) -> str:
    source = one.pack.source
    assert source is not None
    if source.until:
        return f"有效期至 {source.until}"
    return f"自 {source.since} 起施行，终止日期未核实" if source.since else "未核实"
