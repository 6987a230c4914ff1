"""The letter that asks a unit for what it still owes; its wording stands in templates/letter and can be replaced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from kit.chasing.days import still_ahead
from kit.chasing.saying import in_chinese
from kit.chasing.status import DocumentStatus, Item, Office, Status, UnitStatus
from kit.diagnostics import Diagnostic, Fault, Severity
from kit.files import safe_names
from kit.model.members import Contact
from kit.render.from_mapping import document_from
from kit.templates.catalogue import DocumentType, Layer, letter_types
from kit.templates.plain import render_mapping


def letter_names(units: Sequence[UnitStatus]) -> list[str]:
    """File names for the letters to units, no two alike."""
    return safe_names((f"{_kind().title}-{unit.called}" for unit in units), ".docx")


def letter_to(unit: UnitStatus, status: Status, layers: tuple[Layer, ...]) -> bytes:
    """The letter to a unit as a .docx, from the template of the highest layer; the same bytes each time.

    Raises Fault where that template is at fault.
    """
    kind = _kind()
    return document_from(kind, layers, content_of(unit, status), f"{kind.title} {unit.name}")


def template_faults(data: bytes) -> list[Diagnostic]:
    """The faults of a template of the letter that can be told without a unit: those of a full and of a short one."""
    item = Item("内容", "写法", "字段", documents=("文书",))
    wrong = [Item("内容", "写法", "字段", "问题", "建议", severity=severity) for severity in Severity]
    unit = UnitStatus("单位", "简称", Contact(), (item, *wrong))
    day = date(2026, 3, 10)
    office = Office("秘书处", "单位", "姓名", "电话", "邮箱", "地址")
    documents = (DocumentStatus("文书", 1, 1),)
    full = Status("联盟", "简称", day, day + timedelta(9), office, (unit,), unit, documents)
    short = Status("联盟", "简称", day, None, Office("秘书处", "", "", "", "", ""), (), unit, ())
    try:
        for one, status in ((unit, full), (UnitStatus("单位", "简称", Contact(), ()), short)):
            render_mapping(data, content_of(one, status))
    except Fault as fault:
        return list(fault.report)
    return []


def content_of(unit: UnitStatus, status: Status) -> dict[str, Any]:
    """Everything that the template of the letter may print, by name."""
    wrong = [item for item in unit.faulty if item.severity is Severity.ERROR]
    doubtful = [item for item in unit.faulty if item.severity is not Severity.ERROR]
    office = status.office
    reply = {"联系人": office.person, "电话": office.phone, "电子邮箱": office.email, "地址": office.address}
    return {
        "联盟": {
            "名称": status.alliance or "联盟",
            "简称": status.short_name or "联盟",
            "期限": in_chinese(still_ahead(status.deadline, status.today)),
            "文书": "".join(f"《{one.title}》" for one in status.documents) or "联盟文书",
        },
        "单位": {
            "名称": unit.name,
            "简称": unit.called,
            "联系人": unit.contact.name or "",
            "小结": _summary(unit, wrong, doubtful),
        },
        "函件": {"日期": in_chinese(status.today), "落款": office.name, "依托单位": office.host},
        "缺少": [_missing(item) for item in unit.missing],
        "改正": [_faulty(item) for item in wrong],
        "核对": [_faulty(item) for item in doubtful],
        "回复": [{"名称": name, "内容": words} for name, words in reply.items() if words],
    }


def _kind() -> DocumentType:
    (kind,) = letter_types()
    return kind


def _summary(unit: UnitStatus, wrong: Sequence[Item], doubtful: Sequence[Item]) -> str:
    counted = ((unit.missing, "缺少"), (wrong, "需要改正"), (doubtful, "需要核对"))
    return "、".join(f"{words}{len(items)}项" for items, words in counted if items) or "有事项需要核对"


def _missing(item: Item) -> Mapping[str, str]:
    return {"内容": item.words, "写法": item.how, "文书": "、".join(item.documents)}


def _faulty(item: Item) -> Mapping[str, str]:
    return {"内容": item.words, "问题": item.problem, "建议": item.advice or item.how}
