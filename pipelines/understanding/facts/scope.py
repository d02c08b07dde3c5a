"""Kind of issuer and intro of a report to whether it reports for itself or for all beneath it."""

import re

from archive.record import IssuerKind, Scope
from pipelines.understanding.facts.excerpts import Excerpts, Stated, evidence_words

_LONGEST_INTRO = 1500
_FOR_ALL = ("county_government", "city_government", "province_government")
_PERHAPS_FOR_ALL = ("county_government_office", "development_zone")
_BENEATH = r"(?:各乡镇|各镇|各街道|各部门|各单位|各县|各区|各级|全县|全市|全区|全省|全旗|乡镇|市直|县直|区直)"
# 汇总全县各乡镇、各部门数据编制; 根据全市各部门年度报告汇总
_GATHERED = re.compile(
    rf"(?:汇总|综合)[^。]{{0,40}}{_BENEATH}|{_BENEATH}[^。]{{0,60}}(?:汇总|综合)[^。]{{0,12}}(?:编制|而成|形成|数据|情况)"
)
# 本报告仅包括县政府办公室: a government that reports for its office alone
_ALONE = re.compile(
    r"(?:仅|只)(?:包括|包含|反映|统计|涉及)[^。]{0,16}(?:本级|本机关|办公室)|不(?:含|包括|包含)[^。]{0,12}(?:乡镇|部门|街道|各县)"
)


def read_scope(name: str, kind: IssuerKind, excerpts: Excerpts) -> Stated[Scope]:
    """Own for a body that has none beneath it; a government reports for all its parts unless it says otherwise."""
    intro = "".join(line.bare for line in excerpts.opening)[:_LONGEST_INTRO]
    if kind in _FOR_ALL:
        if alone := _ALONE.search(intro):
            return Stated("own", evidence_words(intro, alone.start(), alone.end()))
        return Stated("aggregate", name)
    if kind in _PERHAPS_FOR_ALL and (gathered := _GATHERED.search(intro)):
        return Stated("aggregate", evidence_words(intro, gathered.start(), gathered.end()))
    return Stated("own", name)
