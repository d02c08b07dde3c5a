"""What a reader does in a browser: searches, follows a fact to its words and a sum to its cells, compares, sees charts."""

import re

from playwright.sync_api import expect

from tests.archive.web.browser.addresses import addresses
from tests.archive.web.browser.chromium import picture


def test_a_word_leads_to_its_place_in_a_report(page):
    page.goto("/zh/")
    page.get_by_role("searchbox").last.fill("公开目录")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/zh/search"))
    expect(page.locator(".hits mark").first).to_have_text("公开目录")
    page.locator(".hits h2 a").first.click()
    expect(page).to_have_url(re.compile(r"/zh/report/\d+\?q=.*#hit"))
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.locator("mark#hit")).to_have_text("公开目录")
    expect(page.locator("mark#hit")).to_be_in_viewport()
    picture(page, "hit-in-report")


def test_filters_narrow_a_search(page):
    page.goto("/en/search?q=公开")
    assert page.get_by_role("link", name="Next page").count() == 1
    filters = page.locator("form.filters")
    filters.get_by_label("Year", exact=True).fill("2024")
    filters.get_by_role("button").click()
    expect(page).to_have_url(re.compile("year=2024"))
    expect(page.locator(".hits > li small, .hits > li p").first).to_contain_text("2024")
    filters.get_by_label("only reports that do not add up").check()
    filters.get_by_role("button").click()
    expect(page.locator(".hits > li")).to_have_count(1)
    page.get_by_role("link", name="remove: 2024").click()
    expect(page).not_to_have_url(re.compile("year=2024"))


def test_a_facet_is_one_click_and_one_click_back(page):
    page.goto("/zh/search?q=公开")
    facet = page.locator(".facets li").filter(has=page.get_by_role("link", name="2023"))
    number = facet.locator("span").inner_text()
    facet.get_by_role("link").click()
    expect(page).to_have_url(re.compile("year=2023"))
    expect(page.get_by_role("status")).to_contain_text(f"{number} 份报告")
    page.locator(".facets a[aria-current]").click()
    expect(page).not_to_have_url(re.compile("year=2023"))


def test_a_fact_leads_to_the_words_it_was_read_from(page, site):
    page.goto(f"/zh/{addresses(site)['report']}")
    fact = page.locator("#fact-contact-office")
    fact.locator("summary").click()
    words = fact.locator("blockquote mark").inner_text()
    expect(fact.locator("blockquote")).to_be_visible()
    picture(page, "evidence")
    fact.get_by_role("link", name=re.compile("在正文中看")).click()
    expect(page.locator(":target")).to_be_in_viewport()
    expect(page.locator(":target")).to_contain_text(words)


def test_a_violated_sum_is_marked_in_the_table_and_explained(page, site):
    page.goto(f"/en/{addresses(site)['report']}")
    page.locator("td.violated a.check").first.click()
    told = page.locator("li:target")
    expect(told).to_be_in_viewport()
    expect(told).to_contain_text("214")
    told.get_by_role("link", name=re.compile("to the cell")).click()
    expect(page.locator("td.violated:target")).to_be_in_viewport()


def test_two_versions_are_compared(page, site):
    report = addresses(site)["versions"].split("/versions/")[0]
    page.goto(f"/en/{report}")
    page.get_by_role("link", name="Compare with version 2").click()
    expect(page).to_have_url(re.compile(r"/versions/\d+/\d+"))
    expect(page.locator(".pair.differs :is(ins, del)").first).to_be_visible()
    page.get_by_role("link", name="Swap the sides").click()
    expect(page.locator(".side h2").first).to_have_text("Version 2")
    page.get_by_role("link", name="Back to the report").click()
    expect(page).to_have_url(re.compile(f"/en/{report}$"))


def test_an_edited_figure_is_seen_in_both_versions(page):
    page.goto("/zh/changes?kind=edited")
    before, after = page.locator(".hits tbody td").all_inner_texts()[:2]
    page.get_by_role("link", name="两个版本对照").first.click()
    expect(page.locator("table").first.get_by_role("cell", name=before, exact=True)).to_be_visible()
    expect(page.locator("table").first.get_by_role("cell", name=after, exact=True)).to_be_visible()
    picture(page, "versions-figure")


def test_charts_can_be_seen_and_read_as_tables(page, site):
    page.goto(f"/zh/{addresses(site)['body']}")
    chart = page.get_by_role("img", name=re.compile("新收申请"))
    expect(chart).to_be_visible()
    assert chart.bounding_box()["height"] > 80
    page.locator("figure details summary").first.click()
    expect(page.locator("figure details table").first).to_be_visible()
    picture(page, "chart-open")


def test_the_language_is_changed_on_the_same_page(page):
    page.goto("/zh/search?q=公开&year=2024")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile(r"/en/search\?q=.*year=2024"))
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_words_that_look_like_markup_stay_words(page):
    page.goto("/zh/search?q=<img src=x onerror=alert(1)>")
    assert page.locator("img").count() == 0
    page.goto("/en/search?q=\"><script>document.title='run'</script>")
    assert page.title() != "run"


def test_datasettes_own_box_finds_what_ours_finds(page):
    page.goto("/en/search?q=公开目录")
    ours = page.locator(".hits > li").count()
    page.goto("/archive/reports?_search=公开目录")
    expect(page.locator("table.rows-and-columns tbody tr")).to_have_count(ours)
    picture(page, "datasette-search")
