"""VSB: pages numbered downwards, a cookie before anything, and reports as files: attached, linked, or in a viewer."""

from collections.abc import Callable
from urllib.parse import quote

from archive.record import Record
from crawler.sample.answer import Answer, Request
from crawler.sample.hazards import look_alikes, news, years_of_look_alikes
from crawler.sample.home import home
from crawler.sample.pdf_file import pdf
from crawler.sample.site import ANNUAL, Article, Link, Site, issuer_of, items, link_to, published
from crawler.sample.written import doc, docx

YEARS = (2024, 2023)

_LIST = "/zfxxgk/zfxxgknb"
_A_PAGE = 4
_BOX = '<div id="vsb_content"><div class="v_news_content">{}</div></div>'
_DOWNLOAD = "/system/_content/download.jsp"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_COOKIE = "CT6T=4f1c2a90"

_Publish = Callable[[Site, str, Record], None]


def vsb(site: Site) -> None:
    """麦川县: from the second night on one report is gone."""
    site.validators = "date"
    site.disclosure = "/zwgk.htm"
    site.panel = (
        "/zfxxgk/zfxxgkzn.htm",
        "/zfxxgk/zfxxgkzd.htm",
        "/zfxxgk/fdzdgknr.htm",
        f"{_LIST}.htm",
        "/zfxxgk/ysqgk.htm",
    )
    site.open_to = _bounce
    papers = [
        (one, f"/info/1025/{one.year}{one.index}.htm")
        for one in site.shelf.papers(YEARS)
        if not one.is_gone or one.fate == "dead_link"
    ]
    links = [link_to(paper, path) for paper, path in papers]
    site.noise.put_side_by_side([(link.address, link.words) for link in links])
    for paper, path in papers:
        if not paper.is_gone:
            _WAYS[(max(YEARS) - paper.year) % len(_WAYS)][paper.index](site, path, paper.record)
    links += look_alikes(site, "/info/1025/900{}.htm", 2024)[:2]
    for year in years_of_look_alikes(site, YEARS):
        links += look_alikes(site, f"/info/1025/{year}9{{}}.htm", year)[:2]
    _list(site, links)
    _download(site)
    for path in (*site.panel[:3], site.panel[4]):
        site.page(path, "政府信息公开", f"{site.panel_links()}<p>本机关依法公开政府信息。</p>", column="政府信息公开")
    fresh = news(site, "/info/1001/{}.htm", "/xwzx.jsp?urltype=tree.TreeTempUrl&wbtreeid=1001&PAGENUM={}")
    site.page(site.disclosure, "政务公开", f"{site.panel_links()}{items(fresh[:10])}", column="政务公开")
    home(site, fresh, [Link("政务公开", site.disclosure)])


def _bounce(request: Request) -> Answer | None:
    """Whoever comes without the cookie is sent to where he is, with it."""
    if _COOKIE in request.headers.get("cookie", "") or request.path == "/robots.txt":
        return None
    cookies = (("Set-Cookie", f"{_COOKIE}; path=/"), ("Set-Cookie", "CT6TS=11; path=/"))
    return Answer(b"", status=302, headers=(("Location", request.target), *cookies))


def _list(site: Site, links: list[Link]) -> None:
    """The first page is the column; the second has the highest number, the last the number 1."""
    pages = -(-len(links) // _A_PAGE)
    for page in range(1, pages + 1):
        below = "" if page > 1 else "zfxxgknb/"  # addresses are relative to the page that they are on
        following = f'<a href="{below}{pages - page}.htm">下页</a>' if page < pages else "下页"
        pager = (
            f'<div class="pb_sys_common pb_sys_normal pb_sys_style1"><span class="p_t">共{len(links)}条</span> '
            f'<span class="p_pages"><span class="p_no_d">{page}</span><span class="p_next p_fun">{following}</span></span>'
            f' <span class="p_t">{page}/{pages}</span></div>'
        )
        shown = [Link(one.words, f"{'' if page == 1 else '../'}..{one.address}", one.day) for one in links]
        content = f"{site.panel_links()}{items(shown[(page - 1) * _A_PAGE : page * _A_PAGE])}{pager}"
        path = f"{_LIST}.htm" if page == 1 else f"{_LIST}/{pages - page + 1}.htm"
        site.page(path, ANNUAL, content, column=ANNUAL)


def _as_page(site: Site, path: str, record: Record) -> None:
    site.report(path, record, _BOX)


def _as_page_and_pdf(site: Site, path: str, record: Record) -> None:
    file = _local(path, "pdf")
    site.put(file, pdf(record), "application/pdf")
    site.see(record, file)
    site.report(path, record, _BOX, beside=f'<p>附件：<a href="{file}">{record.title}.pdf</a></p>')


def _in_viewer(site: Site, path: str, record: Record) -> None:
    file = _local(path, "pdf")
    viewer = f"/pdf/web/viewer.html?file={quote(file, safe='')}"
    site.put("/pdf/web/viewer.html", '<html><div id="viewer"></div></html>')
    _announce(site, path, record, f'<iframe src="{viewer}" width="100%"></iframe>')
    site.put(file, pdf(record), "application/pdf")
    site.see(record, file, path)


def _by_script(site: Site, path: str, record: Record) -> None:
    file = _local(path, "pdf")
    _announce(site, path, record, f'<script>showVsbpdfIframe("{file}","100%","600","0")</script>')
    site.put(file, pdf(record), "application/octet-stream")
    site.see(record, file, path)


def _as_download(site: Site, path: str, record: Record) -> None:
    file = f"{_DOWNLOAD}?urltype=news.DownloadAttachUrl&owner=1632666717&wbfileid={path[-9:-4]}"
    link = f'<li>附件【<a href="{file.replace("&", "&amp;")}" target="_blank">{record.title}.docx</a>】已下载</li>'
    _announce(site, path, record, f"<p>详见附件</p><ul>{link}</ul>")
    site.put(file, docx(record), _DOCX)
    site.see(record, file, path)


def _as_doc(site: Site, path: str, record: Record) -> None:
    file = _local(path, "doc")
    _announce(site, path, record, f'<p>详见附件：<a href="{file}">{record.title}.doc</a></p>')
    site.put(file, doc(record), "application/msword")
    site.see(record, file, path)


_WAYS: tuple[tuple[_Publish, ...], ...] = (
    (_as_page, _as_download, _by_script, _as_page_and_pdf),
    (_in_viewer, _as_doc, _as_page, _as_page),
)


def _local(path: str, ending: str) -> str:
    return f"/__local/A/BC/{path[-9:-4]}/nb.{ending}"


def _announce(site: Site, path: str, record: Record, text: str) -> None:
    title = record.title or ""
    article = Article(title, published(record), issuer_of(record))
    site.page(path, title, f"<h1>{title}</h1>{_BOX.format(text)}", column=ANNUAL, article=article)


def _download(site: Site) -> None:
    """Attachments are given to those only who come from the article."""
    files = {target: answer for target, answer in site.pages.items() if target.startswith(_DOWNLOAD)}
    for target in files:
        del site.pages[target]

    def handler(request: Request) -> Answer | None:
        if request.path != _DOWNLOAD:
            return None
        known = files.get(request.target)
        if known is None or not request.headers.get("referer", "").startswith(site.base):
            return Answer(site.layout("提示", "<p>非法访问，请从正文页面下载附件。</p>").encode())
        return known

    site.handlers.append(handler)
