"""The text of a DOC's paragraph, with all its marks, to what is printed, and the links in it."""

import re

from pipelines.document import Link
from pipelines.reading.office.office_links import address_of_field, file_link
from pipelines.reading.office.office_text import clean

CELL_END = "\x07"
_FIELD_BEGINS, _FIELD_SEPARATES, _FIELD_ENDS = "\x13", "\x14", "\x15"
FIELD_MARKS = _FIELD_BEGINS + _FIELD_SEPARATES + _FIELD_ENDS
_FIELD_MARK = re.compile(f"([{FIELD_MARKS}])")
_PRINTED = str.maketrans({"\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\xa0": " "})


def printed(text: str) -> tuple[str, list[Link]]:
    """What is seen of a paragraph: of fields what they come to, of marks what they print."""
    links: list[Link] = []
    if _FIELD_MARK.search(text):
        text, links = _without_fields(text)
    return clean(text.translate(_PRINTED)), links


def _without_fields(text: str) -> tuple[str, list[Link]]:
    """The text without the instructions of fields; a field that began in another paragraph is not followed."""
    levels: list[list[str]] = [[]]  # the innermost open field last; what it comes to goes to the one around it
    instructions: list[str | None] = []  # of the open fields; None while the instruction is still being written
    links: list[Link] = []
    for piece in _FIELD_MARK.split(text):
        if piece == _FIELD_BEGINS:
            levels.append([])
            instructions.append(None)
        elif piece == _FIELD_SEPARATES and instructions:
            instructions[-1] = "".join(levels[-1])
            levels[-1] = []
        elif piece == _FIELD_ENDS and instructions:
            instruction, result = instructions.pop(), "".join(levels.pop())
            if instruction is not None:
                levels[-1].append(result)
                address = address_of_field(instruction)
                link = file_link(address, clean(result.translate(_PRINTED))) if address else None
                links += [link] if link else []
        elif piece not in FIELD_MARKS:
            levels[-1].append(piece)
    for level, instruction in zip(levels[1:], instructions, strict=True):
        levels[0] += level if instruction is not None else []
    return "".join(levels[0]), links
