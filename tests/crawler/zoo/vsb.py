"""Portals of VSB and Epoint: page numbers that run down, GBK, attachments behind a picture; lists by POST."""

import json
from html import escape

from tests.crawler.zoo.county import Item, county, newest_first
from tests.crawler.zoo.furnish import Paths, furnish
from tests.crawler.zoo.ground import Answer, Ground, Request
from tests.crawler.zoo.portal import Portal, unreachable
from tests.crawler.zoo.site import Site, links

_CAPTCHA = "<html><head><title>附件下载</title></head><body><form>请输入验证码 <input name='codeValue'><img src='/images/code.jpg'></form></body></html>"
_TOWNS = ("township_government", "subdistrict_office")


def vsb(ground: Ground, outside: str) -> Portal:
    """Pages count down, in GBK; two towns' attachments ask for a code that only people can read."""
    place = county(16, towns=6, departments=6, years=(2019, 2020, 2021, 2022, 2023))
    site = Site.at(
        ground,
        place,
        outside,
        "gbk",
        says=False,
        body='<div id="vsb_content"><div class="v_news_content">{}</div></div>',
        layout="VSB",
    )
    guarded = [item for item in place.items if item.form in ("pdf", "docx")]
    for item in guarded:
        item.form = "paper"
    own = newest_first(place.of(["county_government", "department"]) + place.others)
    lists = {
        "zfxxgk/zfxxgknb": ("政府信息公开年报", own, 1025),
        "zfxxgk/xzjdnb": ("乡镇街道年报", place.of(_TOWNS), 1026),
    }
    for stem, (name, items, tree) in lists.items():
        site.put_all(items, lambda item, tree=tree: f"/info/{tree}/{item.number}.htm")
        _descending(site, stem, name, items)
    for item in guarded:
        item.form = "docx"
        at = f"/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1632666717&wbfileid={item.number}"
        site.add(
            item.path,
            site.html(
                item.title,
                f'<h1>{escape(item.title)}</h1><div id="vsb_content"><p>详见附件。</p></div><ul><li>附件【<a href="{at}">{escape(item.title)}.docx</a>】已下载<span id="nattach{item.number}">0</span>次</li></ul>',
                item=item,
            ),
        )
    unreachable(guarded, "attachment behind a picture code")
    site.add("/system/_content/download.jsp", Answer(_CAPTCHA))
    paths = Paths(
        "/zwgk.htm",
        "/zfxxgk.htm",
        "/zfxxgk/zfxxgkzn.htm",
        "/zfxxgk/zfxxgkzd.htm",
        "/zfxxgk/fdzdgknr.htm",
        "/zfxxgk/ysqgk.htm",
    )
    furnish(
        site,
        lambda item: f"/info/1001/{item.number}.htm",
        paths,
        annual="/zfxxgk/zfxxgknb.htm",
        more=(("乡镇街道信息公开年报", "/zfxxgk/xzjdnb.htm"),),
    )
    return Portal(
        "vsb",
        "H",
        "S1",
        (site,),
        "descending pages, GBK without a header, download.jsp captcha with 200",
        outcomes=("complete", "incomplete"),
    )


