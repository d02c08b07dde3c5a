"""Attachments, viewers and pictures of a page to addresses."""

import pytest

from pipelines.document import Link
from tests.pipelines.reading.made_pages import URL, page, read, report

FOLDER = URL.rpartition("/")[0]
HOST = "http://www.qinghe.example"
BODY = f'<div id="zoom">{report()}</div>'


def links(inner: str) -> list[tuple[str, str]]:
    return [(link.url, link.text) for link in read(page(BODY + inner)).links]


@pytest.mark.parametrize(
    ("anchor", "url", "text"),
    [
        ('<a href="./P020240116.docx" OLDSRC="/x">附件1</a>', f"{FOLDER}/P020240116.docx", "附件1"),
        ('<a href="/attach/-1/2401.pdf">柳泉镇年报.pdf</a>', f"{HOST}/attach/-1/2401.pdf", "柳泉镇年报.pdf"),
        (
            "<a href='//file.qinghe.example/a.ofd#page=2' title='版式文件'></a>",
            "http://file.qinghe.example/a.ofd",
            "版式文件",
        ),
        (
            '<a href="/module/download/downfile.jsp?classid=0&filename=a1.pdf">下载</a>',
            f"{HOST}/module/download/downfile.jsp?classid=0&filename=a1.pdf",
            "下载",
        ),
        (
            '<a href="/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1&wbfileid=2">x.pdf</a>',
            f"{HOST}/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1&wbfileid=2",
            "x.pdf",
        ),
        ('<a href="/OpennessContent/download/12.html">表</a>', f"{HOST}/OpennessContent/download/12.html", "表"),
        (
            '<a href="/attachments/1/a.pdf20240128.pdf?sid=0a">报告</a>',
            f"{HOST}/attachments/1/a.pdf20240128.pdf?sid=0a",
            "报告",
        ),
        ('<a class="nfw-cms-attachment" href="/group/12" alt="年报.xls">附件</a>', f"{HOST}/group/12", "附件"),
        ('<a href="javascript:void(0)" onclick="openFile(\'/files/a.wps\')">附件</a>', f"{HOST}/files/a.wps", "附件"),
        (
            '<iframe src="/pdf/web/viewer.html?file=//static.example/x.pdf#page=1"></iframe>',
            "http://static.example/x.pdf",
            "",
        ),
        ('<iframe src="/pdf/web/viewer.html?file=..%2Ffiles%2F%E5%B9%B4.pdf">', f"{HOST}/pdf/files/年.pdf", ""),
        ('<embed src="x.pdf" type="application/pdf">', f"{FOLDER}/x.pdf", ""),
        ('<object data="/x.pdf"><p>无法显示</p></object>', f"{HOST}/x.pdf", ""),
        (
            '<script>showVsbpdfIframe("/__local/A/BC/x.pdf","100%","600","0")</script>',
            f"{HOST}/__local/A/BC/x.pdf",
            "",
        ),
        ("<script>var pdfUrl='/upload/2024/x.pdf?v=1';</script>", f"{HOST}/upload/2024/x.pdf?v=1", ""),
    ],
)
def test_files(anchor, url, text):
    assert links(f"<p>{anchor}</p>") == [(url, text)]


@pytest.mark.parametrize(
    "anchor",
    [
        '<a href="/art/2024/art_1.html">上年报告</a>',
        '<a href="mailto:gk@example.cn">gk@example.cn</a>',
        '<a href="javascript:window.print()">打印</a>',
        '<a href="http://[broken/x.pdf">坏</a>',
        '<iframe src="/list.html"></iframe>',
        "<script>var name = '.pdf'; load(id + '.pdf');</script>",
    ],
)
def test_what_is_no_file(anchor):
    assert links(f"<p>{anchor}</p>") == []


def test_each_file_once_with_the_text_that_says_most():
    assert links('<a href="/a.pdf"><img src="i.png"></a> <a href="/a.pdf#x">年报</a>') == [(f"{HOST}/a.pdf", "年报")]


def test_files_of_the_navigation_are_not_the_documents():
    above = '<a href="/guide.pdf">公开指南</a>' + "<p>栏目</p>" * 40
    document = read(page(f'<div id="zoom">{report()}<a href="/a.doc">附件</a></div>', above=above))
    assert document.links == (Link(f"{HOST}/a.doc", "附件"),)
    below = '<p>主办单位：青禾县人民政府</p><a href="/declaration.pdf">声明</a>'
    assert links(below) == []


def test_a_page_whose_report_is_an_attachment():
    document = read(page('<div id="zoom"><p>详见附件</p></div><p>附件：<a href="1.rar">年报</a></p>'))
    assert document.links == (Link(f"{FOLDER}/1.rar", "年报"),)


def test_without_an_address_links_stay_as_they_are():
    assert read(page(f'{BODY}<a href="a/b.pdf">年报</a>'), None).links == (Link("a/b.pdf", "年报"),)


def test_pictures_of_the_text():
    inner = (
        '<img src="./W02.jpg" width="600"><img data-src="/lazy.png"><img src="/images/icon_pdf.gif"><img src="dot.gif">'
        '<img src="line.png" height="2"><img src="a.png" width="16px"><table><tr><td><img src="/t.png"></td><td>1</td></tr></table>'
        f'<img src="data:image/png;base64,{"A" * 3000}"><img src="data:image/gif;base64,R0"><img>'
    )
    document = read(page(f'<img src="/banner.jpg"><img src="/top2.jpg"><div id="zoom">{report()}{inner}</div>'))
    assert document.pictures == (
        f"{FOLDER}/W02.jpg",
        f"{HOST}/lazy.png",
        f"{HOST}/t.png",
        "data:image/png;base64",
    )
