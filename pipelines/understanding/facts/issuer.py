"""Title, letterhead, signature, intro and page of a document to the body that issued it, in its full name."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from archive.record import IssuerKind
from pipelines.document import Document
from pipelines.understanding.facts.bodies import full_name, fullest, kind_of, name_of_body
from pipelines.understanding.facts.contact import ContactFound
from pipelines.understanding.facts.days import dates_in
from pipelines.understanding.facts.excerpts import Excerpts, Line, Stated, evidence_words
from pipelines.understanding.facts.page_facts import page_facts, page_tags
from pipelines.understanding.facts.plain import plain, squeezed
from pipelines.understanding.facts.title import Headline
from pipelines.understanding.facts.voice import may_speak_as, voice_of

_LONGEST_NAME_LINE = 50
_LINES_UNDER_TITLE = 3
_LAST_LINES = 8
_LONGEST_INTRO = 1500
_LETTERHEAD = re.compile(r"文件$|[(（](?:函|通知|公告|报告)[)）]$")
_BRACKETS = " ()（）[]【】:："
_PRINTED = re.compile(r"印发?\s*$|^抄[送报]|^主\s*办|^承\s*办")
_HAN = r"[\u4e00-\u9fff·]"
# 由柳泉镇人民政府政务公开工作机构编制
_COMPILED_BY = re.compile(r"由(?P<body>[^,。;、由]{3,45}?)(?:负责|组织|牵头|具体)*(?:编制|编写|编撰|起草|撰写|汇总)")
# ,柳泉镇人民政府特向社会公布 / 。柳泉镇人民政府编制2020年...
_COMPILES = re.compile(
    rf"(?:^|[,。;:])(?P<body>{_HAN}{{3,30}}?(?:政府|办事处|局|委员会|管委会|办公室|中心|院))(?:现|特|决定)*(?:向社会)?(?:编制|公布|发布|公开)"
)
# 现公布柳泉镇人民政府2020年 / 现发布《柳泉镇2021年 / 特向社会公布2023年度柳泉开发区管委会信息公开
_REPORT_OF = re.compile(
    r"(?:公布|公开|发布|编制|现将)了?《?"
    rf"(?:(?P<body>{_HAN}{{2,30}}?)20\d\d年?|20\d\d年?度?(?P<later>{_HAN}{{2,30}}?)(?:政府)?(?:信息|政务)公开)"
)
# 柳泉镇2020年政府信息公开工作年度报告(以下简称年报)是根据...
_SUBJECT = re.compile(
    rf"^《?(?P<body>{_HAN}{{2,30}}?)20\d\d年?度?(?:政府)?(?:信息|政务)公开[^。,]{{0,12}}(?:报告|年报)"
)
# words of a sentence that are in no name: 本报告由柳泉镇人民政府
_SENTENCE = re.compile(
    r"[由对的了是在与被已]|报告|根据|按照|条例|规定|要求|社会公|向社会|公众|通过|关于|认真|现将|以及|我|本年"
)
_TRAIL = re.compile(r"(?:本级|关于|的|年度|人民)$")
_CRUMB = re.compile(r"[>»›→]+|\s[/|\\]\s|::")
_CRUMB_LINE = re.compile(r"当前位置|所在位置|现在的?位置")
_LONGEST_CRUMBS = 200
_SITE_TAIL = re.compile(r"(?:政府)?(?:门户)?(?:网站|网|信息网|政务网|政府网)$|^中国")


@dataclass(frozen=True, slots=True)
class IssuerFound:
    """The full name, its kind, and the words that name it."""

    name: str
    kind: IssuerKind | None
    words: str


@dataclass(frozen=True, slots=True)
class Claims:
    """What each part of a document says of its issuer, as full names; in each the likeliest first."""

    title: tuple[Stated[str], ...]
    letterhead: tuple[Stated[str], ...]
    signature: tuple[Stated[str], ...]
    intro: tuple[Stated[str], ...]
    contact: tuple[Stated[str], ...]
    publisher: tuple[Stated[str], ...]
    source: tuple[Stated[str], ...]
    site: tuple[Stated[str], ...]


def read_claims(document: Document, excerpts: Excerpts, headline: Headline | None, contact: ContactFound) -> Claims:
    end = (headline.end if headline else None) or 0
    titles = [Stated(headline.body, headline.title)] if headline and headline.body else []
    return Claims(
        title=tuple(titles),
        letterhead=tuple(_name_lines(_letterhead(document, excerpts, end))),
        signature=tuple(reversed(list(_name_lines(_signature(excerpts, end))))),
        intro=tuple(_intro(excerpts)),
        contact=tuple(_contact_office(contact)),
        publisher=tuple(_bodies(page_facts(document, "publisher"))),
        source=tuple(_bodies((*page_tags(document, "source_tags"), *page_facts(document, "source")))),
        site=tuple(_site(document)),
    )


def read_issuer(document: Document, claims: Claims) -> IssuerFound | None:
    """The body of the most trusted part that names one, under the fullest name that any part gives it."""
    own = (claims.title, claims.letterhead, claims.signature, claims.intro)
    everything = [claim for part in (*own, claims.contact, claims.publisher, claims.source) for claim in part]
    first = next((claim for part in own for claim in part), None) or _of_the_page(document, claims)
    if first is None:
        return None
    name = fullest(first.value, (claim.value for claim in everything))
    words = next((claim.words for claim in (first, *everything) if claim.value == name), first.words)
    return IssuerFound(name, kind_of(name), words)


def _of_the_page(document: Document, claims: Claims) -> Stated[str] | None:
    """Whose office answers questions, or what the page names, if the text speaks as such a body: a portal's name is on the pages of all its townships."""
    voice = voice_of(document)
    for claim in (*claims.contact, *claims.publisher):
        if voice is None or may_speak_as(kind_of(claim.value), voice):
            return claim
    named = (*claims.source, *claims.site)
    return next((claim for claim in named if voice and may_speak_as(kind_of(claim.value), voice)), None)


