"""Small TRS portals, each with one trouble: robots, clones, moves, slowness, bombs, endless lists, bad TLS."""

import ssl
import tempfile
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from itertools import count
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.crawler.zoo.county import county, newest_first
from tests.crawler.zoo.furnish import furnish
from tests.crawler.zoo.ground import Answer, Ground, Host, Request
from tests.crawler.zoo.portal import Portal, unreachable
from tests.crawler.zoo.site import Site, dotted_row
from tests.crawler.zoo.trs import ROOT, create_page, in_month, trs_list, zero_based
from tests.crawler.zoo.walls import plain

_MEGABYTE = 1 << 20


def robots(ground: Ground, outside: str) -> Portal:
    site = plain(ground, outside, 45)
    site.host.disallowed = ("/",)
    unreachable(site.county.items, "robots")
    return Portal(
        "robots_all",
        "A",
        "S1",
        (site,),
        "Disallow: /",
        outcomes=("blocked", "failed", "incomplete"),
        reasons=("robots",),
    )


def robots_part(ground: Ground, outside: str) -> Portal:
    site = plain(ground, outside, 46)
    site.host.disallowed = ("/xw/", "/rili/", "/zwgk/zfxxgk/fdzdgknr/", "/fw/")
    return Portal("robots_part", "A", "S1", (site,), "some folders disallowed", outcomes=("complete", "incomplete"))


def clone(ground: Ground, outside: str) -> Portal:
    """An old address of the county now belongs to others: right text, wrong SiteIDCode, altered reports."""
    place = county(47, towns=3, departments=3, years=(2022, 2023), plain=True)
    twin = county(47, towns=3, departments=3, years=(2020, 2021, 2022, 2023), plain=True)
    false = Site.at(ground, twin, outside, site_code="8888880001")
    trs_list(false, ROOT, twin.flat)
    furnish(false, in_month("/xw/"), annual=ROOT, on_home=(("棋牌娱乐", "/qp/"),))
    site = Site.at(ground, place, outside)
    trs_list(site, ROOT, place.flat)
    furnish(site, in_month("/xw/"), annual=ROOT, more=(("政府信息公开年报（旧版网站）", false.url(ROOT)),))
    return Portal(
        "clone",
        "A",
        "S1",
        (site,),
        "squatted clone with wrong SiteIDCode",
        outcomes=("complete", "incomplete"),
        forbidden=(false,),
    )


def moved(ground: Ground, outside: str) -> Portal:
    """The registered host sends its home page to a new host and knows nothing else."""
    site = plain(ground, outside, 48)
    old = Site.at(ground, site.county, outside)
    old.add("/", Answer("", 301, "text/html", (("Location", site.host.home + "/"),)))
    return Portal("moved", "A", "S1", (site, old), "301 to another host, old column dead", home=old.host.home + "/")


def slow(ground: Ground, outside: str) -> Portal:
    site = plain(ground, outside, 49)

    def wait(_: Request) -> None:
        time.sleep(2)

    site.host.before.append(wait)
    return Portal("slow", "A", "S1", (site,), "two seconds an answer")


def shaky(ground: Ground, outside: str) -> Portal:
    """Every third connection is reset, every fifth answer is 500, and no connection is kept."""
    site = plain(ground, outside, 50)
    turn = count(1)
    site.host.resets = lambda number: number % 3 == 0
    site.host.keeps = False
    site.host.before.append(
        lambda _: Answer("<h1>500 Internal Server Error</h1>", 500) if next(turn) % 5 == 0 else None
    )
    return Portal("shaky", "A", "S1", (site,), "resets and 500s", outcomes=("complete", "incomplete"))


def heavy(ground: Ground, outside: str) -> Portal:
    """Two of the listed reports are 200 MB: one packed to almost nothing, one without an end."""
    site = Site.at(ground, county(51, towns=3, departments=3, years=(2022, 2023), plain=True), outside)
    place = site.county
    trs_list(site, ROOT, place.flat)
    bomb, endless = place.items[3], place.items[6]
    site.host.pages[bomb.path] = _bomb
    site.host.pages[endless.path] = lambda _: Answer(_endless(), 200, "application/pdf")
    unreachable((bomb, endless), "200 MB")
    furnish(site, in_month("/xw/"), annual=ROOT)
    return Portal("heavy", "A", "S1", (site,), "gzip bomb and endless body", outcomes=("complete", "incomplete"))


