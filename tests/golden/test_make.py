"""The generator against itself: the set on disk is what it makes, and its figures are as it says they are."""

import json
from collections import Counter
from itertools import pairwise

import pytest

from tests.golden.cases_on_disk import FOLDER, expectation
from tests.golden.make.catalogue.all_cases import all_cases
from tests.golden.make.checked import content
from tests.golden.make.expected import dumps, expected
from tests.golden.make.figures import absent_rows, changed, dense, sparse, zeros
from tests.golden.make.printed import Table, blocks
from tests.golden.make.report import blank, number
from tests.golden.make.shapes import cut, grid, joined, placed
from tests.golden.make.story import FORM_2019, FORM_2021, date_written, one_form, report

CASES = {case.name: case for case in all_cases()}
BY_HAND = ("blocked-", "shell-", "unreadable-")
MOST_BYTES = 9_000_000


@pytest.mark.parametrize("name", CASES)
def test_the_set_on_disk_is_what_the_generator_makes(name):
    case = CASES[name]
    path = FOLDER / name
    assert expectation(path).read_text("utf-8") == dumps(case.expected)
    if case.needs is None:
        assert content(path.read_bytes()) == content(case.build())


def test_what_the_generator_does_not_make_was_written_by_hand():
    others = {path.name for path in FOLDER.iterdir() if not path.name.endswith(".expected.json")} - CASES.keys()
    assert [name for name in sorted(others) if not name.startswith(BY_HAND)] == []


def test_the_set_is_large_and_mixed_and_small_on_disk():
    kinds = Counter(path.suffix for path in FOLDER.iterdir() if not path.name.endswith(".expected.json"))
    assert kinds[".html"] >= 60
    assert min(kinds[".pdf"], kinds[".docx"], kinds[".txt"]) >= 15
    verdicts = [json.loads(path.read_text("utf-8")).get("verdict") for path in FOLDER.glob("*.expected.json")]
    assert sum(verdict in ("not_report", "blocked") for verdict in verdicts) >= 40
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST_BYTES


@pytest.mark.parametrize("form", [FORM_2019, FORM_2021])
@pytest.mark.parametrize("figures", [dense, sparse, zeros])
def test_made_figures_agree_with_each_other(form, figures):
    for seed in range(20):
        made = report("liuquan", 2022, seed, forms=one_form(form), figures=figures(one_form(form), seed))
        assert expected(made)["violated"] == []
        assert len(made.figures) == (198 if form == FORM_2019 else 200)


def test_dense_figures_show_a_shift():
    values = [figure.value for key, figure in dense(one_form(FORM_2021), 1).items() if key[0] == "requests"]
    assert all(left != right for left, right in pairwise(values))
    assert 0 not in values


def test_each_identity_is_found_broken_where_it_is():
    def broken(**changes) -> list:
        figures = dense(one_form(FORM_2021), 5)
        keys = {tuple(name.split("__")): value for name, value in changes.items()}
        moved = changed(figures, {key: number((figures[key].value or 0) + value) for key, value in keys.items()})
        return expected(report("liuquan", 2022, 5, figures=moved))["violated"]

    assert broken(requests__granted__total=1) == [["requests.row_sum", "granted"], ["requests.column_sum", "total"]]
    assert broken(requests__carried_in__org_other=1, requests__carried_in__total=1) == [
        ["requests.balance", "org_other"],
        ["requests.balance", "total"],
    ]
    assert broken(review_litigation__litigation_direct__pending=2) == [["review_litigation.total", "litigation_direct"]]


def test_an_identity_with_a_gap_is_never_broken():
    figures = changed(dense(one_form(FORM_2019), 6), {("requests", "granted", "org_other"): blank()})
    shifted = changed(figures, {("requests", "granted", "total"): number(1)})
    violated = expected(report("liuquan", 2020, 6, figures=shifted))["violated"]
    assert ["requests.row_sum", "granted"] not in violated
    assert ["requests.column_sum", "total"] in violated


def requests_table(form: str = FORM_2021, **changes) -> Table:
    made = report("liuquan", 2022, 7, forms=one_form(form), **changes)
    return next(block for block in blocks(made) if isinstance(block, Table) and block.name == "requests")


def test_a_printed_table_fills_its_width_in_every_row():
    for form in (FORM_2019, FORM_2021):
        made = report("liuquan", 2022, 7, forms=one_form(form))
        for table in (block for block in blocks(made) if isinstance(block, Table)):
            taken = Counter(
                (top + down, left + right)
                for top, left, box in placed(table)
                for down in range(box.rowspan)
                for right in range(box.colspan)
            )
            assert set(taken.values()) == {1}
            assert len(taken) == len(table.rows) * table.width


def test_a_cut_table_loses_no_row_and_no_column():
    table = requests_table()
    for at in range(1, len(table.rows)):
        first, second = cut(table, at)
        values = [row[3:] for row in grid(first) + grid(second)]
        assert values == [row[3:] for row in grid(table)]


def test_a_joined_table_keeps_every_text():
    made = report("liuquan", 2022, 7)
    tables = [block for block in blocks(made) if isinstance(block, Table)]
    whole = joined(tables, ("a", "b", "c"))
    texts = Counter(box.text for table in tables for row in table.rows for box in row)
    assert Counter(box.text for row in whole.rows for box in row) == texts + Counter("abc")
    assert all(
        sum(span for *_, span in widths) <= 30
        for widths in [[(box.text, box.colspan) for box in row] for row in whole.rows]
    )


def test_absent_rows_are_not_printed_and_groups_shrink():
    figures = absent_rows(dense(one_form(FORM_2021), 7), "requests", ["denied_state_secret", "other_misc"])
    table = requests_table(figures=figures)
    texts = [box.text for row in table.rows for box in row]
    assert "1.属于国家秘密" not in texts
    assert next(box.rowspan for row in table.rows for box in row if box.text == "（三）不予公开") == 7


def test_dates_are_written_in_characters_too():
    assert date_written(2022, 11, 20, 2).written == "二〇二二年十一月二十日"
    assert date_written(2022, 1, 5, 2).value == "2022-01-05"
