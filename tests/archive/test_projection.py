"""A record to its rows: figures by name, cells by position, and a refusal of what the tables could not hold."""

import json
import math
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import RecordError
from archive.forms import form_tables
from archive.projection import CellState, narrative, printed, project, report_columns
from archive.record import Cell, Check, Contact
from crawler.sample.county import BODIES, report
from tests.archive.made_up import division, form_cells, issuer, record

OLD, NEW = "2019_trial", "2021_revised"


def changed(cells, place, **changes):
    """The cells with one of them changed."""
    assert any(f"{cell.row}.{cell.column}" == place for cell in cells)
    return tuple(replace(cell, **changes) if f"{cell.row}.{cell.column}" == place else cell for cell in cells)


def state(cells, **changes):
    (only,) = project(record(cells=cells, **changes)).cell_states
    return only


def test_all_columns_of_a_report_come_from_the_record():
    whole = record(
        title="柳泉镇2024年年报",
        issuer=issuer("青禾县柳泉镇人民政府", "township_government", "990101101", "柳泉镇"),
        document_number="青柳府发〔2025〕2号",
        index_number="Q1",
        signer="某某",
        written_date=date(2025, 1, 8),
        print_date=date(2025, 1, 9),
        publish_date=date(2025, 1, 10),
        contact=Contact(
            "党政办公室", "中心街1号", "990100", ("0990-8650000", "0990-8650001"), None, ("a@b.cn", "c@d.cn")
        ),
        form=NEW,
    )
    assert report_columns(whole) == {
        "issuer": "青禾县柳泉镇人民政府",
        "issuer_kind": "township_government",
        "scope": "own",
        "division_code": "990101101",
        "province": "青禾省",
        "city": "南浦市",
        "county": "青禾县",
        "township": "柳泉镇",
        "year": 2024,
        "title": "柳泉镇2024年年报",
        "document_number": "青柳府发〔2025〕2号",
        "index_number": "Q1",
        "signer": "某某",
        "written_date": "2025-01-08",
        "print_date": "2025-01-09",
        "publish_date": "2025-01-10",
        "contact_office": "党政办公室",
        "contact_address": "中心街1号",
        "contact_postcode": "990100",
        "contact_phones": "0990-8650000, 0990-8650001",
        "contact_emails": "a@b.cn, c@d.cn",
        "form": NEW,
    }


def test_what_a_record_does_not_tell_is_none():
    bare = report_columns(record(issuer=None, title=None, year=None, scope=None))
    assert set(bare.values()) == {None}
    placeless = report_columns(record(issuer=replace(issuer(), division=None)))
    assert (placeless["issuer"], placeless["division_code"], placeless["county"]) == ("青禾县教育局", None, None)
    assert report_columns(record(issuer=replace(issuer(), division=division(""))))["division_code"] is None


@pytest.mark.parametrize(("form", "size"), [(OLD, 198), (NEW, 200)])
def test_every_cell_with_a_value_is_a_figure_under_its_own_name(form, size):
    numbered = tuple(
        replace(cell, value=n, raw=str(n), status="number") for n, cell in enumerate(form_cells(form), start=1)
    )
    projection = project(record(cells=numbered, form=form))
    assert projection.figures == {f"{cell.table}__{cell.row}__{cell.column}": cell.value for cell in numbered}
    assert len(projection.figures) == size


def test_nought_is_a_figure_and_a_blank_is_none():
    cells = form_cells(NEW, "proactive", value=None, raw="", status="blank")
    cells = changed(cells, "regulations.issued", value=0, raw="0", status="zero")
    assert project(record(cells=cells)).figures == {"proactive__regulations__issued": 0}


