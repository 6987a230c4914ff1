"""The sources the consistency rules rest on, as they are printed."""

from __future__ import annotations

MEASURE = "《天津市推动产业技术创新战略联盟构建与发展的实施办法（试行）》"
MEASURE_ENDED = "（有效期至 2020-12-31）"


def measure(article: str) -> str:
    """An article of the Tianjin measure of 2018, with the end of its force."""
    return f"{MEASURE}{article}{MEASURE_ENDED}"


def civil_code(*articles: str) -> str:
    """Articles of the Civil Code."""
    return f"《中华人民共和国民法典》{'、'.join(articles)}"
