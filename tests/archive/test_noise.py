"""Lines of pages: what a site prints around a text and changes every day goes, and what a report says never does."""

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.noise import without_noise

TITLE = "青桐县白鹭镇2024年政府信息公开工作年度报告"
BEFORE, BEHIND = (
    f"{TITLE}\n一、总体情况\n全年公开信息12条。",
    "六、其他需要报告的事项\n无。\n白鹭镇人民政府\n2025年1月12日",
)

NOISE = [
    # counters, by scripts and by servers, with and without brackets, empty until a script fills them
    "浏览次数：123",
    "浏览次数：1,245 次",
    "浏览次数：",
    "[点击量: 15]",
    "点击数 15",
    "阅读量 56",
    "阅读：56人",
    "本页访问量：56",
    "访问次数 [ 1023 ]",
    "总访问量：1023456 今日访问：230",
    "您是第 10234 位访问者",
    "本文已被浏览 12 次",
    "人气：77",
    "点赞 12 收藏 3",
    "当前在线人数：12",
    "瀏覽次數：１２３",
    # clocks and stamps
    "打印时间：2025-01-03 10:22:01",
    "当前时间：2025年1月3日 星期五 10:22:01",
    "今天是2025年1月3日 星期五",
    "今天是：2025年1月3日　星期五　农历腊月初四",
    "2025年1月3日 星期五",
    "2025-01-03 星期五 上午好，欢迎访问青桐县人民政府网站！",
    "更新时间：2025-01-04 08:00",
    "页面生成时间 2025-01-03 02:00:00",
    # the weather
    "青桐县 多云转小雨 1℃~9℃ 东风3级",
    "天气：晴 气温：3℃",
    # neighbours
    "上一篇：县水利局2018年政府信息公开工作年度报告",
    "下一条：没有了",
    "上一篇：甲 下一篇：乙",
    # bars
    "【字体：大 中 小】【打印】【关闭】",
    "字号：[ 大 中 小 ]",
    "分享到：微信 微博 QQ空间",
    "分享到：微信新浪微博",
    "无障碍浏览 长者模式 语音播报 放大 缩小",
    "[打印本页] [关闭窗口] [收藏]",
    "返回顶部",
    "扫一扫在手机打开当前页",
    "您对本页内容是否满意？ 满意(12) 一般(3)",
    # where a text is from, and who put it there
    "本文来源：青桐县人民政府网",
    "（来源：青桐县人民政府办公室）",
    "编辑：张三",
    "【责任编辑：小禾 审核：王五】",
    "（责任编辑 张三  校对 李四）",
    "初审：张三 复审：李四 终审：王五",
    # the foot
    "版权所有：青桐县人民政府 © 2024",
    "Copyright © 2025 青桐县人民政府 All Rights Reserved",
    "京ICP备00000000号-1 京公网安备 00000000000000号",
    "本网站使用Cookie以改善您的浏览体验。继续访问即表示您同意。",
    "Processed in 0.0123 second(s), 5 queries",
]

SAID = [
    # figures about the site of the report itself
    "网站访问量：123456",
    "（一）网站访问量：12345",
    "1.网站浏览量：123456",
    "微信公众号 阅读量：23456",
    "微信公众号 阅读量：23456 点赞：123",
    "访问量：12345人次",
    "访问量：1.2万",
    "浏览次数\t123",
    "网站访问量\t次\t12345",
    "全年网站浏览次数：12345次，比上年增长。",
    "平均气温12℃",
    # dates, telephones, names of those who answer for it
    "2025年1月12日",
    "二〇二五年一月十二日",
    "发布日期：2025-01-12",
    "生成日期：2025-01-12",
    "填报日期：2025年1月12日",
    "单位负责人：张三 审核人：李四 填报人：王五 联系电话：0999-6660000",
    "签发人：马某某",
    "电话：0999-6213145",
    "主办单位：白鹭镇人民政府 电话：0999-6661234",
    "版权所有：白鹭镇人民政府 电话：0999-6661234",
    "白鹭镇人民政府",
    # words that noise has too
    "上一年项目数量",
    "上年结转政府信息公开申请数量",
    "下一年度工作打算",
    "来源清楚，去向明确",
    "打印资料200份",
    "关闭网站2个",
    "阅读室 3",
    "法定工作日（星期一至星期五）",
    "周一至周五 8:30-12:00",
    "微博",
    "一是加强编辑审核",
    "扫码 23",
    "附件：白鹭镇年报.pdf",
]


