"""How much a link smells of annual reports: its words, its path and where it stands, to what it is and how good."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal
from unicodedata import normalize
from urllib.parse import unquote

from crawler.hunting.errand import Kind

Where = Literal["home", "portal", "disclosure", "unit", "column"]

FOLLOW = 45  # what smells less is followed only where nothing better led to a column of reports ...
EXPLORE = 20  # ... and what smells less than this never
TWIN = 60  # another shape of a report that is probably found anyway

_REPORT, _REPORT_BY_PLACE, _CUT_REPORT = 100, 97, 93
_COLUMN, _BARE_COLUMN, _FOLDER, _UNIT_FOLDER = 95, 92, 88, 86
_ACCOUNT = 59
_UNITS, _UNIT, _UNIT_AT_HOME, _TOPIC = 58, 55, 34, 30
_BARE_COLUMN_ANYWHERE, _ANNUAL_ANYWHERE, _BY_PATH, _PANEL_WORDS = 80, 50, 75, 50
_MAIN_ENTRANCE = 62
_BY_DISCLOSURE_PATH = 28
_LONGEST_UNIT = 24
_LONGEST_TEXT = 120
_OPEN = 3  # what 公开 or 透明 in a name adds
_LONGEST_OF_NAVIGATION = 8  # characters; a portal may call its disclosure what it likes
_CUT = re.compile(r"(?:…|\.{2,})$")
_BOTH = re.compile(r"信息公开(?:工作)?(?:[和及与、]|以及)|(?:[和及与、]|以及)(?:政府|政务)?信息公开")
_PICTURES = re.compile("图片版|图解版|扫描|pdf|word|下载|附件", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Scent:
    """`against` says why something that speaks of reports is none."""

    kind: Kind
    score: int
    against: str = ""


NOTHING = Scent("portal", 0)


def scent(text: str, around: str, path: str, where: Where) -> Scent:
    """What a link probably leads to.

    >>> scent("白鹭镇2023年政府信息公开工作年度报告", "", "/a.html", "home").kind
    'report'
    >>> scent("2023年政府网站工作年度报表", "", "/a.html", "column").against
    'look_alike'
    """
    found = _of_words(text[:_LONGEST_TEXT], where)
    if not found.score and not found.against:
        if around and (not text or _words().more.search(_bare(text))):
            found = _of_words(around[:_LONGEST_TEXT], where)
            if found.kind == "report" and not found.against:
                found = Scent("column", _COLUMN)
            elif found.kind not in ("column", "unit") and found.score < _UNITS - 6:
                found = NOTHING
        if not found.score and not found.against:
            found = _of_path(path, where)
    elif found.kind in ("portal", "unit") and found.score < _BY_PATH and smells_path(path):
        found = Scent("column", _BY_PATH)
    return found


def is_annual(text: str) -> bool:
    """Whether words name a column of annual reports, or a report.

    >>> is_annual("政府信息公开年报"), is_annual("青年报")
    (True, False)
    """
    bare = _bare(text)
    words = _words()
    return bool(
        (words.annual.search(bare) and words.subject.search(bare) and not words.look_alikes.search(bare))
        or words.bare_column.search(bare)
    )


def is_report_title(text: str) -> bool:
    """Whether words are those of one report."""
    return _of_words(text[:_LONGEST_TEXT], "portal").kind == "report"


def is_side_door(text: str) -> bool:
    """Whether words name a neighbour of the column of reports, which is of use only until that is found.

    >>> is_side_door("政府信息公开指南"), is_side_door("政务公开")
    (True, False)
    """
    return 0 < _words().panel.get(_bare(text), 0) < _MAIN_ENTRANCE


def is_further(text: str) -> bool:
    """Whether words only turn pages."""
    return bool(_words().further.search(_bare(text)))


def smells_path(path: str) -> bool:
    """Whether a path names a column of annual reports, as /zwgk/zfxxgknb/ does."""
    return bool(_words().path.search(path.lower()))


@lru_cache(maxsize=1 << 14)
def _of_words(text: str, where: Where) -> Scent:
    bare = _bare(text)
    if not bare or _words().further.search(bare):
        return NOTHING
    return _refused(bare, where) or _report(bare, where) or _column(bare, where) or _way(bare, where)


def _refused(bare: str, where: Where) -> Scent | None:
    words = _words()
    annual, year = words.annual.search(bare), words.year.search(bare)
    subject = words.bodies_by_subject.sub("", bare)
    if (annual or (where == "column" and year)) and words.look_alikes.search(subject) and not _speaks_of_both(bare):
        return Scent("report", 0, "look_alike")
    if annual and words.accounts_of_reports.search(bare):
        return Scent("column", _ACCOUNT)  # some link to all the reports of their year
    if (annual or year) and words.subject.search(bare):
        against = words.about_reports.search(bare)
        if against and not _is_title(bare, against):
            return Scent("report", 0, "about_reports")
    return None


def _report(bare: str, where: Where) -> Scent | None:
    words = _words()
    if not words.year.search(bare):
        return None
    about, annual = words.subject.search(bare), words.annual.search(bare)
    if about and annual:
        return Scent("report", TWIN + 15 if _PICTURES.search(bare) else _REPORT)
    if about and (_CUT.search(bare) or "报告" in bare or "总结" in bare):
        return Scent("report", _CUT_REPORT)
    if words.bare_year.search(bare):
        return None
    if annual:
        return Scent("report", _REPORT_BY_PLACE if where == "column" else _ANNUAL_ANYWHERE)
    of_unit = where == "column" and words.unit_names.search(words.year.split(bare)[0].strip("_-( "))
    return Scent("report", _CUT_REPORT) if of_unit or (where == "column" and _CUT.search(bare)) else None


def _column(bare: str, where: Where) -> Scent | None:
    words = _words()
    if words.column.search(bare) or (words.subject.search(bare) and words.annual.search(bare)):
        return Scent("column", 0, "other_body") if words.other_bodies.search(bare) else Scent("column", _COLUMN)
    if words.bare_column.search(bare):
        return Scent("column", _BARE_COLUMN_ANYWHERE if where in ("home", "portal") else _BARE_COLUMN)
    return _folder(bare) if where == "column" else None


def _folder(bare: str) -> Scent | None:
    words = _words()
    if words.bare_year.search(bare) or words.branches.search(bare):
        return Scent("column", _FOLDER)
    if len(bare) <= _LONGEST_UNIT and words.unit_names.search(bare):
        return Scent("column", _UNIT_FOLDER)
    return None


def _way(bare: str, where: Where) -> Scent:
    """What may lead to a column: the disclosure of the whole, its units, its topics."""
    words = _words()
    if bare in words.panel:
        return Scent("portal", words.panel[bare])
    if len(bare) > _LONGEST_UNIT or words.other_bodies.search(bare):
        return NOTHING
    if words.units.search(bare):
        return Scent("portal", _UNITS if where != "home" else _UNITS - 6)
    if words.unit_names.search(bare) and len(bare) > 2:  # noqa: PLR2004  # 公司, 单位 are no names
        return Scent("unit", _UNIT if where in ("disclosure", "unit") else _UNIT_AT_HOME)
    return NOTHING if words.activities.search(bare) else Scent("portal", _weakly(bare, where))


def _weakly(bare: str, where: Where) -> int:
    """How much the name of any other part of a site smells."""
    words = _words()
    if words.panel_words.search(bare):
        return _PANEL_WORDS
    if words.topics.search(bare):
        return _TOPIC
    is_named = len(bare) <= _LONGEST_OF_NAVIGATION and not words.more.search(bare)  # 查看 takes its name from beside it
    is_navigation = is_named and where in ("home", "disclosure")
    return EXPLORE + _OPEN * bool(words.open_words.search(bare)) if is_navigation else 0


def _of_path(path: str, where: Where) -> Scent:
    lower = unquote(path).lower()
    if _words().path.search(lower):
        return Scent("column", _BY_PATH if where != "column" else EXPLORE)
    if where in ("home", "portal") and _words().disclosure_path.search(lower):
        return Scent("portal", _BY_DISCLOSURE_PATH)
    return NOTHING


def _speaks_of_both(bare: str) -> bool:
    """政府信息公开和政府网站工作年度报告 is a report all the same."""
    return bool(_words().annual.search(bare)) and bool(_BOTH.search(bare))


def _is_title(bare: str, against: re.Match[str]) -> bool:
    """Whether the doubtful word is only part of a body's name: 意见征集 is not, 县委编制办 is."""
    return against[0] in ("编制", "信用", "考核", "会议") and bool(
        re.match("办|委|中心|服务", bare[against.end() : against.end() + 2])
    )


