"""Names to portals: opens the chosen ones on loopback, with the world outside that all of them link to."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.crawler.zoo import anhui, gkmlpt, hanweb, hazards, homemade, other_cms, trs, ucap, vsb, walls
from tests.crawler.zoo.ground import Ground
from tests.crawler.zoo.portal import Portal
from tests.crawler.zoo.site import Site

Builder = Callable[[Ground, str], Portal]
FAMILIES: dict[str, Builder] = {
    "trs_years": trs.years,
    "trs_units": trs.units,
    "trs_writeln": trs.writeln,
    "trs_was": trs.was,
    "trs_irs": trs.irs,
    "jcms": hanweb.jcms,
    "hanweb_xxgk": hanweb.xxgk,
    "jpaas": hanweb.jpaas,
    "jpaas_stuck": hanweb.jpaas_stuck,
    "gkmlpt": gkmlpt.gkmlpt,
    "ucap_static": ucap.static,
    "ucap_json": ucap.searched,
    "lonsun": anhui.lonsun,
    "openness_1": anhui.openness,
    "openness_2": anhui.openness_later,
    "vsb": vsb.vsb,
    "epoint": vsb.epoint,
    "epoint_older": vsb.epoint_older,
    "truecms": other_cms.truecms,
    "truecms_off": other_cms.truecms_off,
    "eportal": other_cms.eportal,
    "hunan_topic": other_cms.hunan,
    "hebei_uuid": other_cms.hebei,
    "shaanxi": other_cms.shaanxi,
    "aspx": homemade.aspx,
    "php": homemade.php,
    "jsp": homemade.jsp,
    "gtapp": homemade.gtapp,
    "encoded_pager": homemade.encoded,
    "spa_home": homemade.spa_home,
    "spa_column": homemade.spa_column,
}
HAZARDS: dict[str, Builder] = {
    "waf_521": walls.waf_521,
    "waf_412": walls.waf_412,
    "waf_405": walls.waf_405,
    "waf_302": walls.waf_302,
    "waf_soft": walls.waf_soft,
    "robots_all": hazards.robots,
    "robots_part": hazards.robots_part,
    "clone": hazards.clone,
    "moved": hazards.moved,
    "slow": hazards.slow,
    "shaky": hazards.shaky,
    "heavy": hazards.heavy,
    "endless": hazards.endless,
    "capped": hazards.capped,
    "dead": hazards.dead,
    "tls_self_signed": hazards.tls_self,
    "tls_expired": hazards.tls_expired,
    "http_only": hazards.http_only,
}
ALL = FAMILIES | HAZARDS


@dataclass(frozen=True, slots=True)
class Zoo:
    portals: tuple[Portal, ...]
    outside: Site


@contextmanager
def opened(names: Collection[str] = ()) -> Iterator[Zoo]:
    """The portals of these names, or all of them, serving until the end of the block."""
    if unknown := set(names) - ALL.keys():
        raise ValueError(f"no such portals: {', '.join(sorted(unknown))}; there are {', '.join(ALL)}")
    with Ground() as ground:
        outside = hazards.outer_world(ground)
        home = outside.host.home
        yield Zoo(tuple(build(ground, home) for name, build in ALL.items() if not names or name in names), outside)
