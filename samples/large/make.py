"""Writes the large sample: an invented alliance of 60 members and 40 tasks, complete and consistent.

The long lists are made here; the choices and narratives stand in `fixed.yaml`.

Run `python samples/large/make.py`; `alliance.yaml` beside this file is rewritten, always with the same bytes.
The dice are `random.Random(SEED).random()`, the one method whose sequence Python promises to keep.
Every name is coined from characters that hardly ever meet; every code and number is invented, with a valid check digit.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import yaml

SEED = 20260508
TARGET = Path(__file__).parent / "alliance.yaml"
FIXED = Path(__file__).parent / "fixed.yaml"
HEADER = """\
# 天津市高端装备数字化产业技术创新战略联盟：60 家成员单位、40 项任务的大样例。
#
# 本文件由同一文件夹中的 make.py 和 fixed.yaml 生成，请勿手工修改；单位、人员、代码、号码全部虚构。
"""

T = TypeVar("T")
Record = dict[str, Any]

# region, district, address, area digits of the credit code, start of the telephone number, postcode
PLACES = [
    ("天津市", "滨海新区", "天津市滨海新区", "120116", "022-8888", "300450"),
    ("天津市", "西青区", "天津市西青区", "120111", "022-8888", "300380"),
    ("天津市", "东丽区", "天津市东丽区", "120110", "022-8888", "300300"),
    ("北京市", "大兴区", "北京市大兴区", "110115", "010-8888", "102600"),
    ("天津市", "北辰区", "天津市北辰区", "120113", "022-8888", "300400"),
    ("天津市", "武清区", "天津市武清区", "120114", "022-8888", "301700"),
    ("天津市", "津南区", "天津市津南区", "120112", "022-8888", "300350"),
    ("河北省", "廊坊市广阳区", "河北省廊坊市广阳区", "131003", "0316-888", "065000"),
    ("天津市", "宝坻区", "天津市宝坻区", "120115", "022-8888", "301800"),
    ("江苏省", "昆山市", "江苏省昆山市", "320583", "0512-8888", "215300"),
]
ENTERPRISES, UNIVERSITIES, INSTITUTES, INTERMEDIARIES, ASSOCIATIONS = 42, 8, 6, 3, 1
BRANDS = [first + second for second in "榫枢衢琮弈樾珩筠箬舸" for first in "澔泺沚旻桁棣峤汋砣鋆"]
TRADES = ["数控机床", "工业机器人", "传感器", "精密轴承", "工业软件", "增材制造", "伺服驱动", "机器视觉"]
SCHOOLS = ["理工大学", "工业大学", "科技大学", "装备大学"]
STREETS = ["望舒路", "枕流道", "听松街", "采薇路", "问渠道", "观澜街", "知微路", "守正道"]
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章"
GIVEN = ("砚怀思若景知望临清牧", "舟谷远溪行秋川禾澜㛃")
# family, letter, how many tasks, title, deliverable, acceptance, the work of the three partners
FAMILIES = [
    (
        "关键技术研发",
        "R",
        24,
        "关键部件研制",
        "样机{n}套、检测报告1份",
        "经第三方检测，故障间隔时间>{n}000小时，综合效率提高≥{n}0%",
        ("设计与仿真", "试制与联调", "试验与验证"),
    ),
    (
        "公共服务平台",
        "P",
        4,
        "测试服务平台",
        "平台1个、测试方法{n}项",
        "年服务企业≥{n}0家，其中联盟外企业不少于30%",
        ("测试方法研究", "数据系统开发", "试验设备配套"),
    ),
    (
        "服务京津冀协同发展",
        "J",
        4,
        "京津冀联合示范",
        "示范线{n}条、运行报告1份",
        "连续运行>{n}00小时，京津冀三地应用不少于{n}处",
        ("方案研究", "系统集成", "场地与运行配套"),
    ),
    (
        "成果转移转化",
        "Z",
        4,
        "成果转化",
        "成果目录每年1期、许可合同{n}份",
        "签订许可或转让合同不少于{n}份",
        ("成果评价方法研究", "中试验证", "供需对接配套"),
    ),
    (
        "人才培训",
        "C",
        4,
        "岗位培训",
        "教材{n}种、培训班每年4期",
        "累计培训不少于{n}00人次，合格率>90%",
        ("课程研究", "教材编写", "实训配套"),
    ),
]
FAMILY_NAMES = [family for family, *_ in FAMILIES]
JOINT = ["等额共有", "按贡献共有", "任务牵头单位所有", "按应用领域划分"]


class Chance:
    """What is left to chance, always the same: figures, choices and the names of people."""

    def __init__(self) -> None:
        self._dice = random.Random(SEED)
        self._people = _people()

    def pick(self, items: Sequence[T]) -> T:
        """One of the items."""
        return items[int(self._dice.random() * len(items))]

    def between(self, low: int, high: int, step: int = 1) -> int:
        """A whole number from low to high, in steps."""
        return low + step * int(self._dice.random() * ((high - low) // step + 1))

    def person(self) -> str:
        """A name nobody has yet."""
        return next(self._people)


def _people() -> Iterator[str]:
    first, second = GIVEN
    for number in count():
        surname = SURNAMES[number % len(SURNAMES)]
        turn = number // len(SURNAMES)
        yield surname + first[(number + turn) % len(first)] + second[(number // 2 + 3 * turn) % len(second)]


def wan(amount: int) -> str:
    """An amount as users write it: 300万元."""
    return f"{amount}万元"


def uscc(authority_and_kind: str, area: str, body: str) -> str:
    """A unified social credit code with both check characters (GB 11714, GB 32100-2015)."""
    inner = sum(int(c, 36) * w for c, w in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    code = authority_and_kind + area + body + "0123456789X0"[11 - inner % 11]
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    outer = sum(alphabet.index(c) * pow(3, i, 31) for i, c in enumerate(code))
    return code + alphabet[-outer % 31]


def patent(year: int, serial: int) -> str:
    """A patent number with its check digit."""
    digits = f"{year}1{serial:07d}"
    rest = sum(int(c) * w for c, w in zip(digits, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5), strict=True)) % 11
    return f"ZL{digits}.{'0123456789X'[rest]}"


def names() -> list[tuple[str, str, str, str]]:
    """Kind, full name, short name and the two first characters of the code, of every member in order."""
    brands = iter(BRANDS)
    found = []
    for index in range(ENTERPRISES):
        brand, trade = next(brands), TRADES[index % len(TRADES)]
        form = "股份有限公司" if index % 5 == 0 else "（集团）有限公司" if index % 7 == 0 else "有限公司"
        city = PLACES[index % len(PLACES)][0][:2]
        found.append(("企业", f"{city}{brand}{trade}{form}", brand + trade[:2], "91"))
    for index in range(UNIVERSITIES):
        name = next(brands) + SCHOOLS[index % len(SCHOOLS)]
        found.append(("高校", name, name, "12"))
    for _ in range(INSTITUTES):
        name = next(brands) + "智能装备研究院"
        found.append(("科研机构", name, name[:2] + "研究院", "12"))
    for _ in range(INTERMEDIARIES):
        name = next(brands) + "技术转移服务中心"
        found.append(("中介机构", name, name[:2] + "中心", "52"))
    for _ in range(ASSOCIATIONS):
        name = next(brands) + "装备产业促进会"
        found.append(("其他机构", name, name[:2] + "促进会", "51"))
    return found


def position(index: int) -> str:
    """The standing of the member at an index."""
    if index == 0:
        return "理事长单位"
    if index <= 6 or index in {ENTERPRISES, ENTERPRISES + UNIVERSITIES}:
        return "副理事长单位"
    return "理事单位" if index % 2 else "普通成员单位"


def members(chance: Chance) -> list[Record]:
    """All members; `funds` sets the lead's cash afterwards."""
    return [member(chance, index, *name) for index, name in enumerate(names())]


