"""Pages in a real Chromium: what scripts build is there, and nothing of it gets out, whatever a page tries."""

import asyncio
import json
import threading
import time

import pytest

from crawler.rendering import browser as module
from crawler.rendering.browser import Browser
from crawler.rendering.needed import constants
from crawler.rendering.traffic import MOST_REQUESTS
from tests.crawler.rendering.in_chromium import CHROMIUM, HOME, JSON, Listener, answer, page_of, rendered

pytest.importorskip("playwright")
pytestmark = [pytest.mark.soak, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]


@pytest.fixture(autouse=True)
def _in_haste(monkeypatch):
    monkeypatch.setattr(module, "_QUIET_SECONDS", 0.5)


@pytest.fixture
def stranger():
    listener = Listener()
    yield listener
    listener.close()


def test_a_list_that_is_filled_from_json_is_there():
    shell = """<div id=app></div><script src=/js/app.js></script>"""
    script = """
    fetch("/api/list?page=1").then((told) => told.json()).then((list) => setTimeout(() => {
      document.getElementById("app").innerHTML = list.map((one) => `<a href="/nb/${one.id}">${one.name}</a>`).join("");
    }, 300))"""
    entries = json.dumps([{"id": 7, "name": "白鹭镇2023年年报"}], ensure_ascii=False)
    parts = {
        "/js/app.js": answer("", script, "text/javascript; charset=utf-8"),
        "/api/list?page=1": answer("", entries, JSON),
    }
    rendering, asked = rendered(shell, parts)
    (link,) = page_of(rendering).tree.iter("a")
    assert (link.get("href"), link.text) == ("/nb/7", "白鹭镇2023年年报")
    assert [(ask.url, ask.body, ask.script) for ask in asked] == [
        (f"{HOME}/js/app.js", None, False),
        (f"{HOME}/api/list?page=1", None, True),
    ]
    assert {ask.referer for ask in asked} == {f"{HOME}/zwgk/"}
    assert rendering.software.startswith("Chromium/")


def test_a_page_in_gb2312_becomes_one_in_utf_8_that_says_so():
    shell = "<meta charset=gb2312><title>青桐县</title><script>document.title += '年报'</script>".encode("gb18030")
    rendering, _ = rendered(answer(f"{HOME}/zwgk/", shell, "text/html"))
    assert rendering.document.startswith(b"\xef\xbb\xbf<!DOCTYPE html><html>")
    assert page_of(rendering).title == "青桐县年报"


def test_what_is_sent_goes_the_way_of_all_requests():
    shell = """<body><script>
    const request = new XMLHttpRequest();
    request.open("POST", "/api/list");
    request.setRequestHeader("Content-Type", "application/json");
    request.onload = () => { document.body.append(request.status + request.responseText); };
    request.send(JSON.stringify({"unit": "白鹭镇"}));
    </script>"""
    rendering, asked = rendered(shell, {"/api/list": answer("", "一条", "text/plain; charset=utf-8")})
    assert "200一条" in page_of(rendering).text
    assert [(ask.body, ask.media_type, ask.script) for ask in asked] == [('{"unit":"白鹭镇"}', JSON, True)]


def test_a_sister_host_may_be_asked_by_script():
    """The interface of many portals is on a host of its own, and lets the portal's pages ask it."""
    shell = """<body><script>fetch("http://api.qingtong.example/list", {headers: {"X-Token": "1"}})
    .then((told) => told.text()).then((text) => document.body.append(text))</script>"""
    rendering, _ = rendered(
        shell, {"http://api.qingtong.example/list": answer("", "名单", "text/plain; charset=utf-8")}
    )
    assert "名单" in page_of(rendering).text


def test_pictures_fonts_and_sheets_are_not_asked_for_and_a_missing_sheet_hinders_nothing():
    shell = """<link rel=stylesheet href=/a.css onload="document.body.append('styled')" onerror="document.body.append('bare')">
    <body style="background: url(/back.png)"><img src=/a.png><video src=/a.mp4></video><link rel=icon href=/a.ico>
    <script>new FontFace("a", "url(/a.woff)").load().catch(() => 0); fetch("/api", {method: "PUT"}).catch(() => 0)</script>"""
    rendering, asked = rendered(shell)
    assert asked == []
    assert "styled" in page_of(rendering).text


def test_no_request_leaves_the_browser_but_through_the_crawl(stranger):
    there = f"127.0.0.1:{stranger.port}"
    shell = f"""<body><iframe src="http://{there}/frame"></iframe><img src="http://{there}/img">
    <link rel=preconnect href="http://{there}/"><link rel=prefetch href="http://{there}/prefetch">
    <link rel=dns-prefetch href="//{there}/"><form id=f method=post target=_blank action="http://{there}/form"></form>
    <script>
    const worker = (code) => {{
      try {{ new Worker(URL.createObjectURL(new Blob([code]))); }} catch (error) {{ document.body.append("" + error); }}
    }};
    for (const host of ["169.254.169.254", "{there}", "localhost:{stranger.port}", "[::1]:{stranger.port}"]) {{
      fetch("http://" + host + "/fetch").catch(() => 0);
      try {{ new WebSocket("ws://" + host + "/socket"); }} catch (error) {{ 0; }}
      try {{ new EventSource("http://" + host + "/events"); }} catch (error) {{ 0; }}
      navigator.sendBeacon("http://" + host + "/beacon", "x");
      worker("fetch('http://" + host + "/worker')");
      worker("new WebSocket('ws://" + host + "/worker')");
      window.open("http://" + host + "/window");
    }}
    fetch("file:///etc/passwd").then((told) => told.text()).then((text) => document.body.append(text)).catch(() => 0);
    navigator.serviceWorker && navigator.serviceWorker.register("/worker.js").catch(() => 0);
    document.getElementById("f").submit();
    document.body.append("gone: " + typeof RTCPeerConnection + typeof WebTransport + typeof SharedWorker);
    setTimeout(() => {{ location.href = "http://{there}/away"; }}, 200);
    </script>"""
    rendering, asked = rendered(shell)
    assert stranger.visits() == []
    assert "gone: undefinedundefinedundefined" in page_of(rendering).text
    assert "root:" not in page_of(rendering).text
    assert {ask.url.rpartition("/")[2] for ask in asked} <= {"frame", "fetch", "worker"}  # what the crawl then judges
    assert f"http://{there}/fetch" in [ask.url for ask in asked]


