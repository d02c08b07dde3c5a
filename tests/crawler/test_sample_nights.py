"""The sample portals over two years: each night shows what it says that happens, and nothing else but noise."""

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest

from crawler.obstacles.blocked import hindrance
from crawler.sample.answer import Answer, Request
from crawler.sample.happenings import happenings
from crawler.sample.nights import NIGHTS, night
from crawler.sample.pages import PLANS, PLATFORM, Sites, sites
from crawler.sample.server import SampleCounties, sample_portals
from crawler.sample.truth import ReportTruth, truth_of
from pipelines.extract import extract
from pipelines.hints import Hints

BASES = {plan.name: f"http://127.0.0.1:{8610 + index}" for index, plan in enumerate(PLANS)}
SITES: dict[int, Sites] = {one.number: sites(BASES, one.number) for one in NIGHTS}
TRUTHS = {number: truth_of(shown) for number, shown in SITES.items()}
LATER = [one.number for one in NIGHTS[1:]]
NOISE = re.compile(r"浏览次数：\d*|今天是[\d年月日]+|打印时间：[\d: -]+|jsessionid=\w+")
COOKIE = "CT6T=4f1c2a90"


def got(url: str, number: int, **headers: str) -> Answer:
    base, _, path = url.removeprefix("http://").partition("/")
    (name,) = [name for name, one in BASES.items() if one == f"http://{base}"]
    told = {"referer": f"{BASES[name]}/", "cookie": COOKIE, **headers}
    return SITES[number][name].answer(Request("GET", f"/{path}", told))


def by_key(number: int) -> dict[tuple[str, int], ReportTruth]:
    return {(one.issuer, one.year): one for one in TRUTHS[number].reports}


def words(report: ReportTruth) -> tuple:
    return report.figures, report.sections, report.document_number


def test_the_nights_go_on_for_two_years_and_some_are_quiet_and_close_together():
    dates = [one.date for one in NIGHTS]
    assert dates == sorted(set(dates))
    assert (dates[-1] - dates[0]).days >= 2 * 365
    assert len(NIGHTS[2:]) >= 10
    quiet = [one.date for one in NIGHTS if one.is_quiet]
    assert sum((later - earlier).days == 1 for earlier, later in pairwise(quiet)) >= 1
    assert night(3).begins.isoformat() == "2025-02-12T02:00:00+08:00"


@pytest.mark.parametrize("number", LATER)
def test_what_is_told_to_happen_is_what_differs_from_the_night_before(number):
    before, now = by_key(number - 1), by_key(number)
    told = happenings(number, TRUTHS[number - 1], TRUTHS[number])

    def keys(of):
        return sorted((one.issuer, one.year) for one in of)

    assert keys((*told.new, *told.returned)) == sorted(now.keys() - before.keys())
    assert keys(told.vanished) == sorted(before.keys() - now.keys())
    both = now.keys() & before.keys()
    assert keys(told.edited) == sorted(key for key in both if words(now[key]) != words(before[key]))


@pytest.mark.parametrize("number", LATER)
def test_where_nothing_happens_only_the_noise_differs(number):
    busy = {event.portal for event in (*night(number).events, *night(number - 1).events)}
    for name, site in SITES[number].items():
        if name in busy or (name == PLATFORM and "openness" in busy) or number == 3:
            continue  # in the third night the noise begins
        earlier = SITES[number - 1][name].pages
        assert site.pages.keys() == earlier.keys()
        for path, page in site.pages.items():
            one, other = (NOISE.sub("", told.body.decode(site.charset, "replace")) for told in (page, earlier[path]))
            assert one == other, (name, path)


def changed() -> Iterator[tuple[str, int]]:
    for number in LATER[1:]:
        told = happenings(number, TRUTHS[number - 1], TRUTHS[number])
        keys = {(one.issuer, one.year) for one in (*told.new, *told.edited, *told.returned)}
        yield from ((url, number) for key in sorted(keys) for url in by_key(number)[key].addresses)


@pytest.mark.parametrize(("url", "number"), list(changed()))
def test_what_is_new_or_edited_is_read_right(url, number):
    answer = got(url, number)
    (record,) = extract(answer.body, file=None, url=url, media_type=answer.content_type, hints=Hints(), ocr=False)
    (report,) = [one for one in TRUTHS[number].reports if url in one.addresses]
    assert (record.verdict, record.year, record.issuer.name) == ("report", report.year, report.issuer)
    assert {(cell.table, cell.row, cell.column): cell.value for cell in record.cells} == report.figures
    assert record.document_number == report.document_number


def test_an_edit_shows_at_every_address_of_a_report():
    before, now = (by_key(number)["青禾县教育局", 2024] for number in (4, 5))
    assert before.addresses == now.addresses
    assert len(now.addresses) == 3  # the page, its twin and the copy for telephones
    assert all(got(url, 4).body != got(url, 5).body for url in now.addresses)


