"""Pages that are turned by posting a form to themselves: ASP.NET's __doPostBack, and page('3') of home-made systems."""

import re
from collections.abc import Sequence
from dataclasses import replace

from crawler.families.family import Family, Listing
from crawler.lists.entries import entries
from crawler.lists.form_pager import asked_number, next_call, postback_arguments, turned
from crawler.lists.pagers import pager_of, turning_word
from crawler.lists.plain_list import trusted
from crawler.lists.shared import column_of
from crawler.pages.asking import Ask
from crawler.pages.forms import submitted
from crawler.pages.page import Element, Page, words_of
from crawler.pages.year_switch import units_in

_NAME = "postback"
_LAST_NUMBER = re.compile(r"(\d{1,4})$")  # 2, Page$2
_FURTHER_NUMBERS = ("...", "…")


def recognises(page: Page) -> bool:
    text = page.text
    return "__doPostBack(" in text or "javascript:page(" in text or (".submit()" in text and "页" in text)


def read(page: Page) -> Sequence[Listing]:
    """The list of a page, and the post that turns it; pages that are turned by plain links are left to others."""
    if page.tree is None:
        return ()
    pager = pager_of(page)
    current = asked_number(page) or pager.current or 1
    place, ask = _posted_back(page, current)
    if ask is None:
        call = next_call(page, current)
        place, ask = (call[0], turned(page, call[1], call[2], _NAME)) if call else (place, None)
    was_posted = page.ask.family == _NAME
    if place is None and not was_posted:
        return ()
    if pager.pages is not None and current >= pager.pages:
        ask = None
    near = place if place is not None else pager.place
    items = entries(page, near)
    declared = trusted(pager.declared, len(items), is_only_page=ask is None and not was_posted)
    if not items and not ask:
        return ()
    return (Listing(items, ask, declared, pager.pages, units_in(page), column_of(page)),)


def _posted_back(page: Page, current: int) -> tuple[Element | None, Ask | None]:
    """The pager and the post for its next page, with all hidden fields as this very page has them."""
    links = (
        [(link, found) for link in page.tree.iter("a") if (found := postback_arguments(link))]
        if page.tree is not None
        else []
    )
    turners = [(link, target, argument) for link, (target, argument) in links if _is_of_pager(link)]
    if not turners:
        return None, None
    for link, target, argument in sorted(turners, key=lambda one: not turning_word(one[0])):
        number = _LAST_NUMBER.search(argument)
        if (turning_word(link) and (number is None or int(number[1]) > current)) or _is_number(
            link, number, current + 1
        ):
            return link, _posted(page, link, target, argument, current + 1)
    return turners[0][0], None


def _is_of_pager(link: Element) -> bool:
    text = words_of(link).strip("[]")
    return turning_word(link) or text in _FURTHER_NUMBERS or (text.isdecimal() and len(text) < len("1990"))


def _is_number(link: Element, number: re.Match[str] | None, wanted: int) -> bool:
    return words_of(link).strip("[]") == str(wanted) or (number is not None and int(number[1]) == wanted)


def _posted(page: Page, link: Element, target: str, argument: str, number: int) -> Ask | None:
    forms = list(page.tree.iter("form")) if page.tree is not None else []
    form = next((above for above in link.iterancestors() if above.tag == "form"), forms[0] if forms else None)
    if form is None:
        return None
    # what __doPostBack sends is always a post
    ask = submitted(page, form, {"__EVENTTARGET": target, "__EVENTARGUMENT": argument}, _NAME, "post")
    return replace(ask, memo=(str(number),)) if ask else None


FAMILY = Family(_NAME, recognises, read)
