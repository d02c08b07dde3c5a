"""Reports as pages whose facts are hard: titles, issuers, places, numbers, dates and contacts in many forms."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tests.golden.make.case import Case, of_html
from tests.golden.make.catalogue.html_layouts import boxed, published
from tests.golden.make.html_article import article, simple_line, untitled_line
from tests.golden.make.pages import box_divs, box_list, box_table, box_terms, facts, page
from tests.golden.make.printed import Line, blocks
from tests.golden.make.report import Body, Contact, Division, Report, Stated
from tests.golden.make.story import body, date_written


def _page(name: str, made: Report, style: str = "ucap", *, box=None, line=untitled_line, **page_options: Any) -> Case:
    shown = box(facts(made)) if box else ""
    return of_html(name, made, page(style, made, article(blocks(made), line=line), box=shown, **page_options))


def cases() -> Iterator[Case]:
    yield from _letterheads()
    yield from _titles()
    yield from _issuers()
    yield from _places()
    yield from _contacts()
    yield from _dates()


def _letterheads() -> Iterator[Case]:
    made = published(
        "xinglin",
        2021,
        201,
        letterhead=("沐溪县杏林乡人民政府文件", "杏政发〔2022〕5号", "签发人：林知远"),
        document_number=Stated("杏政发〔2022〕5号", "杏政发〔2022〕5号"),
        signer="林知远",
        imprint=("抄送：县政府办公室。", "杏林乡党政综合办公室　　　　2022年1月20日印发"),
        print_date="2022-01-20",
    )
    yield _page("html-letterhead", made, "trs", line=simple_line)
    made = published(
        "nanxi",
        2020,
        202,
        letterhead=("泰和县南溪乡人民政府文件", "南府发[2021] 11 号"),
        document_number=Stated("南府发[2021] 11 号", "南府发〔2021〕11号"),
        imprint=("泰和县南溪乡人民政府办公室　2021年1月22日印发", "（共印3份）"),
        print_date="2021-01-22",
        written=Stated("二〇二一年一月十五日", "2021-01-15"),
    )
    made = _introduced(
        made,
        "根据《关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）和泰府办字〔2020〕77号文件要求，",
    )
    yield _page("html-own-number-and-cited-ones", made, "hanweb", line=simple_line)
    made = _introduced(
        published("liuquan", 2022, 203),
        "按照《国务院办公厅政府信息与政务公开办公室关于印发政府信息公开工作年度报告格式的通知》（国办公开办函〔2021〕30号）要求，",
    )
    yield _page("html-only-cited-number", made, "vsb")
    made = boxed("banshu", 2022, 204, document_number=Stated("版政〔2023〕 2号", "版政〔2023〕2号"))
    yield _page("html-number-in-the-box", made, "lonsun", box=box_divs)
    made = boxed("jiugao", 2023, 205, index_number="11410325MB0X12345A/2024-00017")
    yield _page("html-credit-code-as-index", made, "trs", box=box_terms)


def _introduced(made: Report, words: str) -> Report:
    return replace(made, intro=(words + made.intro[0], *made.intro[1:]))


def _titles() -> Iterator[Case]:
    made = published("liuquan", 2021, 211, title=("青禾县柳泉镇人民政府", "2021年政府信息公开工作年度报告"))
    yield _page("html-title-on-two-lines", made, "trs", heading="", line=simple_line)
    made = published("xinglin", 2020, 212, title=("沐溪县杏林乡 2020 年政府信息公开工作年度 报 告",))
    yield _page("html-title-with-blanks", made, "aspx", line=simple_line)
    made = published("jiugao", 2019, 213, title=("嵩县九皋镇人民政府二〇一九年度政府信息公开工作报告",))
    yield _page("html-year-in-characters", made, "vsb")
    made = published("jingde_forestry", 2022, 214, title=("旌德县林业局信息公开工作年度报告",))
    yield _page("html-title-without-year", made, "hanweb")
    made = boxed("banshu", 2023, 215, title=("2023年政府信息公开工作年度报告",))
    yield _page("html-title-without-body", made, "gkmlpt", box=box_table)
    made = published("foziling", 2020, 216, title=("佛子岭镇人民政府2020年度政府信息公开年度报告",))
    yield _page("html-title-year-twice", made, "lonsun")
    made = published("huoshan_health", 2021, 217, title=("关于霍山县卫生健康委员会2021年度政府信息公开工作情况的报告",))
    yield _page("html-title-about", made, "ucap")
    made = published("hongguo", 2022, 218, title=("2022年盐边县红果彝族乡人民政府政府信息公开年报",))
    yield _page("html-title-year-first", made, "trs")
    made = published(
        "nanxi",
        2023,
        219,
        title=("泰和县南溪乡人民政府２０２３年政府信息公开工作年度报告",),
        leave=frozenset({"title"}),
    )
    yield _page("html-title-wide-digits", made, "vsb")
    made = published("daliuzhen", 2021, 220, published=Stated("2023-06-30", "2023-06-30"))
    crumbs = (("ColumnName", "2022年"), ("ColumnType", "信息公开年报"))
    yield _page("html-year-of-column-is-another", made, "ucap", tags=crumbs)


def _issuers() -> Iterator[Case]:
    made = published("youxi", 2022, 221)
    yield _page("html-county-for-all", made, "ucap")
    made = published("songxian_office", 2022, 222)
    yield _page("html-county-office", made, "trs")
    made = boxed("wuyi", 2020, 223)
    yield _page("html-county-government", made, "lonsun", box=box_list)
    made = published("wenan_zone", 2021, 224)
    yield _page("html-development-zone", made, "hanweb")
    made = published("jinshui", 2023, 225, title=("平阴县人民政府锦水街道办事处2023年政府信息公开工作年度报告",))
    yield _page("html-subdistrict-under-county", replace(made, leave=frozenset({"issuer.name"})), "vsb")
    made = boxed("muxi_education", 2022, 226, title=("2022年度政府信息公开工作年度报告",))
    yield _page("html-department-named-in-box", made, "gkmlpt", box=box_list)
    made = published("foziling", 2019, 227, signature=("霍山县佛子岭镇人民政府",))
    yield _page("html-fuller-in-signature", made, "aspx")


def _places() -> Iterator[Case]:
    silent = Contact()
    made = published("taiping", 2021, 231, contact=silent, published=None)
    yield _page("html-place-of-many-names", made, "bare", line=simple_line)
    made = published("chengguan", 2022, 232, contact=silent, signature=("城关镇人民政府",))
    yield _page("html-place-of-many-names-short", made, "aspx")
    made = published("chengguan_youxi", 2022, 233)
    yield _page("html-place-told-by-county", made, "trs")
    made = published("banshu_alone", 2021, 234)
    yield _page("html-place-with-unique-name", made, "lonsun")
    made = published("wrong_county", 2022, 235)
    yield _page("html-unique-name-in-unknown-county", made, "ucap")
    made = published("shiliuping", 2020, 236)
    yield _page("html-place-written-otherwise", made, "hanweb")
    made = published("gulou", 2023, 237, contact=silent)
    yield _page("html-district-of-many-names", made, "vsb")
    made = published("gulou_xuzhou", 2022, 238)
    yield _page("html-district-told-by-city", made, "gkmlpt")
    alias = Body(
        "积石山县居集镇人民政府", "township_government", "积石山县居集镇",
        Division("622927102", "甘肃省", "临夏回族自治州", "积石山保安族东乡族撒拉族自治县", "居集镇"),
        "stated", "居集镇党政办公室", "0930", "731700", "积石山县人民政府",
    )  # fmt: skip
    yield _page("html-county-by-its-short-name", published(alias, 2021, 239), "trs")
    renamed = Body(
        "监利县人民政府",
        "county_government",
        "监利县",
        None,
        None,
        "监利县人民政府办公室",
        "0716",
        "433300",
        "监利县人民政府",
    )
    case = _page("html-county-renamed-since", published(renamed, 2019, 240), "ucap")
    case.expected["issuer"]["division"] = {"code": "421088", "province": "湖北省", "city": "荆州市"}
    case.expected["issuer"]["division_source"] = "stated"
    yield case
    capital = Body(
        "北京市昌平区人民政府城南街道办事处",
        "subdistrict_office",
        "北京市昌平区人民政府城南街道办事处",
        None,
        None,
        "城南街道综合办公室",
        "010",
        "102200",
        "北京市昌平区人民政府",
    )
    case = _page("html-subdistrict-in-the-capital", published(capital, 2022, 241), "vsb")
    case.expected["issuer"]["division"] = {"code": "110114005", "county": "昌平区", "township": "城南街道"}
    case.expected["issuer"]["division_source"] = "stated"
    yield case


def _contacts() -> Iterator[Case]:
    def reached(name: str, seed: int, who: str, contact: Contact, style: str, *more: Line, **changes: Any) -> Case:
        made = published(who, 2022, seed, contact=contact, **changes)
        found = blocks(made)
        return of_html(name, made, page(style, made, article([*found, *more], line=untitled_line)))

    office = body("banshu").office
    yield reached(
        "html-phone-is-fax-too", 251, "banshu",
        Contact(f"如有疑问，请与{office}联系（电话（传真）：0563-6213145；邮编：242600）。", office, None, "242600", ("0563-6213145",), "0563-6213145"),
        "trs",
    )  # fmt: skip
    yield reached(
        "html-phone-short-form", 252, "banshu",
        Contact(f"如对报告有疑问，请联系{office}，电话：0563-6213145/46，地址：桃花巷2号。", office, "桃花巷2号", None, ("0563-6213145", "0563-6213146")),
        "ucap",
    )  # fmt: skip
    yield reached(
        "html-phone-without-area", 253, "liuquan",
        Contact("如对本报告有疑问，请与柳泉镇党政办公室联系（地址：柳泉镇沿河路9号，电话：6213145）。", "柳泉镇党政办公室", "柳泉镇沿河路9号", None, ("6213145",)),
        "hanweb",
    )  # fmt: skip
    yield reached(
        "html-decoy-phones", 254, "nanxi",
        Contact("如对本报告有任何疑问，请与南溪乡人民政府办公室联系，联系电话：0796-6213145。", "南溪乡人民政府办公室", None, None, ("0796-6213145",)),
        "lonsun", Line("监督举报电话：12345，网站技术支持：0796-6999999，值班手机：13900000000", "text"),
    )  # fmt: skip
    yield reached(
        "html-no-contact-but-decoys", 255, "hongguo", Contact(), "trs",
        Line("主办：盐边县人民政府办公室　联系电话：0812-6888888　邮编：617100　传真：0812-6888889", "text"),
    )  # fmt: skip
    yield reached(
        "html-contact-on-lines", 256, "jiugao",
        Contact("对本报告如有疑问，请与嵩县九皋镇人民政府联系。联系地址：九皋镇东街1号 邮编：471400 联系电话：0379 6213145 电子邮箱：jgz@mail.example.cn", None, "九皋镇东街1号", "471400", ("0379-6213145",), None, ("jgz@mail.example.cn",)),
        "vsb", leave=frozenset({"contact.office"}),  # the government itself may count as an office or not
    )  # fmt: skip


def _dates() -> Iterator[Case]:
    made = published("liuquan", 2020, 261, written=date_written(2021, 1, 15, 1))
    yield _page("html-date-with-points", made, "trs")
    made = published(
        "xinglin", 2022, 262, written=Stated("二○二三年元月十日", "2023-01-10"), leave=frozenset({"written_date"})
    )
    yield _page("html-date-in-characters", made, "hanweb")
    made = published("jiugao", 2021, 263, written=None, signature=())
    yield _page("html-no-date-no-signature", made, "ucap")
    made = published("nanxi", 2019, 264, published=Stated("2020年2月3日 08:15", "2020-02-03"))
    yield _page("html-published-in-words", made, "lonsun")
    made = published("banshu", 2022, 265, published=None)
    yield _page("html-not-dated-by-the-page", made, "vsb")
    made = published("hushan", 2023, 266, written=None, published=Stated("2024-01-09 10:01:33", "2024-01-09"))
    made = replace(made, signature=("武义县壶山街道办事处2024年1月8日",), written=None)
    case = _page("html-date-beside-signature", made, "gkmlpt")
    case.expected["written_date"] = "2024-01-08"
    yield case
