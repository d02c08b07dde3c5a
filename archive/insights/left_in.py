"""Two reports that are alike to the name of the one's place that was left in the words of the other."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from archive.identity import significant_digits
from archive.insights.own_words import Body, OwnWords, hide, words
from archive.places.names import key
from archive.places.regions import COUNTY
from archive.places.townships import townships_of

SaysAThird = Callable[[str, str, Body, Body], bool]  # name, sentence and the two bodies; see third_bodies.py

_SHORTEST = 3  # 麦岭镇; names of two characters are parts of too many words
# What may stand before a name that begins a part of a sentence: 2024年, 今年以来, 一是
_LEAD = re.compile(r"(?:(?:\d{4}年|[今本去]年)度?(?:以?来)?|近年来|一年来|全年|同时|[一二三四五六]是)?")
_PART = re.compile(r"[,:]")
_YEAR = re.compile(r"\d{4}年")  # 麦岭镇2024年公开信息12条


@dataclass(frozen=True, slots=True)
class LeftIn:
    """`name` belongs to the other report's place; it stands in `sentence`, which is one of report `holder_id`."""

    name: str
    holder_id: int
    sentence: str


def left_in(one: OwnWords, other: OwnWords, says_a_third: SaysAThird) -> LeftIn | None:
    """The name that one of two reports has of the other's place, and should not have.

    Who is told of it is accused, so all of this must hold:

    - The place is a township, or a county where the two lie in different ones; it is neither the report's own, nor one
      around or inside it, and no place of that name is.
    - The sentence with the name stands word for word in the other report too, figures aside, names no place of this
      report's own, and is no address.
    - The report speaks of itself by it: the name begins a part of the sentence (麦岭镇…, 麦川县麦岭镇…, 2024年麦岭镇…),
      and behind it and its organs (人民政府, 党委) stands what a report says of its own body (高度重视, 认真, 全年, 主动公开,
      便民服务, 各村: the list `said_of_oneself`).
    - Nowhere in the sentence is the name a place or a partner (在, 到, 与, 学习 before it), and nothing in it is said of a
      county or of a model for others (全县, 现场会, 经验, 试点, 评为: the list `said_of_others`).
    - No third body's report says the same.

    Where each would have the other's name, nothing is told.
    """
    told = [found for found in (_held(one, other, says_a_third), _held(other, one, says_a_third)) if found]
    return told[0] if len(told) == 1 else None


def _held(holder: OwnWords, owner: OwnWords, says_a_third: SaysAThird) -> LeftIn | None:
    names = _foreign(holder.by, owner.by)
    if not names:
        return None
    theirs = {hide(sentence, ()) for sentence in owner.sentences}
    own = [name for name in holder.names if name not in owner.names]
    for sentence in holder.sentences:
        for name in names:
            if (
                name in sentence
                and hide(sentence, ()) in theirs
                and _is_meant(sentence, name, owner.names, own)
                and not says_a_third(name, sentence, holder.by, owner.by)
            ):
                return LeftIn(name, holder.report_id, sentence)
    return None


def _foreign(holder: Body, owner: Body) -> list[str]:
    """Names of the owner's place that have no business with the holder."""
    here, there = significant_digits(holder.code), significant_digits(owner.code)
    if not here or not there or _is_within(there, holder, here) or _is_within(here, owner, there):
        return []
    found = [owner.township] if owner.township else []
    is_elsewhere = here[:COUNTY] != there[:COUNTY]
    if is_elsewhere and owner.county:
        found.append(owner.county)
    own = "".join(map(key, (*holder.areas, holder.township or "", holder.issuer)))
    near = {unit.key for unit in townships_of(here[:COUNTY])} if is_elsewhere else set()
    plain = [key(name) for name in found]
    return [name for name in plain if len(name) >= _SHORTEST and name not in own and name not in near]


def _is_within(digits: str, body: Body, own: str) -> bool:
    """Whether a place lies in the area of a body; a township has none inside."""
    return not body.township and digits.startswith(own)


def _is_meant(sentence: str, name: str, around: Sequence[str], own: Sequence[str]) -> bool:
    """Whether a sentence speaks of the place as of its own.

    `around` are names that may stand before this one, as those of its county; `own` those that only the holder has.
    """
    if any(word in sentence for word in (*words()["an_address"], *words()["said_of_others"], *own)):
        return False
    before, *behind = sentence.split(name)
    ends = [before, *behind[:-1]]
    if any(end.endswith(tuple(words()["before_a_name_of_others"])) for end in ends):
        return False
    return any(_is_subject(*sides, around) for sides in zip(ends, behind, strict=True))


def _is_subject(before: str, behind: str, around: Sequence[str]) -> bool:
    """Whether a name between these begins a part of a sentence, and what follows is said of oneself.

    >>> _is_subject("2024年,麦川县", "人民政府高度重视政务公开", ["麦川县"]), _is_subject("", "召开大会", [])
    (True, False)
    """
    lead = _PART.split(before)[-1]
    for area in around:
        lead = lead.removesuffix(area)
    said = behind
    while organ := next((organ for organ in words()["organs"] if said.startswith(organ)), ""):
        said = said[len(organ) :]
    is_of_oneself = said.startswith(tuple(words()["said_of_oneself"])) or _YEAR.match(said)
    return bool(_LEAD.fullmatch(lead) and is_of_oneself)
