"""The verb `schedule` on a made-up machine: what it writes, what it tells systemd, what it says, and its status."""

import os
import subprocess
from datetime import UTC, datetime, timedelta, timezone

import pytest

from crawler.timer.plan import asked_for, plan_of
from crawler.timer.schedule import cron_line
from tests.calling import process, refused
from tests.crawler.timer.machine import Machine, machine

RUNNING = {
    "ActiveState": "active",
    "UnitFileState": "enabled",
    "NextElapseUSecRealtime": "Thu 2026-01-15 18:07:00 UTC",
}


@pytest.fixture
def made(elsewhere, monkeypatch) -> Machine:
    return machine(elsewhere, monkeypatch)


def said(capsys) -> str:
    return capsys.readouterr().err


def test_install_writes_both_units_and_starts_the_timer(made, capsys):
    made.knows("nianbao.timer", **RUNNING)
    assert made.schedule("install") == 0
    assert made.calls == ["daemon-reload", "enable --now nianbao.timer"]
    assert f'"--settings" "{made.project}/settings.toml"' in made.unit()
    assert "OnCalendar=*-*-* 02:00 Asia/Shanghai" in made.unit("nianbao.timer")
    assert (made.project / "data").is_dir()
    assert (made.project / "copies").is_dir()
    told = said(capsys)
    assert "next night: 2026-01-16 02:07 in China, 18:07 UTC" in told
    assert "loginctl enable-linger" in told


def test_install_keeps_quiet_of_what_is_settled(made, capsys):
    made.file("lingers").touch()
    assert made.schedule("install") == 0
    assert "note:" not in said(capsys)


def test_install_twice_is_as_once_and_renews(made):
    assert made.schedule("install") == 0
    first = made.unit("nianbao.timer")
    assert made.schedule("install") == 0
    assert made.unit("nianbao.timer") == first
    assert made.schedule("install", "--at", "23:30") == 0
    assert "23:30 Asia/Shanghai" in made.unit("nianbao.timer")


def test_variables_that_the_night_will_not_see_are_named(made, capsys, monkeypatch):
    monkeypatch.setenv("NIANBAO_HEALTH__SMTP_PASSWORD", "open sesame")
    assert made.schedule("install") == 0
    told = said(capsys)
    assert "does not see NIANBAO_HEALTH__SMTP_PASSWORD of this shell" in told
    assert "sesame" not in told + made.unit()


def test_two_archives_have_two_timers(made):
    assert made.schedule("install") == 0
    assert made.schedule("install", "--name", "west", "--data", "west data", "--at", "04:00") == 0
    assert sorted(path.name for path in made.units.iterdir()) == [
        f"{name}.{kind}" for name in ("nianbao-west", "nianbao") for kind in ("service", "timer")
    ]
    assert f'"--data" "{made.project}/west data"' in made.unit("nianbao-west.service")
    assert made.schedule("remove", "--name", "west") == 0
    assert sorted(path.name for path in made.units.iterdir()) == ["nianbao.service", "nianbao.timer"]


def test_a_dry_run_prints_the_units_and_does_nothing(made, capsys):
    made.file("no-manager").touch()
    assert made.schedule("install", "--dry-run") == 0
    printed = capsys.readouterr().out
    assert f"# {made.units}/nianbao.service\n[Unit]\n" in printed
    assert f"# {made.units}/nianbao.timer\n[Unit]\n" in printed
    assert not made.calls
    assert not made.units.exists()
    assert not (made.project / "data").exists()


def test_without_systemd_one_line_gives_the_one_for_cron_and_nothing_is_written(made, capsys):
    made.file("no-manager").touch()
    line = refused(capsys, "schedule", "install")
    assert line.startswith("no systemd for this user (Failed to connect to bus: No medium found); nothing is written. ")
    assert f" crawl --nightly --settings {made.project}/settings.toml >" in line
    assert not made.units.exists()
    assert not (made.project / "data").exists()


