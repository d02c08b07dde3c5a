"""Redirects, refusals, errors and broken connections, hunted without a network, to what is done and what is told."""

import pytest

from tests.crawler.scene import HOST, SECTIONS, Scene, Told, html, links, no_report, title, usual

HOME, REPORT = "/", "/nb/2.html"
ERROR = Told(b"<h1>500</h1>", "500 Internal Server Error")
REFUSED = Told(b"<html><h1>403 Forbidden</h1></html>", "403 Forbidden")
CHALLENGE = Told(
    b"<script>document.cookie=('_')+('_jsl_clearance_s=17');location.href=location.pathname</script>",
    "521 Odd",
    ("Set-Cookie: __jsluid_h=9f2c; path=/", "Server: jiasule-waf"),
)


def moved(place: str, status: str = "302 Found", *headers: str) -> Told:
    return Told(b"", status, (f"Location: {place}", *headers))


def ends(scene: Scene) -> tuple[str, str | None, int]:
    outcome = scene.run()
    return outcome.outcome, outcome.reason, outcome.reports


@pytest.mark.parametrize("status", ["301 Moved Permanently", "302 Found", "303 See Other", "307 X", "308 X"])
def test_redirects_are_followed(scene, status):
    usual(scene)
    scene.answers("/zwgk/", moved("/gk/index.html", status))
    scene.page("/gk/index.html", links(("/nb/", "政府信息公开年报")))
    assert ends(scene) == ("complete", None, 3)


def test_a_circle_of_redirects_ends(scene):
    usual(scene)
    scene.answers("/nb/1.html", moved("/nb/1.html"))
    scene.answers("/nb/2.html", moved("/nb/a"))
    scene.answers("/nb/a", moved("/nb/b"))
    scene.answers("/nb/b", moved("/nb/a"))
    scene.run()
    assert len(scene.asked) < 25


def test_an_endless_chain_of_redirects_ends(scene):
    usual(scene)
    for number in range(50):
        scene.answers(f"/r{number}", moved(f"/r{number + 1}"))
    scene.answers(REPORT, moved("/r0"))
    scene.run()
    assert sum(path.startswith("/r") for path in scene.paths) < 10


@pytest.mark.parametrize(
    "place", ["http://127.0.0.1:6379/", "http://169.254.169.254/", "file:///etc/passwd", "//[::1]/"]
)
def test_a_redirect_into_our_own_network_is_refused(scene, place):
    usual(scene)
    scene.answers(REPORT, moved(place))
    assert ends(scene)[2] == 2
    assert all(errand.url.startswith(HOST) for errand in scene.asked)
    assert scene.candidates()[REPORT][0] == "not_taken"


@pytest.mark.parametrize(
    "headers", [(), ("Location: ",), ("Location: javascript:void(0)",), ("Location: http://[::1",)]
)
def test_a_redirect_to_nowhere_ends_there(scene, headers):
    usual(scene)
    scene.answers(REPORT, Told(b"", "302 Found", headers))
    scene.reads(REPORT, no_report())
    assert ends(scene)[2] == 2


def test_a_home_page_that_is_sent_to_another_host_moves_the_portal(scene):
    usual(scene)
    new = "http://www.qingtongxian.example"
    scene.answers("/", moved(f"{new}/"))
    tags = '<meta name="SiteIDCode" content="9901010001"><meta name="SiteName" content="青桐县人民政府">'
    scene.answers(f"{new}/", Told(html(tags + links(("/nb/", "政府信息公开年报")), title="青桐县人民政府").encode()))
    scene.answers(f"{new}/nb/", Told(html(links(scene.report(f"{new}/1.html", 1))).encode()))
    scene.answers(f"{new}/nb/", Told(html(links((f"{new}/1.html", title(1))), column="年报").encode()))
    outcome = scene.run()
    assert (outcome.outcome, outcome.reports) == ("complete", 1)
    assert new in (outcome.notes or "")


