"""What rendering needs on this machine, found, or the one line that says what is missing."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from shutil import which

from archive.errors import SettingsError

_REMEDY = "crawl.render = true needs {}: install {}, or set crawl.render to false"


@dataclass(frozen=True, slots=True)
class Constants:
    """What chromium.json says."""

    names: Sequence[str]
    arguments: Sequence[str]
    gone: Sequence[str]
    next_page: Sequence[str]
    next_words: Sequence[str]
    asked_for: frozenset[str]
    left_blank: frozenset[str]


@cache
def constants() -> Constants:
    data = json.loads(files(__package__).joinpath("chromium.json").read_text("utf-8"))
    arguments = (*data["no_network"], *data["lean"])
    lists = (data["names"], arguments, data["gone"], data["next_page"], data["next_words"])
    return Constants(*lists, frozenset(data["asked_for"]), frozenset(data["left_blank"]))


def chromium() -> str:
    """The system's Chromium; SettingsError where it, or the extra that drives it, is missing."""
    if find_spec("playwright") is None:
        extra = "the extra render (pip install 'nianbao[render]') and the Debian package chromium"
        raise SettingsError(_REMEDY.format("the extra render", extra))
    found = next((path for path in map(which, constants().names) if path), None)
    if found is None:
        package = "the Debian package chromium (apt install chromium) beside the extra render"
        raise SettingsError(_REMEDY.format("Chromium", package))
    return found
