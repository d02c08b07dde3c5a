"""TRS WAS5, lists that a search server gives in pseudo-JSON: shells, trees of columns and answers in, lists out."""

from collections.abc import Sequence

from crawler.families.family import Family, Listing
from crawler.lists.answers import listing, memo
from crawler.lists.script_requests import script_requests
from crawler.lists.shared import column_of, lenient_json, parameter, plain, query, whole_number
from crawler.lists.tree_nodes import Node, nodes
from crawler.lists.variables import value_of, values_of
from crawler.pages.asking import Ask, Lead
from crawler.pages.page import Page

_SEARCH = "/was5/web/search"
_DEFAULT = "/was5/web/search?channelid={}&templet=docs.jsp&sortfield=-docorderpri%2C-docreltime&prepage=15"
_TREES = ("zNodes", "znodes", "zTreeNodes", "treeNodes")
_ADDRESSES = ("file", "url", "href", "link")


def recognises(page: Page) -> bool:
    return _SEARCH in page.url or _SEARCH in page.text or ("zNodes" in page.text and "channelid" in page.text)


def read(page: Page) -> Sequence[Listing]:
    return _answer(page) if _SEARCH in page.url else _shell(page)


def _answer(page: Page) -> Sequence[Listing]:
    answer = lenient_json(page.text)
    return (listing(page, answer, plain(answer.get("chnlname"))),) if isinstance(answer, dict) else ()


def _shell(page: Page) -> Sequence[Listing]:
    """A page whose script asks for its list, and whose tree of columns is asked for in the same way."""
    name = column_of(page)
    trees = [tree for word in _TREES if word in page.text and (tree := value_of(page.text, word))]
    searches = _searches(page, has_tree=bool(trees))
    template = searches[0] if searches else None
    leads = [one for node in nodes(trees) if (one := _node_lead(page, node, template))]
    own = next((url for url in searches if not _is_open(url)), None)
    following = _asked(page, own, name) if own else None
    return (Listing((), following, leads=tuple(leads), name=name),) if following or leads else ()


def _asked(page: Page, url: str, name: str) -> Ask:
    first = query(url, random=None, page=1)
    return Ask(first, referer=page.url, family="was5", memo=memo(name), script=True)


def _searches(page: Page, *, has_tree: bool) -> tuple[str, ...]:
    """What the page's scripts ask the search server for; words typed by a reader make no list."""
    values = values_of(page.text)
    asked = script_requests(page, _SEARCH, values)
    found = tuple(url for url in asked if "channelid=" in url and "searchword=" not in url)
    channel = whole_number(values("channelid"))
    default = page.absolute(_DEFAULT.format(channel)) if has_tree and channel is not None and not found else None
    return (default,) if default else found


def _is_open(url: str) -> bool:
    """Whether the column is to be filled in: classsql=chnlid= and nothing behind it."""
    condition = parameter(url, "classsql")
    return condition is not None and condition.rstrip("'\"% ").endswith("=")


def _node_lead(page: Page, node: Node, template: str | None) -> Lead | None:
    address, number = page.absolute(node.first(_ADDRESSES)), node.first(("chnlid", "id"))
    if address:
        return Lead(Ask(address), node.name, node.around)
    if template and number.isalnum():
        return Lead(_asked(page, query(template, classsql=f"chnlid={number}"), node.name), node.name, node.around)
    return None


FAMILY = Family("was5", recognises, read)
