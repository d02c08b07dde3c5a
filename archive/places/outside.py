"""A telephone number, a postcode or a host to the areas that it can belong to."""

import re
from collections.abc import Mapping
from functools import cache

from archive.places.regions import area, rows

_AREA_CODE = re.compile(r"(0(?:10|2\d|[3-9]\d\d))-")  # 0358-7840003, 010-65252525
_POSTCODE = re.compile(r"\d{6}")  # 032302


@cache
def _area_codes() -> Mapping[str, frozenset[str]]:
    """Telephone areas, those that were given up since 2008 too: their reports still print them."""
    return {
        row["area_code"]: frozenset(place for code in row["divisions"].split() if (place := area(code)))
        for row in rows("area_codes.csv")
    }


@cache
def _postcodes() -> Mapping[str, frozenset[str]]:
    return {row["prefix"]: frozenset(row["provinces"].split()) for row in rows("postcodes.csv")}


@cache
def _hosts() -> Mapping[str, frozenset[str]]:
    return {row["host"]: frozenset((row["province"],)) for row in rows("hosts.csv")}


def areas_of_phone(phone: str) -> frozenset[str]:
    """The cities (and counties apart from them) of a number's area code; none for a mobile or an unknown one.

    >>> sorted(areas_of_phone("0358-7840003")), sorted(areas_of_phone("0728-3222222")), areas_of_phone("13800000000")
    (['1411'], ['429004', '429005', '429006'], frozenset())
    """
    match = _AREA_CODE.match(phone)
    return _area_codes().get(match[1], frozenset()) if match else frozenset()


def provinces_of_postcode(postcode: str) -> frozenset[str]:
    """The provinces that postcodes of these first two digits lie in.

    >>> sorted(provinces_of_postcode("032302"))
    ['14']
    """
    return _postcodes().get(postcode[:2], frozenset()) if _POSTCODE.fullmatch(postcode) else frozenset()


def province_of_host(host: str) -> frozenset[str]:
    """The province of a host under a province's own domain; pinyin of cities and counties proves nothing.

    >>> sorted(province_of_host("www.qinghe.shandong.gov.cn")), province_of_host("www.qinghe.gov.cn")
    (['37'], frozenset())
    """
    labels = host.casefold().rstrip(".").split(".")
    return next(
        (_hosts()[name] for at in range(len(labels)) if (name := ".".join(labels[at:])) in _hosts()), frozenset()
    )
