"""The record as published JSON: the very text, back again, and one line for whatever is not a record."""

import json
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from archive.codec import from_plain
from archive.errors import RecordError
from archive.forms import form_tables
from archive.record import (
    Attachment,
    Cell,
    Check,
    Contact,
    Division,
    Evidence,
    Issuer,
    Period,
    Proposal,
    ReadError,
    Record,
    Source,
)
from crawler.sample.county import BODIES, report
from tests.archive.made_up import record, records

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"

FULL = Record(
    Source("a.html", None, "text/html", "ab" * 32, 1234, "html", "gb18030"),
    "report",
    "heading+form",
    title="青禾县柳泉镇2020年政府信息公开工作年度报告",
    year=2020,
    period=Period(date(2020, 1, 1), date(2020, 12, 31)),
    issuer=Issuer(
        "青禾县柳泉镇人民政府",
        "township_government",
        Division("990101101", "青禾省", "南浦市", "青禾县", "柳泉镇"),
        "inferred",
    ),
    document_number="青柳府发〔2021〕2号",
    signer="某某",
    print_date=date(2021, 1, 22),
    contact=Contact(office="党政办公室", phones=("0990-8650000",), emails=("gongkai@example.cn",)),
    scope="own",
    form="2019_trial",
    cells=(
        Cell("proactive", "regulations", "new_made", 0, "0", "zero"),
        Cell("proactive", "regulations", "new_disclosed", None, "", "blank"),
        Cell("proactive", "gov_procurement", "total_amount_wan", 6.02, "6.02", "number"),
        Cell("requests", "new_requests", "total", 3, "３", "number"),
    ),
    checks=(Check("requests.balance", "total", "not_assessable", 3, None),),
    sections={"overview": "公开为常态", "其他": "无"},
    attachments=(Attachment("http://example.cn/a.pdf", None),),
    evidence={"document_number": Evidence("青柳府发[2021] 2 号")},
    text="公开\n“为”常态",
)

FULL_JSON = """
{"source":{"file":"a.html","url":null,"media_type":"text/html",
"sha256":"abababababababababababababababababababababababababababababababab","bytes":1234,
"reader":"html","charset":"gb18030"},
"verdict":"report","reason":"heading+form",
"title":"青禾县柳泉镇2020年政府信息公开工作年度报告","year":2020,
"period":{"start":"2020-01-01","end":"2020-12-31"},
"issuer":{"name":"青禾县柳泉镇人民政府","kind":"township_government",
"division":{"code":"990101101","province":"青禾省","city":"南浦市","county":"青禾县","township":"柳泉镇"},
"division_source":"inferred"},
"document_number":"青柳府发〔2021〕2号","index_number":null,"signer":"某某",
"written_date":null,"print_date":"2021-01-22","publish_date":null,
"contact":{"office":"党政办公室","address":null,"postcode":null,"phones":["0990-8650000"],"fax":null,
"emails":["gongkai@example.cn"]},
"scope":"own","form":"2019_trial",
"tables":{"proactive":{"regulations":{"new_made":0,"new_disclosed":null},
"gov_procurement":{"total_amount_wan":6.02}},
"requests":{"new_requests":{"total":3}}},
"cells":[{"table":"proactive","row":"regulations","column":"new_made","value":0,"raw":"0","status":"zero"},
{"table":"proactive","row":"regulations","column":"new_disclosed","value":null,"raw":"","status":"blank"},
{"table":"proactive","row":"gov_procurement","column":"total_amount_wan","value":6.02,"raw":"6.02",
"status":"number"},
{"table":"requests","row":"new_requests","column":"total","value":3,"raw":"３","status":"number"}],
"checks":[{"rule":"requests.balance","at":"total","verdict":"not_assessable","left":3,"right":null,"fault":null}],
"sections":{"overview":"公开为常态","其他":"无"},
"attachments":[{"url":"http://example.cn/a.pdf","text":null}],
"evidence":{"document_number":{"text":"青柳府发[2021] 2 号"}},
"text":"公开\\n“为”常态"}
""".replace("\n", "")


def test_a_record_is_written_exactly_as_published():
    assert FULL.dumps() == FULL_JSON


def test_the_published_text_is_read_as_the_record():
    assert Record.loads(FULL_JSON) == FULL
    assert Record.loads(FULL_JSON.encode()) == FULL


def test_what_is_absent_is_null_or_empty_and_never_left_out():
    bare = Record(Source(None, None, None, "", 0, None, None), "not_report", "no_heading")
    written = bare.to_json()
    assert list(written) == list(json.loads(FULL_JSON))
    empty = {key: value for key, value in written.items() if key not in ("source", "verdict", "reason", "contact")}
    assert all(value in (None, [], {}, "") for value in empty.values())
    assert (written["cells"], written["tables"], written["sections"], written["text"]) == ([], {}, {}, "")
    assert written["contact"] == {
        "office": None,
        "address": None,
        "postcode": None,
        "phones": [],
        "fax": None,
        "emails": [],
    }


def test_an_error_stands_at_the_end_and_only_where_there_is_one():
    assert "error" not in record().to_json()
    broken = record(verdict="unreadable", reason="encrypted", error=ReadError("encrypted", "needs a password"))
    assert list(broken.to_json().items())[-1] == ("error", {"kind": "encrypted", "message": "needs a password"})
    assert Record.loads(broken.dumps()) == broken


