"""The report's own contact statement in every form, and the decoys beside it."""

import pytest

from archive.record import Contact
from pipelines.understanding.contact import read_contact
from pipelines.understanding.excerpts import excerpts_of
from tests.pipelines.understanding.letters import BODY, TITLE, document, report

ASK = "如对本报告有任何疑问，请与柳泉镇党政办公室联系"


def contact(made):
    return read_contact(excerpts_of(made)).contact


def of_intro(*lines):
    return contact(report(TITLE, *lines))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"{ASK}。（地址：柳泉镇后庄村；邮编：032302；电话：0358—7840003/7840004；电子邮箱：lqz@qq.com）",
            Contact(
                "柳泉镇党政办公室", "柳泉镇后庄村", "032302", ("0358-7840003", "0358-7840004"), None, ("lqz@qq.com",)
            ),
        ),
        (f"{ASK}（电话：0394—2295069）。", Contact("柳泉镇党政办公室", phones=("0394-2295069",))),
        (f"{ASK}，联系电话：0394-2295069。", Contact("柳泉镇党政办公室", phones=("0394-2295069",))),
        (f"{ASK}，0394-2295069。", Contact("柳泉镇党政办公室", phones=("0394-2295069",))),
        (
            f"{ASK}，电话0394-2295069，传真2295070。",
            Contact("柳泉镇党政办公室", phones=("0394-2295069",), fax="2295070"),
        ),
        (
            f"{ASK}(电话(传真):0394-2295069)。",
            Contact("柳泉镇党政办公室", phones=("0394-2295069",), fax="0394-2295069"),
        ),
        (
            f"{ASK}（电话/传真：0394-2295069）",
            Contact("柳泉镇党政办公室", phones=("0394-2295069",), fax="0394-2295069"),
        ),
        (
            f"{ASK}（电话：0394-2295069（兼传真））",
            Contact("柳泉镇党政办公室", phones=("0394-2295069",), fax="0394-2295069"),
        ),
        (
            f"{ASK}（电话：0394-2295069，传真：同上）",
            Contact("柳泉镇党政办公室", phones=("0394-2295069",), fax="0394-2295069"),
        ),
        (f"{ASK}（电 话：83126452，邮 编：03 2302）。", Contact("柳泉镇党政办公室", None, "032302", ("83126452",))),
        (f"{ASK}（电话：052784368216）。", Contact("柳泉镇党政办公室", phones=("0527-84368216",))),
        (f"{ASK}（联系人：王青，手机：13800138000）。", Contact("柳泉镇党政办公室", phones=("13800138000",))),
        (f"{ASK}。", Contact("柳泉镇党政办公室")),
        (
            f"{ASK}。地址：青禾县柳泉镇人民路1号（原粮站院内）。邮政编码：032302。联系电话：0358-7840003。",
            Contact("柳泉镇党政办公室", "青禾县柳泉镇人民路1号（原粮站院内）", "032302", ("0358-7840003",)),
        ),
        (
            f"{ASK}（青禾县柳泉镇人民路1号，邮编032302，电话0358-7840003）。",
            Contact("柳泉镇党政办公室", "青禾县柳泉镇人民路1号", "032302", ("0358-7840003",)),
        ),
        (
            f"{ASK}（办公地址：青禾县柳泉镇人民路1号 032302；Tel:0358-7840003；E-mail：Abc．De＠１６３．ｃｏｍ）。",
            Contact(
                "柳泉镇党政办公室", "青禾县柳泉镇人民路1号", "032302", ("0358-7840003",), None, ("Abc.De@163.com",)
            ),
        ),
        (
            "如对本报告有疑问，请与柳泉镇党政办公室（地址：柳泉村，电话：0358-7840003）联系。",
            Contact("柳泉镇党政办公室", "柳泉村", None, ("0358-7840003",)),
        ),
        (
            "如对本报告有任何疑问，请联系：青禾县教育局办公室，电话0523-89118222。",
            Contact("青禾县教育局办公室", phones=("0523-89118222",)),
        ),
        (
            "公众如需进一步咨询了解相关信息，请与东街街道办事处党政办联系（通讯地址：东山路5号208室，邮编：561000，电话：0851-33222052）。",
            Contact("东街街道办事处党政办", "东山路5号208室", "561000", ("0851-33222052",)),
        ),
        (
            "如有意见或建议，请与青禾高新区（经开区）管委会办公室联系（电话：0577-86906612）。",
            Contact("青禾高新区（经开区）管委会办公室", phones=("0577-86906612",)),
        ),
        (
            "需要查询的，请与柳泉产业园管委会联系（地址：科普路505号大厦（国茶港A座）25楼；联系电话：0871-65155359; 电子邮箱：lqcyy @163.com）。",
            Contact(
                "柳泉产业园管委会",
                "科普路505号大厦（国茶港A座）25楼",
                None,
                ("0871-65155359",),
                None,
                ("lqcyy@163.com",),
            ),
        ),
        ("如有疑问请致电0358-7840003咨询。", Contact(phones=("0358-7840003",))),
        ("如对本报告有疑问，请与本机关联系，电话0358-7840003。", Contact(phones=("0358-7840003",))),
        ("获取本报告联系方式：0872-6343096。", Contact(phones=("0872-6343096",))),
        (
            "特向社会公布本报告。联系地址：青禾县东堤111号；联系电话：3222689；邮箱：qhwj@qinghe.gov.cn。",
            Contact(None, "青禾县东堤111号", None, ("3222689",), None, ("qhwj@qinghe.gov.cn",)),
        ),
        (
            f"{ASK}（地址：柳泉村，邮编:电话:传真:）",
            Contact("柳泉镇党政办公室", "柳泉村"),
        ),
        (
            f"{ASK}（联系电话：0358-7840003；监督电话：0358-7840009；QQ：12345678）",
            Contact("柳泉镇党政办公室", phones=("0358-7840003",)),
        ),
        (
            f"{ASK}（电话：0358-7840003、0358-7840004；邮箱：a@qq.com、b@126.com）",
            Contact("柳泉镇党政办公室", phones=("0358-7840003", "0358-7840004"), emails=("a@qq.com", "b@126.com")),
        ),
        (
            f"{ASK}（地址：柳泉镇政府，周一至周五8:30接待，电话：0358-7840003）",
            Contact("柳泉镇党政办公室", "柳泉镇政府", None, ("0358-7840003",)),
        ),
        (
            "联系单位：柳泉镇党政办公室，联系电话：0358-7840003",
            Contact("柳泉镇党政办公室", phones=("0358-7840003",)),
        ),
        (
            f"{ASK}（電話：0358-7840003；郵編：032302）。",
            Contact("柳泉镇党政办公室", None, "032302", ("0358-7840003",)),
        ),
    ],
)
def test_a_statement_in_one_paragraph(text, expected):
    assert of_intro(text) == expected


