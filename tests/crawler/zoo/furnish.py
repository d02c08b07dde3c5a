"""A site to its ordinary pages: a big home page, news, services, the disclosure panel, and the traps that all have."""

from dataclasses import dataclass
from datetime import date, timedelta

from tests.crawler.zoo.county import Item
from tests.crawler.zoo.ground import Answer, Request
from tests.crawler.zoo.papers import paper
from tests.crawler.zoo.site import Place, Site, calendar, links

_NEWS = (
    "县委常委会召开会议", "县长调研重点项目建设", "春季植树活动启动", "全县经济工作会议召开", "敬老院里话团圆", "乡村道路改造完工", "防汛演练举行",
    "中小学开学第一课", "招商引资再传捷报", "非遗展演进社区",
)  # fmt: skip
_SERVICES = (
    "社保查询", "公积金查询", "不动产登记", "婚姻登记预约", "交通违法查询", "企业开办", "出生一件事", "医保报销", "高龄津贴", "残疾人证",
    "护照办理", "户口迁移", "居住证", "养老认证", "水费缴纳", "电费缴纳", "教师资格", "考试报名", "法律援助", "公证预约",
)  # fmt: skip
_OPEN = (
    "政策文件", "政策解读", "财政预决算", "规划计划", "人事信息", "统计信息", "行政许可", "行政处罚", "双随机一公开", "重点领域信息公开", "应急管理",
    "建议提案办理", "重大项目", "公共资源配置", "社会救助", "扶贫公开", "教育公开", "医疗卫生公开", "环境保护公开", "食品药品监管", "政府采购", "机构职能",
    "领导之窗", "政府工作报告", "政府网站年度报表", "法治政府建设年度报告", "会议公开", "基层政务公开标准目录", "权责清单", "营商环境",
)  # fmt: skip
_FRIENDS = (
    "中国政府网",
    "省人民政府",
    "市人民政府",
    "国务院部门网站",
    "各省区市网站",
    "市直部门网站",
    "兄弟县区网站",
    "县委网",
    "县人大",
    "县政协",
    "新闻媒体",
)


@dataclass(frozen=True, slots=True)
class Paths:
    """Where the ordinary pages are, in the manner of the family; None leaves the page to the family, or out."""

    zwgk: str = "/zwgk/"
    panel: str | None = "/zwgk/zfxxgk/"
    guide: str = "/zwgk/zfxxgk/zfxxgkzn/"
    rules: str = "/zwgk/zfxxgk/zfxxgkzd/"
    content: str = "/zwgk/zfxxgk/fdzdgknr/"
    apply: str = "/zwgk/zfxxgk/ysqgk/"


def furnish(
    site: Site,
    article: Place,
    paths: Paths | None = None,
    annual: str | None = None,
    *,
    annual_name: str = "政府信息公开年报",
    more: tuple[tuple[str, str], ...] = (),
    on_home: tuple[tuple[str, str], ...] = (),
) -> None:
    """Home -> 政务公开 -> 政府信息公开 -> `annual`; `more` are further links of 政务公开, `on_home` of the home page."""
    paths = paths or Paths()
    where = [("政府信息公开指南", paths.guide), ("政府信息公开制度", paths.rules), ("法定主动公开内容", paths.content)]
    if annual:
        where.append((annual_name, annual))
    where.append(("依申请公开", paths.apply))
    site.nav = where
    news = _news(site, article)
    _home(site, paths, news, on_home)
    _open_government(site, paths, news, more)
    for text, path in where:
        if path != annual and path not in site.host.pages:
            site.add(path, site.html(f"{text}-{site.county.name}", paper(text) + links(news[:5]), column=text))
    if paths.panel:
        site.add(
            paths.panel,
            site.html(
                f"政府信息公开-{site.county.name}", links(where, "five") + links(news[:8]), column="政府信息公开"
            ),
        )


