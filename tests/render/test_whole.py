"""What holds for every alliance: values arrive, bytes repeat."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.model.alliance import Alliance
from kit.render.documents import Made, Maker
from kit.templates.catalogue import document_types, layers
from kit.word.names import w
from tests.render.variants import sample

KINDS = document_types()
_WILD = st.text(
    st.sampled_from("甲乙丙丁戊氢能装备研究院（）()【】〔〕“”‘’<>&\"'{}%#_|\\*[]·—…、；：㛃𬭎龘赟ⅢAa1 ．％｛｝"),
    min_size=1,
    max_size=24,
).filter(lambda text: text.strip() == text)
_NAMES = st.lists(_WILD, min_size=3, max_size=3, unique=True)


def make(alliance: Alliance) -> list[Made]:
    made, faults = Maker(alliance, layers()).make(KINDS, frozenset(kind.id for kind in KINDS))
    assert faults == []
    for one in made:
        assert one.faults == ()
    return made


def seen(one: Made) -> str:
    """All text a reader sees in a document, without breaks between runs and paragraphs."""
    roots = [
        one.package.xml(part) for part in one.package.part_names if part.startswith("word/") and part.endswith(".xml")
    ]
    return "".join(node.text or "" for root in roots for node in root.iter(w("t")))


def renamed(names: list[str], purpose: list[str]) -> dict[str, Any]:
    """The hydrogen sample with wild names and narratives."""
    data = deepcopy(sample("hydrogen"))
    data["联盟"] |= {"名称": names[0], "技术领域": names[1], "组建宗旨": "\n".join(purpose)}
    data["成员单位"][0] |= {"名称": names[2] + "有限公司", "法定代表人": names[1], "住所": names[0] + "路"}
    data["任务分工"][0] |= {"名称": names[1], "交付成果": "\n".join(purpose)}
    return data


@settings(max_examples=5, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(_NAMES, st.lists(_WILD, min_size=1, max_size=3))
def test_wild_values_arrive_whole_and_bytes_repeat(names: list[str], purpose: list[str]) -> None:
    alliance = Alliance.model_validate(renamed(names, purpose))
    first, second = make(alliance), make(alliance)
    for one, again in zip(first, second, strict=True):
        assert one.package.to_bytes() == again.package.to_bytes()
        text = seen(one)
        assert all(line in text for value in one.printed for line in value.split("\n") if "\ue000" not in line)
    agreement = seen(first[0])
    for value in (*names, *purpose):
        assert value in agreement


def test_every_value_of_the_samples_is_in_some_document() -> None:
    for name in ("hydrogen", "seawater"):
        data = deepcopy(sample(name))
        text = "".join(seen(one) for one in make(Alliance.model_validate(data)))
        data["成员单位"] = [m for m in data["成员单位"] if m.get("联盟职务") != "观察员单位"]  # those sign nothing
        lost = [value for path, value in leaves(data) if is_printed(path) and value not in text]
        assert lost == []


def leaves(data: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every line of text in the data, with the keys that lead to it."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, (*path, key))
    elif isinstance(data, list):
        for value in data:
            yield from leaves(value, path)
    else:
        for line in str(data).splitlines():
            if line.strip():
                yield path, line.rstrip().strip()


_NAMES_AND_NARRATIVES = {
    "名称", "法定代表人", "统一社会信用代码", "姓名", "住所", "内容", "交付成果", "验收标准", "总体目标", "技术瓶颈",
    "目标值", "现状", "电话", "电子邮箱", "分工", "职责分工", "号码", "证明材料编号", "下年度计划", "三年计划", "行业地位",
}  # fmt: skip


def is_printed(path: tuple[str, ...]) -> bool:
    """The facts that always have to be read somewhere, whatever options hold."""
    return path[-1] in _NAMES_AND_NARRATIVES
