"""Sources of pages to what a person sees of them first; scripts, links and hidden boxes are not it."""

import pytest

from crawler.obstacles.visible import Seen, seen_of


def test_lines_are_broken_at_blocks_only():
    source = "<p>您访问的<b>页面</b><span>不 存在</span></p><div>返回<br>首页</div>尾"
    assert seen_of(source).lines == ("您访问的页面不存在", "返回", "首页", "尾")


@pytest.mark.parametrize(
    "box",
    [
        "<script>登录</script>",
        "<style>登录</style>",
        "<noscript>登录</noscript>",
        "<select><option>登录</option></select>",
        "<button>登录</button>",
        "<a href=/login>登录</a>",
        "<a href='javascript:;'><span>登录</span></a>",
        "<div style='DISPLAY : none'><p>登录</p></div>",
        "<div hidden>登录</div>",
        "<!-- 登录 -->",
    ],
)
def test_what_is_no_text_of_the_page_itself(box):
    seen = seen_of(f"<p>前</p>{box}后<p>末</p>")
    assert seen.lines == ("前", "后", "末")
    assert seen.letters == 3


def test_links_are_counted_by_where_they_lead():
    source = "<a href=/a>一</a><a href=/a>二</a><a href=' '>三</a><a href='JavaScript:x()'>四</a><a href='#top'>五</a><a>六</a>"
    seen = seen_of(f"{source}<map><area href=/b></map>")
    assert seen.links == 2
    assert seen.lines == ("六",)


def test_long_lines_are_counted_and_left_out():
    seen = seen_of(f"<p>{'年' * 81}</p><p>{'年' * 80}</p>")
    assert seen.letters == 161
    assert [len(line) for line in seen.lines] == [80]


@pytest.mark.parametrize(
    ("meta", "is_article"),
    [
        ("<meta name=ArticleTitle content=年报>", True),
        ("<META CONTENT='2024-01-16' NAME='PUBDATE'>", True),
        ("<meta name=ArticleTitle content=null>", False),
        ("<meta name=ArticleTitle content='<CMSPRO_title>'>", False),
        ("<meta name=ArticleTitle content=' '>", False),
        ("<meta name=SiteName content=青桐县>", False),
    ],
)
def test_tags_of_articles(meta, is_article):
    assert seen_of(f"<html><head>{meta}</head><p>x</p></html>").is_article is is_article


def test_fields_of_forms():
    seen = seen_of("<form><input><input type=hidden><input type=PASSWORD><input type=submit></form>")
    assert (seen.fields, seen.asks_password, seen.shows_something) == (2, True, True)


def test_messages_of_scripts():
    assert seen_of("""<script>alert("您访问的页面 不存在"); alert( '再见' )</script>""").alerts == (
        "您访问的页面不存在",
        "再见",
    )


@pytest.mark.parametrize(
    "source", ["<img src=a.png>", "<iframe src=a></iframe>", "<meta http-equiv=Refresh content=0>"]
)
def test_pages_without_words_that_show_something(source):
    seen = seen_of(source)
    assert seen.shows_something
    assert not seen.letters


@pytest.mark.parametrize("source", ["", " ", "<!-- -->", "\0"])
def test_nothing(source):
    seen = seen_of(source)
    assert (seen.letters, seen.links, seen.has_script, seen.shows_something) == (0, 0, False, False)
    assert isinstance(seen, Seen)
