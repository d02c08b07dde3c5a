"""Bodies of a county that is newer than our lists: placed by the code and the name that the register gives its portal."""

import re

from archive.places.divisions import division
from archive.record import Division, IssuerKind
from pipelines.wording import bare

_TOWNSHIP_KINDS = ("township_government", "subdistrict_office")
_COUNTY_CODE = re.compile(r"\d{6}")
_COUNTY = re.compile(r"(?:自治)?[县区旗市]$")  # 青禾县
# 青禾县教育局, 南浦市青禾县柳泉镇人民政府: the place that a body's name begins with
_OF_A_PLACE = re.compile(r"(?:[\u4e00-\u9fff]{2,6}?[省市州盟])?([\u4e00-\u9fff]{2,8}?(?:自治县|[县区旗]))(?=.{2})")
_TAIL = re.compile(r"(?:人民政府|政府)$")


def in_unlisted(body: str, kind: IssuerKind | None, code: str | None, place: str | None) -> Division | None:
    """The division of a body on the portal of a county that no list has; None for any other.

    >>> in_unlisted("青禾县柳泉镇人民政府", "township_government", "990101", "青禾县").township
    '柳泉镇'
    """
    if not code or not place or not _COUNTY_CODE.fullmatch(code) or division(code) or not _COUNTY.search(place):
        return None
    name = bare(body)
    stated = _OF_A_PLACE.match(name)
    if place in name:
        own = name.partition(place)[2]
    elif stated or code.endswith("00"):
        return None  # of another county, or of a city that has several
    else:
        own = name
    is_township = kind in _TOWNSHIP_KINDS and bool(own)
    return Division(code, None, None, place, (_TAIL.sub("", own) or None) if is_township else None)
