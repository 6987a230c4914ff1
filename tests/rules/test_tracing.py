"""Traceability: every article of the measure is answered or has a reason, and what is declared is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.diagnostics import Diagnostic, Severity
from kit.model.alliance import Alliance
from kit.rules.answers import Answer, field_of
from kit.rules.case import Case
from kit.rules.catalogue import rules_by_code
from kit.rules.general import GENERAL
from kit.rules.judging import judge
from kit.rules.tables import PAGES, main
from kit.rules.tj2018 import TIANJIN_2018
from kit.rules.tracing import Traced, Verdict, trace
from kit.rules.waivers import waived
from tests.rules.sample import DELETE, NOTICE, TODAY, Fault, sample_sheets, sample_with, sheets_of, spoiled

_ROOT = Path(__file__).parents[2]
_ITEMS = {3: 5, 6: 6, 9: 6, 11: 4, 12: 4, 14: 3}
_ARTICLES = [
    article
    for number in range(1, 22)
    for article in ([f"{number}({item})" for item in range(1, _ITEMS.get(number, 0) + 1)] or [str(number)])
]
_ANSWERS = TIANJIN_2018.answers


def _traced(case: Case) -> dict[str, Traced]:
    """Every demand by its article and words."""
    found = waived(case.alliance, judge(case))
    return {one.answer.demand: one for one in trace(TIANJIN_2018, case, found)}


def _of(fault: Fault, article: str) -> list[Verdict]:
    case = spoiled(fault)
    sheets = case.sheets or sample_sheets()
    return [one.verdict for one in _traced(case.replace(sheets=sheets)).values() if one.answer.article == article]


# --- what is declared -----------------------------------------------------------------------------


def test_every_article_and_item_has_an_answer_or_a_reason() -> None:
    assert {answer.article for answer in _ANSWERS} >= set(_ARTICLES)
    for answer in _ANSWERS:
        assert answer.is_ours or answer.reason, answer
        assert answer.demand
        assert not answer.demand.endswith("。")


def test_the_answers_stand_in_the_order_of_the_articles() -> None:
    def key(answer: Answer) -> tuple[int, int]:
        number, _, item = answer.article.rstrip(")").partition("(")
        return int(number), int(item or 0)

    assert list(_ANSWERS) == sorted(_ANSWERS, key=key)
    assert len({(answer.article, answer.demand) for answer in _ANSWERS}) == len(_ANSWERS)


def test_rules_and_fields_exist() -> None:
    for answer in _ANSWERS:
        assert set(answer.rules) <= set(rules_by_code()), answer.article
        for path in answer.fields:
            field = field_of(path)
            assert field is not None, path
            assert path.endswith(field.label)


def test_every_rule_of_the_pack_looks_after_some_article() -> None:
    named = {code for answer in _ANSWERS for code in answer.rules}
    without_article = {"C-FIL-40", "C-FIL-21"}  # about all clauses; about another instrument
    assert {rule.code for rule in TIANJIN_2018.rules} - named == without_article


def test_clauses_are_in_the_built_in_templates_under_their_titles() -> None:
    sheets = sample_sheets()
    assert set(TIANJIN_2018.titles) == set(sheets)
    for document, titles in TIANJIN_2018.titles.items():
        lines = sheets[document].outline.lines
        printed = {line.clause: line.text for line in lines if line.clause}
        for clause, named in titles.items():
            if document == "application":
                assert sheets[document].marks.place_of(clause, named), clause
            else:
                assert printed[clause] in named


def test_every_title_belongs_to_an_answer() -> None:
    for document, titles in TIANJIN_2018.titles.items():
        assert set(titles) == {clause for answer in _ANSWERS for clause in answer.clauses.get(document, ())}


# --- what comes of it -----------------------------------------------------------------------------


def test_the_complete_sample_meets_what_facts_and_documents_can_show() -> None:
    case = Case(sample_with({}), TODAY, sample_sheets())
    traced = _traced(case)
    assert [one.answer for one in traced.values()] == list(_ANSWERS)
    for one in traced.values():
        if not one.answer.is_ours:
            assert one.verdict is Verdict.NOT_OURS
        else:
            assert one.verdict is (Verdict.CONFIRM if one.answer.reason else Verdict.MEETS), one.answer.demand
    goals = traced["协议有明确的技术创新目标"]
    assert goals.citation.endswith("第九条第（二）项（有效期至 2020-12-31）")
    assert goals.places == {"联盟协议": ("第八条", "第九条"), "备案申请书": ("七、组建背景与技术创新目标",)}
    assert ("技术创新目标.指标[].目标值", "8 项均已填") in goals.values
    declared = traced["成员生产经营合法，组建前一年内没有重大安全、质量事故，没有环境违法违规行为"]
    assert declared.values[0] == ("成员单位[].声明.组建前一年内无重大安全质量事故", "是（14 项）")
    assert ("联盟.对外责任主体单位", "津海氢能") in traced["由对外责任主体单位自发组建"].values
    assert ("备案.评估日期", "未填") in traced["备案后每三年接受评估，按结果择优给予不超过30万元的补贴"].values


def test_an_error_fails_and_a_warning_is_to_be_confirmed() -> None:
    violation = Fault("C-FIL-06", {"成员单位[3].声明.无环境违法违规行为": "否"})
    assert _of(violation, "6(1)") == [Verdict.FAILS]
    assert _of(Fault("C-FIL-64", {"备案.工作计划.下年度计划": "无"}), "17") == [Verdict.CONFIRM]
    assert _of(Fault("C-FIL-49", {"备案.截止日期": "2026-11-30"}), "12(1)") == [Verdict.MEETS]  # a reminder only


@pytest.mark.parametrize(
    "changes,article",
    [
        ({"成员单位[3].声明": DELETE}, "6(1)"),
        ({"联盟.产业集群": DELETE}, "11(1)"),
        ({"备案.工作计划.三年计划": DELETE}, "18"),
        ({"联盟.对外责任主体单位": DELETE}, "8"),
    ],
)
def test_what_is_not_written_is_incomplete(changes: dict[str, object], article: str) -> None:
    assert Verdict.INCOMPLETE in _of(Fault("", changes), article)


def test_a_waived_error_is_shown_as_waived() -> None:
    waiver = {"代码": "C-FIL-06", "理由": "已整改并附说明", "批准人": "周晓岚", "日期": "2026-11-18"}
    changes = {"成员单位[3].声明.无环境违法违规行为": "否", "设置.豁免": [waiver]}
    assert _of(Fault("C-FIL-06", changes), "6(1)") == [Verdict.WAIVED]


def test_an_overwritten_clause_fails_what_it_answers_and_nothing_else() -> None:
    both = {"agreement": "licence.diffusion", "charter": "openness.diffusion"}
    lacking = _traced(spoiled_with_all_sheets(Fault("C-FIL-16", drop=both)))
    diffusion = lacking["政府资助项目的成果有向联盟外扩散的义务"]
    assert diffusion.verdict is Verdict.FAILS
    assert diffusion.places["联盟协议"] == ("第六十一条",)
    assert {found.code for found in diffusion.findings} == {"C-FIL-16"}
    failing = {one.answer.article for one in lacking.values() if one.verdict is Verdict.FAILS}
    assert failing == {"9(6)", "3(4)"}, "the clause of the charter answers both"


def test_a_clause_that_only_the_common_rule_knows_is_linked_as_well() -> None:
    lacking = _traced(spoiled_with_all_sheets(Fault("C-FIL-40", drop={"agreement": "bodies.experts"})))
    touched = [one for one in lacking.values() if {found.code for found in one.findings} - {NOTICE}]
    assert [(one.answer.demand, one.verdict) for one in touched] == [
        ("设专家委员会作为理事会的咨询机构", Verdict.CONFIRM)
    ]
    assert [found.code for found in touched[0].findings] == ["C-FIL-40"]


def test_what_one_document_still_says_is_to_be_confirmed() -> None:
    lacking = _traced(spoiled_with_all_sheets(Fault("C-FIL-16", drop={"charter": "openness.diffusion"})))
    assert lacking["政府资助项目的成果有向联盟外扩散的义务"].verdict is Verdict.CONFIRM


def spoiled_with_all_sheets(fault: Fault) -> Case:
    """The sample with one clause overwritten."""
    case = spoiled(fault)
    assert set(case.sheets) == set(sample_sheets())
    return case


def test_a_clause_whose_mark_is_gone_is_found_by_its_title() -> None:
    sheet = sample_sheets()["agreement"]
    bare = tuple(line._replace(clause="") for line in sheet.outline.lines)
    without_marks = sheet.replace(outline=sheet.outline.replace(lines=bare))
    case = Case(sample_with({}), TODAY, {**sample_sheets(), "agreement": without_marks})
    assert "C-FIL-40" not in {found.code for found in judge(case)}


def test_a_title_that_differs_elsewhere_is_known_there_too() -> None:
    alliance = sample_with({"联盟.所在地区": "江苏省"})
    case = Case(alliance, TODAY, sheets_of(alliance))
    assert "C-FIL-40" not in {found.code for found in judge(case)}
    platform = _traced(case)["牵头搭建产业公共服务平台，为成员和行业提供专业化服务"]
    assert platform.places["备案申请书"] == ("十一、公共服务平台、区域协同与人才培训",)


def test_a_clause_of_two_titles_is_missed_by_both() -> None:
    dropped = {"application": "公共服务平台、京津冀协同与人才培训"}
    case = spoiled_with_all_sheets(Fault("C-FIL-40", drop=dropped))
    (told,) = (found for found in judge(case) if found.code == "C-FIL-40")
    assert "没有“公共服务平台、京津冀协同与人才培训”或“公共服务平台、区域协同与人才培训”" in told.message
    assert told in _traced(case)["开展行业人才培训等服务"].findings


def test_somebody_elses_form_is_one_remark_and_to_be_confirmed() -> None:
    sheet = sample_sheets()["application"]
    plain = tuple(line._replace(text=f"{line.text}（表样）") for line in sheet.outline.lines)
    form = sheet.replace(outline=sheet.outline.replace(lines=plain))
    case = Case(sample_with({}), TODAY, {**sample_sheets(), "application": form})
    told = [found for found in judge(case) if found.code == "C-FIL-40"]
    assert [(found.severity, found.documents) for found in told] == [(Severity.INFO, ("备案申请书",))]
    verdicts = {one.verdict for one in _traced(case).values() if "application" in one.answer.clauses}
    assert verdicts == {Verdict.CONFIRM}


def test_without_documents_nothing_is_claimed_about_clauses() -> None:
    case = Case(sample_with({}), TODAY)
    for one in _traced(case).values():
        assert one.places == {}
        assert one.verdict is not Verdict.MEETS or not one.answer.clauses


def test_nothing_known_is_no_crash() -> None:
    case = Case(Alliance(), TODAY)
    found = [diagnostic for rule in TIANJIN_2018.rules for diagnostic in rule.check(case)]
    verdicts = {one.verdict for one in trace(TIANJIN_2018, case, found)}
    assert Verdict.INCOMPLETE in verdicts


def test_a_pack_without_answers_traces_nothing() -> None:
    nothing: list[Diagnostic] = []
    assert trace(GENERAL, Case(Alliance(), TODAY), nothing) == ()


# --- the page -------------------------------------------------------------------------------------


def test_the_page_about_the_measure_is_current() -> None:
    page = (_ROOT / "docs" / "measure.zh-CN.md").read_text(encoding="utf-8")
    assert page == PAGES["measure"](), "run python -m kit.rules.tables measure > docs/measure.zh-CN.md"


def test_pages_are_written_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["measure"]) == 0
    assert "第九条第（二）项" in capsys.readouterr().out
    assert main(["nothing"]) == 2
    assert "measure" in capsys.readouterr().err
