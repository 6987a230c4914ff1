"""Templates whose tags try to get at the machine or to use it up: name → (paragraphs, the codes that may refuse it)."""

from __future__ import annotations

from tests.hostile.noise import noise

_WALK = ("T-FLD-02", "T-FLD-01")
_WORK, _SIZE, _DEEP, _LARGE = ("T-LIM-01",), ("T-LIM-02",), ("T-LIM-03",), ("T-LIM-04",)
_NO_FILTER, _NO_STATEMENT, _NO_FUNCTION = ("T-SYN-02",), ("T-SYN-03",), ("T-FUN-01", "T-FLD-01")
_NO_SUM = ("T-RUN-01",)
_NAME = "{{ 联盟.名称 }}"


def _nested(depth: int, opening: str, closing: str, inner: str) -> tuple[str, ...]:
    return (*[opening] * depth, inner, *[closing] * depth)


CASES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    # loops
    "nested-ranges": (
        ("{%p for i in range(100000) %}", "{%p for j in range(100000) %}", "x", "{%p endfor %}", "{%p endfor %}"),
        _WORK,
    ),
    "nested-ranges-in-a-line": (
        ("{% for i in range(99999) %}{% for j in range(99999) %}{{ i }}{% endfor %}{% endfor %}",),
        _WORK,
    ),
    "six-loops": (
        ("".join(f"{{% for a{n} in range(300) %}}" for n in range(6)) + "x" + "{% endfor %}" * 6,),
        _WORK,
    ),
    "loops-that-print-nothing": (
        ("{% for i in range(99999) %}{% for j in range(99999) if false %}{% endfor %}{% endfor %}",),
        _WORK,
    ),
    "long-body": (("{% for i in range(99999) %}" + "{% set a = 1 %}" * 500 + "{% endfor %}",), _WORK),
    "range-too-long": (("{% for i in range(10**9) %}x{% endfor %}",), ("T-RUN-01",)),
    "range-of-variables": (
        ("{% set n = 100000 %}{% for i in range(n) %}{% for j in range(i) %}{{ j }}{% endfor %}{% endfor %}",),
        _WORK,
    ),
    "loop-over-text": (
        ("{% set a = 'x' * 50000 %}{% for i in a %}{% for j in a %}{{ j }}{% endfor %}{% endfor %}",),
        _WORK,
    ),
    "large-output": (("{% for i in range(20000) %}" + "甲" * 3000 + "{% endfor %}",), _LARGE),
    "list-in-loop": (("{% for i in range(99999) %}{% set a = range(99999)|list %}{% endfor %}",), _WORK),
    "sort-in-loop": (("{% for i in range(99999) %}{% set a = range(99999)|sort %}{% endfor %}",), _WORK),
    "map-in-loop": (("{% for i in range(99999) %}{% set a = range(99999)|map('string')|list %}{% endfor %}",), _WORK),
    "membership-in-loop": (
        ("{% set a = range(99999)|list %}{% for i in a %}{% if 'x' in a %}x{% endif %}{% endfor %}",),
        _WORK,
    ),
    "comparison-in-loop": (
        (
            "{% set a = 'x' * 50000 %}{% set b = 'x' * 50000 %}{% for i in range(99999) %}{% if a == b ~ '' %}{% endif %}{% endfor %}",
        ),
        _WORK,
    ),
    "lists-compared-in-loop": (
        (
            "{% set a = ['x' * 50000] * 1000 %}{% set b = ['x' * 50000] * 1000 %}"
            "{% for i in range(9999) %}{% if a == b %}{% endif %}{% endfor %}",
        ),
        _WORK,
    ),
    "recursive-loop": (("{% for i in [1] recursive %}{{ loop([1]) }}{% endfor %}",), _NO_STATEMENT),
    # macros
    "macro-calls-itself": (("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",), _DEEP),
    "macros-call-each-other": (
        ("{% macro f() %}{{ g() }}{% endmacro %}{% macro g() %}{{ f() }}{% endmacro %}{{ f() }}",),
        ("T-LIM-03", "T-FLD-01"),
    ),
    "macro-doubles": (
        ("{% macro f(n) %}{% if n %}{{ f(n-1) }}{{ f(n-1) }}{% endif %}x{% endmacro %}{{ f(19) }}",),
        ("T-LIM-01", "T-LIM-04"),
    ),
    "macro-in-loop": (
        ("{% macro f() %}" + _NAME * 100 + "{% endmacro %}{% for i in range(99999) %}{{ f() }}{% endfor %}",),
        ("T-LIM-01", "T-LIM-04"),
    ),
    "captured-output": (
        ("{% set x %}{% for i in range(99999) %}" + "甲" * 1000 + "{% endfor %}{% endset %}{{ x }}",),
        _LARGE,
    ),
    "captured-doubles": (("{% set x %}甲{% endset %}" + "{% set x = x ~ x %}" * 40 + "{{ x }}",), _SIZE),
    "captured-times": (("{% set x %}" + "甲" * 4000 + "{% endset %}{{ x * 9000 }}",), ("T-LIM-02", "T-LIM-04")),
    "lost-in-a-long-document": (
        (noise(5_000_000), "{% set x %}{% for i in range(99999) %}{{ i }}，{% endfor %}{% endset %}"),
        ("T-LOS-01",),
    ),
    # texts and numbers
    "times": (("{{ 'x' * 10**9 }}",), _SIZE),
    "times-from-left": (("{{ 1000000000 * 'x' }}",), _SIZE),
    "doubling": (("{% set a = 'x' %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}",), _SIZE),
    "doubling-by-plus": (("{% set a = 'x' %}" + "{% set a = a + a %}" * 40 + "{{ a }}",), _SIZE),
    "many-joined": (("{% set a = 'x' * 40000 %}{{ a" + " ~ a" * 400 + " }}",), _SIZE),
    "list-times": (("{% set a = [1] * 10**9 %}",), _SIZE),
    "list-doubling": (("{% set a = [1] %}" + "{% set a = a + a %}" * 40,), _SIZE),
    "list-of-itself": (("{% set a = [1] %}" + "{% set a = [a, a] %}" * 60 + "{{ a ~ '' }}",), ("T-PRN-01",)),
    "power": (("{{ 9 ** 9 ** 9 }}",), _SIZE),
    "power-of-power": (("{{ (2 ** 200) ** 200 }}",), _SIZE),
    "squaring": (("{% set a = 9 %}" + "{% set a = a * a %}" * 40 + "{{ a }}",), _SIZE),
    "float-power": (("{{ 1.5 ** 10000000 }}",), _NO_SUM),
    "long-number": (("{{ " + "9" * 3900 + " * 9 }}",), _SIZE),
    "width-in-format": (("{{ '%1000000000d' % 1 }}",), _NO_SUM),
    "replace": (("{{ ('x' * 40000)|replace('x', 'y' * 40000) }}",), _SIZE),
    "replace-nothing": (("{{ 'x'|replace('', 'y') }}",), ("T-FLT-01",)),
    "join": (("{{ range(99999)|join('x' * 40000) }}",), _SIZE),
    "batch": (("{% set a = [1]|batch(10**9, 'x')|list %}",), _SIZE),
    "slice": (("{% set a = [1]|slice(10**9)|list %}",), _SIZE),
    "round": (("{{ 1|round(10**9) }}",), _SIZE),
    # nesting
    "brackets": (("{{ " + "(" * 1900 + "1" + ")" * 1900 + " }}",), _DEEP),
    "lists": (("{{ " + "[" * 1900 + "]" * 1900 + " }}",), _DEEP),
    "negations": (("{{ " + "not " * 900 + "1 }}",), _DEEP),
    "minus": (("{{ " + "-" * 1900 + "1 }}",), _DEEP),
    "sums": (("{{ 1" + "+1" * 1900 + " }}",), _DEEP),
    "dots": (("{{ 联盟" + ".a" * 1900 + " }}",), _DEEP),
    "filters": (("{{ 1" + "|e" * 1900 + " }}",), _DEEP),
    "conditions": (("{{ " + "1 if 1 else " * 300 + "1 }}",), _DEEP),
    "long-tag": (("{{ '" + "x" * 100_000 + "' }}",), _DEEP),
    "ten-thousand-ifs": (_nested(2900, "{%p if true %}", "{%p endif %}", "x"), _DEEP),
    "loops-in-loops": (_nested(30, "{%p for i in [1] %}", "{%p endfor %}", "x"), _DEEP),
    "ifs-never-closed": (("{% if true %}" * 2900,), ("T-LIM-03", "T-LIM-05")),
    # tags that cost much to find
    "openers-never-closed": (("{{ " * 2900,), ("T-TAG-01",)),
    "comments-never-closed": (("{# " * 2900,), ("T-TAG-01",)),
    "quotes-never-closed": (("{{ ' }}" * 1901,), ("T-TAG-01", "T-SYN-01")),
    "braces-never-closed": (("{{ { }}" * 1900,), ("T-TAG-01", "T-SYN-01")),
    "statements-never-closed": (("{% if " * 5800,), ("T-TAG-01",)),
    "ends-without-end": ((" }} ".join(noise(1_000_000).split("a")),), ("T-TAG-01",)),
    "wide-openers-without-end": ((" ｛％ if ".join(noise(1_000_000).split("a")),), ("T-TAG-01",)),
    "openers-in-many-paragraphs": (("{{ " + noise(1000),) * 2000, ("T-TAG-01",)),
    "tags-in-a-long-paragraph": ((noise(1_000_000) + "{{ 联盟.名称 }}" * 2900,), ("T-LIM-05",)),
    # out of the sandbox
    "class-walk": (("{{ ''.__class__.__mro__[1].__subclasses__() }}",), _WALK),
    "class-by-item": (("{{ ''['__class__'] }}",), _WALK),
    "class-by-joined-name": (("{{ ''['__cla' ~ 'ss__'] }}",), _WALK),
    "class-by-attr": (("{{ ''|attr('__class__') }}",), _NO_FILTER),
    "class-by-map": (("{{ ['x']|map(attribute='__class__')|list }}",), _WALK),
    "class-by-map-of-facts": (("{{ 成员单位|map(attribute='_fact.__class__')|list }}",), _WALK),
    "class-by-sort": (("{{ 成员单位|sort(attribute='__class__')|length }}",), _WALK),
    "class-by-groupby": (("{{ 成员单位|groupby('__dict__')|length }}",), _WALK),
    "class-by-select": (("{% set a = 成员单位|selectattr('__class__')|list %}",), _WALK),
    "filter-by-map": (("{{ ['x']|map('attr', '__class__')|join }}",), ("T-RUN-01", "T-SYN-02")),
    "format-method": (("{{ '{0.__class__}'.format(1) }}",), _WALK),
    "format-map": (("{{ '{a.__class__}'.format_map({'a': 1}) }}",), _WALK),
    "format-filter": (("{{ '%s'|format(1) }}",), _NO_FILTER),
    "self": (("{{ self.__init__.__globals__ }}",), _WALK),
    "self-printed": (("{{ self }}",), ("T-PRN-01", "T-FLD-01")),
    "loop-walk": (("{% for i in [1] %}{{ loop.__init__.__globals__ }}{% endfor %}",), _WALK),
    "loop-iterable": (("{% for i in [1] %}{{ loop._iterator }}{% endfor %}",), _WALK),
    "macro-walk": (("{% macro f() %}{% endmacro %}{{ f._func.__globals__ }}",), _WALK),
    "caller-walk": (
        ("{% macro f() %}{{ caller.__init__ }}{% endmacro %}{% call f() %}x{% endcall %}",),
        _WALK,
    ),
    "function-walk": (("{{ 条款._call.__globals__ }}",), _WALK),
    "range-walk": (("{{ range.__self__ }}",), _WALK),
    "fact-walk": (("{{ 联盟._fact }}",), _WALK),
    "fact-method": (("{{ 联盟.read('名称') }}",), (*_WALK, "T-FUN-01")),
    "model-methods": (("{{ 联盟.model_dump() }}",), (*_WALK, "T-FUN-01")),
    "cycler": (("{{ cycler.__init__.__globals__.os }}",), _WALK),
    "lipsum": (("{{ lipsum.__globals__['os'].popen('id') }}",), _WALK),
    "lipsum-called": (("{{ lipsum(1000000) }}",), _NO_FUNCTION),
    "namespace-class": (("{{ namespace(a=1).__class__ }}",), ("T-FLD-01", "T-RUN-01")),
    "namespace-attribute": (
        ("{% set n = namespace() %}{% set n.__class__ = 1 %}{{ n.__class__ }}",),
        ("T-FLD-01", "T-RUN-01"),
    ),
    "namespace-doubling": (
        ("{% set n = namespace(a='甲') %}{% for i in range(100) %}{% set n.a = n.a ~ n.a %}{% endfor %}",),
        ("T-LIM-02",),
    ),
    "namespace-nesting": (
        (
            "{% set n = namespace(a=1) %}{% for i in range(99999) %}{% set n.a = (n.a,) %}{% endfor %}{{ {n.a: 1}|length }}",
        ),
        ("T-LIM-01", "T-LIM-03"),
    ),
    "namespace-chain": (
        ("{% set n = namespace(a=1) %}{% for i in range(999) %}{% set n.a = namespace(b=n.a) %}{% endfor %}",),
        ("T-LIM-03",),
    ),
    "namespace-of-a-block": (("{% set n = namespace(a=1) %}{% set n.a %}甲{% endset %}{{ n.a[1:] }}",), ("T-SYN-03",)),
    "joiner": (("{{ joiner('x')() }}",), _NO_FUNCTION),
    "dict-called": (("{{ dict(a=1) }}",), _NO_FUNCTION),
    "context-names": (("{{ context }}",), ("T-FLD-01",)),
    "environment-name": (("{{ environment }}",), ("T-FLD-01",)),
    # statements and filters that do not exist here
    "include": (("{% include '/etc/passwd' %}",), _NO_STATEMENT),
    "import": (("{% import 'x' as y %}",), _NO_STATEMENT),
    "from-import": (("{% from 'x' import y %}",), _NO_STATEMENT),
    "extends": (("{% extends 'x' %}",), _NO_STATEMENT),
    "autoescape-off": (("{% autoescape false %}" + _NAME + "{% endautoescape %}",), _NO_STATEMENT),
    "safe": (("{{ 联盟.名称|safe }}",), _NO_FILTER),
    "do": (("{% do [].append(1) %}",), ("T-SYN-01",)),
    "debug": (("{% debug %}",), ("T-SYN-01",)),
    "nul-in-text": (("{{ '\\x00' }}",), _NO_STATEMENT),
    "marker-in-text": (("{{ '\\x000\\n\\x00' }}",), _NO_STATEMENT),
    "surrogate-in-text": (("{{ '\\ud800' }}",), _NO_STATEMENT),
    "escape-in-text": (("{{ '\\x1b[2J' }}",), _NO_STATEMENT),
    **{
        f"no-{name}": ((f"{{{{ 'x'|{call} }}}}",), _NO_FILTER)
        for name, call in {
            "center": "center(10**9)",
            "indent": "indent(10**9)",
            "wordwrap": "wordwrap(1)",
            "xmlattr": "xmlattr",
            "tojson": "tojson(indent=10**9)",
            "pprint": "pprint",
            "urlize": "urlize",
            "truncate": "truncate(1)",
            "striptags": "striptags",
            "random": "random",
            "filesizeformat": "filesizeformat",
        }.items()
    },
}
