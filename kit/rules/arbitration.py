"""What the words for an arbitral institution say."""

from __future__ import annotations

from kit import patterns
from kit.likeness import most_like

_BODY = patterns.compiled(r"仲裁委员会|仲裁委|仲裁院|仲裁中心|仲裁庭|CIETAC|CMAC|HKIAC|SIAC|LCIA|ICC")
_OR = patterns.compiled(r"或者|或是|或|、|，|,|；|;|/|及|和|与")
_VAGUE = ("当地", "所在地", "有关", "相关", "任一", "任意", "仲裁机构", "仲裁机关", "仲裁部门")
_AD_HOC = ("临时仲裁", "专设仲裁")
_HOHHOT = "\0"  # a name with 和 in it
_ABROAD = patterns.compiled(r"香港|澳门|台湾|台北|新加坡|伦敦|巴黎|斯德哥尔摩|国际商会|HKIAC|SIAC|LCIA|ICC(?![A-Z])")

# places of institutions that surely exist; one that is missing here is no fault
_PLACES = """
中国国际经济贸易 中国海事 上海国际经济贸易 华南国际经济贸易 北京 天津 上海 重庆 广州 武汉 西安 成都 南京 杭州 青岛 石家庄
沈阳 大连 长春 哈尔滨 济南 郑州 合肥 苏州 宁波 厦门 福州 南昌 长沙 昆明 贵阳 南宁 太原 兰州 银川 西宁 乌鲁木齐 呼和浩特
无锡 唐山 保定
"""
# other names of one and the same institution
_ALSO_CALLED = {
    "北京国际仲裁中心": "北京仲裁委员会",
    "上海国际仲裁中心": "上海国际经济贸易仲裁委员会",
    "华南国际经济贸易仲裁委员会": "深圳国际仲裁院",
    "深圳仲裁委员会": "深圳国际仲裁院",
    "粤港澳大湾区国际仲裁中心": "广州仲裁委员会",
    "海南仲裁委员会": "海南国际仲裁院",
}
_OTHERS = {"深圳国际仲裁院", "上海国际仲裁中心", "北京国际仲裁中心", "海南国际仲裁院"}
KNOWN = frozenset({f"{place}仲裁委员会" for place in _PLACES.split()} | _OTHERS)
"""Full names of institutions; by no means all."""


def names_a_court(text: str) -> bool:
    """Whether the words name a court."""
    return "法院" in text


def is_ad_hoc(text: str) -> bool:
    """Whether the words ask for a tribunal without an institution."""
    return any(word in text for word in _AD_HOC)


def is_abroad(text: str) -> bool:
    """Whether the words name an institution or a place outside the mainland."""
    return _ABROAD.search(text) is not None


def institutions_in(text: str) -> list[str]:
    """The institutions that the words name one beside the other; another name of the same one is left out."""
    parts = [part.strip() for part in _OR.split(text.replace("呼和浩特", _HOHHOT)) if _BODY.search(part)]
    named = {_ALSO_CALLED.get(part, part): part.replace(_HOHHOT, "呼和浩特") for part in reversed(parts)}
    return list(reversed(named.values()))


def is_known(text: str) -> bool:
    """Whether the words are a known full name, with whatever stands behind it: its other name, a branch of it."""
    return text.startswith(tuple(KNOWN))


def fixes_no_institution(text: str) -> bool:
    """Whether the words name only a place, rules, or no body in particular."""
    vague = any(word in text for word in _VAGUE)
    return vague or text.endswith("规则") or _BODY.search(text) is None


def nearest_known(text: str) -> str | None:
    """A known name that the words nearly are."""
    plain = text.replace("市", "").replace("仲裁委员会", "仲裁委").replace("仲裁委", "仲裁委员会")
    if plain in KNOWN:
        return plain
    return most_like(text, KNOWN, 0.9) or None
