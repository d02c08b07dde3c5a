"""A column from night to night, and what the archive says of the reports that stood there."""

from tests.crawler.scene import HOST, Scene, links


def column(scene: Scene, *towns: int) -> None:
    """The column as it is from now on; reports that it leaves out stay where they are."""
    scene.page("/nb/", links(*(scene.report(f"/nb/{town}.html", town) for town in towns)), "政府信息公开年报")


def gone(scene: Scene) -> dict[str, tuple[str, bool, bool]]:
    """How each address went, whether that was confirmed, and whether it is back."""
    rows = scene.store.query("SELECT url, how, confirmed_at IS NOT NULL, back_at IS NOT NULL FROM vanishings")
    return {url.removeprefix(HOST): (how, bool(confirmed), bool(back)) for url, how, confirmed, back in rows}


def marked(scene: Scene) -> set[str]:
    rows = scene.store.query("SELECT url FROM sightings WHERE gone_at IS NOT NULL")
    return {url.removeprefix(HOST) for (url,) in rows}
