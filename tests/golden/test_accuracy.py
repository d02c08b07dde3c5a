"""The gate: the extractor over the whole golden set, against the floors and the digest of tests/accuracy.json."""

import pytest

from tests.golden.cases_on_disk import digest, strays
from tests.golden.floors import ACCURACY, measured, pinned, worse
from tests.golden.score import Run, can_read_scans, facts_table, run, table

PIN = "after a review: python -m tests.golden.pin"


@pytest.fixture(scope="module")
def result() -> Run:
    return run()


def test_every_document_has_its_expectation_and_the_reverse():
    assert strays() == []


def test_floors_are_pinned_for_the_set_as_it_is():
    assert ACCURACY.exists(), f"no floors are pinned; {PIN}"
    assert pinned().digest == digest(), f"the golden set is not the one that was measured; {PIN}"


def test_nothing_is_worse_than_pinned(result):
    print(
        table(result.by_kind), *(f"{group}\n{facts_table(marks)}" for group, marks in result.groups.items()), sep="\n\n"
    )
    assert worse(measured(result.groups), pinned()) == []


@pytest.mark.skipif(not can_read_scans(), reason="needs the extra [ocr]")
def test_a_wrong_figure_of_a_scan_lies_where_a_check_warns(result):
    assert result.groups["scans"].asked["cells"] > 0
    assert result.groups["scans"].unmarked == []
