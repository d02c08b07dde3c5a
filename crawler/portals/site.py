"""A page to the site it says it is of, and the names of two sites to whether they name one place."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from archive.places.names import region_base
from crawler.pages.page import Page
from pipelines.wording import bare

_COUNTY_DIGITS = 6
_LABEL_OF_CODE = "网站标识码"
_NEAR = 160  # characters of source after a label
_LONGEST_NAME = 60
_CODE = re.compile(r"(?<![0-9A-Za-z])(?:[0-9]{10}|[bB][mM][0-9]{8})(?![0-9A-Za-z])")  # 1234560001, bm07000001
_TAG = re.compile(r"<[^<>]{0,150}>|&nbsp;")
# 主办单位：青桐县人民政府办公室 承办单位：... : the name ends where the next label begins
_NAME_AFTER_LABEL = re.compile(r"[\s：:]{0,10}([\u4e00-\u9fff（）()·]{2,40})")
_NEXT_LABEL = re.compile(r"承办|协办|版权|地址|联系|网站标识|技术|维护|备案")
_MARKS = re.compile(r"[^0-9a-z\u4e00-\u9fff]")
# 齐州市, 青桐县, 东乡族自治县; two characters before the last at least, for 沙市区 and 徐州市
_SHORT_PLACE = re.compile(r"([\u4e00-\u9fff])([区县])")  # 郊区 behind its city, 滦县
_PLACE = re.compile(r"([\u4e00-\u9fff]{2,10}?)(自治[县旗州区]|[县市区旗州盟省])")


@dataclass(frozen=True, slots=True)
class Site:
    """What a page says of its site; `id_code` has ten digits, the first six a division's, or bm and eight."""

    name: str | None = None
    id_code: str | None = None
    domain: str | None = None

    @property
    def county(self) -> str | None:
        """The six digits of the division whose site this is; None for a ministry's."""
        return self.id_code[:_COUNTY_DIGITS] if self.id_code and self.id_code.isdigit() else None


def site_of(page: Page) -> Site:
    """The site by its standard tags; where these are missing or say nothing, by the foot of the page."""
    metas = page.metas
    return Site(
        metas.get("sitename", "")[:_LONGEST_NAME] or _host_unit(page.text),
        _code(metas.get("siteidcode", "")[:_LONGEST_NAME]) or _code(_after(page.text, _LABEL_OF_CODE)),
        metas.get("sitedomain"),
    )


def _code(text: str) -> str | None:
    match = _CODE.search(text)
    # templates that nobody filled in have noughts
    return match[0].lower() if match and match[0].strip("0") else None


def _after(source: str, label: str) -> str:
    """The words behind the last place of a label: a foot stands at the end."""
    at = source.rfind(label)
    return _TAG.sub(" ", source[at + len(label) : at + len(label) + _NEAR]) if at >= 0 else ""


def _host_unit(source: str) -> str | None:
    for label in _words()["host_labels"]:
        match = _NAME_AFTER_LABEL.match(_after(source, label))
        if match and (name := _NEXT_LABEL.split(match[1])[0]):
            return str(name)
    return None


def place_of(name: str) -> str:
    """What is left of a portal's name without the words for what it is.

    >>> place_of("青桐县政府门户网站"), place_of("齐州市青桐县人民政府"), place_of("中国·青桐")
    ('青桐县', '青桐县', '青桐')
    """
    chain = _places(name)
    return chain[-1] if chain else _stripped(name)


def agree(name: str, ours: str) -> bool | None:
    """Whether a site's name is one of our place.

    None where it names no place of the rank of a county or city, or one that is called like ours: 湘潭市 and 湘潭县
    lie side by side, while 茌平区 was 茌平县.

    >>> agree("青桐县教育局", "青桐县人民政府"), agree("绿水县人民政府", "青桐县"), agree("白鹭镇人民政府", "青桐县")
    (True, False, None)
    """
    place = place_of(ours)
    chain = _places(name)
    at = next((at for at, one in enumerate(chain) if _base(one) == _base(place) and one[-1:] == place[-1:]), None)
    if at is not None:
        # 齐州市绿水县 is not 齐州市, but 青桐县工业园区 is of 青桐县
        return all(map(_is_zone, chain[at + 1 :]))
    regions = [one for one in chain if not _is_zone(one)]
    if regions:
        return None if _base(regions[-1]) == _base(place) else False
    return True if place and _base(place) in bare(name) else None


def _base(place: str) -> str:
    return region_base(place) or place


def names_a_city(name: str) -> bool:
    """Whether the last place in a name is one that has counties."""
    return place_of(name).endswith(tuple(_words()["city_endings"]))


def _is_zone(place: str) -> bool:
    """Whether a place is a part of another, and no county of its own."""
    return place.endswith(tuple(_words()["zones"]))


def _places(name: str) -> Sequence[str]:
    """The places in a name, the larger first: 齐州市, 青桐县."""
    rest = _stripped(name)
    found: list[str] = []
    while match := _PLACE.match(rest) or (_SHORT_PLACE.match(rest) if found else None):
        if any(word in match[0] for word in _words()["no_place"]):
            break
        found.append(match[0])
        rest = rest[match.end() :]
    return found


def _stripped(name: str) -> str:
    rest = _MARKS.sub("", bare(name[:_LONGEST_NAME]))
    for opening in _words()["openings"]:
        rest = rest.removeprefix(opening)
    while ending := next((one for one in _words()["endings"] if rest.endswith(one) and len(rest) > len(one)), None):
        rest = rest.removesuffix(ending)
    return rest


@cache
def _words() -> Mapping[str, Any]:
    data: Mapping[str, Any] = json.loads(files(__package__).joinpath("belonging.json").read_text("utf-8"))
    return data