@pytest.mark.parametrize("step", ["daemon-reload", "enable"])
def test_what_systemd_refuses_leaves_things_as_they_were(made, capsys, step):
    assert made.schedule("install") == 0
    before = made.unit("nianbao.timer")
    made.file(f"refuses-{step}").touch()
    capsys.readouterr()
    assert f"systemd refuses: Failed to {step} unit: refused" in refused(capsys, "schedule", "install", "--at", "03:00")
    assert made.unit("nianbao.timer") == before
    assert refused(capsys, "schedule", "install", "--name", "west")
    assert sorted(path.name for path in made.units.iterdir()) == ["nianbao.service", "nianbao.timer"]


def test_a_unit_that_a_hand_changed_is_not_overwritten(made, capsys):
    assert made.schedule("install") == 0
    unit = made.units / "nianbao.service"
    unit.write_text(changed := made.unit().replace("Nice=10", "Nice=1"), "utf-8")
    capsys.readouterr()
    assert "changed by hand" in refused(capsys, "schedule", "install")
    assert unit.read_text("utf-8") == changed


@pytest.mark.parametrize("action", ["install", "remove"])
def test_a_unit_of_somebody_else_is_left_alone(made, capsys, action):
    made.units.mkdir(parents=True)
    (made.units / "nianbao.timer").write_text("[Timer]\nOnBootSec=1h\n")
    assert "not written by nianbao" in refused(capsys, "schedule", action)
    assert made.unit("nianbao.timer") == "[Timer]\nOnBootSec=1h\n"
    assert not made.calls


@pytest.mark.parametrize("register", [None, "url,name,division\n", "url,name\nno address,x\n"])
def test_a_night_that_could_not_begin_is_not_installed(made, capsys, register):
    (made.project / "portals.csv").unlink()
    if register is not None:
        (made.project / "portals.csv").write_text(register)
    assert "portals.csv" in refused(capsys, "schedule", "install")
    assert not made.units.exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["install", "--at", "25:00"], "--at '25:00': must be a time of China as 02:00"),
        (["install", "--name", "a/b"], "--name 'a/b': must be letters"),
        (["show", "--name", ""], "--name '': must be letters"),
        (["show", "--at", "02:00"], "--at goes with `schedule install` only"),
        (["remove", "--dry-run"], "--dry-run goes with `schedule install` only"),
    ],
)
def test_words_that_do_not_fit_are_one_line(made, capsys, words, told):
    assert refused(capsys, "schedule", *words).startswith(told)


def test_show_tells_of_a_timer_in_order(made, capsys):
    made.file("lingers").touch()
    made.knows("nianbao.timer", **RUNNING)
    assert made.schedule("install") == 0
    capsys.readouterr()
    assert made.schedule("show") == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{made.units}/nianbao.service: as this version writes it",
        f"{made.units}/nianbao.timer: as this version writes it",
        "next night: 2026-01-16 02:07 in China",
        "last night: none",
    ]


def test_show_looks_at_the_settings_of_the_timer_from_wherever_it_is_asked(made, capsys, monkeypatch):
    made.file("lingers").touch()
    made.knows("nianbao.timer", **RUNNING)
    assert made.schedule("install", "--at", "03:00") == 0
    monkeypatch.chdir(made.folder)
    assert made.schedule("show") == 0
    (made.project / "settings.toml").write_text("data = 'elsewhere'\n")
    capsys.readouterr()
    assert made.schedule("show") == 3
    assert (
        f"to renew: nianbao schedule install --settings {made.project}/settings.toml --at 03:00"
        in capsys.readouterr().out
    )
    (made.project / "settings.toml").write_text("dtaa = 1\n")
    assert made.schedule("show") == 3
    assert "the next night will fail: " in capsys.readouterr().out


def test_show_without_a_timer_is_for_a_person(made, capsys):
    assert made.schedule("show") == 3
    assert capsys.readouterr().out == "nianbao.timer: not installed\n"


