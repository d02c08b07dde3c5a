"""Pagers that scripts write on static pages, in the dialects of portals."""

import pytest

from crawler.lists.static_pager import listing_of, static_pager
from tests.crawler.families.reading import page

FOLDER = "http://www.qingtong.example/zwgk/zfxxgknb/"


def pager(script, file=""):
    found = static_pager(page(f'<div id="page_div"></div><script>{script}</script>', FOLDER + file))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("script", "file", "following"),
    [
        ('createPageHTML(3, 0, "index", "html");', "", "index_1.html"),
        ('createPageHTML(3, 1, "index", "html");', "index_1.html", "index_2.html"),
        ('createPageHTML(3, 2, "index", "html");', "index_2.html", None),
        ('createPageHTML(1, 0, "index", "html");', "", None),
        ("createPage('12','0','index','shtml')", "index.shtml", "index_1.shtml"),
        # other orders of the arguments
        ('createPageHTML("index","html",3,0)', "", "index_1.html"),
        ('createPageHTML(0, 3, "index", "html")', "", "index_1.html"),
        ('createPageHTML(1, 3, "index", "html")', "index_1.html", "index_2.html"),
        # an ending with a dot, and none at all
        ('createPageHTML(3, 0, "index", ".html")', "", "index_1.html"),
        ("createPageHTML(3, 0)", "list.shtml", "list_1.shtml"),
        # numbers in variables
        ('var m = 3; var n = 0; createPageHTML(m, n, "index", "html")', "", "index_1.html"),
        ('function createPageHTML(a, b, c, d) {} createPageHTML(3, 0, "index", "html")', "", "index_1.html"),
        # the other platform: pages count from 1
        ("createPageHTML('page_div',10, 1,'xxgk_list','shtml',149);", "xxgk_list.shtml", "xxgk_list_2.shtml"),
        ("createPageHTML('page_div',10, 2,'xxgk_list','shtml',149);", "xxgk_list_2.shtml", "xxgk_list_3.shtml"),
        ("createPageHTML('page_div',10, 10,'xxgk_list','shtml',149);", "xxgk_list_10.shtml", None),
        ("createPageHTML('page_div',1, 1,'xxgk_list','shtml',9);", "xxgk_list.shtml", None),
        # a few of it count from 0
        ("createPageHTML('page_div',2, 0,'xxgk_list','shtml',23);", "xxgk_list.shtml", "xxgk_list_1.shtml"),
        ("createPageHTML('page_div',3,1,'shtml')", "list.shtml", "list_2.shtml"),
        # a folder's name with a year is no number of a page
        ('createPageHTML(2, 0, "nb_2022", "html")', "nb_2022.html", "nb_2022_1.html"),
        # written out in the page
        ("var countnum=634; var currentPage=0; var countPage=7;", "", "index_1.html"),
        ("var currentPage = 6;//所在页从0开始\nvar countPage = 7//共多少页", "index_6.html", None),
        (
            'var currentPage=0; var countPage=7; document.write("<a href=\\"index_"+nextPage+".shtml\\">")',
            "",
            "index_1.shtml",
        ),
    ],
)
def test_the_file_of_the_next_page(script, file, following):
    assert pager(script, file).following == following


@pytest.mark.parametrize(
    ("script", "rows", "declared"),
    [
        ("createPageHTML('page_div',10, 1,'xxgk_list','shtml',149);", 15, 149),
        # capped: fewer pages than the total would fill
        ("createPageHTML('page_div',2, 1,'xxgk_list','shtml',149);", 15, 149),
        ('createPageHTML(3, 0, "index", "html");', 15, None),
        # a fifth number is the total, or only that of the rows of a page
        ('createPageHTML(3, 0, "index", "html", 41);', 15, 41),
        ('createPageHTML(3, 0, "index", "html", 15);', 15, None),
        ('createPageHTML(1, 0, "index", "html", 15);', 4, None),
        ("var countnum=634; var currentPage=0; var countPage=7;", 100, 634),
    ],
)
def test_what_the_pager_declares(script, rows, declared):
    assert pager(script).declared(rows) == declared


def test_an_empty_list_has_no_entries_though_other_lists_are_on_the_page():
    shown = page(
        '<ul><li><a href="/xw/202401/1.shtml">新闻动态第一条的标题</a>2024-01-01</li></ul>'
        "<script>createPageHTML('page_div',1, 1,'xxgk_list','shtml',0);</script>"
    )
    found = static_pager(shown)
    assert found is not None
    listing = listing_of(shown, found, "年报")
    assert (listing.items, listing.declared, listing.next) == ((), 0, None)


@pytest.mark.parametrize(
    "script",
    [
        "",
        "function createPageHTML(a, b) {}",
        "createPageHTML()",
        'createPageHTML(0, 0, "index", "html")',
        'createPageHTML(a, b, "index", "html")',
        "createPageHTML(99999999, 0)",
        "var countPage = getCount();",
    ],
)
def test_what_is_no_pager(script):
    assert static_pager(page(f"<script>{script}</script>", FOLDER)) is None
