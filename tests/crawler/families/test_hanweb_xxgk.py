"""Hanweb's disclosure module: catalogues, their trees, searches and pages of annual reports; all of it made up."""

from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.families.hanweb_xxgk import FAMILY
from crawler.pages.asking import Ask
from tests.crawler.families.reading import page, read_to_end

HOST = "http://www.qingtong.example"
COLUMN = f"{HOST}/col/col26753/index.html"
REPORT = f"{HOST}/module/xxgk/xxgkAnnualReport.jsp"
AREA = "11990100004333646D"
CATALOGUE = (
    '<html><head><meta name="ColumnName" content="政府信息公开年报"></head><body>'
    f'<iframe src="/module/xxgk/tree.jsp?area={AREA}&amp;divid=div123&amp;standardXxgk=1"></iframe><div id="div123"></div>'
    "<script>$.post('/module/xxgk/search.jsp', {infotypeId: 'A0212', jdid: '3096', area: '', divid: 'div123'})</script>"
    "</body></html>"
)
PAGES = 14


def annual_page(onchange: str = "", current: str = "") -> str:
    options = "".join(f'<option value="{year}">{year}</option>' for year in (2023, 2022, 2021))
    return (
        f'<html><head><title>青桐县人民政府</title></head><body><select id="fbtime" onchange="{onchange}">{options}</select>'
        f'<ul class="dept"><li><a href="xxgkAnnualReport.jsp?area={AREA}&amp;fbtime=2023">白鹭镇</a></li>'
        '<li><a href="xxgkAnnualReport.jsp?area=119901000043336460">南桥街道</a></li></ul>'
        f'<div id="zoom">{current}</div></body></html>'
    )


def test_years_and_bodies_of_a_report_page_are_leads() -> None:
    onchange = f"location.href='xxgkAnnualReport.jsp?area={AREA}&amp;fbtime='+this.value"
    (listing,) = FAMILY.read(page(annual_page(onchange), f"{REPORT}?area={AREA}"))
    assert [(lead.text, lead.ask.url) for lead in listing.leads] == [
        ("2023年", f"{REPORT}?area={AREA}&fbtime=2023"),
        ("2022年", f"{REPORT}?area={AREA}&fbtime=2022"),
        ("2021年", f"{REPORT}?area={AREA}&fbtime=2021"),
        ("白鹭镇", f"{REPORT}?area={AREA}&fbtime=2023"),
        ("南桥街道", f"{REPORT}?area=119901000043336460"),
    ]
    assert {lead.around for lead in listing.leads} == {listing.name} == {"政府信息公开年报"}
    assert listing.next is None


def test_years_are_asked_of_the_page_itself_where_no_script_shows_how() -> None:
    (listing,) = FAMILY.read(page(annual_page(), f"{REPORT}?area={AREA}&fbtime=2022"))
    assert [lead.ask.url for lead in listing.leads][:2] == [
        f"{REPORT}?area={AREA}&fbtime=2023",
        f"{REPORT}?area={AREA}&fbtime=2021",
    ]


def test_bodies_may_stand_in_a_choice() -> None:
    choice = f'<select id="area"><option value="">请选择</option><option value="{AREA}">白鹭镇</option></select>'
    (listing,) = FAMILY.read(page(choice, f"{REPORT}?area=002482429&fbtime=2023"))
    assert [(lead.text, lead.ask.url) for lead in listing.leads] == [("白鹭镇", f"{REPORT}?area={AREA}")]


def row(column: int, number: int, odd: str) -> str:
    return (
        f'<tr class="tr_main_value_{odd}"><td>{number}</td><td><a href="/art/2024/1/16/art_{column}_{number}.html" '
        f'title="白鹭镇{number}年政府信息公开工作年度报告">白鹭镇{number}…</a></td><td>2024-01-16</td></tr>'
    )


def search(ask: Ask) -> str:
    """Every third page holds nothing of the column that was asked for: the servers pay no heed to it."""
    sent = {name: values[0] for name, values in parse_qs(ask.body or "", keep_blank_values=True).items()}
    asked = {name: values[0] for name, values in parse_qs(urlsplit(ask.url).query, keep_blank_values=True).items()}
    assert urlsplit(ask.url).path == "/module/xxgk/search.jsp"
    assert sent["currpage"] == asked["currpage"]
    number = int(sent["currpage"])
    column = 26753 if number % 3 else 4
    lines = [row(column, number * 100 + line, "odd") + row(999, number * 100 + line, "even") for line in range(10)]
    return (
        f"<table>{''.join(lines)}</table><div>共&nbsp;{PAGES}&nbsp;页 共 280 条 <a href='javascript:void(0)'>下一页</a>"
        f"<a href='?currpage={number + 1}'>{number + 1}</a></div>"
    )


def test_a_catalogue_is_searched_as_its_script_does() -> None:
    (listing,) = FAMILY.read(page(CATALOGUE, COLUMN))
    assert listing.next is not None
    assert listing.next.url == (
        f"{HOST}/module/xxgk/search.jsp?standardXxgk=1&isAllList=1&vc_filenumber=&vc_all=&texttype=0&fbtime=-1"
        "&vc_title=&vc_number=&sortfield=,createdatetime:0,orderid:0&currpage=1"
    )
    assert listing.next.body == (
        f"infotypeId=A0212&jdid=3096&area={AREA}&divid=div123&vc_title=&vc_number="
        "&sortfield=,createdatetime:0,orderid:0&currpage=1&vc_filenumber=&vc_all=&texttype=0&fbtime=-1"
    )
    assert (listing.next.referer, listing.next.script) == (COLUMN, True)
    assert [lead.ask.url for lead in listing.leads] == [
        f"{HOST}/module/xxgk/tree.jsp?area={AREA}&divid=div123&standardXxgk=1"
    ]
    assert listing.name == "政府信息公开年报"