def test_the_states_are_one_letter_a_cell_in_print_order_whatever_the_order_of_the_cells():
    cells = form_cells(NEW, "proactive", value=None, raw="", status="blank")
    cells = changed(cells, "regulations.issued", value=0, raw="0", status="zero")
    cells = changed(cells, "regulations.in_force", value=7, raw="7", status="number")
    cells = changed(cells, "admin_fees.amount_wan", raw="1元", status="unit_unknown")
    expected = CellState("proactive", NEW, "zbnbbbbbbu", '{"10":"1元"}')
    assert state(cells, form=NEW) == expected
    assert state(cells[::-1], form=NEW) == expected


@pytest.mark.parametrize(
    ("status", "letter"),
    [
        ("number", "n"),
        ("zero", "z"),
        ("blank", "b"),
        ("not_applicable", "a"),
        ("row_absent", "r"),
        ("table_absent", "t"),
        ("unit_unknown", "u"),
        ("unreadable", "x"),
    ],
)
def test_every_status_has_its_letter(status, letter):
    assert state(form_cells(NEW, "review_litigation", value=None, raw="", status=status)).statuses == letter * 15


@pytest.mark.parametrize(
    ("value", "raw", "kept"),
    [
        (12, "12", False),
        (0, "0", False),
        (-3, "-3", False),
        (6.02, "6.02", False),
        (20.0, "20", False),
        (None, "", False),
        (12, "１２", True),
        (12, "12 ", True),
        (0, "", True),
        (0, "/", True),
        (6.5, "6.50", True),
        (20.0, "20.0", True),
        (1234, "1,234", True),
        (None, "/", True),
        (None, "—", True),
        (None, " ", True),
        (0.000001, "0.000001", True),
        (0.000001, "1e-06", True),
    ],
)
def test_the_print_is_kept_only_where_the_value_does_not_tell_it(value, raw, kept):
    cells = changed(form_cells(NEW, "proactive"), "normative_docs.issued", value=value, raw=raw)
    assert json.loads(state(cells).raw) == ({"4": raw} if kept else {})


@settings(deadline=None)
@given(st.none() | st.integers(-(10**14), 10**14) | st.floats(-1e14, 1e14, allow_nan=False))
def test_a_print_taken_for_granted_reads_as_the_value(value):
    text = printed(value)
    if text:
        assert float(text) == pytest.approx(value, rel=1e-14)
    else:
        assert (text == "") == (value is None)


def test_each_table_is_of_the_form_whose_cells_it_has():
    mixed = (
        *form_cells(OLD, "proactive", value=1, raw="1", status="number"),
        *form_cells(NEW, "requests", value=2, raw="2", status="number"),
        *form_cells(NEW, "review_litigation"),
    )
    for form in (OLD, NEW, None):
        projection = project(record(cells=mixed, form=form))
        told = {one.table: (one.form, len(one.statuses)) for one in projection.cell_states}
        assert told["proactive"] == (OLD, 22)
        assert told["requests"] == (NEW, 175)
        assert len(projection.figures) == 22 + 175 + 15
        assert projection.figures["proactive__gov_procurement__total_amount_wan"] == 1
        assert projection.figures["requests__other_misc__total"] == 2


@pytest.mark.parametrize("form", [OLD, NEW])
def test_a_table_that_both_forms_have_is_of_the_form_of_the_record(form):
    assert state(form_cells(form, "review_litigation"), form=form).form == form


def test_a_record_without_cells_has_neither_figures_nor_states():
    projection = project(record(cells=()))
    assert (projection.figures, projection.cell_states) == ({}, ())


def test_a_full_report_is_told_whole():
    whole = report(BODIES[2], 2024)
    projection = project(whole)
    assert len(projection.figures) == 200
    assert {one.raw for one in projection.cell_states} == {"{}"}
    assert projection.report == report_columns(whole)
    assert (projection.full_text, projection.narrative) == (whole.text, narrative(whole))


NEARLY_A_FORM = {
    "a cell too few": form_cells(NEW, "proactive")[1:],
    "a cell too many": (*form_cells(NEW, "proactive"), Cell("proactive", "regulations", "new_made", 0, "0", "zero")),
    "a row unknown": changed(form_cells(NEW, "proactive"), "regulations.issued", row="laws"),
    "two forms in one table": tuple({*form_cells(OLD, "proactive"), *form_cells(NEW, "proactive")}),
}


