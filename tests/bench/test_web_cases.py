"""What is measured of the site: every address answers, and the figures are those of all answers."""

from contextlib import closing

import pytest

from archive.database import open_for_reading
from archive.selection import Selection
from archive.web.pages.home import BODY
from tests.bench.many_reports import make
from tests.bench.web_cases import p95, pages
from tests.bench.web_server import served


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return make(tmp_path_factory.mktemp("bench"), 40)


@pytest.fixture(scope="module")
def client(home):
    with served(home) as asking:
        yield asking


def test_the_addresses_are_answered(home, client):
    cases = list(pages(home))
    assert {case.name for case in cases if case.goal} >= {"search", "report"}
    for case in cases:
        for address in case.addresses[: 2 if case.goal else None]:
            assert client.ask(address).wall > 0


def test_what_is_no_page_is_no_measurement(client):
    with pytest.raises(RuntimeError, match="status 404"):
        client.ask("/zh/report/999999")


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        (f"SELECT count(*) FROM (SELECT 1 FROM reports WHERE {BODY} < '?' GROUP BY {BODY})", "reports_by_body"),
        (f"SELECT count(*) FROM reports WHERE {Selection(violated=True).condition()[0]}", "checks_against"),
        ("SELECT year, province, issuer_kind, count(*) FROM reports GROUP BY 1, 2, 3", "reports_listed"),
        ("SELECT id FROM reports ORDER BY year DESC, id DESC LIMIT 50", "reports_newest"),
    ],
)
def test_what_each_page_asks_is_asked_of_the_index_made_for_it(home, sql, index):
    """The letters of a condition and of its index must be the same, or all reports are read."""
    with closing(open_for_reading(home).conn) as connection:
        plan = " ".join(row[-1] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}"))
    assert index in plan


def test_nineteen_of_twenty():
    assert p95([3, 1, 2]) == 3
    assert p95([*range(20), 1000]) == 19
