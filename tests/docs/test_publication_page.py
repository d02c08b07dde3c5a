"""docs/publication.md: its rules, addresses, limits and questions are those of the site, and all that it shows works."""

import asyncio
import json
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from datasette.app import Datasette

from archive.database import open_for_reading
from archive.export import csv_files, wacz
from archive.export.verb import FORMATS
from archive.insights import likeness, lookalike_table, own_words
from archive.questions.questions import questions
from archive.search.functions import register_search
from archive.search.query import MOST_CHARACTERS, MOST_SINGLE, MOST_TERMS, parse
from archive.web.configuration import SETTINGS
from archive.web.pages import search
from archive.web.site import PAGES, ROUTES
from tests.archive.web.served import served
from tests.docs.markdown import SPAN, bare, blocks, page, sections, tables

PAGE = page("docs/publication.md")
SEARCHING, *_ = tables(sections(PAGE, 2)["Searching"])
ADDRESSES, *_ = tables(sections(PAGE, 2)["The pages"])
SLOT = re.compile(r"\b[A-Z]{2,}\b")  # ID, SNAPSHOT


@pytest.fixture(scope="module")
def site(demo):
    with served(demo.folder / "demo-data") as server:
        yield server


@pytest.fixture(scope="module")
def asked(demo):
    connection = open_for_reading(demo.folder / "demo-data").conn
    register_search(connection)
    yield connection.execute
    connection.close()


@pytest.fixture(scope="module")
def filled(asked):
    """What may stand for the words in capitals of an address."""
    report, old, new = asked(
        "SELECT report_id, min(id), max(id) FROM versions GROUP BY 1 HAVING count(*) > 1 LIMIT 1"
    ).fetchone()
    one, other = asked("SELECT report_id, other_report_id FROM lookalikes LIMIT 1").fetchone()
    (key,) = asked("SELECT key FROM reports WHERE id = ?", [report]).fetchone()
    (snapshot,) = asked(
        "SELECT snapshots.id FROM versions JOIN snapshots ON snapshots.id = snapshot_id WHERE media_type = 'text/html'"
    ).fetchone()
    numbers = {"ID": report, "OLD": old, "NEW": new, "ONE": one, "OTHER": other, "SNAPSHOT": snapshot}
    words = {"BODY": key.rsplit("/", 2)[0], "CODE": "990101", "NAME": questions()[3].name, "WORDS": "公开目录"}
    return numbers | words


@pytest.fixture(scope="module")
def exported(demo):
    """The exports that the page makes, before any of its snippets reads them."""
    (commands,) = [block for block in blocks(PAGE, "sh") if "nianbao export exported" in block]
    done = demo.run(re.sub("^nianbao", ".venv/bin/nianbao", commands, flags=re.MULTILINE))
    assert done.returncode == 0, done.stderr
    return demo.folder / "exported"


@pytest.mark.parametrize("typed", [words for cell, _ in SEARCHING for words in SPAN.findall(cell)])
def test_what_may_be_typed_is_asked(typed, asked):
    query = parse(typed).expression
    found = asked("SELECT count(*) FROM reports_fts WHERE reports_fts MATCH ?", [query]).fetchone()[0]
    assert found or typed in ("98", "公开目录 -培训")  # no report of the demo says so


def test_the_limits_of_a_search_are_told():
    told = sections(PAGE, 2)["Searching"]
    assert f"{MOST_CHARACTERS} characters and {MOST_TERMS} terms" in told
    assert f"{MOST_SINGLE} single characters" in told


@pytest.mark.parametrize("address", [bare(cell) for cell, _ in ADDRESSES])
def test_every_address_is_answered(address, site, filled):
    answer = site.get(SLOT.sub(lambda slot: str(filled[slot[0]]), address))
    assert answer.status == 200
    assert "set-cookie" not in answer.headers
    assert b"<script" not in answer.body or "/snapshot/" in address


def test_every_page_and_file_of_the_site_is_told(filled):
    told = [SLOT.sub(lambda slot: str(filled[slot[0]]), bare(cell)).partition("?")[0] for cell, _ in ADDRESSES]
    ours = [rf"^/(?P<language>zh|en)/{one.pattern}$" for one in PAGES] + [pattern for pattern, _ in ROUTES]
    assert [pattern for pattern in ours if not any(re.match(pattern, address) for address in told)] == []


def test_hits_and_rows_in_a_file_and_on_a_page_are_as_many_as_told():
    assert f"at most {search.MOST_LISTED:,}" in PAGE
    assert f"A search shows {search.ROWS} reports a page" in PAGE
    assert f"{SETTINGS['sql_time_limit_ms'] // 1000} seconds" in sections(PAGE, 2)["Datasette"]
    assert f"{SETTINGS['max_returned_rows']:,} rows" in sections(PAGE, 2)["Datasette"]


def test_a_snapshot_is_shut_off(site, filled):
    policy = site.get(f"/-/snapshot/{filled['SNAPSHOT']}/view").headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'")


def test_the_measures_of_likeness_are_those_of_the_program():
    told = sections(PAGE, 3)["Look-alikes"]
    words = {5: "five"}
    assert f"pieces of {words[own_words.GRAM]} characters" in told
    assert f"from {likeness.LEAST} on" in told
    assert f"fewer than {own_words.LEAST_CHARACTERS} characters" in told
    assert f"nearest {words[lookalike_table._MOST_KEPT]} pairs" in told


