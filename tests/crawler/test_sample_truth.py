"""The truth of the sample portals: that the reader reads each report of it with every figure right, and no other."""

from collections import Counter
from collections.abc import Iterator

import pytest

from archive.record import Record
from crawler.sample.answer import Answer, Request
from crawler.sample.hazards import words
from crawler.sample.pages import CLONE, PLANS, PLATFORM, Sites, sites
from crawler.sample.truth import ReportTruth, Truth, truth_of
from pipelines.extract import extract
from pipelines.hints import Hints

BASES = {plan.name: f"http://127.0.0.1:{8610 + index}" for index, plan in enumerate(PLANS)}
NIGHTS: dict[int, Sites] = {night: sites(BASES, night) for night in (1, 2)}
TRUTHS: dict[int, Truth] = {night: truth_of(NIGHTS[night]) for night in NIGHTS}
GOOD = ("trs", "hanweb", "gkmlpt", "ucap", "openness", "vsb", "aspx")


def got(url: str, night: int = 1) -> Answer:
    """The answer to somebody with a cookie who comes from the portal."""
    base, _, path = url.removeprefix("http://").partition("/")
    (name,) = [name for name, one in BASES.items() if one == f"http://{base}"]
    headers = {"referer": f"{BASES[name]}/", "cookie": "CT6T=4f1c2a90"}
    return NIGHTS[night][name].answer(Request("GET", f"/{path}", headers))


def read(answer: Answer, url: str) -> Record:
    (record,) = extract(answer.body, file=None, url=url, media_type=answer.content_type, hints=Hints(), ocr=False)
    return record


def addresses() -> Iterator[tuple[ReportTruth, str, int]]:
    seen: set[bytes] = set()
    for night in NIGHTS:
        for report in TRUTHS[night].reports:
            for url in report.addresses:
                if (body := got(url, night).body) not in seen:  # the second night's are nearly all those of the first
                    seen.add(body)
                    yield report, url, night


ADDRESSES = list(addresses())


@pytest.mark.parametrize(("report", "url", "night"), ADDRESSES, ids=[f"{url} {night}" for _, url, night in ADDRESSES])
def test_every_report_is_read_with_every_figure_right(report, url, night):
    answer = got(url, night)
    assert answer.status == 200
    record = read(answer, url)
    assert (record.verdict, record.year, record.scope, record.form) == (
        "report",
        report.year,
        report.scope,
        report.form,
    )
    assert (record.issuer.name, record.issuer.kind) == (report.issuer, report.kind)
    assert {(cell.table, cell.row, cell.column): cell.value for cell in record.cells} == report.figures
    assert any(check.verdict == "violated" for check in record.checks) == report.is_spoiled


def test_there_are_pages_and_files_of_both_forms():
    kinds = Counter(got(url, night).body[:4] for _, url, night in ADDRESSES)
    assert kinds[b"%PDF"] >= 4
    assert kinds[b"PK\x03\x04"] >= 1
    assert any(url.endswith(".doc") for _, url, _ in ADDRESSES)
    assert {report.form for report, _, _ in ADDRESSES} == {"2019_trial", "2021_revised"}


def test_there_are_as_many_portals_and_reports_as_a_good_test_needs():
    truth = TRUTHS[1]
    assert [portal.outcome for portal in truth.portals].count("complete") == len(GOOD)
    assert len({report.issuer for report in truth.reports}) >= 30
    assert 60 <= len(truth.reports) <= 95
    assert {portal.reason for portal in truth.portals if portal.outcome != "complete"} == {
        *("challenge", "robots", "needs_rendering", "declared_more", "unreachable")
    }
    assert all((portal.reason is None) == (portal.outcome == "complete") for portal in truth.portals)


@pytest.mark.parametrize("night", NIGHTS)
def test_a_report_is_in_the_truth_once_and_no_address_has_two(night):
    reports = TRUTHS[night].reports
    assert len({(report.issuer, report.year, report.scope) for report in reports}) == len(reports)
    urls = [url for report in reports for url in report.addresses]
    assert len(set(urls)) == len(urls)
    assert not [url for url in urls if url.startswith(BASES[CLONE])]
    assert all(url.startswith("http://127.0.0.1:") for url in urls)


