"""The front page of a sample portal: over a hundred links around the one that leads to the reports."""

from collections.abc import Sequence

from crawler.sample.hazards import STRANGERS, words
from crawler.sample.site import Link, Site, items


def home(site: Site, news: Sequence[Link], trail: Sequence[Link], more: Sequence[Link] = ()) -> None:
    """Puts it; `trail` goes into the block 政务公开, `more` among the services."""
    told = words()
    departments = [
        Link(f"{site.county.name}{name}", f"/jggk/{index}.html") for index, name in enumerate(told["departments"])
    ]
    services = [Link(name, f"/fw/{index}.html") for index, name in enumerate(told["services"])]
    friends = [Link(name, f"/yqlj/{index}.html") for index, name in enumerate(told["friends"])]
    for link in (*departments, *services, *friends):
        site.page(
            link.address, link.words, f"<h1>{link.words}</h1><p>办公时间：工作日8:30至17:30。</p>", column="机构服务"
        )
    blocks = (
        ("今日要闻", "xw", news[: len(news) // 2]),
        ("部门动态", "bm", news[len(news) // 2 :]),
        ("政务公开", "gk", trail),
        ("政务服务", "fw", [*services, *more]),
        ("部门街镇", "jg", departments),
        ("友情链接", "lj", [*friends, *STRANGERS[:2]]),
    )
    content = "\n".join(
        f'<div class="block" id="{name}"><h3>{title}</h3>{items(links)}</div>' for title, name, links in blocks
    )
    site.page("/", "首页", content)