def test_rows_of_other_columns_are_no_entries_but_leads() -> None:
    found, asked = read_to_end(FAMILY, page(CATALOGUE, COLUMN), search)
    assert len(asked) == PAGES
    assert len(found) == 100
    assert all("art_26753_" in address for address in found)
    (listing,) = FAMILY.read(page(search(asked[0]), asked[0].url, asked[0]))
    assert len(listing.leads) == 10
    assert (listing.declared, listing.pages) == (None, None)  # they count the rows of all columns


def test_a_search_from_no_column_keeps_all_rows_and_its_total() -> None:
    (listing,) = FAMILY.read(page(CATALOGUE, f"{HOST}/zfxxgk/index.html?number=B01"))
    assert listing.next is not None
    assert "infotypeId=B01&" in (listing.next.body or "")
    (answer,) = FAMILY.read(page(search(listing.next), listing.next.url, listing.next))
    assert (len(answer.items), answer.declared, answer.pages) == (20, 280, PAGES)


def test_a_list_may_be_loaded_by_name() -> None:
    # 浙江: the address, the box, the kind, two that stay empty, and the site
    source = (
        "<div id=div4></div><script>loadDynamic('/module/xxgk/search.jsp?infotypeId=&vc_title=&vc_number=&area=002482429'"
        ",'div4','B001G001','','','1756');</script>"
    )
    (listing,) = FAMILY.read(page(source, COLUMN))
    assert listing.next is not None
    assert (listing.next.body or "").startswith("infotypeId=B001G001&jdid=1756&area=002482429&divid=div4&")


def test_a_first_page_in_the_source_is_taken_and_gone_on_from() -> None:
    shown = f"<ul class=zfxxgk_zdgkc><li><a href='/art/2024/1/16/art_26753_1.html'>年报</a></li></ul>{CATALOGUE}共 3 页"
    (listing,) = FAMILY.read(page(shown, COLUMN))
    assert ([item.text for item in listing.items], listing.pages) == (["年报"], 3)
    assert "currpage=2&" in (listing.next.body or "" if listing.next else "")
    (whole,) = FAMILY.read(page(shown.replace("3 页", "1 页"), COLUMN))
    assert whole.next is None


def test_the_kinds_of_a_tree_are_searched_by_their_names() -> None:
    tree = (
        "<script>d = new dTree('d');d.add(0,-1,'信息分类');d.add(1,0,'政府信息公开年报',\"javascript:funclick('A0212','x')\");"
        "d.add(2,0,'白鹭镇','/col/col5/index.html');</script>"
        "<a href=\"javascript:void(0)\" onclick=\"funclick('A01','div123')\">机构职能</a>"
    )
    url = f"{HOST}/module/xxgk/tree.jsp?area={AREA}&divid=div123&jdid=3"
    (listing,) = FAMILY.read(page(tree, url))
    kinds = {lead.text: lead.ask for lead in listing.leads}
    assert set(kinds) == {"政府信息公开年报", "白鹭镇", "机构职能"}
    assert kinds["白鹭镇"].url == f"{HOST}/col/col5/index.html"
    assert (kinds["政府信息公开年报"].body or "").startswith(f"infotypeId=A0212&jdid=3&area={AREA}&")
    answer = page(search(kinds["政府信息公开年报"]), f"{HOST}/module/xxgk/search.jsp", kinds["政府信息公开年报"])
    (found,) = FAMILY.read(answer)
    assert (len(found.items), found.name) == (20, "政府信息公开年报")


def test_bodies_in_a_tree_have_their_report_pages() -> None:
    tree = (
        f'<script>var zNodes=[{{id:"{AREA}",pId:"0",name:"白鹭镇"}},{{id:"A02",pId:"0",name:"年报"}},'
        '{id:"9",name:"县政府办",url:"/col/col7/"}];</script>'
    )
    (listing,) = FAMILY.read(page(tree, f"{HOST}/module/xxgk/tree.jsp?divid=div1"))
    assert {lead.text: lead.ask.url.partition("?")[0] for lead in listing.leads} == {
        "白鹭镇": REPORT,
        "县政府办": f"{HOST}/col/col7/",
        "年报": f"{HOST}/module/xxgk/search.jsp",
    }


@pytest.mark.parametrize("answer", ["", "<table></table>", "{}", "\x00\x01"])
def test_empty_answers_end_the_list(answer: str) -> None:
    found, asked = read_to_end(FAMILY, page(CATALOGUE, COLUMN), lambda _: answer)
    assert (len(found), len(asked)) == (0, 1)


def test_other_pages_are_none_of_its() -> None:
    assert not FAMILY.recognises(page("<p>/module/jpage/dataproxy.jsp</p>", COLUMN))
    assert list(FAMILY.read(page("<p>/module/xxgk/</p>", COLUMN))) == []
