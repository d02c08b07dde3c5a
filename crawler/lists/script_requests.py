"""The addresses that a page's scripts ask for in the background: a page and a mark of the address in, whole addresses out."""

from crawler.lists.shared import query
from crawler.lists.variables import Values, value_of, worth
from crawler.pages.page import Page

_MOST = 5
_MOST_TRIES = 20
_LONGEST_HOST = 200
_NEAR = 3000


def script_requests(page: Page, mark: str, values: Values, *, with_data: bool = True) -> tuple[str, ...]:
    """Each address in scripts with the mark in it, put together from its pieces, with the data that a GET adds to it.

    What a form or a link leads to is no request of a script.
    """
    text = page.text
    found: dict[str, None] = {}
    place = text.find(mark)
    for _ in range(_MOST_TRIES):
        if place < 0 or len(found) == _MOST:
            break
        opening = max(text.rfind(quote, max(0, place - _LONGEST_HOST), place) for quote in ("'", '"', "`"))
        if opening >= 0 and not text[max(0, opening - 7) : opening].casefold().endswith(("action=", "href=", "src=")):
            asked = worth(text, opening, values)
            url = page.absolute(asked.text)
            if url and mark in url:
                after = text[asked.end : asked.end + _NEAR]
                found[_with_data(url, after, values) if with_data else url] = None
        place = text.find(mark, place + len(mark))
    return tuple(found)


def _with_data(url: str, after: str, values: Values) -> str:
    """The address with what is named beside it: $.ajax({url: "/a", data: {page: 1}})."""
    if "?" in url:
        return url
    data = value_of(after.partition("url:")[0], "data", values)
    given = {str(key): value for key, value in data.items() if value is not None} if isinstance(data, dict) else {}
    texts = {key: str(value).lower() if isinstance(value, bool) else value for key, value in given.items()}
    return query(url, **{key: value for key, value in texts.items() if isinstance(value, str | int | float)})
