"""The letters and the list: exactly what a unit owes, sound files, the same bytes each time, wording that can be replaced."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from kit.api import Project, check_templates, eject, open_project, status, write_chasing
from kit.chasing.letters import letter_names, letter_to
from kit.chasing.listing import chase_list
from kit.chasing.status import Status
from kit.diagnostics import Fault
from kit.resources import samples_root, templates_root
from kit.templates.build import build
from kit.templates.catalogue import document_types, layers, letter_types, pick
from kit.word.lint import lint
from kit.word.names import w
from kit.word.outline import outline_of
from kit.word.package import Package
from tests.cli.projects import faulty
from tests.making import kind_of

TODAY = date(2026, 11, 23)
Validate = Callable[[Sequence[Path]], None]


@pytest.fixture(scope="module")
def draft() -> Status:
    return status(open_project(samples_root() / "draft"), today=TODAY, until=date(2026, 11, 30))


def text_of(data: bytes) -> str:
    return str(outline_of(Package.read(data)))


def test_a_letter_names_exactly_what_its_unit_owes(draft: Status) -> None:
    for unit in draft.owing:
        text = text_of(letter_to(unit, draft, layers()))
        assert unit.name in text
        rows = [line for line in text.splitlines() if line.partition(" | ")[0].isdecimal()]
        assert [row.split(" | ")[1] for row in rows] == [item.words for item in (*unit.missing, *unit.faulty)]


def test_a_letter_says_how_until_when_and_where_to(draft: Status) -> None:
    text = text_of(letter_to(draft.units[2], draft, layers()))
    for words in (
        "《联盟协议》《联盟章程》《备案申请书》",
        "截至2026年11月23日，贵单位的资料还缺少9项、需要核对1项",
        "固定电话或手机；境外号码以 + 和国别码开头；例：022-88880001",
        "请于2026年11月30日以前回复",
        "电话 | 022-88885001",
        "（依托单位：天津溟驰水下机器人有限公司）",
    ):
        assert words in text, words


def test_faults_are_told_with_advice(tmp_path: Path) -> None:
    told = status(open_project(faulty(tmp_path)), today=TODAY)
    (unit,) = (unit for unit in told.owing if any(item.problem for item in unit.faulty if "校验码" in item.problem))
    text = text_of(letter_to(unit, told, layers()))
    assert "请改正的资料" in text
    assert "统一社会信用代码“91120116MAXH00010G”的校验码不符 | 请对照营业执照或法人证书逐位核对" in text


def test_letters_are_sound_word_files_and_the_same_each_time(
    draft: Status, tmp_path: Path, validate_ooxml: Validate
) -> None:
    files = []
    for name, unit in zip(letter_names(draft.owing), draft.owing, strict=True):
        data = letter_to(unit, draft, layers())
        assert data == letter_to(unit, draft, layers())
        assert lint(Package.read(data), allowed=[text_of(data)]) == []
        files.append(tmp_path / name)
        files[-1].write_bytes(data)
    validate_ooxml(files)


def test_what_a_user_typed_cannot_break_a_letter(tmp_path: Path) -> None:
    text = (samples_root() / "draft/alliance.yaml").read_text(encoding="utf-8")
    wild = text.replace("廊坊声渡海洋探测技术有限公司", '"{{ 7*7 }}<b>&{%p if x %}/公司"').replace(
        "声渡探测", '"=声/渡"'
    )
    (tmp_path / "alliance.yaml").write_text(wild, encoding="utf-8")
    told = status(open_project(tmp_path), today=TODAY)
    unit = told.units[2]
    assert "{{ 7*7 }}<b>&{%p if x %}/公司" in text_of(letter_to(unit, told, layers()))
    assert letter_names([unit]) == ["补充资料函-=声_渡.docx"]
    sheet = _sheets(told)["逐项明细"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


# --- the list ---------------------------------------------------------------------------------


def _sheets(told: Status) -> dict[str, Worksheet]:
    book = load_workbook(io.BytesIO(chase_list(told)))
    return {sheet.title: sheet for sheet in book.worksheets}


def _rows(sheet: Worksheet) -> list[dict[str, Any]]:
    heads = [cell.value for cell in sheet[3]]
    return [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=4, values_only=True)]


def test_the_list_has_a_row_for_each_unit_that_owes_something(draft: Status) -> None:
    rows = _rows(_sheets(draft)["催办清单"])
    assert [row["单位"] for row in rows] == [unit.name for unit in draft.owing]
    second = rows[1]
    assert (second["联系人"], second["电话"], second["电子邮箱"]) == ("关澜", "022-88885002", "（未填）")
    assert (second["项数"], second["剩余天数"], second["期限"].date()) == (6, 7, date(2026, 11, 30))
    assert "统一社会信用代码" in second["缺少和待改的内容"]
    assert second["已催"] is None


def test_the_list_has_every_item_with_its_field(draft: Status) -> None:
    rows = _rows(_sheets(draft)["逐项明细"])
    assert len(rows) == sum(len(unit.items) for unit in (*draft.units, draft.own))
    assert {"声渡探测", "联盟秘书处"} <= {row["单位"] for row in rows}
    assert "成员单位[3].住所" in {row["数据文件中的字段"] for row in rows}


def test_the_list_can_be_ticked_off_and_is_the_same_each_time(draft: Status) -> None:
    sheet = _sheets(draft)["催办清单"]
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"是,否"'
    assert (sheet.freeze_panes, sheet.page_setup.orientation) == ("C4", "landscape")
    assert chase_list(draft) == chase_list(draft)


def test_a_list_of_nobody_is_still_a_workbook() -> None:
    told = status(open_project(samples_root() / "hydrogen"), today=TODAY)
    assert _rows(_sheets(told)["催办清单"]) == []


def test_nothing_is_written_where_a_file_would_be_overwritten(draft: Status, tmp_path: Path) -> None:
    (tmp_path / "清单.xlsx").write_bytes(b"notes")
    with pytest.raises(Fault) as caught:
        write_chasing(draft, list_file=tmp_path / "清单.xlsx", letters=tmp_path / "函")
    assert [fault.code for fault in caught.value.report] == ["S-OUT-02"]
    assert not (tmp_path / "函").exists()
    written = write_chasing(draft, list_file=tmp_path / "清单.xlsx", letters=tmp_path / "函", replace_existing=True)
    assert len(written) == 6


# --- the template -----------------------------------------------------------------------------


def test_it_is_no_document_of_the_alliance() -> None:
    (kind,) = letter_types()
    assert kind not in document_types()
    assert kind not in pick((), document_types())


def test_the_committed_template_is_what_the_sources_give() -> None:
    (kind,) = letter_types()
    assert kind.built_in.read_bytes() == build(kind).to_bytes(), "运行 make templates 重新生成模板"


def test_the_built_in_template_is_sound() -> None:
    assert not len(check_templates([templates_root() / "letter" / "补充资料函.docx"]))


def test_the_project_s_own_wording_wins(draft: Status, tmp_path: Path) -> None:
    project = Project(tmp_path / "alliance.yaml")
    own = eject(project, "补充资料函")
    own.write_bytes(build(kind_of(tmp_path, "{{ 单位.简称 }}还{{ 单位.小结 }}。")).to_bytes())
    written = write_chasing(draft, project, letters=tmp_path / "函")
    assert text_of(written[0].read_bytes()) == "溟驰机器人还缺少12项。"


@pytest.mark.parametrize(
    "words", ["{{ 单位.名字 }}", "{% for 项 in 缺少 %}\n{{ 项.没有 }}\n{% endfor %}", "{{ 单位.名称"]
)
def test_faults_of_its_template_are_told_with_and_without_a_unit(words: str, draft: Status, tmp_path: Path) -> None:
    project = Project(tmp_path / "alliance.yaml")
    project.templates.mkdir()
    own = project.templates / "补充资料函.docx"
    own.write_bytes(build(kind_of(tmp_path, words)).to_bytes())
    assert [fault.place.file for fault in check_templates([own]).errors] == ["补充资料函.docx"]
    with pytest.raises(Fault):
        write_chasing(draft, project, letters=tmp_path / "函")
    assert not (tmp_path / "函").exists()


def test_a_letter_is_never_dated_later_than_the_day_it_names(draft: Status) -> None:
    over = replace(draft, deadline=date(2026, 11, 22))
    text = text_of(letter_to(over.units[2], over, layers()))
    assert "请尽早回复" in text
    assert "2026年11月22日" not in text


def test_the_signature_stays_with_the_reply_it_stands_under(draft: Status) -> None:
    body = Package.read(letter_to(draft.units[0], draft, layers())).xml("word/document.xml")[0]
    blocks = [block for block in body if block.tag in (w("p"), w("tbl"))]
    thanks = next(n for n, block in enumerate(blocks) if "感谢贵单位" in "".join(block.itertext()))
    for block in blocks[thanks - 2 : -1]:  # the form of the reply, the gap below it, the thanks, the name
        paragraphs = [block] if block.tag == w("p") else list(block.iter(w("p")))
        assert all(paragraph.find(f"{w('pPr')}/{w('keepNext')}") is not None for paragraph in paragraphs)
