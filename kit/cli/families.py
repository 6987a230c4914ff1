"""What the families of codes are about: the words for a code whose number alone says nothing."""

from __future__ import annotations

from kit.render.overview import FAMILIES

TOPICS = {
    "B-COL": "批量表格的表头",
    "B-DIR": "批量生成的文件夹",
    "B-DSK": "Dask 集群",
    "B-PDF": "批量转换为 PDF",
    "B-RET": "补做没有生成的行",
    "B-ROW": "批量表格的行",
    "B-TAB": "读取批量表格",
    "B-WRK": "批量生成的进程",
    "C-AML": "公平竞争",
    "C-BR": "违约责任",
    "C-CAL": "日期的先后",
    "C-CHO": "选择与填写",
    "C-CLS": "不可缺少的条款",
    "C-DAT": "数据与个人信息",
    "C-DIS": "争议解决",
    "C-DOC": "文书的文字",
    "C-EXP": "技术出口",
    "C-EXT": "退出、除名与终止",
    "C-FIL": "备案",
    "C-FIG": "近三年数据",
    "C-FND": "经费",
    "C-GOV": "治理与表决",
    "C-IND": "技术创新指标",
    "C-IP": "知识产权",
    "C-LIC": "许可",
    "C-MEM": "成员",
    "C-MNY": "金额",
    "C-NAM": "名称",
    "C-NAT": "联盟的性质与对外责任",
    "C-OBS": "观察员",
    "C-ORG": "机构与人员",
    "C-POA": "委托签署",
    "C-PPL": "人员",
    "C-PTY": "当事人",
    "C-PUB": "事业单位与公职人员",
    "C-REV": "收益",
    "C-SEC": "保密",
    "C-SET": "各份文书之间",
    "C-SIG": "签署",
    "C-SOE": "国有单位",
    "C-STD": "标准",
    "C-TRM": "期限",
    "C-TSK": "任务",
    "C-TXT": "过时的文字",
    "C-USC": "统一社会信用代码",
    "C-VOT": "决议",
    "C-WAI": "豁免",
    "C-WRK": "任务的安排",
    "D-ENC": "数据文件的编码",
    "D-FIL": "读取数据文件",
    "D-KEY": "字段名",
    "D-REF": "对成员单位的引用",
    "D-TYP": "值的种类",
    "D-VAL": "值的写法",
    "D-YML": "数据文件的格式",
    "F-CMT": "登记表的批注",
    "F-CTL": "登记表的填写框",
    "F-DUP": "登记表中填写了两次的内容",
    "F-FIL": "读取登记表",
    "F-OUT": "写出登记表",
    "F-PIC": "登记表中的图片",
    "F-REV": "登记表的修订",
    "F-ROW": "登记表的行",
    "F-TBL": "登记表的表格",
    "F-TIC": "登记表的勾选",
    "F-TXT": "登记表栏目以外的文字",
    "F-UNI": "填表的单位",
    "L": "过时的法律与用语",
    "I-CSV": "CSV 表格",
    "I-EDT": "数据文件的自动修改",
    "I-FIL": "打开交来的文件",
    "I-IMP": "导入的过程",
    "I-JSN": "JSON 文件",
    "I-MRG": "辨认单位和各项内容",
    "I-PRV": "来源和发出的记录",
    "I-UND": "撤销导入",
    "M-CON": "选了某种方案就要填写的事实",
    "M-FCT": "文书要印的事实",
    "M-LST": "不能为空的清单",
    "S-ASK": "逐项提问",
    "S-DAY": "要求回复的日期",
    "S-DOC": "文书的名称",
    "S-EJE": "取出模板",
    "S-NEW": "新建项目",
    "S-OUT": "写出文件",
    "S-PDF": "转换为 PDF",
    "S-PRJ": "项目文件夹",
    "S-REP": "自查报告",
    "S-TPL": "单位模板文件夹",
    "T-BLK": "语句的开头与结尾",
    "T-CAP": "语句块得出的内容",
    "T-CIT": "对别的文书的引用",
    "T-EDT": "改过的模板",
    "T-FIL": "读取模板",
    "T-FLD": "模板中的字段",
    "T-FLT": "过滤器",
    "T-FUN": "函数",
    "T-LEF": "漏改的文字",
    "T-LIM": "模板的规模",
    "T-LOS": "没有印出的内容",
    "T-MAC": "宏",
    "T-NUM": "重新编号",
    "T-OPT": "方案与选项",
    "T-PRN": "不能输出的值",
    "T-REV": "模板中的修订",
    "T-RUN": "表达式的计算",
    "T-SET": "循环中的赋值",
    "T-SRC": "文字来源的写法",
    "T-SYN": "标签的写法",
    "T-TAG": "标签的位置",
    "T-VAL": "填入的值",
    "T-XML": "模板的结构",
    "W-BLK": "空白的段落",
    "W-BMK": "书签",
    "W-FLD": "域",
    "W-FNT": "字体",
    "W-NUM": "编号",
    "W-REF": "交叉引用",
    "W-REL": "文件内的关联",
    "W-SDT": "内容控件",
    "W-SEC": "分节",
    "W-STY": "样式",
    "W-TBL": "表格",
    "W-TOC": "目录",
    "W-TXT": "残留的标记",
    "W-XML": "文件结构",
    "W-PKG": "文件包",
    "X-CEL": "工作簿的单元格",
    "X-COL": "工作簿的表头",
    "X-FIL": "打开工作簿",
    "X-OUT": "写出工作簿",
    "X-PKG": "工作簿文件的安全",
    "X-REF": "工作簿中对单位、任务和机构的引用",
    "X-ROW": "工作簿的行",
    "X-SHT": "工作表",
}
"""Families by their prefix: the letter says where a fault lies, the three behind it what it is about."""