def test_a_statement_over_several_lines():
    lines = (
        f"{ASK}：",
        "地址：青禾县柳泉镇人民路1号",
        "邮政编码：032302",
        "联系电话：0358-7840003",
        "电子邮箱：lqz@qq.com",
    )
    assert of_intro(*lines) == Contact(
        "柳泉镇党政办公室", "青禾县柳泉镇人民路1号", "032302", ("0358-7840003",), None, ("lqz@qq.com",)
    )


def test_a_line_broken_inside_the_bracket():
    assert of_intro(f"{ASK}（地址：柳泉村；电话：0358-", "7840003）。") == Contact(
        "柳泉镇党政办公室", "柳泉村", None, ("0358-7840003",)
    )


def test_the_intro_may_stand_under_the_first_heading():
    made = document(TITLE, BODY[0], f"2020年，我镇认真工作。{ASK}（电话：0358-7840003）。", *BODY[2:])
    assert contact(made) == Contact("柳泉镇党政办公室", phones=("0358-7840003",))


def test_text_behind_the_statement_is_not_read():
    made = of_intro(f"{ASK}（电话：0358-7840003）。 一、总体情况 2020年，我镇开通热线电话0358-7840009。")
    assert made.phones == ("0358-7840003",)


def test_a_statement_near_the_end():
    end = ("本报告可在网站下载。" + ASK + "，电话：0358-7840003。", "柳泉镇人民政府", "2021年1月15日")
    assert contact(report(TITLE, "引言。", end=end)) == Contact("柳泉镇党政办公室", phones=("0358-7840003",))
    assert contact(report(TITLE, "引言。", end=("联系电话：0358-7840003",))).phones == ("0358-7840003",)


@pytest.mark.parametrize(
    "lines",
    [
        ("柳泉镇人民政府", "2021年1月15日", "联系电话：0358-9999999"),
        ("主办：青禾县人民政府 联系电话：0358-9999999",),
        ("版权所有：青禾县人民政府", "联系电话：0358-9999999"),
        ("网站标识码：1411810001 联系我们", "联系电话：0358-9999999"),
        ("地址：青禾县人民路1号 电话：0358-9999999 邮编：032300",),
        ("举报电话：0358-9999999",),
        ("群众可拨打12345热线反映问题。",),
        ("技术支持电话：0358-9999999",),
    ],
)
def test_the_sites_own_numbers_are_not_the_reports(lines):
    assert contact(report(TITLE, "引言。", end=lines)) == Contact()


@pytest.mark.parametrize(
    "text",
    [
        "我镇主动公布了咨询电话0358-7840003，方便群众；设立监督电话0358-7840009。",
        "全年接听咨询电话930次，接待来访56人次。",
        "健全政民互动，及时回应群众关切的问题。",
        "公开了领导班子联系方式、办公地址等信息。",
    ],
)
def test_prose_about_telephones_is_no_statement(text):
    assert contact(document(TITLE, "引言。", BODY[0], text, *BODY[2:])) == Contact()


def test_nothing_is_invented():
    found = read_contact(excerpts_of(report(TITLE, "引言。")))
    assert found.contact == Contact()
    assert not found.words


def test_each_part_has_its_words():
    found = read_contact(excerpts_of(report(TITLE, "前文。" * 90 + f"{ASK}（电话：0358-7840003；邮编：032302）。")))
    assert set(found.words) == {"office", "phones", "postcode"}
    assert all("0358-7840003" in words and len(words) <= 200 for words in found.words.values())