def _bomb(_: Request) -> Answer:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = b"<p>0</p>" * (_MEGABYTE // 8)
    packed = b"".join(packer.compress(block) for _ in range(200)) + packer.flush()
    return Answer(packed, 200, "text/html", (("Content-Encoding", "gzip"),))


def _endless() -> Iterator[bytes]:
    yield b"%PDF-1.5\n"
    for _ in range(200):
        yield b"%" + b"0" * (_MEGABYTE - 2) + b"\n"


def endless(ground: Ground, outside: str) -> Portal:
    """Past its end the annual column shows its first page again; the list of notices has new rows for ever."""
    place = county(52, towns=4, departments=4, years=(2021, 2022, 2023), plain=True)
    site = Site.at(ground, place, outside)
    items = site.put_all(place.flat, in_month("/zfxxgk/nb/"))

    def annual(request: Request) -> str:
        page = _page(request)
        page = page if (page - 1) * 10 < len(items) else 1
        rows = "".join(dotted_row(item, "/zfxxgk/nb/") for item in items[(page - 1) * 10 : page * 10])
        return site.html(
            "政府信息公开年报",
            f'<ul>{rows}</ul><a href="?page={_page(request) + 1}">下一页</a>',
            column="政府信息公开年报",
        )

    def notices(request: Request) -> str:
        page = _page(request)
        rows = "".join(
            f'<li><a href="/tz/{page * 20 + n}.html">{place.name}公告第{page * 20 + n}号（年报）</a></li>'
            for n in range(20)
        )
        return site.html("通知公告", f'<ul>{rows}</ul><a href="/tzgg/?page={page + 1}">下一页</a>', column="通知公告")

    site.host.pages["/zfxxgk/nb/"] = annual
    site.host.pages["/tzgg/"] = notices
    site.host.pages["/tz/*"] = lambda request: site.html(
        f"公告{request.path}", f"<p>{place.name}公告，现予公布。{request.path}</p>"
    )
    furnish(site, in_month("/xw/"), annual="/zfxxgk/nb/", on_home=(("通知公告年报", "/tzgg/"),))
    site.host.pages["/zfxxgk/nb/"] = annual
    return Portal(
        "endless", "O", "S1", (site,), "?page=N always full, new rows for ever", outcomes=("complete", "incomplete")
    )


def _page(request: Request) -> int:
    given = request.query.get("page", "")
    return max(1, int(given)) if given.isdigit() and len(given) < 6 else 1


def capped(ground: Ground, outside: str) -> Portal:
    """The pager declares six pages; those after the second are stubs."""
    place = county(53, towns=6, departments=6, years=(2020, 2021, 2022, 2023), plain=True)
    site = Site.at(ground, place, outside)
    items = site.put_all(newest_first(place.flat), in_month(ROOT))
    site.simple_list(ROOT, items, size=10, page_path=zero_based(ROOT), pager=create_page(), row=dotted_row)
    for number in range(2, -(-len(items) // 10)):
        site.host.pages[f"{ROOT}index_{number}.html"] = "<html><head><title></title></head><body></body></html>"
    unreachable(items[20:], "pages after the second are stubs")
    furnish(site, in_month("/xw/"), annual=ROOT)
    return Portal(
        "capped",
        "A",
        "S1",
        (site,),
        "createPageHTML(6,…), pages 3+ empty",
        outcomes=("incomplete",),
        reasons=("declared_more", "pages_failed"),
    )


def dead(ground: Ground, outside: str) -> Portal:
    site = Site.at(ground, county(54, towns=2, departments=1, years=(2023,), plain=True), outside)
    site.host.resets = lambda _: True
    unreachable(site.county.items, "nobody answers")
    return Portal(
        "dead", "A", "S1", (site,), "every connection is reset", outcomes=("failed",), reasons=("unreachable",)
    )


def tls_self(ground: Ground, outside: str) -> Portal:
    return _tls(ground, outside, 55, "tls_self_signed", 365)


def tls_expired(ground: Ground, outside: str) -> Portal:
    return _tls(ground, outside, 56, "tls_expired", -10)


def http_only(ground: Ground, outside: str) -> Portal:
    site = plain(ground, outside, 57)
    return Portal(
        "http_only",
        "A",
        "S1",
        (site,),
        "registered with https, serves http only",
        home=f"https://127.0.0.1:{site.host.port}/",
        outcomes=("complete", "failed"),
    )


def _tls(ground: Ground, outside: str, number: int, name: str, days: int) -> Portal:
    def secure(host: Host) -> None:
        host.scheme, host.tls = "https", _context(days)

    site = plain(ground, outside, number, secure)
    return Portal(name, "A", "S1", (site,), "certificate that nobody vouches for")


def _context(days: int) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "www.example.cn")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=400)).not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False).sign(key, hashes.SHA256())
    )  # fmt: skip
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "both.pem")
        file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
        context.load_cert_chain(file)
    return context


def outer_world(ground: Ground) -> Site:
    """What every portal links to and no portal owns: the province, ministries, other services, with tempting reports."""
    site = Site.at(
        ground, county(60, towns=2, departments=2, years=(2022, 2023), plain=True), "", site_code="bm01000001"
    )
    site.outside = site.host.home
    trs_list(site, ROOT, site.county.flat)
    furnish(site, in_month("/xw/"), annual=ROOT)
    for path in ("/zfxxgknb/", "/gwy/gknb/"):
        site.add(path, site.host.pages[ROOT])
    return site
