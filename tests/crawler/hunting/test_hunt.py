"""Made-up portals, hunted without a network, to the reports found, the pages asked for, and a true outcome."""

import pytest

from crawler.pages.looking import look
from crawler.portals.register import Portal
from crawler.transport.robots import Robots
from tests.archive.captures import town_report
from tests.crawler.scene import HOST, SECTIONS, Scene, Told, html, links, no_report, title, usual


def test_a_simple_portal_is_found_whole_from_its_home_page(scene):
    usual(scene)
    outcome = scene.run()
    assert (outcome.outcome, outcome.reason, outcome.reports) == ("complete", None, 3)
    assert outcome.pages == len(scene.asked) == 7
    assert scene.reports() == {(f"青禾县第{town}镇人民政府", 2024) for town in (1, 2, 3)}
    assert scene.candidates() == {f"/nb/{town}.html": ("report", "heading+form") for town in (1, 2, 3)}


def test_pages_without_scent_are_never_asked_for(scene):
    usual(scene)
    scene.run()
    assert not {"/xw/", "/bsfw/", "/zwgk/zcwj/"} & set(scene.paths)


def test_the_best_link_is_followed_first(scene):
    scene.page("/", links(("/zwgk/", "政务公开"), ("/nb/", "政府信息公开年报"), ("/gk/", "信息公开")))
    scene.page("/nb/", links(scene.report("/nb/1.html", 1)), "年报")
    scene.run()
    assert scene.paths[:3] == ["/", "/nb/", "/nb/1.html"]


def test_a_page_is_asked_for_once_whatever_the_links_to_it(scene):
    usual(scene)
    scene.page("/nb/", links(*[("/nb/1.html#a", title(1)), ("http://WWW.qingtong.example:80/nb/1.html", title(1))] * 3))
    scene.run()
    assert scene.paths.count("/nb/1.html") == 1


def test_a_portal_without_a_report_says_so(scene):
    scene.page("/", links(("/zwgk/", "政务公开")))
    scene.page("/zwgk/", links(("/nb/", "政府信息公开年报")))
    scene.page("/nb/", "<p>暂无信息，敬请期待。</p>", "年报")
    outcome = scene.run()
    assert (outcome.outcome, outcome.reason) == ("incomplete", "not_found")


def test_where_nothing_better_is_found_weak_links_are_tried(scene):
    """Some portals hide their reports behind 专题 or the pages of a unit."""
    scene.page("/", links(("/zt/", "专题专栏"), ("/xw/", "今日要闻")))
    scene.page("/zt/", links(("/nb/", "政府信息公开年报")))
    scene.page("/nb/", links(scene.report("/nb/1.html", 1)), "年报")
    assert scene.run().outcome == "complete"
    assert "/xw/" not in scene.paths


def test_look_alikes_are_not_asked_for_and_told(scene):
    usual(scene)
    alike = [("/nb/w.html", "2024年政府网站工作年度报表"), ("/nb/t.html", "关于报送2024年政府信息公开年度报告的通知")]
    scene.page("/nb/", links(scene.report("/nb/1.html", 1), *alike), "年报")
    assert scene.run().outcome == "complete"
    assert scene.candidates()["/nb/w.html"] == ("not_taken", "look_alike")
    assert scene.candidates()["/nb/t.html"] == ("not_taken", "about_reports")
    assert not {"/nb/w.html", "/nb/t.html"} & set(scene.paths)


def test_a_report_that_is_known_need_not_be_visited(scene):
    usual(scene)
    assert scene.run().reports == 3
    scene.later(1)
    outcome = scene.run()
    assert (outcome.outcome, outcome.reports) == ("complete", 3)
    assert scene.paths == ["/zwgk/zfxxgk/", "/nb/"]


def test_what_robots_forbid_is_not_asked_for_and_told_where_it_matters(scene):
    scene.servers.of(HOST).robots = Robots.from_answer(200, b"User-agent: *\nDisallow: /nb/2\nDisallow: /xw/")
    usual(scene)
    outcome = scene.run()
    assert "/nb/2.html" not in scene.paths
    assert (outcome.outcome, outcome.reason, outcome.reports) == ("incomplete", "robots", 2)
    assert scene.candidates()["/nb/2.html"] == ("not_taken", "robots")


