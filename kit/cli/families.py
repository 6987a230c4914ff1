"""What the families of codes are about: the words for a code whose number alone says nothing."""

from __future__ import annotations

from kit.render.overview import FAMILIES

TOPICS = {
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
    "L": "过时的法律与用语",
    "M-CON": "选了某种方案就要填写的事实",
    "M-FCT": "文书要印的事实",
    "M-LST": "不能为空的清单",
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
    "T-OPT": "方案与选项",
    "T-PRN": "不能输出的值",
    "T-REV": "模板中的修订",
    "T-RUN": "表达式的计算",
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
    "X": "填回的工作簿有问题；按报告中的工作表和单元格改正，另存为 .xlsx 后再导入",
    "S": "文件、文件夹或本机程序有问题；按报告中的建议处理",
}


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
    return f"{FAMILIES[code[0]]}：{topic}。{_ADVICE[code[0]]}。"
