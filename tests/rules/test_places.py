"""The provinces are those of the public list of area codes."""

import re
from importlib.resources import files

from kit.rules.general.places import PROVINCES, is_province, province_before, province_meant


def test_codes_and_names_agree_with_another_list() -> None:
    other = dict(
        re.findall(r'^(\d\d) province="(.+?)"', (files("stdnum.cn") / "loc.dat").read_text("utf-8"), re.MULTILINE)
    )
    written_otherwise = {code for code, name in PROVINCES.items() if other[code] != name}
    assert other.keys() == PROVINCES.keys()
    assert written_otherwise == {"81", "82"}, "that list writes these two in traditional characters"


def test_short_names_lead_to_the_full_one() -> None:
    assert province_meant("天津") == "天津市"
    assert province_meant("广西") == "广西壮族自治区"
    assert province_meant("滨海新区") is None
    assert province_meant("省") is None


def test_only_full_names_count_before_an_address() -> None:
    assert province_before("天津市滨海新区") == "天津市"
    assert province_before("天津路1号") is None
    assert is_province("天津市")
    assert not is_province("天津")
