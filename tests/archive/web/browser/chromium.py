"""A real Chromium of this machine, and what the tests of the pages ask of it: pictures to keep, barriers, what overflows."""

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium")
PICTURES = Path(__file__).parents[4] / "test-artefacts"
PHONE = {"width": 360, "height": 740}
LONGEST = 4000  # pixels of a picture; a long list looks the same further down
_CHINESE_UNTOLD = """() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = []
    while (texts.nextNode()) {
        const within = texts.currentNode.parentElement, text = texts.currentNode.textContent.trim()
        const mixed = within.closest("h1, .how, .quoted, .unseen, figure")
        if (!mixed && !within.closest("[lang]").lang.startsWith("zh") && /[\\u4e00-\\u9fff]/.test(text)) found.push(text)
    }
    return found
}"""  # headings, examples, citations, asides and charts have both languages in one line
NOT_MINDED = "minor"  # what axe itself calls no barrier


@contextmanager
def started() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, chromium_sandbox=os.geteuid() != 0)
        try:
            yield browser
        finally:
            browser.close()


def picture(page: Page, name: str) -> None:
    """Keeps what the page looks like."""
    PICTURES.mkdir(exist_ok=True)
    width, height = page.evaluate("[document.documentElement.clientWidth, document.documentElement.scrollHeight]")
    cut = {"x": 0, "y": 0, "width": width, "height": min(height, LONGEST)}
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True, clip=cut)


def barriers(page: Page, *rules: str) -> list[str]:
    """What axe finds that would hinder people: the rule, and where; by all of its rules, or by some."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    options = {"resultTypes": ["violations"], "iframes": False} | ({"runOnly": list(rules)} if rules else {})
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{one['id']}: {one['help']}: {_places(one['nodes'])}"
        for one in found["violations"]
        if one["impact"] != NOT_MINDED
    ]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return int(width)


def untold_chinese(page: Page) -> list[str]:
    """Chinese words of an English page that a screen reader would spell as English."""
    return list(page.evaluate(_CHINESE_UNTOLD))


def _places(nodes: Sequence[dict]) -> str:
    return f"{json.dumps(nodes[0]['target'])} and {len(nodes) - 1} more"
