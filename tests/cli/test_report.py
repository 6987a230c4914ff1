"""What kit check prints: for people in 80 columns, for programs as JSON and SARIF."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kit.cli.report_sarif import uri_of
from kit.cli.wrapping import columns, wrapped
from kit.resources import checkout_root, samples_root
from kit.word.outline import outline_of
from kit.word.package import Package
from tests.cli.projects import DATE, faulty, sound
from tests.cli.running import run

Capsys = pytest.CaptureFixture[str]


def checked(capsys: Capsys, project: Path, *options: str) -> str:
    return run(capsys, "check", project, "--date", DATE, *options).out


def data_of(capsys: Capsys, project: Path, *options: str) -> Any:
    return json.loads(checked(capsys, project, "--format", "json", *options))


# --- text -------------------------------------------------------------------------------------


def test_the_head_says_what_was_checked_and_that_the_measure_has_ended(tmp_path: Path, capsys: Capsys) -> None:
    said = checked(capsys, sound(tmp_path))
    assert said.splitlines()[0] == f"检查了 {tmp_path / 'alliance.yaml'}"
    assert DATE in said
    assert "天津市 2018 年联盟办法（tj-2018）" in said
    assert "已失效（有效期至 2020-12-31）" in said


def test_on_a_day_on_which_the_measure_was_in_force_it_says_so(tmp_path: Path, capsys: Capsys) -> None:
    said = run(capsys, "check", sound(tmp_path), "--date", "2019-06-01").out
    assert "现状  施行中" in said


def test_errors_come_before_warnings_and_hints_and_the_last_lines_say_what_to_do_first(
    tmp_path: Path, capsys: Capsys
) -> None:
    said = checked(capsys, faulty(tmp_path))
    order = [said.index(head) for head in ("\n错误 2 项", "M-FCT-01 缺少 1 项事实", "\n警告 ", "\n提示 1 项")]
    assert order == sorted(order)
    assert order[0] < said.index("D-VAL-01") < said.index("D-KEY-01") < order[1]
    assert "先改正数据文件的 2 处问题，再补 1 项缺少的事实，最后请人判断" in said
    assert "共错误 3 项" in said
    assert "kit explain " in said


def test_a_finding_has_its_place_field_and_advice(tmp_path: Path, capsys: Capsys) -> None:
    said = checked(capsys, faulty(tmp_path))
    finding = said[said.index("D-VAL-01") : said.index("D-KEY-01")]
    assert re.search(r"位置  第 \d+ 行第 \d+ 列，成员“津海氢能”", finding)
    assert "字段  成员单位[1].统一社会信用代码" in finding
    assert "建议  请对照营业执照或法人证书逐位核对" in finding


def test_a_waived_finding_stands_in_its_own_block_with_who_and_why(tmp_path: Path, capsys: Capsys) -> None:
    said = checked(capsys, faulty(tmp_path, waived=True))
    block = said[said.index("已豁免 1 项") :]
    assert "C-SIG-13" in block
    assert "周晓岚于 2026-03-10 豁免：其余正本另行补签" in block
    assert "C-SIG-13" not in said[: said.index("已豁免 1 项")]


def test_no_line_is_wider_than_80_columns_and_none_has_colours(
    tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(faulty(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")
    for project in (Path(), samples_root() / "draft"):
        lines = checked(capsys, project).splitlines()
        assert lines
        assert [line for line in lines if columns(line) > 80] == []
        assert all(line == line.rstrip() for line in lines)
        assert "\x1b" not in "".join(lines)


def test_colours_are_for_a_terminal_that_wants_them(
    tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = faulty(tmp_path)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b[1;31m错误 2 项" in checked(capsys, project)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "31m" not in checked(capsys, project)


def test_render_refuses_with_the_same_report(tmp_path: Path, capsys: Capsys) -> None:
    project = faulty(tmp_path)
    told = run(capsys, "render", project, "--no-pages").err
    for words in ("错误 2 项", "D-VAL-01", "M-FCT-01 缺少 1 项事实", "先改正数据文件的 2 处问题", "未写入任何文件"):
        assert words in told


def test_facts_only_makes_no_documents(capsys: Capsys) -> None:
    draft = samples_root() / "draft"
    assert "M-FCT-01" in checked(capsys, draft)
    assert "M-FCT-01" not in checked(capsys, draft, "--facts-only")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--date", "昨天"], "--date 应写成 2026-03-18"),
        (["--date", "2026-02-30"], "--date 应写成"),
        (["--report", "报告.pdf"], "应以 .docx 结尾"),
    ],
)
def test_wrong_use(options: list[str], words: str, capsys: Capsys) -> None:
    result = run(capsys, "check", samples_root() / "draft", *options)
    assert (result.code, words in result.err) == (2, True)


# --- the Word report --------------------------------------------------------------------------


def test_the_word_report_is_written_besides(tmp_path: Path, capsys: Capsys) -> None:
    file = tmp_path / "报告" / "自查报告.docx"
    result = run(capsys, "check", faulty(tmp_path / "p"), "--report", file)
    assert result.code == 1
    assert f"自查报告：{file}" in result.out
    assert "D-VAL-01" in str(outline_of(Package.read(file)))


def test_one_report_tells_that_the_word_report_could_not_be_written(tmp_path: Path, capsys: Capsys) -> None:
    (tmp_path / "file").write_text("")
    for project, file, code in (
        (tmp_path / "没有", tmp_path / "r.docx", "S-REP-01"),
        (sound(tmp_path / "p"), tmp_path / "file" / "r.docx", "S-OUT-01"),
    ):
        result = run(capsys, "check", project, "--report", file, "--format", "json")
        assert result.code == 1
        assert code in {found["code"] for found in json.loads(result.out)["diagnostics"]}
        assert not file.exists()


# --- lines ------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [10, 17, 34, 80])
def test_wrapping_keeps_every_word_in_its_width(width: int) -> None:
    text = (
        "依据《办法（试行）》第九条第（二）项，注册资本为 5000万元；見 https://例.example/abcdefghijklmnop，“待核”。"
        * 3
    )
    lines = wrapped(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(columns(line) <= width for line in lines)
    if width > 10:
        assert not [line for line in lines if line[0] in "，。；：、）》”"]


def test_wrapping_nothing_gives_one_empty_line() -> None:
    assert wrapped("", 20) == [""]


# --- JSON -------------------------------------------------------------------------------------


def _schema() -> Any:
    root = checkout_root()
    assert root is not None
    return json.loads((root / "docs/report.schema.json").read_text(encoding="utf-8"))


def test_the_schema_of_reports_is_sound() -> None:
    Draft202012Validator.check_schema(_schema())


@pytest.mark.parametrize("which", ["sound", "faulty", "waived", "draft", "absent"])
@pytest.mark.parametrize("command", ["check", "render"])
def test_reports_keep_their_schema(which: str, command: str, tmp_path: Path, capsys: Capsys) -> None:
    projects = {
        "sound": lambda: sound(tmp_path),
        "faulty": lambda: faulty(tmp_path),
        "waived": lambda: faulty(tmp_path, waived=True),
        "draft": lambda: samples_root() / "draft",
        "absent": lambda: tmp_path / "没有",
    }
    options = ["-o", tmp_path / "out", "--no-pages"] if command == "render" else []
    result = run(capsys, command, projects[which](), "--format", "json", *options)
    Draft202012Validator(_schema()).validate(json.loads(result.out))


def test_reports_on_templates_keep_the_schema_too(tmp_path: Path, capsys: Capsys) -> None:
    said = run(capsys, "templates", "check", tmp_path / "没有.docx", "--format", "json").out
    Draft202012Validator(_schema()).validate(json.loads(said))


def test_a_report_for_programs_has_packs_counts_rules_and_waivers(tmp_path: Path, capsys: Capsys) -> None:
    data = data_of(capsys, faulty(tmp_path, waived=True))
    assert (data["schema"], data["date"]) == ("alliance-kit/report/1", DATE)
    (pack,) = [pack for pack in data["packs"] if pack["id"] == "tj-2018"]
    assert (pack["status"], pack["source"]["until"]) == ("ended", "2020-12-31")
    assert data["errors"] == data["counts"]["error"] == 3
    assert (data["counts"]["missing"], data["counts"]["waived"]) == (1, 1)
    (waived,) = [found for found in data["diagnostics"] if found["waiver"]]
    assert (waived["code"], waived["pack"], waived["title"]) == ("C-SIG-13", "general", "正本份数不够")
    assert waived["waiver"] == {
        "code": "C-SIG-13",
        "field": None,
        "reason": "其余正本另行补签",
        "granted_by": "周晓岚",
        "granted_on": "2026-03-10",
    }


def test_a_report_for_programs_follows_the_measure_article_by_article(tmp_path: Path, capsys: Capsys) -> None:
    rows = data_of(capsys, sound(tmp_path))["traceability"]
    articles = [row["article"].partition("(")[0] for row in rows]
    assert set(map(str, range(1, 22))) <= set(articles)
    assert all(row["places"] or row["values"] or row["reason"] or row["rules"] for row in rows)


# --- SARIF ------------------------------------------------------------------------------------


def sarif_of(capsys: Capsys, project: Path) -> Any:
    return json.loads(checked(capsys, project, "--format", "sarif"))


def test_sarif_has_what_the_standard_requires(tmp_path: Path, capsys: Capsys) -> None:
    log = sarif_of(capsys, faulty(tmp_path, waived=True))
    assert log["version"] == "2.1.0"
    (ran,) = log["runs"]
    driver = ran["tool"]["driver"]
    assert driver["name"] == "alliance-kit"
    rules = driver["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert rule["defaultConfiguration"]["level"] in {"error", "warning", "note"}
        assert "helpUri" not in rule
    for result in ran["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]
        for location in result.get("locations", ()):
            physical = location.get("physicalLocation")
            if physical:
                assert re.fullmatch(r"[A-Za-z0-9/._~:%()-]+", physical["artifactLocation"]["uri"])
                assert all(number >= 1 for number in physical.get("region", {}).values())


def test_sarif_points_at_line_and_field_and_tells_waivers(tmp_path: Path, capsys: Capsys) -> None:
    (ran,) = sarif_of(capsys, faulty(tmp_path, waived=True))["runs"]
    by_code = {result["ruleId"]: result for result in ran["results"]}
    (location,) = by_code["D-VAL-01"]["locations"]
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "成员单位[1].统一社会信用代码"
    text = (tmp_path / "alliance.yaml").read_text(encoding="utf-8").splitlines()
    region = location["physicalLocation"]["region"]
    assert text[region["startLine"] - 1][region["startColumn"] - 1 :].startswith("91120116MAXH00010G")
    (suppression,) = by_code["C-SIG-13"]["suppressions"]
    assert suppression["justification"] == "其余正本另行补签"
    assert "suppressions" not in by_code["D-VAL-01"]
    (rule,) = [rule for rule in ran["tool"]["driver"]["rules"] if rule["id"] == "C-SIG-13"]
    assert rule["fullDescription"]["text"]


def test_a_file_becomes_a_relative_uri(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert uri_of("津氢 联盟/alliance.yaml") == "%E6%B4%A5%E6%B0%A2%20%E8%81%94%E7%9B%9F/alliance.yaml"
    assert uri_of(str(tmp_path / "a b.yaml")) == "a%20b.yaml"
    assert uri_of("/elsewhere/a.yaml") == "file:///elsewhere/a.yaml"
