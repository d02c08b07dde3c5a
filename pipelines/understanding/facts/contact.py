"""The report's own contact statement to office, address, postcode, telephones, fax and e-mail addresses."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from archive.record import Contact
from pipelines.understanding.facts.bodies import kind_of
from pipelines.understanding.facts.contact_statement import contact_statements
from pipelines.understanding.facts.excerpts import Excerpts
from pipelines.understanding.facts.phones import is_mobile, phones_in
from pipelines.understanding.facts.plain import plain, squeezed

_SHORTEST, _LONGEST_ADDRESS, _LONGEST_OFFICE = 2, 70, 45
_WORDS_OF_EVIDENCE, _WORDS_BEFORE = 200, 60
_EMAIL = re.compile(
    r"(?<![a-z0-9._+-])[a-z0-9][a-z0-9._+-]*\s*@\s*[a-z0-9-]+(?:\s*[.。]\s*(?=[a-z]{2,}(?![a-z]*@))[a-z0-9-]+|\.[a-z0-9-]+)+"
)
_POSTCODE = re.compile(r"\D{0,2}(?P<code>\d(?:\s?\d){5})(?!\s?\d)")
_POSTCODE_BEHIND = re.compile(r"[\s,(]+(?P<code>\d{6})[\s),;]*$")  # 青禾县柳泉镇柳泉街1号 099102
_VALUE_START = re.compile(r"\s*(?:为|是|即)?\s*[:：]?\s*")
_COLON_START = re.compile(r"\s*(?:为|是)?\s*[:：]\s*")
_ADDRESS_START = re.compile(r"\s*(?:为(?!民)|是|位于|设?在)?\s*:?\s*")  # 地址在柳泉街1号; 地址为民路1号
_OPENING = {"office": _COLON_START, "address": _ADDRESS_START}
_VALUE_END = re.compile(r"[;。]")
_NOT_ADDRESS = re.compile(r",\s*(?:联系|周一|星期|上午|工作日|请|欢迎|可|如|并|亦|也)")
_PLACE_WORDS = re.compile(
    r"(?:路|街|巷|道|号|村|楼|室|院|镇|乡|大厦|大院|政府|社区|中心|厅|组|旁|侧|内|处|园|城|区|县|段|层)$"
)
_UNLABELLED = re.compile(r"联系\s*\(|\((?=[^()]*$)")  # 联系(青禾县柳泉镇柳泉街1号,邮编...)
_ALSO_FAX = re.compile(r"\s*[(]\s*(?:兼|同|带|含|及|可)?传\s*真\s*[)]")  # 0390-5550103(兼传真)
_SAME_AS_PHONE = re.compile(r"\s*(?:同上|同电话|与?电话相同|同左)")
_WITH = r"(?:与|(?<=[请可接以时径行迎您或,。;(])[向和同])"  # 政和县 has a 和 of its own
_ASKED = r"(?:联系|咨询|反映|反馈|提出|垂询|洽询|索取|索要|查询|了解)"
# 请与柳泉镇党政办公室联系; 与柳泉镇党政办公室(地址:...)联系; 与柳泉镇党政办公室,电话; 请联系:柳泉镇党政办公室
_OFFICES = (
    re.compile(r"联系\s*:\s*(?P<office>[^,。;:(\d]{2,45})"),
    re.compile(
        rf"{_WITH}\s*(?P<office>[^,。;:(]{{2,45}}?(?:\([^():,;]{{1,20}}\)[^,。;:(]{{0,20}}?)?)\s*(?:直接|取得|进行)?{_ASKED}"
    ),
    re.compile(rf"{_WITH}\s*(?P<office>[^,。;:(]{{2,45}})\s*\("),
    re.compile(rf"{_WITH}\s*(?P<office>[^,。;:(]{{2,45}}?)\s*,\s*(?:联系|电话|地址|邮)"),
    re.compile(r"(?:拨打|致电)\s*(?P<office>[^,。;:(\d]{2,45}?)的?(?:联系|咨询|办公|值班)?电话"),
    re.compile(r"由\s*(?P<office>[^,。;:(\d]{2,45}?)负责(?:解释|答复|解答)"),
    re.compile(r"(?:请|可|欢迎|敬请|直接)(?:联系|致电|咨询|致函|垂询|来电)\s*:?\s*(?P<office>[^,。;:(\d]{2,45})"),
)


@dataclass(frozen=True, slots=True)
class ContactFound:
    """The contact, and for each part of it that is there, by its name, the words that state it."""

    contact: Contact
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands behind one label, up to the next; `label` is empty before the first one."""

    label: str
    start: int
    end: int


