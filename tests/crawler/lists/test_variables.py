"""Values of names and of expressions, without a browser."""

import pytest

from crawler.lists.variables import value_of, values_of, worth


@pytest.mark.parametrize(
    ("script", "value"),
    [
        ("var code = 203958;", 203958),
        ("code='x'", "x"),
        ('{"code": "x"}', "x"),
        ('<div data-code="71">', "71"),
        ("if (code == 1) {} code = 2", 2),
        ("mycode = 1; code_2 = 3", None),
        ("code = get(); var code = [{id:'1',}]", [{"id": "1"}]),
        ("code = -1.5", -1.5),
        ("'/list?code=' + code; var code = 3", 3),  # the name of a parameter is no variable
        ("var code = []; code = [1]", [1]),
        ("var code = [];", []),
        ("", None),
        ("code", None),
        ("code =", None),
    ],
)
def test_the_first_plain_value_of_a_name(script, value):
    assert value_of(script, "code") == value


def test_objects_may_name_other_variables():
    values = values_of("var tenant = 71; var asked = {tenantId: tenant, self: asked};")
    assert values("asked") == {"tenantId": 71, "self": None}


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("'/a?c=' + id + \"&p=\" + page + '&x=1', next", "/a?c=7&p=&x=1"),
        ("'/a?q=' + encodeURIComponent('x=' + (id + 1)) + '&b=2'", "/a?q=x%3D71&b=2"),
        ("title.substring(0, 20) + '…'", "年报…"),
        ("'/a?r=' + Math.random() + '&b=2'", "/a?r=&b=2"),
        ("data.id", "7"),
        ("'never closed", "never close"),
        ("", ""),
        ("+++", ""),
    ],
)
def test_what_an_expression_comes_to(expression, text):
    assert worth(expression, 0, {"id": 7, "title": "年报"}.get).text == text


def test_the_parameter_of_a_function_is_no_attribute_of_the_same_name():
    values = values_of(
        "<ul id='docs'></ul>{id:'20235'} function load(id, size) {} var size = 15; $.map(nodes, code => 1); code: 4"
    )
    assert (values("id"), values("size"), values("code")) == (None, 15, None)


def test_unknown_names_are_told():
    assert worth("'a' + b + c.d()", 0, {}.get).unknown == ("b", "c")


@pytest.mark.parametrize("piece", ["(", "'a'+", "f(", "a.b(", "x={", "a:b,"])
def test_hostile_scripts_take_no_time_to_speak_of(piece):
    text = piece * (200_000 // len(piece))
    worth(text, 0, values_of(text))
    value_of(text, "x")
