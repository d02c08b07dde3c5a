"""A line of text to the places that it names one inside the other: before a point, after a point, as one's own."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.places.regions import COUNTY, named, short_named
from pipelines.wording import bare

_LONGEST_NAME = 17  # characters: 吉林中国新加坡食品区 and the longest autonomous counties are shorter
_SHORTEST_NAME = 2
_SHORT_TEXT = 80  # characters of a title or signature, whose line breaks only wrap it
# Names that are ordinary words too: they say nothing without the city before them.
_ORDINARY = frozenset(("城区", "郊区", "矿区", "东区", "西区"))
_ANY_ZONE = frozenset(
    ("开发区", "经开区", "高新区", "经济开发区", "经济技术开发区", "高新技术开发区", "高新技术产业开发区")
)
_MARKET = re.compile(r"场(?!镇)")  # 吉林市场监督管理局 has no 吉林市 in it
_HAN = re.compile(r"[\u3400-\u9fff]")
# 聊城经济技术开发区蒋官屯街道: what may stand between a city and its townships; not every zone is listed
_ZONE = r"(?:开发区|高新区|经开区|度假区|新区|园区|示范区|管理区|试验区|实验区|合作区|名胜区)(?:管委会|管理委员会)?"
_ZONE_END = re.compile(rf"{_ZONE}$")
_ZONE_START = re.compile(rf"[^,。]{{0,12}}?{_ZONE}(?=[^,。]{{2,}})(?!街道)")
_LONGEST_ZONE = 12
_OWN = re.compile(r"[县区市州旗盟](?=委(?!托|派|任)|人民政府|政府)")  # 茌平区委、区政府
# 对口帮扶东乡县人民政府, 在临江市政府召开: somebody else's place
_PARTNER = re.compile(r"帮扶|对口|结对|东西部协作|支援|援助|考察|赴|借鉴|外地|兄弟|邻近|周边|移交|划入")
_MEETING = re.compile(r"(?:人民)?政府.{0,6}?(?:召开|举办|举行)")
_CLAUSE_BEGINS = re.compile(r"(?:^|[,。;:!?(])(?:在|由|经|按照|根据)?$")
_CLAUSE = re.compile(r"[^,。;:!?]*")
_ADDRESS = re.compile(r"地址:?|坐落(?:于|在)|位于")  # 地址:聊城市茌平区新政路1号


@dataclass(frozen=True, slots=True)
class Mention:
    """Places named one inside the other: the areas that the innermost can be, and the words, the outermost first."""

    areas: frozenset[str]
    words: tuple[str, ...]

    @property
    def only_counties(self) -> bool:
        return all(len(place) == COUNTY for place in self.areas)


def lines_of(texts: Iterable[str]) -> Iterator[str]:
    """The lines as they are compared, each once; a short text is one line, however it was wrapped."""
    lines = (line for text in texts for line in ([text] if len(text) <= _SHORT_TEXT else text.splitlines()))
    return filter(None, map(bare, dict.fromkeys(lines)))


def chain_before(line: str, end: int) -> Mention | None:
    """The places named right before a point; short forms (山东聊城) only where the line begins with them.

    >>> chain_before("在聊城市茌平区洪官屯镇", 7).words
    ('聊城市', '茌平区')
    """
    for short in (True, False):
        mention, start = _read_back(line, end, short=short)
        if mention and (not short or start == 0 or not _HAN.match(line[start - 1])):
            return mention
    return None


def _read_back(line: str, end: int, *, short: bool) -> tuple[Mention | None, int]:
    mention: Mention | None = None
    while True:
        word, areas = _name_ending(line, end, short=short)
        if not word and mention is None:
            end = _before_zone(line, end, short=short)
            word, areas = _name_ending(line, end, short=short)
        if not word:
            break
        wider = Mention(areas, (word,)) if mention is None else _within(mention, word, areas)
        if wider is None:
            break
        mention = wider
        end -= len(word)
    if mention and len(mention.words) == 1 and mention.words[0] in _ORDINARY | _ANY_ZONE:
        mention = None
    return mention, end


def _name_ending(line: str, end: int, *, short: bool) -> tuple[str, frozenset[str]]:
    for length in range(min(_LONGEST_NAME, end), _SHORTEST_NAME - 1, -1):
        word = line[end - length : end]
        if areas := _meaning(word, short=short):
            return word, areas
    return "", frozenset()


def _meaning(word: str, *, short: bool) -> frozenset[str]:
    return named(word) or (short_named(word) if short else frozenset())


def _before_zone(line: str, end: int, *, short: bool) -> int:
    """Where the name ends that stands before a development zone's; the point itself where there is none."""
    zone = _ZONE_END.search(line, 0, end)
    for at in range(zone.start(), max(zone.start() - _LONGEST_ZONE, 0), -1) if zone else ():
        if _name_ending(line, at, short=short)[0]:
            return at
    return end