def _news(site: Site, article: Place) -> list[tuple[str, str]]:
    made = []
    for number in range(60):
        day = date(2024, 5, 1) - timedelta(days=3 * number)
        item = Item(f"{site.county.name}{_NEWS[number % 10]}（{number + 1}）", day, "paper")
        site.put(item, article(item), column="今日要闻")
        made.append((item.title, item.path))
    listed = site.html(f"要闻动态-{site.county.name}", links(made[:40]), column="要闻动态")
    for path in ("/xw/", "/hd/", "/zj/", "/fw/"):
        site.add(path, listed)
    return made


def _home(site: Site, paths: Paths, news: list[tuple[str, str]], on_home: tuple[tuple[str, str], ...]) -> None:
    services = [(text, f"/fw/item.html?id={number}") for number, text in enumerate(_SERVICES * 2)]
    friends = [(text, f"{site.outside}/{number}/") for number, text in enumerate(_FRIENDS)]
    open_links = [
        ("政务公开", paths.zwgk),
        ("政策文件", f"{paths.zwgk}?c=0"),
        ("通知公告", "/xw/?c=tz"),
        ("日历", "/rili/?y=2024&m=5"),
        *on_home,
    ]
    topics = [
        (f"专题：{text}", f"/zt/?id={number}")
        for number, text in enumerate(("主题教育", "乡村振兴", "优化营商环境", "安全生产", "文明创建"))
    ]
    outside = [
        ("省政府信息公开年报汇总", f"{site.outside}/zfxxgknb/"),
        ("国务院信息公开年度报告", f"{site.outside}/gwy/gknb/"),
    ]
    page = (
        f"<h2>政务要闻</h2>{links(news)}<h2>信息公开</h2>{links(open_links)}<h2>便民服务</h2>{links(services, 'fw')}"
        f"<h2>专题专栏</h2>{links(topics)}<h2>友情链接</h2>{links(friends + outside, 'yqlj')}"
    )
    site.add("/", site.html(site.home_title, page))
    site.add(
        "/rili/", lambda request: site.html("日历", calendar(_number(request, "y", 2024), _number(request, "m", 5)))
    )
    for path, text in (("/zt/", "专题专栏"), ("/fw/item.html", "办事指南"), ("/wza/", "无障碍")):
        site.add(path, site.html(text, paper(text), column=text))
    site.add(
        "/zj/map.html",
        site.html(
            "网站地图", links([("政务公开", paths.zwgk), ("要闻动态", "/xw/"), ("政务服务", "/fw/")]), column="网站地图"
        ),
    )
    for path in ("/css/common.css", "/js/jquery.min.js"):
        site.add(path, Answer("/* */", 200, "text/plain"))
    picture = Answer(b"\x89PNG\r\n\x1a\n" + b"\0" * 60, 200, "image/png")
    site.add("/images/*", picture)
    site.add(
        "/pdf/web/viewer.html",
        "<html><head><title>PDF viewer</title></head><body><div id='viewer'></div></body></html>",
    )


def _number(request: Request, name: str, otherwise: int) -> int:
    given = request.query.get(name, "")
    value = int(given) if given.isdigit() else otherwise
    return value if (name == "y" and 1 < value < 9000) or (name == "m" and 0 < value < 13) else otherwise


def _open_government(site: Site, paths: Paths, news: list[tuple[str, str]], more: tuple[tuple[str, str], ...]) -> None:
    listed = [(text, f"{paths.zwgk}?c={number}") for number, text in enumerate(_OPEN)]
    panel = [("政府信息公开", paths.panel)] if paths.panel else []
    page = links([*listed[:8], *panel, *listed[8:], *more]) + links(news[:12])
    hub = site.html(f"政务公开-{site.county.name}", page, column="政务公开")
    column = site.html(f"栏目-{site.county.name}", links(news[12:40]), column="信息公开")
    site.add(paths.zwgk, lambda request: column if request.query.get("c") else hub)