def test_what_vanished_is_gone_in_every_way_that_servers_know():
    seen = {}
    for number in LATER:
        for event in night(number).events:
            if event.kind == "vanished":
                told = happenings(number, TRUTHS[number - 1], TRUTHS[number]).vanished
                for one in (one for one in told if one.portal == f"{BASES[event.portal]}/"):
                    answer = got(one.address, number)
                    text = answer.body.decode("utf-8", "replace")
                    found = hindrance(answer.status, (), answer.body, text)
                    seen[event.how] = (answer.status, found.state if found else None)
    assert seen == {
        "404": (404, "gone"),
        "410": (410, "gone"),
        "soft_404": (200, "soft_404"),
        "dead_link": (404, "gone"),
    }


def test_what_no_list_leads_to_any_more_still_stands():
    report = by_key(5)["白棠县交通运输局", 2023]
    (url,) = report.addresses
    assert got(url, 5).status == 200
    lists = [SITES[number]["gkmlpt"].pages["/zwgk/xxgknb/index.html"].body.decode() for number in (4, 5)]
    assert len([text for text in lists if url.removeprefix(BASES["gkmlpt"]) in text]) <= 1
    linked = [page.body.decode() for page in SITES[5]["gkmlpt"].pages.values()]
    assert not [text for text in linked if url.removeprefix(BASES["gkmlpt"]) in text]


def test_a_report_that_moved_and_a_portal_that_moved_are_at_other_addresses():
    before, now = (by_key(number)["白棠县人民政府", 2023] for number in (6, 7))
    assert got(before.addresses[0], 7).status == 404
    assert got(now.addresses[0], 7).status == 200
    for key, report in by_key(7).items():
        if report.issuer.startswith("鹭川县"):
            assert got(report.addresses[0], 8).status == 404
            assert got(by_key(8)[key].addresses[0], 8).status == 200
            assert words(report) == words(by_key(8)[key])


def test_a_list_is_empty_for_one_night_and_its_reports_are_there():
    frame = SITES[7]["openness"].shelf
    body = next(one for one in SITES[7]["openness"].county.bodies if one.slug == "slj")
    assert frame.is_empty(body)
    assert not SITES[8]["openness"].shelf.is_empty(body)
    assert got(by_key(7)["柏原县水利局", 2024].addresses[0], 7).status == 200


@pytest.mark.parametrize(
    ("portal", "same", "edited"),
    [
        ("trs", 304, 200),
        ("gkmlpt", 304, 200),
        ("vsb", 304, 200),
        ("hanweb", 200, 200),
        ("ucap", 200, 200),
        ("aspx", 200, 200),
    ],
)
def test_each_portal_answers_in_its_way_who_asks_for_what_is_newer(portal, same, edited):
    home = f"{BASES[portal]}/"
    for headers in (dict(got(home, 3).headers), dict(got(home, 4).headers)):
        told = {"if-none-match": headers["ETag"]} if "ETag" in headers else {}
        told |= {"if-modified-since": headers["Last-Modified"]} if "Last-Modified" in headers else {}
        again = got(home, 4, **told)
        assert again.status == same
        assert (again.body == b"") == (same == 304)
    assert (
        got(home, 4, **{"if-none-match": '"other"', "if-modified-since": "Thu, 01 Jan 1970 00:00:00 GMT"}).status
        == edited
    )


@pytest.fixture(scope="module")
def counties() -> Iterator[SampleCounties]:
    with sample_portals(0) as started:
        yield started


def status(url: str) -> int | str:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except urllib.error.URLError as error:
        return type(error.reason).__name__


def test_for_one_night_nobody_is_let_in_and_after_that_everybody(counties):
    portals = {one.platform: one.url for one in counties.truth(6).portals}
    outcomes = {one.platform: (one.outcome, one.reason) for one in counties.truth(6).portals}
    found = {}
    for number in (5, 6, 7):
        counties.show_night(number)
        found[number] = tuple(status(portals[name]) for name in ("ucap", "gkmlpt", "hanweb"))
    counties.show_night(1)
    assert found == {5: (200, 200, 200), 6: ("ConnectionRefusedError", 503, 521), 7: (200, 200, 200)}
    assert outcomes["ucap"] == ("failed", "unreachable")
    assert outcomes["gkmlpt"] == ("failed", "server_error")
    assert outcomes["hanweb"] == ("blocked", "challenge")


def test_who_asks_is_logged_with_what_he_got(counties):
    counties.show_night(3)
    home = next(one.url for one in counties.truth(3).portals if one.platform == "trs")
    with urllib.request.urlopen(home, timeout=10) as answer:
        tag, size = answer.headers["ETag"], len(answer.read())
    with pytest.raises(urllib.error.HTTPError) as same:
        urllib.request.urlopen(urllib.request.Request(home, headers={"If-None-Match": tag}), timeout=10)
    same.value.close()
    logged = [(one.status, one.bytes, one.is_conditional) for one in counties.requests[-2:]]
    assert logged == [(200, size, False), (304, 0, True)]
    counties.show_night(1)


def test_what_happens_has_its_date(counties):
    assert night(9).date == date(2026, 1, 12)
    (new, *_) = counties.events(9).new
    assert new.year == 2025
    assert counties.events(1).new == ()
