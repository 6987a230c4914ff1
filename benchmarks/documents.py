"""What is rendered: one alliance agreement in each engine's dialect, and data for it.

12 chapters, 60 articles of filler text, 20 scalars, 10 conditional paragraphs, a table of members, a table of tasks,
tasks nested in members, a page of signatures for each member, a header and a footer with values.
"""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from benchmarks.dialects import DIALECTS, Dialect
from benchmarks.wording import (
    CHAPTERS,
    CONDITIONS,
    GIVEN,
    MEMBER_COLUMNS,
    NAMES,
    PLACES,
    SCALAR_LINES,
    SENTENCES,
    STATES,
    SURNAMES,
    TASK_COLUMNS,
    TOPICS,
)
from benchmarks.wordprocessing import BODY, CENTRED, Column, cut_run, paragraph, paragraph_of, run, table

SIZES = (10, 100, 1000, 5000)
BATCH = 200
_MEMBER_CELLS = [Column(*column) for column in MEMBER_COLUMNS]
_TASK_CELLS = [Column(*column) for column in TASK_COLUMNS]


def make_all(folder: Path) -> None:
    """Templates, data sets of each size and the small ones of the batch, into a folder."""
    (folder / "batch").mkdir(parents=True, exist_ok=True)
    for dialect in DIALECTS:
        (folder / f"template.{dialect.name}.docx").write_bytes(template(dialect()))
    for size in SIZES:
        _write(folder / f"members_{size}.json", dataset(size))
    for number in range(BATCH):
        _write(folder / "batch" / f"{number:03}.json", dataset(10, seed=number + 2))


def _write(path: Path, data: dict[str, Any]) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


# --- the document -----------------------------------------------------------------------------


