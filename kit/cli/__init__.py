"""The command line: reads, prints, chooses the exit code; decides nothing.

Commands load their own modules, so that `kit --help` starts at once.
"""

from __future__ import annotations

import gc
import sys

from kit.cli.chinese import LazyGroup, explain_misuse, version_option
from kit.cli.leaving import leave

COMMANDS = {
    "new": ("kit.cli.new", "新建项目文件夹，内有带说明的数据文件"),
    "ask": ("kit.cli.ask", "逐项提问，填写数据文件"),
    "check": ("kit.cli.check", "检查数据文件，一次列出全部问题"),
    "members": ("kit.cli.members", "用工作簿收集成员单位的资料：导出、导入"),
    "import": ("kit.cli.importing", "把各单位交来的文件合并到数据文件"),
    "undo": ("kit.cli.undo", "把数据文件恢复到以前某次导入或问答之前"),
    "status": ("kit.cli.status", "看各单位还缺什么，出催办清单和补充资料函"),
    "render": ("kit.cli.render", "生成 Word 文书"),
    "batch": ("kit.cli.batch", "按一张表批量生成，一行一套文书"),
    "rules": ("kit.cli.rules", "列出检查规则和规则包"),
    "explain": ("kit.cli.explain", "说明一条规则：查什么、依据、怎么办"),
    "fields": ("kit.cli.fields", "列出全部字段：名称、说明、示例"),
    "templates": ("kit.cli.templates", "查看文书模板，取出来用 Word 修改"),
}

ABOUT = """把一份数据文件变成联盟协议、联盟章程和备案申请书。

\b
三步完成：
  1. kit new 津氢联盟          新建项目文件夹
  2. 用文本编辑器填写 津氢联盟/alliance.yaml
  3. kit render 津氢联盟       生成文书，放在 津氢联盟/output

\b
没有填完也可以先出草案：kit render 津氢联盟 --draft
先看一套完整的样例：    kit new 样例 --sample，再 kit render 样例
想改文书的措辞：        kit templates eject 联盟协议 --project 津氢联盟

内置文本是供修改的范本，依据截至 2026年11月23日 的法律编写，不是法律意见；签署、报送之前请由本单位的法务或律师审定。"""

kit = LazyGroup("kit", COMMANDS, help=ABOUT, params=[version_option()])


# Made before garbage is looked for: most runs are over by then, and looking takes a tenth of their time.
_OBJECTS = 500_000


def main() -> None:
    """Run the command line."""
    gc.set_threshold(_OBJECTS)
    code = explain_misuse(kit)
    if patterns := sys.modules.get("kit.patterns"):  # a page of help loads none
        patterns.keep_compiled()
    leave(code)
