"""Datasette's own pages over the wire: bounded in what a query may build, safe in their headers, silent on their insides."""

import json
import threading
import time

import pytest

from archive.store import Store
from tests.archive.captures import keep, town_report
from tests.archive.web.served import served

# no plus in an address: it would be read as a blank
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i - -1 FROM n) SELECT count(*) FROM n"
MUCH = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i - -1 FROM n LIMIT 900) "
    "SELECT (SELECT group_concat(hex(full_text)) FROM report_text, (SELECT 1 UNION SELECT 2 UNION SELECT 3)) FROM n"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("archive")
    with Store(folder) as store:
        keep(store, town_report(1, 2024, "长文" * 100_000))
    with served(folder) as running:
        yield running


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT randomblob(1000000000)",
        "SELECT hex(zeroblob(100000000))",
        "SELECT printf('%.*c', 1000000000, 'x')",
        "SELECT format('%.*c', 1000000000, 'x')",
        MUCH,
    ],
)
def test_a_query_that_makes_much_of_nothing_is_refused_at_once(site, sql):
    began = time.monotonic()
    answer = site.get(f"/archive.json?sql={sql}")
    assert answer.status == 400
    assert "syntax error" not in answer.text
    assert len(answer.body) < 10_000
    assert time.monotonic() - began < 30, "a gigabyte takes minutes"


def test_a_long_query_is_stopped_and_keeps_no_page_waiting(site):
    answers = []
    some = [threading.Thread(target=lambda: answers.append(site.get(f"/archive.json?sql={ENDLESS}"))) for _ in range(8)]
    for one in some:
        one.start()
    assert site.get("/zh/about").status == 200
    assert len(answers) < 6, "Datasette has three threads; behind these eight its turn would come after six"
    for one in some:
        one.join()
    assert {answer.status for answer in answers} == {400}
    assert all("took too long" in answer.text or "interrupted" in answer.text for answer in answers)


@pytest.mark.parametrize(
    "path",
    ["/archive", "/archive/reports", "/archive/reports.json", "/archive/reports.csv", "/zh/", "/zh/search.csv?q=x"],
)
def test_every_answer_says_what_a_browser_may_do_with_it(site, path):
    answer = site.get(path)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
    assert (
        "object-src 'none'" in answer.headers["content-security-policy"]
        or "default-src 'none'" in answer.headers["content-security-policy"]
    )


@pytest.mark.parametrize(
    "path",
    [
        "/archive/reports?_timelimit=x",
        "/archive/reports?_sort=[",
        f"/-/static/{'x' * 3000}",
        "/archive/reports?_size=x",
    ],
)
def test_a_mistake_shows_nothing_of_the_machine(site, path):
    answer = site.get(path)
    assert answer.status in (400, 404, 500)
    for innards in ("Traceback", "site-packages", "invalid literal", "/lib/", "unrecognized token"):
        assert innards not in answer.text


def test_what_datasette_means_to_say_it_says(site):
    answer = site.get("/archive.json?sql=SELECT no_column FROM reports")
    assert answer.status == 400
    assert "no such column" in answer.text


def test_usual_queries_are_answered(site):
    assert site.get("/archive/reports.json?_shape=array").status == 200
    assert site.get("/archive/reports?_facet=year").status == 200
    found = site.get("/archive.json?_shape=array&sql=SELECT substr(full_text, 1, 3) AS a FROM report_text")
    assert json.loads(found.text) == [{"a": "长文长"}]
