"""`nianbao crawl` on small portals and under trouble, to its lines, its exit status, and what the next call makes of it."""

import resource
import shutil
import signal
from collections.abc import Iterator
from contextlib import closing
from sqlite3 import OperationalError
from threading import Event

import pytest

from archive.store import Store
from tests.calling import refused
from tests.crawler.crawl_process import (
    NAME,
    SETTINGS,
    crawl,
    outcomes,
    prepare,
    proof,
    reports,
    rows,
    small_portal,
    start,
    wait_until,
)
from tests.crawler.zoo.ground import Answer, Ground


@pytest.fixture
def ground() -> Iterator[Ground]:
    with Ground() as opened:
        yield opened


def register(folder, *hosts) -> None:
    prepare(folder, [(f"{host.home}/", f"{NAME}{number}", "990101") for number, host in enumerate(hosts)])


def lines(run) -> list[str]:
    return run.stderr.splitlines()


# what is refused before anything is fetched


@pytest.mark.parametrize(
    ("register_text", "words", "told"),
    [
        (None, (), "no such register"),
        ("", (), "no header"),
        ("name,code\nx,1\n", (), "no header"),
        ("url,name,division\n", (), "no portals in it"),
        ("url,name,division\n# http://a.example/,x,\n\n", (), "no portals in it"),
        ("url,name,division\nfile:///etc/passwd,x,\n", (), "line 2"),
        ("url,name,division\nhttp://a.example/,,\n", (), "no name"),
        ("url,name,division\nhttp://a.example/,x,xian\n", (), "6 digits"),
        ("url,name,division\nhttp://a.example/,青桐县,\n", ("--portal", "白棠县"), "白棠县"),
        ("url,name,division\nhttp://a.example/,青桐县,\n", ("--portal", ""), ""),
        ("url,name,division\nhttp://a.example/,青桐县,\n", ("--max-pages", "0"), "--max-pages 0"),
        ("url,name,division\nhttp://a.example/,青桐县,\n", ("--max-pages", "-3"), "--max-pages -3"),
        ("url,name,division\nhttp://a.example/,青桐县,\n", ("--max-pages", "many"), "many"),
        ("url,name,division\nhttp://a.example/,青桐县,\n", ("--revisit", "often"), "often"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(elsewhere, capsys, register_text, words, told):
    if register_text is not None:
        (elsewhere / "portals.csv").write_text(register_text, "utf-8")
    line = refused(capsys, "crawl", *words)
    assert told in line
    assert not (elsewhere / "data").exists()


def test_a_register_that_is_no_text_is_told_in_one_line(elsewhere, capsys):
    (elsewhere / "portals.csv").write_bytes("url,name,division\nhttp://a.example/,青桐县,\n".encode("gbk"))
    assert "UTF-8" in refused(capsys, "crawl")


def test_an_archive_at_work_is_told_in_one_line(elsewhere, capsys, monkeypatch):
    monkeypatch.setattr("crawler.crawling._WAIT_FOR_THE_ARCHIVE", 0.0)
    (elsewhere / "portals.csv").write_text("url,name,division\nhttp://a.example/,青桐县,\n", "utf-8")
    with closing(Store(elsewhere / "data", purpose="tests")):
        assert "is being written by" in refused(capsys, "crawl")


# what a night tells


def test_a_night_that_is_complete_ends_with_nought_and_its_numbers(tmp_path, ground):
    hosts = [small_portal(ground, reports) for reports in (4, 9, 2)]
    register(tmp_path, *hosts)
    run = crawl(tmp_path, "--portal", f"{NAME}0", "--portal", f"127.0.0.1:{hosts[2].port}")
    assert run.returncode == 0, run.stderr
    told = lines(run)
    assert sorted(told[:2]) == [f"{NAME}0: complete, 4 reports, 8 pages", f"{NAME}2: complete, 2 reports, 6 pages"]
    assert told[2] == f"The night's report: {next((tmp_path / 'data' / 'reports').glob('*.md'))}"
    summary = "2 portals: 14 pages, 4 new reports, 0 changed, 0 gone"  # both portals show the same bodies
    assert told[3:] == ["Nobody is needed.", summary]
    assert rows(tmp_path, "SELECT exit_status, pages, new_reports FROM runs") == [(0, 14, 4)]
    assert len(reports(tmp_path)) == 4
    assert [bool(host.hits) for host in hosts] == [True, False, True]
    assert len(outcomes(tmp_path)) == 2


def test_a_bound_of_pages_is_kept_and_told(tmp_path, ground):
    host = small_portal(ground, 9)
    register(tmp_path, host)
    run = crawl(tmp_path, "--max-pages", "6")
    assert run.returncode == 3
    assert lines(run)[-1] == f"{NAME}0 ({host.home}/): incomplete, over_budget"
    assert len(host.hits) == 6
    assert outcomes(tmp_path) == {f"{host.home}/": ("incomplete", "over_budget")}


def test_known_reports_need_no_second_visit_and_all_are_visited_where_it_is_asked_for(tmp_path, ground):
    host = small_portal(ground, 3)
    register(tmp_path, host)
    crawl(tmp_path)
    host.hits.clear()
    assert crawl(tmp_path).returncode == 0
    assert not [hit.target for hit in host.hits if hit.target.startswith("/nb/") and hit.target != "/nb/"]
    host.hits.clear()
    assert crawl(tmp_path, "--revisit", "all").returncode == 0
    assert len([hit for hit in host.hits if hit.target.endswith(".html")]) == 3
    assert len(reports(tmp_path)) == 3
    assert rows(tmp_path, "SELECT new_reports, changed_reports FROM runs ORDER BY id") == [(3, 0), (0, 0), (0, 0)]


# what goes wrong in the middle


def test_nothing_of_our_own_network_is_touched_where_it_is_not_allowed(tmp_path, ground):
    """The portal stands for the open internet; its links, redirects, frames and files lead to this machine."""
    host = small_portal(ground, 2)
    inner = ground.open()
    inner.pages["/*"] = Answer("<html><title>政府信息公开年报</title>secret</html>")
    away = f"http://127.0.0.2:{inner.port}"
    names = ("127.0.0.2", "2130706434", "localhost", "0.0.0.0", "[::1]")
    places = (*(f"http://{name}:{inner.port}/nb/" for name in names), f"{host.home}/away/")
    more = "".join(f'<li><a href="{place}">政府信息公开年报</a></li>' for place in places)
    page = host.pages["/zwgk/"].body.decode()
    host.pages["/zwgk/"] = Answer(page.replace("</body>", f'{more}<iframe src="{away}/nb/"></iframe></body>'))
    host.pages["/away/"] = Answer("", 302, headers=(("Location", f"{away}/nb/"),))
    prepare(tmp_path, [(f"{host.home}/", NAME, "990101")], SETTINGS.replace("= true", "= false"))
    program = 'from crawler.transport import gate\ngate.is_public = lambda address: address == "127.0.0.1"\n'
    pretend = (
        "gate._kind_of_host, usual = (lambda host: None if host == '127.0.0.1' else usual(host)), gate._kind_of_host"
    )
    run = crawl(tmp_path, program=program + pretend)
    assert inner.connections == 0
    assert len(reports(tmp_path)) == 2, run.stderr
    refusals = rows(tmp_path, "SELECT count(*) FROM candidates WHERE reason = 'private_address'")
    assert refusals[0][0] >= len(names)


def test_a_page_that_our_own_code_fails_on_costs_that_page(tmp_path, ground):
    host = small_portal(ground, 3)
    register(tmp_path, host)
    program = """
from crawler.hunting import ways
def failing(page, *told, **more):
    if page.url.endswith("/nb/1.html"):
        raise RecursionError("made up")
    return usual(page, *told, **more)
usual, ways.look = ways.look, failing
"""
    with start(tmp_path, program=program) as process:
        _, told = process.communicate(timeout=60)
    assert process.returncode == 3
    assert outcomes(tmp_path) == {f"{host.home}/": ("incomplete", "pages_failed")}
    assert len(reports(tmp_path)) == 2
    assert f"1 warning in {tmp_path / 'data' / 'logs' / 'night.log'}" in told
    assert "/nb/1.html" in (tmp_path / "data" / "logs" / "night.log").read_text("utf-8")
    assert ("not_taken", "crashed") in rows(tmp_path, "SELECT verdict, reason FROM candidates")


def test_a_record_that_our_own_code_fails_on_costs_that_page(tmp_path, ground):
    host = small_portal(ground, 3)
    register(tmp_path, host)
    program = """
from crawler.hunting.reports_found import ReportsFound
def failing(self, errand, snapshot, record):
    if errand.url.endswith("/nb/1.html"):
        raise RecursionError("made up")
    return usual(self, errand, snapshot, record)
usual, ReportsFound._follow_files = ReportsFound._follow_files, failing
"""
    with start(tmp_path, program=program) as process:
        process.communicate(timeout=60)
    assert process.returncode == 3
    assert rows(tmp_path, "SELECT exit_status FROM runs") == [(3,)]


def test_home_pages_that_are_no_pages_are_told_and_hold_up_nobody(tmp_path, ground):
    hosts = []
    for payload in (b"", b"null", b"\x00\xff\x00", b"just words", b"[]", b"<", b"%PDF-1.4"):
        hosts.append(ground.open())
        hosts[-1].pages["/"] = Answer(payload, 200, "text/html")
    good = small_portal(ground, 1)
    register(tmp_path, *hosts, good)
    assert crawl(tmp_path).returncode == 3
    told = outcomes(tmp_path)
    assert told.pop(f"{good.home}/") == ("complete", None)
    assert len(told) == len(hosts)
    assert {outcome for outcome, _ in told.values()} <= {"incomplete", "failed"}
    assert all(reason for _, reason in told.values())


def test_ctrl_c_ends_the_night_in_one_line_and_the_next_call_goes_on(tmp_path, ground):
    host = small_portal(ground, 12)
    register(tmp_path, host)
    with start(tmp_path) as process:
        assert wait_until(process, lambda: len(host.hits) >= 6)
        process.send_signal(signal.SIGINT)
        out, told = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, "")
    assert told.splitlines()[-1] == "nianbao: interrupted; what was acknowledged is kept"
    assert "Traceback" not in told
    assert proof(tmp_path) == "whole"
    kept = {url.removeprefix(host.home) for (url,) in rows(tmp_path, "SELECT url FROM snapshots")}
    host.hits.clear()
    run = crawl(tmp_path)
    assert run.returncode == 0, run.stderr
    assert lines(run)[0].startswith("going on with run 1")
    assert not kept & {hit.target for hit in host.hits}
    assert len(reports(tmp_path)) == 12
    assert rows(tmp_path, "SELECT id, exit_status FROM runs") == [(1, 0)]


@pytest.mark.parametrize("limit", [400_000, pytest.param(30_000, marks=pytest.mark.soak)])
def test_a_full_disk_ends_the_night_in_one_line_and_harms_nothing(tmp_path, ground, limit):
    """The smaller limit meets the archive's tables, the larger one what the night writes into them."""
    host = small_portal(ground, 16)
    register(tmp_path, host)

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    run = crawl(tmp_path, limit=bounded)
    assert run.returncode == 1, run.stderr
    assert lines(run)[-1].startswith("nianbao: ")
    assert sum(line.startswith("nianbao: ") for line in lines(run)) == 1
    again = crawl(tmp_path)
    assert again.returncode == 0, again.stderr
    assert len(reports(tmp_path)) == 16
    assert proof(tmp_path) == "whole"


def test_what_was_captured_but_is_lost_is_fetched_again(tmp_path, ground):
    """Between a kill and the next call the WARC file may go the way of the disk it was on."""
    host = small_portal(ground, 12)
    held = Event()
    host.before.append(lambda request: held.wait(30) and None if request.path == "/nb/5.html" else None)
    register(tmp_path, host)
    with start(tmp_path) as process:
        is_stuck = wait_until(process, lambda: (tmp_path / "data/archive.db").exists() and snapshots(tmp_path) >= 5)
        process.kill()
    held.set()
    assert is_stuck
    shutil.rmtree(tmp_path / "data" / "warc")
    run = crawl(tmp_path)
    assert outcomes(tmp_path) == {f"{host.home}/": ("complete", None)}, run.stderr
    assert len(reports(tmp_path)) == 12


def snapshots(folder) -> int:
    """How many are safe already."""
    try:
        return rows(folder, "SELECT count(*) FROM snapshots")[0][0]
    except OperationalError:  # its tables are being made
        return 0
