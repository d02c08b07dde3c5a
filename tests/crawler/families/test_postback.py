"""Pages that post themselves: all hidden fields of the very page go along with target and argument."""

from urllib.parse import parse_qs

from crawler.families.postback import FAMILY
from crawler.pages.asking import Ask
from tests.crawler.families.listpages import list_page, only, rows
from tests.crawler.families.reading import read_to_end

URL = "http://gk.qingtong.example/year_list.aspx?dept=126"


def form(numbers, links, state="dDwt+/="):
    return (
        f'<form method="post" action="year_list.aspx?dept=126"><input type="hidden" name="__VIEWSTATE" value="{state}">'
        '<input type="hidden" name="__EVENTTARGET"><input type="hidden" name="__EVENTARGUMENT">'
        f'<ul>{rows(numbers, "year_details.aspx?dept=126&amp;id={}")}</ul><div id="AspNetPager1">{links}</div></form>'
        # careless markup leaves a field outside of its form
        '<input type="hidden" name="__EVENTVALIDATION" value="wEW">'
    )


def number(argument, text=None, target="AspNetPager1"):
    return f"<a href=\"javascript:__doPostBack('{target}','{argument}')\">{text or argument}</a>"


def served(ask):
    told = parse_qs(ask.body, keep_blank_values=True)
    assert told["__EVENTVALIDATION"] == ["wEW"]
    page = int(told["__EVENTARGUMENT"][0])
    assert told["__VIEWSTATE"] == [f"state of {page - 1}"]
    others = "".join(number(one) for one in (1, 2, 3) if one != page)
    return list_page(form(range(page * 10 - 9, min(page * 10, 25) + 1), others, f"state of {page}"), URL).text


def test_a_list_is_read_to_its_end_with_the_state_of_each_page():
    first = list_page(form(range(1, 11), f"<span>1</span>{number(2)}{number(3)}", "state of 1"), URL)
    seen, asked = read_to_end(FAMILY, first, served)
    assert len(seen) == 25
    assert len(asked) == 2
    assert {ask.url for ask in asked} == {URL}


def test_a_grid_names_its_pages_by_an_argument_with_a_word():
    links = number("Page$2", "2", "GridView1") + number("Page$3", "3", "GridView1")
    asked = only(FAMILY.read(list_page(form(range(10), links), URL))).next
    assert "__EVENTARGUMENT=Page%242" in asked.body


def test_the_link_that_says_so_goes_before_the_numbers():
    links = number("3", "3") + "<a href=\"javascript:__doPostBack('lbNext','')\">下一页</a>"
    assert "__EVENTTARGET=lbNext" in only(FAMILY.read(list_page(form(range(10), links), URL))).next.body


def test_dots_lead_to_the_pages_that_have_no_number_yet():
    page = list_page(
        form(range(10), number("9", "9") + number("11", "...")), URL, Ask(URL, "x", family="postback", memo=("10",))
    )
    assert "__EVENTARGUMENT=11" in only(FAMILY.read(page)).next.body


def test_the_last_page_has_no_next():
    page = list_page(form(range(3), number(1) + number(2)), URL, Ask(URL, "x", family="postback", memo=("3",)))
    found = only(FAMILY.read(page))
    assert found.next is None
    assert len(found.items) == 3


def test_a_home_made_system_posts_the_number_of_the_page():
    # page('3') of a system of natural resources: the answer comes from the same address
    content = (
        f"<form method='post'><input type='hidden' name='cpage' value='1'><ul>{rows(range(10))}</ul>"
        "<a href=\"javascript:page('2')\">2</a><a href=\"javascript:page('2')\">下一页</a> 共23条</form>"
    )
    found = only(FAMILY.read(list_page(content)))
    assert (found.next.body, found.next.memo, found.declared) == ("cpage=2", ("2",), 23)


def test_pages_that_are_turned_by_plain_links_are_left_to_others():
    content = f"<form>{rows(range(10))}<a href='?page=2'>下一页</a><a href=\"javascript:__doPostBack('search','')\">查询</a></form>"
    assert FAMILY.read(list_page(content, URL)) == ()
