"""What a timer is asked to do, to the plan of its units: which command, where, when, and what it may touch."""

import json
import os
import re
import shlex
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from archive.errors import UsageError
from crawler.settings import DEFAULT_FILE, FILE_VARIABLE, load
from crawler.timer.networks import Wall, name_servers_of_this_machine, wall_of

DEFAULT_TIME = "02:00"

_UNIT = "nianbao"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,50}")  # west, second_archive
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")  # 02:00
_TEMPORARY = (Path("/tmp"), Path("/var/tmp"))  # noqa: S108  # not used, but hidden from a night by PrivateTmp


@dataclass(frozen=True, slots=True)
class Asked:
    """What the words of `schedule install` say. `name` is None for the one timer that most have."""

    settings: Path
    data: Path | None
    at: str
    name: str | None

    @property
    def unit(self) -> str:
        """The name of both units; all begin alike, so that none hides a unit of another program."""
        return unit_of(self.name)

    def as_json(self) -> str:
        data = str(self.data) if self.data else None
        return json.dumps({"settings": str(self.settings), "data": data, "at": self.at, "name": self.name})

    def as_command(self) -> str:
        """The command that asks for the same."""
        words = ["nianbao", "schedule", "install", "--settings", str(self.settings)]
        for option, value in (("--data", self.data), ("--at", self.at), ("--name", self.name)):
            if value is not None and (option, value) != ("--at", DEFAULT_TIME):
                words += [option, str(value)]
        return shlex.join(words)


@dataclass(frozen=True, slots=True)
class Plan:
    """All that stands in the units."""

    asked: Asked
    command: tuple[str, ...]
    folder: Path
    environment_file: Path
    data: Path
    written: tuple[Path, ...]
    has_own_tmp: bool
    wall: Wall | None


def unit_of(name: str | None) -> str:
    """The name of the units of a timer.

    >>> unit_of(None), unit_of("west")
    ('nianbao', 'nianbao-west')
    """
    if name is None:
        return _UNIT
    if not _NAME.fullmatch(name):
        raise UsageError(f"--name {name!r}: must be letters, digits, - and _ of ASCII, at most 51")
    return f"{_UNIT}-{name}"


def asked_for(
    settings: Path | None, data: Path | None, at: str | None, name: str | None, environment: Mapping[str, str]
) -> Asked:
    """The words of the command line, checked and with all paths absolute; UsageError where they do not fit."""
    file = settings or Path(environment.get(FILE_VARIABLE) or DEFAULT_FILE)
    if not file.is_file():
        raise UsageError(f"{file}: no such settings file; a timer needs one, an empty one will do")
    when = DEFAULT_TIME if at is None else at
    if not _TIME.fullmatch(when):
        raise UsageError(f"--at {when!r}: must be a time of China as 02:00")
    unit_of(name)
    return Asked(_absolute(file), _absolute(data) if data else None, when, name)


def asked_from_json(text: str) -> Asked | None:
    """What an installed unit says that it was asked for; None where that does not read."""
    try:
        found = json.loads(text)
        data = found["data"]
        return Asked(Path(found["settings"]), Path(data) if data else None, str(found["at"]), found["name"])
    except (ValueError, KeyError, TypeError):
        return None


def plan_of(asked: Asked, config_home: Path) -> Plan:
    """The plan of the units. Variables of this shell count for nothing: the night will not see them."""
    settings = load(asked.settings, {})
    data = asked.data or settings.archive.data
    program = _program()
    words = [*program, "crawl", "--nightly", "--settings", str(asked.settings)]
    if asked.data:
        words += ["--data", str(asked.data)]
    written = tuple(path for path in (data, settings.night.backups) if path)
    touched = [asked.settings, settings.portals, Path(program[0]), *written]
    return Plan(
        asked,
        tuple(words),
        asked.settings.parent,
        config_home / "nianbao" / f"{asked.unit}.env",
        data,
        written,
        not any(path.is_relative_to(top) for path in touched for top in _TEMPORARY),
        wall_of(settings, name_servers_of_this_machine()),
    )


def config_home(environment: Mapping[str, str]) -> Path:
    """The folder of this user's configuration; UsageError where the system knows no home of theirs."""
    named = Path(environment.get("XDG_CONFIG_HOME", ""))
    if named.is_absolute():  # systemd passes over any other
        return named
    home = Path(os.path.expanduser("~"))  # noqa: PTH111  # unlike Path.home it does not raise
    if not home.is_absolute():
        raise UsageError("this user has no home folder; name one in the environment variable HOME")
    return home / ".config"


def _program() -> tuple[str, ...]:
    """This very program, as another process can start it."""
    script = Path(sys.executable).with_name("nianbao")
    return (str(script),) if script.is_file() else (sys.executable, "-m", "nianbao")


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100  # links stay as they were named
