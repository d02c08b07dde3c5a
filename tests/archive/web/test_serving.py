"""`nianbao serve` in a process of its own: it says where it listens, ends on Ctrl-C, and refuses in one line."""

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import contextmanager

import pytest

from archive.errors import UsageError
from archive.store import Store
from archive.web.serving import application, free_port
from tests.archive.captures import keep, town_report


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("archive")
    with Store(made) as store:
        keep(store, town_report())
    return made


def command(folder, *words):
    return [sys.executable, "-W", "error", "-m", "nianbao", "serve", "--data", str(folder), *words]


@contextmanager
def running(folder, *words):
    with subprocess.Popen(command(folder, *words), stderr=subprocess.PIPE, text=True) as server:
        try:
            yield server, server.stderr.readline()
        finally:
            server.kill()


def refused(folder, *words):
    done = subprocess.run(command(folder, *words), capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    return line.removeprefix("nianbao: ")


def test_it_says_where_it_listens_once_browsers_may_come_and_ends_on_ctrl_c(folder):
    port = free_port("127.0.0.1", 8001)
    with running(folder, "--port", str(port)) as (server, line):
        address = re.search(r"http://127\.0\.0\.1:\d+/", line).group()
        with urllib.request.urlopen(f"{address}en/", timeout=30) as answer:
            assert answer.status == 200
        server.send_signal(signal.SIGINT)
        assert server.wait(30) == 0
        assert server.stderr.read() == ""


def test_it_listens_to_this_machine_alone_unless_told_otherwise(folder):
    port = free_port("127.0.0.1", 8001)
    with running(folder, "--port", str(port)), socket.socket() as other, pytest.raises(ConnectionRefusedError):
        other.connect(("127.0.0.2", port))


def test_it_stands_behind_a_prefix(folder):
    port = free_port("127.0.0.1", 8001)
    with running(folder, "--port", str(port), "--base-url", "nianbao") as (_, line):
        assert line.split()[3].endswith(f":{port}/nianbao/")


def test_what_cannot_be_served_is_refused_in_one_line(folder, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert f"cannot listen on 127.0.0.1 port {port}" in refused(folder, "--port", port)
    assert "ports are from 1 to 65535" in refused(folder, "--port", "70000")
    assert "no address of this machine" in refused(folder, "--host", "no such host")
    assert "must be a path" in refused(folder, "--base-url", "/a/../b")
    assert "no archive in" in refused(tmp_path)


def test_a_free_port_is_found_where_the_usual_one_is_taken():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert free_port("127.0.0.1", taken.getsockname()[1]) != taken.getsockname()[1]


def test_a_folder_without_an_archive_is_refused(tmp_path):
    with pytest.raises(UsageError, match="no archive"):
        application(tmp_path)
