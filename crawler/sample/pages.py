"""The sample portals as pages: who is there, on which platform, and how a crawl of each must end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from crawler.sample.answer import Answer
from crawler.sample.aspx import aspx
from crawler.sample.closed import challenge, closed_by_robots, script_shell
from crawler.sample.county import COUNTIES, County
from crawler.sample.gkmlpt import gkmlpt
from crawler.sample.hanweb import hanweb
from crawler.sample.openness import openness
from crawler.sample.site import Site
from crawler.sample.trs import clone, trs
from crawler.sample.ucap import declared_more, ucap
from crawler.sample.vsb import vsb

Outcome = Literal["complete", "incomplete", "blocked", "failed"]
Sites = Mapping[str, Site]

PLATFORM, CLONE = "openness-platform", "trs-clone"  # hosts that are no portals of the register


@dataclass(frozen=True, slots=True)
class Plan:
    """One host: `build` fills its site, and may need those of other hosts; without it nothing answers there."""

    name: str
    county: County
    build: Callable[[Sites], None] | None
    outcome: Outcome | None = None
    reason: str | None = None


def _alone(name: str, fill: Callable[[Site], None]) -> Callable[[Sites], None]:
    return lambda sites: fill(sites[name])


def _old_or_new(site: Site) -> None:
    """A county that moves to another platform: at all its old addresses there is nothing."""
    (hanweb if site.shelf.is_on_new_platform else aspx)(site)


PLANS = (
    Plan("trs", COUNTIES["990101"], lambda sites: trs(sites["trs"], sites[CLONE].base), "complete"),
    Plan("hanweb", COUNTIES["990102"], _alone("hanweb", hanweb), "complete"),
    Plan("gkmlpt", COUNTIES["990103"], _alone("gkmlpt", gkmlpt), "complete"),
    Plan("ucap", COUNTIES["990104"], _alone("ucap", ucap), "complete"),
    Plan("openness", COUNTIES["990105"], lambda sites: openness(sites["openness"], sites[PLATFORM]), "complete"),
    Plan("vsb", COUNTIES["990106"], _alone("vsb", vsb), "complete"),
    Plan("aspx", COUNTIES["990107"], _alone("aspx", _old_or_new), "complete"),
    Plan("challenge", COUNTIES["990108"], _alone("challenge", challenge), "blocked", "challenge"),
    Plan("robots", COUNTIES["990109"], _alone("robots", closed_by_robots), "blocked", "robots"),
    Plan("shell", COUNTIES["990110"], _alone("shell", script_shell), "incomplete", "needs_rendering"),
    Plan("declared", COUNTIES["990111"], _alone("declared", declared_more), "incomplete", "declared_more"),
    Plan("down", COUNTIES["990112"], None, "failed", "unreachable"),
    Plan(PLATFORM, COUNTIES["990105"], lambda _: None),
    Plan(CLONE, COUNTIES["990101"], _alone(CLONE, clone)),
)


def sites(bases: Mapping[str, str], night: int) -> Sites:
    """All hosts as they stand in a night; `bases` are their addresses without the last slash."""
    found = {plan.name: Site(plan.county, bases[plan.name], night, portal=plan.name) for plan in PLANS}
    for plan in PLANS:
        if plan.build:
            plan.build(found)
    for site in found.values():
        _keep_out(site)
    return found


def _keep_out(site: Site) -> None:
    if site.shelf.mood == "challenge":
        challenge(site)
    elif site.shelf.mood == "error":
        site.open_to = lambda _: Answer(b"<h1>503 Service Temporarily Unavailable</h1>", "text/html", 503)
