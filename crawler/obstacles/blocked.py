"""An answer to what stands in the way of it: a firewall, a log-in, a limit of pace, an error page, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit, urlunsplit

from crawler.obstacles import firewalls
from crawler.obstacles.notices import (
    FEW_LINKS,
    State,
    is_bare,
    is_too_fast,
    may_tell,
    state_of,
    told_by,
    told_by_error,
    told_by_json,
)
from crawler.obstacles.visible import Seen, seen_of
from pipelines.understanding.verdict.challenges import Firewall, firewall

_OK, _MOVED, _ERROR, _SERVER_ERROR = 200, 300, 400, 500
_ACCEPTED, _TOO_MANY, _UNAVAILABLE = 202, 429, 503
_BOUNCES = (301, 302, 303, 307, 308)
_GONE = (404, 410)
_LOGIN = (401, 407)
_MANY_LINKS = 20
_LITTLE_TEXT, _MUCH_TEXT = 200, 600  # letters; firewalls that refuse explain themselves at length
_PORTS = {"http": ":80", "https": ":443"}


@dataclass(frozen=True, slots=True)
class Hindrance:
    """What stands in the way; `product` names the firewall where it is known."""

    state: State
    product: str | None = None


def hindrance(status: int, headers: Sequence[tuple[str, str]], body: bytes, text: str) -> Hindrance | None:
    """What stands in the way of an answer, None for one with content; `text` is the decoded body, empty for a file.

    `empty` speaks of this answer only: an interface answers so at the end of a list.

    >>> hindrance(200, [], b"x", "<h1>403 Forbidden</h1>"), hindrance(412, [], b"", "").product
    (Hindrance(state='access_denied', product=None), '瑞数')
    """
    if status >= _ERROR:
        seen = seen_of(text) if text else Seen()
        if status in _GONE:
            return _left_in_place(seen, text) or Hindrance("gone")
        return _refused(status, headers, seen, text) or _failed(status, headers, seen)
    if status >= _MOVED:
        sender = firewalls.sent_by(headers)
        return Hindrance(sender.state, sender.product) if sender else None
    if status < _OK or (body.strip() and not text):
        return None
    return _in_words(status, headers, text)


def is_cookie_bounce(status: int, url: str, location: str | None, set_cookies: Sequence[str]) -> bool:
    """Whether a server sends the client to where it is, with a cookie: one retry that brings the cookie is fair.

    >>> is_cookie_bounce(302, "http://a.cn/x", "/x", ["CT6T=1; path=/"])
    True
    """
    if status not in _BOUNCES or not location or not any("=" in cookie.partition(";")[0] for cookie in set_cookies):
        return False
    try:
        return _plain(urljoin(url, location.strip())) == _plain(url)
    except ValueError:
        return False


def _plain(url: str) -> str:
    parts = urlsplit(url)
    host = parts.netloc.lower().removesuffix(_PORTS.get(parts.scheme, ""))
    return urlunsplit((parts.scheme, host, parts.path or "/", parts.query, ""))


def _left_in_place(seen: Seen, text: str) -> Hindrance | None:
    """The firewall behind a 404: pages that are gone bear its leavings as others do, but say that they are gone."""
    known = firewall(text)
    return _by(known) if known and seen.links < FEW_LINKS and told_by_error(seen) != "soft_404" else None


def _refused(status: int, headers: Sequence[tuple[str, str]], seen: Seen, text: str) -> Hindrance | None:
    """What an error status and its page say of a firewall or a limit of pace."""
    proved, known = firewalls.in_front(headers), firewall(text)
    if proved and status in proved.down:
        return Hindrance("server_error", proved.product)
    if status == _TOO_MANY or is_too_fast(seen):
        return Hindrance("too_fast", proved.product if proved else None)
    if known:
        return _by(known)
    if proved and status in (*proved.alone, *proved.proved):
        return Hindrance(proved.state, proved.product)
    owner = firewalls.of_status(status)
    return Hindrance(owner.state, owner.product) if owner else None


def _failed(status: int, headers: Sequence[tuple[str, str]], seen: Seen) -> Hindrance:
    """What any other error status means."""
    proved = firewalls.in_front(headers)
    state = told_by_error(seen)
    if state in ("captcha", "challenge"):
        return Hindrance(state, proved.product if proved else None)
    if status >= _SERVER_ERROR:
        # nginx answers so to a client that is too fast, and then says when to come again
        waits = status == _UNAVAILABLE and any(name.strip().lower() == "retry-after" for name, _ in headers)
        return Hindrance("too_fast" if waits else "server_error")
    if status in _LOGIN:
        return Hindrance("login")
    return Hindrance("access_denied", proved.product if proved else None)


def _in_words(status: int, headers: Sequence[tuple[str, str]], text: str) -> Hindrance | None:
    if text.lstrip()[:1] in ("{", "["):
        state = told_by_json(text)
        return Hindrance(state) if state else None
    if text.count("<a ") >= _MANY_LINKS and not may_tell(text):
        return None  # whatever marks a firewall left on it
    known, seen = firewall(text), seen_of(text)
    if known and not _has_content(seen, known):
        return _by(known)
    if state := told_by(seen):
        return Hindrance(state)
    return _without_words(status, headers, seen, text)


def _has_content(seen: Seen, known: Firewall) -> bool:
    """Whether a page with a firewall's mark is a real one: protected hosts leave such marks on all their pages."""
    enough = _LITTLE_TEXT if known.reason == "challenge" else _MUCH_TEXT
    return seen.is_article or seen.links >= FEW_LINKS or seen.letters >= enough


def _without_words(status: int, headers: Sequence[tuple[str, str]], seen: Seen, text: str) -> Hindrance | None:
    """What a page is that shows nothing: a challenge, where a firewall is in front and its script is more than a shell."""
    if seen.has_script and is_bare(seen):
        proved = firewalls.in_front(headers)
        if proved and (status in proved.proved or firewalls.is_challenge_script(text)):
            return Hindrance("captcha" if proved.state == "captcha" else "challenge", proved.product)
        return Hindrance("challenge") if status == _ACCEPTED else None
    has_any = seen.letters or seen.links or seen.shows_something or seen.has_script
    return None if has_any or "location" in text else Hindrance("empty")


def _by(known: Firewall) -> Hindrance:
    return Hindrance(state_of(known.reason), known.product.partition(",")[0])
