"""The title of a document, wherever its page shows it."""

import pytest

from tests.pipelines.reading.made_pages import TITLE, page, read, report

BODY = f'<div id="zoom">{report()}</div>'


@pytest.mark.parametrize(
    "above",
    [
        f"<h1>{TITLE}</h1>",
        f'<div class="title">{TITLE}</div><div>发布时间：2024-01-16</div>',
        f'<table><tr><td class="bt" align=center>{TITLE}</td></tr><tr><td>来源：柳泉镇</td></tr></table>',
        f"<ucaptitle>{TITLE}</ucaptitle>",
        f"<h2>{TITLE[:11]}<br/>{TITLE[11:]}</h2>",
        f"<p align=center><strong>{TITLE}</strong></p>",  # only like the title bar
        f"<h3>政府信息公开年报</h3><h1>{TITLE}</h1><p>字体：大 中 小</p>",
    ],
)
def test_a_title_above_the_body_comes_first(above):
    assert read(page(BODY, above=above)).paragraphs[0] == TITLE


def test_a_title_in_the_body_is_not_doubled():
    for opening in (
        f"<p>{TITLE}</p>",
        f"<p>{TITLE[:11]}</p><p>{TITLE[11:]}</p>",
        f"<p>柳府发〔2024〕1号</p><p>{TITLE}</p>",
    ):
        document = read(page(f'<div id="zoom">{opening}{report()}</div>'))
        assert sum("年度报告" in line and len(line) < 40 for line in document.paragraphs) == 1


def test_the_name_of_the_site_or_column_is_no_title():
    above = '<div class="logo">青禾县人民政府</div><h3 class="title">政府信息公开年报</h3>'
    document = read(page(BODY, above=above))
    assert document.paragraphs[0].startswith("本报告")
    assert document.title == f"{TITLE}_青禾县人民政府"


def test_a_meta_tag_tells_which_line_it_is():
    # the title bar names only the site
    other = "关于柳泉镇2023年政府信息公开工作情况的报告"
    head = f'<meta content="{other}" name="ArticleTitle">'
    markup = page(BODY, head=head, above=f"<div>首页</div><div>{other}</div>").replace(f"<title>{TITLE}_", "<title>")
    assert read(markup).paragraphs[0] == other
