"""Lists without which there is no alliance."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sized

from kit.model.alliance import Alliance
from kit.rules.rule import Finding, Rule, rule

MIN_PARTIES = 2


@rule("M-LST-01", "签署协议的成员单位不足两家", basis=("CC 464",), waivable=False)
def too_few_parties(alliance: Alliance) -> Iterator[Finding]:
    """联盟协议由多家独立法人共同签署，至少要有两家；观察员单位不签署协议，不计在内。
    请在“成员单位”中逐家填写。
    """
    parties = len(alliance.parties)
    if parties < MIN_PARTIES:
        yield Finding(
            "成员单位", f"签署协议的成员单位 {parties} 家，应不少于 {MIN_PARTIES} 家", "请在“成员单位”中逐家填写"
        )


def _empty(code: str, field: str, word: str, one: str, items: Callable[[Alliance], Sized]) -> Rule:
    """A rule that asks for at least one item; `one` is that one in words."""

    def find(alliance: Alliance) -> Iterator[Finding]:
        if not items(alliance):
            yield Finding(field, f"没有填写{word}，至少应有{one}", f"请在“{field}”中填写")

    explanation = f"协议和申请书都要逐项列出{word}，一项也没有就写不成文书。\n请在“{field}”中至少填写{one}。"
    return rule(code, f"没有填写{word}", waivable=False, explanation=explanation)(find)


RULES = (
    too_few_parties,
    _empty("M-LST-02", "技术创新目标.指标", "技术创新指标", "一项", lambda a: a.goals.indicators),
    _empty("M-LST-03", "任务分工", "任务", "一项", lambda a: a.tasks),
    _empty("M-LST-04", "组织机构.理事会.理事", "理事名单", "一名理事", lambda a: a.governance.council.directors),
    _empty("M-LST-05", "组织机构.专家委员会.专家", "专家名单", "一名专家", lambda a: a.governance.experts.experts),
    _empty("M-LST-06", "组织机构.秘书处.人员", "秘书处人员", "一人", lambda a: a.governance.secretariat.staff),
)
