"""What lies in the source of pages with jPage lists; markup made up after that of several versions."""

from crawler.lists.jpage import Island, Pager, islands, mark_of, pagers, paired


def test_records_keep_their_markup_without_its_wrapping() -> None:
    (island,) = islands("<datastore><recordset><record><![CDATA[ <li>1</li> ]]></record><record></record></recordset>")
    assert island == Island(("<li>1</li>",))


def test_records_inside_a_script_string_are_unescaped() -> None:
    (island,) = islands(r"x='<datastore><record><![CDATA[<a href=\"\/a.html\">it\'s</a>]]></record></datastore>'")
    assert island.records == ('<a href="/a.html">it\'s</a>',)


def test_totals_are_taken_from_outside_of_the_records() -> None:
    text = "<datastore><totalrecord> 212</totalrecord><recordset><record>{}</record></recordset></datastore>"
    (island,) = islands(text.format("<li>x</li>"))
    assert island.total == 212
    (late,) = islands("<datastore><recordset></recordset><totalrecord>7</totalrecord></datastore>")
    assert late.total == 7


def test_an_empty_array_is_an_empty_island() -> None:
    assert islands("var InitData12=new Array();") == (Island(unit="12"),)
    assert islands("InitData = ['a', \"b\"]") == (Island(("a", "b")),)


def test_a_call_is_read_whatever_its_quotes() -> None:
    call = """$("#u1").jpage({"totalRecord":"30","perPage":'10',groupSize:2,proxyUrl:"/p.jsp?a=1&amp;b=2","ajaxParam":{"x":'1'}})"""
    assert pagers(call) == (Pager("u1", 30, 10, 20, "/p.jsp?a=1&b=2", "x=1"),)


def test_calls_do_not_run_into_each_other() -> None:
    first, second = pagers("$('#a').jpage({perPage:5});$('#b').jpage({totalRecord:9,proxyUrl:'/b'})</script> perPage:7")
    assert first == Pager("a", None, 5, 5)
    assert second == Pager("b", 9, None, None, "/b")


def test_islands_find_their_calls_by_unit_or_by_place() -> None:
    one, two = Island(("x",), unit="1"), Island(("y",), unit="2")
    calls = [Pager("2", 20), Pager("1", 10)]
    assert [(island.unit, call.total) for island, call in paired([one, two], calls)] == [("1", 10), ("2", 20)]
    unnamed = [Island(("x",)), Island(("y",))]
    assert [call.total for _, call in paired(unnamed, calls)] == [20, 10]
    assert [call.proxy for _, call in paired([], [Pager("3", proxy="/p"), Pager("4")])] == ["/p"]


def test_a_record_is_known_by_its_address() -> None:
    assert mark_of(["<li><a title='…' HREF=/art_1.html>x</a></li>"]) == mark_of(["<li><a href='/art_1.html'>y</a>"])
    assert mark_of([]) == ""
