"""Faulty data files: each is told with its code, its place and words that help; none is a traceback."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from kit.diagnostics import Severity
from kit.intake.build import load
from kit.rules.case import Case as Judged
from kit.rules.judging import judge


@dataclass(frozen=True)
class Case:
    """A file, and one finding that must be made of it."""

    name: str
    content: str | bytes
    code: str
    line: int | None
    column: int | None
    words: str
    field: str = ""
    hint: str = ""

    def __str__(self) -> str:
        return self.name


_M = "成员单位:\n  - 名称: 甲公司\n    简称: 甲\n"

ENCODING = [
    Case("empty file", "", "D-FIL-05", None, None, "空的"),
    Case("only comments", "# 说明\n", "D-FIL-05", None, None, "空的"),
    Case("only null", "~\n", "D-FIL-05", None, None, "空的"),
    Case("gbk", "联盟:\n  名称: 津氢联盟\n".encode("gb18030"), "D-ENC-02", 1, 1, "GBK", hint="UTF-8"),
    Case("utf-16 with mark", "联盟:\n".encode("utf-16"), "D-ENC-03", None, None, "UTF-16", hint="UTF-8"),
    Case("utf-16, only English", "info:\n  name: x\n".encode("utf-16-be"), "D-ENC-03", None, None, "UTF-16"),
    Case("utf-16 without mark", "联盟:\n  名称: 甲\n".encode("utf-16-le"), "D-ENC-03", None, None, "UTF-16"),
    Case("Word file", b"PK\x03\x04\xff\x00", "D-ENC-01", None, None, "Word", hint="纯文本"),
    Case("PDF file", b"%PDF-1.7\n\xff", "D-ENC-01", None, None, "PDF"),
    Case("broken byte", "联盟:\n  名称: 甲".encode() + b"\xff\xfe\xfa\n", "D-ENC-01", 2, 8, "第 22 个字节"),
    Case("broken byte behind a mark", b"\xef\xbb\xbfab\xff", "D-ENC-01", 1, 3, "第 6 个字节"),
    Case("NUL", "联盟:\n  名称: 甲\0乙\n", "D-ENC-04", 2, 8, "U+0000"),
    Case("line separator", "联盟:\n  名称: 甲\u2028乙\n", "D-ENC-04", 2, 8, "U+2028"),
    Case("byte order mark inside", "联盟:\n  名称: 甲\ufeff\n", "D-ENC-04", 2, 8, "U+FEFF"),
]

SYNTAX = [
    Case("tab", "联盟:\n\t名称: 甲\n", "D-YML-02", 2, 1, "制表符", hint="空格"),
    Case("tab behind spaces", "联盟:\n  名称: 甲\n  \t简称: 乙\n", "D-YML-02", 3, 3, "制表符"),
    Case("wide space", "联盟:\n　　名称: 甲\n", "D-YML-07", 2, 1, "全角空格"),
    Case("full-width colon", "联盟:\n  名称: 甲\n  简称：乙\n", "D-YML-03", 3, 5, "全角冒号", hint="半角"),
    Case("full-width colon first", "联盟:\n  名称：甲\n  简称: 乙\n", "D-YML-03", 2, 5, "“名称”"),
    Case("full-width colon at the top", "联盟：\n  名称: 甲\n", "D-YML-03", 1, 3, "“联盟”"),
    Case("full-width colon, unknown key", "联盟:\n  名称: 甲\n  别称：乙\n", "D-YML-03", 3, 5, "“别称”"),
    Case("no space behind the colon", "联盟:\n  名称:甲\n  简称: 乙\n", "D-YML-04", 2, 5, "缺少空格"),
    Case("no colon at all", "联盟:\n  名称\n  简称: 乙\n", "D-YML-06", 3, 5, "冒号"),
    Case(
        "a line without a colon", "联盟:\n  名称: 甲\n  简称\n  网站: x\n", "D-YML-04", 3, 3, "没有“字段: 值”中的冒号"
    ),
    Case("unclosed double quote", '联盟:\n  名称: "甲\n  简称: 乙\n', "D-YML-05", 2, 7, "引号没有配对"),
    Case("unclosed single quote", "联盟:\n  名称: '甲\n", "D-YML-05", 2, 7, "引号没有配对"),
    Case("bad indent", "联盟:\n  名称: 甲\n 简称: 乙\n", "D-YML-06", 3, 2, "缩进"),
    Case("words behind a quote", '联盟:\n  名称: "甲"乙\n', "D-YML-06", 2, 10, "引号后面还有文字"),
    Case("colon in a value", "联盟:\n  名称: 甲: 乙\n", "D-YML-06", 2, 8, "冒号", hint="引号"),
    Case("list on the line of its key", "成员单位: - 名称: 甲\n", "D-YML-06", 1, 7, "“- ”"),
    Case("list without dash", "成员单位:\n  - 名称: 甲\n  名称: 乙\n", "D-YML-06", 3, 3, "“- ”"),
    Case("at sign", "联盟:\n  网站: @甲\n", "D-YML-08", 2, 7, "符号开头", hint="引号"),
    Case("greater-or-equal", "联盟:\n  名称: >=5\n", "D-YML-08", 2, 7, "“>”", hint="引号"),
    Case("greater-than, else lost in silence", "联盟:\n  名称: >5\n", "D-YML-08", 2, 7, "没有读到", hint="引号"),
    Case("star", "联盟:\n  名称: *重要*\n", "D-YML-08", 2, 7, "“*”"),
    Case("exclamation mark", "联盟:\n  名称: !重要\n", "D-YML-08", 2, 7, "“!”"),
    Case("backslash", '联盟:\n  名称: "C:\\品"\n', "D-YML-08", 2, 10, "反斜杠"),
    Case("unclosed bracket", "联盟:\n  名称: [甲\n简称: 乙\n", "D-YML-09", 2, 7, "方括号"),
    Case("unclosed brace", "联盟: {名称: 甲\n成员单位: x\n", "D-YML-09", 1, 5, "花括号"),
    Case("closing bracket", "联盟:\n  名称: ]\n", "D-YML-08", 2, 7, "符号开头"),
    Case("no key", "联盟:\n  ? \n  : 甲\n", "D-YML-17", 2, 4, "没有字段名"),
    Case("bracket as key", "联盟:\n  ? [甲]\n  : 乙\n", "D-YML-17", 2, 5, "冒号前应是字段名"),
    Case("template braces", "联盟:\n  名称: {{ 联盟.名称 }}\n", "D-YML-17", 2, 8, "冒号前应是字段名", hint="引号"),
    Case("comment that swallows words", "联盟:\n  网站: 海川路 #3号楼\n", "D-YML-10", 2, 11, "#3号楼", hint="引号"),
    Case("comment instead of a value", "联盟:\n  网站: #3号楼\n", "D-YML-10", 2, 7, "#3号楼"),
    Case(
        "wide space behind the colon",
        "联盟:\n  名称:　甲\n  简称: 乙\n",
        "D-YML-07",
        2,
        5,
        "“名称”的冒号后面是全角空格",
    ),
    Case("hard space behind the colon", "联盟:\n  名称: 甲\n  简称:\xa0乙\n", "D-YML-07", 3, 5, "不间断空格"),
    Case("no space behind the dash", f"{_M}  -名称: 乙\n", "D-YML-06", 4, 3, "“-”后面缺少空格", hint="- 名称: 甲"),
    Case("wide dash", f"{_M}  － 名称: 乙\n", "D-YML-06", 4, 3, "这里是“－”"),
    Case(
        "wide comma in braces", "任务分工:\n  - {编号: 1，名称: 乙}\n", "D-YML-09", 2, 11, "全角逗号", hint="半角逗号"
    ),
    Case(
        "colon in braces", "任务分工:\n  - {编号: 1, 名称: 乙: 丙}\n", "D-YML-09", 2, 5, "花括号里的内容", hint="引号"
    ),
    Case("wide braces", "任务分工:\n  - ｛编号: 1, 名称: 乙｝\n", "D-YML-09", 2, 5, "全角括号", hint="半角"),
    Case("wide colon in braces", "联盟: {名称：甲}\n", "D-KEY-01", 1, 6, "名称：甲", "联盟", "全角“：”"),
    Case("tight colon in braces", "联盟: {名称:甲}\n", "D-KEY-01", 1, 6, "名称:甲", "联盟", "缺少空格"),
    Case(
        "second item without its dash",
        f"{_M}    住所: 子\n    名称: 乙公司\n    简称: 乙\n    住所: 丑\n",
        "D-YML-16",
        5,
        5,
        "第 5 行起，“名称”、“简称”、“住所”等 3 项",
        hint="加“- ”",
    ),
    Case("unsupported version", "%YAML 2.0\n---\n联盟: {}\n", "D-YML-01", 1, 1, "%YAML"),
]

REFUSED = [
    Case("anchor", "联盟: &a\n  名称: 甲\n", "D-YML-11", 1, 5, "锚点“&a”"),
    Case("alias", "联盟:\n  名称: *a\n", "D-YML-11", 2, 7, "引用“*a”", hint="引号"),
    Case(
        "python tag",
        "联盟: !!python/object/apply:os.system [ls]\n",
        "D-YML-12",
        1,
        5,
        "!!python/object/apply:os.system",
    ),
    Case("harmless tag", "联盟:\n  名称: !!str 甲\n", "D-YML-12", 2, 7, "!!str"),
    Case("two documents", "联盟: {}\n---\n联盟: {}\n", "D-YML-15", 2, 1, "不止一份"),
    Case("words behind the end", "联盟: {}\n...\n成员单位:\n", "D-YML-15", 3, 1, "已经结束"),
    Case("too deep", "联盟: " + "[" * 40 + "]" * 40, "D-YML-13", 1, 34, "30 层"),
    Case("duplicate key", "联盟:\n  名称: 甲\n  简称: 乙\n  名称: 丙\n", "D-YML-16", 4, 3, "第 2 行已有一处，第 4 行"),
    Case("third of a kind", "联盟: {}\n联盟: {}\n联盟: {}\n", "D-YML-16", 3, 1, "第 1 行已有一处，第 3 行"),
    Case("label and identifier", "联盟:\n  名称: 甲\n  name: 乙\n", "D-KEY-02", 3, 3, "（第 2 行）", "联盟.名称"),
]

_ONE_BY_ONE = "请另起一行逐项填写，每项以“- ”开头，例如“- "
SHAPE = [
    Case("root is a text", "津氢联盟\n", "D-TYP-08", 1, 1, "最外层"),
    Case("root is a list", "- 联盟\n", "D-TYP-08", 1, 1, "最外层"),
    Case("group is a text", "联盟: 津氢联盟\n", "D-TYP-01", 1, 5, "一段文字", "联盟", "名称: "),
    Case("all colons wide", "联盟:\n  名称：甲\n  简称：乙\n", "D-TYP-01", 2, 3, "一段文字", "联盟", "全角"),
    Case("all colons tight", "联盟:\n  名称:甲\n  简称:乙\n", "D-TYP-01", 2, 3, "一段文字", "联盟", "缺少空格"),
    Case("group is a list", "联盟:\n  - 名称: 甲\n", "D-TYP-06", 2, 3, "这里是清单", "联盟"),
    Case(
        "dash without space",
        "成员单位:\n  -名称: 甲\n",
        "D-TYP-03",
        2,
        3,
        "只有一组",
        "成员单位",
        "“-”后面缺少空格，请写成“- 名称",
    ),
    Case(
        "full-width dash", "成员单位:\n  － 名称: 甲\n", "D-TYP-03", 2, 3, "只有一组", "成员单位", "“－”不是半角的“-”"
    ),
    Case(
        "dash without space, text",
        "技术创新目标: {技术瓶颈: -甲}\n",
        "D-TYP-02",
        1,
        16,
        "应是清单",
        "技术创新目标.技术瓶颈",
        "缺少空格",
    ),
    Case("list is a group", "成员单位:\n  名称: 甲\n", "D-TYP-03", 2, 3, "只有一组", "成员单位", "“- ”"),
    Case(
        "list is a text",
        f"{_M}    资质: 高新技术企业\n",
        "D-TYP-02",
        4,
        9,
        "清单",
        "成员单位[1].资质",
        "- 高新技术企业",
    ),
    *(
        Case(
            "none where some must be",
            text,
            "D-TYP-02",
            line,
            column,
            "应是清单",
            field,
            f"不能填“无”，{_ONE_BY_ONE}{first}",
        )
        for text, line, column, field, first in (
            ("成员单位: 无\n", 1, 7, "成员单位", "名称: "),
            ("任务分工: 无\n", 1, 7, "任务分工", "编号: R-01"),
            ("组织机构:\n  专家委员会:\n    专家: 无\n", 3, 9, "组织机构.专家委员会.专家", "姓名: 沈怀瑾"),
        )
    ),
    Case("groups are a text", "任务分工: 储氢\n", "D-TYP-02", 1, 7, "应是清单", "任务分工", f"{_ONE_BY_ONE}编号: R-01"),
    Case("text is a list", "联盟:\n  名称:\n    - 甲\n", "D-TYP-04", 3, 5, "单个值", "联盟.名称"),
    Case("text is a group", "联盟:\n  名称: {甲: 乙}\n", "D-TYP-05", 2, 7, "单个值", "联盟.名称", "引号"),
    Case("empty item", f"{_M}  -\n", "D-TYP-07", 4, 4, "第 2 项是空的", "成员单位[2]"),
    Case("item is a text", f"{_M}  - 乙\n", "D-TYP-01", 4, 5, "第 2 项应是一组字段", "成员单位[2]"),
    Case(
        "item is a list", f"{_M}    资质:\n      - [甲]\n", "D-TYP-04", 5, 9, "第 1 项应是单个值", "成员单位[1].资质[1]"
    ),
]

KEYS = [
    Case(
        "misspelt key", f"{_M}    法人代表人: 丙\n", "D-KEY-01", 4, 5, "没有“法人代表人”", "成员单位[1]", "法定代表人"
    ),
    Case("misspelt identifier", "info:\n  nmae: 甲\n", "D-KEY-01", 2, 3, "nmae", "联盟", "“名称”"),
    Case("key of another place", "联盟:\n  仲裁机构: 甲\n", "D-KEY-01", 2, 3, "仲裁机构", "联盟", "争议解决"),
    Case("key of the top", "联盟:\n  任务分工: 甲\n", "D-KEY-01", 2, 3, "任务分工", "联盟", "最外层"),
    Case("computed value", f"{_M}    投入合计: 3万元\n", "D-KEY-01", 4, 5, "投入合计", "成员单位[1]", "由程序计算"),
    Case("unknown at the top", "备案信息甲乙丙丁:\n", "D-KEY-01", 1, 1, "最外层没有", "", "可以填写：联盟、成员单位"),
    Case("merge key", "联盟:\n  <<: 甲\n", "D-KEY-01", 2, 3, "<<", "联盟"),
]

VALUES = [
    Case(
        "code too short",
        f"{_M}    统一社会信用代码: 9112\n",
        "D-VAL-01",
        4,
        15,
        "不是 18 位",
        "成员单位[1].统一社会信用代码",
    ),
    Case("no such day", "签署:\n  签署日期: 2026-02-30\n", "D-VAL-02", 2, 9, "不存在", "签署.签署日期"),
    Case("no day at all", "签署:\n  签署日期: 下周\n", "D-VAL-02", 2, 9, "无法识别", "签署.签署日期", "2026-11-23"),
    Case(
        "amount without unit",
        "经费:\n  秘书长审批限额: 50000\n",
        "D-VAL-03",
        2,
        12,
        "没有写单位",
        "经费.秘书长审批限额",
        "50000元",
    ),
    Case("yuan left out", "经费:\n  秘书长审批限额: 5万\n", "D-VAL-03", 2, 12, "没有写“元”", hint="5万元"),
    Case("no number", "保密:\n  年限: 五年\n", "D-VAL-04", 2, 7, "不是整数", "保密.年限"),
    Case("other unit", "保密:\n  年限: 60个月\n", "D-VAL-04", 2, 7, "单位应为“年”", "保密.年限"),
    Case("neither yes nor no", f"{_M}    核心成员: 也许\n", "D-VAL-05", 4, 11, "是 或 否", "成员单位[1].核心成员"),
    Case("no such choice", "争议解决:\n  方式: 仲载\n", "D-VAL-06", 2, 7, "“仲载”", "争议解决.方式", "“仲裁”"),
    Case("ambiguous majority", "组织机构:\n  理事会:\n    特别决议: 超过三分之二以上\n", "D-VAL-07", 3, 11, "含义不明"),
    Case("percentage without sign", "知识产权:\n  优惠幅度: 30\n", "D-VAL-08", 2, 9, "百分号", "知识产权.优惠幅度"),
    Case("two lines for a name", "联盟:\n  名称: |\n    甲\n    乙\n", "D-VAL-01", 2, 7, "一行文字", "联盟.名称"),
    Case("rule pack", "设置:\n  规则包:\n    - general\n    - 天津\n", "D-VAL-06", 4, 7, "天津", "设置.规则包[2]"),
]

REFERENCES = [
    Case("lead", f"联盟:\n  对外责任主体单位: 乙\n{_M}", "D-REF-01", 2, 13, "“乙”", "联盟.对外责任主体单位", "甲"),
    Case("near miss", f"{_M}经费:\n  托管单位: 甲公司司\n", "D-REF-01", 5, 9, "甲公司司", "经费.托管单位", "“甲公司”"),
    Case(
        "deep inside",
        f"{_M}任务分工:\n  - 编号: R-01\n    参加单位:\n      - 单位: 丙\n",
        "D-REF-01",
        7,
        13,
        "“丙”",
        "任务分工[1].参加单位[1].单位",
    ),
    Case("no members at all", "经费:\n  托管单位: 甲\n", "D-REF-01", 2, 9, "“甲”", "经费.托管单位", "请先"),
    Case(
        "two of that name",
        f"{_M}  - 名称: 乙公司\n    简称: 甲\n经费:\n  托管单位: 甲\n",
        "D-REF-02",
        7,
        9,
        "成员单位[1]、成员单位[2]",
        "经费.托管单位",
    ),
]

CASES = ENCODING + SYNTAX + REFUSED + SHAPE + KEYS + VALUES + REFERENCES


@pytest.mark.parametrize("case", CASES, ids=str)
def test_fault_is_told(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "alliance.yaml"
    path.write_bytes(case.content if isinstance(case.content, bytes) else case.content.encode())
    report = load(path).report
    told = [d for d in report if d.code == case.code and (d.place.line, d.place.column) == (case.line, case.column)]
    assert told, "\n".join(f"{d.place} {d.code} {d.message}" for d in report)
    first = told[0]
    assert first.place.file == str(path)
    assert case.words in first.message
    assert first.field == case.field or not case.field
    assert case.hint in first.hint
    assert first.hint, "everybody is told what to do"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_message_is_chinese(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "alliance.yaml"
    path.write_bytes(case.content if isinstance(case.content, bytes) else case.content.encode())
    for diagnostic in load(path).report:
        assert not diagnostic.message.endswith(("。", "."))
        for english in ("input", "valid", "expected", "found", "error", "Error"):
            assert english not in diagnostic.message
            assert english not in diagnostic.hint


def test_every_fault_of_a_file_is_told_in_one_run(tmp_path: Path) -> None:
    path = tmp_path / "alliance.yaml"
    path.write_text(
        "联盟:\n"
        "  名称：津氢联盟\n"  # full-width colon
        "  别名: 甲\n"  # unknown
        "  成立日期: 2026-13-01\n"  # no such day
        "  网站: 甲\0\n"  # control character
        "成员单位:\n"
        "  - 名称: 甲公司\n"
        "    简称: 甲\n"
        "    简称: 乙\n"  # duplicate
        "    资质: 高新\n"  # no list
        "  - 名称: 乙公司\n"
        "    简称: 乙\n"
        "    统一社会信用代码: 1\n"  # too short
        "经费:\n"
        "  托管单位: 丙\n",  # no such member
        encoding="utf-8",
    )
    intake = load(path)
    assert [(d.place.line, d.code) for d in intake.report] == [
        (2, "D-YML-03"),
        (3, "D-KEY-01"),
        (4, "D-VAL-02"),
        (5, "D-ENC-04"),
        (9, "D-YML-16"),
        (10, "D-TYP-02"),
        (13, "D-VAL-01"),
        (15, "D-REF-01"),
    ]
    assert intake.alliance is not None
    assert "M-LST-03" in {d.code for d in intake.located(judge(Judged(intake.alliance, date(2026, 11, 23))))}


def test_comment_in_a_value_only_warns(tmp_path: Path) -> None:
    path = tmp_path / "alliance.yaml"
    path.write_text("联盟:\n  网站: 海川路 #3号楼\n  简称: 甲   # 一句说明\n", encoding="utf-8")
    report = load(path).report
    assert [(d.code, d.severity) for d in report] == [("D-YML-10", Severity.WARNING)]
