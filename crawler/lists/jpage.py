"""Lists of the jPage script: the source of a page or of an answer in, the records and the calls in it out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlencode

from crawler.lists.script import lenient_json, unescaped
from crawler.lists.shared import whole_number

_MOST_UNITS = 40
_MOST_RECORDS = 5000
_MOST_OF_A_CALL = 20_000
_NEAR = 300
_LONGEST_MARK = 200

_HREF = re.compile(r"""href\s*=\s*\\?["']?([^"'\s<>\\]{1,900})""", re.IGNORECASE)  # href="/art/2024/1/16/art_1_2.html"
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>|\]\]&gt;")
_INIT_DATA = re.compile(r"InitData(\w{0,40})\s{0,9}=\s{0,9}(?:new\s{1,9}Array\s{0,9}\(|\[)")  # InitData49468=new Array(
_LITERAL = re.compile(r"""[\s,]*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")""", re.DOTALL)  # '<li>…</li>',
_SELECTOR = re.compile(r"""["']#?([\w-]{1,60})["']\s*\)\s*$""")  # $('#423656')
# totalRecord:212, perPage: '15'
_NUMBER = re.compile(r"""\b(totalRecord|groupSize|perPage)["']?\s{0,9}:\s{0,9}["']?(\d{1,9})""")
_PROXY = re.compile(
    r"""\bproxyUrl["']?\s{0,9}:\s{0,9}["']([^"'\s]{1,600})["']"""
)  # proxyUrl:'/module/jpage/dataproxy.jsp'
_PARAMETERS = re.compile(r"""\bajaxParam["']?\s{0,9}:\s{0,9}(\{[^{}]{0,3000}\})""")  # ajaxParam:{col:1,unitid:'423656'}
_STORE = re.compile(r"\bdataStore\s{0,9}:\s{0,9}InitData(\w{1,40})")  # dataStore:InitData49468
_UNIT = re.compile(r"[?&]unitid=(\w{1,60})", re.IGNORECASE)  # &unitid=423656
_TOTAL = re.compile(r"<totalrecord>\s{0,9}(\d{1,9})", re.IGNORECASE)  # <totalrecord>212</totalrecord>


@dataclass(frozen=True, slots=True)
class Island:
    """Records that lie in a page; `further` is the address of the next ones as the page gives it."""

    records: tuple[str, ...] = ()
    further: str = ""
    total: int | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Pager:
    """What one call of jPage is told; `shown` are the records of one page, `window` those of one request."""

    unit: str = ""
    total: int | None = None
    shown: int | None = None
    window: int | None = None
    proxy: str = ""
    parameters: str = ""


def islands(text: str) -> tuple[Island, ...]:
    """The records in the source of a page, one island for each list."""
    return tuple([*_datastores(text), *_init_data(text)][:_MOST_UNITS])


def _datastores(text: str) -> Iterator[Island]:
    place = text.find("<datastore")
    while place >= 0:
        end = text.find("</datastore", place)
        end = len(text) if end < 0 else end
        inside = text[place:end]
        head = inside.partition("<recordset")[0]
        group = inside.partition("<nextgroup")[2].partition("</nextgroup")[0][: 2 * _NEAR + 600]
        href = _HREF.search(group)
        further = unescape(href[1]) if href else ""
        unit, total = _UNIT.search(further), _TOTAL.search(head) or _TOTAL.search(inside[-_NEAR:])
        yield Island(tuple(_records(inside)), further, int(total[1]) if total else None, unit[1] if unit else "")
        place = text.find("<datastore", end)


def _records(inside: str) -> Iterator[str]:
    for piece in inside.split("<record>", _MOST_RECORDS)[1:]:
        record = _CDATA.sub("", piece.partition("</record>")[0]).strip()
        if record:
            yield unescaped(record)


def _init_data(text: str) -> Iterator[Island]:
    """Older pages: var InitData49468=new Array('<li>…</li>','…')."""
    for start in _INIT_DATA.finditer(text):
        records: list[str] = []
        place = start.end()
        while len(records) < _MOST_RECORDS and (literal := _LITERAL.match(text, place)):
            records.append(unescaped(literal[1] if literal[1] is not None else literal[2]))
            place = literal.end()
        yield Island(tuple(records), unit=start[1])


def pagers(text: str) -> tuple[Pager, ...]:
    """The calls of jPage in the source of a page."""
    found: list[Pager] = []
    place = text.find(".jpage(")
    while place >= 0 and len(found) < _MOST_UNITS:
        after = text.find(".jpage(", place + 1)
        ends = [end for end in (text.find("</script", place), after) if end >= 0]
        call = _without_records(text[place : min(ends, default=len(text))])[:_MOST_OF_A_CALL]
        selector = _SELECTOR.search(text[max(0, place - 90) : place])
        found.append(_pager(call, selector[1] if selector else ""))
        place = after
    return tuple(found)


def _without_records(call: str) -> str:
    head, opened, rest = call.partition("<datastore")
    return head + rest.rpartition("</datastore")[2] if opened else call


def _pager(call: str, unit: str) -> Pager:
    numbers = {match[1]: whole_number(match[2]) for match in _NUMBER.finditer(call)}
    proxy, block, store = _PROXY.search(call), _PARAMETERS.search(call), _STORE.search(call)
    told = lenient_json(block[1]) if block else None
    parameters = {name: value for name, value in told.items() if value is not None} if isinstance(told, dict) else {}
    shown = numbers.get("perPage")
    return Pager(
        str(parameters.get("unitid") or (store[1] if store else unit)),
        numbers.get("totalRecord"),
        shown,
        shown and shown * (numbers.get("groupSize") or 1),
        unescape(proxy[1]) if proxy else "",
        urlencode(parameters),
    )


def paired(found: Sequence[Island], calls: Sequence[Pager]) -> Iterator[tuple[Island, Pager]]:
    """Each island with the call that shows it: the one of its unit, or else the one in its place."""
    left = list(calls)
    for number, island in enumerate(found):
        same = [call for call in left if island.unit and call.unit == island.unit]
        same = same or ([calls[number]] if len(found) == len(calls) and calls[number] in left else [])
        if same:
            left.remove(same[0])
        yield island, same[0] if same else Pager()
    yield from ((Island(), call) for call in left if call.proxy)


def mark_of(records: Sequence[str]) -> str:
    """What tells a record from others: its address."""
    if not records:
        return ""
    href = _HREF.search(records[0])
    return (href[1] if href else records[0].strip())[-_LONGEST_MARK:]
