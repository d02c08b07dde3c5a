"""Errands to addresses of the county of the scene."""

from crawler.hunting.errand import Errand, Kind
from crawler.pages.asking import Ask
from tests.crawler.scene import HOST


def errand(path: str, kind: Kind = "report") -> Errand:
    return Errand(Ask(HOST + path), kind, 90)
