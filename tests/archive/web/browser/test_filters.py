"""Lists that a reader narrows in a browser: coverage, changes, checks, look-alikes, and questions with their charts and files."""

import csv
import io
import re
from pathlib import Path

from playwright.sync_api import expect

from tests.archive.web.browser.chromium import picture


def applied(page):
    page.locator("form.filters").get_by_role("button").click()


def saved(page, link):
    with page.expect_download() as started:
        link.click()
    return started.value.suggested_filename, Path(started.value.path()).read_bytes()


def test_coverage_is_narrowed_to_a_state_and_taken_along(page):
    page.goto("/en/coverage?year=2023")
    everybody = page.locator("table.wide tbody tr").count()
    page.get_by_label("State").select_option("not_found")
    applied(page)
    expect(page).to_have_url(re.compile("state=not_found"))
    states = page.locator("table.wide td.state").all_inner_texts()
    assert 0 < len(states) < everybody
    assert all(state.startswith("not found") for state in states)
    name, content = saved(page, page.locator("main a[download]"))
    assert name.endswith(".csv")
    assert len(list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))) == len(states) + 1


def test_changes_are_narrowed_to_vanishings(page):
    page.goto("/en/changes")
    assert page.locator(".hits > li").count() > 1
    page.get_by_label("Change", exact=True).select_option("vanished")
    applied(page)
    expect(page).to_have_url(re.compile("kind=vanished"))
    assert set(page.locator(".hits > li b").all_inner_texts()) == {"vanished"}
    page.locator(".hits").get_by_role("link", name="Snapshot before").first.click()
    expect(page.locator("iframe.snapshot")).to_be_visible()


def test_checks_are_narrowed_and_lead_to_the_cell(page):
    page.goto("/zh/checks")
    page.get_by_label("规则", exact=True).select_option("requests.balance")
    applied(page)
    expect(page).to_have_url(re.compile("rule=requests.balance"))
    broken = page.get_by_role("region", name="逐条").locator("tbody tr")
    expect(broken).to_have_count(1)
    broken.get_by_role("link").click()
    expect(page.locator("td.violated:target")).to_be_in_viewport()
    page.goto("/zh/checks?year=2022")
    expect(page.get_by_role("region", name="逐条")).to_have_count(0)


def test_a_pair_of_look_alikes_is_opened(page):
    page.goto("/en/lookalikes")
    page.get_by_label("only with the other's place name left in").check()
    applied(page)
    expect(page).to_have_url(re.compile("left_in=1"))
    left_in = page.locator(".hits q mark").first.inner_text()
    page.locator(".hits h2 a").first.click()
    expect(page.locator("main q mark")).to_have_text(left_in)
    expect(page.locator(".pair.differs mark").first).to_be_visible()


def test_a_question_is_asked_of_a_place_and_its_answer_taken_along(page):
    page.goto("/en/questions")
    page.get_by_role("link", name=re.compile("Grant rate by county")).click()
    expect(page.locator("figure svg.chart")).to_have_count(0)
    page.get_by_label("Division code").fill("990101")
    applied(page)
    expect(page).to_have_url(re.compile("division=990101"))
    expect(page.locator("figure svg.chart")).to_be_visible()
    picture(page, "question-asked")
    rows = page.locator("main > .scroll > table > tbody > tr")
    assert rows.count() > 1
    name, content = saved(page, page.get_by_role("link", name=re.compile("CSV")))
    assert name.endswith(".csv")
    assert content.startswith(b"\xef\xbb\xbf"), "which Excel needs"
    assert len(list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))) == rows.count() + 1


def test_a_value_that_cannot_be_used_is_told_and_nothing_breaks(open_window):
    window = open_window(may_complain=True)
    answer = window.goto("/en/questions/05-grant-rate?division=' OR 1=1 --")
    assert answer.status == 400
    expect(window.locator("main")).to_contain_text("Division code")


def test_a_place_leads_to_its_bodies_and_their_reports(page):
    page.goto("/zh/place/990101")
    page.locator("table.matrix").get_by_role("link", name="青禾县卫生健康局").click()
    expect(page).to_have_url(re.compile("/zh/body/"))
    page.locator("table.years").get_by_role("link", name=re.compile("2024")).click()
    expect(page).to_have_url(re.compile(r"/zh/report/\d+"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("青禾县卫生健康局")
