"""A body through the years: what is missing is said to be missing, and no blank becomes a nought."""

import pytest

from archive.coverage.areas import area_of
from archive.seals import put
from archive.web.asking import NotThereError
from archive.web.pages.body import PAGES
from tests.archive.coverage.scene import Scene, day
from tests.archive.web.covered import asked, cells, look, reckon, said, scenes, table, tree
from tests.archive.web.shown import connection

(BODY,) = PAGES
EDUCATION = {"key": "990101/department/教育局"}
GOVERNMENT = {"key": "990101/county_government"}
TODAY = day("2025-06-01")


def built(store):
    """A bureau that skipped a year, as many do: 2021 in the older form, 2023 with a blank row, late; and 2024."""
    scene = Scene(store)
    with scene.night(day("2024-05-01")):
        bureau = ("青禾县教育局", "department")
        scene.reads(
            *bureau, 2021, written_date=day("2022-01-20"), form="2019_trial", cells=cells("2019_trial", new_requests=7)
        )
        numbers = cells(new_requests=9, granted=4, denied_third_party=None, unable_not_held=2)
        scene.reads(*bureau, 2023, written_date=day("2024-02-09"), form="2021_revised", cells=numbers)
    with scene.night(day("2025-05-01")):
        numbers = cells(new_requests=0, denied_third_party=3)
        scene.reads(*bureau, 2024, written_date=day("2025-01-08"), form="2021_revised", cells=numbers)
    reckon(scene, TODAY)
    return scene


scene, fresh = scenes(built)


def test_each_year_has_its_row_and_the_missing_one_says_so(scene):
    rows = {row[0]: row for row in table(tree(BODY, scene.store, parts=EDUCATION), "从最早")[1:]}
    assert list(rows) == ["2024", "2023", "2022", "2021"]
    assert "档案中没有报告" in rows["2022"][1]
    assert "看全了网站" in rows["2022"][2]
    assert rows["2022"][3:7] == ["—"] * 4
    assert rows["2023"][2].startswith("迟9天")
    assert rows["2023"][3].startswith("2024-02-09")
    assert rows["2023"][4:6] == ["+9", "-51"]
    assert rows["2024"][2].startswith("按时")
    assert rows["2021"][7] == "无法核对"  # nothing was checked, so nothing is found right


def test_a_year_without_report_a_blank_and_a_nought_are_three_things(scene):
    rows = {row[0]: row[1:] for row in table(tree(BODY, scene.store, parts=EDUCATION), "申请与办理结果")}
    assert rows["指标"] == ["2021", "2022", "2023", "2024"]
    assert rows["新收申请"] == ["7", "无报告", "9", "0"]
    assert rows["予以公开"] == ["0", "无报告", "4", "0"]
    assert rows["不予公开"] == ["0", "无报告", "无数字", "3"]  # a sum of what is not all there would be wrong
    assert rows["无法提供"] == ["0", "无报告", "2", "0"]
    assert rows["其他处理"] == ["0", "无报告", "0", "0"]  # one row in the form of 2019, three in that of 2021


def test_the_charts_have_gaps_there(scene):
    (figures,) = look(BODY, scene.store, parts=EDUCATION).figures
    denied = next(line for line in figures.yearly.outcomes if line.row == "denied")
    assert denied.values == (0, None, None, 3)
    assert figures.yearly.has_report == (True, False, True, True)
    assert len(figures.charts) == 4


def test_each_form_has_its_own_table_of_proactive_figures(scene):
    (figures,) = look(BODY, scene.store, parts=EDUCATION).figures
    assert [(one.form, one.years) for one in figures.yearly.proactive] == [
        ("2021_revised", (2023, 2024)),
        ("2019_trial", (2021,)),
    ]
    assert {line.row for line in figures.yearly.proactive[0].lines}.isdisjoint({"gov_procurement"})
    shown = table(tree(BODY, scene.store, "en", parts=EDUCATION), "form of 2019")
    assert shown[0] == ["Figure", "2021"]
    assert ["Centralised procurement · Projects", "0"] in shown