def member(chance: Chance, index: int, kind: str, name: str, short: str, prefix: str) -> Record:
    """One member."""
    region, district, address, area, phone, postcode = PLACES[index % len(PLACES)]
    area = area if prefix == "91" else area[:2] + "0000"
    serial = f"{index + 1:04d}"
    local_firm = kind == "企业" and region == "天津市"
    body = {"91": "MAXL", "12": "9904", "52": "MJXL", "51": "MJXL"}[prefix] + serial
    return {
        "名称": name,
        "简称": short,
        "统一社会信用代码": uscc(prefix, area, body),
        "单位性质": kind,
        "联盟职务": position(index),
        "法定代表人": chance.person(),
        "法定代表人职务": {"企业": "董事长", "高校": "校长", "科研机构": "院长"}.get(kind, "负责人"),
        "住所": f"{address}{chance.pick(STREETS)}{chance.between(1, 300)}号",
        "邮政编码": postcode,
        "注册地区": region,
        "注册区县": district,
        "成立日期": f"{chance.between(2016, 2022)}-{chance.between(1, 12):02d}-{chance.between(1, 28):02d}",
        "注册资本": wan(chance.between(1000, 20000, 500)),
        "核心成员": "是" if (local_firm and index < 20) or index == ENTERPRISES else "否",
        "创新型企业": "是" if kind == "企业" else "否",
        "资质": ["高新技术企业"] if kind == "企业" else [],
        "国有属性": "事业单位" if prefix == "12" else "非国有",
        "规模": size(chance, index) if kind == "企业" else "不适用",
        "职责分工": duties(index, kind),
        "投入": contributions(chance, index, kind),
        "背景知识产权": background(index) if kind != "中介机构" and index % 3 == 0 else [],
        "联系人": {
            "姓名": chance.person(),
            "职务": "科技管理部经理",
            "电话": phone + serial,
            "电子邮箱": f"contact{serial}@member{serial}.example.com",
        },
        "声明": {"组建前一年内无重大安全质量事故": "是", "无环境违法违规行为": "是", "未列入失信名单": "是"},
    } | ({"内部决策": {"需要": "否"}} if prefix == "12" else {})


