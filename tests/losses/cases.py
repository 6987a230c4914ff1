"""Templates and values in which a careless engine loses or changes text without a word."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kit.word.marks import GAP_CLOSE, GAP_OPEN
from tests.word.making import cell, fld, p, t, table

X = "{{ 联盟.简称 }}"
MISSING = f"{GAP_OPEN}待补：网站{GAP_CLOSE}"
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


@dataclass(frozen=True)
class Arrives:
    """A template whose text must arrive whole.

    body    the paragraphs of the document as XML.
    reads   what its paragraphs read like afterwards.
    facts   top-level entries of the data that differ from the small alliance.
    parts   further parts: header1, footer1, footnotes, …; with `in_part` the one that is read.
    """

    body: tuple[str, ...]
    reads: tuple[str, ...]
    facts: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    in_part: str = "word/document.xml"


@dataclass(frozen=True)
class Refused:
    """A template that must be refused, with this code."""

    body: tuple[str, ...]
    code: str
    facts: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)


def _name(value: str) -> dict[str, Any]:
    return {"联盟": {"名称": "甲联盟", "简称": value}}


def _runs(*texts: str, between: str = "") -> str:
    return f"<w:p>{between.join(t(text) for text in texts)}</w:p>"


def _row(*texts: str) -> str:
    return "".join(cell(f"<w:p>{t(text) if text else ''}</w:p>") for text in texts)


def _box(inner: str) -> str:
    """A text box as Word writes it: twice, for new and old programs."""
    drawn = (
        '<w:drawing><wps:txbx xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"<w:txbxContent>{inner}</w:txbxContent></wps:txbx></w:drawing>"
    )
    old = f'<w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent>{inner}</w:txbxContent></v:textbox></w:pict>'
    return (
        f'<w:p><w:r><mc:AlternateContent {MC}><mc:Choice Requires="wps">{drawn}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


# --- values -----------------------------------------------------------------------------------

VALUES: dict[str, str] = {
    "ampersand": "甲&乙",
    "less": "A<B 注",
    "greater": "A>B",
    "quotes": "甲\"乙\"'丙'",
    "element": "</w:t></w:r></w:p><w:p>",
    "company-in-angles": "甲<乙>公司",
    "entity": "&amp;",
    "character-reference": "&#123;&#x4e00;",
    "cdata-end": "]]>",
    "comment": "<!-- 甲 -->",
    "instruction": "<?xml version='1.0'?>",
    "expression": "{{ 6*7 }}",
    "statement": "{% raw %}",
    "paragraph-statement": "{%p if x %}",
    "template-comment": "{# 甲 #}",
    "escaped-tag": "{_{ x }_}",
    "escaped-statement": "{_% x %_}",
    "closers": "}} %} #}",
    "one-brace": "{甲}",
    "one-brace-alone": "{",
    "full-width-braces": "｛｛甲｝｝",
    "full-width-percent": "｛％ if ％｝",
    "percent-s": "%s %(甲)d %%",
    "format-braces": "{0.__class__}",
    "backslashes": "\\1 \\g<0> \\n",
    "dollars": "$& $1 ${x}",
    "none": "None",
    "debris": "['甲', '乙']",
    "marks": "【待补：甲】",
    "inner-spaces": "甲  乙   丙",
    "full-width-space": "甲　乙",
    "no-break-space": "甲\u00a0\u00a0乙",
    "curly-quotes": "“甲”‘乙’",
    "rare-characters": "𬭎鑫𠮷𪚥",
    "emoji": "甲😀乙",
    "composed": "e\u0301",
    "long": "甲乙&丙<丁>" * 2000,
    "number": "0",
    "word-false": "false",
    "right-to-left": "שלום",
    "markers": "0 1 2",
    "slashes": "a/b//c",
}

ARRIVES: dict[str, Arrives] = {
    f"value-{name}": Arrives((p(f"前{X}后"), p("尾")), (f"前{value}后", "尾"), _name(value))
    for name, value in VALUES.items()
}

_A = _name("甲&<乙>")
_V = "甲&<乙>"
_GOALS = {"技术创新目标": {"总体目标": "第一段 <a>\n第二段 & b\n第三段"}}

ARRIVES |= {
    # tags in pieces
    "split-runs": Arrives((_runs("前{", "{ 联", "盟.简", "称 }", "}后"),), (f"前{_V}后",), _A),
    "letter-by-letter": Arrives((_runs(*f"前{X}后"),), (f"前{_V}后",), _A),
    "over-bookmark": Arrives(
        (_runs("前{{ 联盟", ".简称 }}后", between='<w:bookmarkStart w:id="9" w:name="b"/><w:bookmarkEnd w:id="9"/>'),),
        (f"前{_V}后",),
        _A,
    ),
    "over-proofing-mark": Arrives(
        (_runs("前{{ 联盟", ".简称 }}后", between='<w:proofErr w:type="spellStart"/>'),), (f"前{_V}后",), _A
    ),
    "over-comment-range": Arrives(
        (_runs("前{{ 联盟", ".简称 }}后", between='<w:commentRangeStart w:id="3"/>'),), (f"前{_V}后",), _A
    ),
    "over-page-break-mark": Arrives(
        ("<w:p><w:r><w:t>前{{ 联盟</w:t><w:lastRenderedPageBreak/><w:t>.简称 }}后</w:t></w:r></w:p>",),
        (f"前{_V}后",),
        _A,
    ),
    "in-content-control": Arrives(
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{p(f'前{X}后')}</w:sdtContent></w:sdt>",), (f"前{_V}后",), _A
    ),
    "half-in-content-control": Arrives(
        (f"<w:p>{t('前{{ 联盟')}<w:sdt><w:sdtPr/><w:sdtContent>{t('.简称 }}后')}</w:sdtContent></w:sdt></w:p>",),
        (f"前{_V}后",),
        _A,
    ),
    "in-hyperlink": Arrives(
        (f'<w:p>{t("前")}<w:hyperlink w:anchor="b">{t(X)}</w:hyperlink>{t("后")}</w:p>',), (f"前{_V}后",), _A
    ),
    "half-in-hyperlink": Arrives(
        (f'<w:p>{t("前{{ 联盟")}<w:hyperlink w:anchor="b">{t(".简称 }}")}</w:hyperlink>{t("后")}</w:p>',),
        (f"前{_V}后",),
        _A,
    ),
    "in-field-result": Arrives((p("前", content=fld("DATE", X) + t("后")),), (f"前{_V}后",), _A),
    "entities-in-tag": Arrives(
        (p("前{{ 联盟.简称 if 1 &lt; 2 &amp;&amp; 1 else 'x' }}".replace("&amp;&amp; 1 ", "")),), (f"前{_V}",), _A
    ),
    "braces-as-references": Arrives((p("前&#123;&#x7b; 联盟.简称 &#125;&#125;后"),), (f"前{_V}后",), _A),
    "curly-quotes-in-tag": Arrives((p("{{ “甲” ~ ‘乙’ }}"),), ("甲乙",)),
    "tag-over-lines": Arrives(
        ("<w:p><w:r><w:t>前{{ 联盟.</w:t><w:br/><w:t>简称 }}后</w:t></w:r></w:p>",), (f"前{_V}后",), _A
    ),
    "tags-side-by-side": Arrives((p(f"{X}{X}{X}"),), (_V * 3,), _A),
    "tag-in-tag-text": Arrives((p("{{ '}}' }}{{ '{{' }}"),), ("}}{{",)),
    "comment-beside": Arrives((p(f"前{{# 注 #}}{X}{{# 注 #}}后"),), (f"前{_V}后",), _A),
    # white space
    "spaces-at-edges": Arrives(
        (f"<w:p><w:r><w:t xml:space='preserve'>  前 {X} 后  </w:t></w:r></w:p>",), (f"  前 {_V} 后  ",), _A
    ),
    "spaces-without-preserve": Arrives((f"<w:p><w:r><w:t>前 {X} 后</w:t></w:r></w:p>",), (f"前 {_V} 后",), _A),
    "space-run-beside": Arrives((_runs("前 ", X, " 后"),), (f"前 {_V} 后",), _A),
    "space-between-tags": Arrives((p(f"{X} {X}"),), (f"{_V} {_V}",), _A),
    "tab-beside": Arrives(
        (f"<w:p><w:r><w:t>前</w:t><w:tab/><w:t>{X}</w:t><w:br/><w:t>后</w:t></w:r></w:p>",), (f"前\t{_V}\n后",), _A
    ),
    "printed-blank": Arrives((p("前{{ ' ' }}后"),), ("前 后",)),
    "trimmed-tag": Arrives((p("前 {{- 联盟.简称 -}} 后"),), (f"前{_V}后",), _A),
    # values of several lines
    "lines": Arrives((p("{{ 技术创新目标.总体目标 }}完"),), ("第一段 <a>", "第二段 & b", "第三段完"), _GOALS),
    "lines-in-split-runs": Arrives(
        (_runs("前{{ 技术创新", "目标.总体目标 }}", "完"),), ("前第一段 <a>", "第二段 & b", "第三段完"), _GOALS
    ),
    "lines-in-cell": Arrives(
        (table(_row("{{ 技术创新目标.总体目标 }}", "右")),), ("第一段 <a>", "第二段 & b", "第三段", "右"), _GOALS
    ),
    "lines-in-macro": Arrives(
        (p("{% macro f() %}{{ 技术创新目标.总体目标 }}{% endmacro %}{{ f() }}"),),
        ("第一段 <a>", "第二段 & b", "第三段"),
        _GOALS,
    ),
    # parts
    "in-header": Arrives((p("x"),), (f"前{_V}后",), _A, {"header1": p(f"前{X}后")}, "word/header1.xml"),
    "in-footer": Arrives((p("x"),), (f"前{_V}后",), _A, {"footer1": p(f"前{X}后")}, "word/footer1.xml"),
    "in-footnote": Arrives(
        (p("x"),),
        (f"前{_V}后",),
        _A,
        {"footnotes": f'<w:footnote w:id="2">{p(f"前{X}后")}</w:footnote>'},
        "word/footnotes.xml",
    ),
    "value-like-a-tag-in-footnote": Arrives(
        (p("x"),),
        ("{{ 6*7 }}",),
        _name("{{ 6*7 }}"),
        {"footnotes": f'<w:footnote w:id="2">{p(X)}</w:footnote>'},
        "word/footnotes.xml",
    ),
    "in-text-box": Arrives((_box(p(f"前{X}后")),), ("", f"前{_V}后", f"前{_V}后"), _A),
    "beside-text-box": Arrives((p(f"外{X}"), _box(p(X))), (f"外{_V}", "", _V, _V), _A),
    "in-nested-table": Arrives(
        (table(cell(table(_row(X, "乙")) + "<w:p/>") + cell(f"<w:p>{t('丙')}</w:p>")),), (_V, "乙", "", "丙"), _A
    ),
    "in-inserted-text-beside": Arrives(
        (
            f'<w:p>{t(X)}<w:ins w:id="1" w:author="a">{t("插入")}</w:ins>'
            '<w:del w:id="2" w:author="a"><w:r><w:delText>删去</w:delText></w:r></w:del></w:p>',
        ),
        (f"{_V}插入删去",),
        _A,
    ),
    # statements
    "if-in-line": Arrives((p("前{% if 联盟.简称 %}甲{% else %}乙{% endif %}后"),), ("前甲后",), _A),
    "else-in-line": Arrives((p("前{% if not 联盟.简称 %}甲{% else %}乙{% endif %}后"),), ("前乙后",), _A),
    "if-over-runs": Arrives((_runs("前{% if 联", "盟.简称 %}甲{% end", "if %}后"),), ("前甲后",), _A),
    "if-paragraphs": Arrives(
        (p("前"), p("{%p if 联盟.简称 %}"), p("甲"), p("{%p endif %}"), p("后")), ("前", "甲", "后"), _A
    ),
    "if-not-paragraphs": Arrives(
        (p("前"), p("{%p if not 联盟.简称 %}"), p("甲"), p("{%p else %}"), p("乙"), p("{%p endif %}"), p("后")),
        ("前", "乙", "后"),
        _A,
    ),
    "elif-paragraphs": Arrives(
        (
            p("{%p if false %}"),
            p("甲"),
            p("{%p elif true %}"),
            p("乙"),
            p("{%p else %}"),
            p("丙"),
            p("{%p endif %}"),
            p("后"),
        ),
        ("乙", "后"),
    ),
    "loop-paragraphs": Arrives(
        (p("{%p for m in 成员单位 %}"), p("{{ loop.index }}、{{ m.名称 }}；"), p("{%p endfor %}"), p("后")),
        ("1、甲厂有限公司；", "2、乙大学；", "后"),
    ),
    "loop-in-line": Arrives(
        (p("有{% for m in 成员单位 %}{{ m }}{% if not loop.last %}、{% endif %}{% endfor %}。"),),
        ("有甲厂有限公司、乙大学。",),
    ),
    "loop-rows": Arrives(
        (
            table(
                _row("序", "名"),
                _row("{%tr for m in 成员单位 %}", ""),
                _row("{{ loop.index }}", "{{ m.名称 }}"),
                _row("{%tr endfor %}", ""),
                _row("合", "计"),
            ),
        ),
        ("序", "名", "1", "甲厂有限公司", "2", "乙大学", "合", "计"),
    ),
    "loop-row-groups": Arrives(
        (
            table(
                _row("{%tr for m in 成员单位 %}", ""),
                _row("{{ m.简称 }}", "一"),
                _row("{{ m.简称 }}", "二"),
                _row("{%tr endfor %}", ""),
            ),
        ),
        ("甲厂", "一", "甲厂", "二", "乙大", "一", "乙大", "二"),
    ),
    "loop-rows-nested": Arrives(
        (
            table(
                _row("{%tr for m in 成员单位 %}", ""),
                _row("{{ m.简称 }}", ""),
                _row("{%tr for n in [1, 2] %}", ""),
                _row("{{ m.简称 }}", "{{ n }}"),
                _row("{%tr endfor %}", ""),
                _row("{%tr endfor %}", ""),
            ),
        ),
        ("甲厂", "", "甲厂", "1", "甲厂", "2", "乙大", "", "乙大", "1", "乙大", "2"),
    ),
    "loop-empty": Arrives((p("前{% for m in [] %}{{ m }}{% else %}无{% endfor %}后"),), ("前无后",)),
    "loop-of-many": Arrives(
        (p("{% for i in range(1000) %}{{ i }},{% endfor %}"),), ("".join(f"{i}," for i in range(1000)),)
    ),
    "set": Arrives((p("{% set a = 联盟.简称 %}前{{ a }}后"),), (f"前{_V}后",), _A),
    "set-block": Arrives(
        (p(f"{{% set a %}}<{X}>{{% endset %}}前{{{{ a }}}}后".replace("<", "&lt;").replace(">", "&gt;")),),
        (f"前<{_V}>后",),
        _A,
    ),
    "set-block-twice": Arrives((p(f"{{% set a %}}{X}{{% endset %}}{{{{ a }}}}{{{{ a }}}}"),), (_V * 2,), _A),
    "set-block-joined": Arrives((p(f"{{% set a %}}{X}{{% endset %}}{{{{ a ~ 联盟.简称 ~ a }}}}"),), (_V * 3,), _A),
    "macro": Arrives((p("{% macro f(x) %}《{{ x }}》{% endmacro %}{{ f(联盟.简称) }}"),), (f"《{_V}》",), _A),
    "macro-trimmed": Arrives((p(f"{{% set a %}}{X}{{% endset %}}前{{{{ a|trim }}}}后"),), (f"前{_V}后",), _A),
    "macro-of-fact": Arrives(
        (p("{% macro f(m) %}{{ m.名称 }}{% endmacro %}{% for m in 成员单位 %}{{ f(m) }}{% endfor %}"),),
        ("甲厂有限公司乙大学",),
    ),
    "call": Arrives(
        (p("{% macro f() %}《{{ caller() }}》{% endmacro %}{% call f() %}" + X + "{% endcall %}"),), (f"《{_V}》",), _A
    ),
    "with": Arrives((p("{% with a = 联盟.简称 %}{{ a }}{% endwith %}后"),), (f"{_V}后",), _A),
    "raw": Arrives(
        (p("前{% raw %}{{ 甲 < 乙 && 丙 }}{% endraw %}后".replace("&", "&amp;").replace("<", "&lt;")),),
        ("前{{ 甲 < 乙 && 丙 }}后",),
    ),
    "raw-paragraphs": Arrives((p("{%p raw %}"), p("{{ 甲 }}"), p("{%p endraw %}"), p(X)), ("{{ 甲 }}", _V), _A),
    "macro-behind": Arrives(
        (p("{% macro f() %}《{{ g() }}》{% endmacro %}{% macro g() %}" + X + "{% endmacro %}{{ f() }}"),),
        (f"《{_V}》",),
        _A,
    ),
    "escaped-tags": Arrives((p("{_{ 甲 }_} {_% 乙 %_}"),), ("{{ 甲 }} {% 乙 %}",)),
    "member-with-markup-joined": Arrives(
        (p("{% for m in 成员单位 %}{{ m ~ '、' }}{% endfor %}"),),
        ("甲<乙>&公司、",),
        {"成员单位": [{"名称": "甲<乙>&公司", "简称": "甲"}], "任务分工": [], "联盟": {"名称": "x"}},
    ),
    "literal-single-braces": Arrives((p("集合{1, 2}与｛甲｝"),), ("集合{1, 2}与｛甲｝",)),
    "literal-markup": Arrives((p(f"a &amp; b &lt;c&gt; {X}"),), (f"a & b <c> {_V}",), _A),
    "same-value-everywhere": Arrives((p(X), p(f"{X}，{X}"), p("x" + X)), (_V, f"{_V}，{_V}", f"x{_V}"), _A),
    # filters
    "enumerate": Arrives((p("{{ 成员单位|列举('名称') }}"),), ("甲厂有限公司、乙大学",)),
    "join": Arrives((p("{{ 成员单位|join('；') }}"),), ("甲厂有限公司；乙大学",)),
    "join-markup": Arrives((p("{{ [联盟.简称, 'b&amp;c']|join('&lt;') }}"),), (f"{_V}<b&c",), _A),
    "join-by-field": Arrives((p("{{ 成员单位|map(attribute='简称')|join('/') }}"),), ("甲厂/乙大",)),
    "replace": Arrives((p("{{ 联盟.简称|replace('&lt;', '《') }}"),), ("甲&《乙>",), _A),
    "upper": Arrives((p("{{ 'a&amp;b'|upper }}"),), ("A&B",)),
    "escape": Arrives((p("{{ 联盟.简称|e }}{{ 联盟.简称|escape }}"),), (_V * 2,), _A),
    "plus": Arrives((p("{{ 联盟.简称 + '&amp;' + 联盟.简称 }}"),), (f"{_V}&{_V}",), _A),
    "times": Arrives((p("{{ '&lt;' * 3 }}"),), ("<<<",)),
    "default-of-missing": Arrives((p("{{ 联盟.网站|default('暂无') }}"),), ("暂无",), _A),
    "none-word-of-missing": Arrives((p("{{ 联盟.网站|或无 }}"),), ("无",), _A),
    "missing": Arrives((p("前{{ 联盟.网站 }}后"),), (f"前{MISSING}后",), _A),
    "missing-upper": Arrives((p("{{ 联盟.网站|upper }}"),), (MISSING,), _A),
    "missing-length": Arrives((p("{{ 联盟.网站|length }}"),), (MISSING,), _A),
    "missing-int": Arrives((p("{{ 联盟.网站|int }}"),), (MISSING,), _A),
    "missing-joined": Arrives((p("{{ '见' ~ 联盟.网站 }}"),), (f"见{MISSING}",), _A),
    "missing-in-list": Arrives((p("{{ ['甲', 联盟.网站]|join('、') }}"),), (f"甲、{MISSING}",), _A),
    "missing-summed": Arrives((p("{{ [1, 联盟.网站]|sum }}"),), (MISSING,), _A),
    "missing-date": Arrives((p("{{ 联盟.成立日期 }}"),), (f"{GAP_OPEN}待补：成立日期{GAP_CLOSE}",)),
    "missing-is-none": Arrives((p("{% if 联盟.网站 is none %}无{% else %}有{% endif %}"),), ("无",), _A),
    "zero": Arrives((p("共{{ 0 }}项"),), ("共0项",)),
    "truth": Arrives((p("{{ true }}{{ false }}"),), ("是否",)),
    "sum": Arrives((p("{{ 任务分工|sum(attribute='经费') }}"),), ("300万元",)),
    "batch-rows": Arrives(
        (p("{% for row in 成员单位|batch(1) %}{% for m in row %}{{ m }}{% endfor %};{% endfor %}"),),
        ("甲厂有限公司;乙大学;",),
    ),
}

# --- what must be refused -----------------------------------------------------------------------

_DELETED = '<w:del w:id="1" w:author="a"><w:r><w:delText>{{ 联盟.简称 }}</w:delText></w:r></w:del>'

REFUSED: dict[str, Refused] = {
    # tags
    "half-opened": Refused((p("甲{{ 联盟.简称 }乙"),), "T-TAG-01"),
    "half-closed": Refused((p("甲{ 联盟.简称 }}乙"),), "T-TAG-01"),
    "over-two-paragraphs": Refused((p("甲{{ 联盟"), p(".简称 }}乙")), "T-TAG-01"),
    "full-width": Refused((p("｛｛ 联盟.简称 ｝｝"),), "T-TAG-01"),
    "full-width-statement": Refused((p("｛% if 联盟.简称 %｝甲"),), "T-TAG-01"),
    "full-width-percent": Refused((p("{％ if 联盟.简称 ％}甲"),), "T-TAG-01"),
    "mixed-braces": Refused((p("{｛ 联盟.简称 ｝}"),), "T-TAG-01"),
    "text-beside-paragraph-tag": Refused((p("甲{%p if 联盟.简称 %}"), p("乙"), p("{%p endif %}")), "T-TAG-02"),
    "value-beside-paragraph-tag": Refused((p("{%p if 联盟.简称 %}{{ 联盟.简称 }}"), p("{%p endif %}")), "T-TAG-02"),
    "text-in-row-of-row-tag": Refused((table(_row("{%tr if true %}", "甲"), _row("{%tr endif %}", "")),), "T-TAG-02"),
    "picture-beside-paragraph-tag": Refused(
        (p("{%p if true %}", content="<w:r><w:drawing/></w:r>"), p("{%p endif %}")), "T-TAG-02"
    ),
    "two-paragraph-tags": Refused((p("{%p if true %}{%p endif %}"),), "T-TAG-04"),
    "row-tag-outside-table": Refused((p("{%tr if true %}"), p("{%tr endif %}")), "T-TAG-03"),
    "spaced-row-tag": Refused((table(_row("{% tr if true %}", ""), _row("{% tr endif %}", "")),), "T-SYN-01"),
    "deleted-tag": Refused((f"<w:p>{_DELETED}</w:p>",), "T-REV-01"),
    "inserted-tag": Refused((f'<w:p><w:ins w:id="1" w:author="a">{t(X)}</w:ins></w:p>',), "T-REV-01"),
    # blocks
    "if-not-closed": Refused((p("{% if true %}甲"),), "T-BLK-01"),
    "for-not-closed": Refused((p("{%p for m in 成员单位 %}"), p("甲")), "T-BLK-01"),
    "endif-alone": Refused((p("甲{% endif %}"),), "T-BLK-02"),
    "else-alone": Refused((p("{% else %}甲"),), "T-BLK-02"),
    "crossed": Refused((p("{% if true %}{% for m in 成员单位 %}甲{% endif %}{% if true %}乙{% endif %}"),), "T-BLK-03"),
    "uneven": Refused((p("{% if true %}甲"), p("{%p endif %}")), "T-BLK-04"),
    "rows-and-lines": Refused((table(_row("{%tr if true %}", ""), _row("甲", "{% endif %}")),), "T-BLK-04"),
    # names and values
    "unknown-name": Refused((p("{{ 联明.简称 }}"),), "T-FLD-01"),
    "unknown-field": Refused((p("{{ 联盟.简秤 }}"),), "T-FLD-01"),
    "unknown-field-in-dead-branch": Refused((p("{% if false %}{{ 联盟.简秤 }}{% endif %}"),), "T-FLD-01"),
    "unknown-name-with-default": Refused((p("{{ 联明|default('甲') }}"),), "T-FLD-01"),
    "unknown-choice": Refused((p("{% if 争议解决.方式 == '仲栽' %}甲{% endif %}"),), "T-OPT-02"),
    "unknown-filter": Refused((p("{{ 联盟.简称|大些 }}"),), "T-SYN-02"),
    "unknown-test": Refused((p("{% if 联盟.简称 is 空 %}甲{% endif %}"),), "T-SYN-02"),
    "list-printed": Refused((p("{{ 成员单位 }}"),), "T-PRN-01"),
    "list-joined": Refused((p("{{ '有' ~ 成员单位 }}"),), "T-PRN-01"),
    "list-in-text-filter": Refused((p("{{ [1, 2]|string }}"),), "T-PRN-01"),
    "fact-printed": Refused((p("{{ 联盟 }}"),), "T-PRN-01"),
    "none-printed": Refused((p("{{ none }}"),), "T-PRN-01"),
    "none-joined": Refused((p("{{ '甲' ~ none }}"),), "T-PRN-01"),
    "none-in-upper": Refused((p("{{ none|upper }}"),), "T-PRN-01"),
    "none-in-join": Refused((p("{{ ['甲', none]|join }}"),), "T-PRN-01"),
    "none-in-replace": Refused((p("{{ none|replace('None', '无') }}"),), "T-PRN-01"),
    "dictionary-printed": Refused((p("{{ {'甲': 1} }}"),), "T-PRN-01"),
    "fraction-printed": Refused((p("{{ 1 / 3 }}"),), "T-PRN-01"),
    "function-printed": Refused((p("{{ range }}"),), "T-PRN-01"),
    "macro-printed": Refused((p("{% macro f() %}甲{% endmacro %}{{ f }}"),), "T-PRN-01"),
    "loop-printed": Refused((p("{% for m in 成员单位 %}{{ loop }}{% endfor %}"),), "T-PRN-01"),
    "loop-over-text": Refused((p("{% for m in 联盟.简称 %}{{ m }}{% endfor %}"),), "T-FLD-03"),
    "field-of-list": Refused((p("{{ 成员单位.名称 }}"),), "T-FLD-04"),
    "first-of-nothing": Refused((p("{{ []|first }}"),), "T-FLT-02"),
    "item-out-of-range": Refused((p("{{ 成员单位[9].名称 }}"),), "T-FLD-02"),
    "int-of-text": Refused((p("{{ 联盟.名称|int }}"),), "T-FLT-01"),
    "money-filter-on-text": Refused((p("{{ 联盟.名称|大写 }}"),), "T-FLT-01"),
    "sum-of-text": Refused((p("{{ ['甲', '乙']|sum }}"),), "T-FLT-01"),
    "text-minus": Refused((p("{{ '甲' - '乙' }}"),), "T-RUN-01"),
    "text-percent": Refused((p("{{ '%s' % 联盟.简称 }}"),), "T-RUN-01"),
    "safe": Refused((p("{{ 联盟.简称|safe }}"),), "T-SYN-02"),
    "truncate": Refused((p("{{ 联盟.简称|truncate(2) }}"),), "T-SYN-02"),
    "striptags": Refused((p("{{ 联盟.简称|striptags }}"),), "T-SYN-02"),
    "autoescape-off": Refused((p("{% autoescape false %}{{ 联盟.简称 }}{% endautoescape %}"),), "T-SYN-03"),
    "control-character": Refused((p("{{ '\\x01' }}"),), "T-SYN-03"),
    "carriage-return": Refused((p("{{ '甲\\r乙' }}"),), "T-SYN-03"),
    # what blocks give
    "captured-compared": Refused((p("{% set a %}甲{% endset %}{% if a == '甲' %}乙{% endif %}"),), "T-CAP-01"),
    "captured-tested": Refused((p("{% set a %}{% endset %}{% if a %}乙{% endif %}"),), "T-CAP-01"),
    "captured-counted": Refused((p("{% set a %}甲{% endset %}{{ a|length }}"),), "T-CAP-01"),
    "captured-upper": Refused((p("{% set a %}a&amp;b{% endset %}{{ a|upper }}"),), "T-CAP-01"),
    "captured-replaced": Refused((p("{% set a %}甲{% endset %}{{ a|replace('甲', '乙') }}"),), "T-CAP-01"),
    "captured-sliced": Refused((p("{% set a %}甲乙丙{% endset %}{{ a[:1] }}"),), "T-CAP-01"),
    "filter-block": Refused((p("{% filter upper %}a{{ 联盟.简称 }}{% endfilter %}"),), "T-SYN-03"),
    "macro-compared": Refused((p("{% macro f() %}甲{% endmacro %}{% if f() == '甲' %}乙{% endif %}"),), "T-CAP-01"),
    "captured-and-left-out": Refused((p(f"{{% set a %}}{X}{{% endset %}}后"),), "T-LOS-01", _A),
    # parts that are not filled in
    "tag-in-comment": Refused((p("甲"),), "T-TAG-06", {}, {"comments": f'<w:comment w:id="1">{p(X)}</w:comment>'}),
    "split-tag-in-comment": Refused(
        (p("甲"),), "T-TAG-06", {}, {"comments": f'<w:comment w:id="1">{_runs("{", "{ x }", "}")}</w:comment>'}
    ),
    "full-width-tag-in-comment": Refused(
        (p("甲"),), "T-TAG-06", {}, {"comments": f'<w:comment w:id="1">{p("｛｛ x ｝｝")}</w:comment>'}
    ),
    "tag-in-settings": Refused(
        (p("甲"),), "T-TAG-06", {}, {"settings": '<w:docVars><w:docVar w:name="a" w:val="{{ x }}"/></w:docVars>'}
    ),
}
