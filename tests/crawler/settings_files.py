"""The settings file that is shipped or one written for a test, to its values by key or to the line that refuses it."""

from dataclasses import fields
from pathlib import Path

import pytest

from archive.errors import SettingsError
from crawler.settings import Settings, load

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "settings.toml"


def written(folder: Path, content: str | bytes) -> Path:
    file = folder / "settings.toml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def refusal(file: Path | None, environment: dict[str, str] | None = None) -> str:
    with pytest.raises(SettingsError) as caught:
        load(file, environment or {})
    assert type(caught.value) is SettingsError
    line = str(caught.value)
    assert len(line.splitlines()) == 1, line
    return line


def flat(table: dict, prefix: str = "") -> dict:
    values = {}
    for name, value in table.items():
        values |= flat(value, f"{prefix}{name}.") if isinstance(value, dict) else {prefix + name: value}
    return values


def by_key(settings: Settings) -> dict:
    values = {"data": settings.archive.data, "portals": settings.portals}
    for name, table in {"crawl": settings.crawl, "night": settings.night, "health": settings.health}.items():
        values |= {f"{name}.{field.name}": getattr(table, field.name) for field in fields(table)}
    return values | {"archive.roll_bytes": settings.archive.roll_bytes}
