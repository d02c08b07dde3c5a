"""A place: its parts, its bodies by year in marks that are words, and its figures beside its neighbours'."""

from dataclasses import replace

import pytest

from archive.record import Check
from archive.web.asking import BadRequestError, ElsewhereError, NotThereError
from archive.web.drawing.matrix import line_of
from archive.web.gathering.regions import part_of, parts, path
from archive.web.pages.place import BODIES_A_PAGE, PAGES
from tests.archive.coverage.scene import Scene, day, town
from tests.archive.made_up import division
from tests.archive.web.covered import asked, cells, look, reckon, said, scenes, table, tree
from tests.archive.web.shown import connection

(PLACE,) = PAGES
TODAY = day("2025-06-01")
OTHER = "http://www.baitang.example.cn/"
COUNTY, CITY, COUNTRY = {"code": "990101"}, {"code": "9901"}, {"code": ""}


def built(store):
    """Two counties of one city; the portal of the second was not completely seen, as happens every night."""
    scene = Scene(store)
    scene.add_portal(OTHER, "990102", "白棠县")
    second = replace(division(), code="990102", county="白棠县")
    own = {"form": "2021_revised"}
    with scene.night(day("2025-05-01")):
        government = ("青禾县人民政府", "county_government", 2024)
        numbers = cells(new_requests=50, results_total=40, granted=10, partially_granted=2, unable_not_held=4)
        wrong = (
            Check("requests.column_sum", "total", "violated", 16, 40, "source"),
            Check("requests.balance", "total", "violated", 50, 40, "reading"),
        )
        scene.reads(*government, scope="aggregate", written_date=day("2025-03-20"), cells=numbers, checks=wrong, **own)
        scene.reads(
            "青禾县教育局", "department", 2023, written_date=day("2024-01-20"), cells=cells(new_requests=30), **own
        )
        place = town("990101101", "柳泉镇")
        numbers = cells(new_requests=8, results_total=0)
        scene.reads(
            "青禾县柳泉镇人民政府",
            "township_government",
            2024,
            place=place,
            written_date=day("2025-02-10"),
            cells=numbers,
            **own,
        )
        place = town("990101", "白鹭镇")  # in no list, so without a code of its own
        scene.reads(
            "青禾县白鹭镇人民政府",
            "township_government",
            2024,
            place=place,
            written_date=day("2025-04-03"),
            cells=cells(new_requests=None),
            **own,
        )
    with scene.night(day("2025-05-02"), "incomplete", "over_budget", OTHER):
        scene.reads(
            "白棠县人民政府",
            "county_government",
            2023,
            scope="aggregate",
            place=second,
            portal=OTHER,
            cells=cells(new_requests=70),
            **own,
        )
    reckon(scene, TODAY)
    return scene


scene, fresh = scenes(built)


def test_the_matrix_says_in_words_how_each_body_stands(scene):
    shown = tree(PLACE, scene.store, parts=COUNTY)
    head, *rows = table(shown, "各机关、各年度")
    assert head == ["机关", "2023", "2024"]
    assert [row[0].split()[0] for row in rows] == [
        "青禾县人民政府",
        "青禾县教育局",
        "青禾县白鹭镇人民政府",
        "青禾县柳泉镇人民政府",
    ]
    marks = {row[0].split()[0]: row[1:] for row in rows}
    assert marks == {
        "青禾县人民政府": ["·", "按时"],
        "青禾县教育局": ["按时", "未找到"],
        "青禾县柳泉镇人民政府": ["·", "居中"],
        "青禾县白鹭镇人民政府": ["·", "迟3天"],
    }
    legend = dict(zip(shown.xpath("//dl/dt/text()"), shown.xpath("//dl/dd/text()"), strict=True))
    assert set(legend) == {"按时", "迟9天", "居中", "未找到", "·"}
    assert "法律没有为乡镇" in legend["居中"]


def test_every_mark_of_a_report_leads_to_it_and_every_body_to_its_page(scene):
    shown = tree(PLACE, scene.store, "en", parts=COUNTY)
    links = shown.xpath("//table[contains(@class, 'matrix')]//td/a/@href")
    assert len(links) == len(set(links)) == 4
    assert all(link.startswith("/en/report/") for link in links)
    assert len(shown.xpath("//table[contains(@class, 'matrix')]//th/a")) == 4


def test_a_report_that_came_since_stands_there_without_a_judgement(fresh):
    with fresh.night(day("2025-06-03")):
        fresh.reads("青禾县水利局", "department", 2021)
    head, *rows = table(tree(PLACE, fresh.store, parts=COUNTY), "各机关、各年度")
    assert head == ["机关", "2021", "2022", "2023", "2024"]
    assert ["青禾县水利局", "已公布", "·", "·", "·"] in rows


def test_larger_areas_show_counts_and_the_share_of_what_can_be_told(scene):
    rows = table(tree(PLACE, scene.store, parts=CITY), "各地区、各年度")
    assert rows == [
        ["地区", "2023", "2024"],
        ["青禾县", "1份 100%", "3份 75%"],
        ["白棠县", "1份 100%", "0份 说不清"],  # no share from a portal that was not completely seen
    ]
    country = look(PLACE, scene.store, parts=COUNTRY)
    assert len(country.parts) == 32  # the provinces of the list, and the made-up one
    assert (country.parts[-1].region.name, country.reports) == ("青禾省", 5)