def _descending(site: Site, stem: str, name: str, items: list[Item], size: int = 8) -> None:
    pages, leaf = -(-len(items) // size), stem.rpartition("/")[2]

    def path(number: int) -> str:
        return f"/{stem}.htm" if number == 1 else f"/{stem}/{pages - number + 1}.htm"

    for number in range(1, pages + 1):

        def href(to: int, number: int = number) -> str:
            if to == 1:
                return f"../{leaf}.htm"
            return f"{leaf}/{pages - to + 1}.htm" if number == 1 else f"{pages - to + 1}.htm"

        steps = "".join(
            f'<span class="p_no_d">{to}</span>'
            if to == number
            else f'<span class="p_no"><a href="{href(to)}">{to}</a></span>'
            for to in range(1, pages + 1)
        )
        further = (
            f'<span class="p_next p_fun"><a href="{href(number + 1)}">下页</a></span><span class="p_last p_fun"><a href="{href(pages)}">尾页</a></span>'
            if number < pages
            else ""
        )
        rows = "".join(
            f'<li id="line_u8_{n}"><a href="{_up(item.path, number)}" title="{escape(item.title)}" target="_blank">{escape(item.title)}</a><span>{item.day}</span></li>'
            for n, item in enumerate(items[(number - 1) * size : number * size])
        )
        pager = f'<div class="pb_sys_common pb_sys_normal pb_sys_style1"><span class="p_t">共{len(items)}条</span> <span class="p_pages">{steps}{further}</span> <span class="p_t">{number}/{pages}</span></div>'
        site.add(path(number), site.html(name, f"<ul>{rows}</ul>{pager}", column=name))


def _up(path: str, number: int) -> str:
    return path if path.startswith("http") else ("../" if number == 1 else "../../") + path.lstrip("/")


def epoint(ground: Ground, outside: str, *, older: bool = False) -> Portal:
    """A shell whose list is asked for by POST with JSON; the older one wraps its parameters and counts from nought."""
    place = county(18 if older else 17, towns=5, departments=5, years=(2020, 2021, 2022, 2023))
    site = Site.at(ground, place, outside, body='<div class="ewb-article-info">{}</div>', layout="Epoint")
    guid, project = "7eb5f7f1-9041-43ad-8e13-8fcb82ea831a", "/EWB_YK_Mid" if older else "/EWB-FRONT"
    numbers = {
        "003002001": ("县政府年报", newest_first(place.of(["county_government"]) + place.others)),
        "003002002": ("部门年报", place.of(["department"])),
        "003002003": ("乡镇街道年报", place.of(_TOWNS)),
    }
    for number, (_, items) in numbers.items():
        site.put_all(
            items,
            lambda item, number=number: (
                f"/003/003002/{number}/{item.day:%Y%m%d}/{item.number:08d}-9041-43ad-8e13-8fcb82ea831a.html"
            ),
        )
    everything = newest_first([item for _, items in numbers.values() for item in items])
    method = f"{project}/rest/lightfrontaction/getgovinfolist"
    sent = (
        '{"token":"","params":{"deptcode":deptcode,"categorynum":categorynum,"pageIndex":0,"pageSize":20,"siteGuid":siteInfo.siteGuid}}' if older
        else '{"deptcode":deptcode,"categorynum":categorynum,"pageIndex":1,"pageSize":20,"siteGuid":siteInfo.siteGuid}'
    )  # fmt: skip
    site.add(
        "/js/webBuilderCommon.js",
        Answer(f'var siteInfo={{"siteGuid":"{guid}","projectName":"{project}"}};', 200, "application/javascript"),
    )

    def shell(request: Request) -> str:
        given = request.query.get("categorynum", "")
        name = (
            numbers[given][0] if given in numbers else "政府信息公开年报" if given == "003002" else "法定主动公开内容"
        )
        tree = links(
            (told, f"/dynamic/zwgk/govInfoPub.html?categorynum={number}&deptcode=")
            for number, (told, _) in numbers.items()
        )
        script = (
            f'<script src="/js/webBuilderCommon.js"></script><div class="ewb-list" id="list"></div><div id="page"></div><script>var categorynum="{given}",deptcode="";'
            f"$.ajax({{url:siteInfo.projectName+'/rest/lightfrontaction/getgovinfolist',type:'POST',contentType:'application/json',data:JSON.stringify({sent}),success:render}});</script>"
        )
        return site.html(name, f'<div class="left">{tree}</div>{script}', column=name)

    def listed(request: Request) -> Answer:
        try:
            given = json.loads(request.body)
            given = given["params"] if older else given
            page, size = int(given["pageIndex"]) + older, min(100, int(given["pageSize"]))
            rows = everything if given["categorynum"] == "003002" else numbers[given["categorynum"]][1]
            rows = rows if given["siteGuid"] == guid else []
        except (ValueError, KeyError, TypeError):
            return Answer('{"custom":{"total":0,"data":[]},"status":{"code":1}}', 200, "application/json")
        data = [
            {
                "infourl": item.path,
                "title": f'<font color="">{escape(item.title)}</font>',
                "realtitle": item.title,
                "infodate": str(item.day),
                "deptname": item.unit.name if item.unit else "",
            }
            for item in rows[max(0, page - 1) * size : max(1, page) * size]
        ]
        return Answer(
            json.dumps({"custom": {"total": len(rows), "data": data}, "status": {"code": 1}}, ensure_ascii=False),
            200,
            "application/json",
        )

    site.add("/dynamic/zwgk/govInfoPub.html", shell)
    site.add(method, listed)
    base = "/dynamic/zwgk/govInfoPub.html?categorynum="
    furnish(
        site,
        lambda item: f"/001/001001/{item.day:%Y%m%d}/{item.number:08d}.html",
        Paths(
            "/zwgk/",
            "/zwgk/003.html",
            f"{base}003003&deptcode=",
            f"{base}003004&deptcode=",
            f"{base}003001&deptcode=",
            "/ysq.html",
        ),
        annual=f"{base}003002&deptcode=",
    )
    for path in [path for path in site.host.pages if path.startswith(base)]:
        del site.host.pages[path]
    name = "epoint_older" if older else "epoint"
    return Portal(name, "I", "S4", (site,), "getgovinfolist" + (" with params wrapper, from 0" if older else ""))


def epoint_older(ground: Ground, outside: str) -> Portal:
    return epoint(ground, outside, older=True)
