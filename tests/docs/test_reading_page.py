"""docs/reading.md: reasons, statuses, forms, rules, readers and limits are those of the program."""

from typing import get_args

from archive.record import FormName, Status
from pipelines.document import ReaderName
from pipelines.understanding.checks.identities import identities
from pipelines.understanding.checks.soft_checks import soft_rules
from pipelines.understanding.verdict.reasons import reasons
from pipelines.workers.pool import Limits
from tests.docs.markdown import bare, page, sections, tables
from tests.pipelines.understanding.checks.test_identities import OLDER, REPORT, figures

PAGE = "docs/reading.md"


def rows_of(heading: str) -> list[list[str]]:
    return tables(sections(page(PAGE), 2)[heading])[0]


def test_every_reason_is_told_with_its_meaning():
    told = {(bare(verdict), bare(reason)): meaning for verdict, reason, meaning in rows_of("What a record says")}
    assert told == {(verdict, reason): text for verdict, listed in reasons().items() for reason, text in listed.items()}


def test_every_status_and_form_is_told():
    assert [bare(status) for status, _ in rows_of("Tables")] == list(get_args(Status))
    for form in get_args(FormName):
        assert f"`{form}`" in sections(page(PAGE), 2)["Tables"]


def test_every_reader_is_told():
    told = " ".join(reader for *_, reader in rows_of("What is read"))
    assert all(f"`{reader}`" in told for reader in get_args(ReaderName))


def test_the_limits_are_those_of_the_workers():
    told, limits = sections(page(PAGE), 2)["What is read"], Limits()
    assert f"{limits.seconds} seconds of computing" in told
    assert f"{limits.ocr_seconds_a_page} seconds more for each page" in told


def test_every_rule_is_told():
    rules = set()
    for report in (OLDER, REPORT):
        found = figures(report)
        rules |= {check.rule for check in identities(found)}
        rules |= {check.rule for check in soft_rules(found, "township_government", {"overview": "收到申请3件。"})}
    assert {bare(rule) for rule, *_ in rows_of("Checks")} == rules