@cache
def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = json.loads(files(__package__).joinpath("contact.json").read_text("utf-8"))
    return data


@cache
def _labels() -> re.Pattern[str]:
    """Any label, its characters perhaps set apart: 电 话, 邮 编."""
    groups = []
    for kind, labels in _data()["labels"].items():
        spaced = (r"\s*".join(map(re.escape, plain(label))) for label in sorted(labels, key=len, reverse=True))
        before = r"(?:联\s*系|咨\s*询|办\s*公)?\s*" if kind == "phone_and_fax" else ""
        groups.append(f"(?P<{kind}>{before}(?:{'|'.join(spaced)}))")
    return re.compile("|".join(groups))


@cache
def _office_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(_data()['office_endings'])})(?:\([^()]*\))?")


def read_contact(excerpts: Excerpts) -> ContactFound:
    """The contact that the report itself offers; nothing where it offers none, whatever its page's footer says."""
    office_only: ContactFound | None = None
    for statement in contact_statements(excerpts):
        found = _read(statement)
        if found.words.keys() - {"office"}:
            return found
        if found.words:
            office_only = office_only or found
    return office_only or ContactFound(Contact(), {})


def _read(statement: str) -> ContactFound:
    text = plain(statement)
    pieces = list(_pieces(text))
    phones, fax = _numbers(text, pieces)
    emails = _emails(statement, text, pieces)
    address, postcode_behind = _address(statement, text, pieces)
    contact = Contact(
        office=_office(statement, text, pieces),
        address=address,
        postcode=_postcode(text, pieces) or postcode_behind,
        phones=tuple(dict.fromkeys(phone for phone in phones if not is_mobile(phone))),  # a person's, not the office's
        fax=fax,
        emails=tuple(dict.fromkeys(emails)),
    )
    words = _words(statement, pieces)
    parts = ("office", "address", "postcode", "phones", "fax", "emails")
    return ContactFound(contact, {part: words for part in parts if getattr(contact, part)})


def _words(statement: str, pieces: list[_Piece]) -> str:
    """The statement, or of a long one the part around its first label."""
    start = 0 if len(statement) <= _WORDS_OF_EVIDENCE else max(0, pieces[0].end - _WORDS_BEFORE)
    return statement[start : start + _WORDS_OF_EVIDENCE]


def _pieces(text: str) -> Iterator[_Piece]:
    label, start = "", 0
    for match in _labels().finditer(text):
        kind = str(match.lastgroup)
        opened = _OPENING.get(kind, _VALUE_START).match(text, match.end())
        if opened is None and kind == "office":
            continue  # 本机关受理机构 without a colon is a name
        yield _Piece(label, start, match.start())
        label, start = kind, opened.end() if opened else match.end()
    yield _Piece(label, start, len(text))


