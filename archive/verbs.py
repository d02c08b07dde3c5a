"""What a verb of the command line is: its words, its help, its options and the function that does it."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

DONE, FAILED, INCOMPLETE, INTERRUPTED = 0, 1, 3, 130

S = TypeVar("S")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ArchiveSettings:
    """What the settings say of the archive: where it lies, and at what size a WARC file is followed by the next."""

    data: Path
    roll_bytes: int


@dataclass(frozen=True, slots=True)
class Verb(Generic[S]):
    """`about` is the line in the list of verbs, `details` the text of its own --help.

    `run` gets the options and the settings; None where the verb's words stand and its work is still to come.
    """

    name: str
    about: str
    details: str
    add_options: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace, S], int] | None = None

    def over(self, pick: Callable[[T], S]) -> "Verb[T]":
        """The same verb for whoever has wider settings, of which `pick` gives those that it needs."""
        run = self.run
        wider = None if run is None else lambda options, settings: run(options, pick(settings))
        return Verb(self.name, self.about, self.details, self.add_options, wider)


def no_options(_: argparse.ArgumentParser) -> None:
    """For a verb that has only the options of all verbs."""
