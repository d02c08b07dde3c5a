"""What rendering needs: found, or told in one line that names the extra and the package."""

import importlib.util

import pytest

from archive.errors import SettingsError
from crawler.rendering import needed
from crawler.rendering.traffic import verdict


def refusal():
    with pytest.raises(SettingsError) as caught:
        needed.chromium()
    line = str(caught.value)
    assert len(line.splitlines()) == 1
    return line


def test_chromium_is_found_by_any_of_its_names(monkeypatch):
    monkeypatch.setattr(needed, "find_spec", lambda _: object())
    monkeypatch.setattr(needed, "which", {"chromium-browser": "/usr/bin/chromium-browser"}.get)
    assert needed.chromium() == "/usr/bin/chromium-browser"


def test_without_the_extra_it_is_named_with_the_package(monkeypatch):
    monkeypatch.setattr(needed, "find_spec", {}.get)
    line = refusal()
    assert "pip install 'nianbao[render]'" in line
    assert "Debian package chromium" in line


def test_without_chromium_the_package_is_named(monkeypatch):
    monkeypatch.setattr(needed, "find_spec", lambda _: object())
    monkeypatch.setattr(needed, "which", {}.get)
    line = refusal()
    assert "needs Chromium" in line
    assert "apt install chromium" in line


@pytest.mark.parametrize("kind", ["document", "script", "xhr", "fetch"])
def test_what_builds_a_page_is_asked_for(kind):
    assert verdict(kind, "GET") == "ask"
    assert verdict(kind, "POST") == "ask"
    assert {verdict(kind, method) for method in ("PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")} == {"refuse"}


@pytest.mark.parametrize("kind", ["image", "media", "font", "eventsource", "websocket", "manifest", "ping", "other"])
def test_what_only_adorns_or_tracks_is_refused(kind):
    assert verdict(kind, "GET") == verdict(kind, "POST") == "refuse"


def test_a_missing_sheet_would_hinder_a_bundle():
    assert verdict("stylesheet", "GET") == "blank"


def test_the_extra_is_what_is_looked_for():
    assert importlib.util.find_spec is needed.find_spec