def test_unknown_pages_that_lead_home_are_gone(scene):
    """Portals send what they do not know any more to their home page."""
    usual(scene)
    scene.answers(REPORT, moved("/"))
    assert ends(scene)[2] == 2
    assert scene.candidates()[REPORT] == ("not_taken", "soft_404")


def test_a_home_page_in_the_place_of_a_report_is_gone_too(scene):
    usual(scene)
    home = html(links(("/xw/", "今日要闻"), ("/zwgk/", "政务公开"), ("/bsfw/", "办事服务")))
    scene.answers(REPORT, Told(home.encode()))
    assert ends(scene)[2] == 2
    assert scene.candidates()[REPORT] == ("not_taken", "soft_404")


def test_a_server_that_wants_its_cookie_shown_gets_it_once(scene):
    usual(scene)
    scene.answers("/", moved("/", "302 Found", "Set-Cookie: CT6T=1; path=/"), scene_page(scene, "/"))
    assert ends(scene) == ("complete", None, 3)
    assert scene.paths[:2] == ["/", "/"]
    assert scene.servers.of(HOST).cookies.header(f"{HOST}/") == "CT6T=1"


def scene_page(scene: Scene, path: str) -> Told:
    told = scene._answers[HOST + path][0]
    assert isinstance(told, Told)
    return told


def test_a_server_that_wants_it_for_ever_does_not(scene):
    usual(scene)
    scene.answers("/", moved("/", "302 Found", "Set-Cookie: CT6T=1; path=/"))
    assert ends(scene)[0] == "failed"
    assert len(scene.asked) < 10


def test_an_error_now_and_then_costs_only_another_try(scene):
    usual(scene)
    for path in ("/", "/nb/", REPORT):
        scene.answers(path, ERROR, scene_page(scene, path))
    assert ends(scene) == ("complete", None, 3)


def test_a_page_that_always_fails_is_told(scene):
    usual(scene)
    scene.answers(REPORT, ERROR)
    assert ends(scene) == ("incomplete", "pages_failed", 2)
    assert 1 < scene.paths.count(REPORT) < 10
    assert scene.candidates()[REPORT] == ("not_taken", "server_error")


def test_a_server_of_errors_is_left_alone(scene):
    usual(scene)
    scene.answers("/", ERROR)
    assert ends(scene) == ("failed", "server_error", 0)
    assert len(scene.asked) < 12


@pytest.mark.parametrize("kind", ["timeout", "reset", "cut_off", "bad_answer", "refused", "other"])
def test_a_connection_that_breaks_once_costs_only_another_try(scene, kind):
    usual(scene)
    scene.answers(REPORT, kind, scene_page(scene, REPORT))
    assert ends(scene) == ("complete", None, 3)


@pytest.mark.parametrize("kind", ["timeout", "reset", "refused", "unresolvable", "bad_answer", "other", "cut_off"])
def test_a_host_that_never_answers_is_unreachable_after_a_few_tries(scene, kind):
    usual(scene)
    scene.answers("/", kind)
    scene.answers(HOST.replace("http:", "https:") + "/", kind)
    assert ends(scene) == ("failed", "unreachable", 0)
    assert len(scene.asked) < 10


def test_a_host_that_dies_half_way_is_told_with_what_is_lost(scene):
    usual(scene, towns=30)
    for town in range(10, 31):
        scene.answers(f"/nb/{town}.html", "timeout")
    outcome, reason, reports = ends(scene)
    assert (outcome, reason) == ("incomplete", "pages_failed")
    assert reports == 9
    assert len(scene.asked) < 25  # and not six tries for each of what is left


@pytest.mark.parametrize("kind", ["too_large", "private_address"])
def test_what_is_too_large_or_leads_to_our_own_network_is_no_fault_of_the_host(scene, kind):
    usual(scene)
    scene.answers("/nb/1.html", kind)
    assert ends(scene)[2] == 2
    assert scene.paths.count("/nb/1.html") == 1
    assert scene.candidates()["/nb/1.html"] == ("not_taken", kind)
    assert scene.servers.of(HOST).shut is None


