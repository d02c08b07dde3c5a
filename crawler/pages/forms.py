"""A form on a page, to the request that a browser makes of it."""

from collections.abc import Mapping
from urllib.parse import urlencode

from crawler.lists.shared import query
from crawler.pages.asking import Ask
from crawler.pages.page import Element, Page

_NOT_SENT = ("submit", "button", "image", "reset", "file")
_MOST_FIELDS = 200
_MOST_OF_A_BODY = 2 << 20  # the __VIEWSTATE of a large list takes a megabyte


def fields(page: Page, form: Element) -> dict[str, str]:
    """What a form sends as it stands, with all hidden fields of the page: careless markup leaves some outside of it."""
    found: dict[str, str] = {}
    hidden = page.tree.iter("input") if page.tree is not None else ()
    for one in (*form.iter("input", "select", "textarea"), *(one for one in hidden if _type(one) == "hidden")):
        name = one.get("name")
        if name and name not in found and len(found) < _MOST_FIELDS:
            value = _value(one)
            if value is not None:
                found[name] = value
    return found


def submitted(
    page: Page, form: Element, changes: Mapping[str, str], family: str | None = None, method: str = ""
) -> Ask | None:
    """What is asked for when a form is sent with some fields changed; None for one too large to be sent.

    `method` overrules what the form says.
    """
    url = page.absolute(form.get("action")) or page.url
    values = {**fields(page, form), **changes}
    if (method or form.get("method") or "get").strip().lower() != "post":
        return Ask(query(url.partition("?")[0], **values), referer=page.url, family=family)
    body = urlencode(values)
    return Ask(url, body, referer=page.url, family=family) if len(body) <= _MOST_OF_A_BODY else None


def _type(field: Element) -> str:
    return (field.get("type") or "text").strip().lower()


def _value(field: Element) -> str | None:
    if field.tag == "select":
        options = list(field.iter("option"))
        chosen = next((one for one in options if one.get("selected") is not None), options[0] if options else None)
        if chosen is None:
            return None
        return chosen.get("value") if chosen.get("value") is not None else (chosen.text or "").strip()
    if field.tag == "textarea":
        return field.text or ""
    if _type(field) in _NOT_SENT or (_type(field) in ("checkbox", "radio") and field.get("checked") is None):
        return None
    return field.get("value") or ""
