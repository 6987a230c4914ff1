"""Settings of the project, not of the alliance: which rules judge it, and who answers for exceptions."""

from __future__ import annotations

from typing import Any, Self

from kit.likeness import most_like
from kit.model.fact import Choice, Fact, fact
from kit.model.reading import Day, NotReadable, Text


class RulePack(Choice):
    """The bodies of rules that can judge an alliance; `kit rules --packs` tells what each answers."""

    GENERAL = "general"
    TIANJIN_2018 = "tj-2018"
    JIANGXI_2023 = "jx-2023"
    BAODING_2021 = "baoding-2021"
    HENAN_2013 = "ha-2013"
    HENAN_2012 = "ha-2012"
    HANGZHOU_2013 = "hangzhou-2013"
    CITISA_2016 = "citisa-2016"
    GUANGDONG_2012 = "gd-2012"
    NATIONAL_PILOT_2012 = "most-2012"
    HEBEI_2020 = "he-2020"
    LIAONING_2021 = "ln-2021"
    HEILONGJIANG_2022 = "hl-2022"
    ANHUI_PILOT = "ah-pilot"
    LINYI_2018 = "linyi-2018"
    LUOYANG_2025 = "luoyang-2025"
    HEFEI_2025 = "hefei-2025"
    GUANGXI_2022 = "gx-2022"
    SUZHOU_2023 = "suzhou-2023"
    SUZHOU_2024 = "suzhou-2024"
    CHIFENG_SECOND = "chifeng-2nd"
    CHONGQING_2021 = "cq-2021"
    SHANDONG_IP_2015 = "sdip-2015"
    IP_2018 = "ip-2018"
    BEIJING_2022 = "bj-2022"
    QINGDAO_2025 = "qingdao-2025"
    WENZHOU_2025 = "wenzhou-2025"
    HUBEI_2022 = "hb-2022"
    NANNING_2025 = "nanning-2025"
    WEIHAI_2014 = "weihai-2014"
    ZHOUKOU_2023 = "zhoukou-2023"

    @classmethod
    def read(cls, written: Any) -> Self:
        """The pack that was written. Raises NotReadable; there are too many to name them all."""
        try:
            return super().read(written)
        except NotReadable as refused:
            near = most_like(str(written), map(str, cls))
            suggestion = f"是否为“{near}”？" if near else "请写规则包的编号，例如 tj-2018；"
            raise NotReadable(str(refused), f"{suggestion}用 kit rules --packs 查看全部规则包") from None


class Waiver(Fact):
    """Somebody answers for going on although a rule speaks against it."""

    code: Text = fact("代码", "被豁免的规则的代码", example="C-FND-01")
    field: Text = fact("字段", "只豁免这一字段上的问题；空缺时豁免该规则发现的全部问题", needed=False)
    reason: Text = fact("理由", "为什么可以豁免", example="差额由牵头单位另行承担，已书面确认")
    granted_by: Text = fact("批准人", "谁作出这一判断", example="周晓岚")
    granted_on: Day = fact("日期", "哪一天作出", example="2026-03-10")


class Settings(Fact):
    """Settings of the project."""

    version: Text = fact("文本版本", "文稿版本，印在文件属性中", example="第三稿", needed=False)
    packs: tuple[RulePack, ...] = fact(
        "规则包",
        "适用的规则包，通用规则总是适用；用 kit rules --packs 查看",
        many=True,
        needed=False,
        only_checked=True,
    )
    waivers: tuple[Waiver, ...] = fact(
        "豁免", "明知而保留的问题，逐项写明由谁负责", many=True, needed=False, only_checked=True
    )
