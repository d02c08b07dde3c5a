"""Search against a plain scan of the texts: the same reports, but for differences that are named and proven one by one."""

import random
import re
import unicodedata

import pytest

from tests.archive.search.shelf import TO_TRADITIONAL, archive, found, reports

REPORTS = reports()
TO_SIMPLIFIED = {traditional: simplified for simplified, traditional in TO_TRADITIONAL.items()}
HAN = "[\u4e00-\u9fff]"
BLANK = re.compile(rf"(?<={HAN})\s+(?={HAN}|\d)|(?<=\d)\s+(?={HAN})")


def plain(text):
    """What a reader sees: one width, one kind of characters, no blanks that only the layout made."""
    wide = unicodedata.normalize("NFKC", text).casefold().translate(TO_SIMPLIFIED)
    return BLANK.sub("", wide)


TEXTS = [(report.id, plain(report.title), plain(report.narrative)) for report in REPORTS]


def scan(term):
    """The reports in which a plain search finds the term."""
    wanted = plain(term)
    return {number for number, title, text in TEXTS if wanted in title or wanted in text}


def scan_for(pattern):
    wanted = re.compile(pattern)
    return {number for number, title, text in TEXTS if wanted.search(title) or wanted.search(text)}


@pytest.fixture(scope="module")
def connection():
    with archive(REPORTS) as opened:
        yield opened


WORDS = (
    *("信访", "公开", "培训", "扶贫", "拆迁", "征地", "低保", "养老", "镇", "访", "议", "的", "件", "县", "目录"),
    *("行政复议", "依申请公开", "河长制", "双随机一公开", "双随机", "随机一", "政务公开", "政府信息公开", "公众号"),
    *("义务教育", "财政预决算", "预决算", "疫情防控", "复工复产", "存在的问题", "均按时答复", "结果维持", "人居环境"),
    *(
        "政府信息公开工作年度报告",
        "把危房改造作为重点",
        "信访事项",
        "事项",
        "办公室负责",
        "青桐县白鹭镇",
        "柏原县水利局",
    ),
    *("比上年增加", "医疗卫生", "业务生", "放管服作为重点", "没有的词", "复议诉讼", "开公", "青桐发布", "惠农补贴情况"),
)
MIXED = ("2020年", "2023年政府信息", "白鹭镇2021年", "教育局2022年政府信息公开", "青桐县白鹭镇2019年", "年政府")
TRADITIONAL = ("信訪", "政府信息公開", "環境保護", "義務教育", "醫療衛生", "2020年政府信息公開", "補貼", "財政預決算")
FULL_WIDTH = ("２０２０年", "２０２３年政府", "ｅｍａｉｌ", "Email", "EMAIL")


@pytest.mark.parametrize("words", [*WORDS, *MIXED, *FULL_WIDTH])
def test_words_are_found_where_a_reader_finds_them(connection, words):
    assert found(connection, words) == scan(words)


@pytest.mark.parametrize("words", TRADITIONAL)
def test_traditional_words_find_what_simplified_ones_find(connection, words):
    extra = str.maketrans("衛預決貼", "卫预决贴")
    assert found(connection, words) == scan(words.translate(extra)) != set()


@pytest.mark.parametrize(
    ("words", "terms"),
    [
        ("2020年 信访", ["2020年", "信访"]),
        ("2020 年 信访", ["2020年", "信访"]),
        ("２０２０　年　信訪", ["2020年", "信访"]),
        ("白鹭镇 2021年 培训", ["白鹭镇", "2021年", "培训"]),
        ("信访 AND 培训", ["信访", "培训"]),
        ("年 镇 公开", ["年", "镇", "公开"]),
        ('"依申请公开" 台账', ["依申请公开", "台账"]),
        ("“行政复议” “培训”", ["行政复议", "培训"]),
        ('"行政 复议"', ["行政复议"]),
        ("教育局 河长制 2022年政府", ["教育局", "河长制", "2022年政府"]),
        ("信访 ， 培训", ["信访", "培训"]),
    ],
)
def test_a_blank_means_and(connection, words, terms):
    assert found(connection, words) == set.intersection(*map(scan, terms))