def template(dialect: Dialect) -> bytes:
    """The template in a dialect."""
    document = Document()
    section = document.sections[0]
    name = dialect.value("alliance_name")
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    header.text = f"{name}　协议编号："
    header.add_run(dialect.value("agreement_no"))
    footer.text = f"{name}　内部文件，请勿外传"
    header.alignment = footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _slim(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return _with_body(buffer, "".join(_body(dialect)))


def _slim(document: Any) -> None:
    """Without the table styles and the thumbnail that python-docx brings and Word would not."""
    styles = document.styles.element
    for style in list(styles.style_lst):
        if style.type is not None and style.type.name == "TABLE" and style.styleId not in ("TableNormal", "TableGrid"):
            styles.remove(style)
    for relations in (document.part.rels, document.part.package.rels):
        for relation_id, relation in list(relations.items()):
            if relation.reltype.endswith(("/stylesWithEffects", "/thumbnail")):
                del relations[relation_id]


def _with_body(source: io.BytesIO, body: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(source) as read, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as written:
        for item in read.infolist():
            data = read.read(item)
            if item.filename == "word/document.xml":
                text = data.decode()
                start, end = text.index("<w:body>") + len("<w:body>"), text.index("<w:sectPr")
                data = (text[:start] + body + text[end:]).encode()
            written.writestr(item.filename, data)
    return buffer.getvalue()


def _body(dialect: Dialect) -> Iterator[str]:
    chance = random.Random(7)
    scalars = iter(SCALAR_LINES * 3)
    conditions = {5 + 6 * number: condition for number, condition in enumerate(CONDITIONS)}
    yield from _cover(dialect)
    article = 0
    for number, (chapter, articles) in enumerate(CHAPTERS, 1):
        yield paragraph(f"第 {number} 章　{chapter}", 32, True, f'<w:keepNext/><w:outlineLvl w:val="0"/>{CENTRED}')
        for title in articles:
            article += 1
            yield paragraph(f"第 {article} 条　{title}", 24, True, '<w:keepNext/><w:outlineLvl w:val="1"/>')
            before, name, after = next(scalars)
            tag = dialect.value(name)
            yield paragraph_of(run(before) + (cut_run(tag) if article % 8 == 0 else run(tag)) + run(after), BODY)
            for _ in range(2):
                text = "".join(sentence.format(topic=title) for sentence in chance.sample(SENTENCES, 2))
                yield paragraph(text, properties=BODY)
            if article in conditions:
                flag, text, _value = conditions[article]
                yield dialect.when(flag, paragraph(text, properties=BODY))
            yield from _lists(dialect, title)
    yield dialect.members(_signature(dialect))
    yield paragraph("（以下无正文）", properties=BODY)


def _cover(dialect: Dialect) -> Iterator[str]:
    yield paragraph(dialect.value("alliance_name"), 44, True, CENTRED)
    yield paragraph("联盟合作协议", 52, True, CENTRED)
    for words, name in (("协议编号：", "agreement_no"), ("签订地点：", "seat"), ("签订日期：", "sign_date")):
        yield paragraph_of(run(words) + run(dialect.value(name)), CENTRED)


def _lists(dialect: Dialect, title: str) -> Iterator[str]:
    if title == "成员名册":
        yield table(dialect.rows("members", _MEMBER_CELLS), _MEMBER_CELLS) + paragraph("")
    elif title == "任务清单":
        yield table(dialect.rows("key_tasks", _TASK_CELLS), _TASK_CELLS) + paragraph("")
    elif title == "成员任务":
        yield dialect.members(_member_tasks(dialect))


def _member_tasks(dialect: Dialect) -> str:
    number, name = dialect.value(f"{dialect.member}no"), dialect.value(f"{dialect.member}name")
    head = run("（") + run(number) + run("）") + run(name, bold=True) + run("承担下列任务：")
    words = (("code", "　"), ("subject", "，期限"), ("due", "，预算"), ("cost", "万元；"))
    task = "".join(run(dialect.value(dialect.task + name)) + run(after) for name, after in words)
    return paragraph_of(head, BODY) + dialect.tasks(paragraph_of(task, BODY))


def _signature(dialect: Dialect) -> str:
    number = dialect.value(f"{dialect.member}no")
    lines = (
        ("成员单位（盖章）：", "name"),
        ("统一社会信用代码：", "credit_code"),
        ("法定代表人或授权代表（签字）：", "legal_rep"),
        ("联系地址：", "address"),
        ("签署日期：", "sign_date"),
    )
    head = paragraph_of(run("签署页（第") + run(number) + run("号）"), f"<w:pageBreakBefore/>{CENTRED}")
    return head + "".join(
        paragraph_of(run(words) + run(dialect.value(dialect.member + name), bold=name == "name"), BODY)
        for words, name in lines
    )


# --- the data -----------------------------------------------------------------------------------


def dataset(size: int, seed: int = 1) -> dict[str, Any]:
    """The data of an alliance of that many members; the same for the same seed."""
    chance = random.Random(seed * 1000003 + size)

    def person() -> str:
        return chance.choice(SURNAMES) + chance.choice(GIVEN) + chance.choice(GIVEN)

    members = [_member(number, size, chance, person) for number in range(1, size + 1)]
    return {
        **_scalars(size, seed, members, person),
        **{flag: value if seed == 1 else chance.random() < 0.6 for flag, _text, value in CONDITIONS},
        "members": members,
        "key_tasks": [_key_task(number, members, chance) for number in range(1, max(5, size // 2) + 1)],
    }


def _day(year: int, chance: random.Random) -> str:
    return f"{year}年{chance.randint(1, 12):02}月{chance.randint(1, 28):02}日"


def _member(number: int, size: int, chance: random.Random, person: Any) -> dict[str, Any]:
    return {
        "no": str(number),
        "name": f"{chance.choice(NAMES)}{number:05}科技有限公司",
        "credit_code": f"91{chance.choice(['3301', '3205', '5101', '4201'])}{chance.randrange(10**8):08}MA",
        "legal_rep": person(),
        "address": f"{chance.choice(PLACES)}{chance.randint(1, 999)}号{chance.randint(1, 30)}幢",
        "capital": f"{chance.randint(1000, 99999) / 100:.2f}",
        "share": f"{100 / size:.3f}%",
        "join_date": _day(2026, chance),
        "sign_date": _day(2026, chance),
        "tasks": [
            {
                "code": f"R{number:05}-{task}",
                "subject": f"{chance.choice(TOPICS)}（第{task}期）",
                "due": _day(2027, chance),
                "cost": f"{chance.randint(10, 900) / 10:.1f}",
            }
            for task in range(1, 3 + number % 2)
        ],
    }


def _key_task(number: int, members: list[dict[str, Any]], chance: random.Random) -> dict[str, str]:
    return {
        "code": f"K{number:05}",
        "subject": f"{chance.choice(TOPICS)}（联盟重点）",
        "owner": f"{chance.choice(members)['name'][:-4]}（牵头）",
        "due": _day(2027, chance),
        "cost": f"{chance.randint(100, 9000) / 10:.1f}",
        "state": chance.choice(STATES),
    }


def _scalars(size: int, seed: int, members: list[dict[str, Any]], person: Any) -> dict[str, str]:
    return {
        "alliance_name": "长三角智能装备产业创新联盟",
        "agreement_no": f"LM-2026-{seed:04}",
        "seat": "浙江省杭州市滨江区",
        "sign_date": "2026年05月18日",
        "start_date": "2026年06月01日",
        "end_date": "2029年05月31日",
        "lead_name": f"{members[0]['name'][:-4]}集团",
        "secretariat": "联盟大厦十二层",
        "total_capital": "12,600,000.00",
        "annual_fee": "20,000.00",
        "penalty_rate": "万分之五",
        "secrecy_years": "五",
        "court": "联盟住所地有管辖权的人民法院",
        "notice_email": "office@alliance.example",
        "copies": str(size + 2),
        "auditor": "正信会计师事务所",
        "expert_count": "九",
        "meeting_times": "两",
        "focus": "工业软件与数据互通",
        "guide_org": "省级行业主管部门",
        "contact_person": person(),
    }
