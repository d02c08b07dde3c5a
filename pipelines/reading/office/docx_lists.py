"""The styles and lists of a DOCX, and its paragraphs one by one, to hidden text and the numbers before paragraphs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipelines.reading.office.numbering import Level, Lists
from pipelines.reading.office.word_xml import child, children, is_on, number, value, whole_number
from pipelines.reading.office.zipped_xml import Element, attribute

_MOST_ANCESTORS = 20


@dataclass(frozen=True, slots=True)
class ListPlace:
    """The list that a paragraph or style belongs to, and its level there if it says so."""

    list_id: str | None
    level: int | None


@dataclass(frozen=True, slots=True)
class Style:
    parent: str | None = None
    hidden: bool | None = None
    place: ListPlace | None = None


@dataclass(frozen=True, slots=True)
class _NumberedList:
    """A list by its own id: several lists may share the counts of one definition, unless they start anew."""

    definition: str
    levels: tuple[Level, ...]
    starts_anew: tuple[int, ...]


def list_place(found: Element | None) -> ListPlace | None:
    """Where the w:numPr of a paragraph or style puts it."""
    if found is None:
        return None
    level = value(child(found, "w:ilvl"))
    return ListPlace(value(child(found, "w:numId")), None if level is None else whole_number(level, 0))


class Styles:
    """styles.xml: what each style takes from those it is based on."""

    def __init__(self, root: Element | None) -> None:
        self._styles = {attribute(style, "styleId") or "": _style(style) for style in children(root, "w:style")}
        self._hidden: set[str | None] = set()
        self._places: dict[str | None, tuple[ListPlace, str]] = {}
        for name in self._styles:
            line = self._line(name)
            if next((style.hidden for _, style in line if style.hidden is not None), False):
                self._hidden.add(name)
            if place := next(((style.place, at) for at, style in line if style.place), None):
                self._places[name] = place

    def hides(self, name: str | None) -> bool:
        return name in self._hidden

    def place(self, name: str | None) -> tuple[ListPlace, str] | None:
        """The list of the style, and the style that says so."""
        return self._places.get(name)

    def _line(self, name: str | None) -> list[tuple[str, Style]]:
        """The style and those it is based on, the nearest first."""
        line: list[tuple[str, Style]] = []
        while name and name in self._styles and len(line) < _MOST_ANCESTORS:
            line.append((name, self._styles[name]))
            name = self._styles[name].parent
        return line


def _style(style: Element) -> Style:
    vanish = child(style, "w:rPr", "w:vanish")
    return Style(
        value(child(style, "w:basedOn")),
        None if vanish is None else is_on(vanish),
        list_place(child(style, "w:pPr", "w:numPr")),
    )


class NumberedParagraphs:
    """numbering.xml, and where its lists have come to."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        definitions = {
            attribute(element, "abstractNumId") or "": element for element in children(root, "w:abstractNum")
        }
        numbers = {attribute(element, "numId") or "": element for element in children(root, "w:num")}
        self._level_of_style: dict[tuple[str, str], int] = {}
        self._lists: dict[str, _NumberedList] = {}
        for list_id, element in numbers.items():
            definition = self._definition(element, definitions, numbers)
            if definition in definitions:
                self._lists[list_id] = self._numbered_list(list_id, element, definition, definitions[definition])
        self._counted = Lists()
        self._begun: set[str] = set()

    def next_number(self, place: ListPlace | None, style: str | None) -> str:
        """The number of the next paragraph, by its own place or else that of its style; counts it."""
        of_style = self._styles.place(style)
        chosen = place.list_id if place and place.list_id else (of_style[0].list_id if of_style else None)
        if not chosen or chosen not in self._lists:
            return ""
        numbered = self._lists[chosen]
        if chosen not in self._begun:
            self._begun.add(chosen)
            for start in numbered.starts_anew:
                self._counted.restart(numbered.definition, start)
        level = place.level if place else None
        if level is None and of_style:
            level = self._level_of_style.get((chosen, of_style[1]), of_style[0].level)
        return self._counted.next_number(numbered.definition, level or 0, numbered.levels)

    def _definition(self, element: Element, definitions: Mapping[str, Element], numbers: Mapping[str, Element]) -> str:
        """The definition that a list follows, if need be by way of the style that carries it."""
        definition = value(child(element, "w:abstractNumId")) or ""
        carrier = value(child(definitions.get(definition), "w:numStyleLink"))
        place = self._styles.place(carrier)
        carried = numbers.get(place[0].list_id or "") if place else None
        return definition if carried is None else value(child(carried, "w:abstractNumId")) or ""

    def _numbered_list(self, list_id: str, element: Element, definition: str, root: Element) -> _NumberedList:
        by_number = {_level_number(level): level for level in children(root, "w:lvl")}
        starts: dict[int, int] = {}
        for override in children(element, "w:lvlOverride"):
            place = _level_number(override)
            if (own := child(override, "w:lvl")) is not None:
                by_number[place] = own
            if (start := child(override, "w:startOverride")) is not None:
                starts[place] = number(start, 1)
        levels = []
        for place in range(9):
            level = _level(by_number.get(place))
            levels.append(replace(level, start=starts.get(place, level.start)))
            if style := value(child(by_number.get(place), "w:pStyle")):
                self._level_of_style[list_id, style] = place
        return _NumberedList(definition, tuple(levels), tuple(sorted(starts)))


def _level_number(element: Element) -> int:
    return whole_number(attribute(element, "ilvl"), 0)


def _level(element: Element | None) -> Level:
    restart = child(element, "w:lvlRestart")
    return Level(
        value(child(element, "w:numFmt")) or ("none" if element is None else "decimal"),
        value(child(element, "w:lvlText")) or "",
        number(child(element, "w:start"), 1 if element is None else 0),
        None if restart is None else number(restart, 0),
        is_on(child(element, "w:isLgl")),
    )
