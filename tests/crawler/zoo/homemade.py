"""Portals of no system: ASPX that posts back, PHP, JSP in tabs, a pager by POST, a pager in base64, script shells."""

import base64
from html import escape
from urllib.parse import quote_plus

from tests.crawler.zoo.county import county, newest_first
from tests.crawler.zoo.furnish import Paths, furnish
from tests.crawler.zoo.ground import Ground, Request
from tests.crawler.zoo.portal import Portal, unreachable
from tests.crawler.zoo.site import Site, links, list_row

_SHELL = '<!DOCTYPE html><html><head><meta charset="utf-8"><title></title><link href="/static/css/app.1c2d.css" rel="stylesheet"></head><body><noscript>请启用JavaScript</noscript><div id="app"></div><script src="/static/js/chunk-vendors.8f3a.js"></script><script src="/static/js/app.77ab.js"></script></body></html>'
_TOWNS = ("township_government", "subdistrict_office")


def aspx(ground: Ground, outside: str) -> Portal:
    """The prefecture's platform in GBK: a list a body, whose pages come by posting back the state of the page before."""
    place = county(25, towns=5, departments=5, years=(2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023), plain=True)
    front = Site.at(ground, place, outside)
    site = Site.at(
        ground,
        place,
        outside,
        "gb2312",
        says=False,
        body='<table><tr><td style="line-height:28px">{}</td></tr></table>',
        front=front.host.home,
    )
    depts = {str(120 + unit.number): unit for unit in place.units}
    for dept, unit in depts.items():
        site.put_all(place.of(unit=unit), lambda item, dept=dept: f"/year_details.aspx?dept={dept}&id={item.number}")
    site.put_all(place.others, lambda item: f"/news_details.aspx?id={item.number}")

    def listed(request: Request) -> str:
        dept = request.query.get("dept", "120")
        unit = depts.get(dept, place.units[0])
        items = place.of(unit=unit) + (place.others if unit.number == 0 else [])
        size, pages, page = 5, max(1, -(-len(items) // 5)), 1
        state = request.form.get("__VIEWSTATE", "")
        if (
            request.form.get("__EVENTTARGET") == "AspNetPager1"
            and state.startswith(f"/wEPDw{dept}p")
            and request.form.get("__EVENTVALIDATION") == f"/wEWAg{dept}"
        ):
            argument = request.form.get("__EVENTARGUMENT", "")
            page = min(pages, max(1, int(argument))) if argument.isdigit() else 1
        rows = "".join(
            f'<li><a href="{item.path.lstrip("/")}" target="_blank">{escape(item.title)}</a> [{item.day}]</li>'
            for item in items[(page - 1) * size : page * size]
        )
        steps = "".join(
            f"<a href=\"javascript:__doPostBack('AspNetPager1','{to}')\">{to}</a> "
            if to != page
            else f"<span>{to}</span> "
            for to in range(1, pages + 1)
        )
        form = (
            f'<form method="post" action="year_list.aspx?dept={dept}" id="form1"><input type="hidden" name="__VIEWSTATE" value="/wEPDw{dept}p{page}">'
            f'<input type="hidden" name="__EVENTTARGET" value=""><input type="hidden" name="__EVENTARGUMENT" value=""><input type="hidden" name="__EVENTVALIDATION" value="/wEWAg{dept}">'
            f'<ul>{rows}</ul><div id="AspNetPager1">共{len(items)}条 {steps}</div></form>'
        )
        return site.html(f"{unit.label}政府信息公开年报", form, column="政府信息公开年报")

    site.host.pages["/year_list.aspx"] = listed
    every = links((unit.label, f"year_list.aspx?dept={dept}") for dept, unit in depts.items())
    site.add("/", site.html("政府信息公开平台", f"<h3>政府信息公开年报</h3>{every}", column="政府信息公开"))
    furnish(front, lambda item: f"/news/show.aspx?id={item.number}", Paths(panel=site.host.home + "/"))
    front.nav = []
    return Portal("aspx", "O", "S8", (front, site), "ASP.NET __doPostBack, GBK, prefecture platform on a second host")


def php(ground: Ground, outside: str) -> Portal:
    """Everything by query: class.asp for columns, show.php for articles; bodies by a parameter, chosen from a select."""
    place = county(26, towns=5, departments=5, years=(2020, 2021, 2022, 2023))
    site = Site.at(ground, place, outside, "gbk", says=False, body='<div class="article_content">{}</div>')
    site.put_all(place.flat, lambda item: f"/show.php?id={item.number}")

    def column(request: Request) -> str:
        given = request.query.get("unit", "")
        unit = next((one for one in place.units if str(one.number) == given), None)
        items = place.flat if unit is None else place.of(unit=unit)
        page, size = max(1, int(request.query.get("page") or 1)), 15
        pages = max(1, -(-len(items) // size))
        options = "".join(
            f'<option value="class.asp?class=1150&amp;unit={one.number}">{one.label}</option>' for one in place.units
        )
        rows = "".join(list_row(item, "") for item in items[(page - 1) * size : page * size])
        base = f"class.asp?class=1150{f'&unit={unit.number}' if unit else ''}&page="
        further = f'<a href="{base}{page + 1}">下一页</a> <a href="{base}{pages}">尾页</a>' if page < pages else ""
        return site.html(
            "政府信息公开年报",
            f'<select onchange="location.href=this.value"><option>请选择</option>{options}</select><ul>{rows}</ul><p>共{len(items)}条 第{page}/{pages}页 {further}</p>',
            column="政府信息公开年报",
        )

    site.host.pages["/class.asp"] = column
    paths = Paths(
        "/zwgk.asp", "/xxgk.asp", "/single.asp?id=1", "/single.asp?id=2", "/single.asp?id=3", "/single.asp?id=4"
    )
    furnish(site, lambda item: f"/shownews.php?id={item.number}", paths, annual="/class.asp?class=1150")
    return Portal("php", "O", "S4", (site,), "class.asp?class=&unit=, show.php?id=, GBK")


def jsp(ground: Ground, outside: str) -> Portal:
    """One address in tabs; the list of the tab turns its pages by cur_page."""
    place = county(27, towns=5, departments=5, years=(2020, 2021, 2022, 2023))
    site = Site.at(ground, place, outside, body='<div class="view">{}</div>')
    categories = {
        "15971": ("县政府及部门年报", newest_first(place.of(["county_government", "department"]) + place.others)),
        "15972": ("乡镇街道年报", place.of(_TOWNS)),
    }
    for _, items in categories.values():
        site.put_all(items, lambda item: f"/info/iDetail.jsp?node_id=GKmzs&infoid={item.number}")

    def tabs(request: Request) -> str:
        chosen = request.query.get("gk", "1")
        heads = "".join(
            f'<li class="{"on" if chosen == str(n) else ""}"><a href="/xxgk/index.jsp?gk={n}">{text}</a></li>'
            for n, text in enumerate(("指南", "制度", "法定主动公开内容", "政府信息公开年报", "依申请公开"), 1)
        )
        inside = (
            "".join(
                f'<li><a href="/info/iList.jsp?node_id=GKmzs&cat_id={number}">{name}</a></li>'
                for number, (name, _) in categories.items()
            )
            if chosen == "4"
            else "<li>正文</li>"
        )
        return site.html("政府信息公开", f'<ul class="tabs">{heads}</ul><ul>{inside}</ul>', column="政府信息公开")

    def listed(request: Request) -> str:
        number = request.query.get("cat_id", "")
        name, items = categories.get(number, ("", []))
        page, size = max(1, int(request.query.get("cur_page") or 1)), 10
        pages = max(1, -(-len(items) // size))
        rows = "".join(
            f'<li class="ewb-job"><a href="{item.path}">{escape(item.title)}</a><span>{item.day}</span></li>'
            for item in items[(page - 1) * size : page * size]
        )
        steps = "".join(
            f'<a href="iList.jsp?node_id=GKmzs&cat_id={number}&cur_page={to}">{to}</a> ' for to in range(1, pages + 1)
        )
        return site.html(name, f"<ul>{rows}</ul><div>{steps} 共 {len(items)} 条记录</div>", column=name)

    site.host.pages["/xxgk/index.jsp"] = tabs
    site.host.pages["/info/iList.jsp"] = listed
    furnish(site, lambda item: f"/news/{item.day:%Y}/{item.number}.html", Paths("/zwgk/", "/xxgk/index.jsp"))
    site.nav = []
    site.host.pages["/xxgk/index.jsp"] = tabs
    return Portal("jsp", "O", "S6", (site,), "tabs of one address (?gk=N), iList.jsp?cur_page=N")


def gtapp(ground: Ground, outside: str) -> Portal:
    """A table of rows whose pages come by posting cpage to the same address."""
    place = county(28, towns=4, departments=4, years=(2020, 2021, 2022, 2023))
    site = Site.at(ground, place, outside)
    items = site.put_all(place.flat, lambda item: f"/gtapp/doc/{item.day:%Y%m}/{item.number}.html")

    def listed(request: Request) -> str:
        size = 12
        pages = -(-len(items) // size)
        given = request.form.get("cpage", "1")
        page = min(pages, max(1, int(given))) if given.isdigit() else 1
        rows = "".join(
            f'<tr><td class="nlist"><a href="{item.path}" title="{escape(item.title)}">{escape(item.title[:30])}</a></td><td>{item.day}</td></tr>'
            for item in items[(page - 1) * size : page * size]
        )
        steps = "".join(f"<a href=\"javascript:page('{to}')\">{to}</a> " for to in range(1, pages + 1) if to != page)
        form = f'<form name="pageform" method="post" action=""><input type="hidden" name="cpage" value="{page}"></form><script>function page(n){{document.pageform.cpage.value=n;document.pageform.submit();}}</script>'
        return site.html(
            "政府信息公开年报",
            f"<table>{rows}</table>{form}<p>{steps} 共{pages}页 共{len(items)}条</p>",
            column="政府信息公开年报",
        )

    site.host.pages["/gtapp/nb/index"] = listed
    furnish(site, lambda item: f"/gtapp/doc/xw/{item.number}.html", annual="/gtapp/nb/index")
    site.host.pages["/gtapp/nb/index"] = listed
    return Portal("gtapp", "O", "S1", (site,), "javascript:page('N'), POST cpage")


def encoded(ground: Ground, outside: str) -> Portal:
    """The pager is base64 of percent-encoded HTML."""
    place = county(29, towns=5, departments=5, years=(2020, 2021, 2022, 2023))
    site = Site.at(ground, place, outside)
    items = site.put_all(place.flat, lambda item: f"/zfxxgknb/{item.number}.html")

    def pager(number: int, pages: int, rows: int) -> str:
        told = f"共{rows}条 " + (
            f'<a href="/zfxxgknb/{number + 1}.html">下一页</a><a href="/zfxxgknb/{pages}.html">尾页</a>'
            if number < pages
            else ""
        )
        return f'<div id="pages">{base64.b64encode(quote_plus(told).encode()).decode()}</div><script>var p=document.getElementById("pages");p.innerHTML=decodeURIComponent(window.atob(p.innerHTML).replace(/\\+/g," "));</script>'

    site.simple_list(
        "/zfxxgknb/index.html", items, size=10, page_path=lambda number, _: f"/zfxxgknb/{number}.html", pager=pager
    )
    site.host.pages["/zfxxgknb/"] = site.host.pages["/zfxxgknb/index.html"]
    furnish(site, lambda item: f"/yw/{item.number}.html", annual="/zfxxgknb/")
    return Portal("encoded_pager", "O", "S1", (site,), "base64 pager")


def spa_home(ground: Ground, outside: str) -> Portal:
    """The home page is a shell of scripts: nothing but a browser gets further."""
    site = Site.at(ground, county(30, towns=3, departments=3, years=(2022, 2023), plain=True), outside)
    site.add("/", _SHELL)
    unreachable(site.county.items, "needs a browser")
    return Portal(
        "spa_home",
        "P",
        "S6",
        (site,),
        "552-byte shell",
        outcomes=("incomplete", "blocked", "failed"),
        reasons=("needs_rendering",),
    )


def spa_column(ground: Ground, outside: str) -> Portal:
    """The portal is ordinary, its disclosure a shell of scripts."""
    site = Site.at(ground, county(31, towns=3, departments=3, years=(2022, 2023), plain=True), outside)
    furnish(site, lambda item: f"/xw/{item.number}.html", Paths(panel="/xxgk/"))
    site.add("/xxgk/", _SHELL)
    unreachable(site.county.items, "needs a browser")
    return Portal(
        "spa_column",
        "P",
        "S6",
        (site,),
        "政府信息公开 is a shell",
        outcomes=("incomplete", "blocked"),
        reasons=("needs_rendering",),
    )
