"""The commands, end to end."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kit.resources import samples_root
from kit.word.outline import outline_of
from kit.word.package import Package
from tests.cli.running import run

Capsys = pytest.CaptureFixture[str]
NAMES = ["manifest.json", "备案申请书.docx", "联盟协议.docx", "联盟章程.docx"]


def test_from_nothing_to_three_documents(tmp_path: Path, capsys: Capsys) -> None:
    project = tmp_path / "津氢联盟"
    assert run(capsys, "new", project, "--sample").code == 0
    assert run(capsys, "check", project).code == 0
    result = run(capsys, "render", project)
    assert result.code == 0
    assert sorted(path.name for path in (project / "output").iterdir()) == NAMES
    manifest = json.loads((project / "output" / "manifest.json").read_text(encoding="utf-8"))
    assert [entry["id"] for entry in manifest["documents"]] == ["agreement", "charter", "application"]
    contents = Package.read(project / "output" / "联盟协议.docx").xml("word/document.xml")
    entries = "".join(contents.itertext())
    assert "PAGEREF" in entries, "the table of contents has page numbers"


def test_new_writes_a_skeleton_that_only_lacks_facts(tmp_path: Path, capsys: Capsys) -> None:
    project = tmp_path / "新联盟"
    assert run(capsys, "new", project).code == 0
    result = run(capsys, "check", project, "--format", "json")
    codes = {found["code"] for found in json.loads(result.out)["diagnostics"]}
    assert codes == {"M-LST-01", "M-FCT-01"}, "nothing is wrong, much is missing"
    assert (project / "templates").is_dir()


def test_new_quotes_a_name_with_spaces(tmp_path: Path, capsys: Capsys) -> None:
    folder = tmp_path / "我的 联盟"
    assert f'kit check "{folder}"' in run(capsys, "new", folder).out


def test_new_never_touches_a_data_file(tmp_path: Path, capsys: Capsys) -> None:
    (tmp_path / "alliance.yaml").write_text("mine")
    result = run(capsys, "new", tmp_path)
    assert result.code == 1
    assert "S-NEW-01" in result.err
    assert (tmp_path / "alliance.yaml").read_text() == "mine"


def test_a_draft_is_written_marked_and_still_fails(tmp_path: Path, capsys: Capsys) -> None:
    draft = samples_root() / "draft"
    refused = run(capsys, "render", draft, "-o", tmp_path, "--no-pages")
    assert refused.code == 1
    assert list(tmp_path.iterdir()) == []
    assert "用于 联盟协议、联盟章程、备案申请书" in refused.err
    result = run(capsys, "render", draft, "-o", tmp_path, "--no-pages", "--draft")
    assert result.code == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == NAMES
    package = Package.read(tmp_path / "联盟协议.docx")
    assert "【待补：法定代表人】" in str(outline_of(package))
    headers = package.related(package.document_part, "header")
    assert headers
    assert all("草案" in package[part].decode() for part in headers)


def test_one_document_by_either_name(tmp_path: Path, capsys: Capsys) -> None:
    for name in ("charter", "联盟章程"):
        out = tmp_path / name
        assert run(capsys, "render", samples_root() / "hydrogen", name, "--no-pages", "-o", out).code == 0
        assert sorted(path.name for path in out.iterdir()) == ["manifest.json", "联盟章程.docx"]


def _with_pdf(out: Path, name: str, content: bytes = b"%PDF") -> None:
    """A PDF beside the documents, as if an earlier run had made it."""
    (out / name).write_bytes(content)
    told = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    entry = next(entry for entry in told["documents"] if name.replace(".pdf", ".docx") in entry["files"])
    entry["files"][name] = hashlib.sha256(b"%PDF").hexdigest()
    (out / "manifest.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def _changed(project: Path) -> None:
    data = project / "alliance.yaml"
    text = data.read_text(encoding="utf-8")
    assert "会议通知期: 10日" in text
    data.write_text(text.replace("会议通知期: 10日", "会议通知期: 15日"), encoding="utf-8")


def test_what_goes_with_the_old_text_does_not_stay_beside_the_new_one(tmp_path: Path, capsys: Capsys) -> None:
    project, out = tmp_path / "p", tmp_path / "p" / "output"
    run(capsys, "new", project, "--sample")
    assert run(capsys, "render", project, "--no-pages").code == 0
    _with_pdf(out, "联盟章程.pdf")
    _with_pdf(out, "备案申请书.pdf", b"%PDF with a comment")
    same = run(capsys, "render", project, "--no-pages")
    assert (out / "联盟章程.pdf").exists(), "nothing has changed: it is of this very text"
    assert "联盟章程.pdf" not in same.err
    assert "联盟章程.pdf" in (out / "manifest.json").read_text(encoding="utf-8")
    _changed(project)
    result = run(capsys, "render", project, "--no-pages")
    assert not (out / "联盟章程.pdf").exists()
    assert "已删去由旧文书转成的 联盟章程.pdf" in result.err
    assert (out / "备案申请书.pdf").exists(), "somebody has worked on it"
    assert "备案申请书.pdf 与新生成的文书不一致" in result.err
    assert sorted(path.name for path in out.iterdir()) == sorted([*NAMES, "备案申请书.pdf"])


def test_documents_of_other_data_are_told_and_stay_in_the_manifest(tmp_path: Path, capsys: Capsys) -> None:
    project, out = tmp_path / "p", tmp_path / "p" / "output"
    run(capsys, "new", project, "--sample")
    assert run(capsys, "render", project, "--no-pages").code == 0
    first = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert "这次没有生成" not in run(capsys, "render", project, "charter", "--no-pages").err
    _changed(project)
    (out / "备案申请书.docx").unlink()
    result = run(capsys, "render", project, "charter", "--no-pages")
    assert "注意：联盟协议.docx 这次没有生成，不是用现在的数据做的" in result.err
    told = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert [entry["id"] for entry in told["documents"]] == ["charter"]
    (earlier,) = told["earlier"]
    assert (earlier["id"], earlier["data"], earlier["draft"]) == ("agreement", first["data"], False)
    assert earlier["files"] == first["documents"][0]["files"]
    assert earlier["data"] != told["data"]
    assert run(capsys, "render", project, "--no-pages").code == 0
    assert "earlier" not in json.loads((out / "manifest.json").read_text(encoding="utf-8"))


def test_a_draft_in_the_place_of_a_formal_text_is_told(tmp_path: Path, capsys: Capsys) -> None:
    project = tmp_path / "p"
    run(capsys, "new", project, "--sample")
    run(capsys, "render", project, "charter", "--no-pages")
    told = "原来的正式文书已换成草案"
    assert told in run(capsys, "render", project, "charter", "--no-pages", "--draft").err
    assert told not in run(capsys, "render", project, "charter", "--no-pages", "--draft").err


@pytest.mark.parametrize(
    "told",
    [
        "",
        "[]",
        "{",
        '{"documents": 3, "earlier": [[]]}',
        '{"documents": [{"id": "charter", "files": {"../../密.pdf": "x", "/etc/passwd": "x", "..": "x"}}]}',
        '{"documents": [{"id": ["charter"], "files": {"联盟章程.docx": 5}}], "data": []}',
    ],
)
def test_a_manifest_of_somebody_else_harms_nothing(tmp_path: Path, capsys: Capsys, told: str) -> None:
    project = tmp_path / "p"
    run(capsys, "new", project, "--sample")
    (tmp_path / "密.pdf").write_bytes(b"mine")
    (project / "output").mkdir(exist_ok=True)
    (project / "output" / "manifest.json").write_text(told, encoding="utf-8")
    assert run(capsys, "render", project, "charter", "--no-pages").code == 0
    assert (tmp_path / "密.pdf").read_bytes() == b"mine"


def test_the_ejected_template_wins(tmp_path: Path, capsys: Capsys) -> None:
    project = tmp_path / "p"
    run(capsys, "new", project, "--sample")
    assert run(capsys, "templates", "eject", "联盟章程", "--project", project).code == 0
    again = run(capsys, "templates", "eject", "联盟章程", "--project", project)
    assert (again.code, "S-EJE-01" in again.err) == (1, True)
    assert "项目模板" in run(capsys, "templates", "list", "--project", project).out
    assert run(capsys, "render", project, "charter", "--no-pages").code == 0
    manifest = json.loads((project / "output" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["documents"][0]["template"]["layer"] == "项目"


def test_nothing_is_ejected_where_there_is_no_project(
    tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "空").mkdir()
    for project in ("写错的名字", "空", "."):
        result = run(capsys, "templates", "eject", "联盟协议", "--project", project)
        assert (result.code, "S-PRJ-01" in result.err) == (1, True)
    assert [path.name for path in tmp_path.rglob("*")] == ["空"]


def test_templates_of_the_organisation_are_there_or_nothing_is_made(
    tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIT_TEMPLATES", str(tmp_path / "没有"))
    for command in (["render", samples_root() / "hydrogen", "-o", tmp_path / "out"], ["templates", "list"]):
        result = run(capsys, *command)
        assert (result.code, "S-TPL-01" in result.err) == (1, True)
    assert not (tmp_path / "out").exists()


def test_templates_under_another_name_are_told(tmp_path: Path, capsys: Capsys) -> None:
    project = tmp_path / "p"
    run(capsys, "new", project, "--sample")
    run(capsys, "templates", "eject", "联盟章程", "--project", project)
    assert "没有采用" not in run(capsys, "templates", "list", "--project", project).err
    (project / "templates" / "联盟章程.docx").rename(project / "templates" / "联盟章程（改）.docx")
    (project / "templates" / "~$联盟章程.docx").write_bytes(b"lock")
    for command in (["templates", "list", "--project", project], ["render", project, "联盟章程", "--no-pages"]):
        told = run(capsys, *command).err
        assert "没有采用" in told
        assert "联盟章程（改）.docx" in told
        assert "~$" not in told


def test_a_broken_template_is_refused_and_nothing_written(tmp_path: Path, capsys: Capsys) -> None:
    project = tmp_path / "p"
    run(capsys, "new", project, "--sample")
    (project / "templates" / "联盟章程.docx").write_bytes(b"PK no zip")
    result = run(capsys, "render", project, "--no-pages")
    assert result.code == 1
    assert "W-PKG" in result.err
    assert list((project / "output").iterdir()) == []


def test_same_input_same_bytes(tmp_path: Path, capsys: Capsys) -> None:
    for name in "ab":
        run(capsys, "render", samples_root() / "hydrogen", "charter", "--no-pages", "-o", tmp_path / name)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "三步完成"),
        (["nosuch"], "没有命令 nosuch"),
        (["rendr"], "是否为 render？"),
        (["templates", "lst"], "是否为 list？"),
        (["new", ""], "没有写文件夹名"),
        (["render", "联盟协议"], "“联盟协议”是文书名"),
        (["render", "--nosuch"], "没有选项 --nosuch"),
        (["render", "--drat"], "--draft"),
        (["new"], "缺少参数"),
        (["render", "-o"], "-o"),
        (["check", ".", "--format", "xml"], "--format"),
        (["fields", "没有这种字段"], "没有与“没有这种字段”相关的字段"),
        (["templates", "eject"], "缺少参数"),
        (["check", "a", "b"], "多余的参数 b；名称中有空格的，请用半角双引号"),
    ],
)
def test_wrong_use_is_two(arguments: list[str], words: str, capsys: Capsys) -> None:
    result = run(capsys, *arguments)
    assert result.code == 2
    assert words in result.err
    assert result.err.count("用法：") <= 1


def test_an_unknown_document_is_named_with_the_choices(capsys: Capsys) -> None:
    result = run(capsys, "render", samples_root() / "hydrogen", "合同")
    assert result.code == 1
    assert "没有文书“合同”" in result.err
    assert "联盟协议（agreement）" in result.err


def test_a_missing_project_is_told(tmp_path: Path, capsys: Capsys) -> None:
    result = run(capsys, "check", tmp_path / "没有")
    assert result.code == 1
    assert result.says("D-FIL-01")
    assert result.says("请核对文件名")


@pytest.mark.parametrize("form", ["text", "markdown", "json-schema"])
def test_fields(form: str, capsys: Capsys) -> None:
    result = run(capsys, "fields", "--format", form)
    assert result.code == 0
    assert "统一社会信用代码" in result.out
    if form == "json-schema":
        json.loads(result.out)


@pytest.mark.parametrize(
    "command",
    [[], ["new"], ["check"], ["render"], ["rules"], ["explain"], ["fields"], ["templates"], ["templates", "eject"]],
)
def test_every_command_has_help(command: list[str], capsys: Capsys) -> None:
    result = run(capsys, *command, "--help")
    assert result.code == 0
    assert "用法：kit" in result.out
    assert "显示本说明" in result.out


def test_help_says_that_counsel_must_review(capsys: Capsys) -> None:
    words = run(capsys, "--help").out
    assert "2026年11月23日" in words
    assert "律师审定" in words


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from kit.cli import kit; kit.main(['--help'], standalone_mode=False); print(sorted(sys.modules))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    for heavy in ("lxml", "docx", "docxtpl", "jinja2", "yaml"):
        assert f"'{heavy}'" not in out


def test_shell_completion_is_there() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kit"],
        env={**os.environ, "_KIT_COMPLETE": "bash_source"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "_KIT_COMPLETE" in done.stdout
