"""A night's report to real servers on loopback: what arrives, when, and what is said when it does not."""

import email
import json
import socket
from base64 import b64encode
from dataclasses import replace
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from crawler.health.notify import tell
from tests.crawler.certificates import Authority
from tests.crawler.health.history import NOBODY_TOLD
from tests.crawler.health.made_up import finding, news, night_report
from tests.crawler.health.mail_server import MailServer

ALARM = night_report(finding(), news=news())
SECRET = "hunter2"


class Webhook(ThreadingHTTPServer):
    """Answers with one status after the other, the last for all that follow."""

    def __init__(self, *statuses):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.statuses, self.posts, self.paths = list(statuses), [], []
        self.url = f"http://127.0.0.1:{self.server_port}/hook?key={SECRET}"

    def __enter__(self):
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *error):
        self.shutdown()
        super().__exit__(*error)


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        server = self.server
        server.paths.append(self.path)
        server.posts.append((self.headers, self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(server.statuses.pop(0) if len(server.statuses) > 1 else server.statuses[0])
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST  # noqa: N815  # where a redirect would lead

    def log_message(self, *_):
        pass


def told(report=ALARM, timeout=5.0, **settings):
    return tell(report, replace(NOBODY_TOLD, **settings), timeout=timeout, pause=0.0)


def mailing(server, **settings):
    return {
        "mail_to": "Wang <wang@example.org>, li@example.org",
        "smtp_host": "localhost",
        "smtp_port": server.port,
        **settings,
    }


def closed_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def test_nobody_is_told_where_nobody_is_named():
    assert told() == ()


def test_a_webhook_gets_the_json_of_the_report():
    with Webhook(200) as server:
        assert told(webhook=server.url) == ()
    [(headers, body)] = server.posts
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    assert json.loads(body) == json.loads(ALARM.as_json())
    assert "青桐县" in body.decode()


@pytest.mark.parametrize(
    ("tell_when", "report", "posts"),
    [
        ("trouble", ALARM, 1),
        ("trouble", night_report(), 0),
        ("always", night_report(), 1),
        ("trouble", night_report(finding(is_new=False)), 0),
    ],
)
def test_only_nights_that_are_wanted_are_told_of(tell_when, report, posts):
    with Webhook(204) as server:
        assert told(report, webhook=server.url, tell=tell_when) == ()
    assert len(server.posts) == posts


def test_a_webhook_is_tried_twice():
    with Webhook(503, 200) as server:
        assert told(webhook=server.url) == ()
    assert len(server.posts) == 2


@pytest.mark.parametrize(
    ("status", "why"),
    [(500, "it answers 500"), (404, "it answers 404"), (307, "it answers 307, and redirects are not followed")],
)
def test_a_webhook_that_fails_is_one_line_without_its_secret(status, why):
    with Webhook(status) as server:
        assert told(webhook=server.url) == (f"the webhook at 127.0.0.1 did not take the report: {why}",)
    assert len(server.posts) == 2
    assert set(server.paths) == {f"/hook?key={SECRET}"}


def test_a_webhook_that_is_not_there_or_says_nothing_is_one_line():
    for address in (f"http://127.0.0.1:{closed_port()}/", f"http://u:{SECRET}@127.0.0.1:1/", f"http://[{SECRET}/"):
        [line] = told(webhook=address)
        assert line.startswith("the webhook at ")
        assert SECRET not in line.partition(" did not ")[2]
    with socket.create_server(("127.0.0.1", 0)) as mute:
        [line] = told(webhook=f"http://127.0.0.1:{mute.getsockname()[1]}/", timeout=0.2)
    assert line.endswith("no answer in time")


def test_a_mail_holds_the_page():
    with MailServer() as server:
        assert told(**mailing(server)) == ()
    mail = email.message_from_bytes(server.mails[0], policy=default)
    assert mail["Subject"] == "nianbao 年报 2025-01-31: A person is needed: 1 new finding. 青桐县"
    assert mail["From"] == "Wang <wang@example.org>"
    assert mail["To"] == "Wang <wang@example.org>, li@example.org"
    assert "青桐县白鹭镇人民政府" in mail.get_content()
    assert mail.get_content().startswith("**A person is needed")
    assert {"RCPT TO:<wang@example.org>", "RCPT TO:<li@example.org>"} <= set(server.commands)
    assert not any(command.startswith("AUTH") for command in server.commands)


def test_a_hostile_name_cannot_add_a_header():
    hostile = night_report(replace(finding(), name="青桐县\r\nBcc: x@example.org"), finding(place=None))
    with MailServer() as server:
        assert told(hostile, **mailing(server)) == ()
    mail = email.message_from_bytes(server.mails[0], policy=default)
    assert mail["Bcc"] is None
    assert mail["Subject"].endswith("2 new findings.")


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_a_mail_goes_over_a_safe_connection_with_a_login(tls, tmp_path, monkeypatch):
    authority = Authority(tmp_path, "trusted")
    with MailServer(authority.server(("localhost",)), tls) as server:
        settings = mailing(server, smtp_tls=tls, smtp_user="nianbao", smtp_password=SECRET, mail_from="a@example.org")
        [line] = told(**settings)
        assert "its certificate does not hold" in line
        assert server.mails == []
        monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
        assert told(**settings) == ()
    assert server.encrypted == [True]
    login = b64encode(f"\0nianbao\0{SECRET}".encode()).decode()
    assert f"AUTH PLAIN {login}" in server.commands
    assert email.message_from_bytes(server.mails[0], policy=default)["From"] == "a@example.org"


@pytest.mark.parametrize(
    ("refused", "why", "tries"),
    [
        (("AUTH",), "the login was refused (550)", 2),
        (("MAIL FROM",), "it answers 550", 2),
        (("RCPT TO:<li",), "it refuses 1 of 2 addresses", 1),
        (("RCPT",), "it refuses all addresses", 2),
    ],
)
def test_a_mail_that_is_refused_is_one_line_in_our_words(refused, why, tries):
    with MailServer(refuses=refused) as server:
        lines = told(**mailing(server, smtp_user="nianbao", smtp_password=SECRET))
    assert lines == (f"the mail server localhost did not take the report: {why}",)
    assert sum(command.startswith("EHLO") for command in server.commands) == tries


def test_each_way_that_fails_is_told_and_stops_no_other():
    with MailServer() as server:
        lines = told(webhook=f"http://127.0.0.1:{closed_port()}/", **mailing(server))
        assert lines == ("the webhook at 127.0.0.1 did not take the report: Connection refused",)
    assert len(server.mails) == 1
    assert told(**mailing(server) | {"smtp_port": closed_port()}) == (
        "the mail server localhost did not take the report: Connection refused",
    )
