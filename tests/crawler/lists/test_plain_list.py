"""Lists of plain markup, and the articles that only look like one."""

from crawler.lists.plain_list import is_article, plain_listing
from tests.crawler.families.listpages import HOME, list_page, rows

TURN = "<div class='page'>共52条 1/6 {}</div>"


def test_a_way_on_that_the_page_does_not_link():
    page = list_page(f"<ul>{rows(range(10))}</ul>{TURN}")
    found = plain_listing(page, lambda _, pager: f"{HOME}/p{(pager.current or 0) + 1}.html")
    assert (found.next.url, found.declared, found.pages) == (f"{HOME}/p2.html", 52, 6)


def test_the_last_page_is_not_gone_on_from():
    page = list_page(f"<ul>{rows(range(2))}</ul>{TURN.replace('1/6', '6/6')}")
    found = plain_listing(page, lambda *_: f"{HOME}/p7.html")
    assert (found.next, len(found.items), found.declared) == (None, 2, 52)


def test_a_page_that_says_nothing_of_its_length_is_left_alone():
    assert plain_listing(list_page(f"<ul>{rows(range(10))}</ul>")) is None


def test_lists_with_the_tags_of_an_article_are_lists_all_the_same():
    # templates repeat the tags of articles on lists
    page = list_page(f"<ul>{rows(range(10))}</ul>{TURN}", head='<meta name="ArticleTitle" content="年报">')
    assert is_article(page)
    assert plain_listing(page).declared == 52


def test_an_article_in_several_pages_is_no_list():
    head = '<meta name="ArticleTitle" content="白鹭镇2023年政府信息公开工作年度报告">'
    assert plain_listing(list_page("<p>一、总体情况</p><a href='t1_2.html'>下一页</a>", head=head)) is None
