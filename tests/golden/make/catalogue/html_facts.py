"""Reports as pages whose facts contradict each other, are left blank, or belong to bodies of unusual kinds."""

from collections.abc import Iterator
from dataclasses import replace
from html import escape
from typing import Any

from tests.golden.make.case import Case, of_html
from tests.golden.make.catalogue.html_layouts import boxed, published
from tests.golden.make.html_article import article, simple_line, untitled_line
from tests.golden.make.pages import box_table, facts, page
from tests.golden.make.printed import blocks
from tests.golden.make.report import Body, Contact, Division, Report, Stated
from tests.golden.make.story import date_written


def _page(name: str, made: Report, style: str, *, line=untitled_line, **more: Any) -> Case:
    return of_html(name, made, page(style, made, article(blocks(made), line=line), **more))


def cases() -> Iterator[Case]:
    yield from _contradictions()
    yield from _left_blank()
    yield from _unusual_bodies()
    yield from _ways_of_writing()


def _contradictions() -> Iterator[Case]:
    made = published("liuquan", 2022, 271, contact=Contact())
    copied = "本报告由青禾县石桥镇人民政府编制，内容真实。" + made.intro[0]
    yield _page("html-name-of-another-in-prose", replace(made, intro=(copied,)), "trs")
    made = published("banshu", 2022, 272, leave=frozenset({"period"}))
    forgotten = made.intro[0].replace("2022年1月1日", "2021年1月1日").replace("2022年12月31日", "2021年12月31日")
    forgotten = forgotten.replace("2022 年 1", "2021 年 1").replace("2022 年 12", "2021 年 12")
    yield _page("html-period-of-the-year-before", replace(made, intro=(forgotten,)), "ucap")
    made = boxed("jiugao", 2021, 273)
    box = [pair for pair in facts(made) if pair[0] != "发布机构"]
    yield _page("html-box-names-the-portal", made, "lonsun", box=box_table([*box, ("发布机构", "嵩县人民政府办公室")]))
    made = published("nanxi", 2020, 274)
    tags = (
        ("SiteName", "青禾县人民政府"),
        ("SiteDomain", "www.example.cn"),
        ("Author", "null"),
        ("Description", "null"),
    )
    yield _page("html-tags-of-another-site", made, "vsb", tags=tags)


def _left_blank() -> Iterator[Case]:
    made = published(
        "xinglin",
        2022,
        275,
        letterhead=("沐溪县杏林乡人民政府文件", "杏政发〔2023〕   号", "签发人："),
        imprint=("杏林乡党政综合办公室　　　　2023年　月　日印发",),
        written=None,
    )
    yield _page("html-number-and-signer-left-blank", made, "aspx", line=simple_line)
    made = boxed("hongguo", 2023, 276)
    pairs = [
        ("索引号", made.index_number or ""),
        ("文号", ""),
        ("成文日期", ""),
        ("发布日期", "2024-01-24"),
        ("主题词", ""),
        ("有效性", "有效"),
    ]
    yield _page(
        "html-box-half-empty",
        replace(made, published=Stated("2024-01-24", "2024-01-24")),
        "gkmlpt",
        box=box_table(pairs),
    )
    made = boxed("wuyi", 2022, 277)
    written = made.written.value if made.written else ""
    yield _page("html-box-with-written-date", made, "trs", box=box_table([*facts(made), ("成文日期", written)]))