def test_counties_are_compared_by_their_governments_aggregate_reports_alone(scene):
    found = look(PLACE, scene.store, parts=COUNTY, year=2024).beside
    mine, other = found.comparison.rows
    assert (mine.region.name, mine.requests, mine.granted_share, mine.not_held_share) == ("青禾县", 50, 0.3, 0.1)
    assert (mine.violated, mine.late, mine.published_on) == (1, False, "2025-03-20")
    assert (other.region.name, other.report_id, other.requests) == ("白棠县", None, None)
    shown = tree(PLACE, scene.store, parts=COUNTY, year=2024)
    assert "汇总报告" in said(shown)
    assert "不等于没有公布" in said(shown)


def test_the_newest_year_with_a_report_is_compared_unless_another_is_asked(scene):
    found = look(PLACE, scene.store, parts=COUNTY).beside.comparison
    assert (found.years, found.year) == ((2023, 2024), 2024)
    earlier = look(PLACE, scene.store, parts=COUNTY, year=2023).beside.comparison
    assert [row.requests for row in earlier.rows] == [None, 70]


def test_townships_are_compared_by_their_own_reports_on_a_list_or_not(scene):
    found = look(PLACE, scene.store, parts=COUNTY).within
    assert found.level == 9
    rows = {row.region.name: row for row in found.comparison.rows}
    assert (rows["柳泉镇"].requests, rows["柳泉镇"].granted_share) == (8, None)  # of no outcomes there is no share
    assert (rows["白鹭镇"].requests, rows["白鹭镇"].region.digits) == (None, "")  # a blank is no nought
    beside = look(PLACE, scene.store, parts={"code": "990101101"})
    assert beside.region.name == "柳泉镇"
    assert [line.name for line in beside.bodies.lines] == ["青禾县柳泉镇人民政府"]
    assert {row.region.name for row in beside.beside.comparison.rows} == {"柳泉镇", "白鹭镇"}


def test_places_that_no_list_has_are_called_as_reports_call_them(scene):
    found = look(PLACE, scene.store, parts=COUNTY)
    assert [found.region.name, *(place.name for place in found.parents)] == ["青禾县", "青禾省", "南浦市"]


def test_a_place_of_the_list_that_was_never_crawled_says_what_cannot_be_told(scene):
    shown = tree(PLACE, scene.store, "en", parts={"code": "371503"})
    assert "No portal of this place has been crawled" in said(shown)
    assert len(shown.xpath("//ul[@class='chips']/li")) > 10


def test_before_coverage_is_reckoned_reports_alone_are_listed_with_a_warning(store):
    scene = Scene(store)
    with scene.night(day("2025-05-01")):
        scene.reads("青禾县教育局", "department", 2024)
    shown = tree(PLACE, store, parts=COUNTY)
    assert "公布情况尚未核算" in said(shown)
    assert ["青禾县教育局", "已公布"] in table(shown, "各机关、各年度")
    assert "尚未核算" in said(tree(PLACE, store, parts=COUNTRY))


@pytest.mark.parametrize(
    ("code", "leads_to"),
    [
        ("990101000", "990101"),
        ("371500", "3715"),
        ("110100", "11"),
        ("371503110000", "371503110"),
        ("340823", "340722"),
    ],
)
def test_other_ways_to_write_a_code_lead_to_one_page(scene, code, leads_to):
    with pytest.raises(ElsewhereError) as found:
        look(PLACE, scene.store, parts={"code": code})
    assert found.value.link == f"/zh/place/{leads_to}"


@pytest.mark.parametrize("code", ["1", "123", "88", "990199", "371503999"])
def test_codes_that_mean_nothing_are_not_there(scene, code):
    with pytest.raises(NotThereError):
        PLACE.look(connection(scene.store), asked(parts={"code": code}))


@pytest.mark.parametrize("year", ["x", "99999", "-1", "２０２４", "2024'"])
def test_hostile_years_are_refused(scene, year):
    with pytest.raises(BadRequestError):
        look(PLACE, scene.store, parts=COUNTY, year=year)


def test_many_bodies_come_page_by_page(fresh):
    with fresh.night(day("2025-06-03")):
        for number in range(BODIES_A_PAGE):
            fresh.reads(f"青禾县{chr(0x4E00 + number)}{chr(0x5000 + number)}局", "department", 2024)
    first, last = (look(PLACE, fresh.store, parts=COUNTY, page=number) for number in (1, 2))
    assert (len(first.bodies.lines), len(last.bodies.lines)) == (BODIES_A_PAGE, 4)
    assert (first.has_more, last.has_more) == (True, False)
    assert "第 2 页" in said(tree(PLACE, fresh.store, parts=COUNTY, page=2))


def test_paths_and_parts_of_the_list(store):
    assert path("429004") == ("42", "429004")
    assert part_of("429004", "42") == "429004"
    assert part_of("371503110", "9901") is None
    names = {region.digits: region.name for region in parts(connection(store), "42")}
    assert (names["4201"], names["429004"]) == ("武汉市", "仙桃市")
    assert "4290" not in names
    assert line_of("990101", "county_government", "甲") == line_of("990101", "county_government", "乙")
