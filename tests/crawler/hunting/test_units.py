"""Visits to departments and townships to whether the others are worth one."""

from crawler.hunting.units import Units


def visited(count: int) -> Units:
    units = Units()
    for number in range(count):
        units.visit(f"http://a.example/{number}/")
    return units


def test_many_units_without_a_report_say_that_the_others_have_none():
    assert not visited(3).are_barren
    assert visited(40).are_barren


def test_one_unit_with_a_report_says_that_the_others_may_have_some():
    units = visited(40)
    units.report_found("http://a.example/7/")
    assert not units.are_barren


def test_with_reports_found_elsewhere_patience_is_shorter():
    patience = next(count for count in range(100) if visited(count).are_barren)
    units = visited(patience - 1)
    for _ in range(30):
        units.report_found("")
    assert units.are_barren


def test_a_unit_whose_column_is_known_is_noted():
    units = Units()
    units.column_found("http://a.example/7/")
    assert "http://a.example/7/" in units.with_column