@pytest.mark.parametrize("line", NOISE)
def test_noise_goes_wherever_it_stands(line):
    assert without_noise(line) == ""
    assert without_noise(f"{BEFORE}\n{line}\n{BEHIND}") == f"{BEFORE}\n{BEHIND}"
    assert without_noise(f"{line}\n{BEFORE}\n{BEHIND}\n{line}") == f"{BEFORE}\n{BEHIND}"


@pytest.mark.parametrize("line", SAID)
def test_what_a_report_says_stays(line):
    assert without_noise(line) == line
    text = f"{BEFORE}\n{line}\n{BEHIND}"
    assert without_noise(text) == text


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        # the line of facts above a text, its pieces parted by blanks, by nothing, by brackets
        ("发布时间：2025-01-12 10:30 来源：白鹭镇 浏览次数：12 字体：[ 大 中 小 ]", "发布时间:2025-01-12 10:30"),
        ("来源：白鹭镇发布日期：2025-01-12浏览次数：12", "发布日期:2025-01-12"),
        ("2025-01-12 10:30 作者： 审核： （点击: 12）", "2025-01-12 10:30"),
        ("2025-01-12 10:30　白鹭镇　点击：12次　【大 中 小】 打印 关闭", "2025-01-12 10:30 白鹭镇"),
        ("索引号：\t990/2025-1\t浏览次数：\t12", "索引号: 990/2025-1"),
        # the server's clock, or a counter, inside the box of the heading
        (f"{TITLE}浏览次数：123", TITLE),
        (f"{TITLE}今天是2025年1月3日 星期五", TITLE),
        (f"{TITLE} 阅读 56", TITLE),
    ],
)
def test_of_a_line_of_both_kinds_the_facts_stay(line, rest):
    assert without_noise(line) == rest


def test_a_list_of_other_pages_goes_only_from_the_end():
    links = "相关信息\n白鹭镇2023年政府信息公开工作年度报告\n2025-01-04 关于植树活动的通告"
    assert without_noise(f"{BEFORE}\n{BEHIND}\n{links}") == f"{BEFORE}\n{BEHIND}"
    for text in (f"{links}\n{BEFORE}\n{BEHIND}", f"{BEFORE}\n相关链接\n白鹭镇人民政府\n2025年1月12日"):
        assert without_noise(text) == text


@settings(deadline=None)
@given(st.sampled_from(NOISE), st.sampled_from(NOISE), st.integers(0, 3), st.integers(0, 3))
def test_two_nights_of_noise_are_one_text(one, other, first, second):
    lines = [*BEFORE.split("\n"), *BEHIND.split("\n")]
    tonight = "\n".join([*lines[:first], one, *lines[first:]])
    tomorrow = "\n".join([*lines[:second], other, *lines[second:]])
    assert without_noise(tonight) == without_noise(tomorrow)


@settings(deadline=None)
@given(st.text("一二三公开申请信息局镇年月日012345.，。：:（）()、 \t-", max_size=40))
def test_nothing_is_taken_for_noise_but_what_is_known(text):
    assert without_noise(text) == text


@pytest.mark.parametrize(
    "piece",
    ["1,", "来源:", "来源 :甲", "晴转", "[(", "浏览", "分享到微信 ", "本站我们cooki", "相关链接\n", "字体 ", "甲\n"],
)
def test_hostile_text_takes_little_time(piece):
    line = (piece * 200)[:190]
    began = perf_counter()
    without_noise(f"{line}浏览\n" * 3000)
    without_noise(piece * 200_000)
    assert perf_counter() - began < 5
