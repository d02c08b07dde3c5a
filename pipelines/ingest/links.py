"""Pages to the words of those of their links that may lead to annual reports: what a crawl would know of a document."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

from pipelines.ingest.hosts import clean_address

_TELLING = re.compile(r"年度?报(?!纸)")  # 2023年政府信息公开工作年度报告, 信息公开年报
_FILE = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|zip|rar|jpe?g|png|tiff?)(?:$|[?#])", re.IGNORECASE)  # /a/b.pdf?id=1
_LONGEST_TEXT, _LONGEST_PAGE = 120, 5_000_000
_MOST_LINKS, _MOST_OF_A_PAGE = 500_000, 5000


@dataclass(slots=True)
class Links:
    """The words that lead to each address, from all pages that were looked at; the most telling are kept."""

    _words: dict[str, str] = field(default_factory=dict)

    def look_at(self, page: bytes, url: str) -> None:
        """Takes the links of one page; whatever it is, it does no harm."""
        if len(page) > _LONGEST_PAGE or b"<a" not in page.lower():
            return
        for address, words in _links(page, url):
            if len(self._words) < _MOST_LINKS and len(words) > len(self._words.get(address, "")):
                self._words[address] = words

    def words_to(self, url: str) -> str | None:
        """The words of the link that led to an address, where they tell of an annual report."""
        return self._words.get(url)


def is_telling(words: str) -> bool:
    """Whether words speak of an annual report.

    >>> is_telling("白鹭镇2023年度报告"), is_telling("青年报纸")
    (True, False)
    """
    return _TELLING.search(words) is not None


def _links(page: bytes, url: str) -> Iterator[tuple[str, str]]:
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring

    try:
        root = document_fromstring(page, parser=HTMLParser(encoding=_encoding(page)))
    except (LxmlError, ValueError, RecursionError):
        return
    title = " ".join((root.findtext(".//title") or "").split())[:_LONGEST_TEXT]
    for number, element in enumerate(root.iter("a")):
        address = element.get("href") or ""
        if number >= _MOST_OF_A_PAGE or not address or len(address) > _LONGEST_TEXT * 10:
            continue
        words = " ".join((element.get("title") or "".join(element.itertext())).split())[:_LONGEST_TEXT]
        if not is_telling(words) and is_telling(title) and _FILE.search(address):
            words = title  # 附件下载 on the page of a report
        if is_telling(words) and (target := _target(url, address)):
            yield target, words


def _encoding(page: bytes) -> str:
    """What nearly all such pages are in; a wrong guess costs the words of some links."""
    try:
        page.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def _target(url: str, address: str) -> str | None:
    try:
        target = urljoin(url, address.strip())
    except ValueError:
        return None
    return target.partition("#")[0] if target.startswith("file:") else clean_address(target)
