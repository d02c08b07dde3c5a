"""One page in a real Chromium, and a server that none may reach: what the tests of the browser share."""

import asyncio
import shutil
import socket

from archive.record import Exchange
from crawler.pages.answer import Answer
from crawler.pages.page import Page
from crawler.rendering.browser import Browser

CHROMIUM = shutil.which("chromium")
HOME = "http://www.qingtong.example"
JSON = "application/json"


def answer(url, body, kind="text/html; charset=utf-8"):
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode()
    return Answer(
        Exchange(url, "2026-01-31T02:00:00.000000Z", None, b"", head, body if bytes is type(body) else body.encode())
    )


class Listener:
    """A server that no page may reach: counts who comes, over TCP and UDP."""

    def __init__(self):
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.port = self.tcp.getsockname()[1]
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", self.port))
        for one in (self.tcp, self.udp):
            one.settimeout(0)

    def visits(self):
        found = []
        for take in (self.tcp.accept, lambda: (None, self.udp.recv(100))):
            try:
                connection, told = take()
            except BlockingIOError:
                continue
            if connection:
                connection.close()
            found.append(told)
        return found

    def close(self):
        self.tcp.close()
        self.udp.close()


def rendered(shell, parts=()):
    """What the browser makes of a page, None where nothing, and what it asked for."""
    shown, asked = turned(shell, parts, 0)
    assert len(shown.renderings) <= 1
    return (shown.renderings[0] if shown.renderings else None), asked


def turned(shell, parts=(), most_turns=9):
    """The same of a page that is turned over."""
    asked = []

    async def fetch(ask):
        asked.append(ask)
        return dict(parts).get(ask.url.removeprefix(HOME))

    async def run():
        browser = Browser(CHROMIUM, "nianbao/0.1")
        try:
            page = shell if isinstance(shell, Answer) else answer(f"{HOME}/zwgk/", shell)
            return await browser.render(page, fetch, most_turns)
        finally:
            await browser.close()

    return asyncio.run(run()), asked


def page_of(rendering):
    return Page(f"{HOME}/zwgk/", rendering.document)
