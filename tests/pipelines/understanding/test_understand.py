"""What name and place of a body tell together, and what a page that only leads to a report hands on."""

import pytest

from archive.places.divisions import division
from pipelines.extract import extract
from pipelines.understanding.facts.places import Resolution
from pipelines.understanding.understand import _kind


@pytest.mark.parametrize(
    ("kind", "code", "known"),
    [
        ("city_government", "341800", "city_government"),
        ("city_government", "341881", "county_government"),
        ("county_government_office", "341825", "county_government_office"),
        ("county_government_office", "341881", "county_government_office"),
        ("county_government_office", "419001", "county_government_office"),
        ("county_government_office", "341800", "department"),
        ("county_government_office", "441900", "department"),
        ("county_government_office", "340000", "department"),
        ("county_government_office", None, "county_government_office"),
        ("department", "341800", "department"),
    ],
)
def test_a_city_of_the_rank_of_a_county_is_one(kind, code, known):
    place = Resolution(division(code) if code else None, "stated" if code else None, None)
    assert _kind(kind, place) == known


def test_the_pictures_of_a_report_without_words_are_handed_on_in_their_order():
    # townships put the scanned pages of their report into the page, one picture after the other
    title = "青桐县白鹭镇2024年政府信息公开工作年度报告"
    pictures = "".join(f'<p><img src="/i/{number}.jpg"></p>' for number in (1, 2, 3))
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><div>{pictures}</div></body></html>"
    (record,) = extract(page.encode(), file=None, url="http://www.qingtong.example/nb/1.html", media_type="text/html")
    assert (record.verdict, record.reason) == ("not_report", "pictures_only")
    assert [one.url for one in record.attachments] == [f"http://www.qingtong.example/i/{n}.jpg" for n in (1, 2, 3)]
