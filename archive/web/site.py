"""All pages of the site, and what else it answers to."""

from collections.abc import Sequence

from archive.web.asking import Page
from archive.web.files import answer_file, coverage_list, feed, hits_file, record_file, snapshots, static
from archive.web.pages import (
    about,
    body,
    changes,
    checks,
    coverage,
    home,
    lookalikes,
    place,
    question,
    questions,
    report,
    search,
    snapshot,
    versions,
)

PAGES: Sequence[Page] = (
    *home.PAGES,
    *about.PAGES,
    *changes.PAGES,
    *search.PAGES,
    *snapshot.PAGES,
    *report.PAGES,
    *versions.PAGES,
    *body.PAGES,
    *place.PAGES,
    *coverage.PAGES,
    *checks.PAGES,
    *lookalikes.PAGES,
    *questions.PAGES,
    *question.PAGES,
)
ROUTES = (
    *answer_file.ROUTES,
    *coverage_list.ROUTES,
    *record_file.ROUTES,
    *feed.ROUTES,
    *hits_file.ROUTES,
    *snapshots.ROUTES,
    *static.ROUTES,
)
