"""Blanks, slips, and references typed by hand."""

from tests.rules.sample import Fault, Fine

FAULTS: tuple[Fault, ...] = (
    *(
        Fault("C-DOC-07", write={"agreement": words})
        for words in (
            "联系人：【姓名】。",
            "研究经费 ______ 万元。",
            "由XX公司牵头。",
            "由某某大学承担。",
            "验收时间待定。",
            "TODO：补充验收标准",
            "按照《》执行。",
        )
    ),
    Fault("C-DOC-08", words="标点重复", write={"charter": "成员单位应当保密。。"}),
    Fault("C-DOC-08", swap={"charter": ("成员单位地位平等。", "成员单位地位平等，。")}),
    Fault("C-DOC-09", write={"agreement": "适用错误!未找到引用源。的规定。"}),
    Fault("C-DOC-02", words="联盟协议没有第二百条", write={"agreement": "违反第二百条的，承担责任。"}),
    Fault("C-DOC-02", words="联盟协议没有第一百五十条", write={"charter": "适用联盟协议第四条和第一百五十条。"}),
    Fault("C-DOC-02", words="联盟章程没有第七十条", write={"agreement": "适用联盟章程第七十条。"}),
    Fault("C-DOC-02", words="联盟协议没有第三十章", write={"agreement": "依第三十章处理。"}),
    Fault("C-DOC-10", words="“联盟”", write={"charter": "氢能装备联盟（以下简称“联盟”）由秘书处管理。"}),
    Fault("C-DOC-11", words="“甲组”", write={"agreement": "第一工作组（以下简称“甲组”）负责研发。"}),
    Fault("C-DOC-12", words="联盟协议没有附件9", write={"agreement": "分工见附件9。"}),
    Fault("C-DOC-12", words="联盟章程没有附件五", write={"charter": "名单见附件五。"}),
)
FINE: tuple[Fine, ...] = (
    Fine("C-DOC-07", write={"agreement": "法定代表人（签字）：________　日期：____年____月____日"}),
    Fine("C-DOC-07", write={"agreement": "签订地：【待补：签订地】"}),
    Fine("C-DOC-07", {"备案.依据通知": "津样科【2026】36号"}, write={"application": "依据津样科【2026】36号"}),
    Fine("C-DOC-07", write={"agreement": "代码91120112MAXH0007XP，待定位完成后测量。"}),
    Fine("C-DOC-02", write={"agreement": "适用《中华人民共和国民法典》第八百六十条和第一千条。"}),
    Fine("C-DOC-02", write={"charter": "适用联盟协议第一百〇一条；该办法第二百条另有规定。"}),
    Fine("C-DOC-02", write={"agreement": "依第九十九条和第 100 条处理。"}),
    Fine("C-DOC-02", write={"agreement": "第二百条　争议解决由各方协商。"}),
    Fine("C-DOC-10", write={"agreement": "第一工作组（以下简称“甲组”）负责研发，甲组每月开会。"}),
    Fine("C-DOC-11", write={"agreement": "第一工作组（以下简称“甲组”）负责研发，甲组每月开会。"}),
    Fine("C-DOC-12", write={"charter": "投入见联盟协议附件3。"}),
)
