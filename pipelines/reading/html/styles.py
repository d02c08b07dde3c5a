"""The style sheets that a page carries to whether they hide an element: simple selectors, the cascade of browsers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.reading.html.tree import Element

_MOST_STYLE = 300_000
_MOST_RULES = 300  # that hide or show something
_MOST_TRIALS = 300_000  # of a selector on an element

# display:none; visibility: hidden; mso-hide:all
_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE)
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
    weight: tuple[int, int, int]  # ids, then other names, then the order in the sheet
    hides: bool


def effect(style: str) -> bool | None:
    """Whether declarations hide their element (true) or insist on showing it (false), or neither.

    >>> effect("margin:0; display : none"), effect("display:block"), effect("color:#fff"), effect("color:#fff;background:#FFF")
    (True, False, None, True)
    """
    if _HIDES.search(style) or (_WHITE_INK.search(style) and _WHITE_GROUND.search(style)):
        return True
    return False if _SHOWS.search(style) else None


class StyleSheet:
    """Judges elements by the rules of a page's own style sheets."""

    def __init__(self, root: Element) -> None:
        self._rules = _rules("\n".join(element.text or "" for element in root.iter("style"))[:_MOST_STYLE])
        self._keys = {min(rule.steps[-1]) for rule in self._rules if rule.hides}
        self._judged: dict[tuple[Element, frozenset[str]], bool] = {}  # brothers that look alike are treated alike
        self._trials = 0

    def may_hide(self, element: Element) -> bool:
        """Whether any rule that hides could mean an element of this look, wherever it stood."""
        return not self._keys.isdisjoint(_names(element)) if self._keys else False

    def hides(self, element: Element) -> bool:
        """What the strongest rule says, of equal ones the last."""
        names = _names(element)
        if self._keys.isdisjoint(names) or self._trials > _MOST_TRIALS:
            return False
        look = element.getparent(), names
        if look not in self._judged:
            meant = [rule for rule in self._rules if rule.steps[-1] <= names and self._stands_in(element, rule.steps)]
            self._judged[look] = bool(meant) and max(meant, key=lambda rule: rule.weight).hides
        return self._judged[look]

    def _stands_in(self, element: Element, steps: tuple[frozenset[str], ...]) -> bool:
        wanted = list(steps[:-1])
        for ancestor in element.iterancestors() if wanted else ():
            self._trials += 1
            if wanted[-1] <= _names(ancestor):
                wanted.pop()
                if not wanted:
                    break
        return not wanted


def _names(element: Element) -> frozenset[str]:
    """The tag, the classes and the id as selectors write them."""
    names = [f".{name}" for name in (element.get("class") or "").split()]
    return frozenset([element.tag, *names, f"#{element.get('id')}"])


def _rules(style: str) -> list[_Rule]:
    if not _HIDES.search(style):
        return []
    found: dict[tuple[tuple[frozenset[str], ...], bool], _Rule] = {}
    for steps, hides in _selectors(_AT_BLOCK.sub(" ", _NOTE.sub(" ", style))):
        parts = [part for step in steps for part in step]
        weight = sum(part.startswith("#") for part in parts), len(parts), len(found)
        found.pop((steps, hides), None)
        found[steps, hides] = _Rule(steps, weight, hides)
        if len(found) == _MOST_RULES:
            break
    return list(found.values())


def _selectors(style: str) -> Iterator[tuple[tuple[frozenset[str], ...], bool]]:
    for rule in style.split("}"):  # .tab .pane, #old { display: none
        selectors, _, body = rule.partition("{")
        hides = effect(body)
        if hides is None:
            continue
        for selector in selectors.split(","):
            steps = selector.replace(">", " ").split()
            if steps and all(_COMPOUND.fullmatch(step) for step in steps) and not steps[-1].startswith("*"):
                names = (_PART.findall(step.casefold() if step.isalpha() else step) for step in steps)
                yield tuple(frozenset(step) for step in names if step), hides