def duties(index: int, kind: str) -> str:
    """What a member is there for."""
    trade = TRADES[index % len(TRADES)]
    return {
        "企业": f"承担{trade}的研制与应用验证，参加联盟的交流与推广",
        "高校": f"承担{trade}的基础研究，联合培养人才",
        "科研机构": f"承担{trade}的测试与方法研究，参加平台建设",
    }.get(kind, "承担成果对接、知识产权与行业交流服务")


def size(chance: Chance, index: int) -> str:
    """The size of a firm; the first seven, who preside, are large."""
    return "大型" if index <= 6 else chance.pick(["中型", "小型"])


def contributions(chance: Chance, index: int, kind: str) -> list[Record]:
    """What a member puts in: firms pay cash, the others bring people, rooms and equipment."""
    staff = chance.between(2, 10)
    people = contribution("人员", "研发与管理人员", 15 * staff, "2026-07-31") | {"人数": str(staff)}
    if kind == "企业":
        return [contribution("货币资金", "联盟任务研发经费", chance.between(60, 260, 10), "2026-09-30"), people]
    form, what = [("设备使用", "试验设备机时"), ("场地使用", "试验与培训场地"), ("数据资料", "工艺与运行数据")][
        index % 3
    ]
    return [people, contribution(form, what, chance.between(20, 120, 5), "2026-10-31")]


def contribution(form: str, what: str, worth: int, due: str) -> Record:
    """One contribution, its worth in 万元."""
    return {"形式": form, "内容": what, "金额": wan(worth), "到位日期": due}


def background(index: int) -> list[Record]:
    """One patent a member brings along."""
    year = 2021 + index % 3
    return [
        {
            "类型": "发明专利",
            "名称": f"一种用于{TRADES[index % len(TRADES)]}的在线监测方法",
            "号码": patent(year, 9991000 + index),
            "申请日": f"{year}-05-10",
            "授权日": f"{year + 2}-08-15",
            "届满日": f"{year + 20}-05-10",
            "权利负担": "无",
        }
    ]


def tasks(chance: Chance, shorts: list[str]) -> list[Record]:
    """Forty tasks; every member leads or takes part in at least one."""
    found: list[Record] = []
    for family, letter, number, title, deliverable, acceptance, work in FAMILIES:
        for turn in range(1, number + 1):
            index, trade = len(found), TRADES[len(found) % len(TRADES)]
            figure = str(chance.between(2, 6))
            head = {"编号": f"{letter}-{turn:02d}", "名称": f"{trade}数字化{title}（第{turn}项）", "任务类别": family}
            content = {
                "创新点": f"以统一的数据模型贯通{trade}的设计、制造与运维",
                "交付成果": deliverable.format(n=figure),
                "验收标准": acceptance.format(n=figure),
            }
            found.append(head | sharing(index, trade, work, shorts) | content | time_and_money(chance, index, head))
            if found[-1]["共同成果归属"] == "按应用领域划分":
                found[-1]["应用领域归属"] = fields_of_use(trade, found[-1])
            if found[-1]["经费来源"] == "政府计划项目":
                found[-1]["项目承担单位"] = found[-1]["牵头单位"]
    return found