def test_a_portal_that_answers_by_https_only_is_asked_so(scene):
    usual(scene)
    https = HOST.replace("http:", "https:")
    for path, told in list(scene._answers.items()):
        scene._answers[path.replace(HOST, https)] = told
        scene._answers[path] = ["refused"]
    for town in (1, 2, 3):
        scene.reader.records[f"{https}/nb/{town}.html"] = scene.reader.records[f"{HOST}/nb/{town}.html"]
    outcome = scene.run()
    assert (outcome.outcome, outcome.reports) == ("complete", 3)
    assert "https" in (outcome.notes or "")
    assert sum(errand.url.startswith("http:") for errand in scene.asked) == 1


def test_a_portal_behind_a_challenge_is_blocked_and_left_alone(scene):
    usual(scene)
    scene.answers("/", CHALLENGE)
    assert ends(scene) == ("blocked", "challenge", 0)
    assert len(scene.asked) == 1


def test_a_challenge_half_way_shuts_the_host_for_the_night(scene):
    usual(scene, towns=9)
    scene.answers("/nb/4.html", CHALLENGE)
    outcome, reason, reports = ends(scene)
    assert (outcome, reason) == ("blocked", "challenge")
    assert reports == 3
    assert scene.paths[-1] == "/nb/4.html"


def test_refusals_of_pages_that_matter_are_told(scene):
    usual(scene)
    scene.answers(REPORT, REFUSED)
    assert ends(scene) == ("incomplete", "access_denied", 2)


def test_a_refusal_of_a_page_that_does_not_matter_is_not(scene):
    usual(scene)
    scene.page("/zwgk/", links(("/zwgk/zfxxgk/", "政府信息公开"), ("/gkml/", "政府信息公开目录")))
    scene.answers("/gkml/", REFUSED)
    assert ends(scene) == ("complete", None, 3)


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
def test_a_report_that_is_gone_is_none_that_is_missed(scene, status):
    usual(scene)
    scene.answers(REPORT, Told(html("<h3>您访问的页面不存在</h3>").encode(), status))
    assert ends(scene) == ("complete", None, 2)
    assert scene.candidates()[REPORT] == ("not_taken", "gone")


def test_a_host_that_is_asked_too_often_is_left_in_peace_as_long_as_it_says(scene):
    usual(scene)
    busy = Told(b"<h1>Too Many Requests</h1>", "429 Too Many Requests", ("Retry-After: 30",))
    scene.answers(REPORT, busy, scene_page(scene, REPORT))
    assert ends(scene) == ("complete", None, 3)
    assert scene.pace.ready_at("www.qingtong.example") >= scene.clock.now + 30


def test_a_host_that_goes_on_saying_so_is_told(scene):
    usual(scene)
    scene.answers(REPORT, Told(b"<h1>Too Many Requests</h1>", "429 Too Many Requests"))
    outcome, reason, _ = ends(scene)
    assert (outcome, reason) == ("incomplete", "throttled")
    assert scene.paths.count(REPORT) < 6


def test_a_list_shown_in_the_place_of_reports_is_a_host_asked_too_often(scene):
    usual(scene)
    scene.answers(REPORT, scene_page(scene, "/nb/"))
    assert ends(scene) == ("incomplete", "throttled", 2)
    assert 1 < scene.paths.count(REPORT) < 6


def test_a_list_shown_once_in_the_place_of_a_report_costs_another_try(scene):
    usual(scene)
    scene.answers(REPORT, scene_page(scene, "/nb/"), scene_page(scene, REPORT))
    assert ends(scene) == ("complete", None, 3)


def test_a_report_that_speaks_of_errors_is_a_report(scene):
    """A long page is none of the short ones that stand in its place."""
    usual(scene)
    scene.page(REPORT, f"<h1>{title(2)}</h1>{SECTIONS}<p>{'系统繁忙时请稍后再试，404页面已更新。' * 40}</p>")
    assert ends(scene) == ("complete", None, 3)
