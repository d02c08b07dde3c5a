"""What Datasette is told: every public table described, the machinery hidden, questions saved, and sheets for Excel."""

import csv
import io

import pytest

from archive.export.dictionary import columns_of, tables
from archive.questions.questions import questions
from archive.store import Store
from archive.web.configuration import HIDDEN, config, metadata
from tests.archive.questions.county import fill
from tests.archive.web.served import served

SERVED = metadata()["databases"]["archive"]


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    folder = tmp_path_factory.mktemp("county")
    with Store(folder) as store:
        fill(store)
    return folder


@pytest.fixture(scope="module")
def site(county):
    with served(county) as site:
        yield site


def rows(answer):
    assert answer.body.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def test_every_table_is_either_described_or_hidden(store):
    names = {
        row[0] for row in store._connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
    }
    told = {name for name in names if not name.startswith(("reports_fts_", "sqlite_"))}
    assert told == set(tables()) | set(HIDDEN)
    assert not set(tables()) & set(HIDDEN)
    for name in tables():
        assert set(SERVED["tables"][name]["columns"]) == set(columns_of(name, "zh"))
        assert " / " in SERVED["tables"][name]["description"]


def test_the_alpha_is_told_the_same_in_its_own_place():
    told = config()["databases"]["archive"]
    assert told["queries"] == SERVED["queries"]
    assert told["tables"]["reports"].items() <= SERVED["tables"]["reports"].items()
    assert not any("description" in table for table in told["tables"].values())


def test_questions_are_saved_queries_in_both_languages():
    assert list(SERVED["queries"]) == [one.name for one in questions()]
    first = SERVED["queries"]["01-published"]
    assert first["title"].startswith("哪些乡镇")
    assert "Which townships" in first["title"]
    assert first["params"] == ["division", "year", "bodies", "limit"]


def test_the_table_of_reports_has_facets_and_a_search_box(site):
    page = site.get("/archive/reports").text
    assert 'name="_search"' in page
    assert all(f"_facet={name}" in page or f'data-column="{name}"' in page for name in ("year", "issuer_kind"))
    assert "发布机关全称" in page
    hidden = site.get("/archive.json").text
    assert '"reports_fts"' in hidden


def test_a_table_is_a_sheet_to_its_last_row(site):
    head, *lines = rows(site.get("/archive/figures.excel?_size=2"))
    assert head[0] == "report_id"
    assert len(lines) == 6
    assert site.get("/archive/figures").text.count("figures.excel") == 1
    wanted = rows(site.get("/archive/reports.excel?year=2024&_size=1&_sort=id"))
    assert len(wanted) == 5


def test_a_query_is_a_sheet_and_so_is_a_saved_one(site):
    answer = site.get("/archive.excel?sql=select+'%3D1%2B1'+as+a,+-3+as+b,+null+as+c")
    assert rows(answer) == [["a", "b", "c"], ["'=1+1", "-3", ""]]
    assert answer.headers["content-disposition"] == 'attachment; filename="nianbao-query.csv"'
    assert len(rows(site.get("/archive/13-licences.excel?limit=1"))) == 2
    assert site.get("/archive.excel?sql=select+nothing").status == 400
    many = "with+recursive+n(i)+as+(select+1+union+all+select+i%2B1+from+n+limit+1500)+select+i+from+n"
    assert "first-rows" in site.get(f"/archive.excel?sql={many}").headers["content-disposition"]
