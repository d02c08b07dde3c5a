"""The verb `serve`: the archive in a browser."""

import argparse
import re
import sys

from archive.errors import UsageError
from archive.verbs import DONE, ArchiveSettings

HOST, PORT = "127.0.0.1", 8001
_MOST_PORTS = 65535
_BASE_URL = re.compile(r"^(?:/?[\w.~-]{1,100})*/?\Z", re.ASCII)  # /nianbao/


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default=HOST, help=f"address to listen on (default: {HOST}, this machine alone)")
    parser.add_argument("--port", type=int, default=PORT, help=f"default: {PORT}")
    parser.add_argument("--base-url", default="/", metavar="PATH", help="path of the site behind a proxy, as /nianbao/")


def run(options: argparse.Namespace, settings: ArchiveSettings) -> int:
    """Serves until Ctrl-C."""
    from archive.web.serving import serve

    if not 0 < options.port <= _MOST_PORTS:
        raise UsageError(f"--port {options.port}: ports are from 1 to {_MOST_PORTS}")
    if not _BASE_URL.match(options.base_url) or ".." in options.base_url:
        raise UsageError(f"--base-url {options.base_url}: must be a path such as /nianbao/")
    base_url = f"/{options.base_url.strip('/')}/".replace("//", "/")
    serve(settings.data, options.host, options.port, _tell, base_url)
    return DONE


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