def test_a_portal_closed_by_robots_is_blocked_with_no_page_asked_for(scene):
    scene.servers.of(HOST).robots = Robots.closed()
    usual(scene)
    outcome = scene.run()
    assert (outcome.outcome, outcome.reason, scene.asked) == ("blocked", "robots", [])


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://127.0.0.1:8080/nb.html", "private_address"),
        ("http://10.0.0.1/nb.html", "private_address"),
        ("http://169.254.169.254/latest/", "private_address"),
        ("http://0x7f.1/nb.html", "private_address"),
        ("http://[::1]/nb.html", "private_address"),
        ("http://www.qingtong.example:22/nb.html", "port"),
    ],
)
def test_addresses_that_nobody_may_be_led_to_are_refused_by_name(scene, address, reason):
    usual(scene)
    scene.page("/nb/", links(scene.report("/nb/1.html", 1), (address, title(9))), "年报")
    assert scene.run().outcome == "complete"
    assert {errand.url.partition("/nb")[0] for errand in scene.asked} == {
        f"{HOST}/",
        HOST,
        f"{HOST}/zwgk/",
        f"{HOST}/zwgk/zfxxgk/",
    }
    assert list(scene.candidates().values()).count(("not_taken", reason)) == 1


def test_the_pages_of_a_stranger_are_judged_and_left(scene):
    """A clone: right words, the code of somewhere else."""
    usual(scene)
    clone = "http://www.qingt0ng.example"
    scene.page("/zwgk/zfxxgk/", links(("/nb/", "政府信息公开年报"), (f"{clone}/nb/", "政府信息公开年报（镜像）")))
    tags = '<meta name="SiteIDCode" content="4401990023"><meta name="SiteName" content="青桐县人民政府">'
    scene.answers(f"{clone}/nb/", Told(f"<html>{tags}{links((f'{clone}/1.html', title(1)))}</html>".encode()))
    assert scene.run().outcome == "complete"
    assert [path for path in scene.paths if path.startswith(clone)] in ([], [f"{clone}/nb/"])


def test_a_second_host_that_proves_itself_is_followed(scene):
    usual(scene)
    other = "http://gk.qingtong.example"
    tags = '<meta name="SiteIDCode" content="9901010001"><meta name="SiteName" content="青桐县人民政府">'
    scene.page("/", f"{tags}{links(('/zwgk/', '政务公开'))}")
    scene.page("/zwgk/", links((f"{other}/nb/", "政府信息公开年报")))
    scene.answers(
        f"{other}/nb/", Told(f"<html>{tags}{links(('/1.html', title(1)), ('/2.html', title(2)))}</html>".encode())
    )
    for town in (1, 2):
        scene.report(f"{other}/{town}.html", town)
    outcome = scene.run()
    assert (outcome.outcome, outcome.reports) == ("complete", 2)


def test_a_shell_of_scripts_in_the_place_of_the_column_is_told(scene):
    usual(scene)
    shell = '<html><head><title>年报</title></head><body><div id="app"></div><script src="/js/app.3f1c.js"></script></body></html>'
    scene.answers("/nb/", Told(shell.encode()))
    outcome = scene.run()
    assert (outcome.outcome, outcome.reason) == ("incomplete", "needs_rendering")


def test_a_page_that_is_sent_on_by_its_script_is_followed(scene):
    """TRS columns are often a line of script that leads to the newest year."""
    usual(scene)
    scene.answers("/nb/", Told(b"<script>window.location.href='./2024n/'</script>"))
    scene.page("/nb/2024n/", links(scene.report("/nb/2024n/1.html", 1)), "年报")
    assert scene.run().outcome == "complete"


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"null",
        b"[]",
        b"\x00\x01\x02",
        b"{",
        b"<",
        b"plain words",
        "年报".encode("gbk"),
        b"%PDF-1.4 broken",
        b"\xff\xfe",
    ],
)
@pytest.mark.parametrize("path", ["/", "/zwgk/", "/nb/", "/nb/1.html"])
def test_whatever_a_page_is_the_hunt_ends_and_tells_something(scene, path, payload):
    usual(scene)
    scene.answers(path, Told(payload))
    scene.reads("/nb/1.html", no_report())
    outcome = scene.run()
    assert outcome.outcome in ("complete", "incomplete", "failed")
    assert outcome.reason or outcome.outcome == "complete"
    assert outcome.reports == (2 if path == "/nb/1.html" else 0)


