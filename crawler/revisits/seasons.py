"""Days to what they mean for annual reports: the season in which they come out, and the years that are closed."""

import re
from datetime import date, datetime

from archive.clock import CHINA

_LAST_DAY = (3, 31)  # departments have to publish by 31 January, governments by 31 March
_YEAR = re.compile(r"(?<![0-9])20[0-4][0-9](?![0-9])")  # 2023年, /2023n/, fbtime=2023
_OF_YEAR = re.compile(r"(?:fbtime|year|nianfen|niandu|nf|nd)$", re.IGNORECASE)  # ?area=3&fbtime=2021
_FIRST_YEAR = 2008


def day_of(time: datetime) -> date:
    """The day in China."""
    return time.astimezone(CHINA).date()


def is_season(day: date) -> bool:
    """Whether reports come out now.

    >>> is_season(date(2024, 2, 29)), is_season(date(2024, 4, 1))
    (True, False)
    """
    return (day.month, day.day) <= _LAST_DAY


def newest_year(day: date) -> int:
    """The year of which reports are due or out by now: the one before."""
    return day.year - 1


def is_closed(words: str, url: str, day: date) -> bool:
    """Whether a list is of years whose reports are out for good, by its name, or else by its folder or a parameter.

    >>> is_closed("2021年", "http://a.cn/nb/", date(2025, 1, 20)), is_closed("2024年", "http://a.cn/nb/", date(2025, 1, 20))
    (True, False)
    """
    years = _years(words) or _years(" ".join(_year_places(url)))
    return bool(years) and max(years) < newest_year(day)


def _year_places(url: str) -> list[str]:
    """The parts of an address that may say which years a page is of; elsewhere a year is that of a template, or a site."""
    path, _, query = url.partition("?")
    folder = path.rstrip("/").rpartition("/")[2] if path.endswith("/") else ""
    return [
        folder,
        *(value for name, _, value in (pair.partition("=") for pair in query.split("&")) if _OF_YEAR.match(name)),
    ]


def tells_year(words: str) -> bool:
    """Whether words name a year, as those of a folder do."""
    return bool(_years(words))


def _years(text: str) -> list[int]:
    return [year for year in map(int, _YEAR.findall(text)) if year >= _FIRST_YEAR]
