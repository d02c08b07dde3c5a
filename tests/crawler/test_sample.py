"""The sample county: figures that add up but for the one that must not, and a portal that shows two nights of it."""

import hashlib
import http.client
import os
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from archive.forms import form_tables
from archive.record import Record
from crawler.sample.county import BODIES, FORM, YEARS, read_from, report
from crawler.sample.pages import Page, pages
from crawler.sample.server import SamplePortal, sample_portal
from crawler.scent import leads_to_reports

# the identities of the form of 2021, written out here so that they do not rest on the code they judge
ORGANISATIONS = ("org_business", "org_research", "org_public_interest", "org_legal_service", "org_other")
APPLICANTS = ("natural_person", *ORGANISATIONS)
RESULTS = (
    *("granted", "partially_granted"),
    *("denied_state_secret", "denied_law_prohibits", "denied_security_stability", "denied_third_party"),
    *("denied_internal_affairs", "denied_process_info", "denied_enforcement_files", "denied_admin_query"),
    *("unable_not_held", "unable_needs_creation", "unable_still_unclear"),
    *("unprocessed_petition", "unprocessed_duplicate", "unprocessed_publications"),
    *("unprocessed_excessive", "unprocessed_reconfirm"),
    *("other_overdue_correction", "other_overdue_fee", "other_misc"),
)
ROWS = ("new_requests", "carried_in", *RESULTS, "results_total", "carried_out")
BLOCKS = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
SPOILED = "/gk/nb/sqz/2024.html"


def identities(record: Record) -> Iterator[tuple[str, float, float]]:
    requests, review = record.tables["requests"], record.tables["review_litigation"]
    for row in ROWS:
        yield f"row {row}", sum(requests[row][one] for one in APPLICANTS), requests[row]["total"]
    for column in (*APPLICANTS, "total"):
        yield f"column {column}", sum(requests[row][column] for row in RESULTS), requests["results_total"][column]
        arrived = requests["new_requests"][column] + requests["carried_in"][column]
        left = requests["results_total"][column] + requests["carried_out"][column]
        yield f"balance {column}", arrived, left
    for block in BLOCKS:
        parts = ("upheld", "corrected", "other_outcome", "pending")
        yield f"block {block}", sum(review[block][one] for one in parts), review[block]["total"]


def broken(record: Record) -> list[str]:
    return [name for name, one, other in identities(record) if one != other]


def reports(night: int) -> dict[str, Record]:
    return {path: page.record for path, page in pages(night).items() if page.record}


NIGHT_1, NIGHT_2 = reports(1), reports(2)


def test_there_are_42_identities_as_the_form_has():
    assert len(list(identities(NIGHT_1["/gk/nb/xzf/2023.html"]))) == 25 + 7 + 7 + 3


@pytest.mark.parametrize("path", [path for path in NIGHT_2 if path != SPOILED])
def test_figures_satisfy_every_identity(path):
    assert broken(NIGHT_2[path]) == []


@pytest.mark.parametrize("night", [NIGHT_1, NIGHT_2])
def test_the_spoiled_report_breaks_its_row_and_its_balance_and_nothing_else(night):
    assert broken(night[SPOILED]) == ["row carried_in", "balance total"]


@pytest.mark.parametrize("path", NIGHT_2)
def test_the_checks_of_a_record_say_what_its_figures_say(path):
    record = NIGHT_2[path]
    told = [(check.rule, f"balance {check.at}", check.left, check.right) for check in record.checks]
    assert told == [("requests.balance", *sides) for sides in identities(record) if sides[0].startswith("balance")]
    assert [check.at for check in record.checks if check.verdict == "violated"] == (
        ["total"] if path == SPOILED else []
    )
    assert all((check.left == check.right) == (check.verdict == "ok") for check in record.checks)


def test_figures_are_not_all_nought_for_nought_satisfies_everything():
    for record in NIGHT_2.values():
        for column in APPLICANTS:
            assert record.tables["requests"]["results_total"][column] > 0
        assert len({cell.value for cell in record.cells}) > 10


def test_reports_differ_from_each_other():
    figures = [
        tuple(cell.value for cell in record.cells) for path, record in NIGHT_2.items() if path.startswith("/gk/nb/")
    ]
    assert len(figures) == len(set(figures)) == len(BODIES) * len(YEARS)


@pytest.mark.parametrize("path", NIGHT_2)
def test_every_cell_of_the_form_is_there_once_in_its_order_and_printed_as_it_is(path):
    record = NIGHT_2[path]
    assert record.form == FORM == "2021_revised"
    form = [
        (cell.table, cell.row, cell.column)
        for (name, _), cells in form_tables().items()
        if name == FORM
        for cell in cells
    ]
    assert [(cell.table, cell.row, cell.column) for cell in record.cells] == form
    for cell in record.cells:
        assert float(cell.raw) == cell.value
        assert cell.value >= 0
        assert cell.status == ("number" if cell.value else "zero")


@pytest.mark.parametrize("path", NIGHT_2)
def test_a_record_is_one_of_ours_and_survives_its_json(path):
    record = NIGHT_2[path]
    assert Record.loads(record.dumps()) == record
    assert record.verdict == "report"
    assert record.title == f"{record.issuer.name}{record.year}年政府信息公开工作年度报告"
    assert (record.period.start.isoformat(), record.period.end.isoformat()) == (
        f"{record.year}-01-01",
        f"{record.year}-12-31",
    )
    assert record.written_date.year == record.year + 1
    assert f"申请{record.tables['requests']['new_requests']['total']}件" in record.sections["requests"]


