"""The columns of Hebei's counties, named by UUIDs; some write their lists by script."""

from crawler.families.hebei import FAMILY
from tests.crawler.families.listpages import HOME, list_page, next_url, only, rows

COLUMN = f"{HOME}/columns/0772e821-5733-421d-82e7-f545c5729b9e"
ARTICLE = COLUMN + "/202302/13/67eb2365-22bc-45b5-be58-199b9683{:04x}.html"


def test_a_plain_list_goes_on_with_its_link():
    page = list_page(f"<ul>{rows(range(15), ARTICLE)}</ul><a href='index_2.html'>下一页</a>", f"{COLUMN}/index.html")
    assert FAMILY.recognises(page)
    assert next_url(FAMILY.read(page)) == f"{COLUMN}/index_2.html"


def test_without_a_link_pages_are_counted_up():
    page = list_page(f"<ul>{rows(range(15), ARTICLE)}</ul><div class='page'>2/4</div>", f"{COLUMN}/index_2.html")
    assert next_url(FAMILY.read(page)) == f"{COLUMN}/index_3.html"


def test_a_list_in_a_script_is_read():
    entries = ",".join(f'{{"title":"白鹭镇{one}组2022年年度报告","url":"{ARTICLE.format(one)}"}}' for one in range(5))
    found = only(FAMILY.read(list_page(f"<script>var list=[{entries}];</script>", f"{COLUMN}/index.html")))
    assert [item.text for item in found.items][:1] == ["白鹭镇0组2022年年度报告"]
    assert len(found.items) == 5


def test_a_report_is_no_list():
    page = list_page("<p>上一篇：<a href='x.html'>某通知</a></p><p>共52条 1/4</p>", ARTICLE.format(1))
    assert FAMILY.read(page) == ()
