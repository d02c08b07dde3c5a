"""Addresses and pages of a portal to which hosts belong to it: those are learned, and each has to prove itself."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlsplit

from tldextract import TLDExtract

from archive.places.divisions import division
from archive.places.regions import MUNICIPALITIES, county_now, rows
from crawler.pages.page import Page
from crawler.portals.register import Portal
from crawler.portals.site import Site, agree, names_a_city, site_of

Standing = Literal["ours", "foreign", "unknown"]
Reason = Literal[
    "home", "moved", "same_code", "same_domain", "same_name", "city_code", "city_name",
    "other_code", "other_name", "no_code", "unasked", "stranger", "unproven", "nothing_said",
]  # fmt: skip
_COUNTY_DIGITS, _CITY_DIGITS, _PROVINCE_DIGITS = 6, 4, 2
_MOST_SILENT_PAGES = 3  # of a host that says neither name nor code
_SHARED = frozenset(("city_code", "city_name"))
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a host belongs to the portal, and what proves it."""

    standing: Standing
    reason: Reason


class Hosts:
    """The hosts of one portal, as far as its pages have told.

    A county's disclosure may lie on other hosts of its domain, on its prefecture's platform, or on a domain that it
    has moved to. Neighbours, ministries and copies of its pages by others are linked from the same pages.
    """

    def __init__(self, portal: Portal) -> None:
        self._name = portal.name
        self._homes = {host_of(portal.url)}
        self._codes: set[str] = set()
        self._counties = {_county(portal.division)} if portal.division else set()
        self._judged: dict[str, Judgement] = {}
        self._reasons: dict[str, Reason] = {}
        self._silent: dict[str, int] = {}

    def standing(self, url: str) -> Standing:
        """What is known of the host of an address; unknown where each page has to be judged for itself.

        That is so on the platform of our city, and where no page has said yet whose it is.
        """
        host = host_of(url)
        if host in self._homes:
            return "ours"
        if not host or _is_stranger(host):
            return "foreign"
        judged = self._judged.get(host)
        return "unknown" if judged is None or judged.reason in _SHARED else judged.standing

    def reason(self, url: str) -> Reason | None:
        """The word for what the last page of a host was judged by; None before one came."""
        return self._reasons.get(host_of(url))

    def has_code(self, site: Site) -> bool | None:
        """Whether a site has our own code; None where one of the two is not known."""
        relation = self._relation(site)
        return None if relation is None else relation == "same_code"

    def may_ask(self, url: str, *, from_disclosure: bool) -> bool:
        """Whether a page may be fetched at all.

        `from_disclosure` says that its link stands on a page of disclosure or in the portal's own navigation: only
        from there do links to other domains lead to what is the portal's.
        """
        standing, host = self.standing(url), host_of(url)
        is_near = host in self._judged or self._is_sibling(host)
        return standing == "ours" or (standing == "unknown" and (from_disclosure or is_near))

    def judge(self, page: Page, *, from_disclosure: bool) -> Standing:
        """Whether a page that came is ours, and with it what is known of its host from now on."""
        return self._noted(page, self._judge(page, from_disclosure=from_disclosure))

    def moved(self, old_url: str, page: Page) -> Standing:
        """Whether the place that a home page sends us to is the portal's new home; if so, it is one from now on."""
        return self._noted(page, self._moved(host_of(old_url), page))

    def _noted(self, page: Page, found: Judgement) -> Standing:
        self._reasons[host_of(page.url)] = found.reason
        return found.standing

    def _judge(self, page: Page, *, from_disclosure: bool) -> Judgement:
        host = host_of(page.url)
        if host in self._homes:
            self._learn(site_of(page))
            return Judgement("ours", "home")
        if not host or _is_stranger(host):
            return _STRANGER
        before = self._judged.get(host)
        if before and before.reason not in _SHARED:
            return before
        if not (before or from_disclosure or self._is_sibling(host)):
            return Judgement("foreign", "unasked")
        site = site_of(page)
        found = self._judgement(host, site, page)
        if before:  # of a city's platform, where pages of every county are, and files and answers that name none
            return before if found.reason == "nothing_said" else found
        if found.standing != "unknown" and (site.name or site.id_code or found.standing == "foreign"):
            self._judged[host] = found
        return found

    def _moved(self, old: str, page: Page) -> Judgement:
        host, site = host_of(page.url), site_of(page)
        if host in self._homes:
            return Judgement("ours", "home")
        if old not in self._homes or not host or _is_stranger(host):
            return _STRANGER
        relation = self._relation(site)
        says = self._agrees(site.name or page.title, relation)
        if relation == "other_code" or says is False:
            return Judgement("foreign", relation) if relation == "other_code" else _OTHER_NAME
        is_near = relation is None and self._is_sibling(host)
        if not (is_near or relation == "same_code" or (says and (relation or _is_official(host)))):
            return Judgement("foreign", "unproven")
        if relation == "city_code":  # a county that has its pages on its city's platform now
            self._judged[host] = Judgement("ours", relation)
        else:
            self._homes.add(host)
            self._learn(site)
        return Judgement("ours", "moved")

    def _learn(self, site: Site) -> None:
        """Takes the code of a home page, unless it is another place's, into whose hands the domain may have come."""
        relation = self._relation(site)
        if site.id_code and (relation is None or (relation == "other_code" and self._agrees(site.name, None))):
            self._codes.add(site.id_code)
            if site.county:
                self._counties.add(_county(site.county))

    def _judgement(self, host: str, site: Site, page: Page) -> Judgement:
        relation = self._relation(site)
        says = self._agrees(site.name, relation)
        if relation == "other_code":
            return Judgement("foreign", relation)
        if not says and self._is_our_city(site.name, relation):
            return Judgement("ours", "city_name")
        if says is False:
            return _OTHER_NAME
        if relation or self._is_sibling(host):
            return Judgement("ours", relation or "same_domain")
        return self._without_code(host, page, says=bool(says))

    def _without_code(self, host: str, page: Page, *, says: bool) -> Judgement:
        """A host of another domain that has its name alone: copies of reports by others have the right name too."""
        if says and _is_official(host):
            return Judgement("ours", "same_name")
        if says:
            return Judgement("foreign", "no_code")
        if page.is_markup:  # files and the answers of interfaces never say whose they are
            self._silent[host] = self._silent.get(host, 0) + 1
        if self._silent.get(host, 0) >= _MOST_SILENT_PAGES:
            return Judgement("foreign", "unproven")
        return Judgement("unknown", "nothing_said")

    def _relation(self, site: Site) -> Literal["same_code", "city_code", "other_code"] | None:
        """What a site's code is to ours; None where one of them is not known."""
        if not site.id_code or not (self._counties or self._codes):
            return None
        county = _county(site.county) if site.county else ""
        if site.id_code in self._codes or county in self._counties:
            return "same_code"
        return "city_code" if any(county in _cities(ours) for ours in self._counties) else "other_code"

    def _agrees(self, name: str | None, relation: str | None) -> bool | None:
        says = agree(name, self._name) if name else None
        return None if says is False and relation == "city_code" and names_a_city(name or "") else says

    def _is_our_city(self, name: str | None, relation: str | None) -> bool:
        """Whether a name is that of the city which our county belongs to."""
        found = [division(county) for county in self._counties]
        if not any(found):  # of a county that no list has nothing speaks against it
            return bool(name) and relation is None and names_a_city(name or "")
        return any(agree(name, one.city) for one in found if name and one and one.city and one.county)

    def _is_sibling(self, host: str) -> bool:
        return any(_domain(host) == _domain(home) for home in self._homes)


