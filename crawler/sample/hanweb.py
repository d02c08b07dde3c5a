"""Hanweb's lists: an island of XML in the page holds the first records, a proxy gives the others."""

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from urllib.parse import quote

from crawler.sample.answer import Answer, Request, number
from crawler.sample.county import report
from crawler.sample.hazards import calendar, look_alikes, news, notice, years_of_look_alikes
from crawler.sample.home import home
from crawler.sample.site import ANNUAL, Link, Site, items, published

YEARS = (2024, 2023, 2022)

_PROXY = "/module/web/jpage/dataproxy.jsp"
_COLUMN, _UNIT = 26753, 423656
_A_PAGE, _GROUP = 5, 3
_MOST_A_TIME = 100
_BOX = '<!--<$[信息内容]>begin--><div id="zoom">{}</div><!--<$[信息内容]>end-->'
_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fe"
    "dccc59e70000000049454e44ae426082"
)
_EMPTY = "<datastore><recordset></recordset></datastore>"


def hanweb(site: Site) -> None:
    """梧溪县: one list of all bodies and years; one entry has the year of another report, one is a set of pictures."""
    site.disclosure = "/col/col26701/index.html"
    site.panel = tuple(f"/col/col267{number}/index.html" for number in (51, 52, 54, 53, 55))
    site.validators = "fickle"
    site.noise.counts = site.noise.tells_time = True
    links = [*_reports(site), *look_alikes(site, "/art/2025/2/10/art_26753_9000{}.html", 2024)]
    for year in years_of_look_alikes(site, YEARS):
        links += look_alikes(site, f"/art/{year + 1}/2/10/art_26753_{year}9{{}}.html", year)
    links += [_pictures(site), notice(site, "/art/2024/2/5/art_26753_90010.html", 2023, site.county.bodies, [])]
    links.sort(key=lambda link: (link.day, link.address), reverse=True)
    _column(site, [_record(link) for link in links])
    fresh = news(site, "/art/2025/3/3/art_1001_{}.html", "/col/col1001/index.html?uid=9001&pageNum={}")
    site.page(site.disclosure, "政务公开", f"{site.panel_links()}{items(fresh[:8])}", column="政务公开")
    for path, words in ((site.panel[0], "公开指南"), (site.panel[1], "公开制度"), (site.panel[2], "法定主动公开内容")):
        site.page(path, words, f"{site.panel_links()}<p>本机关依法公开政府信息。</p>", column=words)
    home(site, fresh, [Link("政府信息公开", site.disclosure), calendar(site)])


def _reports(site: Site) -> Sequence[Link]:
    links = []
    for paper in site.shelf.papers(YEARS):
        day = published(paper.record)
        path = f"/art/{day.year}/{day.month}/{day.day}/art_{_COLUMN}_{paper.year}{paper.index}.html"
        link = site.publish(paper, path, _BOX)
        if link and (paper.body.slug, paper.year) == ("mzj", 2023):
            link = replace(link, words=link.words.replace("2023", "2022"))  # a slip of who filled the list
        links += [link] if link else []
    return links


def _pictures(site: Site) -> Link:
    """A report that is published once more as pictures."""
    record = report(site.county.bodies[1], 2024)
    site.put("/picture/0/p1.png", _PICTURE, "image/png")
    pictures = '<p><img src="/picture/0/p1.png" width="800"></p>' * 4
    path = "/art/2025/2/20/art_26753_90020.html"
    return site.article(path, f"{record.title}（图片版）", pictures, published(record), column=ANNUAL)


def _record(link: Link) -> str:
    return f"<record><![CDATA[{link.item()}]]></record>"


def _column(site: Site, records: Sequence[str]) -> None:
    first = "".join(records[: _A_PAGE * _GROUP])
    name = quote(site.name)
    following = f"{_PROXY}?page=1&appid=1&appid=1&webid=39&path=/&columnid={_COLUMN}&unitid={_UNIT}&webname={name}&permissiontype=0"
    content = f"""{site.panel_links()}<div id="{_UNIT}" class="default_pgContainer"></div>
<script type="text/xml"><datastore><nextgroup><![CDATA[<a href="{following}"></a>]]></nextgroup>
<recordset>{first}</recordset></datastore></script>
<script>$('#{_UNIT}').jpage({{themeName:'default',showMode:'full',dataStore:dataStore,totalRecord:{len(records)},groupSize:{_GROUP},perPage:{_A_PAGE},barPosition:'bottom',
 proxyUrl:'{_PROXY}',ajaxParam:{{col:1,appid:1,webid:39,path:'/',columnid:{_COLUMN},sourceContentType:1,unitid:'{_UNIT}',webname:'{escape(site.name)}',permissiontype:0}}}});</script>"""
    site.page(site.panel[3], ANNUAL, content, column=ANNUAL)

    def proxy(request: Request) -> Answer | None:
        if request.path != _PROXY:
            return None
        told = {**request.query, **request.form}
        if told.get("columnid") != str(_COLUMN) or told.get("unitid") != str(_UNIT):
            return Answer(_EMPTY.encode(), "text/xml; charset=utf-8")
        start, end = _asked_for(told)
        found = "".join(records[start:end])
        xml = (
            f"<datastore><totalrecord>{len(records)}</totalrecord><totalpage>{-(-len(records) // _A_PAGE)}</totalpage>"
            f"<recordset>{found}</recordset></datastore>"
        )
        return Answer(xml.encode(), "text/xml; charset=utf-8")

    site.handlers.append(proxy)


def _asked_for(told: dict[str, str]) -> tuple[int, int]:
    """First record and the one after the last; the link to the next group only tells the number of the group."""
    if start := number(told.get("startrecord")):
        end = number(told.get("endrecord")) or start
        return start - 1, min(end, start - 1 + _MOST_A_TIME)
    group = number(told.get("page"), 0) or 0
    return group * _A_PAGE * _GROUP, (group + 1) * _A_PAGE * _GROUP
