"""Pages that say who has to publish a report, and who has not, to the names in them; other pages to nothing."""

from time import perf_counter

import pytest

from pipelines.extract import extract
from pipelines.understanding.notices import Notice, read_notice

TITLE = "关于2023年政府信息公开工作年度报告公布情况的通报"


def notice(text, title=TITLE):
    return read_notice(title, text)


def test_one_sentence_for_all_who_must_and_one_for_those_who_have_not():
    # the usual notice of a county, in two sentences
    text = (
        "青桐县应公布2023年政府信息公开工作年度报告的单位共4个，名单为：白鹭镇、石桥镇、县教育局、县水利局。\n"
        "已按时公布3个，未按时公布的单位：县水利局。"
    )
    assert notice(text) == Notice(2023, ("白鹭镇", "石桥镇", "县教育局", "县水利局"), (), ("县水利局",))


def test_the_counts_stand_before_the_names_in_one_sentence():
    # 应公布…已公布…未公布…，分别为: only the last cue has names
    text = "截至2024年1月31日，全县应公布年度报告单位41家，已公布39家，未公布2家，分别为：县林业局、白鹭镇人民政府。"
    assert notice(text) == Notice(2023, missing=("县林业局", "白鹭镇人民政府"))


def test_two_lists_in_one_sentence():
    # parted by a semicolon, each with its count
    text = "按时公布的单位3个：白鹭镇、石桥镇、县财政局；逾期公布的单位1个：县医疗保障局。"
    assert notice(text) == Notice(2023, (), ("白鹭镇", "石桥镇", "县财政局"), ("县医疗保障局",))


def test_names_stand_before_what_is_said_of_them():
    # 柳泉镇、县教育局等2个单位未公布
    text = "各单位总体完成较好，其中白鹭镇、县教育局等2个单位未公布年度报告。县审计局逾期公布。"
    assert notice(text) == Notice(2023, (), (), ("县审计局",), ("白鹭镇", "县教育局"))


def test_names_in_brackets_and_a_day_within_what_is_said():
    # 2个单位未发布（A、B）; 未能在1月31日前公布
    text = "35个单位按时发布，2个单位未发布（白鹭镇、县教育局）。县水利局未能在1月31日前公布年报。"
    assert notice(text) == Notice(2023, late=("县水利局",), missing=("白鹭镇", "县教育局"))


def test_all_but_those_named():
    # 除…外: nothing is said of them in words that can be relied on
    assert notice("除白鹭镇、县教育局外，其余单位均已按时公布年度报告。") is None


def test_a_numbered_list_under_a_head():
    # one name a line, a number before, and the signature right behind
    text = (
        "未按时公布年度报告的单位名单如下：\n1.白鹭镇\n2.县教育局\n（三）县自然资源局\n"
        "特此通报。\n青桐县人民政府办公室\n2024年2月5日"
    )
    assert notice(text) == Notice(2023, late=("白鹭镇", "县教育局", "县自然资源局"))


def test_a_signature_right_behind_a_list_is_none_of_its_names():
    # no sentence between the last name and the office that signs
    text = "尚未公布年度报告的单位：\n白鹭镇\n县教育局\n青桐县人民政府办公室\n2024年2月5日"
    assert notice(text) == Notice(2023, missing=("白鹭镇", "县教育局"))


def test_a_list_by_groups():
    # 乡镇：… 县直单位：… under one head
    text = (
        "应公布年度报告的行政机关名单如下：\n一、乡镇（街道）：白鹭镇、石桥镇、东河街道办事处\n"
        "二、县政府工作部门：县教育局、县人力资源和社会保障局、县文化和旅游局"
    )
    assert notice(text) == Notice(
        2023,
        ("白鹭镇", "石桥镇", "东河街道办事处", "县教育局", "县人力资源和社会保障局", "县文化和旅游局"),
    )


def test_heads_that_say_what_the_lines_below_are():
    # 一、已公布单位（2家）: no colon, no 名单
    text = "一、已公布单位（2家）\n白鹭镇 石桥镇\n二、未公布单位（1家）\n县教育局\n三、工作要求\n县司法局\n各单位要高度重视。"
    assert notice(text) == Notice(2023, (), ("白鹭镇", "石桥镇"), (), ("县教育局",))


