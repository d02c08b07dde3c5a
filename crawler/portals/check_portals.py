"""The answer of a portal's home page, or why none came, to a line on whether the register is right about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.families import families
from crawler.obstacles.blocked import Hindrance, hindrance
from crawler.pages.page import Page
from crawler.portals.belonging import Hosts, host_of
from crawler.portals.register import Portal
from crawler.portals.site import agree, site_of


@dataclass(frozen=True, slots=True)
class HomeAnswer:
    """The last answer of a home page, after all redirects."""

    page: Page
    status: int = 200
    headers: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class PortalCheck:
    """`failure` says why no answer came; names and codes that are not stated neither agree nor differ."""

    portal: Portal
    failure: str | None = None
    hindrance: Hindrance | None = None
    moved_to: str | None = None
    is_ours: bool = True
    families: tuple[str, ...] = ()
    site_name: str | None = None
    name_agrees: bool | None = None
    id_code: str | None = None
    code_agrees: bool | None = None

    @property
    def is_reachable(self) -> bool:
        return self.failure is None and self.hindrance is None

    @property
    def is_fine(self) -> bool:
        """Whether the register needs no change."""
        agreed = self.name_agrees is not False and self.code_agrees is not False
        return self.is_reachable and self.moved_to is None and agreed

    @property
    def text(self) -> str:
        """One line for people."""
        return f"{self.portal.name} {self.portal.url} " + ", ".join(self._findings())

    def _findings(self) -> list[str]:
        if self.failure:
            return [f"not reachable: {self.failure}"]
        if self.hindrance:
            product = f" ({self.hindrance.product})" if self.hindrance.product else ""
            return [f"blocked: {self.hindrance.state}{product}"]
        found = ["reachable", f"family {' + '.join(self.families) or 'not told by its home page'}"]
        if self.moved_to:
            found.append(f"moved to {self.moved_to}" if self.is_ours else f"leads to a stranger, {self.moved_to}")
        found.append(_word("name", self.site_name, agrees=self.name_agrees))
        found.append(_word("code", self.id_code, agrees=self.code_agrees))
        return found


def check(portal: Portal, answer: HomeAnswer | str) -> PortalCheck:
    """What the answer of a portal's home page says of its line in the register; a word instead says why none came."""
    if isinstance(answer, str):
        return PortalCheck(portal, failure=answer or "no answer")
    page = answer.page
    against = hindrance(answer.status, answer.headers, page.body, page.text)
    if against:
        return PortalCheck(portal, hindrance=against)
    site, has_moved = site_of(page), host_of(page.url) != host_of(portal.url)
    return PortalCheck(
        portal,
        moved_to=page.url if has_moved else None,
        is_ours=not has_moved or Hosts(portal).moved(portal.url, page) == "ours",
        families=tuple(one.name for one in families().values() if not one.is_last_resort and one.recognises(page)),
        site_name=site.name,
        name_agrees=agree(site.name, portal.name) if site.name else None,
        id_code=site.id_code,
        code_agrees=Hosts(portal).has_code(site),
    )


def _word(what: str, stated: str | None, *, agrees: bool | None) -> str:
    if stated is None:
        return f"no {what} stated"
    shown = stated if stated.isprintable() else repr(stated)
    return f"{what} {shown} " + {True: "agrees", False: "differs", None: "cannot be compared"}[agrees]
