"""What holds in an RTF at one point: the state of a group, the row being defined, the story being written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from pipelines.document import Block
from pipelines.reading.office.office_tables import VerticalMerge
from pipelines.reading.office.rtf_words import AtEnd, Destination
from pipelines.reading.office.table_stack import CellLayout, RowLayout, TableStack

_MOST_CELLS = 1_000


@dataclass(slots=True)
class Group:
    """What a group inherits from the one around it, and gives up at its end."""

    destination: Destination = "text"
    hidden: bool = False
    deleted: bool = False
    font: int | None = None
    skipped_after_unicode: int = 1
    in_table: bool = False
    table_depth: int = 0
    defines_inner_row: bool = False
    at_end: AtEnd = ""
    begins_at: int = 0

    def inner(self) -> "Group":
        return replace(self, at_end="", begins_at=0)

    @property
    def depth(self) -> int:
        return max(self.table_depth, 1 if self.in_table else 0)

    @property
    def is_seen(self) -> bool:
        return not (self.hidden or self.deleted)

    def set_font(self, number: int | None) -> None:
        self.font = number

    def set_hidden(self, number: int | None) -> None:
        self.hidden = number != 0

    def set_deleted(self, number: int | None) -> None:
        self.deleted = number != 0

    def set_plain(self, _: int | None) -> None:
        self.hidden = self.deleted = False
        self.font = None

    def set_skipped_after_unicode(self, number: int | None) -> None:
        self.skipped_after_unicode = 1 if number is None else max(number, 0)

    def begin_paragraph_style(self, _: int | None) -> None:
        self.in_table, self.table_depth = False, 0

    def set_in_table(self, _: int | None) -> None:
        self.in_table = True

    def set_table_depth(self, number: int | None) -> None:
        self.table_depth = number or 0

    def define_inner_row(self, _: int | None) -> None:
        self.defines_inner_row = True


GROUP_WORDS: Mapping[str, Callable[[Group, int | None], None]] = {
    "deleted": Group.set_deleted,
    "f": Group.set_font,
    "intbl": Group.set_in_table,
    "itap": Group.set_table_depth,
    "nesttableprops": Group.define_inner_row,
    "pard": Group.begin_paragraph_style,
    "plain": Group.set_plain,
    "uc": Group.set_skipped_after_unicode,
    "v": Group.set_hidden,
}


@dataclass(slots=True)
class RowDefinition:
    """The cells of a row, as the control words between its beginning and its end define them."""

    left: int = 0
    cells: list[CellLayout] = field(default_factory=list)
    merge: VerticalMerge = "none"
    joined: bool = False

    def begin(self, _: int | None) -> None:
        self.left, self.cells, self.merge, self.joined = 0, [], "none", False

    def set_left(self, number: int | None) -> None:
        if not self.cells:
            self.left = number or 0

    def start_merge(self, _: int | None) -> None:
        self.merge = "start"

    def continue_merge(self, _: int | None) -> None:
        self.merge = "continued"

    def join(self, _: int | None) -> None:
        self.joined = True

    def end_cell(self, number: int | None) -> None:
        right = number or 0
        if len(self.cells) < _MOST_CELLS:
            self.cells.append(CellLayout(self.left, right, self.merge, self.joined))
        self.left, self.merge, self.joined = right, "none", False

    @property
    def layout(self) -> RowLayout:
        return tuple(self.cells)


ROW_WORDS: Mapping[str, Callable[[RowDefinition, int | None], None]] = {
    "cellx": RowDefinition.end_cell,
    "clmrg": RowDefinition.join,
    "clvmgf": RowDefinition.start_merge,
    "clvmrg": RowDefinition.continue_merge,
    "trleft": RowDefinition.set_left,
    "trowd": RowDefinition.begin,
}


@dataclass(slots=True)
class Story:
    """A text of its own: the body, a header, a text box. Its paragraph is still being written."""

    stack: TableStack = field(default_factory=TableStack)
    pieces: list[str] = field(default_factory=list)
    number: list[str] = field(default_factory=list)
    boxes: list[Block] = field(default_factory=list)
