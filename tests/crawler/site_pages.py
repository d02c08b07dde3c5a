"""Made-up pages of sites: what their tags, feet and titles say of them."""

from crawler.pages.page import Page


def site_page(
    url: str, name: str | None = None, code: str | None = None, *, body: str = "<p>栏目</p>", title: str = ""
) -> Page:
    metas = "".join(
        f'<meta name="{tag}" content="{content}">'
        for tag, content in (("SiteName", name), ("SiteIDCode", code))
        if content is not None
    )
    return Page(url, f"<html><head><title>{title}</title>{metas}</head><body>{body}</body></html>".encode())
