"""Portals that are well and portals in trouble, side by side on loopback, and a night over all of them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.crawler.hazards.nights import Night, spend
from tests.crawler.hazards.portals import County, put_well
from tests.crawler.hazards.servers import Server, Servers
from tests.crawler.hazards.trouble import Trouble


@dataclass
class Counties:
    """The servers of all portals by the names that the register has for them."""

    well: dict[str, Server] = field(default_factory=dict)
    ill: dict[str, Server] = field(default_factory=dict)

    def spend_night(self, folder: Path, **orders: Any) -> Night:
        homes = {name: f"{server.home}/" for name, server in (self.well | self.ill).items()}
        return spend(folder, homes, **orders)

    @property
    def well_took(self) -> float:
        """The seconds from the first request that any portal got to the last one that a portal which is well got."""
        began = min(server.asked[0][0] for server in (self.well | self.ill).values() if server.asked)
        return max(server.asked[-1][0] for server in self.well.values()) - began


@contextmanager
def counties(well: int, troubles: Sequence[Trouble]) -> Iterator[Counties]:
    with Servers() as servers:
        made = Counties()
        for number in range(well):
            server = made.well[f"well {number}"] = servers.open()
            put_well(server, County(number))
        for number, trouble in enumerate(troubles, well):
            server = made.ill[trouble.name] = servers.open()
            put_well(server, County(number))
            trouble.put(server, County(number))
        yield made
