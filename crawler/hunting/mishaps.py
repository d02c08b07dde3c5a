"""What a hunt does when it does not get the page it asked for: redirects, refusals, errors, broken connections."""

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from twisted.python.failure import Failure

from archive.clock import time_now
from archive.record import Snapshot
from crawler.hunting.desk import Desk
from crawler.hunting.errand import Errand
from crawler.hunting.tally import reason_of
from crawler.obstacles.blocked import Hindrance, is_cookie_bounce
from crawler.pages.addresses import canonical, key_of, netloc
from crawler.pages.answer import Answer
from crawler.pages.asking import Ask
from crawler.pages.looking import Look
from crawler.transport.gate import refusal
from crawler.transport.pace import retry_after
from crawler.transport.robots import Robots
from crawler.transport.servers import Server
from crawler.transport.tls import STRICT, next_level

if TYPE_CHECKING:
    from crawler.hunting.hunt import Hunt

_MOST_HOPS = 5
_MOST_TRIES = 3
MOST_TRIES_AFTER_ERRORS = 6  # of a server that fails now and then
_LATER = 46  # the score of what is tried again when all else is done
_FIRST_WAIT = 0.5  # seconds after an error, doubled from try to try
_LONGEST_WAIT = 120.0
_MOST_PATIENCE = 900.0  # seconds that a host may ask us to stay away
_FIRST_QUIET = 10.0  # ... after a host said that it is asked too often
_SHUTS_THE_DOOR = frozenset({"challenge"})
_HARMLESS = frozenset({"gone", "soft_404", "login"})  # the page is not there, or not for the public: nothing is missed
_RETRIED = frozenset({"timeout", "reset", "cut_off", "bad_answer", "refused", "other"})
_NOT_THE_HOSTS_FAULT = frozenset({"private_address", "too_large"})
_MOST_REFUSALS = 3  # of pages that matter, after which a host is taken to refuse us


