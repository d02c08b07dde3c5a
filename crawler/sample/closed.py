"""Portals that no crawler gets through: a firewall's challenge, robots.txt, a page that is all script."""

from crawler.sample.answer import Answer, Request
from crawler.sample.county import report
from crawler.sample.hazards import news
from crawler.sample.home import home
from crawler.sample.site import ANNUAL, Link, Site, items

_CHALLENGE = (
    "<script>document.cookie=('_')+('_')+('j')+('s')+('l')+('_clearance_s=17');"
    "location.href=location.pathname+location.search</script>"
)
_SHELL = (
    '<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<title>{name}</title><meta name="SiteName" content="{name}"><meta name="SiteIDCode" content="{code}">'
    '<link href="/css/app.3f1c.css" rel="stylesheet"></head><body><noscript><strong>We\'re sorry but this page doesn\'t work '
    'properly without JavaScript enabled.</strong></noscript><div id="app"></div>'
    '<script src="/js/chunk-vendors.81fa.js"></script><script src="/js/app.7b02.js"></script></body></html>'
)


def challenge(site: Site) -> None:
    """雁浦县: whatever is asked for, a script is answered that no one here runs."""
    cookie = (("Set-Cookie", "__jsluid_h=9f2c; max-age=31536000; path=/; HttpOnly"), ("Server", "jiasule-waf"))

    def answer(request: Request) -> Answer | None:
        return None if request.path == "/robots.txt" else Answer(_CHALLENGE.encode(), "text/html", 521, cookie)

    site.open_to = answer


def closed_by_robots(site: Site) -> None:
    """松陵县: a whole portal with a report, and no one may come in."""
    site.put("/robots.txt", "User-agent: *\nDisallow: /\n", "text/plain")
    site.disclosure = "/zfxxgknb/"
    link = site.report("/zfxxgknb/202501/t20250116_1.html", report(site.county.bodies[0], 2024), in_truth=False)
    site.page("/zfxxgknb/", ANNUAL, items([link]), column=ANNUAL)
    home(site, news(site, "/xwzx/{}.html", "/xwzx/index_{}.html"), [Link(ANNUAL, "/zfxxgknb/")])


def script_shell(site: Site) -> None:
    """竹屏县: the same page of script at every address."""
    shell = Answer(_SHELL.format(name=site.name, code=site.code).encode())
    site.open_to = lambda request: None if request.path == "/robots.txt" else shell