def test_a_name_that_is_not_understood_costs_only_itself():
    # 县卫健系统 is no body that anybody knows
    text = "未公布的单位：白鹭镇、县卫健系统、县教育局。"
    assert notice(text) == Notice(2023, missing=("白鹭镇", "县教育局"))


def test_groups_in_lines_of_their_own():
    # the head of a group stands above its names
    text = (
        "应当公布年度报告的单位共5家，具体如下：\n（一）乡镇\n白鹭镇、石桥镇\n（二）部门\n县教育局、县司法局、县统计局"
    )
    assert notice(text) == Notice(2023, ("白鹭镇", "石桥镇", "县教育局", "县司法局", "县统计局"))


def test_a_table_with_dates_and_states():
    # 序号 单位 公布日期 情况
    text = (
        "现将有关情况通报如下。\n序号\t单位\t公布日期\t公布情况\n1\t白鹭镇\t2024-01-12\t已公布\n2\t石桥镇\t2024-02-03\t逾期公布\n"
        "3\t县水利局\t—\t未公布\n4\t县税务局\t2024年1月20日\t"
    )
    assert notice(text) == Notice(
        2023,
        ("白鹭镇", "石桥镇", "县水利局", "县税务局"),
        ("白鹭镇", "石桥镇", "县税务局"),
        ("石桥镇",),
        ("县水利局",),
    )


def test_a_table_that_asks_whether():
    # 是否公布, 是否按时: yes and no
    text = "序号\t单位名称\t是否公布\t是否按时\n1\t白鹭镇\t是\t是\n2\t石桥镇\t是\t否\n3\t县水利局\t否\t"
    assert notice(text) == Notice(
        2023, ("白鹭镇", "石桥镇", "县水利局"), ("白鹭镇", "石桥镇"), ("石桥镇",), ("县水利局",)
    )


def test_a_table_of_two_columns_of_names_under_a_sentence():
    # two pairs of columns side by side, no states
    text = "应公布年度报告的单位如下：\n序号\t单位\t序号\t单位\n1\t白鹭镇\t2\t石桥镇\n3\t县教育局\t\t"
    assert notice(text) == Notice(2023, ("白鹭镇", "石桥镇", "县教育局"))


def test_a_table_without_a_head():
    # names fill one column, dates another
    text = "以下单位未按时公布：\n1\t白鹭镇\n2\t县教育局"
    assert notice(text) == Notice(2023, late=("白鹭镇", "县教育局"))


def test_a_table_with_addresses_of_the_reports():
    # a name and a link to the report
    text = "单位\t公布网址\n白鹭镇\thttp://example.cn/1.html\n石桥镇\t"
    assert notice(text) == Notice(2023, ("白鹭镇", "石桥镇"), ("白鹭镇",))


def test_the_year_may_stand_in_the_text_or_in_characters():
    # a title without a year; a year in characters
    text = "经统计，2022年政府信息公开工作年度报告未公布的单位有：白鹭镇。"
    assert notice(text, "政府信息公开年报公布情况") == Notice(2022, missing=("白鹭镇",))
    assert notice("未公布的单位：白鹭镇。", "二〇二一年政府信息公开年报公布情况通报") == Notice(
        2021, missing=("白鹭镇",)
    )


def test_remarks_behind_names_and_names_with_brackets():
    # （2月3日公布）is a remark, （乡村振兴局） belongs to the name
    text = "逾期公布的单位：白鹭镇（2月3日公布）、县农业农村局（乡村振兴局）。"
    assert notice(text) == Notice(2023, late=("白鹭镇", "县农业农村局（乡村振兴局）"))


def test_bodies_with_unusual_endings_and_the_government_itself():
    # 县残联, 县供销社, 县人民政府, 开发区
    text = "应公布年度报告的单位：县人民政府、县供销社、县残联、青桐经济开发区管委会、国家税务总局青桐县税务局。"
    assert notice(text) == Notice(
        2023, ("县人民政府", "县供销社", "县残联", "青桐经济开发区管委会", "国家税务总局青桐县税务局")
    )


def test_names_joined_by_and():
    # 和 joins two bodies, and stands inside of names
    text = "未公布年度报告的单位为县教育局和县文化和旅游局。"
    assert notice(text) == Notice(2023, missing=("县教育局", "县文化和旅游局"))