def test_the_county_is_nowhere():
    assert {record.issuer.division.code[:2] for record in NIGHT_2.values()} == {"99"}  # no province has this code
    assert {record.contact.emails for record in NIGHT_2.values()} == {("gongkai@example.cn",)}


def test_a_record_read_from_a_page_tells_the_page():
    record = read_from(report(BODIES[0], 2023), "http://127.0.0.1:1/a.html", "年报".encode())
    assert (record.source.url, record.source.bytes) == ("http://127.0.0.1:1/a.html", 6)
    assert record.source.sha256 == hashlib.sha256("年报".encode()).hexdigest()


_DIGEST = """
import hashlib
from crawler.sample.pages import pages
digest = hashlib.sha256()
for night in (1, 2):
    for path, page in pages(night).items():
        digest.update(f"{path} {page.html} {page.record.dumps() if page.record else None}".encode())
"""


def test_the_county_is_the_same_on_every_run():
    here: dict = {}
    exec(_DIGEST, here)
    for seed in ("0", "1"):
        done = subprocess.run(
            [sys.executable, "-c", f"{_DIGEST}\nprint(digest.hexdigest())"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        assert done.stdout.strip() == here["digest"].hexdigest()


def test_the_second_night_brings_one_new_one_edited_and_one_copied_page():
    assert NIGHT_2.keys() - NIGHT_1.keys() == {"/gk/nb/bsx/2024.html", "/jyj/gk/2023.html"}
    assert NIGHT_1.keys() - NIGHT_2.keys() == set()
    first, second = pages(1), pages(2)
    assert [path for path in NIGHT_1 if first[path].html != second[path].html] == ["/gk/nb/lqz/2024.html"]
    assert second["/jyj/gk/2023.html"].html == second["/gk/nb/jyj/2023.html"].html
    assert NIGHT_2["/jyj/gk/2023.html"] == NIGHT_2["/gk/nb/jyj/2023.html"]


def test_the_edit_is_one_figure():
    before, after = NIGHT_1["/gk/nb/lqz/2024.html"], NIGHT_2["/gk/nb/lqz/2024.html"]
    changed = [(one.row, one.column) for one, two in zip(before.cells, after.cells, strict=True) if one != two]
    assert changed == [("admin_licensing", "decisions")]
    assert (before.title, before.year, before.issuer) == (after.title, after.year, after.issuer)


@pytest.mark.parametrize("night", [1, 2])
def test_every_report_is_reached_along_links_that_speak_of_reports_and_no_news_is(night):
    portal, seen, waiting = pages(night), set(), ["/"]
    while waiting:
        path = waiting.pop()
        seen.add(path)
        for part in portal[path].html.split('<a href="')[1:]:
            target, _, words = part.partition('">')
            if leads_to_reports(words.partition("<")[0]) and target not in seen:
                waiting.append(target)
    assert seen == {"/", "/gk/nb/", *reports(night)}
    assert [path for path in portal if path.startswith("/news/")]


def test_a_page_shows_title_and_every_figure():
    page = pages(1)["/gk/nb/xzf/2023.html"]
    assert f"<h1>{page.record.title}</h1>" in page.html
    for cell in page.record.cells:
        assert f"<tr><td>{cell.row}</td><td>{cell.column}</td><td>{cell.raw}</td></tr>" in page.html


def got(portal: SamplePortal, *paths: str) -> list[tuple[int, str, bytes]]:
    """Asked over one connection, as the crawler does."""
    connection = http.client.HTTPConnection(urlsplit(portal.home).netloc, timeout=10)
    answers = []
    try:
        for path in paths:
            connection.request("GET", path)
            answer = connection.getresponse()
            answers.append((answer.status, answer.getheader("Content-Type"), answer.read()))
    finally:
        connection.close()
    return answers


def expected(page: Page) -> tuple[int, str, bytes]:
    return 200, "text/html; charset=utf-8", page.html.encode()


def test_the_portal_serves_the_pages_of_the_night_it_is_told():
    with sample_portal(0) as portal:
        for night in (1, 2, 1):
            portal.show_night(night)
            content = pages(night)
            assert got(portal, *content) == [expected(page) for page in content.values()]


def test_the_portal_begins_with_the_first_night_and_answers_404_for_what_comes_later():
    with sample_portal(0) as portal:
        (answer,) = got(portal, "/gk/nb/bsx/2024.html")
        assert answer[0] == 404
        assert "没有这个页面".encode() in answer[2]


def test_the_portal_is_on_loopback_and_knows_its_pages_by_address():
    with sample_portal(0) as portal:
        assert urlsplit(portal.home).hostname == "127.0.0.1"
        assert portal.page_at(portal.home).path == "/"
        assert portal.page_at(f"{portal.home}gk/nb/xzf/2023.html").record == NIGHT_1["/gk/nb/xzf/2023.html"]
        assert portal.page_at(f"{portal.home}none") is None


def test_two_portals_at_once_have_two_addresses_and_a_closed_one_is_closed():
    with sample_portal() as one, sample_portal() as other:
        assert one.home != other.home
        assert got(one, "/") == got(other, "/")
    with pytest.raises(ConnectionRefusedError):
        got(one, "/")
