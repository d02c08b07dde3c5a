"""A page of a folder looked at and rendered without a server, and its HTML as a tree in which spans are laid out."""

from collections import Counter
from contextlib import closing
from itertools import pairwise
from pathlib import Path

from lxml import html

from archive.database import open_for_reading
from archive.web.asking import Asked, Page
from archive.web.language import Words
from archive.web.links import Links
from archive.web.rendering import render


def asked(language="zh", q="", **parts) -> Asked:
    links = Links(language, lambda path: path, "archive")
    numbers = {name: str(part) for name, part in parts.items()}
    return Asked(Words(language), links, numbers, {"q": [q]} if q else {}, Path(), "/")


def text_of(folder, page: Page, language="zh", q="", **parts) -> str:
    """The HTML of a page."""
    request = asked(language, q, **parts)
    with closing(open_for_reading(folder).conn) as connection:
        return render(page.name, request, page.look(connection, request))


def tree_of(folder, page: Page, language="zh", q="", **parts):
    """The same as a tree: ids are unique, links within the page lead somewhere, headings skip no level."""
    tree = html.document_fromstring(text_of(folder, page, language, q, **parts))
    ids = Counter(tree.xpath("//@id"))
    assert max(ids.values()) == 1, ids.most_common(3)
    assert {link[1:] for link in tree.xpath("//a/@href") if link.startswith("#")} <= ids.keys()
    assert {one for heads in tree.xpath("//@headers") for one in heads.split()} <= ids.keys()
    levels = [int(one.tag[1]) for one in tree.xpath("//h1|//h2|//h3|//h4")]
    assert levels.count(1) == 1
    assert all(lower <= upper + 1 for upper, lower in pairwise(levels))
    assert not tree.xpath("//script|//@style|//@onerror|//@onclick")
    return tree


def widths(table) -> set[int]:
    """How many columns each row has when all spans are laid out; cells that would overlap are a mistake."""
    taken: set[tuple[int, int]] = set()
    found = table.xpath(".//tr")
    for number, row in enumerate(found):
        at = 0
        for cell in row.xpath("./th|./td"):
            while (number, at) in taken:
                at += 1
            down, right = (range(int(cell.get(name, "1"))) for name in ("rowspan", "colspan"))
            spots = {(number + one, at + other) for one in down for other in right}
            assert not spots & taken
            taken |= spots
    return {sum(row == number for row, _ in taken) for number in range(len(found))}


def words_of(element) -> str:
    """What an element says, blanks made one."""
    return " ".join(element.text_content().split())
