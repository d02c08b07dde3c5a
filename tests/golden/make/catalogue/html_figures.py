"""Reports as plain pages whose figures are hard: broken identities, blanks, marks, missing rows and tables."""

from collections.abc import Iterator
from dataclasses import replace

from tests.golden.make.case import Case, of_html
from tests.golden.make.catalogue.html_layouts import boxed
from tests.golden.make.figures import (
    absent_rows,
    absent_table,
    changed,
    request_row,
    rows,
    sparse,
    zeros,
)
from tests.golden.make.html_article import article, untitled_line
from tests.golden.make.pages import box_table, facts, page
from tests.golden.make.printed import blocks
from tests.golden.make.report import (
    Figure,
    Figures,
    Key,
    Report,
    blank,
    not_applicable,
    number,
    unreadable,
)
from tests.golden.make.story import FORM_2019, FORM_2021

_STYLES = ("trs", "ucap", "hanweb", "vsb", "lonsun", "gkmlpt", "aspx")
AMOUNT = ("proactive", "gov_procurement", "total_amount_wan")
FEE = ("proactive", "admin_fees", "amount_wan")


def on_page(name: str, made: Report, seed: int) -> Case:
    body = article(blocks(made), line=untitled_line)
    return of_html(name, made, page(_STYLES[seed % len(_STYLES)], made, body, box=box_table(facts(made))))


def cases() -> Iterator[Case]:
    yield from _broken_identities()
    yield from _without_values()
    yield from _gaps()


def with_figures(who: str, year: int, seed: int, change) -> Report:
    """A report on a page whose figures went through `change`."""
    made = boxed(who, year, seed)
    return replace(made, figures=change(dict(made.figures)))


def _shift(figures: Figures, key: Key, by: int) -> dict[Key, Figure]:
    return changed(figures, {key: number((figures[key].value or 0) + by)})


def _broken_identities() -> Iterator[Case]:
    def row_sum(figures: dict[Key, Figure]) -> Figures:
        return _shift(figures, ("requests", "granted", "org_business"), 4)

    def column_sum(figures: dict[Key, Figure]) -> Figures:
        moved = _shift(figures, ("requests", "unable_not_held", "natural_person"), -1)
        return _shift(moved, ("requests", "unable_not_held", "org_other"), 1)

    def balance(figures: dict[Key, Figure]) -> Figures:
        moved = _shift(figures, ("requests", "carried_out", "natural_person"), 9)
        return _shift(moved, ("requests", "carried_out", "total"), 9)

    def reviews(figures: dict[Key, Figure]) -> Figures:
        moved = _shift(figures, ("review_litigation", "litigation_direct", "total"), -2)
        return changed(moved, {("review_litigation", "reconsideration", "total"): number(0)})

    def total_of_new(figures: dict[Key, Figure]) -> Figures:
        return _shift(figures, ("requests", "new_requests", "total"), 100)

    def swapped(figures: dict[Key, Figure]) -> Figures:
        one, other = ("requests", "granted", "total"), ("requests", "partially_granted", "total")
        return changed(figures, {one: figures[other], other: figures[one]})

    breaks = (row_sum, column_sum, balance, reviews, total_of_new, swapped)
    bodies = ("liuquan", "banshu", "jiugao", "nanxi", "foziling", "hongguo")
    for seed, (change, who) in enumerate(zip(breaks, bodies, strict=True), 101):
        yield on_page(
            f"html-broken-{change.__name__.replace('_', '-')}", with_figures(who, 2019 + seed % 5, seed, change), seed
        )


def _without_values() -> Iterator[Case]:
    def all_blank(figures: dict[Key, Figure]) -> Figures:
        return {key: blank() for key in figures}

    def only_totals(figures: dict[Key, Figure]) -> Figures:
        return {
            key: blank() if key[0] == "requests" and key[2] != "total" else figure for key, figure in figures.items()
        }

    def blank_block(figures: dict[Key, Figure]) -> Figures:
        block = [key for key in figures if key[:2] == ("review_litigation", "reconsideration")]
        return changed(figures, dict.fromkeys([*block, ("proactive", "admin_penalty", "decisions")], blank()))

    def marks(figures: dict[Key, Figure]) -> Figures:
        signs = ("/", "—", "-", "无", "——", "不适用", "／")
        some = [key for index, key in enumerate(figures) if index % 5 == 2]
        return changed(figures, {key: not_applicable(signs[index % len(signs)]) for index, key in enumerate(some)})

    def scattered(figures: dict[Key, Figure]) -> Figures:
        some = [key for index, key in enumerate(figures) if index % 4 == 1]
        return changed(figures, dict.fromkeys(some, blank()))

    def unclear(figures: dict[Key, Figure]) -> Figures:
        signs = ("O", "l", "0,0", "5 7", "若干", "?")
        some = request_row(FORM_2021, "granted")[:3] + request_row(FORM_2021, "denied_third_party")[:3]
        return changed(figures, {key: unreadable(sign) for key, sign in zip(some, signs, strict=True)})

    makers = (
        (all_blank, 2022),
        (only_totals, 2021),
        (blank_block, 2020),
        (marks, 2023),
        (scattered, 2019),
        (unclear, 2022),
    )
    for seed, (change, year) in enumerate(makers, 111):
        yield on_page(f"html-{change.__name__.replace('_', '-')}", with_figures("banshu", year, seed, change), seed)
    made = boxed("jiugao", 2022, 117)
    yield on_page("html-all-zero", replace(made, figures=zeros(dict(made.forms), 117)), 117)
    made = boxed("xinglin", 2019, 118)
    yield on_page("html-few-requests", replace(made, figures=sparse(dict(made.forms), 118)), 118)


def _gaps() -> Iterator[Case]:
    def rows_gone(figures: dict[Key, Figure]) -> Figures:
        gone = (
            "denied_admin_query",
            "unable_not_held",
            "unable_needs_creation",
            "unprocessed_duplicate",
            "carried_out",
        )
        return absent_rows(figures, "requests", gone)

    def second_half_gone(figures: dict[Key, Figure]) -> Figures:
        gone = rows(FORM_2019, "requests")[11:]
        return absent_table(absent_rows(figures, "requests", gone), "review_litigation")

    def proactive_rows_gone(figures: dict[Key, Figure]) -> Figures:
        return absent_rows(figures, "proactive", ("admin_compulsion", "admin_fees"))

    yield on_page("html-rows-gone", with_figures("liuquan", 2022, 131, rows_gone), 131)
    yield on_page("html-proactive-rows-gone", with_figures("banshu", 2021, 132, proactive_rows_gone), 132)
    made = with_figures("nanxi", 2020, 133, second_half_gone)
    yield on_page("html-second-half-gone", _sections_without(made, "review_litigation"), 133)
    for seed, (name, table) in enumerate(
        (("two", "proactive"), ("three", "requests"), ("four", "review_litigation")), 134
    ):
        made = with_figures(
            "hongguo", 2018 + seed - 131, seed, lambda figures, table=table: absent_table(figures, table)
        )
        yield on_page(f"html-table-{name}-gone", _sections_without(made, table), seed)


def _sections_without(made: Report, table: str) -> Report:
    """The report where a section says 无 in place of its table."""
    return replace(
        made,
        sections=tuple(
            replace(section, tables=(), paragraphs=("本年度无此类情况。",)) if table in section.tables else section
            for section in made.sections
        ),
    )