def fields_of_use(trade: str, task: Record) -> list[Record]:
    """Who owns joint results where: the lead in its trade, the first partner in every other."""
    return [
        {"领域": f"{trade}的设计与制造", "权利人": task["牵头单位"]},
        {"领域": f"{trade}以外装备的设计与制造", "权利人": task["参加单位"][0]["单位"]},
    ]


def sharing(index: int, trade: str, work: Sequence[str], shorts: list[str]) -> Record:
    """Who does a task: the first forty members lead one each, the first partner brings in the other twenty."""
    partners = [shorts[(index + ahead) % len(shorts)] for ahead in (40, 7, 19)]
    kinds = ("承担研发", "承担研发", "配套支持")
    return {
        "牵头单位": shorts[index],
        "参加单位": [
            {"单位": partner, "参与方式": kind, "分工": f"{trade}的{share}"}
            for partner, kind, share in zip(partners, kinds, work, strict=True)
        ],
    }


def time_and_money(chance: Chance, index: int, head: Record) -> Record:
    """When a task runs, what it costs, and what holds for its joint results."""
    funding = funding_of(index, head["编号"], head["任务类别"])
    start, years = 2026 if index % 2 else 2027, 2 + index % 3
    return {
        "开始日期": f"{start}-{chance.between(7, 12):02d}-01",
        "完成日期": f"{min(start + years, 2030)}-12-31",
        "经费": wan(50 if funding == "政府活动补贴" else chance.between(100, 360, 20)),
        "经费来源": funding,
        "共同成果归属": JOINT[index % len(JOINT)],
        "涉密": "否",
        "两用物项": "否",
    }


def funding_of(index: int, number: str, family: str) -> str:
    """Where the money of a task comes from: mostly the members, for each source at least one other task."""
    if index % 8 == 3 and family == "关键技术研发":
        return "政府计划项目"
    return {"P-01": "政府活动补贴", "C-01": "其他"}.get(number, "成员自筹")


def amount(record: Record, key: str) -> int:
    """The amount of a record in 万元."""
    return int(record[key].removesuffix("万元"))


def directors(chance: Chance, units: list[Record]) -> list[Record]:
    """Three of the chair unit, two of each vice-chair unit, one of each director unit."""
    post_of = {"理事长单位": "理事长", "副理事长单位": "副理事长", "理事单位": "理事"}
    more_of = {"理事长单位": 2, "副理事长单位": 1}
    found = []
    for unit in (u for u in units if u["联盟职务"] in post_of):
        standing = unit["联盟职务"]
        found.append(director(unit, unit["法定代表人"], unit["法定代表人职务"], post_of[standing]))
        for _ in range(more_of.get(standing, 0)):
            found.append(director(unit, chance.person(), "技术负责人", "理事"))
    return found


def director(unit: Record, name: str, title: str, post: str) -> Record:
    """One director."""
    return {"姓名": name, "单位": unit["简称"], "职务": title, "理事会职务": post}


def governance(chance: Chance, units: list[Record]) -> Record:
    """The three bodies."""
    lead = units[0]["简称"]
    return {
        "理事会": {
            "理事": directors(chance, units),
            "任期": "5年",
            "每年会议次数": "2次",
            "会议通知期": "20日",
            "临时会议提议": "五分之一以上",
            "法定人数": "四分之三以上",
            "普通决议": "过半数",
            "特别决议": "四分之三以上",
        },
        "专家委员会": {
            "专家": [
                {
                    "姓名": chance.person(),
                    "单位": units[(ENTERPRISES + turn) % len(units)]["名称"],
                    "职称": chance.pick(["教授", "研究员", "正高级工程师"]),
                    "专业领域": TRADES[turn % len(TRADES)],
                    "主任委员": "否" if turn else "是",
                }
                for turn in range(25)
            ],
            "任期": "5年",
            "每年会议次数": "2次",
            "出席比例": "过半数",
        },
        "秘书处": {
            "依托单位": lead,
            "地址": f"{units[0]['住所']}科创楼六层",
            "秘书长": chance.person(),
            "秘书长单位": lead,
            "电话": "022-88880100",
            "电子邮箱": "mishuchu@member0001.example.com",
            "人员": [
                {"姓名": chance.person(), "单位": units[turn * 9]["简称"], "职务": "专职干事", "专职": "是"}
                for turn in range(6)
            ],
        },
    }