_ADVICE = {
    "D": "数据文件的这一处读不出来，或者读出来的不能用；按报告中的行号和建议改正，再运行 kit check",
    "M": "缺少事实；按报告中的字段补填，急用时可用 kit render --draft 先出草案",
    "C": "“设置.豁免”中的一项有问题；按报告中的建议写全、改正或删去",
    "T": "模板中的标签有问题；按报告中的位置在 Word 中改正，再运行 kit templates check",
    "W": "成品文书的结构有问题，多由改过的模板带来；按报告中的位置改正模板，或换回内置模板",
    "I": "交来的文件有一处不能导入；按报告中的位置改正，再导入一次，已导入的不会重复",
    "F": "交回的登记表有问题；按报告中的表和行改正，再导入",
    "B": "批量生成的表格或环境有问题；按报告中的单元格和建议改正，再运行 kit batch --retry",
    "X": "填回的工作簿有问题；按报告中的工作表和单元格改正，另存为 .xlsx 后再导入",
    "S": "文件、文件夹或本机程序有问题；按报告中的建议处理",
}

_OF_ONE_CODE = {
    "I-MRG-05": "原来由这份文件导入的一项，新的一版里没有了。导入只添不删；不再需要的，请在数据文件中删去",
    "I-MRG-06": "交来的一项在数据文件里没有，而与它相近的一项在交来的文件里没有，可能是同一项改了姓名、编号或说法。"
    "都写上会算两次，所以导入时逐项询问：不写入、改正原有的、另外新增；用 --yes 的不写入，"
    "要去掉 --yes 再导入，逐项回答（--take 只决定有冲突的内容，不决定是不是同一项）。"
    "只是可能的，照常写入，请核对；是同一项的，在数据文件中删去原来的",
    "I-MRG-07": "分工写明的任务在数据文件里没有，多半是编号写错了。请改正编号再导入；要新增任务的，先写进数据文件",
    "I-PRV-03": "发给单位的文件已经写出，但发出的内容没有记下；交回时分不清哪些是单位改的、哪些是后来在数据文件里改的。"
    "请让项目文件夹可以写入，再导出一次",
}
"""What to say of codes that the words for their family do not fit."""


def prefix_of(code: str) -> str:
    """The family of a code: C-FIL of C-FIL-02."""
    return code.rpartition("-")[0]


def topic_of(code: str) -> str:
    """What a code is about; empty where its family is the region of its pack."""
    return TOPICS.get(prefix_of(code), "")


def family_in_words(code: str) -> str | None:
    """What is to be said of a code that is no rule's, or None where there is no such family."""
    topic = topic_of(code)
    if not topic:
        return None
    return f"{FAMILIES[code[0]]}：{topic}。{_OF_ONE_CODE.get(code, _ADVICE[code[0]])}。"
