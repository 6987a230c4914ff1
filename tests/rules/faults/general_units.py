"""Codes, names, standing and addresses of units; the name of the alliance."""

from tests.rules.sample import DELETE, Fault, Fine

_M = "成员单位"
_LAST = f"{_M}[13]"  # a firm that leads nothing and is named nowhere but in one task
_CODE = f"{_LAST}.统一社会信用代码"
_CENTRE = f"{_M}[14]"
_EXPERT = "组织机构.专家委员会.专家[6].单位"
_HOLDER = f"{_M}[3].背景知识产权[1].权利人"
_GENERAL = {"设置.规则包": ["general"]}


def _abroad(name: str, number: str, place: str) -> dict[str, object]:
    """An observer from abroad."""
    facts = {"名称": f"{name}研究有限公司", "简称": name, "联盟职务": "观察员单位", "境外因素": "境外机构"}
    return {**facts, "注册登记号": number, "注册地区": place}


FAULTS: tuple[Fault, ...] = (
    Fault("C-USC-01", {_CODE: "91320582MAXH001311"}, _CODE, "写的是 1，由第 9 至 16 位推算应为 3"),
    Fault(
        "C-USC-02",
        {f"{_LAST}.单位性质": "高校", f"{_LAST}.创新型企业": "否"},
        f"{_LAST}.单位性质",
        "代码以 91 开头，登记为企业",
    ),
    Fault("C-USC-03", {_CODE: "94320582MAXH00133X"}, _CODE, "前两位“94”没有对应的登记类别"),
    Fault("C-USC-04", {_CODE: "92320582MAXH001334"}, _CODE, "登记为个体工商户"),
    Fault("C-USC-05", {_CODE: "91120110MAXH00133U"}, f"{_LAST}.注册地区", "登记机关区划 120110 在天津市"),
    Fault("C-USC-06", {f"{_M}[12].国有属性": "非国有"}, f"{_M}[12].国有属性", "登记为事业单位"),
    Fault("C-PTY-01", {f"{_LAST}.独立法人": "否"}, f"{_LAST}.独立法人", "备案一般要求成员单位是独立法人"),
    Fault(
        "C-PTY-01",
        {f"{_LAST}.名称": "张家港矽川氢能材料联合实验室", f"{_LAST}.独立法人": "否"},
        f"{_LAST}.独立法人",
        "应由它所属的法人签署协议",
    ),
    Fault(
        "C-PTY-01",
        {f"{_LAST}.名称": "张家港矽川氢能材料中心（有限合伙）", f"{_LAST}.独立法人": "否"},
        f"{_LAST}.独立法人",
        "备案一般要求",
    ),
    Fault(
        "C-PTY-01",
        {f"{_LAST}.名称": "张家港矽川氢能材料联合实验室", _CODE: DELETE},
        f"{_LAST}.名称",
        "以“实验室”结尾",
    ),
    Fault(
        "C-PTY-11",
        {f"{_LAST}.名称": "张家港矽川氢能材料中心（有限合伙）"},
        f"{_LAST}.名称",
        "备案一般要求成员单位是独立法人",
    ),
    Fault("C-PTY-12", {f"{_LAST}.名称": "矽川氢能材料有限公司张家港分公司"}, f"{_LAST}.名称", "分支机构"),
    Fault(
        "C-PTY-12",
        {f"{_LAST}.名称": "滨海大学张家港材料学院", _CODE: DELETE},
        f"{_LAST}.名称",
        "像是分支机构或内部部门",
    ),
    Fault(
        "C-PTY-05",
        {f"{_M}[6].实际控制人": "津海控股集团有限公司", f"{_LAST}.实际控制人": "津海控股集团有限公司"},
        f"{_LAST}.实际控制人",
        "与成员单位[6]同受“津海控股集团有限公司”控制",
    ),
    Fault("C-PTY-05", {f"{_LAST}.实际控制人": "天津沐氢电解技术有限公司"}, f"{_LAST}.实际控制人", "受成员单位[6]控制"),
    Fault("C-PTY-13", {f"{_LAST}.法定代表人": "严冀明"}, f"{_LAST}.法定代表人", "与成员单位[6]的法定代表人同名"),
    Fault(
        "C-MEM-06", {_EXPERT: "津海氢能装备 股份有限公司"}, _EXPERT, "与成员单位“津海氢能装备股份有限公司”的写法不一致"
    ),
    Fault("C-MEM-06", {_HOLDER: "天津渤锐高压容器制造(集团)有限公司"}, _HOLDER, "写法不一致"),
    Fault("C-MEM-07", {f"{_LAST}.名称": "张家港矽川氢能材料(集团)有限公司"}, f"{_LAST}.名称", "半角括号"),
    Fault("C-MEM-07", {f"{_LAST}.名称": "张家港 矽川氢能材料有限公司"}, f"{_LAST}.名称", "“港 矽”"),
    Fault("C-MEM-08", {f"{_LAST}.联系人.电话": "02288880145"}, f"{_CENTRE}.联系人.电话", "与成员单位[13]相同"),
    Fault("C-MEM-08", {f"{_LAST}.联系人.电话": "+86-22-88880145"}, f"{_CENTRE}.联系人.电话", "与成员单位[13]相同"),
    Fault(
        "C-PTY-02",
        {
            f"{_M}[15]": _abroad("莱茵材料", "HRB 84512", "德国"),
            f"{_M}[16]": _abroad("美因材料", "hrb84512", "德国"),
            "任务分工[1].两用物项": "否",
        },
        f"{_M}[16].注册登记号",
        "与成员单位[15]相同",
    ),
    Fault("C-CHO-11", {f"{_LAST}.注册登记号": "HRB 84512"}, f"{_LAST}.注册登记号", "境外因素不是境外机构"),
    Fault(
        "C-CHO-11",
        {
            f"{_M}[15]": {**_abroad("莱茵材料", "HRB 84512", "德国"), "统一社会信用代码": "91120116MAXH0015X5"},
            "任务分工[1].两用物项": "否",
        },
        f"{_M}[15].统一社会信用代码",
        "文书只印注册登记号",
    ),
    Fault(
        "C-MEM-09", {f"{_CENTRE}.联系人.电子邮箱": "Shenty@xichuan.example.com"}, f"{_CENTRE}.联系人.电子邮箱", "相同"
    ),
    Fault("C-MEM-10", {f"{_LAST}.住所": "浙江省张家港市沙溆路8号"}, f"{_LAST}.住所", "在浙江省，注册地区为“江苏省”"),
    Fault("C-MEM-11", {f"{_LAST}.住所": "江苏省苏州市相城区沙溆路8号"}, f"{_LAST}.注册区县", "在相城区"),
    Fault("C-MEM-12", {f"{_LAST}.注册地区": "江苏"}, f"{_LAST}.注册地区", "不是省、自治区、直辖市的全称"),
    Fault(
        "C-MEM-14",
        {f"{_M}[15]": _abroad("莱茵材料", "HRB 84512", "江苏省"), "任务分工[1].两用物项": "否"},
        f"{_M}[15].注册地区",
        "注册地区却是“江苏省”",
    ),
    Fault("C-NAM-03", {"联盟.简称": "津海氢能"}, "联盟.简称", "与成员单位[1]的名称相同"),
    Fault("C-NAM-04", {"联盟.英文名称": "Tianjin 氢能 Alliance"}, "联盟.英文名称", "有汉字“氢能”"),
    Fault("C-NAM-05", {"联盟.名称": "河北省氢能装备产业技术创新战略联盟"}, "联盟.所在地区", "以河北省开头"),
)
FINE: tuple[Fine, ...] = (
    Fine("C-USC-02", {f"{_M}[12].单位性质": "高校"}),
    Fine("C-USC-05", {_CODE: "91100000MAXH00133Y"}),
    Fine("C-PTY-01", {f"{_LAST}.名称": "张家港矽川氢能材料联合实验室"}),
    Fine("C-PTY-12", {f"{_LAST}.名称": "滨海大学张家港材料学院"}),
    Fine("C-PTY-05", {f"{_LAST}.实际控制人": "津海控股集团有限公司"}),
    Fine(
        "C-PTY-13",
        {f"{_LAST}.法定代表人": "严冀明", f"{_LAST}.实际控制人": "严冀明", f"{_M}[6].实际控制人": "严冀明", **_GENERAL},
    ),
    Fine(
        "C-PTY-02",
        {
            f"{_M}[15]": _abroad("莱茵材料", "HRB 84512", "德国"),
            f"{_M}[16]": _abroad("多瑙材料", "HRB 84512", "奥地利"),
        },
    ),
    *(
        Fine("C-MEM-14", {f"{_M}[15]": _abroad("莱茵材料", "HRB 84512", place)})
        for place in ("德国", "香港特别行政区", "台湾省")
    ),
    Fine("C-MEM-14", {f"{_LAST}.境外因素": "外商投资企业"}),
    Fine("C-CHO-11", {f"{_M}[15]": _abroad("莱茵材料", "HRB 84512", "德国")}),
    Fine("C-MEM-08", {f"{_LAST}.联系人.电话": "+49-22-88880145"}),
    Fine("C-MEM-06", {_EXPERT: "津海氢能"}),
    Fine("C-MEM-07", {f"{_LAST}.名称": "Xichuan Hydrogen (China) Co., Ltd."}),
    Fine("C-MEM-11", {f"{_LAST}.住所": "江苏省苏州工业园区沙溆路8号"}),
    Fine("C-MEM-11", {f"{_LAST}.住所": "江苏省苏州市相城大道8号"}),
    Fine("C-NAM-05", {"联盟.名称": "氢能装备产业技术创新战略联盟"}),
)
