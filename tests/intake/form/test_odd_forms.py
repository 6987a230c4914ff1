"""Forms that people and programs changed: what can be read is read, what cannot is told by its place."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from kit.diagnostics import Severity
from kit.intake.build import build
from kit.word.names import w
from kit.word.package import Package, office
from kit.word.xml import el, val
from tests.intake.form.handling import (
    FORM,
    Body,
    Change,
    around,
    cell_before,
    changed,
    control,
    copy_of_row,
    filled,
    member,
    paragraph,
    read,
    row_of,
    run,
    table,
)

_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
NAME, CITY, CORE = "members.name", "members.city", "members.core"


def told(raw: Any) -> list[tuple[str, str]]:
    """Code and place of everything that is told."""
    return [(fault.code, fault.place.where) for fault in raw.report]


def test_an_untouched_form_has_nothing_to_tell(tmp_path: Path) -> None:
    raw = read(tmp_path, FORM)
    assert told(raw) == []
    assert member(raw)["投入"][1] == {"形式": "人员", "内容": "工程师", "人数": "6"}
    assert raw.data["任务分工"] == [
        {"编号": "R-01", "参加单位": [{"单位": "甲厂", "参与方式": "承担研发", "分工": "试验"}]}
    ]
    assert raw.data["组织机构"]["理事会"]["理事"] == [{"单位": "甲厂", "姓名": "陈砺沄", "理事会职务": "理事"}]


def test_values_that_cannot_be_read_are_told_by_table_row_and_column(tmp_path: Path) -> None:
    def change(document: Body) -> None:
        filled(document, "members.contributions.3.value", "三百")
        filled(document, "members.contact.phone", "12")
        filled(document, "members.uscc", "91120116MAXH00010G")

    found = build(read(tmp_path, changed(change))).report
    assert {(fault.code, fault.place.where.partition("，")[0]) for fault in found} == {
        ("D-VAL-01", "表“基本情况”“统一社会信用代码”"),
        ("D-VAL-03", "表“投入”第 3 行“金额”"),
        ("D-VAL-01", "表“联系人”“电话”"),
    }


def test_copied_rows_are_read_by_where_they_stand(tmp_path: Path) -> None:
    def change(document: Body) -> None:
        copy = copy_of_row(document, "members.contributions.2.kind")
        filled(copy, "members.contributions.2.description", "博士后")

    raw = read(tmp_path, changed(change))
    assert [row["内容"] for row in member(raw)["投入"]] == ["经费", "工程师", "博士后"]
    assert raw.spots["成员单位", 0, "投入", 2, "内容"].value.where == "表“投入”第 3 行“内容”"
    assert told(raw) == []


def test_empty_rows_between_are_passed_over_and_counted(tmp_path: Path) -> None:
    raw = read(tmp_path, changed(lambda document: filled(document, "members.contributions.5.description", "场地")))
    assert len(member(raw)["投入"]) == 3
    assert raw.spots["成员单位", 0, "投入", 2].value.where == "表“投入”第 5 行"


def test_moved_columns_are_found_by_their_headings(tmp_path: Path) -> None:
    def change(document: Body) -> None:
        for row in around(row_of(document, "members.contributions.1.kind"), "tbl").iter(w("tr")):
            cells = list(row.iter(w("tc")))
            if len(cells) > 2:
                cells[-1].addnext(cells[1])

    raw = read(tmp_path, changed(change))
    assert member(raw)["投入"][0] == {"内容": "经费", "金额": "300万元", "形式": "货币资金"}
    assert told(raw) == []


def test_a_list_split_in_two_goes_on(tmp_path: Path) -> None:
    def change(document: Body) -> None:
        row = row_of(document, "members.contributions.2.kind")
        first = around(row, "tbl")
        second = el("w:tbl", children=[deepcopy(first.find(w("tblPr"))), deepcopy(first.find(w("tblGrid")))])
        second.extend([row, *row.itersiblings()])
        for one in list(second.iter(w("tag"))):
            one.getparent().remove(one)  # type: ignore[union-attr]
        first.addnext(second)
        first.addnext(paragraph())

    raw = read(tmp_path, changed(change))
    assert [row["内容"] for row in member(raw)["投入"]] == ["经费", "工程师"]
    assert told(raw) == []


def test_a_changed_label_is_found_by_the_tag(tmp_path: Path) -> None:
    def change(document: Body) -> None:
        label = cell_before(control(document, NAME))
        label[-1][:] = [run("企业名称")]

    raw = read(tmp_path, changed(change))
    assert member(raw)["名称"] == "甲厂有限公司"
    assert told(raw) == [("F-TBL-02", "表“基本情况”")]


def test_a_control_copied_elsewhere_means_what_the_label_there_says(tmp_path: Path) -> None:
    def change(document: Body) -> None:
        control(document, CITY).getparent().replace(control(document, CITY), deepcopy(control(document, NAME)))  # type: ignore[union-attr]

    raw = read(tmp_path, changed(change))
    assert (member(raw)["名称"], member(raw)["注册城市"]) == ("甲厂有限公司", "甲厂有限公司")


def _cell_control(document: Body) -> None:
    """What Word makes of a control that fills its cell."""
    one = control(document, NAME)
    cell, around_cell = around(one, "tc"), el("w:sdt", children=[deepcopy(one.find(w("sdtPr")))])
    cell.addprevious(around_cell)
    content = el("w:sdtContent", children=[cell])
    around_cell.append(content)
    one.addprevious(one.find(w("sdtContent"))[0])  # type: ignore[index]
    one.getparent().remove(one)  # type: ignore[union-attr]


def _block_control(document: Body) -> None:
    """What Word makes of a control in which somebody pressed Enter."""
    one = control(document, NAME)
    text = one.find(w("sdtContent"))[0]  # type: ignore[index]
    place = around(one, "p")
    place.addprevious(
        el("w:sdt", children=[one.find(w("sdtPr")), el("w:sdtContent", children=[paragraph(text), paragraph()])])
    )
    place.remove(one)


@pytest.mark.parametrize("change", [_cell_control, _block_control])
def test_controls_around_cells_and_paragraphs_are_read(change: Change, tmp_path: Path) -> None:
    raw = read(tmp_path, changed(change))
    assert member(raw)["名称"] == "甲厂有限公司"
    assert told(raw) == []


@pytest.mark.parametrize(
    "words",
    ["单击或点击此处输入文字。", "Click or tap here to enter text.", "  ", "注册所在的城市；直辖市不填，例：苏州市"],
)
def test_prompts_are_no_answers(words: str, tmp_path: Path) -> None:
    raw = read(tmp_path, changed(lambda document: filled(document, CITY, words)))
    assert "注册城市" not in member(raw)
    assert told(raw) == []


def test_an_answer_a_program_left_marked_as_a_prompt_is_read_and_told(tmp_path: Path) -> None:
    def change(document: Body) -> None:
        next(control(document, CITY).iter(w("t"))).text = "苏州市"

    raw = read(tmp_path, changed(change))
    assert member(raw)["注册城市"] == "苏州市"
    assert told(raw) == [("F-CTL-04", "表“基本情况”“注册城市”")]


def test_text_in_place_of_a_deleted_control_is_read_and_told(tmp_path: Path) -> None:
    def change(document: Body) -> None:
        one = control(document, NAME)
        one.addprevious(run("乙厂"))
        one.getparent().remove(one)  # type: ignore[union-attr]

    raw = read(tmp_path, changed(change))
    assert member(raw)["名称"] == "乙厂"
    assert told(raw) == [("F-CTL-01", "表“基本情况”“名称”")]


def test_text_beside_an_empty_control_is_read_and_told(tmp_path: Path) -> None:
    raw = read(tmp_path, changed(lambda document: control(document, CITY).addnext(run("苏州市"))))
    assert member(raw)["注册城市"] == "苏州市"
    assert told(raw) == [("F-CTL-02", "表“基本情况”“注册城市”")]


def test_text_beside_a_filled_control_is_a_fault_and_no_answer_is_taken(tmp_path: Path) -> None:
    raw = read(tmp_path, changed(lambda document: control(document, NAME).addnext(run("（原甲工厂）"))))
    assert "名称" not in member(raw)
    assert told(raw) == [("F-CTL-03", "表“基本情况”“名称”")]
    assert "“甲厂有限公司”，框外还有“（原甲工厂）”" in raw.report.errors[0].message


@pytest.mark.parametrize(
    "pieces,answer",
    [
        (["☑ 是 ☐ 否"], "是"),
        (["☐ 是  ■否"], "否"),
        (["√是　□否"], "是"),
        (["□是√ □否"], "是"),
        (["□是 □否"], None),
        (["是"], "是"),
        (["有"], "有"),
    ],
)
def test_ticks_by_hand(pieces: list[str], answer: str | None, tmp_path: Path) -> None:
    raw = read(tmp_path, changed(lambda document: _answer(document, [run(one) for one in pieces])))
    assert member(raw).get("核心成员") == answer
    assert not raw.report.errors


def _answer(document: Body, runs: list[Body]) -> None:
    around(control(document, f"{CORE}.yes"), "p")[:] = runs


def test_ticks_from_symbol_fonts(tmp_path: Path) -> None:
    face = el("w:rPr", children=[el("w:rFonts", {"w:ascii": "Wingdings 2"})])
    typed = run("£")
    typed.replace(typed[0], face)
    symbol = el("w:r", children=[el("w:sym", {"w:font": "Wingdings 2", "w:char": "F052"})])
    raw = read(tmp_path, changed(lambda document: _answer(document, [typed, run("是"), symbol, run("否")])))
    assert member(raw)["核心成员"] == "否"


@pytest.mark.parametrize("words,code", [("☑是 ☑否", "F-TIC-01"), ("☑是（2025年起） ☐否", "F-TIC-02")])
def test_ticks_that_say_no_clear_thing(words: str, code: str, tmp_path: Path) -> None:
    raw = read(tmp_path, changed(lambda document: _answer(document, [run(words)])))
    assert "核心成员" not in member(raw)
    assert told(raw) == [(code, "表“基本情况”“核心成员”")]


# --- reviewers ---------------------------------------------------------------------------------


def _revised(document: Body) -> None:
    content = control(document, NAME).find(w("sdtContent"))
    assert content is not None
    gone = el("w:del", {"w:id": 1, "w:author": "乙"}, [el("w:r", children=[el("w:delText")])])
    gone[0][0].text = "甲厂有限公司"
    content[:] = [gone, el("w:ins", {"w:id": 2, "w:author": "乙"}, [run("甲厂股份有限公司")])]


def test_tracked_changes_are_read_as_accepted_and_told(tmp_path: Path) -> None:
    raw = read(tmp_path, changed(_revised))
    assert member(raw)["名称"] == "甲厂股份有限公司"
    assert told(raw) == [("F-REV-01", "表“基本情况”“名称”")]
    assert "其中删去了“甲厂有限公司”" in next(iter(raw.report)).message


def test_rows_taken_away_by_a_tracked_change_are_told(tmp_path: Path) -> None:
    def change(document: Body) -> None:
        properties = row_of(document, "members.contributions.2.kind").find(w("trPr"))
        assert properties is not None
        properties.append(el("w:del", {"w:id": 3, "w:author": "乙"}))

    raw = read(tmp_path, changed(change))
    assert len(member(raw)["投入"]) == 1
    assert told(raw) == [("F-REV-01", "表“投入”")]


def test_comments_are_told_where_they_hang(tmp_path: Path) -> None:
    def change(document: Body) -> None:
        control(document, NAME).addprevious(el("w:r", children=[el("w:commentReference", {"w:id": 0})]))

    comments = el("w:comments", children=[_note("comment", 0, "名称待工商变更"), _note("comment", 7, "请尽快")])
    raw = read(tmp_path, _with_part(changed(change), "comments", comments, _COMMENTS))
    assert told(raw) == [("F-CMT-01", "表“基本情况”“名称”"), ("F-CMT-01", "表格以外")]
    assert "批注没有读入：“乙：名称待工商变更”" in next(iter(raw.report)).message


def _note(tag: str, number: int, words: str) -> Body:
    return el(f"w:{tag}", {"w:id": number, "w:author": "乙"}, [paragraph(run(words))])


def _with_part(data: bytes, kind: str, root: Body, content_type: str) -> bytes:
    from kit.word.xml import to_bytes

    package = Package.read(data)
    whole, _id = package.with_related(
        package.document_part, f"word/{kind}.xml", to_bytes(root), content_type, office(kind)
    )
    return whole.to_bytes()


def test_footnotes_are_told(tmp_path: Path) -> None:
    notes = el("w:footnotes", children=[_note("footnote", 2, "证照正在换发")])
    raw = read(tmp_path, _with_part(FORM, "footnotes", notes, _FOOTNOTES))
    assert told(raw) == [("F-TXT-02", "表格以外")]


# --- what was added and taken away --------------------------------------------------------------


def test_text_outside_the_tables_is_told(tmp_path: Path) -> None:
    raw = read(tmp_path, changed(lambda document: document[0].insert(3, paragraph(run("我单位已更名")))))
    assert told(raw) == [("F-TXT-01", "表格以外")]


def test_hundreds_of_paragraphs_are_told_together(tmp_path: Path) -> None:
    def change(document: Body) -> None:
        for number in range(300):
            document[0].insert(3, paragraph(run(f"第{number}段")))

    assert len(read(tmp_path, changed(change)).report) == 21


def test_a_strange_table_is_told(tmp_path: Path) -> None:
    raw = read(tmp_path, changed(lambda document: document[0].insert(0, table(("备注", "另有一台设备")))))
    assert [code for code, _place in told(raw)] == ["F-TBL-03"]


def test_rows_and_columns_that_were_added_are_told(tmp_path: Path) -> None:
    def change(document: Body) -> None:
        row = row_of(document, "members.contributions.1.kind")
        row.append(el("w:tc", children=[paragraph(run("备用"))]))
        around(control(document, NAME), "tbl").append(table(("统计口径", "合并"))[0])

    raw = read(tmp_path, changed(change))
    assert set(told(raw)) == {("F-TBL-02", "表“基本情况”"), ("F-TBL-02", "表“投入”第 1 行")}
    assert member(raw)["投入"][0]["金额"] == "300万元"


def test_sums_are_not_taken_for_items(tmp_path: Path) -> None:
    def change(document: Body) -> None:
        row = row_of(document, "members.contributions.4.kind")
        next(row.iter(w("t"))).text = "合计"
        filled(document, "members.contributions.4.value", "300万元")

    raw = read(tmp_path, changed(change))
    assert len(member(raw)["投入"]) == 2
    assert told(raw) == [("F-ROW-02", "表“投入”第 4 行")]


def test_deleted_rows_columns_and_tables_are_told(tmp_path: Path) -> None:
    def change(document: Body) -> None:
        row = row_of(document, NAME)
        row.getparent().remove(row)  # type: ignore[union-attr]
        for tag in ("members.background.1.kind", "members.declarations.no_accident.yes"):
            one = around(control(document, tag), "tbl")
            one.getparent().remove(one)  # type: ignore[union-attr]

    raw = read(tmp_path, changed(change))
    assert [(code, place) for code, place in told(raw) if code == "F-TBL-01"] == [
        ("F-TBL-01", "表“基本情况”"),
        ("F-TBL-01", "表“背景知识产权”"),
        ("F-TBL-01", "表“声明”"),
    ]
    assert all(fault.severity is Severity.WARNING for fault in raw.report if fault.code == "F-TBL-01")


def test_pictures_text_boxes_and_hidden_words_are_told(tmp_path: Path) -> None:
    def change(document: Body) -> None:
        place = around(control(document, CITY), "p")
        box = el("w:txbxContent", children=[paragraph(run("框中的字"))])
        place.append(el("w:r", children=[el("w:pict", children=[box])]))
        place.append(el("w:r", children=[el("w:pict")]))
        hidden = run("看不见")
        hidden[0].append(el("w:vanish"))
        place.append(hidden)

    raw = read(tmp_path, changed(change))
    assert {code for code, _place in told(raw)} == {"F-TXT-03", "F-TXT-04", "F-PIC-01"}
    assert "注册城市" not in member(raw)


def test_two_tables_of_one_card_must_agree(tmp_path: Path) -> None:
    def change(document: Body) -> None:
        first = around(control(document, "members.contact.name"), "tbl")
        filled(document, "members.contact.name", "丁")
        filled(document, "members.contact.title", "部长")
        second = deepcopy(first)
        first.addnext(second)
        filled(first, "members.contact.name", "丙")

    raw = read(tmp_path, changed(change))
    assert told(raw) == [("F-DUP-01", "表“联系人”“姓名”")]
    assert member(raw)["联系人"] == {"职务": "部长"}


def test_cells_merged_downwards_count_for_each_row(tmp_path: Path) -> None:
    def change(document: Body) -> None:
        for number, merge in ((1, "restart"), (2, "continue")):
            cell = around(control(document, f"members.contributions.{number}.kind"), "tc")
            cell[0].append(val("w:vMerge", merge))
            if number == 2:
                cell[1:] = [paragraph()]

    raw = read(tmp_path, changed(change))
    assert [row["形式"] for row in member(raw)["投入"]] == ["货币资金", "货币资金"]


def test_a_share_in_no_task_is_told(tmp_path: Path) -> None:
    raw = read(tmp_path, changed(lambda document: filled(document, "tasks.participants.3.work", "检测")))
    assert told(raw) == [("F-ROW-01", "表“任务分工”第 3 行")]
    assert len(raw.data["任务分工"]) == 1


def test_a_unit_without_a_name_is_told(tmp_path: Path) -> None:
    def change(document: Body) -> None:
        filled(document, NAME, "")
        filled(document, "members.short_name", " ")

    raw = read(tmp_path, changed(change))
    assert told(raw) == [("F-UNI-01", "表“基本情况”“名称”")]


def test_several_values_in_one_box_are_all_read_wherever_they_stand(tmp_path: Path) -> None:
    def change(document: Body) -> None:
        filled(document, "members.qualifications", "甲")
        around(control(document, "members.qualifications"), "tc").append(paragraph(run("乙、丙")))

    raw = read(tmp_path, changed(change))
    assert member(raw)["资质"] == ["甲", "乙、丙"]
    assert told(raw) == [("F-CTL-02", "表“基本情况”“资质”")]
