"""Any page: its language, its headers, its limits, and what a reader sees when it cannot be shown."""

import logging
import re

import pytest

from archive.store import Store
from archive.web import site as pages_of_the_site
from archive.web.asking import Page
from tests.archive.captures import keep, town_report
from tests.archive.web.served import served


def endless(connection, _):
    connection.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    ).fetchone()


def wrong_sql(connection, _):
    connection.execute("SELECT secret_column FROM reports")


def mistake(_, __):
    raise ZeroDivisionError("secret words")


def number(_, asked):
    asked.number("n", 1, 1, 9)
    asked.choice("kind", ("a", "b"))


ODD = (
    Page("endless", "about", endless, 200),
    Page("wrong-sql", "about", wrong_sql),
    Page("mistake", "about", mistake),
    Page("number", "failure", number),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("archive")
    with Store(folder) as store:
        keep(store, town_report())
    usual = pages_of_the_site.PAGES
    pages_of_the_site.PAGES = (*usual, *ODD)
    try:
        with served(folder) as running:
            yield running
    finally:
        pages_of_the_site.PAGES = usual


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("zh-CN,zh;q=0.9", "zh-CN"), ("en-GB,en;q=0.5", "en"), ("de", "en"), ("", "zh-CN"), ("zh-TW", "zh-CN")],
)
def test_the_first_page_speaks_the_language_that_the_browser_asks_for(site, accepted, language):
    answer = site.get("/", {"Accept-Language": accepted})
    assert f'<html lang="{language}">' in answer.text
    assert "Accept-Language" in answer.headers["vary"]


def test_each_language_has_addresses_of_its_own_and_leads_to_the_other(site):
    assert '<html lang="en">' in site.get("/en/", {"Accept-Language": "zh"}).text
    assert 'href="/zh/coverage?year=2024"' in site.get("/en/coverage?year=2024").text
    assert 'href="/en/coverage?year=2024"' in site.get("/zh/coverage?year=2024").text
    assert site.get("/zh").headers["location"].endswith("/zh/")


def test_no_page_may_run_anything_or_be_framed_by_others(site):
    for path in ("/", "/en/", "/zh/nowhere"):
        policy = site.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert "unsafe-inline" not in policy
        assert "frame-ancestors 'self'" in policy
        assert not re.search(r"<script|\son\w+=|\sstyle=", site.get(path).text)


@pytest.mark.parametrize("path", ["/en/nowhere", "/zh/report/x", "/en/report/99999", "/en/%00", "/zh/../etc/passwd"])
def test_an_address_that_leads_nowhere_says_so_in_its_language(site, path):
    answer = site.get(path)
    assert answer.status == 404
    assert "Traceback" not in answer.text


def test_a_page_that_takes_too_long_is_stopped_and_says_so(site):
    answer = site.get("/en/endless")
    assert answer.status == 503
    assert "took too long" in answer.text
    assert site.get("/en/").status == 200, "the connection is good for the next reader"


@pytest.mark.parametrize("path", ["/en/wrong-sql", "/en/mistake"])
def test_a_mistake_of_ours_is_told_to_the_log_and_not_to_the_reader(site, path, caplog):
    with caplog.at_level(logging.ERROR):
        answer = site.get(path)
    assert answer.status in (500, 503)
    assert "cannot be read at the moment" in answer.text
    assert not re.search("secret|sqlite3|SELECT|Traceback|Error:", answer.text)
    assert "secret" in caplog.text


@pytest.mark.parametrize("value", ["x", "-1", "0", "10", "1e1", "９", "9" * 500, "1;drop table reports", "%00"])
def test_a_number_that_is_none_or_out_of_bounds_is_refused_kindly(site, value):
    answer = site.get(f"/en/number?n={value}")
    assert answer.status == 400
    assert "parameter n" in answer.text


def test_a_word_that_is_not_on_the_list_is_refused_and_never_run(site):
    answer = site.get("/en/number?kind=%3Cscript%3Ealert(1)%3C/script%3E")
    assert answer.status == 400
    assert "<script" not in answer.text


def test_a_flood_of_parameters_is_no_trouble(site):
    assert site.get("/en/?" + "&".join(f"a{n}=1" for n in range(3000))).status == 200


def test_pages_stand_behind_a_prefix_too(tmp_path):
    with Store(tmp_path) as store:
        keep(store, town_report())
    with served(tmp_path, "/nianbao/") as running:
        text = running.get("/nianbao/en/").text
        assert not re.findall(r'(?:href|src|action)="/(?!nianbao/)', text)
        assert running.get("/nianbao/-/nianbao/nianbao.css").status == 200


def test_the_database_is_opened_for_reading_only(site):
    assert site.get("/archive?sql=delete+from+reports").status == 400
