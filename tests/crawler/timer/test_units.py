"""The units: what stands in them, and that systemd itself takes them."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.timer.plan import asked_for, plan_of
from crawler.timer.units import service, timer
from tests.crawler.settings_files import written
from tests.crawler.timer.machine import executable

ODD_FOLDER = '年报 100% "it\'s" $HOME \\x'
needs_systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not on this machine")


def units(folder: Path, content: str = "", at: str | None = None) -> tuple[str, str]:
    settings = written(folder, content)
    plan = plan_of(asked_for(settings, None, at, None, {}), folder / "config")
    return service(plan), timer(plan)


def lines(text: str, key: str) -> list[str]:
    return [line.removeprefix(f"{key}=") for line in text.splitlines() if line.startswith(f"{key}=")]


def test_the_service_is_one_night_with_absolute_paths(elsewhere, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(elsewhere / "python"))
    script = executable(elsewhere / "nianbao")
    text, _ = units(elsewhere)
    assert lines(text, "Type") == ["oneshot"]
    assert lines(text, "ExecStart") == [f':"{script}" "crawl" "--nightly" "--settings" "{elsewhere}/settings.toml"']
    assert lines(text, "WorkingDirectory") == [f"{elsewhere}/"]


def test_status_3_is_left_a_failure_and_restarts_nothing(elsewhere):
    text, _ = units(elsewhere)
    assert lines(text, "SuccessExitStatus") == ["130"]
    assert lines(text, "Restart") == ["on-abnormal"]
    assert lines(text, "KillSignal") == ["SIGINT"]


def test_only_what_a_night_writes_may_be_written(elsewhere):
    text, _ = units(elsewhere, "data = 'kept'\nnight.backups = 'copies'")
    assert lines(text, "ProtectSystem") == ["strict"]
    assert lines(text, "ReadWritePaths")[0] == f'"{elsewhere}/kept" "{elsewhere}/copies"'


def test_private_networks_are_shut_unless_the_settings_let_them_in(elsewhere):
    assert "10.0.0.0/8" in lines(units(elsewhere)[0], "IPAddressDeny")[0].split()
    text, _ = units(elsewhere, "crawl.allow_private_hosts = true")
    assert not lines(text, "IPAddressDeny")
    assert not lines(text, "IPAddressAllow")


def test_the_timer_is_at_its_time_in_china_and_makes_up_for_what_was_missed(elsewhere):
    _, usual = units(elsewhere)
    assert lines(usual, "OnCalendar") == ["*-*-* 02:00 Asia/Shanghai"]
    assert lines(usual, "Persistent") == ["true"]
    assert lines(units(elsewhere, at="23:45")[1], "OnCalendar") == ["*-*-* 23:45 Asia/Shanghai"]


@needs_systemd
@pytest.mark.parametrize("content", ["", "crawl.allow_private_hosts = true", "health.mail_to = 'a@qingtong.example'"])
@pytest.mark.parametrize("name", ["plain", ODD_FOLDER])
def test_systemd_takes_them(elsewhere, monkeypatch, name, content):
    folder = elsewhere / name
    folder.mkdir()
    monkeypatch.setattr(sys, "executable", str(folder / "python"))
    executable(folder / "nianbao")  # systemd looks whether the command is there
    assert verified(elsewhere, *units(folder, content)) == ""


@needs_systemd
def test_systemd_would_find_fault(elsewhere, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(elsewhere / "python"))
    executable(elsewhere / "nianbao")
    one, every = units(elsewhere)
    assert "Nicer" in verified(elsewhere, one.replace("Nice=", "Nicer="), every)
    assert "not executable" in verified(elsewhere, one.replace('"crawl"', "").replace("nianbao", "nianba0"), every)
    assert verified(elsewhere, one, every.replace("Shanghai", "Qingtong"))


def verified(folder: Path, one: str, every: str) -> str:
    """What systemd says of both units; nothing where it takes them."""
    checked = folder / "checked"
    runtime = folder / "runtime"
    for made in (checked, runtime):
        made.mkdir(exist_ok=True, mode=0o700)
    (checked / "nianbao.service").write_text(one, "utf-8")
    (checked / "nianbao.timer").write_text(every, "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "--user", "verify", "--man=no", checked / "nianbao.service", checked / "nianbao.timer"],
        env=os.environ | {"XDG_RUNTIME_DIR": str(runtime), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    return done.stdout + done.stderr


@needs_systemd
@pytest.mark.parametrize(("at", "in_utc"), [(None, "18:00:00 UTC"), ("08:05", "00:05:00 UTC")])
def test_systemd_understands_the_time(elsewhere, at, in_utc):
    (when,) = lines(units(elsewhere, at=at)[1], "OnCalendar")
    told = subprocess.run(
        ["systemd-analyze", "calendar", when],
        env=os.environ | {"TZ": "UTC"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert re.search(rf"Next elapse: .* {in_utc}$", told, re.MULTILINE), told
