"""The tree of a page to those of its elements that a reader does not see: switched off by attribute, style or class."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice

from pipelines.reading.html_tree import Element

_TELLING = frozenset(("hidden", "id", "aria-hidden"))
_MOST_STYLE = 300_000
_MOST_RULES = 500  # that hide or show something

# display:none; visibility: hidden; mso-hide:all
_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE)
_NO_SIZE = "font-size"
_SIZE_NOUGHT = re.compile(r"font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:!|;|$)", re.IGNORECASE)
_SHOWS = re.compile(r"display\s*:\s*(?!none)[a-z]|visibility\s*:\s*visible", re.IGNORECASE)
_WHITE = r"\s*:\s*(?:#fff(?:fff)?|white)\b"
_WHITE_INK = re.compile(rf"(?:^|[;\s])color{_WHITE}", re.IGNORECASE)
_WHITE_GROUND = re.compile(rf"background(?:-color)?{_WHITE}", re.IGNORECASE)
_NOTE = re.compile(r"/\*[\s\S]*?(?:\*/|$)|<!--|-->")
# @media print {.bar{display:none}}: for other readers than the one at the screen
_AT_BLOCK = re.compile(r"@[\w-]+[^{};@]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_COMPOUND = re.compile(r"(?:[a-z][\w-]*|\*)?(?:[.#][\w-]+)*", re.IGNORECASE)  # div.pane.active
_PART = re.compile(r"[.#]?[\w-]+")


@dataclass(frozen=True, slots=True)
class _Rule:
    """One selector, from the outermost element inwards: each step is the names that an element must have."""

    steps: tuple[frozenset[str], ...]
    hides: bool

    @property
    def weight(self) -> tuple[int, int]:
        parts = [part for step in self.steps for part in step]
        return sum(part.startswith("#") for part in parts), len(parts)


def hidden_elements(root: Element) -> frozenset[Element]:
    """The outermost elements that are not shown; what lies in them is not looked at, but for other such elements."""
    found, insisting = _styled(root)
    rules = _rules(root)
    keys = {min(rule.steps[-1]) for rule in rules if rule.hides}
    dull: set[tuple[str, str]] = set()  # tags and classes that mean nothing here, as most of a page made by Word
    for element in root.xpath("//*[@class or @hidden or @id or @aria-hidden]"):
        look = element.tag, element.get("class") or ""
        if (look in dull and _TELLING.isdisjoint(element.keys())) or element in insisting:
            continue
        if _is_switched_off(element, rules, keys):
            found.add(element)
        elif keys.isdisjoint(_names(element)) and _words().panels.keys().isdisjoint(look[1].split()):
            dull.add(look)
    return frozenset(found)


def _styled(root: Element) -> tuple[set[Element], set[Element]]:
    """The elements whose own style hides them, and those whose own style shows them whatever a rule says."""
    effects: dict[str, bool | None] = {}
    found, insisting = set(), set()
    for element in root.xpath("//*[@style]"):
        style = element.get("style")
        if style not in effects:
            effects[style] = _effect(style)
        if effects[style] or (_NO_SIZE in style and _is_shrunk(element)):
            found.add(element)
        elif effects[style] is False:
            insisting.add(element)
    return found, insisting


def _effect(style: str) -> bool | None:
    """Whether a style hides its element or insists on showing it; None where it does neither."""
    if _HIDES.search(style) or (_WHITE_INK.search(style) and _WHITE_GROUND.search(style)):
        return True
    return False if _SHOWS.search(style) else None


def _is_shrunk(element: Element) -> bool:
    """Whether a text has no size; on a box it only closes the gaps between boxes that have sizes of their own."""
    return len(element) == 0 and bool(_SIZE_NOUGHT.search(element.get("style")))


def _is_switched_off(element: Element, rules: tuple[_Rule, ...], keys: set[str]) -> bool:
    if element.get("hidden") is not None:
        return True
    classes = (element.get("class") or "").split()
    words = _words()
    if any(name in words.classes for name in classes):
        return True
    if element.get("aria-hidden") == "true" and element.get("role") == "tabpanel":
        return True
    if any(name in words.panels and _is_other_panel(element, name) for name in classes):
        return True
    if not rules:
        return False
    names = _names(element)
    return not keys.isdisjoint(names) and _cascade(element, names, rules)


def _is_other_panel(element: Element, panel: str) -> bool:
    """Whether a tab panel is not the one that is up; where none is marked so, all are taken to be shown."""
    marks = _words().panels[panel]
    if any(name in marks for name in element.get("class").split()):
        return False
    parent = element.getparent()
    return parent is not None and any(
        panel in names and any(name in marks for name in names)
        for names in ((one.get("class") or "").split() for one in parent if isinstance(one.tag, str))
    )


def _cascade(element: Element, names: frozenset[str], rules: tuple[_Rule, ...]) -> bool:
    """What the strongest rule says, of equal ones the last; a rule that shows counts only against one that hides."""
    matching = [rule for rule in rules if rule.steps[-1] <= names and _stands_in(element, rule.steps[:-1])]
    return bool(matching) and max(enumerate(matching), key=lambda pair: (pair[1].weight, pair[0]))[1].hides


def _stands_in(element: Element, steps: tuple[frozenset[str], ...]) -> bool:
    wanted = list(steps)
    for ancestor in element.iterancestors() if wanted else ():
        if wanted[-1] <= _names(ancestor):
            wanted.pop()
            if not wanted:
                break
    return not wanted


def _names(element: Element) -> frozenset[str]:
    """The tag, the classes and the id as selectors write them."""
    names = [f".{name}" for name in (element.get("class") or "").split()]
    return frozenset([element.tag, *names, f"#{element.get('id')}"])


def _rules(root: Element) -> tuple[_Rule, ...]:
    style = "\n".join(element.text or "" for element in root.iter("style"))[:_MOST_STYLE]
    if "none" not in style and "hidden" not in style:
        return ()
    plain = _AT_BLOCK.sub(" ", _NOTE.sub(" ", style))
    return tuple(islice(_rules_in(plain), _MOST_RULES))


def _rules_in(style: str) -> Iterator[_Rule]:
    for rule in style.split("}"):  # .tab .pane, #old { display: none
        selectors, _, body = rule.partition("{")
        hides = bool(_HIDES.search(body))
        if not hides and not _SHOWS.search(body):
            continue
        for selector in selectors.split(","):
            steps = selector.replace(">", " ").split()
            if steps and all(_COMPOUND.fullmatch(step) for step in steps) and steps[-1][0] != "*":
                names = (frozenset(_PART.findall(step.casefold() if step.isalpha() else step)) for step in steps)
                yield _Rule(tuple(names), hides)


@dataclass(frozen=True, slots=True)
class _Words:
    classes: frozenset[str]
    panels: Mapping[str, frozenset[str]]


@cache
def _words() -> _Words:
    data = json.loads(files("pipelines.reading").joinpath("html_hidden.json").read_text("utf-8"))
    return _Words(frozenset(data["classes"]), {name: frozenset(marks) for name, marks in data["panels"].items()})
