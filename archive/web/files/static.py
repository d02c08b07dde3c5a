"""The files that pages need beside themselves: style sheets and the mark of the site."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from datasette.utils.asgi import Request, Response

from archive.web.links import STATIC

_TYPES: Mapping[str, str] = {"css": "text/css; charset=utf-8", "svg": "image/svg+xml"}
_HEADERS = {"Cache-Control": "public, max-age=3600", "X-Content-Type-Options": "nosniff"}


async def static_file(request: Request) -> Response:
    """One of our files; its name holds letters and hyphens alone."""
    name, kind = request.url_vars["name"], request.url_vars["kind"]
    content = _content(f"{name}.{kind}")
    if content is None:
        return Response.text("there is nothing at this address", status=404)
    return Response(content, headers=dict(_HEADERS), content_type=_TYPES[kind])


@cache
def _content(name: str) -> str | None:
    file = files("archive.web").joinpath("static", name)
    return file.read_text("utf-8") if file.is_file() else None


ROUTES = ((rf"^{STATIC}/(?P<name>[a-z-]{{1,30}})\.(?P<kind>{'|'.join(_TYPES)})$", static_file),)
