"""A piece of a list in a notice to the names of bodies in it, as they are printed there."""

import json
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from pipelines.understanding.facts.bodies import name_of_body
from pipelines.wording import bare

_LONGEST_NAME, _SHORTEST_NAME = 30, 3
_LONGEST_PIECE = 80  # two names, and a remark
# 1. 一、 （二） ①: what numbers an item of a list
_NUMBER = re.compile(
    r"^\s*(?:[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）]?[、.．:：)）\s]|[(（](?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）]|[①-⑳●◆■·*-])\s*"
)
_REMARK = re.compile(r"[(（\[][^()（）\[\]]{0,40}[)）\]]$")  # （2月3日公布）, （共3个）
_SAID_OF_NAME = re.compile(r"\d|公布|发布|公开|逾期|共")
_BEFORE_NAMES = re.compile(
    r"^(?:其中|分别|具体|名单|如下|即|包括|以及|还有|只有|仅|但|另有|尚有|现有|有|为|是|和|及|与|由|截至目前)+[:：]?"
)
_BEHIND_NAMES = re.compile(
    r"(?:等[\d一二两三四五六七八九十]{0,3}[个家]?(?:单位|部门|镇|乡|街道|机关)?|[\d一二两三四五六七八九十]{1,3}[个家](?:单位|部门)?|均|都|也|仍|至今|目前|因故|的)+\Z"
)
_AND = re.compile(r"以及|和|及|与|暨")
_PARTS = re.compile(r"[、，,]|\s{2,}|\u3000+")


def unnumbered(text: str) -> str:
    """An item of a list without its number."""
    return _NUMBER.sub("", text)


def names_at_start(text: str) -> list[str]:
    """The names that a text begins with."""
    found: list[str] = []
    for part in _PARTS.split(_BEFORE_NAMES.sub("", text.strip())):
        names = names_in(part)
        if not names:
            break
        found += names
    return found


def names_at_end(text: str) -> list[str]:
    """The names that a text ends with."""
    found: list[str] = []
    for part in reversed(_PARTS.split(_BEHIND_NAMES.sub("", text.strip()))):
        names = names_in(_BEFORE_NAMES.sub("", part.strip()))
        if not names:
            break
        found = names + found
    return found


def only_names(text: str) -> list[str]:
    """The names that a text is a list of, if it is one: most of its pieces are names."""
    parts = [part for part in _PARTS.split(_BEFORE_NAMES.sub("", text.strip())) if part.strip()]
    found = [names_in(part) for part in parts]
    return [name for names in found for name in names] if sum(map(bool, found)) * 2 > len(found) else []


def names_in(part: str) -> list[str]:
    """The names in one piece of a list: one, or two that 和 joins, without a remark behind."""
    part = _NUMBER.sub("", part).strip().rstrip("：:。.．")
    if len(part) > _LONGEST_PIECE:
        return []
    if (remark := _REMARK.search(part)) and _SAID_OF_NAME.search(remark.group()):
        part = part[: remark.start()].strip()
    part = _BEHIND_NAMES.sub("", part) if not is_body(part) else part
    by_blank = part.split()
    if len(by_blank) > 1 and all(map(is_body, by_blank)):
        return by_blank
    for link in _AND.finditer(part):
        both = [part[: link.start()].strip(), part[link.end() :].strip()]
        if all(map(is_body, both)):
            return both
    return ["".join(by_blank)] if is_body(part) else []


@lru_cache(maxsize=4096)
def is_body(name: str) -> bool:
    """Whether a short text is the name of a body, as notices print it.

    >>> is_body("县教育局"), is_body("白鹭镇"), is_body("各镇人民政府"), is_body("公布时间")
    (True, True, False, False)
    """
    flat = bare(name)
    if not _SHORTEST_NAME - 1 <= len(flat) <= _LONGEST_NAME or has("no_bodies", flat):
        return False
    return name_of_body(flat) is not None or (len(flat) >= _SHORTEST_NAME and has("bodies", flat))


def has(name: str, text: str) -> bool:
    """Whether a text has what the pattern of this name in notices.json looks for."""
    return bool(_pattern(name).search(text))


@cache
def words() -> Any:
    """The patterns by which notices are read."""
    return json.loads(files(__package__).joinpath("notices.json").read_text("utf-8"))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(words()[name])
