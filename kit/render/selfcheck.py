"""The 自查报告: what a check found, as a Word document that a legal team can keep and show.

Its wording stands in templates/selfcheck and can be replaced like that of any document; the names it may use are
those of `content_of`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from kit.diagnostics import Diagnostic, Fault, Report, Severity
from kit.law.sources import Force
from kit.model.alliance import Alliance
from kit.render.from_mapping import document_from
from kit.render.overview import MEANING_OF_SURENESS, MISSING_FACT, Overview, own_hint
from kit.rules.case import Case
from kit.rules.catalogue import packs_of
from kit.templates.catalogue import DocumentType, Layer, report_types
from kit.templates.plain import render_mapping

if TYPE_CHECKING:
    from kit.rules.pack import Pack
    from kit.rules.tracing import Traced

_RED, _YELLOW, _GREEN, _BLUE, _GREY, _NONE = "F3DAD6", "FBF1D5", "E4EFDF", "E6EDF5", "EEEEEE", "auto"
_OF_SEVERITY = {Severity.ERROR: _RED, Severity.WARNING: _YELLOW, Severity.INFO: _BLUE}
_OF_FORCE = {Force.IN_FORCE: _GREEN, Force.ENDED: _RED, Force.NOT_YET: _YELLOW, Force.UNKNOWN: _YELLOW}
_OF_VERDICT = {
    "MEETS": (_GREEN, "规则没有发现问题，所需的事实已经填写，文书中有相应的条款"),
    "CONFIRM": (_YELLOW, "有警告，或者程序看不到的内容，请人核对"),
    "FAILS": (_RED, "规则发现了错误，见问题清单"),
    "WAIVED": (_BLUE, "规则发现的问题已由批准人豁免"),
    "NOT_OURS": (_NONE, "不是联盟的文书能够回答的要求，理由见该行"),
    "INCOMPLETE": (_YELLOW, "所需的事实还没有填齐，暂不能判断"),
}
_MOST_CODES = 6


def make_report(overview: Overview, layers: tuple[Layer, ...]) -> bytes:
    """The report as a .docx, from the template of the highest layer; the same bytes each time.

    Raises Fault where that template is at fault, or the data file could not be read.
    """
    if overview.case is None:
        raise Fault(Diagnostic("S-REP-01", "数据文件没有读出，不能写自查报告", hint="请先改正数据文件的问题"))
    (kind,) = report_types()
    content = content_of(overview, kind)
    return document_from(kind, layers, content, f"{content['联盟']['名称']} {kind.title}".strip())


def template_faults(data: bytes) -> list[Diagnostic]:
    """The faults of a template of the report that can be told without a check: those of a full and of an empty one."""
    (kind,) = report_types()
    full = content_of(_example(), kind)
    empty = {name: [] if isinstance(value, list) else value for name, value in full.items()}
    try:
        for content in (full, empty):
            render_mapping(data, content)
    except Fault as fault:
        return list(fault.report)
    return []


def _example() -> Overview:
    """An overview with something of everything, whatever there is to be found in an alliance."""
    waiver = {"代码": "C-SIG-13", "理由": "理由", "批准人": "姓名", "日期": "2026-03-10"}
    alliance = Alliance.model_validate({"设置": {"规则包": ["tj-2018"], "豁免": [waiver]}})
    case = Case(alliance, date(2026, 3, 10))
    found = [
        Diagnostic(MISSING_FACT, "缺少", field="联盟.名称", documents=("文书",)),
        Diagnostic("C-SIG-13", "问题", waiver="豁免"),
    ]
    found += [Diagnostic("C-WAI-02", "问题", severity, law="依据", hint="建议") for severity in Severity]
    return Overview(Report.of(found), "alliance.yaml", case.today, case, packs_of(alliance))


# --- what the template may say -----------------------------------------------------------------


def content_of(overview: Overview, kind: DocumentType) -> dict[str, Any]:
    """Everything that the template of the report may print, by name."""
    assert overview.case is not None
    groups = [_group(severity, overview) for severity in Severity if overview.of(severity)]
    waivers = [_waived(diagnostic, overview) for diagnostic in overview.waived]
    traced = [_table(pack, rows) for pack, rows in overview.traced]
    unspecified = [{"名称": p.title, "事项": "\n".join(p.unspecified)} for p in overview.packs if p.unspecified]
    return {
        "联盟": {"名称": overview.case.alliance.info.name or "（联盟名称未填）"},
        "报告": _about(overview, kind),
        "规则包": [_pack(pack, overview) for pack in overview.packs],
        "来源": [{"名称": origin, **_by_severity(row)} for origin, row in overview.by_origin.items()],
        "合计": _by_severity(overview.counts),
        "先做": list(overview.steps),
        "缺少": [_missing(diagnostic) for diagnostic in overview.missing],
        "问题": groups,
        "豁免": waivers,
        "对照": traced,
        "横页": bool(overview.missing or groups or waivers or traced or unspecified),
        "未载明": unspecified,
        "把握": [{"名称": name, "说明": words} for name, words in MEANING_OF_SURENESS.items()],
        "结论": [
            {"名称": verdict_words(name), "说明": words, "底色": colour}
            for name, (colour, words) in _OF_VERDICT.items()
        ],
        "底色": {"错误": _RED, "警告": _YELLOW, "提示": _BLUE, "符合": _GREEN, "无": _NONE},
    }


def verdict_words(name: str) -> str:
    """A verdict as it is printed."""
    from kit.rules.tracing import Verdict

    return Verdict[name].value


def _about(overview: Overview, kind: DocumentType) -> dict[str, Any]:
    assert overview.case is not None
    counts = overview.counts
    if counts["error"]:
        verdict, colour = f"有 {counts['error']} 处错误或缺少的事实，现在不能生成正式文书", _RED
    elif counts["warning"]:
        verdict, colour = f"没有错误，另有 {counts['warning']} 项警告请人判断", _YELLOW
    else:
        verdict, colour = "没有发现错误和警告", _GREEN
    documents = "、".join(sheet.title for sheet in overview.case.sheets.values())
    scope = f"数据文件；试做的文书：{documents}" if documents else "只检查了数据文件，没有试做文书"
    return {
        "日期": _day(str(overview.today)),
        "数据文件": "/".join(PurePath(overview.data).parts[-2:]),
        "范围": scope,
        "结论": verdict,
        "底色": colour,
        "法律截至": _day(kind.law_date),
    }


def _day(written: str) -> str:
    year, month, day = written.split("-")
    return f"{int(year)}年{int(month)}月{int(day)}日"


def _by_severity(counted: Mapping[str, int]) -> dict[str, int]:
    return {
        "错误": counted["error"],
        "警告": counted["warning"],
        "提示": counted["info"],
        "已豁免": counted["waived"],
    }


def _pack(pack: Pack, overview: Overview) -> dict[str, Any]:
    force = overview.force_of(pack)
    return {
        "名称": pack.title,
        "代号": pack.id,
        "依据": pack.source.name if pack.source else "现行法律、司法解释，以及事实之间的一致",
        "现状": overview.standing_of(pack) or "见各条规则",
        "底色": _OF_FORCE[force] if force else _NONE,
        "规则数": len(pack.rules),
        "警示": _warning(pack, overview),
    }


def _warning(pack: Pack, overview: Overview) -> str:
    """What has to be said at the head about the instrument of a pack; empty where it is in force."""
    source, force = pack.source, overview.force_of(pack)
    if source is None or force in {None, Force.IN_FORCE}:
        return ""
    if force is Force.ENDED:
        return f"{source.name}已于 {source.until} 失效，按它检查的结论只供参照。报送以前，请向受理机关核对现行文件。"
    if force is Force.NOT_YET:
        return f"{source.name}自 {source.since} 起施行，在判断日期还没有施行。"
    return f"{source.name}是否仍然施行，没有核实。报送以前，请向受理机关核对。"


def _missing(diagnostic: Diagnostic) -> dict[str, Any]:
    line = diagnostic.place.line
    return {
        "字段": "\n".join(filter(None, (diagnostic.field, own_hint(diagnostic)))),
        "行": str(line) if line else "",
        "用于": "、".join(diagnostic.documents),
    }


def _group(severity: Severity, overview: Overview) -> dict[str, Any]:
    items = [_finding(diagnostic, overview) for diagnostic in overview.of(severity)]
    return {"名称": severity.value, "底色": _OF_SEVERITY[severity], "项": items}


def _finding(diagnostic: Diagnostic, overview: Overview) -> dict[str, Any]:
    return {
        "代码": diagnostic.code,
        "问题": diagnostic.message,
        "位置": "\n".join(filter(None, (overview.place_of(diagnostic), diagnostic.field))),
        "依据": overview.law_of(diagnostic),
        "建议": diagnostic.hint,
    }


def _waived(diagnostic: Diagnostic, overview: Overview) -> dict[str, Any]:
    waiver = overview.waiver_of(diagnostic)
    assert waiver is not None
    return {
        "代码": diagnostic.code,
        "问题": "\n".join(filter(None, (f"{diagnostic.severity.value}：{diagnostic.message}", diagnostic.field))),
        "理由": waiver.reason or "",
        "批准人": waiver.granted_by or "",
        "日期": str(waiver.granted_on or ""),
    }


def _table(pack: Pack, rows: tuple[Traced, ...]) -> dict[str, Any]:
    assert pack.source is not None
    counts = {name: sum(1 for row in rows if row.verdict.name == name) for name in _OF_VERDICT}
    shown = "，".join(f"{verdict_words(name)} {count} 项" for name, count in counts.items() if count)
    return {
        "名称": pack.title,
        "依据": pack.source.name,
        "小结": f"共 {len(rows)} 项要求，{shown}",
        "行": [_row(row, pack) for row in rows],
    }


def _row(row: Traced, pack: Pack) -> dict[str, Any]:
    assert pack.source is not None
    answer = row.answer
    article = row.citation.removeprefix(pack.source.name).partition("（有效期")[0]
    facts = "\n".join(f"{path.replace('[]', '')}：{words}" for path, words in row.values)
    codes = list(dict.fromkeys(diagnostic.code for diagnostic in row.findings if not diagnostic.waiver))
    more = ["等"] if len(codes) > _MOST_CODES else []
    return {
        "条款": article,
        "要求": answer.demand,
        "文书": "\n".join(f"《{title}》{'、'.join(numbers)}" for title, numbers in row.places.items()),
        "事实": facts or answer.reason,
        "证明": "、".join(answer.evidence),
        "结论": "\n".join([row.verdict.value, *codes[:_MOST_CODES], *more]),
        "底色": _OF_VERDICT[row.verdict.name][0],
    }