def test_own_and_aggregate_figures_never_mix(fresh):
    government = ("青禾县人民政府", "county_government")
    with fresh.night(day("2025-05-02")):
        fresh.reads(
            *government, 2024, scope="aggregate", url="http://x.cn/1", form="2021_revised", cells=cells(new_requests=80)
        )
        fresh.reads(
            *government, 2024, scope="own", url="http://x.cn/2", form="2021_revised", cells=cells(new_requests=5)
        )
    found = look(BODY, fresh.store, parts=GOVERNMENT)
    assert [(one.scope, one.yearly.requests[0].values) for one in found.figures] == [
        ("own", (5,)),
        ("aggregate", (80,)),
    ]


def test_what_does_not_follow_from_last_year_is_listed(fresh):
    bureau = ("青禾县水利局", "department")
    with fresh.night(day("2025-05-02")):
        fresh.reads(*bureau, 2023, form="2021_revised", cells=cells(carried_out=5))
        fresh.reads(*bureau, 2024, form="2021_revised", cells=cells(carried_in=3))
    found = look(BODY, fresh.store, parts={"key": "990101/department/水利局"}).broken
    assert [(one.year, one.rule, one.place, one.left, one.right) for one in found] == [
        (2024, "requests.carried_over", "total", 3, 5)
    ]
    shown = table(tree(BODY, fresh.store, parts={"key": "990101/department/水利局"}), "由上年推得")[1]
    assert shown[:5] == ["2024", "上年结转等于上一年报告的结转下年", "总计", "3", "5"]


def test_a_report_that_came_after_the_reckoning_takes_the_place_of_its_absence(fresh):
    with fresh.night(day("2025-06-03")):
        fresh.reads("青禾县教育局", "department", 2022)
    rows = {row[0]: row for row in table(tree(BODY, fresh.store, parts=EDUCATION), "从最早")[1:]}
    assert rows["2022"][1].startswith("2022年报告")
    assert "尚未核算" in rows["2022"][2]
    assert len(rows) == 4


def test_nothing_is_said_of_lateness_before_the_coverage_is_reckoned(store):
    scene = Scene(store)
    with scene.night(day("2025-05-01")):
        for year in (2021, 2024):
            scene.reads("青禾县教育局", "department", year)
    shown = tree(BODY, store, parts=EDUCATION)
    assert "公布情况尚未核算" in said(shown)
    rows = table(shown, "从最早")[1:]
    assert [row[0] for row in rows] == ["2024", "2023", "2022", "2021"]
    assert "没有依据" in rows[1][2]


def test_names_over_the_years_and_places(fresh):
    with fresh.night(day("2025-05-02")):
        fresh.reads("南浦市青禾县教育局", "department", 2020)  # the same key: area names do not count
    found = look(BODY, fresh.store, parts=EDUCATION)
    assert [name for name, _ in found.names] == ["南浦市青禾县教育局", "青禾县教育局"]
    assert [(place.digits, place.name) for place in found.places] == [
        ("99", "青禾省"),
        ("9901", "南浦市"),
        ("990101", "青禾县"),
    ]
    assert found.name == "青禾县教育局"


def test_look_alikes_of_either_side_but_a_copied_year_on_its_own_side_only(fresh):
    with fresh.store.changing() as writing:
        for other, kind in ((2, "year_before"), (3, "near_text")):
            row = {"report_id": 1, "other_report_id": other, "kind": kind, "likeness": 0.97, "left_in": "白鹭镇"}
            put(writing, "lookalikes", row)
    found = look(BODY, fresh.store, parts=EDUCATION).alike
    assert {(one.report_id, one.other_id, one.kind) for one in found} >= {(1, 2, "year_before"), (1, 3, "near_text")}
    assert "白鹭镇" in said(tree(BODY, fresh.store, parts=EDUCATION))


@pytest.mark.parametrize("key", ["990101/department/教育", "990101", "x/y", "%", "990101/department/教育局/2024", "'"])
def test_what_is_no_body_is_not_there(scene, key):
    with pytest.raises(NotThereError):
        BODY.look(connection(scene.store), asked(parts={"key": key}))


def test_in_english_every_word_is_there_and_hostile_names_stay_text(fresh):
    with fresh.night(day("2025-05-02")):
        fresh.reads("<script>教育局", "department", 2024)
    (key,) = [row[0] for row in connection(fresh.store).execute("SELECT key FROM reports WHERE issuer LIKE '<%'")]
    shown = tree(BODY, fresh.store, "en", parts={"key": key.rsplit("/", 2)[0]})
    assert "<script>教育局" in said(shown)
    assert area_of("990101") in said(shown)
