"""Units as files of this user: sealed with what was asked for, written whole or not at all, told from others' work."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

from archive.errors import StorageError
from crawler.timer.plan import Asked, Plan, asked_from_json
from crawler.timer.units import service, timer

State = Literal["missing", "current", "outdated", "changed", "foreign"]

_SEAL = "\n[X-Nianbao]\n"  # systemd passes over sections whose name begins so


@dataclass(frozen=True, slots=True)
class UnitFile:
    """One unit of a timer: where it lies, and what is there now; None where nothing is."""

    path: Path
    found: str | None

    @property
    def asked(self) -> Asked | None:
        """What it was asked for; None where it is not ours."""
        lines = (self.found or "").rpartition(_SEAL)[2].splitlines()
        told = [line.removeprefix("Asked=") for line in lines if line.startswith("Asked=")]
        return asked_from_json(told[0]) if told else None

    def state(self, wanted: str | None) -> State:
        """How what is there stands to the text that it should be; None where that cannot be told."""
        if self.found is None:
            return "missing"
        body, seal, rest = self.found.rpartition(_SEAL)
        if not seal:
            return "foreign"
        asked, _, digest = rest.rpartition("Digest=")
        if digest.strip() != _digest(body + seal + asked):
            return "changed"
        return "current" if self.found == wanted else "outdated"

    def write(self, text: str) -> None:
        """Puts a text in its place; nobody ever sees half of it."""
        unfinished = self.path.with_name(f".{self.path.name}.new")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with unfinished.open("w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(self.path)
        except OSError as error:
            with suppress(OSError):
                unfinished.unlink()
            raise StorageError(f"{self.path}: cannot be written: {error.strerror}") from None

    def put_back(self) -> None:
        """Makes it again what was found."""
        if self.found is None:
            self.remove()
        else:
            self.write(self.found)

    def remove(self) -> None:
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(f"{self.path}: cannot be removed: {error.strerror}") from None


@dataclass(frozen=True, slots=True)
class UnitFiles:
    """The two units of a timer. `link` is what makes systemd start the timer with the others."""

    service: UnitFile
    timer: UnitFile
    link: Path

    def __iter__(self) -> Iterator[UnitFile]:
        yield self.service
        yield self.timer

    @property
    def are_there(self) -> bool:
        return any(unit.found is not None for unit in self)


def unit_files(config_home: Path, unit: str) -> UnitFiles:
    """The units of this name, as they are now."""
    folder = config_home / "systemd" / "user"
    one_night, every_night = (_unit_file(folder / f"{unit}.{kind}") for kind in ("service", "timer"))
    return UnitFiles(one_night, every_night, folder / "timers.target.wants" / every_night.path.name)


def sealed_units(plan: Plan) -> tuple[str, str]:
    """The texts of service and timer as this version writes them."""
    return _sealed(service(plan), plan.asked), _sealed(timer(plan), plan.asked)


def _sealed(text: str, asked: Asked) -> str:
    content = f"{text}{_SEAL}Asked={asked.as_json()}\n"
    return f"{content}Digest={_digest(content)}\n"


def _digest(content: str) -> str:
    return sha256(content.encode()).hexdigest()


def _unit_file(path: Path) -> UnitFile:
    try:
        return UnitFile(path, path.read_text("utf-8", errors="replace"))
    except FileNotFoundError:
        return UnitFile(path, None)
    except OSError as error:
        raise StorageError(f"{path}: cannot be read: {error.strerror}") from None