class Mishaps:
    """The half of a hunt that deals with everything but pages."""

    def __init__(self, hunt: "Hunt", desk: Desk) -> None:
        self._hunt = hunt
        self._desk = desk
        self._refusals = 0
        self._pages: dict[str, Errand] = {}

    def rules(self, errand: Errand, robots: Robots, answer: Answer, snapshot: Snapshot) -> None:
        """Takes the robots rules of a host; without an answer worth the name everything is taken to be forbidden."""
        server = self._desk.servers.of(errand.url)
        if robots.is_unknown and errand.tries + 1 < _MOST_TRIES:
            self._wait_for(errand, _FIRST_WAIT)
            self._hunt.add(errand.again())
            return
        if robots.is_unknown:  # whatever its rules are, a host that only has errors to give is left for another night
            server.shut = server.shut or "server_error"
        else:
            self._hunt.settle(errand, "fetched", answer, snapshot)
        server.robots = Robots.closed() if robots.is_unknown else robots
        delay = server.robots.crawl_delay(self._desk.rules.agent)
        if delay:
            self._desk.pace.obey(server.name, delay)

    def is_bounced(self, errand: Errand, answer: Answer, snapshot: Snapshot) -> bool:
        """Whether a server wants its cookie shown: the same is asked once more, with it."""
        cookies = [value for name, value in answer.headers if name.lower() == "set-cookie"]
        if errand.hops or not is_cookie_bounce(answer.status, errand.url, answer.location, cookies):
            return False
        self._hunt.settle(errand, "redirect", answer, snapshot)
        self._hunt.add(replace(errand, hops=1))
        return True

    def redirected(self, errand: Errand, answer: Answer, snapshot: Snapshot, target: str | None) -> None:
        """Follows a redirect of the server."""
        if errand.kind == "robots":
            self._follow_robots(errand, target)
            return
        leads_nowhere = bool(self._against_target(errand, target)) and self._hunt.memory.had_page(errand)
        self._hunt.settle(errand, "diverted" if leads_nowhere else "redirect", answer, snapshot)
        self.sent_on(errand, target)

    def sent_on(self, errand: Errand, target: str | None) -> None:
        """Goes where an answer sends us, if we may."""
        against = self._against_target(errand, target)
        if target is None or against:
            self._hunt.candidates.refuse(errand.url, errand.text, against or "redirect")
            self._hunt.absences.missed(errand, against or "redirect", None, None)
            if against != "soft_404" and errand.kind == "home":
                self._hunt.tally.home_state = "unreachable"
            elif self._hunt.absences.was_there(errand):
                self._hunt.tally.states["pages_failed"] += 1
            return
        url = canonical(target)
        if errand.kind == "home" and netloc(url) != netloc(errand.url):
            self._hunt.tally.note(f"moved to {url}")
        ask = Ask(url, referer=errand.ask.referer)
        if key_of(ask) != key_of(errand.ask) and not self._hunt.trail.is_new(ask, errand.score):
            return
        self._hunt.add(replace(errand, ask=ask, hops=errand.hops + 1, tries=0, score=errand.score + 1))

    def by(self, errand: Errand, answer: Answer, snapshot: Snapshot, found: Hindrance) -> None:
        """Deals with an answer that is not the page."""
        server = self._desk.servers.of(errand.url)
        state = found.state
        if state in ("server_error", "too_fast") and self._again_later(errand, answer, server, state):
            self._hunt.settle(errand, "retried", answer, snapshot)
            return
        self._hunt.settle(errand, state, answer, snapshot)
        if state == "server_error":
            server.failed()
        else:
            server.answered()
        if errand.kind == "home":
            self._hunt.tally.home_state = state
            if state not in ("gone", "soft_404", "server_error", "empty"):
                server.shut = server.shut or reason_of(state)
            return
        if state in _SHUTS_THE_DOOR or state == "too_fast":
            server.shut = server.shut or reason_of(state)
        if state in _HARMLESS or (state == "empty" and errand.kind != "report") or not self._hunt.matters(errand):
            return  # a list of which a page is empty tells itself what it lacks
        self._hunt.tally.states[reason_of(state)] += 1
        if state == "access_denied":
            self._refusals += 1
            if self._refusals >= _MOST_REFUSALS and not self._hunt.tally.reports:
                server.shut = server.shut or state

    def broke(self, errand: Errand, kind: str, failure: Failure) -> None:
        """Deals with a request that got no answer."""
        server = self._desk.servers.of(errand.url)
        if kind in _NOT_THE_HOSTS_FAULT:
            self.given_up(errand, kind)
            return
        if errand.url.startswith("https:") and (level := next_level(server.tls, failure)):
            server.tls = level
            self._hunt.add(errand)
            return
        if self._by_the_other_scheme(errand, server, kind):
            return
        server.broke()
        if kind == "unresolvable":
            server.shut = server.shut or "unreachable"
        if kind in _RETRIED and errand.tries + 1 < MOST_TRIES_AFTER_ERRORS and not server.shut:
            self._wait_for(errand, _FIRST_WAIT)
            self._try_again(errand)
            return
        self.given_up(errand, kind)

    def given_up(self, errand: Errand, kind: str) -> None:
        """Notes that an errand brought nothing and is not tried again."""
        server = self._desk.servers.of(errand.url)
        if errand.kind == "robots":  # of a dead host the pages will tell
            server.robots = Robots.closed() if server.answers else Robots.open()
            return
        self._hunt.settle(errand, kind)
        if errand.kind == "home":
            self._hunt.tally.home_state = kind
            self._hunt.tally.note(f"{errand.url}: {kind.replace('_', ' ')}")
        elif kind != "private_address" and self._hunt.matters(errand):
            self._hunt.tally.states["pages_failed"] += 1

    def shut_out(self, errand: Errand, server: Server) -> None:
        """An errand to a host that is left alone for the night."""
        if errand.kind == "home":
            self._hunt.tally.home_state = server.shut
        elif self._hunt.matters(errand):
            self._hunt.tally.states[reason_of(server.shut or "")] += 1
        if server.shut in ("challenge", "captcha", "access_denied") and server.name == netloc(self._hunt.portal.url):
            self._hunt.tally.shut_by = server.shut

    def forbidden(self, errand: Errand) -> None:
        """An errand that robots.txt forbids."""
        if errand.kind == "home":
            self._hunt.tally.home_state = "robots"
        elif self._hunt.matters(errand) and "search" not in errand.url:  # a search only finds what lists hold
            self._hunt.tally.states["robots"] += 1

    def is_other_page(self, errand: Errand, seen: Look, snapshot: Snapshot) -> bool:
        """Whether a host gave another of its pages for a report: its home page, or a list where it is asked too often."""
        first = self._pages.setdefault(snapshot.sha256, errand)
        if errand.kind != "report" or first.kind == "report" or seen.is_report or seen.redirect or seen.needs_rendering:
            return False
        if first.kind == "home":
            self._hunt.settle(errand, "soft_404", None, snapshot)
        elif errand.tries + 1 < _MOST_TRIES:
            self._hunt.settle(errand, "retried", None, snapshot)
            self._wait_for(errand, _FIRST_QUIET)
            self._hunt.add(errand.again())
        else:
            self._hunt.settle(errand, "throttled", None, snapshot)
            self._hunt.tally.states["throttled"] += 1
        return True

    def _again_later(self, errand: Errand, answer: Answer, server: Server, state: str) -> bool:
        is_error = state == "server_error"
        if errand.tries + 1 >= (MOST_TRIES_AFTER_ERRORS if is_error else _MOST_TRIES) or server.shut:
            return False
        told = retry_after(answer.headers, time_now().timestamp())
        if told is None:
            self._wait_for(errand, _FIRST_WAIT if is_error else _FIRST_QUIET)
            self._desk.pace.slow_down(server.name)
        elif told <= _MOST_PATIENCE:
            self._desk.pace.hold(server.name, self._desk.clock() + told)
        else:
            return False  # it asks for more time than the night has for one host
        self._try_again(errand)
        return True

    def _try_again(self, errand: Errand) -> None:
        """Later, if there is anything else to do meanwhile."""
        self._hunt.add(replace(errand.again(), score=errand.score if errand.kind in ("home", "robots") else _LATER))

    def _wait_for(self, errand: Errand, seconds: float) -> None:
        until = self._desk.clock() + min(seconds * 2**errand.tries, _LONGEST_WAIT)
        self._desk.pace.hold(netloc(errand.url), until)

    def _by_the_other_scheme(self, errand: Errand, server: Server, kind: str) -> bool:
        """Some hosts answer only to http, some only to https: the other is tried once, then again the one that was told."""
        if kind not in ("tls", "refused", "timeout", "reset", "bad_answer") or server.answers:
            return False
        scheme = urlsplit(errand.url).scheme
        if errand.kind not in ("home", "robots") or server.has_tried_both or server.scheme not in (None, scheme):
            return False
        server.has_tried_both = server.scheme is not None
        server.scheme = "http" if scheme == "https" else "https"
        server.tls = STRICT
        if not server.has_tried_both:
            self._hunt.tally.note(f"{server.name}: asked by {server.scheme}")
        self._hunt.add(errand)
        return True

    def _follow_robots(self, errand: Errand, target: str | None) -> None:
        stays = target is not None and netloc(target) == netloc(errand.url)
        if target is None or not stays or errand.hops >= _MOST_HOPS:
            self._desk.servers.of(errand.url).robots = Robots.open()
        else:
            self._hunt.add(replace(errand, ask=Ask(canonical(target)), hops=errand.hops + 1))

    def _against_target(self, errand: Errand, target: str | None) -> str | None:
        if target is None or errand.hops >= _MOST_HOPS:
            return "redirect"
        if against := refusal(target, allow_private=self._desk.rules.allow_private):
            return against
        home = key_of(Ask(self._hunt.portal.url))
        if errand.kind != "home" and key_of(Ask(canonical(target))) == home:
            return "soft_404"
        hosts = self._hunt.hosts
        if errand.kind == "home" or hosts.standing(target) == "ours" or hosts.may_ask(target, from_disclosure=True):
            return None
        return "foreign_host"
