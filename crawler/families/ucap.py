"""UCAP (CMSPRO): columns on static pages, lists as JSON and trees of columns in, lists out."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from crawler.families.family import Family, Listing
from crawler.lists.answers import listing, memo
from crawler.lists.entries import entries
from crawler.lists.script import lenient_json
from crawler.lists.script_requests import script_requests
from crawler.lists.shared import column_of, parameter, query, whole_number
from crawler.lists.static_pager import listing_of, static_pager
from crawler.lists.tree_nodes import Node, nodes
from crawler.lists.variables import Values, values_of
from crawler.pages.asking import Ask, Lead
from crawler.pages.page import Page

_MARKS = ("UCAP", "/common/search/", "/common/getChannelList", "/interfacesWebZcwj/")
_COLUMN_FILES = ("xxgk_list", "xxgk_navs", "common_list.shtml", "redirect_firstChannel")
_SEARCHES = ("/common/search/", "/searchList/", "/search/")  # aliases of one list; a search box is at none of them
_FILE_LIST = "/getFileListByCodeId"
_TREE = "/common/getChannelList"
_POSTED = "/interfacesWebZcwj/loadData"
_ROWS = 18
_DEFAULTS = {
    "_isAgg": "true",
    "_isJson": "true",
    "_pageSize": _ROWS,
    "_template": "index",
    "_rangeTimeGte": "",
    "_channelName": "",
}
_ADDRESSES = ("url", "channelUrl", "linkUrl", "link")

_CHANNEL = re.compile(r"[0-9a-f]{32}")  # 90da02ee81d7436a916a1815a4004b51
_ARTICLE = re.compile(r"/\d{6}/(?:[0-9a-f]{32}|c\d\d_\d{1,9})\.s?html")  # /202401/c01_592213.shtml
_CODE = re.compile(r"/([\w-]{1,40})/(c\d{5,8})/")  # /qtxxxgk/c102429/xxgk_list.shtml


def recognises(page: Page) -> bool:
    text = page.text
    if any(mark in text for mark in _MARKS) or any(name in page.url for name in _COLUMN_FILES):
        return True
    if "channelId" in text and ('name="channelId"' in text or "name='channelId'" in text):
        return True
    pager = static_pager(page) if "createPageHTML" in text else None
    return pager is not None and pager.box is not None


def read(page: Page) -> Sequence[Listing]:
    if not page.is_markup:
        return _answer(page)
    found = None if _ARTICLE.search(page.path) else _column(page)
    return (found,) if found else ()


def _column(page: Page) -> Listing | None:
    name, values = column_of(page), _with_channel(page)
    trees = tuple(Lead(_asked(page, url, name), f"{name} 栏目目录", name) for url in _trees(page, values))
    pager = static_pager(page)
    if pager is not None and pager.box is not None:
        return listing_of(page, pager, name, leads=trees)
    items = [replace(one, around=name) for one in entries(page)]
    following = _first(page, values, name, len(items))
    if not following and not trees:
        return None
    is_going_on = following is not None and following.memo != memo(name)  # or else it asks for what is shown as well
    return Listing(items if is_going_on else (), following, leads=trees, name=name)


def _with_channel(page: Page) -> Values:
    """The variables of the page's scripts; what it says of its channel stands in a tag."""
    values, channel = values_of(page.text), page.metas.get("channelid")
    return lambda name: channel if channel and name.casefold() == "channelid" else values(name)


def _first(page: Page, values: Values, name: str, shown: int) -> Ask | None:
    """The request for the list that the script fills in, from the first page that the page itself does not show in full."""
    channel = str(values("channelId") or "")
    marks = [mark for mark in _SEARCHES if mark in page.text]
    for url in (url for mark in marks for url in script_requests(page, mark, values)):
        address, _, asked = url.partition("?")
        if address.endswith("search/"):
            address += channel
        if _CHANNEL.fullmatch(address.rpartition("/")[2]):
            return _searched(page, f"{address}?{asked}".rstrip("?"), name, shown)
    if _FILE_LIST in page.text and channel:
        return _posted(page, _FILE_LIST, f"channelId={channel}&page=1&size=20", name)
    if _POSTED in page.text and (unit := values("channel_id")):
        return _posted(page, f"/szinf/xxgk{_POSTED}?pageSize=15", f"pageIndex=1&channel_id={unit}", name)
    is_shell = not shown and _CHANNEL.fullmatch(channel)
    return _searched(page, page.absolute(f"{_SEARCHES[0]}{channel}") or "", name, 0) if is_shell else None


def _searched(page: Page, url: str, name: str, shown: int) -> Ask:
    """A list in JSON; of rows that the page shows as well the first pages are known."""
    missing = {key: value for key, value in _DEFAULTS.items() if parameter(url, key) is None}
    asked = query(url, **missing)
    rows = whole_number(parameter(asked, "_pageSize")) or _ROWS
    known = shown // rows
    return replace(_asked(page, query(asked, page=known + 1), name), memo=memo(name, known * rows))


def _posted(page: Page, address: str, body: str, name: str) -> Ask | None:
    url = page.absolute(address)
    return replace(_asked(page, url, name), body=body) if url else None


def _asked(page: Page, url: str, name: str) -> Ask:
    return Ask(url, referer=page.url, family="ucap", memo=memo(name), script=True)


def _trees(page: Page, values: Values) -> tuple[str, ...]:
    if _TREE not in page.text:
        return ()
    place = _CODE.search(page.path)
    found = script_requests(page, _TREE, values)
    if place is None:
        return tuple(url for url in found if parameter(url, "channelCode"))
    own = {"websiteCodeName": place[1], "channelCode": place[2]}
    return tuple(query(url, **{key: value for key, value in own.items() if not parameter(url, key)}) for url in found)


def _answer(page: Page) -> Sequence[Listing]:
    answer = lenient_json(page.text)
    if _TREE not in page.url:
        return (listing(page, answer),) if answer is not None else ()
    leads = tuple(one for node in nodes(answer) if (one := _node_lead(page, node)) is not None)
    return (Listing((), leads=leads, name=page.ask.memo[0] if page.ask.memo else ""),)


def _node_lead(page: Page, node: Node) -> Lead | None:
    """A column of the tree: its page where it has one, or else its list."""
    address: Any = page.absolute(node.first(_ADDRESSES))
    if address:
        return Lead(Ask(address), node.name, node.around)
    channel = node.first(("channelId", "id"))
    url = page.absolute(f"{_SEARCHES[0]}{channel}") if _CHANNEL.fullmatch(channel) else None
    return Lead(_searched(page, url, node.name, 0), node.name, node.around) if url else None


FAMILY = Family("ucap", recognises, read)
