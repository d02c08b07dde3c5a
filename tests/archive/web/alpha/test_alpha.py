"""The plugin on the newest alpha of Datasette, in an environment of its own: pages, the search box, snippets."""

import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from archive.store import Store
from tests.archive.captures import keep, town_report
from tests.archive.web.served import Served

ROOT = Path(__file__).parents[4]
ENVIRONMENT = ROOT / ".venv-alpha"
REQUIREMENTS = Path(__file__).with_name("requirements.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    if not (ENVIRONMENT / "bin" / "python").exists():
        pytest.skip("`make test` installs the alpha into an environment of its own")
    folder = tmp_path_factory.mktemp("alpha") / "data"
    with Store(folder) as store:
        for town, text in enumerate(("全年受理行政複議 3 件。", "信访、培训照常。", "无。"), start=1):
            keep(store, replace(town_report(town), sections={"overview": text}), f"http://example.cn/{town}")
    command = [ENVIRONMENT / "bin" / "python", Path(__file__).with_name("serve.py"), folder]
    log = folder.parent / "log"
    with (
        log.open("wb") as errors,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
        ) as server,
    ):
        try:
            told = server.stdout.readline().split()
            assert len(told) == 2, log.read_text()
            assert f"datasette=={told[0]}\n" in REQUIREMENTS
            assert told[0].startswith("1.0")
            yield Served(f"http://127.0.0.1:{told[1]}")
        finally:
            server.kill()


def found(site, words):
    answer = site.get(f"/archive/reports.json?_shape=array&_search={quote(words)}")
    return {row["id"] for row in json.loads(answer.text)}


@pytest.mark.parametrize(("path", "language"), [("/", "zh-CN"), ("/zh/", "zh-CN"), ("/en/", "en")])
def test_the_home_page_in_each_language(site, path, language):
    page = site.get(path)
    assert page.status == 200
    assert f'<html lang="{language}">' in page.text
    assert "script" not in page.headers["content-security-policy"]


def test_what_is_not_there_is_a_page_of_ours(site):
    page = site.get("/zh/no-such-page")
    assert page.status == 404
    assert 'href="/zh/"' in page.text


@pytest.mark.parametrize(
    ("words", "reports"),
    [
        ("行政复议", {1}),
        ("信访", {2}),
        ("信 -复议", {2, 3}),
        ("2024年 培训", {2}),
        ("没有的词", set()),
    ],
)
def test_the_search_box_finds_chinese_words(site, words, reports):
    assert found(site, words) & {1, 2, 3} == reports


def test_the_list_shows_words_where_they_stand_and_the_box_keeps_them(site):
    page = site.get("/archive/reports?_search=行政复议").text
    assert "<mark>行政複議</mark> 3 件" in page
    assert 'href="/zh/report/1"' in page
    assert 'name="_search" value="行政复议"' in page
    assert 'class="rows-and-columns"' in page


def test_the_table_alone_and_one_row_are_shown(site):
    assert site.get("/archive/reports").text.count('href="/zh/report/') == 3
    assert 'href="/zh/report/1"' in site.get("/archive/reports/1").text
    assert site.get("/archive/snapshots").status == 200


@pytest.mark.parametrize("words", ['a" OR *', "NEAR(信访 x)", "title:信访", "-", "'); drop table reports;--", "信访\0"])
def test_hostile_words_are_answered(site, words):
    assert site.get(f"/archive/reports?_search={quote(words)}").status == 200
    raw = site.get(f"/archive/reports?_searchmode=raw&_search={quote(words)}")
    assert raw.status in {200, 400}
    assert "Traceback" not in raw.text


def test_sql_has_snippets(site):
    sql = "select zh_snippet(narrative, '行政复议') as s from report_text where report_id = 1"
    rows = json.loads(site.get(f"/archive/-/query.json?_shape=array&sql={quote(sql)}").text)
    assert rows == [{"s": "全年受理【行政複議】 3 件。"}]


@pytest.mark.parametrize("name", ["01-published", "04-requests", "10-identities"])
def test_a_question_is_a_saved_query_there_too(site, name):
    page = site.get(f"/archive/{name}")
    assert page.status == 200
    assert "SELECT" in page.text
