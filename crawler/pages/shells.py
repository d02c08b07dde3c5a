"""A page that is hardly one itself, to where it sends the browser, what it frames, or that only a browser could show it."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.pages.asking import Lead, lead
from crawler.pages.handlers import built, scripts_of, sinks, without_comments
from crawler.pages.page import Element, Page, parse, words_of

_MOST_OF_A_SHELL = 16_000  # characters; a shell whose head is dressed up like that of any other page
_LONGEST_TEXT = 60
_LONGEST_NOTICE = 200  # of a text that says that one is being sent on
_MARKS = ("location", "efresh", "EFRESH", "navigate")
_MOST_LINKS = 3
_LONGEST_WAIT = 30  # seconds; a page that reloads itself later is no shell
_MOST_FRAMES = 20
_MOST_FRAMES_SEEN = 200  # the same one may stand there often
_NEAR = 3  # elements above one
_BEFORE = 240  # characters of script that say when it sends the browser
_SHORTEST_STATE = 20_000  # of scripts that hold the whole content

_REFRESH = re.compile(
    r"\s*([\d.]{1,6})\s*[;,]?\s*(?:url\s*=)?\s*[\"']?\s*([^\"'\s]{1,1000})", re.IGNORECASE
)  # 0;url='x/'
# such as "/__local/x.pdf" given to showVsbpdfIframe, or the address of a viewer with file=/x.pdf
_FILE = re.compile(
    r"""(["'])([^"'<>\s\\]{1,400}\.(?:pdf|docx?|wps|ofd|xlsx?)(?:[?#&][^"'<>\s\\]{0,200})?)\1""", re.IGNORECASE
)
_ANY_FILE = re.compile(r"\.(?:pdf|docx?|wps|ofd|xlsx?)", re.IGNORECASE)  # .pdf
_ANY_FRAME = re.compile("<iframe", re.IGNORECASE)
_FILE_ENDINGS = ("pdf", "doc", "docx", "wps", "ofd", "xls", "xlsx")
_WRITTEN_FRAME = re.compile(r"<iframe\b[^<>]{1,1000}>", re.IGNORECASE)  # document.write('<iframe src="list.html">')
_UNREAD = ("script", "style", "noscript", "title", "template")


def redirect_in(page: Page) -> str | None:
    """Where a page that was answered with 200 sends the browser; None for one that has something to read."""
    text = page.text
    if not text or len(text) > _MOST_OF_A_SHELL or not any(mark in text for mark in _MARKS):
        return None
    if page.tree is None or not _is_bare(page):
        return None
    for target in (*_refreshed(page), *_scripted(page)):
        address = page.absolute(target)
        if address and not _is_same(address, page.url):
            return address
    return None


def frames_in(page: Page) -> tuple[Lead, ...]:
    """What a page shows inside of itself: other pages, and files, in a viewer or not."""
    if page.tree is None:
        return ()
    found: dict[str, Lead] = {}
    whole = page.metas.get("articletitle") or page.metas.get("columnname") or page.title
    for address, text in (*islice(_framed(page.tree), _MOST_FRAMES_SEEN), *islice(_written(page), _MOST_FRAMES_SEEN)):
        target = _shown(page, address)
        if target and not _is_same(target, page.url):
            found.setdefault(target, lead(target, text or whole, whole))
        if len(found) == _MOST_FRAMES:
            break
    return tuple(found.values())


def needs_rendering(page: Page) -> bool:
    """Whether this is the shell of an application: without a browser there is nothing in it."""
    tree = page.tree
    if tree is None or not any(script.get("src") for script in tree.iter("script")):
        return False
    if len(_seen(tree)) > _LONGEST_TEXT or _count_links(tree) > _MOST_LINKS or _frames(tree):
        return False
    if any(len(script.text or "") > _SHORTEST_STATE for script in tree.iter("script")) or redirect_in(page):
        return False
    words = _words()
    sources = [(script.get("src") or "").lower() for script in tree.iter("script")]
    is_bundled = any(mark in source for source in sources for mark in words.bundles)
    without = " ".join(words_of(one).lower() for one in tree.iter("noscript"))
    is_told = any(mark in without or mark in without.replace(" ", "") for mark in words.no_scripts)
    return is_told or any(_is_mount(one, is_bundled=is_bundled) for one in tree.iter("div", "section", "main"))


def _is_mount(element: Element, *, is_bundled: bool) -> bool:
    name = (element.get("id") or "").lower()
    return name in _words().mounts or (is_bundled and bool(name) and not words_of(element))


def _is_bare(page: Page) -> bool:
    """Whether a page has hardly a text of its own, or one that only says that there is more elsewhere."""
    text = _seen(page.tree)
    if _count_links(page.tree) > _MOST_LINKS:
        return False
    low = text.lower()
    return len(text) <= _LONGEST_TEXT or (len(text) <= _LONGEST_NOTICE and any(one in low for one in _words().leaving))


def _seen(tree: Element) -> str:
    """The visible words of a page, without blanks; no more of them than it takes to see that there are some."""
    pieces: list[str] = []
    length = 0
    for element in tree.iter():
        is_unread = not isinstance(element.tag, str) or any(one.tag in _UNREAD for one in (element, *_above(element)))
        own = "" if is_unread else element.text or ""
        after = element.tail or "" if element.getparent() is not None else ""
        for piece in (own, after):
            bare = "".join(piece.split())
            pieces.append(bare)
            length += len(bare)
        if length > _LONGEST_NOTICE:
            break
    return "".join(pieces)


def _above(element: Element) -> Iterator[Element]:
    return islice(element.iterancestors(), _NEAR)  # what a noscript says may be dressed up


def _count_links(tree: Element) -> int:
    return sum(1 for link in tree.iter("a") if not (link.get("href") or "#").startswith(("#", "javascript:")))


def _frames(tree: Element) -> list[str]:
    return [one.get("src") for one in tree.iter("iframe", "frame") if one.get("src")]


def _refreshed(page: Page) -> Iterator[str]:
    for meta in page.tree.iter("meta") if page.tree is not None else ():
        if (meta.get("http-equiv") or "").strip().lower() != "refresh":
            continue
        if any(above.tag == "noscript" for above in meta.iterancestors()):
            continue  # what a browser without scripts gets, mostly a page of complaint
        match = _REFRESH.match((meta.get("content") or "")[:1200])
        if match and not match[2].replace(".", "").isdecimal() and float(match[1].strip(".") or 0) <= _LONGEST_WAIT:
            yield match[2]


def _scripted(page: Page) -> Iterator[str]:
    script = scripts_of(page)
    loads = [body.get("onload") for body in page.tree.iter("body", "frameset")] if page.tree is not None else []
    script += "\n" + without_comments("\n".join(load for load in loads if load))
    if "document.cookie" in script:
        return  # a challenge that sets a cookie and comes back
    where = _own_address(page.url)
    for sink in sinks(script):
        before = script[max(0, sink.start - _BEFORE) : sink.start].lower()
        is_mobile = any(mark in before for mark in _words().mobile) and "else" not in before
        address = None if is_mobile else built(sink.parts, lambda name: where.get(name) or _variable(script, name))
        if address:
            yield address


def _own_address(url: str) -> Mapping[str, str]:
    parts = urlsplit(url)
    names = {
        "location.protocol": f"{parts.scheme}:",
        "location.host": parts.netloc,
        "location.hostname": parts.hostname or "",
        "location.origin": f"{parts.scheme}://{parts.netloc}",
        "location.pathname": parts.path,
        "location.search": f"?{parts.query}" if parts.query else "",
        "location.href": url,
    }
    whole = {f"{owner}.{name}": value for name, value in names.items() for owner in ("window", "document")}
    return {**names, **whole}


def _variable(script: str, name: str) -> str | None:
    """The text that a script gives to a name: var url = './2023n/';"""
    if not name.isidentifier():
        return None
    match = re.search(rf"(?<![\w$.?&]){name}\s{{0,4}}=\s{{0,4}}([\"'])([^\"'\n]{{0,500}})\1", script)
    return match[2] if match else None


def _framed(tree: Element) -> Iterator[tuple[str, str]]:
    for element in tree.iter("iframe", "frame", "embed", "object"):
        for name in ("src", "data", "data-src", "data-url", "lay-src"):
            address = element.get(name)
            if address and (element.tag in ("iframe", "frame") or _ending(address) or _viewed(address)):
                yield address, element.get("title") or ""
                break


def _written(page: Page) -> Iterator[tuple[str, str]]:
    """What scripts show: the frames that they write and the files that they give to a viewer."""
    text = page.text[: 1 << 20]
    has_files = bool(_ANY_FILE.search(text))
    if not has_files and len(_ANY_FRAME.findall(text)) <= len(_frames(page.tree)):
        return
    scripts = scripts_of(page).replace('\\"', '"').replace("\\'", "'").replace("\\/", "/")
    for match in _WRITTEN_FRAME.finditer(scripts):
        tree = parse(match[0])
        yield from _framed(tree) if tree is not None and "+" not in match[0] else ()
    if has_files:
        for match in _FILE.finditer(scripts):
            if "/" in match[2] or _viewed(match[2]):
                yield match[2], ""


def _shown(page: Page, address: str) -> str | None:
    """What is shown at an address: of a viewer the file, which is meant from the viewer's own address."""
    viewer = page.absolute(address)
    viewed = _viewed(address)
    if viewer and viewed:
        return page.absolute(unquote(viewed) if "%2f" in viewed.lower() else viewed, viewer)
    return viewer


