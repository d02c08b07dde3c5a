"""Series of figures to a chart for a page: SVG drawn here, its figures as a table below, what is missing shown as missing."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from markupsafe import Markup

from archive.web.drawing.axes import Axis, axis, mark_texts, plain, shortened, wide
from archive.web.language import Words
from archive.words import HAN

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
_GREATEST = 1e300  # what is beyond it, as an overflow is, is no figure of a report
_IS_HAN = re.compile(rf"[{HAN}]")  # 青
_NOTHING = Markup()


@dataclass(frozen=True, slots=True)
class Series:
    """One line, or one bar a label; None is a figure that is missing."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class _Drawing:
    content: Markup = _NOTHING
    height: int = 0
    labels: int = 10**9  # that it has room for


@dataclass(frozen=True, slots=True)
class _Bars:
    """The ground of a bar chart: where nought and the ends are, from left to right."""

    nought: float
    left: float
    right: float
    scale: Axis

    def across(self, value: float) -> float:
        return self.left + (self.right - self.left) * self.scale.at(value)


def line_chart(title: str, labels: Sequence[str], series: Sequence[Series], words: Words, unit: str = "") -> Markup:
    """A line for each series over the labels; it is broken where a figure is missing."""
    series = _drawable(labels, series)
    drawing = _lines(labels, series, words) if _known(series) else _Drawing()
    return _figure(_captioned(title, unit, words), labels, series, words, drawing)


def bar_chart(title: str, labels: Sequence[str], series: Sequence[Series], words: Words, unit: str = "") -> Markup:
    """A lying bar for each label and series, with its figure written at its end."""
    series = _drawable(labels, series)
    drawn = [replace(one, values=one.values[:MOST_BARS]) for one in series]
    drawing = _bars(labels[:MOST_BARS], drawn, words) if _known(drawn) else _Drawing()
    return _figure(_captioned(title, unit, words), labels, series, words, drawing)


def _captioned(title: str, unit: str, words: Words) -> str:
    return title + (words("charts.unit", unit=unit) if unit else "")


def _drawable(labels: Sequence[str], series: Sequence[Series]) -> list[Series]:
    """Figures that are no numbers, as an overflow is none, count as missing."""
    if any(len(one.values) != len(labels) for one in series):
        raise ValueError("each series has a value, or None, for each label")
    return [
        replace(one, values=[None if value is None or not abs(value) <= _GREATEST else value for value in one.values])
        for one in series
    ]


def _known(series: Sequence[Series]) -> list[float]:
    return [value for one in series for value in one.values if value is not None]