def test_every_question_is_told():
    (told,) = tables(sections(PAGE, 2)["The questions"])
    assert [[bare(name), *titles] for name, *titles in told] == [
        [question.name, question.title.en, question.title.zh] for question in questions()
    ]
    assert sections(PAGE, 2)["The questions"].startswith(f"\n\n{ {19: 'Nineteen'}[len(told)] } questions")


@pytest.mark.parametrize("path", ["/archive", "/archive/reports", "/archive/reports.excel", "/archive/04-requests"])
def test_datasette_itself_is_there(path, site):
    assert site.get(path).status == 200


def test_the_database_file_is_not_given_away(site):
    assert site.get("/archive.db").status == 403


def test_the_query_of_the_page_finds_something(asked):
    (query,) = blocks(PAGE, "sql")
    rows = asked(query, {"words": "公开目录"}).fetchall()
    assert rows
    assert all("【公开目录】" in place for *_, place in rows)


def test_behind_a_proxy_addresses_are_those_of_the_proxy(demo):
    (nginx,) = blocks(PAGE, "nginx")
    prefix = re.search(r"location (/\S+/) ", nginx)[1]
    assert f"nianbao serve --base-url {prefix}" in PAGE
    named = {"Host": "reports.example.org", "X-Forwarded-Proto": "https"}
    assert all(f"proxy_set_header {name} $" in nginx for name in named)
    with served(demo.folder / "demo-data", prefix) as server:
        assert f'href="{prefix}zh/search' in server.get(f"{prefix}zh/").text
        feed = server.get(f"{prefix}zh/changes.atom", named).text
    assert f"https://reports.example.org{prefix}zh/changes.atom" in feed


def test_a_copy_of_the_archive_shows_its_captures(demo, filled):
    done = demo.run(
        "mkdir published\n.venv/bin/nianbao backup published/archive.db\nln -s ../demo-data/warc published/warc"
    )
    assert done.returncode == 0, done.stderr
    with served(demo.folder / "published") as server:
        assert server.get(f"/zh/report/{filled['ID']}").status == 200
        assert server.get(f"/-/snapshot/{filled['SNAPSHOT']}/view").status == 200


def ask(datasette: Datasette, *paths: str) -> list[httpx.Response]:
    async def work() -> list[httpx.Response]:
        await datasette.invoke_startup()
        return [await datasette.client.get(path) for path in paths]

    return asyncio.run(work())


def test_an_own_datasette_has_the_pages_the_search_box_and_the_captures(demo, filled, tmp_path):
    own = json.loads(blocks(PAGE, "json")[0])
    (database,) = own["databases"]
    own["plugins"]["nianbao"]["warc"] = str(demo.folder / "demo-data" / "warc")
    done = demo.run(f".venv/bin/nianbao backup {tmp_path / database}.db")
    assert done.returncode == 0, done.stderr
    shown, captured, found, none = ask(
        Datasette(files=[str(tmp_path / f"{database}.db")], metadata=own),
        f"/zh/report/{filled['ID']}",
        f"/-/snapshot/{filled['SNAPSHOT']}/view",
        f"/{database}/reports.json?_search=公开目录&_shape=array",
        f"/{database}/reports.json?_search=行政复议&_shape=array",
    )
    assert (shown.status_code, captured.status_code) == (200, 200)
    assert found.json()
    assert none.json() == []


def test_the_static_database_is_served_by_datasette(exported):
    folder = exported / "sqlite"
    metadata = json.loads((folder / "metadata.json").read_bytes())
    answers = ask(
        Datasette(immutables=[str(folder / "nianbao.db")], metadata=metadata),
        "/nianbao/reports.json?_search=培训&_shape=array",
        '/nianbao/reports.json?_search="公开 开目 目录"&_searchmode=raw&_shape=array',
        "/nianbao/sources.json?_shape=array",
    )
    assert all(answer.json()[0]["title"] for answer in answers)


def test_every_format_is_told_with_its_files(exported):
    (told,) = tables(sections(PAGE, 2)["Taking data away"])
    assert {bare(name) for name, *_ in told} == set(FORMATS)
    made = {name: {str(path.relative_to(exported / name)) for path in (exported / name).rglob("*")} for name in FORMATS}
    for name, files, _ in told:
        named = {file for file in SPAN.findall(files) if "." in file}
        assert named <= made[bare(name)], name
    assert {f"{sheet().name}.csv" for sheet in csv_files._SHEETS} == made["csv"] - made["jsonl"]
    assert all({"README.md", "manifest.json", "DICTIONARY.md", "dictionary.json"} <= files for files in made.values())


def test_the_largest_file_of_captures_is_as_told():
    assert f"at most {wacz._MOST_BYTES / 1e9:g} GB" in PAGE


@pytest.mark.parametrize("snippet", blocks(PAGE, "python"))
def test_a_snippet_reads_what_was_exported(snippet, exported):
    done = run_python(snippet, exported.parent)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def run_python(snippet: str, folder: Path):
    return subprocess.run(
        [sys.executable, "-c", snippet], cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )
