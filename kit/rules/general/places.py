"""The provinces of China: their full names, and the two digits they have in a code of areas (GB/T 2260)."""

from __future__ import annotations

PROVINCES: dict[str, str] = {
    "11": "北京市",
    "12": "天津市",
    "13": "河北省",
    "14": "山西省",
    "15": "内蒙古自治区",
    "21": "辽宁省",
    "22": "吉林省",
    "23": "黑龙江省",
    "31": "上海市",
    "32": "江苏省",
    "33": "浙江省",
    "34": "安徽省",
    "35": "福建省",
    "36": "江西省",
    "37": "山东省",
    "41": "河南省",
    "42": "湖北省",
    "43": "湖南省",
    "44": "广东省",
    "45": "广西壮族自治区",
    "46": "海南省",
    "50": "重庆市",
    "51": "四川省",
    "52": "贵州省",
    "53": "云南省",
    "54": "西藏自治区",
    "61": "陕西省",
    "62": "甘肃省",
    "63": "青海省",
    "64": "宁夏回族自治区",
    "65": "新疆维吾尔自治区",
    "71": "台湾省",
    "81": "香港特别行政区",
    "82": "澳门特别行政区",
}
_NAMES = frozenset(PROVINCES.values())
_BEYOND_THE_BORDER = frozenset(PROVINCES[code] for code in ("71", "81", "82"))


def is_province(name: str) -> bool:
    """Whether this is the full name of a province, an autonomous region or a municipality under the State."""
    return name in _NAMES


def is_mainland(name: str) -> bool:
    """Whether this is the full name of a province where nobody is 境外: not Hong Kong, Macao or Taiwan."""
    return is_province(name) and name not in _BEYOND_THE_BORDER


def province_meant(name: str) -> str | None:
    """The full name that a shortened one stands for: 天津 → 天津市, 广西 → 广西壮族自治区; None where none does."""
    bare = name.removesuffix("省").removesuffix("市").removesuffix("自治区")
    if len(bare) < 2:
        return None
    return next((full for full in PROVINCES.values() if full.startswith(bare)), None)


def province_before(address: str) -> str | None:
    """The province whose full name an address or a name begins with, or None."""
    return next((full for full in PROVINCES.values() if address.startswith(full)), None)
