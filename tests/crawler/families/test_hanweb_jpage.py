"""Lists of Hanweb JCMS against servers with the habits of real ones; addresses and places are made up."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.families.hanweb_jpage import FAMILY
from crawler.pages.asking import Ask
from tests.crawler.families.reading import page, read_to_end

TOTAL = 212
GROUP = 45
PROXY = "/module/web/jpage/dataproxy.jsp"
BODY = (
    "col=1&appid=1&webid=39&path=%2F&columnid=26753&sourceContentType=1&unitid=423656"
    "&webname=%E9%9D%92%E6%A1%90%E5%8E%BF%E4%BA%BA%E6%B0%91%E6%94%BF%E5%BA%9C&permissiontype=0"
)


def href(number: int) -> str:
    return f"/art/2024/1/16/art_26753_{number}.html"


def record(number: int) -> str:
    title = f"白鹭镇{number}年政府信息公开工作年度报告"
    # titles are cut and dates stand on lines of their own
    return (
        f"<record><![CDATA[<li><a href=\"{href(number)}\" target='_blank' title='{title}'>{title[:8]}…</a>"
        '<span class="time">\n2024-01-16\n</span></li>]]></record>\n'
    )


def store(numbers: range, further: str = "", head: str = "") -> str:
    group = f'<nextgroup><![CDATA[<a href="{further}"></a>]]></nextgroup>' if further else ""
    return f"<datastore>\n{group}{head}<recordset>{''.join(map(record, numbers))}</recordset></datastore>"


def group_address(number: int, unit: str = "423656") -> str:
    return (
        f"{PROXY}?page={number}&appid=1&appid=1&webid=39&path=/&columnid=26753&unitid={unit}"
        "&webname=%E9%9D%92%E6%A1%90&permissiontype=0"
    )


def pager(unit: str = "423656", total: int | None = TOTAL) -> str:
    stated = f"totalRecord:{total}," if total is not None else ""
    return (
        f"$('#{unit}').jpage({{themeName:'default',showMode:'full',dataStore:dataAfter,{stated}groupSize:3,perPage:15,"
        f"barPosition:'bottom',proxyUrl:'{PROXY}',ajaxParam:{{col:1,appid:1,webid:39,path:'/',columnid:26753,"
        f"sourceContentType:1,unitid:'{unit}',webname:'青桐县人民政府',permissiontype:0}}}});"
    )


def column(islands: str, script: str) -> str:
    return (
        '<html><head><meta name="ColumnName" content="政府信息公开年报"></head><body>'
        '<div id="423656" class="default_pgContainer"></div>'
        f'<script type="text/xml">{islands}</script><script>{script}</script></body></html>'
    )


def first_page(*, grouped: bool = True, total: int | None = TOTAL) -> str:
    return column(store(range(1, GROUP + 1), group_address(1) if grouped else ""), pager(total=total))


def told(ask: Ask) -> dict[str, str]:
    both = {**parse_qs(urlsplit(ask.url).query), **parse_qs(ask.body or "")}
    return {name: values[-1] for name, values in both.items()}


def cut(start: int, end: int, last: int = TOTAL) -> str:
    return store(range(max(start, 1), min(end, last) + 1))


def heeds_startrecord(ask: Ask) -> str:
    if "startrecord" not in told(ask):
        return cut(1, GROUP)
    return cut(int(told(ask)["startrecord"]), int(told(ask)["endrecord"]))


def heeds_page_only(ask: Ask) -> str:
    size = min(int(told(ask).get("perpage", 15)), 100)
    return cut((int(told(ask)["page"]) - 1) * size + 1, int(told(ask)["page"]) * size)


def heeds_neither_size(ask: Ask) -> str:
    return cut((int(told(ask)["page"]) - 1) * 15 + 1, int(told(ask)["page"]) * 15)


def caps_at_twenty(ask: Ask) -> str:
    size = min(int(told(ask).get("perpage", 20)), 20)
    return cut((int(told(ask)["page"]) - 1) * size + 1, int(told(ask)["page"]) * size)


def caps_startrecord_at_twenty(ask: Ask) -> str:
    start = int(told(ask).get("startrecord", 1))
    return cut(start, min(start + 19, int(told(ask).get("endrecord", 20))))


def counts_groups_from_nought(ask: Ask) -> str:
    number = int(told(ask)["page"])
    following = group_address(number + 1) if (number + 1) * GROUP < TOTAL else ""
    start = number * GROUP + 1
    return store(range(start, min(start + GROUP - 1, TOTAL) + 1), following)


def answers_posts_only(ask: Ask) -> str:
    return heeds_startrecord(ask) if ask.body else "<?xml version='1.0' encoding='utf-8'?><datastore></datastore>"


def answers_gets_only(ask: Ask) -> str:
    return heeds_page_only(ask) if not ask.body else "<?xml version='1.0' encoding='utf-8'?><datastore></datastore>"


SERVERS = [
    heeds_startrecord,
    heeds_page_only,
    heeds_neither_size,
    caps_at_twenty,
    caps_startrecord_at_twenty,
    answers_posts_only,
    answers_gets_only,
]


@pytest.mark.parametrize("server", [*SERVERS, counts_groups_from_nought])
def test_every_record_is_found_by_way_of_the_next_group(server: Callable[[Ask], str]) -> None:
    found, asked = read_to_end(FAMILY, page(first_page()), server)
    assert found == {f"http://www.qingtong.example{href(number)}" for number in range(1, TOTAL + 1)}
    assert asked[0].url == f"http://www.qingtong.example{group_address(1)}"
    assert len(asked) <= 15


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize("total", [TOTAL, None])
def test_every_record_is_found_by_the_call_alone(server: Callable[[Ask], str], total: int | None) -> None:
    found, asked = read_to_end(FAMILY, page(first_page(grouped=False, total=total)), server)
    assert found == {f"http://www.qingtong.example{href(number)}" for number in range(1, TOTAL + 1)}
    assert asked[0].body is not None


def test_the_request_is_as_the_script_of_the_page_makes_it() -> None:
    (listing,) = FAMILY.read(page(first_page(grouped=False)))
    assert listing.next is not None
    assert listing.next.body == BODY
    assert listing.next.url.endswith(f"{PROXY}?startrecord=46&endrecord=90&perpage=45&page=2")
    assert listing.next.referer == "http://www.qingtong.example/col/col26753/index.html"
    assert listing.next.script
    assert (listing.declared, listing.name) == (TOTAL, "政府信息公开年报")


def test_titles_are_whole_though_the_text_is_cut() -> None:
    (listing,) = FAMILY.read(page(first_page()))
    assert [item.text for item in listing.items][:2] == [
        "白鹭镇1年政府信息公开工作年度报告",
        "白鹭镇2年政府信息公开工作年度报告",
    ]


def test_a_server_that_pays_no_heed_is_given_up_soon() -> None:
    found, asked = read_to_end(FAMILY, page(first_page()), lambda _: cut(1, GROUP))
    assert len(found) == GROUP
    assert len(asked) == 3


@pytest.mark.parametrize("answer", ["", "<?xml version='1.0' encoding='utf-8'?><datastore/>", "{", "\x00" * 54])
def test_empty_answers_end_the_list(answer: str) -> None:
    found, asked = read_to_end(FAMILY, page(first_page()), lambda _: answer)
    assert len(found) == GROUP
    assert len(asked) == 3


def test_fewer_than_declared_are_read_to_the_last() -> None:
    found, asked = read_to_end(
        FAMILY,
        page(first_page()),
        lambda ask: cut(int(told(ask).get("startrecord", 1)), int(told(ask).get("endrecord", 45)), last=60),
    )
    assert len(found) == 60
    assert len(asked) <= 7


def test_a_list_that_is_whole_asks_for_nothing() -> None:
    (listing,) = FAMILY.read(page(column(store(range(1, 13), group_address(1)), pager(total=12))))
    assert (len(listing.items), listing.next) == (12, None)


def test_encrypted_names_of_column_and_unit_are_copied_as_they_stand() -> None:
    secret = f"{PROXY}?page=1&columnid=Zx%2B9%2fQ==&unitid=a%2Bb~c&webid=39"
    (listing,) = FAMILY.read(page(column(store(range(1, 46), secret.replace("&", "&amp;")), "")))
    assert listing.next is not None
    assert listing.next.url == f"http://www.qingtong.example{secret}"


def test_several_units_of_a_page_are_told_apart() -> None:
    islands = store(range(1, 6), group_address(1, "111")) + store(range(50, 95), group_address(1, "423656"))
    both = page(column(islands, pager() + pager("111", 5)))
    small, large = FAMILY.read(both)
    assert (len(small.items), small.declared, small.next) == (5, 5, None)
    assert (len(large.items), large.declared) == (45, TOTAL)
    assert large.next is not None
    assert "unitid=423656" in large.next.url


def test_an_array_in_an_older_page_is_read() -> None:
    # pages of before 2015 keep their records in an array
    rows = ",".join(f"'<li><a href=\"{href(n)}\">{n}年年度报告 it\\'s</a></li>'" for n in range(2001, 2026))
    older = (
        f"<div id=49468></div><script>var InitData49468=new Array({rows});\n$('#49468').jpage({{showMode:'full',"
        "totalRecord:1418,dataStore:InitData49468,groupSize:3,proxyUrl:'/module/jslib/jquery/jpage/dataproxy.jsp',"
        "perPage:25,ajaxParam:{appid:1,columnid:'49468'}});</script>"
    )
    (listing,) = FAMILY.read(page(older))
    assert (len(listing.items), listing.declared) == (25, 1418)
    assert listing.items[0].text == "2001年年度报告 it's"
    assert listing.next is not None
    assert "/module/jslib/jquery/jpage/dataproxy.jsp?" in listing.next.url
    assert listing.next.body == "appid=1&columnid=49468"


def test_more_columns_are_asked_as_their_button_does() -> None:
    more = (
        "<ul id=more></ul><script>var n=1;function more(){$.get('/module/web/jpage/morecolumndataproxy.jsp?page='"
        "+n+'&columnid=26753&unitid=6412&keyWordCount=30',show)}</script>"
    )
    (listing,) = FAMILY.read(page(more))
    assert listing.next is not None
    assert listing.next.url == (
        "http://www.qingtong.example/module/web/jpage/morecolumndataproxy.jsp"
        "?page=1&columnid=26753&unitid=6412&keyWordCount=30"
    )
    found, _ = read_to_end(FAMILY, page(more), heeds_neither_size)
    assert len(found) == TOTAL


def test_links_of_an_answer_are_meant_from_the_column() -> None:
    def server(ask: Ask) -> str:
        return re.sub(r'href="/art', 'href="../../art', counts_groups_from_nought(ask))

    found, _ = read_to_end(FAMILY, page(first_page()), server)
    assert found == {f"http://www.qingtong.example{href(number)}" for number in range(1, TOTAL + 1)}


def test_other_pages_are_none_of_its() -> None:
    assert not FAMILY.recognises(page("<ul><li><a href='/a.html'>县情</a></li></ul>"))
    assert not FAMILY.recognises(page("<script>$('#a').jpage({proxyUrl:'/TrueCMS/messageController/getMessage.do'})"))
    assert list(FAMILY.read(page("<p>dataproxy.jsp?"))) == []


@pytest.mark.parametrize("memo", [(), ("",), ("[1]",), ("{}",), ("null",)])
def test_a_spoilt_memo_harms_nothing(memo: tuple[str, ...]) -> None:
    ask = Ask("http://www.qingtong.example/", family="hanweb", memo=memo)
    assert len(FAMILY.read(page(cut(1, 3), ask=ask))) == 1
