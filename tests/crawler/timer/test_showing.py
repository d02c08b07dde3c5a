"""What is known of a timer to the lines that people read, and whether somebody has to look."""

import pytest

from crawler.timer.plan import asked_for, plan_of
from crawler.timer.showing import Standing, told
from crawler.timer.unit_files import UnitFile, UnitFiles, sealed_units
from tests.crawler.settings_files import written

TIMER = {
    "ActiveState": "active",
    "UnitFileState": "enabled",
    "NextElapseUSecRealtime": "Thu 2026-01-15 18:07:00 UTC",
    "LastTriggerUSec": "Wed 2026-01-14 18:07:00 UTC",
}
SERVICE = {
    "ActiveState": "inactive",
    "Result": "success",
    "ExecMainStatus": "0",
    "ExecMainStartTimestamp": "Wed 2026-01-14 18:07:01 UTC",
    "ExecMainExitTimestamp": "Wed 2026-01-14 21:30:00 UTC",
}


@pytest.fixture
def standing(elsewhere):
    asked = asked_for(written(elsewhere, ""), None, None, None, {})
    texts = sealed_units(plan_of(asked, elsewhere))

    def made(found=texts, wanted=texts, timer=(), service=(), complaint="", *, lingers=True) -> Standing:
        one, every = (
            UnitFile(elsewhere / name, text) for name, text in zip(("a.service", "a.timer"), found, strict=True)
        )
        known = (
            {} if complaint else properties | dict(changed)
            for properties, changed in ((TIMER, timer), (SERVICE, service))
        )
        return Standing(UnitFiles(one, every, elsewhere / "link"), asked, wanted, complaint, *known, lingers=lingers)

    return made


def trouble(standing: Standing) -> list[str]:
    return [line.text for line in told(standing) if not line.is_fine]


def test_a_timer_in_order_says_when_and_how(standing, elsewhere):
    assert [line.text for line in told(standing())] == [
        f"{elsewhere}/a.service: as this version writes it",
        f"{elsewhere}/a.timer: as this version writes it",
        "next night: 2026-01-16 02:07 in China",
        "last night: 2026-01-15 02:07 to 2026-01-15 05:30: done",
    ]
    assert not trouble(standing())


@pytest.mark.parametrize(
    ("service", "words"),
    [
        ({"ActiveState": "activating", "ExecMainExitTimestamp": ""}, "at work since 2026-01-15 02:07"),
        ({"ExecMainStatus": "130"}, "stopped"),
        (
            {"ExecMainStartTimestamp": "", "ExecMainExitTimestamp": ""},
            "2026-01-15 02:07, before this machine was started",
        ),
    ],
)
def test_what_needs_nobody(standing, service, words):
    assert not trouble(standing(service=service))
    assert told(standing(service=service))[-1].text.endswith(words)


@pytest.mark.parametrize(
    ("service", "words"),
    [
        ({"Result": "exit-code", "ExecMainStatus": "3"}, "done, and a person should look (status 3)"),
        ({"Result": "exit-code", "ExecMainStatus": "1"}, "failed (status 1); see `journalctl --user -u a.service`"),
        ({"Result": "oom-kill", "ExecMainStatus": "9"}, "failed (oom-kill); see `journalctl --user -u a.service`"),
        ({"Result": "timeout", "ExecMainStatus": "130"}, "failed (timeout); see `journalctl --user -u a.service`"),
    ],
)
def test_a_night_that_went_wrong_is_for_a_person(standing, service, words):
    (line,) = trouble(standing(service={"ActiveState": "failed"} | service))
    assert line == f"last night: 2026-01-15 02:07 to 2026-01-15 05:30: {words}"


def test_before_the_first_night_there_is_no_last_one(standing):
    never = {"ExecMainStartTimestamp": "", "ExecMainExitTimestamp": ""}
    assert told(standing(timer={"LastTriggerUSec": ""}, service=never))[-1].text == "last night: none"


@pytest.mark.parametrize(
    ("timer", "words"),
    [
        ({"ActiveState": "inactive"}, "next night: none, the timer is not running"),
        ({"UnitFileState": "disabled"}, "next night: none after a restart of the machine, the timer is not enabled"),
    ],
)
def test_a_timer_that_will_not_ring_is_for_a_person(standing, timer, words):
    assert trouble(standing(timer=timer)) == [words]


def test_while_a_night_is_at_work_the_next_one_is_not_reckoned_yet(standing):
    lines = [line.text for line in told(standing(timer={"NextElapseUSecRealtime": ""}))]
    assert "next night: when the one at work is over" in lines


def test_units_of_another_version_come_with_the_command_that_renews_them(standing, elsewhere):
    found = trouble(standing(wanted=("newer", "newer")))
    assert found[0] == f"{elsewhere}/a.service: another version or other settings wrote it"
    assert found[-1] == f"to renew: nianbao schedule install --settings {elsewhere}/settings.toml"


def test_a_unit_that_is_missing_or_changed_is_for_a_person(standing, elsewhere):
    one, every = standing().wanted
    assert trouble(standing(found=(None, every)))[0] == f"{elsewhere}/a.service: missing"
    assert trouble(standing(found=(one, every.replace("20m", "5m")))) == [f"{elsewhere}/a.timer: changed by hand"]
    assert trouble(standing(found=(one, "[Timer]\n"))) == [f"{elsewhere}/a.timer: not written by nianbao"]


def test_settings_that_do_not_read_are_told_before_the_night_fails_on_them(standing):
    assert trouble(standing(wanted="settings.toml: crawl.dealy: no such setting")) == [
        "the next night will fail: settings.toml: crawl.dealy: no such setting"
    ]


def test_lines_that_somebody_added_beside_a_unit_are_shown_and_no_fault(standing):
    drop_in = {"DropInPaths": "/srv/a.service.d/override.conf"}
    assert not trouble(standing(service=drop_in))
    assert "/srv/a.service.d/override.conf: lines of your own" in [
        line.text for line in told(standing(service=drop_in))
    ]


def test_who_must_be_logged_in_is_told(standing):
    assert trouble(standing(lingers=False)) == ["only while you are logged in: say `loginctl enable-linger`"]


def test_a_manager_that_does_not_answer_is_told(standing):
    assert trouble(standing(complaint="Failed to connect to bus")) == [
        "systemd cannot be asked: Failed to connect to bus"
    ]