def funds(units: list[Record], work: list[Record]) -> Record:
    """The money: the lead's cash is set so that sources and uses meet."""
    running = 300
    spent = {family: sum(amount(t, "经费") for t in work if t["任务类别"] == family) for family in FAMILY_NAMES}
    given = {
        kind: sum(amount(t, "经费") for t in work if t["经费来源"] == kind)
        for kind in ("成员自筹", "政府计划项目", "政府活动补贴", "其他")
    }
    from_members = given["成员自筹"] + running
    cash = [row for unit in units for row in unit["投入"] if row["形式"] == "货币资金"]
    rest = from_members - sum(amount(row, "金额") for row in cash[1:])
    if rest <= 0:
        raise ValueError(f"the others already pay {-rest} too much: lower their cash")
    cash[0]["金额"] = wan(rest)
    return {
        "托管单位": units[0]["简称"],
        "监督单位": units[ENTERPRISES]["简称"],
        "管理办法通过日期": "2026-05-08",
        "来源": [
            {"来源": "成员投入", "说明": "成员单位承诺的货币投入", "金额": wan(from_members)},
            {"来源": "政府计划项目经费", "说明": "计划项目经费，以立项批复为准", "金额": wan(given["政府计划项目"])},
            {"来源": "政府活动补贴", "说明": "拟申请的活动补贴，以批准数为准", "金额": wan(given["政府活动补贴"])},
            {"来源": "其他合法来源", "说明": "培训与测试服务收入", "金额": wan(given["其他"])},
        ],
        "用途": [{"用途": family, "金额": wan(total)} for family, total in spent.items()]
        + [{"用途": "秘书处运行", "金额": wan(running)}],
        "理事会审批限额": "50万元",
        "秘书长审批限额": "10万元",
        "报告周期": "12个月",
        "结余返还期": "90日",
    }


def goals() -> Record:
    """Goals, with two indicators a trade."""
    measures = [("平均故障间隔时间", "小时", "1200", "≥4000"), ("关键部件国产化率", "%", "45", "≥90")]
    return {
        "总体目标": "到2030年底，高端装备数字化的关键部件、工业软件与测试能力基本自主，形成开放的数据标准。\n"
        "建成四个公共服务平台，服务企业累计不少于500家。",
        "技术瓶颈": [f"{trade}的关键部件与数据接口受制于人" for trade in TRADES],
        "指标": [
            {"名称": trade + name, "单位": unit, "现状": now, "目标值": then, "完成日期": f"{2028 + turn % 3}-12-31"}
            for turn, trade in enumerate(TRADES)
            for name, unit, now, then in measures
        ],
    }


def achievements(units: list[Record]) -> list[Record]:
    """A patent for every other one of the first forty members."""
    return [
        {
            "类别": "发明专利",
            "名称": f"一种{TRADES[turn % len(TRADES)]}的数据采集装置",
            "编号": patent(2024, 9992000 + turn),
            "单位": units[turn * 2]["简称"],
            "日期": f"2026-{7 + turn % 4:02d}-15",
        }
        for turn in range(20)
    ]


def alliance() -> Record:
    """The whole data file as nested dictionaries of text; every call gives the same."""
    fixed: Record = yaml.load(FIXED.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    chance = Chance()
    units = members(chance)
    work = tasks(chance, [unit["简称"] for unit in units])
    money = funds(units, work)
    return {
        "联盟": fixed.pop("联盟") | {"对外责任主体单位": units[0]["简称"]},
        "成员单位": units,
        "技术创新目标": goals(),
        "任务分工": work,
        "组织机构": governance(chance, units),
        "经费": money,
        **fixed,
        "备案": fixed["备案"] | {"成果": achievements(units)},
    }


def text() -> str:
    """The data file as it is written."""
    return HEADER + "\n" + yaml.safe_dump(alliance(), allow_unicode=True, sort_keys=False, width=10_000)


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8", newline="\n")
