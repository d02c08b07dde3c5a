"""TRS IRS and IGS, whose scripts ask for lists, mostly by POST of JSON: pages with such a request and answers in, lists out."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from crawler.families.family import Family, Listing
from crawler.lists.answers import listing, memo
from crawler.lists.script import lenient_json
from crawler.lists.script_requests import script_requests
from crawler.lists.shared import column_of, whole_number
from crawler.lists.tree_nodes import nodes
from crawler.lists.variables import Values, value_of, values_of
from crawler.pages.asking import FORM, JSON, Ask, Lead
from crawler.pages.page import Element, Page, words_of

_DEFAULT = "/irs/front/list"
_FURTHEST_BRACE = 3000
_LONGEST_REQUEST = 8000
_MOST_TRIES = 10
_MOST_CHOICES = 400
_MOST_ROWS = 200
_DEFAULT_ROWS = 15

_YEAR = re.compile(r"(?:19|20)\d\d")  # 2021
_CODE = re.compile(r"\w{4,32}")  # 5901201
_IN_CALL = re.compile(r"""[("',\s](\w{4,32})["')\s,]""")  # getList('5901201')
_CHOICES = "option|a|li|span|button|dd|td"


def recognises(page: Page) -> bool:
    text = page.text
    if "/front/" in text and any(mark in text for mark in _data("endpoints")):
        return True
    return "tenantId" in text and "tableName" in text


def read(page: Page) -> Sequence[Listing]:
    return _shell(page) if page.is_markup else _answer(page)


def _shell(page: Page) -> Sequence[Listing]:
    values, name = values_of(page.text), column_of(page)
    url, is_post = _endpoint(page, values)
    if not url:
        return ()
    if not is_post:
        return (Listing((), _asked(page, url, None, name), name=name),)
    request = _request(page.text, values)
    if request is None:
        return ()
    leads = tuple(
        Lead(_asked(page, url, changed, f"{name} {text}"), text, name) for text, changed in _choices(page, request)
    )
    return (Listing((), _asked(page, url, request, name), leads=leads, name=name),)


def _asked(page: Page, url: str, request: Mapping[str, Any] | None, name: str) -> Ask:
    body = None if request is None else json.dumps(request, ensure_ascii=False, separators=(",", ":"))
    media_type = FORM if request is None else JSON
    return Ask(url, body, media_type, page.url, FAMILY.name, memo(name), script=True)


def _endpoint(page: Page, values: Values) -> tuple[str | None, bool]:
    """Where the script asks, and whether by POST: what is called .jhtml answers to GET."""
    for mark in _data("endpoints"):
        for got in (False, True) if mark in page.text else ():
            for url in script_requests(page, mark, values, with_data=got):
                if ("jhtml" in url) is got and ("list" in url or got):
                    return url, not got
    text = page.text
    return (page.absolute(_DEFAULT) if "tableName" in text or "tenantId" in text else None), True


def _request(text: str, values: Values) -> dict[str, Any] | None:
    """The object that the script sends, as it is for the first page; built from its variables where it is not in one piece."""
    found = next(_literals(text, values), None)
    if found is None:
        keys = {key: _first(values, names) for key, names in _data("keys").items()}
        found = {key: value for key, value in keys.items() if value not in (None, "")}
        if "tableName" not in found and "tenantId" not in found:
            return None
    if isinstance(found.get("tenantId"), str) and found["tenantId"].isdigit():
        found["tenantId"] = int(found["tenantId"])
    rows = whole_number(found.get("pageSize")) or 0
    given = {key: value for key, value in found.items() if value is not None}
    return {**given, "pageNo": 1, "pageSize": rows if 0 < rows <= _MOST_ROWS else _DEFAULT_ROWS}


def _first(values: Values, names: Sequence[str]) -> object:
    return next((value for name in names if (value := values(name)) not in (None, "")), None)


def _literals(text: str, values: Values) -> Iterator[dict[str, Any]]:
    """The objects of the script in which a table or a tenant is named."""
    for key in ("tableName", "tenantId", "pageSize"):
        place = text.find(key)
        for _ in range(_MOST_TRIES):
            if place < 0:
                break
            start = _opening_brace(text, place)
            found = lenient_json(text[start : start + _LONGEST_REQUEST], values) if start is not None else None
            if isinstance(found, dict) and (found.get("tableName") or found.get("tenantId") or found.get("code")):
                yield found
            place = text.find(key, place + len(key))


def _opening_brace(text: str, place: int) -> int | None:
    """The brace around a place."""
    depth = 0
    for at in range(place - 1, max(-1, place - _FURTHEST_BRACE), -1):
        if text[at] == "}":
            depth += 1
        elif text[at] == "{":
            if not depth:
                return at
            depth -= 1
    return None


def _choices(page: Page, request: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The same request for each other year and unit that the page lets its reader choose."""
    chosen = {str(value) for value in _chosen(request) if _CODE.fullmatch(str(value))}
    told: dict[str, str] = {}
    for code, text in _offered(page):
        if len(told) < _MOST_CHOICES and code not in chosen and text:
            told.setdefault(code, text)
    for old in chosen:
        for code, text in told.items():
            is_year = bool(_YEAR.fullmatch(old))
            if bool(_YEAR.fullmatch(code)) is is_year and len(code) == len(old) and code.isdigit() is old.isdigit():
                yield (f"{code}年" if is_year else text), _replaced(request, old, code)


def _chosen(value: Any) -> Iterator[str | int]:
    """What a request selects by."""
    for key, child in value.items() if isinstance(value, dict) else ():
        if key in _data("choosing_keys") and isinstance(child, str | int):
            yield child
        yield from _chosen(child)
    for child in value if isinstance(value, list) else ():
        yield from _chosen(child)


def _replaced(value: Any, old: str, new: str) -> Any:
    if isinstance(value, dict):
        return {
            key: type(child)(new) if key in _data("choosing_keys") and str(child) == old else _replaced(child, old, new)
            for key, child in value.items()
        }
    return [_replaced(child, old, new) for child in value] if isinstance(value, list) else value


def _offered(page: Page) -> Iterator[tuple[str, str]]:
    """Codes with their words: of selects, of elements with a code in an attribute or a call, and of trees."""
    for element in page.tree.iter(*_CHOICES.split("|")) if page.tree is not None else ():
        yield from ((code, words_of(element)[:100]) for code in _codes_of(element))
    for name in _data("trees"):
        for node in nodes(value_of(page.text, name)) if name in page.text else ():
            yield node.first(("code", "value", "id")), node.name


def _codes_of(element: Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        if name == "value" or name.startswith("data-"):
            yield value.strip()
        elif name in ("onclick", "href") and "(" in value:
            yield from _IN_CALL.findall(value[:300])


def _answer(page: Page) -> Sequence[Listing]:
    answer = lenient_json(page.text)
    found = listing(page, answer)
    if found.items:
        return (found,)
    places = ((node, page.absolute(node.first(("url", "link", "href")))) for node in nodes(answer))
    return (replace(found, leads=tuple(Lead(Ask(url), node.name, node.around) for node, url in places if url)),)


@cache
def _data(kind: str) -> Any:
    return json.loads(files(__package__).joinpath("irs.json").read_text("utf-8"))[kind]


FAMILY = Family("irs", recognises, read)