@lru_cache(maxsize=1 << 14)
def _bare(text: str) -> str:
    return "".join(normalize("NFKC", text).split()).lower()


@dataclass(frozen=True, slots=True)
class _Words:
    subject: re.Pattern[str]
    annual: re.Pattern[str]
    year: re.Pattern[str]
    bare_year: re.Pattern[str]
    column: re.Pattern[str]
    bare_column: re.Pattern[str]
    panel: Mapping[str, int]
    panel_words: re.Pattern[str]
    units: re.Pattern[str]
    unit_names: re.Pattern[str]
    branches: re.Pattern[str]
    topics: re.Pattern[str]
    more: re.Pattern[str]
    further: re.Pattern[str]
    other_bodies: re.Pattern[str]
    activities: re.Pattern[str]
    open_words: re.Pattern[str]
    accounts_of_reports: re.Pattern[str]
    bodies_by_subject: re.Pattern[str]
    look_alikes: re.Pattern[str]
    about_reports: re.Pattern[str]
    path: re.Pattern[str]
    disclosure_path: re.Pattern[str]


@cache
def _words() -> _Words:
    data: dict[str, Any] = json.loads(files(__package__).joinpath("scent.json").read_text("utf-8"))
    del data["comment"]
    words: dict[str, Any] = {
        name: re.compile(value) if isinstance(value, str) else value for name, value in data.items()
    }
    return _Words(**words)
