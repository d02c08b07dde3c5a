"""A small portal that is well: a home page, a column of annual reports, four reports; the ground that troubles are put on."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tests.crawler.hazards.servers import Server, answer
from tests.golden.make.html_article import article
from tests.golden.make.printed import blocks
from tests.golden.make.report import Body
from tests.golden.make.story import report

HOME, COLUMN = "/", "/zfxxgk/nb/"
YEARS = (2022, 2023)
EACH = 2 * len(YEARS)  # reports of a portal

_FIRST = "青白南东柳石清云松梅竹兰荷枫杏桃"
_LAST = "桐鹭桥河泉塘溪岭"


@dataclass(frozen=True, slots=True)
class County:
    """A made-up county and its number."""

    number: int

    @property
    def name(self) -> str:
        return f"{_FIRST[self.number % 16]}{_LAST[self.number // 16 % 8]}县"

    @property
    def bodies(self) -> tuple[Body, Body]:
        return (
            Body(f"{self.name}人民政府", "county_government", self.name),
            Body(f"{self.name}白鹭镇人民政府", "township_government", f"{self.name}白鹭镇"),
        )


def title(body: Body, year: int) -> str:
    return f"{body.short}{year}年政府信息公开工作年度报告"


def put_well(server: Server, county: County) -> None:
    """All pages of a portal that is well."""
    server.pages[HOME] = answer(home_page(county))
    entries = []
    for place, body in enumerate(county.bodies):
        for year in YEARS:
            path = report_path(place, year)
            server.pages[path] = answer(_report_page(county, place, year))
            entries.append((path, title(body, year)))
    server.pages[COLUMN] = answer(list_page(county, entries))


def report_path(place: int, year: int) -> str:
    return f"{COLUMN}{year + 1}01/t{year + 1}0116_{place}.html"


def home_page(county: County, more: Sequence[tuple[str, str]] = ()) -> str:
    links = [("/", "首页"), ("/xw/", "新闻中心"), (COLUMN, "政府信息公开年报"), *more]
    return page(county, f"{county.name}人民政府", _listed(links))


def list_page(county: County, entries: Sequence[tuple[str, str]], after: str = "") -> str:
    tags = "<meta name='ColumnName' content='政府信息公开年报'>"
    return page(county, "政府信息公开年报", f"{_listed(entries)}{after}", tags)


def page(county: County, name: str, inside: str, tags: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><title>{name}</title><meta name='SiteName' content='{county.name}人民政府'>{tags}"
        f"</head><body><div class='top'>{county.name}人民政府门户网站</div>{inside}<p>主办：{county.name}人民政府</p>"
        "</body></html>"
    )


def _listed(entries: Sequence[tuple[str, str]]) -> str:
    rows = "".join(f"<li><a href='{path}'>{words}</a><span>2024-01-16</span></li>" for path, words in entries)
    return f"<ul>{rows}</ul>"


@cache
def _report_page(county: County, place: int, year: int) -> str:
    body = county.bodies[place]
    told = article(blocks(report(body, year, county.number * 31 + place * 7 + year)))
    tags = f"<meta name='ArticleTitle' content='{title(body, year)}'><meta name='PubDate' content='{year + 1}-01-16'>"
    return page(county, title(body, year), f"<h1>{title(body, year)}</h1><div class='TRS_Editor'>{told}</div>", tags)
