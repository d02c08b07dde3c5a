"""The report's own contact statement in every form, and the decoys beside it."""

import pytest

from archive.record import Contact
from pipelines.understanding.facts.contact import read_contact
from pipelines.understanding.facts.excerpts import excerpts_of
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
            f"{ASK}。（地址：柳泉镇东庄村；邮编：099102；电话：0390—5550103/5550104；电子邮箱：lqz@qq.com）",
            Contact(
                "柳泉镇党政办公室", "柳泉镇东庄村", "099102", ("0390-5550103", "0390-5550104"), None, ("lqz@qq.com",)
            ),
        ),
        (f"{ASK}（电话：0391—5550169）。", Contact("柳泉镇党政办公室", phones=("0391-5550169",))),
        (f"{ASK}，联系电话：0391-5550169。", Contact("柳泉镇党政办公室", phones=("0391-5550169",))),
        (f"{ASK}，0391-5550169。", Contact("柳泉镇党政办公室", phones=("0391-5550169",))),
        (
            f"{ASK}，电话0391-5550169，传真5550170。",
            Contact("柳泉镇党政办公室", phones=("0391-5550169",), fax="5550170"),
        ),
        (
            f"{ASK}(电话(传真):0391-5550169)。",
            Contact("柳泉镇党政办公室", phones=("0391-5550169",), fax="0391-5550169"),
        ),
        (
            f"{ASK}（电话/传真：0391-5550169）",
            Contact("柳泉镇党政办公室", phones=("0391-5550169",), fax="0391-5550169"),
        ),
        (
            f"{ASK}（电话：0391-5550169（兼传真））",
            Contact("柳泉镇党政办公室", phones=("0391-5550169",), fax="0391-5550169"),
        ),
        (
            f"{ASK}（电话：0391-5550169，传真：同上）",
            Contact("柳泉镇党政办公室", phones=("0391-5550169",), fax="0391-5550169"),
        ),
        (f"{ASK}（电 话：85550152，邮 编：09 9102）。", Contact("柳泉镇党政办公室", None, "099102", ("85550152",))),
        (f"{ASK}（电话：039085550116）。", Contact("柳泉镇党政办公室", phones=("0390-85550116",))),
        (f"{ASK}（联系人：王青，手机：13800138000）。", Contact("柳泉镇党政办公室")),
        (f"{ASK}。", Contact("柳泉镇党政办公室")),
        ("如有疑问，请与河口乡联系，电话：0391-5550169。", Contact("河口乡", phones=("0391-5550169",))),
        ("如有疑问，请联系：政和县林业局，电话：0391-5550169。", Contact("政和县林业局", phones=("0391-5550169",))),
        ("如有疑问，请和柳泉镇党政办联系，电话：0391-5550169。", Contact("柳泉镇党政办", phones=("0391-5550169",))),
        (
            f"{ASK}。地址：青禾县柳泉镇人民路1号（原粮站院内）。邮政编码：099102。联系电话：0390-5550103。",
            Contact("柳泉镇党政办公室", "青禾县柳泉镇人民路1号（原粮站院内）", "099102", ("0390-5550103",)),
        ),
        (
            f"{ASK}（青禾县柳泉镇人民路1号，邮编099102，电话0390-5550103）。",
            Contact("柳泉镇党政办公室", "青禾县柳泉镇人民路1号", "099102", ("0390-5550103",)),
        ),
        (
            f"{ASK}（办公地址：青禾县柳泉镇人民路1号 099102；Tel:0390-5550103；E-mail：Abc．De＠１６３．ｃｏｍ）。",
            Contact(
                "柳泉镇党政办公室", "青禾县柳泉镇人民路1号", "099102", ("0390-5550103",), None, ("Abc.De@163.com",)
            ),
        ),
        (
            "如对本报告有疑问，请与柳泉镇党政办公室（地址：柳泉村，电话：0390-5550103）联系。",
            Contact("柳泉镇党政办公室", "柳泉村", None, ("0390-5550103",)),
        ),
        (
            "如对本报告有任何疑问，请联系：青禾县教育局办公室，电话0392-85550122。",
            Contact("青禾县教育局办公室", phones=("0392-85550122",)),
        ),
        (
            "公众如需进一步咨询了解相关信息，请与东街街道办事处党政办联系（通讯地址：柳泉路5号208室，邮编：099100，电话：0393-85550152）。",
            Contact("东街街道办事处党政办", "柳泉路5号208室", "099100", ("0393-85550152",)),
        ),
        (
            "如有意见或建议，请与青禾高新区（经开区）管委会办公室联系（电话：0392-85550112）。",
            Contact("青禾高新区（经开区）管委会办公室", phones=("0392-85550112",)),
        ),
        (
            "需要查询的，请与柳泉产业园管委会联系（地址：柳泉路55号大厦（青禾A座）25楼；联系电话：0392-85550159; 电子邮箱：lqcyy @163.com）。",
            Contact(
                "柳泉产业园管委会",
                "柳泉路55号大厦（青禾A座）25楼",
                None,
                ("0392-85550159",),
                None,
                ("lqcyy@163.com",),
            ),
        ),
        ("如有疑问请致电0390-5550103咨询。", Contact(phones=("0390-5550103",))),
        ("如对本报告有疑问，请与本机关联系，电话0390-5550103。", Contact(phones=("0390-5550103",))),
        ("获取本报告联系方式：0390-5550196。", Contact(phones=("0390-5550196",))),
        (
            "特向社会公布本报告。联系地址：青禾县东堤路11号；联系电话：5550189；邮箱：qhwj@qinghe.gov.cn。",
            Contact(None, "青禾县东堤路11号", None, ("5550189",), None, ("qhwj@qinghe.gov.cn",)),
        ),
        (
            f"{ASK}（地址：柳泉村，邮编:电话:传真:）",
            Contact("柳泉镇党政办公室", "柳泉村"),
        ),
        (
            f"{ASK}（联系电话：0390-5550103；监督电话：0390-5550109；QQ：12345678）",
            Contact("柳泉镇党政办公室", phones=("0390-5550103",)),
        ),
        (
            f"{ASK}（电话：0390-5550103；邮箱：lqz@qq.com；监督电话：0390-5550109；举报邮箱：jb@qq.com）",
            Contact("柳泉镇党政办公室", phones=("0390-5550103",), emails=("lqz@qq.com",)),
        ),
        (
            "统计期限为2020年。（联系单位：柳泉镇党政办公室；联系人：小禾；联系电话：0390-5550103；QQ：12345678；监督电话：0390-5550109；电子邮箱：a@qq.com、b@qq.com）",
            Contact("柳泉镇党政办公室", phones=("0390-5550103",), emails=("a@qq.com", "b@qq.com")),
        ),
        (
            f"{ASK}，地址在柳泉街1号，电话0390-5550103。",
            Contact("柳泉镇党政办公室", "柳泉街1号", None, ("0390-5550103",)),
        ),
        (f"{ASK}，地址为民路1号。", Contact("柳泉镇党政办公室", "为民路1号")),
        ("欢迎拨打柳泉镇党政办公室电话0390-5550103咨询。", Contact("柳泉镇党政办公室", phones=("0390-5550103",))),
        (
            "本报告由柳泉镇党政办公室负责解释，联系电话：0390-5550103。",
            Contact("柳泉镇党政办公室", phones=("0390-5550103",)),
        ),
        (
            f"{ASK}（电话：0390-5550103、0390-5550104；邮箱：a@qq.com、b@126.com）",
            Contact("柳泉镇党政办公室", phones=("0390-5550103", "0390-5550104"), emails=("a@qq.com", "b@126.com")),
        ),
        (
            f"{ASK}（地址：柳泉镇政府，周一至周五8:30接待，电话：0390-5550103）",
            Contact("柳泉镇党政办公室", "柳泉镇政府", None, ("0390-5550103",)),
        ),
        (
            "联系单位：柳泉镇党政办公室，联系电话：0390-5550103",
            Contact("柳泉镇党政办公室", phones=("0390-5550103",)),
        ),
        (
            f"{ASK}（電話：0390-5550103；郵編：099102）。",
            Contact("柳泉镇党政办公室", None, "099102", ("0390-5550103",)),
        ),
    ],
)
def test_a_statement_in_one_paragraph(text, expected):
    assert of_intro(text) == expected


