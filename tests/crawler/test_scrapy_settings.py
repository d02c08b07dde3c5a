"""Settings files to what Scrapy does with them, asked of Scrapy itself."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from scrapy.settings import Settings as ScrapysOwn
from scrapy.settings import default_settings
from scrapy.utils.misc import load_object

from archive.unpacking import Unpacking
from crawler.scrapy_settings import scrapy_settings
from crawler.settings import KEYS, load
from crawler.transport.resolver import ALLOW_PRIVATE

ROOT = Path(__file__).parents[2]


def of(folder: Path, content: str = "") -> dict:
    file = folder / "settings.toml"
    file.write_text(content)
    return scrapy_settings(load(file, {}))


def asked_of_scrapy(name: str, variables: Sequence[tuple[str, str]] = ()) -> str:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("NIANBAO_", "SCRAPY_"))}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "scrapy", "settings", "--get", name],
        cwd=ROOT,
        env=environment | dict(variables),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_scrapy_in_the_repository_runs_with_the_shipped_settings():
    assert asked_of_scrapy("USER_AGENT") == KEYS["crawl.user_agent"].default
    assert '"http": "crawler.transport.wire.WireHandler"' in asked_of_scrapy("DOWNLOAD_HANDLERS")


def test_scrapy_runs_with_the_file_that_the_variable_names_and_with_overrides(tmp_path):
    file = tmp_path / "other.toml"
    file.write_text("[crawl]\nuser_agent = 'sample/1 (a@example.org)'\nallow_private_hosts = false")
    named = ("NIANBAO_SETTINGS", str(file))
    assert asked_of_scrapy("USER_AGENT", [named]) == "sample/1 (a@example.org)"
    assert asked_of_scrapy(ALLOW_PRIVATE, [named, ("NIANBAO_CRAWL__ALLOW_PRIVATE_HOSTS", "true")]) == "True"


def test_every_setting_is_known_to_scrapy_so_that_no_typo_hides(tmp_path):
    assert {name for name in of(tmp_path) if not hasattr(default_settings, name)} == {ALLOW_PRIVATE}


def test_every_setting_has_the_type_of_scrapys_default(tmp_path):
    numbers = (bool, int, float)  # Scrapy's own switches are now False, now 0
    for name, value in of(tmp_path).items():
        if name == ALLOW_PRIVATE:
            continue  # ours
        default = getattr(default_settings, name)
        alike = type(value) is type(default) or (type(value) in numbers and type(default) in numbers)
        assert alike, f"{name}: {value!r} instead of {default!r}"


def test_no_setting_repeats_scrapys_default_unless_a_key_of_ours_gave_it(tmp_path):
    ours = of(tmp_path, "crawl.user_agent = 'sample/1'")
    assert {name for name, value in ours.items() if value == getattr(default_settings, name, None)} == set()


@pytest.mark.parametrize(
    ("content", "name", "value"),
    [
        ("crawl.allow_private_hosts = false", ALLOW_PRIVATE, False),
        ("crawl.allow_private_hosts = true", ALLOW_PRIVATE, True),
        ("crawl.user_agent = 'sample/1'", "USER_AGENT", "sample/1"),
    ],
)
def test_our_keys_reach_the_settings_they_stand_for(tmp_path, content, name, value):
    assert of(tmp_path, content)[name] == value


def effective(folder: Path) -> ScrapysOwn:
    """Our settings with Scrapy's beneath them, as a crawl sees them."""
    return ScrapysOwn(of(folder))


@pytest.mark.parametrize("scheme", ["file", "ftp", "s3", "data"])
def test_handlers_for_what_is_no_web_page_are_off(tmp_path, scheme):
    assert scheme in effective(tmp_path).getwithbase("DOWNLOAD_HANDLERS")
    assert effective(tmp_path).getwithbase("DOWNLOAD_HANDLERS")[scheme] is None


def test_no_scheme_but_http_and_https_has_a_handler_and_it_is_ours(tmp_path):
    handlers = {scheme: path for scheme, path in effective(tmp_path).getwithbase("DOWNLOAD_HANDLERS").items() if path}
    assert handlers == {"http": "crawler.transport.wire.WireHandler", "https": "crawler.transport.wire.WireHandler"}
    assert load_object(handlers["http"]).__name__ == "WireHandler"


@pytest.mark.parametrize("name", ["COOKIES", "HTTPPROXY", "TELNETCONSOLE", "REMOTE_CONTROL", "RETRY", "REDIRECT"])
def test_what_opens_a_door_or_asks_behind_our_back_is_off(tmp_path, name):
    assert effective(tmp_path).getbool(f"{name}_ENABLED") is False


@pytest.mark.parametrize("name", ["DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES"])
def test_nothing_stands_between_the_frontier_and_the_wire(tmp_path, name):
    assert dict(effective(tmp_path).getwithbase(name)) == {}


def test_pause_and_robots_are_left_to_us(tmp_path):
    # Scrapy would count both per name, without the port, and know nothing of what a host asked for
    ours = ScrapysOwn(of(tmp_path, "crawl.delay = 7\ncrawl.robots = true"))
    assert (ours.getfloat("DOWNLOAD_DELAY"), ours.getbool("ROBOTSTXT_OBEY")) == (0, False)


def test_the_resolver_is_ours(tmp_path):
    assert load_object(effective(tmp_path)["TWISTED_DNS_RESOLVER"]).__name__ == "GuardedResolver"


def test_we_take_no_encoding_that_we_cannot_undo(tmp_path):
    encodings = of(tmp_path)["DEFAULT_REQUEST_HEADERS"]["Accept-Encoding"].split(", ")
    assert encodings
    assert [encoding for encoding in encodings if not Unpacking((encoding,)).whole] == []


def test_the_spiders_module_is_there(tmp_path):
    assert [load_object(f"{name}.reports.ReportsSpider").name for name in of(tmp_path)["SPIDER_MODULES"]] == ["reports"]
