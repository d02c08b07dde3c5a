"""Readers who come otherwise: with the keyboard alone, without scripts, on paper; and a snapshot that means harm."""

import re

from playwright.sync_api import expect

from tests.archive.web.browser.addresses import addresses
from tests.archive.web.browser.chromium import PHONE, picture


def focused(page, what):
    return page.evaluate(f"document.activeElement.{what}")


def test_everything_can_be_done_with_the_keyboard_alone(page):
    page.goto("/en/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert focused(page, "id") == "main"
    page.keyboard.press("Tab")
    expect(page.locator("#ask")).to_be_focused()
    page.keyboard.type("公开目录")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/en/search"))
    page.locator("main").focus()
    for _ in range(30):
        page.keyboard.press("Tab")
        if "/report/" in (focused(page, "href") or ""):
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid", "focus can be seen"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/en/report/\d+"))
    page.locator("#fact-title summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#fact-title blockquote")).to_be_visible()


def test_a_wide_table_is_moved_by_the_keyboard(open_window, site):
    window = open_window(**PHONE)
    window.goto(f"/zh/{addresses(site)['report']}")
    table = window.get_by_role("region", name="收到和处理政府信息公开申请情况")
    table.focus()
    for _ in range(5):
        window.keyboard.press("ArrowRight")
    expect(table).to_be_focused()
    window.wait_for_function("element => element.scrollLeft > 0", arg=table.element_handle())


def test_nothing_needs_scripts(open_window):
    window = open_window(scripts=False)
    window.goto("/zh/")
    window.locator("#ask").fill("公开目录")
    window.locator(".ask button").click()
    expect(window.locator(".hits mark").first).to_have_text("公开目录")
    window.locator(".facets").get_by_role("link", name="2024").click()
    window.locator(".hits h2 a").first.click()
    expect(window.locator("mark#hit")).to_be_in_viewport()
    window.locator("#fact-title summary").click()
    expect(window.locator("#fact-title blockquote")).to_be_visible()
    window.get_by_role("link", name="该机关历年报告").click()
    expect(window.locator("figure svg[role=img]").first).to_be_visible()
    window.goto("/en/questions/05-grant-rate?division=990101")
    expect(window.locator("figure svg.chart")).to_be_visible()


def test_a_report_on_paper_is_the_report_alone(page, site):
    page.goto(f"/zh/{addresses(site)['report']}")
    page.emulate_media(media="print")
    for gone in ("header.site nav", "form.find", "nav.inside", "nav.beside"):
        expect(page.locator(gone)).to_be_hidden()
    for kept in ("h1", "table.requests", "#proof", "dl.proof"):
        expect(page.locator(kept)).to_be_visible()
    picture(page, "report-printed")


def test_a_hostile_snapshot_runs_and_loads_nothing(open_window, site, elsewhere_server):
    window = open_window(may_complain=True)
    window.goto(f"/zh/{addresses(site)['snapshot-hostile']}")
    frame = window.frame_locator("iframe")
    expect(frame.get_by_text("年度报告")).to_be_visible()
    frame.locator("#send").click()
    frame.locator("#script").click()
    assert "run" not in window.title()
    picture(window, "snapshot-hostile-clicked")
    window.goto(f"/-/snapshot/{site.hostile}/view")
    expect(window.get_by_text("年度报告")).to_be_visible()
    window.locator("#send").click()
    window.locator("#script").click()
    assert window.title() != "run"
    assert window.url.endswith("/view")
    second = window.context.new_page()
    second.goto(f"{elsewhere_server.address}/last")  # so what the snapshot asked for would have come by now
    assert [path for path in elsewhere_server.asked if path != "/favicon.ico"] == ["/last"]


def test_the_original_of_a_snapshot_is_downloaded_not_opened(page, site):
    page.goto(f"/en/{addresses(site)['snapshot-file']}")
    with page.expect_download() as started:
        page.get_by_role("link", name=re.compile("Download the original")).click()
    assert started.value.suggested_filename.endswith(".pdf")
