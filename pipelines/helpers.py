"""Programs of the system that make more possible: which of them are missing, and what they would be good for."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Helper:
    """A program that is used when it is there; `package` is its name in Debian."""

    program: str
    package: str
    serves: str


HELPERS = (
    Helper("chromium", "chromium", "pages that only a browser can draw"),
    Helper("soffice", "libreoffice-writer-nogui", "ODT files, and Word files that are very old or odd"),
)


def missing_helpers() -> Iterator[Helper]:
    """The helpers that this machine lacks; each does without, only less well."""
    return (helper for helper in HELPERS if shutil.which(helper.program) is None)
