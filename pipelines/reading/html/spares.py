"""A page that shows no report to the part of it out of sight that holds one: a panel, a field, a script's data."""

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from pipelines.reading.html.flow import flow
from pipelines.reading.html.inline_data import Found, best, in_script
from pipelines.reading.html.pieces import Flow
from pipelines.reading.html.report_marks import Marks, marks
from pipelines.reading.html.tree import Element, serialised

_STORES = ("textarea", "xmp", "noscript", "template", "noembed", "noframes", "script", "input")
_PROGRAMS = ("", "text/javascript", "application/javascript", "application/x-javascript", "module", "javascript")
_FEWEST = 100
_MOST_PANELS = 300
_MOST_READ = 12


@dataclass(frozen=True, slots=True)
class Panel:
    """An element that the page hides at first, with what would be seen of it."""

    element: Element
    seen: Flow
    marks: Marks


def hidden_panel(root: Element, hidden: frozenset[Element], boxes: frozenset[Element]) -> Panel | None:
    """The hidden element with the most signs of a report, the innermost and first of equal ones."""
    chosen: Panel | None = None
    candidates = (element for element in root.iter() if element in hidden and element.tag not in _STORES)
    promising = (one for one in islice(candidates, _MOST_PANELS) if marks("".join(one.itertext())).of_a_report)
    for element in islice(promising, _MOST_READ):
        seen = flow(element, hidden, boxes)
        found = marks(seen.text)
        better = chosen is None or _rank(found) > _rank(chosen.marks)
        inner = chosen is not None and found == chosen.marks and chosen.element in element.iterancestors()
        if found.of_a_report and (better or inner):
            chosen = Panel(element, seen, found)
    return chosen


def _rank(found: Marks) -> tuple[int, int]:
    return found.headings, found.labels


def stored_markup(root: Element, stated: Sequence[str]) -> Found | None:
    """The report in a field, a template or a script of a page; `stated` are the titles that the page gives."""
    return best((one for element in root.iter(*_STORES) for one in _stored(element)), stated)


def _stored(element: Element) -> Iterator[Found]:
    if element.tag == "script" and (element.get("type") or "").casefold() in _PROGRAMS:
        yield from in_script(element.text or "")
        return
    if element.tag == "input":
        text = element.get("value") or ""
    elif len(element):  # <noscript>, whose tags were read as such
        text = serialised(element).replace("noscript", "div")
    else:
        text = element.text or ""
    if len(text) < _FEWEST:
        return
    if element.tag == "script":
        yield from in_script(text)
    if "<" not in text and "&lt;" in text:
        text = html.unescape(text)
    yield Found(text if "<" in text else f"<pre>{html.escape(text)}</pre>")
