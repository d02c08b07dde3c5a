"""Bytes of an RTF to a document: paragraphs with the numbers that stand before them, exact tables, text boxes."""

from dataclasses import replace

from pipelines.document import Document, Link
from pipelines.reading.office import docx
from pipelines.reading.office.numbering import numbered
from pipelines.reading.office.office_helper import to_docx
from pipelines.reading.office.office_limits import (
    MOST_CHARACTERS,
    MOST_PARAGRAPHS,
    blank,
    check_size,
    damaged,
    too_large,
    unsupported,
)
from pipelines.reading.office.office_links import address_of_field, file_link
from pipelines.reading.office.office_text import clean, lines_of
from pipelines.reading.office.rtf_letters import Letters
from pipelines.reading.office.rtf_state import GROUP_WORDS, ROW_WORDS, Group, RowDefinition, Story
from pipelines.reading.office.rtf_tokens import tokens
from pipelines.reading.office.rtf_words import DESTINATIONS, LOOKED_INTO, PRINTED, SPECIAL_AT_END, AtEnd, Destination

_BEGINNING = b"{\\rtf"
_MOST_GROUPS_DEEP = 2_000
_PRIVATE = range(0xE000, 0xF900)  # signs that only their font tells


def read(data: bytes) -> Document:
    """What yields nothing here is read by way of LibreOffice where it is installed."""
    check_size(data)
    if not data.lstrip().startswith(_BEGINNING):
        raise unsupported("not an RTF")
    reader = _Reader()
    reader.read(data)
    document = reader.document()
    if document.blocks or document.pictures:
        return document
    converted = to_docx(data, "rtf")
    if converted is None:
        raise blank()
    return replace(docx.read(converted), reader="rtf")


