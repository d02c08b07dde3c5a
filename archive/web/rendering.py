"""What a page shows, to HTML: templates beside the pages, with the words, the links and the ways to write figures."""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from archive.clock import CHINA, time_of
from archive.web.asking import Asked

ABSENT = "—"


def render(name: str, asked: Asked, page: object) -> str:
    """The HTML of a page."""
    template = _environment().get_template(f"{name}.html")
    return template.render(name=name, page=page, words=asked.words, links=asked.links, asked=asked)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("archive.web", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"number": number, "day": day, "moment": moment, "share": share, "outside": outside}
    return environment


def number(value: float | None) -> str:
    """A figure for people; what is absent is no nought.

    >>> number(12345), number(6.5), number(None)
    ('12,345', '6.5', '—')
    """
    if value is None:
        return ABSENT
    return f"{value:,.15g}" if isinstance(value, float) else f"{value:,}"


def share(value: float | None) -> str:
    """A part of a whole in percent.

    >>> share(0.1234), share(1), share(None)
    ('12.3%', '100%', '—')
    """
    return ABSENT if value is None else f"{value * 100:.3g}%"


def outside(address: str | None) -> Markup:
    """An address of another site: a link where a browser may follow it, else its letters alone.

    >>> str(outside("http://a.cn/?y")), str(outside("javascript:alert(1)"))
    ('<a href="http://a.cn/?y" rel="noreferrer noopener nofollow external">http://a.cn/?y</a>', 'javascript:alert(1)')
    """
    text = escape(address or ABSENT)
    if not (address or "").lower().startswith(("http://", "https://")):
        return text
    return Markup('<a href="{0}" rel="noreferrer noopener nofollow external">{0}</a>').format(text)


def day(moment_or_date: Any) -> str:
    """The date in China of a moment, or a date as it is.

    >>> day("2025-01-30T18:00:00.000000Z"), day("2025-01-30"), day(None)
    ('2025-01-31', '2025-01-30', '—')
    """
    if not moment_or_date:
        return ABSENT
    text = str(moment_or_date)
    return time_of(text).astimezone(CHINA).date().isoformat() if "T" in text else text


def moment(text: str | None) -> str:
    """A moment in China's time.

    >>> moment("2025-01-30T18:00:07.000000Z")
    '2025-01-31 02:00'
    """
    return f"{time_of(text).astimezone(CHINA):%Y-%m-%d %H:%M}" if text else ABSENT
