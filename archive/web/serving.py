"""An archive served to browsers: Datasette with our settings and pages, on one address of this machine."""

import os
import socket
from collections.abc import Callable
from contextlib import closing, suppress
from inspect import signature
from pathlib import Path

import uvicorn
from datasette.app import Datasette
from datasette.plugins import pm

from archive.database import DATABASE_NAME, is_fixed, open_for_reading
from archive.errors import UsageError
from archive.web import plugin
from archive.web.configuration import SETTINGS, config, metadata

_PLUGIN = "nianbao"


def application(folder: Path, base_url: str = "/") -> Datasette:
    """Datasette over the archive in a folder."""
    open_for_reading(folder).conn.close()  # what is no archive of this version is refused here
    if not pm.has_plugin(_PLUGIN):  # in an installation that does not know our entry point
        pm.register(plugin, _PLUGIN)
    path = str(folder / DATABASE_NAME)
    files = {"immutables": [path]} if is_fixed(folder) else {"files": [path]}
    told = {"metadata": metadata()}
    if "config" in signature(Datasette).parameters:  # where the alphas of 1.0 look for queries and limits
        told["config"] = config()
    return Datasette(**files, **told, settings={**SETTINGS, "base_url": base_url})


def serve(folder: Path, host: str, port: int, tell: Callable[[str], None], base_url: str = "/") -> None:
    """Serves until it is interrupted; `tell` hears the address as soon as browsers may come."""
    served = application(folder, base_url)
    with closing(_listening(host, port)) as listener:
        shown = f"[{host}]" if ":" in host else host
        tell(f"Serving {folder} at http://{shown}:{port}{base_url}  (Ctrl-C ends it)")
        config = uvicorn.Config(served.app(), log_level="warning", lifespan="on", server_header=False)
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])


def free_port(host: str, port: int) -> int:
    """This port, or any other that is free where it is taken."""
    with suppress(UsageError), closing(_listening(host, port)):
        return port
    with closing(_listening(host, 0)) as listener:
        return int(listener.getsockname()[1])


def _listening(host: str, port: int) -> socket.socket:
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, or asyncio leaves Nagle on
    except (OSError, UnicodeError, OverflowError) as error:
        raise UsageError(f"--host {host}: no address of this machine ({error})") from None
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except (OSError, OverflowError) as error:
        listener.close()
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
        raise UsageError(f"cannot listen on {host} port {port}: {reason}; --port chooses another") from None
    listener.listen(128)
    return listener