class _Reader:
    """Follows the tokens of one file."""

    def __init__(self) -> None:
        self._groups: list[Group] = []
        self._group = Group()
        self._stories = [Story()]
        self._row, self._inner_row = RowDefinition(), RowDefinition()
        self._letters = Letters()
        self._to_skip = 0
        self._may_ignore = False
        self._characters = self._paragraphs = 0
        self._instruction: list[str] = []
        self._title: list[str] = []
        self._above: list[str] = []
        self._links: list[Link] = []
        self._pictures = 0

    def read(self, data: bytes) -> None:
        for token in tokens(data):
            if token.kind == "word":
                self._word(token.word, token.number)
            elif token.kind == "text":
                self._text(token.content)
            elif token.kind == "open":
                self._open()
            elif self._close():
                return
        raise damaged("an RTF that is cut short")

    def document(self) -> Document:
        self._end_paragraph()
        return Document(
            "rtf",
            tuple(self._stories[0].stack.finish()),
            title=clean("".join(self._title)).strip() or None,
            surroundings=tuple(dict.fromkeys(self._above)),
            links=tuple(dict.fromkeys(self._links)),
            pictures=tuple(f"picture {number + 1}" for number in range(self._pictures)),
        )

    @property
    def _story(self) -> Story:
        return self._stories[-1]

    def _open(self) -> None:
        if len(self._groups) >= _MOST_GROUPS_DEEP:
            raise too_large(f"groups more than {_MOST_GROUPS_DEEP} deep")
        self._groups.append(self._group)
        self._group = self._group.inner()
        self._to_skip = 0

    def _close(self) -> bool:
        """Whether the file is at its end."""
        around = self._groups.pop() if self._groups else self._group
        if self._group.at_end or self._group.destination != around.destination:
            self._decode()
        if self._group.at_end:
            self._end_special(self._group)
        self._group = around
        self._to_skip = 0
        return not self._groups

    def _end_special(self, group: Group) -> None:
        if group.at_end == "result":
            text = clean("".join(self._story.pieces[group.begins_at :]))
            address = address_of_field(clean("".join(self._instruction)))
            link = file_link(address, text) if address else None
            self._links += [link] if link else []
            self._instruction = []
            return
        self._end_paragraph()
        blocks = self._stories.pop().stack.finish()
        if group.at_end == "box":
            self._story.boxes += blocks
        else:
            self._above += lines_of(blocks)

    def _word(self, word: str, number: int | None) -> None:
        self._to_skip = 0
        if word == "*":
            self._may_ignore = True
            return
        # a title may be there twice, the second time in Unicode
        looked_into = word in LOOKED_INTO or (word == "ud" and self._group.destination == "info")
        ignored = self._may_ignore and not looked_into
        self._may_ignore = False
        if ignored:
            self._enter("away")
        if self._group.destination == "away":
            return
        if word in DESTINATIONS:
            self._pictures += word == "pict" and self._group.is_seen
            self._enter(DESTINATIONS[word])
        elif word in SPECIAL_AT_END:
            self._enter_special(SPECIAL_AT_END[word])
        elif word in PRINTED:
            self._write(PRINTED[word])
        elif word in GROUP_WORDS:
            GROUP_WORDS[word](self._group, number)
        elif word in ROW_WORDS:
            ROW_WORDS[word](self._inner_row if self._group.defines_inner_row else self._row, number)
        else:
            self._act(word, number)

    def _act(self, word: str, number: int | None) -> None:
        match word:
            case "par" | "sect" | "page" | "column":
                if self._group.is_seen and self._group.destination == "text":
                    self._end_paragraph()
            case "cell" | "nestcell":
                self._story.stack.end_cell(self._end_paragraph(2 if word == "nestcell" else 1))
            case "row":
                self._end_row(1, self._row)
            case "nestrow":
                self._end_row(max(self._group.depth, 2), self._inner_row)
            case "u":
                self._write_unicode(number or 0)
            case "ansicpg":
                self._letters.set_code_page(number or 0)
            case "deff":
                self._letters.default_font = number
            case "fcharset":
                self._letters.define_font(self._group.font, number or 0)
            case _:  # how it looks
                return

    def _enter(self, destination: Destination) -> None:
        self._decode()
        if destination == "title":
            if self._group.destination != "info":
                return
            self._title = []
        self._group.destination = destination

    def _enter_special(self, at_end: AtEnd) -> None:
        self._decode()
        self._group.at_end = at_end
        self._group.begins_at = len(self._story.pieces)
        if at_end != "result":
            self._stories.append(Story())
            self._group.destination, self._group.in_table, self._group.table_depth = "text", False, 0

    def _text(self, content: bytes) -> None:
        if self._to_skip:  # what stands for a character in programs that know no Unicode
            skipped = min(self._to_skip, len(content))
            self._to_skip -= skipped
            content = content[skipped:]
        group = self._group
        self._may_ignore = False
        if not content or group.destination in ("away", "fonts", "info") or not group.is_seen:
            return
        if before := self._letters.add(content, group.font):
            self._put(before)

    def _decode(self) -> None:
        if waiting := self._letters.take():
            self._put(waiting)

    def _write(self, text: str) -> None:
        self._decode()
        if self._group.is_seen:
            self._put(text)

    def _put(self, text: str) -> None:
        self._characters += len(text)
        if self._characters > MOST_CHARACTERS:
            raise too_large(f"more than {MOST_CHARACTERS} characters")
        match self._group.destination:
            case "text":
                self._story.pieces.append(text)
            case "number":
                self._story.number.append(text)
            case "title":
                self._title.append(text)
            case "instruction":
                self._instruction.append(text)
            case _:
                return

    def _end_paragraph(self, least_depth: int = 0) -> int:
        """Puts the paragraph where it belongs; returns how deep in tables that is."""
        self._decode()
        self._paragraphs += 1
        if self._paragraphs > MOST_PARAGRAPHS:
            raise too_large(f"more than {MOST_PARAGRAPHS} paragraphs")
        story = self._story
        depth = max(self._group.depth, least_depth, 1 if story.stack.row_begun else 0)
        text, number = clean("".join(story.pieces)), clean("".join(story.number)).strip()
        story.stack.add_text(depth, numbered(number, text, in_table=depth > 0))
        story.stack.add_blocks(depth, story.boxes)
        story.pieces, story.number, story.boxes = [], [], []
        return depth

    def _end_row(self, depth: int, row: RowDefinition) -> None:
        self._decode()
        self._story.stack.end_row(depth, row.layout, shown=self._group.is_seen)

    def _write_unicode(self, number: int) -> None:
        code = number & 0xFFFF  # numbers above 32767 are written as negative ones
        if code not in _PRIVATE:
            self._write(chr(code))
        self._to_skip = self._group.skipped_after_unicode
