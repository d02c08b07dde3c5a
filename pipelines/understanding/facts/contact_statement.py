"""The lines of a report to those in which it says whom to ask about it."""

import re
from collections.abc import Iterator, Sequence

from pipelines.understanding.facts.excerpts import Excerpts, Line

_LONGEST = 450
_LONGEST_FOOTER_LINE = 200
_MOST_LINES_AFTER = 8
_SCENT = re.compile(r"联\s*系|咨询|电\s*话|垂询|致电|邮\s*箱|拨打|来电|e-?mail|@")
# 如对本报告有任何疑问,请与柳泉镇党政办公室联系
_ASK = re.compile(
    r"(?:如|若|凡|对|有|需|公众|公民|欢迎)[^。]{0,80}?(?:疑问|疑义|疑虑|异议|意见|问题|建议|咨询|了解|不明|查询|不清楚)"
    r"[^。]{0,60}?(?:联系|咨询|垂询|致电|拨打|来电|来函|反映|反馈|洽询|电\s*话|邮\s*箱|地\s*址|@)"
)
# 请与...联系, 请联系:, 可致电
_TURN_TO = re.compile(
    r"(?:请|可|敬请|欢迎)(?:直接|及时|随时|您)*(?:(?:与|向|和|同)[^。;]{2,60}?(?:联系|咨询|反映|垂询)|联系\s*[:]|致电|拨打)"
    r"|由[^。;,]{2,40}负责(?:解释|答复|解答)[^。;]{0,12}?(?:联系|咨询|电\s*话)"
)
# 联系方式:..., (联系电话:... at the start of a line or a sentence; 获取本报告联系方式:...
_LABELLED = re.compile(
    r"(?:^|。)[\s(\d.、*]*(?:联\s*系\s*(?:方\s*式|电\s*话|地\s*址|人|单\s*位|部\s*门)|咨询电话|办公地址|通[讯信]地址)[^。]{0,12}?\s*[:]"
)
# 地址:青禾县柳泉镇柳泉街1号 邮编:099102 alone on a line, behind the title
_ADDRESS_LINE = re.compile(r"[(]?\s*地\s*址\s*:")
_TITLE_WORD = "公开"
_REPORT_CONTACT = re.compile(r"(?:报告|年报)[^。;]{0,12}联系(?:方式|电话)\s*[:]")
# what a sentence or a line that goes on with the statement begins with
_GOES_ON = re.compile(
    r"[\s()\-·•\d.、*]{0,4}(?:联\s*系|地\s*址|办公|通[讯信]|单位|邮\s*编|邮\s*政|电\s*话|传\s*真|咨询|电\s*子|邮\s*箱|e-?mail|tel|fax|手\s*机|受理|请与|可与|网\s*址|[)])"
)
# a site's own footer, or a line to complain to
_FOOTER = re.compile(
    r"主办|承办|版权|备案|标识码|技术支持|网站地图|copyright|公网安备|icp|网站维护|建议使用|网站(?:主管|管理|联系)"
)
_COMPLAINTS = re.compile(r"举报|监督|投诉|12345|维护")
_SIGNATURE_DATE = re.compile(
    r"^[^。]{0,40}(?:20\d\d|二[〇零o]..)\s*[年.]\s*[\d元一二三四五六七八九十]{1,2}\s*[月.]\s*[\d一二三四五六七八九十]{1,3}\s*日?\s*$"
)
_VALUE_END = re.compile(r"[;,。)]")
_NEXT_SECTION = re.compile(r"\s*[(]?[一二三四五六七八][)]?\s*[、.．]")
_STOP = re.compile(r"[。!?！？](?!\s*(?:com|cn|net|org|gov)\b)")


def contact_statements(excerpts: Excerpts) -> Iterator[str]:
    """Each candidate, best first: a sentence of the opening with what belongs to it, then lines before the end."""
    yield from _in(_before_footer(excerpts.opening, signed=False), head=excerpts.first)
    yield from _in(_before_footer(excerpts.lines[excerpts.second :], signed=True), head=None)


def _in(lines: Sequence[Line], head: int | None) -> Iterator[str]:
    for place, line in enumerate(lines):
        if not _SCENT.search(line.plain):
            if _is_address(lines, place, head):
                yield _statement(lines, place, 0)
            continue
        for pattern in (_ASK, _TURN_TO, _REPORT_CONTACT):
            if found := pattern.search(line.plain):
                start = line.plain.rfind("。", 0, found.start()) + 1
                yield _statement(lines, place, start)
        # in section one such a line may be anyone's
        labelled = _LABELLED.search(line.plain) if head is None or place < head else None
        if labelled and not _COMPLAINTS.search(line.plain, 0, _first_value(line.plain, labelled.end())):
            yield _statement(lines, place, labelled.start())


def _is_address(lines: Sequence[Line], place: int, head: int | None) -> bool:
    """Whether a line between title and section one opens the address; above the title it may be a banner's."""
    if head is None or place >= head or not _ADDRESS_LINE.match(lines[place].plain):
        return False
    return any(_TITLE_WORD in line.bare for line in lines[:place])


def _statement(lines: Sequence[Line], place: int, start: int) -> str:
    """The sentence, the sentences and the lines behind it that go on with labels."""
    line = lines[place]
    end = _end(line.plain, start)
    statement = line.text[start:end]
    if end < len(line.text):
        return statement[:_LONGEST]
    for after in lines[place + 1 : place + 1 + _MOST_LINES_AFTER]:
        broken = not _closed(statement)
        if (
            not (broken or _GOES_ON.match(after.plain))
            or _NEXT_SECTION.match(after.plain)
            or _FOOTER.search(after.plain)
        ):
            break
        end = _end(after.plain, 0)
        statement += ("" if broken else "；") + after.text[:end]
        if end < len(after.text):
            break
    return statement[:_LONGEST]


def _first_value(text: str, start: int) -> int:
    """Where the first value behind a label ends: a line to complain to may stand among what follows."""
    end = _VALUE_END.search(text, start)
    return end.start() if end else len(text)


def _closed(text: str) -> bool:
    """Whether a text may end here: an open bracket or a comma says that the line was merely broken."""
    return text.count("(") + text.count("（") <= text.count(")") + text.count("）") and not text.endswith(
        ("，", ",", "：", ":")
    )


def _end(text: str, start: int) -> int:
    """Where the statement ends in a line: behind the last sentence that goes on with it."""
    end = start
    while stop := _STOP.search(text, end):
        end = stop.end()
        if not _GOES_ON.match(text, end):
            return end
    return len(text)


def _before_footer(lines: Sequence[Line], *, signed: bool) -> Sequence[Line]:
    """The lines before the site's own; where a signature is looked for, before its date too."""
    for place, line in enumerate(lines):
        if "。" in line.text or len(line.text) > _LONGEST_FOOTER_LINE:
            continue
        if _FOOTER.search(line.plain) or (signed and _SIGNATURE_DATE.match(line.plain)):
            return lines[:place]
    return lines
