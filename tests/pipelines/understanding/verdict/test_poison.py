"""Copies with advertising worked in, and offices that write of what they fight."""

import pytest

from pipelines.document import Document, Paragraph
from pipelines.understanding.verdict.poison import is_poisoned

TITLE = "柳泉镇2020年政府信息公开工作年度报告"
ELSEWHERE, GOVERNMENT = "http://www.hijack.example/1.html", "http://www.qinghe.gov.cn/1.html"


def page(*lines: str, title: str | None = None, tags: tuple[tuple[str, str], ...] = ()) -> Document:
    return Document("html", tuple(map(Paragraph, lines)), title=title, tags=tags)


@pytest.mark.parametrize(
    ("document", "title", "url"),
    [
        (page(TITLE, title="亚博体育-柳泉镇年报"), TITLE, ELSEWHERE),
        (page(TITLE), "青禾县手机彩票网民政局2010年政府信息公开工作年度报告", GOVERNMENT),
        (page("国产精品久久久_欧美激情", TITLE), TITLE, GOVERNMENT),
        (page(TITLE, tags=(("keywords", "真人娱乐,葡京"),)), TITLE, ELSEWHERE),
        (page(TITLE, tags=(("keywords", "真人娱乐,葡京"),)), TITLE, None),
        (page(TITLE, "政(zheng)府(fu)信(xin)息(xi)公(gong)开(kai)" * 3), TITLE, ELSEWHERE),
    ],
)
def test_poisoned(document, title, url):
    assert is_poisoned(document, title, url)


@pytest.mark.parametrize(
    ("document", "title", "url"),
    [
        (page(TITLE, "我镇开展打击六合彩、赌场和色情场所的宣传。"), TITLE, GOVERNMENT),
        (page(TITLE, tags=(("keywords", "真人娱乐,葡京"),)), TITLE, GOVERNMENT),
        (page("永利街道2020年政府信息公开工作年度报告"), "永利街道2020年政府信息公开工作年度报告", GOVERNMENT),
        (page(TITLE, "网址（www）和邮箱（mail）见下。"), TITLE, "http://[broken"),
        (page(), None, None),
    ],
)
def test_clean(document, title, url):
    assert not is_poisoned(document, title, url)
