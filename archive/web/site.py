"""All pages of the site, and what else it answers to."""

from collections.abc import Sequence

from archive.web import snapshots, static
from archive.web.asking import Page
from archive.web.pages import home, snapshot

PAGES: Sequence[Page] = (*home.PAGES, *snapshot.PAGES)
ROUTES = (*snapshots.ROUTES, *static.ROUTES)
