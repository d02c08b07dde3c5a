"""Two alike texts to the name that was left in; whoever is named by it is accused, so each doubt must let go."""

import pytest

from archive.insights.left_in import left_in as left_in_with
from tests.archive.insights.made import MODEL, nobody, text, words

OWNER = words(1, "麦岭镇", "990106101")
LEFT = text("谷溪镇").replace("谷溪镇还请", "麦岭镇还请")


def left_in(one, other):
    return left_in_with(one, other, nobody)


def copied(narrative, town="谷溪镇", code="990106102", **changes):
    return words(2, town, code, narrative, **changes)


def with_both(sentence, town="谷溪镇"):
    """Owner and holder with one more sentence, word for word the same."""
    return words(1, narrative=f"{text()}\n{sentence}"), copied(f"{text(town)}\n{sentence}", town)


def test_a_name_left_in_is_told_with_its_sentence_whoever_comes_first():
    holder = copied(LEFT)
    for found in (left_in(OWNER, holder), left_in(holder, OWNER)):
        assert (found.name, found.holder_id) == ("麦岭镇", 2)
        assert found.sentence.startswith("麦岭镇还请退休教师")


def test_a_name_left_in_is_found_where_only_the_figures_differ():
    said = MODEL[0].format(town="麦岭镇", year=2023, n=7)
    holder = copied(f"{said}\n{text('谷溪镇', sentences=MODEL[1:])}")
    assert left_in(OWNER, holder).name == "麦岭镇"


@pytest.mark.parametrize(
    "sentence",
    [
        "麦川县麦岭镇人民政府党委高度重视公开栏,成立了五个人的小组。",  # the full name, as titles have it
        "麦岭镇党委、政府高度重视公开栏,每月听一次汇报。",
        "2024年麦岭镇主动公开水渠账目12条,另有图片3张。",
        "2024年以来,麦岭镇2024年公开水渠账目12条。",
        "麦岭镇便民服务大厅全年接待问账的群众310人次。",
        "成立了五个人的小组,麦岭镇各村设立公开栏37处。",
        "二是麦岭镇在县委的带领下把旧账目补登了一遍。",
    ],
)
def test_a_sentence_in_which_a_report_speaks_of_itself_is_told(sentence):
    found = left_in(*with_both(sentence))
    assert (found.name, found.holder_id) == ("麦岭镇", 2)


def test_what_a_third_body_says_too_is_not_told():
    asked = []

    def says_a_third(name, sentence, one, other):
        asked.append((name, sentence[:3], one.township, other.township))
        return True

    assert left_in_with(OWNER, copied(LEFT), says_a_third) is None
    assert asked == [("麦岭镇", "麦岭镇", "谷溪镇", "麦岭镇")]


def test_where_each_uses_its_own_name_nothing_is_told():
    assert left_in(OWNER, copied(text("谷溪镇"))) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "全县在麦岭镇、谷溪镇先行试点公开栏改造,由县里统一验收。",  # both are named
        "学习麦岭镇、白沙乡的做法,把公开栏搬到集市口。",  # one of several
        "经验材料由白沙乡和麦岭镇共同整理,全县照此办理。",
        "公开查阅点位于麦岭镇文化站二楼,全年开放不打烊。",  # an address
        "联系地址在麦岭镇十字路口东侧老供销社院内三楼。",
        "麦岭镇中学的学生志愿者帮忙整理了旧档案三大箱。",  # a school
        "麦岭镇路沿线的公开栏今年全部换成了铁皮的新栏。",  # a road
        "公开栏现场会在麦岭镇召开,推广麦岭镇“集市口”办法。",  # the place of a meeting
        "年初村干部赴麦岭镇认真学了三天公开栏的张贴。",
        "麦岭镇举行的公开栏评比,各村会计都去看了一整天。",
        "麦岭镇认真编排的样表,由全县照用了整整一年时间。",  # said of a county
        "麦岭镇积极探索出来的经验,每月学一次,学完就改。",  # a model for others
        "麦岭镇认真张贴公开栏,被评为年度先进集体。",
        "与麦岭镇签订协议,一起给两边的村会计上课六次。",  # a partner
        "村会计向麦岭镇请教,麦岭镇认真答了三回。",  # a partner first, then a subject
        "去年冬天麦岭镇认真修好的水渠,今年贴在公开栏里。",  # not the beginning
    ],
)
def test_a_sentence_in_which_the_name_may_have_business_is_not_told(sentence):
    assert left_in(*with_both(sentence)) is None


def test_a_sentence_that_only_the_holder_has_is_not_told():
    """A town may well write of its neighbour; only what the neighbour wrote of itself was left in."""
    assert left_in(OWNER, copied(f"{text('谷溪镇')}\n今年组织村干部到麦岭镇看了三天的公开栏现场。")) is None


def test_bodies_of_the_county_may_name_its_towns():
    for holder in (
        copied(LEFT, township=None, code="990106", kind="county_government", issuer="麦川县人民政府"),
        copied(LEFT, township=None, code="990106", kind="department", issuer="麦川县教育局"),
        copied(LEFT, township=None, code="9901", kind="city_government", issuer="南浦市人民政府", county=None),
    ):
        assert left_in(OWNER, holder) is None


def test_towns_that_no_list_has_are_told_apart_by_their_names():
    """Of a township without a code of its own, only the county's is known."""
    owner, holder = words(1, code="990106"), copied(LEFT, code="990106")
    assert left_in(owner, holder).name == "麦岭镇"


def test_a_county_left_in_is_told_between_counties_only():
    said = "{place}把公开栏搬到了集市口,逢集就有人来看,一年换了三回内容。"
    mine = f"{text()}\n{said.format(place='麦川县')}"
    theirs = f"{text('柳泉镇')}\n{said.format(place='麦川县')}"
    owner = words(1, narrative=mine)
    elsewhere = words(2, "柳泉镇", "990101101", theirs, county="青禾县")
    assert left_in(owner, elsewhere).name == "麦川县"
    assert left_in(owner, words(2, "谷溪镇", "990106102", theirs)) is None


def test_a_name_that_the_holders_own_county_has_too_is_not_told(monkeypatch):
    """城关镇 is in a hundred counties."""
    holder = words(2, "柳泉镇", "990101101", text("柳泉镇").replace("柳泉镇还请", "麦岭镇还请"), county="青禾县")
    assert left_in(OWNER, holder).name == "麦岭镇"
    monkeypatch.setattr("archive.insights.left_in.townships_of", lambda county: [OWNER_AS_LISTED][county != "990101" :])
    assert left_in(OWNER, holder) is None


def test_a_name_that_is_part_of_the_holders_own_is_not_told():
    """新麦岭镇 beside 麦岭镇."""
    assert left_in(OWNER, copied(LEFT, "新麦岭镇")) is None


def test_where_each_would_have_the_others_name_nothing_is_told():
    said = ("麦岭镇还设了集市口公开栏,逢集换一回。", "谷溪镇还设了渡口边公开栏,月初换一回。")
    both = "\n".join(said)
    assert left_in(words(1, narrative=f"{text()}\n{both}"), copied(f"{text('谷溪镇')}\n{both}")) is None


class OWNER_AS_LISTED:  # noqa: N801  # a stand-in for a line of the list
    key = "麦岭镇"
