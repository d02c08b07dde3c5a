"""Reports as scans: whole reports on one grey page, or on several pages of a PDF without text."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from tests.golden.make.case import Case, of_report
from tests.golden.make.catalogue.pdf_files import web_page
from tests.golden.make.figures import changed, sparse, zeros
from tests.golden.make.html_article import article
from tests.golden.make.office import CHROMIUM, printed_pdf
from tests.golden.make.printed import blocks
from tests.golden.make.report import Report, blank, number
from tests.golden.make.scans import as_pdf, black, jpeg, pages, png, shaded, worn
from tests.golden.make.story import report, shortened

_ONE_PAGE = {"margin": "9mm", "size": "9pt", "cells": "7.6pt"}


@cache
def _printed(html: str) -> bytes:
    return printed_pdf(html)


def _short(who: str, year: int, seed: int, figures: Callable | None = None) -> Report:
    """A report that fits on one page."""
    made = shortened(report(who, year, seed))
    return replace(made, figures=figures(dict(made.forms), seed)) if figures else made


def _page(made: Report) -> bytes:
    lines = "p{margin:1pt 0}" + "td{border:1px solid #000;padding:0 1px;text-align:center}"
    return _printed(web_page(article(blocks(made)), css=lines, **_ONE_PAGE))


def _picture(name: str, made: Report, dots: int, finish: Callable[[Any], bytes]) -> Case:
    return of_report(f"scan-{name}", made, lambda: finish(pages(_page(made), dots)[0]), CHROMIUM)


def cases() -> Iterator[Case]:
    yield _picture("clean.png", _short("banshu", 2022, 1101), 200, png)
    yield _picture(
        "few-requests.jpg", _short("jiugao", 2021, 1102, sparse), 200, lambda one: jpeg(worn(one, blur=0.3), 9)
    )
    yield _picture("turned.png", _short("nanxi", 2020, 1103), 200, lambda one: png(worn(one, degrees=0.7)))
    yield _picture(
        "noisy.jpg",
        _short("foziling", 2023, 1104),
        180,
        lambda one: jpeg(worn(one, degrees=-0.5, blur=0.5, noise=9, seed=4), 14),
    )
    yield _picture(
        "shaded.jpg", _short("hongguo", 2019, 1105, sparse), 190, lambda one: jpeg(shaded(worn(one, blur=0.4)), 9)
    )
    made = _short("liuquan", 2022, 1106, zeros)
    yield _picture("all-zero.png", made, 170, png)
    made = _short("xinglin", 2020, 1107)
    broken = {
        ("requests", "results_total", "org_other"): number(1),
        ("review_litigation", "reconsideration", "total"): number(2),
    }
    yield _many("broken-sums.pdf", replace(made, figures=changed(made.figures, broken)), copied=True)
    made = _short("daliuzhen", 2022, 1108)
    gaps = [key for index, key in enumerate(made.figures) if index % 6 == 1]
    yield _many("blanks.pdf", replace(made, figures=changed(made.figures, dict.fromkeys(gaps, blank()))))
    made = _short("hushan", 2021, 1109, sparse)
    yield _many("two-pages.pdf", made, {"margin": "18mm", "size": "11pt", "cells": "9pt"}, 160, copied=True)


def _many(
    name: str, made: Report, style: dict[str, str] | None = None, dots: int = 200, *, copied: bool = False
) -> Case:
    """A PDF of pictures; `copied` leaves no greys in them."""

    def build() -> bytes:
        pdf = _printed(web_page(article(blocks(made)), **style)) if style else _page(made)
        worn_pages = [worn(one, degrees=-0.3, blur=0.4) for one in pages(pdf, dots)]
        return as_pdf([black(one) for one in worn_pages] if copied else worn_pages, 15, dots)

    return of_report(f"scan-{name}", made, build, CHROMIUM)