def test_show_without_systemd_tells_what_lies_there(made, capsys):
    assert made.schedule("install") == 0
    made.file("no-manager").touch()
    assert made.schedule("show") == 3
    assert "systemd cannot be asked: Failed to connect to bus" in capsys.readouterr().out


def test_remove_takes_units_and_link_and_keeps_the_archive(made, capsys):
    assert made.schedule("install") == 0
    (made.project / "data" / "archive.db").touch()
    link = made.units / "timers.target.wants" / "nianbao.timer"
    link.parent.mkdir()
    link.symlink_to(made.units / "nianbao.timer")
    assert made.schedule("remove") == 0
    assert made.calls[2:] == ["disable --now nianbao.timer", "clean --what=state nianbao.timer", "daemon-reload"]
    assert [path.name for path in made.units.rglob("nianbao*")] == []
    assert not link.is_symlink()
    assert (made.project / "data" / "archive.db").exists()


def test_remove_twice_is_no_error(made, capsys):
    assert made.schedule("remove") == 0
    assert said(capsys) == "nianbao.timer: not installed; nothing to remove\n"


def test_remove_works_without_systemd(made, capsys):
    assert made.schedule("install") == 0
    made.file("no-manager").touch()
    capsys.readouterr()
    assert made.schedule("remove") == 0
    assert "systemd cannot be told (Failed to connect to bus: No medium found)" in said(capsys)
    assert not (made.units / "nianbao.timer").exists()


def test_remove_needs_no_settings(made, monkeypatch):
    assert made.schedule("install") == 0
    monkeypatch.chdir(made.folder)
    (made.project / "settings.toml").unlink()
    assert made.schedule("remove") == 0
    assert not (made.units / "nianbao.timer").exists()


def plan(made: Machine, **changed):
    words = {"settings": made.project / "settings.toml", "data": None, "at": None, "name": None} | changed
    return plan_of(asked_for(**words, environment={}), made.folder / "config")


@pytest.mark.parametrize(
    ("hours", "begins"),
    [(8, "0 2 * * * "), (0, "0 18 * * * "), (5.5, "30 23 * * * "), (-7, "0 11 * * * ")],
)
def test_the_line_for_cron_is_in_the_time_of_the_machine(made, hours, begins):
    now = datetime(2026, 1, 15, 12, tzinfo=timezone(timedelta(hours=hours)))
    assert cron_line(plan(made), now).startswith(begins)


def test_the_line_for_cron_runs_mails_only_trouble_and_keeps_one_log(elsewhere, monkeypatch):
    made = machine(elsewhere, monkeypatch, project="年 报 100%")
    program = made.file("bin") / "nianbao"
    program.write_text('#!/bin/sh\necho "$*"\nexit "$STATUS"\n')
    program.chmod(0o755)
    monkeypatch.setattr("crawler.timer.plan.sys.executable", str(made.file("bin") / "python"))
    line = cron_line(plan(made), datetime(2026, 1, 15, tzinfo=UTC)).replace("\\%", "%")  # as cron reads it
    command = line.split(" ", 5)[5]
    words = f"crawl --nightly --settings {made.project}/settings.toml\n"
    for status, mailed in (("0", ""), ("3", words)):
        variables = os.environ | {"STATUS": status}
        done = subprocess.run(["sh", "-c", command], env=variables, capture_output=True, text=True, check=False)
        assert (done.stdout, done.stderr) == (mailed, "")
        assert (made.project / "nianbao-cron.log").read_text("utf-8") == words


def test_a_terminal_that_knows_no_chinese_gets_the_units_all_the_same(elsewhere, monkeypatch):
    machine(elsewhere, monkeypatch, project="年报")
    done = process("schedule", "install", "--dry-run", variables={"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, "")
    assert "\\u5e74\\u62a5/settings.toml" in done.stdout
