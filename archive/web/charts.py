"""Series of figures to a chart for a page: SVG drawn here, its figures as a table below, what is missing shown as missing."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from markupsafe import Markup

from archive.web.axes import Axis, axis, mark_texts, plain, shortened, wide
from archive.web.language import Words

MOST_BARS = 40  # labels; more are left to the table
_WIDTH, _HEIGHT = 400, 190  # of the view box, and of the ground that lines are drawn on
_EDGE, _LINE, _BAR, _BAND = 10, 18, 13, 13
_MARKERS = (
    "M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z",  # circle
    "M-3.2-3.2h6.4v6.4h-6.4z",  # square
    "M0-4.4L4.2 3.2H-4.2z",  # triangle
    "M0-4.6L4.6 0L0 4.6L-4.6 0z",  # diamond
    "M-4.2-3.2H4.2L0 4.4z",  # triangle upside down
)


@dataclass(frozen=True, slots=True)
class Series:
    """One line, or one bar a label; None is a figure that is missing."""

    name: str
    values: Sequence[float | None]


def line_chart(title: str, labels: Sequence[str], series: Sequence[Series], words: Words, unit: str = "") -> Markup:
    """A line for each series over the labels; it is broken where a figure is missing."""
    series = _drawable(labels, series)
    known = _known(series)
    drawing, height = _lines(labels, series, axis(known), words) if known else (Markup(), 0)
    return _figure(title, labels, series, words, unit, drawing, height)


def bar_chart(title: str, labels: Sequence[str], series: Sequence[Series], words: Words, unit: str = "") -> Markup:
    """A lying bar for each label and series, with its figure written at its end."""
    series = _drawable(labels, series)
    drawn = [replace(one, values=one.values[:MOST_BARS]) for one in series]
    known = _known(drawn)
    drawing, height = _bars(labels[:MOST_BARS], drawn, axis(known), words) if known else (Markup(), 0)
    return _figure(title, labels, series, words, unit, drawing, height, MOST_BARS)


def _drawable(labels: Sequence[str], series: Sequence[Series]) -> list[Series]:
    """Figures that are no numbers, as an overflow is none, count as missing."""
    if any(len(one.values) != len(labels) for one in series):
        raise ValueError("each series has a value, or None, for each label")
    return [
        replace(one, values=[None if value is None or not math.isfinite(value) else value for value in one.values])
        for one in series
    ]


def _known(series: Sequence[Series]) -> list[float]:
    return [value for one in series for value in one.values if value is not None]


def _lines(labels: Sequence[str], series: Sequence[Series], scale: Axis, words: Words) -> tuple[Markup, int]:
    texts = mark_texts(scale.marks, words)
    left = max(map(wide, texts)) + _EDGE
    slot = (_WIDTH - left - _EDGE) / len(labels)
    across = [left + slot * (index + 0.5) for index in range(len(labels))]
    broken = [number for number, one in enumerate(series) if None in one.values]
    foot = _EDGE + _HEIGHT + _BAND * len(broken) + 4

    def down(value: float) -> float:
        return _EDGE + _HEIGHT * (1 - scale.at(value))

    parts = [
        Markup('<line class="{}" x1="{:.1f}" x2="{}" y1="{:.1f}" y2="{:.1f}"/>').format(
            "nought" if mark == 0 else "grid", left, _WIDTH - _EDGE, down(mark), down(mark)
        )
        + _text(text, left - 5, down(mark) + 4, "end")
        for mark, text in zip(scale.marks, texts, strict=True)
    ]
    for row, number in enumerate(broken):
        at = _EDGE + _HEIGHT + _BAND * (row + 0.5) + 4
        parts.append(_marker(number, left - 12, at))
        missing = [x for x, value in zip(across, series[number].values, strict=True) if value is None]
        parts += [_cross(number, x, at) for x in missing]
    for number, one in enumerate(series):
        points = [None if value is None else (x, down(value)) for x, value in zip(across, one.values, strict=True)]
        path = _path(points)
        if path:
            parts.append(Markup('<path class="line c{} d{}" d="{}"/>').format(_color(number), _dash(number), path))
        parts += [_marker(number, *point) for point in points if point]
    parts += _below(labels, across, slot, left, foot + 12)
    return Markup().join(parts), foot + _LINE


def _path(points: Sequence[tuple[float, float] | None]) -> str:
    """The strokes between neighbours that are both known."""
    steps, before = [], None
    for point in points:
        if point:
            steps.append(f"{'L' if before else 'M'}{point[0]:.1f} {point[1]:.1f}")
        before = point
    return "".join(steps) if any(step[0] == "L" for step in steps) else ""


def _below(labels: Sequence[str], across: Sequence[float], slot: float, left: float, at: float) -> list[Markup]:
    """As many labels as have room, the last one always among them."""
    room = (_WIDTH - left) / 2
    texts = [shortened(label, room) for label in labels]
    every = max(1, math.ceil((max(map(wide, texts)) + 8) / slot))
    shown = [
        (min(max(x, wide(text) / 2), _WIDTH - wide(text) / 2), text)
        for index, (x, text) in enumerate(zip(across, texts, strict=True))
        if (len(labels) - 1 - index) % every == 0
    ]
    return [_text(text, x, at, "middle") for x, text in shown]


def _bars(labels: Sequence[str], series: Sequence[Series], scale: Axis, words: Words) -> tuple[Markup, int]:
    written = [plain(value) for value in _known(series)] + [words("charts.missing")]
    room = max(map(wide, written)) + 6
    below_nought = scale.marks[0] < 0
    left, right = (room if below_nought else 0) + (14 if len(series) > 1 else 2), _WIDTH - room
    nought = left + (right - left) * scale.at(0)
    parts: list[Markup] = []
    at = 0.0
    for index, label in enumerate(labels):
        parts.append(_text(shortened(label, _WIDTH), 0, at + 13, "start"))
        at += _LINE
        for number, one in enumerate(series):
            parts += _bar(
                number, one.values[index], left + (right - left) * scale.at(one.values[index] or 0), nought, at, words
            )
            if len(series) > 1:
                parts.append(_marker(number, 6, at + _BAR / 2))
            at += _BAR + 2
        at += 6
    line = Markup('<line class="nought" x1="{:.1f}" x2="{:.1f}" y1="0" y2="{:.1f}"/>').format(nought, nought, at)
    return Markup().join([*parts, line]), round(at)


def _bar(number: int, value: float | None, end: float, nought: float, at: float, words: Words) -> list[Markup]:
    if value is None:
        return [_text(f"× {words('charts.missing')}", nought + 4, at + 11, "start", "missing")]
    side = "end" if value < 0 else "start"
    box = Markup('<rect class="bar c{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{}"/>').format(
        _color(number), min(end, nought), at, abs(end - nought), _BAR
    )
    return [box, _text(plain(value), end + (-4 if value < 0 else 4), at + 11, side)]


def _figure(
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    words: Words,
    unit: str,
    drawing: Markup,
    height: int,
    most: int = 10**9,
) -> Markup:
    caption = title + (f" ({words('charts.unit', unit=unit)})" if unit else "")
    name = (
        "chart-" + sha256(repr((title, labels, [(one.name, one.values) for one in series])).encode()).hexdigest()[:10]
    )
    parts = [Markup('<figure class="chart-figure"><figcaption>{}</figcaption>').format(caption)]
    if drawing:
        parts.append(_legend(series, words, shown=len(series) > 1))
        parts.append(
            Markup(
                '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-title {}-desc">'
                '<title id="{}-title">{}</title><desc id="{}-desc">{}</desc>{}</svg>'
            ).format(_WIDTH, height, name, name, name, caption, name, _described(title, labels, series, words), drawing)
        )
    else:
        parts.append(Markup('<p class="soft">{}</p>').format(words("charts.no_figures")))
    if len(labels) > most:
        parts.append(
            Markup('<p class="soft small">{}</p>').format(words("charts.first_only", shown=most, count=len(labels)))
        )
    return Markup().join([*parts, _table(caption, labels, series, words), Markup("</figure>")])


def _legend(series: Sequence[Series], words: Words, *, shown: bool) -> Markup:
    items = [
        Markup(
            '<li><svg class="swatch" viewBox="0 0 30 12" aria-hidden="true">'
            '<path class="line c{} d{}" d="M1 6H29"/>{}</svg>{}</li>'
        ).format(_color(number), _dash(number), _marker(number, 15, 6), one.name)
        for number, one in enumerate(series)
        if shown
    ]
    if any(None in one.values for one in series):
        items.append(Markup("<li>{}</li>").format(words("charts.missing_mark")))
    return Markup('<ul class="legend small">{}</ul>').format(Markup().join(items)) if items else Markup()


def _described(title: str, labels: Sequence[str], series: Sequence[Series], words: Words) -> str:
    told = []
    for one in series:
        known = _known([one])
        told.append(
            words(
                "charts.range",
                name=one.name,
                least=plain(min(known)),
                most=plain(max(known)),
                missing=len(labels) - len(known),
            )
            if known
            else words("charts.all_missing", name=one.name)
        )
    span = words("charts.from_to", first=labels[0], last=labels[-1], count=len(labels))
    return words("charts.described", title=title, labels=span, series="; ".join(told))


def _table(caption: str, labels: Sequence[str], series: Sequence[Series], words: Words) -> Markup:
    heads = Markup().join(Markup('<th scope="col" class="figure">{}</th>').format(one.name) for one in series)
    rows = Markup("\n").join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            label, Markup().join(_cell(one.values[index], words) for one in series)
        )
        for index, label in enumerate(labels)
    )
    return Markup(
        '<details class="small"><summary>{}</summary><div class="scroll" tabindex="0" role="region" aria-label="{}">'
        '<table><caption>{}</caption><thead><tr><th scope="col">{}</th>{}</tr></thead><tbody>{}</tbody></table>'
        "</div></details>"
    ).format(words("site.as_table"), caption, caption, words("charts.of"), heads, rows)


def _cell(value: float | None, words: Words) -> Markup:
    if value is None:
        return Markup('<td class="figure soft">{}</td>').format(words("charts.missing"))
    return Markup('<td class="figure">{}</td>').format(plain(value))


def _text(text: str, x: float, y: float, anchor: str, kind: str = "label") -> Markup:
    return Markup('<text class="{}" x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>').format(kind, x, y, anchor, text)


def _marker(number: int, x: float, y: float) -> Markup:
    shape = _MARKERS[number % len(_MARKERS)]
    return Markup('<path class="mark c{}" transform="translate({:.1f} {:.1f})" d="{}"/>').format(
        _color(number), x, y, shape
    )


def _cross(number: int, x: float, y: float) -> Markup:
    return Markup('<path class="cross c{}" transform="translate({:.1f} {:.1f})" d="M-3-3L3 3M-3 3L3-3"/>').format(
        _color(number), x, y
    )


def _color(number: int) -> int:
    return number % 5 + 1


def _dash(number: int) -> int:
    """Lines of one colour differ in their dashes, and neighbours too."""
    return (number + number // 5) % 4 + 1