def _letterhead(document: Document, excerpts: Excerpts, end: int) -> list[Line]:
    """The lines above and right under the title; on a page, what stands above may be the site's own banner."""
    above, under = excerpts.lines[:end], excerpts.head[end : end + _LINES_UNDER_TITLE]
    if document.reader == "html":
        above = tuple(line for line in above if _LETTERHEAD.search(line.bare))
    return [*above, *under]


def _signature(excerpts: Excerpts, end: int) -> list[Line]:
    """The last lines, and before them those with a day on them or right under them."""
    start = max(end + _LINES_UNDER_TITLE, excerpts.first)
    lines = excerpts.lines[start:]
    last = len(lines) - _LAST_LINES
    return [
        line
        for place, line in enumerate(lines)
        if place >= last
        or any(dates_in(near.text) for near in lines[place : place + 2] if len(near.text) <= _LONGEST_NAME_LINE)
    ]


def _name_lines(lines: Sequence[Line]) -> Iterator[Stated[str]]:
    """The lines that are the name of a body, perhaps with 文件 or a date behind it."""
    for line in lines:
        if len(line.text) > _LONGEST_NAME_LINE or _PRINTED.search(line.plain):
            continue
        text = line.text
        for _, start, end in dates_in(text):
            if not line.plain[end:].strip(_BRACKETS):
                text = text[:start]
            break
        text = _LETTERHEAD.sub("", squeezed(text))
        if name := name_of_body(text) or name_of_body(text.strip(_BRACKETS)):
            yield Stated(full_name(name), line.text)


def _intro(excerpts: Excerpts) -> Iterator[Stated[str]]:
    length = 0
    for line in excerpts.opening:
        if length > _LONGEST_INTRO:
            return
        length += len(line.text)
        for pattern in (_COMPILED_BY, _COMPILES, _REPORT_OF, _SUBJECT):
            for found in pattern.finditer(line.bare[:_LONGEST_INTRO]):
                text = found["body"] or found.groupdict().get("later") or ""
                name = text + "政府" if text.endswith("人民") else _TRAIL.sub("", text)
                if not _SENTENCE.search(name) and (body := name_of_body(name)):
                    yield Stated(full_name(body), evidence_words(squeezed(line.text), found.start("body"), found.end()))


def _contact_office(found: ContactFound) -> Iterator[Stated[str]]:
    """The body whose office answers questions; a government's office answers for the government as well."""
    name = name_of_body(found.contact.office or "")
    if name and kind_of(name) != "county_government_office":
        yield Stated(full_name(name), found.words["office"])


def _bodies(claims: Iterable[Stated[str]]) -> Iterator[Stated[str]]:
    """The claims that name a body, with its full name; 青禾县人民政府门户网站 names the government."""
    for claim in claims:
        value = _SITE_TAIL.sub("", plain(squeezed(claim.value)))
        if len(value) <= _LONGEST_NAME_LINE and (name := name_of_body(value)):
            yield Stated(full_name(name), claim.words)


def _site(document: Document) -> Iterator[Stated[str]]:
    """The crumbs from the deepest up, then the name of the site."""
    for line in breadcrumbs(document):
        crumbs = [crumb for crumb in _CRUMB.split(line) if crumb.strip()]
        yield from _bodies(Stated(crumb, line) for crumb in reversed(crumbs))
    name = dict(document.tags).get("sitename", "")
    yield from _bodies([Stated(name, f"sitename: {name}")])


def breadcrumbs(document: Document) -> list[str]:
    """The lines that say where a page hangs in its site: 首页 > 政府信息公开 > 柳泉镇."""
    lines = [line for line in document.surroundings if len(line) <= _LONGEST_CRUMBS]
    return [line for line in lines if _CRUMB_LINE.search(plain(line)) or len(_CRUMB.findall(line)) > 1]
