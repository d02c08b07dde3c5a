"""From which years on, and until when, a body is expected, and who tells."""

from archive.coverage.areas import Area, area_named
from archive.coverage.deadlines import Dates
from archive.coverage.expected import bodies_of
from archive.coverage.holdings import Held, Naming

QINGHE = Area("990101", "青禾县", ("青禾省", "南浦市"))
NO_DATES = Dates(None, None, None, "2025-01-01T00:00:00.000000Z")


def held(body, year, name="", scope="own"):
    kind = body.split("/")[1]
    return Held(1, body, kind, name or body.split("/")[-1], year, scope, NO_DATES, None, None)


def sources(body, years):
    return {year: body.expected_from(year) for year in years}


def one(reports=(), namings=(), area=QINGHE):
    (body,) = bodies_of(area, reports, namings, with_list=True)
    return body


def test_a_body_that_has_reported_is_expected_for_two_years_more_and_never_before():
    body = one([held("990101/department/教育局", 2018), held("990101/department/教育局", 2021)])
    assert sources(body, range(2016, 2025)) == {
        **dict.fromkeys([2016, 2017, 2018, 2024]),  # renamed or merged by then, who knows
        **dict.fromkeys([2019, 2020, 2021, 2022, 2023], "earlier_year"),
    }


def test_a_notice_speaks_for_its_year_only():
    assert sources(one(namings=[Naming("县教育局", 2022, 2022, in_notice=True)]), (2021, 2022, 2023)) == {
        2021: None,
        2022: "named",
        2023: None,
    }


def test_a_unit_and_the_reports_of_its_short_name_are_one_body():
    unit = Naming("教育和体育局", 2023, 2025, in_notice=False)
    body = one(
        [held("990101/department/教体局", 2020, "青禾县教体局")], [unit, Naming("更多", 2023, 2025, in_notice=False)]
    )
    assert body.name == "青禾县教体局"
    assert sources(body, (2020, 2021, 2023, 2025)) == {2020: None, 2021: "earlier_year", 2023: "named", 2025: "named"}


def test_two_names_with_a_report_each_for_one_year_are_two_bodies():
    reports = [held("990101/department/教体局", 2020), held("990101/department/教育和体育局", 2020)]
    assert len(bodies_of(QINGHE, reports, (), with_list=True)) == 2


def test_the_list_has_townships_the_government_and_its_office():
    dongxiang = area_named("622926")  # a real county, as the list is of real ones
    bodies = bodies_of(dongxiang, (), (), with_list=True)
    assert len(bodies) == 26
    assert [body.name for body in bodies[:2]] == ["东乡族自治县人民政府", "东乡族自治县人民政府办公室"]
    assert sources(bodies[0], (2018, 2019, 2025)) == {2018: "later_list", 2019: "division_list", 2025: "division_list"}
    assert bodies_of(dongxiang, (), (), with_list=False) == []


def test_a_report_is_its_listed_townships_whatever_the_word_for_its_kind():
    report = held("622926214/subdistrict_office", 2022, "东乡县凤山街道办事处")
    bodies = bodies_of(area_named("622926"), [report], (), with_list=True)
    assert [(body.match, len(body.reports)) for body in bodies if body.reports] == [("622926214", 1)]
    assert len(bodies) == 26


def test_a_township_of_another_rank_is_one_place_under_its_name_of_the_time():
    reports = [held("130123106/township_government", 2022), held("130123200/township_government", 2019)]
    bodies = bodies_of(area_named("130123"), reports, (), with_list=True)
    (body,) = [body for body in bodies if body.reports]
    assert len(body.reports) == 2
    assert (body.older_name, body.match) == ("正定县南牛乡人民政府", "130123106")
    (unread,) = [body for body in bodies_of(area_named("130123"), (), (), with_list=True) if body.older_name]
    assert (unread.name_in(2020), unread.name_in(2021)) == ("正定县南牛乡人民政府", "正定县南牛镇人民政府")


def test_a_township_that_only_the_older_list_has_is_not_expected_later():
    bodies = bodies_of(area_named("130125"), (), (), with_list=True)
    (merged,) = [body for body in bodies if body.listed == "before"]
    assert sources(merged, (2018, 2019, 2020, 2021)) == {
        2018: "later_list",
        2019: "division_list",
        2020: "division_list",
        2021: None,
    }


def test_a_city_has_no_townships_and_a_zone_no_county_government():
    assert [body.kind for body in bodies_of(area_named("3715"), (), (), with_list=True)] == ["city_government"]
    assert bodies_of(Area("990171", "南浦经济技术开发区", (), is_listed=True), (), (), with_list=True) == []


def test_a_city_without_counties_has_its_townships_itself():
    dongguan = bodies_of(area_named("4419"), (), (), with_list=True)
    assert dongguan[0].kind == "city_government"
    assert len(dongguan) > 30
