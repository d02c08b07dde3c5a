"""Addresses of pages: their canonical form, the key by which one page is known, and the marks of traps."""

import re
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

from crawler.pages.asking import Ask

_DEFAULT_PORTS = {"http": 80, "https": 443}
# /list.do;jsessionid=0A1B, /(S(3fk2x1))/list.aspx
_SESSION = re.compile(r";jsessionid=[^/?#]*|/\((?:S|F|X)\([^()/]{1,60}\)\)(?=/)", re.IGNORECASE)
# parameters that only mark a session, a moment or a way of looking
_IDLE = re.compile(
    r"^(?:jsessionid|phpsessid|aspsessionid\w*|sessionid|session_id|sid_?tmp|_t|_|t|ts|timestamp|rand|random|rnd|"
    r"spm|from|share|isappinstalled|utm_\w+|_s|wbp2p)$",
    re.IGNORECASE,
)
_IDLE_ONLY_AS_NUMBER = {"t", "ts", "_t", "from"}  # ?t=1700000000 is a moment, ?t=zfxxgk a column
_START_PAGE = re.compile(r"/(?:index|default)\.(?:s?html?|jsp|php|aspx?)$", re.IGNORECASE)  # /nb/index.html
# t20230118_1520_wap.html, mpost_87.html: what a telephone gets
_MOBILE = re.compile(r"_wap(?=\.s?html?$)|(?<=/)mpost(?=_\d+\.html$)", re.IGNORECASE)
# /print/12, ?print=1, /wap/, /m/, ?mobile=1
_OTHER_LOOK = re.compile(r"/(?:print|wap|wza|m|mobile|big5|gate/big5)/|[?&](?:print|mobile|wap)=", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_HEX = re.compile(r"[0-9a-f]{16,}", re.IGNORECASE)  # 7f1465275ea14db3ade8c7a2a887cd5d
# /calendar/2024/1, ?month=2024-02, ?date=20240101
_CALENDAR = re.compile(r"calendar|rili|[?&](?:date|day|month|riqi)=", re.IGNORECASE)

_LONGEST = 512
_MOST_SEGMENTS = 14
_MOST_REPEATS = 3
_MOST_PARAMETERS = 14


@lru_cache(maxsize=1 << 14)
def canonical(url: str) -> str:
    """The address as it is asked for: without fragment, default port, session and moment.

    >>> canonical("HTTP://WWW.a.cn:80/x/list.do;jsessionid=0A1B?page=2&_=1700#top")
    'http://www.a.cn/x/list.do?page=2'
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    port = parts.port
    netloc = host if port is None or port == _DEFAULT_PORTS.get(parts.scheme) else f"{host}:{port}"
    path = _SESSION.sub("", parts.path) or "/"
    query = _without_idle(parts.query) if parts.query else ""
    return urlunsplit((parts.scheme, netloc, path, query, ""))


def key_of(ask: Ask) -> str:
    """What tells whether two requests are for the same page, whatever the scheme and the name of a start page.

    >>> key_of(Ask("https://a.cn/nb/index.html")) == key_of(Ask("http://a.cn/nb/"))
    True
    """
    return _key(ask.url) if ask.body is None else f"{_key(ask.url)} {ask.body}"


@lru_cache(maxsize=1 << 14)
def _key(url: str) -> str:
    path, mark, query = url.partition("://")[2].partition("?")
    return f"{_START_PAGE.sub('/', path)}{mark}{query}"


def path_of(url: str) -> str:
    """The path of a whole address.

    >>> path_of("http://a.cn/nb/?page=2#top"), path_of("http://a.cn")
    ('/nb/', '')
    """
    rest = url.partition("#")[0].partition("?")[0].partition("://")[2]
    slash = rest.find("/")
    return rest[slash:] if slash >= 0 else ""


def netloc(url: str) -> str:
    """The host as the politeness and the cookies of a crawl know it, port included."""
    return url.partition("://")[2].partition("/")[0].partition("?")[0]


def is_sane(url: str) -> bool:
    """Whether an address may be one that a person would be given.

    >>> is_sane("http://a.cn/a/b/c.html"), is_sane("http://a.cn" + "/news/2024" * 9)
    (True, False)
    """
    if len(url) > _LONGEST:
        return False
    path, _, query = url.partition("://")[2].partition("?")
    segments = path.split("/")[1:]
    if len(segments) > _MOST_SEGMENTS or query.count("&") >= _MOST_PARAMETERS:
        return False
    return not any(segments.count(one) >= _MOST_REPEATS for one in set(segments) if one)


def is_calendar(url: str) -> bool:
    return bool(_CALENDAR.search(url))


def is_other_look(url: str) -> bool:
    """Whether an address is that of a copy: to print, for telephones, in traditional characters."""
    return bool(_MOBILE.search(url) or _OTHER_LOOK.search(url))


def main_copy(url: str) -> str:
    """The address of which a telephone's copy was made.

    >>> main_copy("http://a.cn/202301/t20230118_1520_wap.html")
    'http://a.cn/202301/t20230118_1520.html'
    """
    return _MOBILE.sub(lambda match: "" if match[0].startswith("_") else match[0][1:], url)


def shape(url: str) -> str:
    """An address with its numbers taken out: pages of one kind have one shape."""
    return _DIGITS.sub("#", _HEX.sub("#", url.partition("://")[2]))


def _without_idle(query: str) -> str:
    if "=" not in query:
        return query
    # the rest stays as it was written: servers differ in what they make of another escape
    return "&".join(pair for pair in query.split("&") if not _is_idle(*pair.partition("=")[::2]))


def _is_idle(name: str, value: str) -> bool:
    if not _IDLE.match(name):
        return False
    return name.lower() not in _IDLE_ONLY_AS_NUMBER or value.replace(".", "", 1).isdecimal()
