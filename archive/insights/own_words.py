"""A report's narrative to the sentences that its body chose itself; names of places and figures hidden for comparing."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from archive.places.names import key, region_base, township_stem

GRAM = 5  # characters of a piece of text: the pieces that two texts share tell how alike they are
# Four sentences or so. Below this, what reports must say anyway makes too many alike; real ones have a thousand.
LEAST_CHARACTERS = 200

# 二、主动公开政府信息情况, (一)总体情况, 存在的问题; longer or ended with a mark it says something
_HEADING = re.compile(r"(?:\(?[一二三四五六七八九十\d]{1,3}[)、.][^。;!?:]{0,22}|[^。;!?:,、]{0,10})")
_SENTENCE = re.compile(r"[^。;!?]+")  # 公开信息12条
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*%?|[〇零一二三四五六七八九]{4}(?=年)")  # 1,234  12.5%  二〇二四年
_OURSELVES = re.compile(  # 我镇, 全乡, 本局; 镇党委, 乡政府
    r"[我本全该](?:街道办事处|街道办|街道|[镇乡县市区旗盟州省局委])|(?:街道|[镇乡])(?=党|政|直|机关|人民)"
)
_HIDDEN_RUN = re.compile("□+")
_HIDDEN = "□"
_WITHOUT_TABLES = ("free_form", "tables_absent")
_SHORTEST_NAME = 2
_GOVERNMENTS = frozenset(
    ("township_government", "subdistrict_office", "county_government", "city_government", "province_government")
)


@cache
def words() -> Mapping[str, Sequence[str]]:
    data: Mapping[str, Sequence[str]] = json.loads(files(__package__).joinpath("own_words.json").read_text("utf-8"))
    return data


@dataclass(frozen=True, slots=True)
class Body:
    """Who wrote it: `body` is the report's key without year and scope, `code` the digits of its division."""

    body: str
    scope: str
    year: int
    code: str
    issuer: str
    kind: str
    areas: tuple[str, ...]  # province, city, county
    county: str | None
    township: str | None

    def names(self) -> tuple[str, ...]:
        """All that the body and its places are called, the longest first.

        >>> Body("990101101/township_government", "own", 2024, "990101101", "青禾县柳泉镇人民政府",
        ...      "township_government", ("青禾省", "南浦市", "青禾县"), "青禾县", "柳泉镇").names()
        ('南浦市', '柳泉镇', '青禾县', '青禾省', '南浦', '柳泉', '青禾')
        """
        found = {*map(key, self.areas), *(region_base(key(area)) or "" for area in self.areas)}
        if self.township:
            found |= {key(self.township), township_stem(key(self.township))}
        if self.kind not in _GOVERNMENTS:
            own = key(self.issuer)
            for area in self.areas:
                own = own.removeprefix(key(area))
            found.add(own)
        return tuple(sorted((name for name in found if len(name) >= _SHORTEST_NAME), key=lambda one: (-len(one), one)))


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What one report says in its body's words: `whole` with everything, for telling whether two are the same."""

    report_id: int
    by: Body
    names: tuple[str, ...]
    whole: str
    sentences: tuple[str, ...]

    def hidden(self, names: Iterable[str]) -> str:
        """The sentences with these names and all figures hidden; the longest name comes first."""
        return hide("。".join(self.sentences), names)


def own_words(report_id: int, by: Body, narrative: str, *, form: str | None, is_all: bool) -> OwnWords:
    """`is_all`: no sections were told apart, so that the tables may stand in it; then only a text without any counts."""
    lines = [key(line) for line in narrative.splitlines() if "\t" not in line]
    return OwnWords(
        report_id,
        by,
        by.names(),
        "".join(lines),
        tuple(_sentences(lines)) if not is_all or form in _WITHOUT_TABLES else (),
    )


def hide(text: str, names: Iterable[str]) -> str:
    """Names of places and figures, each as one mark.

    >>> hide("2024年,柳泉镇公开信息12条", ["柳泉镇"]), hide("2023年,我镇公开信息3条", [])
    ('0年,□公开信息0条', '0年,□公开信息0条')
    """
    for name in names:
        text = text.replace(name, _HIDDEN)
    return _HIDDEN_RUN.sub(_HIDDEN, _OURSELVES.sub(_HIDDEN, _FIGURE.sub("0", text)))


def pieces(hidden: str) -> set[str]:
    """All runs of five characters.

    >>> sorted(pieces("公开信息目录"))
    ['公开信息目', '开信息目录']
    """
    return {hidden[at : at + GRAM] for at in range(len(hidden) - GRAM + 1)}


def _sentences(lines: Iterable[str]) -> Iterable[str]:
    """Lines are put together, as a PDF breaks them anywhere; headings and what the rules make everyone say go."""
    said = "".join(line for line in lines if not _HEADING.fullmatch(line))
    for sentence in _SENTENCE.findall(said):
        if not any(word in sentence for word in words()["in_every_report"]):
            yield sentence