def test_wide_characters_and_blanks():
    # full-width colons, commas in place of 、, wide blanks between names
    text = "未按时公布的单位：白鹭镇，石桥镇　县教育局．"
    assert notice(text) == Notice(2023, late=("白鹭镇", "石桥镇", "县教育局"))


def test_nobody_is_missing():
    # 无 is no name
    text = "应公布年度报告的单位：白鹭镇、县教育局。未公布的单位：无。"
    assert notice(text) == Notice(2023, ("白鹭镇", "县教育局"))


def test_a_guide_that_lists_the_bodies_it_is_for():
    # a table of offices and telephones in a county's guide
    text = (
        "本指南适用于县政府及其部门。\n单位名称\t办公地址\t联系电话\n白鹭镇\t沿河路9号\t0999-6213145\n"
        "县教育局\t人民路1号\t0999-6213146\n县水利局\t人民路2号\t0999-6213147"
    )
    assert notice(text, "青桐县政府信息公开指南") == Notice(None, ("白鹭镇", "县教育局", "县水利局"))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("青桐县2023年政府信息公开工作年度报告", "全县应公布年度报告的单位：白鹭镇、县教育局。"),
        ("关于做好2023年政府信息公开工作年度报告编制发布工作的通知", "各镇人民政府、县教育局：请按时公布年度报告。"),
        ("青桐县2023年部门决算公开情况的通报", "未按时公布的单位：白鹭镇、县教育局。"),
        ("政府信息公开年报", "青桐县白鹭镇2023年政府信息公开工作年度报告\n县教育局2023年政府信息公开工作年度报告"),
        ("青桐县白鹭镇政府信息公开指南", "受理机构：白鹭镇党政办公室，地址：沿河路9号。"),
        ("政府信息公开工作年度报告制度", "各单位应当于每年1月31日前公布年度报告，县教育局负责本系统。"),
        ("全县召开政府信息公开年报编制工作培训会", "县教育局、县水利局等单位参加。未按时参加的单位：白鹭镇。"),
        (TITLE, "截至1月31日，全县应公布的41家单位均已公布，各单位重视程度较高。"),
        ("2023年政府信息公开年报公布情况", "共收到年报41份。县委、县政府高度重视。"),
        ("青桐县政府网站年度报表公布情况的通报", "未公布的单位：白鹭镇、县教育局。"),
        ("青桐县安全生产年度报告名单", "未公布的单位：白鹭镇、县教育局。"),
        (None, ""),
        ("", "\n\t\n"),
    ],
)
def test_what_is_no_notice_or_names_nobody(title, text):
    assert read_notice(title, text) is None


def test_prose_around_the_names_brings_no_names():
    # the office that asks, and the one to send corrections to, are in no list
    text = (
        "根据条例要求，县政府办公室对各单位公布年度报告情况进行了检查。\n应公布年度报告的单位：白鹭镇、县教育局。\n"
        "请县教育局认真整改。联系人：张三，县政务服务中心。\n青桐县人民政府办公室\n2024年2月5日"
    )
    assert notice(text) == Notice(2023, ("白鹭镇", "县教育局"))


def test_a_page_comes_through_the_pipelines_with_its_lists():
    rows = "".join(f"<tr><td>{n}</td><td>{name}</td><td>{told}</td></tr>" for n, name, told in (
        (1, "白鹭镇", "已公布"), (2, "石桥镇", "未公布"),
    ))  # fmt: skip
    page = (
        f"<html><head><title>{TITLE}-青桐县</title></head><body><div>首页 &gt; 通知公告</div><h1>{TITLE}</h1><div id='zoom'>"
        "<p>现将2023年政府信息公开工作年度报告公布情况通报如下。</p>"
        f"<table><tr><th>序号</th><th>单位</th><th>公布情况</th></tr>{rows}</table></div></body></html>"
    )
    (record,) = extract(page.encode(), file="a.html", url="http://example.cn/a.html")
    assert record.verdict == "not_report"
    assert read_notice(record.title, record.text) == Notice(2023, ("白鹭镇", "石桥镇"), ("白鹭镇",), (), ("石桥镇",))


@pytest.mark.parametrize("piece", ["未公布", "、", "白鹭镇和", "（", "1.", "白鹭镇\t", "应公布：\n", "　"])
def test_hostile_text_takes_little_time(piece):
    began = perf_counter()
    notice(piece * (200_000 // len(piece)))
    assert perf_counter() - began < 5
