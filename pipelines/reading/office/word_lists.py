"""The styles and lists of a DOC to hidden styles and to the numbers that stand before paragraphs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from struct import error, unpack_from

from pipelines.reading.office.numbering import Level, Lists
from pipelines.reading.office.word_binary import WordStreams
from pipelines.reading.office.word_properties import ParagraphProperties, character_properties, paragraph_properties

_STYLES, _DEFINITIONS, _LISTS = 1, 73, 74  # numbers of the structures
_LIST_HEADER, _LEVEL_HEADER, _LIST_ENTRY = 28, 28, 16
_LEVELS = 9
_NO_STYLE = 0x0FFF
_MOST_ANCESTORS = 20
_MOST_STYLES = 4_096
_PARAGRAPH_STYLE, _CHARACTER_STYLE = 1, 2
_STARTS, _FORMATS = 0x10, 0x20  # what an override of a level changes
_FIGURES, _RESTARTS_UNUSUALLY = 0x04, 0x08
# number formats by their codes in the file
_FORMATS_BY_CODE = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 10: "ideographDigital",
    11: "japaneseCounting", 14: "decimalFullWidth", 18: "decimalEnclosedCircle", 19: "decimalFullWidth2",
    22: "decimalZero", 23: "bullet", 26: "decimalEnclosedFullstop", 27: "decimalEnclosedParen",
    28: "decimalEnclosedCircleChinese", 29: "ideographEnclosedCircle", 30: "ideographTraditional",
    31: "ideographZodiac", 33: "taiwaneseCounting", 34: "ideographLegalTraditional",
    35: "taiwaneseCountingThousand", 36: "taiwaneseDigital", 37: "chineseCounting", 38: "chineseLegalSimplified",
    39: "chineseCountingThousand", 255: "none",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Style:
    parent: int
    hidden: bool | None
    list_number: int | None
    list_level: int | None


@dataclass(frozen=True, slots=True)
class _List:
    definition: str
    levels: tuple[Level, ...]
    starts_anew: tuple[int, ...]


class WordStyles:
    """The style sheet; a broken style says nothing, and so do those that follow it."""

    def __init__(self, streams: WordStreams) -> None:
        self._styles: dict[int, _Style] = {}
        try:
            self._styles.update(_styles(streams.structure(_STYLES)))
        except (error, IndexError):
            return

    def hides(self, number: int) -> bool:
        return next((style.hidden for style in self._line(number) if style.hidden is not None), False)

    def place(self, number: int) -> tuple[int | None, int | None]:
        """The list that a paragraph style belongs to, and its level there."""
        line = self._line(number)
        list_number = next((style.list_number for style in line if style.list_number is not None), None)
        return list_number, next((style.list_level for style in line if style.list_level is not None), None)

    def _line(self, number: int) -> list[_Style]:
        line: list[_Style] = []
        while number in self._styles and len(line) < _MOST_ANCESTORS:
            line.append(self._styles[number])
            number = self._styles[number].parent
        return line


def _styles(sheet: bytes) -> Iterator[tuple[int, _Style]]:
    (header,) = unpack_from("<H", sheet)
    many, base = unpack_from("<HH", sheet, 2)
    at = 2 + header
    for number in range(min(many, _MOST_STYLES)):
        (size,) = unpack_from("<H", sheet, at)
        if size:
            yield number, _style(sheet[at + 2 : at + 2 + size], base)
        at += 2 + size


def _style(packed: bytes, base: int) -> _Style:
    kind_and_parent, many = unpack_from("<HH", packed, 2)
    kind, parent = kind_and_parent & 0xF, kind_and_parent >> 4
    at = (
        base + 2 * int.from_bytes(packed[base : base + 2], "little") + 4
    )  # behind the name: its length, its characters, a nought
    found: list[bytes] = []
    for _ in range(many & 0xF):
        at += at % 2
        size = int.from_bytes(packed[at : at + 2], "little")
        found.append(packed[at + 2 : at + 2 + size])
        at += 2 + size
    of_paragraph = found[0][2:] if kind == _PARAGRAPH_STYLE and found else b""
    of_characters = found[-1] if found and (kind == _CHARACTER_STYLE or len(found) > 1) else b""
    place = paragraph_properties(of_paragraph, b"")
    hidden = character_properties(of_characters).hidden
    return _Style(-1 if parent == _NO_STYLE else parent, hidden, place.list_number, place.list_level)


class WordLists:
    """The lists, and where they have come to."""

    def __init__(self, streams: WordStreams, styles: WordStyles) -> None:
        self._styles = styles
        self._lists: list[_List] = []
        self._counted = Lists()
        self._begun: set[int] = set()
        try:
            definitions = dict(_definitions(streams))
            self._lists += _lists(streams, definitions)
        except (error, IndexError):
            return

    def next_number(self, properties: ParagraphProperties, style: int) -> str:
        """The number of the next paragraph; counts it."""
        of_style = self._styles.place(style)
        number = of_style[0] if properties.list_number is None else properties.list_number
        if not number or number > len(self._lists):
            return ""
        level = of_style[1] if properties.list_level is None else properties.list_level
        chosen = self._lists[number - 1]
        if number not in self._begun:
            self._begun.add(number)
            for start in chosen.starts_anew:
                self._counted.restart(chosen.definition, start)
        return self._counted.next_number(chosen.definition, level or 0, chosen.levels)


def _definitions(streams: WordStreams) -> Iterator[tuple[int, tuple[Level, ...]]]:
    """The levels of each definition: they stand behind all the definitions, in the same order."""
    packed = streams.from_structure(_DEFINITIONS)
    many = int.from_bytes(packed[:2], "little")
    at = 2 + _LIST_HEADER * many
    for number in range(many):
        header = packed[2 + _LIST_HEADER * number : 2 + _LIST_HEADER * (number + 1)]
        levels: list[Level] = []
        for _ in range(1 if header[26] & 1 else _LEVELS):
            level, at = _level(packed, at)
            levels.append(level)
        yield int.from_bytes(header[:4], "little"), tuple(levels)


def _level(packed: bytes, at: int) -> tuple[Level, int]:
    start, code, flags = unpack_from("<iBB", packed, at)
    of_characters, of_paragraph, limit = unpack_from("<BBB", packed, at + 24)
    at += _LEVEL_HEADER + of_characters + of_paragraph
    (length,) = unpack_from("<H", packed, at)
    text = packed[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    printed = "".join(f"%{ord(sign) + 1}" if ord(sign) < _LEVELS else sign for sign in text)
    restarts_with = limit if flags & _RESTARTS_UNUSUALLY else None
    style = _FORMATS_BY_CODE.get(code, "decimal")
    return Level(style, printed, start, restarts_with, bool(flags & _FIGURES)), at + 2 + 2 * length


def _lists(streams: WordStreams, definitions: dict[int, tuple[Level, ...]]) -> Iterator[_List]:
    packed = streams.from_structure(_LISTS)
    many = int.from_bytes(packed[:4], "little")
    at = 4 + _LIST_ENTRY * many
    for number in range(many):
        definition, overrides = unpack_from("<I8xB", packed, 4 + _LIST_ENTRY * number)
        levels = list(definitions.get(definition, ()))
        starts: list[int] = []
        at += 4
        for _ in range(overrides):
            start, flags = unpack_from("<iI", packed, at)
            at += 8
            place = flags & 0xF
            if flags & _FORMATS:
                own, at = _level(packed, at)
                levels[place : place + 1] = [own]
            elif flags & _STARTS and place < len(levels):
                levels[place] = replace(levels[place], start=start)
            if flags & _STARTS:
                starts.append(place)
        yield _List(str(definition), tuple(levels), tuple(sorted(starts)))