_OTHER_NAME = Judgement("foreign", "other_name")
_STRANGER = Judgement("foreign", "stranger")


def host_of(url: str) -> str:
    """The host with its port, in one form; www. is the same site as without.

    >>> host_of("HTTP://WWW.Qingtong.example:80/zwgk/"), host_of("http://127.0.0.1:8001/")
    ('qingtong.example', '127.0.0.1:8001')
    """
    try:
        parts = urlsplit(url)
        name, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    shown = f"[{name}]" if ":" in name else name.removeprefix("www.")
    return f"{shown}:{port}" if port and port != _DEFAULT_PORTS.get(parts.scheme) else shown


def _domain(host: str) -> str:
    """What hosts of one owner have in common: the domain that was registered, or the IP address."""
    name = urlsplit(f"//{host}").hostname or host
    try:
        return str(ip_address(name))
    except ValueError:
        found = _suffixes()(name)
        return found.top_domain_under_public_suffix or found.fqdn or name


@cache
def _suffixes() -> TLDExtract:
    """The list that comes with the library, never fetched; under a province's domain each label is another's site."""
    return TLDExtract(suffix_list_urls=(), cache_dir=None, extra_suffixes=tuple(_provinces()))


@cache
def _provinces() -> frozenset[str]:
    return frozenset(row["host"] for row in rows("hosts.csv"))


@cache
def _strangers() -> frozenset[str]:
    return frozenset(json.loads(files(__package__).joinpath("belonging.json").read_text("utf-8"))["strangers"])


def _is_stranger(host: str) -> bool:
    """Whether a host is one that every portal links to, and none owns."""
    labels = host.partition(":")[0].split(".")
    parents = {".".join(labels[at:]) for at in range(len(labels))}
    return host in _provinces() or host == "gov.cn" or bool(parents & _strangers())


def _is_official(host: str) -> bool:
    return host.partition(":")[0].endswith(".gov.cn")


def _county(code: str) -> str:
    """The six digits of a division as it is now: sites keep a code that was given up."""
    return county_now(code[:_COUNTY_DIGITS].ljust(_COUNTY_DIGITS, "0"))


def _cities(county: str) -> frozenset[str]:
    """The codes of the city above a county; Beijing and the like have that of a province."""
    city = county[:_CITY_DIGITS].ljust(_COUNTY_DIGITS, "0")
    province = county[:_PROVINCE_DIGITS]
    return frozenset((city, province.ljust(_COUNTY_DIGITS, "0")) if province in MUNICIPALITIES else (city,))
