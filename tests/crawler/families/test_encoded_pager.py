"""Pagers that a script takes out of base64: they are read without running it."""

from base64 import b64encode
from urllib.parse import quote_plus

from crawler.families.encoded_pager import FAMILY
from tests.crawler.families.listpages import HOME, list_page, only, rows

URL = f"{HOME}/policies/"
SCRIPT = "<script>var box=document.getElementById('pages');box.innerHTML=decodeURIComponent(window.atob(box.innerHTML))</script>"


def encoded(markup):
    return b64encode(quote_plus(markup).encode()).decode()


def test_the_next_page_and_the_total_come_out_of_it():
    hidden = encoded('<a href="/policies/1.html">1</a> <a href="/policies/2.html">下一页</a> 共23条')
    page = list_page(f"<ul>{rows(range(10))}</ul><div id='pages'>{hidden}</div>{SCRIPT}", URL)
    assert FAMILY.recognises(page)
    found = only(FAMILY.read(page))
    assert (found.next.url, found.declared, len(found.items)) == (f"{URL}2.html", 23, 10)


def test_it_may_stand_in_the_script_itself():
    hidden = encoded('<a href="/policies/2.html">下一页</a>')
    script = f'<div id="pages"></div><script>document.write(decodeURIComponent(atob("{hidden}")))</script>'
    page = list_page(f"<ul>{rows(range(10))}</ul>{script}", URL)
    assert FAMILY.recognises(page)
    found = only(FAMILY.read(page))
    assert (found.next.url, len(found.items)) == (f"{URL}2.html", 10)


def test_pictures_in_base64_are_no_pagers():
    picture = b64encode(bytes(range(256)) * 4).decode()
    assert FAMILY.read(list_page(f"<img src='data:image/png;base64,{picture}'><script>atob('x')</script>", URL)) == ()
