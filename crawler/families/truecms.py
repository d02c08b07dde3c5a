"""TrueCMS: a column page with its first entries in a hidden box, or an answer of getMessage.do, to lists."""

from collections.abc import Sequence
from dataclasses import replace

from lxml.etree import tostring

from crawler.families.family import Family, Listing
from crawler.lists.jpage import Island, Pager, islands, pagers
from crawler.lists.jpage_walk import Walk, recalled, walk_from, went_on
from crawler.lists.script import lenient_json
from crawler.lists.shared import column_of, rows
from crawler.pages.asking import Lead
from crawler.pages.page import Element, Page

_NAME = "truecms"
_CALLBACK = "callback=cb"  # the servers wrap their answer in it
_HEAD = 20
_USUAL_WINDOW = 20
_SMALLEST_WINDOW = 10
_LARGEST_WINDOW = 50  # a larger one is answered with nothing, on some servers with 404


def recognises(page: Page) -> bool:
    text = page.text
    return "getMessage.do" in text or 'id="initData"' in text


def read(page: Page) -> Sequence[Listing]:
    walk = recalled(page.ask) if page.ask.family == _NAME else None
    if walk:
        return [_further(walk, _answer(page))]
    boxes = page.tree.xpath("//*[@id='initData']") if page.tree is not None else []
    found = [_box(box) for box in boxes] or list(islands(page.text))
    calls = [call for call in pagers(page.text) if "getMessage.do" in call.proxy]
    if not found and not calls:
        return ()
    return [_first(page, found[0] if found else Island(), calls[0] if calls else Pager())]


def _box(box: Element) -> Island:
    links = [link for link in box.iter("a") if link.get("href")]
    return Island(tuple(tostring(link, encoding="unicode", with_tail=False) for link in links))


def _first(page: Page, island: Island, call: Pager) -> Listing:
    # what one page shows is sure to be within the server's limit, what a group of pages holds is not
    window = min(max(call.shown or _USUAL_WINDOW, _SMALLEST_WINDOW), _LARGEST_WINDOW)
    parameters = f"{call.parameters}&{_CALLBACK}" if call.parameters else _CALLBACK
    call = replace(call, proxy=page.absolute(call.proxy) or "", parameters=parameters, window=window)
    walk = walk_from(page.url, column_of(page), island, call)
    is_all = walk.total is None and len(island.records) % window != 0
    walk = replace(walk, ways=("get",) if call.proxy and not is_all else ())
    return Listing(_items(page, island), walk.ask(_NAME), walk.total, name=walk.name)


def _further(walk: Walk, answer: Island) -> Listing:
    column = Page(walk.page, b"")  # the links of an answer are meant from the page that shows them
    if not answer.records and walk.window > _SMALLEST_WINDOW:
        walk, is_wanted = replace(walk, window=_SMALLEST_WINDOW), False
    else:
        walk, is_wanted = went_on(walk, answer)
    return Listing(_items(column, answer) if is_wanted else (), walk.ask(_NAME), walk.total, name=walk.name)


def _answer(page: Page) -> Island:
    """cb({"result":"<datastore>…"}), also bare JSON or the records themselves."""
    told = lenient_json(page.text) if "<datastore" not in page.text[:_HEAD] else None
    result = told.get("result") if isinstance(told, dict) else None
    return next(iter(islands(result if isinstance(result, str) else page.text)), Island())


def _items(page: Page, island: Island) -> tuple[Lead, ...]:
    return rows(page, f"<div>{''.join(island.records)}</div>") if island.records else ()


FAMILY = Family(_NAME, recognises, read)
