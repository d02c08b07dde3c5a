"""settings.toml and NIANBAO_ variables to `Settings`, checked key by key; the only reader of that file."""

import difflib
import math
import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.errors import SettingsError
from archive.verbs import ArchiveSettings

DEFAULT_FILE = "settings.toml"
FILE_VARIABLE = "NIANBAO_SETTINGS"

_PREFIX = "NIANBAO_"
_BEYOND_MEASURE = 10**15
_WARC_RECORDS_FIT = 1_000_000
_LAST_PORT = 65535


@dataclass(frozen=True, slots=True)
class CrawlSettings:
    user_agent: str
    delay: float
    robots: bool
    allow_private_hosts: bool
    max_pages_per_portal: int
    max_minutes_per_portal: float
    render: bool


@dataclass(frozen=True, slots=True)
class NightSettings:
    """What a night needs and does beside the crawl; `backups` is None where no copies are wanted."""

    least_free_mb: int
    verify_sample: int
    backups: Path | None
    keep_backups: int


@dataclass(frozen=True, slots=True)
class HealthSettings:
    """Who is told of a night, and how; an empty text is nobody."""

    tell: str
    webhook: str
    mail_to: str
    mail_from: str
    smtp_host: str
    smtp_port: int
    smtp_tls: str
    smtp_user: str
    smtp_password: str


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, paths made absolute."""

    archive: ArchiveSettings
    portals: Path
    crawl: CrawlSettings
    night: NightSettings
    health: HealthSettings


@dataclass(frozen=True, slots=True)
class Key:
    """One setting: its type is that of its default."""

    default: str | float | int | bool
    about: str
    must_be: str = ""
    allowed: Callable[[Any], bool] = lambda _: True


def _is_name(value: str) -> bool:
    return bool(value) and "\0" not in value


def _is_line(value: str) -> bool:
    return value.isprintable()


def _is_web_address(value: str) -> bool:
    return not value or (value.isascii() and value.isprintable() and value.startswith(("http://", "https://")))


def _is_count(value: int) -> bool:
    return value >= 0


def _is_occasion(value: str) -> bool:
    return value in ("trouble", "always")


def _is_tls(value: str) -> bool:
    return value in ("none", "starttls", "tls")


KEYS: Mapping[str, Key] = {
    "data": Key("data", "folder of the archive, relative to this file", "the name of a folder", _is_name),
    "portals": Key("portals.csv", "register of portals, relative to this file", "the name of a file", _is_name),
    "crawl.user_agent": Key(
        "nianbao/0.1 (archive of annual disclosure reports; set crawl.user_agent to a contact of yours)",
        "how the crawler names itself to portals: the project and a contact",
        "one line of ASCII, not empty",
        lambda value: value.isascii() and value.isprintable() and bool(value.strip()),
    ),
    "crawl.delay": Key(
        2.0,
        "seconds between two requests to one host",
        "0 or more, and finite",
        lambda value: value >= 0 and math.isfinite(value),
    ),
    "crawl.robots": Key(default=True, about="whether robots.txt is obeyed"),
    "crawl.allow_private_hosts": Key(default=False, about="whether loopback and private addresses may be fetched"),
    "crawl.max_pages_per_portal": Key(
        2000, "pages fetched from one portal in one night, at most", "1 or more", lambda value: value >= 1
    ),
    "crawl.max_minutes_per_portal": Key(
        240.0,
        "minutes that one portal may take in one night, at most",
        "more than 0, and finite",
        lambda value: value > 0 and math.isfinite(value),
    ),
    "crawl.render": Key(default=False, about="whether pages that only a browser can fill are shown to one"),
    "archive.roll_bytes": Key(
        1_000_000_000,
        "size in bytes at which a WARC file is closed and the next one begun",
        f"{_WARC_RECORDS_FIT} or more",
        lambda value: value >= _WARC_RECORDS_FIT,
    ),
    "night.least_free_mb": Key(
        200, "megabytes that must be free on the archive's disk before a night begins", "0 or more", _is_count
    ),
    "night.verify_sample": Key(2000, "captures that `crawl --nightly` proves after the crawl", "0 or more", _is_count),
    "night.backups": Key(
        "", "folder for a copy of archive.db a night, relative to this file; empty for none", "one line", _is_line
    ),
    "night.keep_backups": Key(7, "copies that are kept there", "1 or more", lambda value: value >= 1),
    "health.tell": Key(
        "trouble", "which nights are told of: those with trouble, or all", "trouble or always", _is_occasion
    ),
    "health.webhook": Key("", "address to which a night's report is posted as JSON", "http(s)://...", _is_web_address),
    "health.mail_to": Key("", "who gets a night's report by e-mail; commas between several", "one line", _is_line),
    "health.mail_from": Key("", "sender of these mails; empty for the first who gets them", "one line", _is_line),
    "health.smtp_host": Key("localhost", "server that takes the mails", "the name of a host", _is_name),
    "health.smtp_port": Key(25, "its port", "between 1 and 65535", lambda value: 1 <= value <= _LAST_PORT),
    "health.smtp_tls": Key("none", "how the connection to it is made safe", "none, starttls or tls", _is_tls),
    "health.smtp_user": Key("", "name to log in with; empty for no login", "one line", _is_line),
    "health.smtp_password": Key("", "password; best in NIANBAO_HEALTH__SMTP_PASSWORD", "one line", _is_line),
}


def load(file: Path | None = None, environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of `file`; without one those of ./settings.toml, or the defaults where it is not there."""
    path = file or Path(environment.get(FILE_VARIABLE) or DEFAULT_FILE)
    must_exist = file is not None or bool(environment.get(FILE_VARIABLE))
    values: dict[str, Any] = {key: entry.default for key, entry in KEYS.items()}
    values |= _from_file(path, must_exist=must_exist)
    values |= _from_environment(environment)
    backups = values["night.backups"]
    base = Path(os.path.abspath(path)).parent  # noqa: PTH100  # unlike resolve it takes a loop of links
    return Settings(
        ArchiveSettings(base / Path(values["data"]).expanduser(), values["archive.roll_bytes"]),
        base / Path(values["portals"]).expanduser(),
        CrawlSettings(**_of(values, "crawl.")),
        NightSettings(**_of(values, "night.") | {"backups": base / Path(backups).expanduser() if backups else None}),
        HealthSettings(**_of(values, "health.")),
    )


