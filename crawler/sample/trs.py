"""TRS static pages: a shell leads to folders of years, these to folders of kinds, and a script turns the lists."""

from collections.abc import Iterator, Mapping, Sequence

from archive.record import Record, Value
from crawler.sample.county import BODIES, OLD_FORM, Body, report
from crawler.sample.hazards import STRANGERS, calendar, closed_corner, endless, look_alikes, news, notice, printing
from crawler.sample.home import home
from crawler.sample.pdf_file import pdf
from crawler.sample.shelf import Paper
from crawler.sample.site import ANNUAL, Link, Site, items, published

_COLUMN = "/zwgk/zfxxgk/zfxxgknb/"
# the endings of real ones are random too
_FOLDERS = {
    2026: "2026n_7401526/",
    2025: "2025n_6618042/",
    2024: "2024n_5930973/",
    2023: "2023n/",
    2020: "nb_2020n/",
}
_YEARS = (2024, 2023, 2020)
_KINDS = (("县政府", "xzf_11/"), ("县直部门", "bm/"), ("乡镇街道", "xz2/"))
_OLDEST_BODIES = 5
_A_PAGE = 3
_BOX = '<div class="TRS_Editor"><div class="Custom_UnionStyle">{}</div></div>'
_SHELL = "<script>window.location.href='./{}'</script>\n"
_PARTS = ("zfxxgkzn", "zfxxgkzd", "fdzdgknr", "zfxxgknb", "ysqgk")


def trs(site: Site, clone: str) -> None:
    """青禾县: the night decides what is published and what is edited; `clone` is the address of an imitation."""
    site.disclosure = "/zwgk/"
    site.panel = tuple(f"/zwgk/zfxxgk/{part}/" for part in _PARTS)
    site.validators = "etag"
    papers = [one for one in _papers(site) if not one.is_gone]
    listed: dict[str, list[Link]] = {}
    for paper in papers:
        listed.setdefault(_folder_of(paper), []).append(_put(site, paper))
    alike = look_alikes(site, "/zwgk/tzgg/202502/t20250210_83{}.html", 2024)
    notices = [*alike, notice(site, "/zwgk/tzgg/202402/t20240205_8360.html", 2023, BODIES, BODIES[-1:])]
    fresh = news(site, "/xwzx/202503/t20250303_{}.html", "/xwzx/index_{}.html")
    _panel(site, papers, notices, Link("政府信息公开年报（镜像）", f"{clone}/zfxxgknb/"))
    folders = {year: _FOLDERS[year] for year in site.shelf.years(_YEARS)}
    site.put(_COLUMN, _SHELL.format(next(iter(folders.values()))))
    for folder in folders.values():
        _folder(site, folder, folders, listed, alike)
    printing(site)
    home(site, fresh, [Link("政务公开", "/zwgk/"), endless(site, [*notices, *fresh[:10]]), calendar(site)])


def _papers(site: Site) -> Iterator[Paper]:
    """One town has nothing for 2023, and of old only five bodies have theirs."""

    def has(body: Body, year: int) -> bool:
        return (body.slug, year) != ("nqjd", 2023) and (year > min(_YEARS) or body in BODIES[:_OLDEST_BODIES])

    return site.shelf.papers(_YEARS, has=has, write=lambda body, year: written(body, year, site.shelf.number))


def _folder_of(paper: Paper) -> str:
    kind = {"county_government": 0, "department": 1}.get(paper.body.kind, 2)
    return f"{_COLUMN}{_FOLDERS[paper.year]}{_KINDS[kind][1]}"


def _number(paper: Paper) -> int:
    """The same in every night."""
    if paper.year in _YEARS and paper.index < len(BODIES):
        return _YEARS.index(paper.year) * len(BODIES) + paper.index
    return paper.year % 100 * 10 + paper.index


def written(body: Body, year: int, night: int) -> Record:
    """A report as it stands in a night: one has a misprint, one was edited, one is on the form of old."""
    if (body.slug, year) == ("sqz", 2024):
        return report(body, year, _one_more_carried_in)
    if (body.slug, year, night) == ("lqz", 2024, 1):
        return report(body, year, _other_licences)
    return report(body, year, form=OLD_FORM if (body.slug, year) == ("bsx", 2023) else None)


def _one_more_carried_in(values: dict[str, Value]) -> None:
    values["requests__carried_in__total"] = int(values["requests__carried_in__total"] or 0) + 1


def _other_licences(values: dict[str, Value]) -> None:
    values["proactive__admin_licensing__decisions"] = int(values["proactive__admin_licensing__decisions"] or 0) + 7