def test_a_statement_over_several_lines():
    lines = (
        f"{ASK}：",
        "地址：青禾县柳泉镇人民路1号",
        "邮政编码：099102",
        "联系电话：0390-5550103",
        "电子邮箱：lqz@qq.com",
    )
    assert of_intro(*lines) == Contact(
        "柳泉镇党政办公室", "青禾县柳泉镇人民路1号", "099102", ("0390-5550103",), None, ("lqz@qq.com",)
    )


def test_a_line_broken_inside_the_bracket():
    assert of_intro(f"{ASK}（地址：柳泉村；电话：0390-", "5550103）。") == Contact(
        "柳泉镇党政办公室", "柳泉村", None, ("0390-5550103",)
    )


def test_the_intro_may_stand_under_the_first_heading():
    made = document(TITLE, BODY[0], f"2020年，我镇认真工作。{ASK}（电话：0390-5550103）。", *BODY[2:])
    assert contact(made) == Contact("柳泉镇党政办公室", phones=("0390-5550103",))


def test_text_behind_the_statement_is_not_read():
    made = of_intro(f"{ASK}（电话：0390-5550103）。 一、总体情况 2020年，我镇开通热线电话0390-5550109。")
    assert made.phones == ("0390-5550103",)


def test_a_statement_near_the_end():
    end = ("本报告可在网站下载。" + ASK + "，电话：0390-5550103。", "柳泉镇人民政府", "2021年1月15日")
    assert contact(report(TITLE, "引言。", end=end)) == Contact("柳泉镇党政办公室", phones=("0390-5550103",))
    assert contact(report(TITLE, "引言。", end=("联系电话：0390-5550103",))).phones == ("0390-5550103",)


@pytest.mark.parametrize(
    "lines",
    [
        ("柳泉镇人民政府", "2021年1月15日", "联系电话：0390-9999999"),
        ("主办：青禾县人民政府 联系电话：0390-9999999",),
        ("版权所有：青禾县人民政府", "联系电话：0390-9999999"),
        ("网站标识码：1499990001 联系我们", "联系电话：0390-9999999"),
        ("地址：青禾县人民路1号 电话：0390-9999999 邮编：099100",),
        ("举报电话：0390-9999999",),
        ("群众可拨打12345热线反映问题。",),
        ("技术支持电话：0390-9999999",),
    ],
)
def test_the_sites_own_numbers_are_not_the_reports(lines):
    assert contact(report(TITLE, "引言。", end=lines)) == Contact()


@pytest.mark.parametrize(
    "text",
    [
        "我镇主动公布了咨询电话0390-5550103，方便群众；设立监督电话0390-5550109。",
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
    found = read_contact(excerpts_of(report(TITLE, "前文。" * 90 + f"{ASK}（电话：0390-5550103；邮编：099102）。")))
    assert set(found.words) == {"office", "phones", "postcode"}
    assert all("0390-5550103" in words and len(words) <= 200 for words in found.words.values())
