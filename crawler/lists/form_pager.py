"""Pages that are turned by sending a form: the page and a number in, the request for that page out."""

import re
from collections.abc import Iterator
from dataclasses import replace

from crawler.lists.pagers import turning_word
from crawler.lists.script import call_arguments
from crawler.pages.asking import Ask
from crawler.pages.forms import fields, submitted
from crawler.pages.handlers import scripts_of
from crawler.pages.page import Element, Page, words_of

_CALL = re.compile(
    r"(?:javascript:)?\s*(?:return\s+)?([A-Za-z_]\w{1,40})\s*\(\s*[\"']?(\d{1,4})[\"']?\s*[,)]"
)  # page('3')
_FIELD = re.compile(r"([\w$]{2,40})[\"']?\)?\s*\.(?:value\s*=(?!=)|val\(\s*[\w$])")  # forms[0].cpage.value = n
_NAMES = (
    "currentPage",
    "cpage",
    "page",
    "pageNo",
    "pageno",
    "curPage",
    "currPage",
    "pageIndex",
    "pagenum",
    "currentpage",
)
_MOST_OF_A_BODY = 600


def calls(page: Page) -> Iterator[tuple[Element, str, int]]:
    """The links that call a function with the number of a page: the element, the function, the number."""
    for link in page.tree.iter("a", "button", "span", "li") if page.tree is not None else ():
        for handler in (link.get("href") or "", link.get("onclick") or ""):
            match = _CALL.match(handler[:200]) if "(" in handler else None
            if match:
                yield link, match[1], int(match[2])
                break


def next_call(page: Page, current: int | None = None) -> tuple[Element, str, int] | None:
    """The call that turns to the next page: that of the link that says so, or of the number after this page's."""
    found = [one for one in calls(page) if turning_word(one[0]) or words_of(one[0]).strip("[]") == str(one[2])]
    for element, name, number in found:
        if turning_word(element):
            return (element, name, number) if number > (current or 1) else None
    return next((one for one in found if one[2] == (current or 1) + 1), None)


def turned(page: Page, name: str, number: int, family: str) -> Ask | None:
    """What is asked for when a function such as page('3') sends the form of the page."""
    form, field = _form(page, name)
    if form is None or field is None:
        return None
    ask = submitted(page, form, {field: str(number)}, family)
    return replace(ask, memo=(str(number),)) if ask else None


def asked_number(page: Page) -> int | None:
    """The number of the page that was asked for."""
    memo = page.ask.memo
    return int(memo[0]) if memo and memo[0].isdecimal() and len(memo[0]) < len("10000") else None


def _form(page: Page, function: str) -> tuple[Element | None, str | None]:
    """The form with a field for the number of the page, and the field's name."""
    forms = list(page.tree.iter("form")) if page.tree is not None else []
    names = (*(match[1] for match in _FIELD.finditer(_body(scripts_of(page), function))), *_NAMES)
    for form in forms:
        by_id = {one.get("id"): one.get("name") for one in form.iter("input")}
        known = fields(page, form)
        for name in names:
            if real := name if name in known else by_id.get(name):
                return form, real
    # the field is often made by the script itself, and so is not in the form
    return (
        (forms[0], names[0] if len(names) > len(_NAMES) else "cpage") if forms and function == "page" else (None, None)
    )


def _body(scripts: str, function: str) -> str:
    place = scripts.find(f"function {function}")
    return scripts[place : place + _MOST_OF_A_BODY] if place >= 0 else ""


def postback_arguments(link: Element) -> tuple[str, str] | None:
    """The target and the argument of a link that calls __doPostBack('AspNetPager1','2')."""
    for handler in (link.get("href") or "", link.get("onclick") or ""):
        found = call_arguments(handler[:500], "__doPostBack") if "__doPostBack" in handler else []
        if found and found[0]:
            return found[0][0], found[0][1] if len(found[0]) > 1 else ""
    return None
