"""TRS columns whose lists are written by scripts (document.writeln): page in, the list as a browser would show it out."""

import re
from collections.abc import Iterator, Sequence

from crawler.families.family import Family, Listing
from crawler.lists.shared import column_of, rows
from crawler.lists.static_pager import listing_of, static_pager
from crawler.lists.variables import worth
from crawler.pages.asking import Lead
from crawler.pages.page import Page

_MOST_OF_A_SCRIPT = 500_000
_MOST_STEPS = 20_000

_STEP = re.compile(  # document.writeln(  or  var url="./202602/t20260214_2730572.shtml"
    r"document\.write(?:ln)?\s{0,5}\(|(?<![\w$.])([A-Za-z_$][\w$]{0,40})\s{0,5}=\s{0,5}(?=[\"'])"
)
_LINK_OF_NAME = re.compile(r"""href\s?=\s?\\?["']?\s?\\?["']\s?\+""")  # "<a href="+url+">", '<a href="' + url


def is_written(page: Page) -> bool:
    """Whether scripts write links whose addresses stand in variables."""
    return (
        "document.write" in page.text
        and "href" in page.text
        and bool(_LINK_OF_NAME.search(page.text))
        and bool(_written(page))
    )


def _written(page: Page) -> tuple[Lead, ...]:
    """The rows that scripts write from variables, wherever they lead; what is written in full is a menu."""
    scripts = [script.text or "" for script in page.tree.iter("script")] if page.tree is not None else []
    markup = [_output(script[:_MOST_OF_A_SCRIPT]) for script in scripts if _LINK_OF_NAME.search(script)]
    return rows(page, "".join(markup), column_of(page)) if any(markup) else ()


def _output(script: str) -> str:
    """What a script writes, line for line, each name standing for the string that was last put into it.

    What hangs on names that are not known, such as numbers of pages, is left out.
    """
    return "".join(_steps(script)) if "document.write" in script else ""


def _steps(script: str) -> Iterator[str]:
    values: dict[str, object] = {}
    place = 0
    for _ in range(_MOST_STEPS):
        step = _STEP.search(script, place)
        if step is None:
            return
        come_to = worth(script, step.end(), values.get)
        if step[1]:
            values[step[1]] = come_to.text
        elif not come_to.unknown:
            yield come_to.text + "\n"
        place = max(step.end(), come_to.end)


def read(page: Page) -> Sequence[Listing]:
    items = _written(page)
    if not items:
        return ()
    pager, name = static_pager(page), column_of(page)
    if pager is None:
        return (Listing(items, name=name),)
    return (listing_of(page, pager, name, items),)


FAMILY = Family("trs_writeln", is_written, read)
