"""What is on disk and what systemd knows of a timer, to lines for people, each fine or for a person to look at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from archive.clock import CHINA
from archive.verbs import INCOMPLETE, INTERRUPTED
from crawler.timer.plan import Asked
from crawler.timer.systemd import time_told
from crawler.timer.unit_files import State, UnitFiles

_AT_WORK = ("activating", "active", "reloading", "deactivating")
_STATES: Mapping[State, str] = {
    "current": "as this version writes it",
    "outdated": "another version or other settings wrote it",
    "changed": "changed by hand",
    "foreign": "not written by nianbao",
    "missing": "missing",
}


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    is_fine: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """All that is known. `wanted` are the texts of both units today, or why they cannot be told."""

    files: UnitFiles
    asked: Asked | None
    wanted: tuple[str, str] | str
    complaint: str
    timer: Mapping[str, str]
    service: Mapping[str, str]
    lingers: bool


def told(standing: Standing) -> Sequence[Line]:
    """The lines of `schedule show`."""
    return [*_units(standing), *_running(standing)]


def _units(standing: Standing) -> Iterator[Line]:
    wanted = standing.wanted if isinstance(standing.wanted, tuple) else (None, None)
    states = [file.state(text) for file, text in zip(standing.files, wanted, strict=True)]
    for file, state in zip(standing.files, states, strict=True):
        if state == "outdated" and isinstance(standing.wanted, str):
            yield Line(f"{file.path}: as it was written")
        else:
            yield Line(f"{file.path}: {_STATES[state]}", state == "current")
    if isinstance(standing.wanted, str) and standing.wanted:
        yield Line(f"the next night will fail: {standing.wanted}", is_fine=False)
    elif standing.asked and {"outdated", "missing"} & set(states):
        yield Line(f"to renew: {standing.asked.as_command()}", is_fine=False)
    for properties in (standing.service, standing.timer):
        # what the operator adds beside a unit is theirs, and no fault
        yield from (Line(f"{path}: lines of your own") for path in properties.get("DropInPaths", "").split())


def _running(standing: Standing) -> Iterator[Line]:
    if standing.complaint:
        yield Line(f"systemd cannot be asked: {standing.complaint}", is_fine=False)
        return
    timer = standing.timer
    following = time_told(timer.get("NextElapseUSecRealtime"))
    if timer.get("ActiveState") != "active":
        yield Line("next night: none, the timer is not running", is_fine=False)
    elif timer.get("UnitFileState") != "enabled":
        yield Line("next night: none after a restart of the machine, the timer is not enabled", is_fine=False)
    else:
        yield Line(f"next night: {f'{_shown(following)} in China' if following else 'when the one at work is over'}")
    yield _last(standing)
    if not standing.lingers:
        yield Line("only while you are logged in: say `loginctl enable-linger`", is_fine=False)


def _last(standing: Standing) -> Line:
    service = standing.service
    began, ended = (time_told(service.get(f"ExecMain{moment}Timestamp")) for moment in ("Start", "Exit"))
    if began and service.get("ActiveState") in _AT_WORK:
        return Line(f"last night: at work since {_shown(began)}")
    if not began:
        before = time_told(standing.timer.get("LastTriggerUSec"))
        return Line(f"last night: {_shown(before)}, before this machine was started" if before else "last night: none")
    result, status = service.get("Result", ""), service.get("ExecMainStatus", "")
    span = f"{_shown(began)} to {_shown(ended)}" if ended else _shown(began)
    if result == "success":
        return Line(f"last night: {span}: {'stopped' if status == str(INTERRUPTED) else 'done'}")
    if (result, status) == ("exit-code", str(INCOMPLETE)):
        return Line(f"last night: {span}: done, and a person should look (status {INCOMPLETE})", is_fine=False)
    why = f"status {status}" if result == "exit-code" else result
    unit = standing.files.service.path.name
    return Line(f"last night: {span}: failed ({why}); see `journalctl --user -u {unit}`", is_fine=False)


def _shown(time: datetime) -> str:
    return f"{time.astimezone(CHINA):%Y-%m-%d %H:%M}"
