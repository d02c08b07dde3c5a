"""The demo's archive, with a hostile page in it, served to a real Chromium."""

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from archive.database import open_for_reading
from archive.store import Store
from tests.archive.captures import exchange
from tests.archive.web.browser.chromium import CHROMIUM, started
from tests.archive.web.served import Served, served

HOSTILE = """
    <html><head><meta http-equiv="refresh" content="0;url={there}/refreshed"><base href="{there}/base/">
    <link rel="stylesheet" href="{there}/style.css"><script src="{there}/script.js"></script>
    <script>document.title = 'run'; parent.document.title = 'run'; fetch('{there}/fetched')</script></head>
    <body onload="fetch('{there}/loaded')"><img src="{there}/image.png" onerror="fetch('{there}/onerror')">
    <svg onload="fetch('{there}/svg')"></svg><iframe src="{there}/frame.html"></iframe>
    <object data="{there}/object"></object><embed src="{there}/embed"><video src="{there}/video" autoplay></video>
    <form action="{there}/form" target="_top"><button id="send">send</button></form>
    <a id="script" href="javascript:fetch('{there}/link')">x</a> <p>年度报告</p></body></html>"""


@dataclass
class Elsewhere:
    """A server that no page of ours may reach: keeps what it is asked for."""

    asked: list[str] = field(default_factory=list)
    address: str = ""


@dataclass(frozen=True)
class Site:
    """The served archive, the number of its hostile snapshot, and answers of SQL for what tests look for."""

    server: Served
    folder: object
    hostile: int

    def one(self, sql: str, *values: object) -> object:
        connection = open_for_reading(self.folder).conn
        try:
            return connection.execute(sql, values).fetchone()[0]
        finally:
            connection.close()


@pytest.fixture(scope="package")  # while it lives, its loop runs in this thread, and others could not run theirs
def chromium():
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with started() as browser:
        yield browser


@pytest.fixture(scope="session")
def elsewhere_server() -> Iterator[Elsewhere]:
    there = Elsewhere()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            there.asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_POST = do_GET  # noqa: N815  the name that the server looks for

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    there.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield there
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def site(demo, elsewhere_server, tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(demo.folder / "demo-data", folder, dirs_exist_ok=True)
    with Store(folder) as store:
        page = HOSTILE.format(there=elsewhere_server.address).encode()
        hostile = store.capture(exchange("http://www.hostile.example/report.html", page)).id
    with served(folder) as running:
        yield Site(running, folder, hostile)


@pytest.fixture
def open_window(chromium, site):
    """Opens windows of readers; what a page complains of, or our own rules refuse it, fails the test.

    A window that may complain is for a page that is to be refused things, and for one that is not there.
    """
    contexts, troubles = [], []

    def open_one(width=1200, height=900, *, scripts=True, may_complain=False):
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=scripts,
            locale="zh-CN",
            base_url=site.server.base,
        )
        contexts.append(context)
        window = context.new_page()
        if not may_complain:
            window.on("pageerror", lambda error: troubles.append(str(error)))
            window.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
        window.set_default_timeout(10_000)
        return window

    yield open_one
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.fixture
def page(open_window):
    return open_window()
