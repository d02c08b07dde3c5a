"""Epoint's EWB: the shell of a column, and the answers of its server to what the shell's script asks, to the list."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from crawler.families.family import Family, Listing
from crawler.lists.epoint_want import NAME, Want, remembered
from crawler.lists.pagers import Pager
from crawler.lists.plain_list import plain_listing
from crawler.lists.shared import column_of, lenient_json, parameter, plain, query, whole_number
from crawler.pages.asking import Ask, Lead, lead
from crawler.pages.page import Page, words_of

_ACTION = "/rest/lightfrontaction/getgovinfolist"
_SCRIPTS = ("/js/webBuilderCommon.js", "/js/ajaxReq.js")
_PROJECT = "/EWB-FRONT"
_MOST_LEADS = 400

# "siteGuid":"7eb5f7f1-…", var siteGuid = '…'
_SITE = re.compile(r"siteGuid[\"']?\s{0,4}[:=]\s{0,4}[\"']([\w-]{8,64})[\"']", re.IGNORECASE)
_PROJECT_NAME = re.compile(
    r"projectName[\"']?\s{0,4}[:=]\s{0,4}[\"'](/?[\w.-]{1,60})/?[\"']", re.IGNORECASE
)  # "/EWB-FRONT"
_ENDPOINT = re.compile(r"[\"']((?:https?:/)?/?[\w./:-]{0,120}/rest/\w{1,40}/getgovinfolist)[\"']", re.IGNORECASE)
_COLUMN = re.compile(r"(?:categorynum|cateNum)[\"']?\s{0,4}[:=]\s{0,4}[\"'](\d{3,30})[\"']", re.IGNORECASE)
_UNIT = re.compile(r"deptcode[\"']?\s{0,4}[:=]\s{0,4}[\"']([\w-]{1,60})[\"']", re.IGNORECASE)
_WRAPPED = re.compile(r"[\"']?params[\"']?\s{0,4}:|_Mid\b")  # {"token":"","params":{…}}, /EWB_YK_Mid
_CODE = re.compile(r"(?<!\d)(\d{6,30})(?!\d)")  # 003001003
_STATIC = re.compile(r"/(?:moreinfo|(\d{1,4}))\.html(?=\?|$)")  # /003001/moreinfo.html, /003001/2.html


def recognises(page: Page) -> bool:
    url, text = page.url, page.text
    return (
        "govInfoPub" in url
        or "moreinfo.html" in url
        or "categorynum" in url
        or "categorynum" in text
        or "siteGuid" in text
    )


def read(page: Page) -> Sequence[Listing]:
    want = remembered(page.ask.memo) if page.ask.family == NAME else None
    if want is not None:
        return _of_answer(page, want) if want.step > 1 else _of_script(page, want)
    return _of_shell(page) if page.tree is not None else ()


def _of_shell(page: Page) -> Sequence[Listing]:
    """The page of a column; one that is published whole has its entries in it."""
    column = parameter(page.url, "categorynum") or _first(_COLUMN, page.text) or _chosen(page, "categorynum")
    leads = tuple(_leads(page))
    if not column:
        listing = plain_listing(page, _counted)
        if listing is None:
            return (Listing(leads=leads, name=column_of(page)),) if leads else ()
        return (replace(listing, leads=leads),)
    unit = parameter(page.url, "deptcode") or _first(_UNIT, page.text) or ""
    want = Want(column, unit, column_of(page), wrapped=bool(_WRAPPED.search(page.text)))
    return (Listing(next=_further(page, want), leads=leads, name=want.name),)


def _further(page: Page, want: Want) -> Ask | None:
    """The list itself where the page tells all, or else the script that does."""
    site = _first(_SITE, page.text)
    if site:
        return _told(page, want, site).entries(page)
    sources = [script.get("src") or "" for script in page.tree.iter("script")] if page.tree is not None else []
    named = [one for one in sources if one.partition("?")[0].endswith(("webBuilderCommon.js", "ajaxReq.js"))]
    address = page.absolute((*named, _SCRIPTS[0])[0])
    return replace(want, endpoint=_first(_ENDPOINT, page.text) or "").script(page, address) if address else None


def _of_script(page: Page, want: Want) -> Sequence[Listing]:
    site = _first(_SITE, page.text)
    if site:
        return (Listing(next=_told(page, want, site).entries(page), name=want.name),)
    other = next((one for one in _SCRIPTS if not page.path.endswith(one.rpartition("/")[2])), None)
    address = page.absolute(other) if want.step == 0 else None
    if not address:
        return ()
    endpoint = _first(_ENDPOINT, page.text) or want.endpoint
    later = replace(want, step=1, endpoint=endpoint, wrapped=want.wrapped or bool(_WRAPPED.search(page.text)))
    return (Listing(next=later.script(page, address), name=want.name),)


def _told(page: Page, want: Want, site: str) -> Want:
    """What is wanted, with what a page or script tells about the server."""
    project = "/" + (_first(_PROJECT_NAME, page.text) or _PROJECT).strip("/")
    endpoint = _first(_ENDPOINT, page.text) or want.endpoint
    if not endpoint or endpoint.lower() == _ACTION:
        endpoint = project + _ACTION
    elif not endpoint.startswith(("/", "http")):
        endpoint = f"/{endpoint}"
    wrapped = want.wrapped or bool(_WRAPPED.search(page.text)) or "_Mid" in project
    return replace(want, step=2, site=site, endpoint=endpoint, wrapped=wrapped, index=0 if wrapped else 1)


def _of_answer(page: Page, want: Want) -> Sequence[Listing]:
    custom = _custom(page)
    rows = _rows(custom)
    total = whole_number(custom.get("total") or custom.get("totalcount") or custom.get("count"))
    items = tuple(one for row in rows if (one := _item(page, row)))
    later = want.after(len(rows), total) if items else want.again(total)
    ask = later.entries(page) if later else None
    return (Listing(items, ask, total or None, name=want.name),) if items or ask else ()


def _custom(page: Page) -> Mapping[str, Any]:
    value = page.json if page.json is not None else lenient_json(page.text)
    inner = value.get("custom", value) if isinstance(value, Mapping) else None
    inner = lenient_json(inner) if isinstance(inner, str) else inner
    return inner if isinstance(inner, Mapping) else {}


def _rows(custom: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    rows = next((value for name in ("data", "infodata", "list") if isinstance(value := custom.get(name), list)), [])
    return [row for row in rows if isinstance(row, Mapping)]


def _item(page: Page, row: Mapping[str, Any]) -> Lead | None:
    url = page.absolute(
        next((row[name] for name in ("infourl", "url", "href") if isinstance(row.get(name), str)), None)
    )
    title = plain(row.get("realtitle")) or plain(row.get("title")) or plain(row.get("infotitle"))
    return lead(url, title, plain(row.get("deptname"))) if url and title else None


def _leads(page: Page) -> Iterator[Lead]:
    """The columns and units that the tree and the selects of a shell lead to, by their codes."""
    if page.tree is None or "categorynum" not in page.text + page.url:
        return
    count = 0
    for element in page.tree.iter("a", "li", "span", "option", "div"):
        text = words_of(element) if len(element) <= 1 else ""
        code = element.get("data-categorynum") or element.get("categorynum") or _code(element.get("onclick"))
        if text and code and _CODE.fullmatch(code):
            yield lead(query(page.url, categorynum=code), text, column_of(page))
            count += 1
        elif text and (unit := _unit_of(element)) and parameter(page.url, "categorynum"):
            yield lead(query(page.url, deptcode=unit), text, column_of(page))
            count += 1
        if count == _MOST_LEADS:
            return


def _code(handler: str | None) -> str | None:
    match = _CODE.search(handler[:200]) if handler and "(" in handler else None
    return match[1] if match else None


def _unit_of(element: Any) -> str | None:
    if element.get("data-deptcode") or element.get("deptcode"):
        return str(element.get("data-deptcode") or element.get("deptcode"))
    parent = element.getparent()
    is_unit = (
        element.tag == "option"
        and parent is not None
        and "dept" in (parent.get("id") or parent.get("name") or "").lower()
    )
    return str(element.get("value")) if is_unit and element.get("value") else None


def _chosen(page: Page, name: str) -> str | None:
    """The value of a hidden field by its name or id."""
    for field in page.tree.iter("input") if page.tree is not None else ():
        if name in ((field.get("id") or "").lower(), (field.get("name") or "").lower()):
            return field.get("value") or None
    return None


def _counted(page: Page, pager: Pager) -> str | None:
    """The next of the pages that are published whole: moreinfo.html, 2.html, 3.html."""
    match = _STATIC.search(page.url)
    number = int(match[1] or 1) if match else 0
    if not match or not pager.pages or number >= pager.pages:
        return None
    return f"{page.url[: match.start()]}/{number + 1}.html"


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return match[1] if match else None


FAMILY = Family(NAME, recognises, read)