@pytest.mark.parametrize("cells", NEARLY_A_FORM.values(), ids=NEARLY_A_FORM)
def test_cells_of_no_form_are_refused_with_the_name_of_their_table(cells):
    with pytest.raises(RecordError, match=r"^record\.cells: the cells of 'proactive' are those of no known form$"):
        project(record(cells=cells))


def test_a_table_of_no_form_is_refused():
    cells = tuple(replace(cell, table="staff") for cell in form_cells(NEW, "proactive"))
    with pytest.raises(RecordError, match=r"^record\.cells: the cells of 'staff' are those of no known form$"):
        project(record(cells=cells))


@pytest.mark.parametrize("changes", [{}, {"value": 1, "raw": "1"}])
def test_a_cell_that_stands_there_twice_is_refused(changes):
    cells = form_cells(NEW, "proactive")
    with pytest.raises(RecordError, match=r"^record\.cells: proactive\.regulations\.issued stands there twice$"):
        project(record(cells=(*cells, replace(cells[0], **changes))))


def test_the_very_same_cell_standing_there_twice_is_refused():
    cells = form_cells(NEW, "proactive")
    with pytest.raises(RecordError, match="stands there twice"):
        project(record(cells=(*cells, cells[0])))


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan, 10**15, -(10**15), 1e15, 10**30])
def test_a_value_beyond_measure_is_refused_with_its_place(value):
    cells = changed(form_cells(NEW, "requests"), "granted.total", value=value)
    with pytest.raises(RecordError) as told:
        project(record(cells=cells))
    assert str(told.value) == f"record.cells: requests.granted.total cannot be {value}"


@pytest.mark.parametrize("value", [10**15 - 1, -(10**15) + 1, 999_999_999_999.25])
def test_a_value_that_may_be_counted_is_taken(value):
    cells = changed(form_cells(NEW, "requests"), "granted.total", value=value)
    assert project(record(cells=cells)).figures["requests__granted__total"] == value


@pytest.mark.parametrize(
    "unfit",
    [
        {"checks": (Check("requests.balance", "total", "ok", 1, 1), Check("requests.balance", "total", "ok", 2, 2))},
        {"checks": (Check("requests.balance", "total", "violated", 10**30, 1),)},
        {"year": 10**30},
    ],
    ids=["a check twice", "a check beyond measure", "a year beyond measure"],
)
def test_whatever_else_the_tables_could_not_hold_is_refused_too(unfit):
    with pytest.raises(RecordError):
        project(record(**unfit))


def test_the_narrative_runs_in_the_order_of_a_report_with_unknown_sections_last():
    sections = {
        "附注": "七",
        "other": "六",
        "problems": "五",
        "annex": "八",
        "review_litigation": "四",
        "requests": "三",
        "proactive": "二",
        "overview": "一",
    }
    assert narrative(record(sections=sections)) == "一\n二\n三\n四\n五\n六\n七\n八"


def test_the_narrative_leaves_the_text_around_the_sections_out():
    assert narrative(record(sections={"overview": "公开为常态"}, text="表格 0 0 0")) == "公开为常态"


@pytest.mark.parametrize("sections", [{}, {"overview": ""}])
def test_without_sections_the_whole_text_is_the_narrative(sections):
    assert narrative(record(sections=sections, text="全文")) == "全文"


def test_the_full_text_is_the_text_of_the_record():
    projection = project(record(sections={"overview": "公开"}, text="全文"))
    assert (projection.full_text, projection.narrative) == ("全文", "公开")


def test_every_known_table_can_be_projected_by_itself():
    for form, table in form_tables():
        only = state(form_cells(form, table), form=form)
        assert (only.form, only.table, only.raw) == (form, table, "{}")
        assert only.statuses == "z" * len(form_tables()[form, table])