def _of(values: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    return {name.removeprefix(prefix): value for name, value in values.items() if name.startswith(prefix)}


def variable(key: str) -> str:
    """The environment variable that overrides a key.

    >>> variable("crawl.delay")
    'NIANBAO_CRAWL__DELAY'
    """
    return _PREFIX + key.replace(".", "__").upper()


def _from_file(path: Path, *, must_exist: bool) -> dict[str, Any]:
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        if must_exist:
            raise SettingsError(f"{path}: no such settings file") from None
        return {}
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path}: not a text in UTF-8") from None
    try:
        content = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise SettingsError(f"{path}: not TOML: {error}") from None
    try:
        flat = _flat(content)
    except RecursionError:
        raise SettingsError(f"{path}: not settings: nested beyond all measure") from None
    return {key: _checked(f"{path}: {_shown(key)}", key, value) for key, value in flat.items()}


def _shown(key: str) -> str:
    return key if key.isprintable() else repr(key)


def _flat(content: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in content.items():
        key = prefix + name
        if isinstance(value, dict) and value and key not in KEYS:
            flat |= _flat(value, f"{key}.")
        elif isinstance(value, dict) and any(known.startswith(f"{key}.") for known in KEYS):
            continue  # a table of ours, with every key left to its default
        else:
            flat[key] = value
    return flat


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    by_variable = {variable(key): key for key in KEYS}
    values = {}
    for name, text in environment.items():
        if not name.startswith(_PREFIX) or name == FILE_VARIABLE:
            continue
        if name not in by_variable:
            raise SettingsError(f"environment variable {name}: no such setting{_perhaps(name, list(by_variable))}")
        key = by_variable[name]
        values[key] = _checked(f"environment variable {name}", key, _from_text(KEYS[key].default, text))
    return values


def _from_text(default: object, text: str) -> Any:
    """A word of the environment as TOML would read it; what does not read stays text and fails the check of type."""
    if isinstance(default, str):
        return text
    try:
        content = tomllib.loads(f"value = {text.strip()}")
    except (ValueError, RecursionError):
        return text
    return content["value"] if len(content) == 1 else text


def _checked(place: str, key: str, value: Any) -> Any:
    entry = KEYS.get(key)
    if entry is None:
        raise SettingsError(f"{place}: no such setting{_perhaps(key, list(KEYS))}")
    kind = type(entry.default)
    if kind is float and type(value) is int:
        value = float(value) if abs(value) < _BEYOND_MEASURE else math.inf
    if type(value) is not kind:
        names = {str: "text in quotes", float: "a number", int: "a whole number", bool: "true or false"}
        raise SettingsError(f"{place}: must be {names[kind]}, is {value!r}")
    if not entry.allowed(value):
        raise SettingsError(f"{place}: must be {entry.must_be}, is {value!r}")
    return value


def _perhaps(word: str, known: list[str]) -> str:
    close = difflib.get_close_matches(word, known, n=1)
    return f"; is {close[0]} meant?" if close else ""
