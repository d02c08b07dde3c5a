"""Pages made to be hard to read: each is looked at in a moment, for the whole crawl waits meanwhile."""

import time

import pytest

from crawler.obstacles.blocked import hindrance
from crawler.pages.looking import look
from crawler.pages.page import Page
from tests.crawler.hazards.pages import PAGES

SECONDS = 1.5  # of computing
# where something once took minutes: a heading looked for over each link, frames, numbers of pages
OFTEN = (
    "clicks",
    "frames",
    "handlers",
    "links_absolute",
    "links_of_titles",
    "links_of_years",
    "links_without_words",
    "long_addresses",
)


@pytest.mark.parametrize(
    "name", [name if name in OFTEN else pytest.param(name, marks=pytest.mark.soak) for name in PAGES]
)
def test_it_is_looked_at_in_a_moment(name):
    body = PAGES[name]()
    began = time.thread_time()
    page = Page("http://127.0.0.1/zfxxgk/nb/", body, "text/html")
    hindrance(200, [], body, page.text)
    look(page, "column")
    assert time.thread_time() - began < SECONDS
