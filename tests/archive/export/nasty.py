"""A made-up archive whose values are all that spreadsheets, readers of CSV and SQL stumble over."""

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

from archive.database import open_for_writing
from archive.record import Check, Contact, Record
from archive.seals import put
from archive.store import Store
from tests.archive.captures import exchange, keep, rows, town_report
from tests.archive.made_up import form_cells, issuer, record

FORMULA = '=HYPERLINK("http://example.cn","点这里")'
TEXT = '“引号”,"quotes"\r\n第二行\t𠀀𫝀\u2028末行；\'单引号'
CHINESE = "全文公开目录，办理信访事项。"


def build(folder: Path) -> Path:
    """Seven reports of six bodies: one edited, one at two addresses, one that nobody can place."""
    with Store(folder) as store:
        store.begin_run()
        keep(store, town_report(1), "http://example.cn/1")
        keep(store, town_report(1, text="改过的文字"), "http://example.cn/1", b"edited")
        keep(store, town_report(1, 2023), "http://example.cn/2")
        keep(store, town_report(2), "http://example.cn/3?a=1&b=,2")
        keep(store, town_report(2), "http://example.cn/4")
        _keep(store, _spelled_like_formulas(), "http://example.cn/5")
        _keep(store, _printed_oddly(), "http://example.cn/6")
        _keep(store, record(issuer=issuer(None, None), title=None, text=TEXT, form="free_form"), "http://example.cn/7")
        _keep(store, _contradictory(), "http://example.cn/8")
        store.capture(exchange("http://example.cn/not-a-report", b"a list"))
    db = open_for_writing(folder)
    try:
        put(
            db.conn, "lookalikes", {**dict(zip(("report_id", "other_report_id"), _towns(folder), strict=True)), **_PAIR}
        )
        for position, row in enumerate(_COVERAGE):
            put(db.conn, "coverage", {"area": "990101", "position": position, **_UNTOLD, **row})
    finally:
        db.close()
    return folder


def _keep(store: Store, kept: Record, url: str) -> None:
    digest = hashlib.sha256(kept.text.encode()).hexdigest()
    keep(store, replace(kept, source=replace(kept.source, sha256=digest)), url)


def _towns(folder: Path) -> list[object]:
    of_towns = "SELECT id FROM reports WHERE township IN ('第1镇', '第2镇') AND year = 2024 ORDER BY id"
    return [number for (number,) in rows(folder, of_towns)]


def _spelled_like_formulas() -> Record:
    """Cells of portals do begin with marks such as -, and a page may hold anything at all."""
    return record(
        title=FORMULA,
        document_number="+86〔2024〕1号",
        index_number="-12",
        signer="@某某",
        contact=Contact("＝办公室", '白鹭镇"中心"街1号,\r\n二楼', "041000", ("0358-7840003",), None, ("a@example.cn",)),
        publish_date=date(2025, 1, 24),
        text=f"{FORMULA}\n{TEXT}\n{CHINESE}",
        sections={"overview": CHINESE, "other": "'一"},
        issuer=issuer("青禾县㐂𠀀局"),
    )


def _printed_oddly() -> Record:
    """Blanks, noughts and what is no number stand beside amounts in 万元 and a count with a fraction."""
    cells = list(form_cells("2021_revised"))
    odd = ((None, "", "blank"), (None, "/", "not_applicable"), (6.02, "6.02", "number"), (1.5, "1.5", "number"))
    for n, (value, raw, status) in enumerate((*odd, (None, "＝", "unreadable"), (0, "", "zero"), (-3, "-3", "number"))):
        cells[n] = replace(cells[n], value=value, raw=raw, status=status)
    return record(form="2021_revised", cells=tuple(cells), issuer=issuer("青禾县财政局"), text="数字不齐")


def _contradictory() -> Record:
    broken = Check("requests.balance", "total", "violated", 6.02, 7, "source")
    unknown = Check("requests.row_sum", "granted", "not_assessable", None, 0)
    return record(checks=(broken, unknown), year=2022, issuer=issuer("青禾县公安局"), text="合计不符")


_PAIR = {"kind": "near_text", "likeness": 0.97, "left_in": "青桐县"}
_UNTOLD = dict.fromkeys(
    (
        *("reason", "published_on", "date_basis", "days_vs_0131", "days_vs_0331", "late", "expected_from"),
        *("report_id", "url", "portal"),
    )
)
_COVERAGE = (
    {
        "division": "990101001",
        "county": "青禾县",
        "body": "青禾县第1镇人民政府",
        "kind": "township_government",
        "year": 2024,
        "scope": "own",
        "state": "published",
        "deadline_basis": "none_in_statute",
        "report_id": 1,
        "published_on": "2025-01-24",
        "days_vs_0131": -7,
        "days_vs_0331": -66,
        "late": 0,
        "as_of": "2025-06-01",
    },
    {
        "division": "990101",
        "county": "青禾县",
        "body": "青禾县水务局",
        "kind": "department",
        "year": 2023,
        "scope": "own",
        "state": "not_found",
        "deadline_basis": "art49_1",
        "as_of": "2025-06-01",
    },
)