def test_an_error_that_is_null_is_read_as_none():
    assert Record.from_json({**record().to_json(), "error": None}) == record()


def test_the_tables_follow_from_the_cells_in_their_order():
    assert FULL.tables == {
        "proactive": {
            "regulations": {"new_made": 0, "new_disclosed": None},
            "gov_procurement": {"total_amount_wan": 6.02},
        },
        "requests": {"new_requests": {"total": 3}},
    }
    backwards = record(cells=FULL.cells[::-1])
    assert list(backwards.tables) == ["requests", "proactive"]


@pytest.mark.parametrize(
    "tables",
    [
        None,
        {},
        {"requests": {"new_requests": {"total": 4}}},
        {"requests": {"new_requests": {"total": None}}},
        {"requests": {"new_requests": {"total": 3, "org_other": 0}}},
    ],
)
def test_tables_that_contradict_the_cells_are_refused(tables):
    plain = record(cells=FULL.cells[3:]).to_json()
    with pytest.raises(RecordError, match=r"^record\.tables: does not agree with record\.cells$"):
        Record.from_json({**plain, "tables": tables})


@settings(deadline=None)
@given(records())
def test_any_record_comes_back_from_its_one_line(whole):
    line = whole.dumps()
    assert "\n" not in line
    assert "\r" not in line
    read = Record.loads(line)
    assert read == whole
    assert read.dumps() == line


def test_a_report_with_all_its_figures_comes_back():
    whole = report(BODIES[2], 2024)
    assert len(whole.cells) == 200
    assert Record.loads(whole.dumps()) == whole


MAY_LACK = ("error", "proposals")


@pytest.mark.parametrize("name", [field.name for field in fields(Record) if field.name not in MAY_LACK])
def test_a_missing_field_is_named(name):
    plain = FULL.to_json()
    del plain[name]
    with pytest.raises(RecordError) as told:
        Record.from_json(plain)
    assert str(told.value) == f"record: field {name} is missing"


def test_missing_tables_are_named():
    plain = FULL.to_json()
    del plain["tables"]
    with pytest.raises(RecordError, match=r"^record\.tables: "):
        Record.from_json(plain)


@pytest.mark.parametrize("name", [field.name for field in fields(Record)])
def test_a_field_of_another_type_is_named(name):
    with pytest.raises(RecordError) as told:
        Record.from_json({**FULL.to_json(), name: 3.5})
    assert str(told.value).startswith(f"record.{name}: 3.5 is not ")
    assert "\n" not in str(told.value)


def test_an_unknown_field_is_named():
    with pytest.raises(RecordError, match=r"^record: field remarks is unknown$"):
        Record.from_json({**FULL.to_json(), "remarks": None})
    plain = FULL.to_json()
    plain["issuer"]["short_name"] = "柳泉"
    with pytest.raises(RecordError, match=r"^record\.issuer: field short_name is unknown$"):
        Record.from_json(plain)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "record: not JSON (Expecting value"),
        ('{"source":', "record: not JSON (Expecting value"),
        (b"\xff\xfe", "record: not JSON ("),
        ("[]", "record: [] is not an object"),
        ("null", "record: None is not an object"),
        ("{}", "record: field attachments is missing"),
    ],
)
def test_what_is_no_record_at_all_is_told_in_one_line(line, message):
    with pytest.raises(RecordError) as told:
        Record.loads(line)
    assert str(told.value).startswith(message)
    assert "\n" not in str(told.value)


def test_brackets_without_end_are_told_like_any_other_nonsense():
    with pytest.raises(RecordError, match=r"^record: not JSON"):
        Record.loads("[" * 100_000)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed reports are not here")
def test_what_is_true_of_the_seeds_has_the_shape_of_a_record():
    gold = json.loads((SEEDS / "gold.json").read_text("utf-8"))
    assert gold
    for seed in gold:
        cells = [
            {"table": table, "row": row, "column": column, "value": value, "raw": "", "status": "number"}
            for table, rows in seed["tables"].items()
            for row, columns in rows.items()
            for column, value in columns.items()
        ]
        told = {key: seed[key] for key in ("verdict", "title", "year", "form", "contact", "issuer", "tables")}
        read = Record.from_json({**record().to_json(), **told, "cells": cells})
        assert read.tables == seed["tables"]
        assert read.issuer == from_plain(Issuer, seed["issuer"])
        printed = [(cell.table, cell.row, cell.column) for cell in read.cells]
        layouts = (layout for (form, _), layout in form_tables().items() if form == seed["form"])
        assert printed == [(cell.table, cell.row, cell.column) for layout in layouts for cell in layout]


def test_a_check_of_an_earlier_version_names_no_fault():
    plain = FULL.to_json()
    del plain["checks"][0]["fault"]
    assert Record.from_json(plain).checks[0].fault is None


def test_a_proposal_for_a_scan_comes_back():
    proposal = Proposal("requests", "granted", "total", 71, 11)
    record = replace(FULL, proposals=(proposal,))
    assert Record.loads(record.dumps()).proposals == (proposal,)
