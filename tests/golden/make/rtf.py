"""A report to RTF, written by hand: Chinese as code page bytes or as Unicode escapes, rows without any merged cell."""

from collections.abc import Callable, Iterable

from tests.golden.make.printed import Block, Table
from tests.golden.make.shapes import grid


def in_code_page(text: str) -> str:
    r"""Bytes of GBK, each as \'xx."""
    return "".join(
        sign if sign.isascii() else "".join(f"\\'{byte:02x}" for byte in sign.encode("gbk")) for sign in text
    )


def in_unicode(text: str) -> str:
    r"""Signed 16-bit numbers, each with a question mark for readers that know none: \u25919?."""
    return "".join(sign if sign.isascii() else f"\\u{(ord(sign) + 32768) % 65536 - 32768}?" for sign in text)


def rtf(blocks: Iterable[Block], escaped: Callable[[str], str]) -> bytes:
    head = (
        "{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fnil\\fcharset134 SimSun;}}{\\*\\generator made up;}\\uc1\n"
    )
    written = [
        _table(block, escaped) if isinstance(block, Table) else f"\\pard {escaped(block.text)}\\par\n"
        for block in blocks
    ]
    return (head + "".join(written) + "}").encode("ascii")


def _table(table: Table, escaped: Callable[[str], str]) -> str:
    rows = []
    for row in grid(table):
        edges = "".join(f"\\cellx{900 * (n + 1)}" for n in range(table.width))
        cells = "".join(f"\\pard\\intbl {escaped(text)}\\cell" for text in row)
        rows.append(f"\\trowd{edges}\n{cells}\\row\n")
    return "".join(rows) + "\\pard\\par\n"
