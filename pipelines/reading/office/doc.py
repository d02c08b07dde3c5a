"""Bytes of a DOC, or of a WPS that is built like one, to a document: paragraphs with their numbers, exact tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from struct import unpack_from

from pipelines.document import Block, Document, Link, UnreadableError
from pipelines.reading.office import docx
from pipelines.reading.office.numbering import numbered
from pipelines.reading.office.office_helper import to_docx
from pipelines.reading.office.office_limits import MOST_PARAGRAPHS, blank, check_size, damaged, too_large
from pipelines.reading.office.office_text import lines_of
from pipelines.reading.office.table_stack import TableStack
from pipelines.reading.office.word_binary import WordStreams, WordText, open_word
from pipelines.reading.office.word_formatting import ParagraphRuns, character_runs
from pipelines.reading.office.word_lists import WordLists, WordStyles
from pipelines.reading.office.word_marks import CELL_END, FIELD_MARKS, printed
from pipelines.reading.office.word_properties import (
    CharacterProperties,
    ParagraphProperties,
    character_properties,
    paragraph_properties,
)

_END = re.compile("[\r\x07\x0c]")  # of a paragraph, of a cell or row, of a page or section
_GONE = "\0"  # stands where a character was that nobody sees
_KEPT = {CELL_END, *FIELD_MARKS}  # structure, which no formatting hides
_ANCHORS, _BOX_TEXTS = 40, 56  # numbers of the structures
_ANCHOR, _BOX_TEXT = 26, 22  # sizes of their entries
_SHAPE_IN_BOX_TEXT = 14
_PICTURE = "\x01"
_PLAIN = CharacterProperties()
_NOWHERE = 1 << 32  # behind all text


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """One paragraph as it is stored; `ends_at` is the place of the mark that ends it."""

    ends_at: int
    text: str
    properties: ParagraphProperties
    style: int


def read(data: bytes) -> Document:
    """Files of Word 95 and older, and of other programs, are read by way of LibreOffice where it is installed."""
    check_size(data)
    try:
        return _read(open_word(data))
    except UnreadableError as error:
        converted = to_docx(data, "doc") if error.kind == "unsupported" else None
        if converted is None:
            raise
        return replace(docx.read(converted), reader="doc")


def _read(streams: WordStreams) -> Document:
    reader = _Reader(streams)
    blocks = reader.blocks(streams.stories.main)
    blocks += reader.lost_boxes()
    if not blocks and not reader.pictures:
        raise blank()
    above_and_below = dict.fromkeys(lines_of(reader.blocks(streams.stories.headers)))
    return Document(
        "doc",
        tuple(blocks),
        title=streams.title,
        surroundings=tuple(above_and_below),
        links=tuple(dict.fromkeys(reader.links)),
        pictures=tuple(f"picture {number + 1}" for number in range(reader.pictures)),
    )


class _Reader:
    """The stories of one file; lists count through them in the order in which they are read."""

    def __init__(self, streams: WordStreams) -> None:
        self.links: list[Link] = []
        self.pictures = 0
        self._streams = streams
        self._word = WordText(streams)
        if streams.stories.main.stop > len(self._word.text):
            raise damaged("a Word file that lacks a part of its text")
        self._paragraph_runs = ParagraphRuns(streams)
        self._styles = WordStyles(streams)
        self._lists = WordLists(streams, self._styles)
        self._text = self._seen_text()
        self._properties: dict[tuple[bytes, bytes], ParagraphProperties] = {}
        self._boxes = sorted(_boxes(streams), key=lambda box: box[0], reverse=True)
        self._many = 0

    def blocks(self, story: range) -> list[Block]:
        stack = TableStack()
        for paragraph in self._paragraphs(story):
            self._add(paragraph, stack, in_main_text=story.start == 0)
        return stack.finish()

    def lost_boxes(self) -> list[Block]:
        """The text boxes that hang on no paragraph of the main text, such as those of grouped shapes."""
        return [block for box in self._boxes_until(_NOWHERE) for block in self.blocks(box)]

    def _seen_text(self) -> str:
        """All characters, those that nobody sees replaced: deleted, hidden, or a sign of another font."""
        text = list(self._word.text)
        for properties, place in self._formatted():
            hidden = properties.hidden
            if hidden is None and properties.style is not None:
                hidden = self._styles.hides(properties.style)
            if properties.deleted or hidden:
                for position in place:
                    text[position] = text[position] if text[position] in _KEPT else _GONE
            elif properties.symbol is not None:
                text[place.start : place.stop] = [properties.symbol or _GONE] * len(place)
            elif properties.picture and _PICTURE in text[place.start : place.stop]:
                self.pictures += 1
        return "".join(text)

    def _formatted(self) -> Iterator[tuple[CharacterProperties, range]]:
        """Characters with properties of their own."""
        for run in character_runs(self._streams):
            properties = character_properties(run.packed)
            if properties != _PLAIN:
                yield from ((properties, place) for place in self._word.positions(run.first, run.last))
        for piece in self._word.pieces:
            if piece.modifier:
                yield character_properties(piece.modifier), range(piece.start, piece.end)

    def _paragraphs(self, story: range) -> Iterator[_Paragraph]:
        begins = story.start
        for mark in _END.finditer(self._word.text, story.start, story.stop):
            self._many += 1
            if self._many > MOST_PARAGRAPHS:
                raise too_large(f"more than {MOST_PARAGRAPHS} paragraphs")
            properties, style = self._properties_at(mark.start())
            joins_next = self._text[mark.start()] == _GONE and not (properties.ends_cell or properties.ends_row)
            if joins_next and mark.end() < story.stop:
                continue  # the mark was deleted or hidden
            text = "" if self._styles.hides(style) else self._text[begins : mark.start()]
            yield _Paragraph(mark.start(), text, properties, style)
            begins = mark.end()

    def _properties_at(self, position: int) -> tuple[ParagraphProperties, int]:
        """The properties of the paragraph that the mark at this place ends, and its style."""
        piece = self._word.piece(position)
        run = self._paragraph_runs.at(piece.offset + (position - piece.start) * piece.width)
        packed, style = (run.packed, run.style) if run else (b"", 0)
        found = self._properties.get((packed, piece.modifier))
        if found is None:
            found = paragraph_properties(packed + piece.modifier, self._streams.data)
            self._properties[packed, piece.modifier] = found
        return found, style

    def _add(self, paragraph: _Paragraph, stack: TableStack, *, in_main_text: bool) -> None:
        properties = paragraph.properties
        ended_by = self._word.text[paragraph.ends_at]
        depth = properties.depth
        if ended_by == CELL_END:
            depth = max(depth, 1)
        if properties.ends_row:
            stack.end_row(depth, properties.layout, shown=self._text[paragraph.ends_at] != _GONE)
            return
        text, links = printed(paragraph.text)
        self.links += links
        number = self._lists.next_number(properties, paragraph.style)
        stack.add_text(depth, numbered(number, text, in_table=depth > 0))
        for box in self._boxes_until(paragraph.ends_at) if in_main_text else ():
            stack.add_blocks(depth, self.blocks(box))
        if ended_by == CELL_END or properties.ends_cell:
            stack.end_cell(depth)

    def _boxes_until(self, place: int) -> list[range]:
        """The text boxes not yet read that hang on a place up to this one."""
        boxes: list[range] = []
        while self._boxes and self._boxes[-1][0] <= place:
            boxes.append(self._boxes.pop()[1])
        return boxes


def _boxes(streams: WordStreams) -> Iterator[tuple[int, range]]:
    """The places in the main text that text boxes hang on, each with the place of the box's own text."""
    boxes = streams.stories.boxes
    texts = {}
    for first, last, entry in _entries(streams.structure(_BOX_TEXTS), _BOX_TEXT):
        (shape,) = unpack_from("<i", entry, _SHAPE_IN_BOX_TEXT)
        texts[shape] = range(min(boxes.start + first, boxes.stop), min(boxes.start + last, boxes.stop))
    for place, _, entry in _entries(streams.structure(_ANCHORS), _ANCHOR):
        (shape,) = unpack_from("<i", entry)
        if shape in texts:
            yield place, texts.pop(shape)
    for text in texts.values():
        yield _NOWHERE, text


def _entries(packed: bytes, size: int) -> Iterator[tuple[int, int, bytes]]:
    """Each entry of a list with places, between which place and which it holds."""
    many = (len(packed) - 4) // (4 + size)
    places = unpack_from(f"<{many + 1}I", packed) if many > 0 else ()
    for number in range(max(many, 0)):
        at = 4 * (many + 1) + size * number
        yield places[number], places[number + 1], packed[at : at + size]