def test_the_second_night_has_a_new_report_an_edited_one_a_vanished_one_and_one_at_a_second_address():
    one, two = ({(report.issuer, report.year): report for report in TRUTHS[night].reports} for night in NIGHTS)
    assert two.keys() - one.keys() == {("青禾县白沙乡人民政府", 2024)}
    assert one.keys() - two.keys() == {("麦川县麦岭镇人民政府", 2023)}
    both = one.keys() & two.keys()
    assert [key for key in both if one[key].figures != two[key].figures] == [("青禾县柳泉镇人民政府", 2024)]
    more = {key: set(two[key].addresses) - set(one[key].addresses) for key in both}
    assert [(key, len(urls)) for key, urls in more.items() if urls] == [(("青禾县教育局", 2023), 1)]
    (gone,) = one["麦川县麦岭镇人民政府", 2023].addresses
    assert got(gone, 2).status == 404


def announcing() -> list[str]:
    return [url for report in TRUTHS[1].reports for url in report.announced]


@pytest.mark.parametrize("url", announcing())
def test_a_page_that_only_leads_to_a_file_has_no_figures(url):
    record = read(got(url), url)
    assert not [cell for cell in record.cells if cell.value is not None]


def alike() -> list[str]:
    marks = ("工作年度报表", "法治政府建设", "编制和发布工作的通知", "解读", "公布情况的通报")
    found = []
    for name in (*GOOD, PLATFORM):
        for path, answer in NIGHTS[1][name].pages.items():
            title = answer.body.decode(NIGHTS[1][name].charset, "replace").partition("</title>")[0]
            if answer.content_type.startswith("text/html") and any(mark in title for mark in marks):
                found.append(BASES[name] + path)
    return found


@pytest.mark.parametrize("url", alike())
def test_what_only_looks_like_a_report_is_none(url):
    assert read(got(url), url).verdict == "not_report"


def test_every_portal_has_its_look_alikes():
    assert len(words()["look_alikes"]) == 4
    assert {url.rpartition(":")[2].partition("/")[0] for url in alike()} == {
        BASES[name].rpartition(":")[2] for name in (*GOOD[:4], PLATFORM, *GOOD[5:])
    }


def test_the_imitation_has_right_words_other_figures_and_a_wrong_code():
    (page,) = [one for path, one in NIGHTS[1][CLONE].pages.items() if path == "/zfxxgknb/1.html"]
    record = read(page, "http://127.0.0.1:1/")
    (real,) = [one for one in TRUTHS[1].reports if (one.issuer, one.year) == (record.issuer.name, record.year)]
    assert {(cell.table, cell.row, cell.column): cell.value for cell in record.cells} != real.figures
    assert b'content="4401990023"' in page.body


@pytest.mark.parametrize("name", [*GOOD, "declared"])
def test_pages_bear_the_tags_of_the_state_council_and_home_pages_over_a_hundred_links(name):
    site = NIGHTS[1][name]
    home = got(BASES[name] + "/").body.decode(site.charset)
    assert home.count("<a href") > 100
    for path, answer in site.pages.items():
        if b"<title>" in answer.body and not path.endswith(".doc"):
            page = answer.body.decode(site.charset)
            assert f'<meta name="SiteIDCode" content="{site.county.code}' in page, path
            assert f'<meta name="SiteName" content="{site.county.name}' in page, path
            assert ('name="ArticleTitle"' in page) == ('name="PubDate"' in page), path
            assert 'name="ColumnName"' in page or "<title>首页" in page, path


def test_the_old_portal_is_in_gbk_and_does_not_say_so_in_its_headers():
    answer = got(BASES["aspx"] + "/")
    assert answer.content_type == "text/html"
    assert '<meta charset="gbk">' in answer.body.decode("gbk")
