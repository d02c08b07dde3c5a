"""The tree of a page to what is seen of it, in order: lines of text and tables, and where links and pictures stand."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from pipelines.document import Grid, UnreadableError
from pipelines.reading.html.grid import Slot, source_table
from pipelines.reading.html.layout import Box, arranged, holds_layout
from pipelines.reading.html.lines import is_typed, set_line, with_mark
from pipelines.reading.html.lists import list_marks
from pipelines.reading.html.pieces import Flow, Line, Piece, Table
from pipelines.reading.html.tree import Element
from pipelines.reading.plain.text_rows import prose

_FIELDS_OF_TEXT = (None, "", "text", "number")
_AS_TYPED = re.compile(r"white-space\s*:\s*pre", re.IGNORECASE)  # pre, pre-wrap, pre-line
_AS_BLOCK = re.compile(r"display\s*:\s*(?:block|table\b|table-row|flex|grid|list-item)", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n?|\n")
_MOST_LINES = 100_000
_LINE_ENDS_OF_TYPED_TEXT = 4
# <!--<$[信息内容]>begin-->, <!--ZJEG_RSS.content.end-->: where some systems put the body
_CONTENT_MARK = re.compile(r"\s*(?:<\$\[(?:信息内容|正文)\]>|ZJEG_RSS\.content\.)(begin|end)\s*")


def flow(root: Element, hidden: frozenset[Element], boxes: frozenset[Element] = frozenset()) -> Flow:
    """What is seen of an element and all in it; `boxes` are blocks whatever their tags."""
    walk = _Walk(hidden, boxes)
    walk.block(root)
    start, end = walk.content.get("begin"), walk.content.get("end")
    content = (start, end) if start is not None and end is not None and start < end else None
    return Flow(walk.pieces, walk.extents, walk.links, walk.pictures, content)


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class _Walk:
    """Gathers text until a block or a line ends."""

    def __init__(self, hidden: frozenset[Element], boxes: frozenset[Element]) -> None:
        self.pieces: list[Piece] = []
        self.extents: dict[Element, tuple[int, int]] = {}
        self.links: list[tuple[int, Element]] = []
        self.pictures: list[tuple[int, Element]] = []
        self.content: dict[str, int] = {}
        self._hidden = hidden
        self._boxes = boxes
        self._handlers = _handlers()
        self._typed_tags = _tags("typed")
        self._buffer: list[str] = []
        self._box: Element = None
        self._linked = 0
        self._linked_in_cells = 0
        self._in_link = False
        self._typed = False  # line ends of the source count, as in <pre>
        self._pieces_before_cell: int | None = None
        self._mark = ""  # the number of a list's item whose text has not come yet
        self._styles: dict[str, tuple[bool, bool]] = {}

    def block(self, element: Element) -> None:
        self._end_line()
        outer, self._box = self._box, element
        start = len(self.pieces)
        self._inside(element)
        self._end_line()
        self._box = outer
        if self._pieces_before_cell is None:
            self.extents[element] = (start, len(self.pieces))

    def _inside(self, element: Element) -> None:
        typed = self._typed
        style = element.get("style")
        if element.tag in self._typed_tags or (style and self._effect(style)[0]):
            self._typed = True
        if element.text:
            self._add(element.text)
        for child in element:
            if not isinstance(child.tag, str):
                self._note(child)
            elif child not in self._hidden:
                self._handlers.get(child.tag, _Walk.inline)(self, child)
            if child.tail:
                self._add(child.tail)
        self._typed = typed

    def inline(self, element: Element) -> None:
        style = element.get("style")
        if element in self._boxes or (style and self._effect(style)[1]):
            self.block(element)
        else:
            self._inside(element)

    def unseen(self, _: Element) -> None:
        pass

    def raised(self, element: Element) -> None:
        """A raised figure marks a footnote: it must not become the last digit of the figure before it."""
        text = "".join(element.itertext())
        if text.strip().isdecimal():
            self._add(text.translate(_RAISED))
        else:
            self.inline(element)

    def _effect(self, style: str) -> tuple[bool, bool]:
        """Whether a style keeps the line ends of the source, and whether it makes a block."""
        effect = self._styles.get(style)
        if effect is None:
            effect = self._styles[style] = bool(_AS_TYPED.search(style)), bool(_AS_BLOCK.search(style))
        return effect

    def _add(self, text: str) -> None:
        if self._in_link:
            self._linked += len(text.strip())
        if self._typed or (text.count("\n") >= _LINE_ENDS_OF_TYPED_TEXT and is_typed(text)):
            first, *others = _LINE_END.split(text)
            if len(others) > _MOST_LINES:
                raise UnreadableError("too_large", f"a text of {len(others):,} lines: save the report alone")
            self._buffer.append(first)
            for line in others:
                self._end_line(blank_too=self._typed)
                self._buffer.append(line)
        else:
            self._buffer.append(text)

    def _end_line(self, *, blank_too: bool = False) -> None:
        if not self._buffer and not blank_too:
            self._linked = 0
            return
        text = "".join(self._buffer)
        self._buffer.clear()
        if not self._typed or (text and not text.isspace() and "\t" not in text):
            text = set_line(text)
        if text and self._mark:
            text, self._mark = with_mark(self._mark, text), ""
        if text or blank_too:
            self.pieces.append(Line(text, self._linked, self._box))
        self._linked = 0

    def _note(self, comment: Element) -> None:
        mark = _CONTENT_MARK.fullmatch(comment.text or "")
        if mark and self._pieces_before_cell is None:
            self._end_line()
            if mark[1] == "end" or mark[1] not in self.content:
                self.content[mark[1]] = len(self.pieces)

    def line_break(self, element: Element) -> None:
        self._end_line(blank_too=self._typed)
        self._inside(element)  # sloppy sources put text into <br>

    @property
    def _place(self) -> int:
        return len(self.pieces) if self._pieces_before_cell is None else self._pieces_before_cell

    def link(self, element: Element) -> None:
        self.links.append((self._place, element))
        outer, self._in_link = self._in_link, True
        self.inline(element)
        self._in_link = outer

    def embedded(self, element: Element) -> None:
        self.links.append((self._place, element))
        if element.tag == "object":
            self._inside(element)

    def picture(self, element: Element) -> None:
        self.pictures.append((self._place, element))

    def field(self, element: Element) -> None:
        """What stands in a field of a table is seen: some pages fill the figures into fields."""
        if self._pieces_before_cell is not None and element.get("type") in _FIELDS_OF_TEXT:
            self._buffer.append(element.get("value") or "")

    def numbered_list(self, element: Element) -> None:
        """A list with numbers, which a reader sees though no text node has them."""
        marks = list_marks(element)
        if marks is None:
            self.block(element)
            return
        self._end_line()
        start = len(self.pieces)
        for child in element:
            if child.tag == "li" and child not in self._hidden:
                self._mark = next(marks)
                self.block(child)
                self._mark = ""
            elif isinstance(child.tag, str) and child not in self._hidden and child.tag not in _tags("unseen"):
                self.block(child)
        if self._pieces_before_cell is None:
            self.extents[element] = (start, len(self.pieces))

    def table(self, table: Element) -> None:
        if self._pieces_before_cell is not None:  # only a wrapper of one value
            self.block(table)
            return
        self._end_line()
        start = len(self.pieces)
        source = source_table(table, self._hidden)
        if source.misplaced:
            self._hidden |= source.misplaced
        for stray in source.strays:
            self.block(stray)
        parts = [Box(slot.element) for slot in source.slots] if holds_layout(table) else self._parts(source.slots)
        for part in parts:
            if isinstance(part, Box):
                self.block(part.element)
            else:
                self.pieces.append(Table(part, self._linked_in_cells, table))
        self.extents[table] = (start, len(self.pieces))

    def _parts(self, slots: Sequence[Slot]) -> list[Grid | Box]:
        self._linked_in_cells = 0
        return list(arranged([replace(slot, lines=self._lines_in(slot.element)) for slot in slots]))

    def _lines_in(self, cell: Element) -> tuple[str, ...]:
        """The lines of one cell, read apart from the page."""
        if len(cell) == 0:
            line = prose(set_line(cell.text or ""))
            return (line,) if line else ()
        pieces, self.pieces = self.pieces, []
        self._pieces_before_cell = len(pieces)
        self.block(cell)
        self._linked_in_cells += sum(piece.linked for piece in self.pieces)
        lines = (prose(piece.text) for piece in self.pieces if isinstance(piece, Line))
        self.pieces, self._pieces_before_cell = pieces, None
        return tuple(line for line in lines if line)


@cache
def _tags(group: str) -> frozenset[str]:
    data = json.loads(files(__package__).joinpath("html_tags.json").read_text("utf-8"))
    return frozenset(data[group])


@cache
def _handlers() -> Mapping[str, Callable[[_Walk, Element], None]]:
    return {
        **dict.fromkeys(_tags("blocks"), _Walk.block),
        **dict.fromkeys(_tags("unseen"), _Walk.unseen),
        **dict.fromkeys(_tags("embedded"), _Walk.embedded),
        "a": _Walk.link,
        "br": _Walk.line_break,
        "img": _Walk.picture,
        "input": _Walk.field,
        "ol": _Walk.numbered_list,
        "sup": _Walk.raised,
        "table": _Walk.table,
    }
