"""Settings and the machine's name servers to what a night may reach: private networks are shut, with holes where it needs them."""

import ipaddress
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from crawler.settings import Settings
from crawler.transport.gate import is_public

NAME_SERVERS = Path("/etc/resolv.conf")

_PRIVATE: tuple[str, ...] = tuple(json.loads(Path(__file__).with_name("private_networks.json").read_text("utf-8")))
_THIS_MACHINE = ("127.0.0.0/8", "::1/128")


@dataclass(frozen=True, slots=True)
class Wall:
    """Networks that are shut, and addresses in them that are open all the same."""

    shut: tuple[str, ...]
    open: tuple[str, ...]


def wall_of(settings: Settings, name_servers: str) -> Wall | None:
    """The wall around a night; None where the settings let private addresses in."""
    if settings.crawl.allow_private_hosts:
        return None
    needed = dict.fromkeys(server for server in _servers(name_servers) if not is_public(server))
    for host in _told_hosts(settings):
        if host == "localhost":
            needed |= dict.fromkeys(_THIS_MACHINE)
        elif _is_address(host) and not is_public(host):
            needed[host] = None
    return Wall(_PRIVATE, tuple(needed))


def name_servers_of_this_machine() -> str:
    """The text of resolv.conf; empty where there is none."""
    try:
        return NAME_SERVERS.read_text("utf-8", errors="replace")
    except OSError:
        return ""


def _servers(text: str) -> Iterator[str]:
    """Addresses in lines such as `nameserver 127.0.0.53`."""
    for line in text.splitlines():
        words = line.split()
        if len(words) > 1 and words[0] == "nameserver":
            server = words[1].partition("%")[0]  # fe80::1%eth0
            if _is_address(server):
                yield server


def _told_hosts(settings: Settings) -> Iterator[str]:
    """The hosts to which a night's report goes."""
    if settings.health.mail_to:
        yield settings.health.smtp_host.lower()
    if settings.health.webhook:
        try:
            yield urlsplit(settings.health.webhook).hostname or ""
        except ValueError:  # http://[::1
            return


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
