"""A county and a host to a site: its pages in one layout, its articles in every form, the addresses of each report."""

import posixpath
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from html import escape
from urllib.parse import parse_qsl, quote, urlencode

from tests.crawler.zoo import papers
from tests.crawler.zoo.county import County, Item, Unit
from tests.crawler.zoo.ground import Answer, Ground, Handler, Host, Request

Place = Callable[[Item], str]  # an item to the path of its page
_INFO = (
    '<table class="xxgk_table"><tr><td><b>索 引 号：</b></td><td>{organ}/{number}</td><td><b>信息分类：</b></td><td>{column}</td></tr>'
    "<tr><td><b>发布机构：</b></td><td>{unit}</td><td><b>发布日期：</b></td><td>{day}</td></tr>"
    "<tr><td><b>名　　称：</b></td><td colspan=3>{title}</td></tr></table>"
)


@dataclass
class Site:
    """`link` writes every address in the site's pages: the path itself, or relative to the page it stands on."""

    ground: Ground
    county: County
    host: Host
    outside: str  # home of a server that no portal owns
    body: str = '<div class="TRS_Editor">{}</div>'
    layout: str = "TRS"
    info: bool = True
    nav: list[tuple[str, str]] = field(default_factory=list)  # the five-part panel
    site_code: str = ""
    front: str = ""  # home of the portal whose second host this is

    @classmethod
    def at(
        cls, ground: Ground, county: County, outside: str, charset: str = "utf-8", *, says: bool = True, **more: object
    ) -> "Site":
        return cls(ground, county, ground.open(charset, says_charset=says), outside, **more)  # type: ignore[arg-type]

    def url(self, path: str) -> str:
        return self.host.home + path

    def add(self, path: str, page: Handler) -> str:
        """Under the path, or under the path with its query where it has one; a folder serves its index too."""
        bare, _, query = path.partition("?")
        self.host.pages[f"{bare}?{urlencode(sorted(parse_qsl(query, keep_blank_values=True)))}" if query else path] = (
            page
        )
        if path.endswith("/"):
            for name in ("index.html", "index.shtml", "index.htm"):
                self.host.pages.setdefault(path + name, page)
        return path

    # pages

    def html(self, title: str, content: str, *, column: str = "", head: str = "", item: Item | None = None) -> str:
        county, code = self.county, self.site_code or self.county.site_code
        metas = [("SiteName", f"{county.name}人民政府"), ("SiteDomain", "www.example.cn"), ("SiteIDCode", code)]
        if column:
            metas += [("ColumnName", column), ("ColumnType", column)]
        if item:
            source = item.unit.name if item.unit else county.name
            metas += [("ArticleTitle", item.title), ("PubDate", f"{item.day} 09:30"), ("ContentSource", source)]
        told = "".join(f'<meta name="{name}" content="{escape(value)}">\n' for name, value in metas)
        top = "".join(
            f'<li><a href="{self.front}{href}">{text}</a></li>'
            for text, href in (
                ("首页", "/"),
                ("要闻动态", "/xw/"),
                ("政务服务", "/fw/"),
                ("互动交流", "/hd/"),
                ("走进" + county.name, "/zj/"),
            )
        )
        panel = "".join(f'<li><a href="{href}" title="{text}">{text}</a></li>' for text, href in self.nav)
        side = (
            f'<div class="xxgk-left"><ul class="xxgk-nav">{panel}</ul></div>'
            if panel and title != self.home_title
            else ""
        )
        return (
            f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="{self.host.charset}">\n<title>{escape(title)}</title>\n{told}{head}'
            '<link rel="stylesheet" href="/css/common.css"><script src="/js/jquery.min.js"></script></head>\n<body>'
            f'<div class="header"><div class="logo">{county.name}人民政府</div><ul class="nav">{top}</ul></div>\n'
            f'<div class="crumbs">当前位置：<a href="/">首页</a> &gt; {escape(column)}</div>{side}\n'
            f'<div class="main">{content}</div>\n<div class="footer"><a href="{self.front}/zj/map.html">网站地图</a> <a href="{self.front}/wza/">无障碍</a> '
            f'<a href="{self.outside}/beian/">备案号</a> 主办：{county.name}人民政府办公室 网站标识码：{code} <p>Produced By {self.layout}</p></div></body></html>'
        )

    @property
    def home_title(self) -> str:
        return f"{self.county.name}人民政府门户网站"

    # papers

    def put(self, item: Item, path: str, files: str = "", column: str = "政府信息公开年报") -> str:
        """The item's page under this path, its files in the folder `files`; notes where a report may be found."""
        folder = files or posixpath.dirname(path).rstrip("/") + "/"
        if item.form == "wechat":
            item.path = f"{self.outside}/s/{item.number}"
            item.urls.append(item.path)
            return item.path
        if item.form == "direct":
            path = self._file(item, folder, "pdf")
            item.path = item.path or path
            return path
        content = self._content(item, folder)
        self.add(path, self._article(item, content, column))
        item.urls.append(self.url(path))
        item.path = item.path or path
        return path

    def _article(self, item: Item, content: str | Callable[[], str], column: str) -> Handler:
        def answer(_: Request) -> str:
            told = content if isinstance(content, str) else content()
            unit = item.unit
            info = _INFO.format(
                organ=unit.organ if unit else "11990000", number=item.number, column=column,
                unit=unit.name if unit else self.county.name, day=item.day, title=escape(item.title),
            )  # fmt: skip
            page = (
                f'{info if self.info else ""}<h1 class="title">{escape(item.title)}</h1><div class="from">发布时间：{item.day} 09:30　来源：'
                f'{unit.name if unit else self.county.name}　<a href="javascript:window.print()">打印</a></div>{self.body.format(told)}'
            )
            return self.html(f"{item.title}-{self.county.name}人民政府", page, column=column, item=item)

        return answer

    def _content(self, item: Item, folder: str) -> str | Callable[[], str]:
        if item.form == "copy":
            return "".join(f'<p><img src="/images/{item.number}_{page}.jpg" alt=""></p>' for page in range(6))
        if item.form == "paper":
            return papers.paper(item.title) + self._notice(item)
        if item.form == "viewer":
            inside = self._file(item, folder, "pdf")
            target = quote(self.url(inside).partition(":")[2], safe="")
            return f'<iframe src="/pdf/web/viewer.html?file={target}" width="100%" height="900"></iframe>'
        if item.form in ("pdf", "docx", "doc"):
            inside = self._file(item, folder, item.form)
            return f'<p>　　详见附件。</p><p>附件：<a href="{inside}" title="{escape(item.title)}">{escape(item.title)}.{item.form}</a></p>'
        more = ""
        if item.form == "twin":
            inside = self._file(item, folder, "pdf")
            more = f'<p>附件：<a href="{inside}">{escape(item.title)}（PDF版）.pdf</a></p>'
        return lambda: papers.html(item) + more

    def _file(self, item: Item, folder: str, ending: str) -> str:
        path = f"{folder}P0{item.day:%Y%m%d}{item.number:011d}.{ending}"

        def answer(_: Request) -> Answer:
            data, kind = papers.file(item, ending)
            return Answer(data, 200, kind)

        self.add(path, answer)
        item.urls.append(self.url(path))
        return path

    def _notice(self, item: Item) -> str:
        if "公布情况" not in item.title:
            return ""
        names = "、".join(unit.name for unit in self.county.units)
        return f"<p>应公布年度报告的单位{len(self.county.units)}个，名单为：{names}。</p>"

    def put_all(self, items: Iterable[Item], place: Place, column: str = "政府信息公开年报") -> list[Item]:
        placed = list(items)
        for item in placed:
            self.put(item, place(item), column=column)
        return placed

    def inline(self, item: Item, folder: str, at: str) -> str:
        """The report's body for a page that shows it among other things, under the path and query `at`."""
        content = self._content(item, folder)
        item.urls.append(self.url(at))
        return content if isinstance(content, str) else content()

    # lists

    def simple_list(
        self, path: str, items: list[Item], *, column: str = "政府信息公开年报", size: int = 20,
        page_path: Callable[[int, int], str], pager: Callable[[int, int, int], str], row: Callable[[Item, str], str] | None = None,
        wrap: str = '<ul class="gl-list">{}</ul>',
    ) -> str:  # fmt: skip
        """Pages of a list; `page_path(number, pages)` names those after the first, `pager(number, pages, rows)` is their script."""
        pages = max(1, -(-len(items) // size))
        write = row or list_row
        for number in range(1, pages + 1):
            part = items[(number - 1) * size : number * size]
            at = path if number == 1 else page_path(number, pages)
            rows = "".join(write(item, at) for item in part)
            title = f"{column}-{self.county.name}人民政府"
            self.add(at, self.html(title, wrap.format(rows) + pager(number, pages, len(items)), column=column))
        return path


def list_row(item: Item, _: str) -> str:
    title = escape(item.title)
    cut = title if len(title) < 24 else title[:22] + "…"
    return f'<li><a href="{item.path}" target="_blank" title="{title}">{cut}</a><span>{item.day}</span></li>\n'


def dotted_row(item: Item, at: str) -> str:
    """As TRS writes it: the address relative to the column."""
    href = item.path
    if href.startswith("/"):
        href = posixpath.relpath(href, posixpath.dirname(at))
        href = href if href.startswith(".") else "./" + href
    title = escape(item.title)
    return f'<li><a href="{href}" target="_blank" title="{title}">{title[:24]}</a><span>{item.day}</span></li>\n'


def links(pairs: Iterable[tuple[str, str]], css: str = "list") -> str:
    return (
        f'<ul class="{css}">'
        + "".join(f'<li><a href="{href}">{escape(text)}</a></li>\n' for text, href in pairs)
        + "</ul>"
    )


def units_list(units: Iterable[Unit], href: Callable[[Unit], str]) -> str:
    """A directory of bodies in two parts, as 部门 and 乡镇 stand beside each other."""
    known = list(units)
    towns = [(unit.label, href(unit)) for unit in known if unit.kind in ("township_government", "subdistrict_office")]
    offices = [(unit.label, href(unit)) for unit in known if unit.kind == "department"]
    return f"<h3>县政府部门</h3>{links(offices, 'bm')}<h3>乡镇（街道）</h3>{links(towns, 'xz')}"


def calendar(year: int, month: int) -> str:
    """A month that leads to its days and to the months beside it, for ever."""
    before, after = date(year, month, 1).toordinal() - 1, date(year, month, 28).toordinal() + 5
    steps = (("上个月", date.fromordinal(before)), ("下个月", date.fromordinal(after)))
    days = [(f"{day}日", f"/rili/?y={year}&m={month}&d={day}") for day in range(1, 29)]
    return links([(text, f"/rili/?y={day.year}&m={day.month}") for text, day in steps] + days, "calendar")
