"""A portal's addresses and reports to which of its pages would be the first to show a report that is not known yet."""

from collections.abc import Iterable, Sequence

from archive.ledger import Address
from archive.standing import Sighted
from crawler.revisits.seasons import tells_year

LISTS = ("column", "data")
_DEEPEST = 6  # lists below lists
_MANY = 3  # reports by which a home page is a list: one or two are news


class Lists:
    """The lists of one portal, as they stood after its last night; `newest_year` is the one that is awaited."""

    def __init__(self, addresses: Iterable[Address], sighted: Sequence[Sighted], newest_year: int) -> None:
        self._by_url: dict[str, Address] = {}
        self._below: dict[str, list[Address]] = {}
        for address in addresses:
            self._by_url.setdefault(address.url, address)
            if address.parent and address.parent != address.url:
                self._below.setdefault(address.parent, []).append(address)
        self._reports = {one.url: (_body(one.key), one.year) for one in sighted}
        self._newest_year = newest_year
        self._awaits_all = all(year != newest_year for _, year in self._reports.values())
        self._found: dict[str, frozenset[tuple[str, int | None]]] = {}

    def may_show_new(self, address: Address) -> bool:
        """Whether a new report would be seen here first: in a list, unless it is of one body that has published.

        As long as the portal has nothing of the newest year, that may come in a column of its own, too: then the pages
        that lead to columns count as well, but for those of each unit.
        """
        if address.kind in LISTS or self._shows_reports(address):
            return not self._is_served(address) and not self._is_frame(address)
        if address.kind != "portal" or not self._awaits_all or self._is_in_unit(address):
            return False
        return any(below.kind == "column" for below in self._below.get(address.url, ()))

    def words_of(self, address: Address) -> str:
        """The words by which a list is known; those of the list above it where only these tell a year."""
        one: Address | None = address
        for _ in range(_DEEPEST):
            if one is None or one.kind not in LISTS:
                break
            if tells_year(one.words):
                return one.words
            one = self._by_url.get(one.parent)
        return address.words

    def _is_served(self, address: Address) -> bool:
        """Whether a list is of one body alone, and shows its report of the newest year already.

        A folder of one year, or a list of one report, may only be the first to have come.
        """
        found = self._reports_below(address.url, 0)
        years = {year for _, year in found}
        if len({body for body, _ in found}) != 1 or self._newest_year not in years:
            return False
        return self._is_in_unit(address) or (len(years) > 1 and not tells_year(self.words_of(address)))

    def had_reports(self, url: str) -> bool:
        """Whether reports were found on a page, or below it."""
        return bool(self._reports_below(url, 0))

    def _shows_reports(self, address: Address) -> bool:
        """Whether links to reports were found on a page that is no list by its link, such as the frame of one."""
        if address.kind not in ("home", "portal", "unit"):
            return False
        shown = sum(one.url in self._reports for one in self._below.get(address.url, ()))
        return shown >= (_MANY if address.kind == "home" else 1)

    def _is_frame(self, address: Address) -> bool:
        """Whether a column only shows one list, which has an address of its own."""
        below = [one for one in self._below.get(address.url, ()) if one.kind in (*LISTS, "report")]
        return len(below) == 1 and below[0].kind in LISTS and not tells_year(address.words + below[0].words)

    def _is_in_unit(self, address: Address) -> bool:
        one: Address | None = address
        for _ in range(_DEEPEST):
            one = self._by_url.get(one.parent) if one else None
            if one is None or one.kind == "unit":
                break
        return one is not None and one.kind == "unit"

    def _reports_below(self, url: str, depth: int) -> frozenset[tuple[str, int | None]]:
        if url not in self._found:
            self._found[url] = frozenset()  # lists may lead to each other
            found = {self._reports[one.url] for one in self._below.get(url, ()) if one.url in self._reports}
            if depth < _DEEPEST:
                for below in self._below.get(url, ()):
                    found |= self._reports_below(below.url, depth + 1)
            self._found[url] = frozenset(found)
        return self._found[url]


def _body(key: str) -> str:
    """Whose report it is, by its key, whatever the year.

    >>> _body("990101101/township_government/2024/own"), _body("?/白鹭镇/2024/own/http://a.cn/")
    ('990101101/township_government', '?/白鹭镇')
    """
    return "/".join(key.split("/")[:2]) if key.startswith("?") else key.rsplit("/", 2)[0]
