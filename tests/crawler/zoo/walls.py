"""Small TRS portals behind walls that want a browser, a cookie, or less haste."""

import time
from collections.abc import Callable

from tests.crawler.zoo.county import county
from tests.crawler.zoo.furnish import furnish
from tests.crawler.zoo.ground import Answer, Ground, Host, Request
from tests.crawler.zoo.portal import Portal, unreachable
from tests.crawler.zoo.site import Site
from tests.crawler.zoo.trs import ROOT, in_month, trs_list

_BLOCKED = {"outcomes": ("blocked",), "reasons": ("challenge",)}
_JSL = "<script>document.cookie=('_')+('_')+('j')+('s')+('l')+('_clearance=1;path=/');location.href=location.pathname+location.search</script>"
_RS = (
    '<html><head><meta id="9DhefwqGPrzGxEp9hPaoag" content="yMk1" r="m"><script r="m">$_ts=window[\'$_ts\'];if(!$_ts)$_ts={};</script>'
    '<script src="/4QbVtADbnLVIc/d.FxJzG50F.dfe1675.js" r="m"></script></head><body></body></html>'
)
_ALI = "<html><head><title>405</title></head><body><script>var arg1='3A5F1B';</script><a href='https://errors.aliyun.com/'><img src='405.png'></a>由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</body></html>"


def plain(ground: Ground, outside: str, number: int, prepare: Callable[[Host], None] = lambda _: None) -> Site:
    """A small flat portal: six bodies, two years."""
    site = Site.at(ground, county(number, towns=3, departments=3, years=(2022, 2023), plain=True), outside)
    prepare(site.host)
    trs_list(site, ROOT, site.county.flat)
    furnish(site, in_month("/xw/"), annual=ROOT)
    return site


def _walled(name: str, number: int, wall: Callable[[], Answer]) -> Callable[[Ground, str], Portal]:
    def build(ground: Ground, outside: str) -> Portal:
        site = plain(ground, outside, number)
        site.host.before.append(lambda request: None if request.path == "/robots.txt" else wall())
        unreachable(site.county.items, "challenge")
        return Portal(name, "A", "S1", (site,), "challenge on every page", **_BLOCKED)

    return build


waf_521 = _walled(
    "waf_521",
    40,
    lambda: Answer(_JSL, 521, "text/html", (("Set-Cookie", "__jsluid_h=9f1c; path=/"), ("Server", "jiasule-waf"))),
)
waf_412 = _walled(
    "waf_412",
    41,
    lambda: Answer(
        _RS, 412, "text/html", (("Set-Cookie", "AbCdEfGh80S=5kX; path=/"), ("Set-Cookie", "AbCdEfGh80T=9uY; path=/"))
    ),
)
waf_405 = _walled("waf_405", 42, lambda: Answer(_ALI, 405, "text/html", (("Set-Cookie", "acw_tc=7a1; path=/"),)))


def waf_302(ground: Ground, outside: str) -> Portal:
    """Goes round to the same address until its cookie comes back; an ordinary cookie jar passes."""
    site = plain(ground, outside, 43)

    def wall(request: Request) -> Answer | None:
        if request.path == "/robots.txt" or "CT6T=" in request.headers.get("cookie", ""):
            return None
        query = f"?{request.sorted_query}" if request.query else ""
        return Answer(
            "",
            302,
            "text/html",
            (("Location", request.path + query), ("Set-Cookie", "CT6T=1f; path=/"), ("Set-Cookie", "CT6TS=2e; path=/")),
        )

    site.host.before.append(wall)
    return Portal(
        "waf_302", "A", "S1", (site,), "302 to the same address with a cookie", outcomes=("complete", "blocked")
    )


def waf_soft(ground: Ground, outside: str) -> Portal:
    """After twenty quick requests every article is the home page with 200, for two seconds."""
    site = plain(ground, outside, 44)
    seen: list[float] = []

    def wall(request: Request) -> Answer | None:
        now = time.monotonic()
        seen.append(now)
        quick = len(seen) > 20 and now - seen[-21] < 2
        return Answer(str(site.host.pages["/"])) if quick and "/t20" in request.path else None

    site.host.before.append(wall)
    return Portal(
        "waf_soft", "A", "S1", (site,), "soft block with 200 when quick", outcomes=("complete", "incomplete", "blocked")
    )
