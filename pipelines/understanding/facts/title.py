"""Headline, tags and link text to the title of a report, and to the year and the body that a title names."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from archive.record import IssuerKind
from pipelines.document import Document
from pipelines.understanding.facts.bodies import full_name, kind_of, name_of_body
from pipelines.understanding.facts.excerpts import Excerpts, Line
from pipelines.understanding.facts.page_facts import page_facts
from pipelines.understanding.facts.plain import legible, plain, squeezed
from pipelines.understanding.facts.voice import may_speak_as, voice_of

_FIRST_YEAR, _LAST_YEAR = 2008, 2035
_LONGEST, _LONGEST_UNUSUAL = 90, 60
_SEARCHED_LINES = 30
_MOST_PIECES = 4
# body, year and subject, noun, version: 柳泉镇人民政府2020年政府信息公开工作年度报告(图片版)
_TITLE = re.compile(
    r"(?P<before>.{0,60}?)"
    r"(?:政府|政务|党务|单位|部门|机关|信息|工作|主动|依申请|公开[与和及、]|[与和及、])*公开"
    r"(?P<middle>(?:(?!公开)[^。;!?]){0,26}?)(?:报告书?|年报|总结|汇报|(?P<situation>情况))"
    r"(?P<after>(?:的?(?:公告|公示|报告|函))?(?:-+[^-]{2,20})?(?:[(\[【〔《].{1,24}[)\]】〕》])*)"
    r"(?:\.(?:docx?|pdf|wps|ofd|html?|txt|xlsx?))?"
)
_NOT_A_TITLE = re.compile(
    r"[。;!?>»|]|当前位置|^(?:本报告|本年度|根据|按照|依据|为|现将|关于(?:做好|开展|印发|报送)|[(]?[一二三四五六七八九十]{1,2}[)、.,])"
)
_FORWARDING = re.compile(r"(?:制度|办法|通知|指南|目录|要点|方案|规定|意见)")  # ...公开工作年度报告制度
# 标题: or 附件1: in front of a title, or the marks of a word processor
_LABEL = re.compile(
    r"^(?:(?:信息)?(?:标题|名称|题目|题名)|附件?[0-9一二三]*)\s*[:：]\s*|^microsoft word - ", re.IGNORECASE
)
_FILE_ENDING = re.compile(r"\.(?:docx?|pdf|wps|ofd|html?|txt|xlsx?|rtf)$", re.IGNORECASE)
_CITED = re.compile(r"^《([^《》]+)》$")
_YEAR_LINE = re.compile(r"(?:关于)?(?:20\d\d|二[〇零o0][〇零o0一二三四五六七八九]{2})年?度?")
# 柳泉镇2020年政府, 柳泉镇关于2020年度: the first half of a headline that was broken anywhere
_BROKEN = re.compile(r"[^:]{2,40}(?:20\d\d|二[〇零o0]..)年?度?(?:政府|政务|信息|公开|工作|关于|的)*")
_YEAR_BRACKET = re.compile(r"[(\[](?:20\d\d|二[〇零o0][〇零o0一二三四五六七八九]{2})年?度?[)\]]")
_LETTERHEAD = re.compile(r"文件$")
_BODY_LINE = re.compile(r"[^\d:：]{2,45}")
# parts of an HTML title: ..._青禾县人民政府, ...-政府信息公开年报-..., ... | ...
_SITE_PARTS = re.compile(r"[_|｜]+|\s[-–—]+\s|(?<=[^\d])[-–—]+(?=[^\d])|\s*>+\s*|\s*»\s*")
_YEAR = re.compile(r"(?<!\d)(20[0-3]\d)(?!\d)")
_YEAR_IN_HAN = re.compile(r"二([〇零o0])([〇零o0一二三])([〇零o0一二三四五六七八九])(?=年|度)")
_HAN_DIGITS = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "o": "0",
    "0": "0",
}
_YEAR_WORDS = re.compile(r"(?:20\d\d|二[〇零o0][〇零o0一二三四五六七八九]{2})\s*年?度?的?")
_LEAD = re.compile(r"^(?:关于|公布|发布|印发|公开|报送|[-:【\[《(])+")
_TRAIL = re.compile(r"(?:关于|工作|本级|年度?|的|开展|[-:】\]》)(、,])+$")
_ASIDE = re.compile(r"[(\[【《-]+([^()\[\]【】《》-]{2,40})")


@dataclass(frozen=True, slots=True)
class Headline:
    """The title as printed, without blanks; the year and the full name of the body where it names them.

    `end` is the index of the line after it, None where it does not stand in the body of the document.
    """

    title: str
    year: int | None
    body: str | None
    end: int | None

    @property
    def weight(self) -> int:
        """How much it says: a mere name of a column says neither whose report it is nor of which year."""
        return 2 * (self.year is not None) + 2 * (self.body is not None)


def read_title(document: Document, excerpts: Excerpts, link_text: str | None) -> Headline | None:
    """The headline as the report prints it; a tag or the page's name where the report prints none or says less."""
    tags = dict(document.tags)
    printed = _best(_headlines(excerpts.head[:_SEARCHED_LINES], voice_of(document)))
    named = [tags.get("articletitle"), *(fact.value for fact in page_facts(document, "title"))]
    if document.reader == "html" or printed is None:  # the property of a Word file is often last year's
        named.append(document.title)
    given = _best(headline for text in named if text for headline in _from_name(text))
    if printed and given and _says_more(given, printed):
        return replace(given, end=printed.end)
    return printed or given or _best(_from_name(link_text or "")) or _any_name(document, excerpts)


