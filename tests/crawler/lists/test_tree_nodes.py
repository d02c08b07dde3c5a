"""Trees of columns, flat as zTree has them and nested as others do."""

from crawler.lists.tree_nodes import nodes


def test_flat_nodes_know_their_parents():
    tree = [{"id": "20235", "pId": "0", "name": "主动公开基本目录"}, {"id": 5727, "pId": 20235, "name": "年度报告"}]
    assert [(node.name, node.around) for node in nodes(tree)] == [
        ("主动公开基本目录", ""),
        ("年度报告", "主动公开基本目录"),
    ]


def test_nested_nodes_know_what_is_over_them():
    tree = {
        "results": {"displayName": "公开", "children": [{"displayName": "乡镇", "children": [{"displayName": "年报"}]}]}
    }
    assert [(node.name, node.around) for node in nodes(tree)][-1] == ("年报", "公开 乡镇")


def test_what_is_no_tree_has_no_nodes():
    assert nodes(None) == nodes("x") == nodes([1, [2]]) == ()


def test_a_node_that_is_its_own_parent_and_a_tree_too_deep_do_no_harm():
    deep: object = {"name": "底"}
    for _ in range(500):
        deep = {"name": "层", "children": [deep]}
    assert nodes([{"id": 1, "pId": 1, "name": "自"}])[0].around == ""
    assert 0 < len(nodes(deep)) < 500


def test_the_first_field_that_says_something():
    node = nodes([{"id": 7, "name": "年报", "jump_url": " ", "url": None}])[0]
    assert node.first(("jump_url", "url", "id")) == "7"
    assert node.first(("url",)) == ""