def _numbers(text: str, pieces: list[_Piece]) -> tuple[list[str], str | None]:
    phones: list[str] = []
    faxes: list[str] = []
    for piece in pieces:
        if piece.label not in ("", "phone", "phone_and_fax", "fax", "office"):
            continue
        value = text[piece.start : piece.end].partition("。")[0]
        found = phones_in(value)
        if piece.label in ("", "office"):
            phones += [phone.number for phone in found if phone.sure]
            continue
        if piece.label in ("phone", "phone_and_fax"):
            phones += [phone.number for phone in found]
        if piece.label in ("fax", "phone_and_fax"):
            faxes += [phone.number for phone in found]
        faxes += [phone.number for phone in found if _ALSO_FAX.match(text, piece.start + phone.end)]
        if piece.label == "fax" and phones and _SAME_AS_PHONE.match(value):
            faxes.append(phones[0])
    return phones, faxes[0] if faxes else None


def _emails(statement: str, text: str, pieces: list[_Piece]) -> list[str]:
    """Under whatever label, for a list may go on behind a name or a site, but not those to complain to."""
    complaints = [piece for piece in pieces if piece.label == "complaint"]
    return [
        re.sub(r"\s", "", _ascii(statement[match.start() : match.end()]).replace("。", "."))
        for match in _EMAIL.finditer(text)
        if not any(piece.start <= match.start() < piece.end for piece in complaints)
    ]


def _ascii(text: str) -> str:
    """Full-width letters and marks made narrow, their case kept."""
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)


def _postcode(text: str, pieces: list[_Piece]) -> str | None:
    for piece in pieces:
        if piece.label == "postcode" and (found := _POSTCODE.match(text, piece.start, piece.end)):
            return re.sub(r"\s", "", found["code"])
    return None


def _address(statement: str, text: str, pieces: list[_Piece]) -> tuple[str | None, str | None]:
    """The address, and a postcode that stands behind it without a label."""
    for piece in pieces:
        if piece.label == "address":
            value = statement[piece.start : _end_of_value(text, piece.start, piece.end)]
            behind = _POSTCODE_BEHIND.search(plain(value))
            if address := _as_address(value[: behind.start()] if behind else value):
                return address, behind["code"] if behind else None
    if bracket := _UNLABELLED.search(text, pieces[0].start, pieces[0].end):
        address = _as_address(statement[bracket.end() : _end_of_value(text, bracket.end(), pieces[0].end)])
        if address and _PLACE_WORDS.search(address):
            return address, None
    return None, None


def _end_of_value(text: str, start: int, end: int) -> int:
    """Where a value ends: at a semicolon, a full stop, or the bracket that it does not open itself."""
    depth = 0
    for place in range(start, end):
        depth += (text[place] == "(") - (text[place] == ")")
        if depth < 0 or (depth == 0 and _VALUE_END.match(text[place])):
            return place
    more = _NOT_ADDRESS.search(text, start, end)
    return more.start() if more else end


def _as_address(text: str) -> str | None:
    address = squeezed(text).strip("，,、；;。:： ").removesuffix("（").removesuffix("(")
    address = address.strip("，,、；; ")
    if not _SHORTEST <= len(address) <= _LONGEST_ADDRESS or not re.search(r"[\u4e00-\u9fff]", address):
        return None
    return address


def _office(statement: str, text: str, pieces: list[_Piece]) -> str | None:
    for piece in pieces:
        if piece.label == "office":
            end = re.compile(r"[,;。]|$").search(text, piece.start, piece.end)
            name = _as_office(statement[piece.start : end.start() if end else piece.end])
            if name:
                return name
    for pattern in _OFFICES:
        for match in pattern.finditer(text):
            if name := _as_office(statement[match.start("office") : match.end("office")]):
                return name
    return None


def _as_office(text: str) -> str | None:
    """The name of an office, cut behind its last word that offices are called by: a person's name may follow."""
    name = squeezed(text).strip("“”\"'：:、的 ")
    if kind_of(name) is None:
        ends = [match.end() for match in _office_end().finditer(plain(name))]
        name = name[: ends[-1]] if ends else ""
    if not _SHORTEST <= len(name) <= _LONGEST_OFFICE or name in _data()["nobody"]:
        return None
    return name
