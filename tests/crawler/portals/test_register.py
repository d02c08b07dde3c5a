"""Registers as people and spreadsheets write them to portals, and to errors that name the line."""

from pathlib import Path

import pytest

from archive.errors import SettingsError, UsageError
from archive.places.divisions import division
from crawler.portals.register import Portal, canonical_home, load_portals, pick
from crawler.portals.site import agree

QINGTONG = Portal("http://www.qingtong.example/", "青桐县人民政府", "123456")
LVSHUI = Portal("https://lvshui.example:8443/web/", "绿水县", None)


def register(tmp_path, text, charset="utf-8"):
    file = tmp_path / "portals.csv"
    file.write_bytes(text.encode(charset) if isinstance(text, str) else text)
    return file


@pytest.mark.parametrize(
    "text",
    [
        "url,name,division\nhttp://www.qingtong.example/,青桐县人民政府,123456\nhttps://lvshui.example:8443/web/,绿水县,\n",
        # a spreadsheet's mark at the beginning, its line ends, its quotes; blank lines, comments, more columns
        (
            "\ufeff\r\n# our county\r\nName,note,Division,URL\r\n\r\n"
            '"青桐县人民政府", x ,123456,WWW.Qingtong.example:80,more\r\n,,,\r\n#a,b,c,d\r\n绿水县,,,https://LVSHUI.example:8443/web/'
        ),
    ],
)
def test_registers_are_read(tmp_path, text):
    assert load_portals(register(tmp_path, text)) == (QINGTONG, LVSHUI)


def test_a_register_may_be_empty_and_without_divisions(tmp_path):
    assert load_portals(register(tmp_path, "url,name\n")) == ()
    assert load_portals(register(tmp_path, "url,name\na.example,甲县")) == (Portal("http://a.example/", "甲县"),)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "no header"),
        ("\n# x\n", 1, "no header"),
        ("http://a.example/,甲县,\n", 1, "url and name missing"),
        ("\nurl,division\n", 2, "name missing"),
        ("url,name,division\nftp://a.example/,甲县,\n", 2, "not the address"),
        ("url,name,division\n,甲县,\n", 2, "not the address"),
        ("url,name,division\n\nhttp://a b.example/,甲县,\n", 3, "not the address"),
        ("url,name,division\nhttp://me@a.example/,甲县,\n", 2, "not the address"),
        ("url,name,division\na.example,,\n", 2, "no name"),
        ("url,name,division\na.example,甲县,12345\n", 2, "'12345'"),
        ("url,name,division\na.example,甲县,一二三四五六\n", 2, "must be a code"),
        ("url,name,division\na.example,甲县,\nHTTPS://A.example:443,乙县,\n", 3, "address a.example/ stands on line 2"),
        ("url,name,division\na.example,甲县,\nb.example,甲县,\n", 3, "name 甲县 stands on line 2"),
        (f"url,name,division\na.example,{'甲' * 200_000},\n", 2, "not CSV"),
    ],
)
def test_what_does_not_fit_is_named_with_its_line(tmp_path, text, line, words):
    file = register(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        load_portals(file)
    told = str(caught.value)
    assert told.startswith(f"{file}: line {line}: ")
    assert words in told
    assert "\n" not in told


def test_a_register_in_another_charset_is_refused_with_the_remedy(tmp_path):
    with pytest.raises(SettingsError, match="line 2: not a text in UTF-8; save it as CSV UTF-8"):
        load_portals(register(tmp_path, "url,name\na.example,青桐县\n", "gb18030"))


def test_a_register_that_is_not_there(tmp_path):
    with pytest.raises(SettingsError, match="no such register"):
        load_portals(tmp_path / "none.csv")
    with pytest.raises(SettingsError, match="cannot be read"):
        load_portals(tmp_path)


@pytest.mark.parametrize("code", ["12", "1234", "123456", "123456789", "123456789000"])
def test_divisions_of_all_levels_fit(tmp_path, code):
    assert load_portals(register(tmp_path, f"url,name,division\na.example,甲县,{code}\n"))[0].division == code


@pytest.mark.parametrize(
    ("address", "home"),
    [
        ("www.qingtong.example", "http://www.qingtong.example/"),
        ("//qingtong.example/web", "http://qingtong.example/web"),
        ("127.0.0.1:8001", "http://127.0.0.1:8001/"),
        ("http://[::1]:8001/", "http://[::1]:8001/"),
        ("HTTPS://Qingtong.example.:443/a?b=C#top", "https://qingtong.example/a?b=C"),
        ("http://青桐.政务.cn/", "http://xn--lyv695h.xn--zfr164b.cn/"),
        ("http://a.example:99999/", None),
        ("http://a.example:0/", None),
        ("http://[x/", None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("http://a..example/", None),
        ("", None),
    ],
)
def test_addresses_of_homes(address, home):
    assert canonical_home(address) == home


@pytest.mark.parametrize(
    "name",
    [
        "青桐县人民政府",
        " 青桐县人民政府 ",
        "www.qingtong.example",
        "qingtong.example",
        "WWW.QINGTONG.EXAMPLE",
        "http://www.qingtong.example/",
    ],
)
def test_portals_are_picked_by_name_and_host(name):
    assert pick([LVSHUI, QINGTONG], [name]) == (QINGTONG,)


def test_portals_are_picked_once_and_in_the_order_of_the_words():
    both = (QINGTONG, LVSHUI)
    assert pick(both, []) == both
    assert pick(both, ["lvshui.example:8443", "青桐县人民政府", "绿水县"]) == (LVSHUI, QINGTONG)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("青桐县政府", "青桐县人民政府"),
        ("青桐", "青桐县人民政府"),
        ("lvsui.example", "绿水县"),
        ("zzz", None),
        ("", None),
    ],
)
def test_an_unknown_name_is_answered_with_the_one_that_is_near(name, meant):
    with pytest.raises(UsageError) as caught:
        pick([QINGTONG, LVSHUI], [name])
    assert ("is " in str(caught.value)) is (meant is not None)
    assert (meant or "no portal") in str(caught.value)


def test_the_register_that_comes_with_the_project_names_its_places_rightly():
    portals = load_portals(Path(__file__).parents[3] / "portals.csv")
    assert len(portals) > 40
    for portal in portals:
        if portal.division is not None:
            place = division(portal.division)
            assert place is not None, portal
            official = f"{place.city}{place.county}" if place.county == "郊区" else place.county or place.city
            assert agree(portal.name, official or "") is True, portal