def _unusual_bodies() -> Iterator[Case]:
    jingde = Division("341825", "安徽省", "宣城市", "旌德县")
    two_names = Body(
        "旌德县农业农村局（旌德县乡村振兴局）", "department", "旌德县农业农村局（旌德县乡村振兴局）", jingde, "stated",
        "县农业农村局办公室", "0563", "242600", "旌德县人民政府",
    )  # fmt: skip
    yield _page(
        "html-department-of-two-names", published(two_names, 2022, 281, leave=frozenset({"issuer.name"})), "ucap"
    )
    taxes = Body(
        "国家税务总局旌德县税务局", "department", "国家税务总局旌德县税务局", jingde, "stated",
        "旌德县税务局办公室", "0563", "242600", "国家税务总局安徽省税务局",
    )  # fmt: skip
    yield _page("html-tax-bureau", published(taxes, 2021, 282), "trs")
    province = Body(
        "安徽省林业局", "department", "安徽省林业局", None, None, "安徽省林业局办公室", "0551", "230001", "安徽省林业局",
    )  # fmt: skip
    case = _page("html-department-of-a-province", published(province, 2022, 283), "vsb")
    case.expected["issuer"]["division"] = {"province": "安徽省", "city": None, "county": None}
    case.expected["issuer"]["division_source"] = "stated"
    yield case
    city = Body(
        "宣城市林业局",
        "department",
        "宣城市林业局",
        None,
        None,
        "宣城市林业局办公室",
        "0563",
        "242000",
        "宣城市人民政府",
    )
    case = _page("html-department-of-a-city", published(city, 2020, 284), "hanweb")
    case.expected["issuer"]["division"] = {"province": "安徽省", "city": "宣城市", "county": None}
    case.expected["issuer"]["division_source"] = "stated"
    yield case
    branch = Body(
        "霍山县市场监督管理局佛子岭分局", "department", "霍山县市场监督管理局佛子岭分局",
        Division("341525", "安徽省", "六安市", "霍山县"), "stated", "分局办公室", "0564", "237200", "霍山县人民政府",
    )  # fmt: skip
    case = _page("html-branch-of-a-department", published(branch, 2023, 285), "lonsun")
    del case.expected["issuer"]["division"]["code"]
    del case.expected["issuer"]["division"]["township"]  # a reader may stop at the county or name the town too
    yield case
    county = Division("433122", "湖南省", "湘西土家族苗族自治州", "泸溪县")
    bureau = Body(
        "泸溪县公安局",
        "department",
        "泸溪县公安局",
        county,
        "stated",
        "泸溪县公安局办公室",
        "0743",
        "416100",
        "湘西自治州泸溪县人民政府",
    )
    yield _page("html-county-under-a-prefecture", published(bureau, 2022, 286), "gkmlpt")


def _ways_of_writing() -> Iterator[Case]:
    made = published("nanxi", 2021, 291, title=("泰和县南溪乡人民政府政府信息公开工作年度报告（2021年度）",))
    yield _page("html-year-behind-the-title", made, "hanweb")
    made = published("foziling", 2022, 292)
    broken = page("ucap", made, article(blocks(made), line=untitled_line), heading="")
    lines = f"<h1>{escape(made.body.short)}<br>2022年政府信息公开工作<br/>年度报告</h1>"
    yield of_html("html-title-broken-by-lines", made, broken.replace("<h1></h1>", lines))
    made = published("daliuzhen", 2023, 293, written=Stated("2 0 2 4 年 1 月 1 2 日", "2024-01-12"))
    yield _page("html-date-with-blanks", made, "trs")
    made = published("gaoliban", 2021, 294, published=Stated("2022-01-15 00:00:00.0", "2022-01-15"))
    yield _page("html-published-to-the-tenth", made, "vsb")
    reached = Contact(
        "（联系单位：版书镇党政办公室；联系人：小禾；联系电话：0563-6213145；QQ：123456789；微信公众号：版书发布；"
        "监督电话：0563-6213199；电子邮箱：bsz@mail.example.cn、dzb@mail.example.cn）",
        "版书镇党政办公室", None, None, ("0563-6213145",), None, ("bsz@mail.example.cn", "dzb@mail.example.cn"),
    )  # fmt: skip
    made = published("banshu", 2023, 295, contact=reached)
    yield _page("html-contact-with-decoys", made, "ucap")
    made = published("hushan", 2022, 296, written=date_written(2023, 1, 31, 2))
    yield _page("html-date-all-in-characters", made, "lonsun", line=simple_line, heading="")
