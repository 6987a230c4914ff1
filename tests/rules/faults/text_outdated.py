"""Outdated wording and old article numbers: the first test sentence of every row, written into the agreement."""

from datetime import date

from kit.rules.texts.outdated import Row, rows
from tests.rules.sample import TODAY, Fault, Fine

# Sentences that belong to the row alone, where its own example belongs to a better rule too.
_OWN = {
    "L-060": "依照民法典第一千二百六十一条处理",
    "L-061": "仲裁裁决的执行由天津市第一中级人民法院管辖",
    "L-001": "根据《中华人民共和国合同法》订立本协议",
}
_MOVED = (
    ("L-101", "依合同法第三百三十九条确定专利申请权的归属", "民法典第八百五十九条，“免费实施”改为“依法实施”"),
    ("L-102", "共有专利的单独实施适用《专利法》第十五条", "专利法第十四条"),
    ("L-103", "项目承担者的知识产权适用《科学技术进步法》第二十条", "科学技术进步法第三十二条"),
    ("L-104", "侵犯商业秘密的，依照《反不正当竞争法》第九条处理", "反不正当竞争法第十条"),
    ("L-105", "共同研究开发依照《反垄断法》第十五条豁免", "反垄断法第二十条"),
    ("L-106", "仲裁协议应当符合《仲裁法》第十六条", "仲裁法第二十七条"),
    ("L-107", "开放公共数据依照《网络安全法》第十八条", "网络安全法第十九条"),
    ("L-108", "限制进出口的技术依照《对外贸易法》第十六条", "对外贸易法第十八条"),
    ("L-109", "对外担保依照《公司法》第十六条作出决议", "公司法第十五条"),
    ("L-110", "书面协议选择管辖法院的，依照《民事诉讼法》第三十四条", "民事诉讼法第三十五条"),
)


def _fault(row: Row) -> Fault:
    day = row.since if row.since and row.since > TODAY else TODAY
    return Fault(row.code, words=row.says, write={"agreement": _OWN.get(row.code, row.hit[0])}, today=day)


FAULTS: tuple[Fault, ...] = (
    *(_fault(row) for row in rows() if not row.told_by),
    *(Fault(code, words=now, write={"agreement": words}) for code, words, now in _MOVED),
)
FINE: tuple[Fine, ...] = (
    Fine(
        "L-001",
        write={"agreement": "本单位1999年通过的《合同法》培训已经结束，依当时施行的《合同法》签订的合同已履行完毕"},
    ),
    Fine("L-015", write={"agreement": "《仲裁法》第十一条"}, today=date(2026, 2, 28)),
    Fine("L-032", write={"application": "符合“十五五”规划"}),
    Fine("L-033", {"联盟.所在地区": "上海市"}, write={"agreement": "报科学技术委员会备案"}),
    Fine("L-033", write={"agreement": "与上海市科学技术委员会、北京市科委的合作"}),
    Fine("L-050", write={"agreement": "召开法人代表大会"}),
    Fine("L-060", write={"agreement": "依照民法典第一千二百六十条处理"}),
    Fine("L-101", write={"agreement": "依劳动合同法第三十九条处理"}),
    Fine("L-102", write={"agreement": "依《专利法》第十五条给予报酬，署名从其规定"}),
    Fine("L-106", write={"agreement": "仲裁协议应当符合《仲裁法》第二十七条"}),
)
