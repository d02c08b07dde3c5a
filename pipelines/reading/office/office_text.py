"""Text as an office file holds it to clean text, paragraphs and lines."""

import re
from collections.abc import Iterable, Iterator

from pipelines.document import Block, Grid, Paragraph

_ROUND = " \t\r\n\x0b\x0c\xa0\u3000\u200b\ufeff"  # blanks, seen and unseen, at the ends of a paragraph
_CONTROLS = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n"}
_HALVES = re.compile("[\ud800-\udfff]")  # of a pair that stands for one rare character


def clean(text: str) -> str:
    r"""The text without control characters, the halves of rare characters put together.

    >>> clean("\ud842\udfb7\0野")
    '𠮷野'
    """
    text = text.translate(_CONTROLS)
    if _HALVES.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def as_paragraphs(text: str) -> Iterator[Paragraph]:
    r"""The lines of a text that say something.

    >>> list(as_paragraphs("　　一、总体情况 \n\n"))
    [Paragraph(text='一、总体情况')]
    """
    for line in text.split("\n"):
        if stripped := line.strip(_ROUND):
            yield Paragraph(stripped)


def lines_of(blocks: Iterable[Block]) -> Iterator[str]:
    """The texts of blocks that stand outside the body, where tables only lay out."""
    for block in blocks:
        if isinstance(block, Grid):
            yield from (cell.text for cell in block.cells if cell.text)
        else:
            yield block.text
