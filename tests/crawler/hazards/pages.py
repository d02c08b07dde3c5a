"""Pages that are hard to read, by name: too long, too deep, too many links, and what slows regular expressions down."""

import random
from collections.abc import Callable, Mapping

_MB = 1 << 20
_HEAD = "<html><head><title>政府信息公开年报</title><meta name='ColumnName' content='政府信息公开年报'></head><body>"
_TAIL = "</body></html>"
_LINKS = 100_000
_DEEP = 50_000
_LONG_LINE = 5 * _MB


def _page(inside: str) -> bytes:
    return f"{_HEAD}{inside}{_TAIL}".encode()


def _links(words: Callable[[int], str]) -> Callable[[], bytes]:
    def make() -> bytes:
        return _page("".join(f'<li><a href="/zw/t{number}.html">{words(number)}</a></li>' for number in range(_LINKS)))

    return make


def _unit(number: int) -> str:
    return f"青桐县第{number}镇人民政府"


def _year(number: int) -> str:
    return f"{1900 + number % 150}年"


def _title(number: int) -> str:
    return f"青桐县第{number}局2023年政府信息公开工作年度报告"


def _line(piece: str, before: str = "", after: str = "") -> Callable[[], bytes]:
    """One line of 5 MB."""

    def make() -> bytes:
        return _page(before + piece * (_LONG_LINE // len(piece.encode())) + after)

    return make


def noise(size: int) -> bytes:
    """Bytes without any sense, the same each time."""
    return random.Random(15).randbytes(size)


# each a made-up page that copies what broken generators, old editors, or people of ill will have put on portals
PAGES: Mapping[str, Callable[[], bytes]] = {
    "links": _links(lambda number: f"关于第{number}号事项的通知"),
    "links_of_units": _links(_unit),
    "links_of_years": _links(_year),
    "links_of_titles": _links(_title),
    "links_without_words": _links(lambda _: "更多"),
    "deep_boxes": lambda: _page("<div>" * _DEEP + "年报" + "</div>" * _DEEP),
    "deep_unclosed": lambda: _page("<b><i><font><p>" * _DEEP),
    "deep_tables": lambda: _page("<table><tr><td>" * _DEEP),
    "deep_links": lambda: _page("<div class=tit>" * 2_000 + '<a href="/a.html">更多</a>' * 20_000),
    "deep_with_text": lambda: _page(
        "".join(f"<{tag} class=tit>" * 40 for tag in ("div", "li", "span", "td", "dd", "b"))
        + "年报" * (_LONG_LINE // 8)
    ),
    "long_link": lambda: _page("<a href='/a.html'>" + "<b>2023年</b>" * (_LONG_LINE // 16)),
    "long_option": lambda: _page(
        "<select onchange='go(this.value)'><option value=2023>" + "2023年" * (_LONG_LINE // 7)
    ),
    "long_address": lambda: _page("<a href='/" + "../" * (_LONG_LINE // 3) + "'>政府信息公开年报</a>"),
    "long_addresses": lambda: _page("".join(f"<a href='/{n}/{'a/../' * 300}'>2023年</a>" for n in range(3_000))),
    "long": lambda: _page("<p>青桐县人民政府信息公开工作。</p>" * (60 * _MB // 48)),
    "blanks": _line(" "),
    "lines": _line("\n"),
    "less_than": _line("<"),
    "digits": _line("1"),
    "years": _line("2023年"),
    "letters": _line("a"),
    "chinese": _line("年"),
    "quotes": _line("\"'"),
    "unclosed_quote": _line("<a href=\"/a'"),
    "unclosed_comment": _line("<!--"),
    "unclosed_script": _line("location.href='", "<script>"),
    "script_of_calls": _line("go(go(", "<script>", "</script>"),
    "script_of_brackets": _line("[{", "<script>var zNodes=", "</script>"),
    "script_of_nodes": _line('{id:"1",pId:"0",name:"年报"},', "<script>var zNodes=[", "];</script>"),
    "script_of_writes": _line('document.writeln("<a href="+url+">");', "<script>", "</script>"),
    "script_of_comments": _line("/*//", "<script>", "</script>"),
    "script_of_escapes": _line("\\", '<script>var a="', '";</script>'),
    "script_of_pagers": _line('createPageHTML(3, 0, "index", "html");', "<script>", "</script>"),
    "script_of_frames": _line('"<iframe ', "<script>", "</script>"),
    "tags_of_metas": _line('<meta name="a" content="b">'),
    "selects": _line('<select onchange="location.href=this.value"><option value="?y=2020">2020</option></select>'),
    "forms": _line('<form action="/a"><input name="a" value="b">'),
    "frames": _line('<iframe src="/a.html"></iframe>'),
    "clicks": _line("<i onclick=\"go('1')\" data-url='/a/1.html'>2023年</i>"),
    "links_absolute": lambda: _page("".join(f"<a href='http://a.cn/{one}'>2023年</a>" for one in range(_LINKS))),
    "handlers": _line("<a href=\"javascript:go('1')\" onclick=\"go('2')\">2</a>"),
    "records": _line("<record><![CDATA[<li><a href='/a.html'>a</a></li>]]></record>"),
    "attributes": _line("a=b ", "<a ", ">"),
    "entities": _line("&amp"),
    "deep_json": lambda: b'{"data":' + b'{"list":[' * _DEEP + b"1" + b"]}" * _DEEP + b"}",
    "json_brackets": lambda: b"[" * (4 * _MB),
    "json_of_links": lambda: (
        b'{"data":['
        + b",".join(b'{"title":"2023\xe5\xb9\xb4","url":"/t%d.html"}' % one for one in range(_LINKS))
        + b"]}"
    ),
    "noise": lambda: noise(2 * _MB),
    "noise_as_markup": lambda: _HEAD.encode() + noise(4 * _MB),
    "zeros": lambda: bytes(4 * _MB),
    "zeros_as_markup": lambda: _HEAD.encode() + bytes(4 * _MB),
}