def zone_end(line: str, start: int) -> int:
    """Where the name of a development zone ends that stands between a city and its township, else the point itself.

    >>> zone_end("临江市经济开发区柳泉镇", 3), zone_end("临江市柳泉镇", 3)
    (8, 3)
    """
    zone = _ZONE_START.match(line, start)
    return zone.end() if zone else start


def _within(mention: Mention, word: str, parents: frozenset[str]) -> Mention | None:
    """The mention inside a parent; null where the parent does not have it, as after a transfer to another city."""
    words = (word, *mention.words)
    inner = frozenset(place for place in mention.areas if place.startswith(tuple(parents)) and place not in parents)
    if inner:
        return Mention(inner, words)
    unlisted_zone = len(mention.words) == 1 and _ZONE_END.search(mention.words[0])
    return Mention(parents, words) if unlisted_zone else None


def chains_after(
    line: str, start: int = 0, *, short: bool = False, ordinary: bool = False
) -> list[tuple[Mention, int]]:
    """The places named from a point on, with where each name ends; the innermost last.

    `short` lets in names without 县, 市 ..., `ordinary` such as are everyday words too (城区).

    >>> [(mention.words, end) for mention, end in chains_after("聊城市茌平区洪官屯镇")]
    [(('聊城市',), 3), (('聊城市', '茌平区'), 6)]
    """
    found: list[tuple[Mention, int]] = []
    while not found or not found[-1][0].only_counties:
        word, areas = _name_beginning(line, start, short=short)
        if not word or (not found and (word in _ANY_ZONE or (word in _ORDINARY and not ordinary))):
            break
        mention = Mention(areas, (word,))
        if found:
            outer = found[-1][0]
            inner = _within(mention, "", outer.areas)
            # a county that was transferred since; 宣城市公安 is no 公安县 in 宣城市
            if inner is None and (len(areas) != 1 or not mention.only_counties or not named(word)):
                break
            mention = Mention(inner.areas if inner else areas, (*outer.words, word))
        start += len(word)
        found.append((mention, start))
    return found


def _name_beginning(line: str, start: int, *, short: bool) -> tuple[str, frozenset[str]]:
    for length in range(min(_LONGEST_NAME, len(line) - start), _SHORTEST_NAME - 1, -1):
        word = line[start : start + length]
        if word.endswith("市") and _MARKET.match(line, start + length):
            continue
        if areas := _meaning(word, short=short):
            return word, areas
    return "", frozenset()


def own_mentions(line: str) -> Iterator[Mention]:
    """Places whose authorities a line speaks of (茌平区委), and those of an address; not those of partners.

    >>> [mention.words for mention in own_mentions("在茌平区委、区政府领导下,与东乡县政府结对")]
    [('茌平区',)]
    """
    for match in _OWN.finditer(line):
        twice = line[match.start() - 1 : match.start()] == match.group()  # 应县县委
        end = match.start() if twice else match.end()
        mention = chain_before(line, end)
        if mention is None or (not twice and _part_of_a_word(line, end, mention)):
            continue
        if not of_others(line, end):
            yield mention
    for match in _ADDRESS.finditer(line):
        if chain := chains_after(line, match.end()):
            yield chain[-1][0]


def of_others(line: str, at: int) -> bool:
    """Whether a clause speaks of somebody else's place: a partner's, or one where a meeting was held.

    >>> of_others("对口帮扶东乡县凤山乡", 7), of_others("在临江市政府召开", 4), of_others("在临江市政府领导下", 4)
    (True, True, False)
    """
    begins = max(map(line[:at].rfind, ",。;:!?")) + 1
    clause = _CLAUSE.match(line, begins)
    return bool(clause and _PARTNER.search(clause.group())) or bool(_MEETING.match(line, at))


def _part_of_a_word(line: str, end: int, mention: Mention) -> bool:
    """Whether a county's name of two characters can be chance: 响应县委、县政府号召, 《条例》和县政府."""
    name = mention.words[0]
    begins_clause = _CLAUSE_BEGINS.search(line, 0, end - len(name))
    return len(mention.words) == 1 and len(name) == _SHORTEST_NAME and (name.startswith("和") or not begins_clause)
