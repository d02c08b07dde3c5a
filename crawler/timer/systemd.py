"""Words to `systemctl --user` and `loginctl`, and what they answer, with times as times."""

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

OLDEST = 247  # the first that knows every word of our units

_PATIENCE = 60  # seconds; a manager that does not answer by then is none
_RUNTIME = "XDG_RUNTIME_DIR"
_TIME = re.compile(r"[A-Z][a-z]{2} ([0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}) UTC")  # Wed 2025-12-31 18:07:00 UTC
_VERSION = re.compile(r"Version=v?([0-9]{1,5})")  # Version=252.38-1~deb12u1


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command said. `complaint` is one line, and empty where all went well."""

    text: str
    complaint: str

    @property
    def is_ok(self) -> bool:
        return not self.complaint


def systemctl(*words: str) -> Answer:
    """Asks the manager of this user's units."""
    return _ask("systemctl", "--user", *words)


def is_there() -> Answer:
    """Whether a manager of this user's units is at work, and new enough."""
    answer = systemctl("show", "--property=Version")
    version = _VERSION.match(answer.text)
    if answer.is_ok and not (version and int(version[1]) >= OLDEST):
        return Answer(answer.text, f"it is older than version {OLDEST}")
    return answer


def properties(unit: str) -> Mapping[str, str]:
    """What the manager knows of a unit; empty where it does not answer."""
    lines = systemctl("show", unit).text.splitlines()
    return {name: value for name, _, value in (line.partition("=") for line in lines)}


def time_told(value: str | None) -> datetime | None:
    """A time as systemd tells it to whoever lives in UTC.

    >>> time_told("Wed 2025-12-31 18:07:00 UTC").isoformat(), time_told("n/a"), time_told(None)
    ('2025-12-31T18:07:00+00:00', None, None)
    """
    match = _TIME.fullmatch(value or "")
    return datetime.fromisoformat(match[1]).replace(tzinfo=UTC) if match else None


def lingers() -> bool:
    """Whether the units of this user go on while nobody is logged in."""
    return _ask("loginctl", "show-user", str(os.getuid()), "--property=Linger").text.strip() == "Linger=yes"


def _ask(*words: str) -> Answer:
    try:
        done = subprocess.run(  # noqa: S603  # our own words, and no shell
            words, capture_output=True, text=True, errors="replace", timeout=_PATIENCE, check=False, env=_environment()
        )
    except OSError as error:
        return Answer("", f"{words[0]}: {error.strerror}")
    except subprocess.TimeoutExpired:
        return Answer("", f"{words[0]} does not answer")
    if done.returncode == 0:
        return Answer(done.stdout, "")
    return Answer(done.stdout, " ".join(done.stderr.split()) or f"{words[0]} ended with status {done.returncode}")


def _environment() -> Mapping[str, str]:
    """The environment, with plain answers, and the way to the manager also for a user only switched to, as by sudo."""
    plain = os.environ | {"TZ": "UTC", "LC_ALL": "C"}
    usual = Path(f"/run/user/{os.getuid()}")
    return plain if _RUNTIME in plain or not usual.is_dir() else plain | {_RUNTIME: str(usual)}
