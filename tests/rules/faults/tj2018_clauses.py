"""Clauses of the documents that answer the measure, overwritten one at a time."""

from tests.rules.sample import Fault, Fine

FAULTS: tuple[Fault, ...] = (
    Fault("C-FIL-14", words="联盟协议中没有“内部监督”", drop={"agreement": "funds.supervision"}),
    Fault("C-FIL-14", words="联盟章程中没有“经费托管与管理办法”", drop={"charter": "funds.host"}),
    Fault("C-FIL-16", words="向联盟外扩散", drop={"agreement": "licence.diffusion"}),
    Fault("C-FIL-17", words="新成员加入", drop={"charter": "members.joining"}),
    Fault("C-FIL-19", words="备案后报送", drop={"charter": "openness.reporting"}),
    Fault("C-FIL-40", words="第九条第（三）项", drop={"agreement": "bodies.experts"}),
    Fault("C-FIL-40", words="第十五条", drop={"charter": "general.discipline"}),
    Fault("C-FIL-40", words="第六条第（一）项", drop={"application": "成员单位声明"}),
)
FINE: tuple[Fine, ...] = ()
