"""The tree of a page to those of its elements that a reader does not see: switched off by attribute, style or class."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipelines.reading.html.styles import StyleSheet, effect
from pipelines.reading.html.tree import Element

_TELLING = frozenset(("hidden", "id", "aria-hidden"))
_SIZE_NOUGHT = re.compile(r"font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:!|;|$)", re.IGNORECASE)


def hidden_elements(root: Element) -> frozenset[Element]:
    """The elements that are not shown, and with them all that they hold."""
    found, insisting = _by_style(root)
    judge = _Judge(root)
    dull: set[tuple[str, str]] = set()  # tags and classes that mean nothing here, as most of a page made by Word
    for element in root.xpath("//*[@class or @hidden or @id or @aria-hidden]"):
        look = element.tag, element.get("class") or ""
        if (look in dull and _TELLING.isdisjoint(element.keys())) or element in insisting:
            continue
        if judge.is_off(element):
            found.add(element)
        elif not judge.may_be_off(element):
            dull.add(look)
    return frozenset(found)


def _by_style(root: Element) -> tuple[set[Element], set[Element]]:
    """The elements whose own style hides them, and those whose own style shows them whatever a rule says."""
    effects: dict[str, bool | None] = {}
    found, insisting = set(), set()
    for element in root.xpath("//*[@style]"):
        style = element.get("style")
        if style not in effects:
            effects[style] = effect(style)
        # a text of no size; on a box it only closes the gaps between boxes that have sizes of their own
        if effects[style] or ("font-size" in style and len(element) == 0 and _SIZE_NOUGHT.search(style)):
            found.add(element)
        elif effects[style] is False:
            insisting.add(element)
    return found, insisting


class _Judge:
    """Knows what hides an element besides its own style."""

    def __init__(self, root: Element) -> None:
        self._sheet = StyleSheet(root)
        self._words = _words()
        self._with_panel_up: dict[tuple[Element, str], bool] = {}

    def is_off(self, element: Element) -> bool:
        classes = (element.get("class") or "").split()
        return (
            element.get("hidden") is not None
            or not self._words.classes.isdisjoint(classes)
            or (element.get("aria-hidden") == "true" and element.get("role") == "tabpanel")
            or any(name in self._words.panels and self._is_other_panel(element, name, classes) for name in classes)
            or self._sheet.hides(element)
        )

    def may_be_off(self, element: Element) -> bool:
        """Whether another element of the same tag and classes may be off though this one is not."""
        classes = (element.get("class") or "").split()
        return not self._words.panels.keys().isdisjoint(classes) or self._sheet.may_hide(element)

    def _is_other_panel(self, element: Element, panel: str, classes: list[str]) -> bool:
        """Whether a tab panel is not the one that is up; where none is marked so, all are taken to be shown."""
        up = self._words.panels[panel]
        parent = element.getparent()
        if parent is None or not up.isdisjoint(classes):
            return False
        if (parent, panel) not in self._with_panel_up:
            looks = ((one.get("class") or "").split() for one in parent.iterchildren("*"))
            self._with_panel_up[parent, panel] = any(panel in look and not up.isdisjoint(look) for look in looks)
        return self._with_panel_up[parent, panel]


@dataclass(frozen=True, slots=True)
class _Words:
    classes: frozenset[str]
    panels: Mapping[str, frozenset[str]]  # with the classes of the one that is up


@cache
def _words() -> _Words:
    data = json.loads(files(__package__).joinpath("html_hidden.json").read_text("utf-8"))
    return _Words(frozenset(data["classes"]), {name: frozenset(up) for name, up in data["panels"].items()})
