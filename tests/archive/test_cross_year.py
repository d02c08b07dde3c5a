"""Checks between two years of one body: what they say, whom they blame, and that they follow either side at any time."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.cross_year import earlier_key
from archive.store import Store
from pipelines.understanding.checks.identities import Figures, identities
from tests.archive.captures import damaged_database, exchange, findings, keep, rows
from tests.archive.made_up import form_cells, issuer, record

_ACROSS = "'requests.carried_over', 'proactive.in_force_carried_over', 'proactive.items_carried_over'"
_ROWS = (
    f"SELECT year, rule, place, verdict, left_value, right_value, fault FROM checks JOIN reports ON id = report_id "
    f"WHERE rule IN ({_ACROSS}) ORDER BY year, rule, place, scope"
)
_WRONG = f"SELECT place, left_value, right_value, fault FROM checks WHERE verdict = 'violated' AND rule IN ({_ACROSS})"


def figures(**values):
    """Figures by `table__row__column`."""
    return {tuple(name.split("__")): value for name, value in values.items()}


def told(year, carried_in=0, carried_out=0, *, other=None, form="2021_revised", reader="html", **changes):
    """A report whose own sums hold, with all checks of its form; `other` figures may break them."""
    applicants = {"carried_in": carried_in, "carried_out": carried_out, "granted": carried_in + 5}
    applicants |= {"new_requests": carried_out + 5, "results_total": carried_in + 5}
    values = {("requests", row, column): n for row, n in applicants.items() for column in ("natural_person", "total")}
    values |= other or {}
    cells = []
    for cell in form_cells(form):
        value = values.get((cell.table, cell.row, cell.column), 0)
        status = "blank" if value is None else "number" if value else "zero"
        cells.append(replace(cell, value=value, raw="" if value is None else str(value), status=status))
    checks = tuple(identities(Figures.of(cells, frozenset())))
    base = record(year=year, form=form, cells=tuple(cells), checks=checks, text=f"{year} {values} {reader}", **changes)
    return untied(base, reader)


def untied(report, reader="html"):
    """A record that is not tied to the bytes of one document."""
    return replace(report, source=replace(report.source, reader=reader, sha256=""))


def checked(folder, *records):
    """What the archive says across years of these reports, each at its own address, after it was proved."""
    with Store(folder) as store:
        for number, one in enumerate(records):
            keep(store, one, f"http://example.cn/{number}")
    assert findings(folder) == []
    return rows(folder, _ROWS)


def violated(folder, *records):
    checked(folder, *records)
    return rows(folder, _WRONG)


def test_what_is_carried_in_is_held_against_what_was_carried_out(tmp_path):
    found = checked(tmp_path, told(2023, carried_out=3), told(2024, carried_in=2))
    carried = {place: tuple(told) for _, rule, place, *told in found if rule == "requests.carried_over"}
    assert len(carried) == 7
    assert {place for place, (verdict, *_) in carried.items() if verdict == "violated"} == {"natural_person", "total"}
    assert carried["total"] == ("violated", 2, 3, "source")
    assert carried["org_research"] == ("ok", 0, 0, None)
    assert {year for year, *_ in found} == {2024}, "the rows are the later report's"


def test_nothing_is_compared_without_a_report_for_the_year_before(tmp_path):
    assert checked(tmp_path, told(2022, carried_out=3), told(2024, carried_in=2)) == []


@pytest.mark.parametrize(
    "other",
    [
        {"issuer": issuer("青禾县民政局")},
        {"issuer": issuer(code="990102")},  # after a merger of counties the code is another
        {"issuer": replace(issuer(), division=None)},  # which of the namesakes it is was not told
        {"scope": "aggregate"},
    ],
)
def test_only_the_same_body_with_the_same_scope_is_compared(tmp_path, other):
    assert checked(tmp_path, told(2023, carried_out=3, **other), told(2024, carried_in=2)) == []


def test_own_and_aggregate_go_side_by_side(tmp_path):
    reports = [
        told(year, 4 * (year == 2024) * (scope == "own"), scope=scope)
        for scope in ("aggregate", "own")
        for year in (2023, 2024)
    ]
    assert violated(tmp_path, *reports) == [("natural_person", 4, 0, "source"), ("total", 4, 0, "source")]


def test_a_blank_is_not_nought(tmp_path):
    blank = {("requests", "carried_out", column): None for column in ("natural_person", "total")}
    found = checked(tmp_path, told(2023, other=blank), told(2024))
    told_of = {place: tuple(rest) for _, rule, place, *rest in found if rule == "requests.carried_over"}
    assert told_of["total"] == ("not_assessable", 0, None, None)
    assert told_of["org_other"] == ("ok", 0, 0, None)


@pytest.mark.parametrize("year", [2023, 2024])
@pytest.mark.parametrize(
    "doubt",
    [
        {"reader": "scan"},
        {"other": figures(requests__granted__natural_person=6)},  # breaks the sum of the column
        {"other": figures(requests__new_requests__natural_person=70)},  # breaks the balance of the column
        {"other": figures(requests__carried_in__org_other=1, requests__carried_out__org_other=1)},  # breaks row sums
        {"other": figures(requests__new_requests__natural_person=None)},  # leaves the balance untold
    ],
)
def test_the_source_is_not_blamed_for_what_may_be_our_reading(tmp_path, year, doubt):
    one, other = told(2023, carried_out=3), told(2024, carried_in=2)
    doubted = told(2023, carried_out=3, **doubt) if year == 2023 else told(2024, carried_in=2, **doubt)
    pair = (doubted, other) if year == 2023 else (one, doubted)
    faults = {place: fault for place, *_, fault in violated(tmp_path, *pair)}
    assert faults["natural_person"] == "reading"


def test_documents_in_force_follow_from_last_year_yet_no_sum_confirms_our_reading(tmp_path):
    last = figures(proactive__normative_docs__in_force=7, proactive__regulations__in_force=2)
    this = figures(
        proactive__normative_docs__issued=3,
        proactive__normative_docs__repealed=1,
        proactive__normative_docs__in_force=9,
        proactive__regulations__in_force=3,
    )
    found = checked(tmp_path, told(2023, other=last), told(2024, other=this))
    told_of = {place: tuple(rest) for _, rule, place, *rest in found if rule == "proactive.in_force_carried_over"}
    assert told_of == {"normative_docs": ("ok", 9, 9, None), "regulations": ("violated", 3, 2, "reading")}


def test_items_of_the_old_form_follow_from_last_year(tmp_path):
    last = figures(proactive__admin_penalty__items_prev_year=40, proactive__admin_penalty__items_change=-2)
    this = figures(proactive__admin_penalty__items_prev_year=39)
    pair = told(2019, other=last, form="2019_trial"), told(2020, other=this, form="2019_trial")
    found = checked(tmp_path, *pair)
    told_of = {place: tuple(rest) for _, rule, place, *rest in found if rule == "proactive.items_carried_over"}
    assert told_of.pop("admin_penalty") == ("violated", 39, 38, "reading")
    assert {verdict for verdict, *_ in told_of.values()} == {"ok"}


def test_a_rule_is_put_only_where_both_forms_have_its_figures(tmp_path):
    free = untied(record(year=2018, form="free_form", text="2018"))
    found = checked(tmp_path, free, told(2019, 9, form="2019_trial"), told(2020, form="2021_revised"))
    assert {(year, rule) for year, rule, *_ in found} == {(2020, "requests.carried_over")}


def test_rows_follow_when_a_side_is_edited_comes_late_or_goes(tmp_path):
    with Store(tmp_path) as store:
        keep(store, told(2024, carried_in=2, carried_out=1))
        keep(store, told(2025, carried_in=1), "http://example.cn/2025")
        last = store.capture(exchange("http://example.cn/2023", b"as it was"))
        store.keep(told(2023, carried_out=3), last.id)
        assert len(store.query(_WRONG)) == 2
        edited = store.capture(exchange("http://example.cn/2023", b"as it is"))
        store.keep(told(2023, carried_out=2), edited.id)
        assert store.query(_WRONG) == []
        assert {year for year, *_ in store.query(_ROWS)} == {2024, 2025}
        for snapshot in (last, edited):
            store.keep(untied(record(verdict="not_report", reason="list")), snapshot.id)
        assert {year for year, *_ in store.query(_ROWS)} == {2025}
    assert findings(tmp_path) == []


_readings = st.lists(
    st.tuples(
        st.integers(2022, 2025), st.integers(0, 2), st.integers(0, 2), st.sampled_from(("html", "scan")), st.booleans()
    ),
    min_size=2,
    max_size=5,
)


def test_the_order_of_arrival_does_not_matter(tmp_path):
    """Some are read twice, the first time with the wrong year: where the first reading stood, nothing may stay."""
    numbers = itertools.count(100)

    def kept(store, chosen, order):
        number = next(numbers)
        body = issuer(f"第{number}局")  # each example has bodies of its own, in one archive
        urls = [f"http://example.cn/{number}/{n}" for n in range(len(chosen))]
        snapshots = [store.capture(exchange(url, url.encode())) for url in urls]
        for n in order:
            year, carried_in, carried_out, reader, misread = chosen[n]
            for read_as in (year - 1, year) if misread else (year,):
                report = told(read_as, carried_in, carried_out, reader=reader, issuer=body)
                store.keep(report, snapshots[n].id)
        return store.query(_ROWS.replace("WHERE", "WHERE issuer = ? AND"), body.name)

    with Store(tmp_path) as store:

        @settings(max_examples=25, deadline=None)
        @given(_readings, st.randoms(use_true_random=False))
        def prove(chosen, dice):
            shuffled = list(range(len(chosen)))
            dice.shuffle(shuffled)
            assert kept(store, chosen, range(len(chosen))) == kept(store, chosen, shuffled)

        prove()
    assert findings(tmp_path) == []


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE checks SET right_value = 2, verdict = 'ok', fault = NULL WHERE rule = 'requests.carried_over'",
        "UPDATE checks SET fault = 'reading' WHERE rule = 'requests.carried_over' AND place = 'total'",
        "DELETE FROM checks WHERE rule = 'requests.carried_over' AND place = 'total'",
    ],
)
def test_damage_to_these_rows_is_named(tmp_path, damage):
    checked(tmp_path, told(2023, carried_out=3), told(2024, carried_in=2))
    connection = damaged_database(tmp_path)
    connection.execute(damage)
    connection.close()
    assert findings(tmp_path) == ["report 2: its rows in checks do not follow from what was read"]


def test_damage_to_last_year_is_named_there_alone(tmp_path):
    checked(tmp_path, told(2023, carried_out=3), told(2024, carried_in=2))
    connection = damaged_database(tmp_path)
    connection.execute("UPDATE records SET body = x'00' WHERE id = 1")
    connection.close()
    assert {line.split(":")[0] for line in findings(tmp_path)} == {"record 1"}


def test_an_archive_made_before_gets_its_rows_when_it_is_opened(tmp_path):
    found = checked(tmp_path, told(2024, carried_in=2), told(2023, carried_out=3), told(2022))
    connection = damaged_database(tmp_path)
    connection.execute(f"DELETE FROM checks WHERE rule IN ({_ACROSS})")
    connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'm0008_cross_year'")
    connection.close()
    assert checked(tmp_path) == found


@pytest.mark.parametrize(
    ("key", "earlier"),
    [
        ("990101/department/教育局/2024/own", "990101/department/教育局/2023/own"),
        ("990101/county_government/2000/aggregate", "990101/county_government/1999/aggregate"),
        ("?/教育局/2024/own/http://example.cn/2024/own", None),  # an address may end as a key does
        ("damaged", None),
    ],
)
def test_the_key_of_the_year_before(key, earlier):
    assert earlier_key(key) == earlier