@pytest.mark.parametrize(
    ("words", "groups"),
    [
        ("信访 OR 拆迁", [["信访", "拆迁"]]),
        ("信访|拆迁", [["信访", "拆迁"]]),
        ("信访 | 拆迁 ｜ 征地", [["信访", "拆迁", "征地"]]),
        ("2020年 信访 OR 培训", [["2020年"], ["信访", "培训"]]),
        ("信访 OR 培训 2020年 OR 2021年", [["信访", "培训"], ["2020年", "2021年"]]),
        ("OR 信访 OR", [["信访"]]),
        ('"人居环境"|低保', [["人居环境", "低保"]]),
    ],
)
def test_or_binds_its_neighbours(connection, words, groups):
    assert found(connection, words) == set.intersection(*(set().union(*map(scan, group)) for group in groups))


@pytest.mark.parametrize(
    ("words", "wanted", "unwanted"),
    [
        ("信访 -培训", "信访", ["培训"]),
        ("-培训 信访", "信访", ["培训"]),
        ('公开 -"行政复议" -征地', "公开", ["行政复议", "征地"]),
        ("公开 －信訪", "公开", ["信访"]),
        ("2020年 -“教育局”", "2020年", ["教育局"]),
        ("公开 -", "公开", []),
    ],
)
def test_a_minus_leaves_out(connection, words, wanted, unwanted):
    assert found(connection, words) == scan(wanted).difference(*map(scan, unwanted))


@pytest.mark.parametrize("words", ["98", "5次", "2件", "2人次", "0年", "20", "共接听1", "020年政府", "公开信息1"])
def test_a_number_is_found_whole(connection, words):
    """98起 does not find 198起, nor 1条 what begins 12条."""
    whole = scan_for(rf"(?<![\da-z]){re.escape(words)}" + (r"(?![\da-z])" if words[-1].isdigit() else ""))
    if not words[0].isdigit():
        whole = scan_for(rf"{re.escape(words)}(?!\d)")
    assert found(connection, words) == whole < scan(words)


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("公开为常态，不公开为例外", ["公开为常态", "不公开为例外"]),
        ("“公开为常态、不公开为例外”", ["公开为常态", "不公开为例外"]),
        ("常态；不", ["常态", "不"]),
        ("台账不全；人员少，业务生", ["台账不全", "人员少", "业务生"]),
        ("（二）行政复议", ["二", "行政复议"]),
        ("公众号“青桐发布”", ["公众号", "青桐发布"]),
        ("情况：召开会议", ["情况", "召开会议"]),
        ("万元，占比", ["万元", "占比"]),
    ],
)
def test_marks_inside_words_match_any_marks(connection, words, parts):
    any_marks = r"[\W_]+".join(map(re.escape, parts))
    assert found(connection, words) == scan_for(any_marks) != set()


@pytest.mark.parametrize("year", [2020, 2023])
def test_document_numbers_are_found_with_any_brackets(connection, year):
    numbers = {number for _, _, text in TEXTS for number in re.findall(rf"〔{year}〕(\d+)号", text)}
    for number in sorted(numbers):
        wanted = scan(f"青桐发〔{year}〕{number}号")
        for words in (f"青桐发〔{year}〕{number}号", f"青桐发[{year}]{number}号", f"〔{year}〕{number} 号文件"):
            assert found(connection, words) == wanted != set()


def test_a_mark_alone_round_a_word_says_nothing(connection):
    assert found(connection, "（二）") == found(connection, "二") == scan("二") >= scan("(二)")


@pytest.mark.parametrize("length", [1, 2, 3, 4, 8, 12])
def test_any_stretch_of_any_text_is_found(connection, length):
    """Also across layout blanks: the stretch is taken from what a reader sees, then looked for as it stands."""
    chance = random.Random(length)
    stretches = re.compile(rf"(?=({HAN}{{{length}}}))")
    for _ in range(40):
        _, title, text = chance.choice(TEXTS)
        words = chance.choice(stretches.findall(text) or stretches.findall(title[title.index("年") :]))
        assert found(connection, words) == scan(words) != set(), words
