"""A document to whether advertising for gambling or pornography was worked into it, as on squatted copies."""

import json
import re
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from pipelines.document import Document
from pipelines.wording import bare

_FIRST_LINES = 6
_LONGEST_LINE = 400  # some copies open with one long line of such words
_TAGS = ("title", "articletitle", "keywords", "description")
_SPELT_OUT = re.compile(r"[\u4e00-\u9fff]{1,2}\([a-z]{1,6}\)")  # 信(xin)息(xi): spelling put in against comparison
_MOST_SPELT_OUT = 12
_SAMPLE = 4000


def is_poisoned(document: Document, title: str | None, url: str | None) -> bool:
    """Whether the title, the tags or the first lines advertise, or the text was spelt out to escape comparison.

    What a report says of gambling in its prose is no such mark: 打击六合彩 is the work of many offices. Nor are the
    unseen tags of a government's own page, which intruders fill for search engines while the text stays as it was.
    """
    paragraphs = document.paragraphs
    shown = [title or "", *(line[:_LONGEST_LINE] for line in paragraphs[:_FIRST_LINES])]
    if not _is_government(url):
        shown += [document.title or "", *(value[:_LONGEST_LINE] for name, value in document.tags if name in _TAGS)]
    if _advertising().search(bare("\n".join(line for line in shown if not _is_prose(line)))):
        return True
    return len(_SPELT_OUT.findall(bare("".join(paragraphs)[:_SAMPLE]))) > _MOST_SPELT_OUT


def _is_government(url: str | None) -> bool:
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return False
    return host.endswith((".gov.cn", ".政务"))


def _is_prose(line: str) -> bool:
    return "。" in line and "_" not in line


@cache
def _advertising() -> re.Pattern[str]:
    words = json.loads(files(__package__).joinpath("poison.json").read_text("utf-8"))["words"]
    return re.compile("|".join(map(re.escape, words)))