def _viewed(address: str) -> str | None:
    """The file that a viewer is told to show.

    >>> _viewed("/pdf/web/viewer.html?file=%2Fa%2Fb.pdf#page=1")
    '/a/b.pdf'
    """
    try:
        parameters = parse_qsl(urlsplit(address).query)
    except ValueError:
        return None
    for name, value in parameters:
        if name.lower() in _words().viewers and _ending(value) in _FILE_ENDINGS:
            return value
    return None


def _ending(address: str) -> str:
    """The ending of the name of a file, where it is one that is read."""
    ending = address.partition("#")[0].partition("?")[0].rpartition(".")[2].lower()
    return ending if ending in _words().endings else ""


def _is_same(address: str, url: str) -> bool:
    return address.partition("#")[0].rstrip("/") == url.partition("#")[0].rstrip("/")


@dataclass(frozen=True, slots=True)
class _Words:
    mounts: frozenset[str]
    bundles: tuple[str, ...]
    no_scripts: tuple[str, ...]
    leaving: tuple[str, ...]
    viewers: frozenset[str]
    endings: frozenset[str]
    mobile: tuple[str, ...]


@cache
def _words() -> _Words:
    data = json.loads(files(__package__).joinpath("shells.json").read_text("utf-8"))
    return _Words(
        frozenset(data["mounts"]),
        tuple(data["bundles"]),
        tuple(data["no_scripts"]),
        tuple(data["leaving"]),
        frozenset(data["viewers"]),
        frozenset(data["endings"]),
        tuple(data["mobile"]),
    )
