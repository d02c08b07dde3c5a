"""Pages that are hardly ones themselves: shells that send on, frames, viewers of files, applications."""

import pytest

from crawler.pages.page import Page
from crawler.pages.shells import frames_in, needs_rendering, redirect_in

URL = "http://www.qingtong.example/zwgk/zfxxgk/zfxxgknb/"
TEXT = "白鹭镇人民政府主动公开政府信息，办理依申请公开。" * 12


def page(source, url=URL):
    return Page(url, source.encode(), "text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("source", "target"),
    [
        # a column folder without a list of its own: 160 bytes, and 200
        ("<script>window.location.href='./2023n/'</script>", "2023n/"),
        ("<html><script>location.replace('./jbxx/')</script></html>", "jbxx/"),
        ('<script>window.location="jbxx/index.html";</script>', "jbxx/index.html"),
        ("<script>var url='2023n/'; top.location.href = url + 'index.html'</script>", "2023n/index.html"),
        ("<script>setTimeout(\"location.href='2023n/'\",1000)</script>页面正在跳转，请稍候……", "2023n/"),
        ("<script>location.href=location.protocol+'//'+location.host+'/a/'</script>", "http://www.qingtong.example/a/"),
        ('<meta http-equiv=refresh content="0;url=2023n/">', "2023n/"),
        ("<META HTTP-EQUIV='Refresh' CONTENT=\"0; URL='2023n/'\">", "2023n/"),
        ("<body onload=\"location='2023n/'\"></body>", "2023n/"),
        # telephones are sent elsewhere
        ("<script>if(/iphone/i.test(navigator.userAgent)){location.href='/wap/'}else{location.href='pc/'}</script>", "pc/"),
        ("<script>if(/iphone/i.test(navigator.userAgent)){location.href='/wap/'}</script>", None),
        # switched off by its author
        ("<script>// location.href='/old/'\n/* location.href='/older/' */</script>", None),
        # a challenge, which comes back to the same address
        ("<script>document.cookie=('_')+('j');location.href=location.pathname+location.search</script>", None),
        ("<script>location.href=location.href</script>", None),
        # a page that reloads itself, one for those without scripts, and one that asks what is not known
        ('<meta http-equiv="refresh" content="600">', None),
        ('<meta http-equiv="refresh" content="600;url=x/">', None),
        ('<noscript><meta http-equiv="refresh" content="0;url=/nojs/"></noscript>', None),
        ("<script>location.href='/s?q='+keyword</script>", None),
        # pages with something to read
        (f"<p>{TEXT}</p><script>location.href='/x/'</script>", None),
        ("<a href=/a>一</a><a href=/b>二</a><a href=/c>三</a><a href=/d>四</a><script>location.href='/x/'</script>", None),
        ("<p>白鹭镇</p><script>function go(u){}</script>", None),
        ("", None),
    ],
)  # fmt: skip
def test_where_a_shell_sends_the_browser(source, target):
    wanted = target if target is None or target.startswith("http") else URL + target
    assert redirect_in(page(source)) == wanted


def test_the_head_of_a_shell_may_be_dressed_up():
    head = "<head><title>年报</title>" + '<meta name="SiteName" content="青桐县人民政府">' * 60 + "</head>"
    assert redirect_in(page(f"<html>{head}<script>location.href='2023n/'</script></html>")) == f"{URL}2023n/"


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ('<iframe src="/opennessContent/iframe/?branch_id=54014be15837eedf9b7dd15a&page=1"></iframe>',
         "http://www.qingtong.example/opennessContent/iframe/?branch_id=54014be15837eedf9b7dd15a&page=1"),
        ('<frameset><frame src="list.html"></frameset>', f"{URL}list.html"),
        # viewers: the file is meant from the viewer's own address
        ('<iframe src="/pdf/web/viewer.html?file=//wj.example/x.pdf#page=1"></iframe>', "http://wj.example/x.pdf"),
        ('<iframe src="/pdf/web/viewer.html?file=%2Fa%2Fb.pdf"></iframe>', "http://www.qingtong.example/a/b.pdf"),
        ('<iframe src="/pdf/web/viewer.html?file=../b.pdf"></iframe>', "http://www.qingtong.example/pdf/b.pdf"),
        ('<embed src="x.pdf">', f"{URL}x.pdf"),
        ('<object data="x.pdf" type="application/pdf"></object>', f"{URL}x.pdf"),
        ('<script>var pdfUrl = "/a/b.pdf";</script>', "http://www.qingtong.example/a/b.pdf"),
        ('<script>showVsbpdfIframe("/__local/A/BC/x.pdf","100%","600","0")</script>',
         "http://www.qingtong.example/__local/A/BC/x.pdf"),
        ("<script>document.write('<iframe src=\"list.html\" width=100></iframe>')</script>", f"{URL}list.html"),
    ],
)  # fmt: skip
def test_what_a_page_frames(source, target):
    (found,) = frames_in(page(f"<title>政府信息公开年报</title>{source}"))
    assert (found.ask.url, found.text) == (target, "政府信息公开年报")


@pytest.mark.parametrize(
    "source",
    [
        '<iframe src="about:blank"></iframe>',
        '<iframe src="javascript:false"></iframe>',
        "<iframe></iframe>",
        '<object data="movie.swf"></object>',
        f'<iframe src="{URL}"></iframe>',
        "<script>var note = 'save as report.pdf';</script>",
    ],
)
def test_what_is_no_frame(source):
    assert frames_in(page(source)) == ()


def test_the_title_of_a_frame_is_its_text():
    assert frames_in(page('<iframe title="白鹭镇年报" src="a.html"></iframe>'))[0].text == "白鹭镇年报"


@pytest.mark.parametrize(
    ("source", "is_shell"),
    [
        ('<div id="app"></div><script src="/js/chunk-vendors.c1553651.js"></script>', True),
        ("<noscript>Please enable JavaScript to continue.</noscript><div id=x></div><script src=/a.js></script>", True),
        ('<div id="yxfront"></div><script src="/dist/main.js"></script>', True),
        (f'<div id="app">{TEXT}</div><script src="/js/app.1.js"></script>', False),
        ('<div id="app"></div><script src="/js/app.1.js"></script><iframe src="/list.html"></iframe>', False),
        ("<div id=app></div><script src=/js/app.js></script><script>location.href='/x/'</script>", False),
        ('<div id="app"></div>', False),
        ("<p>暂无信息</p><script src=/js/jquery.js></script>", False),
        ("", False),
    ],
)
def test_what_only_a_browser_could_show(source, is_shell):
    assert needs_rendering(page(source)) is is_shell


def test_files_are_nothing_of_all_this():
    file = Page(URL, b"%PDF-1.7 location.href='x'", "application/pdf")
    assert (redirect_in(file), frames_in(file), needs_rendering(file)) == (None, (), False)
