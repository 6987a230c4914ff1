"""A report for people at a terminal: what was checked, what was found in the order to deal with it, what to do first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kit.cli.printing import Piece, echo, screen_width
from kit.cli.wrapping import columns, padded, wrapped
from kit.diagnostics import Diagnostic, Severity
from kit.render.overview import FILL_IN, Overview, by_section, own_hint

if TYPE_CHECKING:
    from kit.rules.pack import Pack

_CODE = 11  # columns for the code of a finding
_MEANING = {
    Severity.ERROR: ("red", "不改正，不生成正式文书"),
    Severity.WARNING: ("yellow", "请人判断，必要时修改"),
    Severity.INFO: ("cyan", "供参考"),
}
_COLUMNS = {"error": "错误", "warning": "警告", "info": "提示", "waived": "已豁免"}


def print_overview(overview: Overview, *, to_stderr: bool = False) -> None:
    """Print the whole report, in colours where a person looks at it."""
    _Printer(overview, to_stderr).whole()


class _Printer:
    def __init__(self, overview: Overview, to_stderr: bool) -> None:
        self.overview = overview
        self.to_stderr = to_stderr
        self.width = screen_width()

    def whole(self) -> None:
        if self.overview.data:
            self.put(f"检查了 {self.overview.data}")  # a path stays in one piece, to be copied
            rules = "，适用的规则：" if self.overview.packs else ""
            self.line(f"判断日期 {self.overview.today}{rules}")
            for pack in self.overview.packs:
                self.pack(pack)
        if not len(self.overview.report):
            self.line("未发现问题。")
            return
        self.counts()
        self.findings(Severity.ERROR)
        self.missing()
        self.findings(Severity.WARNING)
        self.findings(Severity.INFO)
        self.waived()
        self.last_words()

    def put(self, *pieces: Piece) -> None:
        echo(*pieces, err=self.to_stderr)

    def line(self, text: str = "", style: str = "", indent: int = 0) -> None:
        for part in wrapped(text, self.width - indent):
            self.put((" " * indent + part, style))

    def labelled(self, label: str, text: str, indent: int, style: str = "") -> None:
        """A label and words that hang behind it."""
        hang = indent + 6
        first, *more = wrapped(text, self.width - hang)
        self.put((" " * indent + padded(label, 6), "dim"), (first, style))
        for part in more:
            self.put((" " * hang + part, style))

    # --- the head ---------------------------------------------------------------------------

    def pack(self, pack: Pack) -> None:
        self.line(f"{pack.title}（{pack.id}）", indent=2)
        if pack.source:
            standing = self.overview.standing_of(pack)
            self.labelled("依据", pack.source.name, 4)
            self.labelled("现状", standing, 4, style="" if standing.startswith("施行中") else "yellow")
        if pack.unspecified:
            self.labelled("注意", f"有 {len(pack.unspecified)} 项要求，所见资料没有载明，因此没有检查", 4)

    def counts(self) -> None:
        rows = self.overview.by_origin
        used = [name for name in _COLUMNS if any(row[name] for row in rows.values())]
        width = max(24, *(columns(origin) for origin in rows)) + 4
        self.line()
        self.row(" " * width, [_COLUMNS[name] for name in used], style="dim")
        for origin, row in rows.items():
            self.row(padded(f"  {origin}", width), [str(row[name] or "-") for name in used])

    def row(self, head: str, cells: Sequence[str], style: str = "") -> None:
        text = head + "".join(padded(cell, 8) for cell in cells)
        self.put((text.rstrip(), style))

    # --- findings ---------------------------------------------------------------------------

    def findings(self, severity: Severity) -> None:
        found = self.overview.of(severity)
        if not found:
            return
        colour, meaning = _MEANING[severity]
        self.heading(f"{severity.value} {len(found)} 项", meaning, colour)
        for section, members in by_section(found):
            self.line(section or "全部", style="bold", indent=2)
            for before, diagnostic in zip([None, *members], members, strict=False):
                self.finding(diagnostic, colour, diagnostic.message, self._details(diagnostic, before))

    def heading(self, title: str, meaning: str, colour: str) -> None:
        self.line()
        self.put((title, f"bold {colour}"), (f"  {meaning}", "dim"))

    def finding(self, diagnostic: Diagnostic, colour: str, message: str, details: dict[str, str]) -> None:
        code = padded(diagnostic.code, max(_CODE, len(diagnostic.code) + 2))
        hang = 4 + len(code)
        first, *more = wrapped(message, self.width - hang)
        self.put((f"    {code}", colour), first)
        for part in more:
            self.put(" " * hang + part)
        for label, words in details.items():
            if words:
                self.labelled(label, words, hang)

    def _details(self, diagnostic: Diagnostic, before: Diagnostic | None) -> dict[str, str]:
        """What stands below a finding; what the one before it said alike is not said again."""
        details = {
            "位置": self.overview.place_of(diagnostic),
            "字段": diagnostic.field,
            "文书": "、".join(diagnostic.documents),
        }
        if before and (before.code, before.law, before.hint) == (diagnostic.code, diagnostic.law, diagnostic.hint):
            return details
        return details | {"依据": self.overview.law_of(diagnostic), "建议": diagnostic.hint}

    def missing(self) -> None:
        missing = self.overview.missing
        if not missing:
            return
        self.heading(f"错误 M-FCT-01 缺少 {len(missing)} 项事实", FILL_IN, "red")
        for users, members in _by_users(missing):
            self.line(f"用于 {users}", style="bold", indent=2)
            for diagnostic in members:
                line, how = diagnostic.place.line, own_hint(diagnostic)
                at = f"{diagnostic.field}（第 {line} 行）" if line else diagnostic.field
                self.line(f"{at}：{how}" if how else at, indent=4)

    def waived(self) -> None:
        if not self.overview.waived:
            return
        self.heading(f"已豁免 {len(self.overview.waived)} 项", "有人负责，不拦住生成", "cyan")
        for diagnostic in self.overview.waived:
            details = {
                "豁免": diagnostic.waiver,
                "字段": diagnostic.field,
                "依据": diagnostic.law,
            }
            self.finding(diagnostic, "cyan", f"{diagnostic.severity.value}：{diagnostic.message}", details)

    # --- the foot ---------------------------------------------------------------------------

    def last_words(self) -> None:
        self.line()
        self.line(summary(self.overview))
        if self.overview.steps:
            self.line("，".join(self.overview.steps) + "。")
        code = next((d.code for d in self._as_printed() if d.code in self.overview.rules), "")
        if code:
            self.line(f"某条规则的说明、依据和豁免办法：kit explain {code}", style="dim")

    def _as_printed(self) -> Iterator[Diagnostic]:
        for severity in Severity:
            yield from self.overview.of(severity)
        yield from self.overview.waived


def summary(overview: Overview) -> str:
    """How many findings there are, in words."""
    counts = overview.counts
    words = "，".join(
        f"{severity.value} {counts[severity.name.lower()]} 项" for severity in Severity if counts[severity.name.lower()]
    )
    waived = f"已豁免 {counts['waived']} 项" if counts["waived"] else ""
    return f"共{words}；{waived}。".replace("；。", "。") if words else f"没有待处理的问题；{waived}。"


def _by_users(missing: Sequence[Diagnostic]) -> Iterator[tuple[str, list[Diagnostic]]]:
    """Missing facts by the documents that print them."""
    users: dict[str, list[Diagnostic]] = {}
    for diagnostic in missing:
        users.setdefault("、".join(diagnostic.documents), []).append(diagnostic)
    yield from users.items()
