"""One sample portal being put together: its pages by address, what answers the rest, and where its reports stand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import escape

from archive.record import Record
from crawler.sample.answer import HTML, Answer, Handler, Request
from crawler.sample.county import County
from crawler.sample.noise import Noise
from crawler.sample.shelf import Paper, Shelf
from crawler.sample.validators import Style, validated
from crawler.sample.written import markup

ANNUAL = "政府信息公开年报"
PANEL = ("政府信息公开指南", "政府信息公开制度", "法定主动公开内容", ANNUAL, "依申请公开")  # the national five parts

_SHOWN = 24  # characters of a title in a list
_GONE = "<p>您访问的页面不存在或已被删除，3秒后返回首页。</p>"
_NAVIGATION = ("首页", "新闻中心", "政务公开", "政务服务", "互动交流", "走进{}")


@dataclass(frozen=True, slots=True)
class Link:
    words: str
    address: str
    day: date | None = None

    def item(self) -> str:
        """A line of a list as most templates print it: the whole title in an attribute, the shown one cut."""
        shown = self.words if len(self.words) <= _SHOWN else f"{self.words[:_SHOWN]}…"
        day = f"<span>{self.day}</span>" if self.day else ""
        title = escape(self.words)
        return f'<li><a href="{escape(self.address)}" target="_blank" title="{title}">{escape(shown)}</a>{day}</li>'


@dataclass(frozen=True, slots=True)
class Sight:
    """A report and the address at which it can be read; `announced` is a page that only links to it."""

    record: Record
    address: str
    announced: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """What the tags of an article's page say of it."""

    title: str
    day: date
    source: str


