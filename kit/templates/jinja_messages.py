"""What Jinja and Python say about an expression, in Chinese."""

from __future__ import annotations

import re

_KNOWN = (
    (r"'([^']+)' is undefined", "名称“{0}”没有定义"),
    (r".* has no attribute '([^']+)'", "没有字段“{0}”"),
    (r"No filter named '([^']+)'.*", "没有过滤器“{0}”"),
    (r"No test named '([^']+)'.*", "没有判断“{0}”"),
    (r"Encountered unknown tag '([^']+)'.*", "没有语句“{0}”，或它与前面的语句不成对"),
    (r"Unexpected end of template.*'(end\w+)'.*", "缺少“{0}”"),
    (r"expected token '([^']+)', got '([^']+)'", "应为“{0}”，却写成“{1}”"),
    (r"unexpected char (.+) at .*", "不应出现的字符 {0}"),
    (r"unexpected '([^']+)'", "不应出现的“{0}”"),
    (r"Expected an expression, got '([^']+)'", "缺少表达式，却遇到“{0}”"),
    (r"division by zero|.*modulo by zero", "除数为零"),
    (r"'(.+)' not supported between instances of .*", "两边的值不能用 {0} 比较"),
    (r"Range too big.*", "循环的次数过多"),
    (r"unsupported operand type\(s\) for (.+?):.*", "这样的值不能用 {0} 运算"),
)


def in_chinese(error: Exception) -> str:
    """The words of an error for users; what is not known here is told in general."""
    said = str(getattr(error, "message", None) or error)
    for pattern, words in _KNOWN:
        found = re.fullmatch(pattern, said, re.DOTALL)
        if found:
            return words.format(*found.groups())
    return "写法不对"
