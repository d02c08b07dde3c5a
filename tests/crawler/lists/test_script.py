"""Calls and loose literals as the scripts of portals have them."""

import pytest

from crawler.lists.script import call_arguments, lenient_json


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ('createPageHTML(3, 0, "index", "html");', [("3", "0", "index", "html")]),
        (
            "createPageHTML( 'page_div',10, 1,'xxgk_list','shtml',149 );",
            [("page_div", "10", "1", "xxgk_list", "shtml", "149")],
        ),
        ("function createPageHTML(a, b){} createPageHTML(1,2)", [("1", "2")]),
        ("mycreatePageHTML(1)", []),
        ("createPageHTML(1, /* here */ 2, 'it\\'s, so')", [("1", "2", "it's, so")]),
        ("$('#a').jpage({a:[1,2],b:f(3)}, 4)", []),
        ("createPageHTML(1, 2", []),
        ("createPageHTML()", [()]),
    ],
)
def test_arguments_of_calls(script, found):
    assert call_arguments(script, "createPageHTML") == found


def test_an_object_is_one_argument():
    assert call_arguments("$('#a').jpage({a:[1,2],b:f(3)}, 4)", "jpage") == [("{a:[1,2],b:f(3)}", "4")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('\ufeff{"total":"12"}', {"total": "12"}),  # a mark of byte order
        ("{'a':'x',b:[1,2,],}", {"a": "x", "b": [1, 2]}),
        ('{"title":"关于"三公"经费的公开","n":1}', {"title": '关于"三公"经费的公开', "n": 1}),  # quotes a template left
        ("cb({a:1});", {"a": 1}),
        ("/**/cb([1,2])", [1, 2]),
        ('{"a":1, // one\n "b":/* two */2}', {"a": 1, "b": 2}),
        ('{"py":\'###py###\',"docs":[]}', {"py": "###py###", "docs": []}),
        ("{a:undefined,b:.5,c:012,d:-1.5e3}", {"a": None, "b": None, "c": "012", "d": -1500.0}),
        ('{"a":"line\nbreak"}', {"a": "line\nbreak"}),
        ("{a:'\\u5e74\\x27'}", {"a": "年'"}),
        ("{a:1}; var b = {c:2}", {"a": 1}),
        ("<html>{a:1}</html>", None),
        ("404", None),
        ("", None),
        ("{", None),
        ("[" * 100_000, None),
    ],
)
def test_loose_json(text, value):
    assert lenient_json(text) == value


def test_bare_names_have_the_values_they_are_given():
    assert lenient_json("{pageNo: page, x: other}", {"page": 4}.get) == {"pageNo": 4, "x": None}
    assert lenient_json("{pageNo: page}", lambda _: object()) == {"pageNo": None}


@pytest.mark.parametrize("piece", ["createPage(", '"', "'\\", "{a:", "/*", '{"a":"', " "])
def test_hostile_scripts_take_no_time_to_speak_of(piece):
    text = piece * (400_000 // len(piece))
    call_arguments(text, "createPage")
    lenient_json("{" + text)
