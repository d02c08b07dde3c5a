"""Events to what is printed of them: columns and rows for the listing, and for people both texts side by side."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from archive.changes.difference import Difference, TextChange
from archive.changes.event import Event
from archive.changes.texts import Line
from archive.clock import CHINA, time_of
from archive.listing import width
from archive.record import Cell

COLUMNS = (
    *("at", "kind", "report_id", "issuer", "year", "title", "url", "what", "how", "http_status", "confirmed"),
    *("confirmed_at", "old_snapshot", "new_snapshot", "run_id"),
)
SHORT_COLUMNS = ("at", "kind", "issuer", "year", "what", "confirmed", "url")
_INDENT = "  "
_BETWEEN = 3  # columns between two texts: a mark with a blank on each side
_NARROWEST, _WIDEST = 40, 200
_AROUND = 1  # unchanged lines shown before and behind those that differ
_NOT_THERE = "not there"

Row = tuple[Any, ...]


def row(event: Event) -> Row:
    """The values of COLUMNS."""
    report = event.report
    names = (report.id, report.issuer, report.year, report.title)
    gone = (event.how, event.http_status, _is_confirmed(event), event.confirmed_at)
    return (
        event.at,
        event.kind,
        *names,
        event.url,
        event.what,
        *gone,
        event.old_snapshot,
        event.new_snapshot,
        event.run_id,
    )


def short_row(event: Event) -> Row:
    """The values of SHORT_COLUMNS; times are China's."""
    name = event.report.issuer or event.report.title
    return china_time(event.at), event.kind, name, event.report.year, event.what, _is_confirmed(event), event.url


def plain(difference: Difference | None) -> Mapping[str, object] | None:
    """A difference for JSON."""
    if difference is None:
        return None
    cells = [
        {
            "table": one.table,
            "row": one.row,
            "column": one.column,
            "old": _plain_cell(one.old),
            "new": _plain_cell(one.new),
        }
        for one in difference.cells
    ]
    return {
        "fields": [{"name": one.name, "old": one.old, "new": one.new} for one in difference.fields],
        "cells": cells,
        "sections": [_plain_text(one) for one in difference.texts],
    }


def marked(difference: Difference | None) -> str | None:
    """A difference as a text: what went has a - before it, what came a +."""
    if difference is None:
        return None
    lines = [*_short_changes(difference)]
    for text in difference.texts:
        lines.append(f"{text.key}:")
        for line in text.lines:
            if line.changed:
                lines += [f"{sign} {side}" for sign, side in (("-", line.old), ("+", line.new)) if side is not None]
    return "\n".join(lines)


def page(event: Event, columns: int) -> Iterator[str]:
    """An event in lines for a terminal of so many columns, its texts side by side."""
    room = min(max(columns, _NARROWEST), _WIDEST)
    name = " ".join(str(part) for part in (event.report.issuer or event.report.title, event.report.year) if part)
    confirmed = ", confirmed" if event.confirmed_at else ""
    heads = [f"{china_time(event.at)}  {event.kind}  {name}: {event.what}{confirmed}"]
    heads += [
        f"{_INDENT}{event.url}",
        f"{_INDENT}old snapshot {_number(event.old_snapshot)}, new {_number(event.new_snapshot)}",
    ]
    if event.difference:
        heads += [f"{_INDENT}{line}" for line in _short_changes(event.difference)]
    yield from (line for head in heads for line in _folded(head, room))
    for text in event.difference.texts if event.difference else ():
        yield f"{_INDENT}{text.key}"
        yield from _side_by_side(text, room)
    yield ""


def china_time(at: str) -> str:
    """A moment as a clock in China shows it.

    >>> china_time("2025-01-30T18:00:07.000000Z")
    '2025-01-31 02:00'
    """
    return time_of(at).astimezone(CHINA).strftime("%Y-%m-%d %H:%M")


def _is_confirmed(event: Event) -> bool | None:
    return None if event.how is None else event.confirmed_at is not None


def _number(snapshot_id: int | None) -> str:
    return "none" if snapshot_id is None else str(snapshot_id)


def _short_changes(difference: Difference) -> Iterator[str]:
    for field in difference.fields:
        yield f"{field.name}: {field.old or _NOT_THERE} -> {field.new or _NOT_THERE}"
    for cell in difference.cells:
        yield f"{cell.table}/{cell.row}/{cell.column}: {_shown(cell.old)} -> {_shown(cell.new)}"


def _shown(cell: Cell | None) -> str:
    if cell is None:
        return _NOT_THERE
    if cell.value is not None:
        return str(cell.value)
    return f"{cell.status} {cell.raw}".rstrip()


def _plain_cell(cell: Cell | None) -> Mapping[str, object] | None:
    return None if cell is None else {"value": cell.value, "raw": cell.raw, "status": cell.status}


def _plain_text(text: TextChange) -> Mapping[str, object]:
    lines = [{"old": line.old, "new": line.new} for line in text.lines if line.changed]
    return {"key": text.key, "old": text.old, "new": text.new, "lines": lines}


def _side_by_side(text: TextChange, room: int) -> Iterator[str]:
    """Both texts, with a mark between lines that differ: | for another, < for one that went, > for one that came."""
    side = (room - 2 * len(_INDENT) - _BETWEEN) // 2
    for line in _around_changes(text.lines):
        if line is None:
            yield f"{_INDENT * 2}..."
            continue
        mark = " " if not line.changed else "<" if line.new is None else ">" if line.old is None else "|"
        for old, new in zip_longest(_folded(line.old or "", side), _folded(line.new or "", side), fillvalue=""):
            yield f"{_INDENT * 2}{old}{' ' * (side - width(old))} {mark} {new}".rstrip()


def _around_changes(lines: Sequence[Line]) -> Iterator[Line | None]:
    """The lines that differ and those beside them; None where some are left out."""
    changed = [number for number, line in enumerate(lines) if line.changed]
    shown = sorted({near for at in changed for near in range(at - _AROUND, at + _AROUND + 1) if 0 <= near < len(lines)})
    last = -1
    for number in shown:
        if number != last + 1:
            yield None
        yield lines[number]
        last = number
    if last < len(lines) - 1:
        yield None


def _folded(text: str, room: int) -> list[str]:
    """The text in lines of at most so many columns, without what a terminal might obey."""
    lines, taken = [""], 0
    for letter in text:
        if not letter.isprintable() and not letter.isspace():
            continue
        shown = " " if letter.isspace() else letter
        if taken + width(shown) > room:
            lines.append("")
            taken = 0
        lines[-1] += shown
        taken += width(shown)
    return lines
