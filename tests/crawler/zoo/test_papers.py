"""The reports of the zoo are reports to our own reader, in both official forms and in every kind of file."""

import pytest

from pipelines.extract import extract
from tests.crawler.zoo import papers
from tests.crawler.zoo.catalogue import opened
from tests.crawler.zoo.county import county
from tests.crawler.zoo.ground import Request


def item_of(year):
    return next(item for item in county(3).items if item.year == year and item.unit.kind == "township_government")


@pytest.mark.parametrize(("year", "form"), [(2020, "2019_trial"), (2023, "2021_revised")])
@pytest.mark.parametrize("ending", ["html", "pdf", "docx", "doc"])
def test_a_report_is_read_as_one(year, form, ending):
    item = item_of(year)
    data = papers.html(item).encode() if ending == "html" else papers.file(item, ending)[0]
    record = extract(data, file=f"a.{ending}")[0]
    assert (record.verdict, record.year, record.form) == ("report", year, form)
    assert record.issuer.name == item.unit.name


def test_a_report_with_pictured_tables_has_none():
    item = item_of(2022)
    item.form = "pictures"
    record = extract(papers.html(item).encode(), file="a.html")[0]
    assert (record.verdict, record.form) == ("report", "tables_absent")


def test_pages_around_reports_leave_them_readable_and_look_alikes_are_none():
    with opened(["vsb"]) as zoo:
        portal = zoo.portals[0]
        host, others = portal.sites[0].host, portal.sites[0].county.others
        report = next(item for item in portal.reports if item.form == "html")
        for item, verdict in ((report, "report"), (others[0], "not_report"), (others[4], "not_report")):
            answer = host.answer(Request("GET", item.path, {}, {}, b"", {}))
            record = extract(answer.body.encode("gbk", "xmlcharrefreplace"), file="a.htm", url=item.urls[0])[0]
            assert (item.title, record.verdict) == (item.title, verdict)
