"""Whether a report is on its issuer alone or on all beneath it."""

import pytest

from pipelines.understanding.facts.excerpts import excerpts_of
from pipelines.understanding.facts.scope import read_scope
from tests.pipelines.understanding.letters import TITLE, report

GATHERED = "本报告由县政府办公室根据全县各部门、各乡镇年度报告汇总编制。"


@pytest.mark.parametrize(
    ("kind", "intro", "scope"),
    [
        ("township_government", "汇总全镇各单位情况编制本报告。", "own"),
        ("subdistrict_office", "引言。", "own"),
        ("department", GATHERED, "own"),
        ("county_government", "引言。", "aggregate"),
        ("county_government", GATHERED, "aggregate"),
        ("county_government", "本报告仅反映县政府本级情况，不含乡镇和部门。", "own"),
        ("city_government", "综合各县（市、区）政府和市级各部门的报告编制而成。", "aggregate"),
        ("province_government", "引言。", "aggregate"),
        ("county_government_office", "引言。", "own"),
        ("county_government_office", "办公室指导全县各级行政机关做好工作。", "own"),
        ("county_government_office", GATHERED, "aggregate"),
        ("development_zone", "引言。", "own"),
        ("other_authorised", "引言。", "own"),
    ],
)
def test_scope_goes_by_the_issuer_and_its_intro(kind, intro, scope):
    assert read_scope("某机关", kind, excerpts_of(report(TITLE, intro))).value == scope
