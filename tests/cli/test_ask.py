"""kit ask, as people meet it: at a real terminal, in a plain one, from a file, killed at any moment."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kit.intake.changes import Change
from kit.intake.editing import edited
from kit.intake.origins import from_labels
from kit.resources import samples_root
from tests.cli.interviewing import COMPACT, Somebody, alliance_in, answers_of, blank
from tests.cli.running import Run, run
from tests.cli.terminals import CTRL_C, CTRL_D, DOWN, ENTER, Terminal


def _ask(capsys: pytest.CaptureFixture[str], folder: Path, *lines: str, extra: tuple[object, ...] = ()) -> Run:
    """The command with answers from a file."""
    answers = folder.parent / "answers.txt"
    answers.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return run(capsys, "ask", *extra, folder, "--answers", answers)


# --- at a terminal ----------------------------------------------------------------------------


def test_a_full_run_at_a_terminal_makes_the_sample(tmp_path: Path) -> None:
    project = blank(tmp_path / "p")
    somebody = Somebody(project, answers_of(COMPACT))
    terminal = Terminal("ask", project)
    while somebody.question is not None:
        somebody.sees_question(terminal)
        somebody.answers(terminal)
    terminal.expect("问题都问完了")
    assert terminal.ended() == 0
    assert alliance_in(project) == alliance_in(COMPACT)
    assert len(list((project / ".kit/备份").iterdir())) == 1


@pytest.mark.parametrize("section", ["技术创新目标", "任务分工"])
def test_killed_at_every_question_in_turn_nothing_is_lost(section: str, tmp_path: Path) -> None:
    project = blank(tmp_path / "p")
    _prepare_members(project)
    somebody = Somebody(project, answers_of(COMPACT, section), from_labels(section))
    while somebody.question is not None:
        terminal = Terminal("ask", section, project)
        somebody.sees_question(terminal)
        somebody.answers(terminal)
        if somebody.question is None:
            terminal.expect("问题都问完了")
            assert terminal.ended() == 0
        else:
            somebody.sees_question(terminal)
            terminal.kill()
    name = str(from_labels(section)[0])
    assert getattr(alliance_in(project), name) == getattr(alliance_in(COMPACT), name)


def _prepare_members(project: Path) -> None:
    """Give a project the members that tasks refer to."""
    data = project / "alliance.yaml"
    changes = [
        Change(
            ("members",), [{"short_name": "津海氢能", "name": "津海氢能"}, {"short_name": "滨海大学", "name": "滨海"}]
        ),
        Change(("tasks",), []),
    ]
    data.write_text(edited(data.read_text(encoding="utf-8"), changes), encoding="utf-8")


def test_killed_before_the_next_question_the_file_is_whole(tmp_path: Path) -> None:
    project = blank(tmp_path / "p")
    for number in range(8):
        terminal = Terminal("ask", "联盟.简称", project)
        terminal.expect("› 简称")
        terminal.send(f"第{number}次{ENTER}")
        terminal.kill()
        assert alliance_in(project).info.short_name in {None, *(f"第{n}次" for n in range(number + 1))}


def test_back_and_edit(tmp_path: Path) -> None:
    project = blank(tmp_path / "p")
    terminal = Terminal("ask", project)
    terminal.expect("› 名称（必填）")
    terminal.send(f"天津氢能联盟{ENTER}")
    terminal.expect("› 英文名称")
    terminal.send(f"返回{ENTER}")
    terminal.expect("› 名称（必填，现为 天津氢能联盟，回车保留）")
    terminal.send(f"天津氢能创新联盟{ENTER}")
    terminal.expect("› 英文名称")
    terminal.send(ENTER)
    terminal.expect("› 简称")
    terminal.send(f"津氢{ENTER}")
    terminal.expect("› 组织形式")
    terminal.send(DOWN * 3 + ENTER)  # 更多……
    terminal.expect("› 做什么？")
    terminal.send(DOWN * 4 + ENTER)  # 回顾
    terminal.expect("› 看哪一部分？")
    terminal.send(DOWN + ENTER)
    terminal.expect("› 改哪一项？")
    terminal.send(DOWN * 2 + ENTER)
    terminal.expect("› 简称（选填，现为 津氢，回车保留）")
    terminal.send(f"津氢联盟{ENTER}")
    terminal.expect("› 组织形式")
    terminal.send(CTRL_C)
    terminal.expect("已存好")
    assert terminal.ended() == 0
    info = alliance_in(project).info
    assert (info.name, info.short_name) == ("天津氢能创新联盟", "津氢联盟")


def test_a_refused_answer_is_asked_for_again(tmp_path: Path) -> None:
    project = blank(tmp_path / "p")
    terminal = Terminal("ask", "联盟.成立日期", project)
    terminal.expect("› 成立日期")
    terminal.send(f"明年春天{ENTER}")
    terminal.expect("日期“明年春天”无法识别")
    terminal.expect("请写成 2026-11-23 或 2026年11月23日")
    terminal.expect("› 成立日期")
    terminal.send(f"2026年3月18日{ENTER}")
    terminal.expect("问题都问完了")
    assert terminal.ended() == 0
    assert str(alliance_in(project).info.founded_on) == "2026-03-18"


def test_an_error_of_the_rules_may_be_kept_or_mended(tmp_path: Path) -> None:
    project = blank(tmp_path / "p")
    _prepare_members(project)
    terminal = Terminal("ask", "成员单位[2].简称", project)
    terminal.expect("› 简称")
    terminal.send(f"津海氢能{ENTER}")
    terminal.expect("错误 C-MEM-")
    terminal.expect("› 这个回答有上面的问题")
    terminal.send(DOWN * 2 + ENTER)
    terminal.expect("› 简称（必填，现为 津海氢能，回车保留）")
    terminal.send(f"滨海大学{ENTER}")
    terminal.expect("问题都问完了")
    assert terminal.ended() == 0
    assert [member.short_name for member in alliance_in(project).members] == ["津海氢能", "滨海大学"]


def test_of_many_choices_one_is_found_by_typing(tmp_path: Path) -> None:
    project = blank(tmp_path / "p")
    terminal = Terminal("ask", "设置.规则包", project)
    terminal.expect("› 规则包（选填，可填几项，回车跳过）")
    terminal.send("2018")
    terminal.expect("tj-2018")  # offered below the line
    terminal.send(DOWN + ENTER)
    terminal.expect("› 规则包，第 2 项（没有了按回车）")
    terminal.send(ENTER)
    terminal.expect("问题都问完了")
    assert terminal.ended() == 0
    assert [str(pack) for pack in alliance_in(project).settings.packs] == ["tj-2018"]


def test_an_item_is_taken_out_only_when_somebody_agrees(tmp_path: Path) -> None:
    project = blank(tmp_path / "p")
    _prepare_members(project)
    for keys, left in ((ENTER, 2), (DOWN + ENTER, 1)):
        terminal = Terminal("ask", "成员单位[2].名称", project)
        terminal.expect("› 名称")
        terminal.send(f"删除{ENTER}")
        terminal.expect("› 删去 成员单位[2]（滨海大学），连同其中的全部内容？")
        terminal.send(keys)
        if left == 2:
            terminal.expect("› 名称")
            terminal.send(CTRL_C)
        assert terminal.ended() == 0
        assert len(alliance_in(project).members) == left


def test_without_colours_and_with_the_control_d(tmp_path: Path) -> None:
    project = blank(tmp_path / "p")
    terminal = Terminal("ask", project, environment={"NO_COLOR": "1"})
    terminal.expect("› 名称（必填）")
    terminal.send(f"天津氢能联盟{ENTER}")
    terminal.expect("› 英文名称")
    terminal.send(CTRL_D)
    terminal.expect("已存好")
    assert terminal.ended() == 0
    assert alliance_in(project).info.name == "天津氢能联盟"
    coloured = re.findall(r"\x1b\[[0-9;]*(?:3[0-7]|9[0-7]|38;)[0-9;]*m", terminal.raw)
    assert coloured == []


def test_a_terminal_that_can_do_nothing(tmp_path: Path) -> None:
    project = blank(tmp_path / "p")
    terminal = Terminal("ask", project, environment={"TERM": "dumb"})
    for answer in ("天津氢能联盟", "", "", "4", "1"):
        terminal.expect("\n> ")
        terminal.send(f"{answer}\n")
    terminal.expect("所在地区（必填）")
    terminal.expect("\n> ")
    terminal.send(CTRL_D)
    terminal.expect("已存好")
    assert terminal.ended() == 0
    assert "“4”不在可选范围内" in terminal.text
    assert "\x1b" not in terminal.raw
    assert alliance_in(project).info.name == "天津氢能联盟"


# --- line by line -----------------------------------------------------------------------------


def test_the_complete_sample_from_a_file_of_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample = samples_root() / "hydrogen"
    project = blank(tmp_path / "p")
    told = _ask(capsys, project, *answers_of(sample / "alliance.yaml"))
    assert (told.code, told.err) == (0, "")
    assert alliance_in(project) == alliance_in(sample)
    assert "各份文书所需的事实已经齐全。" in told.out


def test_through_a_real_pipe(tmp_path: Path) -> None:
    project = blank(tmp_path / "p")
    lines = "".join(f"{line}\n" for line in answers_of(COMPACT))
    command = [sys.executable, "-m", "kit", "ask", str(project)]
    told = subprocess.run(command, input=lines.encode(), capture_output=True, check=False)
    assert (told.returncode, told.stderr.decode()) == (0, "")
    assert b"\x1b" not in told.stdout
    assert alliance_in(project) == alliance_in(COMPACT)


def test_a_wrong_answer_in_a_pipe_is_a_fault_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = blank(tmp_path / "p")
    told = _ask(capsys, project, "天津氢能联盟", "", "津氢", "", "天津市", "", "新能能源", "氢气制备")
    assert told.code == 1
    assert "第 7 行，联盟.产业集群：错误 S-ASK-01" in told.err
    assert "是否为“新能源”？" in told.err
    assert "前 6 行已存好" in told.err
    assert alliance_in(project).info.region == "天津市"
    assert _ask(capsys, project, "新能源", "氢气制备", "退出").code == 0
    assert alliance_in(project).info.field == "氢气制备"


def test_answers_that_run_out_are_saved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = blank(tmp_path / "p")
    told = _ask(capsys, project, "天津氢能联盟", "", "津氢")
    assert (told.code, "已存好" in told.out) == (1, True)
    assert alliance_in(project).info.short_name == "津氢"
    assert "组织形式" in _ask(capsys, project, "退出").out


def test_commands_in_a_pipe(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = blank(tmp_path / "p")
    lines = (
        "甲联盟",
        "返回",
        "乙联盟",
        "？",
        "跳过",
        "津氢",
        "回顾 联盟.名称",
        "丙联盟",
        "还缺",
        "跳过选填",
        "",
        "天津市",
    )
    told = _ask(capsys, project, *lines, "1", "回顾", "1", "2", "清空", "", "退出")
    assert told.code == 0, told.err
    info = alliance_in(project).info
    assert (info.name, info.english_name, info.short_name, info.region) == ("丙联盟", None, None, "天津市")
    assert told.says("还缺的事实：联盟协议")
    assert told.says("组织机构.秘书处.电话（")
    assert "所在城市" not in told.out.split("> 跳过选填")[1]


def test_an_item_is_taken_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = blank(tmp_path / "p")
    told = _ask(capsys, project, "是", "甲公司", "甲", "删除", "是", "乙公司", "乙", "退出", extra=("成员单位",))
    assert told.code == 0, told.err
    assert [member.short_name for member in alliance_in(project).members] == ["乙"]


def test_answers_in_gbk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = blank(tmp_path / "p")
    answers = tmp_path / "a.txt"
    answers.write_bytes("天津氢能联盟\r\n退出\r\n".encode("gbk"))
    assert run(capsys, "ask", project, "--answers", answers).code == 0
    assert alliance_in(project).info.name == "天津氢能联盟"


def test_a_pipe_that_is_not_utf8(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = blank(tmp_path / "p")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("甲联盟\n".encode() + "乙".encode("gbk") + b"\n")))
    told = run(capsys, "ask", project)
    assert (told.code, "标准输入，第 2 行：错误 D-ENC-01" in told.err) == (1, True)
    assert alliance_in(project).info.name == "甲联盟"


def test_only_what_is_required(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = blank(tmp_path / "p")
    told = _ask(capsys, project, "天津氢能联盟", "契约型", "天津市", "退出", extra=("--required",))
    assert told.code == 0, told.err
    assert "选填" not in told.out.split("】")[1]


def test_who_has_to_be_marked_is_said_at_the_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = tmp_path / "p"
    project.mkdir()
    text = (samples_root() / "hydrogen/alliance.yaml").read_text(encoding="utf-8")
    (project / "alliance.yaml").write_text(text.replace("主任委员: 是", "主任委员: 否"), encoding="utf-8")
    told = _ask(capsys, project)
    assert told.says("问题都问完了")
    assert told.says("组织机构.专家委员会.专家.主任委员（联盟协议）：请在一位专家的“主任委员”中填 是")
    assert run(capsys, "check", project).says("请在一位专家的“主任委员”中填 是")
    assert run(capsys, "status", project).says("专家委员会的专家的“主任委员”")


# --- what stands in the file ------------------------------------------------------------------


def test_comments_and_order_stay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = tmp_path / "p"
    project.mkdir()
    data = project / "alliance.yaml"
    data.write_text("# 头\n联盟:\n  所在地区: 天津市   # 旁\n  # 下\n成员单位: []\n", encoding="utf-8")
    assert _ask(capsys, project, "甲联盟", "退出").code == 0
    assert data.read_text(encoding="utf-8") == (
        "# 头\n联盟:\n  名称: 甲联盟\n  所在地区: 天津市   # 旁\n  # 下\n成员单位: []\n"
    )


def test_a_file_that_cannot_be_read_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = tmp_path / "p"
    project.mkdir()
    for text, code in (("联盟: {名称: 甲\n", "D-YML"), ("成员单位: 甲\n", "D-TYP-02"), ("联盟：甲\n", "D-")):
        (project / "alliance.yaml").write_text(text, encoding="utf-8")
        told = _ask(capsys, project, "甲", "乙")
        assert (told.code, code in told.err) == (1, True), told.err
        assert (project / "alliance.yaml").read_text(encoding="utf-8") == text
        assert not (project / ".kit").exists()


@pytest.mark.parametrize(
    "kept",
    ["", "[]", "{", '{"位置": 5}', '{"位置": "成员单位[999999].名称"}', '{"位置": "甲.乙"}', "[" * 50_000, "\udcff"],
)
def test_a_lost_position_is_found_from_the_data(kept: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = blank(tmp_path / "p")
    assert _ask(capsys, project, "甲联盟", "退出").code == 0
    (project / ".kit/访谈.json").write_bytes(kept.encode("utf-8", "surrogateescape"))
    told = _ask(capsys, project, "天津市", "退出")
    assert told.code == 0, told.err
    assert alliance_in(project).info.region == "天津市"  # the first required fact without a value or a default


def test_the_position_is_readable(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = blank(tmp_path / "p")
    _ask(capsys, project, "是", "甲公司", "退出", extra=("成员单位",))
    assert json.loads((project / ".kit/访谈.json").read_text(encoding="utf-8")) == {"位置": "成员单位[1].简称"}


# --- use --------------------------------------------------------------------------------------


def test_sections_and_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = blank(tmp_path / "p")
    assert "组织机构.秘书处】" in _ask(capsys, project, "退出", extra=("组织机构.秘书处",)).out
    assert _ask(capsys, project, "津仲", "退出", extra=("争议解决.仲裁机构",)).code == 0
    again = _ask(capsys, project, "津仲委", extra=("争议解决.仲裁机构",))
    assert (again.code, "现为 津仲" in again.out) == (0, True)
    for words, said in (
        (["成员单位[9].名称", project], "没有 成员单位[9].名称 这一项"),
        (["成员单为", project], "是否为“成员单位”？"),
        (["成员单位", project, "多"], "多余的参数 多"),
        ([tmp_path / "无"], "S-PRJ-01"),
    ):
        told = run(capsys, "ask", *words)
        assert (told.code, said in told.err) == (1 if "S-" in said else 2, True), told.err


def test_light_commands_stay_light() -> None:
    for words in (["--help"], ["ask", "--help"]):
        code = (
            "import sys; from kit.cli import kit; from kit.cli.chinese import explain_misuse; "
            f"explain_misuse(kit, {words!r}); "
            "heavy = [m for m in ('questionary', 'prompt_toolkit', 'yaml', 'lxml') if m in sys.modules]; "
            "sys.exit(' '.join(heavy) or 0)"
        )
        told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert told.returncode == 0, told.stderr
