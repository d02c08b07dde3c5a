"""The verb `serve`: the archive in a browser."""

import argparse
import sys

from archive.errors import UsageError
from archive.verbs import DONE, ArchiveSettings

HOST, PORT = "127.0.0.1", 8001
_MOST_PORTS = 65535


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default=HOST, help=f"address to listen on (default: {HOST}, this machine alone)")
    parser.add_argument("--port", type=int, default=PORT, help=f"default: {PORT}")
    parser.add_argument("--base-url", default="/", metavar="PATH", help="path of the site behind a proxy, as /nianbao/")


def run(options: argparse.Namespace, settings: ArchiveSettings) -> int:
    """Serves until Ctrl-C."""
    from archive.web.serving import serve

    if not 0 < options.port <= _MOST_PORTS:
        raise UsageError(f"--port {options.port}: ports are from 1 to {_MOST_PORTS}")
    base_url = f"/{options.base_url.strip('/')}/".replace("//", "/")
    print(
        f"Serving {settings.data} at http://{options.host}:{options.port}{base_url}  (Ctrl-C ends it)", file=sys.stderr
    )
    serve(settings.data, options.host, options.port, base_url)
    return DONE