def years_in(text: str) -> list[int]:
    """The report years that a short text names, in its order.

    >>> years_in("柳泉镇二〇二〇年度报告"), years_in("柳泉镇２０２１年（2020年度）"), years_in("1999年")
    ([2020], [2021, 2020], [])
    """
    text = plain(text)
    found = [(match.start(), match[1]) for match in _YEAR.finditer(text)]
    found += [
        (match.start(), "2" + "".join(_HAN_DIGITS[digit] for digit in match.groups()))
        for match in _YEAR_IN_HAN.finditer(text)
    ]
    return [int(year) for _, year in sorted(found) if _FIRST_YEAR <= int(year) <= _LAST_YEAR]


def headline_of(text: str, end: int | None = None) -> Headline | None:
    """The text as the title of a report, if it reads like one.

    >>> headline_of("柳泉镇 2020 年政府信息公开工作年度 报 告")
    Headline(title='柳泉镇2020年政府信息公开工作年度报告', year=2020, body='柳泉镇人民政府', end=None)
    """
    title = _as_printed(text)
    bare = plain(title)
    if len(title) > _LONGEST or _NOT_A_TITLE.search(bare):
        return None
    found = _TITLE.fullmatch(bare)
    if found is None or _FORWARDING.search(found["middle"]):
        return None
    before, middle, after = found["before"], found["middle"], found["after"]
    years = years_in(before)[-1:] or years_in(middle) or years_in(after)
    if found["situation"] and not years:
        return None  # 主动公开政府信息情况 is a heading
    return Headline(title, years[0] if years else None, _body_of(before, middle, after), end)


def _as_printed(text: str) -> str:
    title = _FILE_ENDING.sub("", _LABEL.sub("", squeezed(legible(text))))
    return _CITED.sub(r"\1", title)


def _body_of(before: str, middle: str, after: str) -> str | None:
    """The body that stands before the subject, or behind the title in brackets: ...年度报告(柳泉镇)."""
    pieces = [piece for piece in _YEAR_WORDS.split(before) if piece]
    for piece in (*reversed(pieces), *_ASIDE.findall(before), *_ASIDE.findall(after), *_ASIDE.findall(middle)):
        name = _TRAIL.sub("", _LEAD.sub("", piece))
        if name.count("(") > name.count(")"):
            name += ")"
        name = name + "政府" if name.endswith("人民") else name
        if body := name_of_body(name):
            return full_name(body)
    return None


def _headlines(lines: Sequence[Line], voice: IssuerKind | None) -> Iterator[Headline]:
    for last in range(len(lines)):
        if len(lines[last].text) > _LONGEST:
            continue
        for first in range(last, max(-1, last - _MOST_PIECES), -1):
            if len(lines[first].text) > _LONGEST:
                break
            joined = "".join(line.text for line in lines[first : last + 1])
            if headline := headline_of(joined, last + 1):
                yield _completed(headline, lines, first, last, voice=voice)
                break


def _completed(
    headline: Headline, lines: Sequence[Line], first: int, last: int, *, voice: IssuerKind | None
) -> Headline:
    """The headline with the body or the year that stands on lines of their own above or below it."""
    text = "".join(line.text for line in lines[first : last + 1])
    best = headline
    while first and (headline.year is None or headline.body is None):
        above = lines[first - 1]
        wanted = (headline.year is None and (_YEAR_LINE.fullmatch(above.bare) or _BROKEN.fullmatch(above.bare))) or (
            headline.body is None and _names_body(above, voice)
        )
        more = headline_of(above.text + text, last + 1) if wanted else None
        if more is None:
            break
        first, text, headline, best = first - 1, above.text + text, more, more
    if best.year is None and last + 1 < len(lines) and _YEAR_BRACKET.fullmatch(lines[last + 1].bare):
        best = headline_of(text + lines[last + 1].text, last + 2) or best
    return best


def _names_body(line: Line, voice: IssuerKind | None) -> bool:
    """Whether a line above the headline names its body; a portal's banner over 我镇's report does not."""
    bare = line.bare
    if not _BODY_LINE.fullmatch(bare) or _LETTERHEAD.search(bare) or (name := name_of_body(bare)) is None:
        return False
    return voice is None or may_speak_as(kind_of(name), voice)


def _from_name(text: str) -> Iterator[Headline]:
    """The headlines in the name of a page, which carries names of columns and of the site too."""
    for part in _SITE_PARTS.split(text):
        if headline := headline_of(part):
            yield headline


def _best(headlines: Iterable[Headline]) -> Headline | None:
    return max(headlines, key=lambda headline: headline.weight, default=None)


def _says_more(given: Headline, printed: Headline) -> bool:
    return (
        given.weight > printed.weight
        and printed.year in (None, given.year)
        and (printed.body is None or printed.body == given.body)
    )


def _any_name(document: Document, excerpts: Excerpts) -> Headline | None:
    """The name of a document that is no report, or whose title is unusual: its tag, a first line about disclosure."""
    tags = dict(document.tags)
    site = squeezed(tags.get("sitename", ""))
    candidates = [tags.get("articletitle", "")]
    candidates += [
        line.text
        for line in excerpts.head
        if "公开" in line.bare and not _NOT_A_TITLE.search(line.bare) and len(line.text) < _LONGEST_UNUSUAL
    ][:1]
    candidates += _SITE_PARTS.split(document.title or "")[:1]
    for candidate in candidates:
        title = _as_printed(candidate)
        if title and title != site and title.lower() != "null" and not title.endswith(("网", "网站", "首页")):
            years = years_in(title)
            return Headline(title, years[0] if len(set(years)) == 1 else None, None, None)
    return None
