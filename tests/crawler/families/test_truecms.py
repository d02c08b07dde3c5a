"""Lists of TrueCMS against servers with the habits of real ones; addresses and places are made up."""

import json
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.families.hanweb_jpage import FAMILY as HANWEB
from crawler.families.truecms import FAMILY
from crawler.pages.asking import Ask
from tests.crawler.families.reading import page, read_to_end

URL = "https://www.qingtong.example/qtxzf/zfxxgknb/zfxxgknb.html"
COLUMN = "754f6db5-0000-46d5-b25c-da3a86d10000"
TOTAL = 137


def entry(number: int) -> str:
    return (
        f'<li><a href="/qtxzf/zfxxgknb/content/{number:08x}-46d5.html" target="_blank">南桥街道{2000 + number}年'
        f"政府信息公开工作年度报告</a><span>2024-01-16</span></li>"
    )


def column(first: int = 60, *, total: int | None = TOTAL, shown: str = "perPage:15,groupSize:4,") -> str:
    stated = f"totalRecord:{total}," if total is not None else ""
    return (
        '<html><head><meta name="ColumnName" content="政府信息公开年报"></head><body>'
        f'<div id="initData" style="display:none"><ul>{"".join(map(entry, range(1, first + 1)))}</ul></div>'
        f"<script>$('#content').jpage({{dataStore:$('#initData').html(),{stated}{shown}"
        "proxyUrl:'/TrueCMS/messageController/getMessage.do',"
        f"ajaxParam:{{columnId:'{COLUMN}'}}}});</script></body></html>"
    )


def answer(first: int, last: int) -> str:
    records = "".join(f"<record><![CDATA[{entry(number)}]]></record>" for number in range(first, min(last, TOTAL) + 1))
    result = {"result": f"<datastore><recordset>{records}</recordset></datastore>" if records else ""}
    return f"cb({json.dumps(result, ensure_ascii=False)});"


def told(ask: Ask) -> dict[str, int]:
    values = parse_qs(urlsplit(ask.url).query)
    assert values["columnId"] == [COLUMN]
    assert values["callback"] == ["cb"]
    assert ask.referer == URL  # without it the servers answer 404
    return {name: int(values[name][0]) for name in ("startrecord", "endrecord", "perpage")}


def heeds_all(ask: Ask) -> str:
    return answer(told(ask)["startrecord"], told(ask)["endrecord"])


def says_nothing_beyond_ten(ask: Ask) -> str:
    return answer(1, 0) if told(ask)["perpage"] > 10 else heeds_all(ask)


def cuts_at_ten(ask: Ask) -> str:
    return answer(told(ask)["startrecord"], min(told(ask)["endrecord"], told(ask)["startrecord"] + 9))


def answers_without_callback(ask: Ask) -> str:
    return heeds_all(ask).removeprefix("cb(").removesuffix(");")


SERVERS = [heeds_all, says_nothing_beyond_ten, cuts_at_ten, answers_without_callback]


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize("shown", ["perPage:15,groupSize:4,", "perPage:10,groupSize:3,", ""])
def test_every_entry_is_found(server: Callable[[Ask], str], shown: str) -> None:
    found, asked = read_to_end(FAMILY, page(column(shown=shown), URL), server)
    assert len(found) == TOTAL
    assert all(ask.script and ask.body is None for ask in asked)
    assert len(asked) <= 12


def test_what_was_preloaded_is_all_that_a_closed_server_gives() -> None:
    # 连云港 keeps the script in its pages though the endpoint is closed
    found, asked = read_to_end(FAMILY, page(column(), URL), lambda _: "<h1>404</h1>")
    assert len(found) == 60
    assert len(asked) <= 2


def test_a_short_column_asks_for_nothing() -> None:
    for total in (23, None):
        (listing,) = FAMILY.read(page(column(23, total=total), URL))
        assert (len(listing.items), listing.declared, listing.next) == (23, total, None)
    assert listing.name == "政府信息公开年报"


def test_the_end_is_found_without_a_total() -> None:
    found, _ = read_to_end(FAMILY, page(column(total=None), URL), heeds_all)
    assert len(found) == TOTAL


def test_records_may_lie_in_the_call_itself() -> None:
    records = "".join(f"<record><![CDATA[{entry(number)}]]></record>" for number in range(1, 31))
    inline = (
        f"<div id=content></div><script>$('#content').jpage({{dataStore:'<datastore><totalrecord>{TOTAL}</totalrecord>"
        f"<recordset>{records}</recordset></datastore>',proxyUrl:'/TrueCMS/messageController/getMessage.do',perPage:10,"
        f"groupSize:3,ajaxParam:{{columnId:'{COLUMN}'}}}});</script>"
    )
    found, _ = read_to_end(FAMILY, page(inline, URL), heeds_all)
    assert len(found) == TOTAL


def test_hanweb_leaves_these_pages_alone() -> None:
    assert not HANWEB.recognises(page(column(), URL))
    assert not FAMILY.recognises(page("<p>县情</p>", URL))
    assert list(FAMILY.read(page("getMessage.do", URL))) == []