def _lines(labels: Sequence[str], series: Sequence[Series], words: Words) -> _Drawing:
    scale = axis(_known(series))
    texts = mark_texts(scale.marks, words)
    left = max(map(wide, texts)) + _EDGE
    slot = (_WIDTH - left - _EDGE) / len(labels)
    across = [left + slot * (index + 0.5) for index in range(len(labels))]
    broken = [number for number, one in enumerate(series) if None in one.values]
    foot = _EDGE + _HEIGHT + _BAND * len(broken) + 4

    def down(value: float) -> float:
        return _EDGE + _HEIGHT * (1 - scale.at(value))

    parts = [
        _stroke("nought" if mark == 0 else "grid", (left, down(mark)), (_WIDTH - _EDGE, down(mark)))
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
    return _Drawing(Markup().join(parts), foot + _LINE)


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


def _bars(labels: Sequence[str], series: Sequence[Series], words: Words) -> _Drawing:
    known = _known(series)
    least, most = min(0.0, *known), max(0.0, *known)
    scale = Axis((least, most)) if least < most else Axis((0.0, 1.0))
    room = max(map(wide, [*map(plain, known), f"× {words('charts.missing')}"])) + 6
    several = len(series) > 1
    left, right = (room if least < 0 else 0) + (14 if several else 2), _WIDTH - room
    ground = _Bars(left + (right - left) * scale.at(0), left, right, scale)
    parts: list[Markup] = []
    at = 0
    for index, label in enumerate(labels):
        parts.append(_text(shortened(label, _WIDTH), 0, at + 13, "start", lang=_lang(label, words)))
        at += _LINE
        first = at
        for number, one in enumerate(series):
            parts += _bar(number, one.values[index], ground, at, words)
            if several:
                parts.append(_marker(number, 6, at + _BAR / 2))
            at += _BAR + 2
        parts.append(_stroke("nought", (ground.nought, first - 2), (ground.nought, at)))
        at += 6
    return _Drawing(Markup().join(parts), at, MOST_BARS)


def _bar(number: int, value: float | None, ground: _Bars, at: int, words: Words) -> list[Markup]:
    if value is None:
        return [_text(f"× {words('charts.missing')}", ground.nought + 4, at + 11, "start", kind="missing")]
    end = ground.across(value)
    box = Markup('<rect class="bar c{}" x="{:.1f}" y="{}" width="{:.1f}" height="{}"/>').format(
        _color(number), min(end, ground.nought), at, abs(end - ground.nought), _BAR
    )
    side, gap = ("end", -4) if value < 0 else ("start", 4)
    return [box, _text(plain(value), end + gap, at + 11, side)]


def _figure(caption: str, labels: Sequence[str], series: Sequence[Series], words: Words, drawing: _Drawing) -> Markup:
    name = "chart-" + sha256(repr((caption, labels, series)).encode(errors="replace")).hexdigest()[:10]
    parts = [Markup('<figure class="chart-figure"><figcaption>{}</figcaption>').format(caption)]
    if drawing.height:
        described = _described(caption, labels, series, words)
        parts += [
            _legend(series, words, shown=len(series) > 1),
            Markup(
                '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-title" aria-describedby="{}-desc">'
                '<title id="{}-title">{}</title><desc id="{}-desc">{}</desc>{}</svg>'
            ).format(_WIDTH, drawing.height, name, name, name, caption, name, described, drawing.content),
        ]
    else:
        parts.append(Markup('<p class="soft">{}</p>').format(words("charts.no_figures")))
    if len(labels) > drawing.labels:
        told = words("charts.first_only", shown=drawing.labels, count=len(labels))
        parts.append(Markup('<p class="soft small">{}</p>').format(told))
    return Markup().join([*parts, _table(caption, labels, series, words), Markup("</figure>")])


def _legend(series: Sequence[Series], words: Words, *, shown: bool) -> Markup:
    items = [
        Markup(
            '<li{}><svg class="swatch" viewBox="0 0 30 12" aria-hidden="true">'
            '<path class="line c{} d{}" d="M1 6H29"/>{}</svg>{}</li>'
        ).format(_lang(one.name, words), _color(number), _dash(number), _marker(number, 15, 6), one.name)
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
    heads = Markup().join(
        Markup('<th scope="col" class="figure"{}>{}</th>').format(_lang(one.name, words), one.name) for one in series
    )
    rows = Markup("\n").join(
        Markup('<tr><th scope="row"{}>{}</th>{}</tr>').format(
            _lang(label, words), label, Markup().join(_cell(one.values[index], words) for one in series)
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


def _lang(text: str, words: Words) -> Markup:
    """Names of places and bodies are Chinese on every page; on a Chinese one that goes without saying."""
    return Markup(' lang="zh-CN"') if words.language != "zh" and _IS_HAN.search(text) else _NOTHING


def _text(text: str, x: float, y: float, anchor: str, *, kind: str = "label", lang: Markup = _NOTHING) -> Markup:
    return Markup('<text class="{}" x="{:.1f}" y="{:.1f}" text-anchor="{}"{}>{}</text>').format(
        kind, x, y, anchor, lang, text
    )


def _stroke(kind: str, start: tuple[float, float], end: tuple[float, float]) -> Markup:
    return Markup('<line class="{}" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"/>').format(kind, *start, *end)


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
