"""A made-up county: towns, a bureau and the government, with noughts, blanks, a missing year and sums that do not add up."""

from collections.abc import Mapping
from dataclasses import replace

from archive.record import Check, Contact, Record
from archive.store import Store
from tests.archive.captures import keep
from tests.archive.made_up import form_cells, issuer, record

TOWN, OTHER, BUREAU = "青禾县柳泉镇人民政府", "青禾县白鹭镇人民政府", "青禾县教育局"
COUNTY = "青禾县人民政府"
_ISSUERS = {
    TOWN: issuer(TOWN, "township_government", "990101101", "柳泉镇"),
    OTHER: issuer(OTHER, "township_government", "990101102", "白鹭镇"),
    BUREAU: issuer(BUREAU),
    COUNTY: issuer(COUNTY, "county_government"),
}
NEW, RESULTS = "requests__new_requests__total", "requests__results_total__total"
GRANTED, PARTLY = "requests__granted__total", "requests__partially_granted__total"
NOT_HELD, PROCESS = "requests__unable_not_held__total", "requests__denied_process_info__total"
LICENCES, PENALTIES = "proactive__admin_licensing__decisions", "proactive__admin_penalty__decisions"
FEES = "proactive__admin_fees__amount_wan"
REVIEW = "review_litigation__reconsideration__"
BLANK = None


def report(
    body: str, year: int, figures: Mapping[str, float | None], *, checks: tuple[Check, ...] = (), words: str = "无。"
) -> Record:
    """Every cell a printed nought but those given; None is a blank cell."""
    form = "2021_revised"
    cells = tuple(
        replace(cell, value=value, raw="" if value is None else str(value), status=_status(value))
        if (value := figures.get(f"{cell.table}__{cell.row}__{cell.column}", 0)) != 0
        else cell
        for cell in form_cells(form)
    )
    title = f"{body}{year}年政府信息公开工作年度报告"
    return record(
        source=replace(record().source, sha256=""),
        title=title,
        year=year,
        issuer=_ISSUERS[body],
        scope="aggregate" if body == COUNTY else "own",
        form=form,
        cells=cells,
        checks=checks,
        sections={"problems": words},
        contact=Contact("办公室", "青禾县中心街1号", None, (f"0990-865{year}",), None, ()),
        text=f"{title}\n{words}",
    )


def fill(store: Store) -> dict[tuple[str, int], int]:
    """Keeps all of them; gives their numbers by body and year."""
    broken = Check("requests.balance", "total", "violated", 12, 11, "source")
    ours = Check("requests.row_sum", "granted", "violated", 3, 2, "reading")
    fine = Check("requests.balance", "total", "ok", 8, 8)
    made_by_none = Check("proactive.regulations_by_authority", "issued", "violated", 2, 0, "source")
    county = {NEW: 40, GRANTED: 10, PARTLY: 5, RESULTS: 30, PROCESS: 3, f"{REVIEW}corrected": 2, f"{REVIEW}total": 5}
    town = {NEW: 10, GRANTED: 3, PARTLY: 1, RESULTS: 8, NOT_HELD: 4, LICENCES: 300, PENALTIES: BLANK}
    everything = (
        report(TOWN, 2023, town, checks=(broken,), words="人手不足，更新不及时。"),
        report(TOWN, 2024, {NEW: 5, GRANTED: BLANK, RESULTS: 4, NOT_HELD: 1, FEES: 6.02}, checks=(ours, fine)),
        report(OTHER, 2024, {LICENCES: 120, PENALTIES: 7}, checks=(fine,)),  # no requests: printed noughts
        report(
            BUREAU, 2024, {NEW: BLANK, RESULTS: BLANK, "requests__carried_in__total": BLANK}, words="收取信息处理费。"
        ),
        report(COUNTY, 2022, {NEW: 20, GRANTED: 5, RESULTS: 20, PROCESS: 1}, checks=(made_by_none,)),
        report(COUNTY, 2024, county | {f"{REVIEW}pending": 1}),
    )
    kept = {}
    for number, one in enumerate(everything):
        assert one.issuer
        assert one.issuer.name
        assert one.year
        report_id = keep(store, one, f"http://example.cn/{number}").report_id
        assert report_id
        kept[one.issuer.name, one.year] = report_id
    return kept


def _status(value: float | None) -> str:
    return "blank" if value is None else "number"