def test_a_report_in_a_pdf_is_read_where_the_link_leads(scene):
    usual(scene)
    scene.page("/nb/", links(("/nb/1.pdf", title(1))), "年报")
    scene.answers("/nb/1.pdf", Told(b"%PDF-1.4 and so on"))
    scene.reads("/nb/1.pdf", town_report(1))
    assert (scene.run().reports, scene.reader.urls) == (1, [f"{HOST}/nb/1.pdf"])


def test_a_report_nobody_expected_is_read_all_the_same(scene):
    """A column with one report only is often the report itself."""
    usual(scene)
    scene.page("/nb/", f"<h1>{title(5)}</h1>{SECTIONS}", "政府信息公开年报")
    scene.reads("/nb/", town_report(5))
    assert scene.run().reports == 1


def test_the_reader_is_told_the_words_of_the_link_and_the_area(scene):
    usual(scene, towns=1)
    scene.run()
    ((_, document, hints),) = scene.reader.asked
    assert title(1).encode() in document
    assert (hints.link_text, hints.division) == (title(1), "990101")


def test_a_hunt_is_not_over_while_readers_are_at_work(scene):
    usual(scene, towns=1)
    scene.reader.holds = True
    scene.hunt.begin()
    while turn := scene.hunt.next(lambda _: True):
        scene.give(turn.errand)
    assert not scene.hunt.is_over
    scene.reader.release()
    assert scene.hunt.is_over


def test_a_hunt_is_not_over_while_a_request_is_under_way(scene):
    usual(scene)
    scene.hunt.begin()
    turn = scene.hunt.next(lambda _: True)
    assert turn
    assert turn.errand.kind == "home"
    assert scene.hunt.next(lambda _: True) is None
    assert not scene.hunt.is_over


def test_nothing_is_asked_of_a_host_that_is_busy(scene):
    usual(scene)
    scene.hunt.begin()
    assert scene.hunt.next(lambda _: False) is None
    assert not scene.hunt.is_over
    assert scene.hunt.hosts_waited_for == ("www.qingtong.example",)


def test_a_page_that_our_own_code_fails_on_costs_that_page(scene, monkeypatch):
    usual(scene)
    give = scene.give

    def failing(page, *arguments, **more):
        if page.url.endswith("2.html"):
            raise RuntimeError("made up")
        return look(page, *arguments, **more)

    def guarded(errand):
        try:
            give(errand)
        except RuntimeError:
            scene.hunt.crashed(errand)

    monkeypatch.setattr("crawler.hunting.ways.look", failing)
    scene.give = guarded
    outcome = scene.run()
    assert (outcome.outcome, outcome.reason, outcome.reports) == ("incomplete", "pages_failed", 2)
    assert scene.candidates()["/nb/2.html"] == ("not_taken", "crashed")


def test_the_archive_knows_every_address_and_what_became_of_it(scene):
    usual(scene, towns=1)
    scene.run()
    fetched = dict.fromkeys(["/", "/zwgk/", "/zwgk/zfxxgk/", "/nb/", "/nb/1.html"], "fetched")
    assert scene.results() == fetched
    known = scene.addresses()["/nb/1.html"]
    assert (known.kind, known.words, known.visit.http_status) == ("report", title(1), 200)
    assert known.visit.snapshot_id


def test_a_portal_without_a_division_is_hunted_too(tmp_path):
    with Scene(tmp_path, portal=Portal(f"{HOST}/", "青桐新区管理委员会", None)) as scene:
        usual(scene)
        scene.page("/", html(links(("/nb/", "政府信息公开年报"))))
        assert scene.run().reports == 3
