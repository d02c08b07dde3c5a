"""The words of pagers, as many as systems have for the same three numbers."""

import pytest

from crawler.lists.pager_words import Told, told, told_by_scripts


@pytest.mark.parametrize(
    ("text", "current", "pages", "entries"),
    [
        ("共52条 首页 上页 1 2 下页 尾页 1/11", 1, 11, 52),
        ("第1页/共6页 总数 52", 1, 6, 52),
        ("共检索到52条信息", None, None, 52),
        ("总共 52 条 分 6 页", None, 6, 52),
        ("15条/页 共212条", None, None, 212),
        ("每页 15 条", None, None, None),
        ("2024/01/16 10-12", None, None, None),
        ("共11页，52条", None, 11, 52),
        ("12/3", None, None, None),
        ("", None, None, None),
    ],
)
def test_what_words_tell(text, current, pages, entries):
    assert told(text) == Told(current, pages, entries)


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("$('#p').pagination({totalData:52,showData:10,current:2})", Told(2, 6, 52, 10)),
        ('{"totalRecord":"52","pageSize":"10"}', Told(None, 6, 52, 10)),
        ("var totalCount=52, totalCount=60, pageCount=6", Told(None, 6, None, None)),
        ("var total=3.5; count=7", Told()),
    ],
)
def test_what_scripts_tell(script, expected):
    assert told_by_scripts(script) == expected
