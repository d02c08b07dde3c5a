"""Letterhead and box of a document to its own number, its index number and who signed it off."""

import re

from pipelines.document import Document
from pipelines.understanding.facts.excerpts import Excerpts, Line, Stated
from pipelines.understanding.facts.page_facts import page_facts
from pipelines.understanding.facts.plain import plain, squeezed

_LETTERHEAD_LINES = 12
_LONGEST_LINE = 160
_LONGEST_OWN_LINE = 60
# 青柳政发〔2021〕20号, 青柳政发[2021]第 20 号
_NUMBER = re.compile(
    r"(?P<office>[\u4e00-\u9fff](?:\s?[\u4e00-\u9fff]){1,13})\s*"
    r"[\[(〔【<〈]\s*(?P<year>20[0-3]\d)\s*(?:年\s*)?[\])〕】>〉]\s*第?\s*(?P<serial>\d{1,4})\s*号"
)
_NUMBER_LABEL = re.compile(
    r"(?:发\s*文\s*(?:字\s*号|文\s*号)|发\s*布\s*文\s*号|公\s*文\s*编\s*号|文\s*件\s*编\s*号|文\s*号)\s*:\s*"
)
_CITING = re.compile(r"^(?:根据|按照|依据|关于|转发|国办|国发|国务院|中办)")
# what may stand beside a number in a letterhead: 签发人:王青, 密级, brackets, rules
_BESIDE = re.compile(r"签\s*发\s*人?\s*:.*|密级:?\S*|[\s★☆*_=()\-]+")
# 索引号:099916330/2018-04736 in a line above the title
_INDEX_LINE = re.compile(r"索\s*引\s*号\s*:\s*(?P<index>[0-9a-z][0-9a-z\-/._]{4,50})")
_INDEX = re.compile(r"(?=.*\d)[0-9A-Za-z\u4e00-\u9fff\-/._()〔〕\[\]:]{4,60}")
# 签发人:王 青; 签发:王青
_SIGNER = re.compile(r"签\s*发\s*(?:人|领\s*导)?\s*:\s*(?P<name>.*)")
_SIGNER_ALONE = re.compile(r"签\s*发\s*人\s*:?\s*")
_BEHIND_NAME = re.compile(r"会\s*签|审[核签]|核稿|校对|拟稿|联系|电话|密级|日期|文号|承办")  # 签发人:王青 会签人:李禾
_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{2,10}·[\u4e00-\u9fff·]{2,15}")


def read_document_number(document: Document, excerpts: Excerpts, title_end: int | None) -> Stated[str] | None:
    """The number that the document itself bears, never one that its text cites."""
    near = excerpts.lines[: min(max(title_end or 0, _LETTERHEAD_LINES), max(excerpts.first, title_end or 0))]
    for line in near:
        if number := _own_number(line):
            return Stated(number, line.text)
    for fact in page_facts(document, "document_number"):
        if number := document_number(fact.value):
            return Stated(number, fact.words)
    return None


def document_number(text: str) -> str | None:
    """The number that a text is, in the normal form.

    >>> document_number("青柳政发 [ 2021 ] 第20 号"), document_number("/"), document_number("青柳政发﹝20218号")
    ('青柳政发〔2021〕20号', None, None)
    """
    found = _NUMBER.fullmatch(plain(text).strip(" ,;。"))
    return _normal(found) if found else None


def _normal(found: re.Match[str]) -> str:
    return f"{squeezed(found['office'])}〔{found['year']}〕{found['serial']}号"


def _own_number(line: Line) -> str | None:
    text = line.plain
    if len(text) > _LONGEST_LINE:
        return None
    if label := _NUMBER_LABEL.search(text):
        found = _NUMBER.match(text, label.end())
        return _normal(found) if found else None
    found = _NUMBER.search(text)
    if found is None or len(text) > _LONGEST_OWN_LINE or _CITING.match(found["office"]):
        return None
    before = text[: found.start()]
    if _BESIDE.sub("", before + " " + text[found.end() :]):
        return None
    number = _normal(found)
    if not _SIGNER.search(before):
        return number
    return number.removeprefix(squeezed(_without_last_word(found)))  # 签发人:王青 青柳政发〔2021〕20号


def read_index_number(document: Document, excerpts: Excerpts) -> Stated[str] | None:
    for fact in page_facts(document, "index_number"):
        number = squeezed(fact.value)
        if _INDEX.fullmatch(plain(number)):
            return Stated(number, fact.words)
    for line in excerpts.head:
        if len(line.text) <= _LONGEST_LINE and (found := _INDEX_LINE.search(line.plain)):
            return Stated(line.text[found.start("index") : found.end("index")], line.text)
    return None


def read_signer(document: Document, excerpts: Excerpts, title_end: int | None) -> Stated[str] | None:
    """Who signed the document off, where its letterhead says so: 签发人：王青."""
    near = excerpts.lines[: max(title_end or 0, min(_LETTERHEAD_LINES, excerpts.first))]
    for place, line in enumerate(near):
        if len(line.text) > _LONGEST_OWN_LINE:
            continue
        if _SIGNER_ALONE.fullmatch(line.plain) and place + 1 < len(near):
            name = squeezed(near[place + 1].plain)
            if _HAN_NAME.fullmatch(name):
                return Stated(name, line.text + near[place + 1].text)
        elif (found := _SIGNER.search(line.plain)) and (names := _names(found["name"])):
            return Stated(names, line.text)
    for fact in page_facts(document, "signer"):
        if names := _names(plain(fact.value)):
            return Stated(names, fact.words)
    return None


def _names(text: str) -> str | None:
    """One name or several: the blanks inside 王 青 are layout; a number or a label behind is not the name.

    >>> _names("王 青  会签人:李禾"), _names("王青、李禾"), _names("青柳政发〔2021〕2号")
    ('王青', '王青、李禾', None)
    """
    text = _BEHIND_NAME.split(_NUMBER.sub(_without_last_word, text))[0]
    names = [squeezed(name) for name in re.split(r"[、,/]", text.strip(" )(。;"))]
    return "、".join(names) if names and all(_HAN_NAME.fullmatch(name) for name in names) else None


def _without_last_word(number: re.Match[str]) -> str:
    """What stands before the number's own office, parted by a blank: a signer's name."""
    return " ".join(number["office"].split()[:-1])
