"""The 自查报告: what a check found, as a Word document that legal teams can keep, show and re-word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from kit.api import (
    Examination,
    Project,
    check_templates,
    eject,
    examine,
    examine_facts,
    open_project,
    self_check_report,
    write_self_check_report,
)
from kit.diagnostics import Fault
from kit.resources import samples_root, templates_root
from kit.templates.build import build
from kit.templates.catalogue import document_types, pick, report_types
from kit.word.lint import lint
from kit.word.names import w
from kit.word.outline import outline_of
from kit.word.package import Package
from tests.cli.projects import faulty, sound
from tests.making import kind_of

TODAY = date(2026, 11, 23)
Validate = Callable[[Sequence[Path]], None]


def examined(folder: Path) -> Examination:
    return examine(open_project(folder), today=TODAY)


def text_of(data: bytes) -> str:
    return str(outline_of(Package.read(data)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reports")


@pytest.fixture(scope="module")
def clean(folder: Path) -> bytes:
    return self_check_report(examined(sound(folder / "clean")))


@pytest.fixture(scope="module")
def bad(folder: Path) -> bytes:
    return self_check_report(examined(faulty(folder / "bad", waived=True)))


def test_the_head_names_alliance_day_packs_and_that_the_measure_has_ended(clean: bytes) -> None:
    text = text_of(clean)
    assert "天津市氢能装备产业技术创新战略联盟" in text
    assert "判断日期 | 2026年11月23日" in text
    assert "请注意 | 《天津市推动产业技术创新战略联盟构建与发展的实施办法（试行）》已于 2020-12-31 失效" in text
    assert "没有发现错误和警告" in text


def test_the_matrix_follows_the_measure_from_article_to_verdict(clean: bytes) -> None:
    lines = text_of(clean).splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("条款 | 要求"))
    rows = [line.split(" | ") for line in lines[start + 1 :] if line.count(" | ") == 5]
    articles = {row[0].partition("条")[0] for row in rows}
    assert {"第一", "第九", "第十一", "第二十一"} <= articles
    assert len(articles) == 21
    assert any("《联盟协议》第" in row[2] and row[5].startswith("符合") for row in rows)
    assert all(row[5] for row in rows)


def test_a_bad_project_has_steps_findings_missing_facts_and_waivers(bad: bytes) -> None:
    text = text_of(bad)
    for words in (
        "现在不能生成正式文书",
        "先改正数据文件的 2 处问题",
        "错误 | D-VAL-01 | 统一社会信用代码“91120116MAXH00010G”的校验码不符",
        "争议解决.仲裁机构",
        "其余正本另行补签 | 周晓岚 | 2026-03-10",
    ):
        assert words in text


def test_the_same_examination_gives_the_same_bytes(folder: Path, bad: bytes) -> None:
    assert self_check_report(examined(folder / "bad")) == bad


def test_reports_are_sound_word_files(folder: Path, clean: bytes, bad: bytes, validate_ooxml: Validate) -> None:
    draft = self_check_report(examined(samples_root() / "draft"))
    files = []
    for name, data in {"clean": clean, "bad": bad, "draft": draft}.items():
        assert lint(Package.read(data), allowed=[text_of(data)]) == []
        files.append(folder / f"{name}.docx")
        files[-1].write_bytes(data)
    validate_ooxml(files)


def test_tables_repeat_their_heads_and_verdicts_are_shaded_in_words(bad: bytes) -> None:
    body = Package.read(bad).xml("word/document.xml")
    long_ones = [table for table in body.iter(w("tbl")) if len(list(table.iter(w("tr")))) > 12]
    assert long_ones
    assert all(next(table.iter(w("tr"))).find(f".//{w('tblHeader')}") is not None for table in long_ones)
    shaded = [cell for cell in body.iter(w("tc")) if cell.find(f"{w('tcPr')}/{w('shd')}") is not None]
    colours = {str(cell.find(f"{w('tcPr')}/{w('shd')}").get(w("fill"))) for cell in shaded}  # type: ignore[union-attr]
    assert len(colours) >= 4
    assert all("".join(cell.itertext()).strip() for cell in shaded)


def test_wide_tables_lie_on_their_side_and_pages_before_and_after_do_not(bad: bytes) -> None:
    sizes = list(Package.read(bad).xml("word/document.xml").iter(w("pgSz")))
    assert [size.get(w("orient"), "portrait") for size in sizes] == ["portrait", "landscape", "portrait"]


def test_without_findings_and_measures_there_is_no_page_on_its_side(tmp_path: Path) -> None:
    text = (sound(tmp_path) / "alliance.yaml").read_text(encoding="utf-8").replace("  规则包: [general, tj-2018]\n", "")
    (tmp_path / "alliance.yaml").write_text(text, encoding="utf-8")
    data = self_check_report(examined(tmp_path))
    sizes = list(Package.read(data).xml("word/document.xml").iter(w("pgSz")))
    assert [size.get(w("orient")) for size in sizes] == [None]
    assert "没有必须处理的事项" in text_of(data)


def test_facts_alone_are_said_to_be_all_that_was_looked_at() -> None:
    examination = examine_facts(open_project(samples_root() / "hydrogen"), today=TODAY)
    assert "只检查了数据文件，没有试做文书" in text_of(self_check_report(examination))


def test_what_a_user_typed_cannot_break_the_report(tmp_path: Path) -> None:
    text = (sound(tmp_path) / "alliance.yaml").read_text(encoding="utf-8")
    name = "  名称: 天津市氢能装备产业技术创新战略联盟\n"
    assert name in text
    wild = text.replace(name, '  名称: "{{ 7*7 }}<b>&联盟"\n  "{%p if x %}备\\a用": 1\n', 1)
    (tmp_path / "alliance.yaml").write_text(wild, encoding="utf-8")
    said = text_of(self_check_report(examined(tmp_path)))
    assert "{{ 7*7 }}<b>&联盟" in said
    assert "{%p if x %}备" in said


def test_nothing_can_be_reported_of_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(Fault) as caught:
        self_check_report(examined(tmp_path / "没有"))
    assert [fault.code for fault in caught.value.report] == ["S-REP-01"]


# --- its template -----------------------------------------------------------------------------


def test_it_is_no_document_of_the_alliance() -> None:
    (kind,) = report_types()
    assert kind not in document_types()
    assert kind not in pick((), document_types())


def test_the_committed_template_is_what_the_sources_give() -> None:
    (kind,) = report_types()
    assert kind.built_in.read_bytes() == build(kind).to_bytes(), "运行 make templates 重新生成模板"


def test_the_project_s_own_wording_wins(tmp_path: Path) -> None:
    project = Project(sound(tmp_path) / "alliance.yaml")
    own = eject(project, "自查报告")
    own.write_bytes(build(kind_of(tmp_path, "联盟是{{ 联盟.名称 }}，{{ 报告.结论 }}。")).to_bytes())
    written = write_self_check_report(examined(tmp_path), tmp_path / "报告.docx", project)
    assert text_of(written.read_bytes()) == "联盟是天津市氢能装备产业技术创新战略联盟，没有发现错误和警告。"


@pytest.mark.parametrize(
    "words", ["{{ 联盟.名字 }}", "{% for 项 in 缺少 %}\n{{ 项.没有 }}\n{% endfor %}", "{{ 联盟.名称"]
)
def test_faults_of_its_template_are_told_with_and_without_a_check(words: str, tmp_path: Path) -> None:
    project = Project(sound(tmp_path) / "alliance.yaml")
    own = project.templates / "自查报告.docx"
    own.parent.mkdir()
    own.write_bytes(build(kind_of(tmp_path, words)).to_bytes())
    found = check_templates([own])
    assert [fault.place.file for fault in found.errors] == ["自查报告.docx"]
    if "项.没有" not in words:
        with pytest.raises(Fault):
            self_check_report(examined(tmp_path), project)


def test_the_built_in_template_is_sound() -> None:
    assert not len(check_templates([templates_root() / "selfcheck" / "自查报告.docx"]))


def test_a_line_of_text_ends_the_wide_pages(clean: bytes, bad: bytes) -> None:
    """Behind a table that fills its page, the paragraph that ends a section would begin an empty page."""
    for data in (clean, bad):
        package = Package.read(data)
        blocks = list(package.xml(package.document_part)[0])
        ends = [n for n, block in enumerate(blocks) if block.find(f"{w('pPr')}/{w('sectPr')}") is not None]
        assert ends
        for end in ends:
            assert "".join(text.text or "" for text in blocks[end - 1].iter(w("t")))
            assert blocks[end - 1].tag == w("p")
