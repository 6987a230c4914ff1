"""What Jinja and Python say about an expression, in Chinese."""

from __future__ import annotations

import re

_KNOWN = (
    (r"'([^']+)' is undefined", "名称“{0}”没有定义"),
    (r".* has no (?:attribute|element) '?([^']*?)'?", "没有字段“{0}”"),
    (r"No filter named '([^']+)'.*", "没有过滤器“{0}”"),
    (r"No test named '([^']+)'.*", "没有判断“{0}”"),
    (r"Encountered unknown tag '([^']+)'.*", "没有语句“{0}”，或它与前面的语句不成对"),
    (r"Unexpected end of template.*'(end\w+)'.*", "缺少“{0}”"),
    (r"[Uu]nexpected end of template.*expected '([^']+)'.*", "缺少“{0}”"),
    (r"unexpected end of template.*", "没有写完"),
    (r"expected token '(.+)', got '(.+)'", "应为“{0}”，却写成“{1}”"),
    (r"unexpected char ['\"](.+)['\"] at .*", "不应出现的字符“{0}”"),
    (r"unexpected '(.+)', expected '(.+)'", "不应出现的“{0}”，应为“{1}”"),
    (r"unexpected '(.+)'", "不应出现的“{0}”"),
    (r"Expected an expression, got '(.+)'", "缺少表达式，却遇到“{0}”"),
    (r"chunk after expression", "表达式后面有多余的内容"),
    (r"tag name expected", "缺少语句，如 if、for、set"),
    (r"can't assign to '(.+)'", "等号左边和 for 之后只能写名称"),
    (r"Can't assign to special loop variable.*", "“loop”是循环自带的名称，不能另作他用"),
    (r"expected name or number", "点号后面缺少字段名"),
    (r"expected subscript expression", "方括号里缺少内容"),
    (r"Expected subscript expression.*", "方括号里缺少内容"),
    (r"invalid syntax for function call expression", "括号里的写法不对"),
    (r"non-default argument follows default argument", "有默认值的参数要写在后面"),
    (r"expected call", "call 之后要写宏的名称和括号"),
    (r"You cannot chain multiple tests with is", "一个值后面只能写一个 is"),
    (r"Invalid character in identifier", "名称里有不能使用的字符"),
    (r"Block names in Jinja .*", "block 的名称里不能有减号"),
    (r"block '(.+)' defined twice", "block“{0}”写了两次"),
    (r"division by zero|.*(?:modulo|division).* by zero|.*raised to a negative power", "除数为零"),
    (r"'(.+)' not supported between instances of .*", "两边的值不能用 {0} 比较"),
    (r"Range too big.*", "循环的次数过多"),
    (r"range\(\) arg 3 must not be zero", "range 的第三个数不能为零"),
    (r"unsupported operand type\(s\) for (.+?):.*", "这样的值不能用 {0} 运算"),
    (r"bad operand type for unary (.+?):.*", "这样的值前面不能写 {0}"),
    (r"can only concatenate .*", "这样的值不能用 + 运算"),
    (r"'.+' object is not iterable", "这里的值不是清单"),
    (r"argument of type .* is not (?:iterable|a container.*)", "in 的右边应是清单或文字"),
    (r"(?:cannot unpack non-iterable|too many values to unpack|not enough values to unpack).*", "名称与值的个数不一致"),
    (r"object of type '.+' has no len\(\)", "这里的值没有个数"),
    (r"'.+' object is not callable", "这里的值不能加括号"),
    (r"unhashable type.*", "清单不能作为键"),
    (r".*(?:must be integers|cannot be interpreted as an integer|must be an integer).*", "这里应是整数"),
    (r".*could not convert string to float.*|invalid literal for int.*", "文字不是数"),
    (r"macro '(.+)' takes no keyword argument '(.+)'", "宏“{0}”没有参数“{1}”"),
    (r"macro '(.+)' takes not more than (\d+) argument\(s\)", "宏“{0}”最多有 {1} 个参数"),
    (r"macro '(.+)' was invoked with two values.*", "宏“{0}”的 caller 给了两次"),
    (r"parameter '(.+)' was not provided", "宏的参数“{0}”没有给出"),
    (r"Missing parameter for attribute name", "缺少字段名"),
    (r"map requires a filter argument", "map 要写过滤器的名称，或 attribute='字段'"),
    (r"Unexpected keyword argument '(.+)'", "没有参数“{0}”"),
    (r'You can only sort by either "key" or "value"', "dictsort 只能按 key 或 value 排序"),
    (r"method must be common, ceil or floor", "round 的方式只能是 common、ceil 或 floor"),
    (r"Can only get item pairs from a mapping\.", "items 只能用于成对的数据"),
    (r".*got an unexpected keyword argument '(.+)'.*", "没有参数“{0}”"),
    (
        r".*(?:missing \d+ required|takes .* positional argument|expected at (?:most|least)|expected \d+ argument).*",
        "参数的个数不对",
    ),
    (r".*got multiple values for argument '(.+)'.*", "参数“{0}”给了两次"),
    (r".*index out of range.*", "序号超出清单的范围"),
    (r"'.+' object is not subscriptable", "这里的值不是清单，不能取其中一项"),
    (r"(?:slice indices|list indices|tuple indices).*", "序号应是整数"),
    (r"access to attribute '(.+)' of .* is unsafe\.", "不能读取“.{0}”"),
    (r"cannot assign attribute on non-namespace object", "只能给 namespace 的项取值"),
    (r"can't multiply sequence by non-int.*", "这样的值不能用 * 运算"),
    (r"type .+ doesn't define __round__ method", "round 只能用于数"),
    (r"'in <string>' requires string as left operand.*", "文字里只能找文字"),
    (r".*takes no keyword arguments|.*takes (?:exactly )?(?:one|no|\d+) arguments? .*", "参数的个数不对"),
    (r"keyword argument repeated: (\w+).*", "参数“{0}”写了两次"),
    (r"maximum recursion depth exceeded.*", "表达式套得过深"),
)
_TOKENS = {
    "begin of comment": "{#",
    "end of comment": "#}",
    "begin of statement block": "{%",
    "end of statement block": "%}",
    "begin of print statement": "{{",
    "end of print statement": "}}",
    "template data / text": "文字",
    "end of template": "结尾",
    "name": "名称",
    "string": "文字",
    "integer": "整数",
    "float": "小数",
}


def in_chinese(error: Exception) -> str:
    """The words of an error for users; what is not known here is told in general."""
    said = str(getattr(error, "message", None) or error)
    for pattern, words in _KNOWN:
        found = re.fullmatch(pattern, said, re.DOTALL)
        if found:
            return words.format(*(_TOKENS.get(word, word) for word in found.groups()))
    return "写法不对"