def _put(site: Site, paper: Paper) -> Link:
    """The page; beside it a copy for telephones, and for one report its twin as a PDF."""
    day, folder, number = published(paper.record), _folder_of(paper), _number(paper)
    name = f"{day:%Y%m}/t{day:%Y%m%d}_83{5000 + number}"
    phone = f"{name}_wap.html"
    beside = f'<p><a href="{folder}{phone}">手机版</a> <a href="?print=1">打印</a></p>'
    if (paper.body.slug, paper.year) == ("jyj", 2024):
        twin = f"{day:%Y%m}/P0{day:%Y%m%d}396{number:09d}.pdf"
        site.put(folder + twin, pdf(paper.record), "application/pdf")
        site.see(paper.record, folder + twin)
        beside += f'<p>附件：<a href="../{twin}" OLDSRC="/protect/{twin}">{paper.record.title}.pdf</a></p>'
    link = site.report(f"{folder}{name}.html", paper.record, _BOX, beside=beside)
    site.report(folder + phone, paper.record, _BOX)
    return Link(link.words, f"./{name}.html", day)


def _folder(
    site: Site,
    folder: str,
    folders: Mapping[int, str],
    listed: Mapping[str, Sequence[Link]],
    alike: Sequence[Link],
) -> None:
    """A year's page, which only leads to its kinds, and the lists of these."""
    years = "".join(f'<li><a href="{_COLUMN}{path}">{year}年</a></li>' for year, path in folders.items())
    kinds = "".join(f'<li><a href="./{path}">{name}</a></li>' for name, path in _KINDS)
    tabs = f'<ul class="year">{years}</ul>'
    site.page(_COLUMN + folder, ANNUAL, f'{site.panel_links()}{tabs}<ul class="kinds">{kinds}</ul>', column=ANNUAL)
    for name, path in _KINDS:
        place = f"{_COLUMN}{folder}{path}"
        links = list(listed.get(place, ()))
        if path == "bm/" and folder == _FOLDERS[2024]:
            links += [alike[0], alike[2]]
        _list(site, place, f"{ANNUAL}（{name}）", links, tabs)


def _list(site: Site, place: str, column: str, links: Sequence[Link], tabs: str) -> None:
    pages = -(-len(links) // _A_PAGE) or 1
    for page in range(pages):
        shown = items(links[page * _A_PAGE : (page + 1) * _A_PAGE])
        pager = f'<script>createPageHTML({pages}, {page}, "index", "html");</script>'
        content = f"{site.panel_links()}{tabs}{shown}{pager}"
        for name in ("", "index.html") if page == 0 else (f"index_{page}.html",):
            site.page(place + name, column, content, column=column)


def _panel(site: Site, papers: Sequence[Paper], notices: Sequence[Link], clone: Link) -> None:
    """The five parts, a department's own column, where a report is seen again from the second night on, and strays."""
    again = [one.record for one in papers if (one.body.slug, one.year) == ("jyj", 2023) and site.shelf.number > 1]
    own = "/bmgk/jyj/zfxxgknb/"
    links = [site.report(f"{own}202402/t20240220_8399.html", record, _BOX) for record in again]
    site.page(own, "县教育局信息公开年报", items(links) if links else "<p>暂无信息</p>", column="信息公开年报")
    copies = [
        site.report(f"/nbzl/{number}.html", one.record, _BOX, in_truth=False) for number, one in enumerate(papers[:2])
    ]
    strays = items([Link("县教育局政府信息公开年报", own), closed_corner(site, copies), clone, *STRANGERS])
    for part, words in zip(_PARTS, ("指南", "制度", "内容", "", "依申请"), strict=True):
        if words:
            site.page(
                f"/zwgk/zfxxgk/{part}/", words, f"{site.panel_links()}<p>本机关依法公开政府信息。</p>", column=words
            )
    site.page("/zwgk/zfxxgk/", "政府信息公开", f"{site.panel_links()}{strays}", column="政府信息公开")
    others = [Link("政策文件", "/zwgk/zcwj/"), Link("财政预决算", "/zwgk/czyjs/")]
    for link in others:
        site.page(link.address, link.words, "<p>暂无信息</p>", column=link.words)
    columns = items([Link("政府信息公开", "/zwgk/zfxxgk/"), *others, *notices])
    site.page("/zwgk/", "政务公开", columns, column="政务公开")


def clone(site: Site) -> None:
    """An imitation of 青禾县 on another host: right words, other figures, the code of somewhere else."""
    site.code = "4401990023"
    links = [
        site.report(f"/zfxxgknb/{number}.html", report(body, 2024, _other_licences), _BOX, in_truth=False)
        for number, body in enumerate(BODIES[:3])
    ]
    site.page("/zfxxgknb/", ANNUAL, items(links), column=ANNUAL)
    site.page("/yl/1.html", "娱乐资讯", "<p>开户即送。</p>")
    home(site, [Link("娱乐资讯", "/yl/1.html")] * 20, [Link(ANNUAL, "/zfxxgknb/")])
