"""Lines to the places that they name, and the everyday words and other people's places that they do not."""

import pytest

from pipelines.understanding.facts.places_named import chain_before, chains_after, lines_of, own_mentions, zone_end


def words_before(line, name):
    mention = chain_before(line, line.index(name))
    return mention and ("".join(mention.words), mention.areas)


@pytest.mark.parametrize(
    ("line", "words", "areas"),
    [
        ("现将聊城市茌平区洪官屯镇", "聊城市茌平区", {"371503"}),
        ("现将茌平县洪官屯镇", "茌平县", {"371503"}),
        ("现将山东省聊城市洪官屯镇", "山东省聊城市", {"3715"}),
        ("山东聊城洪官屯镇", "山东聊城", {"3715"}),
        ("晋城市城区洪官屯镇", "晋城市城区", {"140502"}),
        ("吉林省吉林市洪官屯镇", "吉林省吉林市", {"2202"}),
        ("吉林省吉林市龙潭区洪官屯镇", "吉林省吉林市龙潭区", {"220203"}),
        ("安庆市枞阳县洪官屯镇", "枞阳县", {"340722"}),
        ("聊城市经济技术开发区洪官屯镇", "聊城市经济技术开发区", {"3715"}),
        ("聊城市江北水城旅游度假区洪官屯镇", "聊城市", {"3715"}),
        ("济宁市高新区洪官屯镇", "济宁市高新区", {"370871"}),
    ],
)
def test_the_places_before_a_body(line, words, areas):
    assert words_before(line, "洪官屯镇") == (words, areas)


@pytest.mark.parametrize(
    "line",
    [
        "洪官屯镇",
        "我区洪官屯镇",
        "主城区洪官屯镇",
        "高新区洪官屯镇",
        "建设共和洪官屯镇",
        "在聊城洪官屯镇",
        "青禾县洪官屯镇",
    ],
)
def test_what_is_no_place_before_a_body(line):
    assert words_before(line, "洪官屯镇") is None


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("海南州共和县", ("海南州", "共和县")),
        ("四平市公主岭市", ("四平市", "公主岭市")),
        ("吉林市场监督管理局", ()),
        ("吉林市市场监督管理局", ("吉林市",)),
        ("城区教育局", ()),
        ("高新区管委会", ()),
        ("聊城茌平区", ()),
        ("市场监督管理局", ()),
    ],
)
def test_the_places_that_a_name_begins_with(line, words):
    chains = chains_after(line)
    assert (chains[-1][0].words if chains else ()) == words


def test_short_and_ordinary_names_only_where_they_are_asked_for():
    assert chains_after("聊城茌平区", short=True)[-1][0].words == ("聊城", "茌平区")
    assert chains_after("城区教育局", ordinary=True)[-1][0].words == ("城区",)


@pytest.mark.parametrize(
    ("line", "places"),
    [
        ("在茌平区委、区政府领导下", [("茌平区",)]),
        ("聊城市茌平区人民政府网站", [("聊城市", "茌平区")]),
        ("嵩县县委、县政府", [("嵩县",)]),
        ("在嵩县政府领导下", [("嵩县",)]),
        ("联系地址:聊城市茌平区新政路1号", [("聊城市", "茌平区")]),
        ("按照《条例》和县政府要求", []),
        ("响应县委、县政府号召", []),
        ("传达县委精神", []),
        ("受茌平区委托", []),
        ("对口帮扶茌平区政府", []),
        ("在临江市政府召开", []),
        ("自治区政府", []),
        ("主城区政府", []),
        ("地址:县城东街1号", []),
        ("茌平区经验", []),
    ],
)
def test_whose_authorities_a_line_speaks_of(line, places):
    assert [mention.words for mention in own_mentions(line)] == places


def test_where_a_zones_name_ends():
    assert zone_end("聊城经济技术开发区蒋官屯街道", 2) == len("聊城经济技术开发区")
    assert zone_end("聊城市开发区", 3) == 3, "nothing would be left"


def test_a_wrapped_title_is_one_line_and_a_long_text_many():
    assert list(lines_of(["五常市\n民意乡"])) == ["五常市民意乡"]
    assert list(lines_of(["第 一 行\n\n第二行\n第二行\n" + "长" * 80])) == ["第一行", "第二行", "长" * 80]
