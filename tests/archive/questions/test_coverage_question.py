"""Question 2 beside the page of coverage and the summary of the verb: one archive, the same counts."""

from dataclasses import replace

from archive.coverage.areas import Asked
from archive.coverage.coverage import coverage
from archive.coverage.summary import Tallies
from archive.questions.asking import ask
from archive.questions.questions import question
from archive.web.gathering.reckoned import Filter, by_year
from tests.archive.coverage.scene import Scene, day, town
from tests.archive.made_up import division
from tests.archive.web.covered import reckon
from tests.archive.web.shown import connection

TODAY = day("2025-06-01")


def test_every_row_counts_expected_or_not(store):
    scene = Scene(store)
    city = replace(division("9901"), county=None)
    with scene.night(day("2025-05-01")):
        scene.reads("青禾县教育局", "department", 2023, written_date=day("2024-01-20"))
        scene.reads("青禾县柳泉镇人民政府", "township_government", 2024, place=town("990101101", "柳泉镇"))
        # a body of the city on the county's portal, and one that nothing led to expect, in the year of its report
        scene.reads("南浦市水利局", "department", 2024, place=city)
        scene.reads("青禾县融媒体中心", "other_authorised", 2024)
    reckon(scene, TODAY)
    read = connection(store)
    unexpected = read.execute("SELECT count(*) FROM coverage WHERE expected_from IS NULL").fetchone()[0]
    assert unexpected, "without such a row nothing is tested"
    found = question("02-coverage")
    assert found is not None
    for digits in ("", "990101"):
        answer = ask(read, found, {"digits": "6" if digits else "0", "division": digits})
        names = [column.name for column in answer.columns]
        rows = {row["year"]: row for row in (dict(zip(names, values, strict=True)) for values in answer.rows)}
        page = by_year(read, Filter().inside(digits))
        total = Tallies("", "all")
        for area in coverage(store.query, Asked(digits), range(min(rows), max(rows) + 1), TODAY):
            total.add(area.rows)
        verb = {tally.year: tally for tally in total.by_year()}
        assert rows.keys() == page.keys() == verb.keys()
        for year, row in rows.items():
            told = (row["bodies"], row["published"] + row["vanished"], row["not_found"], row["not_told"])
            counts, tally = page[year], verb[year]
            assert told == (counts.bodies, counts.reports, counts.of("not_found"), counts.not_told)
            assert told == (tally.bodies, tally.published + tally.vanished, tally.not_found, tally.not_told)
            assert (row["not_due"], row["unread"], row["late_count"]) == (tally.not_due, tally.unread, tally.late)
            assert row["share_published"] == (None if counts.share is None else round(counts.share * 100, 1))