class Site:
    """`name` and `code` are what its pages say of the portal; `base` is its address without the last slash.

    `portal` is the name of its plan, by which the shelf knows what happens on it.
    """

    def __init__(self, county: County, base: str, night: int = 1, *, portal: str = "") -> None:
        self.county = county
        self.base = base
        self.shelf = Shelf(portal, county, night)
        self.noise = Noise(self.shelf.number, self.shelf.day)
        self.validators: Style | None = None  # of the pages that lie there as files
        self.name = f"{county.name}人民政府"
        self.code = county.site_code
        self.charset = "utf-8"
        self.open_to: Handler = lambda _: None  # answers before all else: firewalls, cookies
        self.pages: dict[str, Answer] = {}
        self.handlers: list[Handler] = []
        self.sights: list[Sight] = []
        self.panel: tuple[str, ...] = ("/",) * len(PANEL)
        self.disclosure = "/"

    def answer(self, request: Request) -> Answer:
        if early := self.open_to(request):
            return early
        for key in (request.target, request.path):
            if page := self.pages.get(key):
                return validated(page, request, self.validators, self.shelf.republished)
        for handler in self.handlers:
            if answer := handler(request):
                return answer
        return self.gone()

    def gone(self) -> Answer:
        return Answer(self.layout("页面不存在", _GONE).encode(self.charset, "replace"), self._html, 404)

    @property
    def _html(self) -> str:
        return HTML.format(self.charset) if self.charset == "utf-8" else "text/html"  # old servers do not tell

    def put(self, path: str, content: str | bytes, content_type: str | None = None) -> None:
        body = content if isinstance(content, bytes) else content.encode(self.charset, "xmlcharrefreplace")
        self.pages[path] = Answer(body, content_type or self._html)

    def page(self, path: str, title: str, content: str, *, column: str = "", article: Article | None = None) -> None:
        self.put(path, self.layout(title, content, column=column, article=article))

    def dynamic(self, answer: Callable[[Request], str | None]) -> None:
        """Pages that are made when they are asked for."""

        def handler(request: Request) -> Answer | None:
            html = answer(request)
            return None if html is None else Answer(html.encode(self.charset, "xmlcharrefreplace"), self._html)

        self.handlers.append(handler)

    def report(
        self,
        path: str,
        record: Record,
        box: str = "{}",
        *,
        column: str = ANNUAL,
        beside: str = "",
        in_truth: bool = True,
    ) -> Link:
        """Puts the page of a report, its text in the platform's `box`; the link to it as lists print it."""
        title, day, source = record.title or "", published(record), issuer_of(record)
        seen = f"浏览次数：{self.noise.views(path)}"
        told = (
            f'<h1 class="title">{escape(title)}</h1><div class="ly">发布时间：{day} 来源：{escape(source)} {seen}</div>'
        )
        content = f"{told}{box.format(markup(record, untitled=True))}{beside}{self.noise.below(path)}"
        self.page(path, title, content, column=column, article=Article(title, day, source))
        if in_truth:
            self.see(record, path)
        return Link(title, path, day)

    def publish(self, paper: Paper, path: str, box: str = "{}", *, beside: str = "") -> Link | None:
        """Puts the page of a report, or what is left of it; the link to it, None where no list has one."""
        if paper.is_gone:
            self.take_down(path, paper.fate)
            return link_to(paper, path) if paper.fate == "dead_link" else None
        if paper.fate == "moved":
            path = f"{path.rpartition('.')[0]}_1.{path.rpartition('.')[2]}"
        link = self.report(path, paper.record, box, beside=beside)
        return None if paper.fate == "unlisted" else link

    def take_down(self, path: str, how: str | None) -> None:
        """Leaves what servers leave where a page was."""
        status = {"410": 410, "soft_404": 200}.get(how or "")
        if status:
            self.page(path, "页面不存在", _GONE)
            self.pages[path] = replace(self.pages[path], status=status)

    def see(self, record: Record, path: str, announced: str | None = None) -> None:
        self.sights.append(Sight(record, self.base + path, announced and self.base + announced))

    def article(self, path: str, title: str, content: str, day: date, *, column: str = "") -> Link:
        """Puts the page of anything else."""
        body = f'<h1 class="title">{escape(title)}</h1><div class="content">{content}</div>'
        self.page(path, title, body, column=column, article=Article(title, day, self.name))
        return Link(title, path, day)

    def panel_links(self) -> str:
        items = (f'<li><a href="{path}">{words}</a></li>' for words, path in zip(PANEL, self.panel, strict=True))
        return f'<ul class="zfxxgk-nav">{"".join(items)}</ul>'

    def layout(self, title: str, content: str, *, column: str = "", article: Article | None = None) -> str:
        tags = [("SiteName", self.name), ("SiteDomain", self.base.partition("//")[2]), ("SiteIDCode", self.code)]
        if column:
            tags += [(name, column) for name in ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")]
        if article:
            tags += [
                ("ArticleTitle", article.title),
                ("PubDate", f"{article.day} 10:00"),
                ("ContentSource", article.source),
            ]
        metas = "\n".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in tags)
        places = ("/", "/#xw", self.disclosure, "/#fw", "/#hd", "/#gk")
        bar = self.noise.above() + "".join(
            f'<li><a href="{place}">{words.format(self.county.name)}</a></li>'
            for words, place in zip(_NAVIGATION, places, strict=True)
        )
        here = f'当前位置：<a href="/">首页</a> &gt; {escape(column)}' if column else ""
        return (
            f'<!DOCTYPE html>\n<html lang="zh-CN"><head>\n<meta charset="{self.charset}">\n'
            f"<title>{escape(title)}_{escape(self.name)}</title>\n{metas}\n</head><body>\n"
            f'<div class="header"><h2>{escape(self.name)}</h2><ul class="nav">{bar}</ul></div>\n'
            f'<div class="position">{here}</div>\n<div class="main">{content}</div>\n'
            f'<div class="footer"><p>主办单位：{self.county.name}人民政府办公室 网站标识码：{self.code}</p></div>\n</body></html>\n'
        )


def link_to(paper: Paper, path: str) -> Link:
    """The link to a report as lists print it."""
    return Link(paper.record.title or "", path, published(paper.record))


def items(links: Sequence[Link], kind: str = "gl-list") -> str:
    return f'<ul class="{kind}">\n' + "\n".join(link.item() for link in links) + "\n</ul>"


def published(record: Record) -> date:
    """The day that a portal shows; the one that the report bears."""
    return record.written_date or date((record.year or 0) + 1, 1, 31)


def issuer_of(record: Record) -> str:
    return (record.issuer.name if record.issuer else None) or ""
