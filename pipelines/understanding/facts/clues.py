"""What surrounds a report - site, codes, telephone, own authorities - to the areas that its body can lie in."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.places.outside import areas_of_phone, province_of_host, provinces_of_postcode
from archive.places.regions import COUNTY, area, named
from pipelines.understanding.facts.places_named import Mention, chains_after, lines_of, own_mentions

_CODE = re.compile(r"\d{6}")  # 371503 of a SiteIDCode 3715030001
# 11370812004339255B: a unified social credit code; digits 3 to 8 are the division of registration
_CREDIT_CODE = re.compile(r"(?<![0-9A-Za-z])[1-9ANY][1-9A-Z](\d{6})[0-9A-HJ-NP-RTUWXY]{10}(?![0-9A-Za-z])")
_SITE_PARTS = re.compile(r"[>|_·»›/、,;\s—–\-]+|::|中国(?=·)")  # 首页 > 茌平区 > 洪官屯镇
_OF_A_SITE = re.compile(r"(?:人民政府|政府|政务|门户|信息公开|党政|网|公众信息|县委|区委|市委)")  # 茌平政府网
_CHINA = re.compile(r"^中国")
# 县委、县政府 with no name: what kind of county it is; not 自治区政府, 开发区委, 市县政府
_OWN_KIND = re.compile(r"(?<![治发园新范理市省、(州各])(?P<kind>[县区旗])(?:委(?![托派任])|(?:人民)?政府)")
_NAMELESS_BEFORE = re.compile(r"(?:^|[^\u3400-\u9fff]|[在由受经按照据向报对从的和与及各级]|[我本全])$")


@dataclass(frozen=True, slots=True)
class Clues:
    """Texts that speak of a body, the document's own in order of trust, and what else is known of where it lies."""

    stated: tuple[str, ...] = ()
    site: tuple[str, ...] = ()
    site_code: str | None = None
    host: str | None = None
    phones: tuple[str, ...] = ()
    postcode: str | None = None
    portal_division: str | None = None
    index_number: str | None = None


@dataclass(frozen=True, slots=True)
class Hint:
    """Areas that one clue leaves, and the clue; `official` where a site or a code says so, not only a telephone."""

    areas: frozenset[str]
    words: str
    official: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all clues together leave; `areas` is null where there are none, empty where they contradict each other."""

    areas: frozenset[str] | None
    hints: tuple[Hint, ...]

    @property
    def official(self) -> frozenset[str]:
        """The areas that sites and codes alone leave."""
        return common(hint.areas for hint in self.hints if hint.official) or frozenset()

    def narrowing(self, place: str) -> str | None:
        """The clue that says most about a place."""
        fitting = [hint for hint in self.hints if place.startswith(tuple(hint.areas))]
        return max(fitting, key=lambda hint: min(map(len, hint.areas))).words if fitting else None


def overlap(one: Iterable[str], other: Iterable[str]) -> frozenset[str]:
    """The areas that lie in both, of two that lie one in the other the smaller.

    >>> sorted(overlap({"3715", "14"}, {"371503", "1411"}))
    ['1411', '371503']
    """
    others = frozenset(other)
    return frozenset(max(a, b, key=len) for a in one for b in others if a.startswith(b) or b.startswith(a))


def common(sets: Iterable[frozenset[str]]) -> frozenset[str] | None:
    """What lies in all of the sets; null if there is none."""
    left: frozenset[str] | None = None
    for areas in sets:
        left = areas if left is None else overlap(left, areas)
    return left


def surroundings(clues: Clues) -> Surroundings:
    hints = tuple(hint for hint in _hints(clues) if hint.areas)
    return Surroundings(common(hint.areas for hint in hints), hints)


def _hints(clues: Clues) -> Iterator[Hint]:
    for code in (clues.site_code, clues.portal_division):
        if code and _CODE.match(code) and (place := area(code[:COUNTY])):
            yield Hint(frozenset((place,)), code, official=True)
    if clues.index_number and (match := _CREDIT_CODE.search(clues.index_number)) and (place := area(match[1])):
        yield Hint(frozenset((place,)), match.group(), official=True)
    yield from _site_hint(clues.site)
    if clues.host:
        yield Hint(province_of_host(clues.host), clues.host, official=False)
    for phone in clues.phones:
        yield Hint(areas_of_phone(phone), phone, official=False)
    if clues.postcode:
        yield Hint(provinces_of_postcode(clues.postcode), clues.postcode, official=False)


def _site_hint(texts: tuple[str, ...]) -> Iterator[Hint]:
    """What a site's name and its breadcrumbs agree on; nothing where they name several places."""
    mentions = [mention for text in texts for part in _SITE_PARTS.split(text) for mention in _site_mentions(part)]
    agreed = common(mention.areas for mention in mentions)
    if agreed:
        deepest = max(mentions, key=lambda mention: min(map(len, mention.areas)))
        yield Hint(agreed, "".join(deepest.words), official=True)


def _site_mentions(part: str) -> Iterator[Mention]:
    for line in lines_of([part]):
        for mention, end in chains_after(_CHINA.sub("", line), short=True)[-1:]:
            rest = _CHINA.sub("", line)[end:]
            full = named(mention.words[-1]) and len(mention.words[-1]) > len("城区")
            if full or len(mention.words) > 1 or _OF_A_SITE.match(rest):
                yield mention
            return
        yield from own_mentions(line)


def own_places(lines: Iterable[str]) -> tuple[Mention, ...]:
    """The places whose authorities and addresses a document speaks of, each once."""
    return tuple(dict.fromkeys(mention for line in lines for mention in own_mentions(line)))


def own_kinds(lines: Iterable[str]) -> frozenset[str]:
    """Whether a document speaks of its 县委, 区政府 ... without a name.

    >>> sorted(own_kinds(["在区委、区政府的领导下", "自治区政府", "县(区)政府"]))
    ['区']
    """
    return frozenset(
        match["kind"]
        for line in lines
        for match in _OWN_KIND.finditer(line)
        if _NAMELESS_BEFORE.search(line[: match.start()])
    )
