"""Telephone areas, postcodes and hosts: where they can be, and every row of their tables."""

import pytest

from archive.places.outside import areas_of_phone, province_of_host, provinces_of_postcode
from archive.places.regions import CITY, MUNICIPALITIES, NO_CITY, area, region_name, rows


@pytest.mark.parametrize(
    ("phone", "areas"),
    [
        ("0358-7840003", {"1411"}),
        ("010-65252525", {"11"}),
        ("024-23232323", {"2101", "2104", "2105", "2112"}),
        ("0431-88888888", {"2201"}),
        ("0434-6212345", {"2203", "220184"}),
        ("0555-2345678", {"3405"}),
        ("0457-2123456", {"2327"}),
        ("0769-22222222", {"441900"}),
        ("0937-6222222", {"6209", "620201"}),
        ("0728-3222222", {"429004", "429005", "429006"}),
        ("13800000000", set()),
        ("400-8000000", set()),
        ("12345", set()),
        ("0299-8888888", set()),
        ("", set()),
    ],
)
def test_where_a_number_can_ring(phone, areas):
    assert areas_of_phone(phone) == areas


def test_every_city_has_a_telephone():
    reached = {row_area[:CITY] for row in rows("area_codes.csv") for row_area in row["divisions"].split()}
    provinces = {place for place in reached if len(place) < CITY}
    for row in rows("divisions.csv"):
        code = row["code"]
        if len(code) == CITY and code[:2] not in MUNICIPALITIES and not code.endswith(NO_CITY):
            assert code in reached or code[:2] in provinces, code


@pytest.mark.parametrize(
    ("table", "column"), [("area_codes.csv", "divisions"), ("postcodes.csv", "provinces"), ("hosts.csv", "province")]
)
def test_every_row_names_places_that_exist(table, column):
    for row in rows(table):
        assert row[column].split()
        assert all(area(code) and region_name(code) for code in row[column].split()), row


@pytest.mark.parametrize(
    ("postcode", "provinces"),
    [
        ("032302", {"14"}),
        ("100000", {"11"}),
        ("202450", {"31", "33"}),
        ("750300", {"15", "64"}),
        ("990000", set()),
        ("03230", set()),
        ("0323020", set()),
        ("", set()),
    ],
)
def test_where_a_postcode_can_lie(postcode, provinces):
    assert provinces_of_postcode(postcode) == provinces


@pytest.mark.parametrize(
    ("host", "province"),
    [
        ("www.qinghe.shandong.gov.cn", {"37"}),
        ("SHANXI.gov.cn.", {"14"}),
        ("www.shaanxi.gov.cn", {"61"}),
        ("www.hainanzhou.gov.cn", set()),
        ("shandong.gov.cn.example.com", set()),
        ("notshandong.gov.cn", set()),
        ("", set()),
    ],
)
def test_only_a_provinces_own_domain_says_something(host, province):
    assert province_of_host(host) == province
