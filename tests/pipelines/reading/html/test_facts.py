"""Meta tags, boxes and lines of a page to what they say of its document."""

import pytest

from tests.pipelines.reading.made_pages import page, read, report

BODY = f'<div id="zoom">{report()}</div>'


def facts(above: str) -> list[tuple[str, str]]:
    return list(read(page(BODY, above=above)).facts)


NUMBER, DATE, BODY_NAME = (
    ("索引号", "990101/2024-00012"),
    ("发布日期", "2024-01-16"),
    ("发布机构", "青禾县柳泉镇人民政府"),
)


@pytest.mark.parametrize(
    "box",
    [
        # four columns, blanks in the labels, a number that was left blank
        (
            "<table><tr><td><b>索 引 号：</b></td><td>990101/2024-00012</td><td>文　　号：</td><td></td></tr>"
            "<tr><td>发布机构：</td><td>青禾县柳泉镇人民政府</td><td>发布日期：</td><td>2024-01-16</td></tr></table>"
        ),
        (
            "<table><tr><th>索引号</th><td>990101/2024-00012</td></tr><tr><th>发布机构</th><td>青禾县柳泉镇人民政府</td></tr>"
            "<tr><th>发布日期</th><td>2024-01-16</td></tr><tr><th>主题词</th><td>　</td></tr></table>"
        ),
        (
            "<table><tr><td><B>索 引 号:</B> 990101/2024-00012</td><td><B>发布机构:</B>青禾县柳泉镇人民政府</td></tr>"
            "<tr><td colspan=2>发布日期:2024-01-16</td></tr></table>"
        ),
        (
            "<ul><li><b>索引号：</b><span>990101/2024-00012</span></li><li><b>文号：</b><span></span></li>"
            "<li><b>发布机构：</b>青禾县柳泉镇人民政府</li><li><b>发布日期：</b><span>2024-01-16</span></li></ul>"
        ),
        (
            "<dl><dt>索引号</dt><dd>990101/2024-00012</dd><dt>文号</dt><dd></dd><dt>发布机构</dt><dd>青禾县柳泉镇人民政府</dd>"
            "<dt>发布日期</dt><dd>2024-01-16</dd><dt>有效性</dt><dd></dd></dl>"
        ),
        (
            "<div><div>索引号</div><div>990101/2024-00012</div></div><div><div>发布机构</div><div>青禾县柳泉镇人民政府</div></div>"
            "<div><div>发布日期</div><div>2024-01-16</div></div>"
        ),
        (
            "<div><span>索引号</span><span>990101/2024-00012</span></div><div><em>发布机构</em>青禾县柳泉镇人民政府</div>"
            "<div><i>发布日期</i> 2024-01-16</div>"
        ),
        "<div>索引号:990101/2024-00012 发布机构:青禾县柳泉镇人民政府 发布日期:2024-01-16 点击数：12</div>",
        "<div>[索引号：990101/2024-00012] 【发布机构：青禾县柳泉镇人民政府】 发布日期：2024-01-16 【字体：大 中 小】【打印】</div>",
        "<div>索引号：990101/2024-00012发布机构：青禾县柳泉镇人民政府发布日期：2024-01-16浏览次数：12</div>",
    ],
)
def test_pairs(box):
    assert facts(box) == [NUMBER, BODY_NAME, DATE]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("来源：柳泉镇  发布时间：2024-01-16 10:30", [("来源", "柳泉镇"), ("发布时间", "2024-01-16 10:30")]),
        ("2024-01-16 10:30  来源：柳泉镇  作者：", [("来源", "柳泉镇")]),
        ("发文字号：柳政发〔2024〕1号", [("发文字号", "柳政发〔2024〕1号")]),
        ("来源：青禾县人民政府（办公室）", [("来源", "青禾县人民政府（办公室）")]),
        ("文号：　　时间：null　　日期：近日", []),
        ("本报告数据来源：各村上报", []),
        ("发布日期：", []),
    ],
)
def test_lines_of_pairs(line, expected):
    assert facts(f"<p>{line}</p>") == expected


def test_a_label_without_a_value_does_not_take_what_comes_next():
    assert facts("<div>发布日期：<label></label></div><h1>柳泉镇2023年度报告</h1>") == []
    assert facts("<div>文号：</div><p>柳泉镇2023年度报告</p>") == []


def test_the_text_of_a_report_states_no_facts():
    inner = report().replace("全年主动公开信息120条，工作有序开展。", "来源：群众来信 作者：佚名", 1)
    assert read(page(f'<div id="zoom">{inner}</div>', above="")).facts == ()


def test_facts_that_stand_in_the_body_are_in_both():
    box = "<table><tr><td>索引号</td><td>990101/2024-00012</td></tr><tr><td>文号</td><td>柳政1号</td></tr></table>"
    document = read(page(f'<div id="zoom">{box}{report()}</div>'))
    assert document.facts == (NUMBER, ("文号", "柳政1号"))
    assert "990101/2024-00012" in document.text


def test_facts_outside_of_the_body_are_not_in_its_blocks():
    document = read(page(BODY, above="<table><tr><td>索引号</td><td>990101/2024-00012</td></tr></table>"))
    assert document.facts == (NUMBER,)
    assert "990101" not in document.text
    assert "索引号 990101/2024-00012" in document.surroundings


def test_meta_tags_of_sloppy_pages():
    head = (
        "<META CONTENT='青禾县' NAME=SiteName><meta name=PubDate content='2024-01-16 10:30'/>"
        '<meta name="ContentSource" content="null"><meta name="Author" content=""><meta name="Keywords" content="${words}">'
        '<meta property="og:title" content=" 年报 "><meta http-equiv="X-UA-Compatible" content="IE=edge">'
    )
    # by systems that include their head twice, some of it below the body
    document = read(head + page(BODY) + '<meta name="SiteIDCode" content="9901010001">')
    assert document.tags == (
        ("sitename", "青禾县"),
        ("pubdate", "2024-01-16 10:30"),
        ("og:title", "年报"),
        ("siteidcode", "9901010001"),
    )
