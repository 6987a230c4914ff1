"""Changing alliance.yaml in its text: what was asked for changes, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kit.diagnostics import Fault
from kit.intake.changes import applied, patch_of, same
from kit.intake.editing import Change, edited
from kit.intake.skeleton import skeleton
from kit.intake.yaml_file import read_bytes
from kit.model.alliance import Alliance
from kit.model.fact import Fact
from kit.model.fields import Field, Kind, field_named, fields_of
from kit.resources import samples_root
from tests.intake.alliances import ALLIANCES, WORDS, values_of

_SAMPLES = {path.parent.name: path.read_text(encoding="utf-8") for path in samples_root().glob("*/alliance.yaml")}
_TEXTS = {"blank": skeleton(), "example": skeleton(example=True), **_SAMPLES}
_SEVERAL = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.data_too_large])
HEAD = "联盟:\n"


def _data(text: str) -> Any:
    raw = read_bytes(text.encode(), "")
    assert not raw.report.errors, [d.message for d in raw.report]
    return raw.data


# --- one at a time ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "before,changes,after",
    [
        pytest.param("  名称: 甲 # 一\n", {"名称": "乙"}, "  名称: 乙 # 一\n", id="a value"),
        pytest.param("  名称:   # 一\n", {"名称": "乙"}, "  名称: 乙   # 一\n", id="an empty value"),
        pytest.param("  名称: ~ # 一\n", {"名称": "乙"}, "  名称: 乙 # 一\n", id="a null"),
        pytest.param("  名称: '甲'\n", {"名称": "乙"}, "  名称: '乙'\n", id="in single quotes"),
        pytest.param('  名称: "甲"\n', {"名称": "乙"}, '  名称: "乙"\n', id="in double quotes"),
        pytest.param("  名称: 甲\n", {"名称": "乙: 丙"}, '  名称: "乙: 丙"\n', id="quotes where they are needed"),
        pytest.param("  名称: 甲\n", {"名称": "0123"}, "  名称: 0123\n", id="none for figures: all is text"),
        pytest.param("  名称: 甲\n", {"名称": "null"}, '  名称: "null"\n', id="a text that is a word for nothing"),
        pytest.param("  名称: 甲 # 一\n", {"名称": ""}, "  名称:  # 一\n", id="no value any more"),
        pytest.param("  名称: 甲 # 一\n  简称: 乙\n", {"名称": None}, "  简称: 乙\n", id="taken out"),
        pytest.param("  name: 甲\n", {"名称": "乙"}, "  name: 乙\n", id="by the other name"),
        pytest.param(
            "  组建宗旨: 甲 # 一\n  网站: x\n",
            {"组建宗旨": "乙\n# 丙"},
            "  组建宗旨: | # 一\n    乙\n    # 丙\n  网站: x\n",
            id="several lines",
        ),
        pytest.param(
            "  组建宗旨: | # 一\n    甲\n\n    乙\n\n# 二\n  网站: x\n",
            {"组建宗旨": "丙"},
            "  组建宗旨: 丙 # 一\n\n# 二\n  网站: x\n",
            id="one line for several",
        ),
        pytest.param("  组建宗旨: 甲\n", {"组建宗旨": " 乙\n丙"}, '  组建宗旨: " 乙\\n丙"\n', id="lines | cannot hold"),
        pytest.param(
            "  名称: 甲\n  # 网\n  网站: x\n",
            {"所在地区": "天津市", "简称": "乙"},
            "  名称: 甲\n  简称: 乙\n  所在地区: 天津市\n  # 网\n  网站: x\n",
            id="added in the order of the model",
        ),
        pytest.param(
            "  # 称\n  简称: 乙\n", {"名称": "甲"}, "  名称: 甲\n  # 称\n  简称: 乙\n", id="added before the first"
        ),
        pytest.param("  简称: 乙", {"网站": "x"}, "  简称: 乙\n  网站: x\n", id="added where the last line has no end"),
        pytest.param(
            "  名称: 甲\n  #简称:\n  #  - 一\n  网站: x\n",
            {"简称": "乙"},
            "  名称: 甲\n  #简称:\n  #  - 一\n  简称: 乙\n  网站: x\n",
            id="added behind what sleeps",
        ),
    ],
)
def test_a_group_in_block_style(before: str, changes: dict[str, Any], after: str) -> None:
    assert edited(HEAD + before, [Change(("联盟", key), value) for key, value in changes.items()]) == HEAD + after


@pytest.mark.parametrize(
    "before,changes,after",
    [
        ("{名称: 甲, 简称: 乙}", {"简称": "丙, 丁"}, '{名称: 甲, 简称: "丙, 丁"}'),
        ("{名称: , 简称: 乙}", {"名称": "甲"}, "{名称: 甲 , 简称: 乙}"),
        ("{名称, 简称: 乙}", {"名称": "甲"}, "{名称: 甲, 简称: 乙}"),
        ("{名称: 甲, 网站: x}", {"简称": "乙"}, "{名称: 甲, 简称: 乙, 网站: x}"),
        ("{名称: , 网站: x}", {"简称": "乙"}, "{名称: , 简称: 乙, 网站: x}"),
        ("{网站: x}", {"简称": "乙"}, "{简称: 乙, 网站: x}"),
        ("{网站: x,\n  }", {"简称": "乙"}, "{简称: 乙, 网站: x,\n  }"),
        ("{名称: 甲,\n  }", {"简称": "乙"}, "{名称: 甲, 简称: 乙,\n  }"),
        ("{名称: 甲, 简称: 乙, 网站: x}", {"简称": None}, "{名称: 甲, 网站: x}"),
        ("{名称: 甲, 简称: 乙, 网站: x}", {"名称": None}, "{简称: 乙, 网站: x}"),
        ("{名称: 甲, 简称: 乙}", {"名称": None, "简称": None}, "{}"),
        ("{名称: 甲}", {"名称": None, "网站": "x"}, "{网站: x}"),
        ("{}", {"名称": "甲"}, "{名称: 甲}"),
        ("{组建宗旨: 甲}", {"组建宗旨": "甲\n乙"}, '{组建宗旨: "甲\\n乙"}'),
    ],
)
def test_a_group_in_braces(before: str, changes: dict[str, Any], after: str) -> None:
    text = edited(f"联盟: {before}  # 一\n", [Change(("info", key), value) for key, value in changes.items()])
    assert text == f"联盟: {after}  # 一\n"


TWO = "    # 二\n    简称: 甲厂\n"
MEMBERS = "成员单位:\n  - 名称: 甲  # 一\n    # 二\n    简称: 甲厂\n\n  - 简称: 乙校\n    资质: [一, 二]\n"


@pytest.mark.parametrize(
    "path,value,old,new",
    [
        (("members", 2), {"名称": "丙"}, "[一, 二]\n", "[一, 二]\n\n  - 名称: 丙\n"),
        (("members", 0), None, MEMBERS[6 : MEMBERS.index("\n  - 简称")], ""),
        (("members", 1), None, "  - 简称: 乙校\n    资质: [一, 二]\n", ""),
        (("members", 0, "name"), None, "- 名称: 甲  # 一\n", "- \n"),
        (("members", 1, "short_name"), None, "简称: 乙校\n    资质", "资质"),
        (("members", 1, "name"), "乙", "- 简称", "- 名称: 乙\n    简称"),
        (("members", 1, "qualifications", 2), "三", "二]", "二, 三]"),
        (("members", 1, "qualifications", 0), None, "[一, ", "["),
        (("members", 1, "qualifications"), [], "[一, 二]", "[]"),
        (("members", 1, "qualifications"), ["一", "三"], "二]", "三]"),
        (("members", 1, "contact"), {"电话": "1", "姓名": "丁"}, "二]\n", "二]\n    联系人:\n      姓名: 丁\n      电话: 1\n"),
        (("members", 1, "contact", "name"), "丁", "二]\n", "二]\n    联系人:\n      姓名: 丁\n"),
        (("members", 1, "background", 0, "title"), "丁", "二]\n", "二]\n    背景知识产权:\n      - 名称: 丁\n"),
        (("members", 0), {"注册城市": "丁", "简称": "甲厂"}, f"名称: 甲  # 一\n{TWO}", f"\n{TWO}    注册城市: 丁\n"),
        (("members", 1), {"名称": "丁", "资质": ["一", "二"]}, "简称: 乙校\n", "名称: 丁\n"),
        (("tasks", 0), {"编号": "R-01"}, "二]\n", "二]\n任务分工:\n  - 编号: R-01\n"),
    ],
)  # fmt: skip
def test_lists(path: tuple[str | int, ...], value: Any, old: str, new: str) -> None:
    assert old in MEMBERS
    assert edited(MEMBERS, [Change(path, value)]) == MEMBERS.replace(old, new)


def test_items_in_braces_get_neighbours_in_braces() -> None:
    text = "成员单位:\n- 投入:\n  - {形式: 人员}  # 一\n"
    added = edited(text, [Change(("members", 0, "contributions", 1), {"形式": "场地使用", "内容": "甲, 乙"})])
    assert added == text + '  - {形式: 场地使用, 内容: "甲, 乙"}\n'


def test_everything_taken_out_leaves_the_name_and_the_dash() -> None:
    assert edited("联盟:\n  名称: 甲\n设置:\n", [Change(("info", "name"), None)]) == "联盟:\n设置:\n"
    assert edited("成员单位:\n  - 名称: 甲\n", [Change(("members", 0, "name"), None)]) == "成员单位:\n  - {}\n"
    assert edited("成员单位:\n  - 名称: 甲\n", [Change(("members", 0), None)]) == "成员单位:\n"


@pytest.mark.parametrize("text", ["", "# 一\n", "# 一"])
def test_a_file_without_data_gets_its_first(text: str) -> None:
    assert edited(text, [Change(("info", "name"), "甲")]).removeprefix(text).strip() == "联盟:\n  名称: 甲"


def test_line_ends_and_byte_order_mark_stay() -> None:
    text = "\ufeff联盟:\r\n  名称: 甲\r\n  组建宗旨: |\r\n    一\r\n    二\r\n"
    after = edited(text, [Change(("info", "name"), "乙"), Change(("info", "purpose"), "三\n四\n五")])
    assert after == text.replace("甲", "乙").replace("一\r\n    二", "三\r\n    四\r\n    五")
    mac = "联盟:\r  名称: 甲\r"
    assert edited(mac, [Change(("info", "short_name"), "乙")]) == mac + "  简称: 乙\r"


def test_a_text_that_is_kept_to_its_last_line_stays_whole() -> None:
    text = "联盟:\n  组建宗旨: |+\n    甲\n\n\n  网站: x\n"
    after = edited(text, [Change(("info", "founded_on"), "2026-03-18")])
    assert after == text.replace("  网站", "  成立日期: 2026-03-18\n  网站")


@pytest.mark.parametrize(
    "text", ["联盟: [", "联盟: *a\n", "甲: 乙\n甲: 丙\n", "- 甲\n", "联盟:\n  ? 名称\n  : 甲\n", "甲"]
)
def test_what_is_no_sound_data_file_is_refused(text: str) -> None:
    with pytest.raises(Fault):
        edited(text, [Change(("info", "name"), "乙")])


@pytest.mark.parametrize("changes", [[("info", "x"), ("info", "x")], [("info",), ("info", "name")], [("info", "没有")]])
def test_changes_that_make_no_sense_are_faults_of_the_caller(changes: list[tuple[str, ...]]) -> None:
    with pytest.raises(ValueError, match=r"changed twice|inside another|has no"):
        edited("联盟:\n", [Change(path, "甲") for path in changes])


# --- anything ---------------------------------------------------------------------------------


def _changes(data: Any, group: type[Fact], draw: Any, path: tuple[str | int, ...] = ()) -> Iterator[Change]:
    """Random changes of a group, by way of what is there."""
    here = data if isinstance(data, dict) else {}
    fields = draw(st.lists(st.sampled_from(fields_of(group)), min_size=1, max_size=3, unique_by=lambda f: f.name))
    for field in fields:
        old = here.get(field.label, here.get(field.name))
        yield from _change(old, field, draw, (*path, field.name))


def _change(old: Any, field: Field, draw: Any, path: tuple[str | int, ...]) -> Iterator[Change]:
    if field.group and field.kind is Kind.GROUP and draw(st.booleans()):
        yield from _changes(old, field.group, draw, path)
    elif field.kind is Kind.LIST and draw(st.booleans()):
        size = len(old) if isinstance(old, list) else 0
        for number in draw(st.lists(st.integers(0, size + 1), min_size=1, max_size=3, unique=True)):
            if field.group and draw(st.booleans()):
                item = old[number] if number < size else None
                yield from _changes(item, field.group, draw, (*path, number))
            else:
                inner = values_of(field).filter(bool).map(lambda values: values[0])
                yield Change((*path, number), draw(st.one_of(st.none(), inner)))
    else:
        yield Change(path, draw(st.one_of(st.none(), st.just(""), values_of(field))))


def _as_asked(text: str, changes: list[Change]) -> str:
    before = read_bytes(text.encode(), "").data or {}
    after = edited(text, changes)
    assert same(read_bytes(after.encode(), "").data or {}, applied(before, patch_of(changes)))
    return after


@_SEVERAL
@given(st.sampled_from(sorted(set(_TEXTS) - {"large"})), st.sampled_from(["\n", "\r\n"]), st.data())
def test_any_change_of_the_skeleton_and_the_samples(name: str, line_end: str, data: st.DataObject) -> None:
    text = _TEXTS[name].replace("\n", line_end)
    changes = list(_changes(_data(text), Alliance, data.draw))
    after = _as_asked(text, changes)
    assert after.count("\n") == after.count(line_end)
    if all(isinstance(change.value, str) and field_kind(change) is not Kind.GROUP for change in changes):
        comments = [line for line in text.splitlines() if line.lstrip().startswith("#")]
        assert [line for line in after.splitlines() if line in comments] == comments


def field_kind(change: Change) -> Kind:
    group: type[Fact] = Alliance
    kind = Kind.GROUP
    for step in change.path:
        if isinstance(step, str) and (field := field_named(group, step)):
            group, kind = field.group or group, field.kind
    return Kind.GROUP if kind is Kind.LIST else kind


@_SEVERAL
@given(ALLIANCES.filter(bool), st.sampled_from([True, False, None]), st.sampled_from([2, 4]), st.data())
def test_any_change_of_any_alliance(
    facts: dict[str, Any], in_braces: bool | None, indent: int, data: st.DataObject
) -> None:
    text = yaml.safe_dump(
        facts, allow_unicode=True, default_flow_style=in_braces, indent=indent, width=60, sort_keys=False
    )
    before = read_bytes(text.encode(), "")
    if not before.report.errors and before.data:
        _as_asked(text, list(_changes(before.data, Alliance, data.draw)))


@_SEVERAL
@given(ALLIANCES)
@example({"联盟": {"名称": "a\u0085b"}})
@example({"成员单位": [{"名称": "0\u00a0"}]})
def test_a_whole_alliance_is_written_and_read_back(facts: dict[str, Any]) -> None:
    _as_asked("# 一\n", [Change((key,), value) for key, value in facts.items()])


@_SEVERAL
@given(WORDS, st.sampled_from(["甲", "'甲'", '"甲"', "|\n    甲\n    乙"]))
def test_whatever_is_written_the_lines_around_it_stay(words: str, old: str) -> None:
    before, after = "联盟: # 一\n  名称: ", "\n  # 二\n  网站: x\n"
    text = edited(f"{before}{old}{after}", [Change(("info", "name"), words)])
    assert text.startswith(before)
    assert text.endswith(after)
    assert same(_data(text), {"联盟": {"名称": words, "网站": "x"}})