def test_the_browser_has_no_network_even_where_nothing_is_intercepted(stranger, tmp_path):
    there = f"127.0.0.1:{stranger.port}"
    calls = f"""async () => {{
      for (const host of ["{there}", "localhost:{stranger.port}"]) {{
        fetch("http://" + host).catch(() => 0);
        new WebSocket("ws://" + host);
        new Image().src = "http://" + host + "/a.png";
      }}
      const call = new RTCPeerConnection({{iceServers: [{{urls: "stun:{there}"}}]}});
      call.createDataChannel("x");
      await call.setLocalDescription(await call.createOffer());
      await new Promise((done) => setTimeout(done, 2000));
      return "called";
    }}"""

    async def run():
        from playwright.async_api import Error

        browser = Browser(CHROMIUM, "nianbao/0.1")
        try:
            program = await browser._start(str(tmp_path))
            tab = await (await program.new_context()).new_page()
            with pytest.raises(Error, match="ERR_"):
                await tab.goto(f"http://{there}/")
            blank = await (await program.new_context()).new_page()
            assert await blank.evaluate(calls) == "called"
            await program.close()
        finally:
            await browser.close()

    asyncio.run(run())
    assert stranger.visits() == []


@pytest.mark.parametrize(
    "script",
    [
        "while (true) {}",
        "const again = () => Promise.resolve().then(again); again();",
        "document.addEventListener('DOMContentLoaded', () => { while (true) document.body.append('x'); });",
        "location.href = 'about:blank'",
        "while (true) alert(1)",
    ],
)
def test_a_page_that_never_rests_is_given_up(monkeypatch, script):
    monkeypatch.setattr(module, "OWN_SECONDS", 4.0)
    began = time.monotonic()
    rendering, _ = rendered(f"<body>{'x' * 100}<script>{script}</script>")
    assert rendering is None
    assert time.monotonic() - began < 20


def test_a_document_beyond_measure_is_given_up():
    script = "document.body.innerHTML = '<p>' + 'x'.repeat(17 << 20)"
    assert rendered(f"<body><script>{script}</script>")[0] is None


def test_a_page_that_takes_too_much_memory_is_given_up(monkeypatch):
    monkeypatch.setattr(module, "_MOST_MEMORY", 400 << 20)
    script = """const kept = []; let n = 0;
    setInterval(() => { kept.push(new Uint8Array(8 << 20).fill(1)); fetch("/" + n++).catch(() => 0); }, 10)"""
    began = time.monotonic()
    assert rendered(f"<body><script>{script}</script>")[0] is None
    assert time.monotonic() - began < 15


def test_only_so_many_requests_are_made_for_one_page():
    script = "for (let n = 0; n < 200; n++) fetch('/poll').catch(() => 0)"
    rendering, asked = rendered(f"<body><script>{script}</script>")
    assert len(asked) == MOST_REQUESTS
    assert rendering


def test_a_page_that_never_stops_asking_is_taken_as_it_stands():
    """Portals count their visitors, and ask whether there are news, all the time."""
    began = time.monotonic()
    script = "setInterval(() => fetch('/poll').catch(() => 0), 1)"
    assert rendered(f"<body><script>{script}</script>")[0]
    assert time.monotonic() - began < 20


def test_scripts_cannot_forge_what_is_taken():
    script = """
    Object.defineProperty(document.documentElement, "outerHTML", {get: () => "<p>forged"});
    document.body.append("real")"""
    rendering, _ = rendered(f"<body><script>{script}</script>")
    assert "real" in page_of(rendering).text
    assert "<p>forged" not in page_of(rendering).text.replace(script, "")


def test_no_two_pages_share_anything_and_they_come_one_at_a_time():
    script = """<body><script>document.body.append("seen before: " + localStorage.getItem("x") + document.cookie);
    localStorage.setItem("x", "1"); document.cookie = "x=1"</script>"""
    at_work, most = 0, 0

    async def fetch(_):
        nonlocal at_work, most
        at_work += 1
        most = max(most, at_work)
        await asyncio.sleep(0)
        at_work -= 1

    async def run():
        browser = Browser(CHROMIUM, "nianbao/0.1")
        try:
            shell = answer(f"{HOME}/", script + "<script src=/a.js></script>")
            return await asyncio.gather(*(browser.render(shell, fetch) for _ in range(3)))
        finally:
            await browser.close()

    (first,), *others = [shown.renderings for shown in asyncio.run(run())]
    assert len(others) == 2
    assert all("seen before: null" in page_of(one).text for one in (first, *(other[0] for other in others)))
    assert most == 1


def test_the_arguments_close_each_way_out():
    names = {argument.partition("=")[0] for argument in constants().arguments}
    assert {"--host-resolver-rules", "--proxy-server", "--proxy-bypass-list"} <= names


def test_nothing_is_left_behind(monkeypatch, tmp_path):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    threads = threading.active_count()
    rendered("<body>页面")
    assert list(tmp_path.iterdir()) == []
    assert threading.active_count() <= threads
