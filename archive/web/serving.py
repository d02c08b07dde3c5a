"""An archive served to browsers: Datasette with our settings and pages, on one address of this machine."""

import os
import socket
from contextlib import closing, suppress
from pathlib import Path

import uvicorn
from datasette.app import Datasette
from datasette.plugins import pm

from archive.database import DATABASE_NAME, is_fixed, open_for_reading
from archive.errors import UsageError
from archive.web import plugin
from archive.web.configuration import SETTINGS, metadata

_PLUGIN = "nianbao"


def application(folder: Path, base_url: str = "/") -> Datasette:
    """Datasette over the archive in a folder."""
    open_for_reading(folder).conn.close()  # what is no archive of this version is refused here
    if not pm.has_plugin(_PLUGIN):  # in an installation that does not know our entry point
        pm.register(plugin, _PLUGIN)
    path = str(folder / DATABASE_NAME)
    files = {"immutables": [path]} if is_fixed(folder) else {"files": [path]}
    return Datasette(**files, metadata=metadata(), settings={**SETTINGS, "base_url": base_url})


def serve(folder: Path, host: str, port: int, base_url: str = "/") -> None:
    """Serves until it is interrupted."""
    served = application(folder, base_url)
    with closing(_listening(host, port)) as listener:
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
        listener = socket.socket(family)
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
