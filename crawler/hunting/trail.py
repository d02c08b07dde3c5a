"""Which of a page's links a portal's hunt takes up: known ones, strangers, traps and copies fall away, with a reason."""

from dataclasses import replace

from crawler.hunting.budget import MOST_CLICKS
from crawler.hunting.candidates import Candidates
from crawler.hunting.errand import Errand, Kind
from crawler.pages.addresses import canonical, is_calendar, is_other_look, is_sane, key_of, netloc, shape
from crawler.pages.asking import Ask
from crawler.pages.looking import Smelled
from crawler.pages.scent import FOLLOW, TWIN, Where
from crawler.portals.belonging import Hosts
from crawler.transport.gate import refusal

_FURTHER_PAGE = 90
_MOST_OF_A_SHAPE = 6500  # more than the largest real column has
_MOST_WEAK = 400
_BY_PLACE = (86, 88)  # what only smells because of the column around it
_ELSEWHERE = 60  # the scent that takes us from a home page to another host
_UNTOLD = ("known", "trap", "copy")


class Trail:
    """What a portal's hunt has seen of its site so far."""

    def __init__(self, hosts: Hosts, candidates: Candidates, *, allow_private: bool) -> None:
        self._hosts = hosts
        self._candidates = candidates
        self._allow_private = allow_private
        self._known: dict[str, int] = {}
        self._elsewhere: set[str] = set()
        self._shapes: dict[str, int] = {}
        self.weak: list[Errand] = []

    def start(self, url: str) -> Errand:
        """The errand to the portal's own address."""
        self._known[key_of(Ask(url))] = 1000
        return Errand(Ask(url), "home", 100, text="")

    def followed(self, way: Smelled, errand: Errand, where: Where) -> Errand | None:
        """The errand that a link gives, if it is to be done; the reason why not is noted where it may be a report."""
        ask = _canonical(way.ask)
        if ask is None:
            return None
        score, kind = way.scent.score, way.scent.kind
        against = (
            way.scent.against or self._known_before(key_of(ask), way, where) or self._against(ask, score, errand, where)
        )
        if not against and is_other_look(ask.url):
            against = "" if kind == "report" else "copy"
            score = min(score, TWIN - 5)
        if against:
            if kind in ("report", "column") and against not in _UNTOLD:
                self._candidates.refuse(ask.url, way.text, against)
            return None
        found = _errand(replace(way, ask=ask), score, errand, where)
        earlier = self._known.get(key_of(ask))
        self._known[key_of(ask)] = score
        if score >= FOLLOW:
            return found
        if earlier is None and len(self.weak) < _MOST_WEAK:
            self.weak.append(found)
        return None

    def is_new(self, ask: Ask, score: int) -> bool:
        """Whether an address was not taken up yet; from now on it is."""
        key = key_of(ask)
        if self._known.get(key, 0) >= FOLLOW:
            return False
        self._known[key] = score
        return True

    def further(self, ask: Ask, errand: Errand, chain: str) -> Errand | None:
        """The errand to the next page of a list; None where it leads back."""
        told = _canonical(ask)
        if told is None or refusal(told.url, allow_private=self._allow_private):
            return None
        if not self._is_ours(told.url) and netloc(told.url) != netloc(
            errand.url
        ):  # on a city's platform it stays there
            return None
        if not self.is_new(told, _FURTHER_PAGE):
            return None
        told = told if told.referer else replace(told, referer=errand.url)
        kind: Kind = "data" if told.family else "list"
        return replace(
            errand, ask=told, kind=kind, score=_FURTHER_PAGE, chain=chain, parent=errand.url, hops=0, tries=0
        )

    def file(self, url: str, text: str, errand: Errand, score: int, kind: Kind = "file") -> Errand | None:
        """The errand to a file that hangs on a page."""
        ask = _canonical(Ask(url, referer=errand.url))
        if ask is None:
            return None
        key = key_of(Ask(ask.url))
        if key in self._known:
            return None
        if against := refusal(ask.url, allow_private=self._allow_private):
            self._candidates.refuse(ask.url, text, against)
            return None
        if self._hosts.standing(ask.url) != "ours" and not self._hosts.may_ask(ask.url, from_disclosure=True):
            self._candidates.refuse(ask.url, text, "foreign_host")
            return None
        self._known[key] = score
        return Errand(
            ask, kind, score, errand.depth + 1, text or errand.text, errand.around, errand.unit, parent=errand.url
        )

    def _known_before(self, key: str, way: Smelled, where: Where) -> str | None:
        """Whether an address was met already, or is part of the site's own navigation and no folder of a column."""
        score = way.scent.score
        if where != "column" and score < FOLLOW:
            self._elsewhere.add(key)
        elif where == "column" and score in _BY_PLACE and way.scent.kind == "column" and key in self._elsewhere:
            return "known"
        earlier = self._known.get(key)
        return "known" if earlier is not None and earlier >= min(score, FOLLOW) else None

    def _against(self, ask: Ask, score: int, errand: Errand, where: Where) -> str | None:
        if found := refusal(ask.url, allow_private=self._allow_private):
            return found
        if not ask.family and (not is_sane(ask.url) or is_calendar(ask.url)):
            return "trap"
        if errand.depth >= MOST_CLICKS:
            return "too_deep"
        if not self._is_ours(ask.url) and not self._may_be_ours(ask.url, score, where):
            return "foreign_host"
        form = shape(ask.url)
        self._shapes[form] = self._shapes.get(form, 0) + 1
        return "trap" if self._shapes[form] > _MOST_OF_A_SHAPE else None

    def _may_be_ours(self, url: str, score: int, where: Where) -> bool:
        if where == "home" and score < _ELSEWHERE:
            return False  # a home page leads to neighbours, ministries and friends
        return self._hosts.may_ask(url, from_disclosure=_is_disclosure(where))

    def _is_ours(self, url: str) -> bool:
        return self._hosts.standing(url) == "ours"


def _is_disclosure(where: Where) -> bool:
    return where in ("disclosure", "unit", "column", "home")


def _canonical(ask: Ask) -> Ask | None:
    try:
        url = canonical(ask.url)
    except ValueError:  # [::1, a port that is no number
        return None
    return (ask if url == ask.url else replace(ask, url=url)) if netloc(url) else None


def _errand(way: Smelled, score: int, errand: Errand, where: Where) -> Errand:
    ask, kind = way.ask, way.scent.kind
    return Errand(
        ask if ask.referer else replace(ask, referer=errand.url),
        "data" if ask.family else kind,
        score,
        errand.depth + 1,
        way.text,
        way.around,
        unit=ask.url if kind == "unit" else errand.unit,
        parent=errand.url,
        in_column=kind == "column" or (where == "column" and kind != "report"),
    )
