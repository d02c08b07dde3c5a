"""Run by the alpha's own Python: the archive in a folder served on a free port of this machine, which is printed."""

import socket
import sys
from pathlib import Path

import datasette
import uvicorn

from archive.web.serving import application

if __name__ == "__main__":
    with socket.create_server(("127.0.0.1", 0)) as listener:
        app = application(Path(sys.argv[1])).app()
        print(datasette.__version__, listener.getsockname()[1], flush=True)
        uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on")).run(sockets=[listener])
