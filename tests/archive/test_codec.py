"""Dataclasses to plain JSON values and back, and what is told of values that do not fit."""

from dataclasses import replace
from datetime import date

import pytest

from archive.codec import from_plain, to_plain
from archive.errors import RecordError
from archive.record import Attachment, Cell, Contact, Evidence, Issuer, Period, Record
from tests.archive.made_up import issuer, record

CELL = {"table": "requests", "row": "granted", "column": "total", "value": 3, "raw": "3", "status": "number"}
CONTACT = {"office": None, "address": None, "postcode": None, "phones": [], "fax": None, "emails": []}

PAIRS = [
    (Period(date(2024, 1, 1), date(2024, 12, 31)), {"start": "2024-01-01", "end": "2024-12-31"}),
    (Cell("requests", "granted", "total", 3, "3", "number"), CELL),
    (Cell("requests", "granted", "total", 3.5, "3.5", "number"), {**CELL, "value": 3.5, "raw": "3.5"}),
    (Cell("requests", "granted", "total", None, "", "blank"), {**CELL, "value": None, "raw": "", "status": "blank"}),
    (Contact(), CONTACT),
    (Contact(phones=("0990-8650000", "0990-8650001")), {**CONTACT, "phones": ["0990-8650000", "0990-8650001"]}),
    (Attachment("a.pdf", None), {"url": "a.pdf", "text": None}),
    (
        issuer("柳泉镇", "township_government", "990101101", "柳泉镇"),
        {
            "name": "柳泉镇",
            "kind": "township_government",
            "division": {
                "code": "990101101",
                "province": "青禾省",
                "city": "南浦市",
                "county": "青禾县",
                "township": "柳泉镇",
            },
            "division_source": "stated",
        },
    ),
    (Issuer(None, None, None, None), {"name": None, "kind": None, "division": None, "division_source": None}),
]


@pytest.mark.parametrize(("value", "plain"), PAIRS)
def test_a_dataclass_is_written_field_by_field_in_its_own_order(value, plain):
    written = to_plain(value)
    assert written == plain
    assert list(written) == list(plain)


@pytest.mark.parametrize(("value", "plain"), PAIRS)
def test_what_was_written_is_read_as_the_same_value(value, plain):
    assert from_plain(type(value), plain) == value


def test_a_mapping_of_dataclasses_goes_there_and_back():
    whole = record(evidence={"year": Evidence("2024年"), "signer": Evidence("某某")})
    plain = to_plain(whole)
    assert plain["evidence"] == {"year": {"text": "2024年"}, "signer": {"text": "某某"}}
    assert from_plain(Record, plain) == whole


def test_whole_numbers_and_fractions_stay_what_they_are():
    for value in (20, 20.0):
        read = from_plain(Cell, to_plain(Cell("t", "r", "c", value, "20", "number"))).value
        assert type(read) is type(value)


def test_lists_become_tuples_so_that_a_record_can_not_be_changed():
    plain = {**CONTACT, "phones": ["1", "2"]}
    contact = from_plain(Contact, plain)
    plain["phones"].append("3")
    assert contact.phones == ("1", "2")


@pytest.mark.parametrize(
    ("kind", "plain", "message"),
    [
        (Cell, None, "record: None is not dict"),
        (Cell, [], "record: [] is not dict"),
        (Cell, {**CELL, "row": None}, "record.row: None is not str"),
        (Cell, {**CELL, "value": "3"}, "record.value: '3' is not int or float"),
        (Cell, {**CELL, "value": True}, "record.value: True is not int or float"),
        (Cell, {**CELL, "status": None}, "record.status: None is not one of number, zero, blank, not_applicable, "),
        (Cell, {**CELL, "status": ["zero"]}, "record.status: ['zero'] is not one of number, zero, "),
        (Cell, {**CELL, "note": ""}, "record: field note is unknown"),
        (Cell, {key: CELL[key] for key in CELL if key != "raw"}, "record: field raw is missing"),
        (Contact, {key: CONTACT[key] for key in CONTACT if key != "fax"}, "record: field fax is missing"),
        (Contact, {**CONTACT, "phones": "0990-8650000"}, "record.phones: '0990-8650000' is not list"),
        (Contact, {**CONTACT, "phones": None}, "record.phones: None is not list"),
        (Contact, {**CONTACT, "phones": ["1", 2]}, "record.phones[1]: 2 is not str"),
        (Period, {"start": "2024-01-01", "end": "2024-02-30"}, "record.end: '2024-02-30' is not a date such as "),
        (Period, {"start": 2024, "end": "2024-12-31"}, "record.start: 2024 is not str"),
        (Period, {"start": "2024-01-01T00:00", "end": "2024-12-31"}, "record.start: '2024-01-01T00:00' is not a date"),
        (
            Issuer,
            {"name": None, "kind": None, "division": {"code": "99"}, "division_source": None},
            "record.division: field city is missing",
        ),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(kind, plain, message):
    with pytest.raises(RecordError) as told:
        from_plain(kind, plain)
    assert str(told.value).startswith(message)


def test_the_place_goes_down_into_lists_and_mappings():
    plain = to_plain(record(cells=(Cell("t", "r", "c", 1, "1", "number"),) * 2, evidence={"year": Evidence("x")}))
    plain["cells"][1]["value"] = "1"
    with pytest.raises(RecordError, match=r"^line 7\.cells\[1\]\.value: '1' is not int or float$"):
        from_plain(Record, plain, "line 7")
    plain["cells"][1]["value"] = 1
    plain["evidence"]["year"]["text"] = None
    with pytest.raises(RecordError, match=r"^line 7\.evidence\.year\.text: None is not str$"):
        from_plain(Record, plain, "line 7")


@pytest.mark.parametrize("spelling", ["20240131", "2024-W05-3", "2024W053"])
def test_a_date_has_one_spelling_only(spelling):
    with pytest.raises(RecordError, match="is not a date such as"):
        from_plain(Period, {"start": spelling, "end": "2024-12-31"})


def test_a_field_whose_name_breaks_the_line_is_told_in_one_line():
    with pytest.raises(RecordError) as told:
        from_plain(Cell, {**CELL, "first\nsecond": 1})
    assert "\n" not in str(told.value)


def test_reading_leaves_the_plain_values_as_they_were():
    plain = to_plain(record(issuer=replace(issuer(), division=None)))
    before = repr(plain)
    from_plain(Record, plain)
    assert repr(plain) == before
