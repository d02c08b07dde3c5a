"""The disclosure platform of Guangdong (gkmlpt), a tree of columns with a JSON list each: indexes and answers in, lists out."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crawler.families.family import Family, Listing
from crawler.lists.answers import listing, memo
from crawler.lists.script import lenient_json
from crawler.lists.shared import plain, query
from crawler.lists.tree_nodes import Node, nodes
from crawler.lists.variables import value_of
from crawler.pages.asking import Ask, Lead
from crawler.pages.page import Page

_PLATFORM = "/gkmlpt/"
_LISTS = "/gkmlpt/api/"
_CONFIG = "_CONFIG"
_ELSEWHERE = ("jump_url", "jumpUrl", "url", "link")
_MOST_OTHERS = 500


def recognises(page: Page) -> bool:
    return _PLATFORM in page.url or (_CONFIG in page.text and "TREE" in page.text)


def read(page: Page) -> Sequence[Listing]:
    return _answer(page) if _LISTS in page.url or page.ask.family == FAMILY.name else _index(page)


def _index(page: Page) -> Sequence[Listing]:
    """The tree that every page of a unit carries: columns of the platform, and those that lead away from it."""
    config = value_of(page.text, _CONFIG)
    if not isinstance(config, dict):
        config = {key: value_of(page.text, key) for key in ("SID", "NAME", "TREE")}
    unit = plain(config.get("NAME"))
    before, platform, _ = page.url.partition(_PLATFORM)
    if not platform:
        before = page.absolute("/") or ""
    api = f"{before.rstrip('/')}{_LISTS}all/"
    sid = config.get("SID")
    columns = tuple(
        one for node in nodes(config.get("TREE")) if (one := _column(page, node, api, sid, unit)) is not None
    )
    leads = (*columns, *_others(page, {key: value for key, value in config.items() if key not in ("TREE", "DETAIL")}))
    return (Listing((), leads=leads, name=unit),) if leads else ()


def _column(page: Page, node: Node, api: str, sid: object, unit: str) -> Lead | None:
    around = f"{unit} {node.around}".strip()
    elsewhere = page.absolute(node.first(_ELSEWHERE))
    if elsewhere:
        return Lead(Ask(elsewhere), node.name, around)
    number = node.first(("id",))
    if not number.isalnum():
        return None
    url = query(f"{api}{number}", page=1, sid=sid if isinstance(sid, str | int) else None)
    ask = Ask(url, referer=page.url, family=FAMILY.name, memo=memo(node.name), script=True)
    return Lead(ask, node.name, around)


def _others(page: Page, value: Mapping[str, Any]) -> Iterator[Lead]:
    """Units and other places in the configuration: whatever has both a name and an address."""
    for node in nodes(value)[:_MOST_OTHERS]:
        url = page.absolute(node.first(_ELSEWHERE))
        if url:
            yield Lead(Ask(url), node.name, node.around)


def _answer(page: Page) -> Sequence[Listing]:
    answer = lenient_json(page.text)
    if not isinstance(answer, dict):
        return ()
    classify = answer.get("classify")
    told = plain(classify.get("name")) if isinstance(classify, dict) and not page.ask.memo else ""
    return (listing(page, answer, told),)


FAMILY = Family("gkmlpt", recognises, read)
